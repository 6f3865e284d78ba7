//! kb beside other matchers, over the same patterns and the same logs, in one interleaved run.
//!
//! `benches/compare/run.sh` installs the others and calls this; `benches/README.md` says what each group measures and keeps dated
//! records. Everything is made by seeded generators below `target/compare`. Works on Linux: processes are measured by GNU time.

#[path = "../support/mod.rs"]
#[allow(dead_code)] // Each bench uses its own part of it.
mod support;

mod cold_start;
mod compile;
mod disguises;
mod healthy;
mod hits;
mod memory;
mod quiet;
mod search;
mod set;
mod threads;
mod throughput;
mod tools;

use std::path::PathBuf;

/// What to run, and how long.
pub struct Options {
    /// Names of groups; none is all.
    groups: Vec<String>,
    /// How many signatures.
    pub sets: Vec<usize>,
    /// Size of the log that the fast tools scan, in MB.
    pub log_mb: usize,
    /// How often everything is repeated; medians are printed.
    pub rounds: usize,
    /// Size of the log of the memory group, in MB.
    pub memory_mb: usize,
}

/// A group's name and what runs it.
type Group = (&'static str, fn(&Options));

const GROUPS: &[Group] = &[
    ("throughput", throughput::run),
    ("quiet", quiet::run),
    ("healthy", healthy::run),
    ("disguises", disguises::run),
    ("threads", threads::run),
    ("cold-start", cold_start::run),
    ("memory", memory::run),
    ("compile", compile::run),
    ("search", search::run),
];

fn main() {
    let options = options(std::env::args().skip(1));
    println!("{}", tools::machine());
    for (name, run) in GROUPS {
        if options.groups.is_empty() || options.groups.iter().any(|group| group == name) {
            println!("\n## {name}\n");
            run(&options);
        }
    }
}

fn options(args: impl Iterator<Item = String>) -> Options {
    let mut options = Options {
        groups: Vec::new(),
        sets: vec![500, 1_000, 10_000, 100_000],
        log_mb: 64,
        rounds: 3,
        memory_mb: 10_000,
    };
    for arg in args {
        let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("{arg}: not a number"));
        match arg.split_once('=') {
            Some(("--sets", value)) => options.sets = value.split(',').map(number).collect(),
            Some(("--log-mb", value)) => options.log_mb = number(value),
            Some(("--rounds", value)) => options.rounds = number(value),
            Some(("--memory-mb", value)) => options.memory_mb = number(value),
            // cargo's own word to a bench.
            None if arg == "--bench" => {}
            None if GROUPS.iter().any(|(name, _)| *name == arg) => options.groups.push(arg),
            _ => panic!("{arg}: neither a group ({}) nor --sets=, --log-mb=, --rounds=, --memory-mb=", names()),
        }
    }
    options
}

fn names() -> String {
    GROUPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Where everything that is made goes.
pub fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/compare");
    std::fs::create_dir_all(&folder).expect("a folder below target");
    folder
}

/// The middle one of `values`; for an even number the lower one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() - 1) / 2]
}
