//! One entry, laid out for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Style;
use crate::entry::markdown;
use crate::entry::{Entry, template};
use crate::knowledge_base::KnowledgeBase;
use crate::knowledge_base::answer::Values;
use crate::render::examples::Examples;
use crate::render::{ansi, markdown as layout, safe};

/// Prints title, facts and body; placeholders are filled as far as its variables go.
///
/// # Errors
/// What `out` says.
pub fn entry(kb: &KnowledgeBase, entry: &Entry, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.strong(&safe::line(&entry.title)))?;
    writeln!(out, "{}", style.dim(&facts(kb, entry)))?;
    writeln!(out)?;
    let captures = BTreeMap::new();
    let vars = kb.vars_of(&entry.id);
    let values = Values { entry, captures: &captures, vars: &vars, stream: "" };
    let fill = |text: &str, lang: &str| template::fill(text, lang, |name| values.of(name)).text;
    body(entry, style, &fill, out)?;
    references(entry, style, out)
}

/// The body, laid out.
fn body(entry: &Entry, style: Style, fill: &layout::Fill<'_>, out: &mut dyn Write) -> io::Result<()> {
    let begin = entry.body.sections.first().map_or(entry.source.text.len(), |section| section.span.start);
    let mut document = markdown::parse(&entry.source.text, begin..entry.source.text.len());
    let mut examples = Examples::default();
    examples.thin(&mut document);
    let rendered = layout::render(&document, layout::Options { fill: Some(fill), ..layout::Options::new(style.width) });
    for line in &rendered.lines {
        writeln!(out, "{}", ansi::line(line, style.color))?;
    }
    if let Some(note) = examples.note(entry.id.as_str()) {
        writeln!(out, "\n{}", style.dim(&note))?;
    }
    Ok(())
}

/// `docker/x · problem · docker, network · verified 2026-11-21 · shop pack`
fn facts(kb: &KnowledgeBase, entry: &Entry) -> String {
    let mut facts = vec![entry.id.to_string(), entry.kind.word().to_owned()];
    if !entry.tags.is_empty() {
        facts.push(entry.tags.join(", "));
    }
    facts.extend(entry.verified.as_ref().map(|date| format!("verified {date}")));
    if !entry.applies_to.is_empty() {
        facts.push(entry.applies_to.join(", "));
    }
    if let Some(place) = kb.place(&entry.id).filter(|place| place.pack != "builtin") {
        let overrides = place.overrides.map(|pack| format!(", overrides {pack}")).unwrap_or_default();
        facts.push(format!("pack {}{overrides}", place.pack));
    }
    safe::line(&facts.join(" · "))
}

fn references(entry: &Entry, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if entry.references.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.strong("References"))?;
    entry.references.iter().try_for_each(|reference| writeln!(out, "  {}", safe::line(reference)))
}
