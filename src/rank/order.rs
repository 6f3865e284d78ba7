//! The order of diagnoses: what to fix first, then what follows from it.
//!
//! What recovered stands below everything that did not, and above what is merely possible. Then confidence comes first,
//! then score, then the id. Against that order only one thing counts: a
//! diagnosis never stands above one that explains it. What explains what is said by the relations
//! `masks` and `caused_by`, and by chains of exceptions; order in the file proves nothing.

use std::cmp::Ordering;

use super::{Ranked, selects};
use crate::report::{Confidence, Role};

/// Puts the diagnoses in order and fills in their roles.
#[must_use]
pub fn order(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_by(base_order);
    let causes = cause_graph(&ranked);
    let sequence = roots_first(&causes);
    let position_of = |index: usize| sequence.iter().position(|at| *at == index).unwrap_or(index);
    for (index, mine) in causes.iter().enumerate() {
        let mut caused_by: Vec<usize> = mine.iter().map(|cause| position_of(*cause)).collect();
        caused_by.sort_unstable();
        if !caused_by.is_empty() {
            ranked[index].role = Role::Consequence;
        }
        for cause in mine {
            let position = position_of(index);
            ranked[*cause].causes.push(position);
        }
        ranked[index].caused_by = caused_by;
    }
    for diagnosis in &mut ranked {
        diagnosis.causes.sort_unstable();
    }
    let mut slots: Vec<Option<Ranked>> = ranked.into_iter().map(Some).collect();
    sequence.into_iter().filter_map(|index| slots[index].take()).collect()
}

fn base_order(a: &Ranked, b: &Ranked) -> Ordering {
    standing(a)
        .cmp(&standing(b))
        .then_with(|| a.confidence.cmp(&b.confidence))
        .then_with(|| b.score.total_cmp(&a.score))
        .then_with(|| a.entry.id.cmp(&b.entry.id))
}

/// 0: it is still there; 1: it recovered; 2: it is merely possible.
fn standing(ranked: &Ranked) -> u8 {
    match ranked.confidence {
        Confidence::Possible => 2,
        _ => u8::from(ranked.summary.resolved().is_some()),
    }
}

/// Per diagnosis the ones that explain it. Weak ones explain nothing and are explained by nothing; what recovered does not
/// explain what is still there.
fn cause_graph(ranked: &[Ranked]) -> Vec<Vec<usize>> {
    let mut causes: Vec<Vec<usize>> = vec![Vec::new(); ranked.len()];
    let stands = |index: usize| ranked[index].confidence != Confidence::Possible;
    let pairs = || (0..ranked.len()).flat_map(|a| (0..ranked.len()).map(move |b| (a, b))).filter(|(a, b)| a != b);
    // Relations first: they are knowledge; chains are observed and must not turn them around.
    for by_relation in [true, false] {
        for (effect, cause) in pairs().filter(|(a, b)| stands(*a) && stands(*b)) {
            let explains = if by_relation {
                relation_explains(&ranked[cause], &ranked[effect])
            } else {
                chain_explains(&ranked[cause], &ranked[effect])
            };
            let is_gone = |index: usize| ranked[index].summary.resolved().is_some();
            let explains = explains && (!is_gone(cause) || is_gone(effect));
            if explains && !causes[effect].contains(&cause) && !reaches(&causes, cause, effect) {
                causes[effect].push(cause);
            }
        }
    }
    causes
}

/// True if `effect` is caused by `cause`, or hides it.
fn relation_explains(cause: &Ranked, effect: &Ranked) -> bool {
    selects(&effect.entry.caused_by, &cause.entry) || selects(&effect.entry.masks, &cause.entry)
}

/// True if a finding of `cause` stands nearer to the root of a chain than every finding of `effect` in it.
fn chain_explains(cause: &Ranked, effect: &Ranked) -> bool {
    let nearest = |ranked: &Ranked, start: usize, file: &str, stream: &str| {
        ranked
            .summary
            .findings()
            .filter(|finding| {
                let first = &finding.evidence[0];
                finding.chain.len > 1 && finding.chain.start == start && first.file == file && first.stream == stream
            })
            .map(|finding| finding.chain.depth)
            .min()
    };
    cause.summary.findings().any(|finding| {
        let first = &finding.evidence[0];
        let (file, stream, start) = (first.file.as_str(), first.stream.as_str(), finding.chain.start);
        let theirs = nearest(effect, start, file, stream);
        let mine = nearest(cause, start, file, stream);
        matches!((mine, theirs), (Some(mine), Some(theirs)) if mine < theirs)
    })
}

/// True if following causes from `from` leads to `to`.
fn reaches(causes: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut stack = vec![from];
    let mut seen = vec![false; causes.len()];
    while let Some(at) = stack.pop() {
        if at == to {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            stack.extend(&causes[at]);
        }
    }
    false
}

/// Indices in base order, but for each the ones that explain it before it.
fn roots_first(causes: &[Vec<usize>]) -> Vec<usize> {
    fn emit(index: usize, causes: &[Vec<usize>], done: &mut [bool], sequence: &mut Vec<usize>) {
        if std::mem::replace(&mut done[index], true) {
            return;
        }
        let mut before = causes[index].clone();
        before.sort_unstable();
        for cause in before {
            emit(cause, causes, done, sequence);
        }
        sequence.push(index);
    }
    let mut done = vec![false; causes.len()];
    let mut sequence = Vec::with_capacity(causes.len());
    for index in 0..causes.len() {
        emit(index, causes, &mut done, &mut sequence);
    }
    sequence
}
