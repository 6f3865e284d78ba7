//! A file in the user's editor, at a line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};

/// Variables that name an editor; the first that is set counts.
const VARIABLES: [&str; 3] = ["KB_EDITOR", "VISUAL", "EDITOR"];

/// The editor where none is named.
const FALLBACK: &str = "vi";

/// Runs the editor on the screen until it ends. The terminal must be as the shell has left it.
///
/// # Errors
/// A sentence, if it cannot be run or says that it has failed.
pub fn edit(path: &Path, line: usize) -> Result<(), String> {
    let is_set = |name: &&str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = VARIABLES.iter().find_map(is_set).unwrap_or_else(|| FALLBACK.to_owned());
    let words = arguments(&editor, path, line);
    let Some((program, arguments)) = words.split_first() else { return Err("no editor is named".to_owned()) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(terminal_input());
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} has ended with {status}", program.display())),
        Err(error) => {
            Err(format!("cannot run {}: {error}; name your editor in KB_EDITOR or EDITOR", program.display()))
        }
    }
}

/// The terminal: standard input may be a pipe.
pub(super) fn terminal_input() -> Stdio {
    if cfg!(unix) {
        std::fs::File::open("/dev/tty").map_or_else(|_| Stdio::inherit(), Stdio::from)
    } else {
        Stdio::inherit()
    }
}

/// Program and arguments. `editor` may hold options of its own, divided by blanks.
fn arguments(editor: &str, path: &Path, line: usize) -> Vec<OsString> {
    let mut words: Vec<OsString> = editor.split_whitespace().map(OsString::from).collect();
    let name = words.first().map(|word| Path::new(word).file_stem().unwrap_or(OsStr::new("")).to_string_lossy());
    let with_line = || {
        let mut word = path.as_os_str().to_owned();
        word.push(format!(":{line}"));
        word
    };
    match name.as_deref().unwrap_or_default() {
        "code" | "codium" | "code-insiders" | "cursor" | "windsurf" => {
            words.extend(["--wait".into(), "--goto".into(), with_line()]);
        }
        "subl" | "zed" => words.extend(["--wait".into(), with_line()]),
        "hx" | "helix" => words.push(with_line()),
        "vi" | "vim" | "nvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient" | "micro" | "kak" | "joe" | "ne"
        | "mg" | "ex" => words.extend([format!("+{line}").into(), path.into()]),
        // An editor that is not known may take `+3` for a file.
        _ => words.push(path.into()),
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        for (editor, command) in [
            ("vi", "vi +7 kb/a/b.md"),
            ("/usr/bin/nvim -u NONE", "/usr/bin/nvim -u NONE +7 kb/a/b.md"),
            ("code", "code --wait --goto kb/a/b.md:7"),
            ("hx", "hx kb/a/b.md:7"),
            ("my-editor --fast", "my-editor --fast kb/a/b.md"),
        ] {
            let words: Vec<String> = arguments(editor, Path::new("kb/a/b.md"), 7)
                .iter()
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            assert_eq!(words.join(" "), command);
        }
    }
}
