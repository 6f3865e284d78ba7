//! `confidence TAB id TAB line:column TAB title`, one line per diagnosis.

use std::io::{self, Write};

use crate::render::safe;
use crate::report::{Diagnosis, Report, Via};

/// Prints a report. Similar entries say `similar` and have no place (`-`).
///
/// # Errors
/// What `out` says.
pub fn report(report: &Report, limit: usize, out: &mut dyn Write) -> io::Result<()> {
    report.matches.iter().take(limit).try_for_each(|one| diagnosis(one, out))
}

/// Prints one diagnosis.
///
/// # Errors
/// What `out` says.
pub fn diagnosis(one: &Diagnosis, out: &mut dyn Write) -> io::Result<()> {
    let confidence = if one.via == Via::Similar { "similar" } else { one.confidence.word() };
    let place = one.evidence.first().map_or_else(|| "-".to_owned(), |piece| format!("{}:{}", piece.line, piece.column));
    let gone = if one.resolved.is_some() { "\tseen, then gone" } else { "" };
    writeln!(out, "{confidence}\t{}\t{place}\t{}{gone}", one.id, safe::line(&one.title))
}
