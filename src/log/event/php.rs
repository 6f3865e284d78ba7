//! PHP: the innermost exception first, those that wrapped it behind `Next`; Laravel's causes behind
//! `[previous exception]`.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Opening, Shape, digit_count, holds};

/// `PHP Fatal error:  Uncaught …`, `Fatal error: Uncaught …`
pub(super) fn is_head(rest: &[u8]) -> bool {
    const LEVELS: &[&[u8]] =
        &[b"Fatal error: ", b"Parse error: ", b"Warning: ", b"Notice: ", b"Deprecated: ", b"Recoverable fatal error: "];
    if rest.starts_with(b"Fatal error: Uncaught ") {
        return true;
    }
    rest.strip_prefix(b"PHP ").is_some_and(|rest| LEVELS.iter().any(|level| rest.starts_with(level)))
}

/// `Next App\StoreException: …`
pub(super) fn is_next(rest: &[u8]) -> bool {
    rest.strip_prefix(b"Next ").is_some_and(|rest| {
        let class = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'\\')).count();
        let name = &rest[..class];
        (name.ends_with(b"Exception") || name.ends_with(b"Error"))
            && (rest[class..].starts_with(b": ") || rest[class..].starts_with(b" in "))
    })
}

/// `[previous exception] [object] (…)`
pub(super) fn is_previous(rest: &[u8]) -> bool {
    rest.starts_with(b"[previous exception] ")
}

/// `#0 /app/a.php(3): f()`, `#1 {main}`; of debuggers `#0 0x…`, `#0  0x…`.
pub(super) fn is_frame(rest: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(b"#") else { return false };
    let digits = digit_count(rest);
    let frame = &rest[digits..];
    let place = frame.trim_ascii_start();
    digits > 0
        && frame.starts_with(b" ")
        && (place.starts_with(b"{main}")
            || place.starts_with(b"[internal function]")
            || place.starts_with(b"0x")
            || (place.starts_with(b"/") && holds(place, "): ")))
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(_: Stage, line: &Line<'_>) -> Option<Verdict> {
    // The log of a web server may stand between the head and the trace, so the stage proves nothing here.
    match line.shape {
        Shape::Opening(Opening::PhpNext) => Some(Verdict::Linked(Joint::Link(Link::FollowsFrom), Stage::Below)),
        Shape::Opening(Opening::PhpPrevious) => Some(Verdict::Linked(Joint::Link(Link::Explains), Stage::Below)),
        _ => None,
    }
}
