//! Combinations: which occurrences of the members stand together within the window.
//!
//! A window is a range of lines, of one stream or, with `across`, of the input; or a span of time behind its first part.
//! It holds a match if every `all` member occurs in it often enough, the `sequence` members occur in order, at least one
//! `any` member occurs, and no `none` member does. Windows are tried from the first occurrence of any
//! required member on; behind a match the search goes on with the next occurrence not used, and anew in each block of
//! [`SETTLE_BYTES`], so that what is used never depends on something far away.
//!
//! A `none` member is decided within all readings of a stream: what stands there forbids a match however either of
//! them was read.
//!
//! Time is that of the [stamps](crate::log::timestamp) in the log. Parts without one, or of another clock, are in no window
//! of time; a `none` member without one counts as inside, since it may be.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Occurrence, SignatureMatch};
use crate::limits::{SETTLE_BYTES, WINDOW_BYTES_MAX, WINDOW_MARKS_MAX};
use crate::log::{EventKind, Log, Stamp, Stream, hard_wrap};
use crate::signature::{Role, Signature, Window};

/// An occurrence with its place on the axis that windows are measured on.
#[derive(Clone, Copy)]
struct Mark<'a> {
    /// Line of its first byte: of the stream, or of the input for `across`.
    line: usize,
    /// For `across` where that byte stands in the input: on one line there may be marks of several streams.
    place: usize,
    /// Stream, or 0 for `across`.
    lane: usize,
    /// Raw offset of its line, for the limit in bytes.
    raw: usize,
    /// The time of its line, where windows are measured in time.
    stamp: Option<Stamp>,
    member: usize,
    occurrence: &'a Occurrence,
}

/// What marks of a lane are sorted by. Streams are numbered as they come in a window, so that another cut may change that: it decides
/// between readings of the same byte only.
type Position = (usize, usize, usize, usize);

impl Mark<'_> {
    fn position(&self) -> Position {
        (self.line, self.place, self.occurrence.stream, self.occurrence.span.start)
    }
}

/// All occurrences of all members, in the order of the axis.
struct Marks<'a> {
    all: Vec<Mark<'a>>,
    /// Per member, positions in `all`, ascending.
    by_member: Vec<Vec<usize>>,
    /// Per `none` member its marks in streams that have other readings, by [`family`] and raw offset.
    forbidden: Vec<Vec<(usize, usize, usize)>>,
}

/// The matches of a combination, in input order. `occurrences` has one item per member.
#[must_use]
pub fn combine(log: &Log<'_>, signature: &Signature, occurrences: &[Vec<Occurrence>]) -> Vec<SignatureMatch> {
    let marks = marks(log, signature, occurrences);
    let mut matches = Vec::new();
    let mut used: Option<((usize, usize), usize)> = None;
    for (at, first) in marks.all.iter().enumerate() {
        if !signature.members[first.member].role.is_evidence() {
            continue;
        }
        let block = first.raw / SETTLE_BYTES;
        if used.is_some_and(|(used_to, of_block)| of_block == block && (first.lane, first.line) <= used_to) {
            continue;
        }
        let range = window_range(log, signature.window, &marks, at);
        let window = View { log, signature, marks: &marks, range, first };
        if let Some(parts) = window.satisfied() {
            used = parts.iter().map(|mark| (mark.lane, mark.line)).max().map(|used_to| (used_to, block));
            matches.push(SignatureMatch {
                parts: parts.iter().map(|mark| (mark.member, mark.occurrence.clone())).collect(),
            });
        }
    }
    matches
}

fn marks<'a>(log: &Log<'_>, signature: &Signature, occurrences: &'a [Vec<Occurrence>]) -> Marks<'a> {
    let across = signature.window.is_across();
    let timed = matches!(signature.window, Window::Time { .. });
    let mut all = Vec::new();
    for (member, list) in occurrences.iter().enumerate() {
        for occurrence in list {
            let stream = &log.streams()[occurrence.stream];
            let stream_line = stream.stream_line_of(occurrence.span.start);
            let (line, place) = if across {
                (log.count_of(stream.lines()[stream_line].line), stream.text_offset(occurrence.span.start))
            } else {
                (stream_line, 0)
            };
            let lane = if across { 0 } else { occurrence.stream };
            let stamp = if timed { log.stamp(stream, stream_line) } else { None };
            if timed && stamp.is_none() && signature.members[member].role != Role::None {
                continue;
            }
            all.push(Mark { line, place, lane, raw: stream.raw_start(stream_line), stamp, member, occurrence });
        }
    }
    all.sort_by_key(|mark| (mark.lane, mark.position(), mark.member));
    let mut by_member = vec![Vec::new(); occurrences.len()];
    for (at, mark) in all.iter().enumerate() {
        by_member[mark.member].push(at);
    }
    let forbidden = signature.members.iter().zip(&by_member);
    let forbidden = forbidden.map(|(member, marks)| match member.role {
        Role::None if !across => forbidden_marks(log, &all, marks),
        _ => Vec::new(),
    });
    Marks { forbidden: forbidden.collect(), all, by_member }
}

/// The marks with their families and raw offsets, in order.
fn forbidden_marks(log: &Log<'_>, all: &[Mark<'_>], marks: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut families: BTreeMap<usize, usize> = BTreeMap::new();
    let mut family_of = |stream: usize| *families.entry(stream).or_insert_with(|| family(log, stream));
    let mut forbidden: Vec<_> = marks.iter().map(|at| (family_of(all[*at].lane), all[*at].raw, *at)).collect();
    forbidden.sort_unstable();
    forbidden
}

/// The first stream of those that hold the same lines of the same service, in several readings. A reading with a name of
/// its own (`[api] `) is one of some lines only, and stands alone.
pub(super) fn family(log: &Log<'_>, stream: usize) -> usize {
    let of = &log.streams()[stream];
    of.reading_of().filter(|base| log.streams()[*base].name() == of.name()).unwrap_or(stream)
}

/// The raw offsets of the lines that the window of a match which begins on line `line` of `stream` covers in every reading
/// of them.
pub(super) fn raw_reach(log: &Log<'_>, window: Window, stream_index: usize, line: usize) -> Range<usize> {
    let stream = &log.streams()[stream_index];
    let raw = stream.raw_start(line);
    let reach = match window {
        Window::Event => {
            let lines = event_lines(stream, line);
            stream.raw_start(lines.start)..stream.raw_start(lines.end - 1) + 1
        }
        Window::Lines { count, .. } => {
            let base = &log.streams()[family(log, stream_index)];
            let at = base.lines().partition_point(|one| one.line < stream.lines()[line].line);
            let end = uncut_end(base, at, count);
            raw..if end < base.lines().len() { base.raw_start(end) } else { usize::MAX }
        }
        Window::Time { .. } => raw..usize::MAX,
    };
    reach.start.max(raw.saturating_sub(WINDOW_BYTES_MAX))..reach.end.min(raw + WINDOW_BYTES_MAX + 1)
}

/// The lines of the event that line `line` stands in, and of the one below it where that may be its rest.
pub(super) fn event_lines(stream: &Stream, line: usize) -> Range<usize> {
    let index = stream.event_of_line(line);
    let event = &stream.events()[index];
    // A single break cannot be told from a line end: the parts of one line may be two events.
    let below = stream.events().get(index + 1).filter(|below| {
        below.kind == EventKind::Plain && below.link.is_none() && hard_wrap::can_go_on(stream, below.lines.start)
    });
    event.lines.start..below.map_or(event.lines.end, |below| below.lines.end)
}

/// The marks that lie in the window that begins with mark `at`, but for their time.
fn window_range(log: &Log<'_>, window: Window, marks: &Marks<'_>, at: usize) -> Range<usize> {
    let first = &marks.all[at];
    let stream = &log.streams()[first.occurrence.stream];
    let lines = match window {
        Window::Lines { count, across: true } => first.line..first.line + count,
        Window::Lines { count, across: false } => first.line..uncut_end(stream, first.line, count),
        Window::Time { .. } => first.line..usize::MAX,
        Window::Event => event_lines(stream, first.line),
    };
    // Within a lane raw offsets ascend with lines.
    let behind = |mark: &Mark<'_>| {
        (mark.lane, mark.line) < (first.lane, lines.start)
            || (mark.lane == first.lane && mark.raw + WINDOW_BYTES_MAX < first.raw)
    };
    let within = |mark: &Mark<'_>| {
        (mark.lane, mark.line) < (first.lane, lines.end)
            && (mark.lane < first.lane || mark.raw <= first.raw + WINDOW_BYTES_MAX)
    };
    marks.all.partition_point(behind)..marks.all.partition_point(within)
}

/// The line behind `count` lines from `first` on, where lines that a terminal cut are one with their rest.
pub(super) fn uncut_end(stream: &Stream, first: usize, count: usize) -> usize {
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

/// One window.
struct View<'m, 'a> {
    log: &'m Log<'m>,
    signature: &'m Signature,
    marks: &'m Marks<'a>,
    range: Range<usize>,
    first: &'m Mark<'a>,
}

impl<'a> View<'_, 'a> {
    /// The occurrences that satisfy the signature, in order; `None` if it is not satisfied.
    fn satisfied(&self) -> Option<Vec<Mark<'a>>> {
        let members = || self.signature.members.iter().enumerate();
        let required = |role: Role| matches!(role, Role::All | Role::Sequence);
        // Most windows lack a part; that is seen without looking at marks.
        let lacks = |index: usize, count: usize| self.positions(index).len() < count;
        if members().any(|(index, member)| required(member.role) && lacks(index, member.count)) {
            return None;
        }
        if members().any(|(index, member)| {
            member.role == Role::None && (self.may_occur(index) || self.may_occur_otherwise(index))
        }) {
            return None;
        }
        let mut parts: Vec<Mark<'a>> = Vec::new();
        let mut any: Option<Mark<'a>> = None;
        let mut has_any = false;
        let mut behind: Option<(i64, Position)> = None;
        for (index, member) in members() {
            match member.role {
                Role::None | Role::Recovery => {}
                Role::All => parts.extend(self.taken(index, member.count, None)?),
                Role::Any => {
                    has_any = true;
                    any = any.or_else(|| self.taken(index, member.count, None)?.first().copied());
                }
                Role::Sequence => {
                    let marks = self.taken(index, member.count, behind)?;
                    behind = marks.last().map(|mark| self.order(mark));
                    parts.extend(marks);
                }
            }
        }
        if has_any {
            parts.push(any?);
        }
        parts.sort_by_key(|mark| (mark.position(), mark.member));
        Some(parts)
    }

    /// Positions of the marks of a member in the window, but for their time.
    fn positions(&self, member: usize) -> &[usize] {
        let all = &self.marks.by_member[member];
        let from = all.partition_point(|at| *at < self.range.start);
        let to = all.partition_point(|at| *at < self.range.end);
        &all[from..to.max(from)]
    }

    /// True if a mark of a `none` member lies in the window, or too many lie near it to tell.
    fn may_occur(&self, member: usize) -> bool {
        let positions = self.positions(member);
        positions.len() > WINDOW_MARKS_MAX
            || positions.iter().any(|at| self.marks.all[*at].stamp.is_none() || self.is_near(&self.marks.all[*at]))
    }

    /// The same for other readings of the stream.
    fn may_occur_otherwise(&self, member: usize) -> bool {
        let forbidden = &self.marks.forbidden[member];
        if forbidden.is_empty() {
            return false;
        }
        let (window, lane) = (self.signature.window, self.first.lane);
        let stream = &self.log.streams()[lane];
        let line = stream.stream_line_of(self.first.occurrence.span.start);
        let reach = raw_reach(self.log, window, lane, line);
        let family = family(self.log, lane);
        let from = forbidden.partition_point(|(of, raw, _)| (*of, *raw) < (family, reach.start));
        let to = forbidden.partition_point(|(of, raw, _)| (*of, *raw) < (family, reach.end));
        let mut others =
            forbidden[from..to].iter().map(|(_, _, at)| &self.marks.all[*at]).filter(|mark| mark.lane != lane);
        to - from > WINDOW_MARKS_MAX || others.any(|mark| mark.stamp.is_none() || self.is_near(mark))
    }

    /// True if a mark is near the first one in time, where that is asked for.
    fn is_near(&self, mark: &Mark<'_>) -> bool {
        match self.signature.window {
            Window::Time { micros, .. } => self.distance(mark).is_some_and(|distance| distance.abs() <= micros),
            Window::Event | Window::Lines { .. } => true,
        }
    }

    /// Microseconds from the first mark.
    fn distance(&self, mark: &Mark<'_>) -> Option<i64> {
        mark.stamp?.since(self.first.stamp?)
    }

    /// What decides which of two marks comes first: the place, or between streams the time.
    fn order(&self, mark: &Mark<'_>) -> (i64, Position) {
        let by_time = matches!(self.signature.window, Window::Time { across: true, .. });
        (if by_time { self.distance(mark).unwrap_or_default() } else { 0 }, mark.position())
    }

    /// The first `count` marks of a member in the window, of those behind `behind`; `None` if there are not as many.
    fn taken(&self, member: usize, count: usize, behind: Option<(i64, Position)>) -> Option<Vec<Mark<'a>>> {
        let timed = matches!(self.signature.window, Window::Time { .. });
        let looked_at = if timed { WINDOW_MARKS_MAX.max(count) } else { usize::MAX };
        let mut marks = self
            .positions(member)
            .iter()
            .take(looked_at)
            .map(|at| self.marks.all[*at])
            .filter(|mark| self.is_near(mark) && behind.is_none_or(|behind| self.order(mark) > behind));
        let taken: Vec<Mark<'a>> = if matches!(self.signature.window, Window::Time { across: true, .. }) {
            let mut inside: Vec<Mark<'a>> = marks.collect();
            inside.sort_by_key(|mark| self.order(mark));
            inside.truncate(count);
            inside
        } else {
            marks.by_ref().take(count).collect()
        };
        (taken.len() == count).then_some(taken)
    }
}
