//! The same signature twice: no log can tell the two apart.

use std::collections::BTreeMap;

use super::place;
use crate::check::view::{View, member_sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::Entry;
use crate::rank::selects;

/// A signature: position of the entry, position among its signatures.
type At = (usize, usize);

/// Reports each signature that an entry before it, or the same one, has as well.
pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let mut by_key: BTreeMap<&str, Vec<At>> = BTreeMap::new();
    for index in 0..view.input.entries.len() {
        for (position, signature) in view.compiled(index).working() {
            by_key.entry(signature.key.0.as_str()).or_default().push((index, position));
        }
    }
    for same in by_key.values() {
        for (later, second) in same.iter().enumerate() {
            let first = same[..later].iter().find(|first| is_duplicate(view, **first, *second));
            if let Some(first) = first {
                report(view, *first, *second, found);
            }
        }
    }
}

/// Keys are short, so the texts have the last word. Where one entry supersedes the other, that one answers.
fn is_duplicate(view: &View<'_>, first: At, second: At) -> bool {
    let (a, b) = (view.entry(first.0), view.entry(second.0));
    let settled = first.0 != second.0 && (selects(&a.supersedes, b) || selects(&b.supersedes, a));
    !settled && patterns(a, first.1) == patterns(b, second.1)
}

fn patterns(entry: &Entry, position: usize) -> Vec<(&str, bool, usize)> {
    member_sources(&entry.signatures[position].condition)
        .into_iter()
        .map(|member| (member.pattern.value.as_str(), member.pattern.ignore_case, member.count))
        .collect()
}

/// The complaint stands at the second one, or at the first where only that is asked for.
fn report(view: &View<'_>, first: At, second: At, found: &mut Vec<Diagnostic>) {
    let (here, there) = if view.is_reported(second.0) { (second, first) } else { (first, second) };
    if !view.is_reported(here.0) {
        return;
    }
    let (entry, other) = (view.entry(here.0), view.entry(there.0));
    let (message, help) = if here.0 == there.0 {
        ("the entry has this signature twice".to_owned(), "take one of the two out".to_owned())
    } else {
        let help = format!(
            "merge the two entries, or add words that tell them apart, or write `supersedes = ['{}']` here if this one is to answer",
            other.id
        );
        (format!("`{}` has the same signature, so no log can tell the two apart", other.id), help)
    };
    found
        .push(Diagnostic::new(Code::DuplicateSignature, &entry.source, Some(place(entry, here.1)), message).help(help));
}
