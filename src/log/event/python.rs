//! Python: tracebacks, chains told by a sentence, exception groups, notes, syntax errors, the fault handler.
//!
//! A traceback may stand behind a gutter (blanks in pip's boxes, `  | ` in exception groups); everything is
//! told from the column at which its head begins.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Head, Opening, Shape, digit_count, indent_of};

/// Where in a traceback the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Python {
    /// In the frames: the next line that is not indented is the exception's.
    Frames { gutter: usize },
    /// Behind the exception's line.
    Message { gutter: usize },
    /// Behind the line between two members of a group.
    Separator { gutter: usize },
    /// In what the fault handler prints.
    Fatal,
}

/// The column at which the head of a traceback begins in `line`, behind blanks and the bars of groups.
pub(super) fn traceback_column(line: &[u8]) -> Option<usize> {
    let at = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'|' | b'+'))?;
    let rest = &line[at..];
    let is_head = rest.starts_with(b"Traceback (most recent call last):")
        || rest.starts_with(b"Exception Group Traceback (most recent call last):");
    is_head.then_some(at)
}

/// `During handling of the above exception, another exception occurred:`
pub(super) fn is_sentence(rest: &[u8]) -> bool {
    const SENTENCES: &[&[u8]] =
        &[b"During handling of the above exception, another exception", b"The above exception was the direct cause"];
    let at = rest.iter().position(|byte| !matches!(byte, b' ' | b'|')).unwrap_or(0);
    SENTENCES.iter().any(|sentence| rest[at..].starts_with(sentence))
}

/// `File "a.py", line 1`, with nothing behind it.
pub(super) fn is_bare_file(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b"File \"") else { return false };
    let Some(end) = memchr::memmem::find(rest, b"\", line ") else { return false };
    let number = rest[end + 8..].trim_ascii_end();
    !number.is_empty() && digit_count(number) == number.len()
}

/// `Fatal Python error: Segmentation fault`
pub(super) fn is_fatal(rest: &[u8]) -> bool {
    rest.starts_with(b"Fatal Python error: ")
}

/// `ValueError: bad`, `sqlalchemy.exc.OperationalError: …`, `KeyboardInterrupt`: a dotted name, then a colon or nothing.
pub(super) fn is_exception(line: &[u8]) -> bool {
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
    name > 0 && line[0].is_ascii_alphabetic() && matches!(line.get(name), None | Some(b':' | b'\r'))
}

/// What stands behind the gutter; `None` if the line ends or says something before that column.
fn behind_gutter(line: &[u8], gutter: usize) -> Option<&[u8]> {
    let (lead, body) = (line.get(..gutter)?, &line[gutter..]);
    lead.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'|' | b'+' | b'-')).then_some(body)
}

/// The column of the members that `  +-+---------------- 1 ----------------` begins.
fn separator(line: &[u8]) -> Option<usize> {
    let rest = line.trim_ascii();
    let is_drawn = rest.starts_with(b"+-") && rest.iter().all(|byte| b"+- 0123456789.".contains(byte));
    let plus = line.iter().rposition(|byte| *byte == b'+')?;
    (is_drawn && rest.iter().any(u8::is_ascii_digit)).then_some(plus + 2)
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let Stage::Python(stage) = stage else { return None };
    match stage {
        Python::Frames { gutter } => frames(gutter, line),
        Python::Message { gutter } => message(gutter, line),
        Python::Separator { gutter } => {
            let body = behind_gutter(line.bytes, gutter)?;
            let is_bare = is_exception(body) && line.shape == Shape::Continuation;
            is_bare.then_some(Verdict::Linked(Joint::Pending, Stage::Python(Python::Message { gutter })))
        }
        Python::Fatal => {
            const PARTS: &[&[u8]] =
                &[b"Current thread 0x", b"Thread 0x", b"Extension modules:", b"Python runtime state"];
            PARTS.iter().any(|part| line.bytes.starts_with(part)).then_some(Verdict::Join)
        }
    }
}

fn frames(gutter: usize, line: &Line<'_>) -> Option<Verdict> {
    match line.shape {
        Shape::Blank | Shape::Opening(Opening::PythonFile) => Some(Verdict::Join),
        // Ruby printed its tracebacks under the same head until 2.7, the exception last.
        Shape::Head(Head::Ruby) if gutter == 0 => Some(Verdict::Message(Stage::Ruby)),
        Shape::Record | Shape::Detail | Shape::Npm | Shape::Head(_) => None,
        _ => {
            let Some(body) = behind_gutter(line.bytes, gutter) else {
                return (line.shape == Shape::Continuation).then_some(Verdict::Join);
            };
            if is_exception(body) {
                return Some(Verdict::Message(Stage::Python(Python::Message { gutter })));
            }
            // Anything else there is the rest of a frame that was broken.
            Some(Verdict::Join)
        }
    }
}

fn message(gutter: usize, line: &Line<'_>) -> Option<Verdict> {
    if line.shape != Shape::Continuation || gutter == 0 {
        return None;
    }
    if let Some(member) = separator(line.bytes) {
        return Some(Verdict::Member(member, Stage::Python(Python::Separator { gutter: member })));
    }
    // The text that a box goes on with behind the traceback in it is the traceback's no longer, but nobody else's either.
    Some(Verdict::Join)
}

/// How much farther from the root a member of a group in column `column` is than the event before it, which begins in
/// `before` and ends a chain of `chained` events. Members are drawn two columns apart for each group they are in.
pub(super) fn member_rise(column: usize, before: usize, chained: usize) -> i32 {
    let levels = (column as i32 - before as i32) / 2;
    -Link::MEMBER_STEP * levels - chained as i32
}

/// The column that the lines of a traceback in this stage begin in.
pub(super) fn gutter(stage: Stage) -> Option<usize> {
    match stage {
        Stage::Python(Python::Frames { gutter } | Python::Message { gutter } | Python::Separator { gutter }) => {
            Some(gutter)
        }
        _ => None,
    }
}

/// The stage behind a head of this shape.
pub(super) fn begin(head: Head, line: &[u8]) -> Stage {
    match head {
        Head::PythonFatal => Stage::Python(Python::Fatal),
        _ => Stage::Python(Python::Frames { gutter: traceback_column(line).unwrap_or(indent_of(line)) }),
    }
}
