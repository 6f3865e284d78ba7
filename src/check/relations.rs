//! Links, relations and old ids: each must lead to an entry, and none may claim what another has.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cycles;
use super::places;
use super::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::closest::closest;
use crate::entry::{Entry, EntryId, Expectation, Selector, Spanned};

/// Applies the rules about other entries' names.
pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for (index, checked) in view.reported() {
        let entry = &checked.entry;
        for (key, relations) in relations_of(entry) {
            for relation in relations {
                unknown_selector(view, index, key, relation, found);
            }
        }
        below(view, entry, found);
        links(view, entry, found);
    }
    old_ids(view, found);
    cycles::check(view, found);
}

/// The relations of an entry with the keys they stand under.
pub(super) fn relations_of(entry: &Entry) -> [(&'static str, &[Spanned<Selector>]); 4] {
    [
        ("related", &entry.related),
        ("supersedes", &entry.supersedes),
        ("caused_by", &entry.caused_by),
        ("masks", &entry.masks),
    ]
}

fn unknown_selector(
    view: &View<'_>,
    from: usize,
    key: &str,
    relation: &Spanned<Selector>,
    found: &mut Vec<Diagnostic>,
) {
    let ids = || view.input.entries.iter().map(|checked| &checked.entry.id).chain(&view.input.unreadable);
    let others =
        || view.input.entries.iter().enumerate().filter(|(index, _)| *index != from).map(|(_, checked)| checked);
    let (what, help) = match &relation.value {
        Selector::Id(id) if view.exists(id) => return,
        Selector::Id(id) => (format!("no entry has the id `{id}`"), unknown_id_help(view, id)),
        Selector::Area(area) => {
            let own = view.entry(from);
            if ids().any(|id| *id != own.id && id.area() == area) {
                return;
            }
            let near = closest(area, ids().map(EntryId::area));
            (format!("no other entry stands in the area `{area}`"), did_you_mean(near.map(|near| format!("{near}/*"))))
        }
        Selector::Tag(tag) => {
            let tags = || others().flat_map(|checked| &checked.entry.tags);
            if tags().any(|have| have == tag) {
                return;
            }
            let near = closest(tag, tags().map(String::as_str));
            (format!("no other entry has the tag `{tag}`"), did_you_mean(near.map(|near| format!("tag:{near}"))))
        }
    };
    let source = &view.entry(from).source;
    let message = format!("{what}, but `{key}` names it");
    found.push(Diagnostic::new(Code::UnknownId, source, Some(relation.span.clone()), message).help(help));
}

fn did_you_mean(near: Option<String>) -> String {
    near.map_or_else(|| "correct it, or take it out".to_owned(), |near| format!("did you mean `{near}`?"))
}

/// The entry that an unknown id most likely means.
fn unknown_id_help(view: &View<'_>, id: &EntryId) -> String {
    let entries = || view.input.entries.iter().map(|checked| &checked.entry);
    if let Some(renamed) = entries().find(|entry| entry.old_ids.iter().any(|old| old.value == *id)) {
        return format!("that entry is now called `{}`", renamed.id);
    }
    let slug = |id: &EntryId| id.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = slug(id);
    let moved = entries().map(|entry| &entry.id).find(|known| slug(known) == wanted).map(EntryId::as_str);
    did_you_mean(moved.or_else(|| closest(id.as_str(), entries().map(|entry| entry.id.as_str()))).map(str::to_owned))
}

fn below(view: &View<'_>, entry: &Entry, found: &mut Vec<Diagnostic>) {
    for example in &entry.body.examples {
        let Expectation::Below(id) = &example.expect else { continue };
        let place = Some(places::info_word(entry, example, "below"));
        let unknown = |message: String| Diagnostic::new(Code::UnknownId, &entry.source, place.clone(), message);
        if *id == entry.id {
            let help = "name the entry that answers this log first, or take `below=` out";
            found.push(unknown("an entry cannot rank below itself".to_owned()).help(help));
        } else if !view.exists(id) {
            let message = format!("no entry has the id `{id}`, but `below=` names it");
            found.push(unknown(message).help(unknown_id_help(view, id)));
        }
    }
}

fn links(view: &View<'_>, entry: &Entry, found: &mut Vec<Diagnostic>) {
    for link in &entry.body.links {
        let Some(id) = link.entry.as_ref().filter(|id| !view.exists(id)) else { continue };
        let message = format!("the link `{}` leads to no entry: there is no `{id}`", link.target);
        let help = match unknown_id_help(view, id).strip_prefix("correct it") {
            Some(_) => "link entries by relative paths: `slug.md`, `../area/slug.md`; or take the link out".to_owned(),
            None => unknown_id_help(view, id),
        };
        found.push(Diagnostic::new(Code::BrokenLink, &entry.source, Some(link.span.clone()), message).help(help));
    }
}

/// An old id must not be in use, neither as an id nor as an old id of another entry: it would find the wrong one.
fn old_ids(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<&EntryId, &EntryId> = BTreeMap::new();
    for (index, checked) in view.input.entries.iter().enumerate() {
        let entry = &checked.entry;
        for old in &entry.old_ids {
            let message = if old.value == entry.id {
                "the entry still has this id".to_owned()
            } else if view.exists(&old.value) {
                format!("`{}` is the id of another entry", old.value)
            } else {
                match owners.insert(&old.value, &entry.id) {
                    None => continue,
                    Some(owner) => format!("`{}` is an old id of `{owner}` as well", old.value),
                }
            };
            if view.is_reported(index) {
                found.push(duplicate(entry, &old.span, message));
            }
        }
    }
}

fn duplicate(entry: &Entry, place: &Range<usize>, message: String) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, &entry.source, Some(place.clone()), message)
        .help("take it out of `old_ids`: a name finds one entry")
}
