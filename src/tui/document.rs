//! A result and its entry → the lines of the pane: proof first, then the fix with its blocks numbered, then the rest.
//!
//! Laid out once for a width, so that scrolling and jumping are exact. Markdown and sanitizing are
//! [`crate::render`]'s; which color a [`Look`] has is the views'.

use std::collections::BTreeMap;
use std::ops::Range;

use super::filling::Filling;
use super::highlight::{Highlighter, Token};
use super::message::Loaded;
use super::model::Item;
use super::target::{Target, anchor_of, is_address, link_to, target_of};
use crate::entry::markdown::{self, Block as MarkdownBlock, BlockKind, Inline};
use crate::entry::{CodeBlock, Effect, Entry, EntryId, Section, SectionKind};
use crate::knowledge_base::answer::Values;
use crate::render::examples::Examples;
use crate::render::markdown::{Fill, Options, render};
use crate::render::{Style, StyledLine, StyledSpan, safe};
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
    /// A part of code.
    Code(Token),
    /// Something that holds.
    Good,
}

/// Text of one look. Safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is.
    pub look: Look,
    /// The link that it is of: an index into [`Document::links`].
    pub link: Option<usize>,
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
    /// The code as the entry has it.
    pub template: String,
    /// The fence's language.
    pub lang: String,
    /// What running it does.
    pub effect: Effect,
    /// Placeholders that are still open.
    pub unfilled: Vec<Unfilled>,
    /// Its heading: an index into [`Document::lines`].
    pub line: usize,
    /// Where it stands in the entry's file.
    pub offset: usize,
}

/// A link of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Where it begins: an index into [`Document::lines`].
    pub line: usize,
}

/// The pane's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Its numbered blocks of code, in order; the first has number 1.
    pub blocks: Vec<Block>,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// Its headings as links name them (`#see-also`), each with its line.
    pub headings: Vec<(String, usize)>,
}

/// Values that the user has given, by name.
pub type Answers = BTreeMap<String, String>;

/// Lays out a result. `loaded` is its entry, once it is there.
#[must_use]
pub fn document(item: &Item, loaded: Option<&Loaded>, answers: &Answers, width: usize) -> Document {
    let mut layout = Layout::new(width);
    layout.head(item, loaded.map(|it| it.entry.as_ref()));
    if let Item::Diagnosis(one) = item {
        layout.proof(one);
    }
    if let Some(loaded) = loaded {
        layout.body(item, loaded, answers);
    }
    layout.out
}

/// The code of a block with the user's values filled in, too, and what is still open.
#[must_use]
pub fn fill_block(item: &Item, loaded: &Loaded, answers: &Answers, block: &Block) -> (String, Vec<Unfilled>) {
    let context = Context::of(item);
    let values = context.values(loaded);
    Filling { values: &values, fix: &[], answers }.fill(&block.template, &block.lang)
}

/// What a result says about its entry.
struct Context<'a> {
    captures: &'a BTreeMap<String, String>,
    stream: &'a str,
    fix: &'a [FixStep],
    part: Option<&'a str>,
}

impl<'a> Context<'a> {
    fn of(item: &'a Item) -> Self {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        match item {
            Item::Diagnosis(one) => Context {
                captures: &one.captures,
                stream: one.evidence.first().map_or("", |it| it.stream.as_str()),
                fix: one.fix.as_slice(),
                part: one.part.as_deref(),
            },
            Item::Hit(_) => Context { captures: &NONE, stream: "", fix: &[], part: None },
        }
    }

    fn values(&self, loaded: &'a Loaded) -> Values<'a> {
        Values { entry: &loaded.entry, captures: self.captures, vars: &loaded.vars, stream: self.stream }
    }
}

/// What stands before code.
const CODE_INDENT: &str = "   ";

/// What stands before the rest of a line of code that is too long; its first column is free for a mark.
const CODE_AGAIN: &str = "   … ";

/// Lines in the making.
pub(super) struct Layout {
    width: usize,
    pub(super) out: Document,
    /// The example logs shown so far.
    examples: Examples,
}

pub(super) fn piece(text: impl Into<String>, look: Look) -> Piece {
    Piece { text: text.into(), look, link: None }
}

pub(super) fn plain(text: impl Into<String>) -> Piece {
    piece(text, Look::Text(Style::Plain))
}

pub(super) fn dim(text: impl Into<String>) -> Piece {
    piece(text, Look::Text(Style::Dim))
}

impl Layout {
    /// Lines of at most `width` columns.
    pub(super) fn new(width: usize) -> Self {
        Layout { width: width.max(1), out: Document::default(), examples: Examples::default() }
    }

    pub(super) fn line(&mut self, pieces: Vec<Piece>) {
        self.out.lines.push(Line { pieces, block: None });
    }

    pub(super) fn blank(&mut self) {
        if self.out.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.line(Vec::new());
        }
    }

    /// A sentence, wrapped between words.
    pub(super) fn words(&mut self, text: &str, look: Look) {
        self.inlines(vec![Inline::Text(text.to_owned())], look);
    }

    /// A sentence with links to entries, wrapped between words.
    fn inlines(&mut self, content: Vec<Inline>, look: Look) {
        let block = MarkdownBlock { kind: BlockKind::Paragraph(content), span: 0..0 };
        let rendered = render(&markdown::Document { blocks: vec![block] }, Options::new(self.width));
        let first = self.links(rendered.links.iter().map(|link| target_of(&link.target, None)));
        for line in rendered.lines {
            let pieces = line.spans.into_iter().map(|span| {
                let look = if span.link.is_some() { Look::Text(Style::Link) } else { look };
                Piece { link: span.link.map(|at| first + at), ..piece(span.text, look) }
            });
            self.linked_line(pieces.collect(), None);
        }
    }

    /// Takes in links, whose lines are still to come; the number of the first.
    fn links(&mut self, targets: impl Iterator<Item = Target>) -> usize {
        let first = self.out.links.len();
        self.out.links.extend(targets.map(|target| Link { target, line: usize::MAX }));
        first
    }

    /// Adds a line and notes which links begin on it.
    fn linked_line(&mut self, pieces: Vec<Piece>, block: Option<usize>) {
        let at = self.out.lines.len();
        for link in pieces.iter().filter_map(|piece| piece.link) {
            if let Some(link) = self.out.links.get_mut(link) {
                link.line = link.line.min(at);
            }
        }
        self.out.lines.push(Line { pieces, block });
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.out.headings.push((anchor_of(text), self.out.lines.len()));
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
        let mut words = vec![Inline::Text(one.confidence.word().to_owned())];
        let mut say = |text: &str, ids: &[EntryId], rest: &str| {
            words.push(Inline::Text(format!(" · {text} ")));
            for (number, id) in ids.iter().enumerate() {
                if number > 0 {
                    words.push(Inline::Text(", ".to_owned()));
                }
                words.push(link_to(id));
            }
            words.push(Inline::Text(rest.to_owned()));
        };
        if !one.causes.is_empty() {
            say("root cause: explains", &one.causes, "");
        }
        if !one.caused_by.is_empty() {
            say("caused by", &one.caused_by, ": mend that first");
        }
        if !one.look_for.is_empty() {
            say(&format!("hides another error, look for {}", one.look_for.join(", ")), &[], "");
        }
        if let Some(recovery) = &one.resolved {
            say(&format!("seen, then gone at line {}", recovery.line), &[], "");
        }
        self.inlines(words, Look::Confidence(one.confidence));
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
        if let Some(recovery) = &one.resolved {
            self.words("It recovered:", Look::Text(Style::Dim));
            self.evidence(recovery);
        }
        for (name, value) in &one.captures {
            let mut pieces = vec![dim(format!("{} = ", safe::line(name)))];
            pieces.push(piece(safe::line(value), Look::Text(Style::Strong)));
            self.hanging(plain("  "), "  ", &pieces);
        }
    }

    fn evidence(&mut self, evidence: &Evidence) {
        let digits = evidence.shown.iter().map(|line| line.line.to_string().len()).max().unwrap_or(1).max(4);
        for shown in &evidence.shown {
            let number = dim(format!("{:>digits$} │ ", shown.line));
            self.hanging(number, &format!("{:digits$} │ ", ""), &marked(shown));
        }
    }

    /// Pieces broken at the width behind `first`, further lines behind `again`. Breaks inside of words: log lines are no
    /// prose.
    pub(super) fn hanging(&mut self, first: Piece, again: &str, pieces: &[Piece]) {
        let mut taken = safe::width(&first.text);
        let mut line = vec![first];
        let mut has_text = false;
        for one in pieces {
            let mut rest = one.text.as_str();
            while !rest.is_empty() {
                let (mut now, mut later) = safe::split_at_width(rest, self.width.saturating_sub(taken));
                if now.is_empty() && !has_text {
                    // A letter wider than the screen.
                    (now, later) = (rest, "");
                }
                if !now.is_empty() {
                    line.push(piece(now, one.look));
                    taken += safe::width(now);
                    has_text = true;
                }
                rest = later;
                if !rest.is_empty() {
                    self.line(std::mem::take(&mut line));
                    line.push(dim(again));
                    (taken, has_text) = (safe::width(again), false);
                }
            }
        }
        self.line(line);
    }

    /// The sections of the entry: of a diagnosis the fix first, else in the order of the file.
    fn body(&mut self, item: &Item, loaded: &Loaded, answers: &Answers) {
        let entry = &loaded.entry;
        let context = Context::of(item);
        let part = context.part;
        let values = context.values(loaded);
        let filling = Filling { values: &values, fix: context.fix, answers };
        let mut sections: Vec<&Section> = entry.body.sections.iter().collect();
        if matches!(item, Item::Diagnosis(one) if one.via == Via::Signature) {
            sections.sort_by_key(|section| rank(section.kind));
        }
        for section in sections {
            self.section(entry, section, part, &filling);
        }
        if let Some(note) = self.examples.note(entry.id.as_str()) {
            self.blank();
            self.line(vec![dim(note)]);
        }
        self.list_of_links("Related", entry.related.iter().map(|it| it.value.to_string()));
        self.list_of_links("References", entry.references.iter().cloned());
    }

    /// Ids and addresses, one on a line; what is neither is a sentence.
    fn list_of_links(&mut self, heading: &str, items: impl ExactSizeIterator<Item = String>) {
        if items.len() == 0 {
            return;
        }
        self.heading(heading);
        for item in items {
            let is_link = EntryId::new(&item).is_some() || is_address(&item);
            let inline = match EntryId::new(&item) {
                Some(id) => link_to(&id),
                None if is_link => Inline::Link { content: vec![Inline::Text(item.clone())], target: item, span: 0..0 },
                None => Inline::Text(item),
            };
            self.inlines(vec![inline], Look::Text(Style::Plain));
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
        let mut part = markdown::parse(text, range);
        self.examples.thin(&mut part);
        let rendered = render(&part, options);
        let numbered: Vec<Option<&CodeBlock>> = rendered
            .code_blocks
            .iter()
            .map(|span| section.blocks.iter().find(|block| block.span.start == span.start))
            .collect();
        let first_link = self.links(rendered.links.iter().map(|link| target_of(&link.target, Some(entry))));
        let mut begun = None;
        let mut highlighter = Highlighter::new("");
        for line in rendered.lines {
            if let Some(at) = line.code_block.filter(|at| begun != Some(*at)) {
                begun = Some(at);
                if let Some(block) = numbered[at] {
                    self.block_heading(block, filling);
                }
                highlighter = Highlighter::new(numbered[at].map_or("", |block| &block.lang));
            }
            let is_heading = self.note_heading(&line);
            let block = line.code_block.filter(|at| numbered[*at].is_some()).map(|_| self.out.blocks.len() - 1);
            let is_code = line.code_block.is_some();
            let pieces: Vec<Piece> = line
                .spans
                .into_iter()
                // Weight says what `###` says.
                .skip_while(|span| is_heading && span.style == Style::Dim)
                .flat_map(|span| match is_code {
                    true => colored(&span.text, &mut highlighter),
                    false => vec![Piece {
                        link: span.link.map(|link| first_link + link),
                        ..piece(span.text, Look::Text(span.style))
                    }],
                })
                .collect();
            match is_code {
                true => self.code_line(pieces, block),
                false => self.linked_line(pieces, None),
            }
        }
    }

    /// A line of code, broken at the width: what is copied is the source, so nobody has to select these lines. Code
    /// begins in a column of its own, so that a mark fits beside it.
    fn code_line(&mut self, pieces: Vec<Piece>, block: Option<usize>) {
        let first = self.out.lines.len();
        self.hanging(plain(CODE_INDENT), CODE_AGAIN, &pieces);
        for line in &mut self.out.lines[first..] {
            line.block = block;
        }
    }

    /// Notes a heading inside of a section, so that links can lead to it.
    fn note_heading(&mut self, line: &StyledLine) -> bool {
        let is_heading = |span: &StyledSpan| matches!(span.style, Style::Heading(_));
        if line.code_block.is_some() || !line.spans.iter().any(is_heading) {
            return false;
        }
        let text: String = line.spans.iter().filter(|span| is_heading(span)).map(|span| span.text.as_str()).collect();
        self.out.headings.push((anchor_of(&text), self.out.lines.len()));
        true
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
        self.out.blocks.push(Block {
            code,
            template: block.code.clone(),
            lang: block.lang.clone(),
            effect: block.effect,
            unfilled,
            line,
            offset: block.span.start,
        });
    }
}

/// A line of code in pieces.
fn colored(text: &str, highlighter: &mut Highlighter) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let code = |text: &str| piece(text, Look::Text(Style::CodeBlock));
    for (range, token) in highlighter.line(text) {
        if range.start > at {
            pieces.push(code(&text[at..range.start]));
        }
        pieces.push(piece(&text[range.clone()], Look::Code(token)));
        at = range.end;
    }
    if at < text.len() {
        pieces.push(code(&text[at..]));
    }
    pieces
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
pub(super) fn marked(shown: &ShownLine) -> Vec<Piece> {
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
