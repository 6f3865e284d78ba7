//! Every entry in force, known by the hash of its bytes and not yet parsed.
//!
//! This is what each run of the program makes first, so it reads as little as it can: the built-in pack is known as a
//! whole, and a file of any other pack is read only where its [`Stamp`](super::stamp::Stamp) is not the settled one of an earlier scan.
//! From a [`SourceSet`] follow the fingerprint, under which generated files are kept, and single entries: what is
//! shown is always read again from its source and checked against the hash.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use super::builtin;
use super::content::{Content, NO_HASH, Text};
use super::hash::{ContentHash, PartHasher};
use super::layers::{LayerConfig, failure_words, holds_no_entries, layers};
use super::listing::{Listing, SEAL_FILE};
use super::order::{self, Order};
use super::pack::{Layer, Pack, PackManifest};
use super::source::Source;
use super::spread::spread;
use super::stamp::{StampedFile, read_file};
use super::walk::{FoundFile, entry_stem, join, walk};
use crate::diagnostic::{Code, Diagnostic, Level, SourceFile};
use crate::entry::limits::ENTRY_SIZE_MAX;
use crate::entry::{Entry, EntryId, parse};
use crate::error::{Error, ErrorKind, Result};
use crate::report::EntrySource;

/// What the fingerprint of a corpus is made for; another purpose gives other hashes.
const FINGERPRINT_PURPOSE: &str = "kb corpus fingerprint 2";

/// Every entry in force, sorted by id.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    packs: Vec<Pack>,
    /// What each pack holds.
    contents: Vec<Content>,
    order: Order,
    /// Made when somebody wants to see all of them.
    sources: OnceLock<Vec<Source>>,
    diagnostics: Vec<Diagnostic>,
    notices: Vec<String>,
}

impl SourceSet {
    /// Finds the packs in force and the entries in them.
    ///
    /// `previous` is asked for what an earlier scan found in the pack in this folder ([`listings`](Self::listings)). Files that stand
    /// unchanged in it are not read; all others are, and hashed. Of sealed packs no file is looked at.
    ///
    /// # Errors
    ///
    /// Only about folders named for this run ([`LayerConfig::kb_dirs`]): [`ErrorKind::NotFound`] if one is missing or
    /// holds no entries, [`ErrorKind::BadInput`] if one is no folder. Everything else is a diagnostic or a notice.
    pub fn scan(config: &LayerConfig, previous: &dyn Fn(&Path) -> Option<Listing>) -> Result<Self> {
        let layers = layers(config)?;
        let mut set = SourceSet { diagnostics: layers.diagnostics, notices: layers.notices, ..SourceSet::default() };
        for pack in &layers.packs {
            let (content, found_count) = set.content_of(pack, previous, config);
            if found_count == 0 && pack.is_bare {
                return Err(holds_no_entries(pack));
            }
            set.contents.push(content);
        }
        set.packs = layers.packs;
        set.order = Order::of(&set.contents);
        Ok(set)
    }

    /// Seals the pack in the folder `dir`, or each pack in it, and says which: from now on they are known by the seal, and their files are not
    /// looked at before one of them is shown. Sealing again takes in what changed.
    ///
    /// # Errors
    ///
    /// As for [`scan`](Self::scan); [`ErrorKind::BadInput`] if a file of the pack is not in force; [`ErrorKind::Io`] and
    /// [`ErrorKind::DiskFull`] if the seal cannot be written.
    pub fn seal(dir: &Path, now: Option<SystemTime>) -> Result<Vec<(PathBuf, usize)>> {
        let config = LayerConfig { kb_dirs: vec![dir.to_owned()], through_seals: true, now, ..LayerConfig::default() };
        let set = SourceSet::scan(&config, &|_| None)?;
        if let Some(error) = set.diagnostics.iter().find(|it| it.level == Level::Error) {
            let message = format!("`{}` is not sealed: {}: {}", dir.display(), error.source.path, error.message);
            let error_hint = error.help.clone().unwrap_or_else(|| "see `kb check`".to_owned());
            return Err(Error::new(ErrorKind::BadInput, message).hint(error_hint));
        }
        let mut sealed = Vec::new();
        for (root, listing, _) in set.listings() {
            listing.sealed().write_seal(root)?;
            sealed.push((root.to_owned(), listing.len()));
        }
        Ok(sealed)
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
        let texts = found.into_iter().map(|(id, (path, bytes))| Text {
            id,
            path,
            hash: ContentHash::of(&bytes),
            bytes: bytes.into(),
        });
        set.contents.push(Content::Memory(texts.collect()));
        set.order = Order::of(&set.contents);
        set
    }

    /// What a pack holds, and how many entries were found whether or not they can be read.
    fn content_of(
        &mut self,
        pack: &Pack,
        previous: &dyn Fn(&Path) -> Option<Listing>,
        config: &LayerConfig,
    ) -> (Content, usize) {
        let Some(root) = &pack.root else {
            let files = self.embedded(pack);
            let found_count = files.len();
            return (Content::Embedded(files), found_count);
        };
        let seal = self.seal_of(pack, root);
        if let Some(listing) = seal.as_ref().filter(|_| !config.through_seals).cloned() {
            let found_count = listing.len();
            return (Content::Sealed(root.clone(), listing), found_count);
        }
        let walk = walk(root, &pack.shown_root);
        self.diagnostics.extend(walk.diagnostics);
        let found_count = walk.files.len();
        let previous = previous(root);
        let is_unchanged = |listing: &Listing| {
            let mut files = walk.files.iter().enumerate();
            listing.len() == found_count
                && files.all(|(at, file)| listing.is_unchanged(at, &file.relative, &file.stamp))
        };
        let (listing, is_new) = match previous {
            Some(listing) if is_unchanged(&listing) => (listing, false),
            previous => {
                let known = previous.unwrap_or_else(|| Listing::of(&[]));
                let hashed = spread(found_count, |at| hashed(pack, root, &walk.files[at], &known, config.now));
                let mut files = Vec::with_capacity(found_count);
                for one in hashed {
                    match one {
                        Ok(file) => files.push(file),
                        Err(diagnostic) => self.diagnostics.push(diagnostic),
                    }
                }
                let listing = Listing::of(&files);
                let is_new = listing != known;
                (listing, is_new)
            }
        };
        self.diagnostics.extend(seal.and_then(|seal| broken_seal(pack, &seal, &listing)));
        (Content::Live { root: root.clone(), listing, is_new }, found_count)
    }

    /// The entries of the pack inside the binary.
    fn embedded(&mut self, pack: &Pack) -> Vec<(EntryId, &'static str, &'static [u8])> {
        let mut files = Vec::new();
        for (path, bytes) in builtin::files() {
            match id_of(path) {
                Some(id) => files.push((id, path, bytes)),
                None => self.diagnostics.push(bad_path(&join(&pack.shown_root, path))),
            }
        }
        files.sort_by(|one, other| one.0.cmp(&other.0));
        files
    }

    /// The seal of the pack in `root`, if it is a sealed one. A damaged seal makes it a live one, with a diagnostic.
    fn seal_of(&mut self, pack: &Pack, root: &Path) -> Option<Listing> {
        let seal = root.join(SEAL_FILE);
        if !seal.exists() {
            return None;
        }
        match Listing::open_seal(&seal) {
            Ok(listing) => Some(listing),
            Err(error) => {
                let source = Arc::new(SourceFile { path: join(&pack.shown_root, SEAL_FILE), text: String::new() });
                let message = format!("the pack is taken for a live one: {error}");
                let help = error.repair().unwrap_or("remove it").to_owned();
                self.diagnostics.push(Diagnostic::new(Code::SkippedPath, &source, None, message).help(help));
                None
            }
        }
    }

    /// The packs in force; later ones override earlier ones.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// How many entries are in force.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len
    }

    /// True if none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in force, sorted by id. An index into it is the entry's *ordinal*, valid for this fingerprint.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        self.sources.get_or_init(|| (0..self.len()).filter_map(|ordinal| self.source(ordinal)).collect())
    }

    /// One entry; `None` if there is no such ordinal.
    #[must_use]
    pub fn source(&self, ordinal: usize) -> Option<Source> {
        let place = self.order.place(ordinal)?;
        let shown_root = &self.packs.get(place.pack)?.shown_root;
        let (id, path, origin) = self.contents[place.pack].entry(place.index)?;
        let path = join(shown_root, &path);
        let has_it = |pack: &usize| order::Pack::find(&self.contents[*pack], id.as_str()).is_ok();
        let replaced = place.overrides.map_or(0..0, |nearest| 0..nearest + 1).filter(has_it).collect();
        Some(Source { id, pack: place.pack, path, replaced, origin })
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

    /// What to keep and hand to the next [`scan`](Self::scan): per folder of a live pack what was found, and whether that
    /// differs from what the scan was given.
    pub fn listings(&self) -> impl Iterator<Item = (&Path, &Listing, bool)> {
        self.contents.iter().filter_map(|content| match content {
            Content::Live { root, listing, is_new } => Some((root.as_path(), listing, *is_new)),
            _ => None,
        })
    }

    /// The ordinal of an entry.
    #[must_use]
    pub fn find(&self, id: &EntryId) -> Option<usize> {
        self.order.find(&self.contents, id.as_str())
    }

    /// Where generated files go, if a pack in force says so; the last one counts.
    #[must_use]
    pub fn index_dir(&self) -> Option<PathBuf> {
        self.packs.iter().rev().find_map(Pack::index_dir)
    }

    /// Where the entry stands, for answers. `ordinal` must be one of this set.
    #[must_use]
    pub fn entry_source(&self, ordinal: usize) -> EntrySource {
        self.entry_source_of(&self.source(ordinal).expect("invariant: callers name an ordinal of this set"))
    }

    pub(super) fn entry_source_of(&self, source: &Source) -> EntrySource {
        EntrySource {
            pack: self.packs[source.pack].name.clone(),
            path: source.path.clone(),
            overrides: source.replaced.last().map(|pack| self.packs[*pack].name.clone()),
        }
    }

    /// The hash of one entry. `ordinal` must be one of this set.
    #[must_use]
    pub fn hash(&self, ordinal: usize) -> ContentHash {
        let place = self.order.place(ordinal).expect("invariant: callers name an ordinal of this set");
        self.contents[place.pack].hash(place.index).unwrap_or(NO_HASH)
    }

    /// Reads and parses one entry, complaints included. `ordinal` must be one of this set.
    #[must_use]
    pub fn read(&self, ordinal: usize) -> EntryRead {
        let source = self.source(ordinal).expect("invariant: callers name an ordinal of this set");
        let bytes = match source.read() {
            Ok(bytes) => bytes,
            Err(error) => {
                let file = Arc::new(SourceFile { path: source.path.clone(), text: String::new() });
                let help = error.repair().unwrap_or("run the command again").to_owned();
                let diagnostic = Diagnostic::new(Code::Unreadable, &file, None, error.to_string()).help(help);
                return EntryRead { source, entry: None, diagnostics: vec![diagnostic], has_changed: true };
            }
        };
        let parsed = parse(source.id.clone(), &source.path, &bytes);
        drop(bytes);
        let diagnostics = parsed.diagnostics;
        EntryRead { source, entry: parsed.entry.map(Arc::new), diagnostics, has_changed: false }
    }

    /// What `{{name}}` stands for in the entry where nothing was captured: what its pack's `[vars]` say, and for other names
    /// what those of the packs say whose entry it replaces. So a changed copy reads as what it was copied from, and
    /// no other pack has a say in an entry. `ordinal` must be one of this set.
    #[must_use]
    pub fn vars(&self, ordinal: usize) -> BTreeMap<String, String> {
        let source = self.source(ordinal).expect("invariant: callers name an ordinal of this set");
        let packs = source.replaced.iter().chain([&source.pack]);
        packs.flat_map(|pack| self.packs[*pack].manifest.vars.clone()).collect()
    }

    /// The fingerprint: two corpora with the same one are the same to whatever is generated from them.
    ///
    /// `formats` are the formats of what is generated, by name, so that another format has another fingerprint. Into
    /// it go packs (name, variables) and what they hold (ids and bytes), in order; not where they stand on disk.
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
        }
        self.contents.iter().for_each(|content| content.add_to(&mut hasher));
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
            .source(ordinal)
            .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("there is no entry number {ordinal}")))?;
        let bytes = source.read()?;
        let parsed = parse(source.id.clone(), &source.path, &bytes);
        parsed.entry.map(Arc::new).ok_or_else(|| {
            Error::new(ErrorKind::BadInput, format!("`{}` is not a readable entry", source.path))
                .hint(format!("see what is wrong with it: kb check {}", source.id))
        })
    }
}

/// An entry that was read and parsed.
#[derive(Debug)]
pub struct EntryRead {
    /// Where it stands.
    pub source: Source,
    /// What it says; `None` if it could not be read, or is no entry.
    pub entry: Option<Arc<Entry>>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// True if the file is no longer what was scanned.
    pub has_changed: bool,
}

/// A file with its hash; a diagnostic if it cannot be read.
fn hashed(
    pack: &Pack,
    root: &Path,
    found: &FoundFile,
    known: &Listing,
    now: Option<SystemTime>,
) -> std::result::Result<StampedFile, Diagnostic> {
    let index = known.find(found.id()).ok().filter(|at| known.is_unchanged(*at, &found.relative, &found.stamp));
    if let Some(hash) = index.and_then(|index| known.hash(index)) {
        return Ok(StampedFile { path: found.relative.clone(), stamp: found.stamp, hash, settled: true });
    }
    match read_file(&root.join(&found.relative), ENTRY_SIZE_MAX as u64) {
        Ok(read) => {
            let settled = read.stable && read.stamp.is_settled(now);
            let hash = ContentHash::of(&read.bytes);
            Ok(StampedFile { path: found.relative.clone(), stamp: read.stamp, hash, settled })
        }
        Err(failure) => {
            let path = join(&pack.shown_root, &found.relative);
            let source = Arc::new(SourceFile { path, text: String::new() });
            let reason = failure_words(&failure, ENTRY_SIZE_MAX as u64);
            let message = format!("the entry is not in force: {reason}");
            let help = "make it a readable text file, or remove it";
            Err(Diagnostic::new(Code::Unreadable, &source, None, message).help(help))
        }
    }
}

/// The complaint about a seal if the entries are others than those that were sealed.
fn broken_seal(pack: &Pack, seal: &Listing, listing: &Listing) -> Option<Diagnostic> {
    if seal.fingerprint() == listing.fingerprint() {
        return None;
    }
    let differs = |one: &Listing, other: &Listing| {
        let is_other =
            |index: &usize| other.find(&one.id_text(*index)).ok().and_then(|at| other.hash(at)) != one.hash(*index);
        (0..one.len()).find(is_other).map(|index| one.id_text(index).into_owned())
    };
    let id = differs(listing, seal).or_else(|| differs(seal, listing)).unwrap_or_default();
    let source = Arc::new(SourceFile { path: join(&pack.shown_root, SEAL_FILE), text: String::new() });
    let message = format!("the pack is sealed, and yet `{id}` is not what was sealed");
    let help = format!("seal it again: `kb build --seal {}`; or remove `{SEAL_FILE}`", pack.shown_root);
    Some(Diagnostic::new(Code::BrokenSeal, &source, None, message).help(help))
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
