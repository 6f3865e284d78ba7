//! `kb why`: each part of each signature of an entry, found or missing.

use std::io;
use std::path::Path;

use super::open;
use crate::cli::args::WhyArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::print::{self, Style};
use crate::cli::{Context, environment, input};
use crate::error::{Error, ErrorKind};
use crate::knowledge_base::why;

/// Runs `kb why`. The status is that of `kb match` for this entry alone.
///
/// # Errors
/// If there is no such entry, or the log cannot be read.
pub fn run(args: &WhyArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let kb = open(context)?;
    let input = match &args.file {
        Some(path) if path != Path::new("-") => input::open_file(path, None)?,
        None if environment::stdin_is_terminal() => {
            return Err(Error::new(ErrorKind::Usage, "nothing to explain: standard input is the keyboard")
                .hint(format!("name the log: `kb why {} build.log`", args.id))
                .into());
        }
        _ => input::open("-".to_owned(), Box::new(io::stdin()), None)?,
    };
    let why = why::why(&kb, &args.id, &input.name, input.reader)?;
    let matched = why.diagnosis.as_ref().is_some_and(crate::report::Diagnosis::counts_as_match);
    context.decided = if matched { Status::Done } else { Status::Nothing };
    let style = Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() };
    print::why::why(&args.id, &why, style, context.out)?;
    Ok(context.decided)
}
