//! The upper band: what the input is, how much is known, the search box.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use super::{counted, put, put_right, words};
use crate::render::safe;
use crate::tui::layout::Areas;
use crate::tui::line_edit::LineEdit;
use crate::tui::model::{Focus, Input, Model, Origin};

/// Columns before the text of the search box.
const PROMPT: &str = " › ";

/// Draws name, input and corpus, and the search box.
pub fn draw(buffer: &mut Buffer, model: &Model, areas: &Areas, theme: Theme) {
    let mut title = vec![Span::styled(" kb ", theme.strong())];
    if let Some(input) = &model.input {
        title.push(Span::styled("┆ ", theme.dim()));
        title.push(Span::raw(chip(input)));
    }
    let title = Line::from(title);
    let left = title.width();
    put(buffer, areas.title, 0, &title);
    let packs = if model.pack_count > 1 { format!(" · {}", counted(model.pack_count, "pack")) } else { String::new() };
    let corpus = match model.entry_count {
        0 if model.is_opening => "opening … ".to_owned(),
        count => format!("{}{packs} ", counted(count, "entry")),
    };
    put_right(buffer, areas.title, 0, left + 2, &Line::from(Span::styled(corpus, theme.dim())));

    let is_active = model.focus == Focus::Input && model.help.is_none();
    let prompt = Span::styled(PROMPT, if is_active { theme.accent() } else { theme.dim() });
    let text = if model.query.text.is_empty() {
        Span::styled(placeholder(model), theme.dim())
    } else {
        Span::raw(visible(&model.query, room(areas)).0)
    };
    put(buffer, areas.query, 0, &Line::from(vec![prompt, text]));
}

fn placeholder(model: &Model) -> &'static str {
    if model.is_empty() { "paste an error or type words" } else { "type words to search, or paste another log" }
}

/// `Pasted 46 lines · 3 lines of evidence`
fn chip(input: &Input) -> String {
    let lines = counted(input.log.line_count(), "line");
    let what = match input.origin {
        Origin::Pasted => format!("Pasted {lines}"),
        Origin::Given if input.name == "-" => format!("Standard input, {lines}"),
        Origin::Given => format!("{}, {lines}", safe::fit(&safe::line(&input.name), 40, false)),
    };
    match &input.report {
        None if input.is_growing => format!("{what} so far · matching …"),
        None => format!("{what} · matching …"),
        Some(_) if input.is_growing => format!("{what} so far · {} of evidence", counted(input.marks.len(), "piece")),
        Some(_) if input.marks.is_empty() => what,
        Some(_) => format!("{what} · {} of evidence", counted(input.marks.len(), "piece")),
    }
}

/// The part of a line being typed that fits into `room` columns, and the columns before the cursor.
pub(super) fn visible(line: &LineEdit, room: usize) -> (String, usize) {
    let before = safe::line(&line.text[..line.cursor]);
    let after = safe::line(&line.text[line.cursor..]);
    let surplus = safe::width(&before).saturating_sub(room.max(1));
    // Drop whole letters from the left until the cursor fits.
    let mut rest = before.as_str();
    while safe::width(&before) - safe::width(rest) < surplus {
        let (first, later) = safe::split_at_width(rest, 1);
        let step =
            if first.is_empty() { rest.chars().next().map_or(0, char::len_utf8) } else { rest.len() - later.len() };
        rest = &rest[step.max(1).min(rest.len())..];
    }
    (format!("{rest}{after}"), safe::width(rest))
}

/// Columns for the query.
fn room(areas: &Areas) -> usize {
    usize::from(areas.query.width).saturating_sub(safe::width(PROMPT) + 1)
}

/// Where the cursor stands.
#[must_use]
pub fn cursor(model: &Model, areas: &Areas) -> Position {
    let columns = safe::width(PROMPT) + visible(&model.query, room(areas)).1;
    let last = areas.query.width.saturating_sub(1);
    let x = areas.query.x + u16::try_from(columns).unwrap_or(last).min(last);
    Position { x, y: areas.query.y }
}

/// A title for a list: how many, of what.
#[must_use]
pub fn list_title<'a>(model: &Model, theme: Theme) -> Line<'a> {
    let text = match (&model.found, model.report()) {
        (Some(found), _) if !model.query.text.is_empty() => {
            let total = found.total.max(model.items.len());
            match found.notices.first() {
                _ if total == 0 => "no entry has these words".to_owned(),
                Some(notice) => format!("{} · {notice}", counted(total, "entry")),
                None => counted(total, "entry"),
            }
        }
        (_, Some(report)) => {
            let lines = counted(report.line_count(), "line");
            if report.has_match() {
                let known = || report.matches.iter().filter(|one| one.counts_as_match());
                let gone = known().filter(|one| one.resolved.is_some()).count();
                let errors = counted(known().count(), "known error");
                match gone {
                    0 => format!("{errors} in {lines}"),
                    _ if gone == known().count() => format!("{errors} in {lines}, seen, then gone"),
                    _ => format!("{errors} in {lines}, {gone} of them gone again"),
                }
            } else if report.matches.is_empty() {
                format!("nothing known in {lines}")
            } else if report.matches[0].via == crate::report::Via::Signature {
                format!("nothing certain in {lines}; possible:")
            } else {
                format!("nothing known in {lines}; closest:")
            }
        }
        _ if model.requests.search.is_some() => "searching …".to_owned(),
        _ if model.requests.matching.is_some() => "matching …".to_owned(),
        _ => String::new(),
    };
    Line::from(vec![Span::raw(" "), words(&text, theme.dim())])
}
