//! What signatures whose parts may lie apart need near a hit, as it is seen in a block.

use crate::signature::table::LiteralIndex;

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
