//! (state, what happened) → (state, what is to be done). Pure: no terminal, no thread, no clock.
//!
//! [`update`] changes what the user asked for and then brings everything that follows from it up to date in [`refresh`]:
//! what is selected, what is loaded, how it is laid out, how far it is scrolled. Files by concern: `keys` (what each
//! action does), `question` (answers to questions), `query`, `input` (logs), `fix`, `links`, `write`, `mouse`, `scrolling`.

mod fix;
mod input;
mod keys;
mod links;
mod mouse;
mod query;
mod question;
mod scrolling;
mod write;

pub use scrolling::LOG_GUTTER;

use super::document;
use super::message::{Checked, Command, Found, Message};
use super::model::{Focus, Item, Model, Note, Shown, SideSource, SideText};
use super::side;
use crate::knowledge_base::why::Why;
use crate::report;

/// Takes in what happened.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    let mut commands = match message {
        Message::Key(key) => keys::key(model, key),
        Message::Paste(text) => input::pasted(model, &text),
        Message::PasteMore(text) => input::pasted_more(model, &text),
        Message::Mouse(mouse) => mouse::mouse(model, mouse),
        Message::Resize(width, height) => {
            (model.width, model.height) = (width, height);
            Vec::new()
        }
        Message::Grown { name, log, failure, is_whole } => input::grown(model, name, log, failure, is_whole),
        Message::Edited(Ok(())) => vec![Command::Redraw, Command::Reopen],
        Message::Edited(Err(why)) => {
            error(model, why);
            vec![Command::Redraw]
        }
        Message::Created(outcome) => write::created(model, outcome),
        Message::Reopened(outcome) => reopened(model, outcome),
        Message::Ran(outcome) => {
            match outcome {
                Ok(words) => note(model, words),
                Err(why) => error(model, why),
            }
            vec![Command::Redraw]
        }
        answer => {
            take_answer(model, answer);
            Vec::new()
        }
    };
    commands.extend(refresh(model));
    commands
}

/// Takes in an answer of a thread.
fn take_answer(model: &mut Model, answer: Message) {
    match answer {
        Message::Matched { number, report } if model.requests.matching == Some(number) => input::matched(model, report),
        Message::Found { number, found } if model.requests.search == Some(number) => {
            query::found(model, found);
        }
        Message::Loaded { number, loaded } if model.requests.load == Some(number) => {
            model.requests.load = None;
            match loaded {
                Ok(loaded) => arrived(model, loaded),
                Err(why) => error(model, why),
            }
            model.document_width = None;
        }
        Message::Explained { number, why } if model.requests.why == Some(number) => {
            model.requests.why = None;
            match why {
                Ok(why) => explained(model, why),
                Err(why) => error(model, why),
            }
        }
        Message::Checked { number, checked } if model.requests.check == Some(number) => {
            model.requests.check = None;
            match checked {
                Ok(checked) => show_problems(model, checked),
                Err(why) => error(model, why),
            }
        }
        Message::Catalog(catalog) => model.catalog = Some(catalog),
        Message::Copied { outcome } => copied(model, outcome),
        Message::Failed(why) => error(model, why),
        Message::Progress(bytes) => model.progress = bytes,
        // An answer to an old question.
        _ => {}
    }
}

/// Takes `bytes` for the log that the program was started with.
pub fn given(model: &mut Model, name: String, bytes: Vec<u8>) -> Vec<Command> {
    let mut commands = input::given(model, name, bytes);
    commands.extend(refresh(model));
    commands
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

fn diagnoses(matches: &[report::Diagnosis]) -> Vec<Item> {
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
    model.visits.clear();
    model.answers.clear();
    model.requests.why = None;
    if model.side_text().is_some() {
        model.shown = Shown::Entry;
    }
    (model.scroll, model.block, model.link, model.mark) = (0, None, None, None);
    model.load_tried = None;
    model.resume = None;
}

/// An entry is there.
fn arrived(model: &mut Model, loaded: Box<super::message::Loaded>) {
    if let Some(visit) = model.visits.last_mut().filter(|visit| visit.item.is_none()) {
        let entry = &loaded.entry;
        visit.item = Some(Item::Hit(Box::new(report::Hit {
            rank: 0,
            id: entry.id.clone(),
            title: entry.title.clone(),
            kind: entry.kind,
            tags: entry.tags.clone(),
            score: 0.0,
            snippet: String::new(),
            marks: Vec::new(),
            source: loaded.source.clone(),
        })));
    }
    model.loaded = Some(loaded);
}

fn explained(model: &mut Model, why: Box<Why>) {
    model.why = SideText { source: SideSource::Why(why), ..SideText::default() };
    model.shown = Shown::Why;
    scrolling::open_pane(model);
}

fn show_problems(model: &mut Model, checked: Checked) {
    let Some(id) = model.written.clone() else { return };
    let count = checked.found.len();
    if count == 0 {
        let signs = if checked.has_signature { "" } else { "; it has no signature yet, so only words find it" };
        return note(model, format!("{id} is in force{signs}"));
    }
    error(model, format!("{id}: {} wrong; e opens it again", super::view::counted(count, "thing")));
    model.problems = SideText { source: SideSource::Problems(id, checked), ..SideText::default() };
    model.shown = Shown::Problems;
    scrolling::open_pane(model);
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
    for input in model.history.iter_mut().chain(&mut model.later).chain(&mut model.input) {
        input.report = None;
        input.marks.clear();
    }
    model.catalog = None;
    model.loaded = None;
    model.load_tried = None;
    model.document_width = None;
    let mut commands = input::match_input(model);
    commands.extend(query::query_changed(model));
    if let Some(id) = model.written.clone() {
        let number = model.requests.number();
        model.requests.check = Some(number);
        commands.push(Command::Check { number, id });
    }
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
    if model.pane_id().is_none() {
        model.is_full &= model.shown != Shown::Entry;
        model.document = document::Document::default();
        model.loaded = None;
        model.requests.load = None;
        if model.focus == Focus::Pane && model.shown == Shown::Entry {
            model.focus = Focus::List;
        }
    }
    if model.focus == Focus::List && !model.has_results() {
        model.focus = Focus::Input;
    }
    let mut commands = load_shown(model);
    commands.extend(query::want_more(model));
    lay_out(model);
    links::arrive(model);
    scrolling::clamp(model);
    commands
}

fn load_shown(model: &mut Model) -> Vec<Command> {
    let Some(id) = model.pane_id().cloned() else { return Vec::new() };
    if model.loaded.as_ref().is_some_and(|loaded| loaded.entry.id == id) || model.load_tried.as_ref() == Some(&id) {
        return Vec::new();
    }
    model.loaded = None;
    model.load_tried = Some(id.clone());
    let number = model.requests.number();
    model.requests.load = Some(number);
    vec![Command::Load { number, id }]
}

/// Columns of the pane's text. Where the pane is hidden it will have the whole body when it is opened.
fn pane_width(model: &Model) -> usize {
    let areas = model.areas();
    if areas.pane.is_empty() { usize::from(areas.body.width).saturating_sub(2) } else { areas.pane_columns() }
}

fn lay_out(model: &mut Model) {
    let width = pane_width(model);
    for side in [&mut model.why, &mut model.problems] {
        if side.width != width {
            side.lines = match &side.source {
                SideSource::Nothing => Vec::new(),
                SideSource::Why(why) => side::why(why, width),
                SideSource::Problems(id, checked) => side::problems(id.as_str(), &checked.found, width),
            };
            side.width = width;
        }
    }
    if model.document_width == Some(width) {
        return;
    }
    match model.pane_item() {
        Some(item) => {
            model.document = document::document(item, model.loaded.as_deref(), &model.answers, width);
            model.document_width = Some(width);
        }
        None => model.document = document::Document::default(),
    }
}
