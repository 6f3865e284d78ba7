//! What the environment says: folders, color, width. The only place of the command line that reads it.

use std::env;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::SystemTime;

use anstream::{AutoStream, ColorChoice};

use super::args::{Global, When};
use crate::corpus::LayerConfig;
use crate::knowledge_base::OpenConfig;

/// The packs and the cache of this user, from where they stand.
#[must_use]
pub fn open_config(global: &Global) -> OpenConfig {
    let layers = LayerConfig {
        user_dir: base_folder("XDG_DATA_HOME", ".local/share", "APPDATA").map(|folder| folder.join("kb")),
        project_start: env::current_dir().ok(),
        kb_dirs: global.kb.iter().map(|folder| absolute(folder.clone())).collect(),
        builtin: !global.no_builtin,
        current_user: current_user(),
        through_seals: false,
        now: Some(SystemTime::now()),
    };
    let cache_dir = base_folder("XDG_CACHE_HOME", ".cache", "LOCALAPPDATA").map(|folder| folder.join("kb"));
    OpenConfig { layers, cache_dir, force: false }
}

/// The user's settings, whether they are there or not.
#[must_use]
pub fn settings_file() -> Option<PathBuf> {
    base_folder("XDG_CONFIG_HOME", ".config", "APPDATA").map(|folder| folder.join("kb/config.toml"))
}

/// The folder that `variable` names, else `below_home` in the home folder. As the XDG specification says, a
/// relative path does not count.
fn base_folder(variable: &str, below_home: &str, on_windows: &str) -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return named(on_windows);
    }
    named(variable).or_else(|| Some(named("HOME")?.join(below_home)))
}

/// A path from the root, as it was typed otherwise.
#[must_use]
pub fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(unix)]
fn current_user() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn current_user() -> Option<u32> {
    None
}

/// True if standard output takes color.
#[must_use]
pub fn use_color(when: When) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
    }
}

/// Columns that prose is wrapped to: those of the terminal, but no more than are good to read.
#[must_use]
pub fn prose_width() -> usize {
    /// Longer lines are hard to read.
    const WIDTH_MAX: usize = 100;
    const WIDTH_MIN: usize = 20;
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    columns.unwrap_or(80).clamp(WIDTH_MIN, WIDTH_MAX)
}

/// True if a person is looking at standard output.
#[must_use]
pub fn stdout_is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// True if standard input is a keyboard.
#[must_use]
pub fn stdin_is_terminal() -> bool {
    std::io::stdin().is_terminal()
}

/// True if a terminal UI can be shown: a terminal that is no teletype.
#[must_use]
pub fn can_show_ui() -> bool {
    stdout_is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb" && !term.is_empty())
}

/// How many threads can run at once.
#[must_use]
pub fn cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
