//! The first screen: what to paste, three examples, how to leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::tui::model::Model;

/// What the first screen says: a text and whether it is to be typed or pasted. No line is wider than a narrow terminal.
const LINES: &[(&str, bool)] = &[
    ("Paste an error or a whole log: kb explains it.", false),
    ("", false),
    ("  Error: connect ECONNREFUSED 127.0.0.1:6379", true),
    ("      a line like this, from anywhere", false),
    ("  docker compose logs 2>&1 | kb", true),
    ("      a log from a pipe; keys still work", false),
    ("  port already in use", true),
    ("      words to search for, also tag:docker", false),
    ("", false),
    ("Down lists all entries by area.", false),
    ("Ctrl-C leaves, F1 shows all keys.", false),
    ("Nothing leaves this machine or runs by itself.", false),
];

/// The same for very small terminals.
const SHORT_LINES: &[(&str, bool)] =
    &[("Paste an error.", false), ("Or type words.", false), ("Ctrl-C leaves.", false)];

/// Draws the screen.
pub fn draw(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if model.is_reading && !model.has_whole_log {
        let words = if model.reading == 0 { "Waiting for the log …" } else { "Reading the log …" };
        put(buffer, inner, 0, &Line::from(Span::styled(words, theme.dim())));
        return;
    }
    let height = usize::from(inner.height);
    let (lines, top) = match height {
        _ if height < LINES.len() => (SHORT_LINES, 0),
        _ => (LINES, u16::from(height > LINES.len())),
    };
    for (row, (text, is_typed)) in (top..).zip(lines) {
        let style = if *is_typed { theme.accent() } else { ratatui::style::Style::new() };
        put(buffer, inner, row, &Line::from(Span::styled(*text, style)));
    }
}
