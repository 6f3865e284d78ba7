//! The help: every key of the keymap and what it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::tui::model::Model;
use crate::tui::view::words;

/// Columns of the keys.
const KEYS_COLUMNS: usize = 14;

/// Lines of the help.
#[must_use]
pub fn line_count(model: &Model) -> usize {
    lines(model, Theme { color: false }).len()
}

/// Draws the help from line `first` on.
pub fn draw(buffer: &mut Buffer, model: &Model, area: Rect, first: usize, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    for (row, line) in (0..).zip(lines(model, theme).iter().skip(first).take(usize::from(inner.height))) {
        put(buffer, inner, row, line);
    }
    super::position(buffer, area, first, line_count(model), theme.accent());
}

fn lines<'a>(model: &Model, theme: Theme) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> =
        model.settings_problems.iter().map(|problem| Line::from(words(problem, theme.error()))).collect();
    lines.push(Line::from(Span::styled("A paste is a new log, wherever you are.", theme.strong())));
    for (heading, bindings) in model.keymap.sections() {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled(heading, theme.strong())));
        for row in bindings {
            let keys = Span::styled(format!("  {:<KEYS_COLUMNS$}", row.label()), theme.accent());
            lines.push(Line::from(vec![keys, Span::raw(row.binding.help)]));
        }
    }
    lines
}
