//! The whole process on a paste of 10 KB on standard input, beside `rg --version`, wall time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kb::corpus::SourceSet;

use crate::set::Set;
use crate::support::logs;
use crate::tools::{self, KB, in_own_home, kb_arguments};
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
        let sealed = sealed(set);
        let packs = [("regex, sealed", &sealed), ("regex, live", &set.regex_pack), ("text, live", &set.text_pack)];
        for (name, pack) in packs {
            let arguments = kb_arguments(pack, "match");
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let name = format!("kb match, {} {name}", set.count);
            let mut start = Start::new(&name, KB, &arguments, Some(&log));
            // The table, and the note that it was checked, which takes a table that is some seconds old.
            start.measure();
            std::thread::sleep(Duration::from_secs(3));
            start.measure();
            start.forget();
            commands.push(start);
        }
    }
    commands.push(Start {
        is_first: true,
        ..Start::new("kb match, built-in knowledge, first run", KB, &["match"], Some(&paste))
    });
    commands.retain(|start| start.program == KB || tools::system(&start.program).is_some());
    for _ in 0..RUNS {
        commands.iter_mut().for_each(Start::measure);
    }
    print(&commands);
    print_walks(&sets);
}

/// A copy of the set's `regex` pack, sealed.
fn sealed(set: &Set) -> PathBuf {
    let pack = folder().join(format!("set-{}/sealed", set.count));
    // The copy is as old as the set; who makes a set anew removes both.
    if !pack.join("kb.seal").exists() {
        fs::create_dir_all(pack.join("s")).expect("a folder");
        fs::copy(set.regex_pack.join("kb.toml"), pack.join("kb.toml")).expect("a copy");
        for file in fs::read_dir(set.regex_pack.join("s")).expect("a pack") {
            let file = file.expect("a file");
            fs::copy(file.path(), pack.join("s").join(file.file_name())).expect("a copy");
        }
        SourceSet::seal(&pack, None).expect("a seal");
    }
    pack
}

struct Start {
    name: String,
    /// True: each run begins without generated files.
    is_first: bool,
    /// Of its own: a cache keeps few generations, and none shall be built while it is measured.
    cache: PathBuf,
    program: String,
    arguments: Vec<String>,
    input: Option<PathBuf>,
    milliseconds: Vec<f64>,
}

impl Start {
    fn new(name: &str, program: &str, arguments: &[&str], input: Option<&Path>) -> Self {
        Start {
            name: name.to_owned(),
            is_first: false,
            cache: folder().join("start").join(name.replace([' ', ','], "-")),
            program: program.to_owned(),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
            input: input.map(Path::to_path_buf),
            milliseconds: Vec::new(),
        }
    }

    fn forget(&mut self) {
        self.milliseconds.clear();
    }

    fn measure(&mut self) {
        if self.is_first {
            let _may_be_the_first = fs::remove_dir_all(&self.cache);
        }
        let stdin = self.input.as_ref().map_or(Stdio::null(), |path| Stdio::from(File::open(path).expect("a paste")));
        let mut command = Command::new(&self.program);
        in_own_home(&mut command)
            .env("XDG_CACHE_HOME", &self.cache)
            .args(&self.arguments)
            .stdin(stdin)
            .stdout(Stdio::null());
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
