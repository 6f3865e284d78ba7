//! What a TOML syntax error means to someone who writes an entry.
//!
//! Two mistakes make up most of them and get an explanation of their own: a backslash in a
//! double-quoted string, and a single quote in a single-quoted one.

use std::ops::Range;
use std::sync::Arc;

use super::limits::COMPLAINTS_MAX;
use crate::diagnostic::{Code, Diagnostic, SourceFile};

/// What is wrong with the TOML, and where complaints about values are not to be trusted.
pub(super) struct Damage {
    /// One diagnostic for each damaged line.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The damaged lines, as bytes of the file.
    lines: Vec<Range<usize>>,
}

/// Recovery reports what follows from an error as errors of their own, so the first of a line is the
/// one that counts.
pub(super) fn explain(source: &Arc<SourceFile>, base: usize, toml: &str, errors: &[toml::de::Error]) -> Damage {
    let mut found: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (clamp(toml, error.span()), error.message())).collect();
    found.sort_by_key(|(span, _)| span.start);
    let mut damage = Damage { diagnostics: Vec::new(), lines: Vec::new() };
    let mut explained_to = 0;
    for (span, message) in found {
        if damage.diagnostics.len() >= COMPLAINTS_MAX {
            break;
        }
        if span.start < explained_to {
            continue;
        }
        let line = line_around(toml, span.start);
        let (code, place, message, label, help) = explanation(toml, &line, span, message);
        explained_to = line.end + 1;
        // What is missing at the end of a line was looked for on the next one.
        damage.lines.push(base + line.start.min(place.start)..base + line.end);
        let place = base + place.start..base + place.end;
        damage.diagnostics.push(Diagnostic::new(code, source, Some(place), message).label(label).help(help));
    }
    damage
}

impl Damage {
    /// True if `complaint` may only follow from what is damaged.
    pub(super) fn explains(&self, complaint: &Diagnostic) -> bool {
        // What is missing may stand on a damaged line.
        if matches!(complaint.code, Code::BadCombination | Code::MissingKey) {
            return true;
        }
        let start = complaint.span.as_ref().map_or(0, |span| span.start);
        self.lines.iter().any(|line| (line.start..=line.end).contains(&start))
    }
}

type Explained = (Code, Range<usize>, String, String, String);

fn explanation(toml: &str, line: &Range<usize>, span: Range<usize>, message: &str) -> Explained {
    let known = backslash(toml, line, &span, message)
        .or_else(|| quote(toml, line, &span))
        .or_else(|| runaway(toml, line, &span));
    known.unwrap_or_else(|| {
        (Code::BadToml, widened(toml, span), message.to_owned(), String::new(), general_help(message))
    })
}

/// An empty span says "here something is missing": underline what stands before.
fn widened(toml: &str, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() {
        return span;
    }
    let before = toml[..span.start].trim_end();
    let last_len = before.chars().next_back().map_or(0, char::len_utf8);
    before.len() - last_len..before.len()
}

/// `"\d+"`: an escape that TOML does not know.
fn backslash(toml: &str, line: &Range<usize>, span: &Range<usize>, message: &str) -> Option<Explained> {
    let is_escape_error = ["missing escaped value", "too few unicode value digits", "invalid value"]
        .iter()
        .any(|known| message.starts_with(known));
    if !is_escape_error {
        return None;
    }
    let before = &toml[line.start..span.start];
    let start = line.start + before.rfind('\\')?;
    let next = toml[start + 1..].chars().next().filter(|c| *c != '\n' && *c != '\r');
    let end = start + 1 + next.map_or(0, char::len_utf8);
    let escape = &toml[start..end];
    let help = match quoted_around(toml, line, start) {
        Some(inner) if !inner.contains('\'') => format!("write '{inner}': in single quotes a backslash is a backslash"),
        Some(inner) => format!("write '''{inner}''': there a backslash is a backslash"),
        None => "put the text between ''' and ''': there a backslash is a backslash".to_owned(),
    };
    let message = format!("`{escape}` is not an escape that TOML knows");
    Some((Code::BackslashInString, start..end, message, "a backslash in a double-quoted string".into(), help))
}

/// The content of the double-quoted string of this line that byte `at` stands in.
fn quoted_around<'t>(toml: &'t str, line: &Range<usize>, at: usize) -> Option<&'t str> {
    let open = line.start + toml[line.start..at].find('"')?;
    if toml[open..].starts_with("\"\"\"") {
        return None;
    }
    let rest = &toml[open + 1..line.end];
    let mut escaped = false;
    let close = rest.bytes().position(|b| {
        let closes = b == b'"' && !escaped;
        escaped = b == b'\\' && !escaped;
        closes
    });
    // A path that ends in a backslash escapes its closing quote.
    let end = close.or_else(|| rest.rfind('"'))?;
    (open < at && at <= open + 1 + end).then(|| &rest[..end])
}

/// `'can't'`: the string ends at its second quote, and the rest makes no sense.
fn quote(toml: &str, line: &Range<usize>, span: &Range<usize>) -> Option<Explained> {
    let open = line.start + toml[line.clone()].find('\'')?;
    let text = &toml[open..line.end];
    if text.starts_with("'''") || toml[line.start..open].contains(['"', '#']) || span.start <= open {
        return None;
    }
    let quotes: Vec<usize> = text.match_indices('\'').map(|(at, _)| at).collect();
    let (second, last) = (*quotes.get(1)?, *quotes.last()?);
    // The quote in the middle is part of a word, and reading stopped behind it.
    let stopped_behind = open + second < span.start || span.start == open + second + 1;
    let in_word = text[second + 1..].chars().next().is_some_and(char::is_alphanumeric);
    if quotes.len() < 3 || !stopped_behind || !in_word {
        return None;
    }
    let inner = &text[1..last];
    let place = open..open + last + 1;
    let message = "the string ends at its second quote".to_owned();
    let label = "a quote inside a single-quoted string".into();
    Some((Code::QuoteInString, place, message, label, format!("write '''{inner}'''")))
}

/// `'''text` without its closing quotes: it runs to the `'''` that should have begun the next text,
/// and only that one's words make no sense.
fn runaway(toml: &str, line: &Range<usize>, span: &Range<usize>) -> Option<Explained> {
    const QUOTES: &str = "'''";
    let before = &toml[..span.start];
    let close = before.trim_end_matches('\'').len();
    if close == before.len() {
        return None;
    }
    let open = before[..close].rfind(QUOTES)?;
    let is_opening = before[..open].matches(QUOTES).count().is_multiple_of(2);
    if !is_opening || open >= line.start {
        return None;
    }
    let open_line = line_around(toml, open);
    let message = "the text is not closed: it runs on to the next three quotes".to_owned();
    let help = format!("end it with {QUOTES}");
    Some((Code::BadToml, open..open_line.end, message, "begins here".into(), help))
}

fn general_help(message: &str) -> String {
    if message.contains("duplicate key") {
        "keep one of the two".to_owned()
    } else if message.contains("array") {
        "lists look like `key = ['a', 'b']`: commas between the values, a bracket at the end".to_owned()
    } else if message.contains("multi-line") {
        "end the text with the three quotes that it begins with".to_owned()
    } else if message.contains("quoted") || message.contains("string") {
        "put texts between quotes: `key = 'value'`, or `key = '''value'''` if the text holds quotes".to_owned()
    } else {
        "lines look like `key = 'text'`, `key = ['a', 'b']` or `[[signature]]`".to_owned()
    }
}

/// A backspace, form feed or escape that a double-quoted string writes as `\b`, `\f`, `\e`, most
/// often meant for a regex: its offset in `raw`, how it is written, and what it means.
pub(super) fn escape_in_basic_string(raw: &str) -> Option<(usize, &str, &'static str)> {
    if !raw.starts_with('"') {
        return None;
    }
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        let meaning = match bytes[at + 1] {
            b'b' => Some("a backspace"),
            b'f' => Some("a form feed"),
            b'e' => Some("an escape character"),
            _ => None,
        };
        if let Some(meaning) = meaning {
            return Some((at, &raw[at..at + 2], meaning));
        }
        at += 2;
    }
    None
}

/// The place of an error inside the text, on character boundaries.
fn clamp(toml: &str, span: Option<Range<usize>>) -> Range<usize> {
    let span = span.unwrap_or(0..0);
    let start = toml.floor_char_boundary(span.start.min(toml.len()));
    let end = toml.ceil_char_boundary(span.end.min(toml.len())).max(start);
    start..end
}

/// The line that byte `at` stands on, without its line end.
fn line_around(toml: &str, at: usize) -> Range<usize> {
    let start = toml[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = toml[at..].find('\n').map_or(toml.len(), |found| at + found);
    start..end
}
