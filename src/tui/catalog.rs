//! All entries in short: what is browsed by area, and what `tag:`, `kind:` and `area:` are completed from.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::entry::{EntryId, EntryKind};
use crate::knowledge_base::KnowledgeBase;

/// An entry in short.
#[derive(Clone, Debug)]
pub struct CatalogEntry {
    /// Its id.
    pub id: EntryId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: EntryKind,
}

/// All entries in short.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// In id order.
    pub entries: Vec<CatalogEntry>,
    /// The areas by name, each with its entries (half-open, into `entries`).
    pub areas: Vec<(String, Range<usize>)>,
    /// All tags by name.
    pub tags: Vec<String>,
}

impl Catalog {
    /// Reads all entries: not for the thread that draws.
    #[must_use]
    pub fn of(kb: &KnowledgeBase) -> Catalog {
        let mut catalog = Catalog::default();
        let mut tags = BTreeSet::new();
        for entry in kb.entries() {
            tags.extend(entry.tags.iter().cloned());
            let at = catalog.entries.len();
            match catalog.areas.last_mut().filter(|(area, _)| area == entry.id.area()) {
                Some((_, range)) => range.end = at + 1,
                None => catalog.areas.push((entry.id.area().to_owned(), at..at + 1)),
            }
            let (id, title, kind) = (entry.id.clone(), entry.title.clone(), entry.kind);
            catalog.entries.push(CatalogEntry { id, title, kind });
        }
        catalog.tags = tags.into_iter().collect();
        catalog
    }

    /// The values that `field:` can have and that begin with `start`, in order; none if `field` is no filter.
    #[must_use]
    pub fn completions(&self, field: &str, start: &str) -> Vec<&str> {
        let start = start.to_lowercase();
        let known: Vec<&str> = match field {
            "tag" => self.tags.iter().map(String::as_str).collect(),
            "area" => self.areas.iter().map(|(area, _)| area.as_str()).collect(),
            "kind" => EntryKind::ALL.iter().map(|kind| kind.word()).collect(),
            _ => Vec::new(),
        };
        known.into_iter().filter(|value| value.to_lowercase().starts_with(&start)).collect()
    }
}
