//! Ruby: `file:line:in 'method': message (Class)`, frames below, then the cause in the same dress.
//!
//! Until 2.7 a terminal got the frames first, under Python's head; [`super::python`] hands that over.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Head, Shape, holds};

/// `a.rb:1:in 'f': message (RuntimeError)`; the class may be missing where the message has several lines.
pub(super) fn is_head(rest: &[u8]) -> bool {
    let head = &rest[..rest.len().min(300)];
    let Some(at) = memchr::memmem::find(head, b":in ") else { return false };
    let before = &head[..at];
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let quoted = matches!(head.get(at + 4), Some(b'`' | b'\''));
    digits > 0
        && quoted
        && before[..before.len() - digits].ends_with(b":")
        && !before.contains(&b' ')
        && holds(&head[at + 5..], "': ")
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    if stage != Stage::Ruby || line.shape != Shape::Head(Head::Ruby) || line.after_blank {
        return None;
    }
    // A program that fails again and again says the same again; a cause says something else.
    (!line.repeats_head).then_some(Verdict::Linked(Joint::Link(Link::Explains), Stage::Ruby))
}
