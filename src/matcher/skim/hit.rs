//! Where a match may be, and how far it may reach.

use std::ops::Range;

use crate::signature::table::{LiteralIndex, Uses};

/// Lines that may be part of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Raw bytes of the lines that a literal stands in, or of which only reading tells what stands in them.
    pub lines: Range<usize>,
    /// How far a match may reach.
    pub scope: Scope,
    /// The literal; `None` where only reading tells.
    pub literal: Option<LiteralIndex>,
}

/// How far a match with a hit may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Within events of the stream that the lines belong to, or of the reading of them together with those around.
    Records,
    /// Within events.
    Events,
    /// Its parts may lie a window apart.
    Window,
}

impl Hit {
    /// Lines of which only reading tells what stands in them.
    #[must_use]
    pub fn of_unknown(lines: Range<usize>) -> Self {
        Hit { lines, scope: Scope::Window, literal: None }
    }

    /// Those of a literal with such uses in lines of this scope.
    pub(super) fn of_literal(
        literal: LiteralIndex,
        uses: Uses,
        scope: Scope,
        lines: Range<usize>,
    ) -> impl Iterator<Item = Self> {
        let local = uses.triggers_local.then(|| Hit { lines: lines.clone(), scope, literal: Some(literal) });
        let wide = uses.triggers_wide.then_some(Hit { lines, scope: Scope::Window, literal: Some(literal) });
        local.into_iter().chain(wide)
    }

    /// What hits are sorted by.
    #[must_use]
    pub fn order(&self) -> (usize, usize, Scope, Option<LiteralIndex>) {
        (self.lines.start, self.lines.end, self.scope, self.literal)
    }
}
