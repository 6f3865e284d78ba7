//! Demultiplexing: the payload of each stream in one buffer, with the map back to the text.
//!
//! `docker compose logs` and its like interleave the lines of several programs. Everything that spans
//! lines is looked for within one stream. A stream's payload is its lines' payloads joined by `\n`;
//! the map back is a list of [runs](Stream::text_offset), one per unbroken piece.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::escapes::{self, Piece};
use super::event::{self, Event};
use super::key_form::KeyForm;
use super::{Base, Line, hard_wrap, wrapper};
use crate::limits::STREAM_COUNT_MAX;

/// One line of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamLine {
    /// First payload byte.
    pub start: usize,
    /// Just behind the last one; the `\n` that follows is not part of it.
    pub end: usize,
    /// Index into [`super::Log::lines`].
    pub line: usize,
}

/// An unbroken piece of text that is payload.
#[derive(Clone, Copy, Debug)]
struct Run {
    payload: usize,
    text: usize,
}

/// The lines of one program.
#[derive(Debug)]
pub struct Stream {
    name: Option<String>,
    payload: Vec<u8>,
    lines: Vec<StreamLine>,
    /// Raw offset of each line, for distances in raw bytes.
    raw_starts: Vec<usize>,
    runs: Vec<Run>,
    begins_log: bool,
    key: OnceCell<KeyForm>,
    cut: OnceCell<Vec<bool>>,
    events: OnceCell<Vec<Event>>,
}

impl Stream {
    fn new(name: Option<String>, begins_log: bool) -> Self {
        Stream {
            name,
            payload: Vec::new(),
            lines: Vec::new(),
            raw_starts: Vec::new(),
            runs: Vec::new(),
            begins_log,
            key: OnceCell::new(),
            cut: OnceCell::new(),
            events: OnceCell::new(),
        }
    }

    /// The name that a wrapper gave; `None` for lines without one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The payload: lines joined by `\n`, one at the end of each.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The lines, in input order.
    #[must_use]
    pub fn lines(&self) -> &[StreamLine] {
        &self.lines
    }

    /// The payload of line `index` of this stream.
    #[must_use]
    pub fn line_payload(&self, index: usize) -> &[u8] {
        let line = self.lines[index];
        &self.payload[line.start..line.end]
    }

    /// The key form of the payload, made when first asked for.
    #[must_use]
    pub fn key_form(&self) -> &KeyForm {
        self.key.get_or_init(|| KeyForm::of(&self.payload))
    }

    /// Per line, true if it was cut by a hard wrap and goes on in the next; made when first asked for.
    #[must_use]
    pub fn cut_lines(&self) -> &[bool] {
        self.cut.get_or_init(|| hard_wrap::cut_lines(self))
    }

    /// The events, in order and without gaps, made when first asked for.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.events.get_or_init(|| event::segment(self))
    }

    /// Index (into [`Stream::events`]) of the event that line `index` of this stream belongs to.
    #[must_use]
    pub fn event_of_line(&self, index: usize) -> usize {
        self.events().partition_point(|event| event.lines.end <= index)
    }

    /// The payload bytes of `event` (half-open), without a last line end.
    #[must_use]
    pub fn event_span(&self, event: &Event) -> Range<usize> {
        self.lines[event.lines.start].start..self.lines[event.lines.end - 1].end
    }

    /// Index into [`Stream::lines`] of the line that payload byte `at` stands on; a line end belongs
    /// to the line before it.
    #[must_use]
    pub fn stream_line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// Index into [`super::Log::lines`] of the line that payload byte `at` stands on.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.lines.get(self.stream_line_of(at)).map_or(0, |line| line.line)
    }

    /// Raw offset of the first byte of line `index` of this stream.
    #[must_use]
    pub fn raw_start(&self, index: usize) -> usize {
        self.raw_starts[index]
    }

    /// True if the stream's first line is the log's first, not only the window's.
    #[must_use]
    pub fn begins_log(&self) -> bool {
        self.begins_log
    }

    /// The offset in the window's text that payload byte `at` came from.
    #[must_use]
    pub fn text_offset(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.payload <= at);
        self.runs.get(index.wrapping_sub(1)).map_or(0, |run| run.text + (at - run.payload))
    }

    fn push_run(&mut self, text_start: usize, bytes: &[u8]) {
        let payload = self.payload.len();
        let continues = self.runs.last().is_some_and(|run| run.text + (payload - run.payload) == text_start);
        if !continues {
            self.runs.push(Run { payload, text: text_start });
        }
        self.payload.extend_from_slice(bytes);
    }

    fn push_line(&mut self, text: &[u8], line: &Line, index: usize, keep: &[Range<usize>]) {
        let start = self.payload.len();
        for range in keep {
            self.push_run(range.start, &text[range.clone()]);
        }
        self.end_line(start, line.end, line, index);
    }
}

impl Stream {
    /// Adds a line with its escapes undone; each line end in it begins a line of its own.
    fn push_unescaped(&mut self, text: &[u8], line: &Line, index: usize, keep: &[Range<usize>]) {
        let mut start = self.payload.len();
        for range in keep {
            for piece in escapes::pieces(&text[range.clone()]) {
                match piece {
                    Piece::Plain(at, bytes) => self.push_run(range.start + at, bytes),
                    Piece::Unescaped(at, byte) => self.push_run(range.start + at, &[byte]),
                    Piece::LineEnd(at) => {
                        self.end_line(start, range.start + at, line, index);
                        start = self.payload.len();
                    }
                }
            }
        }
        self.end_line(start, line.end, line, index);
    }

    fn end_line(&mut self, start: usize, text_end: usize, line: &Line, index: usize) {
        let end = self.payload.len();
        self.push_run(text_end, b"\n");
        self.lines.push(StreamLine { start, end, line: index });
        self.raw_starts.push(line.raw_start);
    }
}

/// The streams of a window. The first one is unnamed and holds the lines that no wrapper named. Lines that hold escaped text
/// are there a second time, escapes undone, in a stream of the same name.
#[must_use]
pub fn demultiplex(text: &[u8], lines: &[Line], base: Base) -> Vec<Stream> {
    let begins_log = base.begins;
    let mut streams = vec![Stream::new(None, begins_log)];
    streams[0].payload.reserve(text.len() + 1);
    let mut index_of: HashMap<Vec<u8>, usize> = HashMap::new();
    // Lines with escapes undone are streams beside those they came from.
    let mut twins: HashMap<usize, usize> = HashMap::new();
    let mut last = 0;
    let mut keep = Vec::new();
    let mut clean = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let name = payload_ranges(text, line, &mut keep, &mut clean);
        let stream = match name {
            None => 0,
            Some(name) if streams[last].name.as_deref().map(str::as_bytes) == Some(name) => last,
            Some(name) => match index_of.get(name) {
                Some(known) => *known,
                None if index_of.len() >= STREAM_COUNT_MAX => 0,
                None => {
                    streams.push(Stream::new(Some(String::from_utf8_lossy(name).into_owned()), begins_log));
                    index_of.insert(name.to_vec(), streams.len() - 1);
                    streams.len() - 1
                }
            },
        };
        last = stream;
        streams[stream].push_line(text, line, index, &keep);
        if keep.iter().any(|range| escapes::has_escapes(&text[range.clone()])) {
            let twin = *twins.entry(stream).or_insert_with(|| {
                streams.push(Stream::new(streams[stream].name.clone(), begins_log));
                streams.len() - 1
            });
            streams[twin].push_unescaped(text, line, index, &keep);
        }
    }
    streams
}

/// Fills `keep` with the ranges of `text` that are the payload of `line`; returns its stream's name.
/// `clean` is scratch space.
fn payload_ranges<'a>(
    text: &'a [u8],
    line: &Line,
    keep: &mut Vec<Range<usize>>,
    clean: &'a mut Vec<u8>,
) -> Option<&'a [u8]> {
    let bytes = &text[line.start..line.end];
    keep.clear();
    if memchr::memchr2(0x1b, 0, bytes).is_none() {
        let stripped = wrapper::strip(bytes);
        keep.push(line.start + stripped.len..line.end);
        return stripped.stream.map(|range| &bytes[range]);
    }
    clean.clear();
    let mut at = 0;
    for noise in wrapper::noise(bytes) {
        push_kept(keep, clean, line.start, bytes, at..noise.start);
        at = noise.end;
    }
    push_kept(keep, clean, line.start, bytes, at..bytes.len());
    let stripped = wrapper::strip(clean);
    drop_front(keep, stripped.len);
    stripped.stream.map(|range| &clean[range])
}

fn push_kept(keep: &mut Vec<Range<usize>>, clean: &mut Vec<u8>, base: usize, bytes: &[u8], range: Range<usize>) {
    if !range.is_empty() {
        clean.extend_from_slice(&bytes[range.clone()]);
        keep.push(base + range.start..base + range.end);
    }
}

/// Takes the first `count` bytes off the ranges.
fn drop_front(keep: &mut Vec<Range<usize>>, mut count: usize) {
    for range in keep.iter_mut() {
        let taken = count.min(range.len());
        range.start += taken;
        count -= taken;
    }
    keep.retain(|range| !range.is_empty());
}
