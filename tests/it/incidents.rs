//! Labelled logs of real failures, made by other routes than the entries' own examples: is the first answer right?
//!
//! `cargo test --test it incidents -- --nocapture` prints the wrong answers of the tuning half and the figures of both.

use std::collections::BTreeSet;

use kb::rank::Ranked;
use kb::report::Confidence;

use crate::labelled::{Half, Label, Share, labelled};
use crate::support::{builtin_entries, compiled};

/// Share of the whole logs whose first answer has to be the one to fix first.
const RIGHT_FIRST_MIN: f64 = 0.95;

/// Share of the logs whose first answer also has a decisive line as evidence.
const WITH_LINE_MIN: f64 = 0.90;

/// True if a decisive line is evidence of this answer.
fn shows_a_decisive_line(first: &Ranked, label: &Label) -> bool {
    let pieces = first.summary.findings().flat_map(|finding| &finding.evidence);
    let lines: BTreeSet<usize> = pieces.flat_map(|piece| piece.line..=piece.end_line).collect();
    label.lines.iter().any(|line| lines.contains(line))
}

/// What the names of a batch begin with, and what it holds. The first batch is what is left.
const BATCHES: &[(&str, &str)] = &[
    ("b-", "second batch, other routes"),
    ("c-", "third batch, other routes, all looked at"),
    ("cm-", "third batch, several problems, all looked at"),
    ("d-", "fourth batch, one problem each"),
    ("dm-", "fourth batch, several problems"),
    ("e-", "fifth batch, one problem each, all looked at"),
    ("em-", "fifth batch, several problems"),
    ("f-", "sixth batch, one problem each, all looked at"),
    ("g-", "seventh batch, one problem each"),
    ("h-", "eighth batch, one problem each"),
    ("i-", "ninth batch, one problem each, all looked at"),
    ("im-", "ninth batch, several problems, all looked at"),
    ("j-", "tenth batch, one problem each"),
    ("jm-", "tenth batch, several problems"),
    ("k-", "eleventh batch, pieces of logs, all looked at"),
    ("l-", "twelfth batch, pieces of logs"),
    ("n-", "thirteenth batch, pieces of logs"),
    ("m-", "several problems, or one line among thousands"),
    ("", "first batch"),
];

fn batch_of(name: &str) -> usize {
    BATCHES.iter().position(|(mark, _)| name.starts_with(mark)).expect("the last mark begins every name")
}

/// The ids that were told as certain and are not among those that rightly explain something.
fn wrongly_certain<'r>(ranked: &'r [Ranked], label: &Label) -> Vec<&'r str> {
    let certain = ranked.iter().filter(|one| one.confidence == Confidence::Certain).map(|one| one.entry.id.as_str());
    certain.filter(|id| !label.ids.iter().any(|right| right == id)).collect()
}

#[test]
fn incidents_get_the_thing_to_fix_first() {
    let corpus = compiled(&builtin_entries());
    let mut first_shares = vec![[Share::default(); 2]; BATCHES.len()];
    let (mut first, mut with_line) = (Share::default(), Share::default());
    let mut wrong = Vec::new();
    for one in labelled() {
        let ranked = corpus.diagnose(&one.log);
        let right = ranked.first().filter(|first| one.label.is_root(first.entry.id.as_str()));
        // What is only measured is not looked at.
        if right.is_none() && one.half == Half::Tuning {
            let ids: Vec<&str> = ranked.iter().map(|one| one.entry.id.as_str()).collect();
            println!("{}: {} is to fix first, the answer is {ids:?}", one.name, one.label.roots().join(" or "));
        }
        wrong.extend(
            wrongly_certain(&ranked, &one.label).iter().map(|id| format!("{:?} half, {}: {id}", one.half, one.name)),
        );
        if !one.is_piece() {
            first.add(right.is_some());
            with_line.add(right.is_some_and(|first| shows_a_decisive_line(first, &one.label)));
        }
        first_shares[batch_of(&one.name)][one.half as usize].add(right.is_some());
    }
    for ((_, name), [tuning, evaluation]) in BATCHES.iter().zip(first_shares) {
        println!("{name}: first in the tuning half: {tuning}; in the evaluation half: {evaluation}");
    }
    println!(
        "all whole logs: first: {first}; with a decisive line as evidence: {with_line}; certain and wrong: {wrong:?}"
    );
    assert!(first.count >= 240, "{} logs", first.count);
    assert!(first.value() >= RIGHT_FIRST_MIN, "first: {first}");
    assert!(with_line.value() >= WITH_LINE_MIN, "with a decisive line: {with_line}");
    assert!(wrong.is_empty(), "{wrong:?}");
}
