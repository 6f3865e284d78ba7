//! Entries and corpora for tests, made from text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kb::diagnose::{CompiledCorpus, Signatures};
use kb::entry::{Entry, EntryId, Example, Expectation, parse};
use kb::log::Log;
use kb::matcher::{self, reference};
use kb::rank::Ranked;
use proptest::test_runner::{Config, RngSeed};

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An entry with this front matter below its title and a body that satisfies every rule.
pub fn entry(id: &str, front_matter: &str) -> Arc<Entry> {
    let text = format!("+++\ntitle = \"{id}\"\n{front_matter}\n+++\n## Symptom\ns\n## Cause\nc\n## Fix\nf\n");
    entry_of(id, &text)
}

/// An entry of this whole text.
pub fn entry_of(id: &str, text: &str) -> Arc<Entry> {
    let parsed = parse(EntryId::new(id).expect("a valid id"), &format!("kb/{id}.md"), text.as_bytes());
    let fatal: Vec<_> = parsed.diagnostics.iter().filter(|it| it.level == kb::diagnostic::Level::Error).collect();
    assert!(fatal.is_empty(), "{id}: {fatal:?}");
    Arc::new(parsed.entry.expect("an entry"))
}

/// A corpus of entries given as (id, front matter).
pub fn corpus(entries: &[(&str, &str)]) -> CompiledCorpus {
    let mut entries: Vec<Arc<Entry>> = entries.iter().map(|(id, front_matter)| entry(id, front_matter)).collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    compiled(&entries)
}

/// A corpus of these entries; they must compile.
pub fn compiled(entries: &[Arc<Entry>]) -> CompiledCorpus {
    let mut diagnostics = Vec::new();
    let corpus = CompiledCorpus::new(entries, &mut diagnostics).expect("a table");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    corpus
}

/// Every entry of the repository's own `kb/`, in id order.
pub fn builtin_entries() -> Vec<Arc<Entry>> {
    let mut files = Vec::new();
    collect(&root().join("kb"), &mut files);
    files.sort();
    let mut entries: Vec<Arc<Entry>> = files
        .iter()
        .map(|file| {
            let relative = file.strip_prefix(root().join("kb")).expect("below kb").with_extension("");
            let id = relative.to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(file).expect("a readable entry");
            let parsed = parse(EntryId::new(&id).expect("a valid id"), &format!("kb/{id}.md"), &bytes);
            Arc::new(parsed.entry.unwrap_or_else(|| panic!("{id}: {:?}", parsed.diagnostics)))
        })
        .collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    entries
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in std::fs::read_dir(folder).expect("a readable folder") {
        let path = item.expect("a readable item").path();
        if path.is_dir() && path.extension().is_none() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "md")
            && path.file_name().is_some_and(|name| name != "README.md")
        {
            files.push(path);
        }
    }
}

/// The log of an example: its block, or the file it names.
pub fn example_log(entry: &Entry, example: &Example) -> Vec<u8> {
    match &example.file {
        None => example.text.clone().into_bytes(),
        Some(file) => {
            let area = entry.id.as_str().rsplit_once('/').map_or("", |(area, _)| area);
            std::fs::read(root().join("kb").join(area).join(file)).expect("the file of an example")
        }
    }
}

/// The examples of an entry that it must answer first.
pub fn examples_ranked_first(entry: &Entry) -> impl Iterator<Item = &Example> {
    entry.body.examples.iter().filter(|example| example.expect == Expectation::First)
}

/// The ids of diagnoses, in order.
pub fn ids(ranked: &[Ranked]) -> Vec<&str> {
    ranked.iter().map(|one| one.entry.id.as_str()).collect()
}

/// The fast way and the naive way give the same matches for every signature.
pub fn assert_same_as_reference(corpus: &CompiledCorpus, log: &Log<'_>, what: &str) {
    let table = corpus.table();
    let candidates = matcher::candidates(log, table);
    for (entry_index, compiled) in corpus.entries().iter().enumerate() {
        for (index, signature) in compiled.working() {
            let slow = reference::matches(log, signature);
            let candidate = candidates.iter().find(|candidate| {
                let row = table.signature(candidate.signature);
                (row.entry as usize, row.index as usize) == (entry_index, index)
            });
            let fast = candidate
                .map_or_else(Vec::new, |candidate| matcher::match_signature(log, signature, &candidate.places));
            assert_eq!(fast, slow, "{what}: {} {}", compiled.entry.id, signature.key);
        }
    }
}

/// `cases` cases of a property, the same ones in every run, so that a red build means a change.
///
/// `PROPTEST_CASES=20000 PROPTEST_RNG_SEED=$RANDOM cargo test --test it properties` looks for new ones. A case that
/// fails is printed whole and belongs into a test of its own; no file of seeds is kept.
pub fn proptest_config(cases: u32) -> Config {
    let default = Config::default();
    let told = |variable: &str| std::env::var_os(variable).is_some();
    Config {
        cases: if told("PROPTEST_CASES") { default.cases } else { cases },
        rng_seed: if told("PROPTEST_RNG_SEED") { default.rng_seed } else { RngSeed::Fixed(20_261_121) },
        failure_persistence: None,
        ..default
    }
}
