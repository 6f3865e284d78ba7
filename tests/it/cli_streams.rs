//! Where output goes and what comes in: full disks, closed pipes, slow pipes, long lines.

#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::cli_support::{Home, KB, Run};

/// `sh -c SCRIPT` with `$KB` the program.
fn shell(home: &Home, script: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", script]).env_clear().env("HOME", home.path("home")).env("KB", KB);
    command.env("PATH", "/usr/bin:/bin").current_dir(home.path("work"));
    Run::of(command, b"")
}

#[test]
fn a_full_disk_is_an_error() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let home = Home::with_harbor();
    for args in [
        "match stack.log",
        "match healthy.log",
        "match -f json stack.log",
        "match -f jsonl stack.log",
        "match -f vimgrep stack.log",
        "match --exit-zero stack.log",
        "match -o /dev/full stack.log",
        "stack.log",
        "search port",
        "show net/port-taken",
        "list",
        "build",
        "why net/port-taken stack.log",
        "check",
        "--help",
        "--version",
    ] {
        let run = shell(&home, &format!("\"$KB\" {args} --no-builtin >/dev/full")).expect(2);
        assert!(run.err.starts_with("kb: cannot write"), "{args}: {}", run.err);
        assert!(run.err.contains("no space left") || run.err.contains("No space left"), "{args}: {}", run.err);
    }
    // With nobody to tell there is still the status.
    shell(&home, "\"$KB\" match stack.log >/dev/full 2>&1").expect(2);
    shell(&home, "\"$KB\" match -q --no-builtin stack.log >/dev/full").expect(0);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::with_harbor();
    let line = "listen tcp4 0.0.0.0:5432: bind: address already in use\n";
    home.write("many.log", line.repeat(3_000));
    for (args, status) in [
        ("match many.log", 0),
        ("match -f json many.log", 0),
        ("match -f jsonl many.log", 0),
        ("match -f vimgrep many.log", 0),
        ("match healthy.log", 1),
        ("search port", 0),
        ("list", 0),
        ("show net/port-taken", 0),
        ("--help", 0),
    ] {
        // `true` reads nothing and is gone at once; `sleep` lets it go first.
        let script = format!("{{ sleep 0.1; \"$KB\" {args} --no-builtin; echo $? >status; }} 2>err | true; cat err");
        let run = shell(&home, &script).expect(0);
        assert_eq!(run.out, "", "{args}");
        assert_eq!(
            fs::read_to_string(home.path("work/status")).expect("a status").trim(),
            status.to_string(),
            "{args}"
        );
    }
    // The reader leaves in the middle.
    let run =
        shell(&home, "{ \"$KB\" match -f jsonl --no-builtin many.log; echo $? >status; } | head -n 3; cat status");
    assert_eq!(run.out.lines().count(), 4, "{}", run.out);
    assert!(run.out.ends_with("\n0\n"), "{}", run.out);
}

#[test]
fn a_closed_output_is_no_panic() {
    let home = Home::with_harbor();
    let run = shell(&home, "\"$KB\" match --no-builtin stack.log >&-");
    assert!(!run.err.contains("panicked"), "{}", run.err);
    let run = shell(&home, "\"$KB\" match --no-builtin missing.log 2>&-");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let run = shell(&home, "\"$KB\" match --no-builtin <&-");
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn matches_of_a_slow_pipe_are_printed_before_its_end() {
    use std::io::{BufRead as _, BufReader};
    let home = Home::with_harbor();
    let mut command = home.command(&["match", "--no-builtin", "-q"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"first half ").expect("somebody reads");
    stdin.flush().expect("somebody reads");
    std::thread::sleep(std::time::Duration::from_millis(50));
    stdin.write_all(b"listen tcp4 0.0.0.0:1: bind: address already in use\n").expect("somebody reads");
    drop(stdin);
    let mut out = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut out).expect("a pipe");
    assert_eq!(out, "");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_fifo_is_read_like_a_file() {
    let home = Home::with_harbor();
    let run = shell(&home, "mkfifo pipe && { cat stack.log >pipe & \"$KB\" match -f oneline --no-builtin pipe; }");
    assert_eq!(run.expect(0).out.lines().count(), 2);
}

#[test]
fn long_lines_and_long_logs_are_read_to_the_end() {
    let home = Home::with_harbor();
    let mut log = "{\"a\":0},".repeat(200_000);
    log.push_str("listen tcp4 0.0.0.0:5432: bind: address already in use\n");
    log.push_str(&"2026-11-21 10:00:00 INFO served\n".repeat(50_000));
    log.push_str("ERROR harbor: could not connect to the database at db:5432: connection refused");
    let run = home.kb_reading(&["match", "-f", "json"], log.as_bytes()).expect(0);
    let report = run.json();
    assert_eq!(report["inputs"][0]["bytes"], log.len());
    assert_eq!(report["inputs"][0]["lines"], 50_002);
    assert_eq!(crate::cli_support::ids(&report), ["net/port-taken", "net/refused"]);
    assert_eq!(report["matches"][0]["evidence"][0]["column"], 1_600_001);
    assert_eq!(report["matches"][1]["evidence"][0]["line"], 50_002);
}

#[test]
fn editors_that_filter_through_kb_get_one_line_and_no_error() {
    let home = Home::with_harbor();
    // As `:'<,'>!kb match` does: standard output and error together replace the lines.
    let run = shell(&home, "printf 'all is well\\n' | \"$KB\" match --no-builtin --exit-zero 2>&1").expect(0);
    assert!(run.out.starts_with("kb: nothing known in 1 line"), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
}
