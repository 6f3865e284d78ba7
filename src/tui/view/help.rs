//! The help: every key of the keymap and what it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::tui::keymap::Keymap;

/// Columns of the keys.
const KEYS_COLUMNS: usize = 14;

/// Lines of the help.
#[must_use]
pub fn line_count(keymap: &Keymap) -> usize {
    lines(keymap, Theme { color: false }).len()
}

/// Draws the help from line `first` on.
pub fn draw(buffer: &mut Buffer, keymap: &Keymap, area: Rect, first: usize, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    for (row, line) in (0..).zip(lines(keymap, theme).iter().skip(first).take(usize::from(inner.height))) {
        put(buffer, inner, row, line);
    }
    super::position(buffer, area, first, line_count(keymap), theme.accent());
}

fn lines<'a>(keymap: &Keymap, theme: Theme) -> Vec<Line<'a>> {
    let mut lines = vec![Line::from(Span::styled("A paste is a new log, wherever you are.", theme.strong()))];
    for (heading, bindings) in keymap.sections() {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled(heading, theme.strong())));
        for row in bindings {
            let keys = Span::styled(format!("  {:<KEYS_COLUMNS$}", row.label()), theme.accent());
            lines.push(Line::from(vec![keys, Span::raw(row.binding.help)]));
        }
    }
    lines
}
