//! The help: every key of the keymap and what it does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::tui::keymap::{label, sections};

/// Columns of the keys.
const KEYS_COLUMNS: usize = 14;

/// Lines of the help.
#[must_use]
pub fn line_count() -> usize {
    lines(Theme { color: false }).len()
}

/// Draws the help from line `first` on.
pub fn draw(buffer: &mut Buffer, area: Rect, first: usize, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    for (row, line) in (0..).zip(lines(theme).iter().skip(first).take(usize::from(inner.height))) {
        put(buffer, inner, row, line);
    }
    super::position(buffer, area, first, line_count(), theme.accent());
}

fn lines<'a>(theme: Theme) -> Vec<Line<'a>> {
    let mut lines = vec![Line::from(Span::styled("A paste is a new log, wherever you are.", theme.strong()))];
    for (heading, bindings) in sections() {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled(heading, theme.strong())));
        for binding in bindings {
            let keys = Span::styled(format!("  {:<KEYS_COLUMNS$}", label(binding)), theme.accent());
            lines.push(Line::from(vec![keys, Span::raw(binding.help)]));
        }
    }
    lines
}
