//! A text signature and a piece of a log as words, marks and holes, to be laid side by side.

use std::ops::Range;

use crate::log::event::is_boundary;
use crate::log::key_form::straight;
use crate::signature::text::{HoleKind, holes};

/// A part of a text signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Its bytes in the signature as written.
    pub(super) span: Range<usize>,
    /// What it is.
    pub(super) kind: WantedKind,
    /// A blank stands before it.
    pub(super) after_blank: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WantedKind {
    /// Letters, digits and `_`.
    Word(String),
    /// Any other character.
    Mark(char),
    /// A hole; an empty name captures nothing.
    Hole(HoleKind, String),
}

impl Wanted {
    pub(super) fn is_hole(&self) -> bool {
        matches!(self.kind, WantedKind::Hole(..))
    }
}

/// A part of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its bytes in the text.
    pub(super) span: Range<usize>,
    /// It as text; a single character if it is no word.
    pub(super) text: String,
    /// Letters, digits and `_`.
    pub(super) is_word: bool,
    /// White space stands before it.
    pub(super) after_blank: bool,
    /// The line of the text that it stands on, from 0.
    pub(super) line: usize,
    /// It stands on a line that begins another record.
    pub(super) in_other_record: bool,
}

pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The parts of a text signature, at most `max`.
pub(super) fn wanted(text: &str, max: usize) -> Vec<Wanted> {
    let holes = holes(text);
    let mut parts: Vec<Wanted> = Vec::new();
    let mut at = 0;
    let mut after_blank = false;
    while let Some(character) = text[at..].chars().next() {
        if parts.len() >= max {
            break;
        }
        if let Some(hole) = holes.iter().find(|hole| hole.span.start == at) {
            let name = if hole.name == "_" { String::new() } else { hole.name.to_owned() };
            parts.push(Wanted { span: hole.span.clone(), kind: WantedKind::Hole(hole.kind, name), after_blank });
            at = hole.span.end;
        } else if character.is_whitespace() {
            at += character.len_utf8();
            after_blank = true;
            continue;
        } else if is_word(character) {
            let end = text[at..].find(|c: char| !is_word(c)).map_or(text.len(), |len| at + len);
            parts.push(Wanted { span: at..end, kind: WantedKind::Word(text[at..end].to_owned()), after_blank });
            at = end;
        } else {
            let end = at + character.len_utf8();
            // A backslash before a brace says that the brace is literal.
            let is_escape = character == '\\' && text[end..].starts_with('{');
            if !is_escape {
                parts.push(Wanted { span: at..end, kind: WantedKind::Mark(straight(character)), after_blank });
            }
            at = end;
            if is_escape {
                continue;
            }
        }
        after_blank = false;
    }
    parts
}

/// The parts of a piece of a log, at most `max`.
pub(super) fn found(text: &str, max: usize) -> Vec<Found> {
    let mut parts: Vec<Found> = Vec::new();
    let mut at = 0;
    let (mut line, mut after_blank) = (0, true);
    let mut in_other_record = false;
    while let Some(character) = text[at..].chars().next() {
        if parts.len() >= max {
            break;
        }
        let len = character.len_utf8();
        if character.is_whitespace() {
            after_blank = true;
            at += len;
            if character == '\n' {
                line += 1;
                in_other_record = is_boundary(&text.as_bytes()[at..]);
            }
            continue;
        }
        let word = is_word(character);
        let end =
            if word { text[at..].find(|c: char| !is_word(c)).map_or(text.len(), |len| at + len) } else { at + len };
        let shown = if word { text[at..end].to_owned() } else { straight(character).to_string() };
        parts.push(Found { span: at..end, text: shown, is_word: word, after_blank, line, in_other_record });
        at = end;
        after_blank = false;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_and_logs_fall_into_words_marks_and_holes() {
        let shown: Vec<String> = wanted(r"user {name}: \{id} {_:any}x", 99)
            .into_iter()
            .map(|part| {
                let text = match part.kind {
                    WantedKind::Word(word) => word,
                    WantedKind::Mark(mark) => mark.to_string(),
                    WantedKind::Hole(kind, name) => format!("<{name}:{}>", kind.word()),
                };
                format!("{}{text}", if part.after_blank { " " } else { "" })
            })
            .collect();
        assert_eq!(shown, ["user", " <name:word>", ":", " {", "id", "}", " <:any>", "x"]);
        let shown: Vec<(String, usize, bool)> = found("a_1: \u{2018}b\u{2019}\n10:00:00 c", 99)
            .into_iter()
            .map(|part| (part.text, part.line, part.in_other_record))
            .collect();
        assert_eq!(shown[..5].iter().map(|part| part.0.as_str()).collect::<Vec<_>>(), ["a_1", ":", "'", "b", "'"]);
        assert_eq!(shown.last(), Some(&("c".to_owned(), 1, true)));
    }
}
