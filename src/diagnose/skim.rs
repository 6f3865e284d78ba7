//! Which parts of a window can hold a match: what lies around the literals that [skimming](crate::matcher::skim) finds.
//!
//! Everything that a match depends on lies within the reach of a window around it. So what is farther than
//! that from every trigger need not be read as a log.

use std::ops::Range;

use super::records::Records;
use super::{Reach, Window};
use crate::limits::{EVENT_BYTES_MAX, LOCAL_AROUND_BYTES, SKIM_BLOCK_BYTES};
use crate::log::{Base, Encoding};
use crate::matcher::skim::{Hit, Joints, Scope, Skimmer};
use crate::signature::table::SignatureTable;

/// How many windows are read as a whole behind those of which little could be left out.
const PAUSE_WINDOWS: usize = 7;

/// If more than this share of a log has to be read all the same, it takes no longer to read all of it: skimming takes about a
/// third of the time of reading.
const SHARE_MAX: f64 = 0.7;

/// Raw bytes of a window that are skimmed before it is asked whether there are hits all over.
const PROBE_BYTES: usize = 1024 * 1024;

/// With more hits in them it takes longer to look around each than to read all: that is about a tenth of a millisecond for a hit,
/// and 20 for a megabyte.
const PROBE_HITS_MAX: usize = 256;

/// A log that is skimmed as its windows come.
pub(super) struct Skim<'t> {
    table: &'t SignatureTable,
    skimmer: Skimmer<'t>,
    joints: Joints,
    reach: Reach,
    /// Raw offset up to which whole lines have been skimmed.
    done_to: usize,
    /// Ascending.
    hits: Vec<Hit>,
    /// Something came that is not skimmed.
    is_unfit: bool,
    /// Windows that are read as a whole before the next one is skimmed.
    pause: usize,
    /// How much of the last windows had to be read; the last one counts half.
    share: f64,
}

impl<'t> Skim<'t> {
    /// Nothing of a log that begins at `base`.
    pub(super) fn new(table: &'t SignatureTable, base: Base, reach: Reach) -> Self {
        Skim {
            table,
            skimmer: Skimmer::new(table),
            joints: Joints::default(),
            reach,
            done_to: base.offset,
            hits: Vec::new(),
            is_unfit: table.has_uncovered_signatures(),
            pause: 0,
            share: 0.0,
        }
    }

    /// The same for matches that begin in `own` only: what stands before them is left out, but for lines that tell how those
    /// of `own` are read.
    pub(super) fn within(table: &'t SignatureTable, window: &Window, own: &Range<usize>, reach: Reach) -> Self {
        let mut skim = Skim::new(table, window.base, reach);
        let near = own.start.saturating_sub(EVENT_BYTES_MAX).max(window.base.offset) - window.base.offset;
        let line = memchr::memrchr(b'\n', &window.bytes[..near]).map_or(0, |at| at + 1);
        skim.done_to = window.base.offset + line;
        skim
    }

    /// The parts of the window that can hold matches which begin in `own`, in their order; `None` if that is not known.
    pub(super) fn parts(&mut self, window: &Window, own: &Range<usize>, at_end: bool) -> Option<Vec<Part>> {
        self.is_unfit |= window.encoding() != Encoding::Utf8 || self.done_to < window.base.offset;
        if self.is_unfit {
            return None;
        }
        let bytes = &window.bytes[self.done_to - window.base.offset..];
        let whole = if at_end { bytes.len() } else { memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1) };
        // A line without an end in sight: nothing is known of what follows.
        if bytes.len() - whole > self.reach.look_around {
            self.is_unfit = true;
            return None;
        }
        if self.pause > 0 {
            self.pause -= 1;
            self.pass_over(whole);
            return None;
        }
        let records = Records::of(window, at_end);
        let begin = self.done_to;
        let mut from = 0;
        let mut is_probed = false;
        while from < whole {
            if from >= PROBE_BYTES && !is_probed {
                is_probed = true;
                // Where there are hits all over, skimming saves nothing for a while.
                self.hits.sort_unstable_by_key(Hit::order);
                self.hits.dedup();
                let are_many = self.hits.len() > PROBE_HITS_MAX;
                let probed = begin..self.done_to;
                if are_many || held_share(&parts_of(self.spans(window, own, &records)), &probed) > SHARE_MAX {
                    self.pause = PAUSE_WINDOWS;
                    self.pass_over(whole - from);
                    return None;
                }
            }
            let near = (from + SKIM_BLOCK_BYTES).min(whole);
            let to = memchr::memchr(b'\n', &bytes[near - 1..whole]).map_or(whole, |at| near + at);
            let offset = self.done_to;
            let mut skimmed = self.skimmer.skim(&bytes[from..to], offset);
            self.joints.join(self.table, &mut skimmed, offset);
            self.hits.append(&mut skimmed.hits);
            self.done_to += to - from;
            from = to;
        }
        self.hits.retain(|hit| hit.lines.end + self.reach.look_around > window.base.offset);
        self.hits.sort_unstable_by_key(Hit::order);
        self.hits.dedup();
        let spans = self.spans(window, own, &records);
        let mut settled = spans.iter().map(|span| span.is_settled);
        self.hits.retain(|_| !settled.next().unwrap_or_default());
        let parts = parts_of(spans);
        // One hit of which much has to be read says nothing of the next window.
        self.share = (self.share + held_share(&parts, own)) / 2.0;
        if self.share > SHARE_MAX {
            self.share = 0.0;
            self.pause = PAUSE_WINDOWS;
        }
        Some(parts)
    }

    /// False if the next window is read as a whole.
    pub(super) fn goes_on(&self) -> bool {
        !self.is_unfit && self.pause == 0
    }

    /// Takes the next bytes as lines that may hold anything.
    fn pass_over(&mut self, size: usize) {
        self.hits.push(Hit { lines: self.done_to..self.done_to + size, scope: Scope::Window });
        self.done_to += size;
    }

    /// What lies around each hit.
    fn spans(&self, window: &Window, own: &Range<usize>, records: &Records<'_>) -> Vec<Span> {
        self.hits.iter().map(|hit| self.span(hit, window, own, records)).collect()
    }

    /// What matches with this hit that begin in the window's own range can depend on.
    fn span(&self, hit: &Hit, window: &Window, own: &Range<usize>, records: &Records<'_>) -> Span {
        if hit.scope == Scope::Records
            && let Some(around) = records.around(&hit.lines, own.end)
        {
            let is_settled = around.records.end <= own.end;
            return Span { lines: around.lines, own: common(&around.records, own), is_settled };
        }
        let is_wide = hit.scope == Scope::Window;
        let around = if is_wide { self.reach.look_around } else { self.reach.look_around.min(LOCAL_AROUND_BYTES) };
        let within = |at: usize| at.clamp(window.base.offset, window.end()) - window.base.offset;
        let (start, end) = (within(hit.lines.start.saturating_sub(around)), within(hit.lines.end + around));
        let start = memchr::memrchr(b'\n', &window.bytes[..start]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &window.bytes[end..]).map_or(window.bytes.len(), |at| end + at + 1);
        let lines = start + window.base.offset..end + window.base.offset;
        // What ends the log belongs to its last line.
        let whole = lines.start..lines.end + usize::from(lines.end == window.end());
        Span { own: common(&whole, own), lines, is_settled: false }
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
struct Span {
    /// Raw bytes, whole lines.
    lines: Range<usize>,
    /// Where the matches with the hit begin.
    own: Range<usize>,
    /// True if no later window holds a match with the hit.
    is_settled: bool,
}

/// What two ranges have in common; empty if that is nothing.
fn common(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let start = a.start.max(b.start);
    start..a.end.min(b.end).max(start)
}

/// All spans as parts that lie apart from each other.
fn parts_of(mut spans: Vec<Span>) -> Vec<Part> {
    spans.retain(|span| !span.lines.is_empty() && !span.own.is_empty());
    spans.sort_unstable_by_key(|span| (span.lines.start, span.lines.end));
    let mut parts: Vec<Part> = Vec::new();
    for Span { lines, own, .. } in spans {
        match parts.last_mut() {
            Some(last) if lines.start <= last.lines.end => {
                last.lines.end = last.lines.end.max(lines.end);
                last.own.push(own);
            }
            _ => parts.push(Part { lines, own: vec![own] }),
        }
    }
    for part in &mut parts {
        part.own.sort_unstable_by_key(|own| own.start);
        part.own.dedup_by(|later, kept| {
            let meets = later.start <= kept.end;
            if meets {
                kept.end = kept.end.max(later.end);
            }
            meets
        });
    }
    parts
}

/// How much of the range is in parts.
fn held_share(parts: &[Part], range: &Range<usize>) -> f64 {
    let held: usize = parts.iter().map(|part| common(&part.lines, range).len()).sum();
    held as f64 / range.len().max(1) as f64
}
