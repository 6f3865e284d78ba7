//! The order of diagnoses: what to fix first, then what follows from it.
//!
//! What recovered stands below everything that did not, and above what is merely possible. Then confidence comes first,
//! then score, then the id. Against that order three things count: a diagnosis never stands
//! above one that explains it, a line that only reports that something failed never above what it may report, and
//! a general message never above the particular one that holds it. A symptom that `masks` what was found is told
//! below it, as possible: there is nothing to mend at the mask. What explains what is said by the relations
//! `masks` and `caused_by`, by chains of exceptions, by strings of errors on one line, and for lines that only
//! report by what stands before them in their stream; else order in the file proves nothing.

use std::cmp::Ordering;

use super::precedence::{comes_before, share_stream};
use super::{Ranked, selects};
use crate::matcher::Finding;
use crate::report::{Confidence, Role};

/// Puts the diagnoses in order and fills in their roles.
#[must_use]
pub fn order(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_by(base_order);
    let causes = cause_graph(&ranked);
    let sequence = roots_first(&with_precedence(&ranked, &causes));
    let mut position_of = vec![0; ranked.len()];
    sequence.iter().enumerate().for_each(|(position, index)| position_of[*index] = position);
    for (index, mine) in causes.iter().enumerate() {
        let mut caused_by: Vec<usize> = mine.iter().map(|cause| position_of[*cause]).collect();
        caused_by.sort_unstable();
        if !caused_by.is_empty() {
            ranked[index].role = Role::Consequence;
        }
        for cause in mine {
            ranked[*cause].causes.push(position_of[index]);
        }
        if mine.iter().any(|cause| selects(&ranked[index].entry.masks, &ranked[*cause].entry)) {
            // It is there, but what it hides was found: it explains nothing more.
            ranked[index].confidence = Confidence::Possible;
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

/// Whether a diagnosis may be explained in a way at all, and whether one (the first) explains another in that way.
type Explanation = (fn(&Ranked) -> bool, fn(&Ranked, &Ranked) -> bool);

/// The ways in which one explains another, those that count most first.
const EXPLANATIONS: [Explanation; 3] = [
    (|effect| !effect.entry.caused_by.is_empty() || !effect.entry.masks.is_empty(), relation_explains),
    (|effect| effect.summary.findings().any(|finding| finding.chain.len > 1), chain_explains),
    (|effect| effect.summary.findings().any(|finding| !finding.wraps.is_empty()), line_explains),
];

/// Per diagnosis the ones that explain it. Weak ones explain nothing and are explained by nothing; what recovered does not
/// explain what is still there.
fn cause_graph(ranked: &[Ranked]) -> Vec<Vec<usize>> {
    let mut causes: Vec<Vec<usize>> = vec![Vec::new(); ranked.len()];
    let stands = |index: usize| ranked[index].confidence != Confidence::Possible;
    // Relations first: they are knowledge; chains are observed and must not turn them around.
    for (is_candidate, explains) in EXPLANATIONS {
        for effect in (0..ranked.len()).filter(|index| stands(*index) && is_candidate(&ranked[*index])) {
            for cause in (0..ranked.len()).filter(|index| *index != effect && stands(*index)) {
                if explains(&ranked[cause], &ranked[effect]) && !is_over(&ranked[cause], &ranked[effect]) {
                    add(&mut causes, effect, cause);
                }
            }
        }
    }
    for effect in (0..ranked.len()).filter(|index| stands(*index) && is_wrapper(&ranked[*index])) {
        let reported = causes[effect].is_empty().then(|| reported_by(ranked, effect)).flatten();
        if let Some(cause) = reported {
            add(&mut causes, effect, cause);
        }
    }
    causes
}

/// True if `cause` recovered and `effect` did not: what is gone explains nothing that is still there.
fn is_over(cause: &Ranked, effect: &Ranked) -> bool {
    standing(cause) == 1 && standing(effect) == 0
}

/// Adds an edge, unless it is there or closes a circle.
fn add(edges: &mut [Vec<usize>], from: usize, to: usize) {
    let closes_circle = || !edges[to].is_empty() && reaches(edges, to, from);
    if from != to && !edges[from].contains(&to) && !closes_circle() {
        edges[from].push(to);
    }
}

/// The causes, with what else must not stand below: it explains nothing, but is the better answer.
fn with_precedence(ranked: &[Ranked], causes: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut before = causes.to_vec();
    let stands = |index: usize| ranked[index].confidence != Confidence::Possible;
    let wrappers: Vec<bool> = ranked.iter().map(is_wrapper).collect();
    let spans = Spans::of(ranked);
    for later in (0..ranked.len()).filter(|index| stands(*index)) {
        let near = (!wrappers[later]).then(|| spans.around(&ranked[later])).flatten();
        let others = near.unwrap_or_else(|| (0..ranked.len()).collect());
        for earlier in others.into_iter().filter(|index| *index != later && stands(*index)) {
            let (later_one, earlier_one) = (&ranked[later], &ranked[earlier]);
            let may_report = wrappers[later] && !wrappers[earlier] && may_report(later_one, earlier_one);
            let is_better = may_report || is_part_of(later_one, earlier_one);
            if is_better && !is_over(earlier_one, later_one) {
                add(&mut before, later, earlier);
            }
        }
    }
    before
}

/// Where the pieces of all diagnoses stand: of thousands, few stand where another one does.
struct Spans {
    /// Raw start and end of each piece, and its diagnosis; ascending.
    pieces: Vec<(usize, usize, usize)>,
    /// Raw bytes of the longest.
    longest: usize,
}

impl Spans {
    fn of(ranked: &[Ranked]) -> Self {
        let of = |(index, one): (usize, &Ranked)| {
            let pieces = one.summary.findings().flat_map(|finding| &finding.evidence);
            pieces.map(|piece| (piece.byte_start, piece.byte_end, index)).collect::<Vec<_>>()
        };
        let mut pieces: Vec<_> = ranked.iter().enumerate().flat_map(of).collect();
        pieces.sort_unstable();
        let longest = pieces.iter().map(|(start, end, _)| end - start).max().unwrap_or_default();
        Spans { pieces, longest }
    }

    /// The diagnoses, ascending, with a piece around the first one of `inner`: no other one holds all of it. `None` for one that
    /// was found nowhere.
    fn around(&self, inner: &Ranked) -> Option<Vec<usize>> {
        let first = inner.summary.findings().next()?.evidence.first()?;
        let from = self.pieces.partition_point(|(start, ..)| start + self.longest < first.byte_start);
        let to = self.pieces.partition_point(|(start, ..)| *start <= first.byte_start);
        let holding = self.pieces[from..to].iter().filter(|(_, end, _)| *end >= first.byte_end);
        let mut around: Vec<usize> = holding.map(|(.., index)| *index).collect();
        around.sort_unstable();
        around.dedup();
        Some(around)
    }
}

/// True if everything it was found on only reports that something failed.
fn is_wrapper(ranked: &Ranked) -> bool {
    ranked.summary.findings().all(|finding| finding.is_wrapper)
}

/// True if what `wrapper` only reports may have been `other`: where they share a stream, something of `other` stands before.
fn may_report(wrapper: &Ranked, other: &Ranked) -> bool {
    let mut is_apart = true;
    for report in wrapper.summary.findings() {
        for finding in other.summary.findings() {
            if comes_before(finding, report) {
                return true;
            }
            is_apart = is_apart && !share_stream(finding, report);
        }
    }
    is_apart
}

/// What stands nearest before the first line that only reports, in its stream.
fn reported_by(ranked: &[Ranked], wrapper: usize) -> Option<usize> {
    let report = ranked[wrapper].summary.findings().min_by_key(|finding| finding.byte_start())?;
    (0..ranked.len())
        .filter(|index| ranked[*index].confidence != Confidence::Possible && !is_wrapper(&ranked[*index]))
        .filter(|index| !is_over(&ranked[*index], &ranked[wrapper]))
        .filter_map(|index| {
            let before = ranked[index].summary.findings().filter(|finding| comes_before(finding, report));
            Some((before.map(Finding::byte_start).max()?, std::cmp::Reverse(index)))
        })
        .max()
        .map(|(_, std::cmp::Reverse(index))| index)
}

/// True if every finding of `general` lies within a longer one of `particular`: the same message, said more exactly.
fn is_part_of(general: &Ranked, particular: &Ranked) -> bool {
    let lies_in = |inner: &Finding, outer: &Finding| {
        inner.evidence.iter().all(|a| {
            outer.evidence.iter().any(|b| {
                let is_longer = b.byte_end - b.byte_start > a.byte_end - a.byte_start;
                a.file == b.file && b.byte_start <= a.byte_start && a.byte_end <= b.byte_end && is_longer
            })
        })
    };
    general.summary.findings().all(|inner| particular.summary.findings().any(|outer| lies_in(inner, outer)))
}

/// True if a finding of `cause` stands in what one of `effect` wraps on the same line, and none the other way around.
fn line_explains(cause: &Ranked, effect: &Ranked) -> bool {
    let wraps = |outer: &Ranked, inner: &Ranked| {
        let mut wrapping = outer.summary.findings().filter(|a| !a.wraps.is_empty());
        wrapping.any(|a| inner.summary.findings().any(|b| a.wraps.contains(&b.byte_start()) && share_stream(a, b)))
    };
    wraps(effect, cause) && !wraps(cause, effect)
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
    cause.summary.findings().filter(|finding| finding.chain.len > 1).any(|finding| {
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
