//! One scan of the key form of every stream: which signatures may match, and on which lines.
//!
//! A literal is often one of many signatures, and only few of these are candidates. So what is found is noted by literal,
//! and handed to the patterns of candidates in the end. Literals that trigger nothing are looked for only if a candidate has such.

use std::collections::{BTreeMap, BTreeSet};

use super::{LinesByStream, Places};
use crate::log::Log;
use crate::signature::table::{Group, LiteralIndex, PatternIndex, SignatureIndex, SignatureTable};

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
    let mut hits = Hits::of_triggers(log, table);
    let unscanned: BTreeSet<PatternIndex> = table.unscanned().collect();
    let signatures = hits.triggered(table, &unscanned);
    // Most signatures are one pattern.
    let has_others =
        |signature: &SignatureIndex| table.patterns(*signature).any(|pattern| !table.pattern(pattern).is_trigger);
    if signatures.iter().any(has_others) {
        hits.add(log, table, Group::Others);
    }
    let literals = hits.by_pattern(table, &signatures);
    let places_of = |pattern: PatternIndex| {
        if unscanned.contains(&pattern) {
            Places::Everywhere
        } else {
            Places::Lines(hits.lines(literals.get(&pattern).map_or(&[], Vec::as_slice)))
        }
    };
    let candidate =
        |signature: SignatureIndex| Candidate { signature, places: table.patterns(signature).map(places_of).collect() };
    signatures.into_iter().map(candidate).collect()
}

/// The literals that stand in a log.
struct Hits {
    /// Per literal of the table its position in `found`, from 1; 0 for one that was not found.
    slots: Vec<u32>,
    /// Each with its lines, those of a stream in no particular order.
    found: Vec<(LiteralIndex, LinesByStream)>,
}

impl Hits {
    fn of_triggers(log: &Log<'_>, table: &SignatureTable) -> Self {
        let mut hits = Hits { slots: vec![0; table.literal_count()], found: Vec::new() };
        hits.add(log, table, Group::Triggers);
        hits
    }

    /// Adds the literals of a group.
    fn add(&mut self, log: &Log<'_>, table: &SignatureTable, group: Group) {
        for (stream_index, stream) in log.streams().iter().enumerate() {
            if stream.lines().is_empty() {
                continue;
            }
            let key = stream.key_form();
            let mut line = 0;
            table.scan_group(group, key.bytes(), &mut |literal, at| {
                line = key.line_of(at, line);
                self.note(literal, stream_index, line);
            });
        }
    }

    fn note(&mut self, literal: LiteralIndex, stream: usize, line: usize) {
        let Some(slot) = self.slots.get_mut(literal.0 as usize) else { return };
        if *slot == 0 {
            self.found.push((literal, Vec::new()));
            *slot = u32::try_from(self.found.len()).expect("invariant: a table names literals by 32 bits");
        }
        let (_, per_stream) = &mut self.found[*slot as usize - 1];
        match per_stream.last_mut() {
            Some((last, lines)) if *last == stream => {
                if lines.last() != Some(&line) {
                    lines.push(line);
                }
            }
            _ => per_stream.push((stream, vec![line])),
        }
    }

    /// The signatures of which a trigger was found, or has no literal.
    fn triggered(&self, table: &SignatureTable, unscanned: &BTreeSet<PatternIndex>) -> BTreeSet<SignatureIndex> {
        let triggers = self.found.iter().map(|(literal, _)| *literal).filter(|literal| table.is_trigger(*literal));
        let patterns = triggers.flat_map(|literal| table.patterns_of(literal)).chain(unscanned.iter().copied());
        patterns.map(|pattern| table.pattern(pattern)).filter(|row| row.is_trigger).map(|row| row.signature).collect()
    }

    /// Per pattern of these signatures its literals, by their positions in `found`.
    fn by_pattern(
        &self,
        table: &SignatureTable,
        signatures: &BTreeSet<SignatureIndex>,
    ) -> BTreeMap<PatternIndex, Vec<usize>> {
        let mut literals: BTreeMap<PatternIndex, Vec<usize>> = BTreeMap::new();
        for (position, (literal, _)) in self.found.iter().enumerate() {
            for pattern in table.patterns_of(*literal) {
                if signatures.contains(&table.pattern(pattern).signature) {
                    literals.entry(pattern).or_default().push(position);
                }
            }
        }
        literals
    }

    /// The lines of these literals, each once.
    fn lines(&self, literals: &[usize]) -> LinesByStream {
        let mut merged: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (stream, lines) in literals.iter().flat_map(|position| &self.found[*position].1) {
            merged.entry(*stream).or_default().extend_from_slice(lines);
        }
        for lines in merged.values_mut() {
            lines.sort_unstable();
            lines.dedup();
        }
        merged.into_iter().collect()
    }
}
