//! The tree of a text → lines of an exact width.
//!
//! Prose wraps with hanging indents. Code is never wrapped and always begins in the first column, also
//! inside of lists and quotes: a selection with the mouse must give the command and nothing else. A dim
//! line above it says which language it is.

use std::ops::Range;

use super::inline::{Token, push_words, tokens, wrap};
use super::safe::{self, Safe};
use super::table::{self, Cells};
use super::{Style, StyledLine, StyledSpan};
use crate::entry::example;
use crate::entry::markdown::{Block, BlockKind, Code, Document, Inline, Item};

/// Narrower than this, lines are laid out as if the screen were this wide.
pub const WIDTH_MIN: usize = 20;

/// Fills placeholders: gets a text and its language (`text` for prose), gives what to show.
pub type Fill<'a> = dyn Fn(&str, &str) -> String + 'a;

/// How to lay out.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Columns of the screen; at least [`WIDTH_MIN`] are used.
    pub width: usize,
    /// True: only ASCII is printed.
    pub ascii: bool,
    /// True: code inside sentences keeps its backquotes, for output without color.
    pub marks: bool,
    /// Fills placeholders; `None` shows them as written.
    pub fill: Option<&'a Fill<'a>>,
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("width", &self.width).field("ascii", &self.ascii).finish_non_exhaustive()
    }
}

impl Options<'_> {
    /// Lines of `width` columns, text as written.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Options { width, ascii: false, marks: false, fill: None }
    }

    /// `text` on one line, safe to print.
    pub(super) fn safe(&self, text: &str) -> String {
        Safe { multi_line: false, ascii: self.ascii }.show(text)
    }

    /// `text` filled, then made safe.
    pub(super) fn shown(&self, text: &str, lang: &str) -> String {
        match self.fill {
            Some(fill) => self.safe(&fill(text, lang)),
            None => self.safe(text),
        }
    }

    fn symbol(&self, symbol: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { symbol }
    }
}

/// A text laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Its lines from top to bottom. Only lines of code may be wider than the screen.
    pub lines: Vec<StyledLine>,
    /// The places of its blocks of code in the source (half-open), fenced and indented ones, in order.
    pub code_blocks: Vec<Range<usize>>,
    /// Its links in order.
    pub links: Vec<RenderedLink>,
}

/// Where a link leads. Safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedLink {
    /// The target as written.
    pub target: String,
    /// What is shown for it.
    pub label: String,
}

/// Lays `document` out.
#[must_use]
pub fn render(document: &Document, options: Options<'_>) -> Rendered {
    let mut renderer = Renderer { options, out: Rendered::default(), prefixes: Vec::new() };
    renderer.blocks(&document.blocks);
    renderer.out
}

/// What stands left of the lines of a list item or quote.
struct Prefix {
    /// The mark of its first line, until that is printed.
    first: Option<StyledSpan>,
    rest: StyledSpan,
}

struct Renderer<'a> {
    options: Options<'a>,
    out: Rendered,
    prefixes: Vec<Prefix>,
}

impl Renderer<'_> {
    fn width(&self) -> usize {
        self.options.width.max(WIDTH_MIN)
    }

    /// Columns that prefixes take. Deep nesting must leave room for words.
    fn indent(&self) -> usize {
        let wanted: usize = self.prefixes.iter().map(|prefix| safe::width(&prefix.rest.text)).sum();
        wanted.min(self.width() / 2)
    }

    fn room(&self) -> usize {
        self.width() - self.indent()
    }

    /// Adds a line behind the prefixes that are open.
    fn line(&mut self, spans: Vec<StyledSpan>) {
        let mut left = self.indent();
        let mut line = Vec::new();
        for prefix in &mut self.prefixes {
            let span = prefix.first.take().unwrap_or_else(|| prefix.rest.clone());
            let (text, _) = safe::split_at_width(&span.text, left);
            left -= safe::width(text).min(left);
            if !text.is_empty() {
                line.push(StyledSpan::new(text, span.style));
            }
        }
        line.extend(spans);
        while line.last().is_some_and(|span| span.text.trim_end().is_empty()) {
            line.pop();
        }
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        self.out.lines.push(StyledLine { spans: line, code_block: None });
    }

    fn wrapped(&mut self, tokens: &[Token]) {
        for line in wrap(tokens, self.room()) {
            self.line(line);
        }
    }

    fn words(&mut self, content: &[Inline], style: Style) {
        let tokens = tokens(content, style, &self.options, &mut self.out.links);
        self.wrapped(&tokens);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (number, block) in blocks.iter().enumerate() {
            if number > 0 && self.is_apart(&blocks[number - 1], block) {
                self.blank();
            }
            self.block(block);
        }
    }

    /// An empty line, unless there is one already.
    fn blank(&mut self) {
        if self.out.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.line(Vec::new());
        }
    }

    /// True if an empty line belongs between two blocks: always, but before the list of a list item.
    fn is_apart(&self, above: &Block, below: &Block) -> bool {
        let in_item = !self.prefixes.is_empty();
        !(in_item && matches!((&above.kind, &below.kind), (BlockKind::Paragraph(_), BlockKind::List { .. })))
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let mut marks = Vec::new();
                push_words(&"#".repeat(usize::from(*level)), Style::Dim, &mut marks);
                marks.push(Token::Blank(Style::Dim));
                marks.extend(tokens(content, Style::Heading(*level), &self.options, &mut self.out.links));
                self.wrapped(&marks);
            }
            BlockKind::Paragraph(content) => self.words(content, self.prose_style()),
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Code(code) => self.code(code, &block.span),
            BlockKind::Quote { alert, blocks } => self.quote(*alert, blocks),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => {
                let rule = self.options.symbol("─", "-").repeat(self.room());
                self.line(vec![StyledSpan::new(rule, Style::Dim)]);
            }
            BlockKind::Html(html) => self.html(html),
        }
    }

    fn prose_style(&self) -> Style {
        let is_quoted = self.prefixes.iter().any(|prefix| prefix.rest.style == Style::Quote);
        if is_quoted { Style::Quote } else { Style::Plain }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let last = start.map(|first| first.saturating_add(items.len() as u64).saturating_sub(1));
        let number_width = last.map_or(0, |last| last.to_string().len());
        let is_loose = items.iter().any(|item| item.blocks.iter().any(|block| !is_compact(block)));
        for (number, item) in items.iter().enumerate() {
            if number > 0 && is_loose {
                self.blank();
            }
            let mut mark = match start {
                Some(first) => format!("{:>number_width$}. ", first.saturating_add(number as u64)),
                None => format!("{} ", self.options.symbol("•", "-")),
            };
            match item.task {
                Some(true) => mark = "[x] ".to_owned(),
                Some(false) => mark = "[ ] ".to_owned(),
                None => {}
            }
            let rest = " ".repeat(safe::width(&mark));
            self.inside(StyledSpan::new(mark, Style::Dim), StyledSpan::new(rest, Style::Plain), &item.blocks);
        }
    }

    fn quote(&mut self, alert: Option<&'static str>, blocks: &[Block]) {
        let bar = StyledSpan::new(self.options.symbol("│ ", "| "), Style::Quote);
        if let Some(word) = alert {
            self.prefixes.push(Prefix { first: None, rest: bar.clone() });
            self.line(vec![StyledSpan::new(word, Style::Strong)]);
            self.prefixes.pop();
        }
        self.inside(bar.clone(), bar, blocks);
    }

    /// Blocks behind a prefix. A mark is shown even if nothing stands behind it.
    fn inside(&mut self, first: StyledSpan, rest: StyledSpan, blocks: &[Block]) {
        self.prefixes.push(Prefix { first: Some(first), rest });
        self.blocks(blocks);
        self.show_mark();
        self.prefixes.pop();
    }

    /// Prints the mark of an item whose words have not come yet.
    fn show_mark(&mut self) {
        if self.prefixes.iter().any(|prefix| prefix.first.is_some()) {
            self.line(Vec::new());
        }
    }

    fn code(&mut self, code: &Code, span: &Range<usize>) {
        self.show_mark();
        let index = self.out.code_blocks.len();
        self.out.code_blocks.push(span.clone());
        let lang = code.info.split_whitespace().next().unwrap_or_default();
        let label = code_label(&code.info);
        if !label.is_empty() {
            let label = format!("{} {}", self.options.symbol("──", "--"), self.options.safe(&label));
            let label = StyledSpan::new(safe::fit(&label, self.width(), self.options.ascii), Style::Dim);
            self.out.lines.push(StyledLine { spans: vec![label], code_block: None });
        }
        let filled = match self.options.fill {
            // A log is evidence: it stays as it was.
            Some(fill) if lang != "log" => fill(&code.text, lang),
            _ => code.text.clone(),
        };
        for line in filled.split('\n') {
            let text = self.options.safe(line.strip_suffix('\r').unwrap_or(line));
            let spans = if text.is_empty() { Vec::new() } else { vec![StyledSpan::new(text, Style::CodeBlock)] };
            self.out.lines.push(StyledLine { spans, code_block: Some(index) });
        }
    }

    fn table(&mut self, table: &crate::entry::markdown::Table) {
        let options = self.options;
        let links = &mut self.out.links;
        let mut row = |cells: &[Vec<Inline>], style: Style| -> Vec<Vec<Token>> {
            cells.iter().map(|cell| tokens(cell, style, &options, links)).collect()
        };
        let mut rows = vec![row(&table.head, Style::Strong)];
        rows.extend(table.rows.iter().map(|cells| row(cells, Style::Plain)));
        let cells = Cells { alignments: table.alignments.clone(), rows };
        let rule = if options.ascii { '-' } else { '─' };
        for line in table::lines(&cells, self.room(), rule) {
            self.line(line);
        }
    }

    /// HTML is shown as it is written; comments are for authors.
    fn html(&mut self, html: &str) {
        if html.trim_start().starts_with("<!--") {
            return;
        }
        for line in html.lines() {
            let mut tokens = Vec::new();
            push_words(&self.options.safe(line), Style::Dim, &mut tokens);
            self.wrapped(&tokens);
        }
    }
}

/// What stands above a block of code: its language and what it does; of a log, where it was seen.
fn code_label(info: &str) -> String {
    match example::read(info) {
        Ok(log) if info.split_whitespace().next() == Some("log") => {
            let word = if log.no_match { "log of another problem" } else { "log" };
            log.from.map_or_else(|| word.to_owned(), |from| format!("{word}, {from}"))
        }
        _ => info.to_owned(),
    }
}

/// True if a block of a list item needs no empty line around it.
fn is_compact(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(_) => true,
        BlockKind::List { items, .. } => items.iter().flat_map(|item| &item.blocks).all(is_compact),
        _ => false,
    }
}
