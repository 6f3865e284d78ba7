//! `kb search`: entries by words.

use super::open;
use crate::cli::args::{SearchArgs, SearchFormat};
use crate::cli::failure::{Failure, Status};
use crate::cli::print::{self, Style};
use crate::cli::{Context, environment};
use crate::index::Query;

/// Runs `kb search`.
///
/// # Errors
/// If the knowledge cannot be opened or the answer cannot be written.
pub fn run(args: &SearchArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let kb = open(context)?;
    let words = args.query.join(" ");
    let result = kb.search(&Query::parse(&words), args.limit)?;
    context.decided = if result.hits.is_empty() { Status::Nothing } else { Status::Done };
    match args.format {
        SearchFormat::Text => {
            let style =
                Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() };
            print::search::text(&words, &result, style, context.out)?;
        }
        SearchFormat::Oneline => print::search::oneline(&result, context.out)?,
        SearchFormat::Json => print::search::json(&words, &kb.fingerprint(), &result, context.out)?,
        SearchFormat::Jsonl => print::search::jsonl(&result, context.out)?,
        SearchFormat::Vimgrep => print::search::vimgrep(&result, context.out)?,
    }
    Ok(context.decided)
}
