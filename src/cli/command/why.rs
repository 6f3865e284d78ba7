//! `kb why`: each part of each signature of an entry, found or missing, and how the nearest line differs.

use std::io;
use std::path::Path;

use super::open;
use crate::cli::args::{WhyArgs, WhyFormat};
use crate::cli::failure::{Failure, Status};
use crate::cli::print::{self, Style};
use crate::cli::{Context, environment, input};
use crate::error::{Error, ErrorKind};
use crate::knowledge_base::{Input, why};
use crate::log::Base;

/// Runs `kb why`. The status is that of `kb match` for this entry alone.
///
/// # Errors
/// If there is no such entry, or a log cannot be read.
pub fn run(args: &WhyArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let kb = open(context)?;
    if args.files.is_empty() && environment::stdin_is_terminal() {
        return Err(Error::new(ErrorKind::Usage, "nothing to explain: standard input is the keyboard")
            .hint(format!("name the log: `kb why {} build.log`", args.id))
            .into());
    }
    let stdin = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    let mut inputs = Vec::new();
    for path in files {
        let opened = if path == Path::new("-") {
            input::open("-".to_owned(), Box::new(io::stdin()), None)?
        } else {
            input::open_file(path, None)?
        };
        inputs.push(Input { name: opened.name, reader: opened.reader, base: Base::START });
    }
    let why = why::why(&kb, &args.id, inputs)?;
    context.decided = if why.standing.matched { Status::Done } else { Status::Nothing };
    match args.format {
        WhyFormat::Json => print::json::pretty(&why, context.out)?,
        WhyFormat::Text => {
            let style =
                Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() };
            print::why::why(&why, style, context.out)?;
        }
    }
    Ok(context.decided)
}
