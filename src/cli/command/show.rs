//! `kb show`: one entry.

use super::open;
use crate::cli::Context;
use crate::cli::args::ShowArgs;
use crate::cli::failure::{Failure, Status};
use crate::render::safe;

/// Runs `kb show`.
///
/// # Errors
/// If there is no such entry, or it cannot be printed.
pub fn run(args: &ShowArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let kb = open(context)?;
    let entry = kb.entry(&args.id)?;
    let place = kb.place(&entry.id);
    if args.path {
        let path = kb.file_of(&entry.id).map(|file| file.display().to_string());
        let shown = path.or(place.map(|place| place.path)).unwrap_or_default();
        writeln!(context.out, "{}", safe::line(&shown))?;
        return Ok(Status::Done);
    }
    if args.raw {
        context.out.write_all(entry.source.text.as_bytes())?;
        return Ok(Status::Done);
    }
    Ok(Status::Done)
}
