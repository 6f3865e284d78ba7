//! The state of the UI: plain data. [`super::update`] changes it, the views read it.

use std::sync::Arc;

use super::document::Document;
use super::keymap::{Keymap, Mode};
use super::layout::Areas;
use super::log_text::{LogText, Mark};
use super::message::{Found, Loaded};
use crate::entry::{EntryId, EntryKind};
use crate::report::{Diagnosis, EntrySource, Hit, Report};

/// Logs that `u` can go back to.
pub const HISTORY_MAX: usize = 50;

/// Bytes of logs that `u` can go back to, so that fifty logs of 100 MB are not kept.
pub const HISTORY_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Characters of the search box. Longer texts are pasted, and a paste is a log.
pub const QUERY_CHARS_MAX: usize = 1_000;

/// Which part of the screen gets the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The search box.
    #[default]
    Input,
    /// The list of results.
    List,
    /// The entry or the log.
    Pane,
}

/// A result: an entry and why it is shown.
#[derive(Clone, Debug)]
pub enum Item {
    /// It explains the log, or is like it.
    Diagnosis(Box<Diagnosis>),
    /// It answers the words.
    Hit(Box<Hit>),
}

impl Item {
    /// The entry.
    #[must_use]
    pub fn id(&self) -> &EntryId {
        match self {
            Item::Diagnosis(one) => &one.id,
            Item::Hit(hit) => &hit.id,
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Item::Diagnosis(one) => &one.title,
            Item::Hit(hit) => &hit.title,
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> EntryKind {
        match self {
            Item::Diagnosis(one) => one.kind,
            Item::Hit(hit) => hit.kind,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn source(&self) -> &EntrySource {
        match self {
            Item::Diagnosis(one) => &one.source,
            Item::Hit(hit) => &hit.source,
        }
    }
}

/// Where a log came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was pasted.
    Pasted,
    /// It was given when the program was started.
    Given,
}

/// A log and, once it is there, the answer to it.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name in the answer; `-` for what was pasted or came through a pipe.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// Its lines.
    pub log: LogText,
    /// The answer.
    pub report: Option<Box<Report>>,
    /// The evidence of the answer in the log.
    pub marks: Vec<Mark>,
}

/// The search box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryBox {
    /// What was typed.
    pub text: String,
    /// Where the cursor stands: a byte offset on a character boundary.
    pub cursor: usize,
}

/// A sentence at the bottom, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub text: String,
    /// True if something did not work.
    pub is_error: bool,
}

/// Numbers of requests, so that old answers are known as such. `Some`: an answer is awaited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// The number given last.
    pub last: u64,
    /// The log that is being matched.
    pub matching: Option<u64>,
    /// The words that are being searched for.
    pub search: Option<u64>,
    /// The entry that is being loaded.
    pub load: Option<u64>,
}

impl Requests {
    /// A number for a new request.
    pub fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}

/// Everything the UI knows.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Columns of the screen.
    pub width: u16,
    /// Lines of the screen.
    pub height: u16,
    /// The keys in force.
    pub keymap: Arc<Keymap>,
    /// Entries in force.
    pub entry_count: usize,
    /// Packs in force.
    pub pack_count: usize,
    /// Who gets the keys.
    pub focus: Focus,
    /// True: the pane has the whole body.
    pub is_full: bool,
    /// True: the pane shows the log.
    pub shows_log: bool,
    /// The first line of the help that is shown; `None` if the help is not shown.
    pub help: Option<usize>,
    /// The search box.
    pub query: QueryBox,
    /// The log.
    pub input: Option<Input>,
    /// Earlier logs, the latest last.
    pub history: Vec<Input>,
    /// Entries for the words typed.
    pub found: Option<Found>,
    /// What the list shows.
    pub items: Vec<Item>,
    /// The selected item; 0 if there is none.
    pub selected: usize,
    /// The first item that the list shows.
    pub list_top: usize,
    /// The entry of the selected item, once it is there.
    pub loaded: Option<Box<Loaded>>,
    /// The entry that was loaded or could not be: it is not asked for again.
    pub load_tried: Option<EntryId>,
    /// The pane's content.
    pub document: Document,
    /// For which width it was laid out; `None`: anew.
    pub document_width: Option<usize>,
    /// The first line of the document that is shown.
    pub scroll: usize,
    /// The block of code that is marked.
    pub block: Option<usize>,
    /// The first line of the log that is shown.
    pub log_scroll: usize,
    /// The first column of the log that is shown.
    pub log_column: usize,
    /// The evidence that was gone to last.
    pub mark: Option<usize>,
    /// Requests.
    pub requests: Requests,
    /// Bytes of the log that are read already.
    pub progress: usize,
    /// A sentence at the bottom.
    pub note: Option<Note>,
    /// What is being copied, in words, until it is known where it went.
    pub copying: Option<String>,
}

impl Model {
    /// The beginning: nothing typed, nothing pasted.
    #[must_use]
    pub fn new(width: u16, height: u16, entry_count: usize, pack_count: usize) -> Self {
        Model { width, height, entry_count, pack_count, ..Model::default() }
    }

    /// Where things go.
    #[must_use]
    pub fn areas(&self) -> Areas {
        Areas::of(self.width, self.height, self.items.len(), self.is_full)
    }

    /// Who gets the keys.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self.focus {
            _ if self.help.is_some() => Mode::Help,
            Focus::Input => Mode::Input,
            Focus::List => Mode::List,
            Focus::Pane => Mode::Pane,
        }
    }

    /// The selected item.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.items.get(self.selected)
    }

    /// True if there is nothing to show yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.input.is_none() && self.query.text.is_empty()
    }

    /// True if there is something that keys for results can be about: a log, or entries.
    #[must_use]
    pub fn has_results(&self) -> bool {
        self.input.is_some() || !self.items.is_empty()
    }

    /// True if an answer is awaited.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.requests.matching.is_some() || self.requests.search.is_some() || self.requests.load.is_some()
    }

    /// The answer that the list shows; `None` if it shows entries for words, or there is none yet.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        if !self.query.text.is_empty() {
            return None;
        }
        self.input.as_ref()?.report.as_deref()
    }

    /// Lines that the pane can show.
    #[must_use]
    pub fn pane_height(&self) -> usize {
        usize::from(self.areas().pane.height)
    }
}
