//! The real binary in a home of its own, and what it said.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::support::root;

/// The program under test.
pub const KB: &str = env!("CARGO_BIN_EXE_kb");

/// No command takes longer, also on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(120);

/// A user's home with nothing in it, and a project to stand in.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// A home and an empty project.
    pub fn empty() -> Self {
        let home = Home { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(home.path("home")).expect("a folder");
        fs::create_dir(home.path("work")).expect("a folder");
        home
    }

    /// A home and a project with the pack and the logs of `tests/it/data/cli`.
    pub fn with_harbor() -> Self {
        let home = Home::empty();
        copy(&root().join("tests/it/data/cli/pack"), &home.path("work/kb"));
        copy(&root().join("tests/it/data/cli/logs"), &home.path("work"));
        home
    }

    /// A path in the folder that holds `home` and `work`.
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Writes a file below the project.
    pub fn write(&self, below: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path("work").join(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// `kb` with these arguments, in the project, with this home and nothing else in its environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(KB);
        command.args(args).env_clear().env("HOME", self.path("home")).current_dir(self.path("work"));
        command.stdin(Stdio::null());
        command
    }

    /// Runs `kb` with only the project's pack in force.
    pub fn kb(&self, args: &[&str]) -> Run {
        let mut command = self.command(args);
        command.arg("--no-builtin");
        Run::of(command, b"")
    }

    /// The same with `input` on standard input.
    pub fn kb_reading(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(args);
        command.arg("--no-builtin");
        Run::of(command, input)
    }

    /// A run as it would stand in a terminal, places and hashes replaced, for snapshots.
    pub fn transcript(&self, args: &[&str], input: &[u8]) -> String {
        let run = self.kb_reading(args, input);
        let mut text = format!("$ kb {}\n", args.join(" "));
        let _infallible = write!(text, "{}", self.plain(&run.out));
        for line in self.plain(&run.err).lines() {
            let _infallible = writeln!(text, "stderr: {line}");
        }
        let _infallible = writeln!(text, "status: {}", run.status);
        text
    }

    /// What is different in every run, or changes with every adjustment of the scale, replaced.
    fn plain(&self, text: &str) -> String {
        let hash = regex::Regex::new(r#"("knowledge": ?"|knowledge )[0-9a-f]{8,64}"#).expect("a pattern");
        let number = regex::Regex::new(r#"("(?:score|value)": ?)[0-9.]+"#).expect("a pattern");
        let text = text.replace(&self.folder.path().display().to_string(), "[DIR]");
        let text = hash.replace_all(&text, "$1[HASH]");
        let text = number.replace_all(&text, "$1[NUMBER]");
        text.replace(concat!("\"kb_version\": \"", env!("CARGO_PKG_VERSION")), "\"kb_version\": \"[VERSION]")
            .replace(concat!("\"kb_version\":\"", env!("CARGO_PKG_VERSION")), "\"kb_version\":\"[VERSION]")
    }

    /// The folder of generated files.
    pub fn cache(&self) -> PathBuf {
        self.path("home/.cache/kb")
    }
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// The exit status; by a signal its number negative.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Runs `command` with `input` on standard input to its end.
    pub fn of(command: Command, input: &[u8]) -> Self {
        let mut command = assert_cmd::Command::from_std(command);
        Run::from(command.timeout(TIMEOUT).write_stdin(input).output().expect("the program runs"))
    }

    /// Asserts the status and that no program fell over; returns itself.
    #[track_caller]
    pub fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        assert!(!self.err.contains("panicked at"), "{}", self.err);
        // On success nothing goes to standard error: editors show it instead of the answer.
        assert!(status == 2 || self.err.is_empty(), "stderr:\n{}", self.err);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        #[cfg(unix)]
        let signal = std::os::unix::process::ExitStatusExt::signal(&output.status);
        #[cfg(not(unix))]
        let signal: Option<i32> = None;
        Run {
            status: output.status.code().or(signal.map(|signal| -signal)).expect("a status or a signal"),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for item in fs::read_dir(from).expect("a folder") {
        let item = item.expect("an item");
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).expect("a file");
        }
    }
}

/// The files below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(items) = fs::read_dir(folder) else { return files };
    for item in items {
        let path = item.expect("an item").path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// The entry's id of each match, in order.
pub fn ids(report: &serde_json::Value) -> Vec<&str> {
    let matches = report["matches"].as_array().expect("a list of matches");
    matches.iter().map(|one| one["id"].as_str().expect("an id")).collect()
}

/// Characters that a terminal obeys or that hide what a text says. Tabs and line feeds are layout.
pub fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|c| {
        let layout = matches!(c, '\n' | '\t');
        let hidden = matches!(*c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
        (c.is_control() && !layout) || hidden
    })
}
