//! How far things are scrolled, and where the evidence is.

use crate::render::safe;
use crate::tui::model::{Focus, Model, Shown};

/// Columns by which long lines are moved.
const COLUMN_STEP: usize = 8;

/// Columns of the log view before the text: the mark, the number, the bar.
pub const LOG_GUTTER: usize = 9;

/// Scrolls what the pane shows.
pub(super) fn scroll(model: &mut Model, lines: isize) {
    let at = position(model);
    *at = at.saturating_add_signed(lines);
}

/// Scrolls to the first or the last line.
pub(super) fn scroll_to_end(model: &mut Model, is_last: bool) {
    *position(model) = if is_last { usize::MAX } else { 0 };
}

/// The first line of what the pane shows.
fn position(model: &mut Model) -> &mut usize {
    match model.shown {
        Shown::Entry => &mut model.scroll,
        Shown::Log => &mut model.log_scroll,
        Shown::Why => &mut model.why.scroll,
        Shown::Problems => &mut model.problems.scroll,
    }
}

/// Moves long lines of the log.
pub(super) fn shift(model: &mut Model, to_right: bool) {
    if model.shows_log() {
        let columns = model.log_column;
        model.log_column =
            if to_right { columns.saturating_add(COLUMN_STEP) } else { columns.saturating_sub(COLUMN_STEP) };
    }
}

/// Lines of a page: one stays in view.
pub(super) fn page(model: &Model) -> isize {
    let height = if model.help.is_some() { usize::from(model.areas().body.height) } else { model.pane_height() };
    isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)
}

/// Keeps every position inside of what there is.
pub(super) fn clamp(model: &mut Model) {
    let areas = model.areas();
    let height = usize::from(areas.pane.height);
    model.scroll = model.scroll.min(model.document.lines.len().saturating_sub(height.max(1)));
    let lines = model.input.as_ref().map_or(0, |input| input.log.line_count());
    model.log_scroll = model.log_scroll.min(lines.saturating_sub(height.max(1)));
    model.log_column = model.log_column.min(crate::tui::log_text::LINE_BYTES_SHOWN_MAX);
    if model.shows_log() && model.input.is_none() {
        model.shown = Shown::Entry;
    }
    for side in [&mut model.why, &mut model.problems] {
        side.scroll = side.scroll.min(side.lines.len().saturating_sub(height.max(1)));
    }
    let area_count = model.catalog.as_ref().map_or(0, |catalog| catalog.areas.len());
    if let Some(browse) = &mut model.browse {
        let fits = usize::from(areas.list.height).saturating_sub(1).max(1);
        browse.selected = browse.selected.min(area_count.saturating_sub(1));
        browse.top = browse.top.clamp(browse.selected.saturating_sub(fits - 1), browse.selected);
        browse.top = browse.top.min(area_count.saturating_sub(fits));
    }
    let help_height = usize::from(areas.body.height);
    let help_lines = if model.help.is_some() { crate::tui::view::help::line_count(model, areas.body.width) } else { 0 };
    if let Some(at) = &mut model.help {
        *at = (*at).min(help_lines.saturating_sub(help_height.max(1)));
    }
    // The selected result stays in the list.
    let fits = (usize::from(areas.list.height).saturating_sub(1) / areas.lines_per_result()).max(1);
    model.list_top = model.list_top.clamp(model.selected.saturating_sub(fits - 1), model.selected);
    model.list_top = model.list_top.min(model.items.len().saturating_sub(fits));
    model.block = model.block.filter(|at| *at < model.document.blocks.len());
    model.link = model.link.filter(|at| *at < model.document.links.len());
}

/// Shows the log with the evidence in view: the next, the one before, or (`None`) the first of the selected diagnosis.
/// False if there is none.
pub(super) fn go_to_mark(model: &mut Model, forward: Option<bool>) -> bool {
    show_log(model);
    let Some(input) = &model.input else { return false };
    let count = input.marks.len();
    if count == 0 {
        return false;
    }
    let of_selected =
        input.marks.iter().position(|mark| model.query.text.is_empty() && mark.diagnosis == model.selected);
    let at = match (model.mark, forward) {
        (Some(at), Some(true)) => (at + 1) % count,
        (Some(at), Some(false)) => (at + count - 1) % count,
        (Some(at), None) => at,
        (None, _) => of_selected.unwrap_or(0),
    };
    model.mark = Some(at);
    let mark = &input.marks[at.min(count - 1)];
    // A third of the screen before it: what led to it matters more than what came after.
    let height = model.pane_height();
    let scroll = mark.first.saturating_sub(height / 3);
    let column = match &mark.bytes {
        None => 0,
        Some(bytes) => {
            let (from, line) = input.log.line(mark.first, Some(bytes.start));
            let before = &line[..bytes.start.saturating_sub(from).min(line.len())];
            let column = safe::width(&safe::line(&String::from_utf8_lossy(before)));
            let room = model.areas().pane_columns().saturating_sub(LOG_GUTTER);
            if column + room / 4 < room { 0 } else { column.saturating_sub(room / 4) }
        }
    };
    (model.log_scroll, model.log_column) = (scroll, column);
    true
}

/// Shows the log, in the whole body where there is no pane.
pub(super) fn show_log(model: &mut Model) {
    model.shown = Shown::Log;
    open_pane(model);
}

/// Where there is no room for a pane, it takes the whole body.
pub(super) fn open_pane(model: &mut Model) {
    if model.areas().pane.is_empty() {
        model.is_full = true;
        model.focus = Focus::Pane;
    }
}
