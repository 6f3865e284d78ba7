//! One file's bytes → [`Entry`] and every complaint about it.

use std::sync::Arc;

use super::limits::{COMPLAINTS_MAX, ENTRY_SIZE_MAX};
use super::{Entry, EntryId, SignatureSource, body, front_matter, local_checks, markdown};
use crate::diagnostic::{Code, Diagnostic, SourceFile};

/// What reading one file came to.
#[derive(Debug)]
pub struct Parsed {
    /// The entry, where the front matter could be read; complaints about the body leave it in force.
    pub entry: Option<Entry>,
    /// Every complaint, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the entry `id` from the bytes of the file `path` (as shown to the user).
#[must_use]
pub fn parse(id: EntryId, path: &str, bytes: &[u8]) -> Parsed {
    let source = match source_file(path, bytes) {
        Ok(source) => source,
        Err(complaint) => return Parsed { entry: None, diagnostics: vec![complaint] },
    };
    let halves = match front_matter::split(&source) {
        Ok(halves) => halves,
        Err(complaint) => return Parsed { entry: None, diagnostics: vec![complaint] },
    };
    let mut diagnostics = Vec::new();
    let front_matter = front_matter::read(&source, &halves, &mut diagnostics);
    let document = markdown::parse(&source.text, halves.body.clone());
    let body = body::read(&id, &source, &document, halves.body, &mut diagnostics);
    let entry = front_matter.and_then(|front_matter| {
        let entry = Entry {
            id,
            source: Arc::clone(&source),
            // A missing title is an error, and then there is no front matter.
            title: front_matter.title?,
            kind: front_matter.kind,
            tags: front_matter.tags,
            ask: front_matter.ask,
            severity: front_matter.severity,
            status: front_matter.status,
            verified: front_matter.verified,
            applies_to: front_matter.applies_to,
            references: front_matter.references,
            old_ids: front_matter.old_ids,
            owner: front_matter.owner,
            related: front_matter.related,
            supersedes: front_matter.supersedes,
            caused_by: front_matter.caused_by,
            masks: front_matter.masks,
            signatures: front_matter.signatures,
            body,
        };
        local_checks::check(&entry, &document, &mut diagnostics);
        Some(entry)
    });
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.as_ref().map_or(0, |span| span.start));
    diagnostics.truncate(COMPLAINTS_MAX);
    Parsed { entry, diagnostics }
}

/// Only the signatures of an entry, for those who know that nothing is wrong with the rest of it; `None` if something is
/// wrong with its front matter. Half of the time of reading an entry goes into its body, which has no say in them.
#[must_use]
pub fn parse_signatures(path: &str, bytes: &[u8]) -> Option<(Arc<SourceFile>, Vec<SignatureSource>)> {
    let source = source_file(path, bytes).ok()?;
    let halves = front_matter::split(&source).ok()?;
    let mut diagnostics = Vec::new();
    let front_matter = front_matter::read(&source, &halves, &mut diagnostics)?;
    diagnostics.is_empty().then_some((source, front_matter.signatures))
}

/// The file as text, or why it is none.
fn source_file(path: &str, bytes: &[u8]) -> Result<Arc<SourceFile>, Diagnostic> {
    let source = |text: String| Arc::new(SourceFile { path: path.to_owned(), text });
    if bytes.len() > ENTRY_SIZE_MAX {
        let message = format!("the file has {} bytes, at most {ENTRY_SIZE_MAX} are read", bytes.len());
        return Err(Diagnostic::new(Code::Unreadable, &source(String::new()), None, message)
            .help("put long logs into files of their own: ```log file=\"name.log\""));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(source(text.to_owned())),
        Err(_) if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) => {
            let message = "the file is UTF-16, not UTF-8";
            Err(Diagnostic::new(Code::NotUtf8, &source(String::new()), None, message)
                .help("save it as UTF-8; in PowerShell: `Set-Content -Encoding utf8`"))
        }
        Err(error) => {
            // Up to the bad byte the lossy text is the file itself, so that the place holds.
            let at = error.valid_up_to();
            let message = format!("the file is not UTF-8: byte 0x{:02X}", bytes[at]);
            let text = String::from_utf8_lossy(bytes).into_owned();
            let place = at..at + char::REPLACEMENT_CHARACTER.len_utf8();
            Err(Diagnostic::new(Code::NotUtf8, &source(text), Some(place), message)
                .label("not UTF-8")
                .help("save the file as UTF-8"))
        }
    }
}
