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

use super::event::{Shape, classify};
use super::{Line, Stream, char_count};
use crate::limits::EVENT_BYTES_MAX;

/// Narrower lines are not wrapped text.
const WIDTH_MIN: usize = 8;

/// Narrower terminals do not show a prefix and a message.
const PREFIXED_WIDTH_MIN: usize = 20;

/// Lines before and behind that are compared with, if they are not more than [`EVENT_BYTES_MAX`] raw bytes away: the
/// lines of one stream may stand far apart.
const NEAR_LINES: usize = 32;

/// Per line of the stream: true if it was cut and goes on in the next line.
#[must_use]
pub fn cut_lines(stream: &Stream) -> Vec<bool> {
    let widths: Vec<usize> = (0..stream.lines().len()).map(|index| char_count(stream.line_payload(index))).collect();
    let widest = widest_near(stream, &widths);
    (0..widths.len())
        .map(|index| {
            widths[index] >= WIDTH_MIN
                && widths[index] == widest[index]
                && index + 1 < widths.len()
                && !begin_alike(stream.line_payload(index), stream.line_payload(index + 1))
                && can_go_on(stream, index + 1)
                && has_equal(stream, &widths, index)
        })
        .collect()
}

/// True if line `index` can be the rest of the one before it: it begins nothing by itself, and that one says something
/// (or is an indent so deep that it fills a row).
#[must_use]
pub fn can_go_on(stream: &Stream, index: usize) -> bool {
    let above = index.checked_sub(1).map_or(&b""[..], |above| stream.line_payload(above));
    let is_blank = above.len() < WIDTH_MIN && above.trim_ascii().is_empty();
    !is_blank && begins_nothing(stream.shapes()[index])
}

/// True if a line begins nothing by itself, so that it can be the rest of one.
#[must_use]
pub fn can_be_rest(line: &[u8]) -> bool {
    begins_nothing(classify(line))
}

fn begins_nothing(shape: Shape) -> bool {
    matches!(shape, Shape::Plain | Shape::Continuation | Shape::Opening(_))
}

/// True if the two lines are near enough to be compared.
fn is_near(stream: &Stream, a: usize, b: usize) -> bool {
    a.abs_diff(b) <= NEAR_LINES && stream.raw_start(a).abs_diff(stream.raw_start(b)) <= EVENT_BYTES_MAX
}

/// The width of the widest line near each line, by a sliding maximum.
fn widest_near(stream: &Stream, widths: &[usize]) -> Vec<usize> {
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut widest = Vec::with_capacity(widths.len());
    let mut next = 0;
    for index in 0..widths.len() {
        while next < widths.len() && (next <= index || is_near(stream, index, next)) {
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

/// True if the two begin alike, as messages do that are repeated with another number; the rest of a line hardly ever
/// begins as the line itself.
fn begin_alike(a: &[u8], b: &[u8]) -> bool {
    /// Shorter beginnings are alike by chance, indentation among them.
    const ALIKE_MIN: usize = 4;
    a.iter().zip(b).take_while(|(a, b)| a == b).filter(|(a, _)| !a.is_ascii_whitespace()).count() >= ALIKE_MIN
}

/// True if a line near `index` is as wide and says something else.
fn has_equal(stream: &Stream, widths: &[usize], index: usize) -> bool {
    let near = index.saturating_sub(NEAR_LINES)..(index + NEAR_LINES + 1).min(widths.len());
    let mut lines =
        near.filter(|other| *other != index && widths[*other] == widths[index] && is_near(stream, index, *other));
    lines.any(|other| !begin_alike(stream.line_payload(other), stream.line_payload(index)))
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

#[cfg(test)]
mod tests {
    use crate::log::Log;

    fn cut(log: &str) -> Vec<bool> {
        Log::read(log.as_bytes()).streams()[0].cut_lines().to_vec()
    }

    #[test]
    fn lines_cut_at_one_column_go_on() {
        assert_eq!(cut("abcdefgh\nijklmnop\nqrs\nnext\n"), [true, true, false, false]);
    }

    #[test]
    fn ordinary_lines_stand_alone() {
        assert_eq!(cut("the widest line of all\nshort\nmiddle one\n"), [false, false, false]);
        assert_eq!(cut("said twice\nsaid twice\nx\n"), [false, false, false]);
        assert_eq!(cut("message 1 of x\nmessage 2 of x\nmessage 3 of x\n"), [false, false, false]);
        assert_eq!(cut("ERROR: abcdef\nERROR: ghijkl\nERROR: mnopqr\n"), [false, false, false]);
    }
}
