//! What happens to the UI ([`Message`]) and what it wants done ([`Command`]): plain data on both sides of `update`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::catalog::Catalog;
use super::key::Key;
use super::log_text::LogText;
use crate::diagnostic::Diagnostic;
use crate::entry::{Entry, EntryId};
use crate::knowledge_base::why::Why;
use crate::report::{self, EntrySource, Report};

/// Something happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted, its line ends as the terminal sent them.
    Paste(String),
    /// The rest of a text whose paste seemed to have ended.
    PasteMore(String),
    /// The mouse, if it is listened to.
    Mouse(Mouse),
    /// More of the log that the program was started with.
    Grown {
        /// Its name.
        name: String,
        /// All that there is now.
        log: LogText,
        /// A sentence if it could not be read to its end; `None` while it goes on or if it ended well.
        failure: Option<String>,
        /// True if it has ended.
        is_whole: bool,
    },
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
    /// The answer to [`Command::Explain`] of this number.
    Explained {
        /// The request's number.
        number: u64,
        /// The explanation, or a sentence that says why there is none.
        why: Result<Box<Why>, String>,
    },
    /// The answer to [`Command::Catalog`].
    Catalog(Arc<Catalog>),
    /// The answer to [`Command::Check`] of this number.
    Checked {
        /// The request's number.
        number: u64,
        /// What is wrong, or a sentence that says why that is not known.
        checked: Result<Checked, String>,
    },
    /// The answer to [`Command::Run`]: how the command has ended, or why it could not be run; in words.
    Ran(Result<String, String>),
    /// The answer to [`Command::Create`]: the editor has ended. `false`: nothing was written, the file is gone again.
    Created(Result<bool, String>),
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

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub what: MouseAct,
    /// 0-based column.
    pub column: u16,
    /// 0-based line.
    pub row: u16,
}

/// What a mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button was pressed.
    Click,
    /// The wheel was turned away from the user.
    WheelUp,
    /// The wheel was turned to the user.
    WheelDown,
}

/// Entries for words.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Diagnoses, if the words are themselves an error text that is known.
    pub known: Vec<report::Diagnosis>,
    /// Best first; none of `known`.
    pub hits: Vec<report::Hit>,
    /// How many were asked for.
    pub limit: usize,
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
    /// Where it stands.
    pub source: EntrySource,
}

/// What is wrong with an entry that was written.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Errors and warnings, by place.
    pub found: Vec<Diagnostic>,
    /// Its file.
    pub file: Option<PathBuf>,
    /// True if it has a signature.
    pub has_signature: bool,
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
        /// How many entries at most.
        limit: usize,
    },
    /// Load an entry.
    Load {
        /// The request's number.
        number: u64,
        /// Which.
        id: EntryId,
    },
    /// Explain why an entry matches a log, or why not.
    Explain {
        /// The request's number.
        number: u64,
        /// The entry.
        id: EntryId,
        /// The log's name.
        name: String,
        /// The log.
        bytes: Arc<[u8]>,
    },
    /// Read all entries in short.
    Catalog,
    /// Check an entry that was written.
    Check {
        /// The request's number.
        number: u64,
        /// Which.
        id: EntryId,
    },
    /// Run a command in the normal screen. The user has agreed.
    Run {
        /// The command.
        code: String,
        /// The language of its block.
        lang: String,
    },
    /// Write a new file into a pack and open it in the user's editor.
    Create {
        /// The folder of the pack, which may not be there yet.
        folder: PathBuf,
        /// The entry.
        id: EntryId,
        /// What stands in the file.
        text: String,
        /// 1-based line.
        line: usize,
        /// True: a file that was not changed is taken away again.
        is_draft: bool,
    },
    /// Listen to the mouse, or no longer.
    Mouse(bool),
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
