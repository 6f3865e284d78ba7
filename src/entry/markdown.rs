//! CommonMark as a small tree of our own: the only user of pulldown-cmark.
//!
//! A [`Document`] is plain data with the place of each block in the file. [`super::body`] reads
//! sections, code and links from it, and [`crate::render`] lays it out. Raw HTML is kept as text, so that
//! nothing an author wrote is lost.

use std::ops::Range;

use pulldown_cmark::{Alignment as CmarkAlignment, CodeBlockKind, Event, Options, Parser, Tag};

use super::limits::NESTING_MAX;

/// A text in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its blocks in order.
    pub blocks: Vec<Block>,
}

/// A block with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the source (half-open); may end with a line end.
    pub span: Range<usize>,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph; also the text of a list item that stands without blank lines.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// A fenced or indented block of code.
    Code(Code),
    /// A quotation.
    Quote {
        /// The word of a GitHub alert (`> [!WARNING]`): `Note`, `Tip`, `Important`, `Warning`, `Caution`.
        alert: Option<&'static str>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Table),
    /// A horizontal rule.
    Rule,
    /// Raw HTML.
    Html(String),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Of a task: whether it is ticked off.
    pub task: Option<bool>,
    /// Its content.
    pub blocks: Vec<Block>,
    /// Its bytes in the source (half-open).
    pub span: Range<usize>,
}

/// A block of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// True if it stands between fences, false if it is indented.
    pub is_fenced: bool,
    /// The info string as its source has it, without blanks around it.
    pub info: String,
    /// Where the info string stands in the source.
    pub info_span: Range<usize>,
    /// True if a closing fence was found.
    pub is_closed: bool,
    /// The code with `\n` line ends, without the last one and without the indent of what it stands in.
    pub text: String,
    /// Pairs of offsets: from here in `text`, there in the source.
    pieces: Vec<(usize, usize)>,
}

impl Code {
    /// The place in the source of byte `offset` of the code.
    #[must_use]
    pub fn source_offset(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|(at, _)| *at <= offset);
        match next.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some((at, source)) => source + (offset - at),
            None => self.info_span.end,
        }
    }
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// To the left, also where nothing is said.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A table. Every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The cells of the heading row.
    pub head: Vec<Vec<Inline>>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// What stands inside a paragraph, heading or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis.
    Emph(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// A link.
    Link {
        /// The target as written.
        target: String,
        /// What is shown.
        content: Vec<Inline>,
        /// Its bytes in the source (half-open).
        span: Range<usize>,
    },
    /// An image; a terminal shows its words.
    Image {
        /// The target as written.
        target: String,
        /// The words that stand for it.
        alt: String,
    },
    /// A line end of the source, as good as a blank.
    SoftBreak,
    /// A line end that is meant.
    HardBreak,
}

/// Parses `source[range]`; all spans count from the beginning of `source`.
#[must_use]
pub fn parse(source: &str, range: Range<usize>) -> Document {
    let base = range.start;
    let text = &source[range];
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut builder = Builder::new(source);
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        builder.take(event, base + span.start..base + span.end);
    }
    builder.finish()
}

/// The words of `content` without markup.
#[must_use]
pub fn plain(content: &[Inline]) -> String {
    let mut words = String::new();
    push_plain(content, &mut words);
    words.trim().to_owned()
}

fn push_plain(content: &[Inline], words: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => words.push_str(text),
            Inline::Emph(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Link { content: inner, .. } => {
                push_plain(inner, words);
            }
            Inline::SoftBreak | Inline::HardBreak => words.push(' '),
        }
    }
}

/// An element that has begun and not yet ended.
enum Open {
    /// Blocks of the document itself.
    Root,
    Heading(u8),
    Paragraph,
    /// The paragraph of a tight list item, which has no events of its own.
    TightParagraph,
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
    },
    Code(Code),
    Quote(Option<&'static str>),
    Html(String),
    Table(Table),
    Row {
        is_head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Emph,
    Strong,
    Strike,
    Link {
        target: String,
    },
    Image {
        target: String,
    },
    /// Deeper than [`NESTING_MAX`], or nothing to us: its content goes to its parent.
    Transparent,
}

/// An open element with what it holds so far.
struct Frame {
    open: Open,
    span: Range<usize>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

/// Builds the tree from events with a stack of its own, so that depth costs no call stack.
struct Builder<'s> {
    source: &'s str,
    stack: Vec<Frame>,
    /// The places in `stack` of the elements that are not [`Open::Transparent`], outermost first.
    holders: Vec<usize>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        let mut builder = Builder { source, stack: Vec::new(), holders: Vec::new() };
        builder.push(Open::Root, 0..source.len());
        builder
    }

    fn push(&mut self, open: Open, span: Range<usize>) {
        if !matches!(open, Open::Transparent) {
            self.holders.push(self.stack.len());
        }
        self.stack.push(Frame { open, span, blocks: Vec::new(), inlines: Vec::new() });
    }

    fn pop(&mut self) -> Option<Frame> {
        let frame = self.stack.pop()?;
        if self.holders.last() == Some(&self.stack.len()) {
            self.holders.pop();
        }
        Some(frame)
    }

    fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root is popped by finish only")
    }

    /// The frame that takes content: the innermost that is not transparent.
    fn holder(&mut self) -> &mut Frame {
        let at = *self.holders.last().expect("the root is popped by finish only");
        &mut self.stack[at]
    }

    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, &span),
            Event::Code(text) => self.inline(Inline::Code(text.into_string()), span),
            Event::Html(text) => match &mut self.holder().open {
                Open::Html(html) => html.push_str(&text),
                _ => self.inline(Inline::Text(text.into_string()), span),
            },
            Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => {
                self.inline(Inline::Text(text.into_string()), span);
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak, span),
            Event::HardBreak => self.inline(Inline::HardBreak, span),
            Event::Rule => {
                self.close_tight_paragraph();
                self.block(Block { kind: BlockKind::Rule, span });
            }
            Event::TaskListMarker(done) => {
                if let Open::Item { task } = &mut self.holder().open {
                    *task = Some(done);
                } else if let Some(frame) =
                    self.stack.iter_mut().rev().find(|frame| matches!(frame.open, Open::Item { .. }))
                {
                    // In a loose list the marker stands inside the paragraph.
                    frame.open = Open::Item { task: Some(done) };
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let is_block = is_block(&tag);
        if is_block {
            self.close_tight_paragraph();
        } else {
            self.open_tight_paragraph(&span);
        }
        let open = match tag {
            // Leaf blocks do not nest, so they are kept at any depth.
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { level, .. } => Open::Heading(level as u8),
            Tag::CodeBlock(kind) => Open::Code(self.code(&kind, &span)),
            Tag::HtmlBlock => Open::Html(String::new()),
            Tag::Item if matches!(self.holder().open, Open::List { .. }) => Open::Item { task: None },
            Tag::TableHead if self.is_in_table() => Open::Row { is_head: true, cells: Vec::new() },
            Tag::TableRow if self.is_in_table() => Open::Row { is_head: false, cells: Vec::new() },
            Tag::TableCell if matches!(self.holder().open, Open::Row { .. }) => Open::Cell,
            _ if self.holders.len() >= NESTING_MAX => Open::Transparent,
            Tag::BlockQuote(kind) => Open::Quote(kind.map(alert_word)),
            Tag::List(start) => Open::List { start, items: Vec::new() },
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                Open::Table(Table { alignments, ..Table::default() })
            }
            Tag::Emphasis => Open::Emph,
            Tag::Strong => Open::Strong,
            Tag::Strikethrough => Open::Strike,
            Tag::Link { dest_url, .. } => Open::Link { target: dest_url.into_string() },
            Tag::Image { dest_url, .. } => Open::Image { target: dest_url.into_string() },
            _ => Open::Transparent,
        };
        self.push(open, span);
    }

    fn is_in_table(&mut self) -> bool {
        matches!(self.holder().open, Open::Table(_))
    }

    fn end(&mut self) {
        self.close_tight_paragraph();
        if self.stack.len() < 2 {
            return;
        }
        if let Some(frame) = self.pop() {
            self.close(frame);
        }
    }

    /// Puts a finished element into its parent.
    fn close(&mut self, frame: Frame) {
        let Frame { open, span, blocks, inlines } = frame;
        let kind = match open {
            Open::Root | Open::Transparent => return,
            Open::Heading(level) => BlockKind::Heading { level, content: inlines },
            Open::Paragraph | Open::TightParagraph => BlockKind::Paragraph(inlines),
            Open::List { start, items } => BlockKind::List { start, items },
            Open::Code(mut code) => {
                if code.text.ends_with('\n') {
                    code.text.pop();
                }
                BlockKind::Code(code)
            }
            Open::Quote(alert) => BlockKind::Quote { alert, blocks },
            Open::Html(html) => BlockKind::Html(html),
            Open::Table(table) => BlockKind::Table(table),
            Open::Item { task } => {
                if let Open::List { items, .. } = &mut self.holder().open {
                    items.push(Item { task, blocks, span });
                }
                return;
            }
            Open::Row { is_head, cells } => {
                if let Open::Table(table) = &mut self.holder().open {
                    if is_head { table.head = cells } else { table.rows.push(cells) }
                }
                return;
            }
            Open::Cell => {
                if let Open::Row { cells, .. } = &mut self.holder().open {
                    cells.push(inlines);
                }
                return;
            }
            Open::Emph => return self.inline(Inline::Emph(inlines), span),
            Open::Strong => return self.inline(Inline::Strong(inlines), span),
            Open::Strike => return self.inline(Inline::Strike(inlines), span),
            Open::Link { target } => {
                return self.inline(Inline::Link { target, content: inlines, span: span.clone() }, span);
            }
            Open::Image { target } => return self.inline(Inline::Image { target, alt: plain(&inlines) }, span),
        };
        self.block(Block { kind, span });
    }

    fn finish(mut self) -> Document {
        while self.stack.len() > 1 {
            self.end();
        }
        Document { blocks: self.stack.pop().map(|root| root.blocks).unwrap_or_default() }
    }

    /// Adds a block to the innermost element that holds blocks.
    fn block(&mut self, block: Block) {
        self.holder().blocks.push(block);
    }

    fn inline(&mut self, inline: Inline, span: Range<usize>) {
        self.open_tight_paragraph(&span);
        let holder = self.holder();
        if let (Inline::Text(more), Some(Inline::Text(text))) = (&inline, holder.inlines.last_mut()) {
            text.push_str(more);
        } else {
            holder.inlines.push(inline);
        }
        if matches!(holder.open, Open::TightParagraph) {
            holder.span.end = holder.span.end.max(span.end);
        }
    }

    fn text(&mut self, text: &str, span: &Range<usize>) {
        match &mut self.top().open {
            Open::Code(code) => {
                code.pieces.push((code.text.len(), span.start));
                code.text.push_str(text);
            }
            Open::Html(html) => html.push_str(text),
            _ => self.inline(Inline::Text(text.to_owned()), span.clone()),
        }
    }

    /// Words that stand directly in a list item or quote become a paragraph.
    fn open_tight_paragraph(&mut self, span: &Range<usize>) {
        let holds_blocks = matches!(self.holder().open, Open::Root | Open::Item { .. } | Open::Quote(_));
        if holds_blocks {
            self.push(Open::TightParagraph, span.clone());
        }
    }

    fn close_tight_paragraph(&mut self) {
        // Transparent elements opened inside of it have ended or hold nothing of their own.
        if matches!(self.top().open, Open::TightParagraph)
            && let Some(frame) = self.pop()
        {
            self.close(frame);
        }
    }

    /// An empty block of code with its info string, read from the source bytes: cmark's copy has
    /// backslashes and entities taken out.
    fn code(&self, kind: &CodeBlockKind<'_>, span: &Range<usize>) -> Code {
        if matches!(kind, CodeBlockKind::Indented) {
            return Code { info_span: span.start..span.start, is_closed: true, ..Code::default() };
        }
        let block = self.source.get(span.clone()).unwrap_or_default();
        let first = block.lines().next().unwrap_or_default();
        let indent = first.len() - first.trim_start().len();
        let fence = first[indent..].chars().next().unwrap_or('`');
        let fence_len = first[indent..].chars().take_while(|c| *c == fence).count();
        let after = &first[indent + fence_len..];
        let info = after.trim();
        let start = span.start + indent + fence_len + (after.len() - after.trim_start().len());
        let last = block.trim_end().lines().next_back().unwrap_or_default().trim_start_matches([' ', '\t', '>']);
        let is_closed = block.trim_end().contains('\n')
            && last.chars().count() >= fence_len
            && last.trim_end().chars().all(|c| c == fence);
        Code {
            is_fenced: true,
            info: info.to_owned(),
            info_span: start..start + info.len(),
            is_closed,
            ..Code::default()
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alert_word(kind: pulldown_cmark::BlockQuoteKind) -> &'static str {
    match kind {
        pulldown_cmark::BlockQuoteKind::Note => "Note",
        pulldown_cmark::BlockQuoteKind::Tip => "Tip",
        pulldown_cmark::BlockQuoteKind::Important => "Important",
        pulldown_cmark::BlockQuoteKind::Warning => "Warning",
        pulldown_cmark::BlockQuoteKind::Caution => "Caution",
    }
}

fn alignment(alignment: CmarkAlignment) -> Alignment {
    match alignment {
        CmarkAlignment::None | CmarkAlignment::Left => Alignment::Left,
        CmarkAlignment::Center => Alignment::Center,
        CmarkAlignment::Right => Alignment::Right,
    }
}
