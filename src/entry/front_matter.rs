//! The front matter: TOML between two lines `+++`, every key typed, unknown ones refused.
//!
//! Leaves single values to [`super::values`], signature tables to [`super::signatures`] and what a
//! syntax error means to [`super::toml_errors`].

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::values::{Reader, Value, in_file_order, is_tag, selector};
use super::{EntryId, EntryKind, Selector, Severity, SignatureSource, Spanned, Status, signatures, toml_errors};
use crate::diagnostic::{Code, Diagnostic, SourceFile};

/// The keys of an entry, in the order in which they are usually written.
const KEYS: &[&str] = &[
    "title",
    "kind",
    "tags",
    "ask",
    "severity",
    "status",
    "verified",
    "applies_to",
    "references",
    "old_ids",
    "owner",
    "related",
    "supersedes",
    "caused_by",
    "masks",
    "signature",
];

const DELIMITER: &str = "+++";

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) kind: EntryKind,
    pub(super) tags: Vec<String>,
    pub(super) ask: Vec<Spanned<String>>,
    pub(super) severity: Severity,
    pub(super) status: Status,
    pub(super) verified: Option<String>,
    pub(super) applies_to: Vec<String>,
    pub(super) references: Vec<String>,
    pub(super) old_ids: Vec<Spanned<EntryId>>,
    pub(super) owner: Option<String>,
    pub(super) related: Vec<Spanned<Selector>>,
    pub(super) supersedes: Vec<Spanned<Selector>>,
    pub(super) caused_by: Vec<Spanned<Selector>>,
    pub(super) masks: Vec<Spanned<Selector>>,
    pub(super) signatures: Vec<SignatureSource>,
}

/// Where the two halves of an entry stand in its file (half-open).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Halves {
    /// The first line `+++`, without its line end.
    pub(super) opening: Range<usize>,
    /// What stands between the two lines.
    pub(super) toml: Range<usize>,
    /// What stands below the second.
    pub(super) body: Range<usize>,
}

/// Finds the front matter: behind an optional byte order mark and blank lines.
pub(super) fn split(source: &Arc<SourceFile>) -> Result<Halves, Diagnostic> {
    let text = source.text.as_str();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut opening: Option<Range<usize>> = None;
    for line in lines(text, start) {
        let words = text[line.clone()].trim();
        match &opening {
            None if words.is_empty() => {}
            None if words == DELIMITER => opening = Some(line),
            None => return Err(no_opening(source, line)),
            Some(opening) if words == DELIMITER => {
                return Ok(Halves {
                    toml: after_line(text, opening.end)..line.start,
                    body: after_line(text, line.end)..text.len(),
                    opening: opening.clone(),
                });
            }
            Some(_) => {}
        }
    }
    Err(match opening {
        Some(opening) => {
            Diagnostic::new(Code::NoFrontMatter, source, Some(opening), "the front matter is never closed")
                .label("opened here")
                .help("add a line `+++` between the front matter and the text")
        }
        None => Diagnostic::new(Code::NoFrontMatter, source, None, "the file is empty")
            .help("begin with a line `+++`, then `title = '…'`, then another line `+++`"),
    })
}

/// The complaint about a file whose first line that says anything is `line`.
fn no_opening(source: &Arc<SourceFile>, line: Range<usize>) -> Diagnostic {
    let help = if source.text[line.clone()].trim() == "---" {
        "front matter is TOML between two lines `+++`, not YAML between `---`: write `key = 'value'`"
    } else {
        "begin with a line `+++`, then `title = '…'`, then another line `+++`"
    };
    Diagnostic::new(Code::NoFrontMatter, source, Some(line), "an entry begins with its front matter, a line `+++`")
        .label("expected `+++`")
        .help(help)
}

/// The lines of `text` from byte `start`, without line ends.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found);
        let line = at..end;
        at = end + 1;
        let without_cr = text[line.clone()].strip_suffix('\r').map_or(line.end, |rest| line.start + rest.len());
        Some(line.start..without_cr)
    })
}

/// The first byte behind the line end that follows byte `at`.
fn after_line(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found + 1)
}

/// Reads the front matter; `None` where it has an error, so that the entry is not in force: half a
/// signature could match what the whole one must not.
pub(super) fn read(
    source: &Arc<SourceFile>,
    halves: &Halves,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FrontMatter> {
    let toml = &source.text[halves.toml.clone()];
    let (table, errors) = DeTable::parse_recoverable(toml);
    let mut reader = Reader::new(source, halves.toml.start);
    let mut front_matter = FrontMatter::default();
    for (key, span, value) in in_file_order(table.get_ref()) {
        front_matter.take(&mut reader, key, span, value);
    }
    let mut complaints = std::mem::take(&mut reader.complaints);
    if errors.is_empty() {
        if !table.get_ref().contains_key("title") {
            complaints.push(missing_title(source, halves));
        }
    } else {
        // What was recovered from a damaged line is a guess; complaints about it would mislead.
        let damage = toml_errors::explain(source, halves.toml.start, toml, &errors);
        complaints.retain(|complaint| !damage.explains(complaint));
        complaints.extend(damage.diagnostics);
    }
    let is_sound = complaints.is_empty();
    diagnostics.append(&mut complaints);
    is_sound.then_some(front_matter)
}

fn missing_title(source: &Arc<SourceFile>, halves: &Halves) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, source, Some(halves.opening.clone()), "the entry has no `title`")
        .label("the front matter begins here")
        .help("add `title = '…'`: one sentence that a person with this problem recognizes")
}

impl FrontMatter {
    /// Takes over the value of one key.
    fn take(&mut self, reader: &mut Reader<'_>, key: &str, span: Range<usize>, value: &Value<'_>) {
        const SELECTORS: &str = "an id, `area/*` or `tag:x`";
        match key {
            "title" => self.title = reader.line(key, value).map(|title| title.value),
            "kind" => {
                let kinds = EntryKind::ALL.map(|kind| (kind.word(), kind));
                self.kind = reader.word(key, value, &kinds).unwrap_or_default();
            }
            "tags" => self.tags = tags(reader, value),
            "ask" => self.ask = reader.lines(key, value),
            "severity" => {
                let severities =
                    [Severity::Error, Severity::Warning, Severity::Note].map(|level| (level.word(), level));
                self.severity = reader.word(key, value, &severities).unwrap_or_default();
            }
            "status" => {
                let words = [("solved", Status::Solved), ("workaround", Status::Workaround), ("open", Status::Open)];
                self.status = reader.word(key, value, &words).unwrap_or_default();
            }
            "verified" => self.verified = reader.day(key, value),
            "applies_to" => self.applies_to = texts(reader.lines(key, value)),
            "references" => self.references = texts(reader.lines(key, value)),
            "old_ids" => self.old_ids = reader.parsed(key, value, "an id", EntryId::new),
            "owner" => self.owner = reader.line(key, value).map(|owner| owner.value),
            "related" => self.related = reader.parsed(key, value, SELECTORS, selector),
            "supersedes" => self.supersedes = reader.parsed(key, value, SELECTORS, selector),
            "caused_by" => self.caused_by = reader.parsed(key, value, SELECTORS, selector),
            "masks" => self.masks = reader.parsed(key, value, SELECTORS, selector),
            "signature" => self.signatures = signatures::read(reader, value),
            _ => reader.unknown_key(key, span, KEYS, "the front matter"),
        }
    }
}

/// Tags: single words, in lower case.
fn tags(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<String> {
    let mut tags = Vec::new();
    for tag in reader.parsed("tags", value, "a single word", |tag| is_tag(tag).then(|| tag.to_lowercase())) {
        if !tags.contains(&tag.value) {
            tags.push(tag.value);
        }
    }
    tags
}

fn texts(values: Vec<Spanned<String>>) -> Vec<String> {
    values.into_iter().map(|value| value.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(text: &str) -> Option<(String, String)> {
        let source = Arc::new(SourceFile { path: "a/b.md".into(), text: text.into() });
        let halves = split(&source).ok()?;
        Some((source.text[halves.toml].to_owned(), source.text[halves.body].to_owned()))
    }

    #[test]
    fn front_matter_is_found_behind_marks_blanks_and_with_any_line_end() {
        for (text, toml, body) in [
            ("+++\na=1\n+++\nbody\n", "a=1\n", "body\n"),
            ("\u{feff}+++\na=1\n+++\nbody", "a=1\n", "body"),
            ("\n \r\n+++\r\na=1\r\n+++\r\nbody\r\n", "a=1\r\n", "body\r\n"),
            ("+++\n+++", "", ""),
            ("+++ \t\na=1\n+++ \n\nbody", "a=1\n", "\nbody"),
        ] {
            assert_eq!(halves(text), Some((toml.to_owned(), body.to_owned())), "{text:?}");
        }
    }

    #[test]
    fn a_file_without_front_matter_is_refused() {
        for text in ["", "\n\n", "# Title\n", "---\ntitle: x\n---\n", "+++\ntitle = 'x'\n", "++++\n+++\n", "+++"] {
            assert_eq!(halves(text), None, "{text:?}");
        }
    }
}
