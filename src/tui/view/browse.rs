//! The areas of the knowledge, and what is in the selected one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use super::{counted, put, words};
use crate::entry::EntryKind;
use crate::render::safe;
use crate::tui::layout::Areas;
use crate::tui::model::Model;

/// Draws the list of areas.
pub fn draw(buffer: &mut Buffer, model: &Model, areas: &Areas, theme: Theme) {
    let (area, Some(browse)) = (areas.list, model.browse) else { return };
    if area.is_empty() {
        return;
    }
    let Some(catalog) = &model.catalog else {
        put(buffer, area, 0, &Line::from(Span::styled(" reading the entries …", theme.dim())));
        return;
    };
    let title = format!(" {} by area", counted(catalog.entries.len(), "entry"));
    put(buffer, area, 0, &Line::from(Span::styled(title, theme.dim())));
    let widest = catalog.areas.iter().map(|(name, _)| safe::width(&safe::line(name))).max().unwrap_or(0);
    let shown = catalog.areas.iter().enumerate().skip(browse.top).take(usize::from(area.height).saturating_sub(1));
    for (row, (index, (name, entries))) in (1..).zip(shown) {
        let is_selected = index == browse.selected;
        let bar = if is_selected { Span::styled("▌", theme.accent()) } else { Span::raw(" ") };
        let name = safe::line(name);
        let gap = " ".repeat(widest.saturating_sub(safe::width(&name)) + 2);
        let line = Line::from(vec![
            bar,
            Span::raw(name),
            Span::raw(gap),
            Span::styled(format!("{}", entries.len()), theme.dim()),
        ]);
        put(buffer, area, row, &if is_selected { line.patch_style(theme.strong()) } else { line });
    }
}

/// Draws the entries of the selected area.
pub fn draw_area(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    let (Some(browse), Some(catalog)) = (model.browse, &model.catalog) else { return };
    let Some((name, entries)) = catalog.areas.get(browse.selected) else { return };
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    put(buffer, inner, 0, &Line::from(words(&format!("{name}: {}", counted(entries.len(), "entry")), theme.strong())));
    let entries = catalog.entries.get(entries.clone()).unwrap_or_default();
    for (row, entry) in (2..inner.height).zip(entries) {
        let mut spans = vec![words(&entry.title, ratatui::style::Style::new())];
        if entry.kind != EntryKind::Problem {
            spans.push(Span::styled(format!("  {}", entry.kind.word()), theme.dim()));
        }
        put(buffer, inner, row, &Line::from(spans));
    }
}
