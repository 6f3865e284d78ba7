//! Peak memory on logs that do not fit into it, from a pipe.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::set::Set;
use crate::tools::{KB, cost, in_own_home, kb_arguments, measured};
use crate::{Options, folder};

/// Prints a table.
pub fn run(options: &Options) {
    println!("| signatures | input | MB | peak MB | peak on 10 KB, MB | MB above |\n|---|---|---|---|---|---|");
    for count in &options.sets {
        let set = Set::make(*count);
        measured(KB, &kb_arguments(&set.regex_pack, "build"), None, &folder().join("memory.txt"));
        let log = fs::read(set.log(64.0)).expect("a log");
        let one_line: Vec<u8> = log.iter().map(|byte| if *byte == b'\n' { b' ' } else { *byte }).collect();
        let small = peak(&set, &log[..10_000], 10_000);
        for (name, block) in [("lines", &log), ("no line end", &one_line)] {
            let peak = peak(&set, block, options.memory_mb * 1_000_000);
            println!("| {count} | {name} | {} | {peak:.1} | {small:.1} | {:.1} |", options.memory_mb, peak - small);
        }
    }
}

/// Peak memory on `block`, repeated to `size` bytes.
fn peak(set: &Set, block: &[u8], size: usize) -> f64 {
    let costs = folder().join("cost.txt");
    let mut command = Command::new("/usr/bin/time");
    command.args(["-q", "-f", "%U %S %e %M", "-o"]).arg(&costs).arg(KB).args(kb_arguments(&set.regex_pack, "match"));
    command.args(["--format", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = in_own_home(&mut command).spawn().expect("GNU time");
    let mut pipe = child.stdin.take().expect("a pipe");
    let mut left = size;
    while left > 0 {
        let piece = &block[..left.min(block.len())];
        pipe.write_all(piece).expect("kb reads to the end");
        left -= piece.len();
    }
    drop(pipe);
    child.wait().expect("GNU time");
    cost(&fs::read_to_string(&costs).expect("what GNU time wrote")).peak_mb
}
