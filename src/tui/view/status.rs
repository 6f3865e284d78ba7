//! The last line: where the keys go, what they do, or what has just happened.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use super::{put, words};
use crate::render::safe;
use crate::tui::keymap::{Action, Keymap, Mode, Row};
use crate::tui::layout::Areas;
use crate::tui::model::Model;

/// Draws the line.
pub fn draw(buffer: &mut Buffer, model: &Model, areas: &Areas, theme: Theme) {
    let area = areas.status;
    let width = usize::from(area.width);
    if let Some(note) = &model.note {
        let style = if note.is_error { theme.error() } else { theme.strong() };
        let mark = if note.is_error { " ! " } else { " · " };
        let text = safe::fit(&safe::line(&note.text), width.saturating_sub(4), false);
        put(buffer, area, 0, &Line::from(vec![Span::styled(mark, style), words(&text, style)]));
        return;
    }
    let mode = match model.mode() {
        Mode::Input => "search",
        Mode::List => "results",
        Mode::Pane if model.shows_log => "log",
        Mode::Pane => "entry",
        Mode::Help => "help",
        Mode::Prompt => "question",
    };
    let mut spans = vec![Span::styled(format!(" {mode}"), theme.accent())];
    let mut taken = mode.len() + 1;
    if let Some(busy) = busy(model) {
        taken += busy.len() + 3;
        spans.push(Span::raw(format!(" · {busy}")));
    }
    // The last hints are the ones to keep: they lead to all others.
    let hints = hints(&model.keymap, model.mode());
    let fits = |hints: &[(String, &str)]| {
        taken + hints.iter().map(|(key, word)| 3 + safe::width(key) + 1 + word.len()).sum::<usize>() < width
    };
    let first = (0..=hints.len()).find(|first| fits(&hints[*first..])).unwrap_or(hints.len());
    for (key, word) in &hints[first..] {
        spans.push(Span::styled(" · ", theme.dim()));
        spans.push(Span::raw(key.clone()));
        spans.push(Span::styled(format!(" {word}"), theme.dim()));
    }
    put(buffer, area, 0, &Line::from(spans));
}

/// What is going on.
fn busy(model: &Model) -> Option<String> {
    let total = model.input.as_ref().map_or(0, |input| input.log.raw().len());
    match model.requests.matching {
        Some(_) => {
            Some(format!("reading the log, {} %", (model.progress * 100).checked_div(total).unwrap_or(0).min(100)))
        }
        None => model.requests.search.map(|_| "searching".to_owned()),
    }
}

/// What is worth pressing, the most important last.
fn hints(keymap: &Keymap, mode: Mode) -> Vec<(String, &'static str)> {
    let here = |row: &&Row| row.binding.modes.contains(&mode) && !row.keys.is_empty();
    let key = |row: &Row| row.label().split(' ').next().unwrap_or_default().to_owned();
    if mode == Mode::Input {
        let wanted = [(Action::Open, "results"), (Action::Cancel, "leave"), (Action::Help, "keys")];
        let of = |action: Action| keymap.rows().iter().filter(here).find(|row| row.binding.action == action);
        return wanted.iter().filter_map(|(action, word)| Some((key(of(*action)?), *word))).collect();
    }
    let rows = keymap.rows().iter().filter(here).filter(|row| !row.binding.hint.is_empty());
    rows.map(|row| (key(row), row.binding.hint)).collect()
}
