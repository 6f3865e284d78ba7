//! Entries as files: what is read from a good one, and what is said about a broken one.

use std::path::PathBuf;

use kb::entry::{
    Condition, Effect, Entry, EntryId, EntryKind, Expectation, Parsed, PatternSyntax, SectionKind, Severity, Status,
    parse,
};
use proptest::prelude::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/entries")
}

fn read(file: &str) -> Parsed {
    let bytes = std::fs::read(folder().join(file)).unwrap();
    parse(EntryId::new("docker/entry").unwrap(), file, &bytes)
}

/// `K007 4:3 the underlined text`, one for each complaint. Only the first line of the text.
fn complaints(parsed: &Parsed) -> Vec<String> {
    let words = |diagnostic: &kb::diagnostic::Diagnostic| {
        let (line, column) = diagnostic.line_column();
        let text = diagnostic.span.clone().map_or("", |span| &diagnostic.source.text[span]);
        format!("{} {line}:{column} {}", diagnostic.code, text.lines().next().unwrap_or_default())
    };
    parsed.diagnostics.iter().map(words).collect()
}

/// Every broken entry: its file, whether it is in force all the same, and its complaints.
const BROKEN: &[(&str, bool, &[&str])] = &[
    ("K002-latin-1.md", false, &["K002 2:13 \u{fffd}"]),
    ("K002-utf-16.md", false, &["K002 1:1 "]),
    ("K003-empty.md", false, &["K003 1:1 "]),
    ("K003-never-closed.md", false, &["K003 1:1 +++"]),
    ("K003-no-front-matter.md", false, &["K003 1:1 # A title"]),
    ("K003-yaml.md", false, &["K003 1:1 ---"]),
    ("K004-duplicate-key.md", false, &["K004 4:1 title"]),
    (
        "K004-several-faults.md",
        false,
        &["K004 2:9 One", "K007 3:1 sevrity", "K004 5:12 2026-13-01", "K009 6:9 7", "K005 8:9 \\d"],
    ),
    ("K004-unclosed-list.md", false, &["K004 3:16 '"]),
    ("K004-unclosed-text.md", false, &["K004 4:8 '''address already in use"]),
    ("K004-unquoted-string.md", false, &["K004 2:9 A port is taken"]),
    ("K005-backspace.md", false, &["K005 4:10 \\b"]),
    ("K005-regex-class.md", false, &["K005 4:27 \\d"]),
    ("K005-windows-path.md", false, &["K005 4:11 \\U"]),
    ("K006-apostrophe.md", false, &["K006 4:8 'can't open file'"]),
    ("K007-in-member.md", false, &["K007 7:1 ignorecase"]),
    ("K007-in-signature.md", false, &["K007 5:1 txt"]),
    ("K007-unknown-key.md", false, &["K007 5:3 signatures"]),
    ("K008-no-title.md", false, &["K008 1:1 +++"]),
    ("K009-list-of-strings.md", false, &["K009 4:8 'one'", "K009 4:15 'two'"]),
    ("K009-single-brackets.md", false, &["K009 3:1 [signature]"]),
    (
        "K009-wrong-types.md",
        false,
        &[
            "K009 2:9 5",
            "K009 3:8 'probelm'",
            "K009 4:8 'docker'",
            "K009 5:8 1",
            "K009 6:12 '2026-02-30'",
            "K009 7:12 'fatal'",
            "K009 8:10 'Docker/X'",
            "K009 12:15 'yes'",
            "K009 13:9 0",
            "K009 14:10 20",
        ],
    ),
    (
        "K011-info-string.md",
        true,
        &[
            "K011 7:26 guide\"",
            "K011 10:21 nomatch",
            "K011 18:4 log addr=1 from=\"guide\"",
            "K011 21:4 log from=\"guide\"",
        ],
    ),
    ("K012-link-out-of-the-pack.md", true, &["K012 6:5 [the guide](../../README.md)"]),
    ("K014-checklist.md", true, &["K014 1:1 "]),
    ("K014-missing-section.md", true, &["K014 1:1 ", "K014 7:1 ## Fix"]),
    ("K014-runbook.md", true, &["K014 1:1 "]),
    ("K015-unknown-part.md", true, &["K015 5:8 'reddis'"]),
    ("K018-member-without-pattern.md", false, &["K018 6:1 [[signature.sequence]]"]),
    ("K018-neither.md", false, &["K018 3:1 [[signature]]"]),
    ("K018-only-none.md", false, &["K018 4:13 none"]),
    ("K018-text-and-members.md", false, &["K018 4:1 text"]),
    ("K018-text-and-regex.md", false, &["K018 5:1 regex"]),
    ("K028-bare-angle.md", true, &["K028 13:17 <container>", "K028 25:16 <your name>"]),
    ("K032-no-example.md", true, &["K032 4:1 [[signature]]"]),
    ("K039-hard-to-find.md", true, &["K039 1:1 "]),
    ("K040-no-provenance.md", true, &["K040 7:1 ```log"]),
];

#[test]
fn every_fault_is_found_at_its_line_and_column() {
    for (file, in_force, expected) in BROKEN {
        let parsed = read(file);
        assert_eq!(complaints(&parsed), *expected, "{file}");
        assert_eq!(parsed.entry.is_some(), *in_force, "{file}");
    }
}

#[test]
fn every_complaint_says_how_to_mend_it() {
    for (file, _, _) in BROKEN {
        for diagnostic in read(file).diagnostics {
            assert!(diagnostic.help.is_some_and(|help| !help.is_empty()), "{file}: {}", diagnostic.message);
            assert!(!diagnostic.message.ends_with('.'), "{file}: {}", diagnostic.message);
        }
    }
}

#[test]
fn no_fixture_is_forgotten() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|file| file.starts_with('K'))
        .collect();
    files.sort();
    let listed: Vec<&str> = BROKEN.iter().map(|(file, _, _)| *file).collect();
    assert_eq!(files, listed);
}

#[test]
fn common_faults_have_their_own_repair() {
    for (file, repair) in [
        ("K005-windows-path.md", r"write 'C:\Users\{name} not found'"),
        ("K005-regex-class.md", r"write 'exited with code \d+'"),
        ("K005-backspace.md", r"write `regex = '''\bexited with code 137'''`"),
        ("K006-apostrophe.md", "write '''can't open file'''"),
        ("K007-unknown-key.md", "did you mean `signature`?"),
        ("K009-single-brackets.md", "`[[signature]]` with two brackets"),
        ("K003-yaml.md", "not YAML"),
        ("K015-unknown-part.md", "did you mean `Redis`?"),
    ] {
        let help = read(file).diagnostics[0].help.clone().unwrap_or_default();
        assert!(help.contains(repair), "{file}: {help}");
    }
}

fn good() -> Entry {
    let parsed = read("good.md");
    assert_eq!(complaints(&parsed), [""; 0]);
    parsed.entry.unwrap()
}

#[test]
fn the_keys_of_a_good_entry_are_read() {
    let entry = good();
    assert_eq!(entry.title, "A container port is already taken on the host");
    assert_eq!(entry.kind, EntryKind::Problem);
    assert_eq!(entry.tags, ["docker", "network"]);
    assert_eq!(entry.ask[0].value, "port already in use when starting compose");
    assert_eq!(&entry.source.text[entry.ask[0].span.clone()], "\"port already in use when starting compose\"");
    assert_eq!(entry.severity, Severity::Warning);
    assert_eq!(entry.status, Status::Workaround);
    assert_eq!(entry.verified.as_deref(), Some("2026-11-20"));
    assert_eq!(entry.old_ids[0].value.as_str(), "docker/wrong-password");
    assert_eq!(entry.owner.as_deref(), Some("platform"));
    let related: Vec<String> = entry.related.iter().map(|selector| selector.value.to_string()).collect();
    assert_eq!(related, ["docker/port-exposed-not-published", "redis/*", "tag:health"]);
    assert_eq!(entry.masks[0].value.to_string(), "tag:cors");
}

#[test]
fn the_signatures_of_a_good_entry_are_read() {
    let entry = good();
    let [single, combination] = entry.signatures.as_slice() else { panic!("two signatures") };
    let Condition::Single(member) = &single.condition else { panic!("a single pattern") };
    assert_eq!(member.count, 2);
    assert!(member.pattern.ignore_case && single.across && single.ambiguous);
    assert_eq!(member.pattern.syntax, PatternSyntax::Text);
    assert_eq!(member.pattern.value, "listen {proto} {addr}:{port:int}: bind: address already in use");
    assert!(entry.source.text[member.pattern.span.clone()].starts_with("'''listen"));
    assert_eq!(single.part.as_ref().unwrap().value, "Another container");
    assert_eq!(single.resolved_by.as_ref().unwrap().value, "port is free");
    assert!(entry.source.text[single.span.clone()].starts_with("[[signature]]"));
    assert!(entry.source.text[single.span.clone()].ends_with("'''port is free'''"));

    let Condition::Combination { all, any, none, sequence } = &combination.condition else { panic!("members") };
    assert_eq!((all.len(), any.len(), none.len(), sequence.len()), (1, 1, 1, 1));
    assert_eq!(all[0].pattern.syntax, PatternSyntax::Regex);
    assert_eq!(any[0].count, 3);
    assert_eq!(none[0].pattern.value, "two \"quoted\"");
    assert_eq!(sequence[0].pattern.value, "three\nfour");
    assert!(sequence[0].pattern.ignore_case && !all[0].pattern.ignore_case);
    let resolved = combination.resolved_by.as_ref().unwrap();
    assert_eq!((resolved.syntax, resolved.ignore_case), (PatternSyntax::Regex, true));
    assert!(entry.source.text[combination.span.clone()].ends_with("ignore_case = true"));
}

#[test]
fn the_sections_and_parts_of_a_good_entry_are_read() {
    let entry = good();
    let kinds: Vec<SectionKind> = entry.body.sections.iter().map(|section| section.kind).collect();
    use SectionKind::{Cause, Fix, Lead, NotThis, Other, SeeAlso, Symptom};
    assert_eq!(kinds, [Lead, Symptom, Cause, Fix, Other, NotThis, SeeAlso]);
    let cause = entry.body.section(Cause).unwrap();
    let parts: Vec<&str> = cause.parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(parts, ["Another container", "The host"]);
    let text = |span: &std::ops::Range<usize>| &entry.source.text[span.clone()];
    assert_eq!(text(&cause.parts[1].span), "### The host\n\nA service.\n\n");
    assert!(
        text(&cause.span).starts_with("## Cause\n") && text(&cause.content).trim_start().starts_with("### Another")
    );
    assert_eq!(cause.prose, "Another container\nSee the other one and Redis.\nThe host\nA service.");
    let fix = entry.body.section(Fix).unwrap();
    assert!(fix.prose.contains("Tool\nCommand\nss\nss -l"), "{}", fix.prose);
    assert!(!fix.prose.contains("ltnp"), "{}", fix.prose);
}

#[test]
fn code_blocks_keep_the_words_above_them() {
    let entry = good();
    let fix = entry.body.section(SectionKind::Fix).unwrap();
    let blocks: Vec<_> = fix
        .blocks
        .iter()
        .map(|block| {
            (block.title.as_str(), block.part.as_deref(), block.effect, block.lang.as_str(), block.code.as_str())
        })
        .collect();
    assert_eq!(
        blocks,
        [
            ("See who holds the port", None, Effect::Check, "sh", "ss -ltnp \"sport = :{{port}}\""),
            ("Stop it", Some("Another container"), Effect::Danger, "sh", "docker rm -f {{name}}"),
            ("The host", Some("The host"), Effect::Change, "sql", "SELECT 1;"),
        ]
    );
    assert!(entry.source.text[fix.blocks[0].span.clone()].starts_with("```sh check\n"));
}

#[test]
fn examples_are_read_as_written() {
    let entry = good();
    let [first, below, file, no_match] = entry.body.examples.as_slice() else { panic!("four examples") };
    assert_eq!(first.expect, Expectation::First);
    let captures: Vec<_> = first.captures.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(captures, [("port", "5432"), ("proto", "tcp4"), ("addr", "0.0.0.0")]);
    assert_eq!(first.from.as_deref(), Some("docker 28"));
    assert!(first.text.starts_with("  Error starting") && first.text.ends_with("in use\n\nlast line"));
    assert_eq!(below.expect, Expectation::Below(EntryId::new("docker/daemon-down").unwrap()));
    assert_eq!(below.text, "indented\n  more");
    assert_eq!(file.file.as_deref(), Some("long one.log"));
    assert_eq!(no_match.expect, Expectation::NoMatch);
}

#[test]
fn links_between_entries_are_resolved() {
    let entry = good();
    let links: Vec<_> =
        entry.body.links.iter().map(|link| (link.target.as_str(), link.entry.as_ref().map(EntryId::as_str))).collect();
    assert_eq!(
        links,
        [
            ("port-exposed-not-published.md#fix", Some("docker/port-exposed-not-published")),
            ("../redis/oom.md", Some("redis/oom")),
            ("https://docs.docker.com/", None),
        ]
    );
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let text = std::fs::read_to_string(folder().join("good.md")).unwrap();
    let expected = facts(&good());
    for (name, other) in [
        ("CRLF", text.replace('\n', "\r\n")),
        ("byte order mark", format!("\u{feff}{text}")),
        ("blank lines above", format!("\n \n{text}")),
        ("all of it", format!("\u{feff}\r\n{}", text.replace('\n', "\r\n"))),
    ] {
        let parsed = parse(EntryId::new("docker/entry").unwrap(), "x.md", other.as_bytes());
        assert_eq!(complaints(&parsed), [""; 0], "{name}");
        assert_eq!(facts(&parsed.entry.unwrap()), expected, "{name}");
    }
}

/// What an entry says, without places.
fn facts(entry: &Entry) -> String {
    let members: Vec<_> = entry
        .signatures
        .iter()
        .flat_map(|signature| match &signature.condition {
            Condition::Single(member) => vec![member],
            Condition::Combination { all, any, none, sequence } => {
                all.iter().chain(any).chain(none).chain(sequence).collect()
            }
        })
        .map(|member| (&member.pattern.value, member.count))
        .collect();
    let examples: Vec<_> = entry
        .body
        .examples
        .iter()
        .map(|example| (&example.expect, &example.captures, &example.text, &example.file))
        .collect();
    let sections: Vec<_> = entry
        .body
        .sections
        .iter()
        .map(|section| {
            let parts: Vec<_> = section.parts.iter().map(|part| &part.title).collect();
            let blocks: Vec<_> = section.blocks.iter().map(|block| (&block.title, &block.lang, &block.code)).collect();
            (section.kind, &section.title, &section.prose, parts, blocks)
        })
        .collect();
    format!("{members:#?}\n{examples:#?}\n{sections:#?}")
}

#[test]
fn a_complaint_in_a_file_with_crlf_has_the_same_place() {
    let text = std::fs::read_to_string(folder().join("K028-bare-angle.md")).unwrap().replace('\n', "\r\n");
    let parsed = parse(EntryId::new("a/b").unwrap(), "x.md", text.as_bytes());
    assert_eq!(complaints(&parsed), ["K028 13:17 <container>", "K028 25:16 <your name>"]);
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let parsed = parse(EntryId::new("a/b").unwrap(), "x.md", &vec![b'x'; (1 << 20) + 1]);
    assert_eq!(complaints(&parsed), ["K001 1:1 "]);
}

#[test]
fn deep_nesting_ends_neither_the_stack_nor_takes_long() {
    let begin = std::time::Instant::now();
    let front = "+++\ntitle = 'x'\nask = ['x']\n+++\n";
    for deep in [
        ">".repeat(300_000),
        "- ".repeat(200_000),
        "*a **b ".repeat(100_000),
        "[".repeat(300_000),
        "((((".repeat(100_000),
        "a. B. ".repeat(100_000),
        "{{".repeat(300_000),
        "<a>".repeat(200_000),
    ] {
        let parsed = parse(EntryId::new("a/b").unwrap(), "x.md", format!("{front}## Fix\n{deep} x\n").as_bytes());
        assert!(parsed.entry.is_some());
    }
    for value in ["[".repeat(300_000), "\"\\d\" ".repeat(100_000), "'a'b ".repeat(100_000)] {
        let toml = format!("+++\ntitle = {value}\n+++\n");
        assert!(parse(EntryId::new("a/b").unwrap(), "x.md", toml.as_bytes()).entry.is_none());
    }
    // Linear work takes a fraction of this even in a debug build on a loaded machine; quadratic takes hours.
    assert!(begin.elapsed() < std::time::Duration::from_secs(60));
}

/// Pieces that entries are made of, so that random files get past the first line.
fn entry_text() -> impl Strategy<Value = String> {
    let toml = prop::sample::select(vec![
        "title = 'x'\n",
        "title = \"a\\d\"\n",
        "text = 'can't'\n",
        "[[signature]]\n",
        "[[signature.all]]\n",
        "[signature]\n",
        "text = '''a {b}'''\n",
        "regex = \"x\\b\"\n",
        "all = [{text='a'}, 1]\n",
        "count = 99\n",
        "within = '''\n",
        "'''",
        "\"\"\"",
        "\"",
        "'",
        "verified = 2026-01-01\n",
        "verified = 12:00:00\n",
        "é = 1\n",
        "a.b.c = 1\n",
        "[a.b]\n",
        "[[a.b]]\n",
        "[a]\n",
        "=",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\n",
        "\r\n",
        "\u{feff}",
        "\\",
        "#",
        "part = 'x'\n",
        "resolved_by = {}\n",
        "ask = ['a', 'b']\n",
        "old_ids = ['a/b']\n",
    ]);
    let body = prop::sample::select(vec![
        "## Fix\n",
        "## Not this\n",
        "### Part\n",
        "```sh\n",
        "```log a='b' from=\"x\"\n",
        "```log no-match\n",
        "~~~\n",
        "```\n",
        "- ",
        "1. ",
        "> ",
        "- [ ] ",
        "| a | b |\n|---|---|\n| c | d |\n",
        "[x](y.md)",
        "[x](../../../y.md#z)",
        "*",
        "**",
        "`",
        "<name>",
        "<<EOF\n",
        "$(",
        "\"",
        "'",
        "\\",
        "{{x}}",
        "\n",
        "\r\n",
        "\n\n",
        "    code\n",
        "<div>\n",
        "é",
        "\u{0}",
        "\t",
        "![i](j)",
        "text. More text:\n",
        "log",
    ]);
    let toml = prop::collection::vec(toml, 0..25).prop_map(|pieces| pieces.concat());
    let body = prop::collection::vec(body, 0..40).prop_map(|pieces| pieces.concat());
    (toml, body).prop_map(|(toml, body)| format!("+++\n{toml}\n+++\n{body}"))
}

fn assert_sound(parsed: &Parsed) {
    for diagnostic in &parsed.diagnostics {
        if let Some(span) = &diagnostic.span {
            assert!(diagnostic.source.text.get(span.clone()).is_some(), "{span:?} {}", diagnostic.message);
        }
    }
    if let Some(entry) = &parsed.entry {
        let spans = entry
            .body
            .sections
            .iter()
            .flat_map(|section| {
                let parts = section.parts.iter().map(|part| &part.span);
                [&section.span, &section.content]
                    .into_iter()
                    .chain(parts)
                    .chain(section.blocks.iter().map(|block| &block.span))
            })
            .chain(entry.body.examples.iter().map(|example| &example.span))
            .chain(entry.body.links.iter().map(|link| &link.span))
            .chain(entry.signatures.iter().map(|signature| &signature.span));
        for span in spans {
            assert!(entry.source.text.get(span.clone()).is_some(), "{span:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_file_ends_the_program_and_every_place_is_inside_of_it(text in entry_text()) {
        assert_sound(&parse(EntryId::new("a/b").unwrap(), "x.md", text.as_bytes()));
    }

    #[test]
    fn no_bytes_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_sound(&parse(EntryId::new("a/b").unwrap(), "x.md", &bytes));
    }
}
