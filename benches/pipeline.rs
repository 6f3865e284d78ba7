//! How long each step takes, from a cold start to a log of 100 MB. `benches/README.md` says how to run this, what
//! each group measures, and what it came to.

#[allow(dead_code)] // Each bench uses its own part of it.
mod support;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kb::corpus::{Corpus, LayerConfig, SourceSet};
use kb::diagnose::{CompiledEntry, table_of};
use kb::index::{Query, TextIndex, from_entry};
use kb::knowledge_base::{KnowledgeBase, OpenConfig};
use kb::log::Log;
use kb::log::key_form::KeyForm;
use kb::matcher;
use kb::report::Confidence;
use kb::signature::table::{SignatureTable, TableData};

use support::{corpus, logs};

const SEED: u64 = 20_261_121;
const KB: usize = 1 << 10;
const MB: usize = 1 << 20;

/// What five services of a real stack printed; the password of the database is wrong.
const STACK: &[u8] = include_bytes!("../tests/data/compose/wrong-password.log");

/// Words of real logs and guides; none is the title of an entry.
const QUERIES: &[&str] = &[
    "port already in use",
    "tag:postgres connection refused",
    "\"password authentication failed\"",
    "cors blocked by policy preflight",
    "alembic heads",
    "docker volume permission den",
    "kind:runbook rename",
    "redis auth",
];

/// The knowledge of this repository with its cache in `folder`, or in memory.
fn builtin(folder: Option<&Path>) -> KnowledgeBase {
    let layers = LayerConfig { builtin: true, ..LayerConfig::default() };
    let cache_dir = folder.map(Path::to_path_buf);
    KnowledgeBase::open(&OpenConfig { layers, cache_dir, force: false }).expect("the built-in knowledge")
}

/// A generated pack as files, and the knowledge base of it alone.
fn generated(folder: &Path, count: usize, cached: bool) -> KnowledgeBase {
    let pack = folder.join("pack");
    if !pack.exists() {
        for (path, text) in corpus::entries(count, SEED) {
            let path = pack.join(path);
            fs::create_dir_all(path.parent().expect("an area")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        fs::write(pack.join("kb.toml"), "name = \"generated\"\n").expect("a file");
    }
    let now = Some(std::time::SystemTime::now() + Duration::from_secs(60));
    let layers = LayerConfig { kb_dirs: vec![pack], now, ..LayerConfig::default() };
    let cache_dir = cached.then(|| folder.join("cache"));
    KnowledgeBase::open(&OpenConfig { layers, cache_dir, force: false }).expect("the generated knowledge")
}

/// Entries compiled and their table, as a build makes it.
fn table(corpus: &Corpus) -> TableData {
    let mut diagnostics = Vec::new();
    let compiled: Vec<(usize, CompiledEntry)> = corpus
        .entries
        .iter()
        .map(|it| (it.ordinal, CompiledEntry::with_complaints(Arc::clone(&it.entry), &mut diagnostics)))
        .collect();
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    table_of(compiled.iter().map(|(ordinal, compiled)| (*ordinal, compiled)))
}

fn build(criterion: &mut Criterion) {
    let builtin =
        SourceSet::scan(&LayerConfig { builtin: true, ..LayerConfig::default() }, &|_| None).expect("built in");
    let thousand = SourceSet::in_memory("generated", corpus::entries(1_000, SEED));
    let mut group = criterion.benchmark_group("build");
    group.sample_size(20);
    for (name, sources) in [("builtin", &builtin), ("1000 entries", &thousand)] {
        group.bench_function(BenchmarkId::new("parse", name), |bench| bench.iter(|| Corpus::parse(sources, &[])));
        let corpus = Corpus::parse(sources, &[]);
        group.bench_function(BenchmarkId::new("compile to a table", name), |bench| bench.iter(|| table(&corpus)));
        let bytes = table(&corpus).as_bytes().to_vec();
        group.bench_function(BenchmarkId::new("load a table", name), |bench| {
            bench.iter(|| SignatureTable::new(TableData::from_bytes(bytes.clone())).expect("a table"));
        });
        let documents: Vec<_> = corpus.entries.iter().map(|it| from_entry(&it.entry)).collect();
        group.bench_function(BenchmarkId::new("text index", name), |bench| {
            bench.iter(|| TextIndex::build(&documents).expect("an index"));
        });
    }
    group.finish();
}

fn open(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("open");
    group.sample_size(20);
    group.bench_function("builtin, in memory", |bench| bench.iter(|| builtin(None)));
    builtin(Some(folder.path()));
    group.bench_function("builtin, warm cache", |bench| bench.iter(|| builtin(Some(folder.path()))));
    generated(folder.path(), 1_000, true);
    group.bench_function("1000 entries in files, warm cache", |bench| {
        bench.iter(|| generated(folder.path(), 1_000, true));
    });
    group.finish();
}

/// The whole program: the floor is what any process costs here.
fn cold_start(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("traceback.log");
    fs::write(&log, logs::traceback(10 * KB)).expect("a file");
    let run = |home: &Path, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
        command.args(args).env_clear().env("HOME", home).current_dir(folder.path());
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("the program runs");
        assert_eq!(status.code(), Some(0));
    };
    let home = folder.path().join("home");
    run(&home, &["match", "traceback.log"]);
    run(&home, &["search", "port"]);
    let mut group = criterion.benchmark_group("cold start");
    group.sample_size(50);
    group.bench_function("floor: --version", |bench| bench.iter(|| run(&home, &["--version"])));
    group.bench_function("match a traceback of 10 KB", |bench| bench.iter(|| run(&home, &["match", "traceback.log"])));
    group.bench_function("search", |bench| bench.iter(|| run(&home, &["search", "port"])));
    group.bench_function("match without a cache", |bench| {
        bench.iter(|| run(Path::new("/nonexistent"), &["match", "traceback.log"]));
    });
    group.finish();
}

fn match_logs(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let kb = builtin(Some(folder.path()));
    let mut group = criterion.benchmark_group("match");
    group.sample_size(10);
    for (name, size) in [("1 KB", KB), ("1 MB", MB), ("100 MB", 100 * MB)] {
        let log = logs::service(size, SEED);
        assert_answered(&kb, log.as_bytes());
        group.throughput(Throughput::Bytes(log.len() as u64));
        group.bench_function(name, |bench| bench.iter(|| kb.match_bytes("-", log.as_bytes())));
    }
    let log = healthy();
    assert!(kb.match_bytes("-", &log).matches.iter().all(|one| one.confidence == Confidence::Possible));
    group.throughput(Throughput::Bytes(log.len() as u64));
    group.bench_function("all kept healthy logs", |bench| bench.iter(|| kb.match_bytes("-", &log)));
    group.finish();
}

/// What real tools print when nothing is wrong, full of words of errors: most signatures find a part of theirs somewhere.
fn healthy() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/healthy");
    let files = fs::read_dir(folder).expect("the healthy logs").map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "log")).collect();
    files.sort();
    files.iter().flat_map(|path| fs::read(path).expect("a log")).collect()
}

/// The log is what it is meant to be: its last lines are explained, with certainty.
fn assert_answered(kb: &KnowledgeBase, log: &[u8]) {
    let report = kb.match_bytes("-", log);
    assert_eq!(report.matches[0].id.as_str(), "postgres/password-authentication-failed");
}

fn disguises(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let kb = builtin(Some(folder.path()));
    let big = generated(folder.path(), 1_000, true);
    let plain = logs::service(MB, SEED);
    let mut group = criterion.benchmark_group("1 MB in a disguise");
    group.sample_size(10);
    let stack: Vec<u8> = STACK.iter().copied().cycle().take(MB).collect();
    for (name, log) in [
        ("plain", plain.clone().into_bytes()),
        ("a real stack, compose prefixes", stack),
        ("wrapped at 80", logs::wrapped(&plain, 80).into_bytes()),
        ("compose prefixes", logs::prefixed(&plain).into_bytes()),
        ("colors", logs::colored(&plain).into_bytes()),
        ("utf-16", logs::utf16(&plain)),
    ] {
        assert_answered(&kb, &log);
        group.throughput(Throughput::Bytes(log.len() as u64));
        group.bench_function(name, |bench| bench.iter(|| kb.match_bytes("-", &log)));
    }
    group.throughput(Throughput::Bytes(plain.len() as u64));
    // Nothing matches there: what is most like it is searched for, too.
    group.bench_function("plain, 1000 entries", |bench| bench.iter(|| big.match_bytes("-", plain.as_bytes())));
    group.finish();
}

fn stages(criterion: &mut Criterion) {
    let text = logs::service(MB, SEED);
    let wrapped = logs::wrapped(&text, 80);
    let mut group = criterion.benchmark_group("stages of 1 MB");
    group.sample_size(20).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("lines and streams", |bench| bench.iter(|| Log::read(text.as_bytes())));
    let log = Log::read(text.as_bytes());
    let payload = log.streams()[0].payload();
    group.bench_function("key form", |bench| bench.iter(|| KeyForm::of(black_box(payload))));
    for (name, text) in [("segmentation", &text), ("segmentation, wrapped at 80", &wrapped)] {
        group.bench_function(name, |bench| {
            bench.iter_batched_ref(
                || Log::read(text.as_bytes()),
                |log| log.streams().iter().map(|stream| stream.events().len()).sum::<usize>(),
                BatchSize::LargeInput,
            );
        });
    }
    let sources =
        SourceSet::scan(&LayerConfig { builtin: true, ..LayerConfig::default() }, &|_| None).expect("built in");
    let thousand = SourceSet::in_memory("generated", corpus::entries(1_000, SEED));
    for (name, sources) in [("builtin", &sources), ("1000 entries", &thousand)] {
        let table = SignatureTable::new(table(&Corpus::parse(sources, &[]))).expect("a table");
        // The key form is made with the first scan.
        black_box(matcher::candidates(&log, &table));
        group.bench_function(BenchmarkId::new("scan for candidates", name), |bench| {
            bench.iter(|| matcher::candidates(&log, &table));
        });
    }
    group.finish();
}

fn search(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("search");
    group.sample_size(20);
    let queries: Vec<Query> = QUERIES.iter().map(|query| Query::parse(query)).collect();
    let ask = |kb: &KnowledgeBase, query: &Query| kb.search(query, 10).expect("an answer");
    let thousand = corpus::entries(1, SEED).remove(0).1;
    let title = thousand.lines().nth(1).expect("a title").trim_start_matches("title = ").replace('"', "");
    let generated_query = [Query::parse(&title)];
    for (name, queries) in [("builtin", &queries[..]), ("1000 entries", &generated_query[..])] {
        let open = || match name {
            "builtin" => builtin(Some(folder.path())),
            _ => generated(folder.path(), 1_000, true),
        };
        ask(&open(), &queries[0]);
        group.bench_function(BenchmarkId::new("first query", name), |bench| {
            bench.iter_batched(&open, |kb| ask(&kb, &queries[0]), BatchSize::PerIteration);
        });
        let kb = open();
        for (number, query) in queries.iter().enumerate() {
            ask(&kb, query);
            group.bench_function(BenchmarkId::new(format!("query {number}"), name), |bench| {
                bench.iter(|| ask(&kb, query));
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = pipeline;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    targets = cold_start, build, open, match_logs, disguises, stages, search
}
criterion_main!(pipeline);
