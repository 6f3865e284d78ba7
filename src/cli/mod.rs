//! The command line: arguments → the knowledge base → words, tables and exit statuses.
//!
//! [`run`] is the table of contents. Each command is a file of `command/`; how answers look is in
//! `print/`; what the environment says is read in [`environment`] only.

pub mod args;
pub mod command;
pub mod diagnostics;
pub mod environment;
pub mod failure;
pub mod growing;
pub mod input;
pub mod print;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command, Global};
use failure::{Failure, Status};

use crate::render::safe;

/// What every command gets.
pub struct Context<'a> {
    /// Options of every command.
    pub global: &'a Global,
    /// True if the answer may be colored.
    pub color: bool,
    /// True if a person is looking at the answer.
    pub is_terminal: bool,
    /// Where the answer goes.
    pub out: &'a mut dyn Write,
    /// What the command has decided so far: the status if the reader of a pipe goes away.
    pub decided: Status,
}

/// Runs the program with these arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args::command_first(arguments)) {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                // It quotes what was typed or pasted.
                failure::say(&safe::text(&error.render().to_string()));
                return Status::Failed.into();
            }
            return match error.print() {
                Ok(()) => Status::Done.into(),
                Err(error) => failure::output_status(&error, Status::Done).into(),
            };
        }
    };
    let mut out = BufWriter::new(io::stdout());
    let mut context = Context {
        global: &cli.global,
        color: environment::use_color(cli.global.color),
        is_terminal: environment::stdout_is_terminal(),
        out: &mut out,
        decided: Status::Done,
    };
    let outcome = dispatch(cli.command, cli.words, &mut context);
    let decided = context.decided;
    let flushed = out.flush();
    let status = match outcome {
        Ok(status) => status,
        Err(Failure::Error(error)) => {
            failure::complain(&error);
            Status::Failed
        }
        Err(Failure::Output(error)) => failure::output_status(&error, decided),
    };
    match flushed {
        Ok(()) => status.into(),
        Err(_) if status == Status::Failed => status.into(),
        Err(error) => failure::output_status(&error, status).into(),
    }
}

fn dispatch(command: Option<Command>, words: Vec<String>, context: &mut Context<'_>) -> Result<Status, Failure> {
    match command {
        None => command::ask::run(words, context),
        Some(Command::Match(args)) => command::matching::run(&args, context),
        Some(Command::Search(args)) => command::search::run(&args, context),
        Some(Command::Show(args)) => command::show::run(&args, context),
        Some(Command::List(args)) => command::list::run(&args, context),
        Some(Command::Build(args)) => command::build::run(&args, context),
        Some(Command::Check(args)) => command::check::run(&args, context),
        Some(Command::Why(args)) => command::why::run(&args, context),
    }
}
