//! Links: marked, followed, and the way back.

use super::{error, note};

use crate::tui::message::Command;
use crate::tui::model::{Model, Position, Shown, VISITS_MAX, Visit};
use crate::tui::target::{Target, anchor_of};

/// Marks the next link or the one before, and shows it.
pub(super) fn mark_link(model: &mut Model, forward: bool) {
    let count = model.document.links.len();
    if count == 0 {
        return note(model, "this entry has no link");
    }
    let height = model.pane_height().max(1);
    let in_view = model.scroll..model.scroll + height;
    let first_in_view = model.document.links.iter().position(|link| in_view.contains(&link.line));
    let at = match (model.link, forward) {
        (None, true) => first_in_view.unwrap_or(0),
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    model.link = Some(at);
    let line = model.document.links[at].line;
    if !in_view.contains(&line) {
        model.scroll = line.saturating_sub(height / 3);
    }
    let key = model.keymap.key_of(crate::tui::keymap::Action::Open);
    let words = match &model.document.links[at].target {
        Target::Entry(id, _) => format!("{id} · {key} goes there"),
        Target::Heading(anchor) => format!("#{anchor} · {key} goes there"),
        Target::Elsewhere(address) => format!("{address} · {key} copies it"),
    };
    note(model, words);
}

/// Follows the marked link; `None` if none is marked.
pub(super) fn follow(model: &mut Model) -> Option<Vec<Command>> {
    let target = model.document.links.get(model.link?)?.target.clone();
    Some(match target {
        Target::Entry(id, anchor) => {
            visit(model, id, anchor);
            Vec::new()
        }
        Target::Heading(anchor) => {
            go_to_heading(model, &anchor);
            Vec::new()
        }
        Target::Elsewhere(address) => {
            model.copying = Some(format!("the address {address}"));
            vec![Command::Copy { text: address }]
        }
    })
}

fn visit(model: &mut Model, id: crate::entry::EntryId, anchor: Option<String>) {
    let from = Position { scroll: model.scroll, block: model.block, link: model.link };
    // What the log says about it is worth more than the bare entry.
    let answers = model.input.as_ref().and_then(|input| input.report.as_ref());
    let diagnosis = answers.and_then(|report| report.matches.iter().find(|one| one.id == id));
    let item = diagnosis.map(|one| crate::tui::model::Item::Diagnosis(Box::new(one.clone())));
    model.visits.push(Visit { id, item, anchor, from });
    if model.visits.len() > VISITS_MAX {
        model.visits.remove(0);
    }
    show(model, Position::default());
}

fn show(model: &mut Model, at: Position) {
    (model.scroll, model.block, model.link) = (0, None, None);
    model.resume = Some(at);
    model.shown = Shown::Entry;
    model.document_width = None;
    model.load_tried = None;
    model.requests.why = None;
    model.answers.clear();
}

/// Goes back to where the last link was; false if none was followed.
pub(super) fn go_back(model: &mut Model) -> bool {
    let Some(visit) = model.visits.pop() else { return false };
    show(model, visit.from);
    true
}

/// The key for going back.
pub(super) fn return_key(model: &mut Model) {
    if !go_back(model) {
        note(model, "no link was followed");
    }
}

fn go_to_heading(model: &mut Model, anchor: &str) {
    let anchor = anchor_of(anchor);
    match model.document.headings.iter().find(|(heading, _)| *heading == anchor) {
        Some((_, line)) => model.scroll = *line,
        None => error(model, format!("there is no heading `{anchor}` here")),
    }
}

/// Once an entry is there: shows it where one was reading, or the heading that the link named.
pub(super) fn arrive(model: &mut Model) {
    if model.loaded.is_none() {
        return;
    }
    if let Some(at) = model.resume.take() {
        (model.scroll, model.block, model.link) = (at.scroll, at.block, at.link);
    }
    if let Some(anchor) = model.visits.last_mut().and_then(|visit| visit.anchor.take()) {
        go_to_heading(model, &anchor);
    }
}
