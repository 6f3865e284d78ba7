//! Diagnostics in words: what a person, a program and GitHub get to see.

use std::path::PathBuf;
use std::sync::Arc;

use kb::cli::diagnostics::{github, json, text};
use kb::diagnostic::{Code, Diagnostic, SourceFile};
use kb::entry::{EntryId, parse};

/// The complaints about a fixture.
fn of(file: &str) -> Vec<Diagnostic> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/entries").join(file);
    let id = EntryId::new("docker/entry").unwrap();
    parse(id, &format!("kb/docker/{file}"), &std::fs::read(path).unwrap()).diagnostics
}

fn all(files: &[&str]) -> Vec<Diagnostic> {
    files.iter().flat_map(|file| of(file)).collect()
}

fn one(source: &str, span: std::ops::Range<usize>) -> Diagnostic {
    let source = Arc::new(SourceFile { path: "kb/a/b.md".into(), text: source.into() });
    Diagnostic::new(Code::UnknownKey, &source, Some(span), "message").label("label").help("help")
}

#[test]
fn common_faults_in_words() {
    let diagnostics = all(&[
        "K003-never-closed.md",
        "K004-unclosed-text.md",
        "K005-regex-class.md",
        "K006-apostrophe.md",
        "K007-unknown-key.md",
        "K009-wrong-types.md",
        "K014-missing-section.md",
        "K028-bare-angle.md",
        "K032-no-example.md",
        "K040-no-provenance.md",
    ]);
    insta::assert_snapshot!(text(&diagnostics, false));
}

#[test]
fn faults_as_json() {
    insta::assert_snapshot!(json(&all(&["K007-unknown-key.md", "K014-missing-section.md"])));
}

#[test]
fn faults_for_github() {
    insta::assert_snapshot!(github(&all(&["K007-unknown-key.md", "K014-missing-section.md", "K040-no-provenance.md"])));
}

#[test]
fn nothing_wrong_is_nothing_said() {
    assert_eq!(text(&[], true), "");
    assert_eq!(github(&[]), "");
    assert_eq!(json(&[]), "{\"format\":1,\"diagnostics\":[]}");
}

#[test]
fn odd_places_in_words() {
    let long = format!("{}here{}", "x".repeat(300), "y".repeat(300));
    let diagnostics = [
        one("title = 'x'", 11..11),
        one("", 0..0),
        one("a\r\nbcd\r\ne", 3..6),
        one("one\ntwo\nthree", 1..10),
        one("1\n2\n3\n4\n5\n6\n7\n", 0..13),
        one(&long, 300..304),
        one("日本語 = 1", 0..9),
        one("日本語 = 1", 12..13),
        one("\tkey = 1", 1..4),
    ];
    insta::assert_snapshot!(text(&diagnostics, false));
}

#[test]
fn no_entry_can_write_to_the_terminal() {
    let mut diagnostic = one("k\x1b[2J = '\u{202e}\x07'\t# x", 2..5);
    diagnostic.message = "bad \x1b]0;title\x07 \u{9b}31m\nsecond".into();
    diagnostic.help = Some("help \x1b[31m".into());
    diagnostic.label = "label \r".into();
    let shown = text(std::slice::from_ref(&diagnostic), false);
    assert!(!shown.replace('\n', "").contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown:?}");
    // The column is that of the file, not that of the symbols.
    assert!(shown.contains("kb/a/b.md:1:3"), "{shown}");
    insta::assert_snapshot!(shown);
    let annotation = github(&[diagnostic]);
    assert_eq!(annotation.lines().count(), 1);
    assert!(!annotation.trim_end().contains(char::is_control), "{annotation:?}");
}

#[test]
fn github_gets_escapes_and_no_second_command() {
    let mut diagnostic = one("a", 0..1);
    Arc::make_mut(&mut diagnostic.source).path = "a,b:c%d\n::error::x.md".into();
    diagnostic.message = "100 %\r\n::set-env name=A::B".into();
    assert_eq!(
        github(&[diagnostic]),
        "::error file=a%2Cb%3Ac%25d%0A%3A%3Aerror%3A%3Ax.md,line=1,col=1,endColumn=2,title=K007::100 %25%0A::set-env name=A::B%0Ahelp: help\n"
    );
}

#[test]
fn github_gets_ten_of_a_level_and_is_told_of_the_rest() {
    let words = github(&vec![one("a", 0..1); 13]);
    assert_eq!(words.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    assert!(words.ends_with("kb: 3 more of level error without an annotation; `kb check` lists all\n"), "{words}");
}

#[test]
fn color_changes_no_word() {
    let diagnostics = all(&["K007-unknown-key.md", "K028-bare-angle.md"]);
    let mut plain = String::new();
    let mut rest = text(&diagnostics, true);
    assert!(rest.contains("\x1b["));
    while let Some(at) = rest.find("\x1b[") {
        plain.push_str(&rest[..at]);
        let end = rest[at..].find('m').unwrap();
        rest = rest[at + end + 1..].to_owned();
    }
    plain.push_str(&rest);
    assert_eq!(plain, text(&diagnostics, false));
}

proptest::proptest! {
    #[test]
    fn no_place_in_no_text_ends_the_program(source in "[a-z\u{e9}日\t\r\n]{0,40}", start in 0usize..60, len in 0usize..60) {
        let diagnostics = [one(&source, start..start + len)];
        let shown = text(&diagnostics, false);
        proptest::prop_assert!(!shown.replace('\n', "").contains(char::is_control));
        let _ = (json(&diagnostics), github(&diagnostics));
    }
}
