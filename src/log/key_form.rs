//! Key form: a payload with all white space taken out, where candidates are looked for.
//!
//! PowerShell and terminals wrap lines at any column, inside words too, and tools disagree on one
//! blank or two. In key form a message reads the same however it was wrapped. Key form only *finds*
//! candidates; verification and captures run on the payload, since `t` + `cp40.0.0.0` would be a
//! capture too. Curly quotes become straight ones, and the two letters that fold to an ASCII letter
//! under Unicode case folding become it, so that an ASCII case-insensitive scan misses nothing.

use crate::simd::{SLACK, squeeze};

/// Version of the mapping; a signature table made with another one is not used.
pub const KEY_FORM_VERSION: u32 = 1;

/// Payload bytes between two entries of the map back.
const STEP: usize = 256;

/// A payload in key form with the map back to it.
#[derive(Clone, Debug, Default)]
pub struct KeyForm {
    bytes: Vec<u8>,
    /// (key offset, payload offset) about every `STEP` bytes of payload.
    marks: Vec<(u32, u32)>,
}

impl KeyForm {
    /// The key form of `payload`, which is shorter than 4 GiB.
    #[must_use]
    pub fn of(payload: &[u8]) -> Self {
        let offset = |at: usize| u32::try_from(at).expect("invariant: a window is shorter than 4 GiB");
        let mut key = KeyForm { bytes: Vec::with_capacity(payload.len() + SLACK), marks: Vec::new() };
        let mut at = 0;
        while at < payload.len() {
            key.marks.push((offset(key.bytes.len()), offset(at)));
            at = append(payload, at, (at + STEP).min(payload.len()), &mut key.bytes);
        }
        key
    }

    /// The key form itself.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
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

/// Appends the key form of what begins in `payload[from..to]` to `key`; returns where it ends, which is behind `to` if a
/// character does.
pub fn append(payload: &[u8], from: usize, to: usize, key: &mut Vec<u8>) -> usize {
    let mut at = from;
    while at < to {
        let used = key.len();
        // What is made room for is overwritten or cut off again.
        key.resize(used + (to - at) + SLACK, 0);
        let (read, written) = squeeze(&payload[at..to], &mut key[used..]);
        key.truncate(used + written);
        at += read;
        // To behind the next byte that is not ASCII, or the end.
        let mut is_ascii = true;
        while at < to && (is_ascii || !payload[at].is_ascii()) {
            is_ascii = payload[at].is_ascii();
            let (byte, len) = key_byte(&payload[at..]);
            key.extend(byte);
            at += len;
        }
    }
    at
}

/// `text` in key form.
#[must_use]
pub fn key_of(text: &str) -> Vec<u8> {
    KeyForm::of(text.as_bytes()).bytes
}

/// The key byte of what `bytes` begin with (`None`: white space), and how many of them it takes.
/// `bytes` is not empty.
#[must_use]
pub fn key_byte(bytes: &[u8]) -> (Option<u8>, usize) {
    let first = bytes[0];
    match first {
        b' ' | b'\t'..=b'\r' => (None, 1),
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
                prop_assert_eq!(key_byte(&payload[offset..]).0, Some(*byte));
                prop_assert_eq!(KeyForm::of(&payload[..offset]).bytes().len(), at);
            }
            prop_assert_eq!(key.payload_offset(&payload, key.bytes().len()), payload.len());
        }
    }
}
