//! `kb match`: logs in, the entries that explain them out.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::open;
use crate::cli::args::{MatchArgs, MatchFormat};
use crate::cli::failure::{Failure, Status, complain};
use crate::cli::input::{self, LogInput};
use crate::cli::print::{self, Style};
use crate::cli::{Context, environment};
use crate::diagnose::{Flow, Hit};
use crate::error::{Error, ErrorKind};
use crate::knowledge_base::{Input, KnowledgeBase};
use crate::log::Base;
use crate::report::Report;

/// Runs `kb match`.
///
/// # Errors
/// If the knowledge cannot be opened or the answer cannot be written. Inputs that cannot be read are
/// complained about and make the status `Failed`; the others are matched all the same.
pub fn run(args: &MatchArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    if args.files.is_empty() && args.text.is_none() && environment::stdin_is_terminal() {
        return Err(Error::new(ErrorKind::Usage, "nothing to match: standard input is the keyboard")
            .hint(
                "name a file, or pipe a log: `docker logs api 2>&1 | kb match`; `kb` alone opens the UI to paste into",
            )
            .into());
    }
    if args.follow {
        return super::follow::run(args, context);
    }
    let mut kb = open(context)?;
    kb.use_threads(args.threads.unwrap_or_else(environment::cores));
    match &args.output {
        None => matched(&kb, args, context),
        Some(path) => {
            let mut answer = Vec::new();
            let status = {
                let mut inner = Context {
                    global: context.global,
                    color: context.global.color == crate::cli::args::When::Always,
                    is_terminal: false,
                    out: &mut answer,
                    decided: Status::Done,
                };
                matched(&kb, args, &mut inner)?
            };
            write_whole(path, &answer)?;
            Ok(status)
        }
    }
}

fn matched(kb: &KnowledgeBase, args: &MatchArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let mut failed = false;
    let mut output = Ok(());
    let (report, unread) = {
        let inputs = sources(args).into_iter().filter_map(|source| match source.open(args) {
            Ok(input) => Some(input),
            Err(error) => {
                complain(&error);
                failed = true;
                None
            }
        });
        let mut hit = |hit: &Hit<'_>| on_hit(args, hit, context, &mut output);
        if args.unexplained { kb.match_logs_unexplained(inputs, &mut hit) } else { kb.match_logs(inputs, &mut hit) }
    };
    for unread in &unread {
        complain(&Error::io("read", Path::new(&unread.name), &unread.error).hint("what was read before is matched"));
    }
    failed |= !unread.is_empty();
    let has_result = report.unexplained.as_ref().map_or(report.has_match(), |found| !found.shapes.is_empty());
    let found = if has_result || args.exit_zero { Status::Done } else { Status::Nothing };
    let quiet_found = args.quiet && report.has_match();
    context.decided = if failed && !quiet_found { Status::Failed } else { found };
    output?;
    let is_unread = failed && report.inputs.is_empty();
    if !args.quiet && !is_unread {
        answer(&report, args, context)?;
    }
    Ok(context.decided)
}

/// One match as it is found: printed for `jsonl`, the end of the search for `--quiet`.
fn on_hit(args: &MatchArgs, hit: &Hit<'_>, context: &mut Context<'_>, output: &mut io::Result<()>) -> Flow {
    if args.quiet {
        return if hit.finding.strength.is_strong() { Flow::Stop } else { Flow::Continue };
    }
    if args.format == MatchFormat::Jsonl {
        context.decided = if hit.finding.strength.is_strong() { Status::Done } else { context.decided };
        *output = print::jsonl::hit(hit, context.out);
        if output.is_err() {
            return Flow::Stop;
        }
    }
    Flow::Continue
}

fn answer(report: &Report, args: &MatchArgs, context: &mut Context<'_>) -> io::Result<()> {
    let shown = if args.unexplained { print::unexplained::SHAPES_SHOWN } else { print::text::DIAGNOSES_MAX };
    let limit = args.limit.unwrap_or(if args.format == MatchFormat::Text { shown } else { 0 });
    let limit = if limit == 0 { usize::MAX } else { limit };
    let style = Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() };
    if let Some(found) = &report.unexplained {
        match args.format {
            MatchFormat::Text => return print::unexplained::text(report, found, limit, style, context.out),
            MatchFormat::Oneline => return print::unexplained::oneline(found, limit, context.out),
            MatchFormat::Vimgrep => return print::unexplained::vimgrep(found, limit, context.out),
            MatchFormat::Json | MatchFormat::Jsonl => {}
        }
    }
    match args.format {
        MatchFormat::Text => print::text::report(report, limit, style, context.out),
        MatchFormat::Oneline => print::oneline::report(report, limit, context.out),
        MatchFormat::Json => print::json::report(report, limit, context.out),
        MatchFormat::Jsonl => print::jsonl::end(report, context.out),
        MatchFormat::Vimgrep => print::vimgrep::report(report, limit, context.out),
    }
}

/// One thing to read.
enum Source {
    File(PathBuf),
    Stdin,
    Text(String),
}

fn sources(args: &MatchArgs) -> Vec<Source> {
    if let Some(text) = &args.text {
        return vec![Source::Text(text.clone())];
    }
    if args.files.is_empty() {
        return vec![Source::Stdin];
    }
    args.files
        .iter()
        .map(|file| if file == Path::new("-") { Source::Stdin } else { Source::File(file.clone()) })
        .collect()
}

impl Source {
    fn open(self, args: &MatchArgs) -> Result<Input<'static>, Error> {
        let (opened, first_line) = match self {
            Source::File(path) => (input::open_file(&path, args.lines)?, 1),
            Source::Stdin => {
                let name = args.stdin_filename.clone().unwrap_or_else(|| "-".to_owned());
                let first_line = usize::try_from(args.stdin_line).unwrap_or(usize::MAX);
                (input::open(name, Box::new(io::stdin()), args.lines)?, first_line)
            }
            Source::Text(text) => {
                let bytes = io::Cursor::new(text.into_bytes());
                (input::open("-".to_owned(), Box::new(bytes), args.lines)?, 1)
            }
        };
        let LogInput { name, reader, first_line: skipped_to, first_byte } = opened;
        let base = Base {
            offset: first_byte,
            line: first_line - 1 + skipped_to,
            line_start: first_byte,
            line_chars: 0,
            begins: true,
        };
        Ok(Input { name, reader, base })
    }
}

/// Writes a file so that it appears whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: &io::Error| Error::io("write", path, error);
    // A device or a pipe cannot be replaced; it is written to.
    if path.exists() && !path.is_file() {
        return File::options()
            .write(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|error| failed(&error));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}
