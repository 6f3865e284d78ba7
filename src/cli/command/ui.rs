//! `kb` on a terminal: the UI, with the log that was piped in or named.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::failure::{Failure, Status};
use crate::cli::{Context, environment, input};
use crate::error::Error;
use crate::knowledge_base::KnowledgeBase;
use crate::tui::{self, TuiConfig};

/// The most of a log that the UI holds; `kb match` reads logs of any length.
pub const UI_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Runs the UI.
///
/// # Errors
/// If the knowledge cannot be opened, the log cannot be read, or the terminal cannot be used.
pub fn run(files: &[PathBuf], context: &mut Context<'_>) -> Result<Status, Failure> {
    let open = environment::open_config(context.global);
    let knowledge = Arc::new(KnowledgeBase::open(&open)?);
    let config = TuiConfig { knowledge, open: Some(open), input: given(files)?, color: context.color };
    let outcome = tui::run(config).map_err(|error| Error::io("use", Path::new("the terminal"), &error))?;
    if let Some(text) = outcome.print {
        writeln!(context.out, "{text}")?;
    }
    Ok(match outcome.exit_code {
        0 => Status::Done,
        130 => Status::Cancelled,
        _ => Status::Failed,
    })
}

/// The log to begin with: the files one after another, or what comes through the pipe.
fn given(files: &[PathBuf]) -> Result<Option<(String, Vec<u8>)>, Error> {
    if files.is_empty() && environment::stdin_is_terminal() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let mut names = Vec::new();
    let opened: Vec<input::LogInput> = if files.is_empty() {
        vec![input::open("-".to_owned(), Box::new(io::stdin()), None)?]
    } else {
        files.iter().map(|file| input::open_file(file, None)).collect::<Result<_, _>>()?
    };
    for input in opened {
        let room = UI_BYTES_MAX.saturating_sub(bytes.len() as u64);
        let unreadable = |error| Error::io("read", Path::new(&input.name), &error);
        input.reader.take(room).read_to_end(&mut bytes).map_err(unreadable)?;
        names.push(input.name);
    }
    let cut = if bytes.len() as u64 >= UI_BYTES_MAX { " (its first 64 MiB; `kb match` reads all of it)" } else { "" };
    Ok(Some((format!("{}{cut}", names.join(", ")), bytes)))
}
