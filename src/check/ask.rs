//! `ask` phrases must find their entry.

use super::AskSearch;
use super::view::View;
use crate::diagnostic::{Code, Diagnostic};

/// How many entries a person looks at before asking in other words.
const FIRST_COUNT: usize = 3;

/// Searches for every phrase of the reported entries.
pub(super) fn check(view: &View<'_>, search: &dyn AskSearch, found: &mut Vec<Diagnostic>) {
    for (_, checked) in view.reported() {
        let entry = &checked.entry;
        for ask in &entry.ask {
            let first = search.first(&ask.value, FIRST_COUNT);
            if first.iter().take(FIRST_COUNT).any(|id| *id == entry.id) {
                continue;
            }
            let message = format!("searching for these words does not find this entry among the first {FIRST_COUNT}");
            let (label, help) = if first.is_empty() {
                (
                    "finds nothing".to_owned(),
                    "write words that the entry itself uses, or use these words in its title or Symptom",
                )
            } else {
                let ids: Vec<String> = first.iter().map(|id| format!("`{id}`")).collect();
                (
                    format!("finds {}", ids.join(", ")),
                    "add the words that tell this problem from those, or move the phrase to the entry that answers it",
                )
            };
            found.push(
                Diagnostic::new(Code::AskNotFound, &entry.source, Some(ask.span.clone()), message)
                    .label(label)
                    .help(help),
            );
        }
    }
}
