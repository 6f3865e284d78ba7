//! Hard wraps undone: what a terminal or PowerShell cut at one column is put together again.
//!
//! A run of lines looks wrapped if all but the last are equally wide and the last is not wider. That
//! is a guess, and so only what no event as it stands contains is looked for in joined lines.

use std::ops::Range;

use crate::limits::TEXT_SPAN_LINES_MAX;
use crate::log::event::{Shape, classify};
use crate::log::{Stream, char_count};

/// Narrower lines are not wrapped text.
const WRAP_WIDTH_MIN: usize = 8;

/// Lines put together, with the way back.
pub struct Joined {
    /// The lines' payloads without line ends.
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

    fn payload_offset(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(joined, _)| *joined <= at) - 1;
        let (joined, payload) = self.pieces[index];
        payload + (at - joined)
    }
}

/// Joins the stream's lines `run`.
#[must_use]
pub fn join(stream: &Stream, run: &Range<usize>) -> Joined {
    let mut joined = Joined { bytes: Vec::new(), pieces: Vec::new() };
    for index in run.clone() {
        joined.pieces.push((joined.bytes.len(), stream.lines()[index].start));
        joined.bytes.extend_from_slice(stream.line_payload(index));
    }
    joined
}

/// The runs of wrapped lines that line `index` is part of: at most one that goes on behind it, and one
/// that ends with it.
#[must_use]
pub fn runs_at(stream: &Stream, index: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    runs.extend(run_through(stream, index));
    if index > 0 && width(stream, index) < width(stream, index - 1) && goes_on(stream, index) {
        runs.extend(run_through(stream, index - 1));
    }
    runs.dedup();
    runs
}

/// The run in which line `index` is followed by another one; `None` where there is none, and for runs of
/// more lines than a message has: that is a table.
fn run_through(stream: &Stream, index: usize) -> Option<Range<usize>> {
    let wide = width(stream, index);
    if wide < WRAP_WIDTH_MIN {
        return None;
    }
    let mut start = index;
    while start > 0 && goes_on(stream, start) && width(stream, start - 1) == wide {
        start -= 1;
        if index - start > TEXT_SPAN_LINES_MAX {
            return None;
        }
    }
    let mut end = index + 1;
    while end < stream.lines().len()
        && width(stream, end - 1) == wide
        && goes_on(stream, end)
        && width(stream, end) <= wide
    {
        end += 1;
        if end - start > TEXT_SPAN_LINES_MAX {
            return None;
        }
    }
    (end - start > 1).then_some(start..end)
}

fn width(stream: &Stream, index: usize) -> usize {
    char_count(stream.line_payload(index))
}

/// True if the line can be the rest of the one before it.
fn goes_on(stream: &Stream, index: usize) -> bool {
    matches!(classify(stream.line_payload(index)), Shape::Plain | Shape::Continuation | Shape::CausedBy)
}
