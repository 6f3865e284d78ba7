//! What the mouse does, when it is listened to: the wheel scrolls what is below it, a click selects.

use ratatui::layout::Position;

use super::scrolling::scroll;
use super::select;
use crate::tui::message::{Command, Mouse, MouseAct};
use crate::tui::model::{Focus, Model};

/// Lines that a notch of the wheel scrolls.
const WHEEL_LINES: isize = 3;

/// Takes in what the mouse did.
pub(super) fn mouse(model: &mut Model, mouse: Mouse) -> Vec<Command> {
    if model.prompt.is_some() {
        return Vec::new();
    }
    let areas = model.areas();
    let at = Position { x: mouse.column, y: mouse.row };
    let by = match mouse.what {
        MouseAct::Click => return click(model, at),
        MouseAct::WheelUp => -1,
        MouseAct::WheelDown => 1,
    };
    if let Some(first) = &mut model.help {
        *first = first.saturating_add_signed(by * WHEEL_LINES);
    } else if areas.list.contains(at) {
        super::keys::step_list(model, by);
    } else {
        scroll(model, by * WHEEL_LINES);
    }
    Vec::new()
}

fn click(model: &mut Model, at: Position) -> Vec<Command> {
    let areas = model.areas();
    model.note = None;
    model.is_touched = true;
    if model.help.is_some() || model.is_empty() {
        return Vec::new();
    }
    if areas.query.contains(at) {
        model.focus = Focus::Input;
    } else if areas.pane.contains(at) && model.has_results() {
        model.focus = Focus::Pane;
    } else if areas.list.contains(at) && at.y > areas.list.y {
        let row = usize::from(at.y - areas.list.y - 1);
        model.focus = Focus::List;
        if let Some(browse) = &mut model.browse {
            browse.selected = browse.top + row;
        } else {
            let index = model.list_top + row / areas.lines_per_result();
            if index < model.items.len() && index != model.selected {
                select(model, index);
            }
        }
    }
    Vec::new()
}
