//! Logs, file names and entries that mean harm: nothing of them becomes code, nothing of them reaches the terminal.

use std::fs;
use std::process::{Command, Stdio};

use crate::cli_support::{Home, Run, forbidden};

/// The entry whose fix takes the captured value in every kind of place.
const ENTRY: &str = r#####"+++
title = "The gate of the harbor is stuck"
[[signature]]
text = '''the gate of the harbor is stuck, it says <<{x:any}>> and stops'''
+++
## Symptom
The gate does not open.
## Cause
It says {{x}}.
## Fix
Bare, for {{x}}:
```sh
echo {{x}} a{{x}}b --gate={{x}}
```
Single quotes:
```sh
echo '{{x}}' 'a{{x}}b'
```
Double quotes:
```sh
echo "{{x}}" "$(echo {{x}})" "$(echo '{{x}}' "{{x}}")"
```
Behind a backslash, in a comment and in texts:
```sh
echo \{{x}} `echo {{x}}` # {{x}}
cat <<END
{{x}}
END
cat <<'END'
{{x}}
END
```
Statements:
```sql
SELECT * FROM gates WHERE says = '{{x}}' AND id = {{x}}; -- {{x}}
/* {{x}} */
```
Settings:
```yaml
gate: {{x}}
says: "{{x}}"
list: ['{{x}}']
```
Others:
```python
print('{{x}}', {{x}})
```
```
{{x}}
```
"#####;

/// Values that mean harm somewhere, and what of them would give it away in code.
const HOSTILE: &[(&str, &[&str])] = &[
    ("5432; rm -rf ~", &["rm -rf", ";  rm", "~"]),
    ("5432; touch canary", &["touch canary"]),
    ("$(touch canary)", &["$(touch", "canary"]),
    ("`touch canary`", &["`touch", "canary"]),
    ("`id`", &["`id`"]),
    ("${IFS}touch${IFS}canary", &["IFS", "canary"]),
    ("'; touch canary; echo '", &["canary"]),
    ("\"; touch canary; echo \"", &["canary"]),
    ("\\'; touch canary; #", &["canary"]),
    ("a'b\"c", &["a'b", "b\"c"]),
    ("--flag", &["--flag"]),
    ("-rf", &["-rf"]),
    ("5432 && touch canary", &["canary"]),
    ("5432 | tee canary", &["canary"]),
    ("> canary", &["canary"]),
    ("5432\\ntouch canary", &["canary"]),
    ("END\\ntouch canary\\nEND", &["canary"]),
    ("'; DROP TABLE x; --", &["DROP TABLE"]),
    ("5432--", &["5432--"]),
    ("x*/ DROP TABLE x", &["*/ DROP", "DROP"]),
    ("\": [1, 2]", &["[1, 2]", "\": ["]),
    ("a: b", &["a: b"]),
    ("!!python/object:os.system", &["!!python"]),
    ("*/", &["x*/", "<*/"]),
    ("*", &["echo *", "'*'"]),
    ("\u{202e}drop\u{2066}", &["drop", "\u{202e}"]),
    ("a\u{200b}b", &["\u{200b}"]),
    ("a\u{7}b\u{9b}31mc", &["31m", "\u{7}", "\u{9b}"]),
    ("\u{ff1b} touch canary", &["canary", "\u{ff1b}"]),
    ("~", &["echo ~", "'~'"]),
    ("{a,b}", &["{a,b}"]),
    ("#", &["echo #", "'#'"]),
];

fn with_gate() -> Home {
    let home = Home::empty();
    home.write("kb/kb.toml", "name = \"harbor\"\n");
    home.write("kb/gate/stuck.md", ENTRY);
    home
}

/// The log that says `value`, as lines and as one JSON record.
fn logs(value: &str) -> Vec<String> {
    let message = format!("ERROR the gate of the harbor is stuck, it says <<{value}>> and stops");
    vec![
        format!("{message}\n"),
        format!("harbor-1  | {}\n", message.replace("\\n", "\nharbor-1  | ")),
        format!("{{\"level\":\"error\",\"msg\":{}}}\n", serde_json::Value::String(message.replace("\\n", "\n"))),
    ]
}

#[test]
fn no_part_of_a_hostile_value_is_in_the_code() {
    let home = with_gate();
    for (value, telling) in HOSTILE {
        for log in logs(value) {
            let report = home.kb_reading(&["match", "-f", "json"], log.as_bytes()).expect(0).json();
            let first = &report["matches"][0];
            assert_eq!(first["id"], "gate/stuck");
            for step in first["fix"].as_array().expect("a fix") {
                for place in ["code", "title"] {
                    let code = step[place].as_str().expect("a text");
                    for part in telling.iter().chain([value]) {
                        // What the entry itself says does not come from the value.
                        let own = step["template"].as_str().is_some_and(|template| template.contains(part));
                        assert!(own || !code.contains(part), "{value:?}: {part:?} in {place}: {code}");
                    }
                }
                assert!(!step["code"].as_str().expect("a text").contains("{{"), "{step}");
            }
        }
    }
}

#[test]
fn a_safe_value_is_filled_in() {
    let home = with_gate();
    let report = home.kb_reading(&["match", "-f", "json"], logs("5432")[0].as_bytes()).expect(0).json();
    let fix = report["matches"][0]["fix"].as_array().expect("a fix").clone();
    assert_eq!(fix[0]["code"], "echo 5432 a5432b --gate=5432");
    assert_eq!(fix[4]["code"], "SELECT * FROM gates WHERE says = '5432' AND id = 5432; -- 5432\n/* 5432 */");
    assert!(fix.iter().all(|step| step["unfilled"].as_array().is_some_and(Vec::is_empty)));
}

#[test]
fn what_was_not_filled_is_listed_with_its_value() {
    let home = with_gate();
    let report = home.kb_reading(&["match", "-f", "json"], logs("$(id)")[0].as_bytes()).expect(0).json();
    for step in report["matches"][0]["fix"].as_array().expect("a fix") {
        assert_eq!(step["unfilled"][0]["name"], "x");
        assert_eq!(step["unfilled"][0]["value"], "$(id)");
    }
}

#[test]
#[cfg(unix)]
fn running_the_printed_code_does_what_the_entry_says_and_no_more() {
    let home = with_gate();
    let folder = tempfile::tempdir().expect("a folder");
    for (value, _) in HOSTILE {
        for log in logs(value) {
            let report = home.kb_reading(&["match", "-f", "json"], log.as_bytes()).expect(0).json();
            for step in report["matches"][0]["fix"].as_array().expect("a fix") {
                if step["lang"] != "sh" {
                    continue;
                }
                let code = step["code"].as_str().expect("a text");
                let mut sh = Command::new("sh");
                sh.args(["-c", code]).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", folder.path());
                let ran = sh.current_dir(folder.path()).stdin(Stdio::null()).output().expect("a shell");
                assert!(ran.status.success(), "{value:?}: {code}\n{}", String::from_utf8_lossy(&ran.stderr));
                let printed = String::from_utf8_lossy(&ran.stdout).into_owned();
                assert!(printed.contains("<x"), "{value:?}: {code}\n{printed}");
                let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
                assert!(left.is_empty(), "{value:?}: {code} left {left:?}");
            }
        }
    }
}

/// What a terminal would obey, in every encoding of it.
const CONTROLS: &str = "\u{1b}[31m\u{1b}]52;c;aGk=\u{7}\u{9b}2J\u{9d}0;t\u{9c}\u{8}\u{7f}\u{202e}\u{2066}\u{200b}\u{feff}\u{85}\u{2028}\u{180e}\u{e0041}";

/// Runs `kb` in every way that prints something of the log, and says what of it a terminal would obey.
fn assert_harmless(home: &Home, args: &[&str], input: &[u8]) {
    let run = home.kb_reading(args, input);
    assert!(run.status >= 0 && run.status <= 2, "{args:?}: {run:?}");
    for (stream, text) in [("stdout", &run.out), ("stderr", &run.err)] {
        let found = forbidden(text);
        assert!(found.is_none(), "{args:?}: {:?} on {stream}: {text:?}", found.expect("just found"));
    }
}

#[test]
fn no_control_byte_of_a_log_reaches_the_terminal() {
    let home = with_gate();
    let value = format!("a{CONTROLS}b");
    let mut logs: Vec<Vec<u8>> = vec![
        format!("x\rERROR the gate of the harbor is stuck, it says <<{value}>> and stops {CONTROLS}\r\n").into_bytes(),
        format!("har{CONTROLS}bor-1  | the gate of the harbor is stuck, it says <<5432>> and stops\n").into_bytes(),
        format!("harbor-1\u{1b}[0m  | the gate of the{CONTROLS} harbor is stuck, it says <<{value}>> and stops\n")
            .into_bytes(),
        format!("the harbor gate is nearly stuck {CONTROLS} and says nothing\n").into_bytes(),
        // C1 as single bytes, and broken characters.
        b"ERROR the gate of the harbor is stuck, it says <<\x9b31m\x90\xff\xc2>> and stops \x9d0;x\x07\n".to_vec(),
    ];
    let wide: Vec<u8> = String::from_utf8_lossy(&logs[0]).encode_utf16().flat_map(u16::to_le_bytes).collect();
    logs.push(wide);
    for log in &logs {
        for format in ["text", "oneline", "json", "jsonl", "vimgrep"] {
            assert_harmless(&home, &["match", "-f", format], log);
        }
        assert_harmless(&home, &["why", "gate/stuck"], log);
        assert_harmless(&home, &["match", "-f", "json", "--stdin-filename", &format!("x{CONTROLS}")], log);
        assert_harmless(&home, &["match", "-f", "vimgrep", "--stdin-filename", &format!("x{CONTROLS}")], log);
    }
}

#[test]
fn no_control_byte_of_a_file_name_reaches_the_terminal() {
    let home = with_gate();
    // Not every file system takes every name.
    let name = format!("log{}.txt", CONTROLS.replace('\u{feff}', ""));
    let path = home.path("work").join(&name);
    if fs::write(&path, logs("5432")[0].as_bytes()).is_err() {
        return;
    }
    for format in ["text", "oneline", "json", "jsonl", "vimgrep"] {
        assert_harmless(&home, &["match", "-f", format, &name], b"");
        assert_harmless(&home, &["match", "-f", format, &name, &format!("missing{name}")], b"");
    }
    assert_harmless(&home, &[&name], b"");
    assert_harmless(&home, &["why", "gate/stuck", &name], b"");
    fs::write(&path, b"").expect("a file");
    assert_harmless(&home, &["match", &name], b"");
    fs::write(&path, b"\x7fELF").expect("a file");
    assert_harmless(&home, &["match", &name], b"");
    fs::remove_file(&path).expect("a file");
    fs::create_dir(&path).expect("a folder");
    assert_harmless(&home, &["match", &name], b"");
    assert_harmless(&home, &["match", "--kb", &name], b"");
    home.write(&format!("{name}/gate/other.md"), ENTRY.replace("title = ", "titel = "));
    assert_harmless(&home, &["match", "--kb", &name], logs("1")[0].as_bytes());
    assert_harmless(&home, &["list", "-f", "path", "--kb", &name], b"");
    assert_harmless(&home, &["check", &name], b"");
    assert_harmless(&home, &["build", "--kb", &name], b"");
}

#[test]
fn no_control_byte_of_an_entry_reaches_the_terminal() {
    let home = with_gate();
    let escaped: String = CONTROLS.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    let hostile = ENTRY
        .replace(
            "The gate of the harbor is stuck\"",
            &format!("The gate {escaped} is stuck\"\ntags = [\"t{escaped}\"]\nask = [\"the gate{escaped}\"]"),
        )
        .replace("The gate does not open.", &format!("The gate {CONTROLS} does not open. `{CONTROLS}`"))
        .replace("It says", &format!("It{CONTROLS} says [link {CONTROLS}](https://example.com/{CONTROLS})"))
        .replace("Single quotes:", &format!("### Part {CONTROLS}\n\nSingle {CONTROLS} quotes:"))
        .replace("print(", &format!("# {CONTROLS}\nprint("));
    home.write("kb/gate/stuck.md", &hostile);
    // Control characters may be refused in one place and allowed in another.
    home.write("kb/gate/raw.md", ENTRY.replace("title = \"The", &format!("title = \"The{CONTROLS}")));
    home.write("kb/gate/signed.md", ENTRY.replace("it says <<", &format!("it {CONTROLS} says <<")));
    home.write("kb/kb.toml", format!("name = \"harbor{escaped}\"\n[vars]\nx{CONTROLS} = 1\n"));
    let log = logs("$(id)")[0].clone();
    for kb_toml in [None, Some("name = \"harbor\"\n")] {
        if let Some(text) = kb_toml {
            home.write("kb/kb.toml", text);
        }
        for format in ["text", "oneline", "json", "jsonl", "vimgrep"] {
            assert_harmless(&home, &["match", "-f", format], log.as_bytes());
            assert_harmless(&home, &["search", "-f", format, "gate"], b"");
        }
        for format in ["text", "oneline", "jsonl", "path"] {
            assert_harmless(&home, &["list", "-f", format], b"");
        }
        for format in ["text", "json", "github"] {
            assert_harmless(&home, &["check", "--notes", "-f", format], b"");
        }
        assert_harmless(&home, &["show", "gate/stuck"], b"");
        assert_harmless(&home, &["show", "--raw", "gate/stuck"], b"");
        assert_harmless(&home, &["show", "gate/raw"], b"");
        assert_harmless(&home, &["why", "gate/stuck"], log.as_bytes());
        assert_harmless(&home, &["why", "gate/signed"], log.as_bytes());
        assert_harmless(&home, &["build"], b"");
    }
}

#[test]
fn no_control_byte_of_an_argument_reaches_the_terminal() {
    let home = with_gate();
    let words = format!("gate{CONTROLS}");
    for args in [
        vec![words.as_str()],
        vec!["show", &words],
        vec!["why", &words],
        vec!["search", &words],
        vec!["search", "-f", "json", &words],
        vec!["list", &words],
        vec!["match", "--text", &words],
        vec!["check", &words],
        vec!["check", "--explain", &words],
        vec!["match", "--kb", &words],
        vec!["match", "--lines", &words],
        vec!["match", "--format", &words],
        vec!["list", "--kind", &words],
        vec!["match", "-o", "no/folder\u{1b}[31m"],
    ] {
        assert_harmless(&home, &args, b"x");
    }
    let unknown = format!("--{words}");
    let run = Run::of(home.command(&["match", &unknown]), b"");
    assert_eq!(run.status, 2);
    assert_eq!(forbidden(&run.err), None, "{:?}", run.err);
}
