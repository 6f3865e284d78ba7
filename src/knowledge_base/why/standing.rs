//! What an entry is in the answer: first, below another one and why, or not there and why.

use serde::Serialize;

use super::WhySignature;
use crate::entry::Entry;
use crate::knowledge_base::KnowledgeBase;
use crate::rank::selects;
use crate::report::{Confidence, Diagnosis, Report, Via};

/// What an entry is in the answer.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    /// One sentence without a full stop.
    pub what: String,
    /// True if a signature of it matched and counts: what exit status 0 stands for.
    pub matched: bool,
    /// The diagnosis, if a signature of it is in the answer.
    pub diagnosis: Option<Diagnosis>,
    /// What stands first, if that is another entry.
    pub first: Option<First>,
}

/// The entry that stands first.
#[derive(Clone, Debug, Serialize)]
pub struct First {
    /// It.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it stands above, in a clause.
    pub reason: String,
    /// The points of both, by what they are for.
    pub points: Vec<Points>,
}

/// A line of the comparison of two scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Points {
    /// What they are for.
    pub what: String,
    /// Those of the entry asked about; `None` if it has none for this.
    pub own: Option<f64>,
    /// Those of the first.
    pub first: Option<f64>,
}

/// What `entry` is in `report`.
pub(super) fn of(kb: &KnowledgeBase, entry: &Entry, report: &Report, signatures: &[WhySignature]) -> Standing {
    let by_signature = || report.matches.iter().filter(|one| one.via == Via::Signature);
    let own = by_signature().find(|one| one.id == entry.id);
    let first = by_signature().next().filter(|first| first.id != entry.id);
    let matched = own.is_some_and(Diagnosis::counts_as_match);
    let what = match own {
        Some(own) => present(own, by_signature().count()),
        None => absent(kb, entry, report, signatures),
    };
    let first = match (own, first) {
        (Some(own), Some(first)) => Some(First {
            id: first.id.to_string(),
            title: first.title.clone(),
            reason: reason_above(kb, first, own, entry),
            points: points(own, first),
        }),
        _ => None,
    };
    Standing { what, matched, diagnosis: own.cloned(), first }
}

fn present(own: &Diagnosis, count: usize) -> String {
    let place = if own.rank == 1 && count == 1 {
        "the only answer".to_owned()
    } else {
        format!("rank {} of {count}", own.rank)
    };
    let gone = own.resolved.as_ref().map(|it| format!("; seen, then gone at line {}", it.line)).unwrap_or_default();
    format!("{}, {place}{gone}", own.confidence.word())
}

fn absent(kb: &KnowledgeBase, entry: &Entry, report: &Report, signatures: &[WhySignature]) -> String {
    if entry.signatures.is_empty() {
        return "it has no signature, so only `kb search` finds it".to_owned();
    }
    let matched = || signatures.iter().filter(|signature| signature.matches > 0);
    if matched().next().is_none() {
        let count = signatures.len();
        return match count {
            0 => "none of its signatures can be read: see `kb check`".to_owned(),
            1 => "its signature does not match".to_owned(),
            _ => format!("none of its {count} signatures matches"),
        };
    }
    if matched().all(|it| it.discounted.is_some()) {
        return "it matches, but does not count".to_owned();
    }
    let supersedes = |one: &&Diagnosis| kb.entry(one.id.as_str()).is_ok_and(|other| selects(&other.supersedes, entry));
    match report.matches.iter().filter(|one| one.via == Via::Signature).find(supersedes) {
        Some(winner) => format!("it matches, but {} supersedes it", winner.id),
        None => "it matches, but another entry supersedes it".to_owned(),
    }
}

/// Why `first` stands above `own`, in the order in which the ranking decides.
fn reason_above(kb: &KnowledgeBase, first: &Diagnosis, own: &Diagnosis, entry: &Entry) -> String {
    let explains = own.caused_by.contains(&first.id);
    let selected = kb.entry(first.id.as_str());
    let names = |selectors| selected.as_ref().is_ok_and(|first| selects(selectors, first));
    if explains && names(&entry.caused_by) {
        return format!("this entry names it in `caused_by`: {} is the root", first.id);
    }
    if explains && names(&entry.masks) {
        return format!("this entry names it in `masks`: it only hides {}", first.id);
    }
    if explains {
        return "its error stands nearer to the root of the chain of exceptions".to_owned();
    }
    if own.resolved.is_some() && first.resolved.is_none() && first.confidence != Confidence::Possible {
        return "this one recovered later, and that one did not".to_owned();
    }
    if first.confidence != own.confidence {
        return format!("it is {}, this one {}", first.confidence.word(), own.confidence.word());
    }
    if first.score > own.score {
        return format!("its score is {:.1}, that of this one {:.1}", first.score, own.score);
    }
    if first.score < own.score {
        return "it explains another entry that stands above this one".to_owned();
    }
    "their scores are equal, and the ids decide".to_owned()
}

/// The points of both, in the order of the first, then of what only the entry has.
fn points(own: &Diagnosis, first: &Diagnosis) -> Vec<Points> {
    // The key of a signature is in the words: two entries never share one.
    let what = |text: &str| match text.strip_prefix("literals of ") {
        Some(_) => "words of the signature".to_owned(),
        None if text.starts_with("seen ") => "repeats".to_owned(),
        None => text.to_owned(),
    };
    let mut points: Vec<Points> = first
        .explanation
        .parts
        .iter()
        .map(|part| Points { what: what(&part.what), own: None, first: Some(part.value) })
        .collect();
    for part in &own.explanation.parts {
        let what = what(&part.what);
        match points.iter_mut().find(|known| known.what == what) {
            Some(known) => known.own = Some(part.value),
            None => points.push(Points { what, own: Some(part.value), first: None }),
        }
    }
    points
}
