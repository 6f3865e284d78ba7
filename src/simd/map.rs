//! A file as memory, without reading it.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Deref;

use memmap2::Mmap;

/// Bytes that were read, or that stand in a file which is mapped.
pub enum Bytes {
    /// In memory.
    Read(Vec<u8>),
    /// In a file. What is not asked for is not read.
    Mapped(Mapped),
}

/// A mapped file.
pub struct Mapped(Mmap);

impl Bytes {
    /// Maps the whole of `file`, of which this must be true: nobody writes to it or truncates it for as long as it is mapped. That is
    /// so for published generations: they are never written to again, and removing one takes its name, not its bytes.
    ///
    /// # Errors
    /// What the system says: there are files and file systems that cannot be mapped.
    pub fn map(file: &File) -> io::Result<Self> {
        // SAFETY: nobody changes the file, see above. Whoever does so all the same changes numbers that are read through checked slices.
        Ok(Bytes::Mapped(Mapped(unsafe { Mmap::map(file) }?)))
    }

    /// The twin of [`map`](Self::map): the same bytes, read.
    ///
    /// # Errors
    /// What the system says.
    pub fn read(file: &mut File) -> io::Result<Self> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Bytes::Read(bytes))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Read(bytes) => bytes,
            Bytes::Mapped(map) => &map.0,
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::Read(bytes)
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if matches!(self, Bytes::Read(_)) { "read" } else { "mapped" };
        write!(f, "{} bytes, {how}", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_mapped_file_holds_what_a_read_one_does() {
        for len in [0, 1, 4095, 4096, 4097, 300_000] {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            let bytes: Vec<u8> = (0..len).map(|at: usize| (at * 7 % 251) as u8).collect();
            file.write_all(&bytes).unwrap();
            let mut file = file.reopen().unwrap();
            let mapped = Bytes::map(&file).unwrap();
            assert_eq!((&*mapped, &*Bytes::read(&mut file).unwrap()), (bytes.as_slice(), bytes.as_slice()), "{len}");
        }
    }

    #[test]
    fn a_file_that_is_removed_stays_mapped() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"still there").unwrap();
        let mapped = Bytes::map(&file.reopen().unwrap()).unwrap();
        drop(file);
        assert_eq!(&*mapped, b"still there");
    }
}
