//! Lines of a log and passages of entries as they are compared: by their telling words, whose terms have numbers.

use std::collections::HashMap;

use super::{LINE_BYTES_MAX, LINE_WORDS_MAX};
use crate::index::telling::{TellingWord, is_generic, is_log_word, telling_words};
use crate::index::tokenizer::fold;

/// The numbers of the terms of a log. Whether a line and a passage share a term is asked a hundred thousand times, so it is asked of
/// numbers.
#[derive(Default)]
pub(super) struct TermNumbers(HashMap<String, u32>);

impl TermNumbers {
    /// The number of a term that no line of the log has.
    const NONE: u32 = u32::MAX;

    /// How many terms have one: they begin at 0.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    fn of(&self, term: &str) -> u32 {
        self.0.get(term).copied().unwrap_or(Self::NONE)
    }

    fn add(&mut self, term: &str) {
        let next = self.0.len() as u32;
        if !self.0.contains_key(term) {
            self.0.insert(term.to_owned(), next);
        }
    }
}

/// The numbers of some terms that the log has, ascending.
pub(super) struct Keys(pub(super) Vec<u32>);

impl Keys {
    pub(super) fn has(&self, term: &Term) -> bool {
        term.number != TermNumbers::NONE && self.0.binary_search(&term.number).is_ok()
    }
}

/// A line of the log, or a passage of an entry, by its telling words.
pub(super) struct Line {
    /// Its place in the given lines.
    pub(super) index: usize,
    pub(super) weight: f32,
    /// Each once, in reading order.
    pub(super) words: Vec<LineWord>,
    /// The compounds and folded parts of all words.
    pub(super) keys: Keys,
}

impl Line {
    fn of(index: usize, words: Vec<LineWord>, weight: f32) -> Line {
        Line { index, weight, words, keys: Keys(Vec::new()) }
    }

    pub(super) fn read(index: usize, text: &str, weight: f32, numbers: &TermNumbers) -> Line {
        let mut line = Line::of(index, words_of(text), weight);
        line.number(numbers);
        line
    }

    /// The same for a line of the log, whose terms get numbers.
    pub(super) fn read_anew(index: usize, text: &str, weight: f32, numbers: &mut TermNumbers) -> Line {
        let mut line = Line::of(index, words_of(text), weight);
        line.words.iter().flat_map(LineWord::keys).for_each(|term| numbers.add(&term.text));
        line.number(numbers);
        line
    }

    fn number(&mut self, numbers: &TermNumbers) {
        for word in &mut self.words {
            word.terms_mut().for_each(|term| term.number = numbers.of(&term.text));
        }
        let known = self.words.iter().flat_map(LineWord::keys).map(|term| term.number);
        self.keys.0 = known.filter(|number| *number != TermNumbers::NONE).collect();
        self.keys.0.sort_unstable();
        self.keys.0.dedup();
    }
}

/// The telling words of a text, each once.
fn words_of(text: &str) -> Vec<LineWord> {
    let mut words: Vec<LineWord> = Vec::new();
    for word in telling_words(beginning(text)).iter().map(LineWord::new) {
        if !word.parts.is_empty() && !words.contains(&word) && words.len() < LINE_WORDS_MAX {
            words.push(word);
        }
    }
    words
}

/// A term with its number in the log.
#[derive(Clone, PartialEq)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) number: u32,
}

impl Term {
    fn new(text: String) -> Self {
        Term { text, number: TermNumbers::NONE }
    }
}

/// A telling word as it is compared.
#[derive(Clone, PartialEq)]
pub(super) struct LineWord {
    pub(super) text: String,
    /// Folded.
    pub(super) parts: Vec<Term>,
    /// Each with the share of the word's parts that it covers; the whole word first.
    pub(super) compounds: Vec<(Term, f32)>,
    /// Beside a plain word.
    pub(super) weight: f32,
    pub(super) is_identifier: bool,
    /// True if all parts stand in errors of any kind.
    pub(super) is_generic: bool,
    /// What it is worth in this corpus; 0 before [`Comparison::weigh`].
    pub(super) worth: f32,
}

impl LineWord {
    fn new(telling: &TellingWord) -> LineWord {
        let word = &telling.word;
        let told = word.parts.iter().map(|part| &part.text).filter(|text| text.len() > 1 && !is_log_word(text));
        let parts: Vec<String> = told.map(|text| fold(text).unwrap_or_else(|| text.clone())).collect();
        let share = |count: usize| count as f32 / word.parts.len() as f32;
        let compounds = word.compounds.iter();
        LineWord {
            text: word.whole().map_or(&word.parts[0].text, |whole| &whole.text).clone(),
            compounds: compounds.map(|one| (Term::new(one.text.clone()), share(one.count))).collect(),
            weight: telling.weight,
            is_identifier: telling.is_identifier,
            is_generic: parts.iter().all(|part| is_generic(part)),
            parts: parts.into_iter().map(Term::new).collect(),
            worth: 0.0,
        }
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &Term> {
        self.parts.iter().chain(self.compounds.iter().map(|(term, _)| term))
    }

    fn terms_mut(&mut self) -> impl Iterator<Item = &mut Term> {
        self.parts.iter_mut().chain(self.compounds.iter_mut().map(|(term, _)| term))
    }

    /// The share of the word that `keys` have, 0 to 1.
    pub(super) fn share_in(&self, keys: &Keys) -> f32 {
        let part_count = self.parts.iter().filter(|part| keys.has(part)).count();
        let parts = part_count as f32 / self.parts.len() as f32;
        self.compounds.iter().filter(|(term, _)| keys.has(term)).map(|(_, share)| *share).fold(parts, f32::max)
    }
}

/// The part of a line that is read.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=text.len().min(LINE_BYTES_MAX)).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
