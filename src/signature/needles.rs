//! What has to stand in a text, and in which order, for a pattern to match there.
//!
//! A [`Shape`] read as a cheap test: each of its literals in key form, one behind the other, of alternatives one. It is
//! necessary, not sufficient. The table scans for one literal of a pattern only; what else the pattern has to hold is
//! looked for here, so that most automata need not be built, let alone run. What a match is, is left to the automaton.

use std::cell::OnceCell;
use std::ops::Deref;

use memchr::memmem::Finder;

use super::shape::Shape;
use crate::log::key_form::key_of;

/// Key bytes that looking for needles may read in all; beyond it an automaton, which reads them once, is as quick.
const KEY_BYTES_MAX: usize = 512 * 1024;

/// From this many literals on it pays to note first which pairs of bytes a text holds: a literal that has another one
/// need not be looked for.
const MANY_LITERALS: usize = 6;

/// Key bytes of a text whose pairs are noted: a longer one holds too many of them to tell anything.
const PAIRS_BYTES_MAX: usize = 2 * 1024;

/// The key form of a text, of which several patterns ask whether they may match in it.
#[derive(Debug)]
pub struct Haystack<K> {
    key: K,
    pairs: OnceCell<Pairs>,
}

impl<K: Deref<Target = [u8]>> Haystack<K> {
    /// The haystack of a key form.
    #[must_use]
    pub fn new(key: K) -> Self {
        Haystack { key, pairs: OnceCell::new() }
    }

    /// Its pairs of bytes, or those of any text if it is long.
    fn pairs(&self) -> &Pairs {
        let of = || if self.key.len() <= PAIRS_BYTES_MAX { Pairs::of(&self.key) } else { Pairs::ALL };
        self.pairs.get_or_init(of)
    }
}

/// The needles of a pattern.
#[derive(Debug)]
pub struct Needles {
    root: Needle,
    /// How many literals there are.
    count: usize,
}

#[derive(Debug)]
enum Needle {
    /// Anything.
    Any,
    Literal(Literal),
    /// One behind the other.
    Sequence(Vec<Needle>),
    /// One of these.
    Either(Vec<Needle>),
}

impl Needles {
    /// Those of a shape.
    #[must_use]
    pub fn of(shape: &Shape) -> Self {
        let root = Needle::of(shape);
        let count = root.count();
        Needles { root, count }
    }

    /// False if no match of the pattern lies in a text of which this is the key form.
    #[must_use]
    pub fn may_stand_in<K: Deref<Target = [u8]>>(&self, text: &Haystack<K>) -> bool {
        let key = &text.key;
        if self.count == 0 || key.len().saturating_mul(self.count) > KEY_BYTES_MAX {
            return true;
        }
        let pairs = if self.count >= MANY_LITERALS { text.pairs() } else { text.pairs.get().unwrap_or(&Pairs::ALL) };
        self.root.end(key, pairs, 0).is_some()
    }
}

impl Needle {
    fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Literal(text) => match key_of(text) {
                key if key.is_empty() => Needle::Any,
                key => Needle::Literal(Literal::of(&key)),
            },
            Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => Needle::Any,
            Shape::Concat(parts) => Needle::Sequence(parts.iter().map(Needle::of).collect()),
            Shape::Either(branches) => Needle::Either(branches.iter().map(Needle::of).collect()),
        }
    }

    fn count(&self) -> usize {
        match self {
            Needle::Any => 0,
            Needle::Literal(_) => 1,
            Needle::Sequence(parts) | Needle::Either(parts) => parts.iter().map(Needle::count).sum(),
        }
    }

    /// The earliest end of it in `key` from `from` on: what comes behind it has then the most room.
    fn end(&self, key: &[u8], pairs: &Pairs, from: usize) -> Option<usize> {
        match self {
            Needle::Any => Some(from),
            Needle::Literal(literal) => literal.end(key, pairs, from),
            Needle::Sequence(parts) => parts.iter().try_fold(from, |at, part| part.end(key, pairs, at)),
            Needle::Either(branches) => branches.iter().filter_map(|branch| branch.end(key, pairs, from)).min(),
        }
    }
}

#[derive(Debug)]
struct Literal {
    finder: Box<Finder<'static>>,
    /// The pairs of bytes in it.
    pairs: Box<[u16]>,
}

impl Literal {
    fn of(key: &[u8]) -> Self {
        let pairs = key.array_windows().map(|pair| Pairs::slot(*pair));
        Literal { finder: Box::new(Finder::new(key).into_owned()), pairs: pairs.collect() }
    }

    fn end(&self, key: &[u8], pairs: &Pairs, from: usize) -> Option<usize> {
        if !self.pairs.iter().all(|slot| pairs.has(*slot)) {
            return None;
        }
        self.finder.find(&key[from..]).map(|at| from + at + self.finder.needle().len())
    }
}

/// Which pairs of neighboring bytes a text holds, and some that it does not: several share a slot.
#[derive(Debug)]
struct Pairs([u64; 32]);

impl Pairs {
    const ALL: Pairs = Pairs([u64::MAX; 32]);

    fn of(key: &[u8]) -> Self {
        let mut slots = [0; 32];
        for pair in key.array_windows() {
            let slot = Pairs::slot(*pair);
            slots[usize::from(slot >> 6)] |= 1 << (slot & 63);
        }
        Pairs(slots)
    }

    /// Of 2,048: the lower bits of both bytes, which differ most.
    fn slot(pair: [u8; 2]) -> u16 {
        (u16::from(pair[0]) << 5 ^ u16::from(pair[1])) & 2047
    }

    fn has(&self, slot: u16) -> bool {
        self.0[usize::from(slot >> 6)] >> (slot & 63) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_alternation_may_stand_where_one_of_its_literals_does(
            literals in proptest::collection::vec("[a-d]{1,4}", 1..2 * MANY_LITERALS),
            key in "[a-e]{0,60}",
        ) {
            let shape = Shape::Either(literals.iter().cloned().map(Shape::Literal).collect());
            let holds = literals.iter().any(|literal| key.contains(literal.as_str()));
            prop_assert_eq!(Needles::of(&shape).may_stand_in(&Haystack::new(key.as_bytes())), holds);
        }
    }
}
