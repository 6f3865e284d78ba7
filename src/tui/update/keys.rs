//! What keys do.

use super::scrolling::{go_to_mark, page, scroll, scroll_to_end, shift, show_log};
use super::{error, fix, input, links, note, query, question, select, write};
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Mode};
use crate::tui::layout::Shape;
use crate::tui::line_edit::LineEdit;
use crate::tui::message::Command;
use crate::tui::model::{Focus, Model, QUERY_CHARS_MAX, Shown};
use crate::tui::prompt::{ANSWER_CHARS_MAX, Purpose};

/// Exit status when Ctrl-C was pressed: 128 and the number of the signal that it stands for.
const STATUS_CANCELED: u8 = 130;

/// Takes in a key.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Command> {
    model.note = None;
    model.is_touched = true;
    let mode = model.mode();
    if let Some(action) = model.keymap.lookup(mode, key) {
        return act(model, mode, action, key);
    }
    let Some(c) = key.typed() else { return Vec::new() };
    let typed = c.encode_utf8(&mut [0; 4]).to_owned();
    match (mode, &mut model.prompt) {
        (Mode::Prompt, Some(prompt)) => {
            prompt.answer.insert(&typed, ANSWER_CHARS_MAX);
        }
        (Mode::Input, _) if model.query.insert(&typed, QUERY_CHARS_MAX) => {
            model.recalled = None;
            return query::query_changed(model);
        }
        _ => {}
    }
    Vec::new()
}

fn act(model: &mut Model, mode: Mode, action: Action, key: Key) -> Vec<Command> {
    match action {
        Action::Cancel => return vec![Command::Quit { exit_code: STATUS_CANCELED, print: None }],
        Action::Quit if mode != Mode::Help => return vec![Command::Quit { exit_code: 0, print: None }],
        Action::Suspend => return vec![Command::Suspend],
        Action::Redraw => return vec![Command::Redraw],
        Action::Accept => return question::accept(model),
        Action::Back => return back(model, mode),
        Action::Open => return open(model, mode),
        Action::Browse => return query::browse(model),
        Action::Recall => return query::recall(model),
        Action::EarlierLog | Action::LaterLog => return input::other_input(model, action == Action::EarlierLog),
        Action::CopyNumbered => {
            let number = key.typed().and_then(|c| c.to_digit(10)).unwrap_or(1) as usize;
            return fix::use_block(model, number.saturating_sub(1), Purpose::Copy);
        }
        Action::Copy => return fix::use_block(model, model.block.unwrap_or(0), Purpose::Copy),
        Action::Print => return fix::use_block(model, model.block.unwrap_or(0), Purpose::Print),
        Action::Run => return fix::use_block(model, model.block.unwrap_or(0), Purpose::Run),
        Action::CopyEntry => return fix::copy_entry(model),
        Action::Edit => return write::edit(model),
        Action::NewEntry => return write::new_entry(model),
        Action::Why => return why(model),
        Action::Mouse => return mouse(model),
        Action::DeleteBack | Action::DeleteForward | Action::DeleteWord => return delete(model, mode, action),
        Action::Down if mode == Mode::Input && model.is_empty() => return query::browse(model),
        Action::FocusNext if mode == Mode::Input => {
            if let Some(commands) = query::complete(model) {
                return commands;
            }
            move_focus(model, true);
        }
        action => move_about(model, mode, action),
    }
    Vec::new()
}

/// Actions that change nothing but what is seen.
fn move_about(model: &mut Model, mode: Mode, action: Action) {
    match action {
        Action::Help | Action::Quit => model.help = if model.help.is_some() { None } else { Some(0) },
        Action::Search => {
            model.focus = Focus::Input;
            model.is_full = false;
        }
        Action::FocusNext => move_focus(model, true),
        Action::FocusPrevious => move_focus(model, false),
        Action::Up => step(model, mode, -1),
        Action::Down => step(model, mode, 1),
        Action::First | Action::Last => go_to_end(model, mode, action == Action::Last),
        Action::ScrollUp => scroll(model, -1),
        Action::ScrollDown => scroll(model, 1),
        Action::PageUp => scroll_page(model, -page(model)),
        Action::PageDown => scroll_page(model, page(model)),
        Action::HalfPageUp => scroll_page(model, -(page(model) / 2).max(1)),
        Action::HalfPageDown => scroll_page(model, (page(model) / 2).max(1)),
        Action::Left | Action::Right if !mode.takes_letters() => shift(model, action == Action::Right),
        Action::Left | Action::Right | Action::LineStart | Action::LineEnd => {
            let line = edited(model, mode);
            match action {
                Action::Left => line.left(),
                Action::Right => line.right(),
                Action::LineStart => line.home(),
                _ => line.end(),
            }
        }
        Action::NextBlock | Action::PreviousBlock => fix::mark_block(model, action == Action::NextBlock),
        Action::NextLink | Action::PreviousLink if model.shows_log() => {
            walk_evidence(model, action == Action::NextLink);
        }
        Action::NextLink | Action::PreviousLink => links::mark_link(model, action == Action::NextLink),
        Action::Return => links::return_key(model),
        Action::Log => swap_log(model),
        Action::NextEvidence => walk_evidence(model, true),
        Action::PreviousEvidence => walk_evidence(model, false),
        _ => {}
    }
}

/// The line that is being typed.
fn edited(model: &mut Model, mode: Mode) -> &mut LineEdit {
    match &mut model.prompt {
        Some(prompt) if mode == Mode::Prompt => &mut prompt.answer,
        _ => &mut model.query,
    }
}

fn back(model: &mut Model, mode: Mode) -> Vec<Command> {
    model.requests.why = None;
    match mode {
        Mode::Help => model.help = None,
        Mode::Prompt => return question::leave(model),
        Mode::Input if !model.query.text.is_empty() => {
            query::remember(model);
            model.query = LineEdit::default();
            return query::query_changed(model);
        }
        Mode::Input if model.has_results() => model.focus = Focus::List,
        Mode::Input => note(model, "Ctrl-C quits"),
        Mode::List | Mode::Pane if model.side_text().is_some() => {
            model.shown = Shown::Entry;
            if mode == Mode::Pane {
                leave_pane(model);
            }
        }
        Mode::List | Mode::Pane if model.shown == Shown::Entry && links::go_back(model) => {}
        Mode::Pane => leave_pane(model),
        Mode::List if model.shows_log() => model.shown = Shown::Entry,
        Mode::List if model.browse.is_some() => {
            model.focus = Focus::Input;
            return query::query_changed(model);
        }
        Mode::List if !model.query.text.is_empty() => model.focus = Focus::Input,
        Mode::List => note(model, "q quits"),
    }
    Vec::new()
}

fn leave_pane(model: &mut Model) {
    model.focus = Focus::List;
    leave_full(model);
}

fn leave_full(model: &mut Model) {
    model.is_full = false;
    if model.areas().shape == Shape::Single {
        model.shown = Shown::Entry;
    }
}

fn open(model: &mut Model, mode: Mode) -> Vec<Command> {
    match mode {
        Mode::Input if model.is_empty() => return query::browse(model),
        Mode::Input if !model.has_results() => {}
        Mode::Input => {
            query::remember(model);
            model.focus = Focus::List;
        }
        Mode::List if model.browse.is_some() => return query::open_area(model),
        Mode::Pane if model.shown == Shown::Entry && model.link.is_some() => {
            return links::follow(model).unwrap_or_default();
        }
        Mode::Pane if model.is_full => leave_pane(model),
        _ if model.items.is_empty() && model.shown == Shown::Entry => {}
        _ => {
            query::remember(model);
            model.is_full = true;
            model.focus = Focus::Pane;
        }
    }
    Vec::new()
}

fn move_focus(model: &mut Model, forward: bool) {
    let has_pane = !model.areas().pane.is_empty() && (!model.items.is_empty() || model.shown != Shown::Entry);
    let mut stops = vec![Focus::Input];
    stops.extend(model.has_results().then_some(Focus::List));
    stops.extend(has_pane.then_some(Focus::Pane));
    let at = stops.iter().position(|stop| *stop == model.focus).unwrap_or(0);
    let next = if forward { at + 1 } else { at + stops.len() - 1 } % stops.len();
    model.focus = stops[next];
    if model.focus != Focus::Pane {
        leave_full(model);
    }
}

/// Up or down by one: in the list or in what is scrolled.
fn step(model: &mut Model, mode: Mode, by: isize) {
    match mode {
        Mode::Help => scroll_page(model, by),
        Mode::Pane | Mode::Prompt => scroll(model, by),
        Mode::Input | Mode::List => step_list(model, by),
    }
}

/// The next result or area, or the one before.
pub(super) fn step_list(model: &mut Model, by: isize) {
    if let Some(browse) = &mut model.browse {
        let last = model.catalog.as_ref().map_or(0, |catalog| catalog.areas.len()).saturating_sub(1);
        browse.selected = browse.selected.saturating_add_signed(by).min(last);
        return;
    }
    let wanted = model.selected.saturating_add_signed(by).min(model.items.len().saturating_sub(1));
    if wanted != model.selected {
        select(model, wanted);
    }
}

fn go_to_end(model: &mut Model, mode: Mode, is_last: bool) {
    if mode == Mode::Help {
        model.help = Some(if is_last { usize::MAX } else { 0 });
    } else if mode == Mode::Pane {
        scroll_to_end(model, is_last);
    } else if let Some(browse) = &mut model.browse {
        browse.selected = if is_last { usize::MAX } else { 0 };
    } else {
        select(model, if is_last { usize::MAX } else { 0 });
    }
}

fn scroll_page(model: &mut Model, lines: isize) {
    match &mut model.help {
        Some(at) => *at = at.saturating_add_signed(lines),
        None => scroll(model, lines),
    }
}

fn delete(model: &mut Model, mode: Mode, action: Action) -> Vec<Command> {
    let line = edited(model, mode);
    let has_changed = match action {
        Action::DeleteForward => line.delete_forward(),
        Action::DeleteWord => line.delete_word(),
        _ => line.delete_back(),
    };
    if has_changed && mode == Mode::Input { query::query_changed(model) } else { Vec::new() }
}

/// Explains the entry that is shown, or shows it again.
fn why(model: &mut Model) -> Vec<Command> {
    if model.shown == Shown::Why {
        model.shown = Shown::Entry;
        return Vec::new();
    }
    let Some(id) = model.pane_id().cloned() else {
        error(model, "there is no entry to explain: paste a log or type words first");
        return Vec::new();
    };
    let Some(input) = &model.input else {
        error(model, "there is no log to explain it by: paste one");
        return Vec::new();
    };
    let (name, bytes) = (input.name.clone(), input.log.raw().clone());
    let number = model.requests.number();
    model.requests.why = Some(number);
    vec![Command::Explain { number, id, name, bytes }]
}

fn mouse(model: &mut Model) -> Vec<Command> {
    model.mouse = !model.mouse;
    let words = if model.mouse {
        "the mouse scrolls and selects; hold Shift to select text as before"
    } else {
        "the mouse is the terminal's again"
    };
    note(model, words);
    vec![Command::Mouse(model.mouse)]
}

fn swap_log(model: &mut Model) {
    if model.shows_log() {
        model.shown = Shown::Entry;
        if model.items.is_empty() || model.areas().shape == Shape::Single {
            model.focus = Focus::List;
            model.is_full &= !model.items.is_empty();
        }
        return;
    }
    if model.input.is_none() {
        return error(model, "there is no log: paste one");
    }
    show_log(model);
    go_to_mark(model, None);
}

fn walk_evidence(model: &mut Model, forward: bool) {
    if model.input.is_none() {
        return error(model, "there is no log: paste one");
    }
    if !go_to_mark(model, Some(forward)) {
        note(model, "no line of this log is evidence");
    }
}
