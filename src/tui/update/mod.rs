//! (state, what happened) → (state, what is to be done). Pure: no terminal, no thread, no clock.
//!
//! [`update`] changes what the user asked for and then brings everything that follows from it up to date in [`refresh`]:
//! what is selected, what is loaded, how it is laid out, how far it is scrolled.

mod keys;
mod scrolling;

pub use scrolling::LOG_GUTTER;

use super::document;
use super::log_text::{LogText, marks};
use super::message::{Command, Found, Message};
use super::model::{Focus, HISTORY_BYTES_MAX, HISTORY_MAX, Input, Item, Model, Note, Origin, QueryBox};
use super::paste;
use crate::report::Report;

/// Takes in what happened.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    let mut commands = match message {
        Message::Key(key) => keys::key(model, key),
        Message::Paste(text) => pasted(model, &text),
        Message::Resize(width, height) => {
            (model.width, model.height) = (width, height);
            Vec::new()
        }
        Message::Matched { number, report } => {
            if model.requests.matching == Some(number) {
                matched(model, report);
            }
            Vec::new()
        }
        Message::Found { number, found } => {
            if model.requests.search == Some(number) {
                model.requests.search = None;
                model.found = Some(found);
                list_again(model);
            }
            Vec::new()
        }
        Message::Loaded { number, loaded } => {
            if model.requests.load == Some(number) {
                model.requests.load = None;
                match loaded {
                    Ok(loaded) => model.loaded = Some(loaded),
                    Err(why) => error(model, why),
                }
                model.document_width = None;
            }
            Vec::new()
        }
        Message::Copied { outcome } => {
            copied(model, outcome);
            Vec::new()
        }
        Message::Edited(Ok(())) => vec![Command::Redraw, Command::Reopen],
        Message::Edited(Err(why)) => {
            error(model, why);
            vec![Command::Redraw]
        }
        Message::Reopened(outcome) => reopened(model, outcome),
        Message::Failed(why) => {
            error(model, why);
            Vec::new()
        }
        Message::Progress(bytes) => {
            model.progress = bytes;
            Vec::new()
        }
    };
    commands.extend(refresh(model));
    commands
}

fn matched(model: &mut Model, report: Box<Report>) {
    model.requests.matching = None;
    if let Some(input) = &mut model.input {
        input.marks = marks(&input.log, &report);
        input.report = Some(report);
    }
    list_again(model);
    if model.query.text.is_empty() && model.focus == Focus::Input {
        model.focus = Focus::List;
    }
}

/// Takes `bytes` for the log that the program was started with.
pub fn given(model: &mut Model, name: String, bytes: Vec<u8>) -> Vec<Command> {
    let mut commands = new_input(model, name, Origin::Given, bytes);
    commands.extend(refresh(model));
    commands
}

fn pasted(model: &mut Model, text: &str) -> Vec<Command> {
    let text = paste::normalize(text);
    if text.trim().is_empty() {
        note(model, "nothing but blanks was pasted");
        return Vec::new();
    }
    new_input(model, "-".to_owned(), Origin::Pasted, text.into_bytes())
}

fn new_input(model: &mut Model, name: String, origin: Origin, bytes: Vec<u8>) -> Vec<Command> {
    let input = Input { name, origin, log: LogText::new(bytes), report: None, marks: Vec::new() };
    if let Some(earlier) = model.input.replace(input) {
        model.history.push(earlier);
        forget_surplus(&mut model.history);
    }
    show_input(model)
}

/// Shows the log and matches it, unless that has been done.
fn show_input(model: &mut Model) -> Vec<Command> {
    model.query = QueryBox::default();
    model.found = None;
    model.requests.search = None;
    model.help = None;
    model.is_full = false;
    model.shows_log = false;
    model.note = None;
    (model.log_scroll, model.log_column) = (0, 0);
    list_again(model);
    match_input(model)
}

fn match_input(model: &mut Model) -> Vec<Command> {
    model.requests.matching = None;
    let Some(input) = model.input.as_ref().filter(|input| input.report.is_none()) else { return Vec::new() };
    let (name, bytes) = (input.name.clone(), input.log.raw().clone());
    let number = model.requests.number();
    model.requests.matching = Some(number);
    model.progress = 0;
    vec![Command::Match { number, name, bytes }]
}

/// Drops the oldest logs that are too many or too large together.
fn forget_surplus(history: &mut Vec<Input>) {
    let size = |history: &[Input]| history.iter().map(|input| input.log.raw().len()).sum::<usize>();
    while history.len() > HISTORY_MAX || (history.len() > 1 && size(history) > HISTORY_BYTES_MAX) {
        history.remove(0);
    }
}

/// Goes back to the log before; the one that is shown becomes the oldest, so that all come round.
fn previous_input(model: &mut Model) -> Vec<Command> {
    let Some(earlier) = model.history.pop() else {
        note(model, "there is no earlier log");
        return Vec::new();
    };
    if let Some(current) = model.input.replace(earlier) {
        model.history.insert(0, current);
    }
    let commands = show_input(model);
    model.focus = if model.items.is_empty() { Focus::Input } else { Focus::List };
    commands
}

/// What was typed has changed.
fn query_changed(model: &mut Model) -> Vec<Command> {
    model.requests.search = None;
    model.shows_log = false;
    if model.query.text.trim().is_empty() {
        model.found = None;
        list_again(model);
        return Vec::new();
    }
    let number = model.requests.number();
    model.requests.search = Some(number);
    vec![Command::Search { number, text: model.query.text.clone() }]
}

/// Fills the list: entries for words if there are words, else the answer to the log.
fn list_again(model: &mut Model) {
    model.items = if model.query.text.trim().is_empty() {
        let report = model.input.as_ref().and_then(|input| input.report.as_deref());
        report.map_or_else(Vec::new, |report| diagnoses(&report.matches))
    } else {
        model.found.as_ref().map_or_else(Vec::new, items_found)
    };
    model.list_top = 0;
    select(model, 0);
}

fn diagnoses(matches: &[crate::report::Diagnosis]) -> Vec<Item> {
    matches.iter().map(|one| Item::Diagnosis(Box::new(one.clone()))).collect()
}

fn items_found(found: &Found) -> Vec<Item> {
    let mut items = diagnoses(&found.known);
    items.extend(found.hits.iter().map(|hit| Item::Hit(Box::new(hit.clone()))));
    items
}

/// Selects an item, shown from its top.
fn select(model: &mut Model, index: usize) {
    model.selected = index.min(model.items.len().saturating_sub(1));
    model.document_width = None;
    (model.scroll, model.block, model.mark) = (0, None, None);
    model.load_tried = None;
}

fn copied(model: &mut Model, outcome: Result<String, String>) {
    match outcome {
        Ok(place) => {
            let what = model.copying.take().unwrap_or_default();
            note(model, format!("{what} sent to {place}"));
        }
        Err(why) => error(model, why),
    }
}

fn reopened(model: &mut Model, outcome: Result<(usize, usize), String>) -> Vec<Command> {
    match outcome {
        Err(why) => {
            error(model, why);
            return Vec::new();
        }
        Ok((entries, packs)) => (model.entry_count, model.pack_count) = (entries, packs),
    }
    for input in model.history.iter_mut().chain(&mut model.input) {
        input.report = None;
        input.marks.clear();
    }
    model.loaded = None;
    model.load_tried = None;
    model.document_width = None;
    let mut commands = match_input(model);
    commands.extend(query_changed(model));
    commands
}

fn note(model: &mut Model, text: impl Into<String>) {
    model.note = Some(Note { text: text.into(), is_error: false });
}

fn error(model: &mut Model, text: impl Into<String>) {
    model.note = Some(Note { text: text.into(), is_error: true });
}

/// Brings up to date what follows from everything else.
fn refresh(model: &mut Model) -> Vec<Command> {
    if model.items.is_empty() {
        model.is_full &= model.shows_log;
        model.document = document::Document::default();
        model.loaded = None;
        model.requests.load = None;
        if model.focus == Focus::Pane && !model.shows_log {
            model.focus = Focus::List;
        }
    }
    if model.focus == Focus::List && !model.has_results() {
        model.focus = Focus::Input;
    }
    let commands = load_selected(model);
    lay_out(model);
    scrolling::clamp(model);
    commands
}

fn load_selected(model: &mut Model) -> Vec<Command> {
    let Some(id) = model.item().map(|item| item.id().clone()) else { return Vec::new() };
    if model.loaded.as_ref().is_some_and(|loaded| loaded.entry.id == id) || model.load_tried.as_ref() == Some(&id) {
        return Vec::new();
    }
    model.loaded = None;
    model.load_tried = Some(id.clone());
    let number = model.requests.number();
    model.requests.load = Some(number);
    vec![Command::Load { number, id }]
}

fn lay_out(model: &mut Model) {
    let areas = model.areas();
    // Where the pane is hidden it will have the whole body when it is opened.
    let width =
        if areas.pane.is_empty() { usize::from(areas.body.width).saturating_sub(2) } else { areas.pane_columns() };
    if model.document_width == Some(width) {
        return;
    }
    if let Some(item) = model.item() {
        model.document = document::document(item, model.loaded.as_deref(), width);
        model.document_width = Some(width);
    }
}
