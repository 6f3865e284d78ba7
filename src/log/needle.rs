//! Fixed words that line after line is searched for: what the search needs is made once, not for every line.
//!
//! What the words mean is left to those who look for them.

use std::sync::OnceLock;

use memchr::memmem::Finder;

/// Fixed bytes to look for.
#[derive(Debug)]
pub struct Needle {
    bytes: &'static [u8],
    finder: OnceLock<Finder<'static>>,
}

impl Needle {
    /// For a `static`.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Needle { bytes: text.as_bytes(), finder: OnceLock::new() }
    }

    /// Where it stands first in `bytes`.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Option<usize> {
        self.finder.get_or_init(|| Finder::new(self.bytes)).find(bytes)
    }

    /// Where it stands in `bytes`, ascending.
    pub fn find_all<'b>(&'b self, bytes: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
        self.finder.get_or_init(|| Finder::new(self.bytes)).find_iter(bytes)
    }

    /// True if it stands in `bytes`.
    #[must_use]
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        self.find(bytes).is_some()
    }

    /// Its length in bytes.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no needle is empty")]
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }
}
