//! What came before what, as far as a log proves it.
//!
//! Order in the input is order in time within one stream only: `docker compose logs` writes one service's lines
//! after another's, pods and jobs are put together in any order. So the first failure is told per stream, and nothing
//! is said across streams. Times that lines carry would enter here, and only here: [`comes_before`] is the one place
//! that says that something happened earlier.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Summary;
use crate::entry::Entry;
use crate::matcher::Finding;
use crate::report::Confidence;

/// A stream of an input: file and name.
pub type StreamKey = (String, String);

/// The stream that a finding begins in.
#[must_use]
pub fn stream_of(finding: &Finding) -> StreamKey {
    finding.evidence.first().map(|piece| (piece.file.clone(), piece.stream.clone())).unwrap_or_default()
}

/// True if `a` is known to have happened before `b`. False where it is not known.
#[must_use]
pub fn comes_before(a: &Finding, b: &Finding) -> bool {
    stream_of(a) == stream_of(b) && a.byte_start() < b.byte_start()
}

/// Per diagnosis, true if it counts, others count too, and none of those stands before it in one of its streams: one
/// failure brings others after it. Two that begin at the same byte are both first.
#[must_use]
pub fn first_failures(standing: &[(Arc<Entry>, Summary)], confidences: &[Confidence]) -> Vec<bool> {
    // What recovered is no failure that brings others after it.
    let counts = |index: usize| confidences[index] != Confidence::Possible && standing[index].1.resolved().is_none();
    let mut first_of: BTreeMap<&StreamKey, usize> = BTreeMap::new();
    for (index, (_, summary)) in standing.iter().enumerate() {
        for (stream, at) in summary.first_in.iter().filter(|_| counts(index)) {
            let first = first_of.entry(stream).or_insert(*at);
            *first = (*first).min(*at);
        }
    }
    let several = (0..standing.len()).filter(|index| counts(*index)).count() > 1;
    standing
        .iter()
        .enumerate()
        .map(|(index, (_, summary))| {
            several && counts(index) && summary.first_in.iter().any(|(stream, at)| first_of.get(stream) == Some(at))
        })
        .collect()
}
