//! Whether a signature whose parts may lie apart can match at all near a hit: only where each of its parts can.
//!
//! A word such as `database` stands in every second line of a healthy log. Reading a megabyte on both sides of each, since
//! another part of a signature might be there, would be reading all of it. So it is noted where literals of the other parts were
//! [seen](crate::matcher::skim), and when a hit asks for them, a [glance](super::glance) at their records tells which of them can be
//! a part. What no other part is near is not read. Where nothing was skimmed, anything may stand.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use crate::matcher::skim::Companion;
use crate::signature::table::{LiteralIndex, Need, PatternIndex, SignatureIndex, SignatureTable};

/// Where literals of the parts that do not trigger their signatures were seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Raw bytes of the lines that each stands in; most ascend.
    places: HashMap<LiteralIndex, Places>,
    parts: HashMap<PatternIndex, Part>,
    /// Where anything may stand.
    unknown: Vec<Range<usize>>,
}

/// The places of a literal.
#[derive(Debug, Default)]
struct Places {
    lines: Vec<(usize, usize)>,
    /// How many there were before them.
    gone: usize,
}

/// One part of a signature.
#[derive(Debug, Default)]
struct Part {
    /// Its literals that were seen, and at how many places of each it was looked for.
    literals: Vec<(LiteralIndex, usize)>,
    /// Where it may be.
    found: Vec<(usize, usize)>,
}

impl Seen {
    /// Adds what was seen.
    pub(super) fn add(&mut self, table: &SignatureTable, companions: Vec<Companion>) {
        for Companion { literal, lines } in companions {
            let places = match self.places.entry(literal) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    for pattern in table.patterns_of(literal).filter(|pattern| is_companion(table, *pattern)) {
                        self.parts.entry(pattern).or_default().literals.push((literal, 0));
                    }
                    new.insert(Places::default())
                }
            };
            places.lines.push(lines);
        }
    }

    /// Adds lines in which anything may stand.
    pub(super) fn add_unknown(&mut self, lines: Range<usize>) {
        self.unknown.push(lines);
    }

    /// Forgets what lies before raw offset `at`.
    pub(super) fn forget_before(&mut self, at: usize) {
        self.unknown.retain(|lines| lines.end > at);
        for places in self.places.values_mut() {
            let gone = places.lines.iter().take_while(|(_, end)| *end <= at).count();
            places.lines.drain(..gone);
            places.gone += gone;
        }
        self.parts.values_mut().for_each(|part| part.found.retain(|(_, end)| *end > at));
    }

    /// True if a signature whose parts may lie apart, and that this literal triggers, may match with all of them in `raw`. `may_be` tells
    /// of a pattern whether it may match in these lines, which begin before raw offset `known_to`.
    pub(super) fn may_match(
        &mut self,
        table: &SignatureTable,
        literal: LiteralIndex,
        raw: &Range<usize>,
        known_to: usize,
        may_be: impl Fn(PatternIndex, &Range<usize>) -> bool,
    ) -> bool {
        if self.unknown.iter().any(|lines| overlap((lines.start, lines.end), raw)) {
            return true;
        }
        table.patterns_of(literal).any(|pattern| {
            let row = table.pattern(pattern);
            // What says that it recovered is found by itself.
            let is_wide = row.need != Need::No && !table.signature(row.signature).is_local;
            let mut is_near = |pattern| self.is_near(pattern, raw, known_to, &may_be);
            row.is_trigger && is_wide && has_others(table, row.signature, pattern, &mut is_near)
        })
    }

    /// True if this part may be in `raw`. Each place is looked at once.
    fn is_near(
        &mut self,
        pattern: PatternIndex,
        raw: &Range<usize>,
        known_to: usize,
        may_be: &impl Fn(PatternIndex, &Range<usize>) -> bool,
    ) -> bool {
        let Some(part) = self.parts.get_mut(&pattern) else { return false };
        if part.found.iter().any(|lines| overlap(*lines, raw)) {
            return true;
        }
        for (literal, looked_at) in &mut part.literals {
            let Some(places) = self.places.get(literal) else { continue };
            let from = looked_at.saturating_sub(places.gone);
            let mut is_all = true;
            for (at, lines) in places.lines.iter().enumerate().skip(from) {
                // Of what stands there nothing is said before the lines below it are known.
                is_all &= lines.0 < known_to;
                if lines.0 >= known_to {
                    continue;
                }
                if is_all {
                    *looked_at = places.gone + at + 1;
                }
                if may_be(pattern, &(lines.0..lines.1)) {
                    part.found.push(*lines);
                    if overlap(*lines, raw) {
                        return true;
                    }
                }
            }
        }
        false
    }
}

fn overlap(lines: (usize, usize), raw: &Range<usize>) -> bool {
    lines.0 < raw.end && raw.start < lines.1
}

/// True if a pattern is one that a signature whose parts may lie apart needs near its trigger.
fn is_companion(table: &SignatureTable, pattern: PatternIndex) -> bool {
    let row = table.pattern(pattern);
    !row.is_trigger && row.need != Need::No && !table.signature(row.signature).is_local
}

/// True if all that the signature needs beside this trigger is near.
fn has_others(
    table: &SignatureTable,
    signature: SignatureIndex,
    trigger: PatternIndex,
    is_near: &mut impl FnMut(PatternIndex) -> bool,
) -> bool {
    let row = table.signature(signature);
    let patterns = || (row.first_pattern.0..row.first_pattern.0 + row.pattern_count).map(PatternIndex);
    let of = |need: Need| patterns().filter(move |pattern| table.pattern(*pattern).need == need);
    let mut is_there = |pattern: PatternIndex| pattern == trigger || is_near(pattern);
    of(Need::Required).all(&mut is_there) && (of(Need::OneOf).next().is_none() || of(Need::OneOf).any(is_there))
}
