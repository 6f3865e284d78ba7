//! Where entries are written: into the user's own pack, the project's, or the one named for this run. A pack that is
//! there is taken as it is; the user's is made when it is first written to.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::corpus::{Layer, Pack};
use crate::entry::EntryId;

/// The file that makes a folder a pack.
const PACK_FILE: &str = "kb.toml";

/// The user's own pack among others of the user's.
const OWN_FOLDER: &str = "own";

/// A pack that entries can be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its folder; may not be there yet.
    pub folder: PathBuf,
    /// The folder as shown to the user.
    pub shown: String,
}

/// Where new entries go (the folder named for this run, else the project's pack, else the user's), and where changed
/// copies of built-in entries go (the user's). `user_dir` is the user's folder, which may not be there.
#[must_use]
pub fn places(packs: &[Pack], user_dir: Option<&Path>) -> (Option<Place>, Option<Place>) {
    let last_of = |layer: Layer| {
        let pack = packs.iter().rev().find(|pack| pack.layer == layer)?;
        Some(Place { folder: pack.root.clone()?, shown: pack.shown_root.clone() })
    };
    let own = user_dir.map(|dir| {
        let root = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_path_buf());
        let mut of_user = packs.iter().filter(|pack| pack.layer == Layer::User);
        let is_pack = of_user.clone().any(|pack| pack.root.as_ref() == Some(&root));
        // A `kb.toml` beside packs would make them one.
        let folder = if is_pack || of_user.next().is_none() { dir.to_path_buf() } else { dir.join(OWN_FOLDER) };
        Place { shown: folder.display().to_string(), folder }
    });
    let new = last_of(Layer::Named).or_else(|| last_of(Layer::Project)).or_else(|| own.clone());
    (new, own)
}

/// Writes a new entry into the pack at `folder`, which is made if it is not there.
///
/// # Errors
/// If there is such an entry already, or the file cannot be written.
pub fn write_new(folder: &Path, id: &EntryId, text: &str) -> io::Result<PathBuf> {
    let path = folder.join(format!("{id}.md"));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    match fs::File::create_new(folder.join(PACK_FILE)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let mut file = fs::File::create_new(&path)?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_makes_its_pack_and_never_replaces_another() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("deep/kb");
        let id = EntryId::new("docker/new").expect("an id");
        let path = write_new(&folder, &id, "one").expect("a file");
        assert!(path.ends_with("deep/kb/docker/new.md") && folder.join("kb.toml").exists());
        assert_eq!(write_new(&folder, &id, "two").map_err(|error| error.kind()), Err(io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read_to_string(path).expect("a file"), "one");
    }
}
