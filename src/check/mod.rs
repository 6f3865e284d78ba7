//! Rules over a whole corpus: every example is a test, every relation leads somewhere.
//!
//! What a file says of itself is complained about while it is parsed ([`crate::entry`]); here stand the rules
//! that take the other entries, the compiled signatures or a log. Each rule yields [`Diagnostic`]s with a
//! place, a reason and a repair; none stops another. One file per group of rules:
//!
//! - `examples`: `log` blocks are run against all entries, with `miss` (why a signature does not match) and
//!   `places` (where in the entry that is).
//! - `signatures`: weak and literal-less ones, those that no example matches, placeholders, exception classes,
//!   captures, duplicates.
//! - `relations` with `cycles`: links, relations and old ids that lead nowhere or round in a circle.
//! - `placeholders`: `{{name}}` that nothing fills. `ask`: phrases that must find their entry.
//! - [`files`]: logs that stand in files of their own. [`provenance`]: how examples were obtained.
//!
//! Where entries come from, and printing, is left to the callers; the text index is behind [`AskSearch`].

mod ask;
mod cycles;
mod examples;
pub mod files;
pub mod miss;
mod placeholders;
mod places;
pub mod provenance;
mod relations;
mod signatures;
mod view;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnose::CompiledCorpus;
use crate::diagnostic::Diagnostic;
use crate::entry::{Entry, EntryId, Expectation};
use crate::error::Result;

pub use files::{ExampleFiles, FileRefusal, PackFolders};
pub use provenance::{ProvenanceRow, provenance};

use view::View;

/// Full-text search, as far as `ask` phrases need it.
pub trait AskSearch {
    /// The ids of the best `limit` entries for `phrase`, best first.
    fn first(&self, phrase: &str, limit: usize) -> Vec<EntryId>;
}

/// What is checked, and what that takes.
pub struct CheckInput<'a> {
    /// All entries in force, in id order: examples are run against all of them.
    pub entries: Vec<CheckedEntry>,
    /// Ids of entries that exist but could not be read: what names them is not complained about.
    pub unreadable: Vec<EntryId>,
    /// The packs in force; [`CheckedEntry::pack`] counts in them.
    pub packs: Vec<PackFacts>,
    /// What reading packs and entries came to. Passed on.
    pub diagnostics: Vec<Diagnostic>,
    /// Reads the logs that examples name by `file=`.
    pub files: &'a dyn ExampleFiles,
    /// Finds entries by their text; without it `ask` phrases are not checked.
    pub search: Option<&'a dyn AskSearch>,
}

/// One entry in force.
#[derive(Clone, Debug)]
pub struct CheckedEntry {
    /// What it says.
    pub entry: Arc<Entry>,
    /// Its pack, as an index into [`CheckInput::packs`].
    pub pack: usize,
    /// The names that variables of its pack, or of those whose entry it replaces, define.
    pub vars: BTreeSet<String>,
    /// True: its faults are reported and its examples run. False: it is only there for the others.
    pub is_reported: bool,
}

/// What rules need to know of a pack.
#[derive(Clone, Debug, Default)]
pub struct PackFacts {
    /// Its name; entries of packs with different names do not answer for each other's examples.
    pub name: String,
}

/// What checking came to.
#[derive(Clone, Debug, Default)]
pub struct CheckOutcome {
    /// By path, place and code.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was checked.
    pub counts: Counts,
}

/// How much of the reported entries was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries.
    pub entries: usize,
    /// Their signatures.
    pub signatures: usize,
    /// Logs that must match.
    pub examples: usize,
    /// Logs that must not match.
    pub counterexamples: usize,
    /// `ask` phrases; 0 without a search.
    pub asks: usize,
}

/// Applies every rule to the reported entries of `input`.
///
/// # Errors
/// If the signatures are too many for one table.
pub fn check(input: CheckInput<'_>) -> Result<CheckOutcome> {
    let entries: Vec<Arc<Entry>> = input.entries.iter().map(|checked| Arc::clone(&checked.entry)).collect();
    let mut compile_diagnostics = Vec::new();
    let compiled = CompiledCorpus::new(&entries, &mut compile_diagnostics)?;
    let view = View::new(&input, &compiled);
    compile_diagnostics.retain(|diagnostic| {
        view.reported().any(|(_, checked)| Arc::ptr_eq(&checked.entry.source, &diagnostic.source))
    });
    let mut found = compile_diagnostics;
    let proven = examples::check(&view, &mut found);
    signatures::check(&view, &proven, &mut found);
    relations::check(&view, &mut found);
    placeholders::check(&view, &mut found);
    if let Some(search) = input.search {
        ask::check(&view, search, &mut found);
    }
    let counts = counts(&view, input.search.is_some());
    let mut diagnostics = input.diagnostics;
    diagnostics.append(&mut found);
    diagnostics.sort_by(in_report_order);
    Ok(CheckOutcome { diagnostics, counts })
}

fn in_report_order(a: &Diagnostic, b: &Diagnostic) -> std::cmp::Ordering {
    let start = |diagnostic: &Diagnostic| diagnostic.span.as_ref().map(|span| span.start);
    a.source
        .path
        .cmp(&b.source.path)
        .then_with(|| start(a).cmp(&start(b)))
        .then_with(|| a.code.cmp(&b.code))
        .then_with(|| a.message.cmp(&b.message))
}

fn counts(view: &View<'_>, with_asks: bool) -> Counts {
    let mut counts = Counts::default();
    for (_, checked) in view.reported() {
        let entry = &checked.entry;
        counts.entries += 1;
        counts.signatures += entry.signatures.len();
        let against = entry.body.examples.iter().filter(|example| example.expect == Expectation::NoMatch).count();
        counts.counterexamples += against;
        counts.examples += entry.body.examples.len() - against;
        counts.asks += if with_asks { entry.ask.len() } else { 0 };
    }
    counts
}
