//! What every match of a pattern certainly contains, as a small tree; literals are read off it.
//!
//! Both kinds of patterns are brought into this form, so that required literals and strength are
//! computed in one way. The idea of inner literals as a prefilter is that of globset and yara-x.

use crate::log::key_form::key_of;

/// What a pattern's matches look like, coarsely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Exactly this text; case and white space may differ.
    Literal(String),
    /// Anything, or nothing.
    Gap,
    /// These one after another.
    Concat(Vec<Shape>),
    /// One of these.
    Either(Vec<Shape>),
}

/// Literals of which every match contains at least one, in key form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredLiterals(pub Vec<Vec<u8>>);

/// Literals of an alternation that are worth scanning for; wider ones have no required literal.
const LITERALS_MAX: usize = 32;

/// Key bytes that a literal needs to be worth scanning for: one byte is in every log.
const LITERAL_LEN_MIN: usize = 2;

/// Key bytes of a literal that are scanned for. More do not narrow things down further.
const LITERAL_LEN_MAX: usize = super::table::LITERAL_BYTES_MAX;

impl Shape {
    /// The concatenation of `parts`, flat, with neighboring literals joined.
    #[must_use]
    pub fn concat(parts: Vec<Shape>) -> Shape {
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

    /// The best required literals: those whose shortest is longest.
    #[must_use]
    pub fn required_literals(&self) -> Option<RequiredLiterals> {
        let literals = self.literal_set()?;
        let usable = literals.iter().all(|literal| literal.len() >= LITERAL_LEN_MIN);
        usable.then(|| {
            let mut cut: Vec<Vec<u8>> = literals.into_iter().map(|literal| rarest_window(&literal)).collect();
            cut.sort();
            cut.dedup();
            RequiredLiterals(cut)
        })
    }

    fn literal_set(&self) -> Option<Vec<Vec<u8>>> {
        match self {
            Shape::Literal(text) => {
                let key = key_of(text);
                (!key.is_empty()).then(|| vec![key])
            }
            Shape::Gap => None,
            Shape::Concat(parts) => parts.iter().filter_map(Shape::literal_set).max_by_key(|set| quality(set)),
            Shape::Either(branches) => {
                let mut all = Vec::new();
                for branch in branches {
                    all.extend(branch.literal_set()?);
                    if all.len() > LITERALS_MAX {
                        return None;
                    }
                }
                Some(all)
            }
        }
    }

    /// Every literal of the tree, for the text index and for strength of a plain concatenation.
    #[must_use]
    pub fn all_literals(&self) -> Vec<&str> {
        match self {
            Shape::Literal(text) => vec![text],
            Shape::Gap => Vec::new(),
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

/// The length of the shortest literal; among equals fewer literals are better.
fn quality(set: &[Vec<u8>]) -> (usize, usize) {
    let shortest = set.iter().map(|literal| literal.len().min(LITERAL_LEN_MAX)).min().unwrap_or(0);
    (shortest, LITERALS_MAX.saturating_sub(set.len()))
}

/// The part of a long literal that is scanned for. The end of a message is rarer than its beginning
/// (`error: `, a class name), so it is the last bytes.
fn rarest_window(literal: &[u8]) -> Vec<u8> {
    literal[literal.len().saturating_sub(LITERAL_LEN_MAX)..].to_vec()
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
}
