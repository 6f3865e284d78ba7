//! What keys do.

use super::scrolling::{go_to_mark, page, scroll, scroll_to_end, shift, show_log};
use super::{error, note, previous_input, query_changed, select};
use crate::report::Unfilled;
use crate::tui::key::Key;
use crate::tui::keymap::{Action, Mode};
use crate::tui::layout::Shape;
use crate::tui::message::Command;
use crate::tui::model::{Focus, Model, QUERY_CHARS_MAX};

/// Exit status when Ctrl-C was pressed: 128 and the number of the signal that it stands for.
const STATUS_CANCELED: u8 = 130;

/// Takes in a key.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Command> {
    model.note = None;
    let mode = model.mode();
    if let Some(action) = model.keymap.lookup(mode, key) {
        return act(model, mode, action, key);
    }
    match key.typed().filter(|_| mode == Mode::Input) {
        Some(c) if model.query.text.chars().count() < QUERY_CHARS_MAX => {
            model.query.text.insert(model.query.cursor, c);
            model.query.cursor += c.len_utf8();
            query_changed(model)
        }
        _ => Vec::new(),
    }
}

fn act(model: &mut Model, mode: Mode, action: Action, key: Key) -> Vec<Command> {
    match action {
        Action::Cancel => return vec![Command::Quit { exit_code: STATUS_CANCELED, print: None }],
        Action::Suspend => return vec![Command::Suspend],
        Action::Redraw => return vec![Command::Redraw],
        Action::Help => model.help = if model.help.is_some() { None } else { Some(0) },
        Action::Quit if mode == Mode::Help => model.help = None,
        Action::Quit => return vec![Command::Quit { exit_code: 0, print: None }],
        Action::Back => return back(model, mode),
        Action::Open => open(model, mode),
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
        Action::Left | Action::Right if mode != Mode::Input => shift(model, action == Action::Right),
        Action::Left | Action::Right | Action::LineStart | Action::LineEnd => move_cursor(model, action),
        Action::DeleteBack | Action::DeleteForward | Action::DeleteWord => return delete(model, action),
        Action::CopyNumbered => {
            let number = key.typed().and_then(|c| c.to_digit(10)).unwrap_or(1) as usize;
            return copy(model, number.saturating_sub(1));
        }
        Action::Copy => return copy(model, model.block.unwrap_or(0)),
        Action::NextBlock => mark_block(model, true),
        Action::PreviousBlock => mark_block(model, false),
        Action::Log => swap_log(model),
        Action::NextEvidence => walk_evidence(model, true),
        Action::PreviousEvidence => walk_evidence(model, false),
        Action::Print => return print(model),
        Action::Edit => return edit(model),
        Action::EarlierLog => return previous_input(model),
        Action::Accept
        | Action::Browse
        | Action::CopyEntry
        | Action::LaterLog
        | Action::Mouse
        | Action::NewEntry
        | Action::NextLink
        | Action::PreviousLink
        | Action::Recall
        | Action::Return
        | Action::Run
        | Action::Why => {
            note(model, "not built yet");
        }
    }
    Vec::new()
}

fn back(model: &mut Model, mode: Mode) -> Vec<Command> {
    match mode {
        Mode::Help => model.help = None,
        Mode::Prompt => {}
        Mode::Input if !model.query.text.is_empty() => {
            model.query = Default::default();
            return query_changed(model);
        }
        Mode::Input if model.has_results() => model.focus = Focus::List,
        Mode::Input => note(model, "Ctrl-C quits"),
        Mode::Pane => {
            model.focus = Focus::List;
            leave_full(model);
        }
        Mode::List if model.shows_log => model.shows_log = false,
        Mode::List if !model.query.text.is_empty() => model.focus = Focus::Input,
        Mode::List => note(model, "q quits"),
    }
    Vec::new()
}

fn leave_full(model: &mut Model) {
    model.is_full = false;
    if model.areas().shape == Shape::Single {
        model.shows_log = false;
    }
}

fn open(model: &mut Model, mode: Mode) {
    match mode {
        Mode::Input if !model.has_results() => {}
        Mode::Input => model.focus = Focus::List,
        Mode::Pane if model.is_full => {
            model.focus = Focus::List;
            leave_full(model);
        }
        _ if model.items.is_empty() && !model.shows_log => {}
        _ => {
            model.is_full = true;
            model.focus = Focus::Pane;
        }
    }
}

fn move_focus(model: &mut Model, forward: bool) {
    let has_pane = !model.areas().pane.is_empty() && (!model.items.is_empty() || model.shows_log);
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
        Mode::Input | Mode::List => {
            let wanted = model.selected.saturating_add_signed(by).min(model.items.len().saturating_sub(1));
            if wanted != model.selected {
                select(model, wanted);
            }
        }
    }
}

fn go_to_end(model: &mut Model, mode: Mode, is_last: bool) {
    if mode == Mode::Help {
        model.help = Some(if is_last { usize::MAX } else { 0 });
    } else if mode == Mode::Pane {
        scroll_to_end(model, is_last);
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

fn move_cursor(model: &mut Model, action: Action) {
    let query = &mut model.query;
    query.cursor = match action {
        Action::Left => query.text[..query.cursor].char_indices().next_back().map_or(0, |(at, _)| at),
        Action::Right => query.cursor + query.text[query.cursor..].chars().next().map_or(0, char::len_utf8),
        Action::LineStart => 0,
        _ => query.text.len(),
    };
}

fn delete(model: &mut Model, action: Action) -> Vec<Command> {
    let query = &mut model.query;
    let (start, end) = match action {
        Action::DeleteForward => {
            (query.cursor, query.cursor + query.text[query.cursor..].chars().next().map_or(0, char::len_utf8))
        }
        Action::DeleteWord => {
            let word_end = query.text[..query.cursor].trim_end().len();
            (
                query.text[..word_end].rfind(char::is_whitespace).map_or(0, |at| after_char(&query.text, at)),
                query.cursor,
            )
        }
        _ => (query.text[..query.cursor].char_indices().next_back().map_or(0, |(at, _)| at), query.cursor),
    };
    if start == end {
        return Vec::new();
    }
    query.text.replace_range(start..end, "");
    query.cursor = start;
    query_changed(model)
}

fn after_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

fn copy(model: &mut Model, index: usize) -> Vec<Command> {
    let Some(block) = model.document.blocks.get(index) else {
        no_block(model, index);
        return Vec::new();
    };
    let text = block.code.clone();
    let open = open_values(&block.unfilled);
    model.copying = Some(format!("block {}{open}", index + 1));
    model.block = Some(index);
    vec![Command::Copy { text }]
}

/// ` (fill in <name>)`, or nothing.
fn open_values(unfilled: &[Unfilled]) -> String {
    if unfilled.is_empty() {
        return String::new();
    }
    let names: Vec<String> = unfilled.iter().map(|open| format!("<{}>", open.name)).collect();
    format!(" (fill in {})", names.join(", "))
}

fn no_block(model: &mut Model, index: usize) {
    let text = match (model.item(), model.document.blocks.len()) {
        (None, _) => "paste a log or type words first".to_owned(),
        (Some(_), _) if model.loaded.is_none() => "the entry is not there yet".to_owned(),
        (Some(_), 0) => "this entry has no block of code".to_owned(),
        (Some(_), count) => format!("there is no block {}; the last is {count}", index + 1),
    };
    error(model, text);
}

fn mark_block(model: &mut Model, forward: bool) {
    let count = model.document.blocks.len();
    if count == 0 {
        return no_block(model, 0);
    }
    model.shows_log = false;
    let at = match (model.block, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1).min(count - 1),
        (Some(at), false) => at.saturating_sub(1),
    };
    model.block = Some(at);
    let line = model.document.blocks[at].line;
    let height = model.pane_height();
    if line < model.scroll || line + 2 > model.scroll + height {
        model.scroll = line.saturating_sub(height / 3);
    }
}

fn swap_log(model: &mut Model) {
    if model.shows_log {
        model.shows_log = false;
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

fn print(model: &mut Model) -> Vec<Command> {
    let index = model.block.unwrap_or(0);
    match model.document.blocks.get(index) {
        Some(block) => vec![Command::Quit { exit_code: 0, print: Some(block.code.clone()) }],
        None => {
            no_block(model, index);
            Vec::new()
        }
    }
}

fn edit(model: &mut Model) -> Vec<Command> {
    let Some(loaded) = &model.loaded else {
        error(model, "there is no entry to edit");
        return Vec::new();
    };
    let Some(path) = loaded.file.clone() else {
        let id = loaded.entry.id.clone();
        error(model, format!("{id} is built in and has no file; an entry of the same id in your own pack replaces it"));
        return Vec::new();
    };
    let offset = model.block.and_then(|at| model.document.blocks.get(at)).map_or(0, |block| block.offset);
    let before = loaded.entry.source.text.get(..offset).unwrap_or_default();
    vec![Command::Edit { path, line: before.matches('\n').count() + 1 }]
}
