//! Record heads: lines that begin with a timestamp or a level.

use super::json::is_calm_record;
use super::words::Words;

/// True if `line` begins as records do: with a timestamp or with a level.
#[must_use]
pub fn is_record_head(line: &[u8]) -> bool {
    starts_with_timestamp(line)
        || starts_with_level(line)
        || starts_as_access(line)
        || starts_with_category(line)
        || starts_with_psql(line)
        || starts_as_glog(line)
        || is_calm_record(line)
}

/// `2026-11-21 06:29:20.305 UTC [32423] DETAIL:  Key …`: Postgres writes what belongs to an error as further records.
pub(super) fn is_record_detail(line: &[u8]) -> bool {
    const PARTS: &[&str] = &["DETAIL:  ", "HINT:  ", "CONTEXT:  ", "STATEMENT:  ", "QUERY:  ", "LOCATION:  "];
    let near = &line[..line.len().min(200)];
    // What most records lack: a colon and two blanks behind one of those words.
    let may_hold = memchr::memchr_iter(b':', near)
        .any(|at| near[at..].starts_with(b":  ") && matches!(near[..at], [.., b'L' | b'T' | b'Y' | b'N']));
    may_hold
        && starts_with_timestamp(line)
        && PARTS.iter().any(|part| {
            memchr::memmem::find(near, part.as_bytes()).is_some_and(|at| at > 0 && matches!(near[at - 1], b' ' | b':'))
        })
}

/// `fail: Microsoft.Hosting.Lifetime[0]`, as .NET's console logger begins its records.
fn starts_with_category(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let levels = [&b"trce: "[..], b"dbug: ", b"info: ", b"warn: ", b"fail: ", b"crit: "];
    line.ends_with(b"]") && levels.iter().any(|level| line.starts_with(level))
}

/// True for `E1121 06:29:39.119498 …` of glog and Kubernetes, `[325:325:1121/062939.119498:ERROR:a.cc(3)] …` of Chromium.
#[must_use]
pub fn starts_as_glog(line: &[u8]) -> bool {
    if let Some(rest) = line.strip_prefix(b"[") {
        let ids = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b':').count();
        let date = rest[..ids].rsplit(|byte| *byte == b':').next().map_or(0, <[u8]>::len);
        return date == 4 && has_shape(&rest[ids..], b"/dddddd");
    }
    matches!(line.first(), Some(b'I' | b'W' | b'E' | b'F')) && has_shape(&line[1..], b"dddd dd:dd:dd.d")
}

/// `psql:q.sql:4: ERROR:  …`
fn starts_with_psql(line: &[u8]) -> bool {
    let near = &line[..line.len().min(300)];
    near.starts_with(b"psql:")
        && [": ERROR:  ", ": FATAL:  ", ": error: "]
            .iter()
            .any(|level| memchr::memmem::find(near, level.as_bytes()).is_some())
}

/// True if `line` begins with a level that announces nothing wrong.
fn is_passing_record(line: &[u8]) -> bool {
    const PASSING: &[&[u8]] = &[b"TRACE", b"DEBUG", b"INFO", b"NOTICE"];
    starts_with_level(line) && PASSING.iter().any(|level| line.strip_prefix(b"[").unwrap_or(line).starts_with(level))
}

/// True if a record says in the place of its level that nothing is wrong: it announces no exception.
pub(super) fn is_calm(line: &[u8]) -> bool {
    /// The level stands behind a timestamp, a host, a thread.
    const LEAD_BYTES: usize = 80;
    static LEVELS: Words =
        Words::new(&["trace", "debug", "info", "warn", "warning", "error", "severe", "fatal", "critical"]);
    static CALM: Words = Words::new(&["trace", "debug", "info"]);
    let mut words = line[..line.len().min(LEAD_BYTES)].split(|byte| !byte.is_ascii_alphabetic());
    words.find(|word| LEVELS.has(word)).is_some_and(|level| CALM.has(level))
}

/// True if `line` begins a record that is another one, whatever stands above it, so that no message goes on over its beginning: by
/// a timestamp, a level that announces nothing wrong, also in JSON, or as a line of an access log does.
#[must_use]
pub fn is_boundary(line: &[u8]) -> bool {
    starts_with_timestamp(line)
        || is_passing_record(line)
        || starts_as_access(line)
        || starts_as_glog(line)
        || is_calm_record(line)
}

/// `1.2.3.4 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 2`: the common log format of web servers, whose first words are
/// the client, its identity and its name; a virtual host may stand before them.
fn starts_as_access(line: &[u8]) -> bool {
    /// A host name of 255 characters fits, and what else stands there.
    const LEAD_BYTES: usize = 320;
    let near = &line[..line.len().min(LEAD_BYTES)];
    let Some(bracket) = memchr::memchr(b'[', near).filter(|_| !line.starts_with(b" ")) else { return false };
    near[..bracket].ends_with(b" ")
        && has_shape(&line[bracket..], b"[dd/Aaa/dddd:dd:dd:dd ")
        && (3..=4).contains(&memchr::memchr_iter(b' ', &near[..bracket]).count())
}

/// True if `line` begins with a timestamp in one of the usual forms, bracketed or not.
#[must_use]
pub fn starts_with_timestamp(line: &[u8]) -> bool {
    const SHAPES: &[&[u8]] = &[
        b"dddd-dd-dd dd:dd",
        b"dddd-dd-ddTdd:dd",
        b"dddd/dd/dd dd:dd",
        b"dd:dd:dd",
        b"Aaa dd dd:dd:dd",
        b"Aaa  d dd:dd:dd",
        b"dd/Aaa/dddd:dd:dd",
        b"dd Aaa dddd dd:dd",
    ];
    let rest = line
        .strip_prefix(b"[")
        .or_else(|| line.strip_prefix(b"time=\""))
        .or_else(|| line.strip_prefix(b"time="))
        .unwrap_or(line);
    rest.first().is_some_and(|first| first.is_ascii_digit() || first.is_ascii_uppercase())
        && SHAPES.iter().any(|shape| has_shape(rest, shape))
}

/// `d` a digit, `A` an upper-case letter, `a` a lower-case one, anything else itself.
fn has_shape(line: &[u8], shape: &[u8]) -> bool {
    line.len() >= shape.len()
        && line.iter().zip(shape).all(|(byte, shape)| match shape {
            b'd' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'a' => byte.is_ascii_lowercase(),
            other => byte == other,
        })
}

/// `ERROR: `, `[warn] `, `INFO  `, `level=error`, `npm ERR! `, `error[E0308]: `.
fn starts_with_level(line: &[u8]) -> bool {
    if line.starts_with(b"level=") || line.starts_with(b"npm ERR!") || line.starts_with(b"npm error ") {
        return true;
    }
    let bracketed = line.first() == Some(&b'[');
    let rest = if bracketed { &line[1..] } else { line };
    let len = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &rest[..len];
    // The shortest level and the longest one.
    let Some(next) = rest.get(len).filter(|_| (3..=8).contains(&len)) else { return false };
    static LEVELS: Words = Words::new(&[
        "trace", "debug", "info", "notice", "warn", "warning", "error", "err", "fatal", "critical", "severe", "panic",
        "alert", "emerg",
    ]);
    if !LEVELS.has(word) {
        return false;
    }
    let upper = word.iter().all(u8::is_ascii_uppercase);
    match next {
        b':' => true,
        b']' => bracketed,
        b'[' => !bracketed && word == b"error",
        b' ' | b'\t' => upper && !bracketed,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_goes_on_over_a_line_that_is_certainly_another_record() {
        for (line, expected) in [
            ("2026-11-21T10:00:00Z x", true),
            ("INFO:     172.18.0.1:5 - \"GET / HTTP/1.1\" 200 OK", true),
            ("172.18.0.1 - - [21/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 2", true),
            ("E1121 06:29:39.119498   1 a.go:3] x", true),
            (r#"{"level":"info","msg":"x"}"#, true),
            // The second line of a message may begin with a level of its own.
            ("ERROR: x", false),
            ("x", false),
        ] {
            assert_eq!(is_boundary(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn record_heads_are_known_by_timestamp_or_level() {
        for line in [
            "2026-11-21T10:00:00Z x",
            "[2026-11-21 10:00:00] x",
            "Nov 21 10:00:00 host x",
            "10:00:00 x",
            "ERROR: x",
            "[error] x",
            "INFO  x",
            "level=info msg",
            "npm ERR! x",
            "error[E0308]: x",
            "time=\"2026-11-21T10:00:00Z\" x",
            "psql:q.sql:4: ERROR:  x",
            "E1121 06:29:39.119498   1 a.go:3] x",
            "[325:325:1121/062939.119498:ERROR:a.cc(3)] x",
            "[1121/062939.119498:ERROR:a.cc(3)] x",
            "fail: Orders.Store[0]",
            "172.18.0.1 - - [21/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 2",
            "shop.example:443 ::1 - ann [21/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 2",
        ] {
            assert!(is_record_head(line.as_bytes()), "{line}");
        }
        for line in [
            "error in the middle",
            "infos",
            "Information",
            "[errors]",
            "2026 was",
            "information: x",
            "Error response from daemon",
            "at [21/Nov/2026:10:00:00 +0000] it went on",
            "a - - [21/Nov/26 10:00:00] x",
        ] {
            assert!(!is_record_head(line.as_bytes()), "{line}");
        }
    }
}
