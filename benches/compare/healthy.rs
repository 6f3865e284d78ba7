//! The built-in knowledge on logs of the usual kinds in which nothing is wrong: most of what is read on call.

use std::fs;
use std::path::{Path, PathBuf};

use crate::set::SEED;
use crate::support::Random;
use crate::support::logs;
use crate::tools::{Cost, KB, measured};
use crate::{Options, folder};

type Line = fn(&mut Random, usize) -> String;

const KINDS: &[(&str, Line)] = &[
    ("access log", logs::access_line),
    ("uvicorn", logs::uvicorn_line),
    ("Python service", logs::record_line),
    ("JSON lines", logs::json_line),
    ("compose", logs::compose_line),
];

/// Prints a table.
pub fn run(options: &Options) {
    println!("{} MB each, built-in knowledge, one thread; the least of {} runs\n", options.log_mb, options.rounds);
    println!("| log | CPU s | MB/s | peak MB | hits |\n|---|---|---|---|---|");
    for (name, line) in KINDS {
        let log = log_of(name, *line, options.log_mb);
        let output = folder().join("healthy.txt");
        let runs: Vec<Cost> = (0..options.rounds + 1).map(|_| matched(&log, &output)).collect();
        // The first one makes the table.
        let cpu = runs.iter().skip(1).map(|run| run.cpu).fold(f64::MAX, f64::min);
        let peak = runs.iter().skip(1).map(|run| run.peak_mb).fold(0.0, f64::max);
        let hits = fs::read_to_string(&output).expect("hits").matches("\"type\":\"hit\"").count();
        println!("| {name} | {cpu:.2} | {:.0} | {peak:.0} | {hits} |", options.log_mb as f64 / cpu);
    }
}

fn log_of(name: &str, line: Line, mb: usize) -> PathBuf {
    let path = folder().join(format!("healthy-{}-{mb}.log", name.replace(' ', "-")));
    if !path.exists() {
        let mut random = Random::new(SEED);
        let mut log = String::with_capacity(mb * 1_000_000 + 1_000);
        let mut second = 0;
        while log.len() < mb * 1_000_000 {
            second += random.below(3);
            log.push_str(&line(&mut random, second));
        }
        fs::write(&path, log).expect("a log");
    }
    path
}

fn matched(log: &Path, output: &Path) -> Cost {
    let arguments = ["match", "--threads", "1", "--format", "jsonl", log.to_str().expect("a path that is text")];
    measured(KB, &arguments.map(str::to_owned), None, output)
}
