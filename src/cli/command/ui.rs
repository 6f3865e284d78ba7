//! `kb` on a terminal: the UI, with the log that was piped in or named.

use std::io::{self, Read};
use std::path::PathBuf;

use crate::cli::failure::{Failure, Status, say};
use crate::cli::{Context, environment, input};
use crate::error::Error;
use crate::tui::config::{self, Settings};
use crate::tui::intake::Source;
use crate::tui::{self, TuiConfig};

/// Runs the UI.
///
/// # Errors
/// If the knowledge cannot be opened, the log cannot be read, or the terminal cannot be used.
pub fn run(files: &[PathBuf], context: &mut Context<'_>) -> Result<Status, Failure> {
    let open = environment::open_config(context.global);
    let config = TuiConfig { open, input: given(files)?, settings: settings()?, color: context.color };
    let outcome = tui::run(config)?;
    if let Some(text) = outcome.print {
        writeln!(context.out, "{text}")?;
    }
    Ok(match outcome.exit_code {
        0 => Status::Done,
        130 => Status::Cancelled,
        _ => {
            say(
                "kb: the UI has ended because of the error above, which is a fault of kb; `kb match` works without the UI\n",
            );
            Status::Failed
        }
    })
}

/// What the user's settings file says; nothing if there is none.
fn settings() -> Result<Settings, Error> {
    let Some(path) = environment::settings_file() else { return Ok(Settings::default()) };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(config::read(&path.display().to_string(), &text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
        Err(error) => Err(Error::io("read", &path, &error)),
    }
}

/// The log to begin with: the files one after another, or what comes through the pipe. It is read while the UI is shown.
fn given(files: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let reader = |opened: Result<input::LogInput, Error>| -> Result<Box<dyn Read>, String> {
        opened.map(|input| input.reader).map_err(|error| error.to_string())
    };
    if files.is_empty() {
        if environment::stdin_is_terminal() {
            return Ok(Vec::new());
        }
        let open = move || reader(input::open("-".to_owned(), Box::new(io::stdin()), None));
        return Ok(vec![Source { name: "-".to_owned(), open: Box::new(open) }]);
    }
    let source = |file: &PathBuf| {
        // A name that was mistyped is told before anything is drawn.
        let name = input::open_file(file, None)?.name;
        let file = file.clone();
        let open: Box<dyn FnOnce() -> Result<Box<dyn Read>, String> + Send> =
            Box::new(move || reader(input::open_file(&file, None)));
        Ok(Source { name, open })
    };
    files.iter().map(source).collect()
}
