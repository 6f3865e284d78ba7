//! What a line says by its words: that something failed, that a test passed, that something else failed before it, that a
//! process ended.

use super::shape::{first_bytes, starts_with_one_of};
use crate::log::needle::Needle;

/// Words, found by their first letter: a line has many, and each is asked for.
pub(super) struct Words {
    /// In lower case.
    words: &'static [&'static str],
    /// Per letter a bit for each word that begins with it.
    by_first: [u64; 26],
}

impl Words {
    /// For a constant: at most 64 words in lower case.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        assert!(words.len() <= 64, "invariant: a word is a bit");
        let mut by_first = [0; 26];
        let mut at = 0;
        while at < words.len() {
            by_first[(words[at].as_bytes()[0] - b'a') as usize] |= 1 << at;
            at += 1;
        }
        Words { words, by_first }
    }

    /// True if `word` is one of them, without regard to case.
    pub(super) fn has(&self, word: &[u8]) -> bool {
        let letter = word.first().map_or(u8::MAX, |first| first.to_ascii_lowercase().wrapping_sub(b'a'));
        let mut left = self.by_first.get(usize::from(letter)).copied().unwrap_or(0);
        while left != 0 {
            if word.eq_ignore_ascii_case(self.words[left.trailing_zeros() as usize].as_bytes()) {
                return true;
            }
            left &= left - 1;
        }
        false
    }
}

/// Words that a line says an error with, at word boundaries.
static ERROR_WORDS: Words = Words::new(&[
    "error",
    "errors",
    "exception",
    "fatal",
    "failed",
    "failure",
    "failing",
    "fail",
    "fails",
    "panic",
    "panicked",
    "critical",
    "cannot",
    "unable",
    "denied",
    "refused",
    "invalid",
    "undefined",
    "missing",
    "abort",
    "aborted",
    "aborting",
    "segfault",
    "unhealthy",
    "timeout",
    "crash",
    "crashed",
    "killed",
    "conflict",
    "unexpected",
    "unauthorized",
    "forbidden",
    "blocked",
    "rejected",
    "duplicate",
    "unavailable",
    "unknown",
    "unreachable",
    "not",
    "no",
    "can't",
    "couldn't",
]);

/// True if `line` says in words that something went wrong: a level, an exception class, a verb of failing.
#[must_use]
pub fn is_error_head(line: &[u8]) -> bool {
    line.split(|byte| !byte.is_ascii_alphabetic() && *byte != b'\'').any(|word| {
        ERROR_WORDS.has(word)
            || word.ends_with(b"Error")
            || word.ends_with(b"Exception")
            || word.ends_with(b"ERR")
            || (word.len() > 3 && word[0] == b'E' && word.iter().all(u8::is_ascii_uppercase))
    })
}

/// True if `line` reports a test that passed, as node, jest, vitest, mocha, TAP, pytest, Go, Rust and ctest do.
#[must_use]
pub fn is_passed_test(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let begins = ["\u{2714}", "\u{2713}", "\u{221a}", "PASS: ", "--- PASS", "[ OK ]", "[       OK ]"];
    static PASSED: Needle = Needle::new(" PASSED ");
    let ends = [" ... ok", " PASSED"];
    begins.iter().any(|mark| line.starts_with(mark.as_bytes()))
        || ends.iter().any(|mark| line.ends_with(mark.as_bytes()))
        || PASSED.is_in(line)
        || is_passed_file(line)
        || line.strip_prefix(b"ok ").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
}

/// `PASS src/login.test.ts`: a whole file of tests; other lines may begin with the word too.
fn is_passed_file(line: &[u8]) -> bool {
    let names_tests = |rest: &[u8]| {
        [&b".test."[..], b".spec.", b"::", b"_test"].iter().any(|mark| memchr::memmem::find(rest, mark).is_some())
    };
    line.strip_prefix(b"PASS ").is_some_and(names_tests)
}

/// What is in each of the parts below, in lower case: most lines hold none of it.
static PART_CORES: [Needle; 5] = [
    Needle::new("exit"),
    Needle::new("non-zero code"),
    Needle::new("elifecycle"),
    Needle::new("failed with result"),
    Needle::new("see above"),
];

/// Beginnings of lines that only report that something before them failed.
const WRAPPER_BEGINS: &[&str] = &[
    "make: ***",
    "make[1]: ***",
    "make[2]: ***",
    "make[3]: ***",
    "gmake: ***",
    "ninja: build stopped",
    "BUILD FAILED",
    "BUILD FAILURE",
    "Command failed",
    "error: Command failed",
    "npm ERR! code ELIFECYCLE",
    "npm error code ELIFECYCLE",
    "npm ERR! Failed at the ",
    "npm ERR! command failed",
    "npm error command failed",
    "error: subprocess-exited-with-error",
    "error: could not compile `",
    "error: aborting due to ",
    "collect2: error: ld returned",
    "The above exception was the direct cause",
    "During handling of the above exception",
    "ERROR: Job failed: exit code 1",
    "FATAL: command execution failed",
    "nginx: configuration file ",
];

/// Parts of such lines. Lower case.
static WRAPPER_PARTS: [Needle; 4] = [
    Needle::new("error elifecycle"),
    Needle::new(".service: failed with result"),
    Needle::new(" failed because the control process exited with error code"),
    Needle::new("see above for output"),
];

/// Parts of such lines that a status follows. Lower case.
static STATUS_PARTS: [Needle; 9] = [
    Needle::new(" exited with code"),
    Needle::new("process completed with exit code"),
    Needle::new("script returned exit code"),
    Needle::new("did not complete successfully: exit code"),
    Needle::new("returned non-zero exit status"),
    Needle::new("returned a non-zero code"),
    Needle::new("failed with exit code"),
    Needle::new("exited with error code"),
    Needle::new("main process exited, code=exited, status="),
];

/// True if `line` begins as one that only reports that something failed.
pub(super) fn begins_as_wrapper(line: &[u8]) -> bool {
    const FIRSTS: [bool; 256] = first_bytes(WRAPPER_BEGINS);
    starts_with_one_of(line, WRAPPER_BEGINS, &FIRSTS)
}

/// True if `line` reports that something failed without saying what: it never outranks what it wraps. A status that
/// means something (127: not found, 137: killed) says what.
#[must_use]
pub fn is_wrapper_line(line: &[u8]) -> bool {
    /// Such reports are short, or say it early.
    const NEAR_BYTES: usize = 1_000;
    let line = line.trim_ascii();
    if begins_as_wrapper(line) {
        return true;
    }
    let near = line[..line.len().min(NEAR_BYTES)].to_ascii_lowercase();
    if !PART_CORES.iter().any(|core| core.is_in(&near)) {
        return false;
    }
    let says_nothing = |part: &Needle| {
        part.find(&near).is_some_and(|at| {
            let status = near[at + part.len()..].trim_ascii_start();
            let status = status.strip_prefix(b":").unwrap_or(status).trim_ascii_start();
            let digits = status.iter().take_while(|byte| byte.is_ascii_digit()).count();
            matches!(&status[..digits], b"1" | b"2" | b"255")
        })
    };
    STATUS_PARTS.iter().any(says_nothing) || WRAPPER_PARTS.iter().any(|part| part.is_in(&near))
}

/// What stands at the front of lines that say that a process ended.
static END_BEGINS: [Needle; 4] = [
    Needle::new("npm error code "),
    Needle::new("npm ERR! code "),
    Needle::new("Node.js v"),
    Needle::new("ERROR:    Application startup failed. Exiting."),
];

/// What stands anywhere in them.
static END_PARTS: [Needle; 2] = [Needle::new("Worker failed to boot"), Needle::new("app crashed - waiting for")];

static EXITED: Needle = Needle::new("exited with code");

/// Where in `text` something stands of which each line that [`says_end`] has one; ascending.
#[must_use]
pub fn ends_in(text: &[u8]) -> Vec<usize> {
    let needles = END_BEGINS.iter().chain(&END_PARTS).chain([&EXITED]);
    let mut places: Vec<usize> = needles.flat_map(|needle| needle.find_all(text)).collect();
    places.sort_unstable();
    places
}

/// True if `line` says that a process ended badly, as supervisors, runtimes and package managers do.
#[must_use]
pub fn says_end(line: &[u8]) -> bool {
    const PREFIX_BYTES: usize = 64;
    let line = line.trim_ascii();
    // A name of a package and a task may stand before it.
    let stands_in_front = |begin: &Needle| {
        let near = &line[..line.len().min(PREFIX_BYTES + begin.len())];
        begin.find(near).is_some_and(|at| at == 0 || near[..at].ends_with(b": "))
    };
    END_BEGINS.iter().any(stands_in_front)
        || END_PARTS.iter().any(|part| part.is_in(line))
        || line.starts_with(b"exited with code ")
        || (EXITED.find_all(line).any(|at| at > 0 && line[at - 1] == b' ') && is_wrapper_line(line))
}

/// Bytes at the beginning of a record in which its level stands.
const LEVEL_BYTES: usize = 160;

/// How bad a record says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It ends a process.
    Fatal,
    /// It is a warning.
    Warning,
    /// Any other.
    Other,
}

/// The level that the head of a record states: a word in capitals, in brackets, or behind `level`. The first one that stands
/// there counts. PostgreSQL's `FATAL:` ends a session only.
#[must_use]
pub fn level_of(line: &[u8]) -> Option<Level> {
    static LEVELS: Words = Words::new(&[
        "warn", "warning", "fatal", "panic", "emerg", "error", "err", "info", "debug", "notice", "critical", "crit",
        "trace",
    ]);
    static FATAL: Words = Words::new(&["fatal", "panic", "emerg"]);
    static WARNING: Words = Words::new(&["warn", "warning"]);
    let near = &line[..line.len().min(LEVEL_BYTES)];
    let mut at = 0;
    for word in near.split(|byte| !byte.is_ascii_alphabetic()) {
        let (start, end) = (at, at + word.len());
        at = end + 1;
        if !LEVELS.has(word) {
            continue;
        }
        let before = near[..start].trim_ascii_end();
        let is_capital = word.iter().all(u8::is_ascii_uppercase);
        let is_in_brackets = before.ends_with(b"[") && near.get(end) == Some(&b']');
        let is_field = before.trim_ascii_end().ends_with(b"level=")
            || before.ends_with(b"level=\"")
            || before.ends_with(b"\"level\":\"")
            || before.ends_with(b"\"level\": \"");
        if !(is_capital || is_in_brackets || is_field) {
            continue;
        }
        if is_capital && word == b"FATAL" && near.get(end) == Some(&b':') {
            return None;
        }
        return Some(match word {
            word if FATAL.has(word) => Level::Fatal,
            word if WARNING.has(word) => Level::Warning,
            _ => Level::Other,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapper_lines_say_only_that_something_failed() {
        for line in [
            "api-1 exited with code 1",
            "make: *** [Makefile:5: a.o] Error 1",
            "npm ERR! code ELIFECYCLE",
            "##[error]Process completed with exit code 1.",
            "ERROR: failed to solve: process \"/bin/sh -c npm ci\" did not complete successfully: exit code: 1",
            "Job for nginx.service failed because the control process exited with error code.",
            "subprocess.CalledProcessError: Command '['git']' returned non-zero exit status 1.",
        ] {
            assert!(is_wrapper_line(line.as_bytes()), "{line}");
        }
        for line in [
            "api-1 exited with code 137",
            "npm error code E404",
            "Error: connect ECONNREFUSED 127.0.0.1:5999",
            "a.c:1:2: error: x",
        ] {
            assert!(!is_wrapper_line(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn the_level_of_a_record_is_the_first_that_stands_there() {
        for line in [
            "2026-11-21 06:54:37,911 WARNING [slowapi] Rate limit storage unreachable",
            "time=\"2026-11-21T10:04:34Z\" level=warning msg=\"report left empty\" error=\"pq: x\"",
            "WARN  [limiter] ERROR while connecting",
            "{\"level\":\"warn\",\"msg\":\"x\"}",
            "[warn] falling back",
        ] {
            assert_eq!(level_of(line.as_bytes()), Some(Level::Warning), "{line}");
        }
        for line in ["time=\"2026\" level=fatal msg=\"cannot take the lock\"", "[emerg] 1#1: host not found"] {
            assert_eq!(level_of(line.as_bytes()), Some(Level::Fatal), "{line}");
        }
        for line in
            ["FATAL:  password authentication failed for user \"x\"", "a warning about nothing", "ERROR WARNING"]
        {
            assert!(matches!(level_of(line.as_bytes()), None | Some(Level::Other)), "{line}");
        }
    }
}
