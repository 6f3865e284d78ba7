//! Entries that a log is *like*, when no signature knows it: a guess, and nothing rather than a wrong one.
//!
//! 1. The lines that begin an error, and the one after each (all lines if no line begins one), give their
//!    telling words (`telling`).
//! 2. The log's most telling terms find candidates in the index: rarity times weight, a sum over terms.
//! 3. Each candidate's text is read, and a passage of it has to *fit* one line, in one of three ways
//!    ([`Way`]): scattered words, which any two long texts share, never add up to an answer.
//!
//! Words are worth their rarity in the corpus. A small corpus cannot know that "connection" is common in
//! errors of any kind, so a list of such words says it; at least one shared word must not be on it, unless
//! the words follow each other as they do in the entry.
//!
//! A line that is nearer to a near miss of the entry (a `log no-match` block) than to the passage does not count.
//!
//! How often that is right is measured on labelled logs (`cargo test --test it similar_calibration -- --nocapture`): the
//! limits below were chosen on one half of them so that a shown answer is right in more than 70 % of the cases, also where
//! the log is about something that no entry knows.

mod line;

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::document::IndexedEntry;
use super::search::{Concept, FieldWeights, Sums, rarity};
use super::snippet::Highlighter;
use super::telling::{is_error_head, is_frame, is_generic};
use super::text_index::{TextIndex, guarded};
use crate::entry::EntryId;
use crate::error::Result;

use line::{Keys, Line, LineWord, Term, TermNumbers, beginning};

/// What a field is worth when candidates are looked for: an entry is like a log by what is seen, not by what is
/// done about it.
const CANDIDATE_FIELDS: FieldWeights = FieldWeights {
    boost: [1.5, 3.0, 1.5, 3.0, 3.0, 2.5, 1.0, 0.0, 0.0, 0.0],
    length_share: [0.2, 0.3, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4],
};

/// The most terms that candidates are looked up by. More terms are weaker ones.
pub const TERMS_MAX: usize = 24;

/// The most different lines that are compared. An error says itself in its first different lines; a log of
/// thousands of different error lines is not one error.
pub const LINES_MAX: usize = 200;

/// The most words of one line that are compared; what is longer is a dump.
pub const LINE_WORDS_MAX: usize = 60;

/// The most bytes of one line that are read.
pub const LINE_BYTES_MAX: usize = 4096;

/// The most candidates whose text is read; each costs about 0.2 ms.
pub const CANDIDATES_MAX: usize = 12;

/// A candidate must have this share of the best one's sum; what has less shares only common words.
const CANDIDATE_SHARE_MIN: f32 = 0.25;

/// What a word of errors of any kind is worth beside another one of the same rarity.
const GENERIC_WEIGHT: f32 = 0.4;

/// What an identifier that no entry has counts in a line: it is a name of the user's own, so not finding it
/// says little. Other unknown words count in full: they say that the entry is about something else.
const OWN_NAME_WEIGHT: f32 = 0.3;

/// A word is shared if this share of its parts is.
const WORD_SHARE_MIN: f32 = 0.5;

/// To explain a line a passage must have this share of its words by worth …
pub const LINE_SHARE_MIN: f32 = 0.5;

/// … and words worth this many words that a single entry has.
pub const LINE_WORTH_MIN: f32 = 1.5;

/// The fewest shared words of a line that a passage explains.
pub const LINE_WORDS_MIN: usize = 2;

/// To stand in a line, a passage must have this share of its own words there, by worth …
pub const PASSAGE_SHARE_MIN: f32 = 0.85;

/// … at least this many of them …
pub const PASSAGE_WORDS_MIN: usize = 3;

/// … this many of them one after the other …
const PASSAGE_RUN_MIN: usize = 2;

/// … or this many if all of them are words of errors of any kind.
const GENERIC_RUN_MIN: usize = 4;

/// What the shared words of an answer must be worth, in words that a single entry has: less is shown to be right too rarely.
pub const SCORE_MIN: f32 = 0.8;

/// A line is near a near miss of an entry if that has this share of its words by worth. Then a passage must have
/// more of it.
const NEAR_MISS_SHARE_MIN: f32 = 0.8;

/// An identifier names an error if at most this share of all entries has it, or one entry.
pub const NAME_ENTRIES_SHARE: f32 = 0.02;

/// What a symptom proves beside a title, a question or a signature, which are written to say what the entry
/// is about.
const SYMPTOM_WEIGHT: f32 = 0.9;

/// What a line of an example proves: most are context.
const EXAMPLE_WEIGHT: f32 = 0.8;

/// A line of a log, unwrapped, with what it is worth beside the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TellingLine<'t> {
    /// The line's payload.
    pub text: &'t str,
    /// Above 0; 1 if nothing is known about it.
    pub weight: f32,
}

/// How a passage fits a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The passage has most of the line's telling words.
    ExplainsLine,
    /// The passage is a title, question or signature, and nearly all of its words stand in the line.
    StandsInLine,
    /// The passage is a title, question or signature and shares an identifier that hardly any entry has.
    NamesError,
}

/// A similar entry.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarHit {
    /// The entry.
    pub id: EntryId,
    /// Above 0; comparable within one answer. The sum of the worths of `words`.
    pub score: f32,
    /// The words that the line and the passage share, in reading order, with what each is worth.
    pub words: Vec<(String, f32)>,
    /// The place in the given lines of the one that fits best.
    pub line: usize,
    /// How it fits.
    pub way: Way,
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
    /// The entries that `lines` are like. `text_of` gives the text of an entry that the index knows; an entry
    /// without text is passed over.
    ///
    /// # Errors
    /// `Damaged` if the index turns out to be unreadable; the remedy is a rebuild.
    pub fn similar(
        &self,
        lines: &[TellingLine<'_>],
        limit: usize,
        text_of: impl FnMut(&EntryId) -> Option<IndexedEntry>,
    ) -> Result<SimilarAnswer> {
        guarded("search the text index", || Comparison::new(self, lines).answer(limit, text_of))
    }
}

/// A log under comparison.
struct Comparison<'i> {
    index: &'i TextIndex,
    lines: Vec<Line>,
    numbers: TermNumbers,
    /// By number of a term, the places in `lines` of those that have it.
    lines_by_key: Vec<Vec<usize>>,
    /// Where each term occurs that was looked up: document and worth, ascending.
    occurrences: HashMap<String, Vec<(usize, f32)>>,
    sums: Sums,
}

/// The best fit so far of an entry.
struct Fit {
    way: Way,
    line: usize,
    words: Vec<(String, f32)>,
    /// The share of the line's words by worth that the passage has, 0 to 1.
    line_share: f32,
    score: f32,
}

/// What a line and a passage share.
#[derive(Default)]
struct Shared {
    /// The places of the line's words that the passage has, with what each proves.
    words: Vec<(usize, f32)>,
    /// How many of them do not stand in errors of any kind.
    telling_count: usize,
    /// How many of them follow each other now, and at most.
    run: usize,
    longest_run: usize,
    /// True if one is an identifier that hardly any entry has.
    names_error: bool,
    /// What the line's words are worth, and those that the passage has.
    line_worth: f32,
    worth: f32,
    /// What the passage's words are worth, and those that the line has.
    passage_worth: f32,
    worth_of_passage: f32,
}

impl Shared {
    /// How a passage that proves `passage_weight` fits; `one_entry` is what a word is worth that one entry has.
    fn way(&self, passage_weight: f32, one_entry: f32) -> Option<Way> {
        let is_core = passage_weight >= 1.0;
        let run_min = if self.telling_count > 0 { PASSAGE_RUN_MIN } else { GENERIC_RUN_MIN };
        if is_core
            && self.worth_of_passage >= PASSAGE_SHARE_MIN * self.passage_worth
            && self.words.len() >= PASSAGE_WORDS_MIN
            && self.longest_run >= run_min
        {
            return Some(Way::StandsInLine);
        }
        if self.words.len() >= LINE_WORDS_MIN
            && self.telling_count > 0
            && self.worth * passage_weight >= LINE_SHARE_MIN * self.line_worth
            && self.worth >= LINE_WORTH_MIN * one_entry
        {
            return Some(Way::ExplainsLine);
        }
        (is_core && self.names_error).then_some(Way::NamesError)
    }
}

impl<'i> Comparison<'i> {
    fn new(index: &'i TextIndex, lines: &[TellingLine<'_>]) -> Self {
        let is_head: Vec<bool> = lines.iter().map(|line| is_error_head(beginning(line.text))).collect();
        let has_heads = is_head.contains(&true);
        let mut seen: HashSet<Vec<String>> = HashSet::new();
        let mut numbers = TermNumbers::default();
        let mut read = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if read.len() == LINES_MAX {
                break;
            }
            // The line after a head often has the message.
            let is_near_head = is_head[at] || (at > 0 && is_head[at - 1]);
            if (has_heads && !is_near_head) || is_frame(beginning(line.text)) {
                continue;
            }
            let line = Line::read_anew(at, line.text, line.weight, &mut numbers);
            let words = line.words.iter().map(|word| word.text.clone()).collect();
            if !line.words.is_empty() && seen.insert(words) {
                read.push(line);
            }
        }
        let mut lines_by_key = vec![Vec::new(); numbers.count()];
        for (at, line) in read.iter().enumerate() {
            line.keys.0.iter().for_each(|key| lines_by_key[*key as usize].push(at));
        }
        let sums = Sums::new(index.ids().len());
        Comparison { index, lines: read, numbers, lines_by_key, occurrences: HashMap::new(), sums }
    }

    fn answer(
        mut self,
        limit: usize,
        mut text_of: impl FnMut(&EntryId) -> Option<IndexedEntry>,
    ) -> tantivy::Result<SimilarAnswer> {
        let terms = self.telling_terms()?;
        self.weigh_lines()?;
        let mut hits = Vec::new();
        for doc in self.candidates(&terms) {
            let id = &self.index.ids()[doc];
            let Some(fit) = text_of(id).map(|entry| self.fit(&entry)).transpose()?.flatten() else { continue };
            hits.push(SimilarHit { id: id.clone(), score: fit.score, words: fit.words, line: fit.line, way: fit.way });
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(limit);
        Ok(SimilarAnswer { hits, highlighter: Highlighter::new(terms.into_iter().collect()) })
    }

    /// The log's most telling terms that any entry has, with what each is worth, best first.
    fn telling_terms(&mut self) -> tantivy::Result<Vec<(String, f32)>> {
        let mut weights: HashMap<String, f32> = HashMap::new();
        for line in &self.lines {
            for word in &line.words {
                for Term { text: key, .. } in word.keys() {
                    let generic = if is_generic(key) { GENERIC_WEIGHT } else { 1.0 };
                    let weight = weights.entry(key.clone()).or_default();
                    *weight = weight.max(line.weight * word.weight * generic);
                }
            }
        }
        let mut terms = Vec::new();
        for (term, weight) in weights {
            if self.entry_count(&term)? > 0 {
                let worth = weight * self.rarity(&term)?;
                terms.push((term, worth));
            }
        }
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.truncate(TERMS_MAX);
        Ok(terms)
    }

    /// The documents that have the most of `terms`, best first.
    fn candidates(&self, terms: &[(String, f32)]) -> Vec<usize> {
        let mut scores = vec![0.0_f32; self.index.ids().len()];
        for (term, worth) in terms {
            for (doc, in_doc) in self.occurrences.get(term).into_iter().flatten() {
                scores[*doc] += worth * in_doc;
            }
        }
        let floor = CANDIDATE_SHARE_MIN * scores.iter().copied().fold(0.0, f32::max);
        let mut docs: Vec<usize> =
            (0..scores.len()).filter(|doc| scores[*doc] > 0.0 && scores[*doc] >= floor).collect();
        docs.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        docs.truncate(CANDIDATES_MAX);
        docs
    }

    /// The best fit of any passage of `entry` to any line.
    fn fit(&mut self, entry: &IndexedEntry) -> tantivy::Result<Option<Fit>> {
        let lines = std::mem::take(&mut self.lines);
        let numbers = std::mem::take(&mut self.numbers);
        let mut best: Option<Fit> = None;
        // Most entries fit nothing, and then nobody asks.
        let nearest: OnceCell<HashMap<usize, f32>> = OnceCell::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for (weight, text) in passages(entry).filter(|(_, text)| seen.insert(text)) {
            let mut passage = Line::read(0, text, weight, &numbers);
            // Most pairs share nothing; this is the hot path.
            let shared = passage.keys.0.iter().flat_map(|key| &self.lines_by_key[*key as usize]);
            let near: BTreeSet<usize> = shared.copied().collect();
            if near.is_empty() {
                continue;
            }
            self.weigh(&mut passage)?;
            for line in near.into_iter().map(|at| &lines[at]) {
                let nearest = || nearest.get_or_init(|| near_miss_shares(entry, &lines, &numbers));
                let fit = self.compare(line, &passage)?.filter(|fit| fit.line_share > nearest()[&line.index]);
                if fit.as_ref().is_some_and(|fit| best.as_ref().is_none_or(|best| fit.score > best.score)) {
                    best = fit;
                }
            }
        }
        (self.lines, self.numbers) = (lines, numbers);
        Ok(best)
    }

    /// How `passage` fits `line`, if it does.
    fn compare(&mut self, line: &Line, passage: &Line) -> tantivy::Result<Option<Fit>> {
        let mut shared = Shared::default();
        for (at, word) in line.words.iter().enumerate() {
            let worth = word.worth;
            let share = word.share_in(&passage.keys);
            shared.line_worth += worth;
            shared.worth += worth * share;
            if share < WORD_SHARE_MIN {
                shared.run = 0;
                continue;
            }
            shared.run += 1;
            shared.longest_run = shared.longest_run.max(shared.run);
            shared.telling_count += usize::from(!word.is_generic);
            shared.names_error |= self.is_rare_name(word, &passage.keys)?;
            shared.words.push((at, worth * share * passage.weight));
        }
        for word in &passage.words {
            shared.passage_worth += word.worth;
            shared.worth_of_passage += word.worth * word.share_in(&line.keys);
        }
        let one_entry = rarity(1, self.index.ids().len());
        let Some(way) = shared.way(passage.weight, one_entry) else { return Ok(None) };
        let score: f32 = shared.words.iter().map(|(_, worth)| worth).sum();
        if score < SCORE_MIN * one_entry {
            return Ok(None);
        }
        let line_share = shared.worth / shared.line_worth;
        let words = shared.words.into_iter().map(|(at, worth)| (line.words[at].text.clone(), worth)).collect();
        Ok(Some(Fit { way, line: line.index, words, line_share, score }))
    }

    /// Says of each word of the log what it is worth.
    fn weigh_lines(&mut self) -> tantivy::Result<()> {
        let mut lines = std::mem::take(&mut self.lines);
        let weighed = lines.iter_mut().try_for_each(|line| self.weigh(line));
        self.lines = lines;
        weighed
    }

    /// Says of each word of `line` what it is worth.
    fn weigh(&mut self, line: &mut Line) -> tantivy::Result<()> {
        for word in &mut line.words {
            word.worth = self.worth(word)?;
        }
        Ok(())
    }

    /// What a word is worth: the rarity of the whole where any entry has it, else that of its parts.
    fn worth(&mut self, word: &LineWord) -> tantivy::Result<f32> {
        let mut is_known = false;
        let mut sum = 0.0;
        for part in &word.parts {
            is_known |= self.entry_count(&part.text)? > 0;
            sum += self.rarity(&part.text)? * if is_generic(&part.text) { GENERIC_WEIGHT } else { 1.0 };
        }
        let mut worth = sum / word.parts.len() as f32;
        let whole = word.compounds.first().map_or("", |(term, _)| &term.text);
        if self.entry_count(whole)? > 0 {
            is_known = true;
            worth = self.rarity(whole)? * if word.is_generic { GENERIC_WEIGHT } else { 1.0 };
        }
        let is_own_name = !is_known && word.is_identifier;
        Ok(worth * word.weight * if is_own_name { OWN_NAME_WEIGHT } else { 1.0 })
    }

    /// True if `word` is an identifier in `keys` that hardly any entry has.
    fn is_rare_name(&mut self, word: &LineWord, keys: &Keys) -> tantivy::Result<bool> {
        if word.is_generic || !word.is_identifier {
            return Ok(false);
        }
        let entries_max = (NAME_ENTRIES_SHARE * self.index.ids().len() as f32).max(1.0) as usize;
        for (term, _) in word.compounds.iter().filter(|(term, _)| keys.has(term)) {
            if self.entry_count(&term.text)? <= entries_max {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn rarity(&mut self, term: &str) -> tantivy::Result<f32> {
        Ok(rarity(self.entry_count(term)?, self.index.ids().len()))
    }

    /// How many entries have `term`.
    fn entry_count(&mut self, term: &str) -> tantivy::Result<usize> {
        if let Some(found) = self.occurrences.get(term) {
            return Ok(found.len());
        }
        let found = self.index.occurrences(&Concept::of_term(term), &CANDIDATE_FIELDS, &mut self.sums)?.worths;
        let count = found.len();
        self.occurrences.insert(term.to_owned(), found);
        Ok(count)
    }
}

/// By line, the share of its words by worth above which a passage is nearer than any near miss of `entry`;
/// 0 where no near miss is near.
fn near_miss_shares(entry: &IndexedEntry, lines: &[Line], numbers: &TermNumbers) -> HashMap<usize, f32> {
    let texts = entry.near_misses.iter().flat_map(|text| text.lines());
    let near_misses: Vec<Line> = texts.map(|text| Line::read(0, text, 1.0, numbers)).collect();
    let mut shares = HashMap::new();
    for line in lines {
        let mut line_worth = 0.0;
        let mut shared = vec![0.0_f32; near_misses.len()];
        for word in &line.words {
            line_worth += word.worth;
            for (sum, near_miss) in shared.iter_mut().zip(&near_misses) {
                *sum += word.worth * word.share_in(&near_miss.keys);
            }
        }
        let nearest = shared.into_iter().fold(0.0, f32::max) / line_worth;
        shares.insert(line.index, if nearest >= NEAR_MISS_SHARE_MIN { nearest } else { 0.0 });
    }
    shares
}

/// What an entry says about itself, with what it proves.
fn passages(entry: &IndexedEntry) -> impl Iterator<Item = (f32, &str)> {
    let core = std::iter::once(&entry.title).chain(&entry.ask).chain(&entry.literals);
    let core = core.map(|text| (1.0, text.as_str()));
    let symptom = entry.symptom.iter().flat_map(|text| text.lines()).map(|text| (SYMPTOM_WEIGHT, text));
    let examples = entry.error_text.iter().flat_map(|text| text.lines()).map(|text| (EXAMPLE_WEIGHT, text));
    core.chain(symptom).chain(examples)
}
