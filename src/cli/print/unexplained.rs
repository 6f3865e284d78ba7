//! The errors that no entry explains, for people and for scripts.

use std::io::{self, Write};

use super::Style;
use super::text::counted;
use crate::render::safe;
use crate::report::{Report, Unexplained, UnexplainedShape};

/// Kinds printed as text unless told otherwise.
pub const SHAPES_SHOWN: usize = 20;

/// Lines of an example that are printed.
const EXAMPLE_LINES_MAX: usize = 6;

/// Prints what no entry explains: each shape with its count, its place and an example.
///
/// # Errors
/// What `out` says.
pub fn text(report: &Report, found: &Unexplained, limit: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let lines = counted(report.line_count(), "line");
    if found.shapes.is_empty() {
        return writeln!(out, "kb: no unexplained errors in {lines}");
    }
    let (events, shapes) = (counted(found.event_count, "error"), counted(found.shapes.len(), "kind"));
    writeln!(out, "{events} of {shapes} that no entry explains, in {lines}")?;
    let shown = &found.shapes[..found.shapes.len().min(limit)];
    let mut has_told = false;
    for one in shown {
        if one.is_consequence && !std::mem::replace(&mut has_told, true) {
            writeln!(out, "\n{}", style.dim("only say that something failed:"))?;
        }
        shape(one, style, out)?;
    }
    if found.shapes.len() > shown.len() {
        writeln!(out, "\n{} more with --limit 0", found.shapes.len() - shown.len())?;
    }
    if found.ungrouped_count > 0 {
        let (count, max) = (counted(found.ungrouped_count, "error"), found.shapes_max);
        writeln!(out, "\n{count} of further kinds: no more than {max} kinds are told apart")?;
    }
    Ok(())
}

fn shape(one: &UnexplainedShape, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{:>5} \u{d7}  {}", one.count, style.strong(&safe::line(&one.shape)))?;
    let place = match (one.first_line, one.last_line) {
        (first, last) if one.count > 1 && first != last => format!("lines {first} to {last}"),
        (first, _) => format!("line {first}"),
    };
    let file = if one.file == "-" { String::new() } else { format!(" of {}", safe::line(&one.file)) };
    let streams =
        if one.streams.is_empty() { String::new() } else { format!(", in {}", safe::line(&one.streams.join(", "))) };
    writeln!(out, "         {}", style.dim(&format!("{place}{file}{streams}")))?;
    let total = one.example.lines().count();
    for line in one.example.lines().take(EXAMPLE_LINES_MAX) {
        writeln!(out, "         {} {}", style.dim("\u{2502}"), safe::line(line))?;
    }
    if total > EXAMPLE_LINES_MAX {
        writeln!(out, "         {}", style.dim("\u{2502} \u{2026}"))?;
    }
    Ok(())
}

/// Prints `count TAB line TAB shape`, one line each.
///
/// # Errors
/// What `out` says.
pub fn oneline(found: &Unexplained, limit: usize, out: &mut dyn Write) -> io::Result<()> {
    for one in found.shapes.iter().take(limit) {
        writeln!(out, "{}\t{}\t{}", one.count, one.first_line, safe::line(&one.shape))?;
    }
    Ok(())
}

/// Prints `file:line:column: severity: unexplained: shape` for the first of each.
///
/// # Errors
/// What `out` says.
pub fn vimgrep(found: &Unexplained, limit: usize, out: &mut dyn Write) -> io::Result<()> {
    for one in found.shapes.iter().take(limit) {
        let severity = if one.is_consequence { "note" } else { "warning" };
        let (file, shape) = (safe::line(&one.file), safe::line(&one.shape));
        writeln!(out, "{file}:{}:1: {severity}: unexplained: {shape}", one.first_line)?;
    }
    Ok(())
}
