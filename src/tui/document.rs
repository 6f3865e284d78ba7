//! A result and its entry → the lines of the pane: proof first, then the fix with its blocks numbered, then the rest.
//!
//! Laid out once for a width, so that scrolling and jumping are exact. Markdown and sanitizing are
//! [`crate::render`]'s; which color a [`Look`] has is the views'.

use std::collections::BTreeMap;
use std::ops::Range;

use super::message::Loaded;
use super::model::Item;
use crate::entry::markdown::{self, Block as MarkdownBlock, BlockKind, Inline};
use crate::entry::{CodeBlock, Effect, Entry, Section, SectionKind, template};
use crate::knowledge_base::answer::Values;
use crate::render::markdown::{Fill, Options, render};
use crate::render::{Style, safe};
use crate::report::{Confidence, Diagnosis, Evidence, FixStep, ShownLine, Unfilled, Via};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Something of an entry's text.
    Text(Style),
    /// The part of a log that matched.
    Evidence,
    /// A confidence.
    Confidence(Confidence),
    /// Something that can lose data.
    Danger,
    /// The number of a block of code.
    Number,
}

/// Text of one look. Safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is.
    pub look: Look,
}

/// A line of the pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces from left to right.
    pub pieces: Vec<Piece>,
    /// The block of code whose heading or code it is: an index into [`Document::blocks`].
    pub block: Option<usize>,
}

/// A block of code that can be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What is copied: the entry's own text with safe values filled in.
    pub code: String,
    /// Placeholders that are still open.
    pub unfilled: Vec<Unfilled>,
    /// Its heading: an index into [`Document::lines`].
    pub line: usize,
    /// Where it stands in the entry's file.
    pub offset: usize,
}

/// The pane's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Its numbered blocks of code, in order; the first has number 1.
    pub blocks: Vec<Block>,
}

/// Lays out a result. `loaded` is its entry, once it is there.
#[must_use]
pub fn document(item: &Item, loaded: Option<&Loaded>, width: usize) -> Document {
    let mut layout = Layout { width: width.max(1), out: Document::default() };
    layout.head(item, loaded.map(|it| it.entry.as_ref()));
    if let Item::Diagnosis(one) = item {
        layout.proof(one);
    }
    if let Some(loaded) = loaded {
        layout.body(item, loaded);
    }
    layout.out
}

struct Layout {
    width: usize,
    out: Document,
}

fn piece(text: impl Into<String>, look: Look) -> Piece {
    Piece { text: text.into(), look }
}

fn plain(text: impl Into<String>) -> Piece {
    piece(text, Look::Text(Style::Plain))
}

fn dim(text: impl Into<String>) -> Piece {
    piece(text, Look::Text(Style::Dim))
}

impl Layout {
    fn line(&mut self, pieces: Vec<Piece>) {
        self.out.lines.push(Line { pieces, block: None });
    }

    fn blank(&mut self) {
        if self.out.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.line(Vec::new());
        }
    }

    /// A sentence, wrapped between words.
    fn words(&mut self, text: &str, look: Look) {
        let inline = vec![Inline::Text(text.to_owned())];
        let block = MarkdownBlock { kind: BlockKind::Paragraph(inline), span: 0..0 };
        let rendered = render(&markdown::Document { blocks: vec![block] }, Options::new(self.width));
        for line in rendered.lines {
            self.line(vec![piece(line.text(), look)]);
        }
    }

    fn heading(&mut self, text: &str) {
        self.blank();
        self.words(text, Look::Text(Style::Heading(2)));
    }

    fn head(&mut self, item: &Item, entry: Option<&Entry>) {
        self.words(item.title(), Look::Text(Style::Strong));
        let mut facts = vec![item.id().to_string(), item.kind().word().to_owned()];
        if let Some(entry) = entry {
            facts.extend((!entry.tags.is_empty()).then(|| entry.tags.join(", ")));
            facts.extend(entry.verified.as_ref().map(|date| format!("verified {date}")));
        }
        let source = item.source();
        if source.pack != "builtin" {
            let overrides = source.overrides.as_ref().map(|pack| format!(", overrides {pack}")).unwrap_or_default();
            facts.push(format!("pack {}{overrides}", source.pack));
        }
        self.words(&facts.join(" · "), Look::Text(Style::Dim));
    }

    /// That it is this error, and what follows.
    fn proof(&mut self, one: &Diagnosis) {
        if one.via == Via::Similar {
            self.words("similar: no signature matched, the words are alike", Look::Confidence(Confidence::Possible));
            return;
        }
        let ids = |ids: &[crate::entry::EntryId]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
        let mut words = vec![one.confidence.word().to_owned()];
        if !one.causes.is_empty() {
            words.push(format!("root cause: explains {}", ids(&one.causes)));
        }
        if !one.caused_by.is_empty() {
            words.push(format!("caused by {}: mend that first", ids(&one.caused_by)));
        }
        if !one.look_for.is_empty() {
            words.push(format!("hides another error, look for {}", one.look_for.join(", ")));
        }
        self.words(&words.join(" · "), Look::Confidence(one.confidence));
        self.heading("Evidence");
        for piece in &one.evidence {
            self.evidence(piece);
        }
        if one.occurrences > 1 {
            let streams =
                if one.streams.is_empty() { String::new() } else { format!(", in {}", one.streams.join(", ")) };
            let seen =
                format!("seen {} times, lines {} to {}{streams}", one.occurrences, one.first_line, one.last_line);
            self.words(&seen, Look::Text(Style::Dim));
        }
        for (name, value) in &one.captures {
            let mut pieces = vec![dim(format!("{} = ", safe::line(name)))];
            pieces.push(piece(safe::line(value), Look::Text(Style::Strong)));
            self.hanging(Vec::new(), &pieces, 2);
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let digits = evidence.shown.iter().map(|line| line.line.to_string().len()).max().unwrap_or(1).max(4);
        for shown in &evidence.shown {
            let number = vec![dim(format!("{:>digits$} │ ", shown.line))];
            self.hanging(number, &marked(shown), digits + 3);
        }
    }

    /// Pieces broken at the width, further lines indented. Breaks inside of words: log lines are no prose.
    fn hanging(&mut self, first: Vec<Piece>, pieces: &[Piece], indent: usize) {
        let room = self.width.saturating_sub(indent).max(1);
        let has_number = !first.is_empty();
        let mut line = if has_number { first } else { vec![plain(" ".repeat(indent))] };
        let mut taken = 0;
        for one in pieces {
            let mut rest = one.text.as_str();
            while !rest.is_empty() {
                let (mut now, mut later) = safe::split_at_width(rest, room - taken);
                if now.is_empty() && taken == 0 {
                    // A letter wider than the screen.
                    (now, later) = (rest, "");
                }
                if !now.is_empty() {
                    line.push(piece(now, one.look));
                    taken += safe::width(now);
                }
                rest = later;
                if !rest.is_empty() {
                    self.line(std::mem::take(&mut line));
                    let bar = if has_number { format!("{:>1$}", "│ ", indent) } else { " ".repeat(indent) };
                    line.push(dim(bar));
                    taken = 0;
                }
            }
        }
        self.line(line);
    }

    /// The sections of the entry: of a diagnosis the fix first, else in the order of the file.
    fn body(&mut self, item: &Item, loaded: &Loaded) {
        let none = BTreeMap::new();
        let entry = &loaded.entry;
        let (captures, stream, fix, part) = match item {
            Item::Diagnosis(one) => (
                &one.captures,
                one.evidence.first().map_or("", |it| it.stream.as_str()),
                one.fix.as_slice(),
                one.part.as_deref(),
            ),
            Item::Hit(_) => (&none, "", [].as_slice(), None),
        };
        let values = Values { entry, captures, vars: &loaded.vars, stream };
        let filling = Filling { values: &values, fix };
        let mut sections: Vec<&Section> = entry.body.sections.iter().collect();
        if matches!(item, Item::Diagnosis(one) if one.via == Via::Signature) {
            sections.sort_by_key(|section| rank(section.kind));
        }
        for section in sections {
            self.section(entry, section, part, &filling);
        }
        if !entry.references.is_empty() {
            self.heading("References");
            for reference in &entry.references {
                self.words(reference, Look::Text(Style::Link));
            }
        }
    }

    fn section(&mut self, entry: &Entry, section: &Section, part: Option<&str>, filling: &Filling<'_>) {
        if section.kind != SectionKind::Lead {
            self.heading(&section.title);
        } else if !section.content.is_empty() {
            self.blank();
        }
        for range in parts_in_order(section, part) {
            self.markdown(entry, section, range, filling);
        }
    }

    /// A stretch of the entry's text, its blocks of code numbered.
    fn markdown(&mut self, entry: &Entry, section: &Section, range: Range<usize>, filling: &Filling<'_>) {
        let text = &entry.source.text;
        if text.get(range.clone()).is_none_or(|text| text.trim().is_empty()) {
            return;
        }
        if self.out.lines.last().is_some_and(|line| line.block.is_some()) {
            self.blank();
        }
        let fill = |text: &str, lang: &str| filling.fill(text, lang).0;
        let fill: &Fill<'_> = &fill;
        let options = Options { fill: Some(fill), ..Options::new(self.width) };
        let rendered = render(&markdown::parse(text, range), options);
        let numbered: Vec<Option<&CodeBlock>> = rendered
            .code_blocks
            .iter()
            .map(|span| section.blocks.iter().find(|block| block.span.start == span.start))
            .collect();
        let mut begun = None;
        for line in rendered.lines {
            if let Some(at) = line.code_block.filter(|at| begun != Some(*at)) {
                begun = Some(at);
                if let Some(block) = numbered[at] {
                    self.block_heading(block, filling);
                }
            }
            let block = line.code_block.filter(|at| numbered[*at].is_some()).map(|_| self.out.blocks.len() - 1);
            let pieces = line.spans.into_iter().map(|span| piece(span.text, Look::Text(span.style)));
            // Code begins in a column of its own, so that a mark fits beside it.
            let pieces = block.map(|_| plain("   ")).into_iter().chain(pieces).collect();
            self.out.lines.push(Line { pieces, block });
        }
    }

    /// The line above a block of code: its number, what running it does, what is still open.
    fn block_heading(&mut self, block: &CodeBlock, filling: &Filling<'_>) {
        // The layout has put the language there, if there is one.
        let is_label = |line: &Line| line.pieces.first().is_some_and(|it| it.text.starts_with("──"));
        if !block.lang.is_empty() && self.out.lines.last().is_some_and(is_label) {
            self.out.lines.pop();
        }
        let (code, unfilled) = filling.fill(&block.code, &block.lang);
        let index = self.out.blocks.len();
        let mut pieces = vec![piece(format!("{:>2} ", index + 1), Look::Number)];
        pieces.push(dim(if block.lang.is_empty() {
            "──".to_owned()
        } else {
            format!("── {}", safe::line(&block.lang))
        }));
        match block.effect {
            Effect::Check => pieces.push(dim(" · reads only")),
            Effect::Danger => pieces.push(piece(" · loses data", Look::Danger)),
            Effect::Change => {}
        }
        if !unfilled.is_empty() {
            let open: Vec<String> = unfilled.iter().map(open_placeholder).collect();
            pieces.push(dim(format!(" · fill in {}", open.join(", "))));
        }
        let line = self.out.lines.len();
        self.out.lines.push(Line { pieces, block: Some(index) });
        self.out.blocks.push(Block { code, unfilled, line, offset: block.span.start });
    }
}

/// `<name>`, with the value that was not safe to fill in.
fn open_placeholder(open: &Unfilled) -> String {
    let name = safe::line(&open.name);
    match &open.value {
        Some(value) => format!("<{name}> (in the log: {})", safe::fit(&safe::line(value), 40, false)),
        None => format!("<{name}>"),
    }
}

/// The line's text, what matched marked.
fn marked(shown: &ShownLine) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in &shown.marks {
        pieces.push(plain(safe::line(shown.text.get(at..mark.start).unwrap_or_default())));
        pieces.push(piece(safe::line(shown.text.get(mark.clone()).unwrap_or_default()), Look::Evidence));
        at = mark.end;
    }
    pieces.push(plain(safe::line(shown.text.get(at..).unwrap_or_default())));
    pieces
}

/// The order of sections below a diagnosis: what to do, then why, then what the log has just said.
fn rank(kind: SectionKind) -> usize {
    match kind {
        SectionKind::Fix | SectionKind::Steps => 0,
        SectionKind::Cause => 1,
        SectionKind::Verify => 2,
        SectionKind::Prevent => 3,
        SectionKind::Lead => 4,
        SectionKind::Symptom => 5,
        SectionKind::Tried | SectionKind::Other => 6,
        SectionKind::NotThis => 7,
        SectionKind::SeeAlso => 8,
    }
}

/// The stretches of a section: the part that the signature is about first.
fn parts_in_order(section: &Section, part: Option<&str>) -> Vec<Range<usize>> {
    let wanted = part.and_then(|title| section.parts.iter().find(|part| part.title == title));
    match wanted {
        None => vec![section.content.clone()],
        Some(wanted) => {
            let span = wanted.span.clone();
            vec![span.clone(), section.content.start..span.start, span.end..section.content.end]
        }
    }
}

/// Fills placeholders as the answer has done it.
struct Filling<'a> {
    values: &'a Values<'a>,
    /// The steps of the answer: what they say is what is shown and copied.
    fix: &'a [FixStep],
}

impl Filling<'_> {
    fn fill(&self, text: &str, lang: &str) -> (String, Vec<Unfilled>) {
        if let Some(step) = self.fix.iter().find(|step| step.template == text && step.lang == lang) {
            return (step.code.clone(), step.unfilled.clone());
        }
        let filled = template::fill(text, lang, |name| self.values.of(name));
        (filled.text, filled.unfilled)
    }
}
