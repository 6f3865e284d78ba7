//! Logs that stand in a file of their own: `log file="name.log"`.
//!
//! The path is relative to the entry's file and must stay inside the entry's pack, so that a pack means the same
//! wherever it lies, and so that checking a foreign pack shows nothing of the user's own files.

use std::io;
use std::path::{Path, PathBuf};

use crate::entry::EntryId;

/// Bytes of one such file. One window of a log; an example is there to be read by people as well.
pub const EXAMPLE_FILE_SIZE_MAX: u64 = 8 << 20;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// There is no such file.
    Missing,
    /// It lies outside the pack.
    Outside,
    /// It is a folder or something else that is no file.
    NotAFile,
    /// It is larger than [`EXAMPLE_FILE_SIZE_MAX`].
    TooLarge,
    /// What the system says.
    Unreadable(String),
    /// The pack is not at hand as a folder (the built-in one): nothing is wrong, nothing can be checked.
    NotHere,
}

/// Reads files of packs.
pub trait ExampleFiles {
    /// The bytes of the file `path` of the pack at index `pack`. `path` is relative to the pack's folder, has
    /// `/` between its parts, and no part is `.`, `..` or empty.
    ///
    /// # Errors
    /// Why it is not read.
    fn read(&self, pack: usize, path: &str) -> Result<Vec<u8>, FileRefusal>;
}

/// The folders of the packs, in their order; `None` for a pack without one.
#[derive(Clone, Debug, Default)]
pub struct PackFolders(pub Vec<Option<PathBuf>>);

impl ExampleFiles for PackFolders {
    fn read(&self, pack: usize, path: &str) -> Result<Vec<u8>, FileRefusal> {
        match self.0.get(pack) {
            Some(Some(folder)) => read_inside(folder, path),
            _ => Err(FileRefusal::NotHere),
        }
    }
}

/// Reads `path` below `folder`; links must not lead out of it.
fn read_inside(folder: &Path, path: &str) -> Result<Vec<u8>, FileRefusal> {
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileRefusal::Missing,
        _ => FileRefusal::Unreadable(error.kind().to_string()),
    };
    let folder = folder.canonicalize().map_err(refused)?;
    let file = folder.join(path).canonicalize().map_err(refused)?;
    if !file.starts_with(&folder) {
        return Err(FileRefusal::Outside);
    }
    let facts = file.metadata().map_err(refused)?;
    if !facts.is_file() {
        return Err(FileRefusal::NotAFile);
    }
    if facts.len() > EXAMPLE_FILE_SIZE_MAX {
        return Err(FileRefusal::TooLarge);
    }
    std::fs::read(&file).map_err(refused)
}

/// The path below the pack's folder that `file` means in the entry `id`; `None` if it leads out of the pack.
pub(super) fn path_in_pack(id: &EntryId, file: &str) -> Option<String> {
    // A backslash or a colon separates or selects a drive on some systems: then packs would differ by system.
    if file.starts_with('/') || file.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = id.as_str().split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stay_inside_their_pack() {
        let id = EntryId::new("docker/compose/port").unwrap();
        for (file, path) in [
            ("port.log", Some("docker/compose/port.log")),
            ("./logs//port.log", Some("docker/compose/logs/port.log")),
            ("../port.log", Some("docker/port.log")),
            ("../../port.log", Some("port.log")),
            ("../../../port.log", None),
            ("/etc/passwd", None),
            ("C:\\port.log", None),
            ("..\\..\\..\\port.log", None),
        ] {
            assert_eq!(path_in_pack(&id, file).as_deref(), path, "{file}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_pack_is_not_followed() {
        let outer = tempfile::tempdir().unwrap();
        let pack = outer.path().join("pack");
        std::fs::create_dir(&pack).unwrap();
        std::fs::write(outer.path().join("secret.log"), "x").unwrap();
        std::fs::write(pack.join("own.log"), "log").unwrap();
        std::os::unix::fs::symlink("../secret.log", pack.join("out.log")).unwrap();
        let folders = PackFolders(vec![Some(pack), None]);
        assert_eq!(folders.read(0, "own.log"), Ok(b"log".to_vec()));
        assert_eq!(folders.read(0, "out.log"), Err(FileRefusal::Outside));
        assert_eq!(folders.read(0, "none.log"), Err(FileRefusal::Missing));
        assert_eq!(folders.read(0, ""), Err(FileRefusal::NotAFile));
        assert_eq!(folders.read(1, "own.log"), Err(FileRefusal::NotHere));
    }
}
