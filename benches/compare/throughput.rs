//! The same patterns over the same log: CPU time of the whole of `kb match --format jsonl` on one thread, start and output
//! included, beside the others' scan alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use regex::bytes::RegexSet;

use crate::hits::{self, Hits};
use crate::set::Set;
use crate::tools::{self, KB, kb_arguments, match_arguments, measured};
use crate::{Options, folder, median};

/// One tool's figures on one set.
struct Row {
    tool: &'static str,
    /// MB that it scanned; the slow ones get less.
    mb: f64,
    seconds: Vec<f64>,
    /// Compile seconds, bytes, load seconds, peak MB, where the tool tells.
    extra: String,
    hits: Option<Hits>,
}

/// Prints a table a set.
pub fn run(options: &Options) {
    for count in &options.sets {
        let set = Set::make(*count);
        let mut rows = rows(&set, options.log_mb as f64);
        for _ in 0..options.rounds {
            for (row, tool) in &mut rows {
                tool(&set, row);
            }
        }
        let rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();
        print(&set, &rows);
        print_differences(&set, &rows);
    }
}

type Tool = fn(&Set, &mut Row);

fn rows(set: &Set, mb: f64) -> Vec<(Row, Tool)> {
    // What they can scan in some seconds, from a first run; None: minutes at the least.
    let slow = |limits: [Option<f64>; 4]| match set.count {
        0..=500 => limits[0],
        501..=1_000 => limits[1],
        1_001..=10_000 => limits[2],
        _ => limits[3],
    };
    let all: [(&'static str, Option<f64>, Tool); 6] = [
        ("kb, regex", Some(mb), kb_regex),
        ("kb, text", Some(mb), kb_text),
        ("Hyperscan", tools::peer("hyperscan").map(|_| mb), hyperscan),
        ("rg -c -f", tools::system("rg").and_then(|_| slow([Some(mb), Some(8.0), Some(0.2), None])), ripgrep),
        ("YARA-X", tools::peer("python").and_then(|_| slow([Some(mb), Some(mb), Some(8.0), None])), yara),
        ("RegexSet", slow([Some(1.0), Some(0.2), None, None]), regex_set),
    ];
    let row = |tool, mb| Row { tool, mb, seconds: Vec::new(), extra: String::new(), hits: None };
    all.into_iter().filter_map(|(name, mb, tool)| Some((row(name, mb?), tool))).collect()
}

fn kb_regex(set: &Set, row: &mut Row) {
    kb(&set.regex_pack, set, row);
}

fn kb_text(set: &Set, row: &mut Row) {
    kb(&set.text_pack, set, row);
}

fn kb(pack: &Path, set: &Set, row: &mut Row) {
    let output = output("kb");
    if row.seconds.is_empty() {
        measured(KB, &kb_arguments(pack, "build"), None, &output);
    }
    let arguments = match_arguments(pack, 1, &set.log(row.mb));
    let cost = measured(KB, &arguments, None, &output);
    row.seconds.push(cost.cpu);
    row.extra = format!("whole process, peak {:.0} MB", cost.peak_mb);
    row.hits = Some(hits::of_kb(&output));
}

fn hyperscan(set: &Set, row: &mut Row) {
    let output = output("hyperscan");
    let program = tools::peer("hyperscan").expect("checked before");
    let numbers = tools::numbers(&program, &[&set.patterns, &set.log(row.mb), &output]);
    row.seconds.push(numbers[3]);
    row.extra = compiled(&numbers);
    row.hits = Some(hits::of_pairs(&output));
}

fn yara(set: &Set, row: &mut Row) {
    let python = tools::peer("python").expect("checked before").join("bin/python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/compare/yara.py");
    let numbers = tools::numbers(&python, &[&script, &set.patterns, &set.log(row.mb)]);
    row.seconds.push(numbers[3]);
    row.extra = format!("{}; says which rules, not where", compiled(&numbers));
}

fn compiled(numbers: &[f64]) -> String {
    format!(
        "compile {:.2} s, {:.1} MB, load {:.1} ms, peak {:.0} MB",
        numbers[0],
        numbers[1] / 1e6,
        numbers[2] * 1e3,
        numbers[5] * 1024.0 / 1e6
    )
}

fn ripgrep(set: &Set, row: &mut Row) {
    let path = |path: &Path| path.to_str().expect("a path that is text").to_owned();
    let log = set.log(row.mb);
    let arguments = ["-c", "-j1", "--no-unicode", "--regex-size-limit", "4G", "-f"].map(str::to_owned).into_iter();
    let arguments: Vec<String> = arguments.chain([path(&set.patterns), path(&log)]).collect();
    let cost = measured("rg", &arguments, None, &output("rg"));
    row.seconds.push(cost.cpu);
    row.extra = format!("counts lines only; whole process, peak {:.0} MB", cost.peak_mb);
}

fn regex_set(set: &Set, row: &mut Row) {
    let patterns = fs::read_to_string(&set.patterns).expect("the patterns");
    let start = Instant::now();
    let regexes =
        regex::bytes::RegexSetBuilder::new(patterns.lines()).size_limit(16 << 30).build().expect("the patterns");
    let compile = start.elapsed().as_secs_f64();
    let log = fs::read(set.log(row.mb)).expect("a log");
    let start = Instant::now();
    row.hits = Some(set_hits(&regexes, &log));
    row.seconds.push(start.elapsed().as_secs_f64());
    row.extra = format!("compile {compile:.2} s; wall time");
}

fn set_hits(regexes: &RegexSet, log: &[u8]) -> Hits {
    let lines = log.split(|byte| *byte == b'\n').enumerate();
    lines.flat_map(|(line, text)| regexes.matches(text).into_iter().map(move |number| (number, line + 1))).collect()
}

fn output(tool: &str) -> PathBuf {
    folder().join(format!("hits-{tool}.txt"))
}

fn print(set: &Set, rows: &[Row]) {
    println!("{} signatures\n", set.count);
    println!("| tool | MB | CPU s | MB/s | kb, regex / it | hits | |\n|---|---|---|---|---|---|---|");
    let speed = |row: &Row| row.mb / median(row.seconds.clone());
    let ours = speed(&rows[0]);
    for row in rows {
        println!(
            "| {} | {} | {:.2} | {:.1} | {:.2} | {} | {} |",
            row.tool,
            row.mb,
            median(row.seconds.clone()),
            speed(row),
            ours / speed(row),
            row.hits.as_ref().map_or("-".to_owned(), |hits| hits.len().to_string()),
            row.extra
        );
    }
}

/// kb's hits beside Hyperscan's on the whole log, and beside the naive reference's on a part of it.
fn print_differences(set: &Set, rows: &[Row]) {
    /// Each pattern is tried on each line, so the reference gets few lines.
    const NAIVE_BYTES: f64 = 4e9;
    let ours = rows[0].hits.as_ref().expect("kb says where");
    for other in rows.iter().skip(1).filter(|row| row.mb == rows[0].mb) {
        if let Some(theirs) = &other.hits {
            let (count, first) = hits::difference(ours, theirs);
            println!("\nhits that only one of kb (regex) and {} has: {count} {first:?}", other.tool);
        }
    }
    let log = fs::read(set.log(rows[0].mb)).expect("the log");
    let wanted = ((NAIVE_BYTES / set.count as f64) as usize).min(log.len());
    let end = log[..wanted].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let lines = log[..end].iter().filter(|byte| **byte == b'\n').count();
    let part: Hits = ours.iter().filter(|(_, line)| *line <= lines).copied().collect();
    let (count, first) = hits::difference(&part, &hits::naive(&set.patterns, &log[..end]));
    println!(
        "hits that only one of kb (regex) and the naive reference has in the first {lines} lines: {count} {first:?}\n"
    );
}
