//! `kb`, `kb FILE…` and `kb "words"`: what people type without thinking of a command.

use std::path::PathBuf;

use super::{matching, open};
use crate::cli::args::{MatchArgs, MatchFormat, SearchArgs, SearchFormat};
use crate::cli::failure::{Failure, Status};
use crate::cli::{Context, environment};

/// Without words the UI (or `kb match` where there is no terminal for it); files are matched; other
/// words are matched as a text, and searched for if that says nothing.
///
/// # Errors
/// As for the command it comes down to.
pub fn run(words: Vec<String>, context: &mut Context<'_>) -> Result<Status, Failure> {
    let files: Vec<PathBuf> = words.iter().map(PathBuf::from).collect();
    if words.is_empty() || files.iter().all(|file| file.is_file()) {
        return if environment::can_show_ui() {
            super::ui::run(&files, context)
        } else {
            matching::run(&match_args(files, None), context)
        };
    }
    let text = words.join(" ");
    let report = open(context)?.match_bytes("-", text.as_bytes());
    let says_something = report.matches.iter().any(|one| one.via == crate::report::Via::Signature);
    if says_something {
        return matching::run(&match_args(Vec::new(), Some(text)), context);
    }
    super::search::run(&SearchArgs { query: vec![text], format: SearchFormat::Text, limit: 5 }, context)
}

fn match_args(files: Vec<PathBuf>, text: Option<String>) -> MatchArgs {
    MatchArgs {
        files,
        text,
        format: MatchFormat::Text,
        limit: None,
        quiet: false,
        exit_zero: false,
        stdin_filename: None,
        stdin_line: 1,
        threads: None,
        lines: None,
        output: None,
        follow: false,
        unexplained: false,
    }
}
