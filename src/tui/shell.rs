//! Runs one command in the normal screen, after consent: shows it, lets it have the terminal, says how it ended.

use std::io::{self, BufRead, BufReader, Write};
use std::process::Command;

use super::editor::terminal_input;
use crate::render::safe;

/// The languages that are commands, each with the shell that runs them.
const SHELLS: &[(&str, &str)] =
    &[("sh", "sh"), ("shell", "sh"), ("bash", "bash"), ("zsh", "zsh"), ("fish", "fish"), ("ksh", "ksh")];

fn shell_of(lang: &str) -> Option<&'static str> {
    SHELLS.iter().find(|(name, _)| *name == lang).map(|(_, shell)| *shell)
}

/// True if blocks of this language are commands.
#[must_use]
pub fn can_run(lang: &str) -> bool {
    shell_of(lang).is_some() && cfg!(unix)
}

/// Runs `code` on the screen until it ends, and waits until its output was read. The terminal must be as the shell has
/// left it. How it ended, in words.
///
/// # Errors
/// A sentence, if it cannot be run.
pub fn run(code: &str, lang: &str, screen: &mut impl Write) -> Result<String, String> {
    let shell = shell_of(lang).ok_or_else(|| format!("`{lang}` is no shell"))?;
    let words = |error: io::Error| error.to_string();
    for (number, line) in safe::text(code).lines().enumerate() {
        writeln!(screen, "{} {line}", if number == 0 { "$" } else { ">" }).map_err(words)?;
    }
    screen.flush().map_err(words)?;
    let status = Command::new(shell).arg("-c").arg(code).stdin(terminal_input()).status();
    let outcome = match status {
        Ok(status) => Ok(ended(status)),
        Err(error) => Err(format!("cannot run {shell}: {error}")),
    };
    let told = outcome.as_ref().unwrap_or_else(|why| why);
    write!(screen, "\nkb: {told}. Press Enter to go back.").map_err(words)?;
    screen.flush().map_err(words)?;
    wait_for_enter();
    outcome
}

fn ended(status: std::process::ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("the command was ended by signal {signal}");
        }
    }
    match status.code() {
        Some(0) => "the command ended well (status 0)".to_owned(),
        Some(code) => format!("the command failed (status {code})"),
        None => format!("the command ended with {status}"),
    }
}

/// Reads a line from the keyboard. Without a keyboard there is nothing to wait for.
fn wait_for_enter() {
    let mut line = Vec::new();
    if let Ok(keyboard) = std::fs::File::open("/dev/tty") {
        let _read = BufReader::new(keyboard).read_until(b'\n', &mut line);
    }
}
