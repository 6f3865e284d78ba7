//! The one error type of the engine.
//!
//! Opaque, with a kind to decide by and a message to show. Broken entries are not errors but
//! [diagnostics](crate::diagnostic); an error means that the work asked for could not be done.

use std::fmt;
use std::path::Path;

/// What went wrong, coarse enough to decide by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read or written.
    Io,
    /// The caller named something that does not exist: an entry, a folder.
    NotFound,
    /// The input cannot be what was asked for: a binary file, a bad pattern.
    BadInput,
    /// A generated file is damaged or foreign. The remedy is a rebuild.
    Damaged,
    /// A source is no longer what it was when it was read last. The remedy is to look again.
    Changed,
    /// The call makes no sense as it was made.
    Usage,
    /// No space is left on the disk.
    DiskFull,
}

/// An error that says what, where and how to mend it.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
}

/// The result of the engine's fallible calls.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of `kind`; `message` is one sentence without a full stop.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, message: message.into(), hint: None }
    }

    /// What the system said about `path`, in words.
    #[must_use]
    pub fn io(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorKind::DiskFull,
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            _ => ErrorKind::Io,
        };
        Error::new(kind, format!("cannot {verb} `{}`: {}", path.display(), system_words(error)))
    }

    /// The same with a repair, an imperative sentence.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The repair, if there is one.
    #[must_use]
    pub fn repair(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The system's message without `(os error 2)`, in lower case as part of a sentence.
pub(crate) fn system_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
