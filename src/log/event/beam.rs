//! Elixir and Erlang: `** (Class) message` with the reason of an exit below it, and the reports of Erlang's logger.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Shape, holds};

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beam {
    /// Behind `** (…)`.
    Elixir,
    /// In a report of Erlang, which ends with a blank line.
    Report,
}

/// `** (ArgumentError) message`
pub(super) fn is_elixir_head(rest: &[u8]) -> bool {
    rest.starts_with(b"** (") && rest.contains(&b')')
}

/// `=ERROR REPORT==== 21-Nov-2026::06:30:20.050416 ===`
pub(super) fn is_erlang_report(rest: &[u8]) -> bool {
    rest.first() == Some(&b'=') && holds(&rest[..rest.len().min(40)], " REPORT====")
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    match (stage, line.shape) {
        (Stage::Beam(Beam::Elixir), Shape::Continuation) if is_elixir_head(line.bytes.trim_ascii_start()) => {
            Some(Verdict::Linked(Joint::Link(Link::Explains), stage))
        }
        (Stage::Beam(Beam::Elixir), Shape::Plain) => {
            const PARTS: &[&[u8]] = &[b"Function: ", b"Start Call: ", b"Last message", b"State: ", b"Args: "];
            PARTS.iter().any(|part| line.bytes.starts_with(part)).then_some(Verdict::Join)
        }
        (Stage::Beam(Beam::Report), Shape::Plain) => (!line.after_blank).then_some(Verdict::Join),
        _ => None,
    }
}
