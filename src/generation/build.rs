//! Making a generation beside the others and putting it in place.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempPath;

use super::manifest::{FILES_MAX, FORMAT, FileRecord, LOCK, MANIFEST, Manifest, is_file_name};
use super::{CURRENT, Generation, Store, failure, is_at, tidy};
use crate::corpus::ContentHash;
use crate::error::{Error, ErrorKind, Result};

/// What the names of builds begin with.
pub(super) const BUILD_PREFIX: &str = ".build-";

/// What the name of the file ends with that is locked while the maker of a build lives.
pub(super) const ALIVE_SUFFIX: &str = ".lock";

/// What the name of the new `CURRENT` ends with before it is put in place.
pub(super) const CURRENT_SUFFIX: &str = ".current";

/// How often a build begins again because another one took its first file for a leftover.
const BEGIN_ATTEMPTS: usize = 20;

/// How often putting in place is tried while others remove or replace what stands there.
const PLACE_ATTEMPTS: u32 = 50;

/// How long to wait for somebody who is removing what stands in the way.
const PLACE_PAUSE: Duration = Duration::from_millis(5);

/// A generation in the making. Dropped unpublished, it leaves nothing behind.
#[derive(Debug)]
pub struct Build {
    store: Store,
    fingerprint: ContentHash,
    dir: PathBuf,
    /// What was written by [`write`](Self::write), by name.
    written: BTreeMap<String, ContentHash>,
    /// Locked while this build lives; removed at its end.
    alive: File,
    alive_path: TempPath,
}

impl Build {
    pub(super) fn begin(store: &Store, fingerprint: &ContentHash) -> Result<Self> {
        fs::create_dir_all(&store.dir).map_err(|error| failure("create", &store.dir, &error))?;
        for _ in 0..BEGIN_ATTEMPTS {
            let (alive, alive_path) = tempfile::Builder::new()
                .prefix(BUILD_PREFIX)
                .suffix(ALIVE_SUFFIX)
                .tempfile_in(&store.dir)
                .map_err(|error| failure("write in", &store.dir, &error))?
                .into_parts();
            // Locked before the folder exists. Between the making of the file and its locking another build may
            // have taken it for a leftover; then it is that build's to remove, and this one begins again.
            // Where there are no locks at all, its age protects the folder.
            match alive.try_lock() {
                Err(TryLockError::WouldBlock) => continue,
                Ok(()) if !is_at(&alive, &alive_path) => continue,
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            let dir = alive_path.with_extension("");
            let written = BTreeMap::new();
            let build = Build { store: store.clone(), fingerprint: *fingerprint, dir, written, alive, alive_path };
            fs::create_dir(&build.dir).map_err(|error| failure("create", &build.dir, &error))?;
            return Ok(build);
        }
        Err(Error::new(
            ErrorKind::Io,
            format!("cannot write in `{}`: other builds remove what is begun", store.dir.display()),
        ))
    }

    /// The folder to write into, for those who write files of their own; names as for [`write`](Self::write).
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Writes the file `name`: parts of letters, digits, `-`, `_` and `.`, with `/` between them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] for any other name, [`ErrorKind::DiskFull`] or [`ErrorKind::Io`] if it cannot be written.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if !is_file_name(name) {
            return Err(Error::new(ErrorKind::Usage, format!("`{name}` cannot be the name of a generated file")));
        }
        let path = self.dir.join(name);
        let folder = path.parent().unwrap_or(&self.dir);
        fs::create_dir_all(folder).map_err(|error| failure("create", folder, &error))?;
        fs::write(&path, bytes).map_err(|error| failure("write", &path, &error))?;
        self.written.insert(name.to_owned(), ContentHash::of(bytes));
        Ok(())
    }

    /// Flushes everything, puts it in place and opens it. If somebody was first, theirs is opened.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::DiskFull`] or [`ErrorKind::Io`]; nothing has changed then.
    pub fn publish(self) -> Result<Generation> {
        let mut files = Vec::new();
        self.seal("", &mut files)?;
        files.sort_by(|one, two| one.name.cmp(&two.name));
        if files.len() > FILES_MAX {
            return Err(Error::new(ErrorKind::Usage, format!("a generation has at most {FILES_MAX} files")));
        }
        self.check_written(&files)?;
        let lock = self.dir.join(LOCK);
        // Empty: flushing the folder keeps all there is of it.
        File::create(&lock).map_err(|error| failure("create", &lock, &error))?;
        self.write_synced(MANIFEST, &Manifest { format: FORMAT, fingerprint: self.fingerprint, files }.to_bytes())?;
        sync_folder(&self.dir)?;
        // Read from the first moment on: others may publish so much meanwhile that this one is old at once.
        let reading = self.lock_for_reading();
        let generation = self.put_in_place()?;
        drop(reading);
        sync_folder(&self.store.dir)?;
        // It only says what was published last; the generation itself is found without it.
        let _ = self.write_current();
        tidy::tidy(&self.store, &generation.dir, &self.alive, &self.token());
        Ok(generation)
    }

    /// Flushes and records every file in and below `below`, folders last.
    fn seal(&self, below: &str, files: &mut Vec<FileRecord>) -> Result<()> {
        let folder = if below.is_empty() { self.dir.clone() } else { self.dir.join(below) };
        let cannot = |error: io::Error| failure("read", &folder, &error);
        for item in fs::read_dir(&folder).map_err(cannot)? {
            let item = item.map_err(cannot)?;
            let kind = item.file_type().map_err(cannot)?;
            let own_name = item.file_name().to_string_lossy().into_owned();
            let name = if below.is_empty() { own_name } else { format!("{below}/{own_name}") };
            if !is_file_name(&name) || !(kind.is_file() || kind.is_dir()) {
                return Err(Error::new(ErrorKind::Usage, format!("`{name}` cannot be part of a generation")));
            }
            if kind.is_dir() {
                self.seal(&name, files)?;
                continue;
            }
            sync_file(&item.path()).map_err(|error| failure("write", &item.path(), &error))?;
            let (size_bytes, hash) = measure(&item.path()).map_err(|error| failure("read", &item.path(), &error))?;
            files.push(FileRecord { name, size_bytes, hash });
        }
        if below.is_empty() { Ok(()) } else { sync_folder(&folder) }
    }

    /// Nothing is published with a file missing or changed, whatever happened to the folder meanwhile.
    fn check_written(&self, files: &[FileRecord]) -> Result<()> {
        let is_there = |(name, hash): &(&String, &ContentHash)| {
            let found = files.binary_search_by(|file| file.name.cmp(name));
            found.is_ok_and(|index| files[index].hash == **hash)
        };
        match self.written.iter().find(|written| !is_there(written)) {
            None => Ok(()),
            Some((name, _)) => {
                let path = self.dir.join(name);
                Err(Error::new(
                    ErrorKind::Io,
                    format!("`{}` was changed or removed while it was built", path.display()),
                ))
            }
        }
    }

    fn write_synced(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.dir.join(name);
        let write = || -> io::Result<()> {
            let mut file = File::create(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|error| failure("write", &path, &error))
    }

    /// The shared lock of a reader. `None` where there are no locks, and where a folder with open files cannot be renamed.
    fn lock_for_reading(&self) -> Option<File> {
        let lock = File::open(self.dir.join(LOCK)).ok().filter(|_| !cfg!(windows))?;
        lock.try_lock_shared().is_ok().then_some(lock)
    }

    /// One rename, or, where the place is taken, a look at what is there.
    fn put_in_place(&self) -> Result<Generation> {
        let place = self.store.place(&self.fingerprint);
        let mut last_error = None;
        for attempt in 0..PLACE_ATTEMPTS {
            let is_ours = match fs::rename(&self.dir, &place) {
                Ok(()) => true,
                Err(error) if fs::symlink_metadata(&place).is_err() => {
                    // Not in the way of anything: it was removed just now, or renaming does not work here.
                    last_error = Some(failure("create", &place, &error));
                    std::thread::sleep(PLACE_PAUSE);
                    continue;
                }
                Err(_) => false,
            };
            let there = self.store.open(&self.fingerprint);
            // What was measured a moment ago need not be read once more.
            let checked = |there: Generation| if is_ours { Ok(there) } else { there.verify().map(|()| there) };
            match there.and_then(|there| there.map(checked).transpose()) {
                Ok(Some(generation)) => return Ok(generation),
                Ok(None) => std::thread::sleep(PLACE_PAUSE),
                Err(error) if error.kind() == ErrorKind::Damaged => {
                    self.move_aside(&place, attempt)?;
                    last_error = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        Err(last_error.unwrap_or_else(|| {
            Error::new(ErrorKind::Io, format!("`{}` is being removed by another process", place.display()))
        }))
    }

    /// Moves what cannot be trusted out of the way.
    fn move_aside(&self, place: &Path, attempt: u32) -> Result<()> {
        let aside = self.store.dir.join(format!("{}{}-{attempt}", tidy::TRASH_PREFIX, self.token()));
        match fs::rename(place, &aside) {
            Ok(()) => {}
            Err(error) if super::is_missing(&error) => return Ok(()),
            Err(error) => return Err(failure("replace", place, &error)),
        }
        // Somebody may have put a good one there since it was looked at. Then it goes back; if the place was
        // taken again meanwhile, by a third one, either will do.
        let is_good = Generation::open(&aside, &self.fingerprint)
            .is_ok_and(|moved| moved.is_some_and(|moved| moved.verify().is_ok()));
        if is_good {
            let _ = fs::rename(&aside, place);
        }
        Ok(())
    }

    /// Replaces `CURRENT` as a whole. It is not flushed: should the system go down now and leave another one or half of it, the
    /// next build is told less of what it could use again.
    fn write_current(&self) -> io::Result<()> {
        let new = self.alive_path.with_extension(&CURRENT_SUFFIX[1..]);
        let written = fs::write(&new, format!("{}\n", self.fingerprint));
        let replaced = written.and_then(|()| fs::rename(&new, self.store.dir.join(CURRENT)));
        if replaced.is_err() {
            let _ = fs::remove_file(&new);
        }
        replaced
    }

    /// What tells this build's files from others'.
    fn token(&self) -> String {
        let name = self.dir.file_name().unwrap_or_default().to_string_lossy();
        name.strip_prefix(BUILD_PREFIX).unwrap_or(&name).to_owned()
    }
}

impl Drop for Build {
    fn drop(&mut self) {
        // Published, it is no longer there. What cannot be removed now is removed by a later build.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Length in bytes and hash of a file.
pub(super) fn measure(path: &Path) -> io::Result<(u64, ContentHash)> {
    ContentHash::of_reader(File::open(path)?)
}

/// Flushes a file's content to the disk.
fn sync_file(path: &Path) -> io::Result<()> {
    // For writing: not every system flushes what was opened for reading.
    OpenOptions::new().read(true).write(true).open(path)?.sync_all()
}

/// Flushes the names in a folder to the disk.
fn sync_folder(path: &Path) -> Result<()> {
    sync_folder_raw(path).map_err(|error| failure("write", path, &error))
}

#[cfg(unix)]
fn sync_folder_raw(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some network file systems know no such thing for folders.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Nothing: elsewhere folders cannot be opened, and names are flushed with the file.
#[cfg(not(unix))]
fn sync_folder_raw(_path: &Path) -> io::Result<()> {
    Ok(())
}
