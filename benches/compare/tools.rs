//! Runs a program and says what it cost.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::folder;

/// What a run of a process cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// User and system seconds.
    pub cpu: f64,
    /// Seconds on the wall.
    pub wall: f64,
    /// Peak resident memory in MB.
    pub peak_mb: f64,
}

/// The program under test, as cargo has just built it.
pub const KB: &str = env!("CARGO_BIN_EXE_kb");

/// `kb` on a pack of its own, with its cache below `target/compare`, reading nothing of the user's.
pub fn kb_arguments(pack: &Path, command: &str) -> Vec<String> {
    let pack = pack.to_str().expect("a path that is text").to_owned();
    vec![command.to_owned(), "--no-builtin".to_owned(), "--kb".to_owned(), pack]
}

/// `kb match` of `log`, every hit as an object.
pub fn match_arguments(pack: &Path, threads: usize, log: &Path) -> Vec<String> {
    let mut arguments = kb_arguments(pack, "match");
    arguments.extend(["--threads".to_owned(), threads.to_string(), "--format".to_owned(), "jsonl".to_owned()]);
    arguments.push(log.to_str().expect("a path that is text").to_owned());
    arguments
}

/// A tool that `run.sh` has installed; `None` if it could not.
pub fn peer(name: &str) -> Option<PathBuf> {
    let path = folder().join("tools").join(name);
    path.exists().then_some(path)
}

/// A program of the system; `None` if there is none.
pub fn system(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.exists())
}

/// Runs `program` with its output in `output`, and what it cost. Any exit status is right: 1 says that nothing matched.
pub fn measured(program: &str, arguments: &[String], input: Option<&Path>, output: &Path) -> Cost {
    let costs = folder().join("cost.txt");
    let mut command = Command::new("/usr/bin/time");
    command.args(["-q", "-f", "%U %S %e %M", "-o"]).arg(&costs).arg(program).args(arguments);
    let stdin = input.map_or(Stdio::null(), |path| Stdio::from(File::open(path).expect("an input")));
    let status = in_own_home(&mut command)
        .stdin(stdin)
        .stdout(File::create(output).expect("an output"))
        .status()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(matches!(status.code(), Some(0 | 1)), "{program} {arguments:?}: {status}");
    cost(&fs::read_to_string(&costs).expect("what GNU time wrote"))
}

/// No file of the user and no project has a say, and nothing is written but below `target/compare`.
pub fn in_own_home(command: &mut Command) -> &mut Command {
    let home = folder().join("home");
    fs::create_dir_all(&home).expect("a home");
    command
        .env("HOME", &home)
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_DATA_HOME", home.join("data"))
        .current_dir("/")
}

/// Reads a line that GNU time wrote.
pub fn cost(line: &str) -> Cost {
    let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [user, system, wall, kib] = numbers[..] else { panic!("GNU time wrote {line:?}") };
    // Its clock ticks in hundredths; a run below that is no measure.
    Cost { cpu: (user + system).max(0.01), wall, peak_mb: kib * 1024.0 / 1e6 }
}

/// The numbers that a peer's own measuring program prints.
pub fn numbers(program: &Path, arguments: &[&Path]) -> Vec<f64> {
    let output = Command::new(program).args(arguments).stderr(Stdio::inherit()).output().expect("a peer");
    assert!(output.status.success(), "{}: {}", program.display(), output.status);
    let text = String::from_utf8(output.stdout).expect("text");
    text.split_whitespace().map(|word| word.parse().expect("a number")).collect()
}

/// Which machine this is, and which versions are compared.
pub fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name\t: ")).unwrap_or("an unknown processor").to_owned();
    let family = cpu.lines().find_map(|line| line.strip_prefix("cpu family\t: ")).unwrap_or("?").to_owned();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let version = |program: &str| {
        let output = Command::new(program).arg("--version").output().ok();
        output.and_then(|output| String::from_utf8(output.stdout).ok()?.lines().next().map(str::to_owned))
    };
    let versions: Vec<String> = [KB, "rg", "rustc"].iter().filter_map(|program| version(program)).collect();
    format!("{model} (family {family}), {cores} cores, load {}; {}", load.trim(), versions.join(", "))
}
