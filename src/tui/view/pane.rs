//! The pane with the entry.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use super::{position, put};
use crate::tui::document;
use crate::tui::keymap::Action;
use crate::tui::model::{Focus, Model, SideText};

/// Draws the visible part of the document.
pub fn draw(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    if area.is_empty() {
        return;
    }
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if model.pane_id().is_none() {
        nothing(buffer, model, inner, theme);
        return;
    }
    let shown = model.document.lines.iter().skip(model.scroll).take(usize::from(inner.height));
    for (row, line) in (0..).zip(shown) {
        put(buffer, inner, row, &styled(line, model.block, model.link, theme));
    }
    let style = if model.focus == Focus::Pane { theme.accent() } else { theme.dim() };
    position(buffer, area, model.scroll, model.document.lines.len(), style);
}

/// Draws words beside the entry.
pub fn draw_side(buffer: &mut Buffer, model: &Model, side: &SideText, area: Rect, theme: Theme) {
    if area.is_empty() {
        return;
    }
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    for (row, line) in (0..).zip(side.lines.iter().skip(side.scroll).take(usize::from(inner.height))) {
        put(buffer, inner, row, &styled(line, None, None, theme));
    }
    let style = if model.focus == Focus::Pane { theme.accent() } else { theme.dim() };
    position(buffer, area, side.scroll, side.lines.len(), style);
}

fn styled<'a>(line: &document::Line, marked: Option<usize>, link: Option<usize>, theme: Theme) -> Line<'a> {
    let is_marked = |piece: &document::Piece| link.is_some() && piece.link == link;
    let look = |piece: &document::Piece| {
        let style = theme.look(piece.look);
        if is_marked(piece) { style.patch(theme.marked()) } else { style }
    };
    let mut spans: Vec<Span<'a>> =
        line.pieces.iter().map(|piece| Span::styled(piece.text.clone(), look(piece))).collect();
    if line.block.is_some() && line.block == marked {
        // The first column of a block is free for this.
        let is_heading = line.pieces.first().is_some_and(|piece| piece.look == document::Look::Number);
        let number = line.pieces.first().map_or(String::new(), |piece| piece.text.trim_start().to_owned());
        let mark = if is_heading { format!("▸{number}") } else { first_column(line) };
        if let Some(first) = spans.first_mut() {
            *first = Span::styled(mark, theme.accent());
        } else {
            spans.push(Span::styled(mark, theme.accent()));
        }
    }
    Line::from(spans)
}

/// The mark beside a line of code, in place of its first column.
fn first_column(line: &document::Line) -> String {
    let before = line.pieces.first().map_or("", |piece| piece.text.as_str());
    format!("│{}", before.strip_prefix(' ').unwrap_or("  "))
}

/// What to do when nothing is known.
fn nothing(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    let lines: &[&str] = if model.is_waiting() {
        &[]
    } else if model.report().is_some() {
        &[
            "No signature matches this log, and no entry is like it.",
            "",
            "Paste more of it: the first error and what stands above it.",
            "Or type a few words of what you were doing.",
        ]
    } else {
        &["No entry has these words. Fewer or other ones may help.", "", "Filters: tag:docker kind:runbook area:redis"]
    };
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let key = model.keymap.key_of(Action::NewEntry);
    if model.report().is_some() && !model.is_waiting() && model.place_new.is_some() && !key.is_empty() {
        lines.extend([String::new(), format!("Once you know what it is: {key} writes an entry about it.")]);
    }
    for (row, text) in (0..).zip(lines) {
        put(buffer, area, row, &Line::from(Span::styled(text, theme.dim())));
    }
}
