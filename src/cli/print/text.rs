//! The answer for people: the first diagnosis in full, the others one line each.

use std::io::{self, Write};

use super::Style;
use crate::entry::Effect;
use crate::render::safe;
use crate::report::{Confidence, Diagnosis, Evidence, FixStep, Report, Via};

/// Diagnoses printed unless told otherwise.
pub const DIAGNOSES_MAX: usize = 5;

/// Blocks of a fix printed; `kb show` prints them all.
const BLOCKS_MAX: usize = 6;

/// Pieces of evidence printed.
const EVIDENCE_MAX: usize = 3;

/// Prints a report.
///
/// # Errors
/// What `out` says.
pub fn report(report: &Report, limit: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if report.has_match() {
        let told: Vec<&Diagnosis> = report.matches.iter().take(limit).collect();
        if let Some((first, others)) = told.split_first() {
            if first.resolved.is_some() {
                writeln!(out, "{}", style.strong("Seen, then gone: nothing that is known here is still wrong"))?;
            }
            full(first, style, out)?;
            rest(report, others, style, out)?;
        }
    } else {
        nothing(report, out)?;
        if style.is_terminal {
            guesses(report, limit, style, out)?;
        }
    }
    for notice in &report.notices {
        writeln!(out, "{} {}", style.dim("note:"), safe::line(notice))?;
    }
    Ok(())
}

/// One line that says that nothing is known, and what comes nearest.
fn nothing(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let bytes: usize = report.inputs.iter().map(|input| input.bytes).sum();
    if bytes == 0 {
        let files: Vec<&str> =
            report.inputs.iter().map(|input| input.file.as_str()).filter(|file| *file != "-").collect();
        return if files.is_empty() {
            writeln!(out, "kb: nothing came through the pipe; errors usually go to stderr: `docker logs api 2>&1 | kb`")
        } else {
            writeln!(out, "kb: {} is empty", safe::line(&files.join(", ")))
        };
    }
    let names = |via: Via| {
        report.matches.iter().filter(|one| one.via == via).map(|one| one.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let lines = counted(report.line_count(), "line");
    let (possible, similar) = (names(Via::Signature), names(Via::Similar));
    let head = if possible.is_empty() { "nothing known" } else { "nothing certain" };
    let possible = if possible.is_empty() { String::new() } else { format!("; possible: {possible}") };
    let similar = if similar.is_empty() { String::new() } else { format!("; closest: {similar}") };
    writeln!(out, "kb: {head} in {lines}{possible}{similar}")
}

/// What a person may want to look at when nothing is known.
fn guesses(report: &Report, limit: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if report.matches.iter().take(limit).any(|one| one.via == Via::Similar) {
        writeln!(
            out,
            "{}",
            style.dim("The closest are guesses: they share words with the log, no signature matched.")
        )?;
    }
    for one in report.matches.iter().take(limit) {
        writeln!(out, "  {}  {}", style.strong(one.id.as_str()), safe::line(&one.title))?;
    }
    if let Some(first) = report.matches.first() {
        writeln!(out, "{}", style.dim(&format!("Read one: kb show {}", first.id)))?;
    }
    Ok(())
}

/// Prints one diagnosis in full.
///
/// # Errors
/// What `out` says.
pub fn diagnosis(one: &Diagnosis, style: Style, out: &mut dyn Write) -> io::Result<()> {
    full(one, style, out)
}

/// Prints what came again after it had been printed: how often, the entry, the last line.
///
/// # Errors
/// What `out` says.
pub fn again(repeats: &[(usize, String, usize)], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (at, (count, id, line)) in repeats.iter().enumerate() {
        if at == 0 {
            writeln!(out)?;
        }
        let id = style.strong(&safe::line(id));
        writeln!(out, "{id}  again, {}, last on line {line}", counted(*count, "time"))?;
    }
    Ok(())
}

fn full(one: &Diagnosis, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}  {}{}", style.strong(one.id.as_str()), confidence(one, style), source(one))?;
    writeln!(out, "  {}", safe::line(&one.title))?;
    relations(one, out)?;
    for piece in one.evidence.iter().take(EVIDENCE_MAX) {
        evidence(piece, style, out)?;
    }
    seen(one, out)?;
    if let Some(recovery) = &one.resolved {
        writeln!(out, "  Gone at line {}:", recovery.line)?;
        evidence(recovery, style, out)?;
    }
    captures(one, style, out)?;
    if let Some(cause) = &one.cause {
        writeln!(out, "  {}", style.strong("Cause"))?;
        paragraph(cause, style, out)?;
    }
    fix(one, style, out)?;
    writeln!(out, "  {} kb show {}", style.dim("More:"), one.id)
}

fn confidence(one: &Diagnosis, style: Style) -> String {
    match (one.via, one.confidence) {
        (Via::Similar, _) => style.dim("similar"),
        (_, Confidence::Certain) => style.sgr("32", "certain"),
        (_, Confidence::Likely) => style.sgr("33", "likely"),
        (_, Confidence::Possible) => style.dim("possible"),
    }
}

/// The pack, where it is not the built-in one.
fn source(one: &Diagnosis) -> String {
    let overrides = one.source.overrides.as_ref().map(|pack| format!(", overrides {pack}")).unwrap_or_default();
    if one.source.pack == "builtin" {
        String::new()
    } else {
        format!("  [{}{overrides}]", safe::line(&one.source.pack))
    }
}

/// What it explains, what explains it, and where to look.
fn relations(one: &Diagnosis, out: &mut dyn Write) -> io::Result<()> {
    let ids = |ids: &[crate::entry::EntryId]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
    match (one.caused_by.is_empty(), one.causes.is_empty()) {
        (true, true) => {}
        (true, false) => writeln!(out, "  Root cause: explains {}", ids(&one.causes))?,
        (false, true) => writeln!(out, "  Caused by {}", ids(&one.caused_by))?,
        (false, false) => writeln!(out, "  Caused by {}; explains {}", ids(&one.caused_by), ids(&one.causes))?,
    }
    if !one.look_for.is_empty() {
        writeln!(out, "  This hides another error; look for: {}", safe::line(&one.look_for.join(", ")))?;
    }
    Ok(())
}

/// The lines of a piece, the match underlined.
fn evidence(piece: &Evidence, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = piece.shown.iter().map(|line| line.line.to_string().len()).max().unwrap_or(1).max(4);
    for shown in &piece.shown {
        let mut text = String::new();
        let mut under = String::new();
        let mut at = 0;
        for mark in &shown.marks {
            let before = safe::line(&shown.text[at..mark.start]);
            let marked = safe::line(&shown.text[mark.clone()]);
            under.push_str(&" ".repeat(safe::width(&before)));
            under.push_str(&"‾".repeat(safe::width(&marked)));
            text.push_str(&before);
            text.push_str(&style.mark(&marked));
            at = mark.end;
        }
        text.push_str(&safe::line(&shown.text[at..]));
        writeln!(out, "  {:>width$} │ {text}", shown.line)?;
        if !under.trim().is_empty() {
            writeln!(out, "  {:>width$} │ {}", "", style.dim(&under))?;
        }
    }
    Ok(())
}

/// How often and where it was seen, if more than once.
fn seen(one: &Diagnosis, out: &mut dyn Write) -> io::Result<()> {
    if one.occurrences < 2 {
        return Ok(());
    }
    let streams =
        if one.streams.is_empty() { String::new() } else { format!(", in {}", safe::line(&one.streams.join(", "))) };
    writeln!(out, "  seen {} times, lines {} to {}{streams}", one.occurrences, one.first_line, one.last_line)
}

fn captures(one: &Diagnosis, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in &one.captures {
        writeln!(out, "  {} = {}", style.dim(&safe::line(name)), safe::line(value))?;
    }
    Ok(())
}

fn fix(one: &Diagnosis, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if one.fix.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {}", style.strong("Fix"))?;
    let mut part: Option<&str> = None;
    for step in one.fix.iter().take(BLOCKS_MAX) {
        if step.part.as_deref() != part {
            part = step.part.as_deref();
            if let Some(part) = part {
                writeln!(out, "    {}", style.strong(&safe::line(part)))?;
            }
        }
        fix_step(step, style, out)?;
    }
    if one.fix.len() > BLOCKS_MAX {
        writeln!(out, "    {}", style.dim(&format!("{} more in kb show {}", one.fix.len() - BLOCKS_MAX, one.id)))?;
    }
    Ok(())
}

/// The sentence, then the code as it is to be pasted: never wrapped.
fn fix_step(step: &FixStep, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let effect = match step.effect {
        Effect::Check => "  (reads only)",
        Effect::Danger => "  (loses data!)",
        Effect::Change => "",
    };
    // A block right below its heading has no sentence of its own.
    let title = if step.part.as_ref() == Some(&step.title) { "" } else { step.title.as_str() };
    if !title.is_empty() || !effect.is_empty() {
        let title = safe::line(title);
        let effect = if step.effect == Effect::Danger { style.sgr("31", effect) } else { style.dim(effect) };
        writeln!(out, "    {title}{effect}")?;
    }
    for line in step.code.lines() {
        writeln!(out, "      {}", style.sgr("36", &safe::line(line)))?;
    }
    for unfilled in &step.unfilled {
        match &unfilled.value {
            Some(value) => writeln!(out, "      <{}>: the log says {}", unfilled.name, safe::line(value))?,
            None => writeln!(out, "      <{}>: fill in", unfilled.name)?,
        }
    }
    Ok(())
}

/// Prose, wrapped and indented.
fn paragraph(text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let word = safe::line(word);
        if !line.is_empty() && safe::width(&line) + 1 + safe::width(&word) > style.width.saturating_sub(4) {
            writeln!(out, "    {line}")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if line.is_empty() { Ok(()) } else { writeln!(out, "    {line}") }
}

/// The other diagnoses, one line each, and what was left out.
fn rest(report: &Report, others: &[&Diagnosis], style: Style, out: &mut dyn Write) -> io::Result<()> {
    if !others.is_empty() {
        writeln!(out)?;
    }
    let mut gone = report.matches.first().is_some_and(|first| first.resolved.is_some());
    for one in others {
        if one.resolved.is_some() && !gone {
            writeln!(out, "{}", style.strong("Seen, then gone:"))?;
            gone = true;
        }
        let relation = if one.caused_by.is_empty() {
            String::new()
        } else {
            format!("  (caused by {})", one.caused_by.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "))
        };
        let gone = one.resolved.as_ref().map(|it| format!(", gone at {}", it.line)).unwrap_or_default();
        let place = if one.first_line > 0 { format!("  line {}{gone}", one.first_line) } else { String::new() };
        writeln!(
            out,
            "{}  {}{}  {}{relation}",
            style.strong(one.id.as_str()),
            confidence(one, style),
            style.dim(&place),
            safe::line(&one.title)
        )?;
    }
    let left_out = report.matches.len() - others.len() - 1;
    if left_out > 0 {
        writeln!(out, "{left_out} more with --limit 0")?;
    }
    if style.is_terminal {
        writeln!(out, "{}", style.dim(&format!("scanned {}", counted(report.line_count(), "line"))))?;
    }
    Ok(())
}

/// `1 line`, `2 lines`.
#[must_use]
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
