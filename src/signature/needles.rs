//! What has to stand in a text, and in which order, for a pattern to match there.
//!
//! A [`Shape`] read as a cheap test: each of its literals in key form, one behind the other, of alternatives one. It is
//! necessary, not sufficient. The table scans for one literal of a pattern only; what else the pattern has to hold is
//! looked for here, so that most automata need not be built, let alone run. What a match is, is left to the automaton.

use memchr::memmem::Finder;

use super::shape::{Shape, lower_key};
use crate::log::key_form;

/// Key bytes that looking for needles may read in all; beyond it an automaton, which reads them once, is as quick.
const KEY_BYTES_MAX: usize = 512 * 1024;

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
    Literal(Box<Finder<'static>>),
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

    /// False if no match of the pattern lies in `text`.
    #[must_use]
    pub fn may_stand_in(&self, text: &[u8]) -> bool {
        if self.count == 0 || text.len().saturating_mul(self.count) > KEY_BYTES_MAX {
            return true;
        }
        let mut key = Vec::new();
        key_form::append(text, 0, text.len(), &mut key);
        key.make_ascii_lowercase();
        self.root.end(&key, 0).is_some()
    }
}

impl Needle {
    fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Literal(text) => match lower_key(text) {
                key if key.is_empty() => Needle::Any,
                key => Needle::Literal(Box::new(Finder::new(&key).into_owned())),
            },
            Shape::OneOf(_) | Shape::Gap => Needle::Any,
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
    fn end(&self, key: &[u8], from: usize) -> Option<usize> {
        match self {
            Needle::Any => Some(from),
            Needle::Literal(finder) => finder.find(&key[from..]).map(|at| from + at + finder.needle().len()),
            Needle::Sequence(parts) => parts.iter().try_fold(from, |at, part| part.end(key, at)),
            Needle::Either(branches) => branches.iter().filter_map(|branch| branch.end(key, from)).min(),
        }
    }
}
