//! One thread and all, on a log of 1 GB in the page cache, wall time.

use std::fs;

use crate::hits;
use crate::set::{SEED, Set};
use crate::support::logs;
use crate::tools::{KB, kb_arguments, match_arguments, measured};
use crate::{Options, folder, median};

/// Prints a table.
pub fn run(options: &Options) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let set = Set::make(10_000);
    let log = folder().join("set-10000/log-1000.log");
    if !log.exists() {
        fs::write(&log, logs::with_messages(1_000_000_000, &set.messages, SEED)).expect("a log");
    }
    let output = folder().join("threads.txt");
    measured(KB, &kb_arguments(&set.regex_pack, "build"), None, &output);
    let time = |threads: usize| {
        let arguments = match_arguments(&set.regex_pack, threads, &log);
        let cost = measured(KB, &arguments, None, &output);
        (cost.wall, hits::of_kb(&output))
    };
    let mut walls = [Vec::new(), Vec::new()];
    for _ in 0..options.rounds {
        let ((one, expected), (all, found)) = (time(1), time(cores));
        assert!(expected == found, "other hits with {cores} threads");
        walls[0].push(one);
        walls[1].push(all);
    }
    let [one, all] = walls.map(median);
    println!(
        "1 GB, 10,000 signatures: 1 thread {one:.2} s, {cores} threads {all:.2} s: {:.2} times as fast",
        one / all
    );
}
