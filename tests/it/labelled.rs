//! Logs whose right answer is known, in two halves, and what a share of right answers is worth.
//!
//! `tests/logs/NAME.log` with its label `NAME.toml` is a failure; `tests/healthy/NAME.log` and what
//! `tests/repro/healthy.sh` prints are logs in which nothing is wrong. A hash of the name says which half a log belongs to: scales
//! are adjusted on the tuning half, figures that are published come from the other. The third batch (`c-`, `cm-`) and the
//! single problems of the fifth (`e-`), the sixth (`f-`), the ninth (`i-`, `im-`) and the eleventh (`k-`) were looked at in whole, so they
//! tune in whole; of the latest nobody has looked at any, so they measure in whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::cli_support::files_below;
use crate::support::root;

/// What `NAME.toml` says of `NAME.log`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Every entry that rightly explains something in it.
    pub ids: Vec<String>,
    /// The one to fix first; any of several where nothing in the log says which failed first.
    #[serde(rename = "root")]
    roots: OneOrMore,
    /// 1-based raw lines of the decisive text.
    pub lines: Vec<usize>,
    /// How it was made.
    #[serde(rename = "from")]
    _from: String,
}

impl Label {
    /// True if the answer is right when this entry stands first.
    pub fn is_root(&self, id: &str) -> bool {
        self.roots().iter().any(|root| root == id)
    }

    /// The ones that may stand first, mostly one.
    pub fn roots(&self) -> &[String] {
        match &self.roots {
            OneOrMore::One(root) => std::slice::from_ref(root),
            OneOrMore::More(roots) => roots,
        }
    }
}

/// A text, or a list of texts.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// Which figures a log counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Scales may be adjusted on it.
    Tuning,
    /// Only measured.
    Evaluation,
}

/// What the names of logs begin with that were all looked at, and three more: answers were mended by them.
const LOOKED_AT: &[&str] = &[
    "c-",
    "cm-",
    "e-",
    "f-",
    "g-alembic-schema-permission",
    "g-alembic-uuid-extension",
    "g-angular-crash-rack-cors",
    "g-capybara-crash-node",
    "g-cucumber-health",
    "g-dramatiq-redis-refused",
    "g-java-thin-jar-multistage",
    "g-rscript-script-not-mounted",
    "g-testcontainers-node-unhealthy",
    "h-cdp-crash-deno",
    "h-node-test-superagent-500",
    "h-pino-pretty-multistage",
    "h-pytest-docker-wait-unhealthy",
    "h-scrapy-500",
    "h-socketio-double-password",
    "h-sqlite-alter-constraint",
    "i-",
    "im-",
    "j-jest-supertest-health",
    "k-",
    "l-crash-cdp-and-uvicorn",
    "l-origin-cdp-preflight",
    "dm-compose-up-asyncpg-not-there",
    "m-stack-column-and-redis-fallback",
    "m-stack-migration-then-table",
];

/// What the names of batches begin with of which only what is in [`LOOKED_AT`] was looked at: neither half was tuned on.
const FRESH: &[&str] = &["g-", "h-", "j-", "jm-", "n-"];

/// What the names of pieces begin with: some lines of a log, as people paste them, mostly without the one that gives it all away.
const PIECES: &[&str] = &["k-", "l-", "n-"];

impl Half {
    /// Both, tuning first.
    pub const ALL: [Half; 2] = [Half::Tuning, Half::Evaluation];

    /// The half that a log of this name belongs to: tuning if it was looked at, evaluation if nothing of its batch was, else by
    /// [`Half::by_hash`].
    pub fn of(name: &str) -> Self {
        let is_of = |begins: &[&str]| begins.iter().any(|begin| name.starts_with(begin));
        match (is_of(LOOKED_AT), is_of(FRESH)) {
            (true, _) => Half::Tuning,
            (false, true) => Half::Evaluation,
            (false, false) => Half::by_hash(name),
        }
    }

    /// The parity of the name's FNV-1a hash, folded.
    fn by_hash(name: &str) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, step);
        // The lowest bit of FNV is the parity of the bytes; high bits are mixed.
        if (hash >> 32) & 1 == 0 { Half::Tuning } else { Half::Evaluation }
    }
}

/// A log with its label.
pub struct Labelled {
    /// The file's name without its ending.
    pub name: String,
    /// What is right.
    pub label: Label,
    /// The log.
    pub log: Vec<u8>,
    /// Which half it belongs to.
    pub half: Half,
}

impl Labelled {
    /// True for some lines of a log, of which less can be known.
    pub fn is_piece(&self) -> bool {
        PIECES.iter().any(|begin| self.name.starts_with(begin))
    }
}

/// All labelled logs, by name.
pub fn labelled() -> Vec<Labelled> {
    let mut files = files_below(&root().join("tests/logs"));
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    files.into_iter().map(|file| read(&file)).collect()
}

fn read(file: &Path) -> Labelled {
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(file).expect("a label");
    let label = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let log = fs::read(file.with_extension("log")).expect("the log of a label");
    Labelled { half: Half::of(&name), name, label, log }
}

/// Logs of the repository in which nothing is wrong.
pub fn kept_healthy() -> Vec<PathBuf> {
    let mut files = files_below(&root().join("tests/healthy"));
    files.retain(|path| path.extension().is_some_and(|end| end == "log"));
    files
}

/// What ordinary commands print that succeed, made now in `folder`; `None` where there is no bash to run them.
pub fn made_healthy(folder: &Path) -> Option<Vec<PathBuf>> {
    /// Logs and bytes that the script has to yield on any machine that can build `kb`.
    const LOGS_MIN: usize = 16;
    const BYTES_MIN: usize = 2_000_000;
    let mut script = Command::new("bash");
    script.arg(root().join("tests/repro/healthy.sh")).arg(folder).stdin(Stdio::null());
    let ran = match script.output() {
        Ok(ran) => ran,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => panic!("{error}"),
    };
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    let logs = files_below(folder);
    let bytes = size_bytes(&logs);
    assert!(logs.len() >= LOGS_MIN && bytes >= BYTES_MIN, "{} logs, {bytes} bytes\n{said}", logs.len());
    Some(logs)
}

/// Bytes of these files together.
pub fn size_bytes(files: &[PathBuf]) -> usize {
    files.iter().map(|file| fs::metadata(file).expect("a log").len() as usize).sum()
}

/// Answers, and how many of them were right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// Right ones.
    pub right: usize,
    /// All.
    pub count: usize,
}

impl Share {
    /// Counts one more.
    pub fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.count += 1;
    }

    /// 0 to 1; 1 for none at all.
    pub fn value(self) -> f64 {
        if self.count == 0 { 1.0 } else { self.right as f64 / self.count as f64 }
    }

    /// What the share is at least, with 95 % confidence: Wilson's lower bound, two-sided. 0 for none at all.
    pub fn lower_bound(self) -> f64 {
        /// The quantile of the normal distribution at 97.5 %.
        const Z: f64 = 1.959_964;
        if self.count == 0 {
            return 0.0;
        }
        let (n, p) = (self.count as f64, self.value());
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        (p + Z * Z / (2.0 * n) - spread) / (1.0 + Z * Z / n)
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |value: f64| value * 100.0;
        let Share { right, count } = self;
        let (value, bound) = (percent(self.value()), percent(self.lower_bound()));
        write!(f, "{right} of {count} right, {value:.1} %, at least {bound:.1} %")
    }
}

#[test]
fn wilson_bounds_are_those_of_the_textbook() {
    for (right, count, bound) in [(0, 0, 0.0), (10, 10, 0.7225), (90, 100, 0.8256), (300, 300, 0.9874), (0, 5, 0.0)] {
        let found = Share { right, count }.lower_bound();
        assert!((found - bound).abs() < 5e-4, "{right} of {count}: {found}");
    }
}

#[test]
fn halves_by_hash_are_about_as_large() {
    let mut labelled = labelled();
    labelled.retain(|one| !LOOKED_AT.iter().chain(FRESH).any(|begin| one.name.starts_with(begin)));
    let tuning = labelled.iter().filter(|one| one.half == Half::Tuning).count();
    assert!((0.35..=0.65).contains(&(tuning as f64 / labelled.len() as f64)), "{tuning} of {}", labelled.len());
}
