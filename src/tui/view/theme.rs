//! What text is → how it looks: the sixteen colors of the terminal, or bold and underlined only.

use ratatui::style::{Color, Modifier, Style};

use crate::render;
use crate::report::Confidence;
use crate::tui::document::Look;
use crate::tui::highlight::Token;

/// How the screen is colored.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// False: no colors, only weight, underline and reverse.
    pub color: bool,
}

impl Theme {
    fn with(self, color: Color, modifier: Modifier) -> Style {
        let style = Style::new().add_modifier(modifier);
        if self.color { style.fg(color) } else { style }
    }

    /// Less important text.
    #[must_use]
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Important text.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The bar beside what is selected, and marks.
    #[must_use]
    pub fn accent(self) -> Style {
        self.with(Color::Cyan, Modifier::BOLD)
    }

    /// Something that did not work.
    #[must_use]
    pub fn error(self) -> Style {
        self.with(Color::Red, Modifier::BOLD)
    }

    /// What matched.
    #[must_use]
    pub fn evidence(self) -> Style {
        self.with(Color::Yellow, Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// How sure an answer is.
    #[must_use]
    pub fn confidence(self, confidence: Confidence) -> Style {
        match confidence {
            Confidence::Certain => self.with(Color::Green, Modifier::BOLD),
            Confidence::Likely => self.with(Color::Yellow, Modifier::empty()),
            Confidence::Possible => self.dim(),
        }
    }

    /// Text of a document.
    #[must_use]
    pub fn look(self, look: Look) -> Style {
        match look {
            Look::Text(style) => self.text(style),
            Look::Evidence => self.evidence(),
            Look::Confidence(confidence) => self.confidence(confidence),
            Look::Danger => self.error(),
            Look::Number => self.accent(),
            Look::Good => self.with(Color::Green, Modifier::BOLD),
            Look::Code(token) => self.code(token),
        }
    }

    fn code(self, token: Token) -> Style {
        match token {
            Token::Comment => self.dim(),
            Token::Text => self.with(Color::Green, Modifier::empty()),
            Token::Keyword => self.with(Color::Magenta, Modifier::BOLD),
            Token::Constant => self.with(Color::Yellow, Modifier::empty()),
            Token::Name => self.with(Color::Cyan, Modifier::empty()),
        }
    }

    /// What is marked: a link, whatever else it is.
    #[must_use]
    pub fn marked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    fn text(self, style: render::Style) -> Style {
        match style {
            render::Style::Plain => Style::new(),
            render::Style::Strong => self.strong(),
            render::Style::Emph => Style::new().add_modifier(Modifier::ITALIC),
            render::Style::Strike => Style::new().add_modifier(Modifier::CROSSED_OUT),
            render::Style::Code => self.with(Color::Cyan, Modifier::empty()),
            // Its parts have colors of their own.
            render::Style::CodeBlock => Style::new(),
            render::Style::Link => self.with(Color::Cyan, Modifier::UNDERLINED),
            render::Style::Heading(1 | 2) => self.with(Color::Green, Modifier::BOLD),
            render::Style::Heading(_) => self.strong(),
            render::Style::Quote => self.with(Color::Yellow, Modifier::empty()),
            render::Style::Dim => self.dim(),
        }
    }
}
