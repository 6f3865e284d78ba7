//! Which parts of a window can hold a match: what lies around the literals that [skimming](crate::matcher::skim) finds.
//!
//! Everything that a match depends on lies within the reach of a window around it. So what is farther than
//! that from every trigger need not be read as a log.

use std::ops::Range;

use super::{Reach, Window};
use crate::limits::SKIM_BLOCK_BYTES;
use crate::log::{Base, Encoding};
use crate::matcher::skim::{Joints, Skimmer};
use crate::signature::table::SignatureTable;

/// How many windows are read as a whole behind one of which nothing could be left out.
const PAUSE_WINDOWS: usize = 7;

/// A log that is skimmed as its windows come.
pub(super) struct Skim<'t> {
    table: &'t SignatureTable,
    skimmer: Skimmer<'t>,
    joints: Joints,
    reach: Reach,
    /// Raw offset up to which whole lines have been skimmed.
    done_to: usize,
    /// The raw lines of hits, ascending.
    hits: Vec<Range<usize>>,
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
            self.hits.push(self.done_to..self.done_to + whole);
            self.done_to += whole;
            return None;
        }
        let mut from = 0;
        while from < whole {
            let near = (from + SKIM_BLOCK_BYTES).min(whole);
            let to = memchr::memchr(b'\n', &bytes[near - 1..whole]).map_or(whole, |at| near + at);
            let offset = self.done_to;
            let mut skimmed = self.skimmer.skim(&bytes[from..to], offset);
            self.joints.join(self.table, &mut skimmed, offset);
            self.hits.append(&mut skimmed.hits);
            self.done_to += to - from;
            from = to;
        }
        self.hits.retain(|hit| hit.end + self.reach.look_around > window.base.offset);
        self.hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        let parts = self.around(window);
        // Where there are hits all over, skimming saves nothing for a while.
        if matches!(parts.as_slice(), [all] if all.start == window.base.offset && all.end == window.end()) {
            self.pause = PAUSE_WINDOWS;
        }
        Some(parts)
    }

    /// What lies around the hits, in lines.
    fn around(&self, window: &Window) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for hit in &self.hits {
            let start = hit.start.saturating_sub(self.reach.look_around).max(window.base.offset);
            let end = (hit.end + self.reach.look_around).min(window.end());
            let start = start - window.base.offset;
            let start = memchr::memrchr(b'\n', &window.bytes[..start]).map_or(0, |at| at + 1) + window.base.offset;
            match parts.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ if start < end => parts.push(start..end),
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
}
