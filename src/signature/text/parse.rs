//! A `text` as written → its elements: literals, required white space, holes.

use std::ops::Range;
use std::sync::OnceLock;

use super::{BadText, Element, HoleKind, TextPattern, is_word, lower};
use crate::log::key_form::{is_space, straight};
use crate::signature::shape::Shape;

/// Reads a text.
pub(super) fn parse(text: &str, ignore_case: bool) -> Result<TextPattern, BadText> {
    Parser { text, names: Vec::new(), elements: Vec::new(), repeats_name: false }.run(ignore_case)
}

struct Parser<'a> {
    text: &'a str,
    names: Vec<String>,
    elements: Vec<Element>,
    repeats_name: bool,
}

impl Parser<'_> {
    fn run(mut self, ignore_case: bool) -> Result<TextPattern, BadText> {
        let trimmed = self.text.trim_matches(is_space);
        let offset = self.text.len() - self.text.trim_start_matches(is_space).len();
        let mut at = 0;
        let mut pending_space = false;
        while let Some(character) = trimmed[at..].chars().next() {
            if is_space(character) {
                pending_space = true;
                at += character.len_utf8();
                continue;
            }
            if let Some((len, name, kind)) = hole(&trimmed[at..]) {
                let span = offset + at..offset + at + len;
                self.push_hole(name, kind, pending_space, span)?;
                at += len;
            } else {
                let (character, len) = unescaped(&trimmed[at..], character);
                self.push_char(character, pending_space, ignore_case);
                at += len;
            }
            pending_space = false;
        }
        self.finish(ignore_case)
    }

    fn push_hole(&mut self, name: &str, kind: &str, space: bool, span: Range<usize>) -> Result<(), BadText> {
        let Some(kind) = kind_of(kind) else {
            return Err(BadText {
                span,
                message: format!("a hole has no type `{kind}`"),
                help: "write word, int, line or any; or `\\{` for a literal brace".to_owned(),
            });
        };
        if matches!(self.elements.last(), Some(Element::Hole { .. })) {
            if !space {
                return Err(BadText {
                    span,
                    message: "two holes stand side by side with nothing between them".to_owned(),
                    help: "put the literal text that separates the two values between them".to_owned(),
                });
            }
            self.elements.push(Element::Space);
        } else if space && !self.elements.is_empty() {
            self.elements.push(Element::Space);
        }
        let name = (name != "_").then(|| {
            self.names.iter().position(|known| known == name).inspect(|_| self.repeats_name = true).unwrap_or_else(
                || {
                    self.names.push(name.to_owned());
                    self.names.len() - 1
                },
            )
        });
        self.elements.push(Element::Hole { name, kind });
        Ok(())
    }

    fn push_char(&mut self, character: char, space: bool, ignore_case: bool) {
        let character = straight(character);
        let character = if ignore_case { lower(character) } else { character };
        match self.elements.last_mut() {
            Some(Element::Literal { chars, words, .. }) => {
                if space {
                    words.push(' ');
                }
                words.push(character);
                chars.push(character);
            }
            last => {
                let beside_hole = matches!(last, Some(Element::Hole { .. }));
                if beside_hole && space {
                    self.elements.push(Element::Space);
                }
                // Directly behind a hole the value before it may well end in a letter.
                let boundary_before = !beside_hole && is_word(character);
                let words = character.to_string();
                self.elements.push(Element::Literal {
                    chars: vec![character],
                    words,
                    boundary_before,
                    boundary_after: false,
                });
            }
        }
    }

    fn finish(mut self, ignore_case: bool) -> Result<TextPattern, BadText> {
        if let Some(Element::Literal { chars, boundary_after, .. }) = self.elements.last_mut() {
            *boundary_after = chars.last().is_some_and(|last| is_word(*last));
        }
        let literal_len: usize = self
            .elements
            .iter()
            .map(|element| if let Element::Literal { chars, .. } = element { chars.len() } else { 0 })
            .sum();
        if literal_len == 0 {
            return Err(BadText {
                span: 0..self.text.len(),
                message: "the text holds nothing to look for".to_owned(),
                help: "add the fixed words of the message around the holes".to_owned(),
            });
        }
        let shape = shape_of(&self.elements, ignore_case);
        Ok(TextPattern {
            elements: self.elements,
            names: self.names,
            ignore_case,
            repeats_name: self.repeats_name,
            shape,
            needles: OnceLock::new(),
        })
    }
}

/// The literal character at the beginning of `rest`, which begins with `first`, and its length: `\{x}`
/// is a brace that begins no hole.
fn unescaped(rest: &str, first: char) -> (char, usize) {
    if first == '\\' && rest[1..].starts_with('{') && hole(&rest[1..]).is_some() {
        return ('{', 2);
    }
    (first, first.len_utf8())
}

/// The hole that `rest` begins with: its length, name and type. Every other brace is literal.
fn hole(rest: &str) -> Option<(usize, &str, &str)> {
    let inner = rest.strip_prefix('{')?;
    let close = inner.find('}')?;
    let (name, kind) = match inner[..close].split_once(':') {
        Some((name, kind)) => (name, kind),
        None => (&inner[..close], ""),
    };
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let kind_is_word =
        kind.chars().all(|c| c.is_ascii_lowercase()) && (!kind.is_empty() || !inner[..close].contains(':'));
    (is_name(name) && kind_is_word).then_some((close + 2, name, kind))
}

/// A hole as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenHole<'t> {
    /// Its bytes in the text, braces included (half-open).
    pub span: Range<usize>,
    /// What it captures; `_` captures nothing.
    pub name: &'t str,
    /// Its type.
    pub kind: HoleKind,
}

/// The holes of `text` as written, in order: for tools that point at them. Those of an unknown type are left out.
#[must_use]
pub fn holes(text: &str) -> Vec<WrittenHole<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let len = match hole(&text[at..]) {
            Some((len, name, kind)) => {
                found.extend(kind_of(kind).map(|kind| WrittenHole { span: at..at + len, name, kind }));
                len
            }
            None => unescaped(&text[at..], character).1,
        };
        at += len;
    }
    found
}

/// The type that a hole's word names.
fn kind_of(word: &str) -> Option<HoleKind> {
    match word {
        "" | "word" => Some(HoleKind::Word),
        "int" => Some(HoleKind::Int),
        "line" => Some(HoleKind::Line),
        "any" => Some(HoleKind::Any),
        _ => None,
    }
}

fn shape_of(elements: &[Element], ignore_case: bool) -> Shape {
    let mut parts = Vec::new();
    for element in elements {
        match element {
            Element::Literal { words, .. } => parts.extend(literal_shape(words, ignore_case)),
            Element::Space => {}
            Element::Hole { .. } => parts.push(Shape::Gap),
        }
    }
    Shape::concat(parts)
}

/// Letters outside ASCII have no case in key form: where case does not count they are gaps.
fn literal_shape(words: &str, ignore_case: bool) -> Vec<Shape> {
    let scannable = |c: char| !ignore_case || c.is_ascii() || !c.is_alphabetic();
    let chars: Vec<char> = words.chars().collect();
    chars
        .chunk_by(|a, b| scannable(*a) == scannable(*b))
        .map(|run| if scannable(run[0]) { Shape::Literal(run.iter().collect()) } else { Shape::Gap })
        .collect()
}
