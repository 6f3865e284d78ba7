//! The naive matcher: each signature against each stream and event, no candidates, and each window looked through
//! from end to end.
//!
//! Kept for good. Faster ways of finding candidates and of combining them are right if and only if they give the same
//! matches, which property tests check.

use super::{Occurrence, Places, SignatureMatch, combine, match_signature, verify};
use crate::limits::{SETTLE_BYTES, WINDOW_BYTES_MAX};
use crate::log::{EventKind, Log, hard_wrap};
use crate::signature::{Role, Signature, Window};

/// The matches of one signature, in input order.
#[must_use]
pub fn matches(log: &Log<'_>, signature: &Signature) -> Vec<SignatureMatch> {
    if signature.is_single() {
        let everywhere = vec![Places::Everywhere; signature.members.len()];
        return match_signature(log, signature, &everywhere);
    }
    let mut all: Vec<Part> = Vec::new();
    for (member, it) in signature.members.iter().enumerate().filter(|(_, it)| it.role != Role::Recovery) {
        let mut found = verify::occurrences(log, &it.pattern, &Places::Everywhere);
        if matches!(signature.window, Window::Lines { across: true, .. }) {
            super::without_repeats(log, &mut found);
        }
        all.extend(found.into_iter().map(|occurrence| Part { member, occurrence }));
    }
    all.sort_by_key(|part| (lane(log, signature, part), position(log, signature, part), part.member));
    let mut matches = Vec::new();
    let mut used = None;
    for first in all.iter().filter(|part| signature.members[part.member].role.is_evidence()) {
        let place = |part: &Part| (lane(log, signature, part), position(log, signature, part).0);
        let block = raw(log, first) / SETTLE_BYTES;
        if used.is_some_and(|(used_to, of_block)| of_block == block && place(first) <= used_to) {
            continue;
        }
        let window: Vec<&Part> = all.iter().filter(|part| is_inside(log, signature, first, part)).collect();
        if let Some(parts) = satisfied(log, signature, first, &window) {
            used = parts.iter().map(|part| place(part)).max().map(|used_to| (used_to, block));
            matches.push(SignatureMatch {
                parts: parts.iter().map(|part| (part.member, part.occurrence.clone())).collect(),
            });
        }
    }
    matches
}

struct Part {
    member: usize,
    occurrence: Occurrence,
}

fn raw(log: &Log<'_>, part: &Part) -> usize {
    let stream = &log.streams()[part.occurrence.stream];
    stream.raw_start(stream.stream_line_of(part.occurrence.span.start))
}

fn lane(_: &Log<'_>, signature: &Signature, part: &Part) -> usize {
    if signature.window.is_across() { 0 } else { part.occurrence.stream }
}

/// The line of the stream or, across streams, of the input with the place there; then the stream and the place in it.
fn position(log: &Log<'_>, signature: &Signature, part: &Part) -> (usize, usize, usize, usize) {
    let stream = &log.streams()[part.occurrence.stream];
    let start = part.occurrence.span.start;
    let line = stream.stream_line_of(start);
    let (line, place) = match signature.window.is_across() {
        true => (log.count_of(stream.lines()[line].line), stream.text_offset(start)),
        false => (line, 0),
    };
    (line, place, part.occurrence.stream, start)
}

/// Microseconds from `first` to `part`.
fn distance(log: &Log<'_>, first: &Part, part: &Part) -> Option<i64> {
    let stamp = |part: &Part| {
        let stream = &log.streams()[part.occurrence.stream];
        log.stamp(stream, stream.stream_line_of(part.occurrence.span.start))
    };
    stamp(part)?.since(stamp(first)?)
}

fn has_stamp(log: &Log<'_>, part: &Part) -> bool {
    distance(log, part, part).is_some()
}

/// True for a part that must not be there and is, in another reading of what the window holds.
fn is_forbidden_otherwise(log: &Log<'_>, signature: &Signature, first: &Part, part: &Part) -> bool {
    let (a, b) = (first.occurrence.stream, part.occurrence.stream);
    let is_other = a != b && combine::family(log, a) == combine::family(log, b);
    let line = log.streams()[a].stream_line_of(first.occurrence.span.start);
    let in_time = match signature.window {
        Window::Time { micros, .. } => {
            !has_stamp(log, part) || distance(log, first, part).is_some_and(|distance| distance.abs() <= micros)
        }
        _ => true,
    };
    signature.members[part.member].role == Role::None
        && !signature.window.is_across()
        && is_other
        && in_time
        && combine::raw_reach(log, signature.window, a, line).contains(&raw(log, part))
}

fn is_inside(log: &Log<'_>, signature: &Signature, first: &Part, part: &Part) -> bool {
    if is_forbidden_otherwise(log, signature, first, part) {
        return true;
    }
    let same_lane = lane(log, signature, first) == lane(log, signature, part);
    if !same_lane || raw(log, first).abs_diff(raw(log, part)) > WINDOW_BYTES_MAX {
        return false;
    }
    let (from, at) = (position(log, signature, first).0, position(log, signature, part).0);
    let stream = &log.streams()[first.occurrence.stream];
    match signature.window {
        Window::Lines { count, across: true } => (from..from + count).contains(&at),
        Window::Lines { count, across: false } => {
            // Lines that a terminal cut are one with their rest.
            at >= from && (from..at).filter(|line| !stream.cut_lines()[*line]).count() < count
        }
        Window::Event => {
            let event = stream.event_of_line(from);
            let below = stream.events().get(event + 1).filter(|below| {
                below.kind == EventKind::Plain
                    && below.link.is_none()
                    && hard_wrap::can_go_on(stream, below.lines.start)
            });
            let lines = &stream.events()[event].lines;
            (lines.start..below.map_or(lines.end, |below| below.lines.end)).contains(&at)
        }
        Window::Time { micros, .. } => {
            let excludes_all = signature.members[part.member].role == Role::None && !has_stamp(log, part);
            let is_near = distance(log, first, part).is_some_and(|distance| distance.abs() <= micros);
            at >= from && has_stamp(log, first) && (is_near || excludes_all)
        }
    }
}

fn satisfied<'p>(log: &Log<'_>, signature: &Signature, first: &Part, window: &[&'p Part]) -> Option<Vec<&'p Part>> {
    let by_time = matches!(signature.window, Window::Time { across: true, .. });
    let order = |part: &Part| {
        let time = if by_time { distance(log, first, part).unwrap_or_default() } else { 0 };
        (time, position(log, signature, part))
    };
    let mut window = window.to_vec();
    window.sort_by_key(|part| (order(part), part.member));
    let of = |member: usize| window.iter().copied().filter(move |part| part.member == member);
    let enough = |found: Vec<&'p Part>, count: usize| (found.len() == count).then_some(found);
    let mut parts: Vec<&'p Part> = Vec::new();
    let mut any = None;
    let mut behind = None;
    for (index, member) in signature.members.iter().enumerate() {
        match member.role {
            Role::None if of(index).next().is_some() => return None,
            Role::None | Role::Recovery => {}
            Role::All => parts.extend(enough(of(index).take(member.count).collect(), member.count)?),
            Role::Any => {
                any = any.or_else(|| enough(of(index).take(member.count).collect(), member.count)?.first().copied());
            }
            Role::Sequence => {
                let later = of(index).filter(|part| behind.is_none_or(|behind| order(part) > behind));
                let found = enough(later.take(member.count).collect(), member.count)?;
                behind = found.last().map(|part| order(part));
                parts.extend(found);
            }
        }
    }
    if signature.members.iter().any(|member| member.role == Role::Any) {
        parts.push(any?);
    }
    parts.sort_by_key(|part| (position(log, signature, part), part.member));
    Some(parts)
}
