//! Small files beside the generations that may be replaced at any time: what is worth remembering before it is known which
//! generation is wanted, such as the stamps of the last scan.
//!
//! Replaced as a whole and checked when read. Losing one costs time only, so that nothing is flushed to the disk.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::{Store, failure, read_at_most};
use crate::corpus::ContentHash;
use crate::error::{Error, ErrorKind, Result};

/// What the names of notes begin with.
pub(super) const NOTE_PREFIX: &str = "note-";

/// What the names of notes in the making begin with.
pub(super) const NOTE_BUILD_PREFIX: &str = ".note-";

/// The largest note in bytes: the stamps of the largest pack fit in.
pub const NOTE_SIZE_MAX: u64 = 64 << 20;

/// The longest name of a note in bytes.
const NOTE_NAME_LEN_MAX: usize = 80;

impl Store {
    /// Keeps `bytes` under `name`, which is made of lower-case letters, digits and dashes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] for another name or more than [`NOTE_SIZE_MAX`] bytes, [`ErrorKind::DiskFull`] or [`ErrorKind::Io`] if it cannot be written.
    pub fn write_note(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.note(name).filter(|_| bytes.len() as u64 <= NOTE_SIZE_MAX).ok_or_else(|| {
            Error::new(ErrorKind::Usage, format!("`{name}` cannot be kept beside the generated files"))
        })?;
        fs::create_dir_all(&self.dir).map_err(|error| failure("create", &self.dir, &error))?;
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(NOTE_BUILD_PREFIX).tempfile_in(&self.dir)?;
            writeln!(file, "{}", ContentHash::of(bytes))?;
            file.write_all(bytes)?;
            file.persist(&path)?;
            Ok(())
        };
        write().map_err(|error| failure("write", &path, &error))
    }

    /// What was kept under `name` last; `None` if there is nothing, or nothing that can be trusted.
    #[must_use]
    pub fn read_note(&self, name: &str) -> Option<Vec<u8>> {
        const HEAD_LEN: usize = 65;
        let mut bytes = read_at_most(&self.note(name)?, NOTE_SIZE_MAX + HEAD_LEN as u64).ok()?;
        let (head, content) = bytes.split_at_checked(HEAD_LEN)?;
        let is_whole = head == format!("{}\n", ContentHash::of(content)).as_bytes();
        is_whole.then(|| bytes.split_off(HEAD_LEN))
    }

    /// Removes the notes whose names begin with `prefix`, but for the `count` that were written last.
    pub fn keep_notes(&self, prefix: &str, count: usize) {
        let Ok(items) = fs::read_dir(&self.dir) else { return };
        let wanted = format!("{NOTE_PREFIX}{prefix}");
        let is_one = |item: &fs::DirEntry| item.file_name().to_str().is_some_and(|name| name.starts_with(&wanted));
        let written = |item: &fs::DirEntry| item.metadata().and_then(|metadata| metadata.modified()).ok();
        let mut notes: Vec<_> = items.flatten().filter(is_one).map(|item| (written(&item), item.path())).collect();
        notes.sort_by(|one, other| other.cmp(one));
        for (_, path) in notes.iter().skip(count) {
            // Whoever is second finds it gone.
            let _ = fs::remove_file(path);
        }
    }

    fn note(&self, name: &str) -> Option<PathBuf> {
        let is_name = !name.is_empty()
            && name.len() <= NOTE_NAME_LEN_MAX
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        is_name.then(|| self.dir.join(format!("{NOTE_PREFIX}{name}")))
    }
}
