//! Styled lines → strings with or without ANSI colors.
//!
//! Only the sixteen colors that every terminal has and that users choose themselves. Color never says
//! anything that the words do not.

use super::{Style, StyledLine};

/// `line` without a line end; with escape sequences only if `color` is asked for.
#[must_use]
pub fn line(line: &StyledLine, color: bool) -> String {
    if !color {
        return line.text();
    }
    line.spans.iter().map(|span| paint(&span.text, span.style)).collect()
}

/// `text`, which must be safe, in the color of `style`.
#[must_use]
pub fn paint(text: &str, style: Style) -> String {
    match sgr(style) {
        "" => text.to_owned(),
        sgr => format!("\x1b[{sgr}m{text}\x1b[0m"),
    }
}

/// The parameters of the escape sequence that begins `style`; empty for plain text.
#[must_use]
pub fn sgr(style: Style) -> &'static str {
    match style {
        Style::Plain => "",
        Style::Strong => "1",
        Style::Emph => "3",
        Style::Strike => "9",
        Style::Code | Style::CodeBlock => "36",
        Style::Link => "4;34",
        Style::Heading(1 | 2) => "1;32",
        Style::Heading(_) => "1",
        Style::Quote => "33",
        Style::Dim => "2",
    }
}
