//! A log in which nothing matches, beside programs that only count lines or look for one word.

use std::fs;
use std::path::{Path, PathBuf};

use crate::set::{SEED, Set};
use crate::support::logs;
use crate::tools::{self, KB, kb_arguments, match_arguments, measured};
use crate::{Options, folder, median};

/// Prints a table.
pub fn run(options: &Options) {
    let log = quiet_log(options.log_mb);
    println!("{} MB, no hit; CPU time of whole processes\n", options.log_mb);
    let wc: Vec<f64> = (0..options.rounds).map(|_| system("wc", &["-l"], &log)).collect();
    let rg: Vec<f64> = (0..options.rounds).map(|_| system("rg", &["-c", "-j1", "no such text at all"], &log)).collect();
    println!("| tool | CPU s | MB/s | it / wc -l |\n|---|---|---|---|");
    let base = median(wc.clone());
    let print = |tool: &str, seconds: f64| {
        println!("| {tool} | {seconds:.2} | {:.0} | {:.1} |", options.log_mb as f64 / seconds, seconds / base);
    };
    print("wc -l", base);
    print("rg -c, one word", median(rg));
    for count in &options.sets {
        let set = Set::make(*count);
        for (name, pack) in [("regex", &set.regex_pack), ("text", &set.text_pack)] {
            let seconds = (0..options.rounds).map(|_| kb(pack, &log)).collect();
            print(&format!("kb, {count} {name}"), median(seconds));
        }
    }
}

/// A service's log without any message of a set.
pub fn quiet_log(mb: usize) -> PathBuf {
    let path = folder().join(format!("quiet-{mb}.log"));
    if !path.exists() {
        let log = logs::service(mb * 1_000_000, SEED);
        let log = log.strip_suffix(logs::FAILURE).expect("a log ends with a failure").to_owned();
        fs::write(&path, log).expect("a log");
    }
    path
}

fn kb(pack: &Path, log: &Path) -> f64 {
    let output = folder().join("quiet.txt");
    measured(KB, &kb_arguments(pack, "build"), None, &output);
    let arguments = match_arguments(pack, 1, log);
    measured(KB, &arguments, None, &output).cpu
}

fn system(program: &str, arguments: &[&str], log: &Path) -> f64 {
    if tools::system(program).is_none() {
        return f64::NAN;
    }
    let mut arguments: Vec<String> = arguments.iter().map(|text| (*text).to_owned()).collect();
    arguments.push(log.to_str().expect("a path that is text").to_owned());
    measured(program, &arguments, None, &folder().join("quiet.txt")).cpu
}
