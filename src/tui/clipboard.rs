//! A text → the clipboard, by the way that works here, and which one that was.
//!
//! In tmux its own buffer, which it hands on to the terminal (tmux drops a bare OSC 52 by default); else the program of the
//! display that is there; else OSC 52, which also works over SSH. Helper programs are detached and get one second:
//! some of them never end. OSC 52 is never answered, so "sent" is all that can be said.

use std::env;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a helper program may take.
const TIMEOUT: Duration = Duration::from_secs(1);

/// How often to look whether it has ended.
const STEP: Duration = Duration::from_millis(10);

/// The longest sequence that terminals take, in bytes of Base64 (xterm's limit; others have adopted it).
const OSC_52_BYTES_MAX: usize = 74_994;

/// A way to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A program that reads the text: its name and arguments.
    Program(&'static [&'static str]),
    /// The terminal.
    Terminal,
}

impl Way {
    /// Where the text goes, in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Way::Program(["tmux", ..]) => "tmux and the terminal's clipboard".to_owned(),
            Way::Program([program, ..]) => format!("the clipboard ({program})"),
            Way::Program([]) => String::new(),
            Way::Terminal => "the terminal's clipboard (OSC 52)".to_owned(),
        }
    }
}

/// The ways to try here, in this order.
#[must_use]
pub fn ways() -> Vec<Way> {
    ways_where(|name| env::var_os(name).is_some_and(|value| !value.is_empty()), cfg!(target_os = "macos"))
}

fn ways_where(is_set: impl Fn(&str) -> bool, is_mac: bool) -> Vec<Way> {
    let mut ways = Vec::new();
    if is_set("TMUX") {
        ways.push(Way::Program(&["tmux", "load-buffer", "-w", "-"]));
    } else if is_set("SSH_TTY") {
        // A display of the machine at the other end is not where the user sits.
        return vec![Way::Terminal];
    }
    if is_set("WAYLAND_DISPLAY") {
        ways.push(Way::Program(&["wl-copy"]));
    }
    if is_set("DISPLAY") {
        ways.push(Way::Program(&["xclip", "-selection", "clipboard"]));
        ways.push(Way::Program(&["xsel", "--clipboard", "--input"]));
    }
    if is_mac {
        ways.push(Way::Program(&["pbcopy"]));
    }
    if cfg!(windows) {
        ways.push(Way::Program(&["clip.exe"]));
    }
    ways.push(Way::Terminal);
    ways
}

/// True if OSC 52 can carry the text.
#[must_use]
pub fn fits_terminal(text: &str) -> bool {
    text.len().div_ceil(3) * 4 <= OSC_52_BYTES_MAX
}

/// Hands `text` to the first program among `ways` that takes it; [`Way::Terminal`] if that comes first or none does.
/// Takes up to a second for each program: not for the thread that draws.
#[must_use]
pub fn send(ways: &[Way], text: &str) -> Way {
    for way in ways {
        match way {
            Way::Terminal => break,
            Way::Program(command) if hand_over(command, text) => return *way,
            Way::Program(_) => {}
        }
    }
    Way::Terminal
}

fn hand_over(command: &[&str], text: &str) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    {
        // What it leaves behind (the owner of an X selection is a process) must survive Ctrl-C.
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    let Ok(mut child) = command.spawn() else { return false };
    let Some(mut stdin) = child.stdin.take() else { return false };
    let text = text.as_bytes().to_vec();
    // A program that does not read must not stop this one.
    let written = thread::spawn(move || stdin.write_all(&text).is_ok());
    let has_ended_well = wait(&mut child);
    if written.is_finished() { written.join().unwrap_or(false) && has_ended_well } else { false }
}

/// True if `child` ends well in time. Otherwise it is ended.
fn wait(child: &mut Child) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < TIMEOUT {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(STEP),
            Err(_) => return false,
        }
    }
    // It may have ended by itself just now.
    let _has_ended = child.kill();
    let _is_reaped = child.wait();
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &[&str], is_mac: bool) -> Vec<&'static str> {
        let ways = ways_where(|name| set.contains(&name), is_mac);
        ways.iter()
            .map(|way| match way {
                Way::Program(command) => command[0],
                Way::Terminal => "terminal",
            })
            .collect()
    }

    #[test]
    fn the_nearest_clipboard_is_tried_first() {
        assert_eq!(names(&[], false), ["terminal"]);
        assert_eq!(names(&["TMUX", "SSH_TTY"], false), ["tmux", "terminal"]);
        assert_eq!(names(&["SSH_TTY", "DISPLAY"], false), ["terminal"]);
        assert_eq!(names(&["DISPLAY"], false), ["xclip", "xsel", "terminal"]);
        assert_eq!(names(&["WAYLAND_DISPLAY", "DISPLAY"], false), ["wl-copy", "xclip", "xsel", "terminal"]);
        assert_eq!(names(&[], true), ["pbcopy", "terminal"]);
    }

    #[cfg(unix)]
    #[test]
    fn programs_that_are_missing_fail_or_hang_are_passed_over() {
        let ways = [
            Way::Program(&["kb-no-such-program"]),
            Way::Program(&["false"]),
            Way::Program(&["sleep", "60"]),
            Way::Program(&["grep", "-q", "the text"]),
            Way::Terminal,
        ];
        assert_eq!(send(&ways, "the text"), ways[3]);
        assert_eq!(send(&ways[..3], "the text"), Way::Terminal);
        let large = "x".repeat(4 * 1024 * 1024);
        assert_eq!(send(&[Way::Program(&["sleep", "60"])], &large), Way::Terminal);
    }

    #[test]
    fn the_terminal_takes_what_fits() {
        assert!(fits_terminal(&"x".repeat(56_000)));
        assert!(!fits_terminal(&"x".repeat(57_000)));
    }
}
