//! Escaped text inside of a line: JSON strings and quoted logfmt values.
//!
//! A logger that writes JSON turns `column "x"` into `column \"x\"` and a traceback into one line with
//! `\n` in it. The raw line stays a payload, since it may itself be the error; the line with its
//! escapes undone is a second one.

/// A piece of a line with its escapes undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Bytes as they stand, and their offset in the line.
    Plain(usize, &'a [u8]),
    /// One character that an escape stood for, and the escape's offset.
    Unescaped(usize, u8),
    /// A line end that an escape stood for, and the escape's offset.
    LineEnd(usize),
}

/// True if `line` holds an escaped quote or line end.
#[must_use]
pub fn has_escapes(line: &[u8]) -> bool {
    memchr::memchr_iter(b'\\', line).any(|at| matches!(line.get(at + 1), Some(b'"' | b'n')))
}

/// The pieces of `line`, in order. Escapes that are none stay as they are.
pub fn pieces(line: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= line.len() {
            return None;
        }
        if let Some((piece, len)) = escape(line, at) {
            at += len;
            return Some(piece);
        }
        let start = at;
        at += 1;
        while at < line.len() && escape(line, at).is_none() {
            at = memchr::memchr(b'\\', &line[at + 1..]).map_or(line.len(), |found| at + 1 + found);
        }
        Some(Piece::Plain(start, &line[start..at]))
    })
}

/// The escape at `at` and its length.
fn escape(line: &[u8], at: usize) -> Option<(Piece<'static>, usize)> {
    if line[at] != b'\\' {
        return None;
    }
    let unescaped = |byte| Some((Piece::Unescaped(at, byte), 2));
    match line.get(at + 1)? {
        b'n' => Some((Piece::LineEnd(at), 2)),
        b'r' => unescaped(b' '),
        b't' => unescaped(b'\t'),
        quoted @ (b'"' | b'\\' | b'/' | b'\'') => unescaped(*quoted),
        b'u' => {
            let digits = std::str::from_utf8(line.get(at + 2..at + 6)?).ok()?;
            let code = u8::try_from(u32::from_str_radix(digits, 16).ok()?).ok()?;
            (code.is_ascii_graphic() || code == b' ').then_some((Piece::Unescaped(at, code), 6))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(line: &str) -> String {
        pieces(line.as_bytes())
            .map(|piece| match piece {
                Piece::Plain(_, bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Piece::Unescaped(_, byte) => char::from(byte).to_string(),
                Piece::LineEnd(_) => "\n".to_owned(),
            })
            .collect()
    }

    #[test]
    fn escapes_are_undone_and_other_backslashes_stay() {
        for (line, text) in [
            (r#"{"msg":"column \"x\" is\tnot\nthere \\ \u0022"}"#, "{\"msg\":\"column \"x\" is\tnot\nthere \\ \"\"}"),
            (r"C:\Users\dir \d+ \", r"C:\Users\dir \d+ \"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(undone(line), text, "{line}");
        }
        assert!(has_escapes(br#"msg="a \"b\"""#));
        assert!(!has_escapes(br"C:\Users"));
    }
}
