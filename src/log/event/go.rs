//! Go: panics, the panics that followed while they unwound, and the goroutines below.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Shape, indent_of};

/// `panic: …`, `fatal error: …`
pub(super) fn is_head(rest: &[u8]) -> bool {
    rest.starts_with(b"panic: ") || rest.starts_with(b"fatal error: ")
}

/// `goroutine 1 [running]:`, `main.main()`, `created by …`, `exit status 2`.
fn is_frame(line: &[u8]) -> bool {
    line.starts_with(b"goroutine ")
        || line.starts_with(b"created by ")
        || line.starts_with(b"exit status ")
        || line.starts_with(b"[signal ")
        || (line.ends_with(b")") && line.iter().take_while(|byte| **byte != b'(').all(|byte| byte.is_ascii_graphic()))
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    if stage != Stage::Go {
        return None;
    }
    match line.shape {
        // What was panicking is printed first, `[recovered]` behind it.
        Shape::Continuation if line.bytes[indent_of(line.bytes)..].starts_with(b"panic: ") => {
            Some(Verdict::Linked(Joint::Link(Link::FollowsFrom), Stage::Go))
        }
        Shape::Plain | Shape::Opening(_) => is_frame(line.bytes).then_some(Verdict::Join),
        _ => None,
    }
}
