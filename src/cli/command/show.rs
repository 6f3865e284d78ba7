//! `kb show`: one entry.

use super::open;
use crate::cli::args::ShowArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::print::{self, Style};
use crate::cli::{Context, environment};
use crate::render::safe;

/// Runs `kb show`.
///
/// # Errors
/// If there is no such entry, or it cannot be printed.
pub fn run(args: &ShowArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let kb = open(context)?;
    let entry = kb.entry(&args.id)?;
    if args.path {
        let path = kb.file_of(&entry.id).map(|file| file.display().to_string());
        let shown = path.or(kb.place(&entry.id).map(|place| place.path)).unwrap_or_default();
        writeln!(context.out, "{}", safe::line(&shown))?;
    } else if args.raw {
        context.out.write_all(safe::text(&entry.source.text).as_bytes())?;
    } else {
        let style = Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() };
        print::entry::entry(&kb, &entry, style, context.out)?;
    }
    Ok(Status::Done)
}
