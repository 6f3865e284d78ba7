//! Diagnostics to words: for people, for programs, for GitHub.
//!
//! The source of an entry and the words taken from it are untrusted, so that both go through
//! [`safe`]. Which diagnostics are shown, and what they mean for the exit status, is left to the
//! commands.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};
use serde::Serialize;

use super::print::json::compact;
use crate::diagnostic::{Diagnostic, Level, line_column};
use crate::render::safe;

/// The version of the JSON contract.
const FORMAT: u32 = 1;

/// Columns of the text format. Fixed, so that the same fault always looks the same; longer lines of
/// an entry are cut around the place.
const WIDTH: usize = 120;

/// Lines underlined at most. A place that is longer is shown by its first line.
const LINES_MAX: usize = 4;

/// Annotations of one level that GitHub shows for one step; the others would be dropped without a word.
const ANNOTATIONS_MAX: usize = 10;

/// The diagnostics as rustc prints them, with an empty line behind each. Empty if there are none.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let mut words = String::new();
    for diagnostic in diagnostics {
        words.push_str(&renderer.render(&[group(diagnostic)]));
        words.push_str("\n\n");
    }
    words
}

fn group(diagnostic: &Diagnostic) -> Group<'static> {
    let level = match diagnostic.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let title = level.primary_title(safe::line(&diagnostic.message)).id(diagnostic.code.id());
    let path = safe::line(&diagnostic.source.path);
    let mut group = match &diagnostic.span {
        Some(span) => {
            let (line, column) = diagnostic.line_column();
            let (snippet, shown_column) = snippet(diagnostic, span, line);
            if shown_column == column {
                title.element(snippet.path(path))
            } else {
                // Symbols stand for characters before the place: the column of the file is said apart.
                title.element(Origin::path(path).line(line).char_column(column)).element(snippet)
            }
        }
        None => title.element(Origin::path(path)),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Shown::HELP.message(safe::line(help)));
    }
    group
}

/// The lines that `span` stands on, made safe, with it underlined; and the column where that
/// begins in what is shown. `line` is its first line, both are 1-based.
fn snippet(
    diagnostic: &Diagnostic,
    span: &Range<usize>,
    line: usize,
) -> (Snippet<'static, Annotation<'static>>, usize) {
    let source = diagnostic.source.text.as_str();
    let (marked, lines) = shown_lines(source, span);
    let before = safe::text(source.get(lines.start..marked.start).unwrap_or_default());
    let inside = safe::text(source.get(marked.clone()).unwrap_or_default());
    let after = safe::text(source.get(marked.end..lines.end).unwrap_or_default());
    let underlined = before.len()..before.len() + inside.len();
    let mut annotation = AnnotationKind::Primary.span(underlined);
    if !diagnostic.label.is_empty() {
        annotation = annotation.label(safe::line(&diagnostic.label));
    }
    let column = before.chars().count() + 1;
    (Snippet::source(format!("{before}{inside}{after}")).line_start(line).annotation(annotation), column)
}

/// The part of `span` to underline, and the whole lines around it, without their last line end.
fn shown_lines(source: &str, span: &Range<usize>) -> (Range<usize>, Range<usize>) {
    let start = source.floor_char_boundary(span.start.min(source.len()));
    let end = source.ceil_char_boundary(span.end.min(source.len())).max(start);
    let mut end = start + source[start..end].trim_end().len();
    let is_long = source[start..end].lines().count() > LINES_MAX;
    if is_long {
        end = start + source[start..end].lines().next().unwrap_or_default().len();
    }
    let first = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = source[end..].find('\n').map_or(source.len(), |at| end + at);
    let last = if source[..last].ends_with('\r') && last > end { last - 1 } else { last };
    (start..end, first..last)
}

/// All diagnostics as JSON.
#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    diagnostics: Vec<Record<'a>>,
}

/// One diagnostic as JSON. Lines and columns are 1-based; columns count characters; the end is the
/// place behind the last character. A finding about a whole file has no lines.
#[derive(Serialize)]
struct Record<'a> {
    code: &'static str,
    level: &'static str,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    label: &'a str,
    help: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        let place = place(diagnostic);
        Record {
            code: diagnostic.code.id(),
            level: diagnostic.level.word(),
            path: &diagnostic.source.path,
            line: place.as_ref().map(|place| place.start.0),
            column: place.as_ref().map(|place| place.start.1),
            end_line: place.as_ref().map(|place| place.end.0),
            end_column: place.as_ref().map(|place| place.end.1),
            message: &diagnostic.message,
            label: &diagnostic.label,
            help: diagnostic.help.as_deref(),
        }
    }
}

/// The diagnostics as one JSON object on one line, without a line feed.
#[must_use]
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let document = Document { format: FORMAT, diagnostics: diagnostics.iter().map(Record::of).collect() };
    let mut line = Vec::new();
    compact(&document, &mut line).expect("invariant: strings and numbers are always JSON, memory takes them");
    String::from_utf8_lossy(line.trim_ascii_end()).into_owned()
}

/// 1-based line and column of both ends; `None` for a whole file.
fn place(diagnostic: &Diagnostic) -> Option<Range<(usize, usize)>> {
    let span = diagnostic.span.as_ref()?;
    Some(diagnostic.line_column()..line_column(&diagnostic.source.text, span.end))
}

/// The diagnostics as workflow commands, which GitHub shows beside the lines of a change. Where there
/// are more of a level than it shows, a last line says so.
#[must_use]
pub fn github(diagnostics: &[Diagnostic]) -> String {
    let mut words = String::new();
    let mut left_out = Vec::new();
    for (level, command) in [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "notice")] {
        let of_level: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| diagnostic.level == level).collect();
        for diagnostic in of_level.iter().take(ANNOTATIONS_MAX) {
            words.push_str(&annotation(command, diagnostic));
        }
        let more = of_level.len().saturating_sub(ANNOTATIONS_MAX);
        if more > 0 {
            left_out.push(format!("{more} more of level {}", level.word()));
        }
    }
    if !left_out.is_empty() {
        words.push_str(&format!("kb: {} without an annotation; `kb check` lists all\n", left_out.join(", ")));
    }
    words
}

/// `::error file=…,line=…,col=…,title=K007::message`
fn annotation(command: &str, diagnostic: &Diagnostic) -> String {
    let mut properties = vec![format!("file={}", property(&diagnostic.source.path))];
    if let Some(place) = place(diagnostic) {
        let ((line, column), (end_line, end_column)) = (place.start, place.end);
        properties.push(format!("line={line}"));
        properties.push(format!("col={column}"));
        // GitHub ignores columns of places over several lines.
        if line == end_line && end_column > column {
            properties.push(format!("endColumn={end_column}"));
        }
    }
    properties.push(format!("title={}", diagnostic.code));
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    format!("::{command} {}::{}\n", properties.join(","), data(&message))
}

/// The text of a workflow command: one line, whatever it holds.
fn data(text: &str) -> String {
    safe::text(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
