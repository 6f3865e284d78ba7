//! The README shows what the program really prints, and its example entry works.

use std::path::Path;
use std::process::Command;

use crate::support::root;

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("the README")
}

/// The fenced blocks of one language.
fn blocks<'a>(text: &'a str, fence: &str, close: &str) -> Vec<&'a str> {
    let open = format!("{fence}\n");
    text.split(open.as_str()).skip(1).map(|rest| rest.split(&format!("\n{close}")).next().unwrap_or(rest)).collect()
}

fn kb(home: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kb"))
        .args(arguments)
        .current_dir(root())
        .env("HOME", home)
        .env_remove("XDG_CACHE_HOME")
        .env_remove("XDG_DATA_HOME")
        .output()
        .expect("kb runs");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// True if `printed` is what `shown` says, where a line `…` stands for any lines.
fn shows(shown: &str, printed: &str) -> bool {
    let printed: Vec<&str> = printed.lines().collect();
    let mut at = 0;
    let mut skips = false;
    for line in shown.lines() {
        if line == "…" {
            skips = true;
            continue;
        }
        let Some(found) = printed[at..].iter().position(|printed| *printed == line) else { return false };
        if found > 0 && !skips {
            return false;
        }
        at += found + 1;
        skips = false;
    }
    skips || at == printed.len()
}

#[test]
fn transcripts_are_what_the_program_prints() {
    let home = tempfile::tempdir().expect("a folder");
    let text = readme();
    let transcripts = blocks(&text, "```console", "```");
    assert!(transcripts.len() >= 2);
    for transcript in transcripts {
        let (command, shown) = transcript.split_once('\n').expect("a command and its output");
        let arguments: Vec<&str> = command.strip_prefix("$ kb ").expect("a command of kb").split_whitespace().collect();
        let printed = kb(home.path(), &arguments);
        assert!(shows(shown, &printed), "{command} prints\n{printed}\nnot\n{shown}");
    }
}

#[test]
fn the_example_entry_proves_itself() {
    let home = tempfile::tempdir().expect("a folder");
    let pack = tempfile::tempdir().expect("a folder");
    let text = readme();
    let entry = blocks(&text, "~~~markdown", "~~~")[0];
    std::fs::create_dir(pack.path().join("jobs")).expect("a folder");
    std::fs::write(pack.path().join("jobs/queue.md"), entry).expect("an entry");
    let folder = pack.path().to_str().expect("a path in UTF-8");
    let checked = kb(home.path(), &["check", folder]);
    assert!(checked.contains("1 examples") && checked.contains(": 0 errors"), "{checked}");
}
