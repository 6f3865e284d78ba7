//! Questions at the bottom of the screen: a value for a placeholder, consent to run a command, the name of a new entry.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::line_edit::LineEdit;
use crate::entry::{Effect, EntryId};
use crate::report::Unfilled;

/// Characters of an answer.
pub const ANSWER_CHARS_MAX: usize = 400;

/// What is done with a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is copied.
    Copy,
    /// It is run, after consent.
    Run,
    /// It is printed when the program ends.
    Print,
}

/// A block of code whose values are being asked for, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenValues {
    /// The block: an index into the document's.
    pub block: usize,
    /// What it is for.
    pub purpose: Purpose,
    /// What is open.
    pub open: Vec<Unfilled>,
    /// The one that is asked for: an index into `open`.
    pub at: usize,
    /// What was answered.
    pub answers: BTreeMap<String, String>,
}

/// A command that waits for consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The command, exactly as it will run.
    pub code: String,
    /// The language of its block.
    pub lang: String,
    /// What running it does.
    pub effect: Effect,
}

impl Consent {
    /// The word that has to be typed.
    #[must_use]
    pub fn word(&self) -> &'static str {
        if self.effect == Effect::Danger { "lose data" } else { "yes" }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A value for a placeholder.
    Value(OpenValues),
    /// Whether to run a command.
    Run(Consent),
    /// Whether to copy a built-in entry to where it can be changed.
    CopyToOwn {
        /// The entry.
        id: EntryId,
        /// Its text.
        text: String,
        /// The 1-based line to begin at.
        line: usize,
        /// The folder of the pack that it goes to.
        folder: PathBuf,
    },
    /// The id of a new entry.
    NewEntry {
        /// The folder of the pack that it goes to.
        folder: PathBuf,
    },
}

/// A question and its answer so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What is asked.
    pub question: Question,
    /// The answer that is being typed.
    pub answer: LineEdit,
}

impl Prompt {
    /// The words before the answer. Not made safe.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.question {
            Question::Value(values) => {
                let name = values.open.get(values.at).map_or("", |open| &open.name);
                let count = values.open.len();
                let number = if count > 1 { format!(" ({} of {count})", values.at + 1) } else { String::new() };
                format!("value for <{name}>{number}:")
            }
            Question::Run(consent) => format!("type `{}` to run it:", consent.word()),
            Question::CopyToOwn { .. } => "copy it there and edit the copy? yes or no:".to_owned(),
            Question::NewEntry { .. } => "id of the new entry, area/name:".to_owned(),
        }
    }

    /// What the keys do here.
    #[must_use]
    pub fn hint(&self) -> String {
        match &self.question {
            Question::Value(values) => {
                let Some(open) = values.open.get(values.at) else { return String::new() };
                let seen = open.value.as_ref().map(|value| format!("in the log: {value} · ")).unwrap_or_default();
                format!("{seen}Esc keeps <{}>", open.name)
            }
            Question::Run(_) => "Esc runs nothing".to_owned(),
            Question::CopyToOwn { .. } | Question::NewEntry { .. } => "Esc leaves".to_owned(),
        }
    }
}
