//! Every entry in force, known by the hash of its bytes and not yet parsed.
//!
//! This is what each run of the program makes first, so it reads as little as it can: the built-in pack is known as a
//! whole, and a file of any other pack is read only where its [`Stamp`](super::stamp::Stamp) is not the settled one of an earlier scan.
//! From a [`SourceSet`] follow the fingerprint, under which generated files are kept, and single entries: what is
//! shown is always read again from its source and checked against the hash.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::builtin;
use super::hash::{ContentHash, PartHasher};
use super::layers::{LayerConfig, failure_words, holds_no_entries, layers};
use super::pack::{Layer, Pack, PackManifest};
use super::stamp::{ReadFailure, StampedFile, read_file};
use super::walk::{FoundFile, entry_stem, join, walk};
use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::entry::limits::ENTRY_SIZE_MAX;
use crate::entry::{Entry, EntryId, parse};
use crate::error::{Error, ErrorKind, Result};
use crate::report::EntrySource;

/// What the fingerprint of a corpus is made for; another purpose gives other hashes.
const FINGERPRINT_PURPOSE: &str = "kb corpus fingerprint 1";

/// Where the bytes of an entry are.
#[derive(Clone, Debug)]
enum Origin {
    /// Inside the binary.
    Embedded(&'static [u8]),
    /// In a file: its absolute path and the hash of what was read.
    File(PathBuf, ContentHash),
    /// In memory.
    Memory(Arc<[u8]>, ContentHash),
}

/// One entry in force.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name.
    pub id: EntryId,
    /// Its pack, as an index into [`SourceSet::packs`].
    pub pack: usize,
    /// Its file as shown to the user, with `/` between parts.
    pub path: String,
    /// The packs whose entries of the same id it replaces, as [`Self::pack`]; the nearest last.
    pub replaced: Vec<usize>,
    origin: Origin,
}

impl Source {
    /// The hash of its bytes. Made on each call for built-in entries, known for all others.
    #[must_use]
    pub fn hash(&self) -> ContentHash {
        match &self.origin {
            Origin::Embedded(bytes) => ContentHash::of(bytes),
            Origin::File(_, hash) | Origin::Memory(_, hash) => *hash,
        }
    }

    /// The file to edit; `None` where there is none, as for built-in entries.
    #[must_use]
    pub fn file(&self) -> Option<&std::path::Path> {
        match &self.origin {
            Origin::File(path, _) => Some(path),
            Origin::Embedded(_) | Origin::Memory(..) => None,
        }
    }

    /// The bytes whose hash is [`hash`](Self::hash).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Changed`] if the file is no longer what it was, or is gone; [`ErrorKind::Io`] if it cannot be read.
    pub fn read(&self) -> Result<Cow<'_, [u8]>> {
        let (path, hash) = match &self.origin {
            Origin::Embedded(bytes) => return Ok(Cow::Borrowed(bytes)),
            Origin::Memory(bytes, _) => return Ok(Cow::Borrowed(bytes)),
            Origin::File(path, hash) => (path, hash),
        };
        match read_file(path, ENTRY_SIZE_MAX as u64) {
            Ok(read) if ContentHash::of(&read.bytes) == *hash => Ok(Cow::Owned(read.bytes)),
            Err(ReadFailure::System(error)) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io("read", path, &error))
            }
            // Gone, replaced by something else, grown, edited: all the same to whoever relied on it.
            _ => Err(Error::new(ErrorKind::Changed, format!("`{}` changed while it was in use", self.path))
                .hint("run the command again")),
        }
    }
}

/// Every entry in force, sorted by id.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    packs: Vec<Pack>,
    sources: Vec<Source>,
    stamps: Vec<StampedFile>,
    diagnostics: Vec<Diagnostic>,
    notices: Vec<String>,
}

impl SourceSet {
    /// Finds the packs in force and the entries in them.
    ///
    /// Files that stand unchanged in `previous` (an earlier [`stamps`](Self::stamps)) are not read; all others are, and hashed.
    ///
    /// # Errors
    ///
    /// Only about folders named for this run ([`LayerConfig::kb_dirs`]): [`ErrorKind::NotFound`] if one is missing or
    /// holds no entries, [`ErrorKind::BadInput`] if one is no folder. Everything else is a diagnostic or a notice.
    pub fn scan(config: &LayerConfig, previous: Option<&[StampedFile]>) -> Result<Self> {
        let layers = layers(config)?;
        let mut set = SourceSet { diagnostics: layers.diagnostics, notices: layers.notices, ..SourceSet::default() };
        let mut chosen: BTreeMap<EntryId, (usize, Place, Vec<usize>)> = BTreeMap::new();
        for (index, pack) in layers.packs.iter().enumerate() {
            let found = set.entries_of(pack);
            if found.is_empty() && pack.is_bare {
                return Err(holds_no_entries(pack));
            }
            for (id, place) in found {
                let mut replaced = Vec::new();
                if let Some((earlier, _, before)) = chosen.remove(&id) {
                    replaced = before;
                    replaced.push(earlier);
                }
                chosen.insert(id, (index, place, replaced));
            }
        }
        set.packs = layers.packs;
        let known: HashMap<&str, &StampedFile> =
            previous.unwrap_or_default().iter().map(|file| (file.path.as_str(), file)).collect();
        for (id, (pack, place, replaced)) in chosen {
            let (relative, origin) = match place {
                Place::Embedded(relative, bytes) => (relative.to_owned(), Some(Origin::Embedded(bytes))),
                Place::File(found) => (found.relative.clone(), set.hashed(pack, found, &known, config)),
            };
            let path = join(&set.packs[pack].shown_root, &relative);
            set.sources.extend(origin.map(|origin| Source { id, pack, path, replaced, origin }));
        }
        Ok(set)
    }

    /// A set of one pack whose entries are texts in memory, for programs that keep entries of their own.
    ///
    /// Paths are `area/slug.md`; what is no such path is a diagnostic, as in a folder.
    #[must_use]
    pub fn in_memory<P: AsRef<str>, T: AsRef<[u8]>>(name: &str, texts: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut set = SourceSet::default();
        let mut found = BTreeMap::new();
        for (path, text) in texts {
            let (path, bytes) = (path.as_ref(), text.as_ref());
            match id_of(path) {
                Some(id) => drop(found.insert(id, (path.to_owned(), bytes.to_vec()))),
                None => set.diagnostics.push(bad_path(path)),
            }
        }
        set.packs.push(Pack {
            name: name.to_owned(),
            layer: Layer::Named,
            manifest: PackManifest::default(),
            root: None,
            shown_root: String::new(),
            is_bare: true,
            replaces: None,
        });
        set.sources = found
            .into_iter()
            .map(|(id, (path, bytes))| {
                let hash = ContentHash::of(&bytes);
                Source { id, pack: 0, path, replaced: Vec::new(), origin: Origin::Memory(bytes.into(), hash) }
            })
            .collect();
        set
    }

    /// The entries of a pack by id, unread.
    fn entries_of(&mut self, pack: &Pack) -> BTreeMap<EntryId, Place> {
        let Some(root) = &pack.root else {
            let mut found = BTreeMap::new();
            for (path, bytes) in builtin::files() {
                match id_of(path) {
                    Some(id) => drop(found.insert(id, Place::Embedded(path, bytes))),
                    None => self.diagnostics.push(bad_path(&join(&pack.shown_root, path))),
                }
            }
            return found;
        };
        let walk = walk(root, &pack.shown_root);
        self.diagnostics.extend(walk.diagnostics);
        walk.files.into_iter().map(|(id, file)| (id, Place::File(file))).collect()
    }

    /// Where a file's bytes are, with their hash; a diagnostic if it cannot be read.
    fn hashed(
        &mut self,
        pack: usize,
        found: FoundFile,
        known: &HashMap<&str, &StampedFile>,
        config: &LayerConfig,
    ) -> Option<Origin> {
        let key = found.path.to_string_lossy();
        if let Some(known) = known.get(key.as_ref()).filter(|known| known.settled && known.stamp == found.stamp) {
            self.stamps.push((*known).clone());
            return Some(Origin::File(found.path, known.hash));
        }
        match read_file(&found.path, ENTRY_SIZE_MAX as u64) {
            Ok(read) => {
                let hash = ContentHash::of(&read.bytes);
                let settled = read.stable && read.stamp.is_settled(config.now);
                self.stamps.push(StampedFile { path: key.into_owned(), stamp: read.stamp, hash, settled });
                Some(Origin::File(found.path, hash))
            }
            Err(failure) => {
                let path = join(&self.packs[pack].shown_root, &found.relative);
                let source = Arc::new(SourceFile { path, text: String::new() });
                let reason = failure_words(&failure, ENTRY_SIZE_MAX as u64);
                let message = format!("the entry is not in force: {reason}");
                let help = "make it a readable text file, or remove it";
                self.diagnostics.push(Diagnostic::new(Code::Unreadable, &source, None, message).help(help));
                None
            }
        }
    }

    /// The packs in force; later ones override earlier ones.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The entries in force, sorted by id. An index into it is the entry's *ordinal*, valid for this fingerprint.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What is wrong with packs and file names; what is wrong with entries only [`Corpus::parse`](super::Corpus::parse) knows.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What the user should know, one sentence each.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// What to keep and hand to the next [`scan`](Self::scan): every file of a live pack that is in force.
    #[must_use]
    pub fn stamps(&self) -> &[StampedFile] {
        &self.stamps
    }

    /// The ordinal of an entry.
    #[must_use]
    pub fn find(&self, id: &EntryId) -> Option<usize> {
        self.sources.binary_search_by(|source| source.id.cmp(id)).ok()
    }

    /// Where generated files go, if a pack in force says so; the last one counts.
    #[must_use]
    pub fn index_dir(&self) -> Option<PathBuf> {
        self.packs.iter().rev().find_map(Pack::index_dir)
    }

    /// Where the entry stands, for answers. `ordinal` must be one of this set.
    #[must_use]
    pub fn entry_source(&self, ordinal: usize) -> EntrySource {
        let source = &self.sources[ordinal];
        EntrySource {
            pack: self.packs[source.pack].name.clone(),
            path: source.path.clone(),
            overrides: source.replaced.last().map(|pack| self.packs[*pack].name.clone()),
        }
    }

    /// What `{{name}}` stands for in the entry where nothing was captured: what its pack's `[vars]` say, and for other names
    /// what those of the packs say whose entry it replaces. So a changed copy reads as what it was copied from, and
    /// no other pack has a say in an entry. `ordinal` must be one of this set.
    #[must_use]
    pub fn vars(&self, ordinal: usize) -> BTreeMap<String, String> {
        let source = &self.sources[ordinal];
        let packs = source.replaced.iter().chain([&source.pack]);
        packs.flat_map(|pack| self.packs[*pack].manifest.vars.clone()).collect()
    }

    /// The fingerprint: two corpora with the same one are the same to whatever is generated from them.
    ///
    /// `formats` are the formats of what is generated, by name, so that another format has another fingerprint. Into
    /// it go packs (name, variables) and entries (id, pack, bytes), in order; not where they stand on disk.
    #[must_use]
    pub fn fingerprint(&self, formats: &[(&str, u32)]) -> ContentHash {
        let mut hasher = PartHasher::new(FINGERPRINT_PURPOSE);
        hasher.number(formats.len());
        for (name, version) in formats {
            hasher.part(name.as_bytes());
            hasher.number(*version as usize);
        }
        hasher.number(self.packs.len());
        for pack in &self.packs {
            hasher.part(pack.name.as_bytes());
            hasher.number(pack.manifest.vars.len());
            for (name, value) in &pack.manifest.vars {
                hasher.part(name.as_bytes());
                hasher.part(value.as_bytes());
            }
            hasher.part(if pack.layer == Layer::BuiltIn { &BUILTIN_FINGERPRINT } else { &[] });
        }
        hasher.number(self.sources.len());
        for source in &self.sources {
            hasher.part(source.id.as_str().as_bytes());
            hasher.number(source.pack);
            match &source.origin {
                // The pack's own fingerprint stands for the bytes of all its entries.
                Origin::Embedded(_) => hasher.part(&[]),
                Origin::File(_, hash) | Origin::Memory(_, hash) => hasher.part(hash.as_bytes()),
            }
        }
        hasher.finish()
    }

    /// Reads one entry again, checks that it is the one this set knows, and parses it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is no such ordinal, [`ErrorKind::Changed`] if the file changed meanwhile,
    /// [`ErrorKind::Io`] if it cannot be read, [`ErrorKind::BadInput`] if it is no entry.
    pub fn load(&self, ordinal: usize) -> Result<Arc<Entry>> {
        let source = self
            .sources
            .get(ordinal)
            .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("there is no entry number {ordinal}")))?;
        let bytes = source.read()?;
        let parsed = parse(source.id.clone(), &source.path, &bytes);
        parsed.entry.map(Arc::new).ok_or_else(|| {
            Error::new(ErrorKind::BadInput, format!("`{}` is not a readable entry", source.path))
                .hint(format!("see what is wrong with it: kb check {}", source.id))
        })
    }
}

/// The fingerprint of the knowledge inside the binary.
static BUILTIN_FINGERPRINT: [u8; 16] = builtin::FINGERPRINT.to_le_bytes();

/// An entry found and not yet read.
enum Place {
    Embedded(&'static str, &'static [u8]),
    File(FoundFile),
}

/// The id of the entry at `path` under its pack's folder.
fn id_of(path: &str) -> Option<EntryId> {
    let (folder, name) = path.rsplit_once('/')?;
    EntryId::new(&join(folder, entry_stem(name)?))
}

fn bad_path(path: &str) -> Diagnostic {
    let source = Arc::new(SourceFile { path: path.to_owned(), text: String::new() });
    Diagnostic::new(Code::BadId, &source, None, "the path cannot be an id")
        .help("name it `area/slug.md`, of lower-case letters, digits and dashes")
}
