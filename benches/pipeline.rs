//! What it costs to build, to open, to match and to search. `cargo bench`; see `benches/README.md`.

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kb::diagnose::Flow;
use kb::index::Query;
use kb::knowledge_base::{Input, KnowledgeBase, OpenConfig};
use kb::log::Log;

/// The log that the other sizes are made of: real output of five services, 2,105 lines.
const STACK: &[u8] = include_bytes!("../tests/data/compose/wrong-password.log");

/// The built-in knowledge, without a cache on disk.
fn config() -> OpenConfig {
    let mut config = OpenConfig::default();
    config.layers.builtin = true;
    config
}

/// The stack's log, repeated and cut to `size` bytes; the cut is at a line end.
fn log_of(size: usize) -> Vec<u8> {
    let mut log: Vec<u8> = STACK.iter().copied().cycle().take(size).collect();
    if let Some(end) = log.iter().rposition(|byte| *byte == b'\n') {
        log.truncate(end + 1);
    }
    log
}

/// Parsing all entries, compiling their signatures, making the table.
fn build(criterion: &mut Criterion) {
    criterion.bench_function("build/built-in", |bencher| {
        bencher.iter(|| KnowledgeBase::open(black_box(&config())).expect("the built-in knowledge opens"));
    });
    criterion.bench_function("build/text index", |bencher| {
        let kb = KnowledgeBase::open(&config()).expect("the built-in knowledge opens");
        let entries: Vec<_> = kb.entries().iter().map(|entry| kb::index::from_entry(entry)).collect();
        bencher.iter(|| kb::index::TextIndex::build(black_box(&entries)).expect("an index"));
    });
}

/// The whole program on ten kilobytes from a pipe, cache warm, beside the program that only says its version.
fn cold_start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cold start");
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("paste.log");
    std::fs::write(&file, &STACK[STACK.len() - 10 * 1024..]).expect("a log");
    let run = |arguments: &[&str]| {
        let input = std::fs::File::open(&file).expect("the log");
        Command::new(env!("CARGO_BIN_EXE_kb"))
            .args(arguments)
            .env("HOME", home.path())
            .stdin(input)
            .stdout(Stdio::null())
            .status()
            .expect("kb runs")
    };
    group.bench_function("version", |bencher| bencher.iter(|| run(&["--version"])));
    group.bench_function("match 10 KB", |bencher| bencher.iter(|| run(&["match"])));
    group.finish();
}

/// Matching logs of three sizes in process, and one megabyte in other shapes.
fn matching(criterion: &mut Criterion) {
    let kb = KnowledgeBase::open(&config()).expect("the built-in knowledge opens");
    let mut group = criterion.benchmark_group("match");
    for (name, size) in [("1 KB", 1 << 10), ("1 MB", 1 << 20), ("100 MB", 100 << 20)] {
        let log = log_of(size);
        group.throughput(Throughput::Bytes(log.len() as u64));
        group.sample_size(10).measurement_time(Duration::from_secs(if size > 1 << 20 { 20 } else { 5 }));
        group.bench_with_input(BenchmarkId::from_parameter(name), &log, |bencher, log| {
            bencher.iter(|| matches(&kb, log))
        });
    }
    let text = String::from_utf8_lossy(&log_of(1 << 20)).into_owned();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wrapped: String = text
        .lines()
        .flat_map(|line| line.as_bytes().chunks(80).map(|row| String::from_utf8_lossy(row).into_owned() + "\n"))
        .collect();
    for (name, log) in [("1 MB as utf-16", wide), ("1 MB wrapped at 80", wrapped.into_bytes())] {
        group.throughput(Throughput::Bytes(log.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &log, |bencher, log| {
            bencher.iter(|| matches(&kb, log))
        });
    }
    group.finish();
}

fn matches(kb: &KnowledgeBase, log: &[u8]) -> usize {
    kb.match_logs([Input::of_bytes("log", black_box(log))], &mut |_| Flow::Continue).0.matches.len()
}

/// The steps before matching, on one megabyte.
fn reading(criterion: &mut Criterion) {
    let log = log_of(1 << 20);
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(log.len() as u64));
    group.bench_function("lines and streams", |bencher| bencher.iter(|| Log::read(black_box(&log)).streams().len()));
    group.bench_function("with key form", |bencher| {
        bencher
            .iter(|| Log::read(black_box(&log)).streams().iter().map(|it| it.key_form().bytes().len()).sum::<usize>());
    });
    group.bench_function("with events", |bencher| {
        bencher.iter(|| Log::read(black_box(&log)).streams().iter().map(|it| it.events().len()).sum::<usize>());
    });
    group.finish();
}

/// Searching, the index being open.
fn search(criterion: &mut Criterion) {
    let kb = KnowledgeBase::open(&config()).expect("the built-in knowledge opens");
    let mut group = criterion.benchmark_group("search");
    for query in [
        "port",
        "password authentication failed for user",
        "tag:docker kind:runbook volume",
        "\"does not exist\" -redis",
    ] {
        let parsed = Query::parse(query);
        group.bench_with_input(BenchmarkId::from_parameter(query), &parsed, |bencher, query| {
            bencher.iter(|| kb.search(black_box(query), 10).expect("an answer").hits.len());
        });
    }
    group.finish();
}

criterion_group!(benches, build, cold_start, matching, reading, search);
criterion_main!(benches);
