//! The list of results: how sure, what it is to the others, which entry, where it was seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::header::list_title;
use super::theme::Theme;
use super::{put, words};
use crate::render::safe;
use crate::report::{Confidence, Diagnosis, Hit, Role, Via};
use crate::tui::layout::{Areas, Shape};
use crate::tui::model::{Focus, Item, Model};

/// Draws the list.
pub fn draw(buffer: &mut Buffer, model: &Model, areas: &Areas, theme: Theme) {
    let area = areas.list;
    if area.is_empty() {
        return;
    }
    put(buffer, area, 0, &list_title(model, theme));
    let height = areas.lines_per_result();
    let mut row = 1;
    for (index, item) in model.items.iter().enumerate().skip(model.list_top) {
        if row >= area.height {
            break;
        }
        let is_selected = index == model.selected;
        for line in lines(item, areas.shape, theme).into_iter().take(height) {
            result_line(buffer, area, row, is_selected, model.focus, line, theme);
            row += 1;
        }
    }
}

fn result_line(
    buffer: &mut Buffer,
    area: Rect,
    row: u16,
    is_selected: bool,
    focus: Focus,
    line: Line<'_>,
    theme: Theme,
) {
    let bar = match (is_selected, focus) {
        (true, Focus::Pane) => Span::styled("│", theme.accent()),
        (true, _) => Span::styled("▌", theme.accent()),
        (false, _) => Span::raw(" "),
    };
    let mut spans = vec![bar];
    spans.extend(line.spans);
    let line = Line::from(spans);
    put(buffer, area, row, &if is_selected { line.patch_style(theme.strong()) } else { line });
}

/// The lines of a result; the first says the most.
fn lines<'a>(item: &Item, shape: Shape, theme: Theme) -> Vec<Line<'a>> {
    let (word, confidence) = match item {
        Item::Diagnosis(one) if one.via == Via::Similar => ("similar", Confidence::Possible),
        // What is over needs no color; the word stays, since it was that error.
        Item::Diagnosis(one) if one.resolved.is_some() => (one.confidence.word(), Confidence::Possible),
        Item::Diagnosis(one) => (one.confidence.word(), one.confidence),
        Item::Hit(_) => ("found", Confidence::Possible),
    };
    let head =
        vec![Span::styled(format!("{word:<8} "), theme.confidence(confidence)), Span::raw(item.id().to_string())];
    let title = words(item.title(), ratatui::style::Style::new());
    let place = match item {
        Item::Diagnosis(one) => place(one),
        Item::Hit(hit) => facts(hit),
    };
    if shape == Shape::Stacked {
        let mut line = head;
        line.push(Span::raw("  "));
        let place = Span::styled(place, theme.dim());
        // Where it was seen tells more than the title, which stands below; of words only the title tells.
        match item {
            Item::Diagnosis(_) => line.extend([place, Span::raw("  "), title]),
            Item::Hit(_) => line.extend([title, Span::raw("  "), place]),
        }
        return vec![Line::from(line)];
    }
    let indent = Span::raw("  ");
    vec![
        Line::from(head),
        Line::from(vec![indent.clone(), title]),
        Line::from(vec![indent, Span::styled(place, theme.dim())]),
    ]
}

/// `root cause · line 31 · 3 times · api-1`
fn place(one: &Diagnosis) -> String {
    let mut words = Vec::new();
    if one.resolved.is_some() {
        words.push("seen, then gone".to_owned());
    }
    match (one.role, one.caused_by.first()) {
        _ if one.via == Via::Similar => words.push("no signature matched".to_owned()),
        (Role::RootCause, _) if !one.causes.is_empty() => words.push("root cause".to_owned()),
        (_, Some(cause)) => words.push(format!("caused by {cause}")),
        _ => {}
    }
    if !one.look_for.is_empty() {
        words.push(format!("hides {}", one.look_for.join(", ")));
    }
    if one.first_line > 0 {
        words.push(format!("line {}", one.first_line));
    }
    if one.occurrences > 1 {
        words.push(format!("{} times", one.occurrences));
    }
    words.extend(one.streams.iter().filter(|stream| !stream.is_empty()).cloned());
    safe::line(&words.join(" · "))
}

/// `runbook · docker, network`
fn facts(hit: &Hit) -> String {
    let mut words = vec![hit.kind.word().to_owned()];
    if !hit.tags.is_empty() {
        words.push(hit.tags.join(", "));
    }
    safe::line(&words.join(" · "))
}
