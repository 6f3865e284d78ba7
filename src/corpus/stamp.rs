//! How a file is known to be unchanged without reading it, and how files of a pack are read at all.
//!
//! A [`Stamp`] is what the file system says about a file: inode, size, time of the last change of content and
//! of the last change of anything. Two equal stamps mean the same content, but for one trap that every tool of this
//! kind has to mind: clocks of file systems tick coarsely, so that a file read and edited within one tick has the
//! same stamp before and after. Hence a stamp counts only if it was *settled* when the content was hashed: its
//! last change lay at least [`SETTLE`] back. Unsettled files are hashed again; that costs a read, never an answer.
//!
//! Reading asks for a regular file of limited size, whatever the path has become since it was found.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::ContentHash;

/// How old the last change of a file must be when it is hashed for its stamp to count. The coarsest clock in use
/// is FAT's with two seconds; ext4 and others tick every 4 to 10 ms.
pub const SETTLE: Duration = Duration::from_secs(2);

/// What the file system says about a file. Compared for equality only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size_bytes: u64,
    /// The inode; 0 where the system has none.
    pub inode: u64,
    /// When the content was last changed: seconds since 1970 and nanoseconds. Programs can set it back.
    pub modified: (i64, u32),
    /// When anything was last changed: seconds and nanoseconds; only the kernel sets it. 0 where the system has none.
    pub changed: (i64, u32),
}

impl Stamp {
    /// How many bytes a stamp takes when it is written down.
    pub const BYTES: usize = 40;

    /// It as bytes, little endian; equal stamps give equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.size_bytes.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.inode.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.modified.0.to_le_bytes());
        bytes[24..28].copy_from_slice(&self.modified.1.to_le_bytes());
        bytes[28..36].copy_from_slice(&self.changed.0.to_le_bytes());
        bytes[36..].copy_from_slice(&self.changed.1.to_le_bytes());
        bytes
    }

    /// The stamp that [`to_bytes`](Self::to_bytes) wrote; `None` if there are not as many bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let long = |at: usize| bytes.get(at..)?.first_chunk::<8>().map(|word| u64::from_le_bytes(*word));
        let word = |at: usize| bytes.get(at..)?.first_chunk::<4>().map(|word| u32::from_le_bytes(*word));
        let time = |at: usize| Some((long(at)?.cast_signed(), word(at + 8)?));
        Some(Stamp { size_bytes: long(0)?, inode: long(8)?, modified: time(16)?, changed: time(28)? })
    }

    /// The stamp of the file that `metadata` describes.
    #[cfg(unix)]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        // Nanoseconds lie within 0..1_000_000_000 on every Unix; anything else may as well be 0.
        let nanoseconds = |value: i64| u32::try_from(value).unwrap_or(0);
        Stamp {
            size_bytes: metadata.size(),
            inode: metadata.ino(),
            modified: (metadata.mtime(), nanoseconds(metadata.mtime_nsec())),
            changed: (metadata.ctime(), nanoseconds(metadata.ctime_nsec())),
        }
    }

    /// The stamp of the file that `metadata` describes.
    #[cfg(not(unix))]
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
        Stamp { size_bytes: metadata.len(), inode: 0, modified: since_epoch(modified), changed: (0, 0) }
    }

    /// True if the last change lies at least [`SETTLE`] before `now`.
    ///
    /// Without a `now`, and for changes in the future (clocks that differ), the answer is the safe one: no.
    #[must_use]
    pub fn is_settled(&self, now: Option<SystemTime>) -> bool {
        let Some(limit) = now.and_then(|now| now.checked_sub(SETTLE)) else { return false };
        // Where the kernel keeps its own time of change, that one decides: the other can be set at will.
        let last = if self.changed == (0, 0) { self.modified } else { self.changed };
        last <= since_epoch(limit)
    }
}

/// Seconds and nanoseconds since 1970; times before are taken as 1970.
fn since_epoch(time: SystemTime) -> (i64, u32) {
    let duration = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    (i64::try_from(duration.as_secs()).unwrap_or(i64::MAX), duration.subsec_nanos())
}

/// A file of a live pack as it was when its content was hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampedFile {
    /// The path under the pack's folder, with `/` between parts.
    pub path: String,
    /// What the file system said.
    pub stamp: Stamp,
    /// What was read.
    pub hash: ContentHash,
    /// True if an equal stamp later means equal content.
    pub settled: bool,
}

/// Why a file could not be read.
#[derive(Debug)]
pub(super) enum ReadFailure {
    /// The system refused.
    System(io::Error),
    /// It is no regular file.
    Special,
    /// It is larger than allowed.
    TooLarge,
}

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        ReadFailure::System(error)
    }
}

/// A file read whole.
pub(super) struct FileRead {
    /// Its content.
    pub(super) bytes: Vec<u8>,
    /// Its stamp when reading began.
    pub(super) stamp: Stamp,
    /// True if it did not change while it was read.
    pub(super) stable: bool,
}

/// Reads the regular file `path` if it has at most `size_bytes_max` bytes.
pub(super) fn read_file(path: &Path, size_bytes_max: u64) -> Result<FileRead, ReadFailure> {
    let mut file = open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(ReadFailure::Special);
    }
    if metadata.len() > size_bytes_max {
        return Err(ReadFailure::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    Read::by_ref(&mut file).take(metadata.len()).read_to_end(&mut bytes)?;
    let stamp = Stamp::of(&metadata);
    let stable = Stamp::of(&file.metadata()?) == stamp && bytes.len() as u64 == stamp.size_bytes;
    if !stable || bytes.is_empty() {
        // One more than allowed: the file may be growing, and some report no size at all.
        Read::by_ref(&mut file).take(size_bytes_max + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > size_bytes_max {
        return Err(ReadFailure::TooLarge);
    }
    Ok(FileRead { bytes, stamp, stable })
}

/// Opens for reading without ever waiting: a path may have become a FIFO since it was found.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(modified: i64, changed: i64) -> Stamp {
        Stamp { size_bytes: 1, inode: 1, modified: (modified, 0), changed: (changed, 0) }
    }

    #[test]
    fn only_a_change_two_seconds_back_is_settled() {
        let now = Some(UNIX_EPOCH + Duration::from_secs(100));
        let cases = [
            (stamp(98, 98), true),
            (stamp(99, 99), false),
            // Set back by `touch`: the kernel's own time tells.
            (stamp(1, 99), false),
            (stamp(98, 0), true),
            (stamp(99, 0), false),
            // In the future: another machine's clock.
            (stamp(500, 500), false),
        ];
        for (stamp, expected) in cases {
            assert_eq!(stamp.is_settled(now), expected, "{stamp:?}");
            assert!(!stamp.is_settled(None));
        }
    }

    #[test]
    fn a_file_is_read_up_to_the_limit_and_not_beyond() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"12345").unwrap();
        let read = read_file(file.path(), 5).ok().unwrap();
        assert_eq!((read.bytes.as_slice(), read.stable), (b"12345".as_slice(), true));
        assert!(matches!(read_file(file.path(), 4), Err(ReadFailure::TooLarge)));
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_file(folder.path(), 5), Err(ReadFailure::Special | ReadFailure::System(_))));
    }
}
