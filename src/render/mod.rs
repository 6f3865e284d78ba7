//! From entries and untrusted text to lines that a terminal can show.
//!
//! - [`safe`]: the one sink for text from logs, entries and the system. No control byte passes it.
//! - [`markdown`]: the tree of an entry's body → [`StyledLine`]s of an exact width.
//! - [`examples`]: which example logs of an entry are shown.
//! - [`ansi`]: styled lines → strings, with or without color.
//!
//! Knows no terminal library: the TUI maps [`Style`] to its own colors. What is shown, and where, is
//! left to the front ends.

pub mod ansi;
pub mod examples;
mod inline;
pub mod markdown;
pub mod safe;
mod table;

/// What a piece of text is, for a front end to give it a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Nothing special.
    #[default]
    Plain,
    /// Strong emphasis, heads of tables, words of alerts.
    Strong,
    /// Emphasis.
    Emph,
    /// Struck out.
    Strike,
    /// Code inside a sentence.
    Code,
    /// A line of a block of code.
    CodeBlock,
    /// The words of a link.
    Link,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Something quoted, and the bar beside it.
    Quote,
    /// Less important: marks, rules, the language of a block.
    Dim,
}

/// Text of one style. Safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledSpan {
    /// The text, without control characters.
    pub text: String,
    /// What it is.
    pub style: Style,
    /// The link that it is of: an index into [`markdown::Rendered::links`].
    pub link: Option<usize>,
}

impl StyledSpan {
    /// A span. `text` must have gone through [`safe`].
    pub(crate) fn new(text: impl Into<String>, style: Style) -> Self {
        StyledSpan { text: text.into(), style, link: None }
    }
}

/// One line on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyledLine {
    /// Its pieces from left to right.
    pub spans: Vec<StyledSpan>,
    /// The block of code that it is a line of: an index into [`markdown::Rendered::code_blocks`].
    pub code_block: Option<usize>,
}

impl StyledLine {
    /// The line without styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Columns that it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| safe::width(&span.text)).sum()
    }
}
