//! .NET: the outer exception first, each inner one behind `--->`, then the frames, innermost first.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::Shape;

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DotNet {
    /// Behind `Unhandled Exception:` alone on its line: the exception stands on the next.
    Bare,
    /// Behind an exception.
    Frames,
}

/// `Unhandled exception. X: …` of .NET, `Unhandled Exception:` of .NET Framework and Mono.
pub(super) fn is_head(rest: &[u8]) -> bool {
    rest.starts_with(b"Unhandled exception. ") || rest.starts_with(b"Unhandled Exception:")
}

/// The stage behind a head.
pub(super) fn begin(line: &[u8]) -> Stage {
    let is_bare = line.trim_ascii_end().ends_with(b"Unhandled Exception:");
    Stage::DotNet(if is_bare { DotNet::Bare } else { DotNet::Frames })
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let frames = Stage::DotNet(DotNet::Frames);
    match line.shape {
        // `fail: A.B[0]`, an exception indented below it, and so on: not only behind a head.
        Shape::Continuation if line.bytes.trim_ascii_start().starts_with(b"---> (Inner Exception #") => {
            Some(Verdict::Linked(Joint::InnerException, frames))
        }
        Shape::Continuation if line.bytes.trim_ascii_start().starts_with(b"---> ") => {
            Some(Verdict::Linked(Joint::Link(Link::Explains), frames))
        }
        Shape::Plain | Shape::Opening(_) if stage == Stage::DotNet(DotNet::Bare) && !line.after_blank => {
            Some(Verdict::Message(frames))
        }
        _ => None,
    }
}
