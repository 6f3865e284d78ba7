//! The first screen: what to paste, three examples, how to leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;

/// What the first screen says: a text and whether it is to be typed. Blank lines go first where there is little room.
const LINES: &[(&str, bool)] = &[
    ("Paste an error, a traceback or a whole log: the answer comes at once.", false),
    ("", false),
    ("  ERROR: connect ECONNREFUSED 127.0.0.1:6379", true),
    ("      paste a line like this from a terminal or a web page", false),
    ("  docker compose logs 2>&1 | kb", true),
    ("      read a whole log from a pipe; keys still work", false),
    ("  port already in use", true),
    ("      type words to search for; tag:docker kind:runbook narrow it down", false),
    ("", false),
    ("Ctrl-C leaves, F1 shows all keys. Nothing is sent anywhere, nothing runs by itself.", false),
];

/// Draws the screen.
pub fn draw(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let is_low = usize::from(inner.height) < LINES.len() + 1;
    let lines = LINES.iter().filter(|(text, _)| !is_low || !text.is_empty());
    let top = u16::from(!is_low);
    for (row, (text, is_typed)) in (top..).zip(lines) {
        let style = if *is_typed { theme.accent() } else { ratatui::style::Style::new() };
        put(buffer, inner, row, &Line::from(Span::styled(*text, style)));
    }
}
