//! Which line belongs to which stream, as it stands and in other readings.
//!
//! Every line is in one stream as it stands, without its certain [wrappers](super::wrapper). A line that can be read
//! otherwise is a second time in a stream that is a [reading](Stream::reading_of) of that one: in one of its own
//! where its prefixes name a stream (`[api] `, `unit[12]: `), else together with the lines around it, so that a message
//! that only begins or ends in such a line is found there too. What is read depends on lines nearby only: no cut of a log changes it.
//!
//! A terminal that wraps `api-1  | …` leaves lines without the prefix: the [`Rejoiner`] reads them as the rest of the line above.

use std::collections::HashMap;
use std::ops::Range;

use super::hard_wrap::{self, Rejoiner};
use super::reading::mapped::Mapped;
use super::reading::{self, LEVEL_COUNT_MAX, MarkFinder, Marks, Reader};
use super::wrapper::{self, Partial};
use super::{Base, Line, Stream, standing};
use crate::limits::{EVENT_BYTES_MAX, STREAM_COUNT_MAX, TEXT_SPAN_LINES_MAX};

/// Lines before and behind one with another reading that are read with it: as far as a text reaches. They lie no
/// farther away than events reach, so that what is read is decided nearby in streams with few lines too.
const CONTEXT_LINES: usize = TEXT_SPAN_LINES_MAX;

/// The streams of a window. The first one is unnamed and holds the lines that no wrapper named. Readings stand behind
/// the streams they are of. `spare` are streams that are not needed any more: their memory is used again, in this order.
#[must_use]
pub fn demultiplex(text: &[u8], lines: &[Line], base: Base, mut spare: Vec<Stream>) -> Vec<Stream> {
    spare.reverse();
    let mut all = Demultiplexer::new(text, lines.len(), base.begins, spare);
    let mut rejoiner = Rejoiner::new(text, lines);
    for (index, line) in lines.iter().enumerate() {
        let is_named = all.add(line, index);
        match rejoiner.next(index, is_named) {
            Some(is_certain) => all.rejoin(line, is_certain),
            None if is_named => all.row = Some((all.last, all.streams[all.last].lines().len() - 1)),
            None => all.row = None,
        }
    }
    all.streams
}

/// What is known of a stream of lines as they stand.
#[derive(Clone, Default)]
struct Lane {
    /// The descriptor whose line the runtime cut.
    open: Option<u8>,
    /// The reading of its lines whose prefixes name no stream.
    unnamed: Stretch,
    /// The reading of its lines that a terminal cut, together with their rests.
    rejoined: Stretch,
    /// The readings of lines whose prefixes name a stream.
    named: HashMap<Vec<u8>, usize>,
    /// The last line, if it is a row of a box that goes on in the next.
    full_row: Option<FullRow>,
    /// The indentation of a block of Markdown that lines may be in, and the raw offset where it began.
    fence: Option<(usize, usize)>,
}

/// A row of a box that may go on in the next.
#[derive(Clone, Copy)]
struct FullRow {
    reading: usize,
    /// Its line.
    of: usize,
    /// Raw offset of the first row of what goes on.
    raw: usize,
}

/// Lines that are read together: some otherwise, and the ones around them as they are.
#[derive(Clone, Default)]
struct Stretch {
    reading: Option<usize>,
    /// The first line that is not in it yet.
    next: usize,
    /// Raw offset of the last line that was read otherwise.
    last_raw: usize,
    /// How many lines more are read with that one.
    left: usize,
}

/// Which of the stretches of a lane.
type Which = fn(&mut Lane) -> &mut Stretch;

const UNNAMED: Which = |lane| &mut lane.unnamed;
const REJOINED: Which = |lane| &mut lane.rejoined;

/// A stream, a level, and a name.
type DeeperKey = (usize, usize, Option<Vec<u8>>);

struct Demultiplexer<'a> {
    text: &'a [u8],
    begins_log: bool,
    streams: Vec<Stream>,
    /// The last one is used first.
    spare: Vec<Stream>,
    /// By index into `streams`; readings have one that stays empty.
    lanes: Vec<Lane>,
    by_name: HashMap<Vec<u8>, usize>,
    /// Readings of readings, by the stream that the first is of, their level and their name: which, and the line of the
    /// base that it holds last.
    deeper: HashMap<DeeperKey, (usize, usize)>,
    reading_count: usize,
    marks: MarkFinder,
    last: usize,
    /// The line (stream and its index there) that a line without a prefix may be the rest of.
    row: Option<(usize, usize)>,
    keep: Vec<Range<usize>>,
    clean: Vec<u8>,
    line: Mapped,
    readers: [Reader; LEVEL_COUNT_MAX],
}

impl<'a> Demultiplexer<'a> {
    fn new(text: &'a [u8], line_count: usize, begins_log: bool, mut spare: Vec<Stream>) -> Self {
        let mut unnamed = Stream::new_in(spare.pop(), None, begins_log, None);
        unnamed.reserve(text.len() + 1, line_count);
        Demultiplexer {
            text,
            begins_log,
            streams: vec![unnamed],
            spare,
            lanes: vec![Lane::default()],
            by_name: HashMap::new(),
            deeper: HashMap::new(),
            reading_count: 0,
            marks: MarkFinder::default(),
            last: 0,
            row: None,
            keep: Vec::new(),
            clean: Vec::new(),
            line: Mapped::default(),
            readers: Default::default(),
        }
    }

    /// Adds a line to its stream; true if a wrapper named that.
    fn add(&mut self, line: &Line, index: usize) -> bool {
        let marks = self.marks.marks(self.text, line.start..line.end);
        let Beginning { stream: name, partial, can_peel } =
            payload_ranges(self.text, line, marks, &mut self.keep, &mut self.clean);
        let is_named = name.is_some();
        let stream = match name {
            None => 0,
            Some(name) if self.streams[self.last].name().map(str::as_bytes) == Some(name) => self.last,
            Some(name) => match self.by_name.get(name) {
                Some(known) => *known,
                None if self.by_name.len() >= STREAM_COUNT_MAX => 0,
                None => {
                    let name = name.to_vec();
                    let stream = Stream::new_in(self.spare.pop(), Some(lossy(&name)), self.begins_log, None);
                    self.streams.push(stream);
                    self.lanes.push(Lane::default());
                    self.by_name.insert(name, self.streams.len() - 1);
                    self.streams.len() - 1
                }
            },
        };
        self.last = stream;
        self.push(stream, line, index, partial);
        if !matches!(partial, Partial::GoesOn(_)) {
            // The rest of a line that a runtime cut is read with what came before.
            let known = (partial == Partial::No).then_some((can_peel, marks));
            self.read_otherwise(stream, known);
        }
        is_named
    }

    /// Adds the line that was added last, which is `line`, to the one above it in a reading of that one's stream.
    fn rejoin(&mut self, line: &Line, is_certain: bool) {
        let Some((stream, of)) = self.row else { return };
        if is_certain {
            self.streams[stream].mark_broken(of);
        }
        let stretch = &self.lanes[stream].rejoined;
        let is_held = stretch.reading.is_some() && stretch.next > of;
        let reading = match stretch.reading.filter(|_| is_held) {
            Some(reading) => reading,
            None => {
                let reading = self.with_context(stream, of, REJOINED);
                self.with_base(reading, stream, |target, base| target.push_copy(base, of));
                reading
            }
        };
        let raw_start = self.streams[stream].raw_start(of);
        let stretch = &mut self.lanes[stream].rejoined;
        stretch.last_raw = raw_start;
        stretch.left = CONTEXT_LINES;
        if let Some(opened) = self.streams[reading].reopen_line() {
            self.streams[reading].push_rest(self.text, line.end, &self.keep, opened);
        }
    }

    /// Adds a line as it stands, or the rest of one that the runtime cut.
    fn push(&mut self, stream: usize, line: &Line, index: usize, partial: Partial) {
        let (goes_on, descriptor) = match partial {
            Partial::No => (None, None),
            Partial::GoesOn(descriptor) => (Some(descriptor), Some(descriptor)),
            Partial::Ends(descriptor) => (None, Some(descriptor)),
        };
        let lane = &mut self.lanes[stream];
        let is_rest = lane.open.is_some() && lane.open == descriptor;
        lane.open = goes_on;
        let stream = &mut self.streams[stream];
        match if is_rest { stream.reopen_line() } else { None } {
            Some(opened) => stream.push_rest(self.text, line.end, &self.keep, opened),
            None => stream.push_line(self.text, line, index, &self.keep),
        }
    }

    /// Adds the last line of `stream` to readings: its own if it has another one, else where it is read with others.
    /// What is `known` is whether it can be peeled, and its marks.
    fn read_otherwise(&mut self, stream: usize, known: Option<(bool, Marks)>) {
        let of = self.streams[stream].lines().len() - 1;
        if self.read_fenced(stream, of) {
            return self.go_on(stream, of, REJOINED);
        }
        let payload = self.streams[stream].line_payload(of);
        let is_echo = of > 0 && reading::is_echo(self.streams[stream].line_payload(of - 1), payload);
        let is_read = if is_echo {
            self.readers[0].read_packaging();
            true
        } else {
            let has_other = match known {
                Some((can_peel, marks)) => can_peel || reading::has_other_inside(payload, marks),
                None => reading::has_other(payload, Marks::ANY),
            };
            has_other && {
                self.streams[stream].map_line(of, &mut self.line);
                self.readers[0].read(&self.line)
            }
        };
        if is_read {
            self.add_reading_or_row(stream, of);
        } else {
            self.go_on(stream, of, UNNAMED);
        }
        self.go_on(stream, of, REJOINED);
    }

    /// Reads a line that stands in an indented block of Markdown without its indentation. True if there is nothing more to
    /// read: the lines around such a block are no context of it.
    fn read_fenced(&mut self, stream: usize, of: usize) -> bool {
        let line = self.streams[stream].line_payload(of);
        let raw_start = self.streams[stream].raw_start(of);
        let begins = line.first() == Some(&b' ') || self.lanes[stream].fence.is_some();
        if let Some(indent) = Some(line).filter(|_| begins).and_then(reading::fence_indent) {
            let lane = &mut self.lanes[stream];
            lane.fence = (indent > 0).then_some((indent, raw_start));
            lane.unnamed = Stretch { next: of + 1, ..Stretch::default() };
            return true;
        }
        let Some((indent, raw)) = self.lanes[stream].fence else { return false };
        let is_inside = line.len() > indent && line[..indent].iter().all(|byte| *byte == b' ');
        if raw_start - raw > EVENT_BYTES_MAX || !is_inside && !line.trim_ascii().is_empty() {
            self.lanes[stream].fence = None;
            return false;
        }
        if is_inside {
            let (mut whole, mut inner) = (Mapped::default(), Mapped::default());
            self.streams[stream].map_line(of, &mut whole);
            inner.push_part(&whole, indent..whole.bytes().len());
            self.readers[0].read(&inner);
            if reading::json::is_record(inner.bytes()) {
                self.push_record(&inner, stream, of);
            }
            self.add_reading_or_row(stream, of);
        }
        is_inside
    }

    /// Adds the reading of line `of`: to the line of the row above it if that goes on, else as its own.
    fn add_reading_or_row(&mut self, stream: usize, of: usize) {
        let raw_start = self.streams[stream].raw_start(of);
        let row = self.readers[0].row();
        let above = self.lanes[stream].full_row.take().filter(|above| {
            let is_below = above.of + 1 == of && raw_start - above.raw <= EVENT_BYTES_MAX;
            is_below && row.is_some() && self.is_rest()
        });
        let reading = match above {
            Some(above) => {
                self.streams[stream].mark_broken(above.of);
                self.push_row(above.reading, stream, of);
                Some(above.reading)
            }
            None => self.add_reading(stream, of),
        };
        let begun = above.map_or(raw_start, |above| above.raw);
        self.lanes[stream].full_row =
            reading.filter(|_| row == Some(reading::Row::Full)).map(|reading| FullRow { reading, of, raw: begun });
    }

    /// True if the first reading is one line that begins nothing by itself and has no prefix of its own.
    fn is_rest(&self) -> bool {
        let reader = &self.readers[0];
        let [only] = reader.lines() else { return false };
        reader.name(0).is_none() && hard_wrap::can_be_rest(&reader.text().bytes()[only.range.clone()])
    }

    /// Adds the first reading of line `of` to the last line of `reading`.
    fn push_row(&mut self, reading: usize, stream: usize, of: usize) {
        let mut target = std::mem::take(&mut self.streams[reading]);
        let reader = &self.readers[0];
        if let Some(opened) = target.reopen_line() {
            target.push_more(reader.text(), reader.lines()[0].range.clone(), &self.streams[stream], of, opened);
        }
        self.streams[reading] = target;
        let raw_start = self.streams[stream].raw_start(of);
        let stretch = &mut self.lanes[stream].unnamed;
        if stretch.reading == Some(reading) {
            *stretch = Stretch { next: of + 1, left: CONTEXT_LINES, last_raw: raw_start, ..*stretch };
        }
    }

    /// Adds line `of` to a stretch that reaches to it.
    fn go_on(&mut self, stream: usize, of: usize, which: Which) {
        let raw_start = self.streams[stream].raw_start(of);
        let stretch = which(&mut self.lanes[stream]);
        if stretch.left == 0 {
            return;
        }
        if raw_start.saturating_sub(stretch.last_raw) > EVENT_BYTES_MAX {
            stretch.left = 0;
            return;
        }
        stretch.left -= 1;
        stretch.next = of + 1;
        if let Some(reading) = stretch.reading {
            self.with_base(reading, stream, |target, base| target.push_copy(base, of));
        }
    }

    /// Adds the first reading of line `of`, and deeper ones. Returns where the last line of the first one is.
    fn add_reading(&mut self, stream: usize, of: usize) -> Option<usize> {
        let mut first = None;
        if !self.readers[0].record().bytes().is_empty() {
            let record = std::mem::take(self.readers[0].record_mut());
            self.push_record(&record, stream, of);
            *self.readers[0].record_mut() = record;
        }
        let is_together = (0..self.readers[0].lines().len()).all(|index| self.readers[0].name(index).is_none());
        if is_together {
            let reading = self.with_context(stream, of, UNNAMED);
            for index in 0..self.readers[0].lines().len() {
                self.push_read(reading, stream, 0, index, of);
                if index == 0 && standing::begins_record(self.streams[stream].line_payload(of), &self.readers[0]) {
                    self.streams[reading].mark_head();
                }
                first = Some(reading);
            }
        } else {
            // As it stands it is a line like the others to those that are read together.
            self.go_on(stream, of, UNNAMED);
        }
        for level in 0..LEVEL_COUNT_MAX {
            let mut deeper = None;
            for index in 0..self.readers[level].lines().len() {
                if !(level == 0 && is_together) {
                    let reading = self.reading(stream, level, index, of);
                    self.push_read(reading, stream, level, index, of);
                    first = if level == 0 { Some(reading) } else { first };
                }
                let range = self.readers[level].lines()[index].range.clone();
                let is_deeper = reading::has_deeper(&self.readers[level].text().bytes()[range.clone()]);
                deeper = deeper.or(is_deeper.then_some(range));
            }
            // One text in another: of several in a line the first is followed.
            let Some(range) = deeper.filter(|_| level + 1 < LEVEL_COUNT_MAX) else { break };
            self.line.clear();
            self.line.push_part(self.readers[level].text(), range);
            if !self.readers[level + 1].read(&self.line) {
                break;
            }
        }
        first
    }

    /// The reading of a stretch that line `of` is to be added to, with the lines before it that belong to it. Each stretch
    /// of lines is a stream of its own: nothing is read across what lies between.
    fn with_context(&mut self, stream: usize, of: usize, which: Which) -> usize {
        let base = &self.streams[stream];
        let raw_start = base.raw_start(of);
        let stretch = which(&mut self.lanes[stream]);
        let mut from = stretch.next.max(of.saturating_sub(CONTEXT_LINES));
        while raw_start - base.raw_start(from) > EVENT_BYTES_MAX {
            from += 1;
        }
        let known = stretch.reading.filter(|_| from == stretch.next);
        let reading = known.unwrap_or_else(|| self.add_stream(stream, None, true));
        let next = of + 1;
        *which(&mut self.lanes[stream]) =
            Stretch { reading: Some(reading), next, left: CONTEXT_LINES, last_raw: raw_start };
        self.with_base(reading, stream, |target, base| (from..of).for_each(|line| target.push_copy(base, line)));
        reading
    }

    fn push_read(&mut self, reading: usize, stream: usize, level: usize, index: usize, of: usize) {
        let [target, base] = reading_and_base(&mut self.streams, reading, stream);
        let reader = &self.readers[level];
        target.push_reading(reader.text(), reader.lines()[index].range.clone(), base, of);
    }

    fn with_base(&mut self, reading: usize, stream: usize, change: impl FnOnce(&mut Stream, &Stream)) {
        let [target, base] = reading_and_base(&mut self.streams, reading, stream);
        change(target, base);
    }

    /// The reading that line `index` of the last reading of that level belongs to. Too many names share one.
    fn reading(&mut self, stream: usize, level: usize, index: usize, of: usize) -> usize {
        let is_full = self.reading_count >= STREAM_COUNT_MAX;
        let name = self.readers[level].name(index);
        if level == 0 {
            let lane = &self.lanes[stream];
            if let Some(known) = name.and_then(|name| lane.named.get(name)) {
                return *known;
            }
            let name = name.filter(|_| !is_full).map(<[u8]>::to_vec).unwrap_or_default();
            if let Some(known) = self.lanes[stream].named.get(&name) {
                return *known;
            }
            self.reading_count += 1;
            let shown = Some(&name).filter(|name| !name.is_empty());
            let reading = self.add_stream(stream, shown, self.begins_log);
            self.lanes[stream].named.insert(name, reading);
            return reading;
        }
        let name = name.filter(|_| !is_full).map(<[u8]>::to_vec);
        self.deeper_reading(stream, level, name, of)
    }

    /// The reading of such a level and name. Lines that lie farther apart than lines are read together are not in one.
    fn deeper_reading(&mut self, stream: usize, level: usize, name: Option<Vec<u8>>, of: usize) -> usize {
        let key = (stream, level, name);
        if let Some((known, last)) = self.deeper.get_mut(&key).filter(|(_, last)| of - *last <= CONTEXT_LINES) {
            *last = of;
            return *known;
        }
        self.reading_count += usize::from(!self.deeper.contains_key(&key));
        let reading = self.add_stream(stream, key.2.as_ref(), true);
        self.deeper.insert(key, (reading, of));
        reading
    }

    /// Adds the JSON record that line `of` holds, as it is, to a reading of its own.
    fn push_record(&mut self, record: &Mapped, stream: usize, of: usize) {
        let reading = self.deeper_reading(stream, LEVEL_COUNT_MAX, None, of);
        self.with_base(reading, stream, |target, base| {
            target.push_reading(record, 0..record.bytes().len(), base, of);
        });
    }

    /// A new reading of `stream`.
    fn add_stream(&mut self, stream: usize, name: Option<&Vec<u8>>, begins: bool) -> usize {
        // A service stays the name of what its processes and loggers say.
        let shown = self.streams[stream].name().map(str::to_owned).or_else(|| name.map(|name| lossy(name)));
        self.streams.push(Stream::new_in(self.spare.pop(), shown, begins, Some(stream)));
        self.lanes.push(Lane::default());
        self.streams.len() - 1
    }
}

/// A reading and the stream that it is of.
fn reading_and_base(streams: &mut [Stream], reading: usize, base: usize) -> [&mut Stream; 2] {
    streams.get_disjoint_mut([reading, base]).expect("invariant: a reading is another stream than the one it is of")
}

fn lossy(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// What a line is before its payload.
pub(crate) struct Beginning<'a> {
    /// The name of its stream.
    pub(crate) stream: Option<&'a [u8]>,
    /// Whether a runtime cut it.
    pub(crate) partial: Partial,
    /// True if something can be [peeled](wrapper::peel) off the payload.
    pub(crate) can_peel: bool,
}

/// Fills `keep` with the ranges of `text` that are the payload of `line`; returns what stands before. `clean` is scratch
/// space.
pub(crate) fn payload_ranges<'a>(
    text: &'a [u8],
    line: &Line,
    marks: Marks,
    keep: &mut Vec<Range<usize>>,
    clean: &'a mut Vec<u8>,
) -> Beginning<'a> {
    let bytes = &text[line.start..line.end];
    keep.clear();
    if !wrapper::has_noise(bytes) {
        let front = wrapper::front(bytes, marks.column);
        keep.push(line.start + front.stripped.len..line.end);
        return beginning(bytes, &front);
    }
    clean.clear();
    let mut at = 0;
    for noise in wrapper::noise(bytes) {
        push_kept(keep, clean, line.start, bytes, at..noise.start);
        at = noise.end;
    }
    push_kept(keep, clean, line.start, bytes, at..bytes.len());
    let front = wrapper::front(clean, marks.column);
    drop_front(keep, front.stripped.len);
    beginning(clean, &front)
}

fn beginning<'a>(line: &'a [u8], front: &wrapper::Front) -> Beginning<'a> {
    let stripped = &front.stripped;
    let can_peel = front.can_peel(&line[stripped.len..]);
    Beginning { stream: stripped.stream.clone().map(|range| &line[range]), partial: stripped.partial, can_peel }
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
