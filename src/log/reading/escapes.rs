//! Escaped text inside of a line: JSON strings, quoted logfmt values, rsyslog's `#012`, Markdown's backslashes.
//!
//! A logger that writes JSON turns `column "x"` into `column \"x\"` and a traceback into one line with `\n` in it.

use std::ops::Range;

use super::mapped::Mapped;

/// What an escape stands for.
enum Undone {
    /// This character.
    Char(char),
    /// A line end.
    LineEnd,
}

/// True if `line` holds an escaped quote, line end, character or Markdown mark. An escaped backslash, as in the paths
/// of JSON, is none of them by itself.
#[must_use]
pub fn has_escapes(line: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &line[at.min(line.len())..]) {
        at += found;
        match line.get(at + 1) {
            Some(b'"' | b'n' | b'_' | b'*' | b'`' | b'<' | b'>' | b'[' | b']') => return true,
            Some(b'u') if unicode(&line[at..]).is_some() => return true,
            Some(b'\\') => at += 2,
            _ => at += 1,
        }
    }
    false
}

/// True if `line` holds a control character as rsyslog writes it: `#` and three octal digits.
#[must_use]
pub fn has_octal(line: &[u8]) -> bool {
    memchr::memchr_iter(b'#', line).any(|at| octal(&line[at..]).is_some())
}

/// Adds `range` of `line` to `out` with its escapes undone. Escapes that are none stay as they are.
pub fn undo(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let bytes = &line.bytes()[..range.end];
    let mut plain = range.start;
    let mut at = range.start;
    let mut buffer = [0; 4];
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        at += found;
        let Some((undone, len)) = escape(&bytes[at..]) else {
            at += 1;
            continue;
        };
        out.push_part(line, plain..at);
        match undone {
            Undone::Char(character) => {
                out.push_instead(character.encode_utf8(&mut buffer).as_bytes(), line, at..at + len);
            }
            Undone::LineEnd => out.push_instead(b"\n", line, at..at + len),
        }
        at += len;
        plain = at;
    }
    out.push_part(line, plain..range.end);
}

/// The escape that `bytes` begin with, and its length.
fn escape(bytes: &[u8]) -> Option<(Undone, usize)> {
    let character = |byte: u8| Some((Undone::Char(char::from(byte)), 2));
    match bytes.get(1)? {
        b'n' => Some((Undone::LineEnd, 2)),
        b'r' => character(b' '),
        b't' => character(b'\t'),
        quoted @ (b'"' | b'\\' | b'/' | b'\'' | b'_' | b'*' | b'`' | b'<' | b'>' | b'[' | b']') => character(*quoted),
        b'u' => unicode(bytes),
        _ => None,
    }
}

/// `\u0022`, and two of them for a character beyond U+FFFF. Control characters but ESC and line ends are none.
fn unicode(bytes: &[u8]) -> Option<(Undone, usize)> {
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 6).filter(|digits| digits.starts_with(b"\\u"))?;
        let digits = digits[2..].iter().all(u8::is_ascii_hexdigit).then_some(&digits[2..])?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let first = unit(0)?;
    let (units, len) = match unit(6).filter(|_| (0xD800..0xDC00).contains(&first)) {
        Some(second) => ([first, second], 12),
        None => ([first, 0], 6),
    };
    let character = char::decode_utf16(units).next()?.ok()?;
    match character {
        '\n' => Some((Undone::LineEnd, len)),
        '\u{1b}' => Some((Undone::Char(character), len)),
        '\t' | '\r' => Some((Undone::Char(' '), len)),
        other if other.is_control() => None,
        other => Some((Undone::Char(other), len)),
    }
}

/// Adds `range` of `line` to `out` with rsyslog's octal escapes undone.
pub fn undo_octal(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let bytes = &line.bytes()[..range.end];
    let mut plain = range.start;
    for at in memchr::memchr_iter(b'#', bytes) {
        let Some(byte) = octal(&bytes[at..]).filter(|_| at >= plain) else { continue };
        out.push_part(line, plain..at);
        if byte != b'\r' {
            out.push_instead(&[byte], line, at..at + 4);
        }
        plain = at + 4;
    }
    out.push_part(line, plain..range.end);
}

/// The control character that `bytes` begin with: `#012`, `#011`, `#015`, `#033`.
fn octal(bytes: &[u8]) -> Option<u8> {
    match bytes.get(..4)? {
        b"#012" => Some(b'\n'),
        b"#011" => Some(b'\t'),
        b"#015" => Some(b'\r'),
        b"#033" => Some(0x1b),
        _ => None,
    }
}

/// Adds `range` of `line` to `out` with the escapes of GitHub's workflow commands undone: `%0A`, `%0D`, `%25`.
pub fn undo_percent(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let bytes = &line.bytes()[..range.end];
    let mut plain = range.start;
    for at in memchr::memchr_iter(b'%', bytes) {
        let instead: &[u8] = match bytes.get(at..at + 3) {
            Some(b"%0A") => b"\n",
            Some(b"%0D") => b"",
            Some(b"%25") => b"%",
            _ => continue,
        };
        out.push_part(line, plain..at);
        out.push_instead(instead, line, at..at + 3);
        plain = at + 3;
    }
    out.push_part(line, plain..range.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(line: &str, undo: fn(&Mapped, Range<usize>, &mut Mapped)) -> String {
        let mut mapped = Mapped::default();
        mapped.push_plain(line.as_bytes(), 0);
        let mut out = Mapped::default();
        undo(&mapped, 0..line.len(), &mut out);
        String::from_utf8_lossy(out.bytes()).into_owned()
    }

    #[test]
    fn escapes_are_undone_and_other_backslashes_stay() {
        for (line, text) in [
            (r#"{"msg":"column \"x\" is\tnot\nthere \\ \u0022"}"#, "{\"msg\":\"column \"x\" is\tnot\nthere \\ \"\"}"),
            (r"C:\Users\dir \d+ \", r"C:\Users\dir \d+ \"),
            (r"caf\u00e9 \ud83d\ude00 \u0007 \ud83d", "caf\u{e9} \u{1f600} \\u0007 \\ud83d"),
            (r"snake\_case\[0\]", "snake_case[0]"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(undone(line, undo), text, "{line}");
        }
        assert!(has_escapes(br#"msg="a \"b\"""#));
        assert!(!has_escapes(br"C:\Users"));
    }

    #[test]
    fn control_characters_of_rsyslog_are_undone() {
        assert_eq!(undone("a#012#011b #123 #01", undo_octal), "a\n\tb #123 #01");
        assert!(has_octal(b"x#012y") && !has_octal(b"issue #123"));
    }
}
