//! One entry, laid out for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Style;
use crate::entry::markdown::{self, Block, BlockKind, Document};
use crate::entry::{Entry, template};
use crate::knowledge_base::KnowledgeBase;
use crate::knowledge_base::answer::Values;
use crate::render::{ansi, markdown as layout, safe};

/// Examples printed with an entry.
const EXAMPLES_SHOWN: usize = 2;

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
    let left_out = leave_out_examples(&mut document);
    let rendered = layout::render(&document, layout::Options { fill: Some(fill), ..layout::Options::new(style.width) });
    for line in &rendered.lines {
        writeln!(out, "{}", ansi::line(line, style.color))?;
    }
    if left_out > 0 {
        writeln!(out, "\n{}", style.dim(&format!("{left_out} more examples: kb show --raw {}", entry.id)))?;
    }
    Ok(())
}

/// Takes out all but the first examples, and the words that introduce them: they are tests more than reading. How many.
fn leave_out_examples(document: &mut Document) -> usize {
    let mut kept: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut examples = 0;
    for block in document.blocks.drain(..) {
        let is_log = matches!(&block.kind, BlockKind::Code(code) if code.info.split_whitespace().next() == Some("log"));
        examples += usize::from(is_log);
        if !is_log || examples <= EXAMPLES_SHOWN {
            kept.push(block);
            continue;
        }
        let introduces =
            |block: &Block| matches!(&block.kind, BlockKind::Paragraph(words) if markdown::plain(words).ends_with(':'));
        if kept.last().is_some_and(introduces) {
            kept.pop();
        }
    }
    document.blocks = kept;
    examples.saturating_sub(EXAMPLES_SHOWN)
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
