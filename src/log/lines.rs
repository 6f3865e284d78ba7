//! Text → lines: line feeds, CRLF, the pieces that lone carriage returns overwrite, and those of a line that is too long.
//!
//! A line of more than [`LINE_BYTES_MAX`] raw bytes goes on in another one, whose place its own beginning tells: so no cut of a log
//! changes its lines, however far its line ends are apart.

use std::ops::Range;

use super::encoding::is_inside_character;
use super::{Base, Encoding, char_count};
use crate::limits::LINE_BYTES_MAX;

/// One line of the text, or a piece of one.
///
/// Offsets are into the decoded text of the window, but for those named `raw`, which are into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// Just behind its last byte; the line end is not part of it.
    pub end: usize,
    /// Raw offset of `start`.
    pub raw_start: usize,
    /// Raw offset of the first byte of the line that it is a piece of, which may lie before the window.
    pub raw_line_start: usize,
    /// Characters of that line before `start`.
    pub chars_before: usize,
    /// 1-based number; only line feeds count.
    pub number: usize,
}

impl Line {
    /// The piece that begins at `start`, of the line that this one is a piece of, too, and begins before it.
    fn later(&self, text: &[u8], encoding: Encoding, start: usize) -> Self {
        let before = &text[self.start..start];
        Line {
            start,
            end: start,
            raw_start: self.raw_start + encoding.raw_len(before),
            chars_before: self.chars_before + char_count(before),
            ..*self
        }
    }
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
        raw_start: base.offset,
        raw_line_start: base.line_start,
        chars_before: base.line_chars,
        number: base.line,
    };
    for line_feed in memchr::memchr_iter(b'\n', text) {
        push_line(lines, line, text, line_feed, encoding);
        let raw_next = line.raw_start + encoding.raw_len(&text[line.start..=line_feed]);
        line = Line {
            start: line_feed + 1,
            end: line_feed + 1,
            raw_start: raw_next,
            raw_line_start: raw_next,
            chars_before: 0,
            number: line.number + 1,
        };
    }
    if line.start < text.len() {
        push_line(lines, line, text, text.len(), encoding);
    }
}

/// One line that ends before `end`.
fn push_line(lines: &mut Vec<Line>, mut line: Line, text: &[u8], end: usize, encoding: Encoding) {
    while let Some(cut) = cut_of(&line, &text[..end], encoding) {
        push_pieces(lines, line, text, cut, encoding);
        line = line.later(text, encoding, cut);
    }
    push_pieces(lines, line, text, end, encoding);
}

/// Where what begins with `line` and ends with `text` goes on in another line.
fn cut_of(line: &Line, text: &[u8], encoding: Encoding) -> Option<usize> {
    let left = bytes_left(line.raw_line_start, line.raw_start);
    // No character is more than twice as long in raw bytes.
    let may_be_longer = (text.len() - line.start) * 2 > left;
    may_be_longer.then(|| character_behind(text, encoding, line.start, left)).filter(|cut| *cut < text.len())
}

/// Raw bytes from `at` on to where the line that begins at `start` goes on in another.
fn bytes_left(start: usize, at: usize) -> usize {
    LINE_BYTES_MAX - (at - start) % LINE_BYTES_MAX
}

/// Where the first character of `text` begins that is at least so many raw bytes behind `from`.
fn character_behind(text: &[u8], encoding: Encoding, from: usize, raw: usize) -> usize {
    if encoding == Encoding::Utf8 {
        let at = (from + raw).min(text.len());
        return at + text[at..].iter().take(3).take_while(|byte| is_inside_character(**byte)).count();
    }
    let (mut at, mut left) = (from, raw);
    while at < text.len() && left > 0 {
        let len = 1 + text[at + 1..].iter().take(3).take_while(|byte| is_inside_character(**byte)).count();
        left = left.saturating_sub(if len == 4 { 4 } else { 2 });
        at += len;
    }
    at
}

/// The pieces of a line that ends before `end`, between lone carriage returns.
fn push_pieces(lines: &mut Vec<Line>, mut line: Line, text: &[u8], end: usize, encoding: Encoding) {
    let mut content_end = end;
    // CRLF, and the CR CR LF of text that went through two line-end conversions.
    while content_end > line.start && text[content_end - 1] == b'\r' {
        content_end -= 1;
    }
    let begin = line.start;
    for carriage_return in memchr::memchr_iter(b'\r', &text[begin..content_end]) {
        let piece_end = begin + carriage_return;
        if piece_end > line.start {
            lines.push(Line { end: piece_end, ..line });
        }
        line = line.later(text, encoding, piece_end + 1);
    }
    lines.push(Line { end: content_end, ..line });
}

/// Where the lines of a text begin and end, for those who do not [`split`] all of it. The text is UTF-8.
#[derive(Clone, Debug)]
pub struct Bounds<'t> {
    text: &'t [u8],
    /// Where a line that is too long goes on in another; ascending.
    cuts: Vec<usize>,
}

impl<'t> Bounds<'t> {
    /// Those of `text`, which begins at `base`. Takes a look at every [`LINE_BYTES_MAX`] bytes.
    #[must_use]
    pub fn of(text: &'t [u8], base: Base) -> Self {
        let mut cuts = Vec::new();
        let (mut line_start, mut at) = (base.line_start, 0);
        loop {
            let cut = character_behind(text, Encoding::Utf8, at, bytes_left(line_start, base.offset + at));
            if cut >= text.len() {
                return Bounds { text, cuts };
            }
            match memchr::memrchr(b'\n', &text[at..=cut]) {
                Some(line_feed) => {
                    at += line_feed + 1;
                    line_start = base.offset + at;
                }
                None => {
                    cuts.push(cut);
                    at = cut;
                }
            }
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t [u8] {
        self.text
    }

    /// Bytes of lines that are cut for their length, but for the last part of each.
    #[must_use]
    pub fn cut_bytes(&self) -> usize {
        self.cuts.len() * LINE_BYTES_MAX
    }

    /// Where the line begins that byte `at` is of, or before which the text ends: 0 for one that begins before the text.
    #[must_use]
    pub fn start(&self, at: usize) -> usize {
        let cut = self.cuts[..self.cuts.partition_point(|cut| *cut <= at)].last().copied().unwrap_or(0);
        memchr::memrchr(b'\n', &self.text[cut..at]).map_or(cut, |line_feed| cut + line_feed + 1)
    }

    /// Just behind the line that byte `at` is of, its end included; `None` for one whose end is not in the text.
    #[must_use]
    pub fn end(&self, at: usize) -> Option<usize> {
        let cut = self.cuts.get(self.cuts.partition_point(|cut| *cut <= at)).copied();
        let near = &self.text[at..cut.unwrap_or(self.text.len())];
        memchr::memchr(b'\n', near).map(|line_feed| at + line_feed + 1).or(cut)
    }

    /// The first byte of these that begins a line without a line end before it.
    #[must_use]
    pub fn first_cut(&self, bytes: Range<usize>) -> Option<usize> {
        self.cuts.get(self.cuts.partition_point(|cut| *cut <= bytes.start)).copied().filter(|cut| *cut < bytes.end)
    }
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

    const K: usize = LINE_BYTES_MAX;

    /// Lines of these lengths, in bytes of UTF-8, with characters of one to four of them, so that some lie where lines are cut.
    fn text_of(lengths: &[usize]) -> String {
        let line = |length: &usize| {
            let mut line = String::new();
            for character in "a\u{e4}\u{20ac}\u{1f600}bc".chars().cycle() {
                if line.len() + character.len_utf8() > *length {
                    break;
                }
                line.push(character);
            }
            line + &"x".repeat(length % 4)
        };
        lengths.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    const LENGTHS: &[usize] =
        &[3, K - 1, K, K + 1, 0, K + 2, K + 3, K + 4, 2 * K, 2 * K + 1, 5, 3 * K + 70, 1, 2 * K - 1, 4 * K];

    #[test]
    fn a_line_that_is_too_long_goes_on_in_others_wherever_a_window_begins() {
        let text = text_of(LENGTHS);
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            let raw: Vec<u8> = match encoding {
                Encoding::Utf8 => text.clone().into_bytes(),
                Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            };
            let lines = |at: usize| {
                let base = base_at(&raw, encoding, Base::START, at);
                split(&encoding.decode(&raw[at..]), encoding, base)
            };
            // A window that begins inside a character counts that twice: characters are compared below.
            let place = |line: &Line| (line.raw_start, line.raw_line_start, line.number);
            let (all, decoded) = (lines(0), encoding.decode(&raw));
            assert!(all.len() > LENGTHS.len() + 5, "{encoding:?}");
            for line in &all {
                assert!((line.raw_start - line.raw_line_start) % K < 4, "{encoding:?}: {line:?}");
                assert!(encoding.raw_len(&decoded[line.start..line.end]) < K + 4, "{encoding:?}: {line:?}");
            }
            for at in (0..raw.len()).step_by(K / 2 + 30) {
                let later: Vec<_> = all.iter().map(place).filter(|(start, ..)| *start > at).collect();
                let found: Vec<_> = lines(at).iter().map(place).filter(|(start, ..)| *start > at).collect();
                assert_eq!(found, later, "{encoding:?} from {at}");
            }
        }
    }

    #[test]
    fn columns_go_on_where_a_line_goes_on_in_another() {
        let text = text_of(LENGTHS);
        for line in split(text.as_bytes(), Encoding::Utf8, Base::START) {
            assert_eq!(line.chars_before, text[line.raw_line_start..line.raw_start].chars().count(), "{line:?}");
        }
    }

    #[test]
    fn bounds_are_those_of_the_lines_that_a_text_is_split_into() {
        let text = text_of(LENGTHS);
        for at in (0..text.len()).step_by(K / 3 + 1) {
            let base = base_at(text.as_bytes(), Encoding::Utf8, Base::START, at);
            let rest = &text.as_bytes()[at..];
            let bounds = Bounds::of(rest, base);
            let starts: Vec<usize> = split(rest, Encoding::Utf8, base).iter().map(|line| line.start).collect();
            let ends = starts[1..].iter().copied().map(Some).chain([None]);
            for (start, end) in starts.iter().zip(ends) {
                assert_eq!((bounds.start(*start), bounds.end(*start)), (*start, end), "from {at}");
                let last = end.unwrap_or(rest.len()) - 1;
                assert_eq!((bounds.start(last), bounds.end(last)), (*start, end), "from {at}");
            }
            let cuts = starts.iter().filter(|start| **start > 0 && rest[**start - 1] != b'\n');
            assert_eq!(bounds.first_cut(0..rest.len()), cuts.min().copied(), "from {at}");
        }
    }
}
