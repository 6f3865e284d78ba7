//! Removing what nobody needs: generations that were replaced, leftovers of builds that were killed.
//!
//! Nothing here fails: what cannot be removed now is removed by a later build. The locks tell what is in use;
//! without one to ask, age has to do. The time is read off a file of the build itself, so that the clock is the
//! file system's own.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::build::{ALIVE_SUFFIX, BUILD_PREFIX, CURRENT_SUFFIX};
use super::content::is_orphan;
use super::manifest::{LOCK, MANIFEST};
use super::note::NOTE_BUILD_PREFIX;
use super::{NAME_DIGITS, PREFIX, Store, is_at};

/// How many generations are kept whether or not somebody reads them, the newest ones. A cache serves all projects of a
/// user, each with a corpus of its own: eight of them can be used in turn without building again.
pub const KEEP_COUNT: usize = 8;

/// How old a leftover has to be when no lock tells that its maker is gone: no build takes ten minutes.
pub const LEFTOVER_AGE_MIN: Duration = Duration::from_secs(600);

/// What the names of generations on their way out begin with.
pub(super) const TRASH_PREFIX: &str = ".trash-";

/// Removes old generations other than the one in `own`, and leftovers of builds other than `own_token`.
///
/// `alive` is a file that was made by this build.
pub(super) fn tidy(store: &Store, own: &Path, alive: &File, own_token: &str) {
    let Ok(items) = fs::read_dir(&store.dir) else { return };
    let names: BTreeSet<String> = items.flatten().filter_map(|item| item.file_name().into_string().ok()).collect();
    let now = alive.metadata().and_then(|metadata| metadata.modified()).ok();
    remove_old(store, own, own_token, &names);
    let tokens: BTreeSet<&str> = names.iter().filter_map(|name| build_token(name)).collect();
    for token in tokens.into_iter().filter(|token| *token != own_token) {
        remove_build(&store.dir, token, now);
    }
    for name in names.iter().filter(|name| name.starts_with(TRASH_PREFIX)) {
        remove_trash(&store.dir.join(name));
    }
    for name in names.iter().filter(|name| name.starts_with(NOTE_BUILD_PREFIX)) {
        if is_old(&store.dir.join(name), now) {
            remove(&store.dir.join(name));
        }
    }
    // Of a generation that was there a moment ago, too: what remains is removed the next time.
    for name in names.iter().filter(|name| is_orphan(name, &names)) {
        remove(&store.dir.join(name));
    }
}

/// Removes the generations that are neither among the newest nor in use.
fn remove_old(store: &Store, own: &Path, own_token: &str, names: &BTreeSet<String>) {
    let published = |dir: &PathBuf| {
        let written = fs::metadata(dir.join(MANIFEST)).or_else(|_| fs::metadata(dir));
        written.and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let mut generations: Vec<(SystemTime, PathBuf)> = names
        .iter()
        .filter(|name| is_generation_name(name))
        .map(|name| store.dir.join(name))
        .filter(|dir| dir != own)
        .map(|dir| (published(&dir), dir))
        .collect();
    generations.sort_by(|one, two| two.cmp(one));
    // The own one is among those that are kept.
    for (index, (_, dir)) in generations.iter().enumerate().skip(KEEP_COUNT - 1) {
        remove_unread(dir, &store.dir.join(format!("{TRASH_PREFIX}{own_token}-old-{index}")));
    }
}

/// Removes the generation in `dir` by way of `aside`, unless somebody reads it.
fn remove_unread(dir: &Path, aside: &Path) {
    let Ok(lock) = File::open(dir.join(LOCK)) else { return };
    // Locked, it still has to be the lock of what stands there: others remove and publish at the same time.
    if lock.try_lock().is_err() || !is_at(&lock, &dir.join(LOCK)) {
        return;
    }
    // A folder with open files cannot be renamed on Windows, so that a reader that comes now prevents it there, too.
    let lock = (!cfg!(windows)).then_some(lock);
    // Out of sight in one step: nobody sees a generation with half of its files.
    if fs::rename(dir, aside).is_err() {
        return;
    }
    if lock.is_none_or(|lock| is_at(&lock, &aside.join(LOCK))) {
        remove(aside);
    } else {
        // Another one was put there in that very moment.
        let _ = fs::rename(aside, dir);
    }
}

fn is_generation_name(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|digits| {
        digits.len() == NAME_DIGITS && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

/// The token in the name of something that a build left.
fn build_token(name: &str) -> Option<&str> {
    let rest = name.strip_prefix(BUILD_PREFIX)?;
    Some(rest.strip_suffix(ALIVE_SUFFIX).or_else(|| rest.strip_suffix(CURRENT_SUFFIX)).unwrap_or(rest))
}

/// Removes what is left of a build whose maker is gone.
fn remove_build(store_dir: &Path, token: &str, now: Option<SystemTime>) {
    let path = |suffix: &str| store_dir.join(format!("{BUILD_PREFIX}{token}{suffix}"));
    let (dir, alive, current) = (path(""), path(ALIVE_SUFFIX), path(CURRENT_SUFFIX));
    let alive_file = File::open(&alive);
    let is_gone = match alive_file.as_ref().map(File::try_lock) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        Ok(Err(TryLockError::Error(_))) | Err(_) => [&dir, &alive, &current].iter().all(|path| is_old(path, now)),
    };
    if is_gone {
        remove(&dir);
        remove(&current);
        // Last, so that the others are found by it if this is interrupted.
        remove(&alive);
    }
}

/// Removes a generation that was moved aside, unless somebody still reads it.
fn remove_trash(path: &Path) {
    let in_use = File::open(path.join(LOCK)).is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
    if !in_use {
        remove(path);
    }
}

/// True if the path is absent or was last changed long ago.
fn is_old(path: &Path, now: Option<SystemTime>) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else { return true };
    let age = now.zip(metadata.modified().ok()).and_then(|(now, modified)| now.duration_since(modified).ok());
    age.is_some_and(|age| age >= LEFTOVER_AGE_MIN)
}

/// Removes a file or a folder with everything in it; links are removed, not followed.
fn remove(path: &Path) {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    let _ = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}
