//! Text → lines: line feeds, CRLF, and the pieces that lone carriage returns overwrite.

use super::{Base, Encoding, char_count};

/// One line of the text, or the piece of one between lone carriage returns.
///
/// Offsets are into the decoded text of the window, but for those named `raw`, which are into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte of the piece.
    pub start: usize,
    /// Just behind its last byte; the line end is not part of it.
    pub end: usize,
    /// First byte of the physical line, as far as it lies in the window.
    pub physical_start: usize,
    /// Raw offset of `physical_start`.
    pub raw_start: usize,
    /// Raw offset of the physical line's first byte, which may lie before the window.
    pub raw_line_start: usize,
    /// Characters of the physical line before the window.
    pub chars_before: usize,
    /// 1-based number; only line feeds count.
    pub number: usize,
}

/// Splits `text` into lines. Text behind the last line feed is a line; nothing behind it is none.
#[must_use]
pub fn split(text: &[u8], encoding: Encoding, base: Base) -> Vec<Line> {
    let mut lines = Vec::new();
    split_into(&mut lines, text, encoding, base);
    lines
}

/// The same behind the lines that are there.
pub fn split_into(lines: &mut Vec<Line>, text: &[u8], encoding: Encoding, base: Base) {
    lines.reserve(text.len() / 64 + 1);
    let mut line = Line {
        start: 0,
        end: 0,
        physical_start: 0,
        raw_start: base.offset,
        raw_line_start: base.line_start,
        chars_before: base.line_chars,
        number: base.line,
    };
    for line_feed in memchr::memchr_iter(b'\n', text) {
        push_pieces(lines, line, text, line_feed);
        let raw_next = line.raw_start + encoding.raw_len(&text[line.physical_start..=line_feed]);
        line = Line {
            start: line_feed + 1,
            end: line_feed + 1,
            physical_start: line_feed + 1,
            raw_start: raw_next,
            raw_line_start: raw_next,
            chars_before: 0,
            number: line.number + 1,
        };
    }
    if line.start < text.len() {
        push_pieces(lines, line, text, text.len());
    }
}

/// The pieces of one physical line that ends before `end`.
fn push_pieces(lines: &mut Vec<Line>, line: Line, text: &[u8], end: usize) {
    let mut content_end = end;
    // CRLF, and the CR CR LF of text that went through two line-end conversions.
    while content_end > line.start && text[content_end - 1] == b'\r' {
        content_end -= 1;
    }
    let mut start = line.start;
    for carriage_return in memchr::memchr_iter(b'\r', &text[line.start..content_end]) {
        let piece_end = line.start + carriage_return;
        if piece_end > start {
            lines.push(Line { start, end: piece_end, ..line });
        }
        start = piece_end + 1;
    }
    lines.push(Line { start, end: content_end, ..line });
}

/// The base of a window that begins at `raw[at..]`, given the base of `raw` itself.
///
/// `at` is even for UTF-16.
#[must_use]
pub fn base_at(raw: &[u8], encoding: Encoding, base: Base, at: usize) -> Base {
    let text = encoding.decode(&raw[..at]);
    let begins = base.begins && at == 0;
    let line_feeds = memchr::memchr_iter(b'\n', &text).count();
    let Some(last) = memchr::memrchr(b'\n', &text) else {
        return Base { offset: base.offset + at, line_chars: base.line_chars + char_count(&text), begins, ..base };
    };
    let tail = &text[last + 1..];
    Base {
        offset: base.offset + at,
        line: base.line + line_feeds,
        line_start: base.offset + at - encoding.raw_len(tail),
        line_chars: char_count(tail),
        begins,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(usize, &str)> {
        split(text.as_bytes(), Encoding::Utf8, Base::START)
            .iter()
            .map(|line| (line.number, &text[line.start..line.end]))
            .collect()
    }

    #[test]
    fn line_ends_of_every_kind_are_taken_off() {
        assert_eq!(pieces("a\nb\r\nc\r\r\n\nd"), [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d")]);
    }

    #[test]
    fn no_line_follows_the_last_line_feed() {
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("\n"), [(1, "")]);
        assert_eq!(pieces("a\n"), [(1, "a")]);
    }

    #[test]
    fn progress_behind_carriage_returns_keeps_its_line_number() {
        assert_eq!(pieces("10%\r50%\rerror: x\nnext"), [(1, "10%"), (1, "50%"), (1, "error: x"), (2, "next")]);
    }

    #[test]
    fn a_later_window_goes_on_counting() {
        let log = "one\ntwo \u{e4}x\nthree";
        for at in 0..=log.len() {
            let base = base_at(log.as_bytes(), Encoding::Utf8, Base::START, at);
            assert_eq!(base.line, log.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1);
            assert_eq!(
                base.line_start,
                log.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |x| x + 1)
            );
        }
    }
}
