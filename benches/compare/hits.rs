//! Which pattern matched on which line: what every tool has to agree on.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::bytes::Regex;

use crate::set::number_of;

/// Pairs of a pattern's number and a 1-based line.
pub type Hits = BTreeSet<(usize, usize)>;

/// The hits in what `kb match --format jsonl` printed.
///
/// # Panics
/// If the last object, which holds the totals, is missing.
pub fn of_kb(output: &Path) -> Hits {
    let text = fs::read_to_string(output).expect("kb's output");
    let mut ended = false;
    let mut hits = Hits::new();
    for line in text.lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
        match object["type"].as_str() {
            Some("hit") => {
                let id = object["id"].as_str().expect("an id");
                hits.insert((number_of(id), object["line"].as_u64().expect("a line") as usize));
            }
            Some("end") => ended = true,
            other => panic!("an object of type {other:?}"),
        }
    }
    assert!(ended, "{}: cut off", output.display());
    hits
}

/// The hits in a file of `PATTERN LINE`.
pub fn of_pairs(file: &Path) -> Hits {
    let text = fs::read_to_string(file).expect("a peer's hits");
    let pair = |line: &str| {
        let (pattern, line) = line.split_once(' ')?;
        Some((pattern.parse().ok()?, line.parse().ok()?))
    };
    text.lines().map(|line| pair(line).expect("two numbers")).collect()
}

/// The naive reference: each pattern on each line.
pub fn naive(patterns: &Path, log: &[u8]) -> Hits {
    let patterns = fs::read_to_string(patterns).expect("the patterns");
    let compiled: Vec<Regex> = patterns.lines().map(|pattern| Regex::new(pattern).expect("a pattern")).collect();
    let lines: Vec<&[u8]> = log.split(|byte| *byte == b'\n').collect();
    let mut hits = Hits::new();
    for (number, pattern) in compiled.iter().enumerate() {
        hits.extend(
            lines.iter().enumerate().filter(|(_, line)| pattern.is_match(line)).map(|(line, _)| (number, line + 1)),
        );
    }
    hits
}

/// How many pairs only one of the two has, and one of them.
pub fn difference(ours: &Hits, theirs: &Hits) -> (usize, Option<(usize, usize)>) {
    let mut only = ours.symmetric_difference(theirs);
    let first = only.next().copied();
    (first.map_or(0, |_| 1 + only.count()), first)
}
