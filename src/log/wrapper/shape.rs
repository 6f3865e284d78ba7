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

/// False for most lines of text: those whose first word ends as no wrapper's does. `line` begins with a letter or a
/// digit. Cheaper than to ask each row.
#[must_use]
pub fn is_front(line: &[u8]) -> bool {
    /// The longest first words of wrappers: names of pods, paths in prompts.
    const WORD_MAX: usize = 260;
    let near = &line[..line.len().min(WORD_MAX)];
    let end = memchr::memchr2(b' ', b'\t', near).unwrap_or(near.len());
    let word = &line[..end];
    let is_time = matches!(word.get(2), Some(b':')) || matches!(word.get(1), Some(b':')) && word[0].is_ascii_digit();
    let is_drive = matches!(word.get(1..3), Some(b":\\"));
    let is_pod = end > 16 && word[end - 6] == b'-';
    let second = || matches!(line.get(end + 1..end + 3), Some(b": " | b"| ")) || line.get(end + 1) == Some(&b' ');
    match word.last() {
        Some(b':' | b'>' | b'$' | b'#') => true,
        _ => {
            is_time
                || is_drive
                || is_pod
                || memchr::memchr2(b'|', b'/', word).is_some()
                || word[0].is_ascii_digit() && word.iter().any(|byte| matches!(byte, b'.' | b'T'))
                || word.len() == 10 && word[4] == b'-'
                || matches!(word, [a, b, c] if a.is_ascii_uppercase() && b.is_ascii_lowercase() && c.is_ascii_lowercase())
                || matches!(word, b"PS" | b"fatal:" | b"failed:")
                || line.get(end) == Some(&b'\t')
                || second()
                || memchr::memchr(b'\t', near).is_some()
        }
    }
}

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
    if bytes.get(4) != Some(&b'-') {
        return None;
    }
    if !fits(bytes, b"dddd-dd-dd") || !fits(bytes.get(11..)?, b"dd:dd:dd") || !matches!(bytes[10], b'T' | b' ') {
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
        for line in ["2026-11-21", "2026-11-21T", "", "2026-11-21x10:00:00"] {
            assert_eq!(iso(line.as_bytes()), None, "{line}");
        }
    }
}
