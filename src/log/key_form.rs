//! Key form: a payload with all white space taken out and in lower case, where candidates are looked for.
//!
//! PowerShell and terminals wrap lines at any column, inside words too, and tools disagree on one
//! blank or two. In key form a message reads the same however it was wrapped. Key form only *finds*
//! candidates; verification and captures run on the payload, since `t` + `cp40.0.0.0` would be a
//! capture too. Curly quotes become straight ones, and the two letters that fold to an ASCII letter
//! under Unicode case folding become it, so that an ASCII case-insensitive scan misses nothing.

use std::ops::{Deref, Range};

use crate::simd::{self, SLACK, squeeze};

/// Version of the mapping; a signature table made with another one is not used.
pub const KEY_FORM_VERSION: u32 = 2;

/// Payload bytes between two entries of the map back.
const STEP: usize = 256;

/// Bytes in key form, to which more are added. What they once took is not cleared: to fill memory with zeros first costs as much
/// as to squeeze into it.
#[derive(Clone, Debug, Default)]
pub struct KeyBytes {
    /// Those from `len` on say nothing.
    bytes: Vec<u8>,
    len: usize,
}

impl Deref for KeyBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl KeyBytes {
    /// Takes all bytes out.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// Makes room for the key form of so many bytes.
    fn reserve(&mut self, count: usize) {
        let wanted = self.len + count + SLACK;
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted, 0);
        }
    }

    /// Adds the key form of what begins in `payload[from..to]`; returns where that ends, which is behind `to` if a character
    /// does.
    pub fn append(&mut self, payload: &[u8], from: usize, to: usize) -> usize {
        let used = self.len;
        let end = self.append_as_written(payload, from, to);
        self.bytes[used..self.len].make_ascii_lowercase();
        end
    }

    /// The same with letters as they are written.
    fn append_as_written(&mut self, payload: &[u8], from: usize, to: usize) -> usize {
        self.reserve(to.saturating_sub(from));
        let mut at = from;
        while at < to {
            let (read, written) = squeeze(&payload[at..to], &mut self.bytes[self.len..]);
            self.len += written;
            at += read;
            // To behind the next byte that is not ASCII, or the end.
            let mut is_ascii = true;
            while at < to && (is_ascii || !payload[at].is_ascii()) {
                is_ascii = payload[at].is_ascii();
                let (byte, len) = key_byte(&payload[at..]);
                if let Some(byte) = byte {
                    self.bytes[self.len] = byte;
                    self.len += 1;
                }
                at += len;
            }
        }
        at
    }

    fn into_vec(mut self) -> Vec<u8> {
        self.bytes.truncate(self.len);
        self.bytes
    }
}

/// A payload in key form with the map back to it.
#[derive(Clone, Debug, Default)]
pub struct KeyForm {
    bytes: KeyBytes,
    /// (key offset, payload offset) about every `STEP` bytes of payload.
    marks: Vec<(u32, u32)>,
    /// Key offset of each line's first byte, or of the next one's where a line is blank.
    lines: Vec<u32>,
}

impl KeyForm {
    /// The key form of `payload`, which is shorter than 4 GiB.
    #[must_use]
    pub fn of(payload: &[u8]) -> Self {
        Self::of_lines(KeyForm::default(), payload, std::iter::empty())
    }

    /// The same for a payload whose lines begin at `starts`, ascending; in the memory of `other`.
    #[must_use]
    pub fn of_lines(other: KeyForm, payload: &[u8], starts: impl Iterator<Item = usize>) -> Self {
        let mut key = other;
        key.bytes.clear();
        key.bytes.reserve(payload.len());
        key.marks.clear();
        key.lines.clear();
        let mut at = 0;
        for start in starts {
            at = key.push(payload, at, start);
            key.lines.push(narrow(key.bytes.len()));
        }
        key.push(payload, at, payload.len());
        key
    }

    /// Adds the key form of what begins in `payload[from..to]`; returns where it ends.
    fn push(&mut self, payload: &[u8], from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to {
            let is_far = self.marks.last().is_none_or(|(_, marked)| at - *marked as usize >= STEP);
            if is_far {
                self.marks.push((narrow(self.bytes.len()), narrow(at)));
            }
            at = self.bytes.append(payload, at, (at + STEP).min(to));
        }
        at
    }

    /// The key form itself.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key form of these lines, one behind the other.
    #[must_use]
    pub fn of_range(&self, lines: Range<usize>) -> &[u8] {
        let at = |line: usize| self.lines.get(line).map_or(self.bytes.len(), |at| *at as usize);
        &self.bytes[at(lines.start)..at(lines.end)]
    }

    /// The line that key byte `at` stands on. `near` is a guess: a line close to it is found at once.
    #[must_use]
    pub fn line_of(&self, at: usize, near: usize) -> usize {
        /// Farther lines are found by halving.
        const NEAR_LINES: usize = 8;
        let is_behind = |line: usize| self.lines.get(line).is_none_or(|start| *start as usize > at);
        if is_behind(near) {
            let before = (near.saturating_sub(NEAR_LINES)..near).rev().find(|line| !is_behind(*line));
            return before.unwrap_or_else(|| self.line_in(at, 0));
        }
        let behind = (near + 1..=near + NEAR_LINES).find(|line| is_behind(*line));
        behind.map_or_else(|| self.line_in(at, near), |line| line - 1)
    }

    /// The line at or behind `from` that key byte `at` stands on.
    fn line_in(&self, at: usize, from: usize) -> usize {
        from + self.lines[from..].partition_point(|start| *start as usize <= at).saturating_sub(1)
    }

    /// The offset in `payload`, of which this is the key form, of key byte `at`; the payload's length
    /// for the key's end. Costs at most [`STEP`] steps where the payload is not all blank.
    #[must_use]
    pub fn payload_offset(&self, payload: &[u8], at: usize) -> usize {
        if at >= self.bytes.len() {
            return payload.len();
        }
        let mark = self.marks.partition_point(|(key, _)| *key as usize <= at).saturating_sub(1);
        let (key, offset) = self.marks[mark];
        offset_of(payload, offset as usize, at - key as usize)
    }
}

/// The offset in `payload` of the key byte that `skip` others stand before, counted from `from`.
#[must_use]
pub fn offset_of(payload: &[u8], from: usize, skip: usize) -> usize {
    let (mut offset, mut left) = (from, skip);
    while offset < payload.len() {
        if let Some(kept) = payload[offset..].first_chunk::<8>().and_then(|word| kept_of(*word)) {
            let count = kept.count_ones() as usize;
            if left < count {
                return offset + place_of(kept, left);
            }
            (offset, left) = (offset + 8, left - count);
            continue;
        }
        let (byte, len) = key_byte(&payload[offset..]);
        if byte.is_some() {
            if left == 0 {
                return offset;
            }
            left -= 1;
        }
        offset += len;
    }
    payload.len()
}

/// The upper bit of each of eight bytes of ASCII that is kept in key form; `None` for others. Eight at once: no byte carries into the
/// next, since each sum stays below 256.
fn kept_of(word: [u8; 8]) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const UPPER: u64 = EACH * 0x80;
    let word = u64::from_le_bytes(word);
    let is_other = (word ^ (EACH * 0x20)).wrapping_add(EACH * 0x7f);
    let (from_tab, behind_return) = (word.wrapping_add(EACH * (0x80 - 0x09)), word.wrapping_add(EACH * (0x80 - 0x0e)));
    (word & UPPER == 0).then_some(is_other & !(from_tab & !behind_return) & UPPER)
}

/// Which of eight bytes bit number `left` of `kept` is of.
fn place_of(mut kept: u64, left: usize) -> usize {
    (0..left).for_each(|_| kept &= kept - 1);
    kept.trailing_zeros() as usize / 8
}

/// An offset as it is kept.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: a window is shorter than 4 GiB")
}

/// `text` in key form.
#[must_use]
pub fn key_of(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        // Without the room that a long text is given.
        return text.bytes().filter_map(|byte| key_byte(&[byte]).0).map(|byte| byte.to_ascii_lowercase()).collect();
    }
    let mut key = KeyBytes::default();
    key.append(text.as_bytes(), 0, text.len());
    key.into_vec()
}

/// `text` without white space, with letters as they are written.
#[must_use]
pub fn squeezed(text: &[u8]) -> Vec<u8> {
    let mut bytes = KeyBytes::default();
    bytes.append_as_written(text, 0, text.len());
    bytes.into_vec()
}

/// The key byte of what `bytes` begin with (`None`: white space), as it is written, and how many of them it takes.
/// `bytes` is not empty.
#[must_use]
pub fn key_byte(bytes: &[u8]) -> (Option<u8>, usize) {
    let first = bytes[0];
    match first {
        _ if simd::is_space(first) => (None, 1),
        0x00..=0x7f => (Some(first), 1),
        _ => match bytes {
            [0xC2, 0xA0, ..] => (None, 2),
            [0xC5, 0xBF, ..] => (Some(b's'), 2),
            [0xE2, 0x84, 0xAA, ..] => (Some(b'k'), 3),
            [0xE2, 0x80, 0x98 | 0x99, ..] => (Some(b'\''), 3),
            [0xE2, 0x80, 0x9C | 0x9D, ..] => (Some(b'"'), 3),
            _ => (Some(first), 1),
        },
    }
}

/// The straight form of a character: what [`key_byte`] does to quotes.
#[must_use]
pub fn straight(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        other => other,
    }
}

/// True for the white space that key form leaves out.
#[must_use]
pub fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wraps_blanks_and_curly_quotes_read_the_same() {
        let plain = key_of("can't open file \"x\"");
        for other in ["can\u{2019}t  open\nfi\r\nle\u{a0}\u{201c}x\u{201d}", "can'topenfile\"x\""] {
            assert_eq!(key_of(other), plain);
        }
    }

    proptest! {
        #[test]
        fn the_map_leads_back_to_the_byte_that_a_key_byte_came_from(
            payload in proptest::collection::vec(
                prop_oneof![Just(b' '), Just(b'\n'), Just(b'a'), Just(0xC2), Just(0xA0), Just(0xE2), Just(0x80), Just(0x99), any::<u8>()],
                0..600,
            )
        ) {
            let key = KeyForm::of(&payload);
            for (at, byte) in key.bytes().iter().enumerate() {
                let offset = key.payload_offset(&payload, at);
                prop_assert_eq!(key_byte(&payload[offset..]).0.map(|it| it.to_ascii_lowercase()), Some(*byte));
                prop_assert_eq!(KeyForm::of(&payload[..offset]).bytes().len(), at);
            }
            prop_assert_eq!(key.payload_offset(&payload, key.bytes().len()), payload.len());
        }

        #[test]
        fn a_key_byte_leads_to_its_line(
            lines in proptest::collection::vec("[ aB]{0,6}|\\PC{0,300}", 1..40),
            nears in proptest::collection::vec(any::<proptest::sample::Index>(), 8),
        ) {
            let payload = lines.concat().into_bytes();
            let starts = lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len())));
            let key = KeyForm::of_lines(KeyForm::of(b"x y"), &payload, starts);
            let whole = KeyForm::of(&payload);
            prop_assert_eq!(key.bytes(), whole.bytes());
            let mut seen = 0;
            for (index, line) in lines.iter().enumerate() {
                let own = key_of(line);
                prop_assert_eq!(key.of_range(index..index + 1), own.as_slice());
                for at in seen..seen + own.len() {
                    prop_assert!(nears.iter().all(|near| key.line_of(at, near.index(lines.len())) == index));
                }
                seen += own.len();
            }
            prop_assert_eq!(key.of_range(0..lines.len()), key.bytes());
        }
    }
}
