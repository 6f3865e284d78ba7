//! What signatures whose parts may lie apart need near a hit, as it is seen in a block.

use std::collections::BTreeSet;

use crate::signature::table::{Group, LiteralIndex, LiteralSet, SignatureTable};

/// Which literals are looked for in a block; those of triggers if nothing else is said.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Per literal, as far as there are such, whether it is looked for as a companion.
    companions: Vec<bool>,
    /// Those of them that have to be looked for by themselves.
    set: LiteralSet,
    /// True if triggers are of no interest.
    without_triggers: bool,
}

impl Wanted {
    /// Triggers, and these companions.
    #[must_use]
    pub fn triggers_and(table: &SignatureTable, companions: &BTreeSet<LiteralIndex>) -> Self {
        let others = companions.iter().copied().filter(|literal| !table.is_trigger(*literal));
        Wanted { set: table.set_of(others), without_triggers: false, companions: marked(companions) }
    }

    /// These companions alone.
    #[must_use]
    pub fn only(table: &SignatureTable, companions: &BTreeSet<LiteralIndex>) -> Self {
        let set = table.set_of(companions.iter().copied());
        Wanted { set, without_triggers: true, companions: marked(companions) }
    }

    /// True if a literal is looked for as a companion.
    pub(super) fn has(&self, companion: LiteralIndex) -> bool {
        self.companions.get(companion.0 as usize).copied().unwrap_or_default()
    }

    /// Calls `found` with each of them and its offset in `key`, in no particular order.
    pub(super) fn scan(&self, table: &SignatureTable, key: &[u8], found: &mut impl FnMut(LiteralIndex, usize)) {
        if !self.without_triggers {
            table.scan_group(Group::Triggers, key, found);
        }
        table.scan_set(&self.set, key, found);
    }
}

/// Per literal, up to the last of these, whether it is one.
fn marked(literals: &BTreeSet<LiteralIndex>) -> Vec<bool> {
    let mut marked = vec![false; literals.last().map_or(0, |last| last.0 as usize + 1)];
    literals.iter().for_each(|literal| marked[literal.0 as usize] = true);
    marked
}

/// A literal that a match with a [`Hit`](super::Hit) of a window may need near it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Companion {
    /// The literal.
    pub literal: LiteralIndex,
    /// Where in the log the lines begin and end that it stands in, or among which it stands in many.
    pub lines: (usize, usize),
}

/// Places of one literal in a block that are told apart.
const COMPANION_PLACES_MAX: u16 = 1024;

/// The companions of a block.
#[derive(Debug, Default)]
pub(super) struct CompanionNotes {
    places: Vec<Companion>,
    /// How often each literal was found, as far as it was asked.
    counts: Vec<u16>,
    /// The literals that were.
    found: Vec<LiteralIndex>,
}

impl CompanionNotes {
    /// Counts a literal; false if it stands in too many places.
    pub(super) fn is_noted(&mut self, literal: LiteralIndex) -> bool {
        let at = literal.0 as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        if self.counts[at] == 0 {
            self.found.push(literal);
        }
        self.counts[at] = self.counts[at].saturating_add(1);
        self.counts[at] <= COMPANION_PLACES_MAX
    }

    /// Adds a place of a literal.
    pub(super) fn push(&mut self, literal: LiteralIndex, lines: (usize, usize)) {
        self.places.push(Companion { literal, lines });
    }

    /// What was noted of a block, ascending: a literal that is everywhere as one that stands somewhere in it.
    pub(super) fn take(&mut self, block: (usize, usize)) -> Vec<Companion> {
        let mut places = std::mem::take(&mut self.places);
        let is_everywhere = |literal: &LiteralIndex| self.counts[literal.0 as usize] > COMPANION_PLACES_MAX;
        places.retain(|one| !is_everywhere(&one.literal));
        let everywhere = self.found.iter().filter(|literal| is_everywhere(literal));
        places.extend(everywhere.map(|literal| Companion { literal: *literal, lines: block }));
        places.sort_unstable();
        places.dedup();
        self.found.drain(..).for_each(|literal| self.counts[literal.0 as usize] = 0);
        places
    }
}
