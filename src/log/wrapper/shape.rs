//! The pieces that wrappers are made of: digits, timestamps, names. Nothing here allocates.

/// How many digits `bytes` begin with.
#[must_use]
pub fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// How many blanks `bytes` begin with.
#[must_use]
pub fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte == b' ').count()
}

/// True if `bytes` begin as `shape` says: `d` is a digit, `A` an upper-case letter, `a` a lower-case one, `x` a
/// hexadecimal digit, `_` a blank or a digit; every other byte stands for itself.
#[must_use]
pub fn fits(bytes: &[u8], shape: &[u8]) -> bool {
    bytes.len() >= shape.len()
        && bytes.iter().zip(shape).all(|(byte, shape)| match shape {
            b'd' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'a' => byte.is_ascii_lowercase(),
            b'x' => byte.is_ascii_hexdigit(),
            b'_' => *byte == b' ' || byte.is_ascii_digit(),
            other => byte == other,
        })
}

/// Length of the first word: what stands before the first white space, at most `longest` bytes; 0 if there is no such
/// word or nothing behind it.
#[must_use]
pub fn word(bytes: &[u8], longest: usize) -> usize {
    let near = &bytes[..bytes.len().min(longest + 1)];
    near.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(0)
}

/// How many bytes of names (letters, digits, `_ - . / @`) `bytes` begin with, at most `longest`.
#[must_use]
pub fn name(bytes: &[u8], longest: usize) -> usize {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'@');
    bytes.iter().take(longest).take_while(|byte| is_name(byte)).count()
}

/// What the front of a line shows at one glance: a set. Cheaper than to ask each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    /// `2026-11-21`: its two hyphens.
    pub const DATE: Signs = Signs(1);
    /// `2026-11-21T`
    pub const ISO_TIME: Signs = Signs(1 << 1);
    /// `10:` or `9:`
    pub const CLOCK: Signs = Signs(1 << 2);
    /// `Nov `
    pub const MONTH: Signs = Signs(1 << 3);
    /// `1763712000.`
    pub const EPOCH: Signs = Signs(1 << 4);
    /// A bar or a tab stands within [`FRONT_BYTES`], or, in a line of which only that is known, anywhere.
    pub const COLUMN: Signs = Signs(1 << 5);
    /// A colon in the first word.
    pub const COLON: Signs = Signs(1 << 6);
    /// A slash in the first word.
    pub const SLASH: Signs = Signs(1 << 7);
    /// A bracket opens in the first word.
    pub const BRACKET: Signs = Signs(1 << 8);
    /// A full stop in the first word.
    pub const DOT: Signs = Signs(1 << 9);
    /// The first word ends as prompts do, or is `PS`.
    pub const MARK: Signs = Signs(1 << 10);
    /// The first word ends as the names of pods do: a hyphen before five others.
    pub const POD: Signs = Signs(1 << 11);
    /// The second word is a colon.
    pub const SPACED_COLON: Signs = Signs(1 << 12);
    /// The line begins with neither a letter nor a digit.
    pub const PUNCTUATION: Signs = Signs(1 << 13);
    /// Every line has it.
    pub const ANY: Signs = Signs(1 << 15);

    /// What syslog and journald begin with.
    pub const SYSLOG: Signs = Signs(Self::MONTH.0 | Self::ISO_TIME.0 | Self::EPOCH.0 | Self::PUNCTUATION.0);
    /// What the prefixes of task runners hold.
    pub const TASK: Signs = Signs(Self::COLON.0 | Self::SLASH.0);
    /// What prompts are known by.
    pub const PROMPT: Signs = Signs(Self::MARK.0 | Self::COLON.0 | Self::PUNCTUATION.0);

    /// The signs of a line.
    #[must_use]
    pub fn of(line: &[u8]) -> Self {
        let near = &line[..line.len().min(FRONT_BYTES)];
        Self::with_column(line, memchr::memchr2(b'|', b'\t', near).is_some())
    }

    /// The same if it is known whether a bar or a tab stands in it.
    #[must_use]
    pub fn with_column(line: &[u8], has_column: bool) -> Self {
        let near = &line[..line.len().min(FRONT_BYTES)];
        let Some(first) = near.first() else { return Signs::ANY };
        let mut signs = Self::ANY.0;
        let mut end = 0;
        // Mostly a short word: to ask for its end first costs as much again.
        for byte in near.iter().take_while(|byte| !matches!(byte, b' ' | b'\t')) {
            signs |= BYTE_SIGNS[usize::from(*byte)];
            end += 1;
        }
        let word = &near[..end];
        let mut set = |sign: Signs, holds: bool| signs |= sign.0 * u16::from(holds);
        set(Self::PUNCTUATION, !first.is_ascii_alphanumeric());
        set(Self::COLUMN, has_column);
        set(Self::SPACED_COLON, near[end..].starts_with(b" : "));
        set(Self::MARK, matches!(word, [.., b'$' | b'#' | b'>'] | b"PS"));
        set(Self::POD, end >= "a-5d9c7b-x2x9z".len() && word[end - 6] == b'-');
        let mut front = [0; 11];
        let known = near.len().min(front.len());
        front[..known].copy_from_slice(&near[..known]);
        let is_date = front[4] == b'-' && front[7] == b'-';
        set(Self::DATE, is_date);
        set(Self::ISO_TIME, is_date && front[10] == b'T');
        set(Self::CLOCK, front[2] == b':' || front[1] == b':');
        set(Self::MONTH, front[3] == b' ');
        set(Self::EPOCH, front[10] == b'.');
        Signs(signs)
    }

    /// True if both sets hold one.
    #[must_use]
    pub const fn has_one_of(self, wanted: Signs) -> bool {
        self.0 & wanted.0 != 0
    }
}

/// The bytes of a line that its [`Signs`] are read off: the longest names of pods, the longest paths of prompts, and a name
/// that compose has padded to the longest.
pub const FRONT_BYTES: usize = 260;

/// What a byte in the first word is a sign of.
const BYTE_SIGNS: [u16; 256] = {
    let mut signs = [0; 256];
    signs[b':' as usize] = Signs::COLON.0;
    signs[b'/' as usize] = Signs::SLASH.0;
    signs[b'[' as usize] = Signs::BRACKET.0;
    signs[b'.' as usize] = Signs::DOT.0;
    signs
};

/// The time zone behind a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// None.
    Absent,
    /// `Z`.
    Utc,
    /// `+01:00`, `-0500`.
    Offset,
}

/// An ISO 8601 timestamp: `2026-11-21T10:00:00.123Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iso {
    /// Its bytes.
    pub len: usize,
    /// Digits behind the decimal point.
    pub fraction: usize,
    /// What stands between date and time: `T` or a blank.
    pub separator: u8,
    /// Its time zone.
    pub zone: Zone,
}

/// The timestamp that `bytes` begin with.
#[must_use]
pub fn iso(bytes: &[u8]) -> Option<Iso> {
    const SECONDS: usize = b"dddd-dd-ddTdd:dd:dd".len();
    let head = bytes.first_chunk::<SECONDS>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b' ', h1, h2, b':', n1, n2, b':', s1, s2] = head else {
        return None;
    };
    // One test of all digits instead of one of each.
    let worst = [y1, y2, y3, y4, m1, m2, d1, d2, h1, h2, n1, n2, s1, s2].map(|digit| digit.wrapping_sub(b'0'));
    if worst.into_iter().fold(0, u8::max) > 9 {
        return None;
    }
    let mut len = SECONDS;
    let mut fraction = 0;
    if matches!(bytes.get(len), Some(b'.' | b',')) {
        fraction = digits(&bytes[len + 1..]);
        if fraction > 0 {
            len += 1 + fraction;
        }
    }
    let rest = &bytes[len..];
    let (zone, zone_len) = match rest.first() {
        Some(b'Z') => (Zone::Utc, 1),
        Some(b'+' | b'-') if fits(&rest[1..], b"dd:dd") => (Zone::Offset, 6),
        Some(b'+' | b'-') if fits(&rest[1..], b"dddd") => (Zone::Offset, 5),
        _ => (Zone::Absent, 0),
    };
    Some(Iso { len: len + zone_len, fraction, separator: bytes[10], zone })
}

/// The same with a `T`; quickly none for other lines.
#[must_use]
pub fn iso_t(bytes: &[u8]) -> Option<Iso> {
    (bytes.get(10) == Some(&b'T')).then(|| iso(bytes)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_measured() {
        for (line, len, fraction, zone) in [
            ("2026-11-21T10:00:00Z x", 20, 0, Zone::Utc),
            ("2026-11-21 10:00:00,123 x", 23, 3, Zone::Absent),
            ("2026-11-21T10:00:00.123456+01:00", 32, 6, Zone::Offset),
            ("2026-11-21T10:00:00-0500 x", 24, 0, Zone::Offset),
            ("2026-11-21T10:00:00. x", 19, 0, Zone::Absent),
        ] {
            let found = iso(line.as_bytes()).map(|iso| (iso.len, iso.fraction, iso.zone));
            assert_eq!(found, Some((len, fraction, zone)), "{line}");
        }
        for line in [
            "2026-11-21",
            "2026-11-21T",
            "",
            "2026-11-21x10:00:00",
            "2026-1x-21T10:00:00",
            "2026-11-21T10:00:0/",
            "2026-11-21T10:0:000",
        ] {
            assert_eq!(iso(line.as_bytes()), None, "{line}");
        }
    }
}
