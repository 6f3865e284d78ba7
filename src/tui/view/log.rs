//! The pane with the log, its evidence marked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::render::safe;
use crate::tui::log_text::Mark;
use crate::tui::model::{Input, Model};

/// Draws the visible lines.
pub fn draw(buffer: &mut Buffer, model: &Model, area: Rect, theme: Theme) {
    let Some(input) = model.input.as_ref().filter(|_| !area.is_empty()) else { return };
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let last = (model.log_scroll + usize::from(inner.height)).min(input.log.line_count());
    for (row, index) in (0..).zip(model.log_scroll..last) {
        put(buffer, inner, row, &line(model, input, index, usize::from(inner.width), theme));
    }
}

fn line<'a>(model: &Model, input: &Input, index: usize, width: usize, theme: Theme) -> Line<'a> {
    let here: Vec<(usize, &Mark)> =
        input.marks.iter().enumerate().filter(|(_, mark)| (mark.first..=mark.last).contains(&index)).collect();
    let is_current = here.iter().any(|(at, _)| model.mark == Some(*at));
    let is_selected = model.query.text.is_empty() && here.iter().any(|(_, mark)| mark.diagnosis == model.selected);
    let bar = match (here.is_empty(), is_current, is_selected) {
        (true, ..) => Span::raw(" "),
        (false, true, _) => Span::styled("▶", theme.accent()),
        (false, false, true) => Span::styled("▌", theme.accent()),
        (false, false, false) => Span::styled("▌", theme.dim()),
    };
    let number_style = if here.is_empty() { theme.dim() } else { theme.strong() };
    let mut spans =
        vec![bar, Span::styled(format!("{:>5} ", index + 1), number_style), Span::styled("│ ", theme.dim())];
    let around = here.iter().find_map(|(_, mark)| mark.bytes.as_ref().map(|bytes| bytes.start));
    let (from, bytes) = input.log.line(index, around);
    let mut skip = model.log_column;
    let mut room = width.saturating_sub(crate::tui::update::LOG_GUTTER);
    let mut is_cut = false;
    for (range, is_evidence) in pieces(from, bytes.len(), &here) {
        let style = if is_evidence { theme.evidence() } else { Style::new() };
        let text = safe::line(&String::from_utf8_lossy(&bytes[range]));
        let (hidden, rest) = safe::split_at_width(&text, skip);
        skip -= safe::width(hidden).min(skip);
        is_cut |= !hidden.is_empty();
        let mut rest = rest;
        if is_cut && !rest.is_empty() {
            // It goes on to the left.
            let (first, later) = safe::split_at_width(rest, 1);
            if !first.is_empty() {
                spans.push(Span::styled("…", theme.dim()));
                room = room.saturating_sub(1);
                rest = later;
            }
            is_cut = false;
        }
        spans.push(Span::styled(rest.to_owned(), style));
        if safe::width(rest) > room {
            break;
        }
        room -= safe::width(rest);
    }
    if is_cut {
        spans.push(Span::styled("…", theme.dim()));
    }
    Line::from(spans)
}

/// The line's bytes cut at the beginnings and ends of evidence.
fn pieces(from: usize, len: usize, marks: &[(usize, &Mark)]) -> Vec<(Range<usize>, bool)> {
    let mut evidence: Vec<Range<usize>> = marks
        .iter()
        .map(|(_, mark)| match &mark.bytes {
            Some(bytes) => bytes.start.saturating_sub(from).min(len)..bytes.end.saturating_sub(from).min(len),
            None => 0..len,
        })
        .filter(|range| !range.is_empty())
        .collect();
    evidence.sort_by_key(|range| range.start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for range in evidence {
        let start = range.start.max(at);
        if start >= range.end {
            continue;
        }
        pieces.push((at..start, false));
        pieces.push((start..range.end, true));
        at = range.end;
    }
    pieces.push((at..len, false));
    pieces.retain(|(range, _)| !range.is_empty());
    pieces
}
