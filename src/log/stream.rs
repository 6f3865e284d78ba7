//! The payload of one stream in one buffer, with the map back to the text.
//!
//! `docker compose logs` and its like interleave the lines of several programs. Everything that spans
//! lines is looked for within one stream. A stream's payload is its lines' payloads joined by `\n`;
//! the map back is a list of [runs](Stream::text_offset), one per unbroken piece. Which line belongs to
//! which stream is left to [`super::demultiplex`].

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::event::{self, Event, Shape};
use super::key_form::KeyForm;
use super::reading::mapped::{From, Mapped};
use super::{Line, hard_wrap};

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
    /// 0 if the payload is the text itself; else the bytes of text that all of the run stands for.
    wide: usize,
}

/// Stands for a line that is no copy.
const OTHERWISE: u32 = u32::MAX;

/// The lines of one program.
#[derive(Debug, Default)]
pub struct Stream {
    name: Option<String>,
    reading_of: Option<usize>,
    payload: Vec<u8>,
    lines: Vec<StreamLine>,
    /// Raw offset of each line, for distances in raw bytes.
    raw_starts: Vec<usize>,
    runs: Vec<Run>,
    /// Of a reading, per line its index in the stream that this one is a reading of; [`OTHERWISE`] for a line that was read
    /// otherwise.
    copies: Vec<u32>,
    /// Lines that begin a record, which nothing in their payload says, ascending.
    heads: Vec<usize>,
    /// Lines that certainly go on in a line without their prefix, ascending.
    broken: Vec<usize>,
    begins_log: bool,
    key: OnceCell<KeyForm>,
    shapes: OnceCell<Vec<Shape>>,
    cut: OnceCell<Vec<bool>>,
    events: OnceCell<Events>,
    /// Memory for what is made when it is first asked for.
    spare: RefCell<Spare>,
}

/// Memory of an earlier stream.
#[derive(Debug, Default)]
struct Spare {
    key: KeyForm,
    events: Vec<Event>,
}

/// The events of a stream.
#[derive(Debug)]
struct Events {
    events: Vec<Event>,
    /// Per line the event that it belongs to.
    of_line: Vec<u32>,
}

impl Events {
    fn of(stream: &Stream) -> Self {
        let spare = std::mem::take(&mut stream.spare.borrow_mut().events);
        let events = event::segment(stream, spare);
        let mut of_line = Vec::with_capacity(stream.lines.len());
        for (index, event) in (0..).zip(&events) {
            // Blank lines before the first event count as its own.
            of_line.resize(event.lines.end, index);
        }
        Events { events, of_line }
    }
}

impl Stream {
    /// A stream without lines, in the memory of another one if there is one. `reading_of`: see [`Stream::reading_of`].
    pub(super) fn new_in(
        other: Option<Stream>,
        name: Option<String>,
        begins_log: bool,
        reading_of: Option<usize>,
    ) -> Self {
        let Stream { mut payload, mut lines, mut raw_starts, mut runs, mut copies, mut heads, key, events, .. } =
            other.unwrap_or_default();
        payload.clear();
        lines.clear();
        raw_starts.clear();
        runs.clear();
        copies.clear();
        heads.clear();
        let spare = Spare {
            key: key.into_inner().unwrap_or_default(),
            events: events.into_inner().map(|it| it.events).unwrap_or_default(),
        };
        let spare = RefCell::new(spare);
        Stream {
            name,
            reading_of,
            begins_log,
            payload,
            lines,
            raw_starts,
            runs,
            copies,
            heads,
            spare,
            ..Stream::default()
        }
    }

    /// The name that a wrapper gave; `None` for lines without one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The stream (index into [`super::Log::streams`]) whose lines this one holds in another [reading](super::reading);
    /// `None` for lines as they stand. A reading holds lines a second time: whoever counts lines or
    /// events leaves it out.
    #[must_use]
    pub fn reading_of(&self) -> Option<usize> {
        self.reading_of
    }

    /// True if these lines, which are in a reading, stand one behind the other and as they are in the stream that it is a reading
    /// of: what they say by themselves is found there.
    #[must_use]
    pub fn is_copied(&self, lines: Range<usize>) -> bool {
        let Some(copies) = self.copies.get(lines) else { return false };
        !copies.is_empty() && !copies.contains(&OTHERWISE) && copies.array_windows().all(|[a, b]| a + 1 == *b)
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
        self.key.get_or_init(|| {
            let spare = std::mem::take(&mut self.spare.borrow_mut().key);
            KeyForm::of_lines(spare, &self.payload, self.lines.iter().map(|line| line.start))
        })
    }

    /// Per line what it is by itself, made when first asked for.
    #[must_use]
    pub fn shapes(&self) -> &[Shape] {
        self.shapes.get_or_init(|| {
            let mut shapes: Vec<Shape> =
                (0..self.lines.len()).map(|line| event::classify(self.line_payload(line))).collect();
            self.heads.iter().for_each(|line| shapes[*line] = Shape::Record);
            shapes
        })
    }

    /// True if line `index` begins another record: nothing goes on over that.
    #[must_use]
    pub fn begins_record(&self, index: usize) -> bool {
        self.shapes()[index] == Shape::Record && self.is_boundary(index)
    }

    /// True if no text goes on over the beginning of line `index`.
    #[must_use]
    pub fn is_boundary(&self, index: usize) -> bool {
        self.is_marked_head(index) || event::is_boundary(self.line_payload(index))
    }

    /// True if line `index` begins a record, which its payload does not say: what was taken off it does.
    #[must_use]
    pub fn is_marked_head(&self, index: usize) -> bool {
        self.heads.binary_search(&index).is_ok()
    }

    /// Per line, true if it was cut by a hard wrap and goes on in the next; made when first asked for.
    #[must_use]
    pub fn cut_lines(&self) -> &[bool] {
        self.cut.get_or_init(|| hard_wrap::cut_lines(self))
    }

    /// True if line `index` certainly goes on in the next row of its box, or in a line that a terminal left without its
    /// prefix: a [reading](Stream::reading_of) of this stream holds it whole.
    #[must_use]
    pub fn is_broken(&self, index: usize) -> bool {
        self.broken.binary_search(&index).is_ok()
    }

    /// The events, in order and without gaps, made when first asked for.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.segmented().events
    }

    fn segmented(&self) -> &Events {
        self.events.get_or_init(|| Events::of(self))
    }

    /// Index (into [`Stream::events`]) of the event that line `index` of this stream belongs to.
    #[must_use]
    pub fn event_of_line(&self, index: usize) -> usize {
        let Events { events, of_line } = self.segmented();
        of_line.get(index).map_or(events.len(), |event| *event as usize)
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

    /// True if the stream's first line is the log's first, not only the window's, or begins a stretch of lines that is
    /// [read](Stream::reading_of) by itself.
    #[must_use]
    pub fn begins_log(&self) -> bool {
        self.begins_log
    }

    /// The offset in the window's text that payload byte `at` came from.
    #[must_use]
    pub fn text_offset(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.payload <= at);
        self.runs
            .get(index.wrapping_sub(1))
            .map_or(0, |run| run.text + if run.wide == 0 { at - run.payload } else { 0 })
    }

    /// The offset in the window's text just behind what payload byte `at` came from.
    #[must_use]
    pub fn text_end(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.payload <= at);
        self.runs
            .get(index.wrapping_sub(1))
            .map_or(0, |run| run.text + if run.wide == 0 { at - run.payload + 1 } else { run.wide })
    }
}

/// Building.
impl Stream {
    /// Remembers that line `index` is [broken](Stream::is_broken).
    pub(super) fn mark_broken(&mut self, index: usize) {
        if let Err(at) = self.broken.binary_search(&index) {
            self.broken.insert(at, index);
        }
    }

    /// Remembers that the last line [begins a record](Stream::is_marked_head).
    pub(super) fn mark_head(&mut self) {
        self.heads.extend(self.lines.len().checked_sub(1));
    }

    /// Makes room for a payload of `size` bytes in `line_count` lines.
    pub(super) fn reserve(&mut self, size: usize, line_count: usize) {
        self.payload.reserve(size);
        self.lines.reserve(line_count);
        self.raw_starts.reserve(line_count);
    }

    /// Adds line `index` of the log, of which `keep` is the payload.
    pub(super) fn push_line(&mut self, text: &[u8], line: &Line, index: usize, keep: &[Range<usize>]) {
        let start = self.payload.len();
        for range in keep {
            self.push_run(range.start, 0, &text[range.clone()]);
        }
        self.end_line(start, line.end, index, line.raw_start);
    }

    /// Takes the last line's end off, so that the next line added is its rest.
    pub(super) fn reopen_line(&mut self) -> Option<(usize, usize, usize)> {
        let last = self.lines.pop()?;
        let raw_start = self.raw_starts.pop()?;
        self.copies.pop();
        self.heads.pop_if(|head| *head == self.lines.len());
        self.payload.truncate(last.end);
        while self.runs.last().is_some_and(|run| run.payload >= last.end) {
            self.runs.pop();
        }
        Some((last.start, last.line, raw_start))
    }

    /// Adds the rest of a line that was [reopened](Stream::reopen_line).
    pub(super) fn push_rest(
        &mut self,
        text: &[u8],
        text_end: usize,
        keep: &[Range<usize>],
        opened: (usize, usize, usize),
    ) {
        for range in keep {
            self.push_run(range.start, 0, &text[range.clone()]);
        }
        self.end_line(opened.0, text_end, opened.1, opened.2);
    }

    /// Adds `range` of a text that was read otherwise as a line, in place of line `of` of `base`.
    pub(super) fn push_reading(&mut self, read: &Mapped, range: Range<usize>, base: &Stream, of: usize) {
        self.push_more(read, range, base, of, (self.payload.len(), base.lines[of].line, base.raw_starts[of]));
    }

    /// Adds `range` of a text that was read otherwise, in place of line `of` of `base`, to a line that was
    /// [reopened](Stream::reopen_line).
    pub(super) fn push_more(
        &mut self,
        read: &Mapped,
        range: Range<usize>,
        base: &Stream,
        of: usize,
        opened: (usize, usize, usize),
    ) {
        for (bytes, from) in read.pieces(range.clone()) {
            match from {
                From::Plain(at) => self.push_run(at, 0, bytes),
                From::Instead(from) => self.push_run(from.start, from.len(), bytes),
            }
        }
        let end = if range.is_empty() { base.text_offset(base.lines[of].end) } else { read.source(range).end };
        self.end_line(opened.0, end, opened.1, opened.2);
    }

    /// Adds line `of` of `base` as it is.
    pub(super) fn push_copy(&mut self, base: &Stream, of: usize) {
        let line = base.lines[of];
        let start = self.payload.len();
        let first = base.runs.partition_point(|run| run.payload <= line.start).saturating_sub(1);
        for (offset, run) in base.runs[first..].iter().enumerate().take_while(|(_, run)| run.payload < line.end) {
            let next = base.runs.get(first + offset + 1).map_or(base.payload.len(), |next| next.payload);
            let piece = run.payload.max(line.start)..next.min(line.end);
            if !piece.is_empty() {
                let text = if run.wide == 0 { run.text + (piece.start - run.payload) } else { run.text };
                self.push_run(text, run.wide, &base.payload[piece]);
            }
        }
        self.end_line(start, base.text_offset(line.end), line.line, base.raw_starts[of]);
        if let Some(copy) = self.copies.last_mut() {
            *copy = u32::try_from(of).unwrap_or(OTHERWISE);
        }
    }

    /// Line `of` with the way back to the text, in `out`.
    pub(super) fn map_line(&self, of: usize, out: &mut Mapped) {
        out.clear();
        let line = self.lines[of];
        let first = self.runs.partition_point(|run| run.payload <= line.start).saturating_sub(1);
        for (offset, run) in self.runs[first..].iter().enumerate().take_while(|(_, run)| run.payload < line.end) {
            let next = self.runs.get(first + offset + 1).map_or(self.payload.len(), |next| next.payload);
            let piece = run.payload.max(line.start)..next.min(line.end);
            if run.wide == 0 {
                out.push_plain(&self.payload[piece.clone()], run.text + (piece.start - run.payload));
            } else {
                out.push_for(&self.payload[piece], run.text..run.text + run.wide);
            }
        }
    }

    fn push_run(&mut self, text_start: usize, wide: usize, bytes: &[u8]) {
        let payload = self.payload.len();
        let continues = self
            .runs
            .last()
            .is_some_and(|run| wide == 0 && run.wide == 0 && run.text + (payload - run.payload) == text_start);
        if !continues {
            self.runs.push(Run { payload, text: text_start, wide });
        }
        self.payload.extend_from_slice(bytes);
    }

    fn end_line(&mut self, start: usize, text_end: usize, line: usize, raw_start: usize) {
        let end = self.payload.len();
        self.push_run(text_end, 0, b"\n");
        self.lines.push(StreamLine { start, end, line });
        self.raw_starts.push(raw_start);
        if self.reading_of.is_some() {
            self.copies.push(OTHERWISE);
        }
    }
}
