//! Java, Kotlin, Scala: the outer exception first and its causes below, or logback's order with the root first.
//!
//! What `Suppressed:` shows is indented and stays in the event of the exception that suppressed it: it failed later
//! and explains nothing.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Head, Opening, Shape};

/// Where in a stack trace the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Jvm {
    /// Before the first frame: the message may go on.
    Message,
    /// Among the frames.
    Frames,
}

/// `Exception in thread "main" …`
pub(super) fn is_thread_head(rest: &[u8]) -> bool {
    rest.starts_with(b"Exception in thread \"")
}

/// `Caused by: a.b.CException: …`
pub(super) fn is_caused_by(rest: &[u8]) -> bool {
    rest.strip_prefix(b"Caused by: ").is_some_and(|cause| {
        let class = class_len(cause);
        class > 0
            && cause[..class].iter().any(u8::is_ascii_uppercase)
            && matches!(cause.get(class), None | Some(b':' | b'\r'))
    })
}

/// `Wrapped by: a.b.CException: …`
pub(super) fn is_wrapped_by(rest: &[u8]) -> bool {
    rest.starts_with(b"Wrapped by: ")
}

/// `a.b.CException: …`: a dotted name whose last part is the class of something thrown.
pub(super) fn is_exception(rest: &[u8]) -> bool {
    let class = class_len(rest);
    if !matches!(rest.get(class), None | Some(b':' | b'\r')) {
        return false;
    }
    let name = &rest[..class];
    let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else { return false };
    let last = &name[dot + 1..];
    rest[0].is_ascii_lowercase()
        && last.first().is_some_and(u8::is_ascii_uppercase)
        && [&b"Exception"[..], b"Error", b"Throwable", b"Failure"]
            .iter()
            .any(|word| memchr::memmem::find(last, word).is_some())
}

fn class_len(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$')).count()
}

/// `at a.b.C.d(C.java:1)`, indented.
pub(super) fn is_frame(line: &[u8]) -> bool {
    line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'))
        && line.trim_ascii_start().strip_prefix(b"at ").is_some_and(|frame| frame.trim_ascii_end().ends_with(b")"))
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let is_thrown = matches!(stage, Stage::Jvm(_));
    match line.shape {
        Shape::Head(Head::CausedBy) if !line.after_blank => {
            Some(Verdict::Linked(Joint::Link(Link::Explains), Stage::Jvm(Jvm::Message)))
        }
        Shape::Opening(Opening::WrappedBy) if is_thrown && !line.after_blank => {
            Some(Verdict::Linked(Joint::Link(Link::FollowsFrom), Stage::Jvm(Jvm::Message)))
        }
        Shape::Continuation if is_thrown && is_frame(line.bytes) => Some(Verdict::Stage(Stage::Jvm(Jvm::Frames))),
        _ => None,
    }
}
