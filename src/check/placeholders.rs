//! `{{name}}` in a body that nothing fills.
//!
//! It may be meant for another program (Ansible, Jinja), so this is a note only.

use std::collections::BTreeSet;

use super::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::closest::closest;
use crate::entry::template;

/// Names that are filled without a capture or a variable.
pub(super) const BUILT_IN: [&str; 2] = ["stream", "service"];

/// Words of Go templates (`docker ps --format`, Helm) that stand between double braces alone.
const GO_TEMPLATE_WORDS: [&str; 4] = ["end", "else", "break", "continue"];

/// Looks at the bodies of the reported entries; each name is named once per entry.
pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    for (index, checked) in view.reported() {
        let compiled = view.compiled(index);
        // What a broken signature would capture is not known.
        if !compiled.is_sound() {
            continue;
        }
        let entry = &checked.entry;
        let mut known: BTreeSet<&str> = BUILT_IN.into_iter().collect();
        known.extend(compiled.working().flat_map(|(_, signature)| signature.capture_names()));
        known.extend(checked.vars.iter().map(String::as_str));
        let mut seen = BTreeSet::new();
        for section in &entry.body.sections {
            let text = entry.source.text.get(section.span.clone()).unwrap_or_default();
            for placeholder in template::names(text) {
                let at = section.span.start + placeholder.span.start;
                let in_log = entry.body.examples.iter().any(|example| example.span.contains(&at));
                let is_known = known.contains(placeholder.name) || GO_TEMPLATE_WORDS.contains(&placeholder.name);
                if in_log || is_known || !seen.insert(placeholder.name) {
                    continue;
                }
                let help = match closest(placeholder.name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{{{{{near}}}}}`?"),
                    None => format!(
                        "capture `{}` in a signature, define it in `[vars]` of kb.toml, or leave it as it is if it is meant for another program",
                        placeholder.name
                    ),
                };
                let message = format!("nothing fills `{{{{{}}}}}`, so it is shown as written", placeholder.name);
                let place = at..section.span.start + placeholder.span.end;
                found.push(Diagnostic::new(Code::UnknownPlaceholder, &entry.source, Some(place), message).help(help));
            }
        }
    }
}
