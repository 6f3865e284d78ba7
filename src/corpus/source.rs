//! One entry in force: its name, and where its bytes are read from when they are wanted.
//!
//! Which entries are in force is left to [`SourceSet`](super::SourceSet).

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::hash::ContentHash;
use super::stamp::{ReadFailure, read_file};
use crate::entry::EntryId;
use crate::entry::limits::ENTRY_SIZE_MAX;
use crate::error::{Error, ErrorKind, Result};

/// Where the bytes of an entry are.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Inside the binary.
    Embedded(&'static [u8]),
    /// In a file: its absolute path and the hash of what was read.
    File(PathBuf, ContentHash),
    /// In a file of a sealed pack: its absolute path and its hash.
    Sealed(PathBuf, ContentHash),
    /// In memory.
    Memory(Arc<[u8]>, ContentHash),
}

/// One entry in force.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name.
    pub id: EntryId,
    /// Its pack, as an index into [`SourceSet::packs`](super::SourceSet::packs).
    pub pack: usize,
    /// Its file as shown to the user, with `/` between parts.
    pub path: String,
    /// The packs whose entries of the same id it replaces, as [`Self::pack`]; the nearest last.
    pub replaced: Vec<usize>,
    pub(super) origin: Origin,
}

impl Source {
    /// The hash of its bytes. Made on each call for built-in entries, known for all others.
    #[must_use]
    pub fn hash(&self) -> ContentHash {
        match &self.origin {
            Origin::Embedded(bytes) => ContentHash::of(bytes),
            Origin::File(_, hash) | Origin::Sealed(_, hash) | Origin::Memory(_, hash) => *hash,
        }
    }

    /// The file to edit; `None` where there is none, as for built-in entries.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path, _) | Origin::Sealed(path, _) => Some(path),
            Origin::Embedded(_) | Origin::Memory(..) => None,
        }
    }

    /// The bytes of a built-in entry; `None` for others.
    #[must_use]
    pub fn embedded(&self) -> Option<&'static [u8]> {
        match self.origin {
            Origin::Embedded(bytes) => Some(bytes),
            Origin::File(..) | Origin::Sealed(..) | Origin::Memory(..) => None,
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
            Origin::File(path, hash) | Origin::Sealed(path, hash) => (path, hash),
        };
        let (change, hint) = match &self.origin {
            Origin::Sealed(..) => (
                "is not what was sealed",
                "seal its pack again: `kb build --seal FOLDER`; or remove the pack's `kb.seal`",
            ),
            _ => ("changed while it was in use", "run the command again"),
        };
        match read_file(path, ENTRY_SIZE_MAX as u64) {
            Ok(read) if ContentHash::of(&read.bytes) == *hash => Ok(Cow::Owned(read.bytes)),
            Err(ReadFailure::System(error)) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io("read", path, &error))
            }
            // Gone, replaced by something else, grown, edited: all the same to whoever relied on it.
            _ => Err(Error::new(ErrorKind::Changed, format!("`{}` {change}", self.path)).hint(hint)),
        }
    }
}
