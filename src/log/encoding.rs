//! Which bytes are text: UTF-8 (also broken) and UTF-16, with and without a byte order mark.
//!
//! A PowerShell redirect writes UTF-16; a third of the logs in public repositories are. What is
//! decoded here is always scanned as bytes: broken UTF-8 stays as it is and matches nothing.

use std::borrow::Cow;

/// The encoding of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or bytes that are mostly so.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// How much of a log decides its encoding: its beginning, as long as a screenful.
pub const SAMPLE_BYTES: usize = 4_096;

/// Units at the beginning of UTF-16 without a mark, one of which is of ASCII.
const BEGINNING_UNITS: usize = 8;

const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

impl Encoding {
    /// The encoding of a log that begins with `raw`.
    ///
    /// A byte order mark decides. Without one it is UTF-16 where nearly every second byte of the
    /// sample is zero, always on the same side: no text in another encoding looks so.
    #[must_use]
    pub fn detect(raw: &[u8]) -> Self {
        let sample = &raw[..raw.len().min(SAMPLE_BYTES)];
        match sample {
            [0xFF, 0xFE, ..] => return Encoding::Utf16Le,
            [0xFE, 0xFF, ..] => return Encoding::Utf16Be,
            _ => {}
        }
        let pairs = sample.len() / 2;
        if pairs < 2 {
            return Encoding::Utf8;
        }
        let zeros = |side: usize| sample.iter().skip(side).step_by(2).take(pairs).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        // 60 % allows for text that is partly not Latin; the other side must hold no zero but for a few stray ones.
        let mostly = |count: usize| count * 10 >= pairs * 6;
        let hardly = |count: usize| count * 20 <= pairs;
        // What begins as UTF-8 and goes on in UTF-16 (PowerShell's `>>`) is read as UTF-8: zero bytes are nothing there.
        let begins = |side: usize| sample.iter().skip(side).step_by(2).take(BEGINNING_UNITS).any(|byte| *byte == 0);
        if mostly(odd) && hardly(even) && begins(1) {
            Encoding::Utf16Le
        } else if mostly(even) && hardly(odd) && begins(0) {
            Encoding::Utf16Be
        } else {
            Encoding::Utf8
        }
    }

    /// The name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
        }
    }

    /// Raw bytes of the byte order mark that `raw`, the beginning of a log, has.
    #[must_use]
    pub fn mark_len(self, raw: &[u8]) -> usize {
        match self {
            Encoding::Utf8 if raw.starts_with(UTF8_BOM) => 3,
            Encoding::Utf16Le if raw.starts_with(&[0xFF, 0xFE]) => 2,
            Encoding::Utf16Be if raw.starts_with(&[0xFE, 0xFF]) => 2,
            _ => 0,
        }
    }

    /// The text of `raw`. A byte order mark stays in it as the character U+FEFF, so that offsets
    /// still count it. `raw` itself for UTF-8.
    #[must_use]
    pub fn decode(self, raw: &[u8]) -> Cow<'_, [u8]> {
        let unit: fn([u8; 2]) -> u16 = match self {
            Encoding::Utf8 => return Cow::Borrowed(raw),
            Encoding::Utf16Le => u16::from_le_bytes,
            Encoding::Utf16Be => u16::from_be_bytes,
        };
        let units = raw.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let mut text = Vec::with_capacity(raw.len() / 2 + raw.len() / 8);
        let mut buffer = [0; 4];
        for decoded in char::decode_utf16(units) {
            let character = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
        Cow::Owned(text)
    }

    /// Where the character of `raw`, which begins with one, begins that byte `at` is of; `at` itself where that is behind the end, or
    /// not part of one.
    #[must_use]
    pub fn character_start(self, raw: &[u8], at: usize) -> usize {
        let unit = |at: usize| {
            let bytes = raw.get(at..at + 2).and_then(|bytes| bytes.first_chunk::<2>()).copied();
            bytes.map(if self == Encoding::Utf16Be { u16::from_be_bytes } else { u16::from_le_bytes })
        };
        let is_surrogate = |at: usize, kind: u16| unit(at).is_some_and(|unit| unit & 0xFC00 == kind);
        match self {
            Encoding::Utf8 => {
                let inside = |at: usize| raw.get(at).is_some_and(|byte| is_inside_character(*byte));
                let back = (0..4.min(at + 1)).find(|back| !inside(at - back));
                at - back.unwrap_or(0)
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let at = at - at % 2;
                let is_second = at >= 2 && is_surrogate(at, 0xDC00) && is_surrogate(at - 2, 0xD800);
                if is_second { at - 2 } else { at }
            }
        }
    }

    /// Raw bytes that the decoded `text` was made from. Exact because a lone surrogate and the
    /// replacement character it became are both one unit.
    #[must_use]
    pub fn raw_len(self, text: &[u8]) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                // A character of four bytes is two units, any other one. What was decoded is valid.
                let units = |byte: &u8| usize::from(!is_inside_character(*byte)) + usize::from(*byte >= 0xF0);
                2 * text.iter().map(units).sum::<usize>()
            }
        }
    }
}

/// True for the bytes of a character of UTF-8 behind its first.
pub(super) fn is_inside_character(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_is_recognized_with_and_without_a_mark() {
        let text = "error: could not connect\r\nline two\r\n";
        assert_eq!(Encoding::detect(&utf16(text, false)), Encoding::Utf16Le);
        assert_eq!(Encoding::detect(&utf16(text, true)), Encoding::Utf16Be);
        assert_eq!(Encoding::detect(&utf16("\u{feff}e", false)), Encoding::Utf16Le);
        assert_eq!(Encoding::detect(&utf16("\u{feff}e", true)), Encoding::Utf16Be);
    }

    #[test]
    fn other_bytes_are_taken_for_utf8() {
        for raw in [&b""[..], b"a", b"plain", b"\0\0\0\0\0\0", "mit \u{e4}".as_bytes()] {
            assert_eq!(Encoding::detect(raw), Encoding::Utf8, "{raw:?}");
        }
    }

    #[test]
    fn raw_length_counts_what_was_decoded() {
        let text = "a\u{e4}\u{20ac}\u{1f600}z";
        for big in [false, true] {
            let raw = utf16(text, big);
            let encoding = if big { Encoding::Utf16Be } else { Encoding::Utf16Le };
            let decoded = encoding.decode(&raw);
            assert_eq!(&*decoded, text.as_bytes());
            assert_eq!(encoding.raw_len(&decoded), raw.len());
        }
    }

    #[test]
    fn lone_surrogates_become_replacement_characters_of_the_same_length() {
        let raw = [0x41, 0x00, 0x00, 0xD8, 0x42, 0x00];
        let decoded = Encoding::Utf16Le.decode(&raw);
        assert_eq!(&*decoded, "A\u{fffd}B".as_bytes());
        assert_eq!(Encoding::Utf16Le.raw_len(&decoded), 6);
    }

    #[test]
    fn a_character_begins_at_its_first_byte() {
        let text = "a\u{e4}\u{20ac}\u{1f600}z";
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            let (raw, starts): (Vec<u8>, Vec<usize>) = match encoding {
                Encoding::Utf8 => (text.into(), vec![0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11]),
                _ => (utf16(text, encoding == Encoding::Utf16Be), vec![0, 0, 2, 2, 4, 4, 6, 6, 6, 6, 10, 10, 12]),
            };
            let found: Vec<usize> = (0..=raw.len()).map(|at| encoding.character_start(&raw, at)).collect();
            assert_eq!(found, starts, "{encoding:?}");
        }
        // Bytes that are no characters stand alone.
        assert_eq!(Encoding::Utf8.character_start(&[0x80; 9], 8), 8);
        assert_eq!(Encoding::Utf16Le.character_start(&[0x41, 0, 0, 0xDC], 2), 2);
    }
}
