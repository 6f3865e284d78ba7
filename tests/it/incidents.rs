//! Labelled logs of real failures, made by other routes than the entries' own examples: is the first answer right?
//!
//! `cargo test --test it incidents -- --nocapture` prints every wrong answer and the figures.

use std::collections::BTreeSet;

use kb::rank::Ranked;

use crate::labelled::{Half, Label, Share, labelled};
use crate::support::{builtin_entries, compiled};

/// Share of the logs whose first answer has to be the one to fix first.
const RIGHT_FIRST_MIN: f64 = 0.95;

/// True if a decisive line is evidence of this answer.
fn shows_a_decisive_line(first: &Ranked, label: &Label) -> bool {
    let pieces = first.summary.findings().flat_map(|finding| &finding.evidence);
    let lines: BTreeSet<usize> = pieces.flat_map(|piece| piece.line..=piece.end_line).collect();
    label.lines.iter().any(|line| lines.contains(line))
}

#[test]
fn incidents_get_the_thing_to_fix_first() {
    let corpus = compiled(&builtin_entries());
    let labelled = labelled();
    assert!(labelled.len() >= 60, "{} logs", labelled.len());
    let (mut all, mut with_line) = (Share::default(), Share::default());
    for half in Half::ALL {
        let (mut first_share, mut line_share) = (Share::default(), Share::default());
        for one in labelled.iter().filter(|one| one.half == half) {
            let ranked = corpus.diagnose(&one.log);
            let right = ranked.first().filter(|first| first.entry.id.as_str() == one.label.root);
            if right.is_none() {
                let ids: Vec<&str> = ranked.iter().map(|one| one.entry.id.as_str()).collect();
                println!("{}: {} is to fix first, the answer is {ids:?}", one.name, one.label.root);
            }
            for (share, is_right) in [
                (&mut first_share, right.is_some()),
                (&mut line_share, right.is_some_and(|first| shows_a_decisive_line(first, &one.label))),
            ] {
                share.add(is_right);
            }
        }
        println!("{half:?}: first: {first_share}; with a decisive line as evidence: {line_share}");
        all = Share { right: all.right + first_share.right, count: all.count + first_share.count };
        with_line = Share { right: with_line.right + line_share.right, count: with_line.count + line_share.count };
    }
    assert!(all.value() >= RIGHT_FIRST_MIN, "first: {all}");
    assert!(with_line.value() >= RIGHT_FIRST_MIN, "with a decisive line: {with_line}");
}
