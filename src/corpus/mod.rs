//! Packs and layers → every entry in force.
//!
//! In two depths. [`SourceSet`] knows which entries are in force and the hash of each, which takes a look at the
//! file system and, where nothing changed, no reading. [`Corpus`] has parsed them all, which only the building of an
//! index, `kb check` and listings need.
//!
//! Files by concern: [`pack`] (what `kb.toml` says), [`layers`] (which packs, in which order), `walk` (the entries
//! of a folder), `builtin` (those inside the binary), [`stamp`] (unchanged without reading), [`listing`] (the files of a pack as they were last seen, or sealed), `source` (one entry), `content` (what one pack holds), `order` (over several packs), [`spread`](mod@spread) (on all cores), [`hash`]. What an entry says is
//! left to [`entry`](crate::entry), whether it is any good to `check`, where generated files are kept to [`generation`](crate::generation).
//!
//! One broken entry never stops the others: everything that can be wrong with a pack or an entry is a diagnostic.

mod builtin;
mod content;
pub mod hash;
pub mod layers;
pub mod listing;
mod order;
pub mod pack;
mod source;
mod source_set;
pub mod spread;
pub mod stamp;
mod walk;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::entry::{Entry, EntryId};
use crate::report::EntrySource;

pub use builtin::BUILTIN;
pub use hash::ContentHash;
pub use layers::LayerConfig;
pub use listing::{Listing, SEAL_FILE};
pub use pack::{ENTRY_FORMAT, Layer, Pack, PackManifest};
pub use source::Source;
pub use source_set::{EntryRead, SourceSet};
use spread::spread;
pub use stamp::{Stamp, StampedFile};
pub use walk::{DEPTH_MAX, ENTRIES_MAX, NAMES_MAX};

/// All entries in force, parsed.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The packs in force; later ones override earlier ones.
    pub packs: Vec<Pack>,
    /// The entries that could be read, sorted by id.
    pub entries: Vec<Arc<CorpusEntry>>,
    /// Everything that is wrong with packs and entries: packs and names first, then the entries by id.
    pub diagnostics: Vec<Diagnostic>,
    /// What the user should know, one sentence each.
    pub notices: Vec<String>,
    /// The fingerprint of the [`SourceSet`] it was parsed from.
    pub fingerprint: ContentHash,
    /// Entries whose files changed between the scan and the parsing, sorted. They are missing from `entries`, so that what is
    /// generated from this corpus must not be kept under `fingerprint`; the remedy is a new scan.
    pub changed: Vec<EntryId>,
}

/// A parsed entry and where it stands.
#[derive(Clone, Debug)]
pub struct CorpusEntry {
    /// What it says.
    pub entry: Arc<Entry>,
    /// Its place in the [`SourceSet`].
    pub ordinal: usize,
    /// Its pack, as an index into [`Corpus::packs`].
    pub pack: usize,
    /// Pack, path and override, as answers show them.
    pub source: EntrySource,
    /// The hash of its bytes.
    pub hash: ContentHash,
}

impl Corpus {
    /// Reads and parses every entry of `set`; `formats` as for [`SourceSet::fingerprint`].
    #[must_use]
    pub fn parse(set: &SourceSet, formats: &[(&str, u32)]) -> Self {
        let mut corpus = Corpus {
            packs: set.packs().to_vec(),
            entries: Vec::with_capacity(set.len()),
            diagnostics: set.diagnostics().to_vec(),
            notices: set.notices().to_vec(),
            fingerprint: set.fingerprint(formats),
            changed: Vec::new(),
        };
        for (ordinal, read) in spread(set.len(), |ordinal| set.read(ordinal)).into_iter().enumerate() {
            corpus.add(set, ordinal, read);
        }
        corpus
    }

    fn add(&mut self, set: &SourceSet, ordinal: usize, read: EntryRead) {
        self.diagnostics.extend(read.diagnostics);
        if read.has_changed {
            self.changed.push(read.source.id);
            return;
        }
        let source = set.entry_source_of(&read.source);
        self.entries.extend(read.entry.map(|entry| {
            Arc::new(CorpusEntry { entry, ordinal, pack: read.source.pack, source, hash: read.source.hash() })
        }));
    }

    /// The entry `id`.
    #[must_use]
    pub fn find(&self, id: &EntryId) -> Option<&Arc<CorpusEntry>> {
        self.entries.binary_search_by(|known| known.entry.id.cmp(id)).ok().map(|index| &self.entries[index])
    }
}
