//! Which lines of a stream were cut by a terminal or by PowerShell, and go on in the next.
//!
//! A hard wrap cuts every line at one column. So a line was cut if no line near it is wider, if another
//! line near it that begins otherwise is exactly as wide, and if the next line can be its rest. Ordinary logs
//! have one widest line, not several. All of that is decided by lines nearby: no cut of the log
//! changes it. It is a guess all the same, and only decides what belongs together: `text` signatures
//! match across any line end anyway.
//!
//! Where a prefix names the stream of a line, its rest has none and stands in another stream: the [`Rejoiner`] tells such rests.

use std::collections::VecDeque;
use std::ops::Range;

use super::event::{Shape, classify};
use super::{Line, Stream, char_count};
use crate::limits::EVENT_BYTES_MAX;

/// Narrower lines are not wrapped text.
pub const WIDTH_MIN: usize = 8;

/// Narrower terminals do not show a prefix and a message.
const PREFIXED_WIDTH_MIN: usize = 20;

/// Lines before and behind that are compared with, if they are not more than [`EVENT_BYTES_MAX`] raw bytes away: the
/// lines of one stream may stand far apart.
pub const NEAR_LINES: usize = 32;

/// Per line of the stream: true if it was cut and goes on in the next line.
#[must_use]
pub fn cut_lines(stream: &Stream) -> Vec<bool> {
    let widths: Vec<usize> = (0..stream.lines().len()).map(|index| char_count(stream.line_payload(index))).collect();
    let mut cut = Vec::with_capacity(widths.len());
    while cut.len() < widths.len() {
        let lines = cut.len()..end_of_stretch(stream, cut.len());
        let widest = widest_near(stream, &widths, lines.clone());
        cut.extend(lines.clone().map(|index| {
            widths[index] >= WIDTH_MIN
                && widths[index] == widest[index - lines.start]
                && index + 1 < lines.end
                && !begin_alike(stream.line_payload(index), stream.line_payload(index + 1))
                && can_go_on(stream, index + 1)
                && has_equal(stream, &widths, index, &lines)
        }));
    }
    cut
}

/// Where the lines end that are compared with line `from`: in a reading at the next record that the log as it is tells of, since
/// that ends what is read together.
fn end_of_stretch(stream: &Stream, from: usize) -> usize {
    let count = stream.lines().len();
    if stream.reading_of().is_none() {
        return count;
    }
    let is_told = |line: usize| stream.is_copied(line..line + 1) || stream.is_marked_head(line);
    let ends = |line: &usize| is_told(*line) && stream.begins_record(*line);
    (from + 1..count).find(ends).unwrap_or(count)
}

/// True if line `index` can be the rest of the one before it: it begins nothing by itself, and that one says something
/// (or is an indent so deep that it fills a row) and [may be cut](may_be_row).
#[must_use]
pub fn can_go_on(stream: &Stream, index: usize) -> bool {
    let above = index.checked_sub(1).map_or(&b""[..], |above| stream.line_payload(above));
    let is_blank = above.len() < WIDTH_MIN && above.trim_ascii().is_empty();
    !is_blank && begins_nothing(stream.shapes()[index]) && may_be_row(above)
}

/// True if a line begins nothing by itself, so that it can be the rest of one.
#[must_use]
pub fn can_be_rest(line: &[u8]) -> bool {
    begins_nothing(classify(line))
}

/// True if a row may be cut at its end: a JSON record that is whole goes on nowhere.
#[must_use]
pub fn may_be_row(row: &[u8]) -> bool {
    let is_record = || {
        let count = |wanted: u8| row.iter().filter(|byte| **byte == wanted).count();
        count(b'{') == count(b'}')
    };
    !(row.ends_with(b"}") && is_record())
}

fn begins_nothing(shape: Shape) -> bool {
    matches!(shape, Shape::Plain | Shape::Continuation | Shape::Opening(_))
}

/// True if the two lines are near enough to be compared.
fn is_near(stream: &Stream, a: usize, b: usize) -> bool {
    a.abs_diff(b) <= NEAR_LINES && stream.raw_start(a).abs_diff(stream.raw_start(b)) <= EVENT_BYTES_MAX
}

/// The width of the widest of `lines` near each of them, by a sliding maximum.
fn widest_near(stream: &Stream, widths: &[usize], lines: Range<usize>) -> Vec<usize> {
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut widest = Vec::with_capacity(lines.len());
    let mut next = lines.start;
    for index in lines.clone() {
        while next < lines.end && (next <= index || is_near(stream, index, next)) {
            while window.back().is_some_and(|last| widths[*last] <= widths[next]) {
                window.pop_back();
            }
            window.push_back(next);
            next += 1;
        }
        while window.front().is_some_and(|first| *first < index && !is_near(stream, *first, index)) {
            window.pop_front();
        }
        widest.push(window.front().map_or(0, |first| widths[*first]));
    }
    widest
}

/// True if the two begin alike, as messages do that are repeated with another number, be it in front (`(7/120) not yet`); the rest
/// of a line hardly ever begins as the line itself.
fn begin_alike(a: &[u8], b: &[u8]) -> bool {
    /// Shorter beginnings are alike by chance, indentation among them.
    const ALIKE_MIN: usize = 4;
    let pairs = || a.iter().zip(b);
    let equal = pairs().take_while(|(a, b)| a == b).filter(|(a, _)| !a.is_ascii_whitespace());
    let but_for_digits = pairs().take_while(|(a, b)| a == b || a.is_ascii_digit() && b.is_ascii_digit());
    let words = but_for_digits.filter(|(a, _)| !a.is_ascii_whitespace() && !a.is_ascii_digit());
    equal.count() >= ALIKE_MIN || words.count() >= ALIKE_MIN
}

/// True if one of `lines` near `index` is as wide and says something else.
fn has_equal(stream: &Stream, widths: &[usize], index: usize, lines: &Range<usize>) -> bool {
    let near = index.saturating_sub(NEAR_LINES).max(lines.start)..(index + NEAR_LINES + 1).min(lines.end);
    let mut equal =
        near.filter(|other| *other != index && widths[*other] == widths[index] && is_near(stream, index, *other));
    equal.any(|other| !begin_alike(stream.line_payload(other), stream.line_payload(index)))
}

/// Tells which lines without a prefix are the rest of a line with one that a terminal cut: that one fills a row, no line
/// nearby is wider, and this one stands right below it and begins nothing by itself.
pub struct Rejoiner<'a> {
    text: &'a [u8],
    lines: &'a [Line],
    /// The line that was cut, and its width.
    row: Option<(usize, usize)>,
}

impl<'a> Rejoiner<'a> {
    /// For the lines of a text.
    #[must_use]
    pub fn new(text: &'a [u8], lines: &'a [Line]) -> Self {
        Rejoiner { text, lines, row: None }
    }

    /// Looks at the next line. `Some` if it is the rest of the last one with a prefix: true if that is certain, since another
    /// line nearby was cut at the same column.
    pub fn next(&mut self, index: usize, is_named: bool) -> Option<bool> {
        if is_named {
            self.row = Some((index, 0));
            return None;
        }
        let rest = self.rest(index);
        self.row = self.row.filter(|_| rest.is_some());
        rest
    }

    fn rest(&mut self, index: usize) -> Option<bool> {
        let (first, known) = self.row?;
        let width = if known > 0 { known } else { self.width(first) };
        let own = self.width(index);
        let is_rest = width >= PREFIXED_WIDTH_MIN
            && own > 0
            && own <= width
            && self.width(index - 1) == width
            && self.is_near(first, index)
            && may_be_row(self.bytes(index - 1))
            && can_be_rest(self.bytes(index))
            && !self.near(first).any(|other| self.is_wider(other, width));
        if !is_rest {
            return None;
        }
        self.row = Some((first, width));
        let is_equal = |other: usize| self.width(other) == width && self.bytes(other) != self.bytes(first);
        Some(self.near(first).any(is_equal))
    }

    fn bytes(&self, index: usize) -> &'a [u8] {
        let bytes = &self.text[self.lines[index].start..self.lines[index].end];
        // A byte order mark takes no column.
        bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
    }

    fn width(&self, index: usize) -> usize {
        char_count(self.bytes(index))
    }

    /// Without counting the characters of a line that is much longer.
    fn is_wider(&self, index: usize, width: usize) -> bool {
        self.bytes(index).len() > width && (self.bytes(index).len() > 4 * width || self.width(index) > width)
    }

    fn near(&self, index: usize) -> impl Iterator<Item = usize> {
        let near = index.saturating_sub(NEAR_LINES)..(index + NEAR_LINES + 1).min(self.lines.len());
        near.filter(move |other| *other != index && self.is_near(index, *other))
    }

    fn is_near(&self, a: usize, b: usize) -> bool {
        self.lines[a].raw_start.abs_diff(self.lines[b].raw_start) <= EVENT_BYTES_MAX
    }
}

/// How long the lines near each line of a text are at most: asked first where each of many rows asks for
/// [wider lines](has_wider_near).
#[derive(Debug, Default)]
pub struct LongestNear {
    /// Where each line begins, and the bytes of the longest line that is at most [`NEAR_LINES`] away, without its end.
    lines: Vec<(usize, usize)>,
}

impl LongestNear {
    /// Those of the lines of `text`.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        let ends = memchr::memchr_iter(b'\n', text).chain([text.len()]);
        let lines: Vec<(usize, usize)> = ends
            .scan(0, |start, end| Some((std::mem::replace(start, end + 1), end)))
            .map(|(start, end)| (start, end - start.min(end)))
            .collect();
        let mut longest: VecDeque<usize> = VecDeque::new();
        let mut next = 0;
        let near = (0..lines.len()).map(|index| {
            while next < lines.len().min(index + NEAR_LINES + 1) {
                while longest.back().is_some_and(|last| lines[*last].1 <= lines[next].1) {
                    longest.pop_back();
                }
                longest.push_back(next);
                next += 1;
            }
            while longest.front().is_some_and(|first| first + NEAR_LINES < index) {
                longest.pop_front();
            }
            (lines[index].0, longest.front().map_or(0, |first| lines[*first].1))
        });
        LongestNear { lines: near.collect() }
    }

    /// The bytes of the longest line near the one that begins at `start`, itself included; as many as can be if none begins there.
    #[must_use]
    pub fn at(&self, start: usize) -> usize {
        let found = self.lines.binary_search_by_key(&start, |line| line.0);
        found.map_or(usize::MAX, |index| self.lines[index].1)
    }
}

/// True if a line of `text` near `line` has more than `width` characters, which is one more than `line` has at least: so that is
/// no row that goes on, says the [`Rejoiner`].
#[must_use]
pub fn has_wider_near(text: &[u8], line: Range<usize>, width: usize) -> bool {
    let above = std::iter::successors(line_above(text, line.start), |above| line_above(text, above.start));
    let below = std::iter::successors(line_below(text, line.start), |below| line_below(text, below.start));
    let is_near = |other: &Range<usize>| other.start.abs_diff(line.start) <= EVENT_BYTES_MAX;
    // What carriage returns cut are several lines.
    let is_one = |other: &Range<usize>| memchr::memchr(b'\r', text[other.clone()].trim_ascii_end()).is_none();
    let is_wider = |other: Range<usize>| {
        let bytes = text[other].trim_ascii_end();
        bytes.len() > width && char_count(bytes) > width
    };
    above.take(NEAR_LINES).take_while(is_near).take_while(is_one).any(is_wider)
        || below.take(NEAR_LINES).take_while(is_near).take_while(is_one).any(is_wider)
}

/// The line before the one that begins at `start`, with its end.
fn line_above(text: &[u8], start: usize) -> Option<Range<usize>> {
    let line_feed = start.checked_sub(1)?;
    Some(memchr::memrchr(b'\n', &text[..line_feed]).map_or(0, |at| at + 1)..start)
}

/// The line behind the one that begins at `start`, with its end; `None` for one that is not whole.
fn line_below(text: &[u8], start: usize) -> Option<Range<usize>> {
    let next = start + memchr::memchr(b'\n', &text[start..])? + 1;
    Some(next..next + memchr::memchr(b'\n', &text[next..])? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Log;

    #[test]
    fn the_longest_line_near_each_is_known() {
        let lengths = [3, 90, 1, 0, 7, 2, 200, 5, 5, 40, 1];
        let text: String =
            (0..NEAR_LINES * 4).map(|at| "x".repeat(lengths[at % lengths.len()] + at % 13) + "\n").collect();
        let lines: Vec<&str> = text.lines().collect();
        let longest = LongestNear::of(text.as_bytes());
        let mut start = 0;
        for (at, line) in lines.iter().enumerate() {
            let near = &lines[at.saturating_sub(NEAR_LINES)..lines.len().min(at + NEAR_LINES + 1)];
            assert_eq!(Some(longest.at(start)), near.iter().map(|line| line.len()).max(), "{at}");
            start += line.len() + 1;
        }
        assert_eq!(longest.at(1), usize::MAX);
        assert_eq!(LongestNear::of(b"abc").at(0), 3);
    }

    fn cut(log: &str) -> Vec<bool> {
        Log::read(log.as_bytes()).streams()[0].cut_lines().to_vec()
    }

    #[test]
    fn lines_cut_at_one_column_go_on() {
        assert_eq!(cut("abcdefgh\nijklmnop\nqrs\nnext\n"), [true, true, false, false]);
        // A record of JSON that is not whole is one of them.
        assert_eq!(cut("{\"msg\":\"abcdefgh\nijklmn\"}, \"n\":{}\nx\n"), [true, true, false]);
    }

    #[test]
    fn ordinary_lines_stand_alone() {
        assert_eq!(cut("the widest line of all\nshort\nmiddle one\n"), [false, false, false]);
        assert_eq!(cut("said twice\nsaid twice\nx\n"), [false, false, false]);
        assert_eq!(cut("message 1 of x\nmessage 2 of x\nmessage 3 of x\n"), [false, false, false]);
        assert_eq!(
            cut("  (7/120) not yet: refused\n  (8/120) not yet: timeout\nbackend is up\n"),
            [false, false, false]
        );
        assert_eq!(cut("ERROR: abcdef\nERROR: ghijkl\nERROR: mnopqr\n"), [false, false, false]);
        assert_eq!(cut("{\"msg\":\"abcdefg\"}\n{\"tag\":\"hijklmn\"}\nx\n"), [false, false, false]);
    }

    #[test]
    fn a_whole_record_is_no_row_that_goes_on() {
        for (row, expected) in [
            (r#"api-1  | {"msg":"x","err":{"a":1}}"#, false),
            (r#"api-1  | {"msg":"x","err":{"a":1}"#, true),
            ("api-1  | } else {", true),
            ("api-1  | a message that is cut he", true),
        ] {
            assert_eq!(may_be_row(row.as_bytes()), expected, "{row}");
        }
    }

    #[test]
    fn wider_lines_nearby_are_seen_as_far_as_they_are_compared() {
        let near = |distance: usize, far: &str| {
            let text = format!("{far}\n{}short\n", "x\n".repeat(distance - 1));
            let start = text.find("short").expect("a line");
            has_wider_near(text.as_bytes(), start..text.len(), 5)
        };
        assert!(near(1, "longer") && near(NEAR_LINES, "longer"));
        assert!(!near(NEAR_LINES + 1, "longer") && !near(1, "equal") && !near(1, "äöüäö"));
        // Several lines, of which none is wider.
        assert!(!near(1, "10 %\r20 %"));
        assert!(has_wider_near(b"short\nx\nlonger\n", 0..6, 5));
        assert!(!has_wider_near(b"short\nx\nlonger", 0..6, 5), "its end is not known");
    }
}
