//! Blocks of code: marked, copied, printed, run; and the questions that come before that.

use super::{error, note};
use crate::entry::Effect;
use crate::render::safe;
use crate::report::Unfilled;
use crate::tui::document::{Block, fill_block};
use crate::tui::line_edit::LineEdit;
use crate::tui::message::Command;
use crate::tui::model::{Model, Shown};
use crate::tui::prompt::{Consent, OpenValues, Prompt, Purpose, Question};
use crate::tui::shell;

/// Uses a block of code: asks for what is open, then does it.
pub(super) fn use_block(model: &mut Model, index: usize, purpose: Purpose) -> Vec<Command> {
    let Some(block) = model.document.blocks.get(index) else {
        no_block(model, index);
        return Vec::new();
    };
    if purpose == Purpose::Run && !shell::can_run(&block.lang) {
        let lang = if block.lang.is_empty() { "no language".to_owned() } else { block.lang.clone() };
        error(model, format!("block {} is no shell command ({lang}); copy it", index + 1));
        return Vec::new();
    }
    let open = block.unfilled.clone();
    show_block(model, index);
    if open.is_empty() {
        return finish(model, index, purpose);
    }
    ask(model, OpenValues { block: index, purpose, open, at: 0, answers: Default::default() });
    Vec::new()
}

fn ask(model: &mut Model, values: OpenValues) {
    let name = values.open.get(values.at).map(|open| open.name.clone()).unwrap_or_default();
    let known = model.answers.get(&name).cloned().unwrap_or_default();
    model.prompt = Some(Prompt { question: Question::Value(values), answer: LineEdit::of(known) });
}

/// Takes an answer, or `None` for a value that stays open, and asks for the next one.
pub(super) fn answered(model: &mut Model, mut values: OpenValues, answer: Option<String>) -> Vec<Command> {
    if let (Some(open), Some(answer)) = (values.open.get(values.at), answer.filter(|answer| !answer.is_empty())) {
        values.answers.insert(open.name.clone(), answer);
    }
    values.at += 1;
    if values.at < values.open.len() {
        ask(model, values);
        return Vec::new();
    }
    model.answers.extend(values.answers);
    model.document_width = None;
    finish(model, values.block, values.purpose)
}

/// Does what the block is for, with everything that is known.
fn finish(model: &mut Model, index: usize, purpose: Purpose) -> Vec<Command> {
    let Some((code, open)) = filled(model, index) else { return Vec::new() };
    match purpose {
        Purpose::Copy => {
            let open = open_values(&open);
            model.copying = Some(format!("block {}{open}", index + 1));
            vec![Command::Copy { text: code }]
        }
        Purpose::Print => vec![Command::Quit { exit_code: 0, print: Some(code) }],
        Purpose::Run => {
            ask_consent(model, index, code, &open);
            Vec::new()
        }
    }
}

fn filled(model: &Model, index: usize) -> Option<(String, Vec<Unfilled>)> {
    let block: &Block = model.document.blocks.get(index)?;
    if block.unfilled.is_empty() {
        return Some((block.code.clone(), Vec::new()));
    }
    Some(fill_block(model.pane_item()?, model.loaded.as_deref()?, &model.answers, block))
}

fn ask_consent(model: &mut Model, index: usize, code: String, open: &[Unfilled]) {
    if !open.is_empty() {
        return error(model, format!("not run:{}", open_values(open)));
    }
    let (lang, effect) = model
        .document
        .blocks
        .get(index)
        .map_or((String::new(), Effect::Change), |block| (block.lang.clone(), block.effect));
    // What is run is what is shown.
    if safe::text(&code) != code.replace('\t', "    ") {
        return error(model, "not run: the command holds characters that cannot be shown");
    }
    model.shown = Shown::Entry;
    model.prompt =
        Some(Prompt { question: Question::Run(Consent { code, lang, effect }), answer: LineEdit::default() });
}

/// Takes the answer to whether a command is to be run.
pub(super) fn consented(model: &mut Model, consent: Consent, answer: &str) -> Vec<Command> {
    if answer.trim() != consent.word() {
        note(model, format!("nothing was run: that was not `{}`", consent.word()));
        return Vec::new();
    }
    if !crate::tui::view::consent::fits(model.areas().body, &consent) {
        error(model, "nothing was run: not all of the command was in view; enlarge the window");
        return Vec::new();
    }
    vec![Command::Run { code: consent.code, lang: consent.lang }]
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
    let text = match (model.pane_id(), model.document.blocks.len()) {
        (None, _) => "paste a log or type words first".to_owned(),
        (Some(_), _) if model.loaded.is_none() => "the entry is not there yet".to_owned(),
        (Some(_), 0) => "this entry has no block of code".to_owned(),
        (Some(_), count) => format!("there is no block {}; the last is {count}", index + 1),
    };
    error(model, text);
}

/// Marks the next block of code or the one before, and shows it.
pub(super) fn mark_block(model: &mut Model, forward: bool) {
    let count = model.document.blocks.len();
    if count == 0 {
        return no_block(model, 0);
    }
    model.shown = Shown::Entry;
    let at = match (model.block, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1).min(count - 1),
        (Some(at), false) => at.saturating_sub(1),
    };
    show_block(model, at);
}

/// Marks a block and sees to it that its beginning is in view.
fn show_block(model: &mut Model, index: usize) {
    model.block = Some(index);
    let Some(block) = model.document.blocks.get(index) else { return };
    let height = model.pane_height();
    if block.line < model.scroll || block.line + 2 > model.scroll + height {
        model.scroll = block.line.saturating_sub(height / 3);
    }
}

/// Copies the whole entry as its file has it.
pub(super) fn copy_entry(model: &mut Model) -> Vec<Command> {
    let Some(loaded) = &model.loaded else {
        error(model, "there is no entry to copy");
        return Vec::new();
    };
    let text = loaded.entry.source.text.clone();
    model.copying = Some(format!("the entry {}", loaded.entry.id));
    vec![Command::Copy { text }]
}
