//! The `MANIFEST` of a generation: which files belong to it and what is in them.
//!
//! One line of JSON and one line with its BLAKE3 hash, so that a flipped bit or a missing end of the manifest itself is
//! noticed like one in any other file. It is written last: a folder without it is no generation.

use serde::{Deserialize, Serialize};

use crate::corpus::ContentHash;

/// The version of the layout of a generation. With another one the prefix of the folders' names has to change, too, so that
/// two versions of the program can share a cache without replacing each other's generations.
pub const FORMAT: u32 = 1;

/// The file's name.
pub(super) const MANIFEST: &str = "MANIFEST";

/// The file on which readers hold a shared lock. It is empty and belongs to the folder, not to the content.
pub(super) const LOCK: &str = "LOCK";

/// The largest manifest that is read, in bytes: [`FILES_MAX`] files fit in.
pub(super) const MANIFEST_SIZE_MAX: u64 = 4 << 20;

/// The most files of a generation: a text index has about ten for each segment.
pub(super) const FILES_MAX: usize = 10_000;

/// The longest name of a file in bytes.
const NAME_LEN_MAX: usize = 200;

/// What is in a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// [`FORMAT`].
    pub(super) format: u32,
    /// What it was generated from.
    pub(super) fingerprint: ContentHash,
    /// Its files, sorted by name.
    pub(super) files: Vec<FileRecord>,
}

/// One file of a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileRecord {
    /// Its path in the folder, with `/` between parts.
    pub(super) name: String,
    /// Its length in bytes.
    pub(super) size_bytes: u64,
    /// What it holds.
    pub(super) hash: ContentHash,
}

impl Manifest {
    /// The content of the file.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let json = serde_json::to_string(self).expect("a manifest is made of strings and numbers only");
        format!("{json}\n{}\n", ContentHash::of(json.as_bytes())).into_bytes()
    }

    /// What the content of a file says; `None` if it is not exactly what [`to_bytes`](Self::to_bytes) wrote.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (json, hash) = text.strip_suffix('\n')?.split_once('\n')?;
        if hash != ContentHash::of(json.as_bytes()).to_hex() {
            return None;
        }
        let manifest: Manifest = serde_json::from_str(json).ok()?;
        let is_sorted = manifest.files.is_sorted_by(|one, two| one.name < two.name);
        (is_sorted && manifest.files.iter().all(|file| is_file_name(&file.name))).then_some(manifest)
    }

    /// The record of a file.
    pub(super) fn file(&self, name: &str) -> Option<&FileRecord> {
        self.files.binary_search_by(|file| file.name.as_str().cmp(name)).ok().map(|index| &self.files[index])
    }
}

/// True if `name` stays in the folder of its generation on every system: parts of letters, digits, `-`, `_` and `.`,
/// none of them hidden, and none that the generation needs itself.
pub(super) fn is_file_name(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.starts_with('.')
            && !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    name.len() <= NAME_LEN_MAX && name != MANIFEST && name != LOCK && name.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_the_folder() {
        for good in ["signatures.kbx", "text/meta.json", "a/b/c"] {
            assert!(is_file_name(good), "{good}");
        }
        for bad in ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/", ".managed", "C:\\x", "a b", "MANIFEST", "LOCK"] {
            assert!(!is_file_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_manifest_with_names_that_leave_the_folder_is_none() {
        let file = |name: &str| FileRecord { name: name.into(), size_bytes: 0, hash: ContentHash::of(b"") };
        let manifest = |files| Manifest { format: FORMAT, fingerprint: ContentHash::of(b"x"), files };
        let read = |manifest: &Manifest| Manifest::from_bytes(&manifest.to_bytes());
        let good = manifest(vec![file("a"), file("b")]);
        assert_eq!(read(&good), Some(good.clone()));
        assert_eq!(read(&manifest(vec![file("../a")])), None);
        assert_eq!(read(&manifest(vec![file("b"), file("a")])), None);
    }
}
