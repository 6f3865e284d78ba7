//! How answers look, one file per format. Every text from a log or an entry goes through `render::safe`
//! (JSON escapes control characters by itself).

pub mod entry;
pub mod json;
pub mod jsonl;
pub mod oneline;
pub mod search;
pub mod text;
pub mod unexplained;
pub mod vimgrep;
pub mod why;

/// How to print for people.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colors may be used.
    pub color: bool,
    /// A person is looking: what only they need may be printed too.
    pub is_terminal: bool,
    /// Columns that prose is wrapped to.
    pub width: usize,
}

impl Style {
    /// `text` in bold.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.sgr("1", text)
    }

    /// `text` in a color that recedes.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.sgr("2", text)
    }

    /// `text` as a match in a line of a log.
    #[must_use]
    pub fn mark(self, text: &str) -> String {
        self.sgr("1;31", text)
    }

    /// `text` with the parameters of a Select Graphic Rendition.
    #[must_use]
    pub fn sgr(self, parameters: &str, text: &str) -> String {
        if self.color && !text.is_empty() { format!("\x1b[{parameters}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
