//! Ranks entries for a [`Query`].
//!
//! Scores are BM25F: how often a term stands in a field is weighted by the field and by the field's length
//! *before* it saturates, and the rarity of a term is counted over whole entries. So a word in the title and
//! in the fix counts once, as one better hit, and a term's share of a score is at most its rarity: sums are
//! comparable, and [`similar`](super::similar) can tell how much of a log an entry explains. What counts as
//! one term is a [`Concept`]: a word, its folded form, words it is the beginning of, or words one typo away.

use std::collections::{HashMap, HashSet};

use super::query::{Filter, Query};
use super::snippet::Highlighter;
use super::text_index::{FilterField, TextField, TextIndex, guarded};
use super::tokenizer::{SPANNING_PARTS_MAX, Word, fold, spanning_term};
use crate::entry::{EntryId, EntryKind};
use crate::error::Result;

/// What a field's words are worth and how much its length counts against it, by [`TextField`]. Titles and
/// questions are written to be found; code and the rest mention much that they are not about.
pub(super) const SEARCH_FIELDS: FieldWeights = FieldWeights {
    boost: [3.0, 5.0, 3.0, 5.0, 2.0, 1.8, 1.4, 1.2, 0.7, 0.6],
    length_share: [0.2, 0.3, 0.2, 0.3, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6],
};

/// How fast repeated or highly weighted occurrences saturate: at this weighted frequency a term has half of
/// its worth. Usual values are 1.2 to 2.0 for unweighted frequencies; ours are weighted by up to 5.
const SATURATION: f32 = 4.0;

/// What a folded form is worth beside the word itself.
const FOLDED_WEIGHT: f32 = 0.6;

/// What a longer word is worth where the query's last word is its beginning.
const PREFIX_WEIGHT: f32 = 0.6;

/// What a word is worth that is one typo away.
const TYPO_WEIGHT: f32 = 0.6;

/// What a piece of a compound is worth beside the whole (`UndefinedColumn` of `errors.UndefinedColumn`).
const PIECE_WEIGHT: f32 = 0.5;

/// What it is worth that two words of the query stand side by side in an entry, beside a word of the same rarity.
const PAIR_WEIGHT: f32 = 0.1;

/// The most words that a beginning stands for: the most frequent ones. More would make `c` cost a scan.
const PREFIX_TERMS_MAX: usize = 64;

/// The fewest letters of a word that may have a typo; shorter words have too many neighbors.
const TYPO_LETTERS_MIN: usize = 5;

/// The most words that a typo stands for.
const TYPO_TERMS_MAX: usize = 3;

/// The most ways to read a phrase whose words may be compounds in the text.
const PHRASE_READINGS_MAX: usize = 16;

/// How much of a score depends on how many of the query's words an entry has. At 1 an entry with half of the
/// (rarity-weighted) words keeps half of its score.
const COVERAGE_SHARE: f32 = 0.7;

/// Weights by [`TextField`].
pub(super) struct FieldWeights {
    /// What an occurrence in the field is worth; 0 leaves the field out.
    pub(super) boost: [f32; TextField::ALL.len()],
    /// 0 to 1: how much a text longer than the field's average counts against its words.
    pub(super) length_share: [f32; TextField::ALL.len()],
}

/// An entry found.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The entry.
    pub id: EntryId,
    /// BM25F, finite, above 0 unless only filters were given; comparable within one answer.
    pub score: f32,
}

/// The answer to a query.
#[derive(Clone, Debug)]
pub struct SearchAnswer {
    /// Best first, ties by id; at most as many as asked for.
    pub hits: Vec<SearchHit>,
    /// How many entries were found in all.
    pub total: usize,
    /// What the user should know: an unknown filter value, a corrected typo. Sentences without a full stop.
    pub notices: Vec<String>,
    /// Cuts snippets for this query.
    pub highlighter: Highlighter,
}

/// Terms that count as one, each with its worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Concept {
    pub(super) forms: Vec<(String, f32)>,
}

impl Concept {
    /// A part of a word and its folded form.
    pub(super) fn of_part(part: &str) -> Concept {
        let folded = fold(part).map(|folded| (folded, FOLDED_WEIGHT));
        Concept { forms: std::iter::once((part.to_owned(), 1.0)).chain(folded).collect() }
    }

    pub(super) fn of_term(term: &str) -> Concept {
        Concept { forms: vec![(term.to_owned(), 1.0)] }
    }
}

/// Where a concept occurs.
pub(super) struct Occurrences {
    /// Documents, ascending, with what the concept is worth there: rarity times saturated frequency.
    pub(super) worths: Vec<(usize, f32)>,
    /// How rare it is: the most it can be worth; 0 if no entry has it.
    pub(super) rarity: f32,
}

/// How rare something is that `found` of `all` entries have.
pub(super) fn rarity(found: usize, all: usize) -> f32 {
    let (found, all) = (found as f32, all as f32);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
}

/// Adds up numbers by document. One is made for a search and used for every sum in it, since there are far more documents than are
/// found: clearing takes as long as reading out, and no longer.
pub(super) struct Sums {
    numbers: Vec<f32>,
    /// A bit for each document that was added to.
    found: Vec<u64>,
}

impl Sums {
    pub(super) fn new(doc_count: usize) -> Self {
        Sums { numbers: vec![0.0; doc_count], found: vec![0; doc_count.div_ceil(64)] }
    }

    fn add(&mut self, doc: usize, number: f32) {
        self.numbers[doc] += number;
        self.found[doc / 64] |= 1 << (doc % 64);
    }

    /// How many documents were added to.
    fn count(&self) -> usize {
        self.found.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// The documents that were added to, ascending, with what `of` makes of their sums; nothing is left.
    fn take(&mut self, of: impl Fn(usize, f32) -> f32) -> Vec<(usize, f32)> {
        let mut sums = Vec::with_capacity(self.count());
        for (word, bits) in self.found.iter_mut().enumerate() {
            while *bits != 0 {
                let doc = word * 64 + bits.trailing_zeros() as usize;
                *bits &= *bits - 1;
                sums.push((doc, of(doc, std::mem::take(&mut self.numbers[doc]))));
            }
        }
        sums
    }
}

impl TextIndex {
    /// The entries that answer `query`, best first.
    ///
    /// # Errors
    /// `Damaged` if the index turns out to be unreadable; the remedy is a rebuild.
    pub fn search(&self, query: &Query, limit: usize) -> Result<SearchAnswer> {
        guarded("search the text index", || Search::new(self).answer(query, limit))
    }

    /// Looks `concept` up in the fields that have a weight.
    pub(super) fn occurrences(
        &self,
        concept: &Concept,
        weights: &FieldWeights,
        sums: &mut Sums,
    ) -> tantivy::Result<Occurrences> {
        let doc_count = self.ids().len();
        for (term, form_weight) in &concept.forms {
            for field in TextField::ALL {
                let (boost, share) = (weights.boost[field as usize], weights.length_share[field as usize]);
                if boost > 0.0 {
                    self.postings(field, term, |doc, count, length| {
                        let frequency = count as f32 / (1.0 - share + share * length);
                        sums.add(doc, form_weight * boost * frequency);
                    })?;
                }
            }
        }
        let count = sums.count();
        let rarity = if count == 0 { 0.0 } else { rarity(count, doc_count) };
        let worths = sums.take(|_, frequency| rarity * frequency / (SATURATION + frequency));
        Ok(Occurrences { worths, rarity })
    }

    /// The documents in which `phrase` stands in one field, ascending.
    pub(super) fn docs_with_phrase(&self, phrase: &[Word]) -> tantivy::Result<Vec<usize>> {
        let mut docs = Vec::new();
        for field in TextField::ALL {
            for reading in self.readings(field, phrase)? {
                docs.extend(self.phrase_docs(field, &reading)?);
            }
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(docs)
    }

    /// The ways in which `field` may hold `phrase`: each word as its parts, as one part, or as a compound that
    /// takes several positions. Terms with their positions.
    fn readings(&self, field: TextField, phrase: &[Word]) -> tantivy::Result<Vec<Vec<(usize, String)>>> {
        let mut readings: Vec<(usize, Vec<(usize, String)>)> = vec![(0, Vec::new())];
        for word in phrase {
            let choices = self.word_readings(field, word)?;
            let mut longer = Vec::new();
            for (at, terms) in &readings {
                for (width, choice) in &choices {
                    let placed = choice.iter().enumerate().map(|(offset, term)| (at + offset, term.clone()));
                    longer.push((at + width, terms.iter().cloned().chain(placed).collect()));
                }
            }
            longer.truncate(PHRASE_READINGS_MAX);
            readings = longer;
        }
        Ok(readings.into_iter().map(|(_, terms)| terms).collect())
    }

    /// The ways in which `field` may hold `word`: positions taken, and the terms at the first of them.
    fn word_readings(&self, field: TextField, word: &Word) -> tantivy::Result<Vec<(usize, Vec<String>)>> {
        let parts: Vec<String> = word.parts.iter().map(|part| part.text.clone()).collect();
        let mut choices = vec![(parts.len(), parts)];
        let single = if word.parts.len() == 1 { Some(&word.parts[0].text) } else { word.whole().map(|w| &w.text) };
        let Some(text) = single else { return Ok(choices) };
        if word.parts.len() > 1 && self.has_term(field, text)? {
            choices.push((1, vec![text.clone()]));
        }
        for count in (2..=SPANNING_PARTS_MAX).filter(|count| *count != word.parts.len()) {
            let term = spanning_term(text, count);
            if self.has_term(field, &term)? {
                choices.push((count, vec![term]));
            }
        }
        Ok(choices)
    }
}

/// A word of the query: concepts and what each is worth.
struct Group {
    concepts: Vec<Weighted>,
}

struct Weighted {
    concept: Concept,
    /// Share of the group's worth.
    weight: f32,
    /// Share of the word that an entry has which has this concept.
    coverage: f32,
}

/// One search under way.
struct Search<'i> {
    index: &'i TextIndex,
    notices: Vec<String>,
    highlights: HashMap<String, f32>,
}

impl<'i> Search<'i> {
    fn new(index: &'i TextIndex) -> Self {
        Search { index, notices: Vec::new(), highlights: HashMap::new() }
    }

    fn answer(mut self, query: &Query, limit: usize) -> tantivy::Result<SearchAnswer> {
        let allowed = self.allowed(query)?;
        let is_allowed = |doc: &usize| allowed.as_ref().is_none_or(|allowed| allowed[*doc]);
        let mut found: Vec<(usize, f32)> = if query.is_empty() {
            (0..self.index.ids().len()).filter(is_allowed).map(|doc| (doc, 0.0)).collect()
        } else {
            self.scores(query)?.into_iter().filter(|(doc, score)| *score > 0.0 && is_allowed(doc)).collect()
        };
        let total = found.len();
        // Documents are in the order of their ids: ties break by id.
        let best_first = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if limit < total {
            found.select_nth_unstable_by(limit, best_first);
            found.truncate(limit);
        }
        found.sort_unstable_by(best_first);
        let hits = found.into_iter().map(|(doc, score)| SearchHit { id: self.index.ids()[doc].clone(), score });
        let hits = hits.collect();
        Ok(SearchAnswer { hits, total, notices: self.notices, highlighter: Highlighter::new(self.highlights) })
    }

    /// Which documents may be found; `None` if all may.
    fn allowed(&mut self, query: &Query) -> tantivy::Result<Option<Vec<bool>>> {
        if query.filters.is_empty() && query.excluded.is_empty() && query.phrases.is_empty() {
            return Ok(None);
        }
        let mut allowed = self.filtered(&query.filters)?;
        for phrase in &query.excluded {
            self.docs_with_words(phrase)?.into_iter().for_each(|doc| allowed[doc] = false);
        }
        self.with_phrases(&query.phrases, allowed).map(Some)
    }

    /// Which documents pass `filters`.
    fn filtered(&mut self, filters: &[Filter]) -> tantivy::Result<Vec<bool>> {
        let mut allowed = vec![true; self.index.ids().len()];
        for field in FilterField::ALL {
            if !filters.iter().any(|filter| filter.field == field) {
                continue;
            }
            let mut wanted = vec![false; allowed.len()];
            let mut any_wanted = false;
            for filter in filters.iter().filter(|filter| filter.field == field) {
                let docs = self.index.filter_docs(field, &filter.value)?;
                if docs.is_empty() {
                    self.notices.push(self.unknown_value(filter)?);
                }
                for doc in docs {
                    if filter.excluded {
                        allowed[doc] = false;
                    } else {
                        wanted[doc] = true;
                    }
                }
                any_wanted |= !filter.excluded;
            }
            if any_wanted {
                allowed.iter_mut().zip(&wanted).for_each(|(allowed, wanted)| *allowed &= wanted);
            }
        }
        Ok(allowed)
    }

    /// Says that no entry has the value of `filter`, and which ones there are.
    fn unknown_value(&self, filter: &Filter) -> tantivy::Result<String> {
        let known = if filter.field == FilterField::Kind {
            EntryKind::ALL.iter().map(|kind| kind.word().to_owned()).collect()
        } else {
            self.index.filter_values(filter.field)?
        };
        let (name, value) = (filter.field.name(), &filter.value);
        let mut notice = format!("no entry has the {name} `{value}`");
        if let Some(close) = known.iter().find(|known| **known != *value && is_one_typo_away(known, value)) {
            notice.push_str(&format!("; did you mean `{name}:{close}`?"));
        } else if filter.field == FilterField::Kind && !known.contains(value) {
            notice.push_str(&format!("; kinds are {}", known.join(", ")));
        }
        Ok(notice)
    }

    /// Leaves only documents that have all `phrases`, unless that leaves none.
    fn with_phrases(&mut self, phrases: &[Vec<Word>], allowed: Vec<bool>) -> tantivy::Result<Vec<bool>> {
        if phrases.is_empty() {
            return Ok(allowed);
        }
        let mut left = allowed.clone();
        for phrase in phrases {
            let mut has = vec![false; left.len()];
            self.index.docs_with_phrase(phrase)?.into_iter().for_each(|doc| has[doc] = true);
            left.iter_mut().zip(&has).for_each(|(left, has)| *left &= has);
        }
        if left.contains(&true) || !allowed.contains(&true) {
            return Ok(left);
        }
        let shown: Vec<String> = phrases.iter().map(|phrase| format!("\"{}\"", phrase_text(phrase))).collect();
        self.notices.push(format!("no entry has the phrase {}; showing entries with its words", shown.join(" and ")));
        Ok(allowed)
    }

    /// Documents that have each of `words`, as they stand or next to each other.
    fn docs_with_words(&self, words: &[Word]) -> tantivy::Result<Vec<usize>> {
        match words {
            [word] if word.parts.len() == 1 => {
                let concept = Concept::of_part(&word.parts[0].text);
                let all = FieldWeights { boost: [1.0; TextField::ALL.len()], ..SEARCH_FIELDS };
                let mut sums = Sums::new(self.index.ids().len());
                Ok(self.index.occurrences(&concept, &all, &mut sums)?.worths.into_iter().map(|(doc, _)| doc).collect())
            }
            _ => self.index.docs_with_phrase(words),
        }
    }

    /// The documents that have anything of the query, ascending, with their scores.
    fn scores(&mut self, query: &Query) -> tantivy::Result<Vec<(usize, f32)>> {
        let doc_count = self.index.ids().len();
        let mut sums = Sums::new(doc_count);
        let mut scores = Sums::new(doc_count);
        // What of the query each document has, by its words' rarity.
        let mut covered = vec![0.0; doc_count];
        let mut wanted = 0.0;
        for group in self.groups(query)? {
            let mut parts = Vec::new();
            let mut group_rarity = 0.0_f32;
            for part in group.concepts {
                let found = self.index.occurrences(&part.concept, &SEARCH_FIELDS, &mut sums)?;
                found.worths.iter().for_each(|(doc, worth)| scores.add(*doc, part.weight * worth));
                group_rarity = group_rarity.max(found.rarity);
                for (term, weight) in part.concept.forms {
                    let highlight = self.highlights.entry(term).or_default();
                    *highlight = highlight.max(found.rarity * weight * part.weight);
                }
                parts.push((part.coverage, found.worths));
            }
            wanted += group_rarity;
            let mut cover = |doc: usize, share: f32| covered[doc] += share.min(1.0) * group_rarity;
            // Most words are one part, and there is nothing to add up.
            if let [(coverage, worths)] = parts.as_slice() {
                worths.iter().for_each(|(doc, _)| cover(*doc, *coverage));
                continue;
            }
            for (coverage, worths) in parts {
                worths.iter().for_each(|(doc, _)| sums.add(*doc, coverage));
            }
            sums.take(|_, share| share).into_iter().for_each(|(doc, share)| cover(doc, share));
        }
        for pair in &query.pairs {
            let docs = self.index.docs_with_phrase(pair)?;
            let worth = PAIR_WEIGHT * rarity(docs.len(), doc_count);
            docs.into_iter().for_each(|doc| scores.add(doc, worth));
        }
        let covered_worth = COVERAGE_SHARE / wanted.max(f32::MIN_POSITIVE);
        Ok(scores.take(|doc, score| score * (1.0 - COVERAGE_SHARE + covered_worth * covered[doc])))
    }

    /// The words of the query, those of its phrases included.
    fn groups(&mut self, query: &Query) -> tantivy::Result<Vec<Group>> {
        let mut groups = Vec::new();
        for (index, word) in query.words.iter().enumerate() {
            let is_prefix = query.last_is_prefix && index + 1 == query.words.len();
            groups.push(self.group(word, is_prefix)?);
        }
        for word in query.phrases.iter().flatten() {
            groups.push(self.group(word, false)?);
        }
        Ok(groups)
    }

    fn group(&mut self, word: &Word, is_prefix: bool) -> tantivy::Result<Group> {
        let part_count = word.parts.len();
        let mut concepts = Vec::new();
        for (index, compound) in word.compounds.iter().enumerate() {
            let is_whole = index == 0 && compound.count == part_count;
            let mut concept = Concept::of_term(&compound.text);
            if is_prefix && is_whole {
                concept.forms.extend(self.longer_terms(&compound.text)?);
            }
            let weight = if is_whole { 1.0 } else { PIECE_WEIGHT };
            concepts.push(Weighted { concept, weight, coverage: compound.count as f32 / part_count as f32 });
        }
        for (index, part) in word.parts.iter().enumerate() {
            let mut concept = Concept::of_part(&part.text);
            if is_prefix && index + 1 == part_count {
                concept.forms.extend(self.longer_terms(&part.text)?);
            }
            let share = 1.0 / part_count as f32;
            concepts.push(Weighted { concept, weight: share, coverage: share });
        }
        if let [only] = concepts.as_mut_slice() {
            self.correct(&word.parts[0].text, is_prefix, &mut only.concept)?;
        }
        Ok(Group { concepts })
    }

    /// The most frequent words that begin with `start`; compounds only if it is one, since their parts are terms,
    /// too.
    fn longer_terms(&self, start: &str) -> tantivy::Result<Vec<(String, f32)>> {
        let is_plain = |text: &str| text.chars().all(char::is_alphanumeric);
        let wants_plain = is_plain(start);
        let mut counts: HashMap<String, u32> = HashMap::new();
        for field in TextField::ALL {
            self.index.terms_with_prefix(field, start, |term, count| {
                if term.len() > start.len() && (!wants_plain || is_plain(term)) {
                    *counts.entry(term.to_owned()).or_default() += count;
                }
            })?;
        }
        Ok(most_frequent(counts, PREFIX_TERMS_MAX).into_iter().map(|term| (term, PREFIX_WEIGHT)).collect())
    }

    /// Adds the words one typo away to `concept`, where no entry has any of its terms. Of a word that may go on, also
    /// the words whose beginning is one typo away.
    fn correct(&mut self, word: &str, is_prefix: bool, concept: &mut Concept) -> tantivy::Result<()> {
        let is_word = |text: &str| text.chars().all(char::is_alphabetic);
        let letters = word.chars().count();
        if letters < TYPO_LETTERS_MIN || !is_word(word) || self.is_known(concept)? {
            return Ok(());
        }
        let first_letter: String = word.chars().take(1).collect();
        let mut counts = self.words_near(word, false, &first_letter)?;
        if counts.is_empty() && is_prefix {
            counts = self.words_near(word, true, &first_letter)?;
        }
        // The first letter is the one that is mistyped least.
        if counts.is_empty() {
            counts = self.words_near(word, false, "")?;
        }
        // A folded form is no word; the word it comes from is here too.
        let folded: HashSet<String> = counts.keys().filter_map(|term| fold(term)).collect();
        counts.retain(|term, _| !folded.contains(term));
        let close = most_frequent(counts, TYPO_TERMS_MAX);
        if !close.is_empty() {
            let shown: Vec<String> = close.iter().map(|term| format!("`{term}`")).collect();
            self.notices.push(format!("no entry has the word `{word}`; showing {}", shown.join(", ")));
        }
        concept.forms.extend(close.into_iter().map(|term| (term, TYPO_WEIGHT)));
        Ok(())
    }

    /// The words that begin with `start` and are one typo away from `word`, or whose beginning is, with their counts.
    fn words_near(&self, word: &str, is_prefix: bool, start: &str) -> tantivy::Result<HashMap<String, u32>> {
        let is_word = |text: &str| text.chars().all(char::is_alphabetic);
        let letters = word.chars().count();
        let begins_near = |term: &str| {
            (letters - 1..=letters + 1).any(|count| {
                let end = term.char_indices().nth(count).map(|(at, _)| at);
                end.is_some_and(|end| is_one_typo_away(&term[..end], word))
            })
        };
        let mut counts: HashMap<String, u32> = HashMap::new();
        for field in TextField::ALL {
            self.index.terms_with_prefix(field, start, |term, count| {
                let is_near = if is_prefix { begins_near(term) } else { is_one_typo_away(term, word) };
                if is_near && is_word(term) {
                    *counts.entry(term.to_owned()).or_default() += count;
                }
            })?;
        }
        Ok(counts)
    }

    fn is_known(&self, concept: &Concept) -> tantivy::Result<bool> {
        for (term, _) in &concept.forms {
            for field in TextField::ALL {
                if self.index.has_term(field, term)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// The `count_max` most frequent terms, ties in alphabetical order.
fn most_frequent(counts: HashMap<String, u32>, count_max: usize) -> Vec<String> {
    let mut terms: Vec<(String, u32)> = counts.into_iter().collect();
    terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    terms.truncate(count_max);
    terms.into_iter().map(|(term, _)| term).collect()
}

fn phrase_text(phrase: &[Word]) -> String {
    let text = |word: &Word| word.whole().map_or(&word.parts[0].text, |whole| &whole.text).clone();
    phrase.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// True if one letter added, left out, changed or swapped with its neighbor makes `a` into `b`.
fn is_one_typo_away(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same_start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same_end], &b[..b.len() - same_end]);
    match (a, b) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_by_document_and_leave_nothing_behind() {
        let mut sums = Sums::new(130);
        for _ in 0..2 {
            for (doc, number) in [(129, 1.0), (3, 0.5), (64, 2.0), (3, 0.25), (0, 0.0)] {
                sums.add(doc, number);
            }
            assert_eq!(sums.count(), 4);
            assert_eq!(sums.take(|_, sum| sum), [(0, 0.0), (3, 0.75), (64, 2.0), (129, 1.0)]);
        }
        assert_eq!(Sums::new(0).take(|_, sum| sum), []);
    }

    #[test]
    fn one_typo_is_an_insertion_a_deletion_a_change_or_a_swap() {
        for (a, b) in
            [("docker", "dockr"), ("docker", "dockers"), ("docker", "dacker"), ("docker", "dokcer"), ("aab", "ab")]
        {
            assert!(is_one_typo_away(a, b) && is_one_typo_away(b, a), "{a} {b}");
        }
        for (a, b) in [("docker", "docker"), ("docker", "dkocre"), ("docker", "dock"), ("ab", "cd"), ("", "")] {
            assert!(!is_one_typo_away(a, b), "{a} {b}");
        }
    }
}
