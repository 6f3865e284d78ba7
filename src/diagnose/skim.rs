//! Which parts of a window can hold a match: what lies around the literals that [skimming](crate::matcher::skim) finds.
//!
//! Everything that a match depends on lies within the reach of a window around it. So what is farther than
//! that from every trigger need not be read as a log.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::companions::Seen;
use super::glance::Glance;
use super::records::Records;
use super::sought::{Sought, SoughtSoFar};
use super::{Reach, Signatures, Window};
use crate::limits::{
    EVENT_BYTES_MAX, LOCAL_AROUND_BYTES, LONG_LINES_WINDOW_BYTES, LOOK_AROUND_BYTES, READ_WINDOW_BYTES,
    SKIM_BLOCK_BYTES, SKIM_WINDOW_BYTES,
};
use crate::log::lines::Bounds;
use crate::log::{Base, Encoding};
use crate::matcher::skim::{Hit, Joints, Scope, Skimmer, Wanted};
use crate::signature::table::{LiteralIndex, SignatureTable};

/// How many windows are read as a whole behind those of which little could be left out.
const PAUSE_WINDOWS: usize = 7;

/// If more than this share of a log has to be read all the same, it takes no longer to read all of it: skimming takes about a
/// third of the time of reading.
const SHARE_MAX: f64 = 0.6;

/// Raw bytes of what is read together where it may be read apart: reading takes about 12 times as much memory.
const PART_BYTES_MAX: usize = 1024 * 1024;

/// Raw bytes of a window that are skimmed before it is asked whether there are hits all over.
const PROBE_BYTES: usize = 1024 * 1024;

/// With more hits in them it takes longer to look around each than to read all: that is about a tenth of a millisecond for a hit,
/// and 20 for a megabyte.
const PROBE_HITS_MAX: usize = 256;

/// How many times [`EVENT_BYTES_MAX`] a window is looked around: an event on each side of what parts may lie apart.
const LOOK_AROUND_EVENTS: usize = LOOK_AROUND_BYTES / EVENT_BYTES_MAX;

/// A log that is skimmed as its windows come.
pub(super) struct Skim<'s, S> {
    signatures: &'s S,
    table: &'s SignatureTable,
    skimmer: Skimmer<'s>,
    joints: Joints,
    reach: Reach,
    /// Raw offset up to which whole lines have been skimmed.
    done_to: usize,
    /// Ascending.
    hits: Vec<Hit>,
    /// What else is looked for, and what of that stands there.
    sought: Arc<Sought>,
    sought_so_far: &'s SoughtSoFar,
    seen: Seen,
    /// Something came that is not skimmed.
    is_unfit: bool,
    /// Most of the last window was lines that are too long: what is made of them takes the most memory.
    has_long_lines: bool,
    /// Windows that are read as a whole before the next one is skimmed.
    pause: usize,
    /// How much of the last windows had to be read; the last one counts half.
    share: f64,
}

impl<'s, S: Signatures> Skim<'s, S> {
    /// Nothing of a log that begins at `base`.
    pub(super) fn new(signatures: &'s S, sought_so_far: &'s SoughtSoFar, base: Base, reach: Reach) -> Self {
        let table = signatures.table();
        Skim {
            signatures,
            table,
            skimmer: Skimmer::new(table),
            joints: Joints::default(),
            reach,
            done_to: base.offset,
            hits: Vec::new(),
            sought: sought_so_far.get(),
            sought_so_far,
            seen: Seen::default(),
            is_unfit: table.has_uncovered_signatures(),
            has_long_lines: false,
            pause: 0,
            share: 0.0,
        }
    }

    /// The same for matches that begin in `own` only: what stands before them is left out, but for lines that tell how those
    /// of `own` are read.
    pub(super) fn within(
        signatures: &'s S,
        sought_so_far: &'s SoughtSoFar,
        window: &Window,
        own: &Range<usize>,
    ) -> Self {
        let mut skim = Skim::new(signatures, sought_so_far, window.base, window.reach);
        skim.done_to = window.base.offset + first_line(window, own);
        skim
    }

    /// The parts of the window that can hold matches which begin in `own`, in their order; `None` if that is not known.
    pub(super) fn parts(&mut self, window: &Window, own: &Range<usize>, at_end: bool) -> Option<Vec<Part>> {
        self.is_unfit |= window.encoding() != Encoding::Utf8 || self.done_to < window.base.offset;
        if self.is_unfit {
            return None;
        }
        let bounds = Bounds::of(&window.bytes, window.base);
        self.has_long_lines = 2 * bounds.cut_bytes() > window.bytes.len();
        let begin = self.done_to - window.base.offset;
        let whole = if at_end { window.bytes.len() } else { bounds.start(window.bytes.len()).max(begin) };
        // Less is looked around than a line may take.
        if window.bytes.len() - whole > self.reach.look_around {
            self.is_unfit = true;
            return None;
        }
        if self.pause > 0 {
            self.pause -= 1;
            self.pass_over(whole - begin);
            return None;
        }
        let records = Records::of(&bounds, window.base, at_end);
        let glance = Glance::at(self.signatures, &records);
        let mut from = begin;
        let mut is_probed = false;
        while from < whole {
            if from - begin >= PROBE_BYTES && !is_probed {
                is_probed = true;
                // Where there are hits all over, skimming saves nothing for a while.
                self.hits.sort_unstable_by_key(Hit::order);
                self.hits.dedup();
                self.seek(window, own);
                let skimmed = window.base.offset..self.done_to;
                let counted = self.counted(&skimmed, self.done_to, &glance);
                if counted.iter().filter(|counts| **counts).count() > PROBE_HITS_MAX {
                    self.pause = PAUSE_WINDOWS;
                    self.pass_over(whole - from);
                    return None;
                }
            }
            let to = block_end(&bounds, from).min(whole);
            let offset = self.done_to;
            let mut skimmed = self.skimmer.skim(&window.bytes[from..to], offset, &self.sought.wanted);
            self.joints.join(self.table, &self.sought.wanted, &mut skimmed, offset);
            let unknown = skimmed.hits.iter().filter(|hit| hit.scope == Scope::Window && hit.literal.is_none());
            unknown.for_each(|hit| self.seen.add_unknown(hit.lines.clone()));
            skimmed.hits.dedup();
            skimmed.hits.retain(|hit| glance.may_match(hit));
            self.hits.append(&mut skimmed.hits);
            self.seen.add(self.table, skimmed.companions);
            self.done_to += to - from;
            from = to;
        }
        self.hits.retain(|hit| hit.lines.end + self.reach.look_around > window.base.offset);
        self.seen.forget_before(window.base.offset);
        self.hits.sort_unstable_by_key(Hit::order);
        self.hits.dedup();
        self.seek(window, own);
        // The last lines of a window are too far from matches that begin in its own range.
        let slack = EVENT_BYTES_MAX.min(self.reach.look_around / LOOK_AROUND_EVENTS);
        let known_to = if at_end { usize::MAX } else { window.end() - slack };
        let counted = self.counted(&(window.base.offset..window.end()), known_to, &glance);
        let (spans, settled): (Vec<Span>, Vec<bool>) = self.spans(&counted, window, own, &records).unzip();
        let mut settled = settled.into_iter();
        self.hits.retain(|_| !settled.next().unwrap_or_default());
        self.share = (self.share + held_share(spans.clone(), own)) / 2.0;
        if self.share > SHARE_MAX {
            self.share = 0.0;
            self.pause = PAUSE_WINDOWS;
        }
        let parts = parts_of(spans);
        let read: usize = parts.iter().map(|part| part.lines.len()).sum();
        // What lies around hits overlaps.
        (read < window.bytes.len()).then_some(parts)
    }

    /// Raw bytes to take at a time: more where windows are read as a whole, since they overlap, unless that takes too much memory.
    pub(super) fn window_bytes(&self) -> usize {
        let is_whole = self.is_unfit || self.pause > 0;
        match (is_whole, self.has_long_lines) {
            (false, _) => SKIM_WINDOW_BYTES,
            (true, false) => READ_WINDOW_BYTES,
            (true, true) => LONG_LINES_WINDOW_BYTES,
        }
    }

    /// All of the window, of which [no part can be left out](Self::parts): in several parts if one takes too much memory.
    pub(super) fn whole(&self, window: &Window, own: &Range<usize>) -> Vec<Part> {
        let size = if self.has_long_lines { LONG_LINES_WINDOW_BYTES } else { usize::MAX };
        let part = |start: usize| {
            let own = start..own.end.min(start.saturating_add(size));
            let end = window.end().min(own.end.saturating_add(window.reach.look_around));
            Part { lines: window.base.offset + window.cut_before(start)..end, own: vec![own] }
        };
        own.clone().step_by(size).map(part).collect()
    }

    /// Looks from here on for what signatures need whose parts may lie apart and of which there is a hit, and once in what was
    /// skimmed before.
    fn seek(&mut self, window: &Window, own: &Range<usize>) {
        let wide = self.hits.iter().filter(|hit| hit.scope == Scope::Window).filter_map(|hit| hit.literal);
        let new: BTreeSet<LiteralIndex> = wide.filter(|literal| !self.sought.has(*literal)).collect();
        if new.is_empty() {
            return;
        }
        let sought = Arc::new(self.sought.with(self.table, &new));
        if let Some(wanted) = sought.beyond(self.table, &self.sought) {
            self.look_back(window, own, &wanted);
        }
        self.sought_so_far.add(self.table, &sought);
        self.sought = sought;
    }

    /// Looks for companions in what was skimmed of the window without them.
    fn look_back(&mut self, window: &Window, own: &Range<usize>, wanted: &Wanted) {
        let (mut skimmer, mut joints) = (Skimmer::new(self.table), Joints::default());
        let bytes = &window.bytes[..self.done_to - window.base.offset];
        let bounds = Bounds::of(bytes, window.base);
        // A part of a match does not stand before its beginning.
        let mut from = first_line(window, own);
        while from < bytes.len() {
            let to = block_end(&bounds, from);
            let offset = window.base.offset + from;
            let mut skimmed = skimmer.skim(&bytes[from..to], offset, wanted);
            joints.join(self.table, wanted, &mut skimmed, offset);
            self.seen.add(self.table, skimmed.companions);
            from = to;
        }
    }

    /// Takes the next bytes as lines that may hold anything.
    fn pass_over(&mut self, size: usize) {
        let lines = self.done_to..self.done_to + size;
        self.seen.add_unknown(lines.clone());
        self.hits.push(Hit::of_unknown(lines));
        self.done_to += size;
    }

    /// What lies around each hit, and whether no later window holds a match with it.
    fn spans(
        &self,
        counted: &[bool],
        window: &Window,
        own: &Range<usize>,
        records: &Records<'_>,
    ) -> impl Iterator<Item = (Span, bool)> {
        let nothing = Span { lines: own.start..own.start, own: own.start..own.start };
        self.hits.iter().zip(counted).map(move |(hit, counts)| {
            if *counts {
                return self.span(hit, window, own, records);
            }
            // All that a later window may have near it was skimmed.
            (nothing.clone(), hit.lines.end + self.reach.look_around <= self.done_to)
        })
    }

    /// Per hit, whether a match with it may have all that it needs in raw range `within`, in lines that begin before `known_to`.
    fn counted(&mut self, within: &Range<usize>, known_to: usize, glance: &Glance<'_, '_, S>) -> Vec<bool> {
        let (table, around, done_to) = (self.table, self.reach.look_around, self.done_to);
        let seen = &mut self.seen;
        let may_be = |pattern, lines: &Range<usize>| glance.may_be(pattern, lines);
        let counts = |hit: &Hit| {
            let Some(literal) = hit.literal.filter(|_| hit.scope == Scope::Window) else { return true };
            let raw = common(&(hit.lines.start.saturating_sub(around)..hit.lines.end + around), within);
            // What is not skimmed yet ends the window. It is part of a line, and shorter than an event in most logs.
            raw.end > done_to + EVENT_BYTES_MAX || seen.may_match(table, literal, &raw, known_to, may_be)
        };
        self.hits.iter().map(counts).collect()
    }

    /// What matches with this hit that begin in the window's own range can depend on, and whether no later window holds one.
    fn span(&self, hit: &Hit, window: &Window, own: &Range<usize>, records: &Records<'_>) -> (Span, bool) {
        if hit.scope == Scope::Records
            && let Some(around) = records.around(&hit.lines, own.end)
        {
            let is_settled = around.records.end <= own.end;
            return (Span { lines: around.lines, own: common(&around.records, own) }, is_settled);
        }
        let is_wide = hit.scope == Scope::Window;
        let around = if is_wide { self.reach.look_around } else { self.reach.look_around.min(LOCAL_AROUND_BYTES) };
        let within = |at: usize| at.clamp(window.base.offset, window.end()) - window.base.offset;
        let (start, end) = (within(hit.lines.start.saturating_sub(around)), within(hit.lines.end + around));
        let end = records.bounds().end(end).unwrap_or(window.bytes.len());
        let lines = records.bounds().start(start) + window.base.offset..end + window.base.offset;
        // What ends the log belongs to its last line.
        let whole = lines.start..lines.end + usize::from(lines.end == window.end());
        (Span { own: common(&whole, own), lines }, false)
    }
}

/// A part of a window that is read.
#[derive(Debug)]
pub(super) struct Part {
    /// Raw bytes, whole lines.
    pub(super) lines: Range<usize>,
    /// The matches that begin here are those of the whole log; ascending.
    pub(super) own: Vec<Range<usize>>,
}

/// What lies around a hit.
#[derive(Clone)]
struct Span {
    /// Raw bytes, whole lines.
    lines: Range<usize>,
    /// Where the matches with the hit begin.
    own: Range<usize>,
}

/// Where in the bytes of a window the first line begins that tells how those of `own` are read, as far as it holds that.
fn first_line(window: &Window, own: &Range<usize>) -> usize {
    let near = own.start.saturating_sub(EVENT_BYTES_MAX).max(window.base.offset) - window.base.offset;
    memchr::memrchr(b'\n', &window.bytes[..near]).map_or(0, |at| at + 1)
}

/// The end of what is skimmed at a time of whole lines, from `from` on: no line in it goes on in another for its length.
fn block_end(bounds: &Bounds<'_>, from: usize) -> usize {
    let near = (from + SKIM_BLOCK_BYTES).min(bounds.text().len());
    bounds.first_cut(from..near).or_else(|| bounds.end(near - 1)).unwrap_or(bounds.text().len())
}

/// What two ranges have in common; empty if that is nothing.
fn common(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let start = a.start.max(b.start);
    start..a.end.min(b.end).max(start)
}

/// All spans as parts. Those that overlap are read together, up to [`PART_BYTES_MAX`] where that is possible.
fn parts_of(mut spans: Vec<Span>) -> Vec<Part> {
    spans.retain(|span| !span.lines.is_empty() && !span.own.is_empty());
    spans.sort_unstable_by_key(|span| (span.own.start, span.own.end));
    let mut parts: Vec<Part> = Vec::new();
    for Span { lines, own } in with_own_apart(spans) {
        let mut part = Part { lines, own: vec![own] };
        while let Some(before) = parts.pop_if(|before| goes_with(before, &part)) {
            part = joined(before, part);
        }
        parts.push(part);
    }
    parts
}

/// True if a part is read together with the one before it. Parts begin one behind the other.
fn goes_with(before: &Part, part: &Part) -> bool {
    let size = part.lines.end.max(before.lines.end) - before.lines.start;
    part.lines.start <= before.lines.start || part.lines.start <= before.lines.end && size <= PART_BYTES_MAX
}

/// A part with the one before it.
fn joined(before: Part, part: Part) -> Part {
    let mut own = before.own;
    for next in part.own {
        match own.last_mut() {
            Some(last) if last.end == next.start => last.end = next.end,
            _ => own.push(next),
        }
    }
    let lines = before.lines.start.min(part.lines.start)..before.lines.end.max(part.lines.end);
    Part { lines, own }
}

/// The spans, sorted by where their own matches begin, with those together in whose own ranges the same match may begin: which of
/// them tells all that it depends on is not known.
fn with_own_apart(spans: Vec<Span>) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.own.start < last.own.end => {
                last.own.end = last.own.end.max(span.own.end);
                last.lines = last.lines.start.min(span.lines.start)..last.lines.end.max(span.lines.end);
            }
            _ => apart.push(span),
        }
    }
    apart
}

/// How much of the range lies in spans. The longest is left out: one hit around which much has to be read says nothing of the
/// lines that come.
fn held_share(mut spans: Vec<Span>, range: &Range<usize>) -> f64 {
    let longest = (0..spans.len()).max_by_key(|index| spans[*index].lines.len());
    longest.map(|index| spans.swap_remove(index));
    let held: usize = parts_of(spans).iter().map(|part| common(&part.lines, range).len()).sum();
    held as f64 / range.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two ends of each of a part's own ranges.
    type Ends = Vec<(usize, usize)>;

    /// The parts of spans (lines, own), each as its lines and its own ranges.
    fn parts(spans: &[(Range<usize>, Range<usize>)]) -> Vec<(Range<usize>, Ends)> {
        let spans = spans.iter().map(|(lines, own)| Span { lines: lines.clone(), own: own.clone() });
        let ends = |part: &Part| part.own.iter().map(|own| (own.start, own.end)).collect();
        parts_of(spans.collect()).into_iter().map(|part| (part.lines.clone(), ends(&part))).collect()
    }

    #[test]
    fn what_overlaps_is_read_together_and_what_lies_apart_apart() {
        assert_eq!(
            parts(&[(80..200, 100..150), (0..90, 10..40), (300..400, 310..390), (0..40, 40..40)]),
            [(0..200, vec![(10, 40), (100, 150)]), (300..400, vec![(310, 390)])]
        );
        // One that reaches back over two others takes both in.
        assert_eq!(
            parts(&[(0..20, 5..10), (30..50, 35..40), (10..90, 60..70)]),
            [(0..90, vec![(5, 10), (35, 40), (60, 70)])]
        );
        assert_eq!(parts(&[(0..50, 0..20), (5..60, 20..30)]), [(0..60, vec![(0, 30)])]);
    }

    #[test]
    fn long_parts_are_read_apart_where_no_match_may_begin_in_both() {
        const K: usize = 1024;
        let spans = [(0..700 * K, 100 * K..600 * K), (500 * K..1_200 * K, 600 * K..1_100 * K)];
        assert_eq!(
            parts(&spans),
            [(0..700 * K, vec![(100 * K, 600 * K)]), (500 * K..1_200 * K, vec![(600 * K, 1_100 * K)])]
        );
        // The second may tell of a match that begins where the first one's do.
        let spans = [(0..700 * K, 100 * K..600 * K), (500 * K..1_200 * K, 599 * K..1_100 * K)];
        assert_eq!(parts(&spans), [(0..1_200 * K, vec![(100 * K, 1_100 * K)])]);
        // Parts begin one behind the other, whatever their size.
        let spans = [(400 * K..1_100 * K, 500 * K..600 * K), (0..1_300 * K, 700 * K..1_200 * K)];
        assert_eq!(parts(&spans), [(0..1_300 * K, vec![(500 * K, 600 * K), (700 * K, 1_200 * K)])]);
    }

    #[test]
    fn one_long_span_does_not_make_a_log_one_that_is_read_all_over() {
        let long = Span { lines: 0..900, own: 400..500 };
        let short = Span { lines: 950..1_000, own: 960..970 };
        assert!(held_share(vec![long.clone(), short.clone()], &(0..1_000)) < 0.1);
        assert!(held_share(vec![long.clone(), long, short], &(0..1_000)) > 0.9);
    }
}
