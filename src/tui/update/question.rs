//! Answers to questions at the bottom.

use super::{fix, note, write};
use crate::tui::message::Command;
use crate::tui::model::Model;
use crate::tui::prompt::Question;

/// Takes the answer that was typed.
pub(super) fn accept(model: &mut Model) -> Vec<Command> {
    let Some(prompt) = model.prompt.take() else { return Vec::new() };
    let answer = prompt.answer.text;
    match prompt.question {
        Question::Value(values) => fix::answered(model, values, Some(answer)),
        Question::Run(consent) => fix::consented(model, consent, &answer),
        question @ Question::CopyToOwn { .. } => write::copy_answered(model, question, &answer),
        question @ Question::NewEntry { .. } => write::named(model, question, &answer),
    }
}

/// Leaves the question: a value stays open, everything else is not done.
pub(super) fn leave(model: &mut Model) -> Vec<Command> {
    let Some(prompt) = model.prompt.take() else { return Vec::new() };
    match prompt.question {
        Question::Value(values) => return fix::answered(model, values, None),
        Question::Run(_) => note(model, "nothing was run"),
        Question::CopyToOwn { .. } => note(model, "nothing was copied"),
        Question::NewEntry { .. } => note(model, "nothing was written"),
    }
    Vec::new()
}
