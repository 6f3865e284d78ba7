//! Every example of the built-in knowledge in every disguise of [`disguise_kinds`](crate::disguise_kinds).
//!
//! `cargo test --test it disguised_examples -- --nocapture` prints the figures.

use std::collections::BTreeMap;
use std::path::Path;

use kb::diagnose::CompiledCorpus;
use kb::entry::{Entry, Example};
use kb::report::Confidence;

use crate::disguise_kinds::{DISGUISES, IN_A_LONG_LOG, utf16, wrapped};
use crate::support::{builtin_entries, compiled, example_log, examples_ranked_first, root};

/// Share of the examples that pass again, over all disguises.
const RECALL_MIN: f64 = 0.99;

/// Of one disguise: a single one must not be bad behind the others' back.
const RECALL_MIN_EACH: f64 = 0.97;

/// What an example of its entry asks for: the entry first, with the captures that its info string names.
fn passes(corpus: &CompiledCorpus, entry: &Entry, example: &Example, log: &[u8]) -> bool {
    let ranked = corpus.diagnose(log);
    let Some(first) = ranked.first().filter(|first| first.entry.id == entry.id) else { return false };
    let captures: BTreeMap<&str, &str> = first
        .summary
        .findings()
        .flat_map(|finding| &finding.captures)
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    example.captures.iter().all(|(name, value)| captures.get(name.as_str()) == Some(&value.as_str()))
}

#[test]
fn examples_pass_again_in_every_disguise() {
    let entries = builtin_entries();
    let corpus = compiled(&entries);
    let mut failed: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut tried = vec![0_usize; DISGUISES.len()];
    for entry in &entries {
        for (index, example) in examples_ranked_first(entry).enumerate() {
            // An example in UTF-16 or with lone carriage returns is in a disguise of its own.
            let Ok(log) = String::from_utf8(example_log(entry, example)) else { continue };
            if log.contains('\r') || !passes(&corpus, entry, example, log.as_bytes()) {
                continue;
            }
            let is_weak = corpus.diagnose(log.as_bytes())[0].confidence == Confidence::Possible;
            for (kind, (name, disguise)) in DISGUISES.iter().enumerate() {
                // What is merely possible is so in a short paste only.
                if is_weak && *name == IN_A_LONG_LOG {
                    continue;
                }
                tried[kind] += 1;
                if !passes(&corpus, entry, example, &disguise(&log)) {
                    failed.entry(kind).or_default().push(format!("{} #{}", entry.id, index + 1));
                }
            }
        }
    }
    let mut poor = Vec::new();
    for (kind, (name, _)) in DISGUISES.iter().enumerate() {
        let lost = failed.get(&kind).map_or(&[][..], Vec::as_slice);
        println!("{:4} of {:4}  {name}  {}", tried[kind] - lost.len(), tried[kind], lost.join(", "));
        if ((tried[kind] - lost.len()) as f64) < RECALL_MIN_EACH * tried[kind] as f64 {
            poor.push(*name);
        }
    }
    let (all, lost) = (tried.iter().sum::<usize>(), failed.values().map(Vec::len).sum::<usize>());
    let recall = (all - lost) as f64 / all as f64;
    println!("{} of {all} in {} disguises: {:.2} %", all - lost, DISGUISES.len(), recall * 100.0);
    assert!(tried[0] >= 200, "{} examples", tried[0]);
    assert!(recall >= RECALL_MIN, "{recall}");
    assert!(poor.is_empty(), "{poor:?}");
}

fn sample(name: &str) -> Vec<u8> {
    let path = root().join("tests/data/disguises").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_disguises_are_what_the_real_tools_make() {
    let plain = String::from_utf8(sample("plain.log")).expect("text");
    for (file, made) in [
        ("fold-28.log", wrapped(&plain, 28).into_bytes()),
        ("fold-40.log", wrapped(&plain, 40).into_bytes()),
        ("fold-80.log", wrapped(&plain, 80).into_bytes()),
        ("iconv-utf-16le.log", utf16(&plain, false, false)),
        ("iconv-utf-16le-mark.log", utf16(&plain, false, true)),
        ("iconv-utf-16be-mark.log", utf16(&plain, true, true)),
    ] {
        assert!(sample(file) == made, "{file}");
    }
}

#[test]
fn what_real_tools_made_of_a_log_has_the_same_answer() {
    let corpus = compiled(&builtin_entries());
    let first = |log: &[u8]| corpus.diagnose(log).first().map(|first| first.entry.id.to_string());
    let expected = first(&sample("plain.log"));
    assert_eq!(expected.as_deref(), Some("postgres/password-authentication-failed"));
    let folder = root().join("tests/data/disguises");
    let mut count = 0;
    for item in std::fs::read_dir(folder).expect("the samples") {
        let path = item.expect("an item").path();
        if path.extension().is_some_and(|end| end == "log") {
            let name = path.file_name().map(Path::new).expect("a name").display().to_string();
            assert_eq!(first(&std::fs::read(&path).expect("a log")), expected, "{name}");
            count += 1;
        }
    }
    assert!(count >= 12, "{count} samples");
}
