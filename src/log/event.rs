//! Events: one log record with its continuation lines, or one traceback; chains are linked events.
//!
//! The rule that makes events local (no cut of a log changes them): only lines that show *by
//! themselves* that something begins are anchors — a record head (timestamp, level) or a traceback
//! head. What other lines are depends on the lines since the nearest anchor, and counts only while
//! that anchor lies at most [`EVENT_BYTES_MAX`] raw bytes back; beyond that each line stands alone.
//! The beginning of the log is an anchor.
//!
//! [`classify`] looks at one line; [`segment`] runs the small state machine over a stream.

use std::ops::Range;

use super::Stream;
use crate::limits::EVENT_BYTES_MAX;

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A line that is nothing known, with indented lines below it.
    Plain,
    /// A log record: begins with a timestamp or a level.
    Record,
    /// A traceback, with the record that announces it.
    Traceback,
}

/// How an event is tied to the one before it in its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// This one was raised while the previous one was handled, or because of it (Python).
    FollowsFrom,
    /// This one is the cause of the previous one (`Caused by:` of Java).
    Explains,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Indices into the stream's lines (half-open, never empty).
    pub lines: Range<usize>,
    /// What it is.
    pub kind: EventKind,
    /// The line that says what went wrong: of a traceback the exception's, else the first.
    pub head: usize,
    /// How it is tied to the event before it.
    pub link: Option<Link>,
}

/// What one line is, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing but white space.
    Blank,
    /// Begins with a timestamp or a level.
    Record,
    /// `Traceback (most recent call last):`
    PythonHead,
    /// `Exception in thread "main" …`
    JavaHead,
    /// `panic: …` or `fatal error: …` of Go.
    GoHead,
    /// `thread 'main' panicked at …`
    RustHead,
    /// `Caused by: …` at the beginning of a line.
    CausedBy,
    /// "During handling of the above exception …" and its like.
    PythonLink,
    /// Belongs to what stands above it: indented, `LINE 1:`, `DETAIL:`, `[SQL: …`.
    Continuation,
    /// Anything else.
    Plain,
}

impl Shape {
    fn is_anchor(self) -> bool {
        matches!(self, Shape::Record | Shape::PythonHead | Shape::JavaHead | Shape::GoHead | Shape::RustHead)
    }
}

/// What the payload of one line is, by itself.
#[must_use]
pub fn classify(line: &[u8]) -> Shape {
    let Some(indent) = line.iter().position(|byte| !matches!(byte, b' ' | b'\t')) else { return Shape::Blank };
    let rest = &line[indent..];
    if python_head(rest) {
        return Shape::PythonHead;
    }
    if indent > 0 {
        return Shape::Continuation;
    }
    if rest.starts_with(b"Exception in thread \"") {
        return Shape::JavaHead;
    }
    if rest.starts_with(b"panic: ") || rest.starts_with(b"fatal error: ") {
        return Shape::GoHead;
    }
    if rust_head(rest) {
        return Shape::RustHead;
    }
    if rest.starts_with(b"Caused by:") {
        return Shape::CausedBy;
    }
    if PYTHON_LINKS.iter().any(|link| rest.starts_with(link)) {
        return Shape::PythonLink;
    }
    if CONTINUATIONS.iter().any(|start| rest.starts_with(start)) || postgres_line(rest) {
        return Shape::Continuation;
    }
    if is_record_head(rest) { Shape::Record } else { Shape::Plain }
}

fn python_head(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"+ ").unwrap_or(rest);
    rest.starts_with(b"Traceback (most recent call last):")
        || rest.starts_with(b"Exception Group Traceback (most recent call last):")
}

fn rust_head(rest: &[u8]) -> bool {
    rest.strip_prefix(b"thread '")
        .is_some_and(|rest| memchr::memmem::find(&rest[..rest.len().min(200)], b"' panicked at ").is_some())
}

const PYTHON_LINKS: &[&[u8]] =
    &[b"During handling of the above exception, another exception", b"The above exception was the direct cause"];

/// Beginnings of lines that never begin an event: what database drivers, compilers and test runners
/// print below an error.
const CONTINUATIONS: &[&[u8]] = &[
    b"DETAIL:",
    b"HINT:",
    b"CONTEXT:",
    b"STATEMENT:",
    b"QUERY:",
    b"WHERE:",
    b"[SQL: ",
    b"[parameters: ",
    b"(Background on this error",
    b"... ",
    b"at ",
    b"^",
    b"|",
    b"note: ",
    b"help: ",
    b"stack backtrace:",
    b"}",
    b")",
    b"]",
];

/// `LINE 1: SELECT …`
fn postgres_line(rest: &[u8]) -> bool {
    rest.strip_prefix(b"LINE ").is_some_and(|rest| {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits > 0 && rest.get(digits) == Some(&b':')
    })
}

/// True if `line` begins as records do: with a timestamp or with a level.
#[must_use]
pub fn is_record_head(line: &[u8]) -> bool {
    starts_with_timestamp(line) || starts_with_level(line)
}

/// True if `line` begins with a level that announces nothing wrong: no message goes on in it.
#[must_use]
pub fn is_passing_record(line: &[u8]) -> bool {
    const PASSING: &[&[u8]] = &[b"TRACE", b"DEBUG", b"INFO", b"NOTICE"];
    starts_with_level(line) && PASSING.iter().any(|level| line.strip_prefix(b"[").unwrap_or(line).starts_with(level))
}

/// True if `line` begins with a timestamp in one of the usual forms, bracketed or not.
#[must_use]
pub fn starts_with_timestamp(line: &[u8]) -> bool {
    const SHAPES: &[&[u8]] = &[
        b"dddd-dd-dd dd:dd",
        b"dddd-dd-ddTdd:dd",
        b"dddd/dd/dd dd:dd",
        b"dd:dd:dd",
        b"Aaa dd dd:dd:dd",
        b"Aaa  d dd:dd:dd",
        b"dd/Aaa/dddd:dd:dd",
        b"dd Aaa dddd dd:dd",
    ];
    let rest = line
        .strip_prefix(b"[")
        .or_else(|| line.strip_prefix(b"time=\""))
        .or_else(|| line.strip_prefix(b"time="))
        .unwrap_or(line);
    SHAPES.iter().any(|shape| has_shape(rest, shape))
}

/// `d` a digit, `A` an upper-case letter, `a` a lower-case one, anything else itself.
fn has_shape(line: &[u8], shape: &[u8]) -> bool {
    line.len() >= shape.len()
        && line.iter().zip(shape).all(|(byte, shape)| match shape {
            b'd' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'a' => byte.is_ascii_lowercase(),
            other => byte == other,
        })
}

/// `ERROR: `, `[warn] `, `INFO  `, `level=error`, `npm ERR! `, `error[E0308]: `.
fn starts_with_level(line: &[u8]) -> bool {
    if line.starts_with(b"level=") || line.starts_with(b"npm ERR!") || line.starts_with(b"npm error ") {
        return true;
    }
    let bracketed = line.first() == Some(&b'[');
    let rest = if bracketed { &line[1..] } else { line };
    let len = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &rest[..len];
    let Some(next) = rest.get(len) else { return false };
    let is_level = |levels: &[&str]| levels.iter().any(|level| word.eq_ignore_ascii_case(level.as_bytes()));
    let known = is_level(&[
        "trace", "debug", "info", "notice", "warn", "warning", "error", "err", "fatal", "critical", "severe", "panic",
        "alert", "emerg",
    ]);
    if !known {
        return false;
    }
    let upper = word.iter().all(u8::is_ascii_uppercase);
    match next {
        b':' => true,
        b']' => bracketed,
        b'[' => !bracketed && word == b"error",
        b' ' | b'\t' => upper && !bracketed,
        _ => false,
    }
}

/// The state of the event that is being read.
struct Open {
    event: Event,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// A record or plain line; indented lines go on.
    Below,
    /// In the frames of a Python traceback: the next line that is not indented is the exception's.
    PythonFrames,
    /// Behind the head of a Rust panic: the next line is its message.
    RustMessage,
    /// In the goroutines of a Go panic: calls stand at the beginning of lines.
    GoFrames,
}

/// The events of a stream, in order and without gaps but for blank lines before the first.
#[must_use]
pub fn segment(stream: &Stream) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut open: Option<Open> = None;
    let mut anchor: Option<usize> =
        stream.begins_log().then(|| stream.lines().first().map_or(0, |_| stream.raw_start(0)));
    let mut pending_link = None;
    let mut after_blank = false;
    for index in 0..stream.lines().len() {
        let shape = classify(stream.line_payload(index));
        let near = anchor.is_some_and(|at| stream.raw_start(index).saturating_sub(at) <= EVENT_BYTES_MAX);
        if shape.is_anchor() {
            anchor = Some(stream.raw_start(index));
        }
        let rest = index > 0 && near && stream.cut_lines()[index - 1] && !shape.is_anchor();
        let joined = match &mut open {
            // The rest of a line that a terminal cut, whatever it looks like.
            Some(open) if rest => {
                open.event.lines.end = index + 1;
                true
            }
            Some(open) if near || shape.is_anchor() => {
                join(open, shape, stream.line_payload(index), index, after_blank, near)
            }
            _ => false,
        };
        if !joined {
            events.extend(open.take().map(|open| open.event));
            let link = match shape {
                Shape::CausedBy if !after_blank && !events.is_empty() && near => Some(Link::Explains),
                Shape::PythonHead => pending_link.take(),
                _ => None,
            };
            open = Some(begin(shape, index, link));
        }
        match shape {
            Shape::PythonLink => pending_link = Some(Link::FollowsFrom),
            Shape::Blank => {}
            _ => pending_link = None,
        }
        after_blank = shape == Shape::Blank;
    }
    events.extend(open.map(|open| open.event));
    events
}

/// Extends the open event by line `index` if it belongs to it.
fn join(open: &mut Open, shape: Shape, line: &[u8], index: usize, after_blank: bool, near: bool) -> bool {
    let joins = match shape {
        Shape::Record | Shape::JavaHead | Shape::GoHead | Shape::RustHead | Shape::CausedBy => false,
        // The record that announces a traceback (`logger.exception`) and the traceback are one event.
        Shape::PythonHead => {
            open.event.kind == EventKind::Record
                && open.event.lines.end == index
                && !after_blank
                && open.event.lines.len() == 1
        }
        Shape::Blank | Shape::PythonLink | Shape::Continuation => near,
        Shape::Plain => match open.stage {
            // Anything else there is the rest of a frame that was broken.
            Stage::PythonFrames | Stage::RustMessage => true,
            Stage::GoFrames => is_go_frame(line),
            Stage::Below => false,
        },
    };
    if !joins {
        return false;
    }
    open.event.lines.end = index + 1;
    match (shape, open.stage) {
        (Shape::PythonHead, _) => {
            open.event.kind = EventKind::Traceback;
            open.stage = Stage::PythonFrames;
        }
        (Shape::Plain, Stage::PythonFrames) if !is_exception(line) => {}
        (Shape::Plain, Stage::PythonFrames | Stage::RustMessage) => {
            open.event.head = index;
            open.stage = Stage::Below;
        }
        _ => {}
    }
    true
}

fn begin(shape: Shape, index: usize, link: Option<Link>) -> Open {
    let (kind, stage) = match shape {
        Shape::PythonHead => (EventKind::Traceback, Stage::PythonFrames),
        Shape::GoHead => (EventKind::Traceback, Stage::GoFrames),
        Shape::RustHead => (EventKind::Traceback, Stage::RustMessage),
        Shape::JavaHead | Shape::CausedBy => (EventKind::Traceback, Stage::Below),
        Shape::Record => (EventKind::Record, Stage::Below),
        Shape::Blank | Shape::PythonLink | Shape::Continuation | Shape::Plain => (EventKind::Plain, Stage::Below),
    };
    Open { event: Event { lines: index..index + 1, kind, head: index, link }, stage }
}

/// `ValueError: bad`, `sqlalchemy.exc.OperationalError: …`, `KeyboardInterrupt`: a dotted name, then a colon or nothing.
fn is_exception(line: &[u8]) -> bool {
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
    name > 0 && line[0].is_ascii_alphabetic() && matches!(line.get(name), None | Some(b':' | b'\r'))
}

/// `goroutine 1 [running]:`, `main.main()`, `created by …`, `exit status 2`.
fn is_go_frame(line: &[u8]) -> bool {
    line.starts_with(b"goroutine ")
        || line.starts_with(b"created by ")
        || line.starts_with(b"exit status ")
        || line.starts_with(b"[signal ")
        || (line.ends_with(b")") && line.iter().take_while(|byte| **byte != b'(').all(|byte| byte.is_ascii_graphic()))
}

/// Words that a line says an error with. Lower case; matched at word boundaries without regard to case.
const ERROR_WORDS: &[&str] = &[
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
];

/// True if `line` says in words that something went wrong: a level, an exception class, a verb of failing.
#[must_use]
pub fn is_error_head(line: &[u8]) -> bool {
    line.split(|byte| !byte.is_ascii_alphabetic() && *byte != b'\'').any(|word| {
        ERROR_WORDS.iter().any(|error| word.eq_ignore_ascii_case(error.as_bytes()))
            || word.ends_with(b"Error")
            || word.ends_with(b"Exception")
            || word.ends_with(b"ERR")
            || word.eq_ignore_ascii_case(b"can't")
            || word.eq_ignore_ascii_case(b"couldn't")
            || (word.len() > 3 && word[0] == b'E' && word.iter().all(u8::is_ascii_uppercase))
    })
}

/// True if `line` reports a test that passed, as node, jest, vitest, mocha, TAP, pytest, Go, Rust and ctest do.
#[must_use]
pub fn is_passed_test(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let begins = ["\u{2714}", "\u{2713}", "\u{221a}", "PASS: ", "--- PASS", "[ OK ]", "[       OK ]"];
    let ends = [" ... ok", " PASSED"];
    begins.iter().any(|mark| line.starts_with(mark.as_bytes()))
        || ends.iter().any(|mark| line.ends_with(mark.as_bytes()))
        || memchr::memmem::find(line, b" PASSED ").is_some()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Log;

    /// The first words of each event's lines, events separated by `/`, heads marked with `*`, links with `<` and `>`.
    fn outline(log: &str) -> String {
        let log = Log::read(log.as_bytes());
        let stream = &log.streams()[0];
        let mut out = Vec::new();
        for event in stream.events() {
            let mut lines: Vec<String> = Vec::new();
            for index in event.lines.clone() {
                let text = String::from_utf8_lossy(stream.line_payload(index)).trim().to_owned();
                let word = text.split([' ', ':', '(']).next().unwrap_or_default().to_owned();
                lines.push(if index == event.head { format!("*{word}") } else { word });
            }
            let mark = match event.link {
                Some(Link::FollowsFrom) => "<",
                Some(Link::Explains) => ">",
                None => "",
            };
            out.push(format!("{mark}{}", lines.join(" ")));
        }
        out.join(" / ")
    }

    #[test]
    fn tracebacks_and_their_chains_are_events() {
        let cases: &[(&str, &str)] = &[
            ("one\ntwo\n  more\nthree\n", "*one / *two more / *three"),
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 1\n    x()\nValueError: bad\nnext\n",
                "Traceback File x *ValueError / *next",
            ),
            (
                "Traceback (most recent call last):\n  File\nKeyError: 'a'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File\napp.Error: b\n[SQL: SELECT]\n",
                "Traceback File *KeyError  The  / <Traceback File *app.Error [SQL",
            ),
            (
                "2026-11-21 10:00:00 ERROR oops\nTraceback (most recent call last):\n  File\nKeyError: 1\n2026-11-21 10:00:01 INFO on\n",
                "2026-11-21 Traceback File *KeyError / *2026-11-21",
            ),
            (
                "Exception in thread \"main\" a.B: x\n\tat c.D(E.java:1)\nCaused by: e.F: y\n\t... 3 more\n",
                "*Exception at / >*Caused ...",
            ),
            (
                "panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/a.go:3\nexit status 2\nafter\n",
                "*panic  goroutine main.main /src/a.go exit / *after",
            ),
            ("thread 'main' panicked at src/a.rs:1:2:\nboom\nnote: run with\nnext\n", "thread *boom note / *next"),
            (
                "/app/a.js:3\n    throw new Error('x')\n    ^\n\nError: x\n    at f (a.js:1:2)\n",
                "*/app/a.js throw ^  / *Error at",
            ),
        ];
        for (log, expected) in cases {
            assert_eq!(outline(log), *expected, "{log}");
        }
    }

    #[test]
    fn beyond_the_limit_every_line_stands_alone() {
        let mut log = String::from("2026-11-21 10:00:00 dump\n");
        while log.len() <= EVENT_BYTES_MAX {
            log.push_str("  indented\n");
        }
        let far = log.len();
        log.push_str("  alone\n  alone\n");
        let read = Log::read(log.as_bytes());
        let events = read.streams()[0].events();
        let alone = events.iter().filter(|event| read.streams()[0].raw_start(event.lines.start) >= far).count();
        assert_eq!(alone, 2);
    }

    #[test]
    fn record_heads_are_known_by_timestamp_or_level() {
        for line in [
            "2026-11-21T10:00:00Z x",
            "[2026-11-21 10:00:00] x",
            "Nov 21 10:00:00 host x",
            "10:00:00 x",
            "ERROR: x",
            "[error] x",
            "INFO  x",
            "level=info msg",
            "npm ERR! x",
            "error[E0308]: x",
            "time=\"2026-11-21T10:00:00Z\" x",
        ] {
            assert!(is_record_head(line.as_bytes()), "{line}");
        }
        for line in [
            "error in the middle",
            "infos",
            "Information",
            "[errors]",
            "2026 was",
            "information: x",
            "Error response from daemon",
        ] {
            assert!(!is_record_head(line.as_bytes()), "{line}");
        }
    }
}
