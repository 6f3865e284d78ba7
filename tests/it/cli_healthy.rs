//! Logs in which nothing is wrong: `kb` stays silent, however often they say "error".

#![cfg(unix)]

use std::path::PathBuf;

use crate::cli_support::{Home, Run};
use crate::labelled::made_healthy;

/// What `kb match` says about these files; the status, and the lines of it that count as a match.
fn matched(home: &Home, files: &[PathBuf]) -> (i32, Vec<String>) {
    let mut command = home.command(&["match", "-f", "vimgrep", "-n", "0"]);
    command.args(files);
    let run = Run::of(command, b"");
    let counts = |line: &&str| !line.contains(": note: ");
    (run.status, run.out.lines().filter(counts).map(str::to_owned).collect())
}

#[test]
fn output_of_commands_that_succeed_matches_nothing() {
    let home = Home::empty();
    let Some(logs) = made_healthy(&home.path("healthy")) else { return };
    let mut complaints = Vec::new();
    for log in logs.iter().map(std::slice::from_ref).chain([logs.as_slice()]) {
        let (status, lines) = matched(&home, log);
        if status != 1 {
            complaints.push(format!("status {status} for {log:?}:\n  {}", lines.join("\n  ")));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
