//! The state of the UI: plain data. [`super::update`] changes it, the views read it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalog::Catalog;
use super::document::{Document, Line};
use super::keymap::{Keymap, Mode};
use super::layout::Areas;
use super::line_edit::LineEdit;
use super::log_text::{LogText, Mark};
use super::message::{Checked, Found, Loaded};
use super::own::Place;
use super::prompt::Prompt;
use crate::entry::{EntryId, EntryKind};
use crate::knowledge_base::why::Why;
use crate::report::{Diagnosis, EntrySource, Hit, Report};

/// Logs that `u` can go back to.
pub const HISTORY_MAX: usize = 50;

/// Bytes of logs that `u` can go back to, so that fifty logs of 100 MB are not kept.
pub const HISTORY_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Characters of the search box. Longer texts are pasted, and a paste is a log.
pub const QUERY_CHARS_MAX: usize = 1_000;

/// Words searched for that `Ctrl-R` brings back.
pub const WORDS_MAX: usize = 50;

/// Links that one can go back from.
pub const VISITS_MAX: usize = 100;

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
    /// Tells logs apart; given once.
    pub id: u64,
    /// True while more of it is being read.
    pub is_growing: bool,
    /// Its name in the answer; `-` for what was pasted or came through a pipe.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// Its lines.
    pub log: LogText,
    /// The answer; while the log grows that to its first part.
    pub report: Option<Box<Report>>,
    /// The evidence of the answer in the log.
    pub marks: Vec<Mark>,
}

/// What became of the latest paste, so that the rest of it goes the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PastedInto {
    /// Nothing: it was blank, or there was none.
    #[default]
    Nothing,
    /// The log of this [`Input::id`].
    Log(u64),
    /// The answer to a question.
    Answer,
}

/// What the pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The entry.
    #[default]
    Entry,
    /// The log.
    Log,
    /// Why the entry matches, or why not.
    Why,
    /// What is wrong with an entry that was written.
    Problems,
}

/// Where one was reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The first line shown.
    pub scroll: usize,
    /// The block of code that is marked.
    pub block: Option<usize>,
    /// The link that is marked.
    pub link: Option<usize>,
}

/// An entry that a link led to.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The entry.
    pub id: EntryId,
    /// What is shown of it; `None` until it is loaded.
    pub item: Option<Item>,
    /// The heading to go to.
    pub anchor: Option<String>,
    /// Where the link was.
    pub from: Position,
}

/// The areas, being looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Browse {
    /// The selected area.
    pub selected: usize,
    /// The first one shown.
    pub top: usize,
}

/// What words beside the entry are made of.
#[derive(Clone, Debug, Default)]
pub enum SideSource {
    /// There are none.
    #[default]
    Nothing,
    /// Why the entry matches, or why not.
    Why(Box<Why>),
    /// What is wrong with the entry.
    Problems(EntryId, Checked),
}

/// Words beside the entry: an explanation, or what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct SideText {
    /// What they are made of.
    pub source: SideSource,
    /// Its lines, laid out.
    pub lines: Vec<Line>,
    /// For which width.
    pub width: usize,
    /// The first one shown.
    pub scroll: usize,
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
    /// The explanation that is being made.
    pub why: Option<u64>,
    /// The entry that is being checked.
    pub check: Option<u64>,
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
    /// True while the knowledge is being opened, for the first time or anew.
    pub is_opening: bool,
    /// Who gets the keys.
    pub focus: Focus,
    /// True: the pane has the whole body.
    pub is_full: bool,
    /// What the pane shows.
    pub shown: Shown,
    /// A question at the bottom.
    pub prompt: Option<Prompt>,
    /// The first line of the help that is shown; `None` if the help is not shown.
    pub help: Option<usize>,
    /// The search box.
    pub query: LineEdit,
    /// Words searched for, the latest last.
    pub words: Vec<String>,
    /// How far back among them one is.
    pub recalled: Option<usize>,
    /// The log.
    pub input: Option<Input>,
    /// What became of the latest paste.
    pub pasted_into: PastedInto,
    /// Logs before it, the latest last.
    pub history: Vec<Input>,
    /// Logs after it, which one has gone back from; the next last.
    pub later: Vec<Input>,
    /// All entries in short, once somebody asked for them.
    pub catalog: Option<Arc<Catalog>>,
    /// The areas, if they are being looked through.
    pub browse: Option<Browse>,
    /// Entries for the words typed.
    pub found: Option<Found>,
    /// What the list shows.
    pub items: Vec<Item>,
    /// The selected item; 0 if there is none.
    pub selected: usize,
    /// The first item that the list shows.
    pub list_top: usize,
    /// Entries that links led to; the last one is shown.
    pub visits: Vec<Visit>,
    /// The entry that is shown, once it is there.
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
    /// The link that is marked.
    pub link: Option<usize>,
    /// Where to go on reading once the entry is there.
    pub resume: Option<Position>,
    /// Values that the user has given, by name.
    pub answers: BTreeMap<String, String>,
    /// Why the entry matches, or why not.
    pub why: SideText,
    /// What is wrong with an entry that was written.
    pub problems: SideText,
    /// The first line of the log that is shown.
    pub log_scroll: usize,
    /// The first column of the log that is shown.
    pub log_column: usize,
    /// The evidence that was gone to last.
    pub mark: Option<usize>,
    /// Requests.
    pub requests: Requests,
    /// Bytes of the log that are matched already.
    pub progress: usize,
    /// True while the log that the program was started with is being read.
    pub is_reading: bool,
    /// True once all of it is there.
    pub has_whole_log: bool,
    /// Bytes of it that were read so far.
    pub reading: usize,
    /// True if the mouse is listened to.
    pub mouse: bool,
    /// What is wrong with the user's settings.
    pub settings_problems: Vec<String>,
    /// Where new entries are written.
    pub place_new: Option<Place>,
    /// Where changed copies of built-in entries are written.
    pub place_copy: Option<Place>,
    /// The entry that is being written.
    pub written: Option<EntryId>,
    /// True from the first key on: what is selected was selected by the user.
    pub is_touched: bool,
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
        Areas::of(self.width, self.height, self.list_len(), self.is_full)
    }

    /// What the list shows: results, or areas.
    #[must_use]
    pub fn list_len(&self) -> usize {
        match self.browse {
            Some(_) => self.catalog.as_ref().map_or(0, |catalog| catalog.areas.len()),
            None => self.items.len(),
        }
    }

    /// Who gets the keys.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self.focus {
            _ if self.prompt.is_some() => Mode::Prompt,
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

    /// What the pane is about: the entry that a link led to, else the selected item.
    #[must_use]
    pub fn pane_item(&self) -> Option<&Item> {
        match self.visits.last() {
            Some(visit) => visit.item.as_ref(),
            None => self.item(),
        }
    }

    /// The entry that the pane is about.
    #[must_use]
    pub fn pane_id(&self) -> Option<&EntryId> {
        match self.visits.last() {
            Some(visit) => Some(&visit.id),
            None => self.item().map(Item::id),
        }
    }

    /// True if the pane shows the log.
    #[must_use]
    pub fn shows_log(&self) -> bool {
        self.shown == Shown::Log
    }

    /// The words beside the entry that the pane shows, if it shows some.
    #[must_use]
    pub fn side_text(&self) -> Option<&SideText> {
        match self.shown {
            Shown::Why => Some(&self.why),
            Shown::Problems => Some(&self.problems),
            Shown::Entry | Shown::Log => None,
        }
    }

    /// True if there is nothing to show yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.input.is_none() && self.query.text.is_empty() && self.browse.is_none() && self.shown == Shown::Entry
    }

    /// True if there is something that keys for results can be about: a log, or entries.
    #[must_use]
    pub fn has_results(&self) -> bool {
        self.input.is_some() || !self.items.is_empty() || self.browse.is_some() || self.shown != Shown::Entry
    }

    /// True if an answer is awaited.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        let Requests { last: _, matching, search, load, why, check } = self.requests;
        [matching, search, load, why, check].iter().any(Option::is_some)
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
