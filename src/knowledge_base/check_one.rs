//! `kb check` for one entry: what is wrong with what somebody has just written.

use std::sync::Arc;

use super::KnowledgeBase;
use crate::check::{self, AskSearch, CheckInput, CheckedEntry, PackFacts, PackFolders};
use crate::diagnostic::{Diagnostic, Level};
use crate::entry::EntryId;
use crate::error::Result;
use crate::index::Query;

/// Errors and warnings about entry `id`, by place: of its file, its signatures, its examples against the whole corpus.
///
/// # Errors
/// If the signatures are too many for one table.
pub fn check_one(kb: &KnowledgeBase, id: &EntryId) -> Result<Vec<Diagnostic>> {
    let Some(ordinal) = kb.sources().find(id) else { return Ok(Vec::new()) };
    let corpus = kb.corpus();
    let path = &kb.sources().sources()[ordinal].path;
    let entries = corpus.entries.iter().map(|it| CheckedEntry {
        entry: Arc::clone(&it.entry),
        pack: it.pack,
        vars: kb.sources().vars(it.ordinal).into_keys().collect(),
        is_reported: it.ordinal == ordinal,
    });
    let is_read = |id: &EntryId| corpus.find(id).is_some();
    let ids = kb.sources().sources().iter().map(|source| source.id.clone());
    let packs = corpus.packs.iter().map(|pack| PackFacts { name: pack.name.clone() });
    let folders = PackFolders(corpus.packs.iter().map(|pack| pack.root.clone()).collect());
    let outcome = check::check(CheckInput {
        entries: entries.collect(),
        unreadable: ids.filter(|id| !is_read(id)).collect(),
        packs: packs.collect(),
        diagnostics: corpus.diagnostics.iter().filter(|it| it.source.path == *path).cloned().collect(),
        files: &folders,
        search: Some(&Search(kb)),
    })?;
    let mut found = outcome.diagnostics;
    found.retain(|one| one.level != Level::Note);
    Ok(found)
}

struct Search<'a>(&'a KnowledgeBase);

impl AskSearch for Search<'_> {
    fn first(&self, phrase: &str, limit: usize) -> Vec<EntryId> {
        self.0.search_ids(&Query::plain(phrase), limit).unwrap_or_default()
    }
}
