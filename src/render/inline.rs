//! Inlines → words → lines of an exact width.
//!
//! A word may be of several styles (`**bold**-ish`). Lines break at blanks only, and inside a word only
//! where it is wider than a line.

use super::markdown::{Options, RenderedLink};
use super::safe;
use super::{Style, StyledSpan};
use crate::entry::markdown::Inline;

/// What wrapping works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text without blanks.
    Piece(StyledSpan),
    /// One or more blanks, of a style.
    Blank(Style),
    /// The end of a line that is meant.
    Break,
}

/// The tokens of `content`, whose plain words are of `style`. Links are collected.
pub(super) fn tokens(
    content: &[Inline],
    style: Style,
    options: &Options<'_>,
    links: &mut Vec<RenderedLink>,
) -> Vec<Token> {
    let mut tokens = Vec::new();
    push(content, style, options, links, &mut tokens);
    tokens
}

fn push(
    content: &[Inline],
    style: Style,
    options: &Options<'_>,
    links: &mut Vec<RenderedLink>,
    tokens: &mut Vec<Token>,
) {
    // Inside of a heading or a link everything looks like it.
    let inner = |wanted: Style| if matches!(style, Style::Heading(_) | Style::Link) { style } else { wanted };
    for inline in content {
        match inline {
            Inline::Text(text) => push_words(&options.shown(text, "text"), style, tokens),
            Inline::Code(text) => {
                let mark = if options.marks { "`" } else { "" };
                push_words(&format!("{mark}{}{mark}", options.shown(text, "text")), inner(Style::Code), tokens);
            }
            Inline::Emph(content) => push(content, inner(Style::Emph), options, links, tokens),
            Inline::Strong(content) => push(content, inner(Style::Strong), options, links, tokens),
            Inline::Strike(content) => push(content, inner(Style::Strike), options, links, tokens),
            Inline::Link { target, content, .. } => {
                links.push(RenderedLink {
                    target: options.safe(target),
                    label: options.safe(&crate::entry::markdown::plain(content)),
                });
                let (number, first) = (links.len() - 1, tokens.len());
                push(content, inner(Style::Link), options, links, tokens);
                for token in &mut tokens[first..] {
                    if let Token::Piece(piece) = token {
                        piece.link = Some(number);
                    }
                }
            }
            Inline::Image { target, alt } => {
                let words = if alt.is_empty() { target } else { alt };
                push_words(&format!("[{}]", options.safe(words)), inner(Style::Emph), tokens);
            }
            Inline::SoftBreak => tokens.push(Token::Blank(style)),
            Inline::HardBreak => tokens.push(Token::Break),
        }
    }
}

/// Splits safe text at its blanks.
pub(super) fn push_words(text: &str, style: Style, tokens: &mut Vec<Token>) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(' ').unwrap_or(rest.len());
        if end > 0 {
            tokens.push(Token::Piece(StyledSpan::new(&rest[..end], style)));
        }
        let after = rest[end..].trim_start_matches(' ');
        if after.len() < rest.len() - end {
            tokens.push(Token::Blank(style));
        }
        rest = after;
    }
}

/// Lays `tokens` out in lines of at most `width` columns (at least 1). No line begins or ends with a blank.
pub(super) fn wrap(tokens: &[Token], width: usize) -> Vec<Vec<StyledSpan>> {
    let mut lines = Lines { width: width.max(1), done: Vec::new(), line: Vec::new(), taken: 0, blank: None };
    let mut word: Vec<&StyledSpan> = Vec::new();
    for token in tokens {
        match token {
            Token::Piece(piece) => word.push(piece),
            Token::Blank(style) => {
                lines.word(&word);
                word.clear();
                lines.blank = Some(*style);
            }
            Token::Break => {
                lines.word(&word);
                word.clear();
                lines.end_line();
            }
        }
    }
    lines.word(&word);
    if !lines.line.is_empty() {
        lines.end_line();
    }
    lines.done
}

/// Columns of the widest line and of the widest word that `tokens` have without any wrapping.
pub(super) fn extent(tokens: &[Token]) -> (usize, usize) {
    let (mut widest_line, mut widest_word, mut line, mut word) = (0, 0, 0, 0);
    for token in tokens {
        match token {
            Token::Piece(piece) => {
                let width = safe::width(&piece.text);
                line += width;
                word += width;
            }
            Token::Blank(_) => {
                line += 1;
                word = 0;
            }
            Token::Break => (line, word) = (0, 0),
        }
        widest_line = widest_line.max(line);
        widest_word = widest_word.max(word);
    }
    (widest_line, widest_word)
}

/// Lines that are being filled.
struct Lines {
    width: usize,
    done: Vec<Vec<StyledSpan>>,
    line: Vec<StyledSpan>,
    /// Columns taken on the line.
    taken: usize,
    /// A blank that is due before the next word.
    blank: Option<Style>,
}

impl Lines {
    fn end_line(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.taken = 0;
        self.blank = None;
    }

    fn word(&mut self, word: &[&StyledSpan]) {
        if word.is_empty() {
            return;
        }
        let width: usize = word.iter().map(|piece| safe::width(&piece.text)).sum();
        let blank = self.blank.take().filter(|_| self.taken > 0);
        if self.taken + usize::from(blank.is_some()) + width <= self.width {
            if let Some(style) = blank {
                // A blank inside of a link belongs to it.
                let around = self.line.last().and_then(|last| last.link);
                self.add(" ", style, around.filter(|link| word[0].link == Some(*link)));
            }
        } else if self.taken > 0 {
            self.end_line();
        }
        for piece in word {
            self.piece(piece);
        }
    }

    /// Adds a part of a word, over several lines if it has to be.
    fn piece(&mut self, piece: &StyledSpan) {
        let (style, link) = (piece.style, piece.link);
        let mut rest = piece.text.as_str();
        while self.taken + safe::width(rest) > self.width {
            let (head, tail) = safe::split_at_width(rest, self.width - self.taken);
            if head.is_empty() && self.taken == 0 {
                // A letter wider than the line: there is no better place for it.
                break;
            }
            self.add(head, style, link);
            self.end_line();
            rest = tail;
        }
        self.add(rest, style, link);
    }

    fn add(&mut self, text: &str, style: Style, link: Option<usize>) {
        if text.is_empty() {
            return;
        }
        self.taken += safe::width(text);
        match self.line.last_mut() {
            Some(last) if last.style == style && last.link == link => last.text.push_str(text),
            _ => self.line.push(StyledSpan { link, ..StyledSpan::new(text, style) }),
        }
    }
}
