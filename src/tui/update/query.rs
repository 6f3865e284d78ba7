//! Words in the search box: what changes with them, what completes them, those of before; and browsing by area.

use super::{items_found, list_again, note};
use crate::tui::line_edit::LineEdit;
use crate::tui::message::{Command, Found};
use crate::tui::model::{Browse, Focus, Model, Shown, WORDS_MAX};

/// Entries that are asked for with each letter: each is read and checked, so more would be felt while typing.
const HITS_FIRST: usize = 16;

/// How many times more are asked for when the selection comes near their end.
const HITS_FACTOR: usize = 4;

/// Entries below the selection that should be there already.
const HITS_AHEAD: usize = 6;

/// Entries that a search shows at most: nobody reads on.
const HITS_MAX: usize = 2_000;

/// What was typed has changed.
pub(super) fn query_changed(model: &mut Model) -> Vec<Command> {
    model.requests.search = None;
    model.shown = Shown::Entry;
    model.browse = None;
    if model.query.text.trim().is_empty() {
        model.found = None;
        list_again(model);
        return Vec::new();
    }
    let number = model.requests.number();
    model.requests.search = Some(number);
    let mut commands = vec![Command::Search { number, text: model.query.text.clone(), limit: HITS_FIRST }];
    commands.extend(filter_being_typed(&model.query).and_then(|_| want_catalog(model)));
    commands
}

/// Asks for more entries once the selection comes near the last one there is.
pub(super) fn want_more(model: &mut Model) -> Option<Command> {
    let found = model.found.as_ref()?;
    let areas = model.areas();
    let in_view = usize::from(areas.list.height) / areas.lines_per_result().max(1);
    let is_near = (model.selected + HITS_AHEAD).max(model.list_top + in_view) >= model.items.len();
    if !is_near || found.limit >= found.total.min(HITS_MAX) || model.requests.search.is_some() {
        return None;
    }
    let limit = found.limit.saturating_mul(HITS_FACTOR).min(HITS_MAX);
    let number = model.requests.number();
    model.requests.search = Some(number);
    Some(Command::Search { number, text: model.query.text.clone(), limit })
}

/// Takes in entries for the words: other ones, or more of them below those that are shown.
pub(super) fn found(model: &mut Model, found: Found) {
    model.requests.search = None;
    let is_more = model.found.as_ref().is_some_and(|before| before.limit < found.limit);
    model.found = Some(found);
    if is_more {
        model.items = model.found.as_ref().map_or_else(Vec::new, items_found);
    } else {
        list_again(model);
    }
}

/// Asks for the catalog unless it is there.
fn want_catalog(model: &Model) -> Option<Command> {
    model.catalog.is_none().then_some(Command::Catalog)
}

/// Field and value of a filter such as `tag:do` that ends at the cursor, and where the value begins.
fn filter_being_typed(query: &LineEdit) -> Option<(&str, &str, usize)> {
    let before = &query.text[..query.cursor];
    let word_start = before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    let word = &before[word_start..];
    let colon = word.find(':')?;
    let field = word[..colon].trim_start_matches('-');
    ["tag", "kind", "area"].contains(&field).then(|| (field, &word[colon + 1..], word_start + colon + 1))
}

/// Completes a filter that ends at the cursor: as far as all values agree, else it names them. `None` if there is no
/// filter.
pub(super) fn complete(model: &mut Model) -> Option<Vec<Command>> {
    let (field, start, value_at) = filter_being_typed(&model.query)?;
    let Some(catalog) = model.catalog.clone() else { return Some(want_catalog(model).into_iter().collect()) };
    let values = catalog.completions(field, start);
    let Some(first) = values.first() else {
        let text = format!("no entry has a {field} that begins with `{start}`");
        note(model, text);
        return Some(Vec::new());
    };
    let common = values.iter().fold(first.len(), |common, value| {
        first.bytes().zip(value.bytes()).take(common).take_while(|(a, b)| a == b).count()
    });
    let common = (0..=common).rev().find(|at| first.is_char_boundary(*at)).unwrap_or(0);
    let mut completed = first[..common].to_owned();
    if values.len() == 1 {
        completed.push(' ');
    }
    if completed.len() <= start.len() {
        let text = values.join("  ");
        note(model, text);
        return Some(Vec::new());
    }
    let cursor = model.query.cursor;
    model.query.text.replace_range(value_at..cursor, &completed);
    model.query.cursor = value_at + completed.len();
    Some(query_changed(model))
}

/// Remembers the words, which have led to something.
pub(super) fn remember(model: &mut Model) {
    let text = model.query.text.trim().to_owned();
    model.recalled = None;
    if !text.is_empty() {
        model.words.retain(|words| *words != text);
        model.words.push(text);
        if model.words.len() > WORDS_MAX {
            model.words.remove(0);
        }
    }
}

/// Puts words of before into the box; each time older ones.
pub(super) fn recall(model: &mut Model) -> Vec<Command> {
    let count = model.words.len();
    if count == 0 {
        note(model, "nothing was searched for before");
        return Vec::new();
    }
    let mut back = model.recalled.map_or(0, |back| (back + 1) % count);
    if count > 1 && model.words[count - 1 - back] == model.query.text.trim() {
        back = (back + 1) % count;
    }
    model.query = LineEdit::of(model.words[count - 1 - back].clone());
    model.recalled = Some(back);
    query_changed(model)
}

/// Shows the areas.
pub(super) fn browse(model: &mut Model) -> Vec<Command> {
    model.query = LineEdit::default();
    model.found = None;
    model.requests.search = None;
    model.shown = Shown::Entry;
    list_again(model);
    model.items.clear();
    model.is_full = false;
    model.focus = Focus::List;
    model.browse = Some(Browse::default());
    want_catalog(model).into_iter().collect()
}

/// Lists the entries of the selected area.
pub(super) fn open_area(model: &mut Model) -> Vec<Command> {
    let area = model.browse.and_then(|browse| model.catalog.as_ref()?.areas.get(browse.selected));
    let Some((area, _)) = area else { return Vec::new() };
    model.query = LineEdit::of(format!("area:{area} "));
    query_changed(model)
}
