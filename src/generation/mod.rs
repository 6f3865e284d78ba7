//! Generated files, kept so that no reader ever sees half of them.
//!
//! A *generation* is a folder of files made from one corpus and found by its fingerprint:
//!
//! ```text
//! cache/
//!   CURRENT                 the fingerprint published last
//!   gen-<32 digits>/        the first half of the fingerprint
//!     LOCK                  empty; readers hold a shared lock on it
//!     …                     whatever was written
//!     MANIFEST              format, fingerprint, length and hash of each file; written last
//!   .build-<token>/         a generation in the making
//!   .build-<token>.lock     locked for as long as its maker lives
//!   .trash-<token>          a generation on its way out
//!   note-<name>             a small file that may be replaced at any time
//! ```
//!
//! Why this is safe:
//! - It is built beside the others and put in place by one rename, after everything was flushed to the disk. What
//!   was published is never written to again. A build killed at any moment leaves a folder that no reader looks at.
//! - Every byte is checked against the manifest before it is used ([`Generation::read`], [`Generation::verify`]), of large files once, until they
//!   change ([`Generation::content`]). A generation that is not what
//!   its manifest says is [`ErrorKind::Damaged`]: the caller builds it again, and the damaged one is moved out of the way.
//! - Two builds of one generation at once both end well: whoever is second finds that the place is taken, checks what is
//!   there, and uses it.
//! - Only what nobody reads is removed, as the locks tell; the system drops the lock of a process that dies.
//!
//! The Markdown is the truth and all of this is a cache: each error here means no more than that the caller works in memory.
//! What the files mean is left to those who write them.

mod build;
mod content;
mod manifest;
mod note;
mod tidy;

use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::corpus::ContentHash;
use crate::error::{Error, ErrorKind, Result};

pub use build::Build;
pub use content::Content;
pub use manifest::FORMAT;
use manifest::{LOCK, MANIFEST, MANIFEST_SIZE_MAX, Manifest};
pub use note::NOTE_SIZE_MAX;
pub use tidy::{KEEP_COUNT, LEFTOVER_AGE_MIN};

/// What the names of generations begin with; stands for [`FORMAT`] 1.
const PREFIX: &str = "gen-";

/// How many digits of the fingerprint stand in a folder's name: 128 bits never meet by chance, and the manifest holds all.
const NAME_DIGITS: usize = 32;

/// The file that says what was published last.
const CURRENT: &str = "CURRENT";

/// The largest file that [`Generation::read`] reads whole, in bytes: checking it takes about 4 ms. [`Generation::content`] maps larger ones.
pub const READ_SIZE_MAX: u64 = 8 << 20;

/// How often opening begins again because the generation was replaced at that very moment.
const OPEN_ATTEMPTS: usize = 4;

/// A folder of generations.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
}

impl Store {
    /// The store in `dir`, which need not exist: nothing is touched before something is asked for.
    #[must_use]
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Store { dir: dir.into() }
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The generation made from `fingerprint`; `None` if there is none.
    ///
    /// Manifest and lengths are checked here, contents when they are read. The generation is not removed while it is open.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Damaged`] if it is damaged, cut off or foreign: build it again. [`ErrorKind::Io`] if it cannot be read.
    pub fn open(&self, fingerprint: &ContentHash) -> Result<Option<Generation>> {
        Generation::open(&self.place(fingerprint), fingerprint)
    }

    /// The generation published last, by whomever; `None` if there is none.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub fn current(&self) -> Result<Option<Generation>> {
        let named = read_at_most(&self.dir.join(CURRENT), 100).ok().and_then(|bytes| {
            let text = String::from_utf8(bytes).ok()?;
            ContentHash::from_hex(text.strip_suffix('\n')?)
        });
        named.map_or(Ok(None), |fingerprint| self.open(&fingerprint))
    }

    /// Begins a new generation for `fingerprint`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where the folder cannot be made or written, [`ErrorKind::DiskFull`] without space.
    pub fn begin(&self, fingerprint: &ContentHash) -> Result<Build> {
        Build::begin(self, fingerprint)
    }

    /// Where the generation of `fingerprint` is.
    fn place(&self, fingerprint: &ContentHash) -> PathBuf {
        self.dir.join(format!("{PREFIX}{}", &fingerprint.to_hex()[..NAME_DIGITS]))
    }
}

/// A published generation, open for reading.
#[derive(Debug)]
pub struct Generation {
    dir: PathBuf,
    manifest: Manifest,
    /// Holds the shared lock; `None` where the file system has no locks (nothing is removed there either).
    _lock: Option<File>,
}

impl Generation {
    /// Opens the generation in `dir`.
    fn open(dir: &Path, fingerprint: &ContentHash) -> Result<Option<Self>> {
        let mut lockless_count = 0;
        for _ in 0..OPEN_ATTEMPTS {
            let lock = match File::open(dir.join(LOCK)) {
                Ok(lock) => lock,
                Err(error) if is_missing(&error) && fs::symlink_metadata(dir).is_ok() => {
                    // Or it was put in place between the two looks: then the next one finds it.
                    lockless_count += 1;
                    continue;
                }
                Err(error) if is_missing(&error) => return Ok(None),
                Err(error) => return Err(failure("open", &dir.join(LOCK), &error)),
            };
            let lock = match lock.try_lock_shared() {
                Ok(()) => Some(lock),
                // Somebody is about to remove it.
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(_)) => None,
            };
            let manifest = Self::manifest(dir, fingerprint);
            // The lock is worth something only if it is the one of what was read.
            if lock.as_ref().is_none_or(|lock| is_at(lock, &dir.join(LOCK))) {
                return manifest.map(|manifest| Some(Generation { dir: dir.to_owned(), manifest, _lock: lock }));
            }
        }
        if lockless_count == OPEN_ATTEMPTS { Err(damaged(dir, "its lock file is missing")) } else { Ok(None) }
    }

    /// Reads and checks the manifest in `dir`, and the lengths of the files.
    fn manifest(dir: &Path, fingerprint: &ContentHash) -> Result<Manifest> {
        let path = dir.join(MANIFEST);
        let bytes = match read_at_most(&path, MANIFEST_SIZE_MAX) {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => return Err(damaged(dir, "its manifest is missing")),
            Err(error) => return Err(failure("read", &path, &error)),
        };
        let manifest = Manifest::from_bytes(&bytes).ok_or_else(|| damaged(dir, "its manifest is not whole"))?;
        if manifest.format != FORMAT {
            return Err(damaged(dir, "another version of kb wrote it"));
        }
        if manifest.fingerprint != *fingerprint {
            return Err(damaged(dir, "it was made from something else"));
        }
        for file in &manifest.files {
            let size_bytes =
                fs::metadata(dir.join(&file.name)).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
            if size_bytes != Some(file.size_bytes) {
                return Err(damaged(dir, &format!("`{}` is missing or has another length", file.name)));
            }
        }
        Ok(manifest)
    }

    /// What it was made from.
    #[must_use]
    pub fn fingerprint(&self) -> ContentHash {
        self.manifest.fingerprint
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Names and lengths in bytes of its files, sorted by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.manifest.files.iter().map(|file| (file.name.as_str(), file.size_bytes))
    }

    /// Where the file `name` is; `None` if there is none. What stands there is unchecked.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.manifest.file(name).map(|file| self.dir.join(&file.name))
    }

    /// Reads the file `name` whole and checks it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if the generation has no such file, [`ErrorKind::Damaged`] if it is not what was written,
    /// [`ErrorKind::BadInput`] if it is larger than [`READ_SIZE_MAX`], [`ErrorKind::Io`] if it cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<u8>> {
        let missing = || Error::new(ErrorKind::NotFound, format!("`{}` holds no file `{name}`", self.dir.display()));
        let record = self.manifest.file(name).ok_or_else(missing)?;
        if record.size_bytes > READ_SIZE_MAX {
            let message = format!("`{name}` has more than {} MiB and is not read whole", READ_SIZE_MAX >> 20);
            return Err(Error::new(ErrorKind::BadInput, message));
        }
        let path = self.dir.join(name);
        let bytes = match read_at_most(&path, record.size_bytes) {
            Ok(bytes) => bytes,
            Err(error) if is_missing(&error) => return Err(damaged(&self.dir, &format!("`{name}` is missing"))),
            Err(error) => return Err(failure("read", &path, &error)),
        };
        if bytes.len() as u64 != record.size_bytes || ContentHash::of(&bytes) != record.hash {
            return Err(damaged(&self.dir, &format!("`{name}` is not what was written")));
        }
        Ok(bytes)
    }

    /// Checks every byte of every file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Damaged`] if one is not what was written, [`ErrorKind::Io`] if one cannot be read.
    pub fn verify(&self) -> Result<()> {
        for record in &self.manifest.files {
            let path = self.dir.join(&record.name);
            let (size_bytes, hash) = match build::measure(&path) {
                Ok(measured) => measured,
                Err(error) if is_missing(&error) => {
                    return Err(damaged(&self.dir, &format!("`{}` is missing", record.name)));
                }
                Err(error) => return Err(failure("read", &path, &error)),
            };
            if size_bytes != record.size_bytes || hash != record.hash {
                return Err(damaged(&self.dir, &format!("`{}` is not what was written", record.name)));
            }
        }
        Ok(())
    }
}

/// The error for a generation that cannot be trusted.
fn damaged(dir: &Path, reason: &str) -> Error {
    Error::new(ErrorKind::Damaged, format!("the generated files in `{}` are damaged: {reason}", dir.display()))
        .hint("nothing is lost: they are built again from the entries")
}

/// What the system said, with words of its own for a full disk.
fn failure(verb: &str, path: &Path, error: &io::Error) -> Error {
    let usual = Error::io(verb, path, error);
    match usual.kind() {
        ErrorKind::DiskFull => {
            let message = format!("No space left on the disk: cannot {verb} `{}`", path.display());
            Error::new(ErrorKind::DiskFull, message)
                .hint("free some space; until then kb works without its cache, only slower")
        }
        // Of what is asked for here nothing was named by the caller.
        ErrorKind::NotFound => Error::new(ErrorKind::Io, usual.to_string()),
        _ => usual,
    }
}

/// True if a path leads to no file: nowhere, through a file, or to a folder.
fn is_missing(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | IsADirectory)
}

/// The content of a file, one byte more than `size_bytes_max` at most: what is too long is noticed by its length.
fn read_at_most(path: &Path, size_bytes_max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size_bytes_max.min(READ_SIZE_MAX)).unwrap_or(0).min(64 << 10));
    File::open(path)?.take(size_bytes_max + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// True if `path` still leads to the open `file`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().and_then(|open| Ok(identity(open) == identity(fs::metadata(path)?))).unwrap_or(false)
}

/// True: where a folder with open files cannot be renamed, the path cannot lead to another one.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_one() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let error = failure("write", Path::new("cache/x"), &io::Error::from(kind));
            assert_eq!(error.kind(), ErrorKind::DiskFull);
            assert!(error.to_string().starts_with("No space left on the disk") && error.repair().is_some());
        }
    }
}
