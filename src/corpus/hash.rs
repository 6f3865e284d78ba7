//! The one hash of the program: BLAKE3, shown as 64 hexadecimal digits.
//!
//! It names the content of entries and generated files, and whole corpora (their *fingerprint*).

use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The BLAKE3 hash of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash(blake3::Hash);

impl ContentHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        ContentHash(blake3::hash(bytes))
    }

    /// Length in bytes and hash of everything that `reader` gives.
    ///
    /// # Errors
    ///
    /// Whatever reading fails with.
    pub fn of_reader(reader: impl Read) -> io::Result<(u64, Self)> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok((hasher.count(), ContentHash(hasher.finalize())))
    }

    /// The hash that `text` writes in 64 hexadecimal digits; `None` if it is anything else.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(ContentHash)
    }

    /// The 64 hexadecimal digits, lower case.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.to_hex().to_string()
    }

    /// The hash that these 32 bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: &[u8; 32]) -> Self {
        ContentHash(blake3::Hash::from_bytes(*bytes))
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

impl Serialize for ContentHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_hex())
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        ContentHash::from_hex(&text).ok_or_else(|| de::Error::custom("not a BLAKE3 hash in hexadecimal digits"))
    }
}

/// Feeds a hash with parts that cannot run into each other: each is preceded by its length.
pub(super) struct PartHasher(blake3::Hasher);

impl PartHasher {
    /// A hash of parts for one `purpose`; another purpose gives other hashes for the same parts.
    pub(super) fn new(purpose: &str) -> Self {
        PartHasher(blake3::Hasher::new_derive_key(purpose))
    }

    /// Adds one part.
    pub(super) fn part(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.update(bytes);
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: usize) {
        self.0.update(&(number as u64).to_le_bytes());
    }

    /// The hash of all parts.
    pub(super) fn finish(&self) -> ContentHash {
        ContentHash(self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let hash = |parts: &[&str]| {
            let mut hasher = PartHasher::new("kb test");
            parts.iter().for_each(|part| hasher.part(part.as_bytes()));
            hasher.finish()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["ab"]), hash(&["ab", ""]));
    }

    #[test]
    fn a_hash_survives_json_and_refuses_other_text() {
        let hash = ContentHash::of(b"kb");
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<ContentHash>(&json).unwrap(), hash);
        assert!(serde_json::from_str::<ContentHash>("\"12\"").is_err());
    }
}
