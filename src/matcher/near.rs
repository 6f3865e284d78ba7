//! Where the other parts of a combination can stand, once one that has to be there was found.
//!
//! A part far from every place of another one is in no window with it, so nobody has to look for it there. That is a bound,
//! not a decision: what lies in a window, [`combine`] says.

use std::ops::Range;

use super::combine::{self, family, raw_reach};
use super::{Occurrence, Places};
use crate::log::{Log, Stream};
use crate::signature::Window;

/// Lines on both sides of a window that are looked at, too: a match over a line end is looked for from either line, and
/// what an event has decides whether the lines beside it are joined.
const SLACK_LINES: usize = 4;

/// The places of the log that can be in a window with a part that was found.
pub struct Reach {
    /// The raw bytes of lines (half-open) with the [`family`] of their stream, or with `None` where windows hold all
    /// streams. Ascending, without overlaps within a family.
    ranges: Vec<(Option<usize>, Range<usize>)>,
}

impl Reach {
    /// The reach of windows around `found`; `None` where windows are measured in time, which says nothing about lines.
    #[must_use]
    pub fn around(log: &Log<'_>, window: Window, found: &[Occurrence]) -> Option<Reach> {
        let around = |one: &Occurrence| match window {
            Window::Event => Some((Some(family(log, one.stream)), around_event(log, one))),
            Window::Lines { count, across: false } => {
                Some((Some(family(log, one.stream)), around_line(log, window, one, count)))
            }
            Window::Lines { count, across: true } => Some((None, around_input_line(log, one, count))),
            Window::Time { .. } => None,
        };
        let mut ranges: Vec<_> = found.iter().map(around).collect::<Option<_>>()?;
        ranges.sort_unstable_by_key(|(family, range)| (*family, range.start, range.end));
        ranges.dedup_by(|next, last| {
            let is_one = next.0 == last.0 && next.1.start <= last.1.end;
            if is_one {
                last.1.end = last.1.end.max(next.1.end);
            }
            is_one
        });
        Some(Reach { ranges })
    }

    /// Those of `places` that are within reach.
    #[must_use]
    pub fn narrow(&self, log: &Log<'_>, places: &Places) -> Places {
        let streams: Vec<usize> = match places {
            Places::Everywhere => (0..log.streams().len()).collect(),
            Places::Lines(per_stream) => per_stream.iter().map(|(stream, _)| *stream).collect(),
        };
        let near = streams.into_iter().enumerate().filter_map(|(at, index)| {
            let stream = &log.streams()[index];
            if stream.lines().is_empty() {
                return None;
            }
            let reach = self.lines_of(log, index);
            let lines: Vec<usize> = match places {
                Places::Everywhere => reach.into_iter().flatten().collect(),
                Places::Lines(per_stream) => {
                    per_stream[at].1.iter().copied().filter(|line| is_near(stream, *line, &reach)).collect()
                }
            };
            (!lines.is_empty()).then_some((index, lines))
        });
        Places::Lines(near.collect())
    }

    /// The lines of stream `index` that are within reach: ascending, without overlaps.
    fn lines_of(&self, log: &Log<'_>, index: usize) -> Vec<Range<usize>> {
        let stream = &log.streams()[index];
        let across = self.ranges.first().is_some_and(|(family, _)| family.is_none());
        let of = if across { None } else { Some(family(log, index)) };
        let from = self.ranges.partition_point(|(family, _)| *family < of);
        let to = self.ranges.partition_point(|(family, _)| *family <= of);
        let mut lines: Vec<Range<usize>> = Vec::new();
        for (_, raw) in &self.ranges[from..to] {
            let range = lines_within(stream, raw);
            if range.is_empty() {
                continue;
            }
            match lines.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => lines.push(range),
            }
        }
        lines
    }
}

/// The lines of `stream` that begin in `raw`, and a few on both sides.
fn lines_within(stream: &Stream, raw: &Range<usize>) -> Range<usize> {
    let count = stream.lines().len();
    let first = first_line_from(stream, raw.start);
    let end = first_line_from(stream, raw.end);
    first.saturating_sub(SLACK_LINES)..(end + SLACK_LINES).min(count)
}

/// The first line of `stream` whose raw bytes begin at `raw` or behind it.
fn first_line_from(stream: &Stream, raw: usize) -> usize {
    first_where(stream.lines().len(), |line| stream.raw_start(line) >= raw)
}

/// The first of so many lines of which `holds` is true, as it is of all behind it.
fn first_where(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// True if the event of `line` has a line in `reach`: a match that is found by this line may begin there.
fn is_near(stream: &Stream, line: usize, reach: &[Range<usize>]) -> bool {
    let at = reach.partition_point(|range| range.end <= line);
    if reach.get(at).is_some_and(|range| range.start <= line) {
        return true;
    }
    let event = &stream.events()[stream.event_of_line(line)].lines;
    let at = reach.partition_point(|range| range.end <= event.start);
    reach.get(at).is_some_and(|range| range.start < event.end)
}

/// The events beside that of `one`, and itself: a line that may be the rest of the one above is in its window.
fn around_event(log: &Log<'_>, one: &Occurrence) -> Range<usize> {
    let stream = &log.streams()[one.stream];
    let events = stream.events();
    let at = stream.event_of_line(stream.stream_line_of(one.span.start));
    let first = events[at.saturating_sub(1)].lines.start;
    let last = events[(at + 1).min(events.len() - 1)].lines.end - 1;
    stream.raw_start(first)..stream.raw_start(last) + 1
}

/// The lines of windows of `count` lines that hold `one`, in any reading of its stream.
fn around_line(log: &Log<'_>, window: Window, one: &Occurrence, count: usize) -> Range<usize> {
    let stream = &log.streams()[one.stream];
    let line = stream.stream_line_of(one.span.start);
    let mut left = count;
    let mut first = line;
    while first > 0 && left > 0 {
        first -= 1;
        left -= usize::from(!stream.cut_lines()[first]);
    }
    let end = combine::uncut_end(stream, line, count);
    let own_end = if end < stream.lines().len() { stream.raw_start(end) } else { usize::MAX };
    stream.raw_start(first)..own_end.max(raw_reach(log, window, one.stream, line).end)
}

/// The lines of the input in windows of `count` that hold `one`.
fn around_input_line(log: &Log<'_>, one: &Occurrence, count: usize) -> Range<usize> {
    let stream = &log.streams()[one.stream];
    let own = log.count_of(stream.lines()[stream.stream_line_of(one.span.start)].line);
    let lines = log.lines();
    let first = first_where(lines.len(), |line| log.count_of(line) + count > own);
    let end = first_where(lines.len(), |line| log.count_of(line) >= own + count);
    lines[first].raw_start..lines.get(end).map_or(usize::MAX, |line| line.raw_start)
}
