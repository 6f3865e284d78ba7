//! Errors that no entry explains, alike ones counted as one: what is worth an entry next.
//!
//! The events of a log are gone through window by window. An event that [reports an error](error_line) and that no strong
//! signature touches, nor another link of its chain, is counted under its [shape](mask): its message with what varies
//! taken out. Frames of a traceback belong to their event. Bounded: [`SHAPES_MAX`] shapes; events of further
//! ones are counted, not kept.

pub mod error_line;
pub mod mask;

use std::collections::HashMap;
use std::ops::Range;

use crate::limits::QUOTE_BYTES_MAX;
use crate::log::{Event, EventKind, Link, Log, Stream};
use crate::report::{Unexplained, UnexplainedShape};
use error_line::ErrorLine;

/// Shapes that are kept: more than anybody reads, and a megabyte at most.
pub const SHAPES_MAX: usize = 500;

/// Lines of an example.
const EXAMPLE_LINES_MAX: usize = 12;

/// Words of a line that says what went wrong.
const WORDS_MIN: usize = 4;

/// Streams named per shape.
const STREAMS_MAX: usize = 8;

/// A piece of evidence of a strong match: what is explained.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The stream; empty for the unnamed one.
    pub stream: String,
    /// Raw bytes.
    pub span: Range<usize>,
}

/// The errors of the logs read so far that no entry explains.
#[derive(Debug, Default)]
pub struct Collector {
    shapes: HashMap<String, UnexplainedShape>,
    /// The order in which shapes were first seen.
    order: Vec<String>,
    event_count: usize,
    dropped_count: usize,
}

/// An event that reports an error.
struct ErrorEvent {
    raw_start: usize,
    /// Raw offset just behind it.
    raw_end: usize,
    stream: usize,
    event: usize,
    /// The line that says it, of the stream.
    head: usize,
    line: ErrorLine,
}

impl Collector {
    /// Goes through the events that begin in `own`. `explained` holds what the strong matches of the whole window touch.
    pub fn window(&mut self, log: &Log<'_>, own: &Range<usize>, explained: &[Explained], file: &str) {
        let mut events: Vec<ErrorEvent> = Vec::new();
        for (index, stream) in log.streams().iter().enumerate() {
            let spans: Vec<&Explained> =
                explained.iter().filter(|one| one.stream == stream.name().unwrap_or_default()).collect();
            events.extend(error_events(log, index, stream, own, &spans));
        }
        // Of two readings that begin alike the later stream says it plainer.
        events.sort_by(|a, b| a.raw_start.cmp(&b.raw_start).then(b.stream.cmp(&a.stream)).then(a.event.cmp(&b.event)));
        count_once(log, &mut events);
        for one in &events {
            self.add(log, one, file);
        }
    }

    fn add(&mut self, log: &Log<'_>, one: &ErrorEvent, file: &str) {
        let stream = &log.streams()[one.stream];
        let text = String::from_utf8_lossy(stream.line_payload(one.head)).into_owned();
        let shape = mask::shape(text.get(one.line.message..).unwrap_or(&text));
        let line = log.lines()[stream.lines()[one.head].line].number;
        self.event_count += 1;
        if !self.shapes.contains_key(&shape) {
            if self.shapes.len() >= SHAPES_MAX {
                self.dropped_count += 1;
                return;
            }
            self.order.push(shape.clone());
            let kept = UnexplainedShape {
                shape: shape.clone(),
                count: 0,
                is_consequence: one.line.is_consequence,
                file: file.to_owned(),
                first_line: line,
                last_line: line,
                streams: Vec::new(),
                example: example(stream, &stream.events()[one.event]),
            };
            self.shapes.insert(shape.clone(), kept);
        }
        let Some(kept) = self.shapes.get_mut(&shape) else { return };
        kept.count += 1;
        kept.last_line = line;
        if let Some(name) = stream.name()
            && kept.streams.len() < STREAMS_MAX
            && !kept.streams.iter().any(|known| known == name)
        {
            kept.streams.push(name.to_owned());
        }
    }

    /// What was collected: the most frequent first, consequences last.
    #[must_use]
    pub fn finish(mut self) -> Unexplained {
        let mut shapes: Vec<UnexplainedShape> =
            self.order.iter().filter_map(|shape| self.shapes.remove(shape)).collect();
        // The sort is stable: ties stay in the order they were seen in.
        shapes.sort_by_key(|one| (one.is_consequence, std::cmp::Reverse(one.count)));
        Unexplained {
            event_count: self.event_count,
            shapes,
            shapes_max: SHAPES_MAX,
            ungrouped_count: self.dropped_count,
        }
    }
}

/// Takes out the events that are another reading of what stands before them: a line that is read in several ways counts
/// once. Readings with different names are of different lines.
fn count_once(log: &Log<'_>, events: &mut Vec<ErrorEvent>) {
    /// The stream that events are readings of, and whether they are; the name of a reading.
    type Key<'a> = (usize, Option<Option<&'a str>>);
    let mut ends: HashMap<Key<'_>, (usize, usize)> = HashMap::new();
    let mut any_ends: HashMap<usize, usize> = HashMap::new();
    events.retain(|one| {
        let stream = &log.streams()[one.stream];
        let root = stream.reading_of().unwrap_or(one.stream);
        let name = stream.reading_of().map(|_| stream.name());
        let lies_in =
            |key: Key<'_>| ends.get(&key).is_some_and(|(end, stream)| one.raw_start < *end && *stream != one.stream);
        let is_told = match name {
            Some(_) => lies_in((root, None)) || lies_in((root, name)),
            None => any_ends.get(&root).is_some_and(|end| one.raw_start < *end),
        };
        if is_told {
            return false;
        }
        ends.insert((root, name), (one.raw_end, one.stream));
        if name.is_some() {
            let end = any_ends.entry(root).or_default();
            *end = one.raw_end.max(*end);
        }
        true
    });
}

/// The events of a stream that report errors and that nothing explains; of a chain the innermost.
fn error_events(
    log: &Log<'_>,
    index: usize,
    stream: &Stream,
    own: &Range<usize>,
    explained: &[&Explained],
) -> Vec<ErrorEvent> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < stream.events().len() {
        let chain = first..chain_end(stream.events(), first);
        first = chain.end;
        let raw_start = stream.raw_start(stream.events()[chain.start].lines.start);
        if !own.contains(&raw_start) {
            continue;
        }
        let errors: Vec<(usize, usize, ErrorLine)> =
            chain.clone().filter_map(|at| report_of(stream, at).map(|(head, line)| (at, head, line))).collect();
        // The innermost says what went wrong first, unless it says next to nothing (`KeyError: 'x'`).
        let says_little = |head: usize| {
            stream.line_payload(head).split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count() < WORDS_MIN
        };
        let order =
            |(at, head, _): &&(usize, usize, ErrorLine)| (says_little(*head), depth(stream.events(), chain.start, *at));
        let Some(innermost) = errors.iter().min_by_key(order) else { continue };
        if !is_explained(log, stream, &chain, explained) {
            let (event, head, line) = *innermost;
            let end = stream.event_span(&stream.events()[chain.end - 1]).end;
            let raw_end = log.locate_end(stream, end).offset;
            found.push(ErrorEvent { raw_start, raw_end, stream: index, event, head, line });
        }
    }
    found
}

/// The event behind the last of the chain that begins with event `first`.
fn chain_end(events: &[Event], first: usize) -> usize {
    first + 1 + events[first + 1..].iter().take_while(|event| event.link.is_some()).count()
}

/// How far event `at` is from the root of its chain; smaller is nearer.
fn depth(events: &[Event], first: usize, at: usize) -> isize {
    let step = |event: &Event| if event.link == Some(Link::Explains) { -1 } else { 1 };
    events[first + 1..=at].iter().map(step).sum()
}

/// What an event reports, and on which line.
fn report_of(stream: &Stream, at: usize) -> Option<(usize, ErrorLine)> {
    let event = &stream.events()[at];
    let line_of = |line: usize| error_line::error_line(&String::from_utf8_lossy(stream.line_payload(line)));
    if event.kind == EventKind::Traceback {
        let plain = ErrorLine { message: 0, is_consequence: false };
        return Some((event.head, line_of(event.head).unwrap_or(plain)));
    }
    let head = line_of(event.head).map(|line| (event.head, line));
    head.or_else(|| line_of(event.lines.start).map(|line| (event.lines.start, line)))
}

/// True if a strong match touches one of these events.
fn is_explained(log: &Log<'_>, stream: &Stream, events: &Range<usize>, explained: &[&Explained]) -> bool {
    let span = stream.event_span(&stream.events()[events.start]).start
        ..stream.event_span(&stream.events()[events.end - 1]).end;
    let raw = log.locate(stream, span.start).offset..log.locate_end(stream, span.end).offset.max(1);
    explained.iter().any(|one| one.span.start < raw.end && raw.start < one.span.end.max(one.span.start + 1))
}

/// The first lines of an event as they stand, wrappers taken off.
fn example(stream: &Stream, event: &Event) -> String {
    let lines = event.lines.clone().take(EXAMPLE_LINES_MAX);
    let mut text = String::new();
    for line in lines {
        text.push_str(&String::from_utf8_lossy(stream.line_payload(line)));
        text.push('\n');
        if text.len() > QUOTE_BYTES_MAX {
            break;
        }
    }
    text.truncate(text.floor_char_boundary(QUOTE_BYTES_MAX));
    text.trim_end().to_owned()
}
