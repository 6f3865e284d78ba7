//! A block of an entry filled in: what the answer has filled stays as it is, and the user's words fill what it left open.
//!
//! Which blocks there are is left to [`document`](super::document), asking for values to `side` and `update`.

use super::document::Answers;
use crate::entry::template::{self, Value};
use crate::knowledge_base::answer::Values;
use crate::report::{FixStep, Unfilled};

/// Fills placeholders as the answer has done it.
pub(super) struct Filling<'a> {
    /// What the log and the pack say.
    pub(super) values: &'a Values<'a>,
    /// The steps of the answer: what they say is what is shown and copied.
    pub(super) fix: &'a [FixStep],
    /// What the user has said.
    pub(super) answers: &'a Answers,
}

impl Filling<'_> {
    /// The text filled in, and what is still open.
    pub(super) fn fill(&self, text: &str, lang: &str) -> (String, Vec<Unfilled>) {
        let is_answered = |step: &FixStep| step.unfilled.iter().any(|open| self.answers.contains_key(&open.name));
        let step = self.fix.iter().find(|step| step.template == text && step.lang == lang);
        if let Some(step) = step.filter(|step| !is_answered(step)) {
            return (step.code.clone(), step.unfilled.clone());
        }
        let filled = template::fill(text, lang, |name| self.values.of(name));
        let answer =
            |name: &str| self.answers.get(name).filter(|_| filled.unfilled.iter().any(|open| open.name == name));
        if filled.unfilled.iter().all(|open| answer(&open.name).is_none()) {
            return (filled.text, filled.unfilled);
        }
        // What the log has said is kept; the user's word fills what it left open.
        let filled = template::fill(text, lang, |name| match answer(name) {
            Some(value) => Value::Trusted(value),
            None => self.values.of(name),
        });
        (filled.text, filled.unfilled)
    }
}
