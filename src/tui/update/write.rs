//! Writing: an entry is edited, a built-in one copied first, a new one drafted from the log.

use super::input::line_of;
use super::{error, note};
use crate::entry::{Entry, EntryId};
use crate::knowledge_base::draft::{draft, suggested_id};
use crate::tui::line_edit::LineEdit;
use crate::tui::message::Command;
use crate::tui::model::{Model, Shown, SideSource};
use crate::tui::prompt::{Prompt, Question};

/// Opens the entry's file where the marked block stands, or where its first problem is.
pub(super) fn edit(model: &mut Model) -> Vec<Command> {
    if let (Shown::Problems, SideSource::Problems(_, checked)) = (model.shown, &model.problems.source)
        && let (Some(path), Some(first)) = (checked.file.clone(), checked.found.first())
    {
        return vec![Command::Edit { path, line: first.line_column().0 }];
    }
    let Some(loaded) = &model.loaded else {
        error(model, "there is no entry to edit");
        return Vec::new();
    };
    let offset = model.block.and_then(|at| model.document.blocks.get(at)).map_or(0, |block| block.offset);
    let line = line_of(&loaded.entry.source.text, offset);
    let id = loaded.entry.id.clone();
    if let Some(path) = loaded.file.clone() {
        model.written = Some(id);
        return vec![Command::Edit { path, line }];
    }
    let Some(place) = &model.place_copy else {
        error(model, format!("{id} is built in, and there is no folder of your own to copy it to"));
        return Vec::new();
    };
    let (text, offset) = without_files(&loaded.entry, offset);
    let line = line_of(&text, offset);
    let question = Question::CopyToOwn { id, text, line, folder: place.folder.clone() };
    model.prompt = Some(Prompt { question, answer: LineEdit::default() });
    Vec::new()
}

/// The text of an entry without the examples whose logs stand in files of their own, which a copy does not bring along;
/// and where byte `offset` is then.
fn without_files(entry: &Entry, offset: usize) -> (String, usize) {
    let text = &entry.source.text;
    let (mut kept, mut at, mut moved) = (String::new(), 0, offset);
    for example in entry.body.examples.iter().filter(|example| example.file.is_some()) {
        let end = text.len().min(example.span.end);
        // The blank line behind it goes along.
        let end = end + text[end..].len() - text[end..].trim_start_matches('\n').len();
        if example.span.start < at {
            continue;
        }
        kept.push_str(&text[at..example.span.start]);
        if end <= offset {
            moved -= end - example.span.start;
        }
        at = end;
    }
    kept.push_str(&text[at..]);
    (kept, moved)
}

/// Takes the answer to whether a built-in entry is to be copied.
pub(super) fn copy_answered(model: &mut Model, question: Question, answer: &str) -> Vec<Command> {
    let Question::CopyToOwn { id, text, line, folder } = question else { return Vec::new() };
    if !matches!(answer.trim(), "y" | "yes") {
        note(model, "nothing was copied");
        return Vec::new();
    }
    model.written = Some(id.clone());
    vec![Command::Create { folder, id, text, line, is_draft: false }]
}

/// Asks what a new entry about the log is to be called.
pub(super) fn new_entry(model: &mut Model) -> Vec<Command> {
    let Some(place) = &model.place_new else {
        error(model, "there is no pack to write to: make a folder with an empty kb.toml");
        return Vec::new();
    };
    let question = Question::NewEntry { folder: place.folder.clone() };
    let log = model.input.as_ref().map_or(&[] as &[u8], |input| input.log.raw());
    let answer = LineEdit::of(suggested_id(log));
    model.prompt = Some(Prompt { question, answer });
    Vec::new()
}

/// Takes the id of a new entry.
pub(super) fn named(model: &mut Model, question: Question, answer: &str) -> Vec<Command> {
    let Question::NewEntry { folder } = &question else { return Vec::new() };
    let answer = answer.trim();
    let Some(id) = EntryId::new(answer) else {
        error(model, "an id is area/name: small letters, digits and dashes, such as docker/port-taken");
        model.prompt = Some(Prompt { question, answer: LineEdit::of(answer) });
        return Vec::new();
    };
    let log = model.input.as_ref().map_or(&[] as &[u8], |input| input.log.raw());
    let evidence = first_evidence(model);
    let text = draft(&id, log, evidence);
    let line = text.lines().position(|line| line.starts_with("title")).map_or(1, |at| at + 1);
    model.written = Some(id.clone());
    vec![Command::Create { folder: folder.clone(), id, text, line, is_draft: true }]
}

/// The 0-based line of the evidence that was gone to last.
fn first_evidence(model: &Model) -> Option<usize> {
    let input = model.input.as_ref()?;
    input.marks.get(model.mark?).map(|mark| mark.first)
}

/// The editor of a new file has ended. `true`: something was written.
pub(super) fn created(model: &mut Model, outcome: Result<bool, String>) -> Vec<Command> {
    match outcome {
        Ok(true) => return vec![Command::Redraw, Command::Reopen],
        Ok(false) => {
            model.written = None;
            note(model, "the draft was left as it was: nothing is kept");
        }
        Err(why) => {
            model.written = None;
            error(model, why);
        }
    }
    vec![Command::Redraw]
}
