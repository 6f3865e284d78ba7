//! The command line as typed. The only place that knows clap.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::entry::EntryKind;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "kb",
    version,
    about = "Paste a log, get the entry that explains it, the lines that prove it and the fix",
    long_about = "Paste a log, get the entry that explains it, the lines that prove it and the fix with this log's own values.\n\
        \n\
        kb                               open the terminal UI and paste\n\
        docker logs api 2>&1 | kb        the same with the log already read\n\
        kb match build.log               print the answer\n\
        kb match < build.log             the same from a pipe\n\
        docker logs -f api 2>&1 | kb match --follow\n\
        kb \"port already in use\"         match these words, else search for them\n\
        kb search tag:docker volume      full-text search\n\
        kb show docker/port-already-allocated",
    after_help = "Exit status: 0 something matched, 1 nothing matched, 2 an error.",
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files, or words of an error to match or search for.
    #[arg(value_name = "WORDS|FILE")]
    pub words: Vec<String>,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Add a folder of entries; may be given several times, the last wins.
    #[arg(long = "kb", value_name = "DIR", global = true)]
    pub kb: Vec<PathBuf>,
    /// Leave the built-in knowledge out.
    #[arg(long, global = true)]
    pub no_builtin: bool,
    /// Color: auto follows the terminal and `NO_COLOR`.
    #[arg(long, value_enum, default_value_t = When::Auto, value_name = "WHEN", global = true)]
    pub color: When,
}

/// The arguments with the command in front of the options of every command: `kb --kb DIR match FILE` means
/// `kb match --kb DIR FILE`. Where clap sees an option first it takes what follows for words.
#[must_use]
pub fn command_first(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut at = 1;
    while let Some(option) = arguments.get(at).and_then(|argument| argument.to_str()) {
        match option {
            "--kb" | "--color" => at += 2,
            "--no-builtin" => at += 1,
            _ if option.starts_with("--kb=") || option.starts_with("--color=") => at += 1,
            _ => break,
        }
    }
    let is_command = |name: &str| Cli::command().get_subcommands().any(|command| command.get_name() == name);
    if arguments.get(at).and_then(|argument| argument.to_str()).is_some_and(is_command) {
        arguments[1..=at].rotate_right(1);
    }
    arguments
}

/// When to do something that depends on the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// As the terminal and the environment say.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Match logs against the signatures and print what explains them.
    #[command(
        after_help = "Exit status: 0 something matched, 1 nothing matched (similar or possible entries do not count), 2 an error.\n\
        `kb match` reads standard input when no file is named. docker writes a container's stderr to stderr: `docker logs api 2>&1 | kb match`.\n\
        \n\
        With --follow each known problem is printed once, as soon as the lines that it depends on are there or the log was quiet \
        for 0.3 seconds; how often it came again is said at the end. The status is 0 then, 130 after Ctrl-C, 143 after SIGTERM. \
        `docker logs -f api 2>&1 | kb match --follow`; `kb match --follow app.log` goes on where the file was rotated or truncated.\n\
        \n\
        With --unexplained the status is 0 if there is an error that no entry explains, else 1."
    )]
    Match(MatchArgs),
    /// Search the entries by words, "phrases", tag:, kind: and area:.
    Search(SearchArgs),
    /// Print an entry.
    Show(ShowArgs),
    /// List the entries in force.
    List(ListArgs),
    /// Compile the knowledge in force; implied by everything else.
    Build(BuildArgs),
    /// Check entries: form, signatures, relations, and every example against the whole corpus.
    #[command(after_help = "Exit status: 0 no errors, 1 errors (or warnings with --strict), 2 could not check.")]
    Check(CheckArgs),
    /// Explain why an entry matched a log, or why not.
    Why(WhyArgs),
}

/// `kb match`
#[derive(Clone, Debug, Args)]
pub struct MatchArgs {
    /// Logs to read; `-` is standard input. `.gz` files are unpacked.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Match this text instead of a file.
    #[arg(long, value_name = "TEXT", conflicts_with = "files")]
    pub text: Option<String>,
    /// How to print the answer.
    #[arg(short, long, value_enum, default_value_t = MatchFormat::Text)]
    pub format: MatchFormat,
    /// Print at most this many diagnoses; 0 is all. Text prints 5 unless told.
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// Print nothing, stop at the first match; the exit status is the answer.
    #[arg(short, long)]
    pub quiet: bool,
    /// Exit with 0 also when nothing matched.
    #[arg(long)]
    pub exit_zero: bool,
    /// The name that standard input goes by in the answer.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// The number that the first line of standard input has in its file.
    #[arg(long, value_name = "LINE", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub stdin_line: u64,
    /// Match a long log on at most this many cores; all of them unless told. The answer is the same.
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Read only these lines of each file.
    #[arg(long, value_name = "A:B", value_parser = parse_lines)]
    pub lines: Option<LineRange>,
    /// Write the answer to a file, which appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Read on as the log grows, and print each known problem once, when it shows.
    #[arg(short = 'F', long, conflicts_with_all = ["quiet", "output", "lines", "text", "stdin_line", "unexplained"])]
    pub follow: bool,
    /// List the errors that no entry explains instead, alike ones as one, with how often they came.
    #[arg(long, conflicts_with_all = ["quiet"])]
    pub unexplained: bool,
}

/// `A:B`, both 1-based and included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRange {
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
}

fn parse_lines(text: &str) -> Result<LineRange, String> {
    let (first, last) = text.split_once([':', '-']).unwrap_or((text, text));
    let number = |text: &str, open: usize| {
        if text.is_empty() {
            Ok(open)
        } else {
            text.parse::<usize>().map_err(|_| format!("`{text}` is not a line number"))
        }
    };
    let range = LineRange { first: number(first, 1)?, last: number(last, usize::MAX)? };
    if range.first == 0 || range.last < range.first {
        return Err("lines count from 1, and the last is not before the first".to_owned());
    }
    Ok(range)
}

/// The formats of `kb match`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MatchFormat {
    /// For people: the first in full, the others one line each.
    Text,
    /// `confidence TAB id TAB line:column TAB title`
    Oneline,
    /// One object: the ranked report.
    Json,
    /// One object per match in input order, then one with totals.
    Jsonl,
    /// `file:line:column: severity: id: title`, for editors.
    Vimgrep,
}

/// `kb search`
#[derive(Clone, Debug, Args)]
pub struct SearchArgs {
    /// Words, "phrases", `tag:x`, `kind:runbook`, `area:docker`, `-without`.
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// How to print the hits.
    #[arg(short, long, value_enum, default_value_t = SearchFormat::Text)]
    pub format: SearchFormat,
    /// Print at most this many hits; 0 is all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
}

/// The formats of `kb search`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// For people.
    Text,
    /// `id TAB title`
    Oneline,
    /// One object.
    Json,
    /// One object per hit, then one with totals.
    Jsonl,
    /// `file:1:1: note: id: title`, the place being the entry's file.
    Vimgrep,
}

/// `kb show`
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// The entry's id, or an id it had before.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print the Markdown as it is in the file.
    #[arg(long)]
    pub raw: bool,
    /// Print the path of the entry's file.
    #[arg(long, conflicts_with = "raw")]
    pub path: bool,
}

/// `kb list`
#[derive(Clone, Debug, Args)]
pub struct ListArgs {
    /// Only entries with this tag; several must all be there.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Only entries of this kind.
    #[arg(long, value_name = "KIND", value_parser = parse_kind)]
    pub kind: Option<EntryKind>,
    /// Only entries of this area.
    #[arg(value_name = "AREA")]
    pub area: Option<String>,
    /// How to print the list.
    #[arg(short, long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

fn parse_kind(text: &str) -> Result<EntryKind, String> {
    EntryKind::ALL
        .into_iter()
        .find(|kind| kind.word() == text)
        .ok_or_else(|| "kinds are problem, runbook, checklist and reference".to_owned())
}

/// The formats of `kb list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people, by area.
    Text,
    /// `id TAB kind TAB title`
    Oneline,
    /// One object per entry.
    Jsonl,
    /// Paths of the entries' files.
    Path,
}

/// `kb build`
#[derive(Clone, Debug, Args)]
pub struct BuildArgs {
    /// Build anew even if nothing changed.
    #[arg(long)]
    pub force: bool,
    /// Seal the pack in this folder: no run looks at its files again before it shows one, so that it starts at once however
    /// many there are. Seal it again after changes; remove its `kb.seal` to have them noticed.
    #[arg(long, value_name = "DIR")]
    pub seal: Option<PathBuf>,
}

/// `kb check`
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Entries or folders to report on; everything in force is checked against. Without: the project's pack, else all.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print the findings.
    #[arg(short, long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Warnings count as errors.
    #[arg(long)]
    pub strict: bool,
    /// Print notes too.
    #[arg(long)]
    pub notes: bool,
    /// Print per entry how its examples were obtained, instead.
    #[arg(long)]
    pub provenance: bool,
    /// Explain a code, such as K023, instead.
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

/// The formats of `kb check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, with the source underlined.
    Text,
    /// One object.
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a change.
    Github,
}

/// `kb why`
#[derive(Clone, Debug, Args)]
pub struct WhyArgs {
    /// The entry's id.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The logs; standard input if none is named, or `-`.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How to print the explanation.
    #[arg(short, long, value_enum, default_value_t = WhyFormat::Text)]
    pub format: WhyFormat,
}

/// The formats of `kb why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WhyFormat {
    /// For people, with the lines marked.
    Text,
    /// One object.
    Json,
}
