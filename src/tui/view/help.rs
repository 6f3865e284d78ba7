//! The help: every key of the keymap and what it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::render::safe;
use crate::tui::model::Model;
use crate::tui::view::words;

/// Columns of the keys at most.
const KEYS_COLUMNS_MAX: usize = 19;

/// Below this many columns for the words they stand below the keys.
const WORDS_COLUMNS_MIN: usize = 24;

/// Lines of the help on a screen of `width` columns.
#[must_use]
pub fn line_count(model: &Model, width: u16) -> usize {
    lines(model, width, Theme { color: false }).len()
}

/// Draws the help from line `first` on.
pub fn draw(buffer: &mut Buffer, model: &Model, area: Rect, first: usize, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let lines = lines(model, area.width, theme);
    for (row, line) in (0..).zip(lines.iter().skip(first).take(usize::from(inner.height))) {
        put(buffer, inner, row, line);
    }
    super::position(buffer, area, first, lines.len(), theme.accent());
}

fn lines<'a>(model: &Model, width: u16, theme: Theme) -> Vec<Line<'a>> {
    let width = usize::from(width).saturating_sub(2).max(1);
    let mut lines: Vec<Line<'a>> = Vec::new();
    for problem in &model.settings_problems {
        lines.extend(
            broken(&safe::line(problem), width).into_iter().map(|line| Line::from(words(&line, theme.error()))),
        );
    }
    for line in broken("A paste is a new log, wherever you are.", width) {
        lines.push(Line::from(Span::styled(line, theme.strong())));
    }
    let sections = model.keymap.sections();
    let labels = sections.iter().flat_map(|(_, rows)| rows).map(|row| safe::width(&row.label()));
    let keys_width = labels.max().unwrap_or(0).min(KEYS_COLUMNS_MAX) + 4;
    for (heading, rows) in &sections {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled(*heading, theme.strong())));
        for row in rows {
            let label = row.label();
            let is_beside = width >= keys_width + WORDS_COLUMNS_MIN;
            let indent = if is_beside { keys_width } else { 4 };
            let gap = indent.saturating_sub(safe::width(&label) + 2).max(1);
            let mut line = vec![Span::raw("  "), Span::styled(label.clone(), theme.accent())];
            if !is_beside || safe::width(&label) + 3 > indent {
                lines.push(Line::from(std::mem::take(&mut line)));
                line.push(Span::raw(" ".repeat(indent)));
            } else {
                line.push(Span::raw(" ".repeat(gap)));
            }
            for words in broken(row.binding.help, width.saturating_sub(indent)) {
                line.push(Span::raw(words));
                lines.push(Line::from(std::mem::take(&mut line)));
                line.push(Span::raw(" ".repeat(indent)));
            }
        }
    }
    lines
}

/// A sentence in lines of at most `width` columns, broken between words.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if safe::width(line) + 1 + safe::width(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
