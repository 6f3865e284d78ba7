//! Where links lead: to an entry, to a heading, or out of the knowledge.

use crate::entry::markdown::Inline;
use crate::entry::{Entry, EntryId};
use crate::render::safe;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an entry, perhaps to a heading of it.
    Entry(EntryId, Option<String>),
    /// To a heading of this entry.
    Heading(String),
    /// Out of the knowledge: an address as written, safe to show.
    Elsewhere(String),
}

/// A link to an entry, as [`target_of`] reads it.
pub(super) fn link_to(id: &EntryId) -> Inline {
    Inline::Link { target: format!("{ENTRY_SCHEME}{id}"), content: vec![Inline::Text(id.to_string())], span: 0..0 }
}

/// What links of the layout's own begin with.
const ENTRY_SCHEME: &str = "kb-entry:";

/// Where a link with this target, safe to show, leads in the text of `entry`.
pub(super) fn target_of(target: &str, entry: Option<&Entry>) -> Target {
    let Some(entry) = entry else {
        let id = target.strip_prefix(ENTRY_SCHEME).and_then(EntryId::new);
        return id.map_or_else(|| Target::Elsewhere(target.to_owned()), |id| Target::Entry(id, None));
    };
    let anchor = target.split_once('#').map(|(_, anchor)| anchor.to_owned());
    let link = entry.body.links.iter().find(|link| safe::line(&link.target) == target);
    match (link.and_then(|link| link.entry.clone()), anchor) {
        (Some(id), Some(anchor)) if id == entry.id => Target::Heading(anchor),
        (Some(id), anchor) => Target::Entry(id, anchor),
        (None, Some(anchor)) if target.starts_with('#') => Target::Heading(anchor),
        (None, _) => Target::Elsewhere(target.to_owned()),
    }
}

/// True for what a browser opens.
pub(super) fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !rest.contains(' ')
    })
}

/// A heading as links name it: lower case, dashes for blanks, no punctuation.
#[must_use]
pub fn anchor_of(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_named_as_links_name_them() {
        for (heading, anchor) in
            [("See also", "see-also"), ("Why? `x_y`", "why-x_y"), ("Über uns", "über-uns"), ("", "")]
        {
            assert_eq!(anchor_of(heading), anchor);
        }
    }

    #[test]
    fn only_what_a_browser_opens_is_an_address() {
        for (text, is) in [("https://a.b/c", true), ("see https://a.b", false), ("RFC 9110", false), ("://x", false)] {
            assert_eq!(is_address(text), is, "{text}");
        }
    }
}
