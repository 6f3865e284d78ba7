//! Every example of the built-in knowledge in every disguise of [`disguise_kinds`](crate::disguise_kinds).
//!
//! `cargo test --test it disguised_examples -- --nocapture` prints the figures; `KB_DISGUISE=HTML` tries the disguises
//! with that in their names only, and says what was wrong with each answer.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use kb::diagnose::CompiledCorpus;
use kb::entry::{Entry, Example};
use kb::rank::Ranked;
use kb::report::Confidence;

use crate::disguise_kinds::{DISGUISES, Disguise, IN_A_LONG_LOG, utf16, wrapped};
use crate::support::{builtin_entries, compiled, example_log, examples_ranked_first, root};

/// Share of the examples that pass again, over all disguises.
const RECALL_MIN: f64 = 0.99;

/// Of one disguise: a single one must not be bad behind the others' back.
const RECALL_MIN_EACH: f64 = 0.97;

/// An example that passes as it stands.
struct Plain<'e> {
    name: String,
    entry: &'e Entry,
    example: &'e Example,
    log: String,
    is_weak: bool,
}

/// What is wrong with an answer to an example of `entry`: it asks for the entry first, with the captures that its info
/// string names.
fn fault(ranked: &[Ranked], entry: &Entry, example: &Example) -> Option<String> {
    let Some(first) = ranked.first() else { return Some("nothing".to_owned()) };
    if first.entry.id != entry.id {
        let is_below = ranked.iter().any(|one| one.entry.id == entry.id);
        return Some(format!("{} first, {}", first.entry.id, if is_below { "it below" } else { "it nowhere" }));
    }
    let captures: BTreeMap<&str, &str> = first
        .summary
        .findings()
        .flat_map(|finding| &finding.captures)
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let wrong = example.captures.iter().find(|(name, value)| captures.get(name.as_str()) != Some(&value.as_str()));
    wrong.map(|(name, _)| format!("{name} = {:?}", captures.get(name.as_str())))
}

/// An example as it stands, if it passes. One in UTF-16 or with lone carriage returns is in a disguise of its own.
fn plain<'e>(corpus: &CompiledCorpus, entry: &'e Entry, index: usize, example: &'e Example) -> Option<Plain<'e>> {
    let log = String::from_utf8(example_log(entry, example)).ok().filter(|log| !log.contains('\r'))?;
    let ranked = corpus.diagnose(log.as_bytes());
    if fault(&ranked, entry, example).is_some() {
        return None;
    }
    let name = format!("{} #{}", entry.id, index + 1);
    Some(Plain { name, entry, example, log, is_weak: ranked[0].confidence == Confidence::Possible })
}

/// Does `work` on every item, on all processors; the results are in the order of the items.
fn on_all_processors<I: Sync, R: Send>(items: &[I], work: impl Fn(&I) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let worker = || {
        let mine = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < items.len()));
        mine.map(|at| (at, work(&items[at]))).collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..count).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn examples_pass_again_in_every_disguise() {
    let wanted = std::env::var("KB_DISGUISE").unwrap_or_default();
    let disguises: Vec<&Disguise> = DISGUISES.iter().filter(|(name, _)| name.contains(&wanted)).collect();
    let entries = builtin_entries();
    let corpus = compiled(&entries);
    let examples: Vec<(&Entry, usize, &Example)> = entries
        .iter()
        .flat_map(|entry| examples_ranked_first(entry).enumerate().map(|(index, example)| (&**entry, index, example)))
        .collect();
    let tried = on_all_processors(&examples, |(entry, index, example)| {
        let plain = plain(&corpus, entry, *index, example)?;
        let answer = |(name, disguise): &&Disguise| {
            // What is merely possible is so in a short paste only.
            let is_asked = !(plain.is_weak && *name == IN_A_LONG_LOG);
            is_asked.then(|| fault(&corpus.diagnose(&disguise(&plain.log)), plain.entry, plain.example))
        };
        let answers: Vec<Option<Option<String>>> = disguises.iter().map(answer).collect();
        Some((plain.name, answers))
    });
    let tried: Vec<_> = tried.into_iter().flatten().collect();
    let (mut all, mut lost, mut poor) = (0, 0, Vec::new());
    for (kind, (name, _)) in disguises.iter().enumerate() {
        let answers: Vec<(&str, &Option<String>)> =
            tried.iter().filter_map(|(example, answers)| Some((example.as_str(), answers[kind].as_ref()?))).collect();
        let faults = answers.iter().filter_map(|(example, fault)| Some((*example, fault.as_deref()?)));
        let faults: Vec<(&str, &str)> = faults.collect();
        let names: Vec<&str> = faults.iter().map(|(example, _)| *example).collect();
        println!("{:4} of {:4}  {name}  {}", answers.len() - faults.len(), answers.len(), names.join(", "));
        for (example, fault) in faults.iter().filter(|_| !wanted.is_empty()) {
            println!("    {example}: {fault}");
        }
        if ((answers.len() - faults.len()) as f64) < RECALL_MIN_EACH * answers.len() as f64 {
            poor.push(*name);
        }
        all += answers.len();
        lost += faults.len();
    }
    let recall = (all - lost) as f64 / all as f64;
    println!("{} of {all} in {} disguises: {:.2} %", all - lost, disguises.len(), recall * 100.0);
    assert!(tried.len() >= 200, "{} examples", tried.len());
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
