//! `kb match --follow` as people use it: slow pipes, files that grow and are rotated, signals.

#![cfg(unix)]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::cli_support::Home;

const TAKEN: &str = "Error: listen tcp4 0.0.0.0:5432: bind: address already in use\n";
const REFUSED: &str = "ERROR harbor: could not connect to the database at db:5432: connection refused\n";

/// What is printed is there long before this, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// `kb match --follow` under way.
struct Following {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Following {
    fn start(home: &Home, args: &[&str]) -> Self {
        let mut command = home.command(&["match", "--no-builtin", "--follow"]);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().expect("a pipe"));
        Following { child, stdin, lines: lines_of(stdout) }
    }

    fn write(&mut self, text: &str) {
        let stdin = self.stdin.as_mut().expect("an open pipe");
        stdin.write_all(text.as_bytes()).and_then(|()| stdin.flush()).expect("somebody reads");
    }

    #[track_caller]
    fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("a line")
    }

    /// The lines that are left when the input ends, and the status.
    fn end(mut self) -> (Vec<String>, Option<i32>) {
        drop(self.stdin.take());
        let status = self.child.wait().expect("it ends");
        (self.lines.iter().collect(), status.code())
    }

    fn signal(self, signal: &str) -> (Vec<String>, Option<i32>) {
        let mut kill = std::process::Command::new("sh");
        let sent = kill.args(["-c", &format!("kill -{signal} {}", self.child.id())]).status().expect("a shell");
        assert!(sent.success());
        let Following { mut child, stdin, lines } = self;
        let status = child.wait().expect("it ends");
        drop(stdin);
        (lines.iter().collect(), status.code())
    }
}

fn lines_of(stdout: ChildStdout) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).open(path).expect("a file");
    file.write_all(text.as_bytes()).expect("a file");
}

#[test]
fn each_known_problem_is_told_once_while_the_pipe_is_open() {
    let home = Home::with_harbor();
    let mut following = Following::start(&home, &["-f", "oneline"]);
    following.write("2026-11-21 10:00:00 INFO started\n");
    following.write(TAKEN);
    assert!(following.line().starts_with("certain\tnet/port-taken\t2:8\t"));
    for _ in 0..3 {
        following.write(TAKEN);
    }
    following.write(REFUSED);
    assert!(following.line().contains("\tnet/refused\t6:"));
    assert_eq!(following.end(), (Vec::new(), Some(0)));
}

#[test]
fn an_unfinished_line_counts_when_the_pipe_is_quiet() {
    let home = Home::with_harbor();
    let mut following = Following::start(&home, &["-f", "vimgrep"]);
    following.write(TAKEN.trim_end());
    assert!(following.line().starts_with("-:1:8: error: net/port-taken: "));
    following.write("\nmore\n");
    assert_eq!(following.end(), (Vec::new(), Some(0)));
}

#[test]
fn a_problem_is_told_while_the_log_never_pauses() {
    let home = Home::with_harbor();
    let mut following = Following::start(&home, &["-f", "oneline"]);
    let mut stdin = following.stdin.take().expect("a pipe");
    let (stop, stopped) = channel::<()>();
    let writer = std::thread::spawn(move || {
        let mut written = 0;
        while stopped.try_recv().is_err() {
            written += 1;
            let text = if written == 5 { TAKEN } else { "2026-11-21 10:00:00 INFO served\n" };
            stdin.write_all(text.as_bytes()).expect("somebody reads");
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    assert!(following.line().starts_with("certain\tnet/port-taken\t5:8\t"));
    stop.send(()).expect("the writer");
    writer.join().expect("the writer");
    assert_eq!(following.end(), (Vec::new(), Some(0)));
}

#[test]
fn the_end_says_what_came_again() {
    let home = Home::with_harbor();
    let log = format!("{TAKEN}{}", TAKEN.repeat(37));
    let run = home.kb_reading(&["match", "--follow"], log.as_bytes()).expect(0);
    assert!(run.out.starts_with("net/port-taken  certain "), "{}", run.out);
    assert_eq!(run.out.matches("More:").count(), 1);
    let mut following = Following::start(&home, &[]);
    following.write(TAKEN);
    while !following.line().starts_with("  More:") {}
    following.write(&TAKEN.repeat(37));
    let (lines, status) = following.end();
    assert_eq!(lines, ["", "net/port-taken  again, 37 times, last on line 38"]);
    assert_eq!(status, Some(0));
}

#[test]
fn jsonl_has_each_match_once_and_an_end() {
    let home = Home::with_harbor();
    let mut following = Following::start(&home, &["-f", "jsonl"]);
    let mut places = Vec::new();
    for _ in 0..3 {
        following.write(TAKEN);
        let hit: serde_json::Value = serde_json::from_str(&following.line()).expect("JSON");
        places.push(hit["line"].as_u64().expect("a line"));
    }
    assert_eq!(places, [1, 2, 3]);
    let (lines, status) = following.end();
    let end: serde_json::Value = serde_json::from_str(&lines[0]).expect("JSON");
    assert_eq!((lines.len(), status), (1, Some(0)));
    assert_eq!((end["type"].as_str(), end["diagnoses"][0]["occurrences"].as_u64()), (Some("end"), Some(3)));
}

#[test]
fn signals_end_it_with_what_was_found() {
    let home = Home::with_harbor();
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let mut following = Following::start(&home, &[]);
        following.write(TAKEN);
        while !following.line().starts_with("  More:") {}
        following.write(TAKEN);
        std::thread::sleep(Duration::from_millis(100));
        let (lines, code) = following.signal(signal);
        assert_eq!(code, Some(status), "{signal}");
        assert_eq!(lines, ["", "net/port-taken  again, 1 time, last on line 2"], "{signal}");
    }
}

#[test]
fn a_file_is_followed_through_growth_rotation_and_truncation() {
    let home = Home::with_harbor();
    let log = home.path("work/app.log");
    fs::write(&log, "INFO started\n").expect("a file");
    let following = Following::start(&home, &["-f", "vimgrep", "app.log"]);
    append(&log, TAKEN);
    assert!(following.line().starts_with("app.log:2:8: error: net/port-taken"));
    // What is written to the old file at the last moment is read.
    fs::rename(&log, home.path("work/app.log.1")).expect("a file");
    append(&home.path("work/app.log.1"), TAKEN);
    assert!(following.line().starts_with("app.log:3:8: "));
    fs::write(&log, format!("INFO started\nINFO listening\nINFO ready\n{TAKEN}")).expect("a file");
    assert!(following.line().starts_with("app.log:4:8: "));
    // Emptied, and grown beyond what was read at once.
    let mut file = File::create(&log).expect("a file");
    write!(file, "INFO started\n{}{TAKEN}", "INFO served\n".repeat(100)).expect("a file");
    assert!(following.line().starts_with("app.log:102:8: "));
    let (_, code) = following.signal("TERM");
    assert_eq!(code, Some(143));
}

#[test]
fn nothing_known_is_said_at_the_end() {
    let home = Home::with_harbor();
    let run = home.kb_reading(&["match", "--follow"], b"INFO started\nINFO ready\n").expect(0);
    assert_eq!(run.out, "kb: nothing known in 2 lines\n");
    assert_eq!(home.kb_reading(&["match", "--follow", "-f", "oneline"], b"INFO\n").expect(0).out, "");
}

#[test]
fn what_cannot_be_followed_is_an_error() {
    let home = Home::with_harbor();
    for args in [
        &["missing.log"][..],
        &["-f", "json"],
        &["stack.log", "healthy.log"],
        &["kb"],
        &["-q"],
        &["-o", "x"],
        &["--text", "x"],
    ] {
        let run = home.kb(&[&["match", "--follow"], args].concat()).expect(2);
        assert!(!run.err.is_empty() && run.out.is_empty(), "{args:?}");
    }
    let binary: Vec<u8> = b"\x7fELF\x02\x01\x01".iter().copied().chain([0; 200]).collect();
    home.kb_reading(&["match", "--follow"], &binary).expect(2);
}

#[test]
fn a_reader_that_leaves_ends_it() {
    let home = Home::with_harbor();
    let mut following = Following::start(&home, &["-f", "oneline"]);
    following.write(TAKEN);
    following.line();
    let Following { mut child, stdin, lines } = following;
    drop(lines);
    let mut stdin = stdin.expect("a pipe");
    // The thread that reads for this test ends with its next line, and the pipe with it.
    for text in [REFUSED, "ERROR harbor: lost table x\n"].iter().cycle().take(200) {
        if stdin.write_all(text.as_bytes()).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
