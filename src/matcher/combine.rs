//! Combinations: which occurrences of the members stand together within the window.
//!
//! A window is a range of lines, of one stream or, with `across`, of the input. It holds a match if
//! every `all` member occurs in it often enough, the `sequence` members occur in order, at least one
//! `any` member occurs, and no `none` member does. Windows are tried from the first occurrence of any
//! required member on; behind a match the search goes on with the next occurrence not used.

use std::ops::Range;

use super::{Occurrence, SignatureMatch};
use crate::limits::WINDOW_BYTES_MAX;
use crate::log::{EventKind, Log, Stream, hard_wrap};
use crate::signature::{Role, Signature, Window};

/// An occurrence with its place on the axis that windows are measured on.
#[derive(Clone, Copy)]
struct Mark<'a> {
    /// Line of its first byte: of the stream, or of the input for `across`.
    line: usize,
    /// Stream, or 0 for `across`.
    lane: usize,
    /// Raw offset of its line, for the limit in bytes.
    raw: usize,
    member: usize,
    occurrence: &'a Occurrence,
}

/// The matches of a combination, in input order. `occurrences` has one item per member.
#[must_use]
pub fn combine(log: &Log<'_>, signature: &Signature, occurrences: &[Vec<Occurrence>]) -> Vec<SignatureMatch> {
    let across = matches!(signature.window, Window::Lines { across: true, .. });
    let marks = marks(log, occurrences, across);
    let mut matches = Vec::new();
    let mut used_to: Option<(usize, usize)> = None;
    for first in marks.iter().filter(|mark| signature.members[mark.member].role != Role::None) {
        if used_to.is_some_and(|used| (first.lane, first.line) <= used) {
            continue;
        }
        let lines = window_lines(log, signature.window, first);
        let inside = |mark: &&Mark<'_>| {
            mark.lane == first.lane && lines.contains(&mark.line) && mark.raw.abs_diff(first.raw) <= WINDOW_BYTES_MAX
        };
        let from = marks.partition_point(|mark| (mark.lane, mark.line) < (first.lane, lines.start));
        let window: Vec<Mark<'_>> = marks[from..]
            .iter()
            .take_while(|mark| mark.lane == first.lane && mark.line < lines.end)
            .filter(inside)
            .copied()
            .collect();
        if let Some(parts) = satisfied(signature, &window) {
            used_to = parts.iter().map(|mark| (mark.lane, mark.line)).max();
            matches.push(SignatureMatch {
                parts: parts.iter().map(|mark| (mark.member, mark.occurrence.clone())).collect(),
            });
        }
    }
    matches
}

/// All occurrences of all members, in the order of the axis.
fn marks<'a>(log: &Log<'_>, occurrences: &'a [Vec<Occurrence>], across: bool) -> Vec<Mark<'a>> {
    let mut marks = Vec::new();
    for (member, list) in occurrences.iter().enumerate() {
        for occurrence in list {
            let stream = &log.streams()[occurrence.stream];
            let stream_line = stream.stream_line_of(occurrence.span.start);
            let line = if across { log.lines()[stream.lines()[stream_line].line].number } else { stream_line };
            let lane = if across { 0 } else { occurrence.stream };
            marks.push(Mark { line, lane, raw: stream.raw_start(stream_line), member, occurrence });
        }
    }
    marks.sort_by_key(|mark| (mark.lane, mark.line, mark.occurrence.stream, mark.occurrence.span.start, mark.member));
    marks
}

/// The lines of the window that begins with `first`.
fn window_lines(log: &Log<'_>, window: Window, first: &Mark<'_>) -> Range<usize> {
    let stream = &log.streams()[first.occurrence.stream];
    match window {
        Window::Lines { count, across: true } => first.line..first.line + count,
        Window::Lines { count, across: false } => first.line..uncut_end(stream, first.line, count),
        Window::Event => {
            let index = stream.event_of_line(first.line);
            let event = &stream.events()[index];
            // A single break cannot be told from a line end: the parts of one line may be two events.
            let below = stream.events().get(index + 1).filter(|below| {
                below.kind == EventKind::Plain
                    && below.link.is_none()
                    && hard_wrap::can_go_on(stream, below.lines.start)
            });
            event.lines.start..below.map_or(event.lines.end, |below| below.lines.end)
        }
    }
}

/// The line behind `count` lines from `first` on, where lines that a terminal cut are one with their rest.
fn uncut_end(stream: &Stream, first: usize, count: usize) -> usize {
    let cut = stream.cut_lines();
    let mut left = count;
    let mut at = first;
    // The line that the window begins on may itself be the rest of one.
    while at < cut.len() && left > 0 {
        left -= usize::from(!cut[at]);
        at += 1;
    }
    at + left
}

/// The occurrences that satisfy the signature within `window`, in order; `None` if it is not satisfied.
fn satisfied<'a>(signature: &Signature, window: &[Mark<'a>]) -> Option<Vec<Mark<'a>>> {
    let of = |member: usize| window.iter().filter(move |mark| mark.member == member);
    let mut parts: Vec<Mark<'a>> = Vec::new();
    let mut any: Option<Mark<'a>> = None;
    let mut has_any = false;
    let mut behind: Option<(usize, usize, usize)> = None;
    for (index, member) in signature.members.iter().enumerate() {
        match member.role {
            Role::None if of(index).next().is_some() => return None,
            Role::None => {}
            Role::All => parts.extend(taken(of(index), member.count)?),
            Role::Any => {
                has_any = true;
                any = any.or(taken(of(index), member.count).and_then(|marks| marks.first().copied()));
            }
            Role::Sequence => {
                let later = of(index).filter(|mark| behind.is_none_or(|behind| position(mark) > behind));
                let marks = taken(later, member.count)?;
                behind = marks.last().map(position);
                parts.extend(marks);
            }
        }
    }
    if has_any {
        parts.push(any?);
    }
    parts.sort_by_key(|mark| (position(mark), mark.member));
    Some(parts)
}

fn position(mark: &Mark<'_>) -> (usize, usize, usize) {
    (mark.line, mark.occurrence.stream, mark.occurrence.span.start)
}

/// The first `count` marks, if there are as many.
fn taken<'a, 'b>(marks: impl Iterator<Item = &'b Mark<'a>>, count: usize) -> Option<Vec<Mark<'a>>>
where
    'a: 'b,
{
    let marks: Vec<Mark<'a>> = marks.take(count).copied().collect();
    (marks.len() == count).then_some(marks)
}
