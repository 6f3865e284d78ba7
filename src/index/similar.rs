//! Entries that a log is *like*, when no signature knows it: a guess, and nothing rather than a wrong one.
//!
//! 1. Each line gives its telling words (`telling`); lines that begin an error weigh more.
//! 2. The most telling terms of the log, by rarity in the index times weight, are looked up.
//! 3. An entry is similar only if it *explains a line*: it has at least [`LINE_SHARE_MIN`] of the line's
//!    telling words by rarity, at least [`SHARED_TERMS_MIN`] of them (or one identifier that hardly any entry
//!    has). Words that no entry has count as the rarest. Scattered common words never add up to an answer.

use std::collections::HashMap;
use std::collections::HashSet;

use super::document::IndexedEntry;
use super::search::{Concept, FieldWeights, rarity};
use super::snippet::Highlighter;
use super::telling::{TellingWord, is_error_head, is_generic, is_log_word, telling_words};
use super::text_index::{TextIndex, guarded};
use super::tokenizer::fold;
use crate::entry::EntryId;
use crate::error::Result;

/// What a field proves. An entry is like a log by what is seen, not by what is done about it.
const SIMILAR_FIELDS: FieldWeights = FieldWeights {
    boost: [1.5, 3.0, 1.5, 3.0, 3.0, 2.5, 1.0, 0.0, 0.0, 0.0],
    length_share: [0.2, 0.3, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4],
};

/// The most terms that a log is looked up by.
pub const TERMS_MAX: usize = 24;

/// The most different lines that are read, error heads first.
pub const LINES_MAX: usize = 400;

/// What a line that begins an error is worth beside another one.
const HEAD_WEIGHT: f32 = 3.0;

/// The share of a line's telling words, by rarity, that an entry must have.
pub const LINE_SHARE_MIN: f32 = 0.5;

/// The fewest telling words of one line that an entry must have.
pub const SHARED_TERMS_MIN: usize = 2;

/// An identifier is rare enough to count alone if at most this share of all entries has it, or one entry.
const VERY_RARE_SHARE: f32 = 0.02;

/// A line of a log, unwrapped, with what it is worth beside the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TellingLine<'t> {
    /// The line's payload.
    pub text: &'t str,
    /// Above 0; 1 if nothing is known about it.
    pub weight: f32,
}

/// A similar entry.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarHit {
    /// The entry.
    pub id: EntryId,
    /// The sum of what its terms are worth; comparable within one answer.
    pub score: f32,
    /// The terms it shares with the log and their parts of the score, greatest first.
    pub terms: Vec<(String, f32)>,
    /// The place in the given lines of the one it explains best.
    pub line: usize,
}

/// The answer to a log.
#[derive(Clone, Debug, Default)]
pub struct SimilarAnswer {
    /// Best first, ties by id; empty if nothing is like the log.
    pub hits: Vec<SimilarHit>,
    /// Cuts snippets for this log.
    pub highlighter: Highlighter,
}

impl TextIndex {
    /// The entries that `lines` are like. `text_of` gives the text of an entry that the index knows.
    ///
    /// # Errors
    /// `Damaged` if the index turns out to be unreadable; the remedy is a rebuild.
    pub fn similar(
        &self,
        lines: &[TellingLine<'_>],
        limit: usize,
        text_of: impl FnMut(&EntryId) -> Option<IndexedEntry>,
    ) -> Result<SimilarAnswer> {
        guarded("search the text index", || Similar::new(self, lines).answer(limit, text_of))
    }
}

/// A line by its telling words.
struct Line {
    /// Its place in the given lines.
    index: usize,
    words: Vec<LineWord>,
    /// Compounds and folded parts.
    keys: HashSet<String>,
    weight: f32,
    is_head: bool,
}

#[derive(Clone, PartialEq)]
struct LineWord {
    /// Folded, each once.
    parts: Vec<String>,
    /// Each with the share of the word's parts it covers.
    compounds: Vec<(String, f32)>,
    weight: f32,
    is_specific: bool,
}

impl LineWord {
    fn new(telling: &TellingWord) -> LineWord {
        let word = &telling.word;
        let folded = |text: &String| fold(text).unwrap_or_else(|| text.clone());
        let part_count = word.parts.len() as f32;
        LineWord {
            parts: word
                .parts
                .iter()
                .map(|part| folded(&part.text))
                .filter(|part| part.len() > 1 && !is_log_word(part))
                .collect(),
            compounds: word.compounds.iter().map(|c| (c.text.clone(), c.count as f32 / part_count)).collect(),
            weight: telling.weight,
            is_specific: telling.is_specific,
        }
    }

    fn key(&self) -> String {
        self.compounds.first().map_or_else(|| self.parts.join(" "), |(text, _)| text.clone())
    }

    /// The share of the word that `keys` have.
    fn share_in(&self, keys: &HashSet<String>) -> f32 {
        let parts =
            self.parts.iter().filter(|part| keys.contains(*part)).count() as f32 / self.parts.len().max(1) as f32;
        self.compounds.iter().filter(|(text, _)| keys.contains(text)).map(|(_, share)| *share).fold(parts, f32::max)
    }

    fn is_generic(&self) -> bool {
        self.parts.iter().all(|part| is_generic(part))
    }
}

fn read_line(index: usize, text: &str, weight: f32) -> Line {
    let mut words: Vec<LineWord> = Vec::new();
    for word in telling_words(text) {
        let word = LineWord::new(&word);
        if !word.parts.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    let keys = words
        .iter()
        .flat_map(|word| word.parts.iter().chain(word.compounds.iter().map(|(text, _)| text)))
        .cloned()
        .collect();
    Line { index, words, keys, weight, is_head: is_error_head(text) }
}

struct Similar<'i> {
    index: &'i TextIndex,
    lines: Vec<Line>,
    cache: HashMap<String, (f32, Vec<(usize, f32)>)>,
}

/// How well a passage fits a line.
#[derive(Clone, Copy, Debug, Default)]
struct Fit {
    shared: usize,
    specific: usize,
    strength: f32,
    of_line: f32,
    of_passage: f32,
    line: usize,
    source: f32,
    run: usize,
    rare: bool,
    rule: u8,
}

impl<'i> Similar<'i> {
    fn new(index: &'i TextIndex, lines: &[TellingLine<'_>]) -> Self {
        let heads: Vec<bool> = lines.iter().map(|line| is_error_head(line.text)).collect();
        let order = (0..lines.len()).filter(|at| heads[*at]).chain((0..lines.len()).filter(|at| !heads[*at]));
        let mut seen = HashSet::new();
        let mut read = Vec::new();
        for at in order {
            if read.len() == LINES_MAX {
                break;
            }
            let line = read_line(at, lines[at].text, lines[at].weight);
            let mut key: Vec<String> = line.words.iter().map(LineWord::key).collect();
            key.sort();
            if !line.words.is_empty() && seen.insert(key) {
                read.push(line);
            }
        }
        Similar { index, lines: read, cache: HashMap::new() }
    }

    fn look_up(&mut self, term: &str, is_part: bool) -> tantivy::Result<&(f32, Vec<(usize, f32)>)> {
        if !self.cache.contains_key(term) {
            let _ = is_part;
            let found = self.index.occurrences(&Concept::of_term(term), &SIMILAR_FIELDS)?;
            let rare = rarity(found.worths.len(), self.index.ids().len());
            self.cache.insert(term.to_owned(), (rare, found.worths));
        }
        Ok(&self.cache[term])
    }

    fn importance(&mut self, word: &LineWord) -> tantivy::Result<f32> {
        let whole = match word.compounds.first() {
            Some((text, _)) => {
                let (r, w) = self.look_up(text, false)?;
                (!w.is_empty()).then_some(*r)
            }
            None => None,
        };
        let mut known = whole.is_some();
        let mut sum = 0.0;
        for part in &word.parts {
            let (r, w) = self.look_up(part, true)?;
            known |= !w.is_empty();
            sum += r * if is_generic(part) { GENERIC_WEIGHT } else { 1.0 };
        }
        let base = whole.unwrap_or(sum / word.parts.len() as f32);
        Ok(base * word.weight * if !known && word.is_specific { 0.3 } else { 1.0 })
    }

    fn answer(
        mut self,
        limit: usize,
        mut text_of: impl FnMut(&EntryId) -> Option<IndexedEntry>,
    ) -> tantivy::Result<SimilarAnswer> {
        let any_head = self.lines.iter().any(|line| line.is_head);
        self.lines.retain(|line| line.is_head == any_head);
        // terms
        let mut weights: HashMap<String, f32> = HashMap::new();
        for line in &self.lines {
            for word in &line.words {
                for term in word.parts.iter().chain(word.compounds.iter().map(|(t, _)| t)) {
                    let w = weights.entry(term.clone()).or_default();
                    *w = w.max(line.weight * word.weight * if is_generic(term) { GENERIC_WEIGHT } else { 1.0 });
                }
            }
        }
        let mut terms: Vec<(String, f32)> = Vec::new();
        for (term, weight) in weights {
            let (rare, worths) = self.look_up(&term, true)?;
            if !worths.is_empty() {
                let value = weight * rare;
                terms.push((term, value));
            }
        }
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.truncate(TERMS_MAX);
        let all = self.index.ids().len();
        let mut scores = vec![0.0_f32; all];
        for (term, value) in &terms {
            let (rare, worths) = &self.cache[term];
            for (doc, worth) in worths {
                scores[*doc] += worth * value / rare;
            }
        }
        let mut docs: Vec<usize> = (0..all).filter(|doc| scores[*doc] > 0.0).collect();
        docs.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        docs.truncate(20);
        let mut hits = Vec::new();
        for doc in docs {
            let id = &self.index.ids()[doc];
            let Some(entry) = text_of(id) else { continue };
            let fit = self.fit(&entry)?;
            if std::env::var("KBDBG").is_ok() && fit.shared > 0 {
                println!("      {id} score {:.1} {fit:?}", scores[doc]);
            }
            let pass = fit.rule > 0;
            if pass {
                hits.push(SimilarHit {
                    id: id.clone(),
                    score: fit.strength * fit.source,
                    terms: Vec::new(),
                    line: fit.line,
                });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(limit);
        Ok(SimilarAnswer { hits, ..Default::default() })
    }

    fn fit(&mut self, entry: &IndexedEntry) -> tantivy::Result<Fit> {
        let mut best = Fit::default();
        let mut best_value = 0.0;
        let all = self.index.ids().len();
        let unit = rarity(1, all);
        let lines = std::mem::take(&mut self.lines);
        let core = std::iter::once(&entry.title).chain(&entry.ask).chain(&entry.literals).map(|t| (1.0, t.as_str()));
        let symptom = entry.symptom.iter().flat_map(|t| t.split(['\n'])).map(|t| (0.9, t));
        let logs = entry.error_text.iter().flat_map(|t| t.lines()).map(|t| (0.8, t));
        for (source, text) in core.chain(symptom).chain(logs) {
            let passage = read_line(0, text, 1.0);
            if passage.words.is_empty() {
                continue;
            }
            let mut passage_total = 0.0;
            for word in &passage.words {
                passage_total += self.importance(word)?;
            }
            for line in &lines {
                if !passage.keys.iter().any(|key| line.keys.contains(key)) {
                    continue;
                }
                let mut fit = Fit { line: line.index, source, ..Fit::default() };
                let mut total = 0.0;
                let mut run = 0;
                for word in &line.words {
                    let importance = self.importance(word)?;
                    let share = word.share_in(&passage.keys);
                    total += importance;
                    fit.strength += importance * share;
                    run = if share >= 0.5 { run + 1 } else { 0 };
                    fit.run = fit.run.max(run);
                    if share >= 0.5 {
                        fit.shared += 1;
                        if !word.is_generic() {
                            fit.specific += 1;
                        }
                    }
                    if !word.is_generic() && word.is_specific {
                        for (text, _) in word.compounds.iter().filter(|(text, _)| passage.keys.contains(text)) {
                            let found = self.look_up(text, false)?.1.len();
                            fit.rare |= found <= (all / 50).max(1);
                        }
                    }
                }
                fit.of_line = fit.strength / total.max(f32::MIN_POSITIVE);
                let mut passage_has = 0.0;
                for word in &passage.words {
                    passage_has += self.importance(word)? * word.share_in(&line.keys);
                }
                fit.of_passage = passage_has / passage_total.max(f32::MIN_POSITIVE);
                let is_core = source == 1.0;
                fit.rule =
                    if is_core && fit.of_passage >= 0.85 && fit.shared >= 3 && (fit.specific >= 1 || fit.run >= 4) {
                        2
                    } else if fit.rare && fit.shared >= 1 {
                        3
                    } else if fit.shared >= 2
                        && fit.specific >= 1
                        && fit.of_line * fit.source >= LINE_SHARE_MIN
                        && fit.strength >= unit * STRENGTH_MIN
                    {
                        1
                    } else {
                        0
                    };
                let value =
                    fit.strength * source * fit.of_line.max(fit.of_passage) * if fit.rule > 0 { 1.0 } else { 0.01 };
                if value > best_value {
                    best_value = value;
                    best = fit;
                }
            }
        }
        self.lines = lines;
        Ok(best)
    }
}
const GENERIC_WEIGHT: f32 = 0.4;
const STRENGTH_MIN: f32 = 1.5;
