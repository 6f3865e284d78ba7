//! The same log hard-wrapped, prefixed, interleaved and colored: speed and hits beside those of the clean one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::hits::{self, Hits};
use crate::set::Set;
use crate::support::logs;
use crate::tools::{KB, match_arguments, measured};
use crate::{Options, folder, median};

/// Name and how it is made of a clean log.
type Disguise = (&'static str, fn(&str) -> String);

const DISGUISES: &[Disguise] = &[
    ("clean", str::to_owned),
    ("hard wraps at 80", |log| logs::wrapped(log, 80)),
    ("compose prefix", |log| logs::with_prefix(log, "api-1  | ")),
    ("four services, line by line", logs::prefixed),
    ("wrapped at 60, then interleaved with another log", |log| logs::interleaved(&logs::wrapped(log, 60))),
    ("colors inside words", logs::colored_words),
];

/// Prints a table.
pub fn run(options: &Options) {
    let set = Set::make(options.sets.first().copied().unwrap_or(500));
    let clean = fs::read_to_string(set.log(options.log_mb as f64)).expect("a log");
    let mut figures: Vec<Figure> = DISGUISES.iter().map(|disguise| Figure::new(&clean, disguise)).collect();
    for _ in 0..options.rounds {
        figures.iter_mut().for_each(|figure| figure.measure(&set.regex_pack));
    }
    println!("{} regex signatures; MB/s of the disguised bytes\n", set.count);
    println!("| disguise | MB | CPU s | MB/s | it / clean | hits | differ from clean |\n|---|---|---|---|---|---|---|");
    let base = figures[0].speed();
    let expected = counts(&figures[0].hits);
    for figure in &figures {
        let found = counts(&figure.hits);
        let differing: usize = expected
            .keys()
            .chain(found.keys())
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .map(|id| expected.get(id).unwrap_or(&0).abs_diff(*found.get(id).unwrap_or(&0)))
            .sum();
        println!(
            "| {} | {:.1} | {:.2} | {:.1} | {:.2} | {} | {differing} |",
            figure.name,
            figure.mb,
            median(figure.seconds.clone()),
            figure.speed(),
            figure.speed() / base,
            figure.hits.len()
        );
    }
}

struct Figure {
    name: &'static str,
    mb: f64,
    seconds: Vec<f64>,
    hits: Hits,
}

impl Figure {
    fn new(clean: &str, (name, make): &Disguise) -> Self {
        let log = make(clean);
        fs::write(path(name), &log).expect("a log");
        Figure { name, mb: log.len() as f64 / 1e6, seconds: Vec::new(), hits: Hits::new() }
    }

    fn measure(&mut self, pack: &Path) {
        let output = folder().join("hits-disguise.txt");
        let arguments = match_arguments(pack, 1, &path(self.name));
        self.seconds.push(measured(KB, &arguments, None, &output).cpu);
        self.hits = hits::of_kb(&output);
    }

    fn speed(&self) -> f64 {
        self.mb / median(self.seconds.clone())
    }
}

fn path(name: &str) -> std::path::PathBuf {
    folder().join(format!("disguise-{}.log", name.replace([' ', ','], "-")))
}

/// Hits of each pattern: lines are others in a disguise.
fn counts(hits: &Hits) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for (pattern, _) in hits {
        *counts.entry(*pattern).or_insert(0) += 1;
    }
    counts
}
