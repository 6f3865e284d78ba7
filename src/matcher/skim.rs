//! Skimming: whether and where a trigger's literal stands in raw bytes, without reading them as a log.
//!
//! Most of most logs holds nothing that any signature knows. So they are not cut into lines, streams and events at
//! first: the payload of each line goes straight into the key form of its *lane* (a stream, or a reading of one), and
//! that is scanned. Only what lies around hits is [read](crate::log::Log) then. A hit is necessary for a match and says in
//! which raw lines its literal stands. A lane holds at least what the streams hold that
//! [`demultiplex`](crate::log::demultiplex) makes of the same lines; it may join more.
//!
//! Blocks are skimmed independently of each other. A literal that begins in one and ends in another is found by [`Joints`],
//! which lays the ends of lanes side by side.

mod companions;
mod hit;
mod joints;

use std::collections::HashMap;
use std::ops::Range;

use crate::limits::EVENT_BYTES_MAX;
use crate::log::demultiplex::{Beginning, payload_ranges};
use crate::log::hard_wrap::LongestNear;
use crate::log::key_form::{KeyBytes, offset_of};
use crate::log::reading::mapped::Mapped;
use crate::log::reading::{self, LEVEL_COUNT_MAX, MarkFinder, Reader};
use crate::log::standing::without_end;
use crate::log::wrapper::{self, Partial};
use crate::log::{Base, Encoding, char_count, hard_wrap, lines};
use crate::signature::table::{LITERAL_BYTES_MAX, LiteralIndex, SignatureTable};

use companions::CompanionNotes;

pub use companions::{Companion, Wanted};
pub use hit::{Hit, Scope};
pub use joints::Joints;

/// What skimming a block yields.
#[derive(Debug, Default)]
pub struct Skimmed {
    /// The hits, ascending.
    pub hits: Vec<Hit>,
    /// What stands there of the companions that were wanted, ascending.
    pub companions: Vec<Companion>,
    /// The ends of its lanes.
    pub edges: Vec<Edge>,
}

/// The lines of a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Reading {
    /// As they stand.
    #[default]
    No,
    /// Read otherwise, with the lines around them.
    Together,
    /// Read otherwise at a level, those of this name.
    Named(usize, Vec<u8>),
}

impl Reading {
    /// How far a match with a hit in such lines may reach.
    fn scope(&self) -> Scope {
        match self {
            Reading::No | Reading::Together => Scope::Records,
            // Lines of one name may stand anywhere.
            Reading::Named(..) => Scope::Events,
        }
    }
}

/// The name of a lane: the stream's, and how its lines are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LaneName {
    stream: Option<Vec<u8>>,
    reading: Reading,
}

/// The two ends of a lane's key form in a block.
#[derive(Debug)]
pub struct Edge {
    lane: LaneName,
    /// Its first key bytes, and the raw offset behind the last line of them.
    head: Vec<u8>,
    head_end: usize,
    /// Its last key bytes, and the raw offset of the first line of them.
    tail: Vec<u8>,
    tail_start: usize,
    /// True if the head is all there is.
    is_whole: bool,
}

/// Key bytes of an end of a lane that a literal may share with another block.
const EDGE_BYTES: usize = LITERAL_BYTES_MAX - 1;

/// Raw bytes of an unbroken run of lines between two marks: what is walked to find the line of a hit.
const MARK_BYTES: usize = 1024;

/// Lanes whose buffers are kept from one block to the next.
const LANES_KEPT: usize = 16;

/// Where in the block key bytes come from.
#[derive(Clone, Copy, Debug)]
struct Mark {
    key: usize,
    /// Where the first of them stands, or the line, where they do not stand one behind the other.
    at: usize,
    is_run: bool,
}

/// A line with a stream's name, or the rest of one, that a terminal may have cut.
#[derive(Debug)]
struct Row {
    stream: Vec<u8>,
    /// The line in the block, as long as its characters are not counted.
    line: Option<Range<usize>>,
    /// Characters of the first line.
    width: usize,
}

#[derive(Debug, Default)]
struct Lane {
    name: LaneName,
    key: KeyBytes,
    marks: Vec<Mark>,
    /// The lane of its lines read otherwise with those around them.
    together: Option<usize>,
    /// Key bytes of lines as they stand that were added to that lane since the last line read otherwise.
    behind: usize,
}

impl Lane {
    /// Adds an unbroken run of payload.
    fn push_run(&mut self, block: &[u8], run: Range<usize>) {
        self.marks.push(Mark { key: self.key.len(), at: run.start, is_run: true });
        let end = run.end;
        self.key.append(&block[..end], run.start, end);
    }

    /// Adds the payload of a line that was put together.
    fn push_pieces(&mut self, payload: &[u8], line: usize) {
        self.marks.push(Mark { key: self.key.len(), at: line, is_run: false });
        self.key.append(payload, 0, payload.len());
    }

    /// A place in the block on the line that key byte `at` stands on. `known`: a key byte and its place, of which the one is known.
    fn place(&self, block: &[u8], at: usize, known: (usize, usize)) -> usize {
        let index = self.marks.partition_point(|mark| mark.key <= at).saturating_sub(1);
        let Some(mark) = self.marks.get(index) else { return 0 };
        if !mark.is_run {
            return mark.at;
        }
        let is_nearer = (mark.key..=at).contains(&known.0) && known.1 >= mark.at;
        let (key, place) = if is_nearer { known } else { (mark.key, mark.at) };
        offset_of(block, place, at - key).min(block.len() - 1)
    }

    /// The beginning of a line of the lane that key byte `at` stands on or shortly behind.
    fn start_near(&self, block: &[u8], at: usize) -> usize {
        let index = self.marks.partition_point(|mark| mark.key <= at).saturating_sub(1);
        let near = self.marks.get(index).map_or(0, |mark| mark.at);
        memchr::memrchr(b'\n', &block[..near]).map_or(0, |at| at + 1)
    }

    /// The lines that key bytes `range`, not empty, stand on.
    fn lines(&self, block: &[u8], range: Range<usize>, near: &mut Near) -> Range<usize> {
        let first = self.place(block, range.start, near.place);
        near.place = (range.start, first);
        let last = if range.len() == 1 { first } else { self.place(block, range.end - 1, near.place) };
        near.line_of(block, first).start..near.line_of(block, last).end
    }
}

/// What was asked for last in a lane: of many hits on one line, whose ends may be far away, each is asked for.
#[derive(Debug, Default)]
struct Near {
    /// A key byte and a place on its line.
    place: (usize, usize),
    line: Range<usize>,
}

impl Near {
    /// The line that byte `at` of the block stands on, with its end.
    fn line_of(&mut self, block: &[u8], at: usize) -> &Range<usize> {
        if !self.line.contains(&at) {
            let start = memchr::memrchr(b'\n', &block[..at]).map_or(0, |at| at + 1);
            self.line = start..memchr::memchr(b'\n', &block[at..]).map_or(block.len(), |end| at + end + 1);
        }
        &self.line
    }
}

/// Skims blocks; keeps its buffers.
#[derive(Debug)]
pub struct Skimmer<'t> {
    table: &'t SignatureTable,
    lanes: Vec<Lane>,
    lane_count: usize,
    index_of: HashMap<Vec<u8>, usize>,
    readings: HashMap<(usize, usize, Vec<u8>), usize>,
    last: usize,
    /// A line stands in the block of which only the whole log tells how it is read.
    is_unsure: bool,
    /// Raw lines of which the lines around them tell how they are read.
    unsure: Vec<Range<usize>>,
    /// What the next line, without a stream's name, may be the rest of.
    row: Option<Row>,
    /// Of the block, if it was asked for.
    longest_near: Option<LongestNear>,
    /// Raw offset up to which lines may stand in an indented block of Markdown.
    fence_until: usize,
    companions: CompanionNotes,
    /// The literals of a lane, each with its first key byte.
    found: Vec<(usize, LiteralIndex)>,
    keep: Vec<Range<usize>>,
    clean: Vec<u8>,
    payload: Vec<u8>,
    line: Mapped,
    /// One per level.
    readers: Vec<Reader>,
}

impl<'t> Skimmer<'t> {
    /// A skimmer for the triggers of `table`.
    #[must_use]
    pub fn new(table: &'t SignatureTable) -> Self {
        Skimmer {
            table,
            lanes: Vec::new(),
            lane_count: 0,
            index_of: HashMap::new(),
            readings: HashMap::new(),
            last: 0,
            is_unsure: false,
            unsure: Vec::new(),
            row: None,
            longest_near: None,
            fence_until: 0,
            companions: CompanionNotes::default(),
            found: Vec::new(),
            keep: Vec::new(),
            clean: Vec::new(),
            payload: Vec::new(),
            line: Mapped::default(),
            readers: (0..LEVEL_COUNT_MAX).map(|_| Reader::default()).collect(),
        }
    }

    /// Skims UTF-8 text that begins with a line for what is `wanted`; `offset` is where it stands in the log. Blocks come in order.
    #[must_use]
    pub fn skim(&mut self, block: &[u8], offset: usize, wanted: &Wanted) -> Skimmed {
        self.begin();
        if offset < self.fence_until {
            self.doubt(block, offset, 0..self.fence_until - offset);
        }
        let has_noise = wrapper::has_noise(block);
        let has_returns = memchr::memchr(b'\r', block).is_some();
        let mut marks = MarkFinder::default();
        let mut run = 0..0;
        let mut start = 0;
        let last = block.last().filter(|it| **it != b'\n').map(|_| block.len());
        for line_feed in memchr::memchr_iter(b'\n', block).chain(last) {
            let line = start..line_feed;
            let next = (line_feed + 1).min(block.len());
            start = next;
            let bytes = &block[line.clone()];
            let is_whole = !(has_noise && wrapper::has_noise(bytes)
                || has_returns && memchr::memchr(b'\r', bytes.strip_suffix(b"\r").unwrap_or(bytes)).is_some());
            let marks = marks.marks(block, line.clone());
            if is_whole {
                let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
                let front = wrapper::front(bytes, marks.column);
                let stripped = &front.stripped;
                let payload = &bytes[stripped.len..];
                let name = stripped.stream.clone().map(|range| &bytes[range]);
                self.look_around(block, offset, line.clone(), name, payload);
                let marks = if stripped.partial == Partial::No { marks } else { reading::Marks::ANY };
                let has_other = front.can_peel(payload) || reading::has_other_inside(payload, marks);
                let is_plain = stripped.partial == Partial::No && !has_other;
                if is_plain && stripped.stream.is_none() && !self.goes_on_together(0) {
                    if stripped.len > 0 {
                        self.flush(block, &mut run, line.start);
                        run = line.start + stripped.len..next;
                    }
                    if next - run.start >= MARK_BYTES {
                        self.flush(block, &mut run, next);
                    }
                    continue;
                }
                self.flush(block, &mut run, line.start);
                run = next..next;
                let lane = self.lane_of(name);
                if is_plain {
                    self.lanes[lane].push_run(block, line.start + stripped.len..next);
                    self.push_copy(lane, payload, line.start);
                } else {
                    self.is_unsure |= matches!(stripped.partial, Partial::GoesOn(_));
                    self.push_line(block, lane, payload, has_other, line.start);
                }
                continue;
            }
            self.flush(block, &mut run, line.start);
            run = next..next;
            self.push_other(block, offset, line);
        }
        self.flush(block, &mut run, block.len());
        if let Some(row) = &mut self.row {
            row.width = row.line.take().map_or(row.width, |line| char_count(&block[line]));
        }
        self.scan(block, offset, wanted)
    }

    /// Notes lines that are read with the lines around them: those that may be in an indented block of Markdown, and those that
    /// may be the rest of a line with a stream's name that a terminal cut (`log::hard_wrap::Rejoiner`).
    fn look_around(&mut self, block: &[u8], offset: usize, line: Range<usize>, name: Option<&[u8]>, payload: &[u8]) {
        if payload.first() == Some(&b' ') && reading::fence_indent(payload).is_some_and(|indent| indent > 0) {
            self.fence_until = offset + line.start + EVENT_BYTES_MAX + 1;
            self.doubt(block, offset, line.start..line.start + EVENT_BYTES_MAX + 1);
        }
        if let Some(name) = name {
            self.begin_row(name, line);
            return;
        }
        let Some(row) = self.row.take() else { return };
        let width = row.line.clone().map_or(row.width, |above| char_count(&block[above]));
        let own = char_count(&block[line.clone()]);
        // One more or less: a carriage return or a byte order mark may be counted.
        let is_row = row.line.clone().is_none_or(|above| hard_wrap::may_be_row(without_end(&block[above])));
        let may_be_rest = own > 0 && own <= width + 1 && is_row && hard_wrap::can_be_rest(payload);
        if may_be_rest && !self.has_wider_near(block, row.line.unwrap_or_else(|| line.clone()), width + 1) {
            let base = self.lane_of(Some(&row.stream));
            let together = self.begin_together(block, base, line.start);
            self.lanes[together].push_pieces(payload, line.start);
            self.row = (own + 1 >= width).then_some(Row { line: None, width, ..row });
        }
    }

    /// True if a line of the block near `line` has more than `width` characters.
    fn has_wider_near(&mut self, block: &[u8], line: Range<usize>, width: usize) -> bool {
        let longest = self.longest_near.get_or_insert_with(|| LongestNear::of(block)).at(line.start);
        longest > width && hard_wrap::has_wider_near(block, line, width)
    }

    /// Remembers a line with a stream's name.
    fn begin_row(&mut self, name: &[u8], line: Range<usize>) {
        let mut stream = self.row.take().map(|row| row.stream).unwrap_or_default();
        stream.clear();
        stream.extend_from_slice(name);
        self.row = Some(Row { stream, line: Some(line), width: 0 });
    }

    /// Has the lines of a range of the block, which may end behind it, read.
    fn doubt(&mut self, block: &[u8], offset: usize, range: Range<usize>) {
        let end = range.end.min(block.len());
        let end = memchr::memchr(b'\n', &block[end..]).map_or(block.len(), |at| end + at + 1);
        self.unsure.push(offset + range.start..offset + end);
    }

    fn begin(&mut self) {
        self.lanes.truncate(LANES_KEPT);
        for lane in &mut self.lanes {
            lane.key.clear();
            lane.marks.clear();
        }
        self.index_of.clear();
        self.readings.clear();
        self.lane_count = 0;
        self.last = 0;
        self.is_unsure = false;
        self.longest_near = None;
        self.new_lane(LaneName::default());
    }

    fn new_lane(&mut self, name: LaneName) -> usize {
        if self.lane_count == self.lanes.len() {
            self.lanes.push(Lane::default());
        }
        let lane = &mut self.lanes[self.lane_count];
        lane.name = name;
        lane.together = None;
        lane.behind = 0;
        self.lane_count += 1;
        self.lane_count - 1
    }

    fn lane_of(&mut self, name: Option<&[u8]>) -> usize {
        let Some(name) = name else { return 0 };
        if self.last > 0 && self.lanes[self.last].name.stream.as_deref() == Some(name) {
            return self.last;
        }
        self.last = match self.index_of.get(name) {
            Some(known) => *known,
            None => {
                let lane = self.new_lane(LaneName { stream: Some(name.to_vec()), reading: Reading::No });
                self.index_of.insert(name.to_vec(), lane);
                lane
            }
        };
        self.last
    }

    /// The lane of the lines of `base` read otherwise, with those around them.
    fn together_of(&mut self, base: usize) -> usize {
        if let Some(known) = self.lanes[base].together {
            return known;
        }
        let stream = self.lanes[base].name.stream.clone();
        let lane = self.new_lane(LaneName { stream, reading: Reading::Together });
        self.lanes[base].together = Some(lane);
        self.lanes[base].behind = EDGE_BYTES;
        lane
    }

    /// The lane of the lines of `base` read otherwise at a level, those of this name.
    fn named_of(&mut self, base: usize, level: usize, name: &[u8]) -> usize {
        let key = (base, level, name.to_vec());
        if let Some(known) = self.readings.get(&key) {
            return *known;
        }
        let stream = self.lanes[base].name.stream.clone();
        let lane = self.new_lane(LaneName { stream, reading: Reading::Named(level, name.to_vec()) });
        self.readings.insert(key, lane);
        lane
    }

    /// Ends a run of lines as they stand, without a stream's name, at `end`.
    fn flush(&mut self, block: &[u8], run: &mut Range<usize>, end: usize) {
        if run.start < end {
            self.lanes[0].push_run(block, run.start..end);
        }
        *run = end..end;
    }

    /// True if a literal may begin in a line of this lane that was read otherwise and go on in what comes now.
    fn goes_on_together(&self, base: usize) -> bool {
        self.lanes[base].together.is_some() && self.lanes[base].behind < EDGE_BYTES
    }

    /// Adds a line as it stands to what follows one that was read otherwise: a literal may go on there.
    fn push_copy(&mut self, base: usize, payload: &[u8], line: usize) {
        let Some(together) = self.lanes[base].together.filter(|_| self.lanes[base].behind < EDGE_BYTES) else { return };
        let before = self.lanes[together].key.len();
        self.lanes[together].push_pieces(payload, line);
        let added = self.lanes[together].key.len() - before;
        self.lanes[base].behind += added;
    }

    /// Adds a line that is several, or out of which something is taken.
    fn push_other(&mut self, block: &[u8], offset: usize, line: Range<usize>) {
        let text = &block[line.clone()];
        let mut keep = std::mem::take(&mut self.keep);
        let mut clean = std::mem::take(&mut self.clean);
        let mut payload = std::mem::take(&mut self.payload);
        for piece in &lines::split(text, Encoding::Utf8, Base::START) {
            let Beginning { stream: name, partial, can_peel } =
                payload_ranges(text, piece, reading::Marks::ANY, &mut keep, &mut clean);
            self.is_unsure |= matches!(partial, Partial::GoesOn(_));
            payload.clear();
            keep.iter().for_each(|range| payload.extend_from_slice(&text[range.clone()]));
            let place = line.start + piece.start..line.start + piece.end;
            self.look_around(block, offset, place, name, &payload);
            let base = self.lane_of(name);
            let has_other = can_peel || reading::has_other_inside(&payload, reading::Marks::ANY);
            self.push_line(block, base, &payload, has_other, line.start);
        }
        (self.keep, self.clean, self.payload) = (keep, clean, payload);
    }

    /// Adds a line with its readings, if it has others.
    fn push_line(&mut self, block: &[u8], base: usize, payload: &[u8], has_other: bool, line: usize) {
        let is_read = has_other && {
            self.line.clear();
            self.line.push_plain(payload, 0);
            self.readers[0].read(&self.line)
        };
        if !(is_read && self.push_readings(block, base, line)) {
            self.push_copy(base, payload, line);
        }
        self.lanes[base].push_pieces(payload, line);
    }

    /// The lane of the lines of `base` read otherwise, for another one of them: what stands right before that is in it.
    fn begin_together(&mut self, block: &[u8], base: usize, line: usize) -> usize {
        let together = self.together_of(base);
        if self.lanes[base].behind >= EDGE_BYTES {
            // A literal may begin there.
            let before = &self.lanes[base];
            let from = before.key.len().saturating_sub(EDGE_BYTES);
            let edge = before.key[from..].to_vec();
            let first = if edge.is_empty() { line } else { before.start_near(block, from) };
            self.lanes[together].push_pieces(&edge, first);
        }
        self.lanes[base].behind = 0;
        together
    }

    /// Adds the readings of the line that the first reader holds; true if the first one is read together with the lines around.
    fn push_readings(&mut self, block: &[u8], base: usize, line: usize) -> bool {
        let mut readers = std::mem::take(&mut self.readers);
        let is_together = (0..readers[0].lines().len()).all(|index| readers[0].name(index).is_none());
        if is_together {
            let together = self.begin_together(block, base, line);
            for read in readers[0].lines() {
                self.lanes[together].push_pieces(&readers[0].text().bytes()[read.range.clone()], line);
            }
        }
        for level in 0..LEVEL_COUNT_MAX {
            let mut deeper = None;
            for (index, read) in readers[level].lines().iter().enumerate() {
                let bytes = &readers[level].text().bytes()[read.range.clone()];
                if !(level == 0 && is_together) {
                    let lane = self.named_of(base, level, readers[level].name(index).unwrap_or_default());
                    self.lanes[lane].push_pieces(bytes, line);
                }
                deeper = deeper.or(reading::has_deeper(bytes).then(|| read.range.clone()));
            }
            let Some(range) = deeper.filter(|_| level + 1 < LEVEL_COUNT_MAX) else { break };
            self.line.clear();
            self.line.push_part(readers[level].text(), range);
            if !readers[level + 1].read(&self.line) {
                break;
            }
        }
        self.readers = readers;
        is_together
    }

    fn scan(&mut self, block: &[u8], offset: usize, wanted: &Wanted) -> Skimmed {
        let mut skimmed = Skimmed::default();
        if self.is_unsure {
            skimmed.hits.push(Hit::of_unknown(offset..offset + block.len()));
        }
        skimmed.hits.extend(self.unsure.drain(..).map(Hit::of_unknown));
        for lane in &self.lanes[..self.lane_count] {
            if lane.key.is_empty() {
                continue;
            }
            let scope = lane.name.reading.scope();
            let mut near = Near::default();
            self.found.clear();
            wanted.scan(self.table, &lane.key, &mut |literal, at| {
                let is_noted = wanted.has(literal) && self.companions.is_noted(literal);
                if is_noted || self.table.is_trigger(literal) {
                    self.found.push((at, literal));
                }
            });
            // One behind the other, so that the lane is walked once to find their lines.
            self.found.sort_unstable();
            for (at, literal) in self.found.iter().copied() {
                let uses = self.table.uses(literal);
                let lines = lane.lines(block, at..at + self.table.literal(literal).len(), &mut near);
                let lines = offset + lines.start..offset + lines.end;
                if wanted.has(literal) {
                    self.companions.push(literal, (lines.start, lines.end));
                }
                skimmed.hits.extend(Hit::of_literal(literal, uses, scope, lines));
            }
            let len = lane.key.len();
            let (head, tail) = (0..len.min(EDGE_BYTES), len.saturating_sub(EDGE_BYTES)..len);
            skimmed.edges.push(Edge {
                lane: lane.name.clone(),
                head_end: offset + lane.lines(block, head.clone(), &mut near).end,
                head: lane.key[head].to_vec(),
                tail_start: offset + lane.lines(block, tail.start..len, &mut near).start,
                tail: lane.key[tail].to_vec(),
                is_whole: len <= EDGE_BYTES,
            });
        }
        skimmed.hits.sort_unstable_by_key(Hit::order);
        skimmed.companions = self.companions.take((offset, offset + block.len()));
        skimmed
    }
}
