//! What on a line is not payload: a table of wrappers, outermost first, and the stream they name.
//!
//! Each row of [`WRAPPERS`] looks at the bytes of one line (escape sequences already gone) and says
//! how many of them to take off its front. Rows are tried again from the top until none applies, so
//! wrappers may nest. Everything here is decided by the line alone: no cut of a log changes it.
//!
//! Escape sequences and NUL bytes can stand anywhere in a line and are found by [`noise`].

use std::ops::Range;

/// What one wrapper takes off the front of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripped {
    /// Bytes taken off; at least 1.
    pub len: usize,
    /// The part of those bytes that names the stream.
    pub stream: Option<Range<usize>>,
}

/// A row of the table.
pub struct Wrapper {
    /// What writes it.
    pub name: &'static str,
    /// Takes it off a line that has it.
    pub strip: fn(&[u8]) -> Option<Stripped>,
}

/// Every wrapper that is known, outermost first.
pub const WRAPPERS: &[Wrapper] = &[
    Wrapper { name: "byte order mark", strip: byte_order_mark },
    Wrapper { name: "GitHub Actions timestamp", strip: actions_timestamp },
    Wrapper { name: "docker compose", strip: compose_prefix },
    Wrapper { name: "BuildKit step", strip: buildkit_step },
    Wrapper { name: "pytest error column", strip: pytest_column },
];

/// How often wrappers may nest; more is not a wrapped log but an attack.
const NESTING_MAX: usize = 8;

/// The bytes to take off the front of `line`, and where in it the stream's name stands.
#[must_use]
pub fn strip(line: &[u8]) -> Stripped {
    let mut all = Stripped { len: 0, stream: None };
    for _ in 0..NESTING_MAX {
        let rest = &line[all.len..];
        let Some(one) = WRAPPERS.iter().find_map(|wrapper| (wrapper.strip)(rest)) else { break };
        if let Some(name) = one.stream {
            all.stream = Some(name.start + all.len..name.end + all.len);
        }
        all.len += one.len;
    }
    all
}

fn byte_order_mark(line: &[u8]) -> Option<Stripped> {
    line.starts_with("\u{feff}".as_bytes()).then_some(Stripped { len: 3, stream: None })
}

/// `2026-11-21T03:00:00.1234567Z `: exactly seven digits of a second, as the runner writes them. An
/// application's own timestamp has another shape and stays: it heads a record.
fn actions_timestamp(line: &[u8]) -> Option<Stripped> {
    const SHAPE: &[u8] = b"dddd-dd-ddTdd:dd:dd.dddddddZ";
    let stamp = line.get(..SHAPE.len())?;
    let fits = stamp.iter().zip(SHAPE).all(|(byte, shape)| match shape {
        b'd' => byte.is_ascii_digit(),
        other => byte == other,
    });
    let blank = usize::from(line.get(SHAPE.len()) == Some(&b' '));
    (fits && (blank == 1 || line.len() == SHAPE.len())).then_some(Stripped { len: SHAPE.len() + blank, stream: None })
}

/// Longest name that compose prints: a project, a service and an index.
const COMPOSE_NAME_MAX: usize = 96;

/// `api-1  | `, `shop_api_1    | `, `my-container  | `.
///
/// Compose pads names to the longest and sets two blanks behind it, so a name without an index needs
/// two blanks: `cat | grep` and tables are not compose. A name is not a number: `12 | let x` is a compiler's.
fn compose_prefix(line: &[u8]) -> Option<Stripped> {
    let name_len = line
        .iter()
        .take(COMPOSE_NAME_MAX + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        .count();
    let name = &line[..name_len];
    if name_len == 0 || name_len > COMPOSE_NAME_MAX || !name[0].is_ascii_alphanumeric() {
        return None;
    }
    if !name.iter().any(u8::is_ascii_alphabetic) {
        return None;
    }
    let blanks = line[name_len..].iter().take_while(|byte| **byte == b' ').count();
    let enough = if has_index(name) { 1 } else { 2 };
    let bar = name_len + blanks;
    if blanks < enough || line.get(bar) != Some(&b'|') {
        return None;
    }
    match line.get(bar + 1) {
        None => Some(Stripped { len: bar + 1, stream: Some(0..name_len) }),
        Some(b' ') => Some(Stripped { len: bar + 2, stream: Some(0..name_len) }),
        Some(_) => None,
    }
}

/// True for `api-1` and `shop_api_1`.
fn has_index(name: &[u8]) -> bool {
    let digits = name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let before = name.len() - digits;
    digits > 0 && before > 1 && matches!(name[before - 1], b'-' | b'_')
}

/// The service that a compose container name stands for: `api` for `api-1`; for `shop_api_1` too the
/// part before the index, since where the project's name ends cannot be seen.
#[must_use]
pub fn service_of(stream: &str) -> &str {
    if has_index(stream.as_bytes()) {
        stream.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_'])
    } else {
        stream
    }
}

/// `#12 3.456 `: output of a build step.
fn buildkit_step(line: &[u8]) -> Option<Stripped> {
    let rest = line.strip_prefix(b"#")?;
    let step = digits(rest);
    let seconds = digits(rest.get(step + 1..)?);
    let fraction = digits(rest.get(step + 1 + seconds + 1..)?);
    let fits = (1..=5).contains(&step)
        && rest[step] == b' '
        && (1..=7).contains(&seconds)
        && rest[step + 1 + seconds] == b'.'
        && (1..=9).contains(&fraction);
    let end = 1 + step + 1 + seconds + 1 + fraction;
    (fits && line.get(end) == Some(&b' ')).then_some(Stripped { len: end + 1, stream: Some(1..1 + step) })
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// `E   `: pytest's column of error lines.
fn pytest_column(line: &[u8]) -> Option<Stripped> {
    line.starts_with(b"E   ").then_some(Stripped { len: 4, stream: None })
}

/// The ranges of `line` that are escape sequences or NUL bytes, ascending.
///
/// CSI (`ESC [ … letter`), OSC and the other strings (`ESC ] … BEL` or `… ESC \`), and two-byte escapes.
/// An unterminated sequence ends with the line.
pub fn noise(line: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + memchr::memchr2(0x1b, 0, &line[at..])?;
        at = if line[start] == 0 { start + 1 } else { start + escape_len(&line[start..]) };
        Some(start..at)
    })
}

/// Length of the escape sequence that `bytes` begin with.
fn escape_len(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        None => 1,
        Some(b'[') => {
            let parameters = bytes[2..].iter().take_while(|byte| (0x20..0x40).contains(*byte)).count();
            (2 + parameters + 1).min(bytes.len())
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// (line, stream, payload)
    const CASES: &[(&str, Option<&str>, &str)] = &[
        ("plain text", None, "plain text"),
        ("api-1  | error: x", Some("api-1"), "error: x"),
        ("shop_api_1     | x", Some("shop_api_1"), "x"),
        ("api-1 | x", Some("api-1"), "x"),
        ("api-1  |", Some("api-1"), ""),
        ("my-container  | x", Some("my-container"), "x"),
        ("cat | grep x", None, "cat | grep x"),
        ("12 | let x = 1;", None, "12 | let x = 1;"),
        ("id  |name", None, "id  |name"),
        ("2026-11-21T03:00:00.1234567Z error: x", None, "error: x"),
        ("2026-11-21T03:00:00.123Z error: x", None, "2026-11-21T03:00:00.123Z error: x"),
        ("2026-11-21T03:00:00.1234567Z api-1  | x", Some("api-1"), "x"),
        ("#12 3.456 ERROR: x", Some("12"), "ERROR: x"),
        ("#12 sha256:abc", None, "#12 sha256:abc"),
        ("E   KeyError: 'x'", None, "KeyError: 'x'"),
        ("\u{feff}x", None, "x"),
        ("", None, ""),
    ];

    #[test]
    fn wrappers_are_taken_off_and_name_the_stream() {
        for (line, stream, payload) in CASES {
            let stripped = strip(line.as_bytes());
            let name = stripped.stream.map(|range| &line[range]);
            assert_eq!((name, &line[stripped.len..]), (*stream, *payload), "{line}");
        }
    }

    #[test]
    fn escape_sequences_are_found_wherever_they_end() {
        for (line, kept) in [
            ("\x1b[31mred\x1b[0m text", "red text"),
            ("\x1b]8;;http://x\x07link\x1b]8;;\x1b\\!", "link!"),
            ("a\x1b(Bb\x1b=c\0d", "abcd"),
            ("cut \x1b[3", "cut "),
            ("cut \x1b", "cut "),
            ("cut \x1b]0;title", "cut "),
        ] {
            let mut rest = Vec::new();
            let mut at = 0;
            for range in noise(line.as_bytes()) {
                rest.extend_from_slice(&line.as_bytes()[at..range.start]);
                at = range.end;
            }
            rest.extend_from_slice(&line.as_bytes()[at..]);
            assert_eq!(String::from_utf8_lossy(&rest), kept, "{line:?}");
        }
    }

    #[test]
    fn a_service_is_the_name_without_its_index() {
        assert_eq!(service_of("api-1"), "api");
        assert_eq!(service_of("web-app-12"), "web-app");
        assert_eq!(service_of("postgres"), "postgres");
    }
}
