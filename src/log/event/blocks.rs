//! Reports of build tools: npm's run of lines, pip's and Terraform's boxes, the end of a docker build.

use super::{Joint, Line, Link, Stage, Verdict};
use crate::log::event::shape::{Head, Opening, Shape, digit_count};

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// In a run of npm's lines.
    Npm,
    /// In what pip says of a program that it ran.
    PipBox,
    /// Inside of a box.
    Box,
    /// Behind `Dockerfile:12`: the rule above the excerpt.
    Dockerfile { rules: u8 },
}

/// `npm ERR! code E404`, `npm error code E404`
pub(super) fn is_npm(rest: &[u8]) -> bool {
    [&b"npm ERR!"[..], b"npm error"]
        .iter()
        .any(|lead| rest.strip_prefix(*lead).is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | b'\r'))))
}

/// `error: subprocess-exited-with-error`
pub(super) fn is_pip_box(rest: &[u8]) -> bool {
    rest.starts_with(b"error: subprocess-exited-with-error")
}

/// `╷`
pub(super) fn is_box_top(rest: &[u8]) -> bool {
    rest.trim_ascii_end() == "\u{2577}".as_bytes()
}

/// `Dockerfile:12`, `deploy.Dockerfile:11`
pub(super) fn is_dockerfile_place(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_end();
    let Some(colon) = memchr::memrchr(b':', rest) else { return false };
    let (file, number) = (&rest[..colon], &rest[colon + 1..]);
    !number.is_empty()
        && digit_count(number) == number.len()
        && !file.contains(&b' ')
        && (memchr::memmem::find(file, b"Dockerfile").is_some()
            || memchr::memmem::find(file, b"Containerfile").is_some())
}

/// `/app/src/x.js`: a path with an ending and nothing else.
pub(super) fn is_path(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_end();
    let is_rooted = rest.starts_with(b"/") || rest.get(1..3) == Some(b":\\");
    if !is_rooted {
        return false;
    }
    let name = rest.rsplit(|byte| matches!(byte, b'/' | b'\\')).next().unwrap_or_default();
    let has_ending = name.iter().rposition(|byte| *byte == b'.').is_some_and(|dot| {
        let ending = &name[dot + 1..];
        (1..=5).contains(&ending.len()) && ending.iter().all(u8::is_ascii_alphanumeric)
    });
    has_ending && !rest.iter().any(|byte| matches!(byte, b' ' | b'\t' | b':' | b'(') && !is_drive(rest, *byte))
}

fn is_drive(rest: &[u8], byte: u8) -> bool {
    byte == b':' && rest.get(1) == Some(&b':') && memchr::memchr_iter(b':', rest).count() == 1
}

/// Fields that npm prints above what went wrong.
const NPM_FIELDS: &[&str] = &["code ", "errno ", "syscall ", "path ", "command ", "dest ", "signal ", "cwd "];

/// True if a line of npm's says what went wrong.
pub(super) fn is_npm_message(line: &[u8]) -> bool {
    let text = line.strip_prefix(b"npm ERR!").or_else(|| line.strip_prefix(b"npm error")).unwrap_or_default();
    let text = text.trim_ascii_start();
    let is_field = NPM_FIELDS.iter().any(|field| text.starts_with(field.as_bytes()));
    !text.is_empty() && !is_field && !text.starts_with(b"A complete log")
}

/// The stage behind a head or an opening of this family; `None` for others.
pub(super) fn begin(shape: Shape) -> Option<Block> {
    match shape {
        Shape::Npm => Some(Block::Npm),
        Shape::Head(Head::PipBox) => Some(Block::PipBox),
        Shape::Head(Head::Box) => Some(Block::Box),
        Shape::Opening(Opening::DockerfilePlace) => Some(Block::Dockerfile { rules: 0 }),
        _ => None,
    }
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let Stage::Block(block) = stage else { return None };
    match (block, line.shape) {
        (Block::Npm, Shape::Npm) if !line.has_message && is_npm_message(line.bytes) => Some(Verdict::Message(stage)),
        (Block::Npm, Shape::Npm) => Some(Verdict::Join),
        // The program's own words explain that it failed.
        (Block::PipBox, Shape::Head(Head::PythonTraceback)) => {
            Some(Verdict::Linked(Joint::Link(Link::Explains), super::begin_stage(line.shape, line.bytes)))
        }
        (Block::Box, Shape::Continuation) if !line.has_message => {
            let text = line.bytes.strip_prefix("\u{2502} ".as_bytes())?;
            (text.starts_with(b"Error: ") || text.starts_with(b"Warning: ")).then_some(Verdict::Message(stage))
        }
        (Block::Dockerfile { rules }, Shape::Plain) if rules < 2 && is_rule(line.bytes) => {
            Some(Verdict::Stage(Stage::Block(Block::Dockerfile { rules: rules + 1 })))
        }
        _ => None,
    }
}

fn is_rule(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    line.len() >= 10 && line.iter().all(|byte| *byte == b'-')
}
