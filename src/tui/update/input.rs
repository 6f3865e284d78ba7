//! Logs: pasted, given, growing; and those before and after.

use super::{error, list_again, note};
use crate::diagnostic::line_column;
use crate::report::Report;
use crate::tui::log_text::{LogText, marks};
use crate::tui::message::Command;
use crate::tui::model::{Focus, HISTORY_BYTES_MAX, HISTORY_MAX, Input, Model, Origin, PastedInto, Shown};
use crate::tui::paste;
use crate::tui::prompt::{ANSWER_CHARS_MAX, Question};

/// Takes in the answer to the log.
pub(super) fn matched(model: &mut Model, report: Box<Report>) {
    model.requests.matching = None;
    let was_answered = model.input.as_ref().is_some_and(|input| input.report.is_some());
    if let Some(input) = &mut model.input {
        input.marks = marks(&input.log, &report);
        input.report = Some(report);
    }
    if !model.query.text.trim().is_empty() {
        return;
    }
    // More of a log that is being read: whoever reads an entry goes on reading it.
    let reading = model.item().map(|item| item.id().clone()).filter(|_| model.is_touched);
    let place = (model.scroll, model.block, model.link, model.list_top, model.mark, model.shown);
    let visits = std::mem::take(&mut model.visits);
    list_again(model);
    let again = reading.and_then(|id| model.items.iter().position(|item| *item.id() == id));
    if let Some(index) = again {
        model.selected = index;
        model.visits = visits;
        (model.scroll, model.block, model.link, model.list_top, model.mark, model.shown) = place;
    }
    if model.focus == Focus::Input && !was_answered {
        model.focus = Focus::List;
    }
}

/// Takes `bytes` for the log that the program was started with.
pub(super) fn given(model: &mut Model, name: String, bytes: Vec<u8>) -> Vec<Command> {
    if bytes.trim_ascii().is_empty() {
        nothing_came(model, &name);
        return Vec::new();
    }
    new_input(model, name, Origin::Given, LogText::new(bytes))
}

fn nothing_came(model: &mut Model, name: &str) {
    if name == "-" {
        note(model, "nothing came through the pipe; errors usually go to stderr: docker logs api 2>&1 | kb");
    } else {
        note(model, format!("{name} is empty"));
    }
}

/// Takes in more of the log that the program was started with.
pub(super) fn grown(
    model: &mut Model,
    name: String,
    log: LogText,
    failure: Option<String>,
    is_whole: bool,
) -> Vec<Command> {
    if let Some(why) = failure {
        error(model, why);
    }
    model.has_whole_log |= is_whole;
    let is_known = |input: &&mut Input| input.is_growing && input.origin == Origin::Given;
    if model.input.as_mut().filter(|input| is_known(input)).is_none() {
        let mut others = model.history.iter_mut().chain(&mut model.later);
        if let Some(input) = others.find(is_known) {
            // Another log is shown; this one is matched when it is gone back to.
            (input.log, input.is_growing, input.report) = (log, !is_whole, None);
            input.marks.clear();
            return Vec::new();
        }
        if log.raw().trim_ascii().is_empty() {
            if is_whole && model.note.is_none() {
                nothing_came(model, &name);
            }
            return Vec::new();
        }
        let commands = new_input(model, name, Origin::Given, log);
        if let Some(input) = &mut model.input {
            input.is_growing = !is_whole;
        }
        return commands;
    }
    if let Some(input) = &mut model.input {
        (input.log, input.is_growing) = (log, !is_whole);
    }
    match_again(model)
}

/// Takes in a paste: a value for a question that asks for words, else a new log.
pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Command> {
    model.is_touched = false;
    let text = paste::normalize(text);
    if let Some(prompt) = &mut model.prompt {
        // Consent is typed, never pasted.
        let asks_words = matches!(prompt.question, Question::Value(_) | Question::NewEntry { .. });
        if asks_words && !text.trim_end().contains('\n') {
            prompt.answer.insert(text.trim_end(), ANSWER_CHARS_MAX);
            model.pasted_into = PastedInto::Answer;
            return Vec::new();
        }
        model.prompt = None;
    }
    if text.trim().is_empty() {
        note(model, "nothing but blanks was pasted");
        model.pasted_into = PastedInto::Nothing;
        return Vec::new();
    }
    let commands = new_input(model, "-".to_owned(), Origin::Pasted, LogText::new(text.into_bytes()));
    model.pasted_into = model.input.as_ref().map_or(PastedInto::Nothing, |input| PastedInto::Log(input.id));
    commands
}

/// Takes in the rest of a paste that held what ends a paste: it goes where the beginning went.
pub(super) fn pasted_more(model: &mut Model, text: &str) -> Vec<Command> {
    let id = match model.pasted_into {
        PastedInto::Log(id) => id,
        // A value with a line end in it, which no value has.
        PastedInto::Answer if paste::normalize(text).trim_end().contains('\n') => return Vec::new(),
        PastedInto::Answer | PastedInto::Nothing => return pasted(model, text),
    };
    let Some(input) = model.input.as_mut().filter(|input| input.id == id) else { return Vec::new() };
    let mut bytes = input.log.raw().to_vec();
    bytes.extend_from_slice(paste::normalize(text).as_bytes());
    input.log = LogText::new(bytes);
    match_again(model)
}

fn new_input(model: &mut Model, name: String, origin: Origin, log: LogText) -> Vec<Command> {
    let id = model.requests.number();
    if origin == Origin::Pasted {
        // What was said at the start, about the settings, stays until a key is pressed.
        model.note = None;
    }
    let input = Input { id, is_growing: false, name, origin, log, report: None, marks: Vec::new() };
    model.history.append(&mut model.later.drain(..).rev().collect());
    if let Some(earlier) = model.input.replace(input) {
        model.history.push(earlier);
        forget_surplus(&mut model.history);
    }
    show_input(model)
}

/// Shows the log and matches it, unless that has been done.
fn show_input(model: &mut Model) -> Vec<Command> {
    model.query = Default::default();
    model.found = None;
    model.requests.search = None;
    model.help = None;
    model.browse = None;
    model.prompt = None;
    model.is_full = false;
    model.shown = Shown::Entry;
    model.answers.clear();
    (model.log_scroll, model.log_column) = (0, 0);
    list_again(model);
    match_input(model)
}

/// Matches the log unless that has been done.
pub(super) fn match_input(model: &mut Model) -> Vec<Command> {
    model.requests.matching = None;
    match &model.input {
        Some(input) if input.report.is_none() => match_again(model),
        _ => Vec::new(),
    }
}

fn match_again(model: &mut Model) -> Vec<Command> {
    let Some(input) = &model.input else { return Vec::new() };
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

/// Goes back to the log before, or forward to the one after.
pub(super) fn other_input(model: &mut Model, is_earlier: bool) -> Vec<Command> {
    let (from, to) =
        if is_earlier { (&mut model.history, &mut model.later) } else { (&mut model.later, &mut model.history) };
    let Some(other) = from.pop() else {
        note(model, if is_earlier { "there is no earlier log" } else { "there is no later log" });
        return Vec::new();
    };
    to.extend(model.input.replace(other));
    let commands = show_input(model);
    model.focus = if model.items.is_empty() { Focus::Input } else { Focus::List };
    commands
}

/// The 1-based line of byte `offset` of a text.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    line_column(text, offset).0
}
