//! The passage of an entry that shows best why it was found.
//!
//! Cut from the entry's own text, never from the index. A passage is a stretch of one string of
//! [`IndexedEntry`]; the best one has the most of what was searched for, counted once each and by rarity.
//! The title is no passage: front ends show it anyway.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::document::IndexedEntry;
use super::tokenizer::{Word, fold, words};

/// The most characters of a snippet, ellipses included: two lines of a terminal.
pub const SNIPPET_CHARS_MAX: usize = 160;

/// The most matches of one string that are looked at; a page of code that repeats a word has thousands, and the
/// best place is among the first.
const MATCHES_MAX: usize = 256;

const ELLIPSIS: char = '…';

/// A passage as plain text without line breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// At most [`SNIPPET_CHARS_MAX`] characters.
    pub text: String,
    /// Byte ranges of `text` that matched (half-open, on character boundaries, ascending, apart).
    pub marks: Vec<Range<usize>>,
}

/// What a query looks for, to find it again in the text of an entry.
#[derive(Clone, Debug, Default)]
pub struct Highlighter {
    /// Terms and what each is worth.
    worths: HashMap<String, f32>,
}

/// A place that matched.
struct Match {
    span: Range<usize>,
    term: String,
    worth: f32,
}

impl Highlighter {
    pub(super) fn new(worths: HashMap<String, f32>) -> Self {
        Highlighter { worths }
    }

    /// The best passage of `entry`; without a match the beginning of what the entry says first, and an empty
    /// snippet only if it says nothing.
    #[must_use]
    pub fn snippet(&self, entry: &IndexedEntry) -> Snippet {
        let mut best: Option<(f32, String, Range<usize>)> = None;
        for (weight, passage) in passages(entry) {
            let passage: String = collapse(passage);
            if let Some((worth, span)) = best_stretch(&self.matches(&passage), &passage) {
                let worth = worth * weight;
                if best.as_ref().is_none_or(|(best, ..)| worth > *best) {
                    best = Some((worth, passage, span));
                }
            }
        }
        let first = || passages(entry).map(|(_, passage)| (collapse(passage), 0..0)).find(|(text, _)| !text.is_empty());
        let Some((passage, span)) = best.map(|(_, passage, span)| (passage, span)).or_else(first) else {
            return Snippet::default();
        };
        self.cut(&passage, span)
    }

    /// Where `text` has what is looked for; `marks` of a title, for example.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        for found in self.matches(text) {
            match marks.last_mut() {
                Some(last) if found.span.start <= last.end => last.end = last.end.max(found.span.end),
                _ => marks.push(found.span),
            }
        }
        marks
    }

    /// The places of `text` that match, ascending.
    fn matches(&self, text: &str) -> Vec<Match> {
        words(text).flat_map(|word| self.word_matches(&word)).take(MATCHES_MAX).collect()
    }

    fn word_matches(&self, word: &Word) -> Vec<Match> {
        let mut found = Vec::new();
        let mut index = 0;
        while let Some(part) = word.parts.get(index) {
            let compounds = word.compounds.iter().filter(|compound| compound.first == index);
            let compound = compounds.clone().find(|compound| self.worths.contains_key(&compound.text));
            if let Some(compound) = compound {
                found.push(self.found(&compound.text, &compound.span));
                index += compound.count;
                continue;
            }
            if self.worths.contains_key(&part.text) {
                found.push(self.found(&part.text, &part.span));
            } else if let Some(folded) = fold(&part.text).filter(|folded| self.worths.contains_key(folded)) {
                found.push(self.found(&folded, &part.span));
            }
            index += 1;
        }
        found
    }

    fn found(&self, term: &str, span: &Range<usize>) -> Match {
        Match { span: span.clone(), term: term.to_owned(), worth: self.worths.get(term).copied().unwrap_or(0.0) }
    }

    /// Cuts the passage around `span` and marks it.
    fn cut(&self, passage: &str, span: Range<usize>) -> Snippet {
        let window = window(passage, &span);
        let mut text = String::new();
        if window.start > 0 {
            text.push(ELLIPSIS);
        }
        let shift = text.len();
        text.push_str(&passage[window.clone()]);
        if window.end < passage.len() {
            text.push(ELLIPSIS);
        }
        let inside = |mark: Range<usize>| mark.start.max(window.start)..mark.end.min(window.end);
        let placed = |mark: Range<usize>| mark.start - window.start + shift..mark.end - window.start + shift;
        let marks = self.marks(passage).into_iter().map(inside).filter(|mark| !mark.is_empty()).map(placed).collect();
        Snippet { text, marks }
    }
}

/// What may be shown of an entry, with what it is worth as a snippet. Prose goes by string, logs and code by
/// line.
fn passages(entry: &IndexedEntry) -> impl Iterator<Item = (f32, &str)> {
    let prose = [(1.0, &entry.symptom), (0.95, &entry.cause), (0.95, &entry.fix), (0.8, &entry.other)];
    let lines = [(0.9, &entry.error_text), (0.6, &entry.code), (0.5, &entry.ask)];
    let prose = prose.into_iter().flat_map(|(weight, texts)| texts.iter().map(move |text| (weight, text.as_str())));
    let lines = lines
        .into_iter()
        .flat_map(|(weight, texts)| texts.iter().flat_map(|text| text.lines()).map(move |line| (weight, line)));
    prose.chain(lines)
}

/// Every run of white space as one blank, none at the ends.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The stretch that fits into a snippet and has the most of what is looked for: its worth and its place.
fn best_stretch(matches: &[Match], text: &str) -> Option<(f32, Range<usize>)> {
    let mut best: Option<(f32, Range<usize>)> = None;
    for (index, first) in matches.iter().enumerate() {
        let mut seen = HashSet::new();
        let mut worth = 0.0;
        for last in &matches[index..] {
            let span = first.span.start..last.span.end;
            if !seen.is_empty() && text[span.clone()].chars().count() > SNIPPET_CHARS_MAX - 2 {
                break;
            }
            if seen.insert(last.term.as_str()) {
                worth += last.worth;
                if best.as_ref().is_none_or(|(best, _)| worth > *best) {
                    best = Some((worth, span));
                }
            }
        }
    }
    best
}

/// The part of `text` to show around `span`: from the beginning of its sentence if that fits, else with `span` in
/// the middle; cut between words where there are any.
fn window(text: &str, span: &Range<usize>) -> Range<usize> {
    let count = |range: Range<usize>| text[range].chars().count();
    if count(0..text.len()) <= SNIPPET_CHARS_MAX {
        return 0..text.len();
    }
    let room = SNIPPET_CHARS_MAX - 2;
    let sentence = [". ", "! ", "? ", ": "].iter().filter_map(|end| text[..span.start].rfind(end)).max();
    let sentence = sentence.map_or(0, |at| at + 2);
    let start = if count(sentence..span.end) <= room {
        sentence
    } else {
        let lead = room.saturating_sub(count(span.clone())) / 2;
        let start = text[..span.start].char_indices().rev().nth(lead.saturating_sub(1)).map_or(0, |(at, _)| at);
        let start = if lead == 0 { span.start } else { start };
        text[start..span.start].find(' ').map_or(start, |blank| start + blank + 1)
    };
    let end = text[start..].char_indices().nth(room).map_or(text.len(), |(at, _)| start + at);
    if end == text.len() {
        // Room is left at the front: show more of it.
        let start = text.char_indices().rev().nth(room - 1).map_or(0, |(at, _)| at).min(start);
        return text[start..end].find(' ').filter(|_| start > 0).map_or(start, |blank| start + blank + 1)..end;
    }
    if text[end..].starts_with(' ') {
        return start..end;
    }
    let last_blank = text[start..end].rfind(' ').map(|blank| start + blank);
    let last_blank = last_blank.filter(|blank| *blank >= span.end && *blank > start);
    start..last_blank.unwrap_or(end)
}
