//! A text signature beside the piece of a log that comes nearest to it: the cheapest way of turning the one into the
//! other.
//!
//! The ways are those of an edit distance over words: a word may be missing, extra or another one; a hole takes what its
//! kind allows, and at a price also what it does not. What stands before the first and behind the last part costs nothing.
//! Costs `wanted × found` steps, both bounded.

use super::tokens::{Found, Wanted, WantedKind};
use crate::signature::text::HoleKind;

/// What one step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Both are the same.
    Same,
    /// Both are the same word in another case.
    Case,
    /// The log has another word or mark.
    Other,
    /// The log lacks it.
    Missing,
    /// Only the log has it.
    Extra,
    /// The hole takes it.
    Takes,
}

/// A step with the parts that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) step: Step,
    /// Index of the wanted part; of an extra one the next.
    pub(super) wanted: usize,
    /// Index of the found part; of a missing one the next.
    pub(super) found: usize,
}

/// The cheapest alignment and what it costs.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    pub(super) pairs: Vec<Pair>,
    pub(super) cost: u32,
}

const MISSING_WORD: u32 = 48;
const MISSING_MARK: u32 = 20;
const EXTRA_WORD: u32 = 24;
const EXTRA_MARK: u32 = 8;
const OTHER_WORD: u32 = 58;
const OTHER_MARK: u32 = 24;
/// A word that begins or ends alike.
const SIMILAR_WORD: u32 = 30;
const OTHER_CASE: u32 = 6;
const EMPTY_HOLE: u32 = 48;
/// What a hole does not take.
const WRONG_IN_HOLE: u32 = 20;
/// Each further part that a hole takes: shorter values are likelier.
const MORE_IN_HOLE: u32 = 1;

const UNREACHED: u32 = u32::MAX / 2;

/// A cell of the table: the cost, and the step that led to it.
#[derive(Clone, Copy)]
struct Cell {
    cost: u32,
    step: Option<(Step, bool)>,
}

/// Lays `wanted` beside `found`.
pub(super) fn align(wanted: &[Wanted], found: &[Found], ignore_case: bool) -> Alignment {
    let width = found.len() + 1;
    let at = |i: usize, j: usize| i * width + j;
    let unreached = Cell { cost: UNREACHED, step: None };
    // Behind i wanted and j found parts: outside of a hole, and inside of hole i - 1, which has taken something.
    let mut outside = vec![unreached; (wanted.len() + 1) * width];
    let mut inside = vec![unreached; (wanted.len() + 1) * width];
    outside[..width].fill(Cell { cost: 0, step: None });
    for i in 0..=wanted.len() {
        for j in 0..width {
            if i > 0 && inside[at(i, j)].cost < outside[at(i, j)].cost {
                outside[at(i, j)] = Cell { cost: inside[at(i, j)].cost, step: Some((Step::Takes, true)) };
            }
            let here = outside[at(i, j)].cost;
            if i < wanted.len() {
                let hole = wanted[i].is_hole();
                let skip = if hole { EMPTY_HOLE } else { missing_cost(&wanted[i]) };
                relax(&mut outside[at(i + 1, j)], here + skip, (Step::Missing, false));
                if j < found.len() {
                    if hole {
                        let cost = here + take_cost(&wanted[i], &found[j], true);
                        relax(&mut inside[at(i + 1, j + 1)], cost, (Step::Takes, false));
                    } else {
                        let (step, cost) = replace_cost(&wanted[i], &found[j], ignore_case);
                        relax(&mut outside[at(i + 1, j + 1)], here + cost, (step, false));
                    }
                }
            }
            if i > 0 && j < found.len() {
                if i < wanted.len() {
                    let extra = if found[j].is_word { EXTRA_WORD } else { EXTRA_MARK };
                    relax(&mut outside[at(i, j + 1)], here + extra, (Step::Extra, false));
                }
                let taken = inside[at(i, j)].cost + take_cost(&wanted[i - 1], &found[j], false) + MORE_IN_HOLE;
                relax(&mut inside[at(i, j + 1)], taken, (Step::Takes, true));
            }
        }
    }
    let (mut i, mut j) = (wanted.len(), 0);
    for end in 0..width {
        if outside[at(i, end)].cost < outside[at(i, j)].cost {
            j = end;
        }
    }
    let cost = outside[at(i, j)].cost;
    let mut pairs = Vec::new();
    let mut in_hole = false;
    while i > 0 {
        let cell = if in_hole { inside[at(i, j)] } else { outside[at(i, j)] };
        let Some((step, more)) = cell.step else { break };
        match step {
            Step::Takes if !in_hole => in_hole = true,
            Step::Takes => {
                pairs.push(Pair { step, wanted: i - 1, found: j - 1 });
                j -= 1;
                if !more {
                    i -= 1;
                    in_hole = false;
                }
            }
            Step::Same | Step::Case | Step::Other => {
                pairs.push(Pair { step, wanted: i - 1, found: j - 1 });
                i -= 1;
                j -= 1;
            }
            Step::Missing => {
                pairs.push(Pair { step, wanted: i - 1, found: j });
                i -= 1;
            }
            Step::Extra => {
                pairs.push(Pair { step, wanted: i, found: j - 1 });
                j -= 1;
            }
        }
    }
    pairs.reverse();
    Alignment { pairs, cost }
}

fn relax(cell: &mut Cell, cost: u32, step: (Step, bool)) {
    if cost < cell.cost {
        *cell = Cell { cost, step: Some(step) };
    }
}

fn missing_cost(wanted: &Wanted) -> u32 {
    if matches!(wanted.kind, WantedKind::Mark(_)) { MISSING_MARK } else { MISSING_WORD }
}

fn replace_cost(wanted: &Wanted, found: &Found, ignore_case: bool) -> (Step, u32) {
    match &wanted.kind {
        WantedKind::Word(word) if found.is_word => {
            if *word == found.text {
                (Step::Same, 0)
            } else if word.to_lowercase() == found.text.to_lowercase() {
                if ignore_case { (Step::Same, 0) } else { (Step::Case, OTHER_CASE) }
            } else if is_similar(word, &found.text) {
                (Step::Other, SIMILAR_WORD)
            } else {
                (Step::Other, OTHER_WORD)
            }
        }
        WantedKind::Mark(mark) if !found.is_word => {
            if found.text.starts_with(*mark) {
                (Step::Same, 0)
            } else {
                (Step::Other, OTHER_MARK)
            }
        }
        // A word for a mark: one is missing and the other extra.
        _ => (Step::Other, OTHER_WORD + OTHER_MARK),
    }
}

/// True if one begins or ends with the other, both are numbers, or half of them is the same.
fn is_similar(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let contains = |long: &str, short: &str| long.starts_with(short) || long.ends_with(short);
    contains(&a, &b) || contains(&b, &a) || (is_number(&a) && is_number(&b)) || same * 2 >= a.len().max(b.len())
}

/// What it costs that a hole takes a part.
fn take_cost(wanted: &Wanted, found: &Found, is_first: bool) -> u32 {
    let WantedKind::Hole(kind, _) = &wanted.kind else { return UNREACHED };
    let fits = match kind {
        HoleKind::Word => is_first || !found.after_blank,
        HoleKind::Int => is_first && found.text.bytes().all(|byte| byte.is_ascii_digit()),
        HoleKind::Line | HoleKind::Any => true,
    };
    if fits { 0 } else { WRONG_IN_HOLE }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn steps(text: &str, log: &str) -> String {
        let (wanted, found) = (tokens::wanted(text, 99), tokens::found(log, 99));
        let alignment = align(&wanted, &found, false);
        let shown = |pair: &Pair| match pair.step {
            Step::Same => "=".to_owned(),
            Step::Case => "^".to_owned(),
            Step::Other => format!("[{}>{}]", &text[wanted[pair.wanted].span.clone()], found[pair.found].text),
            Step::Missing => format!("[-{}]", &text[wanted[pair.wanted].span.clone()]),
            Step::Extra => format!("[+{}]", found[pair.found].text),
            Step::Takes => format!("<{}>", found[pair.found].text),
        };
        alignment.pairs.iter().map(shown).collect()
    }

    #[test]
    fn the_cheapest_way_is_the_one_that_a_person_would_say() {
        for (text, log, expected) in [
            ("port is taken", "x port is taken y", "==="),
            ("port is already taken", "port is taken", "==[-already]="),
            ("port is taken", "port 80 is taken", "=[+80]=="),
            ("port is taken now", "Port is free now", "^=[taken>free]="),
            ("exited with code 1", "exited with code 137", "===[1>137]"),
            ("listen {addr}:{port:int}: in use", "listen 0.0.0.0:80: in use", "=<0><.><0><.><0><.><0>=<80>==="),
            ("file {path} is gone", "file my own file is gone", "=<my><own><file>=="),
            ("port {port:int} taken", "port http taken", "=<http>="),
            ("took {n:int} s", "took s", "=[-{n:int}]="),
        ] {
            assert_eq!(steps(text, log), expected, "`{text}` beside `{log}`");
        }
    }
}
