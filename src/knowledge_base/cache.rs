//! What is generated from a corpus and kept: table, broken entries, listings of packs, text index.
//!
//! Every failure here means working in memory, said in a notice only where the user can do something about it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::OpenConfig;
use super::compile::KeptExtracts;
use super::publication::{Outcome, Publication};
use crate::corpus::{ContentHash, Listing, SourceSet};
use crate::error::{Error, ErrorKind};
use crate::generation::{Generation, Store};
use crate::index::{TEXT_INDEX_FILE, TextIndex};
use crate::signature::table::{SignatureTable, TableData};

/// The signature table.
const TABLE_FILE: &str = "table";

/// A sentence for each entry that is not in force: [`Broken`] as JSON.
const BROKEN_FILE: &str = "broken.json";

/// What the table was made of: [`KeptExtracts`].
const EXTRACTS_FILE: &str = "extracts";

/// What the names of notes on the files of a live pack begin with; the digits of the pack's folder follow.
const FILES_NOTE: &str = "files-";

/// For how many live packs it is kept which files they have.
const FILES_NOTES_MAX: usize = 32;

/// How many digits of the hash of a pack's folder stand in a note's name.
const FOLDER_DIGITS: usize = 32;

/// The folder of text indexes, which are published apart: most runs need none.
const TEXT_FOLDER: &str = "text";

/// What is wrong with entries, as it is said where the packs are shown as these folders.
#[derive(Serialize, Deserialize)]
struct Broken {
    shown_roots: Vec<String>,
    sentences: Vec<String>,
}

fn shown_roots(sources: &SourceSet) -> Vec<String> {
    sources.packs().iter().map(|pack| pack.shown_root.clone()).collect()
}

/// Generated files of the corpus in force, as far as there are any.
#[derive(Default)]
pub(super) struct Cache {
    /// Where listings of packs are kept: the same for every corpus of this user.
    base: Option<Store>,
    /// The time, as far as it is known.
    now: Option<SystemTime>,
    /// True: everything is built anew, from the entries.
    force: bool,
    store: Option<Store>,
    generation: Option<Generation>,
    fingerprint: Option<ContentHash>,
    publication: Publication,
}

impl Cache {
    /// The cache before it is known which corpus is in force.
    pub(super) fn open(config: &OpenConfig) -> Self {
        let base = config.cache_dir.as_ref().map(Store::at);
        Cache { base, now: config.layers.now, force: config.force, ..Cache::default() }
    }

    /// What the last scan found in the live pack in `root`.
    pub(super) fn listing(&self, root: &Path) -> Option<Listing> {
        Listing::from_bytes(self.base.as_ref()?.read_note(&files_note(root))?)
    }

    /// The cache of the corpus in force.
    pub(super) fn select(mut self, sources: &SourceSet, fingerprint: &ContentHash, config: &OpenConfig) -> Self {
        self.fingerprint = Some(*fingerprint);
        self.remember_listings(sources);
        let folder = sources.index_dir().filter(|folder| is_usable(folder)).or_else(|| config.cache_dir.clone());
        self.store = folder.map(Store::at);
        if !config.force {
            // A damaged generation is built again, as a missing one is.
            self.generation = self.store.as_ref().and_then(|store| store.open(fingerprint).ok().flatten());
        }
        self
    }

    fn remember_listings(&self, sources: &SourceSet) {
        let Some(base) = &self.base else { return };
        let mut is_any_new = false;
        for (root, listing, _) in sources.listings().filter(|(_, _, is_new)| *is_new) {
            // Losing the note costs a reading of the files, no more.
            let written = listing.as_bytes().map(|bytes| base.write_note(&files_note(root), bytes));
            is_any_new |= written.is_some_and(|written| written.is_ok());
        }
        if is_any_new {
            base.keep_notes(FILES_NOTE, FILES_NOTES_MAX);
        }
    }

    /// The folder that generations are in, if this one is; waits until that is known.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let generation = self.generation.as_ref().or_else(|| self.publication.outcome().generation.as_ref());
        generation.and(self.store.as_ref()).map(|store| store.dir().to_path_buf())
    }

    /// The table of the cached generation; `None` if there is none that can be trusted.
    pub(super) fn table(&self) -> Option<SignatureTable> {
        let content = self.generation.as_ref()?.content(TABLE_FILE, self.now).ok()?;
        let data = TableData::from_bytes(content.bytes);
        if content.is_known { SignatureTable::of_checked(data).ok() } else { SignatureTable::new(data).ok() }
    }

    /// What is wrong with entries of the cached generation; `None` if that has to be found out again.
    pub(super) fn broken(&self, sources: &SourceSet) -> Option<Vec<String>> {
        let bytes = self.generation.as_ref()?.content(BROKEN_FILE, self.now).ok()?.bytes;
        let broken: Broken = serde_json::from_slice(&bytes).ok()?;
        (broken.sentences.is_empty() || broken.shown_roots == shown_roots(sources)).then_some(broken.sentences)
    }

    /// What the table that was published last was made of, whatever corpus it is of.
    pub(super) fn extracts(&self) -> KeptExtracts {
        let read = || {
            let generation = self.store.as_ref()?.current().ok()??;
            Some(KeptExtracts::from_bytes(&generation.content(EXTRACTS_FILE, self.now).ok()?.bytes))
        };
        read().filter(|_| !self.force).unwrap_or_default()
    }

    /// Begins to keep `table`, of entries of which `broken` is said, and what it was made of.
    pub(super) fn publish(
        &mut self,
        fingerprint: &ContentHash,
        table: Arc<SignatureTable>,
        broken: &[String],
        extracts: KeptExtracts,
        sources: &SourceSet,
    ) {
        let Some(store) = self.store.clone() else { return };
        let broken = Broken { shown_roots: shown_roots(sources), sentences: broken.to_vec() };
        let fingerprint = *fingerprint;
        self.publication = Publication::begin(move || {
            let publish = || {
                let mut build = store.begin(&fingerprint)?;
                build.write(TABLE_FILE, table.as_bytes())?;
                build.write(BROKEN_FILE, &serde_json::to_vec(&broken).unwrap_or_default())?;
                if let Some(extracts) = extracts.to_bytes() {
                    build.write(EXTRACTS_FILE, &extracts)?;
                }
                build.publish()
            };
            match publish() {
                Ok(generation) => Outcome { generation: Some(generation), notice: None },
                Err(error) => Outcome { generation: None, notice: notice(&error) },
            }
        });
    }

    /// What the user should know about keeping it; waits until that is known.
    pub(super) fn notice(&self) -> Option<String> {
        self.publication.outcome().notice.clone()
    }

    /// The text index that is kept; `None` if there is none that can be trusted.
    pub(super) fn text_index(&self) -> Option<TextIndex> {
        let generation = self.text_store()?.open(&self.fingerprint?).ok()??;
        TextIndex::from_bytes(&generation.content(TEXT_INDEX_FILE, self.now).ok()?.bytes).ok()
    }

    /// Keeps a text index, if that is possible.
    pub(super) fn keep_text_index(&self, index: &TextIndex) {
        let keep = || -> Option<()> {
            let mut build = self.text_store()?.begin(&self.fingerprint?).ok()?;
            build.write(TEXT_INDEX_FILE, &index.to_bytes().ok()?).ok()?;
            build.publish().ok().map(drop)
        };
        keep();
    }

    fn text_store(&self) -> Option<Store> {
        self.store.as_ref().map(|store| Store::at(store.dir().join(TEXT_FOLDER)))
    }
}

/// A sentence for the user where the disk is full; nothing else can be mended.
fn notice(error: &Error) -> Option<String> {
    (error.kind() == ErrorKind::DiskFull).then(|| format!("{error}; kb works without its cache"))
}

/// The name of the note on the files of the live pack in `root`.
fn files_note(root: &Path) -> String {
    let folder = ContentHash::of(root.as_os_str().as_encoded_bytes()).to_hex();
    format!("{FILES_NOTE}{}", &folder[..FOLDER_DIGITS])
}

/// True if generated files can be kept in `folder`: it is there, or can be made.
fn is_usable(folder: &std::path::Path) -> bool {
    let writable = |folder: &std::path::Path| {
        std::fs::metadata(folder).is_ok_and(|it| it.is_dir() && !it.permissions().readonly())
    };
    writable(folder) || (!folder.exists() && folder.parent().is_some_and(writable))
}
