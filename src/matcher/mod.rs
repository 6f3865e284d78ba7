//! Signatures against a log: candidates on key form, verification on the payload, combinations.
//!
//! [`candidates`] scans every stream once and says which signatures may match and on which lines;
//! [`match_signature`] verifies one of them there. [`reference`] does the same without candidates,
//! each signature against each stream and event; it is slow, obviously right, and what the fast way
//! is tested against.
//!
//! What a match means for the user (evidence, score, order) is left to [`crate::rank`].

pub mod candidates;
pub mod combine;
pub mod evidence;
mod near;
pub mod reference;
pub mod skim;
pub mod toll;
pub mod verify;
pub mod wraps;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::log::Log;
use crate::signature::{Pattern, Role, Signature, Window};

pub use crate::log::Stamp;
pub use candidates::{Candidate, candidates};
pub use evidence::{Chain, Course, Finding, Recovery, evidence_of, findings, recoveries, resolve};
pub use toll::Toll;

/// One place where a pattern was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Index into [`Log::streams`].
    pub stream: usize,
    /// Payload bytes (half-open).
    pub span: Range<usize>,
    /// Names and values, in the pattern's order; hard wraps are dropped from values.
    pub captures: Vec<(String, String)>,
}

/// One match of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureMatch {
    /// What proves it, in input order: the member's index and where it occurred.
    pub parts: Vec<(usize, Occurrence)>,
}

impl SignatureMatch {
    /// All captures; where members capture the same name the first one's value counts.
    #[must_use]
    pub fn captures(&self) -> BTreeMap<String, String> {
        let mut captures = BTreeMap::new();
        let mut parts: Vec<&(usize, Occurrence)> = self.parts.iter().collect();
        parts.sort_by_key(|(member, occurrence)| (*member, occurrence.span.start));
        for (name, value) in parts.iter().flat_map(|(_, occurrence)| &occurrence.captures) {
            captures.entry(name.clone()).or_insert_with(|| value.clone());
        }
        captures
    }
}

/// Where to look for a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places {
    /// In every stream and event.
    Everywhere,
    /// Around these lines.
    Lines(LinesByStream),
}

/// Per stream, ascending, its index and the indices of lines of it, ascending.
pub type LinesByStream = Vec<(usize, Vec<usize>)>;

impl Places {
    /// True if there is no place to look at.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        matches!(self, Places::Lines(lines) if lines.is_empty())
    }

    /// Lines to look at; the most there can be where that is everywhere.
    fn line_count(&self) -> usize {
        match self {
            Places::Everywhere => usize::MAX,
            Places::Lines(per_stream) => per_stream.iter().map(|(_, lines)| lines.len()).sum(),
        }
    }
}

/// The matches of one signature, in input order. `places` has one item per member.
#[must_use]
pub fn match_signature(log: &Log<'_>, signature: &Signature, places: &[Places]) -> Vec<SignatureMatch> {
    let required_is_nowhere = signature
        .members
        .iter()
        .zip(places)
        .any(|(member, places)| matches!(member.role, Role::All | Role::Sequence) && places.is_nowhere());
    if required_is_nowhere {
        return Vec::new();
    }
    let Some(mut occurrences) = occurrences_of(log, signature, places) else { return Vec::new() };
    if signature.is_single() {
        let single = |occurrence| SignatureMatch { parts: vec![(0, occurrence)] };
        return occurrences.into_iter().flatten().map(single).collect();
    }
    if matches!(signature.window, Window::Lines { across: true, .. }) {
        for list in &mut occurrences {
            without_repeats(log, list);
        }
    }
    combine::combine(log, signature, &occurrences)
}

/// The occurrences of each member; `None` if one that has to be there is not, or none of those of which one has to. The
/// rarest of those that have to be there are looked for first: most combinations lack one, and then nobody has to look for
/// the others; else only near it.
fn occurrences_of(log: &Log<'_>, signature: &Signature, places: &[Places]) -> Option<Vec<Vec<Occurrence>>> {
    let with_role = |is_it: fn(Role) -> bool| {
        let members = signature.members.iter().enumerate();
        members.filter(|(_, member)| is_it(member.role)).map(|(index, _)| index).collect::<Vec<_>>()
    };
    let mut required = with_role(|role| matches!(role, Role::All | Role::Sequence));
    required.sort_by_key(|index| places[*index].line_count());
    let any = with_role(|role| role == Role::Any);
    let mut occurrences: Vec<Vec<Occurrence>> = vec![Vec::new(); signature.members.len()];
    let mut rarest: Option<(usize, near::Reach)> = None;
    for index in required {
        let found = occurrences_near(log, signature, index, &places[index], rarest.as_ref().map(|(_, reach)| reach));
        if found.len() < signature.members[index].count {
            return None;
        }
        if rarest.as_ref().is_none_or(|(count, _)| found.len() < *count) {
            rarest = near::Reach::around(log, signature.window, &found).map(|reach| (found.len(), reach));
        }
        occurrences[index] = found;
    }
    let mut reach = rarest.map(|(_, reach)| reach);
    for index in &any {
        occurrences[*index] = occurrences_near(log, signature, *index, &places[*index], reach.as_ref());
    }
    if !any.is_empty() {
        let found: Vec<Occurrence> = any.iter().flat_map(|index| &occurrences[*index]).cloned().collect();
        if found.is_empty() {
            return None;
        }
        reach = reach.or_else(|| near::Reach::around(log, signature.window, &found));
    }
    for index in with_role(|role| role == Role::None) {
        occurrences[index] = occurrences_near(log, signature, index, &places[index], reach.as_ref());
    }
    Some(occurrences)
}

/// The occurrences of a member: of a regex, only those within `reach`. A text is as quickly found as its places are narrowed
/// down.
fn occurrences_near(
    log: &Log<'_>,
    signature: &Signature,
    member: usize,
    places: &Places,
    reach: Option<&near::Reach>,
) -> Vec<Occurrence> {
    let pattern = &signature.members[member].pattern;
    match (pattern, reach) {
        (Pattern::Regex(_), Some(reach)) => verify::occurrences(log, pattern, &reach.narrow(log, places)),
        _ => verify::occurrences(log, pattern, places),
    }
}

/// Where the log says that what `signature` is about recovered, in order of stream and position. `places` has one item
/// per member.
#[must_use]
pub fn match_recovery(log: &Log<'_>, signature: &Signature, places: &[Places]) -> Vec<Occurrence> {
    match signature.recovery().and_then(|member| Some((&signature.members[member], places.get(member)?))) {
        Some((member, places)) => verify::occurrences(log, &member.pattern, places),
        None => Vec::new(),
    }
}

/// Drops the occurrences that are another reading of bytes of which there is one already: across streams, what a line
/// says counts once.
fn without_repeats(log: &Log<'_>, occurrences: &mut Vec<Occurrence>) {
    if occurrences.iter().all(|one| log.streams()[one.stream].reading_of().is_none()) {
        return;
    }
    occurrences.sort_by_key(|one| (log.streams()[one.stream].reading_of().is_some(), one.stream, one.span.start));
    // Raw spans that are taken, start → end; they do not overlap.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    occurrences.retain(|one| {
        let stream = &log.streams()[one.stream];
        let start = log.locate(stream, one.span.start).offset;
        let end = log.locate_end(stream, one.span.end).offset.max(start + 1);
        let is_new = taken.range(..end).next_back().is_none_or(|(_, taken_end)| *taken_end <= start);
        if is_new {
            taken.insert(start, end);
        }
        is_new
    });
}
