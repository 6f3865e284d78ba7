//! JSON records that applications write: which of them are certainly another record, in the log and where their texts are read.
//!
//! A collector wraps every line of a program in a record of its own, so that a traceback is many records: `{"log":"  File …"}`. What a
//! program's own logger writes is told by a level beside the message, and only one that announces nothing wrong is
//! certain: a program may log a traceback line by line, but hardly as information. Those are what most of most logs is made of.

use super::shape::{Shape, classify};
use super::words::{Words, is_error_head};
use crate::log::reading::json::outer_fields;

/// Longer keys are none of those that are looked for.
const KEY_BYTES_MAX: usize = 32;

/// True if `line` is a record of an application that says in its level that nothing is wrong.
#[must_use]
pub fn is_calm_record(line: &[u8]) -> bool {
    if line.first() != Some(&b'{') {
        return false;
    }
    let (mut is_calm, mut has_message) = (false, false);
    for (key, value) in outer_fields(line) {
        match key_kind(key) {
            KeyKind::Collector => return false,
            KeyKind::Level if !is_calm_level(value) => return false,
            KeyKind::Level => is_calm = true,
            KeyKind::Message => has_message |= value.starts_with(b"\""),
            KeyKind::Other => {}
        }
    }
    is_calm && has_message
}

/// True if the text of such a record is no part of something that other records hold the rest of.
#[must_use]
pub fn is_whole_text(text: &[u8]) -> bool {
    let name = text.split(|byte| *byte == b':').next().unwrap_or(text);
    let is_exception = !name.contains(&b' ') && is_error_head(name);
    !is_exception && matches!(classify(text), Shape::Plain | Shape::Record)
}

/// What a key of the outermost object says of its record.
enum KeyKind {
    Level,
    Message,
    /// Something other than the program wrote the record.
    Collector,
    Other,
}

fn key_kind(key: &[u8]) -> KeyKind {
    static LEVEL: Words = Words::new(&["level", "lvl", "severity", "severitytext", "loglevel", "levelname"]);
    static MESSAGE: Words = Words::new(&["msg", "message", "event", "m", "mt"]);
    static COLLECTOR: Words = Words::new(&[
        "log",
        "textpayload",
        "line",
        "raw",
        "stream",
        "facility",
        "priority",
        "sourcetype",
        "syslog",
        "container",
        "containerid",
        "containername",
        "kubernetes",
        "docker",
        "cursor",
        "tag",
    ]);
    if key.len() > KEY_BYTES_MAX {
        return KeyKind::Other;
    }
    let mut letters = [0; KEY_BYTES_MAX];
    let mut count = 0;
    for byte in key.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
        letters[count] = *byte;
        count += 1;
    }
    let word = &letters[..count];
    match word {
        _ if LEVEL.has(word) => KeyKind::Level,
        _ if MESSAGE.has(word) => KeyKind::Message,
        _ if COLLECTOR.has(word) => KeyKind::Collector,
        _ => KeyKind::Other,
    }
}

/// True for the levels up to the usual one: words, and the numbers of bunyan and pino.
fn is_calm_level(value: &[u8]) -> bool {
    static CALM: Words = Words::new(&[
        "trace",
        "trc",
        "verbose",
        "debug",
        "dbg",
        "info",
        "inf",
        "information",
        "informational",
        "notice",
    ]);
    let value = value.trim_ascii_end();
    match value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")) {
        Some(word) => CALM.has(word),
        None => matches!(value, b"10" | b"20" | b"30"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_applications_are_told_from_those_of_collectors() {
        for (line, expected) in [
            (r#"{"time":"2026-11-21T10:00:00Z","level":"info","msg":"x"}"#, true),
            (r#"{"level":30,"time":1763712000000,"pid":7,"hostname":"a","msg":"x"}"#, true),
            (
                r#"{"@timestamp":"2026-11-21T10:00:00Z","log.level":"INFO","message":"x","error":{"level":"fatal"}}"#,
                true,
            ),
            (r#"{"event":"x","level":"debug","logger":"a"}"#, true),
            (r#"{"@level":"info","@message":"x","@module":"terraform.ui"}"#, true),
            (r#"{"severity":"NOTICE","message":"x"}"#, true),
            // Something is wrong, or may be.
            (r#"{"level":"error","msg":"x"}"#, false),
            (r#"{"level":"warning","msg":"x"}"#, false),
            (r#"{"level":50,"msg":"x"}"#, false),
            (r#"{"level":"info","severity":"ERROR","msg":"x"}"#, false),
            // The level is that of a stream, or none.
            (r#"{"log":"x\n","stream":"stderr","time":"2026-11-21T10:00:00Z"}"#, false),
            (r#"{"textPayload":"x","severity":"INFO"}"#, false),
            (r#"{"message":"x","severity":"info","facility":"daemon"}"#, false),
            (r#"{"MESSAGE":"x","PRIORITY":"6"}"#, false),
            (r#"{"message":"x","meta":{"level":"info"}}"#, false),
            (r#"{"level":"info","status":200}"#, false),
            (r#"{"level":"info","msg":"x","log":{"file":"a"}}"#, false),
            (r#"level=info msg=x"#, false),
        ] {
            assert_eq!(is_calm_record(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn parts_of_a_traceback_are_no_whole_texts() {
        for text in [
            "Traceback (most recent call last):",
            "  File \"a.py\", line 1",
            "\tat a.b(C.java:1)",
            "a.b.SomeError: x",
            "",
        ] {
            assert!(!is_whole_text(text.as_bytes()), "{text}");
        }
        for text in ["token refreshed for user", "error budget is at 99.2 %", "INFO: x", "done"] {
            assert!(is_whole_text(text.as_bytes()), "{text}");
        }
    }
}
