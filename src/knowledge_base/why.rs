//! Why an entry matched a log, or why not: each part of each signature, found or missing.

use std::io::{self, Read};

use super::KnowledgeBase;
use crate::diagnose::CompiledEntry;
use crate::entry::{Condition, Entry, MemberSource};
use crate::error::{Error, Result};
use crate::log::key_form::{KeyForm, key_of};
use crate::log::{Log, Stream};
use crate::matcher::verify::occurrences;
use crate::matcher::{Places, reference};
use crate::report::{Diagnosis, Report};
use crate::signature::{Member, Role, Signature};

/// The most that `kb why` reads: it looks at everything, not only at candidates.
pub const WHY_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Places listed for a part; the others are counted.
const PLACES_MAX: usize = 3;

/// The explanation of one entry against one log.
#[derive(Clone, Debug)]
pub struct Why {
    /// The diagnosis, if the entry is in the answer.
    pub diagnosis: Option<Diagnosis>,
    /// The answer as a whole.
    pub report: Report,
    /// Its signatures, in file order.
    pub signatures: Vec<WhySignature>,
}

/// One signature.
#[derive(Clone, Debug)]
pub struct WhySignature {
    /// Its key.
    pub key: String,
    /// Bits.
    pub strength: f64,
    /// True if it can carry an answer alone.
    pub is_strong: bool,
    /// How often it matched.
    pub matches: usize,
    /// `within`, in words; empty for a single pattern.
    pub window: String,
    /// Its parts.
    pub parts: Vec<WhyPart>,
}

/// One pattern of a signature.
#[derive(Clone, Debug)]
pub struct WhyPart {
    /// What it is for.
    pub role: Role,
    /// The pattern as written.
    pub pattern: String,
    /// How often it occurs.
    pub count: usize,
    /// How often it has to.
    pub needed: usize,
    /// The first places: 1-based line and column.
    pub places: Vec<(usize, usize)>,
    /// Of a part that does not occur: its literals, and the 1-based line that each stands on first.
    pub literals: Vec<(String, Option<usize>)>,
}

/// Explains entry `id` against a log.
///
/// # Errors
/// If there is no such entry, or the log cannot be read.
pub fn why(kb: &KnowledgeBase, id: &str, name: &str, reader: impl Read) -> Result<Why> {
    let entry = kb.entry(id)?;
    let mut bytes = Vec::new();
    reader
        .take(WHY_BYTES_MAX as u64)
        .read_to_end(&mut bytes)
        .map_err(|error: io::Error| Error::io("read", std::path::Path::new(name), &error))?;
    let report = kb.match_bytes(name, &bytes);
    let diagnosis = report.matches.iter().find(|one| one.id == entry.id).cloned();
    let log = Log::read(&bytes);
    let compiled = CompiledEntry::quick(std::sync::Arc::clone(&entry));
    let signatures = compiled.working().map(|(index, signature)| explain(&log, &entry, index, signature)).collect();
    Ok(Why { diagnosis, report, signatures })
}

fn explain(log: &Log<'_>, entry: &Entry, index: usize, signature: &Signature) -> WhySignature {
    let source = &entry.signatures[index];
    let written = members_of(&source.condition);
    let parts =
        signature.members.iter().zip(written).map(|(member, source)| explain_part(log, member, source)).collect();
    let window = if signature.is_single() {
        String::new()
    } else {
        source.within.as_ref().map_or("event".to_owned(), |it| it.value.clone())
    };
    WhySignature {
        key: signature.key.0.clone(),
        strength: signature.strength.0,
        is_strong: signature.strength.is_strong(),
        matches: reference::matches(log, signature).len(),
        window,
        parts,
    }
}

/// The members as written, in the order of the compiled ones.
fn members_of(condition: &Condition) -> Vec<&MemberSource> {
    match condition {
        Condition::Single(member) => vec![member],
        Condition::Combination { all, any, none, sequence } => {
            all.iter().chain(any).chain(none).chain(sequence).collect()
        }
    }
}

fn explain_part(log: &Log<'_>, member: &Member, source: &MemberSource) -> WhyPart {
    let found = occurrences(log, &member.pattern, &Places::Everywhere);
    let places = found.iter().take(PLACES_MAX).map(|one| {
        let place = log.locate(&log.streams()[one.stream], one.span.start);
        (place.line, place.column)
    });
    let literals = if found.is_empty() && member.role != Role::None {
        member
            .pattern
            .shape()
            .all_literals()
            .into_iter()
            .map(|literal| (literal.trim().to_owned(), line_of(log, literal)))
            .filter(|(literal, _)| !literal.is_empty())
            .collect()
    } else {
        Vec::new()
    };
    WhyPart {
        role: member.role,
        pattern: source.pattern.value.clone(),
        count: found.len(),
        needed: member.count,
        places: places.collect(),
        literals,
    }
}

/// The first line that `literal` stands on, in any stream, without regard to case and white space.
fn line_of(log: &Log<'_>, literal: &str) -> Option<usize> {
    let wanted = key_of(literal).to_ascii_lowercase();
    let in_stream = |stream: &Stream| {
        let key = stream.key_form();
        let lower = key.bytes().to_ascii_lowercase();
        let at = memchr::memmem::find(&lower, &wanted)?;
        Some(log.locate(stream, KeyForm::payload_offset(key, stream.payload(), at)).line)
    };
    log.streams().iter().filter(|stream| !stream.lines().is_empty()).filter_map(in_stream).min()
}
