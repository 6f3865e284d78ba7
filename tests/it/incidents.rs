//! Labelled logs of real failures, made by other routes than the entries' own examples: is the first answer right?
//!
//! `cargo test --test it incidents -- --nocapture` prints every wrong answer and the figures.

use std::collections::BTreeSet;
use std::path::PathBuf;

use kb::report::Confidence;
use serde::Deserialize;

use crate::support::{builtin_entries, compiled, root};

/// What `NAME.toml` says of `NAME.log`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    /// Every entry that rightly explains something in it.
    ids: Vec<String>,
    /// The one to fix first.
    root: String,
    /// 1-based raw lines of the decisive text.
    lines: Vec<usize>,
    /// How it was made.
    #[serde(rename = "from")]
    _from: String,
}

/// Share of the logs whose first answer has to be the one to fix first.
const RIGHT_FIRST_MIN: f64 = 0.95;

fn labels() -> Vec<(String, Label, Vec<u8>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("tests/logs"))
        .expect("the labelled logs")
        .map(|item| item.expect("an item").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).expect("a label");
            let label = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, label, std::fs::read(file.with_extension("log")).expect("the log of a label"))
        })
        .collect()
}

#[test]
fn incidents_get_the_thing_to_fix_first() {
    let corpus = compiled(&builtin_entries());
    let labels = labels();
    assert!(labels.len() >= 60, "{} logs", labels.len());
    let (mut right_first, mut right_lines) = (0, 0);
    let mut told = [(0, 0); 2];
    let mut wrong_certain = Vec::new();
    for (name, label, log) in &labels {
        let ranked = corpus.diagnose(log);
        let first = ranked.first();
        let is_right = first.is_some_and(|one| one.entry.id.as_str() == label.root);
        right_first += usize::from(is_right);
        if !is_right {
            let ids: Vec<&str> = ranked.iter().map(|one| one.entry.id.as_str()).collect();
            println!("{name}: {} is to fix first, the answer is {ids:?}", label.root);
        }
        let lines: BTreeSet<usize> = first
            .into_iter()
            .flat_map(|one| one.summary.findings())
            .flat_map(|finding| &finding.evidence)
            .flat_map(|piece| piece.line..=piece.end_line)
            .collect();
        right_lines += usize::from(is_right && label.lines.iter().any(|line| lines.contains(line)));
        for one in &ranked {
            let is_explained = label.ids.iter().any(|id| id == one.entry.id.as_str());
            let slot = match one.confidence {
                Confidence::Certain => &mut told[0],
                Confidence::Likely => &mut told[1],
                Confidence::Possible => continue,
            };
            slot.0 += usize::from(is_explained);
            slot.1 += 1;
            if !is_explained && one.confidence == Confidence::Certain {
                wrong_certain.push(format!("{name}: {}", one.entry.id));
            }
        }
    }
    let count = labels.len();
    println!("right first: {right_first} of {count}, with a decisive line as evidence: {right_lines}");
    println!("certain: {} of {} right; likely: {} of {} right", told[0].0, told[0].1, told[1].0, told[1].1);
    assert!(wrong_certain.is_empty(), "{wrong_certain:?}");
    assert!(right_first as f64 >= RIGHT_FIRST_MIN * count as f64, "{right_first} of {count}");
    assert!(right_lines as f64 >= RIGHT_FIRST_MIN * count as f64, "{right_lines} of {count}");
}
