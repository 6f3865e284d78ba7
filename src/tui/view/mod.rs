//! The state → the cells of the screen. Views read the model and change nothing.
//!
//! Three bands without boxes: input, results with the entry, one line of status. Sixteen colors, which are the user's own,
//! and no background; nothing is said by color alone.

pub mod browse;
pub mod consent;
pub mod empty;
pub mod header;
pub mod help;
pub mod list;
pub mod log;
pub mod pane;
pub mod status;
pub mod theme;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::layout::{Areas, Shape};
use super::model::{Focus, Model};
use super::prompt::{Prompt, Question};
use crate::render::safe;
use theme::Theme;

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, model: &Model, color: bool) {
    let theme = Theme { color };
    // The frame may have another size than the last message said.
    let area = frame.area();
    let areas = Areas::of(area.width, area.height, model.list_len(), model.is_full);
    let buffer = frame.buffer_mut();
    if areas.shape == Shape::TooSmall {
        let words = format!("terminal too small: {}x{}, needs 20x5", area.width, area.height);
        let words = if words.len() > usize::from(area.width) { "too small" } else { &words };
        put(buffer, areas.body, 0, &Line::from(words));
        return;
    }
    header::draw(buffer, model, &areas, theme);
    rule(buffer, areas.top_rule, theme);
    if let Some(first) = model.help {
        help::draw(buffer, model, areas.body, first, theme);
    } else if let Some(Prompt { question: Question::Run(consent), .. }) = &model.prompt {
        consent::draw(buffer, areas.body, consent, theme);
    } else if model.is_empty() {
        empty::draw(buffer, model, areas.body, theme);
    } else {
        if model.browse.is_some() {
            browse::draw(buffer, model, &areas, theme);
        } else {
            list::draw(buffer, model, &areas, theme);
        }
        rule(buffer, areas.divider, theme);
        if model.shows_log() {
            log::draw(buffer, model, areas.pane, theme);
        } else if let Some(side) = model.side_text() {
            pane::draw_side(buffer, model, side, areas.pane, theme);
        } else if model.browse.is_some() {
            browse::draw_area(buffer, model, areas.pane, theme);
        } else {
            pane::draw(buffer, model, areas.pane, theme);
        }
    }
    status::draw(buffer, model, &areas, theme);
    if let Some(prompt) = &model.prompt {
        frame.set_cursor_position(status::cursor(prompt, &areas));
    } else if model.help.is_none() && model.focus == Focus::Input {
        frame.set_cursor_position(header::cursor(model, &areas));
    }
}

/// Writes a line into row `row` of `area`; what does not fit is cut, and `…` says so.
fn put(buffer: &mut Buffer, area: Rect, row: u16, line: &Line<'_>) {
    let area = area.intersection(buffer.area);
    if row >= area.height || area.width == 0 {
        return;
    }
    if line.width() <= usize::from(area.width) {
        buffer.set_line(area.x, area.y + row, line, area.width);
        return;
    }
    let (end, _) = buffer.set_line(area.x, area.y + row, line, area.width - 1);
    let mark = Span::styled("…", Style::new().add_modifier(Modifier::DIM));
    buffer.set_span(end, area.y + row, &mark, 1);
}

/// Writes a line against the right edge of row `row`, if it leaves `left` columns free.
fn put_right(buffer: &mut Buffer, area: Rect, row: u16, left: usize, line: &Line<'_>) {
    let width = line.width();
    if width + left <= usize::from(area.width) {
        let x = area.x + area.width - u16::try_from(width).unwrap_or(area.width);
        put(buffer, Rect { x, width: area.x + area.width - x, ..area }, row, line);
    }
}

/// How far one has read, in the lower right corner, where there is more than fits.
fn position(buffer: &mut Buffer, area: Rect, first: usize, line_count: usize, style: Style) {
    let height = usize::from(area.height);
    if line_count <= height || height < 2 {
        return;
    }
    let percent = (first * 100).checked_div(line_count - height).unwrap_or(100);
    put_right(buffer, area, area.height - 1, 0, &Line::from(Span::styled(format!(" {percent}% "), style)));
}

/// A hairline: along the longer side of `area`.
fn rule(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let area = area.intersection(buffer.area);
    let symbol = if area.width == 1 { "│" } else { "─" };
    for position in area.positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.set_symbol(symbol).set_style(theme.dim());
        }
    }
}

/// `1 line`, `2 lines`.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    let number = grouped(count);
    if count == 1 {
        format!("{number} {what}")
    } else if let Some(stem) = what.strip_suffix('y') {
        format!("{number} {stem}ies")
    } else {
        format!("{number} {what}s")
    }
}

/// `1,284`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A sentence, made safe.
fn words<'a>(text: &str, style: Style) -> Span<'a> {
    Span::styled(safe::line(text), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (count, text) in [(0, "0 entries"), (1, "1 entry"), (999, "999 entries"), (1_284_000, "1,284,000 entries")]
        {
            assert_eq!(counted(count, "entry"), text);
        }
        assert_eq!(counted(2, "line"), "2 lines");
    }
}
