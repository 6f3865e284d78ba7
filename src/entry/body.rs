//! The body: sections, their parts and code, examples, links, and the prose that is searched.
//!
//! Works on the tree of [`super::markdown`]. Whether a link or a `below=` leads anywhere is left to
//! [`crate::check`].

use std::ops::Range;
use std::sync::Arc;

use super::limits::EXAMPLES_MAX;
use super::markdown::{self, Block, BlockKind, Code as CodeNode, Document, Inline};
use super::{Body, CodeBlock, Effect, EntryId, Example, Expectation, Link, Part, Section, SectionKind, example};
use crate::diagnostic::{Code, Diagnostic, SourceFile};

/// The headings that mean something, in lower case.
const HEADINGS: &[(&str, SectionKind)] = &[
    ("symptom", SectionKind::Symptom),
    ("symptoms", SectionKind::Symptom),
    ("cause", SectionKind::Cause),
    ("causes", SectionKind::Cause),
    ("fix", SectionKind::Fix),
    ("fixes", SectionKind::Fix),
    ("verify", SectionKind::Verify),
    ("prevent", SectionKind::Prevent),
    ("prevention", SectionKind::Prevent),
    ("not this", SectionKind::NotThis),
    ("see also", SectionKind::SeeAlso),
    ("steps", SectionKind::Steps),
    ("tried", SectionKind::Tried),
];

/// What a section is for, by its heading (any case, a colon at its end tolerated).
#[must_use]
pub fn section_kind(heading: &str) -> SectionKind {
    let words = heading.trim().trim_end_matches(':').to_lowercase();
    HEADINGS.iter().find(|(known, _)| *known == words).map_or(SectionKind::Other, |(_, kind)| *kind)
}

/// Reads the body out of `document`, which stands in `range` of `source`.
pub(super) fn read(
    id: &EntryId,
    source: &Arc<SourceFile>,
    document: &Document,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let mut reader = Reader { id, source, diagnostics, body: Body::default(), above: String::new(), part: None };
    reader.open_section(SectionKind::Lead, String::new(), range.start..range.start);
    for block in &document.blocks {
        reader.top_level(block);
    }
    reader.close_section(range.end);
    let mut body = reader.body;
    body.sections.retain(|section| section.kind != SectionKind::Lead || !is_blank(source, &section.content));
    body
}

fn is_blank(source: &SourceFile, range: &Range<usize>) -> bool {
    source.text.get(range.clone()).is_none_or(|text| text.trim().is_empty())
}

/// Walks the blocks in file order.
struct Reader<'a> {
    id: &'a EntryId,
    source: &'a Arc<SourceFile>,
    diagnostics: &'a mut Vec<Diagnostic>,
    body: Body,
    /// The sentence, list item or heading that the next block of code stands under.
    above: String,
    /// The H3 heading that is open.
    part: Option<String>,
}

impl Reader<'_> {
    fn section(&mut self) -> &mut Section {
        self.body.sections.last_mut().expect("the lead is opened first")
    }

    fn open_section(&mut self, kind: SectionKind, title: String, heading: Range<usize>) {
        // `Fix` above a block of code says nothing about the block.
        self.above = if kind == SectionKind::Other { title.clone() } else { String::new() };
        self.part = None;
        self.body.sections.push(Section {
            kind,
            title,
            content: heading.end..heading.end,
            span: heading,
            parts: Vec::new(),
            blocks: Vec::new(),
            prose: String::new(),
        });
    }

    /// Ends the open section, and the open part with it, at byte `end`.
    fn close_section(&mut self, end: usize) {
        self.close_part(end);
        let section = self.section();
        section.span.end = end;
        section.content.end = end;
    }

    fn close_part(&mut self, end: usize) {
        if self.part.take().is_some()
            && let Some(part) = self.section().parts.last_mut()
        {
            part.span.end = end;
        }
    }

    /// A block that stands in no other: the only place where headings divide the entry.
    fn top_level(&mut self, block: &Block) {
        let BlockKind::Heading { level, content } = &block.kind else { return self.block(block) };
        let title = markdown::plain(content);
        match level {
            1 | 2 => {
                self.close_section(block.span.start);
                self.links(content);
                self.open_section(section_kind(&title), title, block.span.clone());
            }
            3 => {
                self.close_part(block.span.start);
                self.block(block);
                self.part = Some(title.clone());
                self.section().parts.push(Part { title, span: block.span.clone() });
            }
            _ => self.block(block),
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                self.words(content);
                self.above = markdown::plain(content);
            }
            BlockKind::Paragraph(content) => {
                self.words(content);
                self.above = last_sentence(&markdown::plain(content)).to_owned();
            }
            BlockKind::List { items, .. } => {
                for inner in items.iter().flat_map(|item| &item.blocks) {
                    self.block(inner);
                }
            }
            BlockKind::Quote { blocks, .. } => blocks.iter().for_each(|inner| self.block(inner)),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    row.iter().for_each(|cell| self.words(cell));
                }
            }
            BlockKind::Code(code) if code.is_fenced => self.code(code, &block.span),
            BlockKind::Code(code) => self.prose(&code.text),
            BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }

    fn words(&mut self, content: &[Inline]) {
        self.links(content);
        self.prose(&markdown::plain(content));
    }

    fn prose(&mut self, words: &str) {
        let section = self.section();
        if !words.is_empty() {
            if !section.prose.is_empty() {
                section.prose.push('\n');
            }
            section.prose.push_str(words);
        }
    }

    fn links(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Link { target, content, span } => {
                    self.link(target, span);
                    self.links(content);
                }
                Inline::Emph(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.links(inner),
                _ => {}
            }
        }
    }

    fn link(&mut self, target: &str, span: &Range<usize>) {
        let entry = match linked(self.id, target) {
            Linked::Entry(id) => Some(id),
            Linked::Elsewhere => None,
            Linked::Nowhere => {
                let message = format!("`{target}` cannot be an entry of this pack");
                self.diagnostics.push(
                    Diagnostic::new(Code::BrokenLink, self.source, Some(span.clone()), message)
                        .help("link entries by relative paths: `slug.md`, `../area/slug.md`"),
                );
                None
            }
        };
        self.body.links.push(Link { target: target.to_owned(), entry, span: span.clone() });
    }

    fn code(&mut self, code: &CodeNode, span: &Range<usize>) {
        let mut words = code.info.split_whitespace();
        let lang = words.next().unwrap_or_default().to_lowercase();
        if lang == "log" {
            return self.example(code, span);
        }
        let effect = words.find_map(|word| match word {
            "check" => Some(Effect::Check),
            "danger" => Some(Effect::Danger),
            _ => None,
        });
        let block = CodeBlock {
            title: self.above.clone(),
            part: self.part.clone(),
            effect: effect.unwrap_or_default(),
            lang,
            code: code.text.clone(),
            span: span.clone(),
        };
        self.section().blocks.push(block);
    }

    fn example(&mut self, code: &CodeNode, span: &Range<usize>) {
        match self.read_example(code, span) {
            Ok(example) => self.body.examples.push(example),
            Err(complaint) => self.diagnostics.push(complaint),
        }
    }

    fn read_example(&mut self, code: &CodeNode, span: &Range<usize>) -> Result<Example, Diagnostic> {
        let source = Arc::clone(self.source);
        let complaint =
            |span: Range<usize>, message: String| Diagnostic::new(Code::BadExample, &source, Some(span), message);
        if self.body.examples.len() >= EXAMPLES_MAX {
            let message = format!("more than {EXAMPLES_MAX} examples in one entry");
            return Err(complaint(code.info_span.clone(), message).help("split the entry"));
        }
        let base = code.info_span.start;
        let info = example::read(&code.info).map_err(|error| {
            complaint(base + error.span.start..base + error.span.end, error.message).help(error.help)
        })?;
        if !code.is_closed {
            let message = "the block is never closed, so everything below belongs to it".to_owned();
            return Err(complaint(code.info_span.clone(), message).help("add a line ``` below the log"));
        }
        if info.file.is_some() != code.text.trim().is_empty() {
            let message =
                if info.file.is_some() { "the block names a file and holds a log" } else { "the block holds no log" };
            return Err(complaint(code.info_span.clone(), message.to_owned()).help(
                "write the log into the block, or name a file with `file=\"name.log\"` and leave the block empty",
            ));
        }
        let not_this = self.section().kind == SectionKind::NotThis;
        if not_this && (info.below.is_some() || !info.captures.is_empty()) {
            let message = "a log under \"Not this\" must not match, so it has neither captures nor a rank".to_owned();
            return Err(
                complaint(code.info_span.clone(), message).help("move it to Symptom, or take the expectations out")
            );
        }
        let expect = match info.below {
            _ if info.no_match || not_this => Expectation::NoMatch,
            Some(id) => Expectation::Below(id),
            None => Expectation::First,
        };
        Ok(Example {
            resolved: info.resolved,
            expect,
            captures: info.captures,
            from: info.from,
            file: info.file,
            text: code.text.clone(),
            span: span.clone(),
        })
    }
}

/// What a link's target leads to.
#[derive(Debug, PartialEq, Eq)]
enum Linked {
    /// An entry of the corpus, if it is there.
    Entry(EntryId),
    /// Something that is no entry: an address, a file of another kind, a heading.
    Elsewhere,
    /// A `.md` file that cannot be an entry.
    Nowhere,
}

/// Resolves a link of the entry `from`.
fn linked(from: &EntryId, target: &str) -> Linked {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let has_scheme = path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b))
    });
    let Some(path) = path.strip_suffix(".md") else { return Linked::Elsewhere };
    if has_scheme || path.starts_with('/') {
        return Linked::Elsewhere;
    }
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return Linked::Nowhere,
            ".." => {}
            _ => parts.push(part),
        }
    }
    EntryId::new(&parts.join("/")).map_or(Linked::Nowhere, Linked::Entry)
}

/// The last sentence of a paragraph, without the colon or full stop at its end.
fn last_sentence(paragraph: &str) -> &str {
    const ABBREVIATIONS: &[&str] = &["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "no."];
    let mut start = 0;
    for (at, _) in paragraph.match_indices(['.', '!', '?']) {
        let rest = &paragraph[at + 1..];
        let next = rest.trim_start();
        let ends_sentence = next.len() < rest.len()
            && next.starts_with(|c: char| !c.is_lowercase())
            && !ABBREVIATIONS.iter().any(|word| ends_with_word(&paragraph[..=at], word));
        if ends_sentence {
            start = paragraph.len() - next.len();
        }
    }
    paragraph[start..].trim_end_matches([':', '.']).trim_end()
}

/// True if `text` ends with the ASCII `word` in any case.
fn ends_with_word(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_above_the_code_is_its_title() {
        for (paragraph, title) in [
            ("See who holds the port:", "See who holds the port"),
            ("Run the seed step. If it has none, and it is Django:", "If it has none, and it is Django"),
            ("Use a tool, e.g. Docker:", "Use a tool, e.g. Docker"),
            ("Set it in docker-compose.yml. Then:", "Then"),
            ("", ""),
            (".", ""),
        ] {
            assert_eq!(last_sentence(paragraph), title);
        }
    }

    #[test]
    fn relative_links_to_markdown_files_mean_entries() {
        let from = EntryId::new("docker/port").unwrap();
        let entry = |id: &str| Linked::Entry(EntryId::new(id).unwrap());
        for (target, expected) in [
            ("slug.md", entry("docker/slug")),
            ("./slug.md#fix", entry("docker/slug")),
            ("../redis/oom.md", entry("redis/oom")),
            ("sub/slug.md", entry("docker/sub/slug")),
            ("../../x.md", Linked::Nowhere),
            ("../README.md", Linked::Nowhere),
            ("https://example.com/a.md", Linked::Elsewhere),
            ("#fix", Linked::Elsewhere),
            ("log.txt", Linked::Elsewhere),
        ] {
            assert_eq!(linked(&from, target), expected, "{target}");
        }
    }
}
