//! JSON records: the texts of their fields, each on lines of its own, and the fields of a record itself.

use super::escapes;
use super::mapped::Mapped;

/// True for the last parts of the keys whose value is a message, lower case, without `_` and `-`.
fn is_text_name(letters: &[u8]) -> bool {
    matches!(
        letters,
        b"message"
            | b"msg"
            | b"error"
            | b"err"
            | b"errors"
            | b"exception"
            | b"excinfo"
            | b"exctext"
            | b"excvalue"
            | b"stack"
            | b"stacktrace"
            | b"traceback"
            | b"trace"
            | b"log"
            | b"text"
            | b"textpayload"
            | b"body"
            | b"detail"
            | b"details"
            | b"reason"
            | b"cause"
            | b"causedby"
            | b"description"
            | b"stderr"
            | b"stderrlines"
            | b"stdout"
            | b"stdoutlines"
            | b"modulestderr"
            | b"modulestdout"
            | b"line"
            | b"output"
            | b"errormessage"
            | b"errordetails"
            | b"errordescription"
            | b"content"
            | b"title"
            | b"fullmessage"
            | b"shortmessage"
            | b"original"
            | b"formatted"
            | b"rendered"
            | b"failure"
            | b"failures"
            | b"warning"
            | b"fatal"
    )
}

/// Longest key that is looked at.
const KEY_BYTES_MAX: usize = 96;

/// True if `line` begins as a JSON object, or an array of them, does.
#[must_use]
pub fn is_record(line: &[u8]) -> bool {
    if !matches!(line.first(), Some(b'{' | b'[' | b' ' | b'\t')) {
        return false;
    }
    let rest = line.trim_ascii_start();
    let rest = rest.strip_prefix(b"[").map_or(rest, <[u8]>::trim_ascii_start);
    rest.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

/// Adds the texts of the record in `line` to `out`, each behind a line end, escapes undone: the values of fields that
/// hold messages, at any depth, and others that have escapes. Returns how many there were.
pub fn fields(line: &Mapped, start: usize, out: &mut Mapped) -> usize {
    let bytes = line.bytes();
    let mut wanted = false;
    let mut count = 0;
    let mut at = start;
    while let Some(quote) = memchr::memchr(b'"', &bytes[at..]).map(|found| at + found) {
        let end = string_end(bytes, quote + 1);
        let content = quote + 1..end;
        at = (end + 1).min(bytes.len());
        let is_key = bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
        if is_key {
            wanted = is_text_field(&bytes[content]);
        } else if !content.is_empty() && (wanted || escapes::has_escapes(&bytes[content.clone()])) {
            if count > 0 {
                out.push_instead(b"\n", line, quote..quote + 1);
            }
            escapes::undo(line, content, out);
            count += 1;
        }
    }
    count
}

/// The fields of the object that `line` is, with those of no object in it, as far as it is one: each key, without its quotes, and the
/// value as it is written. In linear time, without allocation.
pub fn outer_fields(line: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut left = line.trim_ascii_start().strip_prefix(b"{");
    std::iter::from_fn(move || {
        let rest = left.take()?.trim_ascii_start();
        let key = rest.strip_prefix(b"\"")?;
        let key_end = string_end(key, 0);
        let value = key.get(key_end + 1..)?.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start();
        let value_end = value_end(value)?;
        left = value[value_end..].trim_ascii_start().strip_prefix(b",");
        Some((&key[..key_end], &value[..value_end]))
    })
}

/// How many bytes the value takes that `bytes` begin with; `None` if it has no end.
fn value_end(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = string_end(bytes, at + 1),
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' if depth == 0 => return Some(at),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The offset of the quote that ends the string whose content begins at `at`, or of the end.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

fn is_text_field(key: &[u8]) -> bool {
    if key.len() > KEY_BYTES_MAX {
        return false;
    }
    let last = key.rsplit(|byte| matches!(byte, b'.' | b'/' | b':')).next().unwrap_or(key);
    let mut letters = [0; KEY_BYTES_MAX];
    let mut count = 0;
    for byte in last.iter().filter(|byte| !matches!(byte, b'_' | b'-')) {
        letters[count] = byte.to_ascii_lowercase();
        count += 1;
    }
    is_text_name(&letters[..count])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_record_are_those_of_its_outermost_object() {
        let of = |line: &'static str| {
            let text = |bytes: &'static [u8]| std::str::from_utf8(bytes).unwrap_or_default();
            outer_fields(line.as_bytes()).map(|(key, value)| (text(key), text(value))).collect::<Vec<_>>()
        };
        assert_eq!(
            of(r#"{"a":"x, }","b" : 1 , "c":{"d":["e",{"a":2}]},"f":"\"","g":null}"#),
            [("a", r#""x, }""#), ("b", "1 "), ("c", r#"{"d":["e",{"a":2}]}"#), ("f", r#""\"""#), ("g", "null")]
        );
        assert_eq!(of(r#" {"a":1,"b":"cut"#), [("a", "1")]);
        for line in ["", "{", "{}", "a", "{\"a\"", "{\"a\":", "{\"a\":\"\\", "[{\"a\":1}]"] {
            assert_eq!(of(line), [], "{line}");
        }
    }

    fn texts(line: &str) -> String {
        let mut mapped = Mapped::default();
        mapped.push_plain(line.as_bytes(), 0);
        let mut out = Mapped::default();
        fields(&mapped, 0, &mut out);
        String::from_utf8_lossy(out.bytes()).into_owned()
    }

    #[test]
    fn messages_at_any_depth_are_lines() {
        for (line, expected) in [
            (r#"{"level":"error","msg":"a \"b\"","err":{"message":"c","stack":"d\n  e"},"n":1}"#, "a \"b\"\nc\nd\n  e"),
            (r#"{"stderr_lines": ["a", "b"], "rc": 1, "item": "c"}"#, "a\nb"),
            (r#"{"error.stack_trace":"a","exc_info":"b","@timestamp":"2026"}"#, "a\nb"),
            (r#"{"msg":"cut off \"he"#, "cut off \"he"),
            (r#"{"path":"C:\\dir\\new","q":"say \"x\""}"#, "say \"x\""),
            (r#"{"msg":""}"#, ""),
        ] {
            assert_eq!(texts(line), expected, "{line}");
        }
    }

    #[test]
    fn only_objects_are_records() {
        for (line, expected) in
            [(r#"{"a":1}"#, true), (r#"  [ { "a":1}]"#, true), ("{id}", false), ("[1] x", false), ("", false)]
        {
            assert_eq!(is_record(line.as_bytes()), expected, "{line}");
        }
    }
}
