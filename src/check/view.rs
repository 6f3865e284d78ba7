//! The corpus as rules look at it: by position and by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{CheckInput, CheckedEntry};
use crate::diagnose::{CompiledCorpus, CompiledEntry};
use crate::entry::{Condition, Entry, EntryId, MemberSource, Selector};

/// All entries with what was compiled of them.
pub(super) struct View<'a> {
    pub(super) input: &'a CheckInput<'a>,
    pub(super) compiled: &'a CompiledCorpus,
    by_id: BTreeMap<&'a EntryId, usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(input: &'a CheckInput<'a>, compiled: &'a CompiledCorpus) -> Self {
        let by_id = input.entries.iter().enumerate().map(|(index, checked)| (&checked.entry.id, index)).collect();
        View { input, compiled, by_id }
    }

    /// The entries whose faults are wanted, with their positions.
    pub(super) fn reported(&self) -> impl Iterator<Item = (usize, &'a CheckedEntry)> {
        self.input.entries.iter().enumerate().filter(|(_, checked)| checked.is_reported)
    }

    /// The entry at `index`.
    pub(super) fn entry(&self, index: usize) -> &'a Arc<Entry> {
        &self.input.entries[index].entry
    }

    /// The compiled entry at `index`.
    pub(super) fn compiled(&self, index: usize) -> &'a CompiledEntry {
        &self.compiled.entries()[index]
    }

    /// True if the faults of the entry at `index` are wanted.
    pub(super) fn is_reported(&self, index: usize) -> bool {
        self.input.entries[index].is_reported
    }

    /// The position of the entry `id`.
    pub(super) fn position(&self, id: &EntryId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// True if there is an entry `id`, readable or not.
    pub(super) fn exists(&self, id: &EntryId) -> bool {
        self.by_id.contains_key(id) || self.input.unreadable.contains(id)
    }

    /// The positions of the entries that `selector` of the entry at `from` means. Of an area or a tag
    /// that it belongs to itself, the others.
    pub(super) fn selected(&self, from: usize, selector: &Selector) -> Vec<usize> {
        match selector {
            Selector::Id(id) => self.position(id).into_iter().collect(),
            Selector::Area(_) | Selector::Tag(_) => (0..self.input.entries.len())
                .filter(|index| *index != from && selector.selects(&self.entry(*index).id, &self.entry(*index).tags))
                .collect(),
        }
    }

    /// The name of the pack of the entry at `index`.
    pub(super) fn pack_name(&self, index: usize) -> &'a str {
        let pack = self.input.entries[index].pack;
        self.input.packs.get(pack).map_or("", |facts| facts.name.as_str())
    }
}

/// The patterns of a signature as written, in the order of
/// [`Signature::members`](crate::signature::Signature::members).
pub(super) fn member_sources(condition: &Condition) -> Vec<&MemberSource> {
    match condition {
        Condition::Single(member) => vec![member],
        Condition::Combination { all, any, none, sequence } => {
            all.iter().chain(any).chain(none).chain(sequence).collect()
        }
    }
}
