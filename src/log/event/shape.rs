//! What one line is, by itself: the local look on which everything else rests.
//!
//! A shape depends on the bytes of its line only. Anchors ([`Shape::is_anchor`]) begin an event wherever they
//! stand; an [`Opening`] begins one unless it goes on the one above it.

use super::record::{is_record_detail, is_record_head};
use super::words::begins_as_wrapper;
use super::{beam, blocks, compiler, dotnet, go, jvm, node, php, python, ruby, rust};

/// What one line is, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing but white space.
    Blank,
    /// Begins with a timestamp or a level.
    Record,
    /// A record that goes on the one above it: `2026-… [12] DETAIL:` of Postgres.
    Detail,
    /// A line of npm's report of a failure; a run of them is one event.
    Npm,
    /// The head of a traceback or of a diagnostic: begins an event by itself.
    Head(Head),
    /// Begins an event, unless it belongs to the one above it.
    Opening(Opening),
    /// Belongs to what stands above it: indented, `LINE 1:`, `DETAIL:`, `[SQL: …`.
    Continuation,
    /// Anything else.
    Plain,
}

/// Heads that are told by their own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// `Traceback (most recent call last):`, also of an exception group.
    PythonTraceback,
    /// `Fatal Python error: …`
    PythonFatal,
    /// `Exception in thread "main" …`
    JavaThread,
    /// `Caused by: a.b.CException: …`
    CausedBy,
    /// `Unhandled exception. …`
    DotNet,
    /// `panic: …` or `fatal error: …`
    GoPanic,
    /// `thread 'main' panicked at …`
    RustPanic,
    /// `a.rb:1:in 'f': … (RuntimeError)`
    Ruby,
    /// `PHP Fatal error:  …`
    Php,
    /// `** (ArgumentError) …`
    Elixir,
    /// `=ERROR REPORT==== …`
    ErlangReport,
    /// `a.c:1:2: error: …`, `a.ts(1,2): error TS1: …`
    Compiler,
    /// `==12==ERROR: AddressSanitizer: …`
    Sanitizer,
    /// `error: subprocess-exited-with-error` of pip
    PipBox,
    /// `╷`, the upper end of a box
    Box,
}

/// Lines that begin something unless they go on what is above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// "During handling of the above exception …" and its like.
    PythonSentence,
    /// `  File "a.py", line 1` without a function: where a syntax error is.
    PythonFile,
    /// `a.b.CException: …` without anything before it.
    JvmException,
    /// `Wrapped by: …`: the root was printed first.
    WrappedBy,
    /// `Caused by:`, the causes below it, or a cause that is no class.
    CauseList,
    /// `Next a\BException: …` of PHP.
    PhpNext,
    /// `[previous exception] …` of Laravel.
    PhpPrevious,
    /// `/app/a.js:3`, the place that node prints above the source line.
    NodePlace,
    /// `TypeError: …`, `Uncaught …`
    NodeError,
    /// `In file included from …`, `a.c: In function 'f':`
    CompilerContext,
    /// `a.c:1:2: note: …`
    CompilerNote,
    /// `/usr/bin/ld: …`, `… undefined reference to …`
    Linker,
    /// A path and nothing else: what linters print above their findings.
    Path,
    /// `make: *** [Makefile:5: a.o] Error 1`: reports that what is above failed.
    Wrapper,
    /// `Dockerfile:12`
    DockerfilePlace,
}

impl Shape {
    /// True if a line of this shape below one of shape `previous` begins an event wherever it stands.
    #[must_use]
    pub fn is_anchor(self, previous: Shape) -> bool {
        match self {
            Shape::Record | Shape::Head(_) => true,
            Shape::Npm => previous != Shape::Npm,
            _ => false,
        }
    }
}

/// What the payload of one line is, by itself.
#[must_use]
pub fn classify(line: &[u8]) -> Shape {
    let Some(indent) = line.iter().position(|byte| !matches!(byte, b' ' | b'\t')) else { return Shape::Blank };
    let rest = &line[indent..];
    if python::traceback_column(line).is_some() {
        return Shape::Head(Head::PythonTraceback);
    }
    if python::is_sentence(rest) {
        return Shape::Opening(Opening::PythonSentence);
    }
    if blocks::is_pip_box(rest) {
        return Shape::Head(Head::PipBox);
    }
    if indent == 2 && python::is_bare_file(rest) {
        return Shape::Opening(Opening::PythonFile);
    }
    if indent > 0 {
        return Shape::Continuation;
    }
    let has_place = names_place(rest);
    if let Some(head) = head(rest, has_place) {
        return Shape::Head(head);
    }
    if blocks::is_npm(rest) {
        return Shape::Npm;
    }
    if let Some(opening) = opening(rest, has_place) {
        return Shape::Opening(opening);
    }
    if is_continuation(rest) {
        return Shape::Continuation;
    }
    match (is_record_detail(rest), is_record_head(rest)) {
        (true, _) => Shape::Detail,
        (_, true) => Shape::Record,
        _ if begins_as_wrapper(rest) => Shape::Opening(Opening::Wrapper),
        _ => Shape::Plain,
    }
}

type Test<T> = (fn(&[u8]) -> bool, T);

/// The heads that lines with this first byte can be, beside those that begin with a place.
fn heads_at(first: u8) -> &'static [Test<Head>] {
    match first {
        b'F' => &[(python::is_fatal, Head::PythonFatal), (php::is_head, Head::Php)],
        b'E' => &[(jvm::is_thread_head, Head::JavaThread)],
        b'C' => &[(jvm::is_caused_by, Head::CausedBy)],
        b'U' => &[(dotnet::is_head, Head::DotNet)],
        b'p' | b'f' => &[(go::is_head, Head::GoPanic)],
        b't' => &[(rust::is_panic, Head::RustPanic)],
        b'P' => &[(php::is_head, Head::Php)],
        b'*' => &[(beam::is_elixir_head, Head::Elixir)],
        b'=' => &[(beam::is_erlang_report, Head::ErlangReport), (compiler::is_sanitizer, Head::Sanitizer)],
        b'W' => &[(compiler::is_sanitizer, Head::Sanitizer)],
        0xE2 => &[(blocks::is_box_top, Head::Box)],
        _ => &[],
    }
}

/// Heads that begin with a place: `a.c:1:2: …`
const PLACE_HEADS: &[Test<Head>] = &[(ruby::is_head, Head::Ruby), (compiler::is_diagnostic, Head::Compiler)];

/// The same for openings.
fn openings_at(first: u8) -> &'static [Test<Opening>] {
    match first {
        b'W' => &[(jvm::is_wrapped_by, Opening::WrappedBy), (node::is_error, Opening::NodeError)],
        b'C' => &[(rust::is_cause_list, Opening::CauseList), (node::is_error, Opening::NodeError)],
        b'N' => &[(php::is_next, Opening::PhpNext), (node::is_error, Opening::NodeError)],
        b'[' => &[(php::is_previous, Opening::PhpPrevious), (node::is_error, Opening::NodeError)],
        b'I' => &[(compiler::is_context, Opening::CompilerContext), (node::is_error, Opening::NodeError)],
        b'/' => &[(blocks::is_path, Opening::Path)],
        b'A'..=b'Z' | b'"' => &[(blocks::is_path, Opening::Path), (node::is_error, Opening::NodeError)],
        b'a'..=b'z' => &[(jvm::is_exception, Opening::JvmException)],
        _ => &[],
    }
}

/// Openings that begin with a place or with a name and a colon.
const PLACE_OPENINGS: &[Test<Opening>] = &[
    (node::is_place, Opening::NodePlace),
    (compiler::is_context, Opening::CompilerContext),
    (compiler::is_note, Opening::CompilerNote),
    (compiler::is_linker, Opening::Linker),
    (blocks::is_dockerfile_place, Opening::DockerfilePlace),
];

/// True if the first word of a line can be a place or a program's name: most lines are told apart by that alone.
fn names_place(rest: &[u8]) -> bool {
    /// Longer than any path that a compiler prints.
    const PLACE_BYTES_MAX: usize = 1_024;
    let word = rest.iter().take(PLACE_BYTES_MAX).take_while(|byte| !byte.is_ascii_whitespace());
    let mut last = 0;
    for byte in word {
        if last == b':' && byte.is_ascii_digit() {
            return true;
        }
        last = *byte;
    }
    matches!(last, b':' | b')')
}

fn first_of<T: Copy>(tests: &[Test<T>], rest: &[u8]) -> Option<T> {
    tests.iter().find(|(test, _)| test(rest)).map(|(_, what)| *what)
}

fn head(rest: &[u8], has_place: bool) -> Option<Head> {
    first_of(heads_at(rest[0]), rest).or_else(|| has_place.then(|| first_of(PLACE_HEADS, rest)).flatten())
}

fn opening(rest: &[u8], has_place: bool) -> Option<Opening> {
    first_of(openings_at(rest[0]), rest).or_else(|| has_place.then(|| first_of(PLACE_OPENINGS, rest)).flatten())
}

/// Beginnings of lines that never begin an event: what database drivers, compilers and test runners
/// print below an error.
const CONTINUATIONS: &[&str] = &[
    "DETAIL:",
    "HINT:",
    "CONTEXT:",
    "STATEMENT:",
    "QUERY:",
    "WHERE:",
    "PL/pgSQL function ",
    "SQL statement \"",
    "SQL function \"",
    "[SQL: ",
    "[parameters: ",
    "(Background on this error",
    "... ",
    "at ",
    "^",
    "~",
    "|",
    "note: ",
    "help: ",
    "stack backtrace:",
    "Stack trace:",
    "[stacktrace]",
    "--- End of ",
    "Emitted '",
    "Node.js v",
    "The conflict is caused by:",
    "See \"systemctl status ",
    "}",
    ")",
    "]",
    "\u{2502}",
    "\u{2570}",
    "\u{2575}",
    "\u{d7} ",
];

/// The first bytes of [`CONTINUATIONS`]: other lines are not compared with them.
const CONTINUATION_FIRSTS: [bool; 256] = first_bytes(CONTINUATIONS);

/// Per byte, true if one of `starts` begins with it.
pub(super) const fn first_bytes(starts: &[&str]) -> [bool; 256] {
    let mut firsts = [false; 256];
    let mut at = 0;
    while at < starts.len() {
        firsts[starts[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    firsts
}

/// True if `line` begins with one of `starts`, whose [first bytes](first_bytes) are `firsts`.
pub(super) fn starts_with_one_of(line: &[u8], starts: &[&str], firsts: &[bool; 256]) -> bool {
    let Some(first) = line.first().filter(|first| firsts[usize::from(**first)]) else { return false };
    starts.iter().any(|start| start.as_bytes()[0] == *first && line.starts_with(start.as_bytes()))
}

fn is_continuation(rest: &[u8]) -> bool {
    starts_with_one_of(rest, CONTINUATIONS, &CONTINUATION_FIRSTS)
        || rest == b"..."
        || is_postgres_line(rest)
        || php::is_frame(rest)
        || node::is_browser_frame(rest)
        || compiler::is_excerpt(rest)
}

/// `LINE 1: SELECT …`
fn is_postgres_line(rest: &[u8]) -> bool {
    rest.strip_prefix(b"LINE ").is_some_and(|rest| {
        let digits = digit_count(rest);
        digits > 0 && rest.get(digits) == Some(&b':')
    })
}

/// How many digits `bytes` begins with.
pub(super) fn digit_count(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The white space that `line` begins with, in bytes.
pub(super) fn indent_of(line: &[u8]) -> usize {
    line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// True if `bytes` holds `wanted`.
pub(super) fn holds(bytes: &[u8], wanted: &str) -> bool {
    memchr::memmem::find(bytes, wanted.as_bytes()).is_some()
}

/// The place that a token names: `a.c:1:2:` → true, `a.ts(2,19):` → true, with or without the last colon.
pub(super) fn is_place(token: &[u8]) -> bool {
    let token = token.strip_suffix(b":").unwrap_or(token);
    let cut_number = |bytes: &[u8]| {
        let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then(|| bytes.len() - digits)
    };
    let path = if let Some(inner) = token.strip_suffix(b")") {
        let mut at = match cut_number(inner) {
            Some(at) => at,
            None => return false,
        };
        if inner[..at].ends_with(b",") {
            at = match cut_number(&inner[..at - 1]) {
                Some(at) => at,
                None => return false,
            };
        }
        inner[..at].strip_suffix(b"(")
    } else {
        cut_number(token)
            .and_then(|at| token[..at].strip_suffix(b":"))
            .map(|path| cut_number(path).and_then(|at| path[..at].strip_suffix(b":")).unwrap_or(path))
    };
    path.is_some_and(|path| {
        path.iter().any(u8::is_ascii_alphabetic)
            && path.iter().any(|byte| matches!(byte, b'.' | b'/' | b'\\' | b'<'))
            && !path.contains(&b'"')
    })
}

/// The first word of `line` (up to white space) and what follows it, without white space before it.
pub(super) fn first_word(line: &[u8]) -> (&[u8], &[u8]) {
    let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    (&line[..end], line[end..].trim_ascii_start())
}
