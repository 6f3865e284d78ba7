//! The records around a hit, where lines tell by themselves that records begin.
//!
//! No event, no text and no reading goes on over the head of a record that is certainly another one in its stream as it is
//! ([`Standing::Head`]), and where it is read otherwise, too ([`Standing::ReadHead`]). So a match that lies within events lies
//! between two such heads, and of what its finding is made of only two things look beyond: whether the process ended soon after
//! ([`toll`]), a few records on, and whether a line was cut ([`hard_wrap`]), which the width of lines nearby tells. Both are few
//! lines, where the reach of any match is half a megabyte.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::limits::{EVENT_BYTES_MAX, TEXT_SPAN_LINES_MAX};
use crate::log::lines::Bounds;
use crate::log::standing::{Bare, Standing, bare, pieces, without_end};
use crate::log::{Base, char_count, event, hard_wrap, wrapper};
use crate::matcher::toll;

/// Lines of a stream from one head to the next: so many are read together wherever among them one is read otherwise.
const RECORD_LINES_MAX: usize = TEXT_SPAN_LINES_MAX;

/// Lines of a stream behind a record that tell its toll and whether they are cut themselves.
const LINES_BEHIND: usize = toll::LINES_BEHIND + hard_wrap::NEAR_LINES + 1;

/// Heads that do the same.
const HEADS_BEHIND: usize = toll::EVENTS_BEHIND + 1;

/// Raw bytes behind a record in which its toll is looked for, and those near them that may be compared.
const BEHIND_BYTES_MAX: usize = 3 * EVENT_BYTES_MAX;

/// Raw bytes of a record that is looked at for each hit in it.
const SAID_BYTES_MAX: usize = 4 * 1024;

/// What has to be read for the matches of a hit. Raw offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Around {
    /// From a head to the next: they begin in it.
    pub(super) records: Range<usize>,
    /// What all that is said of them depends on, in whole lines.
    pub(super) lines: Range<usize>,
}

/// A record as it stands, or as it is read otherwise.
pub(super) struct Said<'w> {
    /// Its lines, without what stands before them of a stream's name, and their ends between them.
    pub(super) payload: Cow<'w, [u8]>,
    /// True if it has one line: no event has others beside it.
    pub(super) is_one_line: bool,
}

/// The records of a window.
pub(super) struct Records<'w> {
    text: Text<'w>,
    /// Raw offset of the window.
    base: usize,
    /// Where the end of a process may be told of, ascending; `None` if control codes may stand in what tells.
    ends: OnceCell<Option<Vec<usize>>>,
    /// What was found last, and the stream: the next hit often stands in the same record.
    last: RefCell<Option<(Around, Option<Vec<u8>>)>>,
    /// The line that was looked at last, and where it begins.
    below: RefCell<Option<(usize, Rc<Bare<'w>>)>>,
    /// Per stream a range of lines without a head, or of a record too long: so that nothing is looked at for each of many hits.
    hopeless: RefCell<HashMap<Option<Vec<u8>>, Range<usize>>>,
}

impl<'w> Records<'w> {
    /// Those of the lines of a window that begins at `base`.
    pub(super) fn of(bounds: &'w Bounds<'w>, base: Base, at_end: bool) -> Self {
        let begins = base.offset == base.line_start;
        let text = Text { bytes: bounds.text(), bounds, is_first: base.begins, begins, is_last: at_end };
        Records {
            text,
            base: base.offset,
            ends: OnceCell::new(),
            last: RefCell::default(),
            below: RefCell::default(),
            hopeless: RefCell::default(),
        }
    }

    /// Where the lines begin and end, in the window.
    pub(super) fn bounds(&self) -> &'w Bounds<'w> {
        self.text.bounds
    }

    /// What lies around a hit in these lines (raw offsets), for matches within events that begin before `own_end`; `None` where
    /// lines do not tell.
    pub(super) fn around(&self, hit: &Range<usize>, own_end: usize) -> Option<Around> {
        let text = &self.text;
        let raw = |range: Range<usize>| range.start + self.base..range.end + self.base;
        let hit = hit.start.checked_sub(self.base)?..hit.end.checked_sub(self.base)?;
        let stream = text.bare(hit.start)?.stream;
        let stream = stream.as_deref();
        if let Some(known) = self.known(&hit, stream) {
            return Some(known);
        }
        let head = self.head_before(hit.start, stream)?;
        if head + self.base >= own_end {
            return Some(Around { records: raw(head..hit.end), lines: raw(head..head) });
        }
        let Some((mut rows, next)) = text.record(head, hit.end, stream) else {
            self.hopeless.borrow_mut().insert(stream.map(<[u8]>::to_vec), head..hit.end);
            return None;
        };
        let mut lines = head..next;
        let is_read = rows.iter().any(|row| row.standing.is_read());
        let mut read_to = next;
        if is_read || self.may_end_behind(next) {
            let behind = text.behind(next, stream, is_read)?;
            if behind.says_end {
                rows.extend(behind.rows);
                lines.end = behind.end;
            }
            // A reading may say otherwise that the process ended.
            read_to = if is_read { behind.end } else { next };
        }
        // A reading compares the widths of its lines from head to head only.
        text.widen_for_cuts(&mut lines, &rows, stream)?;
        lines.end = lines.end.max(read_to);
        let is_doubtful = |lines: &Range<usize>| text.has_doubtful_rest(&(head..next), &hit, stream, lines);
        if is_doubtful(&lines) {
            lines = text.widened(lines, |_| true)?;
            if is_doubtful(&lines) {
                return None;
            }
        }
        let around = Around { records: raw(head..next), lines: raw(lines) };
        *self.last.borrow_mut() = Some((around.clone(), stream.map(<[u8]>::to_vec)));
        Some(around)
    }

    /// All that the record says which a hit in these lines (raw offsets) stands in; `None` if it is long or nothing tells how all
    /// of it is read.
    pub(super) fn said(&self, hit: &Range<usize>) -> Option<Vec<Said<'w>>> {
        let text = &self.text;
        let hit = hit.start.checked_sub(self.base)?..hit.end.checked_sub(self.base)?;
        if hit.len() > SAID_BYTES_MAX {
            return None;
        }
        let line = self.line_at(hit.start)?;
        if self.is_record(&line, &hit) {
            return Some(said(&line, &[]));
        }
        let stream = line.stream.as_deref();
        let head = self.head_before(hit.start, stream).filter(|head| hit.end - head <= SAID_BYTES_MAX)?;
        let (rows, next) = text.record(head, hit.end, stream)?;
        let is_plain = |row: &Row| !row.standing.is_read();
        let is_known = next - head <= SAID_BYTES_MAX
            && rows.first()?.standing != Standing::Readable
            && rows[1..].iter().all(is_plain)
            && !text.has_doubtful_rest(&(head..next), &hit, stream, &(head..next));
        if !is_known {
            return None;
        }
        let below: Option<Vec<_>> = rows[1..].iter().map(|row| Some(text.bare(row.start)?.payload)).collect();
        Some(said(&text.bare(head)?, &below?))
    }

    /// The line that begins at `start`. Hits come in order: that below the last one is asked for again.
    fn line_at(&self, start: usize) -> Option<Rc<Bare<'w>>> {
        let mut below = self.below.borrow_mut();
        if let Some((_, line)) = below.as_ref().filter(|(known, _)| *known == start) {
            return Some(Rc::clone(line));
        }
        let line = Rc::new(self.text.bare(start)?);
        *below = Some((start, Rc::clone(&line)));
        Some(line)
    }

    /// True if a line, which stands in `range` with its end, certainly is a record by itself: one begins with it, and another one of
    /// its stream right below it. Most lines are told so.
    fn is_record(&self, line: &Bare<'_>, range: &Range<usize>) -> bool {
        let text = &self.text;
        let is_head = |line: &Bare<'_>| !line.may_end && line.standing().is_head();
        let is_next = |next: &Bare<'_>| next.stream == line.stream && is_head(next);
        let is_last = || text.is_last && range.end == text.bytes.len();
        text.end_of_line(range.start) == Some(range.end)
            && is_head(line)
            && (is_last() || self.line_at(range.end).is_some_and(|next| is_next(&next)))
    }

    /// The head of the record of `stream` that line `at`, which is of it, stands in. Hits come in order.
    fn head_before(&self, at: usize, stream: Option<&[u8]>) -> Option<usize> {
        let mut hopeless = self.hopeless.borrow_mut();
        let known = hopeless.entry(stream.map(<[u8]>::to_vec)).or_default();
        self.text.head_before(at, known, stream).map_err(|from| *known = from..at + 1).ok()
    }

    /// What was found last, if the hit stands in the same record.
    fn known(&self, hit: &Range<usize>, stream: Option<&[u8]>) -> Option<Around> {
        let last = self.last.borrow();
        let (around, of) = last.as_ref().filter(|(_, of)| of.as_deref() == stream)?;
        let own = |range: &Range<usize>| range.start - self.base..range.end - self.base;
        let (records, lines) = (own(&around.records), own(&around.lines));
        let is_same = records.start <= hit.start && hit.end <= records.end;
        (is_same && !self.text.has_doubtful_rest(&records, hit, of.as_deref(), &lines)).then(|| around.clone())
    }

    /// True if lines behind `at` may tell of the end of a process.
    fn may_end_behind(&self, at: usize) -> bool {
        let find = || (!wrapper::has_noise(self.text.bytes)).then(|| event::ends_in(self.text.bytes));
        let Some(ends) = self.ends.get_or_init(find) else { return true };
        ends.get(ends.partition_point(|end| *end < at)).is_some_and(|end| end - at <= BEHIND_BYTES_MAX)
    }
}

/// What a record says that begins with this line and goes on with the payloads of those `below`.
fn said<'w>(head: &Bare<'w>, below: &[Cow<'_, [u8]>]) -> Vec<Said<'w>> {
    let with_those_below = |first: Cow<'w, [u8]>| {
        if below.is_empty() {
            return first;
        }
        let lines = std::iter::once(&first).map(|line| &**line).chain(below.iter().map(|line| &**line));
        lines.collect::<Vec<_>>().join(&b'\n').into()
    };
    let mut all = Vec::new();
    if let Some(reader) = head.record() {
        let texts: Vec<_> = reader.texts().collect();
        let payload = with_those_below(texts.join(&b'\n').into());
        all.push(Said { payload, is_one_line: texts.len() == 1 && below.is_empty() });
    }
    all.push(Said { payload: with_those_below(head.payload.clone()), is_one_line: below.is_empty() });
    all
}

/// A line of the stream.
struct Row {
    start: usize,
    /// Characters of its payload.
    width: usize,
    standing: Standing,
}

/// What stands behind a record.
struct Behind {
    rows: Vec<Row>,
    /// Where the first line begins that is not among them.
    end: usize,
    /// True if one of them may say that a process ended.
    says_end: bool,
}

/// The bytes of a window. Offsets are into them.
struct Text<'w> {
    bytes: &'w [u8],
    bounds: &'w Bounds<'w>,
    /// True if nothing stands before it.
    is_first: bool,
    /// True if the first byte begins a line.
    begins: bool,
    /// True if nothing follows.
    is_last: bool,
}

impl<'w> Text<'w> {
    /// The head of the record of `stream` that line `at`, which is of it, stands in; else the first line that is known to stand in
    /// none. Lines of `hopeless` do not.
    fn head_before(&self, at: usize, hopeless: &Range<usize>, stream: Option<&[u8]>) -> Result<usize, usize> {
        let mut start = at;
        loop {
            if hopeless.contains(&start) {
                return Err(hopeless.start);
            }
            let own = self.bare(start).filter(|line| line.stream.as_deref() == stream);
            if let Some(line) = own.filter(|line| line.standing().is_head()) {
                let is_whole = !line.may_end || self.is_whole_above(start, stream);
                return if is_whole { Ok(start) } else { Err(start) };
            }
            start = self.line_before(start).filter(|start| at - start <= EVENT_BYTES_MAX).ok_or(start)?;
        }
    }

    /// True if the line of `stream` above `start` certainly does not go on in another.
    fn is_whole_above(&self, start: usize, stream: Option<&[u8]>) -> bool {
        let mut at = start;
        while let Some(above) = self.line_before(at).filter(|above| start - above <= EVENT_BYTES_MAX) {
            let Some(line) = self.bare(above) else { return false };
            if line.stream.as_deref() == stream {
                return true;
            }
            at = above;
        }
        false
    }

    /// The lines from `head` to the next head behind `behind`, and where that stands.
    fn record(&self, head: usize, behind: usize, stream: Option<&[u8]>) -> Option<(Vec<Row>, usize)> {
        let mut rows = Vec::new();
        let mut start = head;
        while start < self.bytes.len() {
            for piece in pieces(self.line(start)?) {
                let line = bare(piece)?;
                if line.stream.as_deref() == stream {
                    let row = Row::of(&line, start);
                    if row.standing.is_head() && start >= behind {
                        return Some((rows, start));
                    }
                    rows.push(row);
                }
            }
            let end = self.end_of_line(start)?;
            if rows.len() > RECORD_LINES_MAX || end - head > EVENT_BYTES_MAX {
                return None;
            }
            start = end;
        }
        self.is_last.then_some((rows, start))
    }

    /// The lines from head `from` on that tell the toll of what stands before it. Lines that are read otherwise may be few in
    /// their reading, so then only heads count.
    fn behind(&self, from: usize, stream: Option<&[u8]>, is_read: bool) -> Option<Behind> {
        let mut rows = Vec::new();
        let (mut heads, mut says_end, mut is_read) = (0, false, is_read);
        let mut start = from;
        while start < self.bytes.len() {
            if rows.len() >= LINES_BEHIND && !is_read || start - from > BEHIND_BYTES_MAX {
                return Some(Behind { rows, end: start, says_end });
            }
            for piece in pieces(self.line(start)?) {
                let Some(line) = bare(piece) else {
                    // The beginning of a line, of whatever stream.
                    rows.push(Row::unknown(start));
                    (is_read, says_end) = (true, true);
                    continue;
                };
                if line.stream.as_deref() == stream {
                    let row = Row::of(&line, start);
                    heads += usize::from(row.standing.is_head());
                    if heads == HEADS_BEHIND {
                        return Some(Behind { rows, end: start, says_end });
                    }
                    is_read |= row.standing.is_read();
                    says_end |= event::says_end(&line.payload);
                    rows.push(row);
                }
            }
            start = self.end_of_line(start)?;
        }
        self.is_last.then_some(Behind { rows, end: start, says_end })
    }

    /// True if a line with this stream's name in `range` may go on in the one below, or a line of the hit may be the rest of one,
    /// as far as the lines of `known` tell. Other rests have no say: what matches in one has a hit of its own.
    fn has_doubtful_rest(
        &self,
        range: &Range<usize>,
        hit: &Range<usize>,
        stream: Option<&[u8]>,
        known: &Range<usize>,
    ) -> bool {
        let mut start = self.line_before(range.start).unwrap_or(0).max(known.start);
        // A line with a name, and the one below it if that may be its rest.
        let mut row: Option<(Range<usize>, Option<Range<usize>>)> = None;
        while start < range.end {
            let Some(end) = self.end_of_line(start) else { return true };
            let line = start..end;
            if self.is_named(&line) {
                row = Some((line, None));
            } else if let Some((above, first)) = row.take().filter(|_| self.can_be_rest(&line)) {
                let first = first.unwrap_or_else(|| line.clone());
                let is_own = stream.is_some() && range.contains(&above.start) && self.is_of(above.start, stream);
                if (is_own || hit.contains(&start)) && self.may_go_on(&above, &first, known) {
                    return true;
                }
                // What goes on in a row goes on in the next.
                row = Some((above, Some(first)));
            }
            start = end;
        }
        false
    }

    /// True if a part of the line may have a stream's name.
    fn is_named(&self, line: &Range<usize>) -> bool {
        let bytes = without_end(&self.bytes[line.clone()]);
        pieces(bytes).any(|piece| bare(piece).is_none_or(|bare| bare.stream.is_some()))
    }

    /// True if the line, which has no name, may be the rest of one.
    fn can_be_rest(&self, line: &Range<usize>) -> bool {
        let bytes = without_end(&self.bytes[line.clone()]);
        bytes.contains(&b'\r') || bare(bytes).is_none_or(|bare| hard_wrap::can_be_rest(&bare.payload))
    }

    /// True if line `row` may go on in line `below`, which may be a rest, as far as the lines of `known` tell.
    fn may_go_on(&self, row: &Range<usize>, below: &Range<usize>, known: &Range<usize>) -> bool {
        let line = |range: &Range<usize>| without_end(&self.bytes[range.clone()]);
        if line(row).contains(&b'\r') || line(below).contains(&b'\r') {
            return true;
        }
        // One more: a byte order mark takes no column.
        let width = char_count(line(row)) + 1;
        let near = row.start.saturating_sub(known.start)..row.end.saturating_sub(known.start);
        hard_wrap::may_be_row(line(row))
            && (1..=width).contains(&char_count(line(below)))
            && !hard_wrap::has_wider_near(&self.bytes[known.clone()], near, width)
    }

    /// Adds lines to the range until it tells of each of `rows`, the lines of the stream in it, whether that was cut: mostly a wider
    /// line nearby says that it was not.
    fn widen_for_cuts(&self, range: &mut Range<usize>, rows: &[Row], stream: Option<&[u8]>) -> Option<()> {
        let is_widest_near = |index: usize| {
            let from = index.saturating_sub(hard_wrap::NEAR_LINES);
            let near = &rows[from..rows.len().min(index + hard_wrap::NEAR_LINES + 1)];
            let mut near = near.iter().filter(|other| other.start.abs_diff(rows[index].start) <= EVENT_BYTES_MAX);
            near.all(|other| other.width <= rows[index].width)
        };
        let goes_on = |index: &usize| rows.get(index + 1).is_some_and(|next| !next.standing.is_head());
        let wide = (0..rows.len()).filter(|index| rows[*index].width >= hard_wrap::WIDTH_MIN);
        let open: Vec<usize> = wide.filter(goes_on).filter(|index| is_widest_near(*index)).collect();
        let (Some(first), Some(last)) = (open.first(), open.last()) else { return Some(()) };
        let width = open.iter().map(|index| rows[*index].width).max().unwrap_or_default();
        // A line that is near all of them.
        let above = hard_wrap::NEAR_LINES.saturating_sub(*last);
        let below = (first + hard_wrap::NEAR_LINES + 1).saturating_sub(rows.len());
        let lowest = rows[*last].start.saturating_sub(EVENT_BYTES_MAX);
        let highest = rows[*first].start + EVENT_BYTES_MAX;
        if let Some(start) = self.wider_above(range.start, width, above, stream).filter(|start| *start >= lowest) {
            range.start = start;
        } else if let Some(line) =
            self.wider_below(range.end, width, below, stream).filter(|line| line.start <= highest)
        {
            range.end = line.end;
        } else {
            *range = self.widened(range.clone(), |start| self.is_of(start, stream))?;
        }
        Some(())
    }

    /// The beginning of the nearest line of the stream above `from` that is wider, among so many.
    fn wider_above(&self, from: usize, width: usize, count: usize, stream: Option<&[u8]>) -> Option<usize> {
        let mut start = from;
        let mut left = count;
        while left > 0 {
            start = self.line_before(start).filter(|start| from - start <= EVENT_BYTES_MAX)?;
            let line = self.bare(start)?;
            if line.stream.as_deref() == stream {
                if char_count(&line.payload) > width {
                    return Some(start);
                }
                left -= 1;
            }
        }
        None
    }

    /// The nearest line of the stream at or below `from` that is wider, among so many.
    fn wider_below(&self, from: usize, width: usize, count: usize, stream: Option<&[u8]>) -> Option<Range<usize>> {
        let mut start = from;
        let mut left = count;
        while left > 0 {
            let end = self.end_of_line(start).filter(|end| end - from <= EVENT_BYTES_MAX)?;
            let line = self.bare(start)?;
            if line.stream.as_deref() == stream {
                if char_count(&line.payload) > width {
                    return Some(start..end);
                }
                left -= 1;
            }
            start = end;
        }
        None
    }

    /// The range with as many lines more on both sides as are compared with a line, of those that count.
    fn widened(&self, range: Range<usize>, counts: impl Fn(usize) -> bool) -> Option<Range<usize>> {
        let mut start = range.start;
        let mut left = hard_wrap::NEAR_LINES;
        while left > 0 && range.start - start <= EVENT_BYTES_MAX && !(start == 0 && self.is_first) {
            start = self.line_before(start)?;
            left -= usize::from(counts(start));
        }
        let mut end = range.end;
        let mut left = hard_wrap::NEAR_LINES;
        while left > 0 && end - range.end <= EVENT_BYTES_MAX && !(end == self.bytes.len() && self.is_last) {
            left -= usize::from(counts(end));
            end = self.end_of_line(end)?;
        }
        Some(start..end)
    }

    /// True if the line that begins at `start` is one of the stream.
    fn is_of(&self, start: usize, stream: Option<&[u8]>) -> bool {
        self.bare(start).is_some_and(|line| line.stream.as_deref() == stream)
    }

    /// The line that begins at `start`; `None` if where it ends is not known, or what it is, or if it is several lines.
    fn bare(&self, start: usize) -> Option<Bare<'w>> {
        self.line(start).filter(|line| !line.contains(&b'\r')).and_then(bare)
    }

    /// The bytes of the line that begins at `start`, without its end; `None` if where that is is not known.
    fn line(&self, start: usize) -> Option<&'w [u8]> {
        Some(without_end(&self.bytes[start..self.end_of_line(start)?]))
    }

    /// Just behind the line end of the line that begins at `start`; `None` if that is not known.
    fn end_of_line(&self, start: usize) -> Option<usize> {
        let is_last = self.is_last && start < self.bytes.len();
        self.bounds.end(start).or_else(|| is_last.then_some(self.bytes.len()))
    }

    /// The beginning of the line before the one that begins at `start`.
    fn line_before(&self, start: usize) -> Option<usize> {
        let before = self.bounds.start(start.checked_sub(1)?);
        (before > 0 || self.begins).then_some(before)
    }
}

impl Row {
    fn of(line: &Bare<'_>, start: usize) -> Self {
        Row { start, width: char_count(&line.payload), standing: line.standing() }
    }

    fn unknown(start: usize) -> Self {
        Row { start, width: 0, standing: Standing::Readable }
    }
}
