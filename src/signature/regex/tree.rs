//! What a regex is made of, as far as required literals depend on it.
//!
//! Both ways to read a pattern end here: [`super::reader`] reads what most patterns are written with, `regex-syntax` the
//! rest. Its simplifications are kept, so that a pattern has the same tree by either way. Which literals are worth
//! scanning for is left to [`Shape`].

use regex_syntax::hir::{self, Hir, HirKind, Look};

use crate::signature::shape::Shape;

/// A regex without what its matches need not hold: greed, flags, places of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Matches nothing but the empty text.
    Empty,
    /// A place, such as a line start or a word boundary.
    Look(Look),
    /// This text; not empty.
    Literal(String),
    /// One character of a class.
    Class(Class),
    /// `min` or more of it, one behind the other; `max` of them at most. Never exactly one.
    Repetition { min: u32, max: Option<u32>, of: Box<Tree> },
    /// A group that captures.
    Group { name: Option<String>, of: Box<Tree> },
    /// These one after another: no concatenation among them, no literal beside a literal, two or more.
    Concat(Vec<Tree>),
    /// One of these: no alternation among them, two or more.
    Alternation(Vec<Tree>),
}

/// The characters of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// At most [`CLASS_MAX`] characters, sorted.
    Few(Vec<char>),
    /// More: a text of them says nothing.
    Many,
}

/// Characters of a class that are told apart: ten digits and a few more; what is larger is not multiplied out anyway.
pub const CLASS_MAX: usize = 16;

impl Tree {
    /// The tree of a parsed pattern. Depth is bounded by the parser's nest limit.
    #[must_use]
    pub fn of(hir: &Hir) -> Tree {
        match hir.kind() {
            HirKind::Empty => Tree::Empty,
            HirKind::Look(look) => Tree::Look(*look),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Tree::Literal(text.to_owned()),
                Err(_) => Tree::Class(Class::Many),
            },
            HirKind::Class(class) => Tree::Class(Class::of(class)),
            HirKind::Repetition(repetition) => {
                Tree::Repetition { min: repetition.min, max: repetition.max, of: Box::new(Tree::of(&repetition.sub)) }
            }
            HirKind::Capture(capture) => {
                Tree::Group { name: capture.name.as_deref().map(str::to_owned), of: Box::new(Tree::of(&capture.sub)) }
            }
            HirKind::Concat(parts) => Tree::Concat(parts.iter().map(Tree::of).collect()),
            HirKind::Alternation(branches) => Tree::Alternation(branches.iter().map(Tree::of).collect()),
        }
    }

    /// What every match certainly contains.
    #[must_use]
    pub fn into_shape(self) -> Shape {
        match self {
            Tree::Empty | Tree::Look(_) => Shape::Literal(String::new()),
            Tree::Literal(text) => Shape::Literal(text),
            Tree::Class(class) => class.shape(),
            // Key form has no blanks, so what stands on both sides of them stands together there; as words they stay apart.
            Tree::Repetition { of, .. } if of.is_blank() => Shape::Literal(" ".to_owned()),
            Tree::Repetition { min: 0, max: Some(1), of } => match of.into_shape() {
                Shape::Gap => Shape::Gap,
                shape => Shape::Optional(Box::new(shape)),
            },
            Tree::Repetition { min: 0, .. } => Shape::Gap,
            // What is repeated is there once; the others may stand before or behind it.
            Tree::Repetition { of, .. } => Shape::Concat(vec![of.into_shape(), Shape::Gap]),
            Tree::Group { of, .. } => of.into_shape(),
            Tree::Concat(parts) => Shape::concat(parts.into_iter().map(Tree::into_shape)),
            Tree::Alternation(branches) => Shape::Either(branches.into_iter().map(Tree::into_shape).collect()),
        }
    }

    /// The names of its groups, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.add_names(&mut names);
        names.dedup();
        names
    }

    fn add_names(&self, names: &mut Vec<String>) {
        match self {
            Tree::Empty | Tree::Look(_) | Tree::Literal(_) | Tree::Class(_) => {}
            Tree::Repetition { of, .. } => of.add_names(names),
            Tree::Group { name, of } => {
                names.extend(name.clone());
                of.add_names(names);
            }
            Tree::Concat(parts) | Tree::Alternation(parts) => parts.iter().for_each(|part| part.add_names(names)),
        }
    }

    /// True for what matches nothing but the empty text.
    #[must_use]
    pub fn is_place(&self) -> bool {
        match self {
            Tree::Empty | Tree::Look(_) => true,
            Tree::Literal(_) | Tree::Class(_) => false,
            Tree::Repetition { of, .. } | Tree::Group { of, .. } => of.is_place(),
            Tree::Concat(parts) | Tree::Alternation(parts) => parts.iter().all(Tree::is_place),
        }
    }

    /// True for blanks, tabs and line ends; `\s` has more, which key form keeps.
    fn is_blank(&self) -> bool {
        let is_one = |character: char| matches!(character, ' ' | '\t' | '\n' | '\x0b' | '\x0c' | '\r');
        match self {
            Tree::Literal(text) => text.chars().all(is_one),
            Tree::Class(Class::Few(members)) => members.iter().copied().all(is_one),
            _ => false,
        }
    }
}

impl Class {
    fn of(class: &hir::Class) -> Class {
        match class {
            hir::Class::Unicode(class) => {
                Class::of_ranges(class.ranges().iter().map(|range| (range.start(), range.end())))
            }
            hir::Class::Bytes(class) => {
                Class::of_ranges(class.ranges().iter().map(|range| (range.start().into(), range.end().into())))
            }
        }
    }

    /// The characters from the first to the last of each of `ranges`; the ranges may overlap.
    #[must_use]
    pub fn of_ranges(ranges: impl IntoIterator<Item = (char, char)>) -> Class {
        let mut members = Vec::new();
        for (first, last) in ranges {
            for member in first..=last {
                if !members.contains(&member) {
                    members.push(member);
                }
                if members.len() > CLASS_MAX {
                    return Class::Many;
                }
            }
        }
        members.sort_unstable();
        Class::Few(members)
    }

    fn shape(&self) -> Shape {
        let Class::Few(members) = self else { return Shape::Gap };
        match folded_letter(members) {
            Some(letter) => Shape::Literal(letter.to_string()),
            // Others than printable ones narrow nothing down in key form.
            None if !members.is_empty() && members.iter().all(char::is_ascii_graphic) => {
                Shape::OneOf(members.iter().collect())
            }
            None => Shape::Gap,
        }
    }
}

/// The letter that all of them fold to, as `(?i)` makes them; `None` for others.
fn folded_letter(members: &[char]) -> Option<char> {
    let letter = members.iter().copied().find(char::is_ascii_lowercase)?;
    let folds = |member: &char| match *member {
        '\u{17f}' => letter == 's',
        '\u{212a}' => letter == 'k',
        other => other.to_ascii_lowercase() == letter,
    };
    members.iter().all(folds).then_some(letter)
}
