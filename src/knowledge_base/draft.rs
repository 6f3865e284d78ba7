//! A new entry from a log: a skeleton that is a valid entry already, with the log, redacted, as its first example and its
//! most telling line as its signature. What happened and what helps is left to the person who knows it.

use super::redact::redact;
use crate::entry::EntryId;
use crate::log::Log;

/// Lines of the log that the example keeps before the telling one.
const LINES_BEFORE: usize = 8;

/// Lines that it keeps from the telling one on: a traceback fits.
const LINES_FROM: usize = 32;

/// Bytes of a log that are looked at: the beginning holds what the rest follows from.
const DRAFT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Characters of one line that it keeps.
const LINE_CHARS_MAX: usize = 2_000;

/// Characters of a signature; longer ones are hard to read and rarely match again.
const SIGNATURE_CHARS_MAX: usize = 160;

/// Characters of a title.
const TITLE_CHARS_MAX: usize = 90;

/// Words that make a line telling, the most telling first.
const TELLING: &[&[&str]] = &[
    &["panic", "fatal", "segmentation fault", "out of memory", "oomkilled"],
    &["error", "exception", "failed", "failure", "denied", "refused", "cannot", "unable", "not found", "no such"],
    &["invalid", "missing", "timeout", "timed out", "unreachable", "exited with code", "warning"],
];

/// The skeleton of entry `id` about `log` (may be empty). `line`: the 0-based line that it is about, if that is known.
#[must_use]
pub fn draft(id: &EntryId, log: &[u8], line: Option<usize>) -> String {
    let excerpt = Excerpt::of(log, line);
    let title = excerpt.as_ref().map_or_else(|| "One sentence that somebody recognizes".to_owned(), |it| it.title());
    let signature = excerpt
        .as_ref()
        .and_then(Excerpt::signature)
        .unwrap_or_else(|| "the text of the error, {name} for what varies".to_owned());
    let example = excerpt.map_or_else(|| signature_example(&signature), |it| it.text);
    let fence = fence_for(&example);
    let area = id.area();
    format!(
        "+++\n\
         title = {title}\n\
         tags = [\"{area}\"]\n\
         \n\
         # What any log with this problem says. {{name}} stands for what varies; {{name:int}} for a number.\n\
         [[signature]]\n\
         text = '''{signature}'''\n\
         +++\n\
         ## Symptom\n\
         What one sees. The log below is the first example; `kb check` holds the entry to it.\n\
         \n\
         {fence}log\n\
         {example}\n\
         {fence}\n\
         \n\
         ## Cause\n\
         Why it happens.\n\
         \n\
         ## Fix\n\
         What helps. `{{{{name}}}}` is filled with what the signature has caught:\n\
         \n\
         ```sh check\n\
         true\n\
         ```\n",
        title = quoted(&title),
    )
}

/// An id for an entry about `log`: its area is for the user to say.
#[must_use]
pub fn suggested_id(log: &[u8]) -> String {
    let Some(excerpt) = Excerpt::of(log, None) else { return String::new() };
    let words = excerpt.telling.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| {
        word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && *word != super::redact::SECRET
    });
    let slug: Vec<String> = words.take(4).map(str::to_lowercase).collect();
    if slug.is_empty() { String::new() } else { format!("notes/{}", slug.join("-")) }
}

/// The part of a log that an entry is about.
struct Excerpt {
    /// Redacted, without control characters.
    text: String,
    /// The payload of its most telling line, redacted.
    telling: String,
}

impl Excerpt {
    fn of(raw: &[u8], line: Option<usize>) -> Option<Excerpt> {
        let raw = &raw[..raw.len().min(DRAFT_BYTES_MAX)];
        let log = Log::read(raw);
        let (at, telling) = telling_line(&log, line)?;
        let text = String::from_utf8_lossy(raw);
        let from = at.saturating_sub(LINES_BEFORE);
        let kept: Vec<String> = text.lines().skip(from).take(at - from + LINES_FROM).map(printable).collect();
        let redacted = redact(&kept.join("\n"));
        Some(Excerpt { text: redacted.trim_matches('\n').to_owned(), telling: redact(&printable(&telling)) })
    }

    fn title(&self) -> String {
        let words = self.telling.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = words.chars().take(TITLE_CHARS_MAX).collect();
        if cut.trim().is_empty() { "One sentence that somebody recognizes".to_owned() } else { cut.trim().to_owned() }
    }

    /// The telling line with holes for what varies; `None` if nothing is left.
    fn signature(&self) -> Option<String> {
        let mut out = String::new();
        for word in self.telling.split_whitespace() {
            if out.chars().count() + word.chars().count() > SIGNATURE_CHARS_MAX {
                break;
            }
            let shown = if varies(word) { "{_}".to_owned() } else { escaped(word) };
            // A hole beside a hole says no more than one.
            if shown == "{_}" && (out.ends_with("{_}") || out.is_empty()) {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&shown);
        }
        let out = out.trim_end_matches("{_}").trim_end();
        let letters = out.chars().filter(|c| c.is_alphabetic()).count();
        (letters >= 4 && !out.contains("'''")).then(|| out.trim_end_matches('\'').to_owned())
    }
}

/// The most telling line without its wrappers, and its 0-based number: of `line`, if that is given; else the first of
/// the most telling kind, since what comes first is what the rest follows from; else the last that says anything.
fn telling_line(log: &Log<'_>, line: Option<usize>) -> Option<(usize, String)> {
    let mut best: Option<(usize, usize, String)> = None;
    for stream in log.streams() {
        let mut start = 0;
        for payload in stream.payload().split(|byte| *byte == b'\n') {
            let begin = start;
            start += payload.len() + 1;
            let text = String::from_utf8_lossy(payload).trim().to_owned();
            if text.is_empty() {
                continue;
            }
            let at = log.locate(stream, begin).line.saturating_sub(1);
            if line.is_some_and(|line| line != at) {
                continue;
            }
            // Of equally telling ones the first; of those that tell nothing the last.
            let kind = kind_of(&text);
            let is_better = |(known, known_at, _): &(usize, usize, String)| {
                kind < *known || (kind == *known && ((at < *known_at) != (kind == TELLING.len())))
            };
            if best.as_ref().is_none_or(is_better) {
                best = Some((kind, at, text));
            }
        }
    }
    best.map(|(_, at, text)| (at, text))
}

/// How telling a line is: an index into [`TELLING`], or its length for lines that are not.
fn kind_of(line: &str) -> usize {
    let lower = line.to_lowercase();
    let is_frame = lower.starts_with("at ") || lower.starts_with("file \"") || lower.contains("traceback (most recent");
    let of_kind = TELLING.iter().position(|words| words.iter().any(|word| lower.contains(word)));
    of_kind.filter(|_| !is_frame).unwrap_or(TELLING.len())
}

/// Without escape sequences and control characters, and not endless.
fn printable(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' && chars.peek() == Some(&'[') {
            chars.next();
            while chars.next().is_some_and(|c| !('@'..='~').contains(&c)) {}
        } else if c == '\t' || !c.is_control() {
            out.push(c);
        }
        if out.len() >= LINE_CHARS_MAX {
            break;
        }
    }
    out
}

/// True for a word that the next log will not have: with a digit in it, redacted, or a path.
fn varies(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit()) || word.contains(super::redact::SECRET) || word.contains('@')
}

/// A word of a signature as it stands.
fn escaped(word: &str) -> String {
    word.replace('{', "\\{")
}

/// A fence that is longer than any in the text.
fn fence_for(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

/// A line that a signature's text matches.
fn signature_example(signature: &str) -> String {
    signature.replace("{name}", "something")
}

/// A text of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
