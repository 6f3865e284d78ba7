//! Large files of a generation: mapped, and checked whole only once.
//!
//! Hashing a table of some megabytes takes longer than everything else that a run of the program does. So who has checked such a
//! file keeps its [`Stamp`] in a note, and for as long as the stamp is the same the file is: the rule by which entries
//! are not read again, with the same care for clocks that tick coarsely. A file that was damaged since then has
//! another stamp and is checked again.

use std::fs::File;
use std::time::SystemTime;

use super::{Generation, NAME_DIGITS, PREFIX, Store, damaged, failure, is_missing};
use crate::corpus::{ContentHash, Stamp};
use crate::error::{Error, ErrorKind, Result};
use crate::simd::map::Bytes;

/// What the names of notes on checked files begin with; the digits of the generation follow.
pub(super) const CHECKED_NOTE: &str = "checked-";

/// Smaller files are read and hashed each time, which takes less than a tenth of a millisecond.
const CHECK_ALWAYS_MAX: u64 = 64 << 10;

/// Bytes of a row of the note: the hash that the manifest has, and the stamp.
const ROW_BYTES: usize = 32 + Stamp::BYTES;

/// What a file of a generation holds.
#[derive(Debug)]
pub struct Content {
    /// Its bytes.
    pub bytes: Bytes,
    /// True if they were checked in an earlier run, and not now.
    pub is_known: bool,
}

impl Generation {
    /// The content of the file `name`, checked now or, if it has not changed since, in an earlier run.
    ///
    /// `now` is the time before the call; without it every byte is checked.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read), but for files that are too large: there are none.
    pub fn content(&self, name: &str, now: Option<SystemTime>) -> Result<Content> {
        let missing = || Error::new(ErrorKind::NotFound, format!("`{}` holds no file `{name}`", self.dir.display()));
        let record = self.manifest.file(name).ok_or_else(missing)?;
        if record.size_bytes <= CHECK_ALWAYS_MAX {
            return Ok(Content { bytes: self.read(name)?.into(), is_known: false });
        }
        let path = self.dir.join(name);
        let cannot = |error: &std::io::Error| match is_missing(error) {
            true => damaged(&self.dir, &format!("`{name}` is missing")),
            false => failure("read", &path, error),
        };
        let mut file = File::open(&path).map_err(|error| cannot(&error))?;
        let stamp = |file: &File| file.metadata().map(|metadata| Stamp::of(&metadata)).map_err(|error| cannot(&error));
        let before = stamp(&file)?;
        let not_written = || damaged(&self.dir, &format!("`{name}` is not what was written"));
        if before.size_bytes != record.size_bytes {
            return Err(not_written());
        }
        let bytes = Bytes::map(&file).or_else(|_| Bytes::read(&mut file)).map_err(|error| cannot(&error))?;
        let row = row(&record.hash, &before);
        let is_settled = before.is_settled(now);
        if is_settled && self.checked().is_some_and(|rows| rows.as_chunks::<ROW_BYTES>().0.contains(&row)) {
            return Ok(Content { bytes, is_known: true });
        }
        if ContentHash::of(&bytes) != record.hash || stamp(&file)? != before {
            return Err(not_written());
        }
        if is_settled {
            self.remember(row);
        }
        Ok(Content { bytes, is_known: false })
    }

    /// Rows of the files that were checked.
    fn checked(&self) -> Option<Vec<u8>> {
        let (store, note) = self.checked_note()?;
        store.read_note(&note)
    }

    /// Notes that a file was checked. The rows of others may be lost to one who writes at the same time: then they are checked again.
    fn remember(&self, row: [u8; ROW_BYTES]) {
        let Some((store, note)) = self.checked_note() else { return };
        let mut rows = store.read_note(&note).unwrap_or_default();
        let hash = &row[..32];
        rows = rows.as_chunks::<ROW_BYTES>().0.iter().filter(|known| &known[..32] != hash).flatten().copied().collect();
        rows.extend_from_slice(&row);
        let _costs_time_only = store.write_note(&note, &rows);
    }

    /// The store that it is in, and the name of its note.
    fn checked_note(&self) -> Option<(Store, String)> {
        let digits = self.dir.file_name()?.to_str()?.strip_prefix(PREFIX)?;
        Some((Store::at(self.dir.parent()?), format!("{CHECKED_NOTE}{digits}")))
    }
}

/// True if `note` is about a generation that is not among `names`.
pub(super) fn is_orphan(note: &str, names: &std::collections::BTreeSet<String>) -> bool {
    let digits = note.strip_prefix(super::note::NOTE_PREFIX).and_then(|note| note.strip_prefix(CHECKED_NOTE));
    digits.is_some_and(|digits| digits.len() == NAME_DIGITS && !names.contains(&format!("{PREFIX}{digits}")))
}

fn row(hash: &ContentHash, stamp: &Stamp) -> [u8; ROW_BYTES] {
    let mut row = [0; ROW_BYTES];
    row[..32].copy_from_slice(hash.as_bytes());
    row[32..].copy_from_slice(&stamp.to_bytes());
    row
}
