//! Node and browsers: the source line above an uncaught error, `[cause]:` and `[errors]: [` inside the braces behind
//! the frames, frames as consoles print them.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Opening, Shape, indent_of, is_place as is_file_place};

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Behind the place: the next line is the source.
    Source,
    /// Behind the source: the next line marks the column.
    Caret,
    /// Behind the mark: the next line that says something is the error's.
    Message,
    /// Behind an error.
    Frames,
    /// Behind `[errors]: [`: the next line is the first of them.
    FirstMember,
    /// In an error of a list, which begins in this column.
    Member { column: usize },
}

/// `/app/a.js:3`, `node:events:502`, `file:///app/m.mjs:1`
pub(super) fn is_place(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_end();
    if rest.iter().any(u8::is_ascii_whitespace) || !rest.last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let digits = rest.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let Some(path) = rest[..rest.len() - digits].strip_suffix(b":") else { return false };
    let is_script = [&b".js"[..], b".mjs", b".cjs", b".ts", b".mts", b".cts", b".jsx", b".tsx"]
        .iter()
        .any(|end| path.ends_with(end));
    is_script || path.starts_with(b"node:")
}

/// `Uncaught …`, `TypeError: …`, `Error [ERR_X]: …`
pub(super) fn is_error(rest: &[u8]) -> bool {
    const LEADS: &[&[u8]] = &[b"Uncaught ", b"Unhandled ", b"\"Unhandled promise rejection\"", b"[AggregateError"];
    let word = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_class = rest[0].is_ascii_uppercase() && rest[..word].ends_with(b"Error");
    LEADS.iter().any(|lead| rest.starts_with(lead))
        || (is_class && (rest[word..].starts_with(b": ") || rest[word..].starts_with(b" [")))
}

/// `pay @ app.js:12`, `Promise.then (async)` and `pay@http://localhost/app.js:2:21`
pub(super) fn is_browser_frame(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_end();
    if rest.ends_with(b" (async)") {
        return true;
    }
    if !rest.last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let Some(at) = memchr::memchr(b'@', rest) else { return false };
    let (name, place) = (&rest[..at], &rest[at + 1..]);
    if let Some(place) = place.strip_prefix(b" ") {
        return name.ends_with(b" ") && !place.contains(&b' ') && is_file_place(place);
    }
    let is_url = [&b"http://"[..], b"https://", b"file://", b"resource://", b"webpack"]
        .iter()
        .any(|scheme| place.starts_with(scheme));
    is_url && !rest.contains(&b' ') && is_file_place(place)
}

fn is_mark(line: &[u8]) -> bool {
    let mark = line.trim_ascii();
    !mark.is_empty() && mark.iter().all(|byte| matches!(byte, b'^' | b'~'))
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let Stage::Node(stage) = stage else { return nested(stage, line) };
    let passes = !matches!(line.shape, Shape::Record | Shape::Detail | Shape::Npm | Shape::Head(_) | Shape::Blank);
    match stage {
        Node::Source => passes.then_some(Verdict::Stage(Stage::Node(Node::Caret))),
        Node::Caret => is_mark(line.bytes).then_some(Verdict::Stage(Stage::Node(Node::Message))),
        Node::Message if line.shape == Shape::Blank => Some(Verdict::Join),
        // `Error: …` would begin a record of its own.
        Node::Message => (passes
            || line.bytes.starts_with(b"Error: ")
            || line.bytes.starts_with(b"Error [")
            || line.bytes.starts_with(b"["))
        .then_some(Verdict::Message(Stage::Node(Node::Frames))),
        Node::FirstMember if line.shape == Shape::Continuation => {
            let column = indent_of(line.bytes);
            Some(Verdict::Linked(Joint::FirstMember, Stage::Node(Node::Member { column })))
        }
        Node::Member { column } if is_member(line, column) => {
            Some(Verdict::Linked(Joint::NextMember { column }, Stage::Node(Node::Member { column })))
        }
        _ => nested(Stage::Node(stage), line),
    }
}

/// `    Error: second mirror refused`, in the column of the first one.
fn is_member(line: &Line<'_>, column: usize) -> bool {
    line.shape == Shape::Continuation
        && indent_of(line.bytes) == column
        && line.bytes[column..].first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'[')
}

/// `  [cause]: Error: …`, `  [errors]: [`: also below records and plain lines.
fn nested(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    if line.shape != Shape::Continuation {
        return None;
    }
    let text = line.bytes.trim_ascii();
    if text.starts_with(b"[cause]: ") {
        let inner = if matches!(stage, Stage::Node(Node::Member { .. })) { stage } else { Stage::Node(Node::Frames) };
        return Some(Verdict::Linked(Joint::Link(Link::Explains), inner));
    }
    (text == b"[errors]: [").then_some(Verdict::Stage(Stage::Node(Node::FirstMember)))
}

/// The stage behind the place of a source line.
pub(super) fn begin(opening: Opening) -> Stage {
    if opening == Opening::NodePlace { Stage::Node(Node::Source) } else { Stage::Below }
}
