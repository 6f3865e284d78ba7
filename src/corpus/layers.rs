//! Which packs are in force, in which order.
//!
//! Built in < user < project < named: a later pack replaces an earlier one of the same name as a whole, and an entry
//! replaces the one of the same id in an earlier pack (that is [`SourceSet`](super::SourceSet)'s part). Names count
//! only where a `kb.toml` gives them: a pack that is merely called after its folder replaces nothing. The same
//! folder found twice is one pack, in the later place.
//!
//! Plain functions over a [`LayerConfig`]: who looks at the environment, the clock and the user is the front end.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::builtin;
use super::pack::{Layer, PACK_FILE, PACK_FILE_SIZE_MAX, Pack, PackManifest};
use super::stamp::{ReadFailure, read_file};
use super::walk::{join, walk};
use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::error::{Error, ErrorKind, Result, system_words};

/// The most packs in one folder of packs: more are a mistaken folder.
pub const PACKS_MAX: usize = 1_000;

/// The folders of a project that can be its pack, the first that is one counts.
const PROJECT_FOLDERS: [&str; 2] = ["kb", ".kb"];

/// What the pack is called that the user's folder is itself, if it has no name.
const USER_PACK_NAME: &str = "own";

/// What a folder named by the user has to be.
const NAMED_HINT: &str = "`--kb` takes a folder of entries: one with `kb.toml`, or with files `area/slug.md`";

/// Where to look for packs. What is absent is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerConfig {
    /// The user's folder, absolute: a pack itself if it has a `kb.toml`, else each folder in it that has one.
    pub user_dir: Option<PathBuf>,
    /// Where the user stands, absolute; the nearest `kb/kb.toml` or `.kb/kb.toml` from here upward is the project's.
    pub project_start: Option<PathBuf>,
    /// Folders named for this run; like the user's, or merely a folder with entries.
    pub kb_dirs: Vec<PathBuf>,
    /// True: the knowledge inside the binary is in force.
    pub builtin: bool,
    /// The number of the user who runs the program; `None` where owners do not matter. A project's pack that belongs to
    /// another user is not read: whoever may write to a folder above could otherwise answer in its place.
    pub current_user: Option<u32>,
    /// True: sealed packs are looked at like live ones, and what is no longer as it was sealed is a diagnostic.
    pub through_seals: bool,
    /// The time, taken before the call; without it nothing counts as unchanged.
    pub now: Option<SystemTime>,
}

/// The packs in force and what was noticed on the way.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// In order: later ones override earlier ones.
    pub(super) packs: Vec<Pack>,
    /// About `kb.toml` files.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the user should know.
    pub(super) notices: Vec<String>,
}

/// The error for a named folder without `kb.toml` in which no entry was found.
pub(super) fn holds_no_entries(pack: &Pack) -> Error {
    Error::new(ErrorKind::NotFound, format!("`{}` holds no entries", pack.shown_root)).hint(NAMED_HINT)
}

/// Finds the packs in force.
///
/// # Errors
///
/// [`ErrorKind::NotFound`] and [`ErrorKind::BadInput`] for a named folder that is missing or is no folder.
pub(super) fn layers(config: &LayerConfig) -> Result<Layers> {
    let mut layers = Layers::default();
    if config.builtin {
        let (pack, diagnostics) = builtin::pack();
        layers.diagnostics.extend(diagnostics);
        layers.packs.extend(pack);
    }
    if let Some(dir) = &config.user_dir {
        layers.user(dir);
    }
    if let Some(start) = &config.project_start {
        layers.project(start, config.current_user);
    }
    for dir in &config.kb_dirs {
        layers.named(dir)?;
    }
    Ok(layers)
}

impl Layers {
    fn user(&mut self, dir: &Path) {
        // No folder of one's own is the usual case.
        let Ok(root) = fs::canonicalize(dir) else { return };
        let shown = shown_path(dir);
        match self.packs_in(Layer::User, &root, &shown) {
            Ok(true) => {}
            Ok(false) if walk(&root, &shown).files.is_empty() => {}
            Ok(false) => self.notices.push(format!(
                "the entries in `{shown}` are not in force; an empty file `{PACK_FILE}` beside them makes the folder a pack"
            )),
            Err(error) => self.notices.push(format!("your own entries are not in force: {error}")),
        }
    }

    fn project(&mut self, start: &Path, current_user: Option<u32>) {
        let nearest = start.ancestors().enumerate().find_map(|(level, above)| {
            let is_pack = |folder: &&&str| above.join(folder).join(PACK_FILE).is_file();
            PROJECT_FOLDERS.iter().find(is_pack).map(|folder| (level, above.join(folder), *folder))
        });
        let Some((level, dir, folder)) = nearest else { return };
        if !belongs_to(&dir, current_user) {
            let shown = shown_path(&dir);
            self.notices.push(format!(
                "`{shown}` belongs to another user and is not read; if you trust it, name it: `--kb {shown}`"
            ));
            return;
        }
        let shown = format!("{}{folder}", "../".repeat(level));
        match fs::canonicalize(&dir) {
            Ok(root) => self.pack(Layer::Project, root, shown),
            Err(error) => self.notices.push(format!("`{shown}` is not read: {}", system_words(&error))),
        }
    }

    fn named(&mut self, dir: &Path) -> Result<()> {
        let shown = shown_path(dir);
        let root = fs::canonicalize(dir).map_err(|error| Error::io("read", dir, &error).hint(NAMED_HINT))?;
        if !root.is_dir() {
            return Err(Error::new(ErrorKind::BadInput, format!("`{shown}` is not a folder")).hint(NAMED_HINT));
        }
        if self.packs_in(Layer::Named, &root, &shown)? {
            return Ok(());
        }
        let name = folder_name(&root);
        let manifest = PackManifest::default();
        self.add(Pack {
            name,
            layer: Layer::Named,
            manifest,
            root: Some(root),
            shown_root: shown,
            is_bare: true,
            replaces: None,
        });
        Ok(())
    }

    /// Adds `root` if it is a pack, else each folder in it that is one; false if there was none.
    fn packs_in(&mut self, layer: Layer, root: &Path, shown: &str) -> Result<bool> {
        if root.join(PACK_FILE).is_file() {
            self.pack(layer, root.to_owned(), shown.to_owned());
            return Ok(true);
        }
        let mut names = Vec::new();
        for item in fs::read_dir(root).map_err(|error| Error::io("read", root, &error))? {
            let name = item.map_err(|error| Error::io("read", root, &error))?.file_name();
            if !name.to_string_lossy().starts_with('.') && root.join(&name).join(PACK_FILE).is_file() {
                names.push(name);
            }
        }
        names.sort();
        if names.len() > PACKS_MAX {
            let rest = names.len() - PACKS_MAX;
            self.notices.push(format!("`{shown}` holds more than {PACKS_MAX} packs; {rest} of them are not in force"));
            names.truncate(PACKS_MAX);
        }
        for name in &names {
            let shown = join(shown, &name.to_string_lossy());
            match fs::canonicalize(root.join(name)) {
                Ok(root) => self.pack(layer, root, shown),
                Err(error) => self.notices.push(format!("`{shown}` is not read: {}", system_words(&error))),
            }
        }
        Ok(!names.is_empty())
    }

    /// Reads the `kb.toml` in `root` and adds the pack if it can be in force.
    fn pack(&mut self, layer: Layer, root: PathBuf, shown_root: String) {
        let path = join(&shown_root, PACK_FILE);
        let text = match read_file(&root.join(PACK_FILE), PACK_FILE_SIZE_MAX) {
            Ok(read) => String::from_utf8(read.bytes).map_err(|_| "it is not UTF-8 text".to_owned()),
            Err(failure) => Err(failure_words(&failure, PACK_FILE_SIZE_MAX)),
        };
        let text = match text {
            Ok(text) => text,
            Err(reason) => {
                let source = Arc::new(SourceFile { path, text: String::new() });
                let message = format!("the pack is not in force: {reason}");
                let help = format!("make `{PACK_FILE}` a readable text file; it may be empty");
                self.diagnostics.push(Diagnostic::new(Code::BadPack, &source, None, message).help(help));
                return;
            }
        };
        let (manifest, diagnostics) = PackManifest::read(&Arc::new(SourceFile { path, text }));
        self.diagnostics.extend(diagnostics);
        if let Some(manifest) = manifest {
            let name = match &manifest.name {
                Some(name) => name.clone(),
                // The folder around the user's is the system's and says nothing: `~/.local/share/kb`.
                None if layer == Layer::User && is_called_kb(&root) => USER_PACK_NAME.to_owned(),
                None => folder_name(&root),
            };
            self.add(Pack { name, layer, manifest, root: Some(root), shown_root, is_bare: false, replaces: None });
        }
    }

    /// Adds a pack in the last place; the earlier ones that are the same pack leave.
    fn add(&mut self, mut pack: Pack) {
        let is_same = |earlier: &Pack| {
            let same_folder = pack.root.is_some() && earlier.root == pack.root;
            same_folder || (pack.manifest.name.is_some() && earlier.manifest.name == pack.manifest.name)
        };
        let replaced = self.packs.iter().rev().find(|earlier| is_same(earlier)).map(|earlier| earlier.layer);
        self.packs.retain(|earlier| !is_same(earlier));
        pack.replaces = replaced;
        self.packs.push(pack);
    }
}

/// Why a file was not read, as the end of a sentence.
pub(super) fn failure_words(failure: &ReadFailure, size_bytes_max: u64) -> String {
    match failure {
        ReadFailure::System(error) => system_words(error),
        ReadFailure::Special => "it is no regular file".to_owned(),
        ReadFailure::TooLarge => format!("it is larger than {} KiB", size_bytes_max >> 10),
    }
}

fn is_called_kb(root: &Path) -> bool {
    root.file_name().is_some_and(|name| PROJECT_FOLDERS.iter().any(|folder| name == *folder))
}

/// What a pack without a name is called: its folder, or for `kb` and `.kb` the folder around it.
fn folder_name(root: &Path) -> String {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    match name(root) {
        Some(own) if PROJECT_FOLDERS.contains(&own.as_str()) => root.parent().and_then(name).unwrap_or(own),
        Some(own) => own,
        None => "/".to_owned(),
    }
}

/// A path as shown to the user, with `/` between parts.
fn shown_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// True unless `dir` or its `kb.toml` is another user's.
#[cfg(unix)]
fn belongs_to(dir: &Path, user: Option<u32>) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Some(user) = user else { return true };
    let is_own = |path: &Path| fs::metadata(path).is_ok_and(|metadata| metadata.uid() == user);
    is_own(dir) && is_own(&dir.join(PACK_FILE))
}

/// True: other systems have no owner that means the same.
#[cfg(not(unix))]
fn belongs_to(_dir: &Path, _user: Option<u32>) -> bool {
    true
}
