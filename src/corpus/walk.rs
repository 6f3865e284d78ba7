//! Finding the entries of a pack on disk.
//!
//! Names decide: `area/slug.md` under the pack's folder is the entry `area/slug`. Nothing is read here, only
//! listed, sorted, so that the same folder always gives the same answer. Passed over without a word: what is hidden, READMEs, folders
//! `*.d` (logs that examples name) and files that are no Markdown. Passed over with a diagnostic: names that cannot be ids, links
//! that lead out of the pack, and everything else that looks as if somebody meant it to be an entry.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::pack::PACK_FILE;
use super::spread::spread;
use super::stamp::Stamp;
use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::entry::EntryId;
use crate::error::system_words;

/// Folders may be nested this deep below a pack: areas need one or two, and nobody finds the rest.
pub const DEPTH_MAX: usize = 16;

/// The most entries of one pack: twice what the index was measured with.
pub const ENTRIES_MAX: usize = 200_000;

/// The most names looked at in one pack: whoever names `/` as a pack by mistake gets an answer within seconds.
pub const NAMES_MAX: usize = 1_000_000;

/// Bytes of `.md` in whatever case.
const ENDING_BYTES: usize = 3;

/// An entry found by its name.
#[derive(Debug)]
pub(super) struct FoundFile {
    /// The path under the pack's folder, with `/` between parts; without its ending it is the id.
    pub(super) relative: String,
    /// What the file system said about it.
    pub(super) stamp: Stamp,
}

impl FoundFile {
    /// The id of the entry.
    pub(super) fn id(&self) -> &str {
        &self.relative[..self.relative.len() - ENDING_BYTES]
    }
}

/// What a walk came to.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The entries, sorted by id, each id once.
    pub(super) files: Vec<FoundFile>,
    /// What was passed over and should be known.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Lists the entries in and below `root`, which is absolute and without links and is shown as `shown_root`.
pub(super) fn walk(root: &Path, shown_root: &str) -> Walk {
    let mut walker =
        Walker { root, shown_root, walk: Walk::default(), bad_folders: BTreeSet::new(), name_count: 0, is_full: false };
    walker.folder(&Folder { path: root.to_owned(), relative: String::new(), depth: 0, bad_part: None });
    walker.sort();
    walker.walk
}

struct Walker<'a> {
    root: &'a Path,
    shown_root: &'a str,
    walk: Walk,
    /// Folders whose names were complained about.
    bad_folders: BTreeSet<String>,
    name_count: usize,
    is_full: bool,
}

/// A folder to list.
struct Folder {
    path: PathBuf,
    /// Under the pack's folder, with `/` between parts; empty for that folder itself.
    relative: String,
    depth: usize,
    /// The path of the folder, this one or one around it, whose name cannot be part of an id.
    bad_part: Option<String>,
}

/// A name in a folder.
struct Item {
    /// Its first eight bytes, which tell most names apart.
    start: u64,
    name: OsString,
    entry: DirEntry,
}

impl Item {
    fn shown(&self) -> Cow<'_, str> {
        // Checking a name for being text is several times as fast as making it one.
        self.name.to_str().map_or_else(|| self.name.to_string_lossy(), Cow::Borrowed)
    }
}

/// From this many names on the system is asked on all cores: it takes about 3 µs for each.
const SPREAD_MIN: usize = 200;

/// The stamps of the items that may be entries, where there are many; else none, and each is looked at when its turn comes.
fn stamps(items: &[Item]) -> Vec<Option<std::io::Result<Stamp>>> {
    if items.len() < SPREAD_MIN {
        return Vec::new();
    }
    spread(items.len(), |at| {
        let (shown, entry) = (items[at].shown(), &items[at].entry);
        let may_be_entry =
            !is_hidden(&shown) && entry_stem(&shown).is_some() && entry.file_type().is_ok_and(|kind| kind.is_file());
        may_be_entry.then(|| stamp_of(entry))
    })
}

fn stamp_of(entry: &DirEntry) -> std::io::Result<Stamp> {
    entry.metadata().map(|metadata| Stamp::of(&metadata))
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// What a name in a folder is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameKind {
    Folder,
    File,
    Link,
    Special,
}

impl Walker<'_> {
    fn folder(&mut self, folder: &Folder) {
        let mut items = match self.list(&folder.path) {
            Ok(items) => items,
            Err(error) => {
                return self.pass_over(
                    Code::Unreadable,
                    &folder.relative,
                    cannot_be_read("folder", &error),
                    "make it readable",
                );
            }
        };
        items.sort_unstable_by(|one, other| one.start.cmp(&other.start).then_with(|| one.name.cmp(&other.name)));
        if folder.depth > 0 && items.iter().any(|item| item.name == PACK_FILE) {
            return self.pass_over(
                Code::SkippedPath,
                &folder.relative,
                format!("the folder is a pack of its own: it has a `{PACK_FILE}`"),
                format!("remove that `{PACK_FILE}`, or move the folder out of this pack"),
            );
        }
        let mut stamps = stamps(&items).into_iter();
        for item in items {
            let stamp = stamps.next().flatten();
            if self.is_full {
                return;
            }
            self.item(folder, &item.shown(), &item.entry, stamp);
        }
    }

    /// The names in a folder, until too many were seen.
    fn list(&mut self, path: &Path) -> std::io::Result<Vec<Item>> {
        let mut items = Vec::new();
        for item in fs::read_dir(path)? {
            self.name_count += 1;
            if self.name_count > NAMES_MAX {
                self.full(format!("the pack holds more than {NAMES_MAX} files"));
                break;
            }
            let entry = item?;
            let name = entry.file_name();
            let mut start = [0; 8];
            start.iter_mut().zip(name.as_encoded_bytes()).for_each(|(to, from)| *to = *from);
            items.push(Item { start: u64::from_be_bytes(start), name, entry });
        }
        Ok(items)
    }

    fn item(&mut self, folder: &Folder, shown: &str, item: &DirEntry, stamp: Option<std::io::Result<Stamp>>) {
        if is_hidden(shown) {
            return;
        }
        let relative = join(&folder.relative, shown);
        let kind = match item.file_type() {
            Ok(kind) if kind.is_dir() => NameKind::Folder,
            Ok(kind) if kind.is_file() => NameKind::File,
            Ok(kind) if kind.is_symlink() => NameKind::Link,
            Ok(_) => NameKind::Special,
            Err(error) => {
                return self.pass_over(Code::Unreadable, &relative, cannot_be_read("file", &error), "make it readable");
            }
        };
        match (kind, entry_stem(shown)) {
            (NameKind::Folder, _) if !shown.ends_with(".d") => self.sub_folder(folder, shown, item.path(), relative),
            (NameKind::File, Some(stem)) => {
                self.file(folder, stem, relative, stamp.unwrap_or_else(|| stamp_of(item)));
            }
            (NameKind::Link, stem) => self.link(folder, stem, relative, &item.path()),
            (NameKind::Special, Some(_)) => {
                self.pass_over(
                    Code::SkippedPath,
                    &relative,
                    "this is no regular file",
                    "remove it, or give it another ending than `.md`",
                );
            }
            _ => {}
        }
    }

    fn sub_folder(&mut self, folder: &Folder, name: &str, path: PathBuf, relative: String) {
        if folder.depth == DEPTH_MAX {
            let message = format!("the folder is nested more than {DEPTH_MAX} deep");
            return self.pass_over(Code::SkippedPath, &relative, message, "move it further up");
        }
        let bad_part = folder.bad_part.clone().or_else(|| (!is_id_part(name)).then(|| relative.clone()));
        self.folder(&Folder { path, relative, depth: folder.depth + 1, bad_part });
    }

    /// A link may stand for an entry if it leads to a file of the same pack.
    fn link(&mut self, folder: &Folder, stem: Option<&str>, relative: String, path: &Path) {
        let target = fs::canonicalize(path).and_then(|target| Ok((fs::metadata(&target)?, target)));
        let help = "put a copy in its place";
        match (target, stem) {
            (Ok((metadata, _)), _) if metadata.is_dir() => {
                self.pass_over(
                    Code::SkippedPath,
                    &relative,
                    "links to folders are not followed",
                    "put the folder itself in its place",
                );
            }
            (_, None) => {}
            (Ok((_, target)), Some(_)) if !target.starts_with(self.root) => {
                self.pass_over(Code::SkippedPath, &relative, "the link leads out of the pack", help);
            }
            (Ok((metadata, _)), Some(_)) if !metadata.is_file() => {
                self.pass_over(
                    Code::SkippedPath,
                    &relative,
                    "the link leads to something that is no regular file",
                    help,
                );
            }
            (Ok((metadata, _)), Some(stem)) => self.file(folder, stem, relative, Ok(Stamp::of(&metadata))),
            (Err(error), Some(_)) => self.pass_over(Code::SkippedPath, &relative, cannot_be_read("link", &error), help),
        }
    }

    fn file(&mut self, folder: &Folder, stem: &str, relative: String, stamp: std::io::Result<Stamp>) {
        // Of the path, what is not the ending; names that are text have the same bytes in it.
        if !EntryId::is_id(&relative[..relative.len() - ENDING_BYTES]) {
            return self.bad_id(folder, stem, &relative);
        }
        let stamp = match stamp {
            Ok(stamp) => stamp,
            Err(error) => {
                return self.pass_over(Code::Unreadable, &relative, cannot_be_read("file", &error), "make it readable");
            }
        };
        if self.walk.files.len() == ENTRIES_MAX {
            return self.full(format!("the pack holds more than {ENTRIES_MAX} entries"));
        }
        self.walk.files.push(FoundFile { relative, stamp });
    }

    /// Sorts the files by id. Of several with one id the first in the order of names stays.
    fn sort(&mut self) {
        let mut files = std::mem::take(&mut self.walk.files);
        files.sort_by(|one, other| one.id().cmp(other.id()));
        for file in files {
            match self.walk.files.last().filter(|last| last.id() == file.id()) {
                Some(first) => {
                    let message = format!("`{}` has the same id `{}`", first.relative, first.id());
                    self.pass_over(Code::DuplicateId, &file.relative, message, "rename one of them");
                }
                None => self.walk.files.push(file),
            }
        }
    }

    /// Says once for each folder, or for each file, that its name is none.
    fn bad_id(&mut self, folder: &Folder, stem: &str, relative: &str) {
        const ALLOWED: &str = "lower-case letters, digits and dashes";
        if let Some(part) = &folder.bad_part {
            if self.bad_folders.insert(part.clone()) {
                let message = "the name of this folder cannot be part of an id, so that its entries have none";
                self.pass_over(Code::BadId, part, message, format!("rename it: {ALLOWED}"));
            }
        } else if !is_id_part(stem) {
            self.pass_over(
                Code::BadId,
                relative,
                "this file name cannot be part of an id",
                format!("rename it: {ALLOWED}"),
            );
        } else if folder.relative.is_empty() {
            let help = format!("move it into a folder: `area/{stem}.md`");
            self.pass_over(Code::BadId, relative, "an entry stands in a folder, its area", help);
        } else {
            self.pass_over(Code::BadId, relative, "the path is too long for an id", "shorten it to 200 characters");
        }
    }

    fn full(&mut self, message: String) {
        self.is_full = true;
        self.pass_over(
            Code::SkippedPath,
            "",
            format!("{message}; the rest was passed over"),
            "split it, or name another folder",
        );
    }

    fn pass_over(&mut self, code: Code, relative: &str, message: impl Into<String>, help: impl Into<String>) {
        let source = Arc::new(SourceFile { path: self.shown(relative), text: String::new() });
        self.walk.diagnostics.push(Diagnostic::new(code, &source, None, message).help(help));
    }

    fn shown(&self, relative: &str) -> String {
        join(self.shown_root, relative)
    }
}

/// `a/b`, or the part that is not empty.
pub(super) fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) if folder.ends_with('/') => format!("{folder}{name}"),
        (folder, name) => {
            let mut path = String::with_capacity(folder.len() + 1 + name.len());
            path.push_str(folder);
            path.push('/');
            path.push_str(name);
            path
        }
    }
}

/// The name of an entry's file without its ending; `None` for READMEs and for what is no Markdown.
pub(super) fn entry_stem(name: &str) -> Option<&str> {
    let stem_len = name.len().checked_sub(ENDING_BYTES)?;
    let is_markdown = name.get(stem_len..)?.eq_ignore_ascii_case(".md");
    let stem = name.get(..stem_len)?;
    (is_markdown && !stem.eq_ignore_ascii_case("README")).then_some(stem)
}

/// True if `name` can stand between the slashes of an id.
fn is_id_part(name: &str) -> bool {
    EntryId::is_id(&format!("a/{name}"))
}

fn cannot_be_read(what: &str, error: &std::io::Error) -> String {
    format!("the {what} cannot be read: {}", system_words(error))
}
