//! `...` and `<name>` in a `text`: an author's way of leaving something out, which no log prints.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, PatternSource, PatternSyntax};
use crate::signature::compile::place_in_value;

/// The longest `<name>` that is taken for a placeholder, in bytes.
const NAME_LEN_MAX: usize = 40;

/// Warns about the first of each in a `text`. A text that an example has proven is not looked at.
pub(super) fn check(entry: &Entry, pattern: &PatternSource, found: &mut Vec<Diagnostic>) {
    if pattern.syntax != PatternSyntax::Text {
        return;
    }
    let dots = ellipsis(&pattern.value).map(|place| (place, "{_:any}".to_owned()));
    let angle = angle(&pattern.value).map(|(place, name)| (place, hole_for(name)));
    for (span, hole) in dots.into_iter().chain(angle) {
        let written = &pattern.value[span.clone()];
        let message = format!("no example shows a log that prints `{written}`");
        let help = format!("write a hole if it stands for something else: `{hole}`; else add an example that shows it");
        let place = place_in_value(&entry.source, pattern, Some(span));
        found.push(Diagnostic::new(Code::PlaceholderInText, &entry.source, Some(place), message).help(help));
    }
}

fn ellipsis(text: &str) -> Option<Range<usize>> {
    let three = text.find("...").map(|at| at..at + 3);
    three.or_else(|| text.find('…').map(|at| at..at + '…'.len_utf8()))
}

/// The first `<name>`: a letter first, a letter or digit last.
fn angle(text: &str) -> Option<(Range<usize>, &str)> {
    text.match_indices('<').find_map(|(at, _)| {
        let inner = &text[at + 1..];
        let name = &inner[..inner.find('>').filter(|len| *len <= NAME_LEN_MAX)?];
        let is_name = name.starts_with(char::is_alphabetic)
            && name.ends_with(char::is_alphanumeric)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'));
        is_name.then_some((at..at + name.len() + 2, name))
    })
}

fn hole_for(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    format!("{{{name}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_between_angles_are_placeholders() {
        for (text, name) in
            [("user <your name> x", Some("your name")), ("a < b > c", None), ("<1>", None), ("x->y <z", None)]
        {
            assert_eq!(angle(text).map(|(_, name)| name), name, "{text}");
        }
        assert_eq!(angle("a <b <host> c").map(|(place, _)| place), Some(5..11));
    }
}
