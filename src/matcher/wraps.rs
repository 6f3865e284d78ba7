//! Hard wraps undone for regexes: lines put together, with the way back to the payload.
//!
//! `text` signatures match across any line end. A regex sees an event as it stands; only where that has
//! no match is it tried on lines joined: the event's, where lines were [cut](Stream::cut_lines), and
//! pairs of neighboring lines, since a single break cannot be told from a line end.

use std::ops::Range;

use crate::log::{Stream, hard_wrap};

/// Lines put together, with the way back.
pub struct Joined {
    /// Indices into the stream's lines (half-open).
    pub lines: Range<usize>,
    /// The lines' payloads; `\n` only where a line was not cut.
    pub bytes: Vec<u8>,
    /// (offset in `bytes`, offset in the payload) of each line.
    pieces: Vec<(usize, usize)>,
}

impl Joined {
    /// The payload bytes that `range` of the joined bytes stands for.
    #[must_use]
    pub fn payload_span(&self, range: Range<usize>) -> Range<usize> {
        let start = self.payload_offset(range.start);
        let end = if range.is_empty() { start } else { self.payload_offset(range.end - 1) + 1 };
        start..end
    }

    /// True if `range` of the joined bytes, not empty, holds bytes of more than one line.
    #[must_use]
    pub fn crosses_line_end(&self, range: &Range<usize>) -> bool {
        self.pieces.iter().any(|(joined, _)| range.start < *joined && *joined < range.end)
    }

    fn payload_offset(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(joined, _)| *joined <= at).saturating_sub(1);
        self.pieces.get(index).map_or(0, |(joined, payload)| payload + (at - joined))
    }
}

/// The lines of an event, joined where they were cut; `None` if none was.
#[must_use]
pub fn event_joined(stream: &Stream, lines: &Range<usize>) -> Option<Joined> {
    let cut = stream.cut_lines();
    let last = lines.end - 1;
    lines.clone().any(|index| index < last && cut[index]).then(|| join(stream, lines, |index| cut[index]))
}

/// Line `index` joined with the one before it, and with the one behind it, where those can be one line and are `wanted`.
#[must_use]
pub fn pairs(stream: &Stream, index: usize, wanted: impl Fn(Range<usize>) -> bool) -> Vec<Joined> {
    let mut pairs = Vec::new();
    for first in [index.checked_sub(1), Some(index)].into_iter().flatten() {
        let both = first..first + 2;
        let has_both = both.end <= stream.lines().len() && !stream.line_payload(first).is_empty();
        if has_both && hard_wrap::can_go_on(stream, first + 1) && wanted(both.clone()) {
            pairs.push(join(stream, &both, |_| true));
        }
    }
    pairs
}

fn join(stream: &Stream, lines: &Range<usize>, is_cut: impl Fn(usize) -> bool) -> Joined {
    let mut joined = Joined { lines: lines.clone(), bytes: Vec::new(), pieces: Vec::new() };
    for index in lines.clone() {
        joined.pieces.push((joined.bytes.len(), stream.lines()[index].start));
        joined.bytes.extend_from_slice(stream.line_payload(index));
        if index + 1 < lines.end && !is_cut(index) {
            joined.bytes.push(b'\n');
        }
    }
    joined
}
