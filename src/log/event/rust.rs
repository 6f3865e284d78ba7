//! Rust: panics, and the chains that anyhow, eyre and cargo print below `Caused by:`.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Opening, Shape, digit_count};

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rust {
    /// Behind the head of a panic: the next line is its message.
    Message,
    /// Behind `Caused by:`: the next line is the first cause.
    FirstCause,
    /// Behind a cause: a number begins the next one.
    Cause,
}

/// `thread 'main' panicked at …`, since 1.90 with the thread's number before `panicked`.
pub(super) fn is_panic(rest: &[u8]) -> bool {
    rest.strip_prefix(b"thread '").is_some_and(|rest| {
        let near = &rest[..rest.len().min(200)];
        memchr::memmem::find(near, b" panicked at ")
            .is_some_and(|at| matches!(near.get(at.wrapping_sub(1)), Some(b'\'' | b')')))
    })
}

/// The stage behind the head of a panic. Until 1.72 the message stood on it, in quotes.
pub(super) fn begin(line: &[u8]) -> Stage {
    let holds_message = memchr::memmem::find(line, b" panicked at '").is_some();
    if holds_message { Stage::Below } else { Stage::Rust(Rust::Message) }
}

/// `Caused by:`
pub(super) fn is_cause_list(rest: &[u8]) -> bool {
    rest.starts_with(b"Caused by:")
}

/// `    1: No such file or directory`
fn is_numbered(line: &[u8]) -> bool {
    let rest = line.trim_ascii_start();
    let digits = digit_count(rest);
    digits > 0 && digits < 4 && rest[digits..].starts_with(b": ")
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let cause = Stage::Rust(Rust::Cause);
    match (line.shape, stage) {
        (Shape::Opening(Opening::CauseList), _) => {
            let is_list = line.bytes.trim_ascii_end().ends_with(b":");
            let stage = if is_list { Stage::Rust(Rust::FirstCause) } else { cause };
            (is_list || !line.after_blank).then_some(Verdict::Linked(Joint::Link(Link::Explains), stage))
        }
        (Shape::Plain | Shape::Opening(_), Stage::Rust(Rust::Message)) => Some(Verdict::Message(Stage::Below)),
        (Shape::Continuation, Stage::Rust(Rust::Message)) => Some(Verdict::Message(Stage::Below)),
        (Shape::Continuation, Stage::Rust(Rust::FirstCause)) => Some(Verdict::Message(cause)),
        (Shape::Plain | Shape::Opening(_), Stage::Rust(Rust::FirstCause)) if !line.after_blank => {
            Some(Verdict::Message(cause))
        }
        (Shape::Continuation, Stage::Rust(Rust::Cause)) if is_numbered(line.bytes) => {
            Some(Verdict::Linked(Joint::Link(Link::Explains), cause))
        }
        (Shape::Plain, Stage::Rust(Rust::Cause)) => {
            let goes_on = line.bytes == b"Stack backtrace:" || line.bytes == b"Location:";
            goes_on.then_some(Verdict::Stage(Stage::Below))
        }
        _ => None,
    }
}
