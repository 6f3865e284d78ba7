//! Errors → words and exit statuses, in one place.

use std::io;
use std::process::ExitCode;

use crate::error::Error;
use crate::render::safe;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Something matched, or the work was done.
    Done,
    /// Nothing matched, or the check found errors.
    Nothing,
    /// An error.
    Failed,
    /// Ended by Ctrl-C.
    Cancelled,
    /// Ended by SIGTERM.
    Terminated,
}

impl Status {
    /// The exit status.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Status::Done => 0,
            Status::Nothing => 1,
            Status::Failed => 2,
            Status::Cancelled => 130,
            Status::Terminated => 143,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status.code())
    }
}

/// Why a command stopped early.
#[derive(Debug)]
pub enum Failure {
    /// The engine's, or one of the inputs'.
    Error(Error),
    /// Writing the answer failed.
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Error(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// Says `error` on standard error: what and where, then how to mend it.
pub fn complain(error: &Error) {
    let mut words = format!("kb: {}\n", safe::line(&error.to_string()));
    if let Some(repair) = error.repair() {
        words.push_str(&format!("    {}\n", safe::line(repair)));
    }
    say(&words);
}

/// Says that the answer could not be written. A closed pipe is no error: the reader had enough.
#[must_use]
pub fn output_status(error: &io::Error, decided: Status) -> Status {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return decided;
    }
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, or write to another place",
        _ => "the answer is not complete",
    };
    say(&format!("kb: cannot write the answer: {}\n    {hint}\n", safe::line(&error.to_string())));
    Status::Failed
}

/// Writes to standard error; there is nobody left to tell if that fails.
pub fn say(words: &str) {
    use io::Write;
    let _nobody_left = io::stderr().write_all(words.as_bytes());
}
