//! The README's own examples: transcripts print what they say, the entry passes its check, the pattern for
//! editors reads what `kb` prints.
//!
//! A transcript is a fenced `console` block: a command behind `$ `, then what it prints. A line `…` stands for any
//! number of lines. Commands run in a shell at the root of the repository, with a home folder of their own.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::root;

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("the README")
}

/// Contents of the fenced blocks whose info string begins with `info`, in order.
fn blocks(info: &str) -> Vec<(String, String)> {
    let text = readme();
    let mut found = Vec::new();
    let mut open: Option<(&str, &str, String)> = None;
    for line in text.lines() {
        match &mut open {
            Some((fence, words, content)) if line == *fence => {
                if words.split(' ').next() == Some(info) {
                    found.push(((*words).to_owned(), std::mem::take(content)));
                }
                open = None;
            }
            Some((_, _, content)) => {
                content.push_str(line);
                content.push('\n');
            }
            None if line.starts_with("```") => {
                let (fence, words) = line.split_at(line.len() - line.trim_start_matches('`').len());
                open = Some((fence, words, String::new()));
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    assert!(!found.is_empty(), "the README has no `{info}` block");
    found
}

/// A shell in which `kb` is the program under test, in a home of its own.
fn run(home: &Path, command: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_kb"));
    let mut paths = vec![program.parent().expect("a folder").to_owned()];
    paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(root())
        .env_clear()
        .env("PATH", std::env::join_paths(paths).expect("a path"))
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("a shell")
}

/// True if `actual` is `wanted`, `…` in it standing for any number of lines.
fn fits(wanted: &[&str], actual: &[&str]) -> bool {
    let mut pieces: Vec<&[&str]> = wanted.split(|line| *line == "…").collect();
    let last = pieces.pop().unwrap_or_default();
    let Some((first, between)) = pieces.split_first() else { return last == actual };
    let Some(mut rest) = actual.strip_prefix(*first) else { return false };
    // The first place that a piece fits leaves most for the others.
    for piece in between.iter().filter(|piece| !piece.is_empty()) {
        let Some(at) = rest.windows(piece.len()).position(|window| window == *piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

/// Commands of a transcript, each with the lines that it prints.
fn steps(transcript: &str) -> Vec<(&str, Vec<&str>)> {
    let mut steps: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in transcript.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push((command, Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => panic!("a transcript begins with `$ `, not `{line}`"),
        }
    }
    steps
}

#[test]
#[cfg(unix)]
fn transcripts_print_what_they_say() {
    let home = tempfile::tempdir().expect("a folder");
    for (_, transcript) in blocks("console") {
        for (command, wanted) in steps(&transcript) {
            let output = run(home.path(), command);
            let printed = String::from_utf8(output.stdout).expect("UTF-8");
            let actual: Vec<&str> = printed.lines().collect();
            assert!(fits(&wanted, &actual), "README.md: `{command}` printed\n{printed}");
        }
    }
}

#[test]
fn an_ellipsis_stands_for_any_number_of_lines() {
    assert!(fits(&["a", "…", "d"], &["a", "b", "c", "d"]));
    assert!(fits(&["a", "…", "b", "…"], &["a", "b"]));
    assert!(!fits(&["a", "…", "c"], &["a", "b"]));
    assert!(!fits(&["a"], &["a", "b"]));
}

#[test]
#[cfg(unix)]
fn the_entry_passes_its_check_and_answers_its_log() {
    let home = tempfile::tempdir().expect("a folder");
    let (info, entry) = blocks("markdown").remove(0);
    let path = info.rsplit(' ').next().expect("a path");
    let id = path.trim_start_matches(".kb/").trim_end_matches(".md");
    let pack = home.path().join("pack");
    let file = pack.join(format!("{id}.md"));
    std::fs::create_dir_all(file.parent().expect("an area")).expect("a folder");
    std::fs::write(pack.join("kb.toml"), "").expect("a manifest");
    std::fs::write(&file, &entry).expect("an entry");

    let pack = pack.display();
    let checked = run(home.path(), &format!("kb check --strict --kb '{pack}' '{pack}'"));
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));

    let log = entry.split("```log job=").nth(1).and_then(|block| block.lines().nth(1)).expect("an example");
    let matched = run(home.path(), &format!("echo '{log}' | kb match --kb '{pack}'"));
    let printed = String::from_utf8_lossy(&matched.stdout).into_owned();
    assert!(matched.status.success() && printed.starts_with(id), "{printed}");
    assert!(printed.contains("docker compose exec worker retry 4711"), "the value is filled in: {printed}");
}

#[test]
#[cfg(unix)]
fn the_pattern_of_the_task_reads_every_line() {
    let home = tempfile::tempdir().expect("a folder");
    let task: serde_json::Value = serde_json::from_str(&blocks("json").remove(0).1).expect("JSON");
    let matcher = &task["tasks"][0]["problemMatcher"]["pattern"];
    let pattern = regex::Regex::new(matcher["regexp"].as_str().expect("a pattern")).expect("a regex");
    let output = run(home.path(), "kb match --format vimgrep tests/data/compose/wrong-password.log");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(!printed.is_empty());
    for line in printed.lines() {
        let read = pattern.captures(line).unwrap_or_else(|| panic!("{line}"));
        let group = |name: &str| &read[matcher[name].as_u64().expect("a group") as usize];
        assert_eq!(group("file"), "tests/data/compose/wrong-password.log");
        assert!(group("line").parse::<usize>().is_ok() && group("column").parse::<usize>().is_ok());
        assert!(group("code").contains('/') && !group("message").is_empty());
    }
}
