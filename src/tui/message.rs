//! What happens to the UI ([`Message`]) and what it wants done ([`Command`]): plain data on both sides of `update`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::key::Key;
use crate::entry::{Entry, EntryId};
use crate::report::{self, Report};

/// Something happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted, its line ends as the terminal sent them.
    Paste(String),
    /// The terminal has this size now: columns and lines.
    Resize(u16, u16),
    /// The answer to [`Command::Match`] of this number.
    Matched {
        /// The request's number.
        number: u64,
        /// What was found.
        report: Box<Report>,
    },
    /// The answer to [`Command::Search`] of this number.
    Found {
        /// The request's number.
        number: u64,
        /// Entries for the words.
        found: Found,
    },
    /// The answer to [`Command::Load`] of this number.
    Loaded {
        /// The request's number.
        number: u64,
        /// The entry, or a sentence that says why there is none.
        loaded: Result<Box<Loaded>, String>,
    },
    /// The answer to [`Command::Copy`].
    Copied {
        /// Where the text was sent, or a sentence that says why nowhere.
        outcome: Result<String, String>,
    },
    /// The editor has ended; a sentence if it could not be run.
    Edited(Result<(), String>),
    /// The knowledge was read anew: how many entries and packs, or a sentence that says why not.
    Reopened(Result<(usize, usize), String>),
    /// Something else did not work; a sentence that says what.
    Failed(String),
    /// Bytes of the log read so far.
    Progress(usize),
}

/// Entries for words.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Diagnoses, if the words are themselves an error text that is known.
    pub known: Vec<report::Diagnosis>,
    /// Best first; none of `known`.
    pub hits: Vec<report::Hit>,
    /// How many there are in all.
    pub total: usize,
    /// What the user should know about the search.
    pub notices: Vec<String>,
}

/// An entry, ready to be shown.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The entry.
    pub entry: Arc<Entry>,
    /// The variables of its pack.
    pub vars: BTreeMap<String, String>,
    /// The file it is in; `None` if it is built in.
    pub file: Option<PathBuf>,
}

/// Something is to be done. Numbers grow; an answer to any but the newest number of its kind is dropped.
#[derive(Debug)]
pub enum Command {
    /// Match a log.
    Match {
        /// The request's number.
        number: u64,
        /// The log's name.
        name: String,
        /// The log.
        bytes: Arc<[u8]>,
    },
    /// Search for words.
    Search {
        /// The request's number.
        number: u64,
        /// What was typed.
        text: String,
    },
    /// Load an entry.
    Load {
        /// The request's number.
        number: u64,
        /// Which.
        id: EntryId,
    },
    /// Send a text to the clipboard.
    Copy {
        /// The text, as the entry has it with values filled in.
        text: String,
    },
    /// Open a file in the user's editor.
    Edit {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
    },
    /// Read the knowledge anew.
    Reopen,
    /// Go to the shell until it wakes the program.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Leave.
    Quit {
        /// The exit status.
        exit_code: u8,
        /// A text for standard output.
        print: Option<String>,
    },
}
