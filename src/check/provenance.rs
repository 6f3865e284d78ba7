//! How the examples of each entry were obtained: reproduced by running something, quoted, or taken over.

use std::sync::Arc;

use crate::entry::{Entry, EntryId, EntryKind, Example, Expectation};

/// The examples of one entry by where they were seen. `reproduced`, `quoted`, `guide` and `unknown` add up to
/// `examples` and `counterexamples` together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenanceRow {
    /// The entry.
    pub id: EntryId,
    /// What sort of knowledge it is: a checklist needs no examples.
    pub kind: EntryKind,
    /// Logs that must match.
    pub examples: usize,
    /// Logs that must not match.
    pub counterexamples: usize,
    /// `from="tool version"`: somebody ran it.
    pub reproduced: usize,
    /// `from=` an address.
    pub quoted: usize,
    /// `from="guide"`: taken over from a text that says no more.
    pub guide: usize,
    /// No `from=`.
    pub unknown: usize,
}

/// One row per entry, in the order given.
#[must_use]
pub fn provenance(entries: &[Arc<Entry>]) -> Vec<ProvenanceRow> {
    entries.iter().map(|entry| row(entry)).collect()
}

fn row(entry: &Entry) -> ProvenanceRow {
    let mut row = ProvenanceRow {
        id: entry.id.clone(),
        kind: entry.kind,
        examples: 0,
        counterexamples: 0,
        reproduced: 0,
        quoted: 0,
        guide: 0,
        unknown: 0,
    };
    for example in &entry.body.examples {
        match example.expect {
            Expectation::NoMatch => row.counterexamples += 1,
            Expectation::First | Expectation::Below(_) => row.examples += 1,
        }
        match origin(example) {
            Origin::Reproduced => row.reproduced += 1,
            Origin::Quoted => row.quoted += 1,
            Origin::Guide => row.guide += 1,
            Origin::Unknown => row.unknown += 1,
        }
    }
    row
}

enum Origin {
    Reproduced,
    Quoted,
    Guide,
    Unknown,
}

fn origin(example: &Example) -> Origin {
    let Some(from) = example.from.as_deref().map(str::trim).filter(|from| !from.is_empty()) else {
        return Origin::Unknown;
    };
    if from.starts_with("https://") || from.starts_with("http://") {
        Origin::Quoted
    } else if from.eq_ignore_ascii_case("guide") {
        Origin::Guide
    } else {
        Origin::Reproduced
    }
}
