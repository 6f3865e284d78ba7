//! One scan of the key form of every stream: which signatures may match, and on which lines.

use std::collections::BTreeMap;

use super::Places;
use crate::log::Log;
use crate::signature::table::{PatternIndex, SignatureIndex, SignatureTable};

/// A signature that may match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which one.
    pub signature: SignatureIndex,
    /// Per member the places where a required literal of it stands.
    pub places: Vec<Places>,
}

/// The signatures that may match, in the table's order. No other signature of the table matches.
#[must_use]
pub fn candidates(log: &Log<'_>, table: &SignatureTable) -> Vec<Candidate> {
    let mut hits: BTreeMap<PatternIndex, Vec<(usize, Vec<usize>)>> = BTreeMap::new();
    for (stream_index, stream) in log.streams().iter().enumerate() {
        if stream.lines().is_empty() {
            continue;
        }
        let key = stream.key_form();
        table.scan(key.bytes(), |pattern, at| {
            let line = stream.stream_line_of(key.payload_offset(stream.payload(), at));
            let per_stream = hits.entry(pattern).or_default();
            match per_stream.last_mut() {
                Some((last, lines)) if *last == stream_index => {
                    // Overlapping literals end, not begin, in order: lines may come back by a few.
                    if lines.last() != Some(&line) {
                        lines.push(line);
                    }
                }
                _ => per_stream.push((stream_index, vec![line])),
            }
        });
    }
    for per_stream in hits.values_mut() {
        for (_, lines) in per_stream {
            lines.sort_unstable();
            lines.dedup();
        }
    }
    let unscanned: Vec<PatternIndex> = table.unscanned().collect();
    collect(table, &unscanned, hits)
}

fn collect(
    table: &SignatureTable,
    unscanned: &[PatternIndex],
    mut hits: BTreeMap<PatternIndex, Vec<(usize, Vec<usize>)>>,
) -> Vec<Candidate> {
    let mut signatures: Vec<SignatureIndex> = hits
        .keys()
        .chain(unscanned)
        .map(|pattern| table.pattern(*pattern))
        .filter(|row| row.is_trigger)
        .map(|row| row.signature)
        .collect();
    signatures.sort_unstable();
    signatures.dedup();
    let mut places_of = |pattern: PatternIndex| {
        if unscanned.contains(&pattern) {
            Places::Everywhere
        } else {
            Places::Lines(hits.remove(&pattern).unwrap_or_default())
        }
    };
    signatures
        .into_iter()
        .map(|signature| {
            let row = table.signature(signature);
            let patterns = (row.first_pattern.0..row.first_pattern.0 + row.pattern_count).map(PatternIndex);
            Candidate { signature, places: patterns.map(&mut places_of).collect() }
        })
        .collect()
}
