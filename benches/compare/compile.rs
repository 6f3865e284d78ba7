//! From entries to a table: everything anew, and after one entry changed.

use std::fs;

use crate::set::{Set, id_of};
use crate::tools::{KB, kb_arguments, measured};
use crate::{Options, folder, median};

/// Prints a table.
pub fn run(options: &Options) {
    println!("The table alone, seconds: reading and parsing the entries included; and with the text index\n");
    println!(
        "| signatures | anew, CPU | anew, wall | one entry changed, CPU | changed / anew | `kb build --force`, CPU |"
    );
    println!("|---|---|---|---|---|---|");
    let output = folder().join("compile.txt");
    for count in &options.sets {
        let set = Set::make(*count);
        let (mut anew, mut wall, mut changed, mut whole) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let entry = set.regex_pack.join(format!("{}.md", id_of(count / 2)));
        let original = fs::read_to_string(&entry).expect("an entry");
        // Showing an entry needs the table to be there, and nothing else.
        let mut show = kb_arguments(&set.regex_pack, "show");
        show.push(id_of(0));
        let mut build = kb_arguments(&set.regex_pack, "build");
        build.push("--force".to_owned());
        for round in 0..options.rounds {
            let _may_be_the_first = fs::remove_dir_all(folder().join("home/cache"));
            let cost = measured(KB, &show, None, &output);
            anew.push(cost.cpu);
            wall.push(cost.wall);
            fs::write(&entry, format!("{original}\nEdited {round}.\n")).expect("an entry");
            changed.push(measured(KB, &show, None, &output).cpu);
            whole.push(measured(KB, &build, None, &output).cpu);
        }
        fs::write(&entry, original).expect("an entry");
        let [anew, wall, changed, whole] = [anew, wall, changed, whole].map(median);
        println!("| {count} | {anew:.2} | {wall:.2} | {changed:.2} | {:.2} | {whole:.2} |", changed / anew);
    }
}
