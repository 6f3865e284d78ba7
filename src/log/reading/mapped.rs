//! Text that was changed, with the way back to where it came from.

use std::ops::Range;

/// Bytes that came from one place: unchanged ones one to one, and the ones that stand for something else all from it.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Offset of the first of them.
    at: usize,
    /// Where it came from.
    from: usize,
    /// 0 for bytes that are unchanged; else how many bytes all of these stand for.
    wide: usize,
}

/// Bytes with the way back.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    bytes: Vec<u8>,
    runs: Vec<Run>,
}

impl Mapped {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Forgets everything but the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.runs.clear();
    }

    /// Adds bytes that stand at `from` as they are.
    pub fn push_plain(&mut self, bytes: &[u8], from: usize) {
        self.push(bytes, from, 0);
    }

    /// Adds bytes that stand for what stands at `from`.
    pub fn push_for(&mut self, bytes: &[u8], from: Range<usize>) {
        self.push(bytes, from.start, from.len().max(1));
    }

    /// Adds a part of `other`.
    pub fn push_part(&mut self, other: &Mapped, range: Range<usize>) {
        for (bytes, from) in other.pieces(range) {
            match from {
                From::Plain(at) => self.push_plain(bytes, at),
                From::Instead(range) => self.push_for(bytes, range),
            }
        }
    }

    /// Adds `bytes` for a part of `other`, which is not empty.
    pub fn push_instead(&mut self, bytes: &[u8], other: &Mapped, range: Range<usize>) {
        self.push_for(bytes, other.source(range));
    }

    /// Where the bytes in `range` came from; for an empty range at the end, what lies behind the last byte.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = if range.start < self.bytes.len() { self.source_of(range.start).start } else { self.end() };
        let end = if range.is_empty() { start } else { self.source_of(range.end - 1).end };
        start..end.max(start)
    }

    /// Just behind where the last byte came from.
    #[must_use]
    pub fn end(&self) -> usize {
        if self.bytes.is_empty() { 0 } else { self.source_of(self.bytes.len() - 1).end }
    }

    /// The unbroken pieces of `range`, and where each came from.
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = (&[u8], From)> {
        let first = self.runs.partition_point(|run| run.at <= range.start).saturating_sub(1);
        let runs = self.runs[first.min(self.runs.len())..].iter().enumerate();
        runs.take_while({
            let end = range.end;
            move |(_, run)| run.at < end
        })
        .filter_map(move |(offset, run)| {
            let next = self.runs.get(first + offset + 1).map_or(self.bytes.len(), |next| next.at);
            let start = run.at.max(range.start);
            let end = next.min(range.end);
            let from = if run.wide == 0 {
                From::Plain(run.from + (start - run.at))
            } else {
                From::Instead(run.from..run.from + run.wide)
            };
            (start < end).then(|| (&self.bytes[start..end], from))
        })
    }

    fn source_of(&self, at: usize) -> Range<usize> {
        let run = self.runs[self.runs.partition_point(|run| run.at <= at) - 1];
        if run.wide == 0 {
            let from = run.from + (at - run.at);
            from..from + 1
        } else {
            run.from..run.from + run.wide
        }
    }

    fn push(&mut self, bytes: &[u8], from: usize, wide: usize) {
        if bytes.is_empty() {
            return;
        }
        let at = self.bytes.len();
        let goes_on =
            wide == 0 && self.runs.last().is_some_and(|run| run.wide == 0 && run.from + (at - run.at) == from);
        if !goes_on {
            self.runs.push(Run { at, from, wide });
        }
        self.bytes.extend_from_slice(bytes);
    }
}

/// Where a piece came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// It stands there as it is.
    Plain(usize),
    /// It stands for that.
    Instead(Range<usize>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_lead_back_to_the_first_text() {
        // a \" b \n c
        let mut first = Mapped::default();
        first.push_plain(b"a", 10);
        first.push_for(b"\"", 11..13);
        first.push_plain(b"bc", 13);
        assert_eq!(first.bytes(), b"a\"bc");
        assert_eq!(first.source(1..3), 11..14);
        let mut second = Mapped::default();
        second.push_part(&first, 1..4);
        assert_eq!((second.bytes(), second.source(0..3), second.end()), (&b"\"bc"[..], 11..15, 15));
        second.push_instead("\u{2019}".as_bytes(), &first, 0..2);
        assert_eq!(second.source(4..5), 10..13);
        assert_eq!(second.pieces(2..6).count(), 2);
        assert_eq!(Mapped::default().source(0..0), 0..0);
    }
}
