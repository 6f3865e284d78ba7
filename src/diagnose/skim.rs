//! Which parts of a window can hold a match: what lies around the literals that [skimming](crate::matcher::skim) finds.
//!
//! Everything that a match depends on lies within the reach of a window around it. So what is farther than
//! that from every trigger need not be read as a log.

use std::ops::Range;

use super::{Reach, Window};
use crate::limits::{EVENT_BYTES_MAX, LOCAL_AROUND_BYTES, SKIM_BLOCK_BYTES};
use crate::log::{Base, Encoding};
use crate::matcher::skim::{Hit, Joints, Skimmer};
use crate::signature::table::SignatureTable;

/// How many windows are read as a whole behind one of which nothing could be left out.
const PAUSE_WINDOWS: usize = 7;

/// Raw bytes of a window that are skimmed before it is asked whether there are hits all over.
const PROBE_BYTES: usize = 1024 * 1024;

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

    /// The raw parts of the window that can hold matches, whole lines, apart from each other; `None` if that is not known.
    pub(super) fn parts(&mut self, window: &Window, at_end: bool) -> Option<Vec<Range<usize>>> {
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
        let begin = self.done_to;
        let mut from = 0;
        let mut is_probed = false;
        while from < whole {
            if from >= PROBE_BYTES && !is_probed {
                is_probed = true;
                // Where there are hits all over, skimming saves nothing for a while.
                if has_all_of(&self.around(window), &(begin..self.done_to)) {
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
        let parts = self.around(window);
        if has_all_of(&parts, &(window.base.offset..window.end())) {
            self.pause = PAUSE_WINDOWS;
        }
        Some(parts)
    }

    /// Takes the next bytes as lines that may hold anything.
    fn pass_over(&mut self, size: usize) {
        self.hits.push(Hit { lines: self.done_to..self.done_to + size, is_wide: true });
        self.done_to += size;
    }

    /// What lies around the hits, in lines.
    fn around(&self, window: &Window) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut spans: Vec<Range<usize>> = self.hits.iter().map(|hit| self.span(hit, window)).collect();
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        for span in spans {
            match parts.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ if span.start < span.end => parts.push(span),
                _ => {}
            }
        }
        for part in &mut parts {
            let end = part.end - window.base.offset;
            let end = memchr::memchr(b'\n', &window.bytes[end..]).map_or(window.bytes.len(), |at| end + at + 1);
            part.end = end + window.base.offset;
        }
        // Whole lines may have made neighbors of two.
        parts.dedup_by(|later, kept| {
            let meets = later.start < kept.end;
            if meets {
                kept.end = kept.end.max(later.end);
            }
            meets
        });
        parts
    }

    /// What a match with this hit can depend on, from the beginning of a line.
    fn span(&self, hit: &Hit, window: &Window) -> Range<usize> {
        let around = if hit.is_wide { self.reach.look_around } else { self.reach.look_around.min(LOCAL_AROUND_BYTES) };
        let start = hit.lines.start.saturating_sub(around).max(window.base.offset) - window.base.offset;
        // All of it lies behind the window if the hit does.
        let start = memchr::memrchr(b'\n', &window.bytes[..start.min(window.bytes.len())]).map_or(0, |at| at + 1);
        start + window.base.offset..(hit.lines.end + around).min(window.end())
    }
}

/// True if the range is in one part.
fn has_all_of(parts: &[Range<usize>], range: &Range<usize>) -> bool {
    parts.iter().any(|part| part.start <= range.start && part.end >= range.end)
}
