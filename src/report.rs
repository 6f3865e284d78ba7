//! What a match or a search came to: plain data that every front end renders.
//!
//! [`Report`] is the contract behind `--format json`: fields may be added, never renamed. Fields
//! that only front ends for people need are skipped in JSON and say so. Nothing here is escaped for
//! a terminal: texts come from logs and entries, and `render::Safe` is the one way to print them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::entry::{Effect, EntryId, EntryKind, Severity};

/// The version of the JSON contract.
pub const FORMAT: u32 = 1;

/// The answer to a log.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: u32,
    /// The version of this program.
    pub kb_version: String,
    /// The fingerprint of the corpus that answered, hexadecimal.
    pub knowledge: String,
    /// What was read.
    pub inputs: Vec<Input>,
    /// Things the user should know: a broken entry passed over, an index rebuilt, a line cut.
    pub notices: Vec<String>,
    /// Diagnoses, best first; similar entries last.
    pub matches: Vec<Diagnosis>,
    /// The errors that no entry explains, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unexplained: Option<Unexplained>,
}

/// The errors that no entry explains.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unexplained {
    /// Events in all.
    #[serde(rename = "events")]
    pub event_count: usize,
    /// Alike ones as one: the most frequent first, consequences last.
    pub shapes: Vec<UnexplainedShape>,
    /// Shapes that are kept at most.
    pub shapes_max: usize,
    /// Events of further shapes, which are only counted.
    #[serde(rename = "ungrouped")]
    pub ungrouped_count: usize,
}

/// Errors that differ only in what varies: times, numbers, ids, addresses, paths, quoted values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnexplainedShape {
    /// The message with `<time>`, `<n>`, `<id>`, `<address>`, `<url>`, `<path>` and `<text>` for what varies.
    pub shape: String,
    /// How often it came.
    pub count: usize,
    /// True if it only says that something else failed: an exit status, a build that ended.
    #[serde(rename = "consequence")]
    pub is_consequence: bool,
    /// The input it came in first.
    pub file: String,
    /// 1-based.
    pub first_line: usize,
    /// 1-based, of the last input it came in.
    pub last_line: usize,
    /// The first few streams it came in, in input order.
    pub streams: Vec<String>,
    /// The first one as it stands, wrappers taken off: at most 1 KiB and a few lines.
    pub example: String,
}

impl Report {
    /// True if a signature matched with more than `possible`: what exit status 0 stands for.
    #[must_use]
    pub fn has_match(&self) -> bool {
        self.matches.iter().any(Diagnosis::counts_as_match)
    }

    /// Lines read over all inputs.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.inputs.iter().map(|input| input.lines).sum()
    }
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// The name as the user gave it; `-` for standard input.
    pub file: String,
    /// Raw bytes read.
    pub bytes: usize,
    /// Lines; a last line without a line feed counts.
    pub lines: usize,
    /// `utf-8`, `utf-16le`, `utf-16be`.
    pub encoding: String,
}

/// How an entry was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Via {
    /// One of its signatures matched.
    Signature,
    /// Full-text search over the log's most telling terms: a guess.
    Similar,
}

/// What a diagnosis is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// To fix first: no other diagnosis explains it.
    RootCause,
    /// Follows from another one; `caused by` names it.
    Consequence,
    /// Not known: similar and weak ones, and those that recovered.
    Unknown,
}

/// How sure an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A strong signature, of a text that only this prints, on an error head with no rival on that span.
    Certain,
    /// A strong signature.
    Likely,
    /// A weak signature, similar by text only, or a symptom of which the root was found as well.
    Possible,
}

impl Confidence {
    /// The word in every format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Certain => "certain",
            Confidence::Likely => "likely",
            Confidence::Possible => "possible",
        }
    }
}

/// A ranked entry.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnosis {
    /// 1-based.
    pub rank: usize,
    /// The entry.
    pub id: EntryId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: EntryKind,
    /// Its severity.
    pub severity: Severity,
    /// How it was found.
    pub via: Via,
    /// What it is to the others.
    pub role: Role,
    /// Ids of the diagnoses of this report that it causes or hides.
    pub causes: Vec<EntryId>,
    /// Ids of the diagnoses of this report that explain it.
    pub caused_by: Vec<EntryId>,
    /// What this entry hides, where none of it matched: ids, `area/*` or `tag:x`. That is where to look.
    pub look_for: Vec<String>,
    /// Finite, at least 0; comparable within one report only.
    pub score: f64,
    /// Why the score is what it is; its leaves add up to `score`.
    pub explanation: Explanation,
    /// How sure it is.
    pub confidence: Confidence,
    /// How often it was seen.
    pub occurrences: usize,
    /// First line it was seen on, 1-based; 0 for similar entries.
    pub first_line: usize,
    /// Last line it was seen on, 1-based; 0 for similar entries.
    pub last_line: usize,
    /// The streams it was seen in, sorted.
    pub streams: Vec<String>,
    /// Pieces of evidence in all; `evidence` holds the first few.
    pub evidence_total: usize,
    /// The lines that prove it, in input order.
    pub evidence: Vec<Evidence>,
    /// Where the log says that it recovered, if everything that was seen of it did: "seen, then gone".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Evidence>,
    /// The fix with the log's own values filled in.
    pub fix: Vec<FixStep>,
    /// The first paragraph of the cause, as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The snippet of a similar entry, `None` for a signature match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<String>,
    /// Where the entry stands.
    pub source: EntrySource,
    /// The captures of the best evidence by name, unsafe values included: for display, not for code.
    #[serde(skip)]
    pub captures: BTreeMap<String, String>,
    /// The H3 part that the best signature is about.
    pub part: Option<String>,
}

impl Diagnosis {
    /// True if it is more than a guess.
    #[must_use]
    pub fn counts_as_match(&self) -> bool {
        self.via == Via::Signature && self.confidence <= Confidence::Likely
    }
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntrySource {
    /// The pack's name; `builtin` for the knowledge inside the binary.
    pub pack: String,
    /// The file's path as shown to the user.
    pub path: String,
    /// The pack whose entry of the same id this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<String>,
}

/// One place in the log that a signature matched.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The signature's key, stable while its text is: `s-` and hexadecimal digits.
    pub signature: String,
    /// The input it is in.
    pub file: String,
    /// 1-based line (line feeds only).
    pub line: usize,
    /// 1-based column in raw bytes.
    pub column: usize,
    /// 1-based column in characters.
    pub char_column: usize,
    /// 1-based line of its end.
    pub end_line: usize,
    /// 1-based column in raw bytes just behind its end.
    pub end_column: usize,
    /// First raw byte.
    pub byte_start: usize,
    /// Raw byte just behind it.
    pub byte_end: usize,
    /// The text that matched, wrappers taken off, at most 1 KiB of it.
    pub text: String,
    /// The stream it stands in; empty for the only, unnamed one.
    pub stream: String,
    /// What the holes or groups captured.
    pub captures: BTreeMap<String, String>,
    /// The lines it stands on, to be shown with the match underlined. Not in JSON.
    #[serde(skip)]
    pub shown: Vec<ShownLine>,
}

/// A line of the log with the matched part marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine {
    /// 1-based.
    pub line: usize,
    /// The payload, wrappers taken off; long ones are cut around the match.
    pub text: String,
    /// Byte ranges of `text` that matched (half-open, on character boundaries, ascending).
    pub marks: Vec<std::ops::Range<usize>>,
}

/// One block of code of the fix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FixStep {
    /// The sentence or heading above it.
    pub title: String,
    /// The H3 part it belongs to.
    pub part: Option<String>,
    /// What running it does.
    pub effect: Effect,
    /// The fence's language.
    pub lang: String,
    /// The code with safe values filled in.
    pub code: String,
    /// The code as the entry has it.
    pub template: String,
    /// Placeholders that no safe value filled.
    pub unfilled: Vec<Unfilled>,
}

/// A placeholder that was not filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unfilled {
    /// Its name.
    pub name: String,
    /// The captured value that was not safe to put into code; `None` if nothing was captured.
    pub value: Option<String>,
}

/// A node of the tree that explains a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// What this part is.
    pub what: String,
    /// Its value: of a leaf its share, of a node the sum of its leaves.
    pub value: f64,
    /// The parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// A share of the score.
    #[must_use]
    pub fn leaf(what: impl Into<String>, value: f64) -> Self {
        Explanation { what: what.into(), value, parts: Vec::new() }
    }

    /// A sum of shares.
    #[must_use]
    pub fn sum(what: impl Into<String>, parts: Vec<Explanation>) -> Self {
        let value = parts.iter().map(|part| part.value).sum();
        Explanation { what: what.into(), value, parts }
    }

    /// The sum over all leaves.
    #[must_use]
    pub fn leaf_sum(&self) -> f64 {
        if self.parts.is_empty() { self.value } else { self.parts.iter().map(Explanation::leaf_sum).sum() }
    }
}

/// An entry from full-text search.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// 1-based.
    pub rank: usize,
    /// The entry.
    pub id: EntryId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: EntryKind,
    /// Its tags.
    pub tags: Vec<String>,
    /// BM25, comparable within one answer only.
    pub score: f32,
    /// The best passage as plain text.
    pub snippet: String,
    /// Byte ranges of `snippet` that matched the query (half-open, ascending).
    pub marks: Vec<std::ops::Range<usize>>,
    /// Where the entry stands.
    pub source: EntrySource,
}
