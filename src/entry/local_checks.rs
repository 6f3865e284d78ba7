//! What can be said about an entry without knowing the others.
//!
//! Rules over the whole corpus (links, relations, examples that match) are left to [`crate::check`].

use super::body::section_kind;
use super::markdown;
use std::ops::Range;

use super::markdown::{Block, BlockKind, Code as CodeNode, Document};
use super::shell::{Dialect, Lexer, Place};
use super::{Entry, EntryKind, Expectation, SectionKind};
use crate::diagnostic::{Code, Diagnostic};

/// The longest `<name>` that is taken for a placeholder, in bytes.
const NAME_LEN_MAX: usize = 60;

/// Applies every rule to `entry`, whose body is `document`.
pub(super) fn check(entry: &Entry, document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    sections(entry, document, diagnostics);
    parts(entry, diagnostics);
    examples(entry, diagnostics);
    if entry.signatures.is_empty() && entry.ask.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::HardToFind, &entry.source, None, "the entry has neither a signature nor `ask` words")
                .help("add `ask = ['…']`: the words that people search with"),
        );
    }
    angles(entry, document, diagnostics);
}

fn sections(entry: &Entry, document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let needed: &[(SectionKind, &str)] = match entry.kind {
        EntryKind::Problem => {
            &[(SectionKind::Symptom, "Symptom"), (SectionKind::Cause, "Cause"), (SectionKind::Fix, "Fix")]
        }
        EntryKind::Runbook => &[(SectionKind::Steps, "Steps")],
        EntryKind::Checklist | EntryKind::Reference => &[],
    };
    for (kind, name) in needed {
        let is_filled =
            |content: &Range<usize>| entry.source.text.get(content.clone()).is_some_and(|text| !text.trim().is_empty());
        let complaint = match entry.body.section(*kind) {
            Some(section) if is_filled(&section.content) => continue,
            Some(section) => {
                let heading = first_line(entry, &section.span);
                let message = format!("the section {name} is empty");
                Diagnostic::new(Code::MissingSection, &entry.source, Some(heading), message)
            }
            None => {
                let message = format!("an entry of kind `{}` needs a section {name}", entry.kind.word());
                Diagnostic::new(Code::MissingSection, &entry.source, None, message)
            }
        };
        diagnostics.push(complaint.help(format!("write it below a line `## {name}`")));
    }
    if entry.kind == EntryKind::Checklist && !any_task(&document.blocks) {
        diagnostics.push(
            Diagnostic::new(Code::MissingSection, &entry.source, None, "a checklist needs items to tick off")
                .help("write `- [ ] what has to be done`"),
        );
    }
}

fn any_task(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::List { items, .. } => items.iter().any(|item| item.task.is_some() || any_task(&item.blocks)),
        BlockKind::Quote { blocks, .. } => any_task(blocks),
        _ => false,
    })
}

fn parts(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = entry
        .body
        .sections
        .iter()
        .filter(|section| matches!(section.kind, SectionKind::Cause | SectionKind::Fix | SectionKind::Verify))
        .flat_map(|section| section.parts.iter().map(|part| part.title.as_str()))
        .collect();
    for part in entry.signatures.iter().filter_map(|signature| signature.part.as_ref()) {
        if known.iter().any(|title| title.eq_ignore_ascii_case(&part.value)) {
            continue;
        }
        let help = match super::closest::closest(&part.value, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add a heading `### {}` to Cause, Fix or Verify", part.value),
        };
        let message = format!("`part` names `{}`, but Cause, Fix and Verify have no such heading", part.value);
        diagnostics
            .push(Diagnostic::new(Code::UnknownPart, &entry.source, Some(part.span.clone()), message).help(help));
    }
}

fn examples(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let has_example = entry.body.examples.iter().any(|example| example.expect != Expectation::NoMatch);
    if let Some(signature) = entry.signatures.first()
        && entry.kind == EntryKind::Problem
        && !has_example
        // An example that cannot be read is complained about already.
        && diagnostics.iter().all(|diagnostic| diagnostic.code != Code::BadExample)
    {
        let message = "no example shows that the signature matches what it should";
        diagnostics.push(
            Diagnostic::new(Code::NoExample, &entry.source, Some(first_line(entry, &signature.span)), message)
                .help("paste the log below Symptom, in a block that begins with ```log from=\"tool version\""),
        );
    }
    for example in entry.body.examples.iter().filter(|example| example.from.is_none()) {
        let block = &entry.source.text[example.span.clone()];
        let first_line = example.span.start..example.span.start + block.lines().next().unwrap_or_default().len();
        diagnostics.push(
            Diagnostic::new(
                Code::NoProvenance,
                &entry.source,
                Some(first_line),
                "the example does not say where it was seen",
            )
            .help("add `from=\"tool version\"` if it was reproduced, an address if it is quoted, or `from=\"guide\"`"),
        );
    }
}

/// The first line of a place, without its line end.
fn first_line(entry: &Entry, span: &Range<usize>) -> Range<usize> {
    let text = entry.source.text.get(span.clone()).unwrap_or_default();
    span.start..span.start + text.lines().next().unwrap_or_default().len()
}

/// Bare `<name>` in what people paste into a shell.
fn angles(entry: &Entry, document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut is_pasted = false;
    for block in &document.blocks {
        if let BlockKind::Heading { level: 1 | 2, content } = &block.kind {
            let kind = section_kind(&markdown::plain(content));
            is_pasted = matches!(kind, SectionKind::Fix | SectionKind::Verify | SectionKind::Steps);
        }
        if is_pasted {
            angles_in(entry, block, diagnostics);
        }
    }
}

fn angles_in(entry: &Entry, block: &Block, diagnostics: &mut Vec<Diagnostic>) {
    match &block.kind {
        BlockKind::Code(code) if code.is_fenced => {
            let lang = code.info.split_whitespace().next().unwrap_or_default();
            // A block without language is often output or a file.
            if let Some(dialect) = Dialect::of(lang).filter(|_| !lang.is_empty()) {
                angles_of_code(entry, code, dialect, diagnostics);
            }
        }
        BlockKind::List { items, .. } => {
            for inner in items.iter().flat_map(|item| &item.blocks) {
                angles_in(entry, inner, diagnostics);
            }
        }
        BlockKind::Quote { blocks, .. } => blocks.iter().for_each(|inner| angles_in(entry, inner, diagnostics)),
        _ => {}
    }
}

fn angles_of_code(entry: &Entry, code: &CodeNode, dialect: Dialect, diagnostics: &mut Vec<Diagnostic>) {
    let mut lexer = Lexer::new(dialect);
    let mut at = 0;
    for (start, _) in code.text.match_indices('<') {
        lexer.feed(&code.text[at..start]);
        at = start;
        let Some(name) = angle_name(&code.text[start..]) else { continue };
        if lexer.place() != Place::Bare {
            continue;
        }
        let place = code.source_offset(start)..code.source_offset(start) + name.len() + 2;
        let suggested: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
        let message = format!("a shell takes `<{name}>` for a redirection");
        diagnostics.push(
            Diagnostic::new(Code::BareAngle, &entry.source, Some(place), message).label("not quoted").help(format!(
                "write `{{{{{suggested}}}}}` if a signature or the pack names it, else quote it: `'<{name}>'`"
            )),
        );
    }
}

/// The name if `text` begins with `<name>`: a letter first, a letter or digit last, so that `< in > out`,
/// `<(cmd)` and `<<EOF` are none.
fn angle_name(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('<')?;
    let end = inner.bytes().take(NAME_LEN_MAX + 1).position(|b| b == b'>')?;
    let name = &inner[..end];
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
    let is_name =
        name.starts_with(char::is_alphabetic) && name.ends_with(char::is_alphanumeric) && name.chars().all(is_inside);
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirections_are_no_placeholders() {
        for text in ["< in > out", "<in >out", "<<EOF\n>", "<(cmd)", "<&3", "<>", "<1>", "<a"] {
            assert_eq!(angle_name(text), None, "{text}");
        }
        for (text, name) in [("<name>", "name"), ("<your-token> x", "your-token"), ("<the name>", "the name")] {
            assert_eq!(angle_name(text), Some(name));
        }
    }
}
