//! A verified match → [`Finding`]: what the user is shown, in terms of the input as given.
//!
//! Findings stand on their own: they hold no reference to the log, so that a long log can be read
//! window by window and its findings summarized.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::toll::{Toll, toll_of};
use super::{Occurrence, SignatureMatch, combine};
use crate::limits::{
    EVENT_BYTES_MAX, QUOTE_BYTES_MAX, SETTLE_BYTES, SHOWN_LINE_BYTES_MAX, SHOWN_LINES_MAX, WINDOW_BYTES_MAX,
};
use crate::log::event::{is_error_head, is_passed_test, is_wrapper_line};
use crate::log::needle::Needle;
use crate::log::reading::content_byte_count;
use crate::log::{EventKind, Log, Place, Stamp, Stream};
use crate::report::{Evidence, ShownLine};
use crate::signature::{Signature, Strength, Window};

/// One match of one signature.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The pieces, in input order; at least one.
    pub evidence: Vec<Evidence>,
    /// What was captured, over all pieces.
    pub captures: BTreeMap<String, String>,
    /// True if a piece stands on a line that says that something went wrong.
    pub on_error_head: bool,
    /// True if the pieces cover at least half of the events they stand in.
    pub covers_half: bool,
    /// The chain of events that the first piece stands in.
    pub chain: Chain,
    /// Raw span of the event that the first piece stands in, and of the one below it if that begins nothing by itself: a
    /// single break cannot be told from a line end.
    pub event: Range<usize>,
    /// True if a piece ends where a terminal cut its line.
    pub ends_broken: bool,
    /// Raw span of what the first piece's line says behind it in a string of errors (`start: connect: refused`): each
    /// wraps what stands behind it.
    pub wraps: Range<usize>,
    /// True if every piece stands on a line that only reports that something failed.
    pub is_wrapper: bool,
    /// How much what matched narrows things down.
    pub strength: Strength,
    /// When the line was written that its first piece stands on, if the log says so.
    pub stamp: Option<Stamp>,
    /// What it did to the process that met it.
    pub toll: Toll,
    /// What a recovery has to agree with to be about this one; `None` for a signature without `resolved_by`.
    pub course: Option<Course>,
    /// Where the log says that it recovered, if that begins at most [`WINDOW_BYTES_MAX`] behind the beginning of this one.
    /// Later recoveries are seen in the summary only, so that no cut of a log changes a finding.
    pub resolved: Option<Evidence>,
}

impl Finding {
    /// Raw offset of its first byte.
    #[must_use]
    pub fn byte_start(&self) -> usize {
        self.evidence.iter().map(|piece| piece.byte_start).min().unwrap_or_default()
    }

    /// Raw offset just behind its last byte.
    #[must_use]
    pub fn byte_end(&self) -> usize {
        self.evidence.iter().map(|piece| piece.byte_end).max().unwrap_or_default()
    }

    /// True if a piece of this one and a piece of `other` overlap.
    #[must_use]
    pub fn overlaps(&self, other: &Finding) -> bool {
        self.evidence.iter().any(|a| {
            other.evidence.iter().any(|b| a.byte_start < b.byte_end && b.byte_start < a.byte_end && a.file == b.file)
        })
    }
}

/// What a failure and its recovery have in common: the stream, and the values of names that both capture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Course {
    /// The stream's name; empty where streams do not matter.
    pub stream: String,
    /// Values, in the order of [`Signature::recovery_names`].
    pub values: Vec<String>,
}

impl Course {
    fn of(signature: &Signature, stream: &str, captures: &BTreeMap<String, String>) -> Self {
        let stream = if signature.window.is_across() { String::new() } else { stream.to_owned() };
        let value = |name: &str| captures.get(name).cloned().unwrap_or_default();
        Course { stream, values: signature.recovery_names().into_iter().map(value).collect() }
    }
}

/// A place where the log says that something recovered.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// What it is about.
    pub course: Course,
    /// The place.
    pub evidence: Evidence,
}

/// Where an event stands in a chain of exceptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Raw offset of the chain's first event: events of one chain of one stream share it.
    pub start: usize,
    /// Smaller is nearer to the root: the exception that the others came from.
    pub depth: isize,
    /// Events in the chain; 1 for an event that is in none.
    pub len: usize,
}

/// The findings of `matches`, in their order. `file` names the input.
#[must_use]
pub fn findings(log: &Log<'_>, signature: &Signature, matches: &[SignatureMatch], file: &str) -> Vec<Finding> {
    let tells = |one: &&SignatureMatch| !all_in_passed_tests(log, one) && !is_copied(log, signature, one);
    let mut blocks: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for one in matches.iter().filter(tells) {
        blocks.entry(block_of(log, one)).or_default().push(finding(log, signature, one, file));
    }
    let mut findings = Vec::new();
    let mut before: Option<(usize, Covered)> = None;
    for (block, found) in blocks {
        let mut found = without_readings(found);
        let covered = Covered::by(&found);
        if let Some((_, before)) = before.filter(|(at, _)| at + 1 == block) {
            found.retain(|one| !before.overlaps(one));
        }
        before = Some((block, covered));
        findings.append(&mut found);
    }
    findings
}

/// The block of [`SETTLE_BYTES`] that a match begins in: [`combine`](super::combine) settles each by itself. Whether a finding stays
/// depends on those of its own block and of the one before, so on nothing far away, however far the parts of findings lie apart.
fn block_of(log: &Log<'_>, one: &SignatureMatch) -> usize {
    let raw = |occurrence: &Occurrence| {
        let stream = &log.streams()[occurrence.stream];
        stream.raw_start(stream.stream_line_of(occurrence.span.start))
    };
    one.parts.iter().map(|(_, occurrence)| raw(occurrence)).min().unwrap_or_default() / SETTLE_BYTES
}

/// The findings in input order. A line that is read in several ways shows one thing several times; the reading that tells most about
/// it stays.
fn without_readings(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_cached_key(|one| (one.byte_start(), standing(one)));
    findings.dedup_by(|later, kept| {
        let is_same = later.overlaps(kept);
        if is_same {
            let gravest = later.toll.max(kept.toll);
            if standing(later) < standing(kept) {
                std::mem::swap(later, kept);
            }
            // Times on every line hide in one reading what another one shows of the end of its process.
            if gravest > Toll::Failed {
                kept.toll = gravest;
            }
        }
        is_same
    });
    findings
}

/// The bytes that pieces of findings stand on.
struct Covered {
    /// Where each piece begins, ascending, and where the last of it and those before it ends.
    pieces: Vec<(usize, usize)>,
}

impl Covered {
    fn by(findings: &[Finding]) -> Self {
        let all = findings.iter().flat_map(|one| &one.evidence);
        let mut pieces: Vec<(usize, usize)> = all.map(|piece| (piece.byte_start, piece.byte_end)).collect();
        pieces.sort_unstable();
        let mut last = 0;
        for (_, end) in &mut pieces {
            last = last.max(*end);
            *end = last;
        }
        Covered { pieces }
    }

    /// True if a piece of the finding overlaps one of them.
    fn overlaps(&self, one: &Finding) -> bool {
        one.evidence.iter().any(|piece| {
            let before = self.pieces.partition_point(|(start, _)| *start < piece.byte_end);
            before > 0 && self.pieces[before - 1].1 > piece.byte_start
        })
    }
}

/// What decides which of several readings of one thing stays: one that was not cut; the one with the longest chain; one that
/// makes up most of its event; the shortest, since what it leaves out is packaging (`{"log":"Backend did not …`); one with a name.
fn standing(one: &Finding) -> (bool, Reverse<usize>, bool, usize, usize, bool) {
    let bytes = one.evidence.iter().map(|piece| piece.byte_end - piece.byte_start).sum();
    let captured = one.captures.values().map(String::len).sum();
    let is_unnamed = one.evidence.iter().all(|piece| piece.stream.is_empty());
    (one.ends_broken, Reverse(one.chain.len), !one.covers_half, bytes, captured, is_unnamed)
}

/// One place where a pattern was verified, as the user sees it. `file` names the input.
#[must_use]
pub fn evidence_of(log: &Log<'_>, signature: &Signature, occurrence: &Occurrence, file: &str) -> Evidence {
    let captures = occurrence.captures.iter().cloned().collect();
    piece(log, &log.streams()[occurrence.stream], &occurrence.span, captures, signature, file)
}

/// The recoveries among `occurrences` of the signature's `resolved_by`, in input order.
#[must_use]
pub fn recoveries(log: &Log<'_>, signature: &Signature, occurrences: &[Occurrence], file: &str) -> Vec<Recovery> {
    let recovery = |one: &Occurrence| {
        let stream = &log.streams()[one.stream];
        let captures: BTreeMap<String, String> = one.captures.iter().cloned().collect();
        let course = Course::of(signature, stream.name().unwrap_or_default(), &captures);
        Recovery { course, evidence: piece(log, stream, &one.span, captures, signature, file) }
    };
    let mut recoveries: Vec<Recovery> = occurrences.iter().map(recovery).collect();
    recoveries.sort_by_key(|one| one.evidence.byte_start);
    recoveries
}

/// Tells each finding of the first recovery behind it, if that is near. `recoveries` are in input order.
pub fn resolve(findings: &mut [Finding], recoveries: &[Recovery]) {
    let mut by_course: BTreeMap<&Course, Vec<&Recovery>> = BTreeMap::new();
    for recovery in recoveries {
        by_course.entry(&recovery.course).or_default().push(recovery);
    }
    for finding in findings {
        let (start, end) = (finding.byte_start(), finding.byte_end());
        let known = finding.course.as_ref().and_then(|course| by_course.get(course));
        finding.resolved = known
            .and_then(|list| list.get(list.partition_point(|one| one.evidence.byte_start < end)))
            .filter(|one| one.evidence.byte_start <= start + WINDOW_BYTES_MAX)
            .map(|one| one.evidence.clone());
    }
}

/// True if the match, in a reading, has nothing to do with a line that was read otherwise: as far as it reaches the lines
/// stand as they are in another stream, and what matches is found there.
fn is_copied(log: &Log<'_>, signature: &Signature, one: &SignatureMatch) -> bool {
    if !signature.is_single() && signature.window != Window::Event {
        return false;
    }
    let (_, first) = &one.parts[0];
    let stream = &log.streams()[first.stream];
    if stream.reading_of().is_none() {
        return false;
    }
    let spans = || one.parts.iter().map(|(_, occurrence)| &occurrence.span);
    let last = spans().map(|span| span.end.saturating_sub(1).max(span.start)).max().unwrap_or_default();
    let window = combine::event_lines(stream, stream.stream_line_of(first.span.start));
    let event = &stream.events()[stream.event_of_line(stream.stream_line_of(last))];
    stream.is_copied(window.start..window.end.max(event.lines.end))
}

/// True if every part stands on a line that reports a passed test: the words are the test's name.
fn all_in_passed_tests(log: &Log<'_>, one: &SignatureMatch) -> bool {
    one.parts.iter().all(|(_, occurrence)| {
        let stream = &log.streams()[occurrence.stream];
        is_passed_test(stream.line_payload(stream.stream_line_of(occurrence.span.start)))
    })
}

fn finding(log: &Log<'_>, signature: &Signature, one: &SignatureMatch, file: &str) -> Finding {
    let mut evidence: Vec<Evidence> = Vec::with_capacity(one.parts.len());
    let mut on_error_head = false;
    for (_, occurrence) in &one.parts {
        let stream = &log.streams()[occurrence.stream];
        let captures = occurrence.captures.iter().cloned().collect();
        on_error_head |= stands_on_error_head(stream, &occurrence.span);
        evidence.push(piece(log, stream, &occurrence.span, captures, signature, file));
    }
    let (_, first) = &one.parts[0];
    let stream = &log.streams()[first.stream];
    let event_index = stream.event_of_line(stream.stream_line_of(first.span.start));
    let event_span = stream.event_span(&stream.events()[event_index]);
    let below = stream.events().get(event_index + 1).filter(|below| below.kind == EventKind::Plain);
    let reach = event_span.start..below.map_or(event_span.end, |below| stream.event_span(below).end);
    let captures = one.captures();
    let course = signature.recovery().map(|_| Course::of(signature, stream.name().unwrap_or_default(), &captures));
    Finding {
        evidence,
        captures,
        course,
        resolved: None,
        on_error_head,
        covers_half: covers_half(log, one),
        chain: chain_of(stream, event_index),
        ends_broken: one.parts.iter().any(|(_, occurrence)| ends_broken(log, occurrence)),
        event: log.locate(stream, reach.start).offset..log.locate_end(stream, reach.end).offset,
        wraps: wrapped_behind(log, stream, &first.span),
        stamp: log.stamp(stream, stream.stream_line_of(first.span.start)),
        toll: toll_of(stream, event_index),
        is_wrapper: one.parts.iter().all(|(_, occurrence)| on_wrapper_line(log, occurrence)),
        strength: strength_of(log, signature, one),
    }
}

/// A signature that is strong whatever matches is taken as it is; of another one the alternatives that matched decide.
fn strength_of(log: &Log<'_>, signature: &Signature, one: &SignatureMatch) -> Strength {
    if signature.strength().is_strong() || !signature.strength_varies() {
        return signature.strength();
    }
    signature.strength_of(one.parts.iter().map(|(member, occurrence)| {
        let stream = &log.streams()[occurrence.stream];
        (*member, &stream.payload()[occurrence.span.clone()])
    }))
}

fn ends_broken(log: &Log<'_>, occurrence: &Occurrence) -> bool {
    let stream = &log.streams()[occurrence.stream];
    let line = stream.stream_line_of(occurrence.span.end.saturating_sub(1));
    let behind = &stream.payload()[occurrence.span.end.min(stream.lines()[line].end)..stream.lines()[line].end];
    // Behind it a box has its border.
    stream.is_broken(line) && !behind.iter().any(u8::is_ascii_alphanumeric)
}

fn on_wrapper_line(log: &Log<'_>, occurrence: &super::Occurrence) -> bool {
    let stream = &log.streams()[occurrence.stream];
    is_wrapper_line(stream.line_payload(stream.stream_line_of(occurrence.span.start)))
}

/// The raw span behind `span` that the same line goes on with as a string of errors, each wrapping the next: joined by
/// `: ` as Go, Rust and C do it, or by ` ---> ` as .NET does. Empty if the line says something else there.
fn wrapped_behind(log: &Log<'_>, stream: &Stream, span: &Range<usize>) -> Range<usize> {
    static INNER: Needle = Needle::new(" ---> ");
    let line = stream.lines()[stream.stream_line_of(span.end.saturating_sub(1).max(span.start))];
    let behind = &stream.payload()[span.end.min(line.end)..line.end];
    let tail = if INNER.is_in(behind) {
        behind.len()
    } else if behind.starts_with(b": ") {
        // A list, a sentence or a record goes on with something else.
        let end =
            behind.iter().position(|byte| matches!(byte, b',' | b';' | b'{' | b'}' | b'|')).unwrap_or(behind.len());
        memchr::memmem::find(&behind[..end], b". ").unwrap_or(end)
    } else {
        0
    };
    let start = log.locate_end(stream, span.end).offset;
    let end = if tail == 0 { start } else { log.locate_end(stream, span.end + tail).offset };
    start..end.max(start)
}

fn piece(
    log: &Log<'_>,
    stream: &Stream,
    span: &Range<usize>,
    captures: BTreeMap<String, String>,
    signature: &Signature,
    file: &str,
) -> Evidence {
    let start: Place = log.locate(stream, span.start);
    // A pattern that matches nothing at all ends where it begins, not behind the byte before.
    let end: Place = if span.is_empty() { start } else { log.locate_end(stream, span.end) };
    Evidence {
        signature: signature.key.0.clone(),
        file: file.to_owned(),
        line: start.line,
        column: start.column,
        char_column: start.char_column,
        end_line: end.line,
        end_column: end.column,
        byte_start: start.offset,
        byte_end: end.offset,
        text: quote(&stream.payload()[span.clone()]),
        stream: stream.name().unwrap_or_default().to_owned(),
        captures,
        shown: shown_lines(log, stream, span),
    }
}

/// The text of `bytes`, cut on a character boundary; broken bytes are replaced.
fn quote(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(&bytes[..bytes.len().min(QUOTE_BYTES_MAX + 4)]).into_owned();
    if text.len() > QUOTE_BYTES_MAX {
        text.truncate(text.floor_char_boundary(QUOTE_BYTES_MAX));
    }
    text
}

/// The first lines that `span` stands on, with the match marked.
fn shown_lines(log: &Log<'_>, stream: &Stream, span: &Range<usize>) -> Vec<ShownLine> {
    let first = stream.stream_line_of(span.start);
    let mut shown = Vec::new();
    for (index, line) in stream.lines().iter().enumerate().skip(first).take(SHOWN_LINES_MAX) {
        if line.start >= span.end {
            break;
        }
        let mark = span.start.clamp(line.start, line.end)..span.end.clamp(line.start, line.end);
        if mark.is_empty() && index > first {
            continue;
        }
        let number = log.lines()[line.line].number;
        shown.push(shown_line(
            number,
            &stream.payload()[line.start..line.end],
            mark.start - line.start..mark.end - line.start,
        ));
    }
    // Mostly one line, and what is kept of a long log is kept to its end.
    shown.shrink_to_fit();
    shown
}

/// One line, cut around its mark, as text.
fn shown_line(number: usize, payload: &[u8], mark: Range<usize>) -> ShownLine {
    let from =
        if payload.len() <= SHOWN_LINE_BYTES_MAX { 0 } else { mark.start.saturating_sub(SHOWN_LINE_BYTES_MAX / 4) };
    let to = payload.len().min(from + SHOWN_LINE_BYTES_MAX);
    let lossy = |range: Range<usize>| String::from_utf8_lossy(&payload[range]).into_owned();
    let before = lossy(from..mark.start.clamp(from, to));
    let marked = lossy(mark.start.clamp(from, to)..mark.end.clamp(from, to));
    let behind = lossy(mark.end.clamp(from, to)..to);
    let lead = if from > 0 { "… " } else { "" };
    let tail = if to < payload.len() { " …" } else { "" };
    let start = lead.len() + before.len();
    let end = start + marked.len();
    ShownLine {
        line: number,
        text: format!("{lead}{before}{marked}{behind}{tail}"),
        marks: std::iter::once(start..end).collect(),
    }
}

/// True if a line of the span says that something went wrong; lines that were cut are read with their rest.
fn stands_on_error_head(stream: &Stream, span: &Range<usize>) -> bool {
    let mut first = stream.stream_line_of(span.start);
    let last = stream.stream_line_of(span.end.saturating_sub(1).max(span.start));
    if (first..=last).any(|line| is_error_head(stream.line_payload(line))) {
        return true;
    }
    while first > 0 && stream.cut_lines()[first - 1] {
        first -= 1;
    }
    let joined: Vec<u8> = (first..=last).flat_map(|line| stream.line_payload(line)).copied().collect();
    first < last && is_error_head(&joined)
}

/// True if the parts of the match make up at least half of what is neither blank nor a prefix in their events.
fn covers_half(log: &Log<'_>, one: &SignatureMatch) -> bool {
    let mut covered = 0;
    let mut events: Vec<(usize, usize)> = Vec::new();
    for (_, occurrence) in &one.parts {
        let stream = &log.streams()[occurrence.stream];
        covered += ink(&stream.payload()[occurrence.span.clone()]);
        let first = stream.event_of_line(stream.stream_line_of(occurrence.span.start));
        let last = stream.event_of_line(stream.stream_line_of(occurrence.span.end.saturating_sub(1)));
        events.extend((first..=last).map(|event| (occurrence.stream, event)));
    }
    events.sort_unstable();
    events.dedup();
    let whole: usize = events
        .iter()
        .map(|(stream, event)| {
            let stream = &log.streams()[*stream];
            let lines = stream.events()[*event].lines.clone();
            lines.map(|line| content_byte_count(stream.line_payload(line))).sum::<usize>()
        })
        .sum();
    covered * 2 >= whole
}

/// Bytes that are not white space.
fn ink(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count()
}

/// Raw bytes that a chain is followed in each direction. A longer one is read in pieces, the same ones wherever the log
/// is cut.
const CHAIN_BYTES_MAX: usize = 4 * EVENT_BYTES_MAX;

/// The chain that event `index` is part of.
fn chain_of(stream: &Stream, index: usize) -> Chain {
    let events = stream.events();
    let at = |event: usize| stream.raw_start(events[event].lines.start);
    let is_near = |event: usize| at(index).abs_diff(at(event)) <= CHAIN_BYTES_MAX;
    let mut first = index;
    while first > 0 && events[first].link.is_some() && is_near(first - 1) {
        first -= 1;
    }
    let further =
        (index + 1..events.len()).take_while(|event| events[*event].link.is_some() && is_near(*event)).count();
    let depth = events[first + 1..=index].iter().filter_map(|event| event.link).map(|link| link.rise() as isize).sum();
    Chain { start: at(first), depth, len: index - first + 1 + further }
}
