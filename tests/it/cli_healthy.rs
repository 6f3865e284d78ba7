//! Logs in which nothing is wrong: `kb` stays silent, however often they say "error".

#![cfg(unix)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::cli_support::{Home, Run, files_below};
use crate::support::root;

/// Logs and bytes that the script has to yield on any machine that can build `kb`.
const LOGS_MIN: usize = 16;
const BYTES_MIN: u64 = 2_000_000;

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
    let out = home.path("healthy");
    let mut script = Command::new("bash");
    script.arg(root().join("tests/repro/healthy.sh")).arg(&out).stdin(Stdio::null());
    let ran = match script.output() {
        Ok(ran) => ran,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => panic!("{error}"),
    };
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let logs = files_below(&out);
    let bytes: u64 = logs.iter().map(|log| fs::metadata(log).expect("a log").len()).sum();
    assert!(logs.len() >= LOGS_MIN && bytes >= BYTES_MIN, "{} logs, {bytes} bytes\n{said}", logs.len());
    let mut complaints = Vec::new();
    for log in logs.iter().map(std::slice::from_ref).chain([logs.as_slice()]) {
        let (status, lines) = matched(&home, log);
        if status != 1 {
            complaints.push(format!("status {status} for {log:?}:\n  {}", lines.join("\n  ")));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
