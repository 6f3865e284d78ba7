//! The entries of a pack as they were last seen, in one block of bytes: names, hashes and stamps, sorted by id.
//!
//! A scan keeps one for each live pack, so that the next scan compares a file with a row where it lies and makes nothing of it. A
//! *sealed* pack brings its own, [`SEAL_FILE`]: it is known by the fingerprint in it, and its files are not looked at
//! before one of them is shown.
//!
//! ```text
//! header    magic, rows, bytes of a row, bytes of the names, fingerprint, checksum of all that stands before
//! rows      where the name stands, its length, flags, hash; in a live pack the stamp, too
//! names     the paths under the pack's folder, one behind the other
//! ```
//!
//! All numbers are little endian. Whatever the bytes are, reading them gives wrong names at worst; what is read by such a
//! name is checked against its hash, and hashes that do not fit are noticed then.

use std::borrow::Cow;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::hash::{ContentHash, PartHasher};
use super::stamp::{Stamp, StampedFile};
use crate::entry::EntryId;
use crate::error::{Error, ErrorKind, Result};

/// The file that makes a pack a sealed one.
pub const SEAL_FILE: &str = "kb.seal";

/// What the fingerprint of a listing is made for.
const FINGERPRINT_PURPOSE: &str = "kb pack listing 1";

const MAGIC: &[u8; 8] = b"kblist1\n";
const HEADER_BYTES: usize = 64;
const COUNT_AT: usize = 8;
const ROW_BYTES_AT: usize = 12;
const NAMES_AT: usize = 16;
const FINGERPRINT_AT: usize = 24;
const CHECKSUM_AT: usize = 56;

/// Bytes of a row without and with a stamp.
const SEALED_ROW_BYTES: usize = 40;
const LIVE_ROW_BYTES: usize = 80;

/// Flag of a row: an equal stamp means equal content.
const SETTLED: u16 = 1;

/// Bytes of `.md`, which is all that a path has beyond the id.
const ENDING_BYTES: usize = 3;

/// The largest seal that is read at once; of a larger one single rows are. A seal of 2,500 entries fits in: reading one of 10,000
/// takes a millisecond, finding the 66 built-in ids in it half of that.
const READ_WHOLE_MAX: u64 = 128 << 10;

/// The largest seal: the most entries that a pack may have, with long names.
const SEAL_SIZE_MAX: u64 = 64 << 20;

/// The entries of a pack.
#[derive(Clone, Debug)]
pub struct Listing {
    data: Data,
    count: usize,
    row_bytes: usize,
    fingerprint: ContentHash,
}

/// Where the bytes are.
#[derive(Clone, Debug)]
enum Data {
    Memory(Arc<[u8]>),
    /// An open file and its length.
    File(Arc<File>, u64),
}

impl PartialEq for Listing {
    /// The same files with the same stamps.
    fn eq(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::Memory(one), Data::Memory(two)) => one == two,
            _ => self.fingerprint == other.fingerprint,
        }
    }
}

impl Eq for Listing {}

/// A row, read.
#[derive(Clone, Copy, Debug)]
struct Row {
    name_at: usize,
    name_len: usize,
    settled: bool,
    hash: ContentHash,
}

impl Listing {
    /// The listing of the files of a live pack.
    #[must_use]
    pub fn of(files: &[StampedFile]) -> Self {
        Self::build(files, LIVE_ROW_BYTES)
    }

    /// The listing of a pack in which nothing changes any more.
    #[must_use]
    pub fn sealed(&self) -> Self {
        Self::build(&self.files(), SEALED_ROW_BYTES)
    }

    fn build(files: &[StampedFile], row_bytes: usize) -> Self {
        let mut order: Vec<&StampedFile> = files.iter().collect();
        order.sort_by_key(|file| stem(&file.path));
        let names_len: usize = order.iter().map(|file| file.path.len()).sum();
        let mut bytes = Vec::with_capacity(HEADER_BYTES + order.len() * row_bytes + names_len);
        bytes.resize(HEADER_BYTES, 0);
        let mut hasher = PartHasher::new(FINGERPRINT_PURPOSE);
        let mut name_at = 0;
        for file in &order {
            hasher.part(stem(&file.path).as_bytes());
            hasher.part(file.hash.as_bytes());
            bytes.extend_from_slice(&(name_at as u32).to_le_bytes());
            bytes.extend_from_slice(&(file.path.len() as u16).to_le_bytes());
            bytes.extend_from_slice(&(if file.settled { SETTLED } else { 0 }).to_le_bytes());
            bytes.extend_from_slice(file.hash.as_bytes());
            if row_bytes == LIVE_ROW_BYTES {
                bytes.extend_from_slice(&file.stamp.to_bytes());
            }
            name_at += file.path.len();
        }
        order.iter().for_each(|file| bytes.extend_from_slice(file.path.as_bytes()));
        let fingerprint = hasher.finish();
        bytes[..8].copy_from_slice(MAGIC);
        bytes[COUNT_AT..COUNT_AT + 4].copy_from_slice(&(order.len() as u32).to_le_bytes());
        bytes[ROW_BYTES_AT..ROW_BYTES_AT + 4].copy_from_slice(&(row_bytes as u32).to_le_bytes());
        bytes[NAMES_AT..NAMES_AT + 8].copy_from_slice(&(names_len as u64).to_le_bytes());
        bytes[FINGERPRINT_AT..CHECKSUM_AT].copy_from_slice(fingerprint.as_bytes());
        let sum = header_sum(&bytes);
        bytes[CHECKSUM_AT..HEADER_BYTES].copy_from_slice(&sum);
        Listing { data: Data::Memory(bytes.into()), count: order.len(), row_bytes, fingerprint }
    }

    /// The listing that [`as_bytes`](Self::as_bytes) gave; `None` for other bytes.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let length = bytes.len() as u64;
        let (count, row_bytes, fingerprint) = header(bytes.get(..HEADER_BYTES)?, length)?;
        Some(Listing { data: Data::Memory(bytes.into()), count, row_bytes, fingerprint })
    }

    /// Its bytes; `None` if they are in a file and not read.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.data {
            Data::Memory(bytes) => Some(bytes),
            Data::File(..) => None,
        }
    }

    /// Opens the seal at `path`.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] if it is none, [`ErrorKind::Io`] if it cannot be read.
    pub fn open_seal(path: &Path) -> Result<Self> {
        let damaged = || {
            Error::new(ErrorKind::Damaged, format!("`{}` is no whole seal", path.display()))
                .hint("seal the pack again: `kb build --seal FOLDER`; without this file the pack is a live one")
        };
        let io = |error: &std::io::Error| Error::io("read", path, error);
        let file = File::open(path).map_err(|error| io(&error))?;
        let metadata = file.metadata().map_err(|error| io(&error))?;
        if !metadata.is_file() || metadata.len() > SEAL_SIZE_MAX {
            return Err(damaged());
        }
        let data = if metadata.len() <= READ_WHOLE_MAX || !cfg!(unix) {
            let bytes = super::stamp::read_file(path, SEAL_SIZE_MAX).map_err(|_| damaged())?.bytes;
            Data::Memory(bytes.into())
        } else {
            Data::File(Arc::new(file), metadata.len())
        };
        let head = data.get(0, HEADER_BYTES).ok_or_else(damaged)?;
        let (count, row_bytes, fingerprint) = header(&head, data.len()).ok_or_else(damaged)?;
        Ok(Listing { data, count, row_bytes, fingerprint })
    }

    /// Writes it as the seal of the pack in `root`, whole or not at all.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] or [`ErrorKind::DiskFull`] if it cannot be written.
    pub fn write_seal(&self, root: &Path) -> Result<()> {
        let path = root.join(SEAL_FILE);
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(".kb.seal-").tempfile_in(root)?;
            file.write_all(self.as_bytes().unwrap_or_default())?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            Ok(())
        };
        write().map_err(|error| Error::io("write", &path, &error))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The fingerprint of ids and contents: two packs with the same one hold the same entries.
    #[must_use]
    pub fn fingerprint(&self) -> ContentHash {
        self.fingerprint
    }

    /// The path under the pack's folder of entry `index`; empty if there is none.
    #[must_use]
    pub fn path(&self, index: usize) -> Cow<'_, str> {
        self.row(index).map_or(Cow::Borrowed(""), |row| self.name(row))
    }

    /// The id of entry `index`; `None` if there is none, or its name is damaged.
    #[must_use]
    pub fn id(&self, index: usize) -> Option<EntryId> {
        EntryId::new(stem(&self.path(index)))
    }

    /// What should be the id of entry `index`; empty if there is none.
    #[must_use]
    pub fn id_text(&self, index: usize) -> Cow<'_, str> {
        match self.path(index) {
            Cow::Borrowed(path) => Cow::Borrowed(stem(path)),
            Cow::Owned(path) => Cow::Owned(stem(&path).to_owned()),
        }
    }

    /// The hash of entry `index`.
    #[must_use]
    pub fn hash(&self, index: usize) -> Option<ContentHash> {
        Some(self.row(index)?.hash)
    }

    /// Where the entry `id` is, or where it would have to be.
    ///
    /// # Errors
    /// The place where it would stand.
    pub fn find(&self, id: &str) -> std::result::Result<usize, usize> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            let path = self.path(middle);
            match stem(&path).cmp(id) {
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// True if entry `index` is the file `path` with this stamp, and the stamp was settled.
    #[must_use]
    pub(super) fn is_unchanged(&self, index: usize, path: &str, stamp: &Stamp) -> bool {
        if self.row_bytes != LIVE_ROW_BYTES {
            return false;
        }
        let at = HEADER_BYTES + index * LIVE_ROW_BYTES;
        let is_stamp = |bytes: &[u8]| bytes == stamp.to_bytes();
        self.row(index).is_some_and(|row| row.settled && self.name(row) == path)
            && self.data.get(at + SEALED_ROW_BYTES, Stamp::BYTES).is_some_and(|bytes| is_stamp(&bytes))
    }

    /// All its files; stamps of a sealed pack are empty.
    #[must_use]
    pub fn files(&self) -> Vec<StampedFile> {
        let file = |index: usize| {
            let row = self.row(index)?;
            let at = HEADER_BYTES + index * self.row_bytes + SEALED_ROW_BYTES;
            let stamp = (self.row_bytes == LIVE_ROW_BYTES).then(|| self.data.get(at, Stamp::BYTES)).flatten();
            let stamp = stamp.and_then(|bytes| Stamp::from_bytes(&bytes)).unwrap_or_default();
            Some(StampedFile { path: self.name(row).into_owned(), stamp, hash: row.hash, settled: row.settled })
        };
        (0..self.count).filter_map(file).collect()
    }

    fn row(&self, index: usize) -> Option<Row> {
        if index >= self.count {
            return None;
        }
        let row = self.data.get(HEADER_BYTES + index * self.row_bytes, SEALED_ROW_BYTES)?;
        let (words, _) = row.as_chunks::<4>();
        let lengths = u32::from_le_bytes(words[1]);
        Some(Row {
            name_at: u32::from_le_bytes(words[0]) as usize,
            name_len: (lengths & 0xffff) as usize,
            settled: (lengths >> 16) as u16 & SETTLED != 0,
            hash: ContentHash::from_bytes(row[8..SEALED_ROW_BYTES].first_chunk::<32>()?),
        })
    }

    fn name(&self, row: Row) -> Cow<'_, str> {
        let at = HEADER_BYTES + self.count * self.row_bytes + row.name_at;
        match self.data.get(at, row.name_len) {
            Some(Cow::Borrowed(bytes)) => String::from_utf8_lossy(bytes),
            Some(Cow::Owned(bytes)) => String::from_utf8_lossy(&bytes).into_owned().into(),
            None => Cow::Borrowed(""),
        }
    }
}

impl Data {
    fn len(&self) -> u64 {
        match self {
            Data::Memory(bytes) => bytes.len() as u64,
            Data::File(_, length) => *length,
        }
    }

    /// The bytes at `at`; `None` where there are not so many.
    fn get(&self, at: usize, len: usize) -> Option<Cow<'_, [u8]>> {
        match self {
            Data::Memory(bytes) => bytes.get(at..at.checked_add(len)?).map(Cow::Borrowed),
            Data::File(file, _) => {
                let mut bytes = vec![0; len];
                read_at(file, &mut bytes, at as u64).ok()?;
                Some(Cow::Owned(bytes))
            }
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

/// Seals are read whole there.
#[cfg(not(unix))]
fn read_at(_file: &File, _bytes: &mut [u8], _at: u64) -> std::io::Result<()> {
    Err(std::io::Error::from(std::io::ErrorKind::Unsupported))
}

/// A path without its ending.
fn stem(path: &str) -> &str {
    path.get(..path.len().saturating_sub(ENDING_BYTES)).unwrap_or_default()
}

/// Rows, bytes of a row and fingerprint, if `head` begins a listing of `length` bytes.
fn header(head: &[u8], length: u64) -> Option<(usize, usize, ContentHash)> {
    let number = |at: usize| head.get(at..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes) as usize);
    let (count, row_bytes) = (number(COUNT_AT)?, number(ROW_BYTES_AT)?);
    let names = u64::from_le_bytes(*head.get(NAMES_AT..)?.first_chunk::<8>()?);
    let is_whole = head.starts_with(MAGIC)
        && (row_bytes == SEALED_ROW_BYTES || row_bytes == LIVE_ROW_BYTES)
        && head.get(CHECKSUM_AT..HEADER_BYTES)? == header_sum(head)
        && (HEADER_BYTES + count * row_bytes) as u64 + names == length;
    let fingerprint = ContentHash::from_bytes(head.get(FINGERPRINT_AT..)?.first_chunk::<32>()?);
    is_whole.then_some((count, row_bytes, fingerprint))
}

/// The first bytes of the hash of the header up to here.
fn header_sum(head: &[u8]) -> [u8; HEADER_BYTES - CHECKSUM_AT] {
    let mut sum = [0; HEADER_BYTES - CHECKSUM_AT];
    sum.copy_from_slice(&ContentHash::of(&head[..CHECKSUM_AT]).as_bytes()[..HEADER_BYTES - CHECKSUM_AT]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, number: u64) -> StampedFile {
        let stamp = Stamp { size_bytes: number, inode: 7, modified: (-1, 2), changed: (3, 4) };
        StampedFile { path: path.into(), stamp, hash: ContentHash::of(path.as_bytes()), settled: number > 1 }
    }

    fn listing() -> Listing {
        // In the order of ids, which is not that of paths.
        Listing::of(&[file("a/b.md", 1), file("a/b-c.md", 2), file("a/b/c.MD", 3)])
    }

    #[test]
    fn a_listing_gives_back_what_it_was_made_of_in_the_order_of_ids() {
        let listing = listing();
        let expected = [file("a/b.md", 1), file("a/b-c.md", 2), file("a/b/c.MD", 3)];
        assert_eq!(listing.files(), expected);
        let again = Listing::from_bytes(listing.as_bytes().unwrap().to_vec()).unwrap();
        assert_eq!((again.files(), again.fingerprint()), (listing.files(), listing.fingerprint()));
        for (index, file) in expected.iter().enumerate() {
            assert_eq!((listing.path(index), listing.hash(index)), (file.path.as_str().into(), Some(file.hash)));
            assert_eq!(listing.find(stem(&file.path)), Ok(index));
            assert_eq!(listing.is_unchanged(index, &file.path, &file.stamp), file.settled);
            assert!(!listing.is_unchanged(index, &file.path, &Stamp { size_bytes: 9, ..file.stamp }));
        }
        assert_eq!((listing.find("a/a"), listing.find("b")), (Err(0), Err(3)));
        assert_eq!((listing.path(3), listing.id(3), listing.hash(3)), ("".into(), None, None));
    }

    #[test]
    fn a_sealed_listing_is_the_same_without_stamps() {
        let (live, sealed) = (listing(), listing().sealed());
        assert_eq!(live.fingerprint(), sealed.fingerprint());
        assert!((0..3).all(|index| live.path(index) == sealed.path(index) && live.hash(index) == sealed.hash(index)));
        assert!(!sealed.is_unchanged(1, "a/b-c.md", &file("", 2).stamp));
    }

    #[test]
    fn damaged_bytes_are_refused_or_harmless() {
        let bytes = listing().as_bytes().unwrap().to_vec();
        for at in 0..bytes.len() {
            assert!(Listing::from_bytes(bytes[..at].to_vec()).is_none(), "cut at {at}");
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x41;
            match Listing::from_bytes(flipped) {
                None => assert!(at < HEADER_BYTES),
                Some(listing) => drop((listing.files(), listing.find("a/b"))),
            }
        }
    }

    #[test]
    fn a_large_seal_is_read_row_by_row() {
        let files: Vec<StampedFile> = (0..60_000).map(|number| file(&format!("s/{number:06}.md"), 5)).collect();
        let sealed = Listing::of(&files).sealed();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(SEAL_FILE);
        std::fs::write(&path, sealed.as_bytes().unwrap()).unwrap();
        let open = Listing::open_seal(&path).unwrap();
        assert_eq!(open.as_bytes().is_none(), cfg!(unix));
        assert_eq!((open.len(), open.fingerprint()), (60_000, sealed.fingerprint()));
        assert_eq!((open.find("s/031415"), open.path(31_415)), (Ok(31_415), "s/031415.md".into()));
        std::fs::write(&path, &sealed.as_bytes().unwrap()[..100]).unwrap();
        assert_eq!(Listing::open_seal(&path).unwrap_err().kind(), ErrorKind::Damaged);
    }
}
