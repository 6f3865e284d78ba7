//! Whether a signature whose parts may lie apart can match at all near a hit: only where each of its parts can.
//!
//! A word such as `database` stands in every second line of a healthy log. Reading a megabyte on both sides of each, since
//! another part of a signature might be there, would be reading all of it. So it is noted where literals of the other parts were
//! [seen](crate::matcher::skim), and when a hit asks for them and all are near, a [glance](super::glance) at their records tells which of
//! them can be a part. What no other part is near is not read. Where nothing was skimmed, anything may stand. Which literals
//! are looked for at all is left to [`sought`](super::sought).

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
    lines: Lines,
    /// How many there were before them.
    gone: usize,
}

/// Raw bytes of lines, most of which ascend.
#[derive(Debug, Default)]
struct Lines {
    all: Vec<(usize, usize)>,
    /// No one ends behind it.
    end: usize,
}

impl Lines {
    fn push(&mut self, lines: (usize, usize)) {
        self.end = self.end.max(lines.1);
        self.all.push(lines);
    }

    /// True if one of them lies in `raw`.
    fn reach_into(&self, raw: &Range<usize>) -> bool {
        /// How many are looked at before all are.
        const NEAR: usize = 4;
        if self.end <= raw.start {
            return false;
        }
        let near = self.all.partition_point(|(start, _)| *start < raw.end);
        self.all[near.saturating_sub(NEAR)..near].iter().any(|lines| overlap(*lines, raw))
            || self.all.iter().any(|lines| overlap(*lines, raw))
    }
}

/// One part of a signature.
#[derive(Debug, Default)]
struct Part {
    /// Its literals that were seen, and at how many places of each it was looked for.
    literals: Vec<(LiteralIndex, usize)>,
    /// Where it may be.
    found: Lines,
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
            let gone = places.lines.all.iter().take_while(|(_, end)| *end <= at).count();
            places.lines.all.drain(..gone);
            places.gone += gone;
        }
        self.parts.values_mut().for_each(|part| part.found.all.retain(|(_, end)| *end > at));
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
        table.patterns_of(literal).filter(|pattern| is_wide_trigger(table, *pattern)).any(|pattern| {
            let signature = table.pattern(pattern).signature;
            // A part of which no literal is near is told without a look at those of the others.
            has_others(table, signature, pattern, &mut |pattern| self.is_seen(pattern, raw))
                && has_others(table, signature, pattern, &mut |pattern| self.is_near(pattern, raw, known_to, &may_be))
        })
    }

    /// True if a literal of this part was seen in `raw`.
    fn is_seen(&self, pattern: PatternIndex, raw: &Range<usize>) -> bool {
        let Some(part) = self.parts.get(&pattern) else { return false };
        let mut places = part.literals.iter().filter_map(|(literal, _)| self.places.get(literal));
        places.any(|places| places.lines.reach_into(raw))
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
        if part.found.reach_into(raw) {
            return true;
        }
        for (literal, looked_at) in &mut part.literals {
            let Some(places) = self.places.get(literal) else { continue };
            let from = looked_at.saturating_sub(places.gone);
            let mut is_all = true;
            for (at, lines) in places.lines.all.iter().enumerate().skip(from) {
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

/// True if a pattern triggers a signature whose parts may lie apart.
pub(super) fn is_wide_trigger(table: &SignatureTable, pattern: PatternIndex) -> bool {
    let row = table.pattern(pattern);
    // What says that it recovered is found by itself.
    row.is_trigger && row.need != Need::No && !table.signature(row.signature).is_local
}

/// True if a pattern is one that a signature whose parts may lie apart needs near its trigger.
pub(super) fn is_companion(table: &SignatureTable, pattern: PatternIndex) -> bool {
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
    let of = |need: Need| table.patterns(signature).filter(move |pattern| table.pattern(*pattern).need == need);
    let mut is_there = |pattern: PatternIndex| pattern == trigger || is_near(pattern);
    of(Need::Required).all(&mut is_there) && (of(Need::OneOf).next().is_none() || of(Need::OneOf).any(is_there))
}
