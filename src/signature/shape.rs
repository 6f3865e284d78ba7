//! What every match of a pattern certainly contains, as a small tree; literals are read off it.
//!
//! Both kinds of patterns are brought into this form, so that required literals and strength are
//! computed in one way. The idea of inner literals as a prefilter is that of globset and yara-x.

use std::cmp::Reverse;

use crate::log::key_form::key_of;

use super::table::frequency::{hits_of_any, hits_per_mb};

/// What a pattern's matches look like, coarsely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Exactly this text; case and white space may differ.
    Literal(String),
    /// One of these printable characters of ASCII, which narrow nothing down but between literals.
    OneOf(String),
    /// Anything, or nothing.
    Gap,
    /// This, or nothing.
    Optional(Box<Shape>),
    /// These one after another.
    Concat(Vec<Shape>),
    /// One of these.
    Either(Vec<Shape>),
}

/// Literals of which every match contains at least one, in key form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredLiterals(pub Vec<Vec<u8>>);

/// Literals of an alternation that are worth scanning for; wider ones have no required literal.
const LITERALS_MAX: usize = 64;

/// Spellings that neighbors are multiplied to (`40[13]` is `401` or `403`); where there are more, they are taken apart.
const SPELLINGS_MAX: usize = 16;

/// Key bytes that a literal needs to be worth scanning for: one byte is in every log.
const LITERAL_LEN_MIN: usize = 2;

/// Key bytes of a literal that are scanned for. More do not narrow things down further.
const LITERAL_LEN_MAX: usize = super::table::LITERAL_BYTES_MAX;

impl Shape {
    /// The concatenation of `parts`, flat, with neighboring literals joined.
    #[must_use]
    pub fn concat(parts: impl IntoIterator<Item = Shape>) -> Shape {
        let mut flat: Vec<Shape> = Vec::new();
        for part in parts {
            match part {
                Shape::Concat(inner) => inner.into_iter().for_each(|part| push_joined(&mut flat, part)),
                other => push_joined(&mut flat, other),
            }
        }
        match flat.len() {
            0 => Shape::Literal(String::new()),
            1 => flat.remove(0),
            _ => Shape::Concat(flat),
        }
    }

    /// The best required literals: those that are to be expected most seldom.
    #[must_use]
    pub fn required_literals(&self) -> Option<RequiredLiterals> {
        self.held().into_set().map(|mut literals| {
            literals.sort_unstable();
            literals.dedup();
            RequiredLiterals(literals)
        })
    }

    fn held(&self) -> Held {
        match self {
            Shape::Literal(text) => Held::Whole(vec![key_of(text)]),
            Shape::OneOf(characters) => {
                let mut all = key_of(characters);
                all.sort_unstable();
                all.dedup();
                let is_few = all.len() <= SPELLINGS_MAX;
                if is_few { Held::Whole(all.into_iter().map(|byte| vec![byte]).collect()) } else { Held::Nothing }
            }
            Shape::Gap => Held::Nothing,
            Shape::Optional(inner) => match inner.held() {
                Held::Whole(spellings) if spellings.len() < SPELLINGS_MAX => {
                    Held::Whole(spellings.into_iter().chain([Vec::new()]).collect())
                }
                Held::Whole(_) | Held::Some(_) | Held::Nothing => Held::Nothing,
            },
            Shape::Concat(parts) => Held::by_all(parts.iter().map(Shape::held).collect()),
            Shape::Either(branches) => Held::by_one(branches.iter().map(Shape::held)),
        }
    }

    /// True if its matches differ in which literals they contain.
    #[must_use]
    pub fn has_alternatives(&self) -> bool {
        match self {
            Shape::Literal(_) | Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => false,
            Shape::Concat(parts) => parts.iter().any(Shape::has_alternatives),
            Shape::Either(_) => true,
        }
    }

    /// Every literal of the tree, for the text index and for strength of a plain concatenation.
    #[must_use]
    pub fn all_literals(&self) -> Vec<&str> {
        match self {
            Shape::Literal(text) => vec![text],
            Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => Vec::new(),
            Shape::Concat(parts) | Shape::Either(parts) => parts.iter().flat_map(Shape::all_literals).collect(),
        }
    }
}

fn push_joined(flat: &mut Vec<Shape>, part: Shape) {
    match (flat.last_mut(), part) {
        (_, Shape::Literal(text)) if text.is_empty() => {}
        (Some(Shape::Literal(before)), Shape::Literal(text)) => before.push_str(&text),
        (Some(Shape::Gap), Shape::Gap) => {}
        (_, part) => flat.push(part),
    }
}

/// What every match of a part of a pattern holds, in key form and lower case.
enum Held {
    /// One of these, and nothing else: all there is of it.
    Whole(Vec<Vec<u8>>),
    /// One of these, which are worth scanning for.
    Some(Vec<Vec<u8>>),
    Nothing,
}

impl Held {
    /// Of parts one behind the other.
    fn by_all(parts: Vec<Held>) -> Held {
        let whole = parts.iter().try_fold(vec![Vec::new()], |before, part| match part {
            Held::Whole(spellings) => product(&before, spellings),
            Held::Some(_) | Held::Nothing => None,
        });
        match whole {
            Some(spellings) => Held::Whole(spellings),
            None => best_of(parts).map_or(Held::Nothing, Held::Some),
        }
    }

    /// Of branches of which one is there.
    fn by_one(branches: impl Iterator<Item = Held>) -> Held {
        let mut all = Vec::new();
        let mut count = 0;
        for branch in branches {
            count += match &branch {
                Held::Whole(literals) | Held::Some(literals) => literals.len(),
                Held::Nothing => return Held::Nothing,
            };
            if count > LITERALS_MAX {
                return Held::Nothing;
            }
            all.push(branch);
        }
        let is_whole = count <= SPELLINGS_MAX && all.iter().all(|branch| matches!(branch, Held::Whole(_)));
        if is_whole {
            let spellings = |branch| if let Held::Whole(spellings) = branch { spellings } else { Vec::new() };
            return Held::Whole(all.into_iter().flat_map(spellings).collect());
        }
        let sets = all.into_iter().map(Held::into_set).collect::<Option<Vec<_>>>();
        sets.map_or(Held::Nothing, |sets| Held::Some(sets.into_iter().flatten().collect()))
    }

    /// What is worth scanning for.
    fn into_set(self) -> Option<Vec<Vec<u8>>> {
        match self {
            Held::Whole(spellings) => usable(spellings),
            Held::Some(literals) => Some(literals),
            Held::Nothing => None,
        }
    }
}

/// The best of what a concatenation requires: neighbors that have few spellings are taken together.
fn best_of(parts: Vec<Held>) -> Option<Vec<Vec<u8>>> {
    let mut found: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut run: Option<Vec<Vec<u8>>> = None;
    for part in parts {
        run = match part {
            Held::Whole(spellings) => match run.as_deref().and_then(|run| product(run, &spellings)) {
                Some(longer) => Some(longer),
                None => {
                    found.extend(run.and_then(usable));
                    // What need not be there adds nothing in front.
                    Some(spellings).filter(|spellings| spellings.iter().all(|spelling| !spelling.is_empty()))
                }
            },
            Held::Some(_) | Held::Nothing => {
                found.extend(run.and_then(usable));
                found.extend(part.into_set());
                None
            }
        };
    }
    found.extend(run.and_then(usable));
    if found.len() < 2 {
        return found.pop();
    }
    // Of equally rare ones the one whose shortest is longest: longer windows are looked at in larger steps.
    let worth = |set: Vec<Vec<u8>>| {
        let hits = hits_of_any(set.iter().map(Vec::as_slice));
        (hits, Reverse(set.iter().map(Vec::len).min()), set)
    };
    let best = found.into_iter().map(worth).min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    best.map(|(.., set)| set)
}

/// Each of `before` with each of `next` behind it; `None` if these are too many.
fn product(before: &[Vec<u8>], next: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
    let is_few = before.len() * next.len() <= SPELLINGS_MAX;
    is_few.then(|| before.iter().flat_map(|start| next.iter().map(|end| [&start[..], end].concat())).collect())
}

/// The windows of `spellings` that are scanned for, if all are long enough.
fn usable(spellings: Vec<Vec<u8>>) -> Option<Vec<Vec<u8>>> {
    let is_usable = !spellings.is_empty() && spellings.iter().all(|literal| literal.len() >= LITERAL_LEN_MIN);
    is_usable.then(|| without_longer(spellings).into_iter().map(rarest_window).collect())
}

/// The spellings without those that hold another one: where they stand, that stands.
fn without_longer(mut spellings: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    if spellings.array_windows().all(|[one, other]| one.len() == other.len()) {
        return spellings;
    }
    spellings.sort_unstable_by_key(Vec::len);
    let mut kept: Vec<Vec<u8>> = Vec::new();
    for spelling in spellings {
        // They are short: to prepare a search takes longer than this one.
        let holds = |shorter: &Vec<u8>| spelling.windows(shorter.len()).any(|window| window == shorter);
        if !kept.iter().any(holds) {
            kept.push(spelling);
        }
    }
    kept
}

/// The part of a long literal that is scanned for; among equals the last one, since the end of a message is rarer than
/// its beginning (`error: `, a class name).
fn rarest_window(literal: Vec<u8>) -> Vec<u8> {
    if literal.len() <= LITERAL_LEN_MAX {
        return literal;
    }
    let windows = literal.windows(LITERAL_LEN_MAX).rev().map(|window| (window, hits_per_mb(window)));
    let rarest = windows.min_by(|(_, one), (_, other)| one.total_cmp(other));
    rarest.map_or(&[][..], |(window, _)| window).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> Shape {
        Shape::Literal(text.to_owned())
    }

    #[test]
    fn the_longest_literal_is_required() {
        let shape = Shape::concat(vec![literal("ab"), Shape::Gap, literal("address already"), Shape::Gap]);
        assert_eq!(shape.required_literals(), Some(RequiredLiterals(vec![b"addressalready".to_vec()])));
    }

    #[test]
    fn an_alternation_requires_one_of_each_branch_or_nothing() {
        let both = Shape::Either(vec![literal("first"), Shape::concat(vec![literal("second"), Shape::Gap])]);
        assert_eq!(both.required_literals(), Some(RequiredLiterals(vec![b"first".to_vec(), b"second".to_vec()])));
        assert_eq!(Shape::Either(vec![literal("first"), Shape::Gap]).required_literals(), None);
        assert_eq!(literal("a").required_literals(), None);
    }

    #[test]
    fn what_may_lack_is_told_in_both_spellings_where_neighbors_go_on() {
        let optional = |text: &str| Shape::Optional(Box::new(literal(text)));
        let required = |parts: Vec<Shape>| Shape::concat(parts).required_literals().map(|set| set.0);
        let of = |literals: &[&str]| Some(literals.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>());
        assert_eq!(required(vec![literal("is "), optional("now "), literal("ready")]), of(&["isnowready", "isready"]));
        // At an end it adds nothing.
        assert_eq!(required(vec![optional("'"), literal("name"), optional("'"), Shape::Gap]), of(&["name"]));
        assert_eq!(required(vec![optional("name"), Shape::Gap]), None);
    }
}
