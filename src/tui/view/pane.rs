//! The pane with the entry.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::render::safe;
use crate::tui::document;
use crate::tui::model::{Focus, Model};

/// Draws the visible part of the document.
pub fn draw(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    if area.is_empty() {
        return;
    }
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if model.items.is_empty() {
        nothing(buffer, model, inner, theme);
        return;
    }
    let shown = model.document.lines.iter().skip(model.scroll).take(usize::from(inner.height));
    for (row, line) in (0..).zip(shown) {
        put(buffer, inner, row, &styled(line, model.block, usize::from(inner.width), theme));
    }
    position(buffer, model, area, theme);
}

fn styled<'a>(line: &document::Line, marked: Option<usize>, width: usize, theme: Theme) -> Line<'a> {
    let mut spans: Vec<Span<'a>> =
        line.pieces.iter().map(|piece| Span::styled(piece.text.clone(), theme.look(piece.look))).collect();
    if line.block.is_some() && line.block == marked {
        // The first column of a block is free for this.
        let is_heading = line.pieces.first().is_some_and(|piece| piece.look == document::Look::Number);
        let number = line.pieces.first().map_or(String::new(), |piece| piece.text.trim_start().to_owned());
        let mark = if is_heading { format!("▸{number}") } else { "│  ".to_owned() };
        if let Some(first) = spans.first_mut() {
            *first = Span::styled(mark, theme.accent());
        } else {
            spans.push(Span::styled(mark, theme.accent()));
        }
    }
    let taken: usize = spans.iter().map(Span::width).sum();
    if taken > width {
        cut(&mut spans, width, theme);
    }
    Line::from(spans)
}

/// Cuts a line that is too wide (only code is) and says so.
fn cut(spans: &mut Vec<Span<'_>>, width: usize, theme: Theme) {
    let mut left = width.saturating_sub(1);
    let mut kept = Vec::new();
    for span in spans.drain(..) {
        let (text, rest) = safe::split_at_width(&span.content, left);
        left -= safe::width(text).min(left);
        let is_whole = rest.is_empty();
        kept.push(Span::styled(text.to_owned(), span.style));
        if !is_whole {
            break;
        }
    }
    kept.push(Span::styled("…", theme.dim()));
    *spans = kept;
}

/// How far one has read, where there is more than fits.
fn position(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    let (lines, height) = (model.document.lines.len(), usize::from(area.height));
    if lines <= height || height < 2 {
        return;
    }
    let percent = (model.scroll * 100).checked_div(lines - height).unwrap_or(100);
    let style = if model.focus == Focus::Pane { theme.accent() } else { theme.dim() };
    let line = Line::from(Span::styled(format!(" {percent}% "), style));
    super::put_right(buffer, area, area.height - 1, 0, &line);
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
    for (row, text) in (0..).zip(lines) {
        put(buffer, area, row, &Line::from(Span::styled(*text, theme.dim())));
    }
}
