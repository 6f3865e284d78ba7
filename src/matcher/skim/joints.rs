//! Literals that begin in one block and end in another: the ends of lanes side by side.

use std::collections::HashMap;

use super::{Companion, EDGE_BYTES, Hit, LaneName, Reading, Skimmed, Wanted};
use crate::limits::{EVENT_BYTES_MAX, WINDOW_BYTES_MAX};
use crate::signature::table::SignatureTable;

/// Raw bytes for which the end of a lane is kept: lines of one match do not begin farther apart.
const TAIL_BYTES_MAX: usize = WINDOW_BYTES_MAX + 2 * EVENT_BYTES_MAX;

/// What is left of lanes at the end of a block, for literals that go on in the next one.
#[derive(Debug, Default)]
pub struct Joints {
    tails: HashMap<LaneName, (Vec<u8>, usize)>,
}

impl Joints {
    /// Adds what is wanted that begins before a block, which stands at `offset`, and ends in it.
    pub fn join(&mut self, table: &SignatureTable, wanted: &Wanted, skimmed: &mut Skimmed, offset: usize) {
        let before = std::mem::take(&mut self.tails);
        for edge in skimmed.edges.drain(..) {
            let others = match edge.lane.reading {
                // Lines read otherwise go on in lines as they stand, and the other way round.
                Reading::No => vec![Reading::No, Reading::Together],
                Reading::Together => vec![Reading::Together, Reading::No],
                Reading::Named(..) => vec![edge.lane.reading.clone()],
            };
            let mut tail = (edge.tail.clone(), edge.tail_start);
            for (number, reading) in others.into_iter().enumerate() {
                let Some((key, start)) = before.get(&LaneName { stream: edge.lane.stream.clone(), reading }) else {
                    continue;
                };
                let both = [key.as_slice(), edge.head.as_slice()].concat();
                let seam = key.len();
                wanted.scan(table, &both, &mut |literal, at| {
                    if at < seam && at + table.literal(literal).len() > seam {
                        let uses = table.uses(literal);
                        let lines = *start..edge.head_end;
                        if wanted.has(literal) {
                            skimmed.companions.push(Companion { literal, lines: (lines.start, lines.end) });
                        }
                        skimmed.hits.extend(Hit::of_literal(literal, uses, edge.lane.reading.scope(), lines));
                    }
                });
                if edge.is_whole && number == 0 {
                    let surplus = both.len().saturating_sub(EDGE_BYTES);
                    tail = (both[surplus..].to_vec(), if surplus >= seam { edge.tail_start } else { *start });
                }
            }
            self.tails.insert(edge.lane, tail);
        }
        for (lane, tail) in before {
            if tail.1 + TAIL_BYTES_MAX >= offset {
                self.tails.entry(lane).or_insert(tail);
            }
        }
        skimmed.hits.sort_unstable_by_key(Hit::order);
        skimmed.companions.sort_unstable();
    }
}
