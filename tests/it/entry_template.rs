//! Placeholders: what a log says can be shown, but never becomes a command.

use std::path::Path;
use std::process::{Command, Stdio};

use kb::entry::template::{Value, fill};
use kb::report::Unfilled;
use proptest::prelude::*;

/// Fills `{{x}}` with `value`; other names are left as written.
fn with(code: &str, lang: &str, value: Value<'_>) -> String {
    fill(code, lang, |name| if name == "x" { value } else { Value::Unknown }).text
}

#[test]
fn safe_values_go_in_as_they_are() {
    for (lang, code) in [("sh", "ss -l 'a={{x}}' \"{{x}}\" {{x}}"), ("sql", "SELECT {{x}};"), ("yaml", "port: {{x}}")] {
        assert_eq!(with(code, lang, Value::Captured("5432")), code.replace("{{x}}", "5432"));
    }
}

#[test]
fn a_place_without_a_safe_value_shows_its_name_and_is_inert() {
    for (lang, code, expected) in [
        ("sh", "rm {{x}}", "rm '<x>'"),
        ("", "rm {{x}}", "rm '<x>'"),
        ("bash", "rm a{{x}}b", "rm a'<x>'b"),
        ("sh", "rm '{{x}}' \"{{x}}\"", "rm '<x>' \"<x>\""),
        ("zsh", "rm \"$(ls {{x}})\"", "rm \"$(ls '<x>')\""),
        ("sh", r"rm \{{x}}", r"rm \<x\>"),
        ("sh", "cat <<EOF\n{{x}}\nEOF\nrm {{x}}", "cat <<EOF\n<x>\nEOF\nrm '<x>'"),
        ("sh", "ssh host <<EOF\nrm {{x}}\nEOF", "ssh host <<EOF\nrm '<x>'\nEOF"),
        ("sh", "a # it's {{x}}\nb {{x}}", "a # it's '<x>'\nb '<x>'"),
        ("console", "$ a {{x}}\ncan't\n$ b {{x}}", "$ a '<x>'\ncan't\n$ b '<x>'"),
        ("fish", r"a 'b\'{{x}}' {{x}}", r"a 'b\'<x>' '<x>'"),
        ("powershell", "a \"`\"{{x}}\" {{x}} `{{x}}", "a \"`\"<x>\" '<x>' `<x`>"),
        ("cmd", "type {{x}} \"{{x}}\" ^{{x}}", "type \"<x>\" \"<x>\" ^<x^>"),
        ("sql", "SELECT {{x}}, '{{x}}'", "SELECT <x>, '<x>'"),
        ("python", "f({{x}})", "f(<x>)"),
    ] {
        assert_eq!(with(code, lang, Value::Missing), expected, "{lang}: {code}");
        assert_eq!(with(code, lang, Value::Captured("a b")), expected, "{lang}: {code}");
    }
}

#[test]
fn values_of_the_pack_are_trusted() {
    assert_eq!(with("{{x}} up {{y}}", "sh", Value::Trusted("docker compose")), "docker compose up {{y}}");
}

#[test]
fn templates_of_other_languages_stay_as_written() {
    for code in ["docker ps --format '{{.Names}}'", "${{ x }}", "${{x}}", "{{ x }}", "{{{x}}}", "{{x", "{{}}"] {
        assert_eq!(with(code, "sh", Value::Captured("5432")), code);
    }
}

#[test]
fn what_was_not_filled_is_listed_once_with_its_value() {
    let filled = fill("{{a}} {{b}} {{a}} {{c}}", "sh", |name| match name {
        "a" => Value::Captured("$(id)"),
        "b" => Value::Missing,
        _ => Value::Captured("fine"),
    });
    assert_eq!(filled.text, "'<a>' '<b>' '<a>' fine");
    assert_eq!(
        filled.unfilled,
        [Unfilled { name: "a".into(), value: Some("$(id)".into()) }, Unfilled { name: "b".into(), value: None }]
    );
}

#[test]
fn a_value_of_the_pack_with_a_quote_is_part_of_the_quoting() {
    let filled = fill("{{q}}{{x}}' {{x}}", "sh", |name| if name == "q" { Value::Trusted("'") } else { Value::Missing });
    assert_eq!(filled.text, "'<x>' '<x>'");
}

/// Values that do harm where a shell, SQL, YAML or PowerShell gives them a meaning.
const HOSTILE: &[&str] = &[
    "5432; touch canary",
    "$(touch canary)",
    "`touch canary`",
    "'; touch canary; '",
    "\"; touch canary; \"",
    "a\ntouch canary\n",
    "a\r\ntouch canary\r\n",
    "a | touch canary",
    "a && touch canary",
    "a & touch canary",
    "> canary",
    "--flag",
    "-rf",
    "x -o canary",
    "\\",
    "\\'; touch canary; #",
    "EOF\ntouch canary",
    "${IFS}touch${IFS}canary",
    "*",
    "~",
    "{a,b}",
    "!touch",
    "#",
    "1; DROP TABLE users; --",
    "1' OR '1'='1",
    "5--",
    "a: b",
    "[a, b]",
    "\u{202e}",
    "\u{7f}",
    "\u{0}",
    "",
];

/// Scripts with the place in every kind of quoting.
const SCRIPTS: &[&str] = &[
    "echo {{x}}",
    "echo a{{x}}b {{x}}",
    "echo '{{x}}' \"{{x}}\" \"a'{{x}}'b\" 'a\"{{x}}\"b'",
    "echo \"$(echo {{x}} '{{x}}' \"{{x}}\")\" `echo {{x}}`",
    "echo \\{{x}} \"\\{{x}}\" \"\\\"{{x}}\"",
    "cat <<EOF\n{{x}} $(echo {{x}})\nEOF\necho {{x}}",
    "cat <<'EOF'\n{{x}}\nEOF\necho {{x}}",
    "sh <<EOF\necho {{x}}\nEOF\n",
    "echo a # it's {{x}}\necho {{x}}",
    "y=${y:-{{x}}}; z=\"${z:-{{x}}}\"",
    "y={{x}} sh -c ':'",
    "echo $(( 1 << 2 )) {{x}}\necho {{x}}",
    "if true; then echo {{x}}; fi; for i in {{x}}; do echo \"$i\"; done",
    "case a in\n  a) echo {{x}};;\nesac",
];

/// Runs `script` in an empty folder and says which files it left there.
fn files_left_by(script: &str, folder: &Path) -> Vec<String> {
    let mut shell = Command::new("sh");
    let _ = shell
        .args(["-c", script])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[cfg(unix)]
#[test]
fn filled_scripts_run_nothing_that_the_log_says() {
    let folder = tempfile::tempdir().unwrap();
    for script in SCRIPTS {
        for value in HOSTILE {
            let filled = with(script, "sh", Value::Captured(value));
            assert_eq!(filled, with(script, "sh", Value::Missing), "nothing of {value:?} is in the code");
        }
        let filled = with(script, "sh", Value::Missing);
        assert_eq!(files_left_by(&filled, folder.path()), [""; 0], "{filled}");
        let filled = with(script, "sh", Value::Captured("a/b:c@d=e,f+g%h_i.j-k"));
        assert_eq!(files_left_by(&filled, folder.path()), [""; 0], "{filled}");
    }
}

#[test]
fn nothing_of_a_hostile_value_appears_in_any_language() {
    for lang in ["sh", "console", "fish", "powershell", "cmd", "sql", "yaml", "json", "python", ""] {
        for code in ["a {{x}} b", "a '{{x}}' b", "a \"{{x}}\" b"] {
            for value in HOSTILE {
                assert_eq!(
                    with(code, lang, Value::Captured(value)),
                    with(code, lang, Value::Missing),
                    "{lang} {value:?}"
                );
            }
        }
    }
}

/// Random scripts. None of the pieces writes a file, so that a file can only come from a `<x>` that
/// the shell took for redirections.
fn script() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "echo a ",
        "'",
        "\"",
        "\\",
        "$(",
        ")",
        "`",
        "# ",
        "\n",
        "cat <<EOF\n",
        "cat <<'E'\n",
        "cat <<-EOF\n\t",
        "EOF\n",
        "E\n",
        "{{x}}",
        "{{x}}",
        "{{x}} ",
        " ",
        "${y:-",
        "}",
        "b",
        "(",
        "; ",
        "cat <<<",
        "$((1<<",
        "))",
        "cat <<\\EOF\n",
        "if true; then\n",
        "\nfi\n",
    ]);
    prop::collection::vec(pieces, 1..14).prop_map(|pieces| format!("{}{{{{x}}}} c", pieces.concat()))
}

#[cfg(unix)]
proptest! {
    // Each case starts a shell.
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_shown_name_is_never_a_redirection(script in script()) {
        let folder = tempfile::tempdir().unwrap();
        let filled = with(&script, "sh", Value::Missing);
        prop_assert_eq!(files_left_by(&filled, folder.path()), Vec::<String>::new(), "{}", filled);
    }
}

proptest! {
    #[test]
    fn a_value_goes_in_whole_or_not_at_all(script in script(), value in ".{0,12}|[a-z0-9$`;'\"\\\\ -]{1,8}", lang in "sh|sql|cmd|fish|ps1|console") {
        let safe = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"_@%+:,./=-".contains(&b))
            && !value.is_empty() && !value.starts_with('-');
        let filled = with(&script, &lang, Value::Captured(&value));
        if !safe || filled == with(&script, &lang, Value::Missing) {
            prop_assert_eq!(filled, with(&script, &lang, Value::Missing));
        } else {
            prop_assert_eq!(filled, with(&script, &lang, Value::Trusted(&value)));
        }
    }
}
