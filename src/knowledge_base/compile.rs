//! From the entries in force to the table, with what an earlier table was made of.
//!
//! Reading an entry and taking literals out of its signatures is most of the work. What comes of it depends on the bytes of
//! the entry alone, so it is kept beside the table by their hash: after an edit only what was edited is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FORMATS;
use crate::corpus::spread::spread;
use crate::corpus::{ContentHash, SourceSet};
use crate::diagnose::CompiledEntry;
use crate::diagnostic::{Diagnostic, Level};
use crate::entry::{SignatureSource, parse_signatures};
use crate::signature;
use crate::signature::compile::Depth;
use crate::signature::table::{Extract, TableData};

/// What the table is told of an entry: the signatures that work, with their positions.
type Extracts = Vec<(u32, Extract)>;

/// What was built.
pub(super) struct Built {
    /// The table of everything that can be read.
    pub(super) table: TableData,
    /// A sentence for each file that is not in force.
    pub(super) broken: Vec<String>,
    /// What it was made of, to be kept.
    pub(super) extracts: KeptExtracts,
    /// True if an entry is no longer what was scanned: then nothing of this is to be kept.
    pub(super) is_stale: bool,
}

/// What tables were made of, by the hash of the entry.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct KeptExtracts {
    /// The formats that they were made for, by name.
    formats: Vec<(String, u32)>,
    /// Sorted by hash. Of entries about which nothing has to be said.
    entries: Vec<([u8; 32], Extracts)>,
}

impl KeptExtracts {
    /// What [`to_bytes`](Self::to_bytes) wrote; nothing where other formats were in use.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let kept: KeptExtracts = postcard::from_bytes(bytes).unwrap_or_default();
        if kept.formats == formats() { kept } else { KeptExtracts::default() }
    }

    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    fn find(&self, hash: &ContentHash) -> Option<usize> {
        self.entries.binary_search_by(|(known, _)| known.cmp(hash.as_bytes())).ok()
    }
}

fn formats() -> Vec<(String, u32)> {
    FORMATS.iter().map(|(name, version)| ((*name).to_owned(), *version)).collect()
}

/// What came of one entry.
struct Compiled {
    hash: ContentHash,
    extracted: Extracted,
    diagnostics: Vec<Diagnostic>,
    has_changed: bool,
}

/// Where its extracts are.
enum Extracted {
    /// Among those that were kept, at this position.
    Before(usize),
    Now(Extracts),
}

impl Compiled {
    fn sound(hash: ContentHash, extracted: Extracted) -> Self {
        Compiled { hash, extracted, diagnostics: Vec::new(), has_changed: false }
    }
}

impl Built {
    /// Builds the table of `sources`. Entries that `known` knows are not read.
    pub(super) fn of(sources: &SourceSet, mut known: KeptExtracts) -> Self {
        let compiled = spread(sources.len(), |ordinal| compile(sources, ordinal, &known));
        let mut diagnostics = sources.diagnostics().to_vec();
        let rows = (0..).zip(&compiled).flat_map(|(ordinal, one)| {
            let extracts = match &one.extracted {
                Extracted::Before(at) => &known.entries[*at].1,
                Extracted::Now(extracts) => extracts,
            };
            extracts.iter().map(move |(index, extract)| (ordinal, *index, extract))
        });
        let table = TableData::build(rows);
        let mut extracts = KeptExtracts { formats: formats(), entries: Vec::with_capacity(compiled.len()) };
        let mut is_stale = false;
        for one in compiled {
            is_stale |= one.has_changed;
            if one.diagnostics.is_empty() {
                let own = match one.extracted {
                    Extracted::Before(at) => std::mem::take(&mut known.entries[at].1),
                    Extracted::Now(extracts) => extracts,
                };
                extracts.entries.push((*one.hash.as_bytes(), own));
            }
            diagnostics.extend(one.diagnostics);
        }
        // Stable: of entries that are the same, the first one took what was known.
        extracts.entries.sort_by_key(|(hash, _)| *hash);
        extracts.entries.dedup_by(|later, first| later.0 == first.0);
        Built { table, broken: broken_notices(&diagnostics), extracts, is_stale }
    }
}

fn compile(sources: &SourceSet, ordinal: usize, known: &KeptExtracts) -> Compiled {
    let hash = sources.hash(ordinal);
    if let Some(at) = known.find(&hash) {
        return Compiled::sound(hash, Extracted::Before(at));
    }
    if let Some(extracts) = compile_built_in(sources, ordinal) {
        return Compiled::sound(hash, Extracted::Now(extracts));
    }
    let read = sources.read(ordinal);
    let mut diagnostics = read.diagnostics;
    let extracts = read.entry.map(|entry| {
        let compiled = CompiledEntry::with_complaints(entry, &mut diagnostics);
        compiled.working().map(|(index, signature)| (index as u32, Extract::of(signature))).collect()
    });
    diagnostics.retain(|diagnostic| diagnostic.level == Level::Error);
    let extracted = Extracted::Now(extracts.unwrap_or_default());
    Compiled { hash, extracted, diagnostics, has_changed: read.has_changed }
}

/// The same for a built-in entry, without reading its body, in which `kb check` found nothing wrong before it was built in.
/// `None` for other entries, and if something is wrong after all.
fn compile_built_in(sources: &SourceSet, ordinal: usize) -> Option<Extracts> {
    let source = sources.source(ordinal)?;
    let (file, signatures) = parse_signatures(&source.path, source.embedded()?)?;
    let mut diagnostics = Vec::new();
    let mut compile = |(index, source): (usize, &SignatureSource)| {
        let signature = signature::compile(source, &file, Depth::Quick, &mut diagnostics)?;
        Some((index as u32, Extract::of(&signature)))
    };
    signatures.iter().enumerate().map(&mut compile).collect()
}

/// A sentence for each file with an error: its first one, and how many more.
fn broken_notices(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error) {
        by_file.entry(&diagnostic.source.path).or_default().push(diagnostic);
    }
    by_file
        .into_iter()
        .map(|(path, errors)| {
            let (line, column) = errors[0].line_column();
            let others = if errors.len() > 1 { format!(" (and {} more)", errors.len() - 1) } else { String::new() };
            format!("{path}:{line}:{column}: {} {}{others}; see `kb check {path}`", errors[0].code, errors[0].message)
        })
        .collect()
}
