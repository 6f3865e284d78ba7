//! From entries to a table: everything anew, and after one entry changed.

use std::fs;

use crate::set::{Set, id_of};
use crate::tools::{KB, kb_arguments, measured};
use crate::{Options, folder, median};

/// Prints a table.
pub fn run(options: &Options) {
    println!("`kb build`, CPU seconds: reading and parsing the entries included\n");
    println!("| signatures | anew | one entry changed | changed / anew |\n|---|---|---|---|");
    let output = folder().join("compile.txt");
    for count in &options.sets {
        let set = Set::make(*count);
        let (mut anew, mut changed) = (Vec::new(), Vec::new());
        let entry = set.regex_pack.join(format!("{}.md", id_of(count / 2)));
        let original = fs::read_to_string(&entry).expect("an entry");
        for round in 0..options.rounds {
            let mut arguments = kb_arguments(&set.regex_pack, "build");
            arguments.push("--force".to_owned());
            anew.push(measured(KB, &arguments, None, &output).cpu);
            fs::write(&entry, format!("{original}\nEdited {round}.\n")).expect("an entry");
            changed.push(measured(KB, &kb_arguments(&set.regex_pack, "build"), None, &output).cpu);
        }
        fs::write(&entry, original).expect("an entry");
        let (anew, changed) = (median(anew), median(changed));
        println!("| {count} | {anew:.2} | {changed:.2} | {:.2} |", changed / anew);
    }
}
