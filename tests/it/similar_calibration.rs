//! Guesses when nothing is known: how often a shown one is right, and how often nothing is said where nothing is known.
//!
//! `cargo test --test it similar_calibration -- --nocapture` prints the figures. Three questions:
//!
//! * *known*: a labelled log whose entries lose their signatures but keep their texts. A guess is right if one of the
//!   shown entries is among those of the label.
//! * *unknown*: a labelled log without its entries, those related to them, and the others of their areas. Any guess is
//!   wrong.
//! * *foreign*: output of failing tools that no entry is about (`tests/unknown`). Any guess is wrong.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use kb::entry::{Entry, EntryId};
use kb::index::{IndexedEntry, TellingLine, TextIndex, from_entry};
use kb::knowledge_base::similar::{SIMILAR_COUNT_MAX, lines_of};

use crate::cli_support::files_below;
use crate::labelled::{Half, Share, labelled};
use crate::support::{builtin_entries, root};

/// Share of the logs with a shown guess of which one is right.
const SHOWN_RIGHT_MIN: f64 = 0.70;

/// Share of the logs that nothing is known about to which nothing is said.
const SILENT_MIN: f64 = 0.80;

struct Corpus {
    entries: Vec<Arc<Entry>>,
    index: TextIndex,
}

impl Corpus {
    fn new() -> Self {
        let entries = builtin_entries();
        let texts: Vec<IndexedEntry> = entries.iter().map(|entry| from_entry(entry)).collect();
        Corpus { index: TextIndex::build(&texts).expect("an index"), entries }
    }

    fn guesses(&self, log: &[u8], text_of: impl Fn(&Entry) -> Option<IndexedEntry>) -> Vec<(EntryId, String)> {
        let lines = lines_of(log);
        let telling: Vec<TellingLine<'_>> = lines.iter().map(|text| TellingLine { text, weight: 1.0 }).collect();
        let find = |id: &EntryId| self.entries.iter().find(|entry| entry.id == *id).and_then(|entry| text_of(entry));
        let hits = self.index.similar(&telling, SIMILAR_COUNT_MAX, find).expect("an answer").hits;
        hits.into_iter()
            .map(|hit| {
                let words: Vec<String> = hit.words.iter().map(|(word, worth)| format!("{word} {worth:.1}")).collect();
                (hit.id, format!("{:.1} {:?} [{}]", hit.score, hit.way, words.join(", ")))
            })
            .collect()
    }

    /// The entries that say something about what `ids` are about.
    fn near(&self, ids: &[String]) -> HashSet<EntryId> {
        let area = |id: &str| id.split('/').next().unwrap_or_default().to_owned();
        let areas: HashSet<String> = ids.iter().map(|id| area(id)).collect();
        let is_named = |id: &EntryId| ids.iter().any(|known| known == id.as_str());
        let names = |from: &Entry, to: &Entry| from.related.iter().any(|it| it.value.selects(&to.id, &to.tags));
        let labelled: Vec<&Arc<Entry>> = self.entries.iter().filter(|entry| is_named(&entry.id)).collect();
        let relates = |entry: &Entry| labelled.iter().any(|known| names(known, entry) || names(entry, known));
        let near = self.entries.iter().filter(|entry| areas.contains(&area(entry.id.as_str())) || relates(entry));
        near.map(|entry| entry.id.clone()).collect()
    }
}

/// Outputs of tools that fail in ways that no entry is about, by name.
fn foreign_logs() -> Vec<(String, Vec<u8>)> {
    let mut files = files_below(&root().join("tests/unknown"));
    files.retain(|file| file.extension().is_some_and(|end| end == "log"));
    let name = |file: &Path| file.file_stem().expect("a name").to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), std::fs::read(file).expect("a log"))).collect()
}

#[test]
fn a_shown_guess_is_mostly_right() {
    let corpus = Corpus::new();
    for half in Half::ALL {
        let (mut shown, mut silent, mut found) = (Share::default(), Share::default(), Share::default());
        for one in labelled().iter().filter(|one| one.half == half) {
            let is_right = |id: &EntryId| one.label.ids.iter().any(|known| known == id.as_str());
            let known = corpus.guesses(&one.log, |entry| {
                let mut text = from_entry(entry);
                if is_right(&entry.id) {
                    text.literals.clear();
                }
                Some(text)
            });
            let hit = known.iter().any(|(id, _)| is_right(id));
            found.add(hit);
            if !known.is_empty() {
                shown.add(hit);
            }
            if !hit {
                println!("{}: {} is not among {known:?}", one.name, one.label.roots().join(" or "));
            }
            let near = corpus.near(&one.label.ids);
            let unknown = corpus.guesses(&one.log, |entry| (!near.contains(&entry.id)).then(|| from_entry(entry)));
            silent.add(unknown.is_empty());
            if !unknown.is_empty() {
                shown.add(false);
                println!("{}: {unknown:?} is shown without {}", one.name, one.label.roots().join(" or "));
            }
        }
        let mut foreign = Share::default();
        for (name, log) in foreign_logs().iter().filter(|(name, _)| Half::of(name) == half) {
            let guesses = corpus.guesses(log, |entry| Some(from_entry(entry)));
            foreign.add(guesses.is_empty());
            if !guesses.is_empty() {
                shown.add(false);
                println!("{name}: {guesses:?} is shown for a foreign log");
            }
        }
        println!("{half:?}: silent where foreign: {foreign}");
        println!("{half:?}: shown guesses: {shown}; known ones found: {found}; silent where unknown: {silent}");
        assert!(shown.value() >= SHOWN_RIGHT_MIN, "{half:?}: {shown}");
        assert!(foreign.value() >= SILENT_MIN && silent.value() >= SILENT_MIN, "{half:?}: {foreign}; {silent}");
    }
}
