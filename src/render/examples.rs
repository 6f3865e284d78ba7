//! Which of an entry's example logs are shown: they are tests more than reading, and may be dozens.
//!
//! `kb show --raw` shows them all; what an example says is left to [`crate::entry::example`].

use crate::entry::markdown::{self, Block, BlockKind, Code, Document};

/// Examples shown with an entry.
const EXAMPLES_MAX: usize = 2;

/// Leaves examples out, over the parts of one entry.
#[derive(Clone, Copy, Debug, Default)]
pub struct Examples {
    shown: usize,
    left_out: usize,
}

impl Examples {
    /// Takes out of the next part of the entry all examples but the first of the entry, and the words that introduce
    /// them. An example whose log is in a file of its own has nothing to show.
    pub fn thin(&mut self, document: &mut Document) {
        let mut kept: Vec<Block> = Vec::with_capacity(document.blocks.len());
        for block in document.blocks.drain(..) {
            let BlockKind::Code(code) = &block.kind else {
                kept.push(block);
                continue;
            };
            if !is_example(code) {
                kept.push(block);
            } else if self.shown < EXAMPLES_MAX && !code.text.trim().is_empty() {
                self.shown += 1;
                kept.push(block);
            } else {
                self.left_out += 1;
                if kept.last().is_some_and(introduces) {
                    kept.pop();
                }
            }
        }
        document.blocks = kept;
    }

    /// Where the rest is, if there is any: `41 more examples: kb show --raw net/port-taken`.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<String> {
        let plural = if self.left_out == 1 { "example" } else { "examples" };
        (self.left_out > 0).then(|| format!("{} more {plural}: kb show --raw {id}", self.left_out))
    }
}

fn is_example(code: &Code) -> bool {
    code.info.split_whitespace().next() == Some("log")
}

fn introduces(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(words) if markdown::plain(words).ends_with(':'))
}
