//! The Markdown entry: what one file of knowledge says, as plain data.
//!
//! Reading yields a value *and* its complaints: [`parse`] returns the [`Entry`] where one could be
//! made, and every [`Diagnostic`](crate::diagnostic::Diagnostic) about the text. Files by concern:
//!
//! - [`mod@parse`]: bytes → entry; [`limits`]: how large its parts may be.
//! - `front_matter` (TOML between `+++`), with `values` (typed reading), `signatures` (their tables) and
//!   `toml_errors` (what a syntax error means).
//! - [`markdown`] (the only user of pulldown-cmark), [`body`] (sections, code, links) and `example` (info
//!   strings of `log` blocks).
//! - [`template`] (filling `{{name}}`) with `shell` (what is quoted where).
//! - `local_checks`: rules that need no other entry.
//!
//! What a signature *means* is left to [`crate::signature`]; here it is only text with its place.

pub mod body;
pub(crate) mod closest;
pub(crate) mod example;
mod front_matter;
pub mod limits;
mod local_checks;
pub mod markdown;
pub mod parse;
mod shell;
mod signatures;
pub mod template;
mod toml_errors;
mod values;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::SourceFile;

pub use parse::{Parsed, parse, parse_signatures};

/// The name of an entry: `area/slug`, the path under the pack without `.md`.
///
/// Made of lower-case letters, digits and dashes, at least one `/`. Sorts as text: ties in a ranking
/// break by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(String);

impl EntryId {
    /// The id, if `text` is one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        Self::is_id(text).then(|| EntryId(text.to_owned()))
    }

    /// True if `text` is an id.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let part_is_valid = |part: &str| {
            !part.is_empty()
                && !part.starts_with('-')
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        text.contains('/') && text.len() <= 200 && text.split('/').all(part_is_valid)
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part: `docker` in `docker/port-already-allocated`.
    #[must_use]
    pub fn area(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value with the bytes of the file it was read from (half-open).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in the entry's file.
    pub span: Range<usize>,
}

/// What sort of knowledge an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// Something breaks: symptom, cause, fix.
    #[default]
    Problem,
    /// A procedure: steps.
    Runbook,
    /// Items to tick off.
    Checklist,
    /// Facts to look up.
    Reference,
}

impl EntryKind {
    /// All kinds.
    pub const ALL: [EntryKind; 4] =
        [EntryKind::Problem, EntryKind::Runbook, EntryKind::Checklist, EntryKind::Reference];

    /// The word in the front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Problem => "problem",
            EntryKind::Runbook => "runbook",
            EntryKind::Checklist => "checklist",
            EntryKind::Reference => "reference",
        }
    }
}

/// How serious the thing is that an entry describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something does not work.
    #[default]
    Error,
    /// It works, but not as it should.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word in the front matter and in `vimgrep` lines.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// How far the answer goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The fix cures the cause.
    #[default]
    Solved,
    /// The fix avoids the symptom.
    Workaround,
    /// Nobody knows a cure.
    Open,
}

/// What a relation points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// One entry.
    Id(EntryId),
    /// `area/*`: every entry of an area.
    Area(String),
    /// `tag:x`: every entry with the tag.
    Tag(String),
}

impl Selector {
    /// True if an entry with this id and these tags is meant.
    #[must_use]
    pub fn selects(&self, id: &EntryId, tags: &[String]) -> bool {
        match self {
            Selector::Id(wanted) => wanted == id,
            Selector::Area(area) => id.area() == area,
            Selector::Tag(tag) => tags.iter().any(|have| have == tag),
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Selector::Id(id) => write!(f, "{id}"),
            Selector::Area(area) => write!(f, "{area}/*"),
            Selector::Tag(tag) => write!(f, "tag:{tag}"),
        }
    }
}

/// One entry, as its file says it. Checked in form; not yet against the rest of the corpus.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// The file it was read from, whole.
    pub source: Arc<SourceFile>,
    /// One sentence that a person recognises.
    pub title: String,
    /// What sort of knowledge it is.
    pub kind: EntryKind,
    /// Lower-case words to filter by.
    pub tags: Vec<String>,
    /// Words that people search with.
    pub ask: Vec<Spanned<String>>,
    /// How serious it is.
    pub severity: Severity,
    /// How far the answer goes.
    pub status: Status,
    /// The date (`YYYY-MM-DD`) on which cause and fix were last tried.
    pub verified: Option<String>,
    /// Versions or products it holds for.
    pub applies_to: Vec<String>,
    /// Where the facts come from.
    pub references: Vec<String>,
    /// Names it had before; they still find it.
    pub old_ids: Vec<Spanned<EntryId>>,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Entries worth reading next.
    pub related: Vec<Spanned<Selector>>,
    /// If both match overlapping evidence this one answers and the listed one is dropped.
    pub supersedes: Vec<Spanned<Selector>>,
    /// If both match, the listed one is the root.
    pub caused_by: Vec<Spanned<Selector>>,
    /// This symptom hides the listed ones.
    pub masks: Vec<Spanned<Selector>>,
    /// Alternatives; any one of them makes the entry match. In file order.
    pub signatures: Vec<SignatureSource>,
    /// Everything below the front matter.
    pub body: Body,
}

/// A signature as written, with its places. [`crate::signature`] gives it meaning.
#[derive(Clone, Debug)]
pub struct SignatureSource {
    /// The bytes of the whole `[[signature]]` table.
    pub span: Range<usize>,
    /// The H3 heading that this signature is about.
    pub part: Option<Spanned<String>>,
    /// What has to be in the log.
    pub condition: Condition,
    /// Where the parts have to stand to each other; checked by [`crate::signature`].
    pub within: Option<Spanned<String>>,
    /// True: `within = "N lines"` counts lines of the input, over all streams.
    pub across: bool,
    /// True: other causes print the same text, so that it is never more than likely to be this one.
    pub ambiguous: bool,
    /// A later text in the same stream that says it recovered.
    pub resolved_by: Option<PatternSource>,
}

/// The condition of a signature as written.
#[derive(Clone, Debug)]
pub enum Condition {
    /// One pattern, at least `count` times within the window.
    Single(MemberSource),
    /// Several patterns.
    Combination {
        /// Each must be there, in any order.
        all: Vec<MemberSource>,
        /// At least one must be there.
        any: Vec<MemberSource>,
        /// None may be there within the window.
        none: Vec<MemberSource>,
        /// Each must be there, in this order.
        sequence: Vec<MemberSource>,
    },
}

/// One pattern of a signature and how often it has to occur.
#[derive(Clone, Debug)]
pub struct MemberSource {
    /// What to look for.
    pub pattern: PatternSource,
    /// How many occurrences it takes, at least 1.
    pub count: usize,
}

/// A `text` or `regex` as written.
#[derive(Clone, Debug)]
pub struct PatternSource {
    /// Which of the two.
    pub syntax: PatternSyntax,
    /// The value after TOML's own escapes.
    pub value: String,
    /// The value in the file, quotes included.
    pub span: Range<usize>,
    /// True: letters match in either case.
    pub ignore_case: bool,
}

/// How a pattern is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatternSyntax {
    /// Literals with typed holes.
    Text,
    /// A regular expression of the `regex` crate.
    Regex,
}

/// Everything below the front matter, by section.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Sections in file order.
    pub sections: Vec<Section>,
    /// Fenced `log` blocks, in file order.
    pub examples: Vec<Example>,
    /// Links, in file order.
    pub links: Vec<Link>,
}

impl Body {
    /// The first section of `kind`.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == kind)
    }
}

/// What a section is for, known by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// What stands before the first heading.
    Lead,
    /// What is seen.
    Symptom,
    /// Why.
    Cause,
    /// What to do.
    Fix,
    /// How to see that it worked.
    Verify,
    /// How it does not come back.
    Prevent,
    /// Near misses.
    NotThis,
    /// Links.
    SeeAlso,
    /// A procedure.
    Steps,
    /// Hypotheses and attempts that failed.
    Tried,
    /// Any other heading.
    Other,
}

/// An H2 section.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// Its heading as written, without markup; empty for [`SectionKind::Lead`].
    pub title: String,
    /// The whole section in the file, heading included (half-open).
    pub span: Range<usize>,
    /// Its content below the heading (half-open).
    pub content: Range<usize>,
    /// Its H3 parts, in file order; `span` runs from the heading to the next.
    pub parts: Vec<Part>,
    /// Its fenced blocks other than `log`, in file order.
    pub blocks: Vec<CodeBlock>,
    /// Its prose without markup and without fenced blocks, for the text index.
    pub prose: String,
}

/// An H3 heading and what stands below it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading without markup.
    pub title: String,
    /// From the heading to the next one of its level or above (half-open).
    pub span: Range<usize>,
}

/// What running a block does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Changes something that can be undone.
    #[default]
    Change,
    /// Reads only.
    Check,
    /// Loses data.
    Danger,
}

impl Effect {
    /// The word in JSON and in fences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Effect::Change => "change",
            Effect::Check => "check",
            Effect::Danger => "danger",
        }
    }
}

/// A fenced block of code.
#[derive(Clone, Debug)]
pub struct CodeBlock {
    /// The sentence, list item or heading that stands above it, without markup; may be empty.
    pub title: String,
    /// The H3 heading it stands under.
    pub part: Option<String>,
    /// What running it does.
    pub effect: Effect,
    /// The first word of the info string, lower case; empty if none.
    pub lang: String,
    /// The code, placeholders as written, with `\n` line ends and none at its end.
    pub code: String,
    /// The whole fenced block in the file (half-open).
    pub span: Range<usize>,
}

/// A fenced `log` block: a test.
#[derive(Clone, Debug)]
pub struct Example {
    /// What must come out.
    pub expect: Expectation,
    /// Captures that the first-ranked diagnosis must have: name and value.
    pub captures: Vec<(String, String)>,
    /// True: the log also says that it recovered, by the signature's `resolved_by`.
    pub resolved: bool,
    /// Where it was seen.
    pub from: Option<String>,
    /// A file beside the entry that holds the log instead of the block.
    pub file: Option<String>,
    /// The log, as written in the block.
    pub text: String,
    /// The whole fenced block in the file (half-open).
    pub span: Range<usize>,
}

/// What a `log` block must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Match this entry and rank it first.
    First,
    /// Match this entry and rank it below the named one.
    Below(EntryId),
    /// Not match this entry.
    NoMatch,
}

/// A link in the body.
#[derive(Clone, Debug)]
pub struct Link {
    /// The target as written.
    pub target: String,
    /// The entry it means, where it is a relative link to a `.md` file.
    pub entry: Option<EntryId>,
    /// The link in the file (half-open).
    pub span: Range<usize>,
}
