//! `file:line:column: severity: id: title`, the place being the evidence in the log.
//!
//! GNU order, which Vim, Emacs and VS Code read without being told. Lines and columns are 1-based, columns count
//! bytes. Similar entries have no place and are left out.

use std::io::{self, Write};

use crate::diagnose::Hit;
use crate::render::safe;
use crate::report::{Confidence, Report};

/// Prints a report: one line per piece of evidence, in the order of diagnoses.
///
/// # Errors
/// What `out` says.
pub fn report(report: &Report, limit: usize, out: &mut dyn Write) -> io::Result<()> {
    for one in report.matches.iter().take(limit) {
        let is_note = one.confidence == Confidence::Possible || one.resolved.is_some();
        let severity = if is_note { "note" } else { one.severity.word() };
        for piece in &one.evidence {
            let file = safe::line(&piece.file);
            writeln!(
                out,
                "{file}:{}:{}: {severity}: {}: {}",
                piece.line,
                piece.column,
                one.id,
                safe::line(&one.title)
            )?;
        }
    }
    Ok(())
}

/// Prints the place of one match.
///
/// # Errors
/// What `out` says.
pub fn hit(hit: &Hit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(piece) = hit.finding.evidence.first() else { return Ok(()) };
    let (file, severity) = (safe::line(&piece.file), hit.entry.severity.word());
    let title = safe::line(&hit.entry.title);
    writeln!(out, "{file}:{}:{}: {severity}: {}: {title}", piece.line, piece.column, hit.entry.id)
}
