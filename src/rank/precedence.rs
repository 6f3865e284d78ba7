//! What came before what, as far as a log proves it.
//!
//! Order in the input is order in time within one stream only: `docker compose logs` writes one service's lines
//! after another's, pods and jobs are put together in any order. So the first failure is told per stream, and nothing
//! is said across streams but by the times that lines carry, where all that counts can be compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Summary;
use crate::entry::Entry;
use crate::matcher::{Finding, Stamp, Toll};
use crate::report::Confidence;

/// A stream of an input: file and name.
pub type StreamKey = (String, String);

/// The stream that a finding begins in.
#[must_use]
pub fn stream_of(finding: &Finding) -> StreamKey {
    let (file, stream) = named_stream(finding);
    (file.to_owned(), stream.to_owned())
}

/// True if the two begin in one stream.
#[must_use]
pub fn share_stream(a: &Finding, b: &Finding) -> bool {
    named_stream(a) == named_stream(b)
}

fn named_stream(finding: &Finding) -> (&str, &str) {
    finding.evidence.first().map(|piece| (piece.file.as_str(), piece.stream.as_str())).unwrap_or_default()
}

/// True if `a` is known to have happened before `b`. False where it is not known.
#[must_use]
pub fn comes_before(a: &Finding, b: &Finding) -> bool {
    a.byte_start() < b.byte_start() && share_stream(a, b)
}

/// Where a diagnosis stands among others that count; all false where it is the only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Precedence {
    /// None of the others stands before it in one of its streams: one failure brings others after it. Two that begin at
    /// the same byte are both first.
    pub is_first: bool,
    /// It is the first of those by the times that the log states.
    pub is_earliest: bool,
    /// It kept a process from running, or was the first in a stream whose process then ended.
    pub stops: bool,
}

/// The precedence of each diagnosis. What is merely possible, what recovered and what the log only warns of brings no
/// others after it.
#[must_use]
pub fn precedences(standing: &[(Arc<Entry>, Summary)], confidences: &[Confidence]) -> Vec<Precedence> {
    let is_there = |index: usize| confidences[index] != Confidence::Possible && standing[index].1.resolved().is_none();
    let warns = |index: usize| standing[index].1.toll == Some(Toll::Warned);
    let only_warnings = (0..standing.len()).filter(|index| is_there(*index)).all(warns);
    let counts = |index: usize| is_there(index) && (only_warnings || !warns(index));
    let mut first_of: BTreeMap<&StreamKey, usize> = BTreeMap::new();
    for (index, (_, summary)) in standing.iter().enumerate() {
        for (stream, at) in summary.first_in.iter().filter(|_| counts(index)) {
            let first = first_of.entry(stream).or_insert(*at);
            *first = (*first).min(*at);
        }
    }
    let several = (0..standing.len()).filter(|index| is_there(*index)).count() > 1;
    let counted: Vec<&Summary> =
        standing.iter().enumerate().filter(|(index, _)| counts(*index)).map(|(_, (_, summary))| summary).collect();
    let precedence = |(index, (_, summary)): (usize, &(Arc<Entry>, Summary))| {
        if !several || !counts(index) {
            return Precedence::default();
        }
        let is_first = summary.first_in.iter().any(|(stream, at)| first_of.get(stream) == Some(at));
        Precedence {
            is_first,
            is_earliest: is_first && is_earliest(summary, &counted),
            stops: match summary.toll {
                Some(Toll::NeverRan) => true,
                Some(Toll::Ended) => is_first,
                _ => false,
            },
        }
    };
    standing.iter().enumerate().map(precedence).collect()
}

/// True if nothing among `counted` is earlier by the times that the log states; false where one states none, or one that
/// cannot be compared.
fn is_earliest(summary: &Summary, counted: &[&Summary]) -> bool {
    let Some(own) = first_stamp(summary) else { return false };
    counted
        .iter()
        .all(|other| first_stamp(other).and_then(|stamp| stamp.since(own)).is_some_and(|distance| distance >= 0))
}

/// The first time that the matches of a summary state.
fn first_stamp(summary: &Summary) -> Option<Stamp> {
    let mut stamps = summary.findings().filter_map(|finding| finding.stamp);
    let first = stamps.next()?;
    Some(stamps.fold(first, |first, next| if next.since(first).is_some_and(|after| after < 0) { next } else { first }))
}
