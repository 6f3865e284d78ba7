//! Terminal control codes: ESC sequences, their one-byte forms, and NUL. They can stand anywhere in a line.

use std::ops::Range;

/// True if `line` may hold what [`noise`] finds. A line without is left alone.
#[must_use]
pub fn has_noise(line: &[u8]) -> bool {
    memchr::memchr3(0x1b, 0, 0x9b, line).is_some()
}

/// The ranges of `line` that are escape sequences or NUL bytes, ascending.
///
/// CSI (`ESC [ … letter`), OSC and the other strings (`ESC ] … BEL` or `… ESC \`), two-byte escapes, and CSI as one
/// character: U+009B in UTF-8, or the byte 9B where it is no part of a character. An unterminated sequence ends with
/// the line.
pub fn noise(line: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = at + memchr::memchr3(0x1b, 0, 0x9b, line.get(at..)?)?;
            let range = match line[found] {
                0 => Some(found..found + 1),
                0x1b => Some(found..found + escape_len(&line[found..])),
                _ => one_byte_csi(line, found).filter(|range| range.start >= at),
            };
            match range {
                Some(range) => {
                    at = range.end;
                    return Some(range);
                }
                None => at = found + 1,
            }
        }
    })
}

/// `line` without what [`noise`] finds.
#[must_use]
pub fn without_noise(line: &[u8]) -> Vec<u8> {
    let mut clean = Vec::with_capacity(line.len());
    let mut at = 0;
    for noise in noise(line) {
        clean.extend_from_slice(&line[at..noise.start]);
        at = noise.end;
    }
    clean.extend_from_slice(&line[at..]);
    clean
}

/// The sequence that the byte 9B at `at` introduces, if it is not a part of another character.
fn one_byte_csi(line: &[u8], at: usize) -> Option<Range<usize>> {
    let before = if at == 0 { b' ' } else { line[at - 1] };
    if before == 0xC2 {
        return Some(at - 1..at + 1 + csi_body(&line[at + 1..]));
    }
    // Alone it may also be the quote of a Western code page, so only a color or an erasure counts.
    let body = csi_body(&line[at + 1..]);
    let last = line.get(at + body);
    (before.is_ascii() && body > 0 && matches!(last, Some(b'm' | b'K' | b'J'))).then_some(at..at + 1 + body)
}

/// Length of parameters and final byte.
fn csi_body(bytes: &[u8]) -> usize {
    let parameters = bytes.iter().take_while(|byte| (0x20..0x40).contains(*byte)).count();
    (parameters + 1).min(bytes.len())
}

/// Length of the escape sequence that `bytes` begin with.
fn escape_len(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        None => 1,
        Some(b'[') => 2 + csi_body(&bytes[2..]),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => string_len(bytes),
        // Character-set selections have one more byte.
        Some(b'(' | b')' | b'*' | b'+' | b'#') => 3.min(bytes.len()),
        Some(byte) if byte.is_ascii() => 2,
        Some(_) => 1,
    }
}

/// Length of a control string: to BEL, to `ESC \`, or to the line's end.
fn string_len(bytes: &[u8]) -> usize {
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            0x07 => return at + 1,
            0x1b if bytes.get(at + 1) == Some(&b'\\') => return at + 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The range of `line` around a code whose escape byte was lost or written out, if one begins at `at`, which is a `[`:
/// `[31m`, `^[[31m`, `\x1b[0m`, `\u001b[1;31m`, `#033[31m`, `␛[K`. Not before `floor`.
#[must_use]
pub fn spelled_code(line: &[u8], at: usize, floor: usize) -> Option<Range<usize>> {
    const MARKS: &[&[u8]] =
        &[b"^[", b"\\x1b", b"\\x1B", b"\\u001b", b"\\u001B", b"\\033", b"\\e", b"#033", "\u{241b}".as_bytes()];
    let before = &line[floor..at];
    let mark = MARKS.iter().find(|mark| before.ends_with(mark)).map_or(0, |mark| mark.len());
    let body = &line[at + 1..];
    let parameters = body.iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b'?')).count();
    let last = *body.get(parameters)?;
    let is_code = if mark > 0 {
        last.is_ascii_alphabetic()
    } else {
        let behind = body.get(parameters + 1);
        match last {
            b'm' => is_color(&body[..parameters]) && !matches!(behind, Some(b']' | b'-')),
            b'K' | b'J' => parameters <= 1 && behind != Some(&b']'),
            _ => false,
        }
    };
    is_code.then_some(at - mark..at + 1 + parameters + 1)
}

/// True for the parameters that colors have: each one a number that terminals know.
fn is_color(parameters: &[u8]) -> bool {
    !parameters.is_empty()
        && parameters.split(|byte| *byte == b';').all(|number| {
            let value = number.iter().fold(0_usize, |sum, digit| {
                sum.saturating_mul(10).saturating_add(usize::from(digit.wrapping_sub(b'0')))
            });
            number.len() <= 3 && (value <= 107 || parameters.contains(&b';')) && value <= 255
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(line: &[u8], ranges: impl Iterator<Item = Range<usize>>) -> String {
        let mut rest = Vec::new();
        let mut at = 0;
        for range in ranges {
            rest.extend_from_slice(&line[at..range.start]);
            at = range.end;
        }
        rest.extend_from_slice(&line[at..]);
        String::from_utf8_lossy(&rest).into_owned()
    }

    #[test]
    fn escape_sequences_are_found_wherever_they_end() {
        for (line, kept) in [
            (&b"\x1b[31mred\x1b[0m text"[..], "red text"),
            (b"\x1b]8;;http://x\x07link\x1b]8;;\x1b\\!", "link!"),
            (b"a\x1b(Bb\x1b=c\0d", "abcd"),
            (b"cut \x1b[3", "cut "),
            (b"cut \x1b", "cut "),
            (b"cut \x1b]0;title", "cut "),
            (b"\x9b31mred\x9b0m", "red"),
            (b"\xc2\x9b31mred\xc2\x9b0m", "red"),
            ("\u{6c5b} \u{11b} stays".as_bytes(), "\u{6c5b} \u{11b} stays"),
        ] {
            assert_eq!(without(line, noise(line)), kept, "{line:?}");
        }
    }

    #[test]
    fn codes_whose_escape_byte_was_lost_are_recognized() {
        for (line, kept) in [
            ("[31mred[0m", "red"),
            ("^[[1;31mred^[[0m", "red"),
            (r"\x1b[31mred\033[0m\u001b[K\e[2J", "red"),
            ("#033[31mred#033[0m", "red"),
            ("\u{241b}[38;5;196mred\u{241b}[39m", "red"),
            ("rate(x[5m])", "rate(x[5m])"),
            ("[main] x[0] [999m [m", "[main] x[0] [999m [m"),
        ] {
            let bytes = line.as_bytes();
            let mut floor = 0;
            let ranges: Vec<_> = memchr::memchr_iter(b'[', bytes)
                .filter_map(|at| {
                    let range = (at >= floor).then(|| spelled_code(bytes, at, floor)).flatten()?;
                    floor = range.end;
                    Some(range)
                })
                .collect();
            assert_eq!(without(bytes, ranges.into_iter()), kept, "{line}");
        }
    }
}
