//! Where one pattern really occurs: `text` in its stream, `regex` in each event.

use std::ops::Range;

use regex::bytes::Captures;

use super::{Occurrence, Places, wraps};
use crate::limits::{CAPTURE_BYTES_MAX, TEXT_SPAN_BYTES_MAX, TEXT_SPAN_LINES_MAX};
use crate::log::{Log, Stream};
use crate::signature::Pattern;
use crate::signature::needles::Haystack;
use crate::signature::regex::RegexPattern;
use crate::signature::text::{TextMatch, TextPattern, value_of};

/// The occurrences of `pattern` that have something to do with `places`, in order of stream and
/// position, without overlaps.
#[must_use]
pub fn occurrences(log: &Log<'_>, pattern: &Pattern, places: &Places) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (index, stream) in log.streams().iter().enumerate() {
        if stream.lines().is_empty() {
            continue;
        }
        let lines = match places {
            Places::Everywhere => None,
            Places::Lines(per_stream) => match per_stream.binary_search_by_key(&index, |(stream, _)| *stream) {
                Ok(at) => Some(per_stream[at].1.as_slice()),
                Err(_) => continue,
            },
        };
        match pattern {
            Pattern::Text(text) => texts(text, index, stream, lines, &mut found),
            Pattern::Regex(regex) => regexes(regex, index, stream, lines, &mut found),
        }
    }
    found
}

/// The occurrences of a text: leftmost first, the next one behind the end of the last.
fn texts(text: &TextPattern, index: usize, stream: &Stream, lines: Option<&[usize]>, found: &mut Vec<Occurrence>) {
    let regions = match lines {
        None => std::iter::once(0..stream.payload().len()).collect(),
        Some(lines) => regions_around(stream, lines),
    };
    let mut limit = SpanLimit::new(stream);
    let is_cut = |line_end: usize| stream.cut_lines()[stream.stream_line_of(line_end)];
    let mut next = 0;
    for region in regions {
        let mut at = region.start.max(next);
        while let Some(start) = text.next_start(stream.payload(), at, region.end) {
            let one = text.match_at(stream.payload(), start, limit.end_for(start), &is_cut);
            match one.map(|one| occurrence(text, index, stream, &one)).filter(is_instance) {
                Some(one) => {
                    next = one.span.end.max(start + 1);
                    found.push(one);
                    at = next;
                }
                None => at = start + 1,
            }
        }
    }
}

fn occurrence(text: &TextPattern, stream_index: usize, stream: &Stream, one: &TextMatch) -> Occurrence {
    let value = |span: &Range<usize>| cut(value_of(stream.payload(), span.clone()));
    let captures =
        text.capture_names().iter().zip(&one.captures).map(|(name, span)| (name.clone(), value(span))).collect();
    Occurrence { stream: stream_index, span: one.span.clone(), captures }
}

/// False for a message that still has a printf conversion where its value belongs: the text of a program, not
/// something that happened.
fn is_instance(one: &Occurrence) -> bool {
    one.captures.iter().all(|(_, value)| !is_conversion(value))
}

/// True for `%s`, `%d`, `%-5.2f`, `%lu`, `%1$s`, `%q`.
fn is_conversion(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('%') else { return false };
    let flags = |c: char| c.is_ascii_digit() || "-+ #.*$'".contains(c);
    let mut chars = rest.trim_start_matches(flags).trim_start_matches(['h', 'l', 'z', 'j', 't']).chars();
    matches!((chars.next(), chars.next()), (Some(conversion), None) if "sdiufeEgGxXocpvqr@".contains(conversion))
}

/// The payload ranges in which a match that touches one of `lines` can begin, merged and ascending.
fn regions_around(stream: &Stream, lines: &[usize]) -> Vec<Range<usize>> {
    let mut regions: Vec<Range<usize>> = Vec::new();
    for line in lines {
        let line = stream.lines()[*line];
        let start = line.start.saturating_sub(TEXT_SPAN_BYTES_MAX);
        match regions.last_mut() {
            Some(last) if last.end >= start => last.end = last.end.max(line.end),
            _ => regions.push(start..line.end),
        }
    }
    regions
}

/// How far a text that begins at a place may reach: 4 KiB, 64 lines, not over the head of another
/// record. Remembers the answer for the line it was last asked about.
struct SpanLimit<'a> {
    stream: &'a Stream,
    line: usize,
    line_end: usize,
    end: usize,
}

impl<'a> SpanLimit<'a> {
    fn new(stream: &'a Stream) -> Self {
        SpanLimit { stream, line: 0, line_end: 0, end: 0 }
    }

    fn end_for(&mut self, start: usize) -> usize {
        let known = self.line_end > 0 && start >= self.stream.lines()[self.line].start && start <= self.line_end;
        if !known {
            self.line = self.stream.stream_line_of(start);
            self.line_end = self.stream.lines()[self.line].end;
            self.end = self.block_end();
        }
        self.end.min(start + TEXT_SPAN_BYTES_MAX)
    }

    fn block_end(&self) -> usize {
        let lines = self.stream.lines();
        let last = (self.line + TEXT_SPAN_LINES_MAX).min(lines.len());
        let mut end = self.line_end;
        for (index, line) in (self.line + 1..last).zip(&lines[self.line + 1..last]) {
            if self.stream.is_boundary(index) || end - self.line_end > TEXT_SPAN_BYTES_MAX {
                break;
            }
            end = line.end;
        }
        end
    }
}

/// The occurrences of a regex: at most one in each event, and where that has none, over the end of a line
/// that may have been cut there.
fn regexes(
    pattern: &RegexPattern,
    index: usize,
    stream: &Stream,
    lines: Option<&[usize]>,
    found: &mut Vec<Occurrence>,
) {
    let all: Vec<usize>;
    let lines = match lines {
        Some(lines) => lines,
        None => {
            all = (0..stream.lines().len()).collect();
            &all
        }
    };
    let may_match = |lines: Range<usize>| pattern.may_stand_in(&Haystack::new(stream.key_form().of_range(lines)));
    let mut here: Vec<Occurrence> = Vec::new();
    let mut events: Vec<usize> = lines.iter().map(|line| stream.event_of_line(*line)).collect();
    events.dedup();
    // Ascending.
    let mut matched: Vec<usize> = Vec::new();
    for event in events {
        let found = Some(event).filter(|event| may_match(stream.events()[*event].lines.clone()));
        if let Some(one) = found.and_then(|event| regex_in_event(pattern, index, stream, event)) {
            here.push(one);
            matched.push(event);
        }
    }
    // An event that is not among the places cannot match.
    let is_open = |line: usize| matched.binary_search(&stream.event_of_line(line)).is_err();
    let is_wanted = |pair: Range<usize>| is_open(pair.start) && is_open(pair.end - 1) && may_match(pair);
    for line in lines {
        for pair in wraps::pairs(stream, *line, is_wanted) {
            let cut = match_over_cut(pattern, &pair);
            here.extend(
                cut.map(|captures| regex_occurrence(pattern, &captures, index, |range| pair.payload_span(range))),
            );
        }
    }
    here.retain(is_instance);
    here.sort_by_key(|one| (one.span.start, one.span.end));
    let mut end = 0;
    here.retain(|one| {
        let keep = one.span.start >= end;
        if keep {
            end = one.span.end;
        }
        keep
    });
    found.append(&mut here);
}

/// The first match in a pair of lines that goes over the end of the first: what lies in one of them was not cut.
fn match_over_cut<'a>(pattern: &RegexPattern, pair: &'a wraps::Joined) -> Option<Captures<'a>> {
    /// Each try may read the whole pair, so their number is bounded, whatever the lines hold.
    const TRIES_MAX: usize = 8;
    let mut at = 0;
    for _ in 0..TRIES_MAX {
        let captures = pattern.captures_at(&pair.bytes, at)?;
        let found = whole(&captures);
        if pair.crosses_line_end(&found) {
            return Some(captures);
        }
        at = found.end.max(found.start + 1);
        if at > pair.bytes.len() {
            break;
        }
    }
    None
}

/// The regex in one event: as it stands, and with hard wraps undone where that has no match, or one of which a value ends
/// where its line was cut.
fn regex_in_event(pattern: &RegexPattern, index: usize, stream: &Stream, event: usize) -> Option<Occurrence> {
    let event = &stream.events()[event];
    let span = stream.event_span(event);
    let standing = pattern.captures_at(&stream.payload()[span.clone()], 0).map(|captures| {
        let place = |range: Range<usize>| span.start + range.start..span.start + range.end;
        let ends = pattern.capture_names().iter().filter_map(|name| captures.name(name)).map(|group| group.end());
        let is_cut = ends.into_iter().any(|end| ends_in_cut(stream, span.start + end));
        (regex_occurrence(pattern, &captures, index, place), is_cut)
    });
    if let Some((standing, false)) = standing {
        return Some(standing);
    }
    let joined = wraps::event_joined(stream, &event.lines).and_then(|joined| {
        let captures = pattern.captures_at(&joined.bytes, 0)?;
        Some(regex_occurrence(pattern, &captures, index, |range| joined.payload_span(range)))
    });
    match (standing, joined) {
        (Some((standing, _)), Some(joined)) if joined.span.start == standing.span.start => Some(joined),
        (Some((standing, _)), _) => Some(standing),
        (None, joined) => joined,
    }
}

/// True if payload byte `end` is the end of a line that was cut there.
fn ends_in_cut(stream: &Stream, end: usize) -> bool {
    let line = stream.stream_line_of(end);
    stream.lines()[line].end == end && stream.cut_lines()[line]
}

fn regex_occurrence(
    pattern: &RegexPattern,
    captures: &Captures<'_>,
    stream: usize,
    place: impl Fn(Range<usize>) -> Range<usize>,
) -> Occurrence {
    let values = pattern.capture_names().iter().filter_map(|name| {
        let group = captures.name(name)?;
        Some((name.clone(), cut(value_of(group.as_bytes(), 0..group.len()))))
    });
    Occurrence { stream, span: place(whole(captures)), captures: values.collect() }
}

fn whole(captures: &Captures<'_>) -> Range<usize> {
    captures.get(0).expect("invariant: group 0 always takes part").range()
}

/// A value of bounded length, cut on a character boundary.
fn cut(mut value: String) -> String {
    if value.len() > CAPTURE_BYTES_MAX {
        value.truncate(value.floor_char_boundary(CAPTURE_BYTES_MAX));
    }
    value
}
