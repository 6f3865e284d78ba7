//! The whole process on a paste of 10 KB on standard input, beside `rg --version`, wall time.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::set::Set;
use crate::support::logs;
use crate::tools::{self, KB, in_own_home, kb_arguments, measured};
use crate::{Options, folder};

/// Runs of each; medians are printed.
const RUNS: usize = 200;

/// Prints a table.
pub fn run(options: &Options) {
    let paste = folder().join("paste.log");
    let mut commands = vec![Start::new("rg --version", "rg", &["--version"], None)];
    commands.push(Start::new("kb --version", KB, &["--version"], None));
    fs::write(&paste, logs::traceback(10_000)).expect("a paste");
    commands.push(Start::new("kb match, built-in knowledge", KB, &["match"], Some(&paste)));
    let sets: Vec<Set> = options.sets.iter().map(|count| Set::make(*count)).collect();
    for set in &sets {
        let log = set.log(0.01);
        for (name, pack) in [("regex", &set.regex_pack), ("text", &set.text_pack)] {
            measured(KB, &kb_arguments(pack, "build"), None, &folder().join("start.txt"));
            let arguments = kb_arguments(pack, "match");
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            commands.push(Start::new(
                &format!("kb match, {} {name}, live pack", set.count),
                KB,
                &arguments,
                Some(&log),
            ));
        }
    }
    commands.retain(|start| start.program == KB || tools::system(&start.program).is_some());
    for _ in 0..RUNS {
        commands.iter_mut().for_each(Start::measure);
    }
    print(&commands);
    print_walks(&sets);
}

struct Start {
    name: String,
    program: String,
    arguments: Vec<String>,
    input: Option<std::path::PathBuf>,
    milliseconds: Vec<f64>,
}

impl Start {
    fn new(name: &str, program: &str, arguments: &[&str], input: Option<&Path>) -> Self {
        Start {
            name: name.to_owned(),
            program: program.to_owned(),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
            input: input.map(Path::to_path_buf),
            milliseconds: Vec::new(),
        }
    }

    fn measure(&mut self) {
        let stdin = self.input.as_ref().map_or(Stdio::null(), |path| Stdio::from(File::open(path).expect("a paste")));
        let mut command = Command::new(&self.program);
        in_own_home(&mut command).args(&self.arguments).stdin(stdin).stdout(Stdio::null());
        let start = Instant::now();
        let status = command.status().expect("a program");
        self.milliseconds.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(matches!(status.code(), Some(0 | 1)), "{}: {status}", self.name);
    }
}

fn print(commands: &[Start]) {
    println!(
        "{RUNS} runs, interleaved; milliseconds\n\n| | least | median | median / rg --version |\n|---|---|---|---|"
    );
    let base = crate::median(commands[0].milliseconds.clone());
    for start in commands {
        let least = start.milliseconds.iter().copied().fold(f64::INFINITY, f64::min);
        let middle = crate::median(start.milliseconds.clone());
        println!("| {} | {least:.2} | {middle:.2} | {:.2} |", start.name, middle / base);
    }
}

/// What a look at every file of a live pack costs by itself.
fn print_walks(sets: &[Set]) {
    println!("\n| files | a bare walk with a stat of each, ms |\n|---|---|");
    for set in sets {
        let times = (0..20)
            .map(|_| {
                let start = Instant::now();
                let files = fs::read_dir(set.regex_pack.join("s")).expect("a pack");
                let bytes: u64 = files.map(|file| file.expect("a file").metadata().expect("its data").len()).sum();
                assert!(bytes > 0);
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        println!("| {} | {:.2} |", set.count, crate::median(times));
    }
}
