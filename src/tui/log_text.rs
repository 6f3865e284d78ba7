//! A log as it is shown: its lines, and which parts of them are evidence. Lines are cut up when they are drawn, so a log of
//! any size costs its bytes and one number for each line.

use std::ops::Range;
use std::sync::Arc;

use crate::log::Encoding;
use crate::report::{Evidence, Report};

/// Bytes of one line that are looked at when it is drawn; wider than any screen, shorter than a minified bundle.
pub const LINE_BYTES_SHOWN_MAX: usize = 4 * 1024;

/// A log and where its lines begin.
#[derive(Clone, Debug)]
pub struct LogText {
    /// What was given, to be matched.
    raw: Arc<[u8]>,
    /// The same as UTF-8.
    text: Arc<[u8]>,
    /// Where each line begins in `text`.
    starts: Arc<[usize]>,
    /// True if offsets into `raw` are offsets into `text`.
    is_utf8: bool,
}

impl LogText {
    /// Reads a log. Lines end at line feeds only.
    #[must_use]
    pub fn new(raw: Vec<u8>) -> Self {
        let raw: Arc<[u8]> = raw.into();
        let encoding = Encoding::detect(&raw);
        let is_utf8 = encoding == Encoding::Utf8;
        let text = if is_utf8 { Arc::clone(&raw) } else { encoding.decode(&raw).into_owned().into() };
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', &text).map(|at| at + 1));
        if starts.last() == Some(&text.len()) {
            starts.pop();
        }
        LogText { raw, text, starts: starts.into(), is_utf8 }
    }

    /// What was given.
    #[must_use]
    pub fn raw(&self) -> &Arc<[u8]> {
        &self.raw
    }

    /// Lines; a last one without a line feed counts.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line (0-based) without its line end, cut to what is worth drawing: from `around` on if the line is
    /// long. With the offset in the text of the first byte given.
    #[must_use]
    pub fn line(&self, index: usize, around: Option<usize>) -> (usize, &[u8]) {
        let Some(&start) = self.starts.get(index) else { return (self.text.len(), &[]) };
        let next = self.starts.get(index + 1).copied().unwrap_or(self.text.len());
        let line = &self.text[start..next];
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let end = start + line.strip_suffix(b"\r").unwrap_or(line).len();
        let is_long = end - start > LINE_BYTES_SHOWN_MAX;
        let from = match around {
            Some(at) if is_long && at > start + LINE_BYTES_SHOWN_MAX / 2 && at < end => at - LINE_BYTES_SHOWN_MAX / 4,
            _ => start,
        };
        (from, &self.text[from..end.min(from + LINE_BYTES_SHOWN_MAX)])
    }
}

/// A piece of evidence in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// 0-based line of its beginning.
    pub first: usize,
    /// 0-based line of its end.
    pub last: usize,
    /// Its bytes in the text; `None` if only the lines are known.
    pub bytes: Option<Range<usize>>,
    /// The diagnosis that it proves: an index into the report's matches.
    pub diagnosis: usize,
}

/// All evidence of `report` in input order, each place once.
#[must_use]
pub fn marks(log: &LogText, report: &Report) -> Vec<Mark> {
    let mark = |diagnosis: usize, piece: &Evidence| Mark {
        first: piece.line.saturating_sub(1),
        last: piece.end_line.max(piece.line).saturating_sub(1),
        bytes: log.is_utf8.then_some(piece.byte_start..piece.byte_end),
        diagnosis,
    };
    let of = |(at, one): (usize, &crate::report::Diagnosis)| -> Vec<Mark> {
        one.evidence.iter().map(|piece| mark(at, piece)).collect()
    };
    let mut marks: Vec<Mark> = report.matches.iter().enumerate().flat_map(of).collect();
    marks.sort_by_key(|mark| (mark.first, mark.bytes.as_ref().map(|it| it.start), mark.diagnosis));
    marks.dedup_by(|b, a| a.first == b.first && a.bytes == b.bytes);
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_line_feeds_and_are_given_without_them() {
        let log = LogText::new(b"a\r\n\nlast".to_vec());
        assert_eq!(log.line_count(), 3);
        assert_eq!(log.line(0, None), (0, b"a".as_slice()));
        assert_eq!(log.line(1, None).1, b"");
        assert_eq!(log.line(2, None), (4, b"last".as_slice()));
        assert_eq!(log.line(3, None).1, b"");
        assert_eq!(LogText::new(b"a\n".to_vec()).line(0, None).1, b"a");
        assert_eq!(LogText::new(Vec::new()).line_count(), 0);
    }

    #[test]
    fn a_very_long_line_is_shown_where_its_evidence_is() {
        let mut text = vec![b'x'; 100_000];
        text[70_000] = b'!';
        let log = LogText::new(text);
        assert_eq!(log.line(0, None).1.len(), LINE_BYTES_SHOWN_MAX);
        let (from, bytes) = log.line(0, Some(70_000));
        assert_eq!(bytes[70_000 - from], b'!');
    }

    #[test]
    fn utf_16_is_shown_as_text() {
        let raw: Vec<u8> = [0xFEFF].into_iter().chain("ab\ncd".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let log = LogText::new(raw);
        assert_eq!(log.line_count(), 2);
        assert_eq!(log.line(1, None).1, b"cd");
    }
}
