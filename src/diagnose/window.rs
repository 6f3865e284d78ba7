//! The part of a long log that is held in memory, and how it moves on.

use std::io::{self, Read};
use std::ops::Range;

use super::Reach;
use crate::limits::SKIM_WINDOW_BYTES;
use crate::log::lines::{self, Bounds};
use crate::log::{Base, Encoding};

/// Bytes that the library wants room for to see that nothing follows; without it the memory is doubled.
const END_BYTES: usize = 32;

/// The part of a log that is held in memory.
pub(super) struct Window {
    pub(super) reach: Reach,
    /// Raw bytes that it decides.
    size: usize,
    /// What is held.
    pub(super) bytes: Vec<u8>,
    /// Where it begins in the log.
    pub(super) base: Base,
    pub(super) encoding: Option<Encoding>,
    /// Raw offset from which matches have not been reported yet.
    pub(super) own_from: usize,
    /// Where the input began.
    begin: Base,
}

impl Window {
    pub(super) fn at(base: Base, reach: Reach) -> Self {
        let size = reach.window.min(SKIM_WINDOW_BYTES);
        Window { reach, size, bytes: Vec::new(), base, encoding: None, own_from: base.offset, begin: base }
    }

    /// Reads on until the window is full; true at the end of the input.
    ///
    /// # Errors
    /// What `reader` says; the window holds what was read before.
    pub(super) fn fill(&mut self, reader: &mut impl Read) -> io::Result<bool> {
        let wanted = self.room();
        self.bytes.reserve_exact(wanted + END_BYTES);
        let read = reader.by_ref().take(wanted as u64).read_to_end(&mut self.bytes);
        if self.encoding.is_none() {
            self.encoding = Some(Encoding::detect(&self.bytes));
        }
        Ok(read? < wanted)
    }

    /// Takes so many bytes at a time from here on, if the [`Reach`] has as many.
    pub(super) fn resize(&mut self, size: usize) {
        self.size = size.min(self.reach.window);
    }

    /// The same if those are more; true if so.
    pub(super) fn grow(&mut self, size: usize) -> bool {
        let before = self.size;
        self.resize(size.max(before));
        self.size > before
    }

    /// The window behind this one, which begins with what both need; in the memory of `spare`.
    pub(super) fn next(&self, own_end: usize, spare: Vec<u8>) -> Window {
        let cut = self.cut_before(own_end);
        let mut bytes = spare;
        bytes.clear();
        // As much as filling it takes, so that it is not moved then.
        bytes.reserve_exact(self.size + 2 * self.reach.look_around + END_BYTES);
        bytes.extend_from_slice(&self.bytes[cut..]);
        let base = lines::base_at(&self.bytes, self.encoding(), self.base, cut);
        Window { bytes, base, own_from: own_end, ..*self }
    }

    /// Bytes that the window still takes.
    pub(super) fn room(&self) -> usize {
        (self.size + 2 * self.reach.look_around).saturating_sub(self.bytes.len())
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::Utf8)
    }

    pub(super) fn end(&self) -> usize {
        self.base.offset + self.bytes.len()
    }

    /// The raw range whose matches this window decides.
    pub(super) fn own(&self, at_end: bool) -> Range<usize> {
        let end = if at_end { self.end() + 1 } else { self.end() - self.reach.look_around };
        self.own_from..end
    }

    /// Drops what the matches from `own_end` on do not depend on.
    pub(super) fn advance(&mut self, own_end: usize) {
        self.own_from = own_end;
        let cut = self.cut_before(own_end);
        self.base = lines::base_at(&self.bytes, self.encoding(), self.base, cut);
        self.bytes.drain(..cut);
    }

    /// How many of the bytes that are held the matches from raw offset `at` on do not depend on.
    pub(super) fn cut_before(&self, at: usize) -> usize {
        let from = at.saturating_sub(self.reach.look_around).max(self.base.offset);
        let cut = self.encoding().character_start(&self.bytes, from - self.base.offset);
        // A window begins with a line where one begins nearby, and never inside a character.
        let line = match self.encoding() {
            Encoding::Utf8 => Bounds::of(&self.bytes[..cut], self.base).start(cut),
            _ => memchr::memrchr(b'\n', &self.bytes[..cut]).map_or(0, |line_feed| line_feed + 1),
        };
        // Where none is known to begin, the window would not move on.
        let is_near = line > 0 && cut - line < self.reach.look_around;
        if is_near { self.encoding().character_start(&self.bytes, line) } else { cut }
    }

    /// Raw bytes and lines read so far.
    pub(super) fn totals(&self) -> (usize, usize) {
        let end = lines::base_at(&self.bytes, self.encoding(), self.base, self.bytes.len());
        let unfinished = usize::from(end.offset > end.line_start);
        (end.offset - self.begin.offset, end.line - self.begin.line + unfinished)
    }
}
