//! Compilers, linkers, linters and sanitizers: a diagnostic with the lines that show and explain it.

use super::{Line, Stage, Verdict};
use crate::log::event::shape::{Head, Opening, Shape, digit_count, first_word, holds, is_place};

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compiler {
    /// Behind `In file included from …`: the diagnostic comes below.
    Context,
    /// Behind a diagnostic.
    Diagnostic,
    /// Among the lines of a linker.
    Linker,
    /// Behind the path that a linter prints above its findings.
    Path,
    /// In the report of a sanitizer.
    Sanitizer,
    /// Behind its summary.
    SanitizerTail,
}

/// `a.c:1:2: error: …`, `a.ts(2,19): error TS2322: …`, `a.ts:2:19 - error TS2322: …`, `A.java:1: error: …`
pub(super) fn is_diagnostic(rest: &[u8]) -> bool {
    const SEVERITIES: &[&str] =
        &["error", "fatal error", "warning", "Warning", "runtime error", "internal compiler error"];
    said_at_place(rest).is_some_and(|said| SEVERITIES.iter().any(|severity| is_severity(said, severity)))
}

/// `a.c:1:2: note: …`
pub(super) fn is_note(rest: &[u8]) -> bool {
    said_at_place(rest).is_some_and(|said| ["note", "remark", "info"].iter().any(|word| is_severity(said, word)))
}

/// What is said behind the place at the beginning of a line.
fn said_at_place(rest: &[u8]) -> Option<&[u8]> {
    let (place, said) = first_word(rest);
    if place.ends_with(b":") {
        return is_place(place).then_some(said);
    }
    let said = said.strip_prefix(b"- ")?;
    is_place(place).then_some(said)
}

fn is_severity(said: &[u8], severity: &str) -> bool {
    said.strip_prefix(severity.as_bytes()).is_some_and(|rest| {
        rest.starts_with(b":") || (rest.first() == Some(&b' ') && rest.get(1).is_some_and(u8::is_ascii_uppercase))
    })
}

/// `In file included from a.c:1:`, `a.c: In function 'main':`, `a.cpp: At global scope:`
pub(super) fn is_context(rest: &[u8]) -> bool {
    if rest.starts_with(b"In file included from ") {
        return true;
    }
    let (file, said) = first_word(rest);
    let is_scope = said.starts_with(b"In ") || said.starts_with(b"At ");
    file.ends_with(b":") && file.contains(&b'.') && is_scope && said.trim_ascii_end().ends_with(b":")
}

/// `/usr/bin/ld: …`, `a.c:(.text+0xa): undefined reference to …`, `collect2: error: …`
pub(super) fn is_linker(rest: &[u8]) -> bool {
    let (who, said) = first_word(rest);
    let is_linker = who == b"ld:" || who == b"collect2:" || who.ends_with(b"/ld:") || who.ends_with(b"ld.lld:");
    is_linker
        || (who.ends_with(b"):")
            && (said.starts_with(b"undefined reference to ") || said.starts_with(b"multiple definition of ")))
}

/// True unless a linker only says where it is: `/usr/bin/ld: a.o: in function 'main':`
pub(super) fn is_linker_message(line: &[u8]) -> bool {
    is_linker(line) && !holds(line, ": in function ")
}

/// `8 |     let x: u32 = "a";`
pub(super) fn is_excerpt(rest: &[u8]) -> bool {
    let digits = digit_count(rest);
    digits > 0 && digits <= 6 && rest[digits..].trim_ascii_start().starts_with(b"|") && rest[digits..].starts_with(b" ")
}

/// `==26574==ERROR: AddressSanitizer: …`, `WARNING: ThreadSanitizer: …`
pub(super) fn is_sanitizer(rest: &[u8]) -> bool {
    let Some(inner) = rest.strip_prefix(b"==") else { return rest.starts_with(b"WARNING: ThreadSanitizer: ") };
    let digits = digit_count(inner);
    digits > 0 && (inner[digits..].starts_with(b"==ERROR: ") || inner[digits..].starts_with(b"==WARNING: "))
}

/// `                     ^~~~`, also with the bars that clang and gcc draw.
pub(super) fn is_mark(line: &[u8]) -> bool {
    let mark = line.trim_ascii();
    !mark.is_empty()
        && mark.iter().all(|byte| matches!(byte, b'^' | b'~' | b' ' | b'|'))
        && mark.iter().any(|byte| matches!(byte, b'^' | b'~'))
}

/// The stage behind a head or an opening of this family; `None` for others.
pub(super) fn begin(shape: Shape) -> Option<Compiler> {
    match shape {
        Shape::Head(Head::Compiler) => Some(Compiler::Diagnostic),
        Shape::Head(Head::Sanitizer) => Some(Compiler::Sanitizer),
        Shape::Opening(Opening::CompilerContext) => Some(Compiler::Context),
        Shape::Opening(Opening::Linker) => Some(Compiler::Linker),
        Shape::Opening(Opening::Path) => Some(Compiler::Path),
        _ => None,
    }
}

/// What a line is to an event in this stage; `None` if this family knows nothing of it.
pub(super) fn goes_on(stage: Stage, line: &Line<'_>) -> Option<Verdict> {
    let Stage::Compiler(stage) = stage else { return None };
    match (stage, line.shape) {
        (Compiler::Context, Shape::Opening(Opening::CompilerContext)) => Some(Verdict::Join),
        (Compiler::Context, Shape::Head(Head::Compiler)) => {
            Some(Verdict::Message(Stage::Compiler(Compiler::Diagnostic)))
        }
        (Compiler::Diagnostic, Shape::Opening(Opening::CompilerNote)) => Some(Verdict::Join),
        (Compiler::Linker, Shape::Opening(Opening::Linker)) => {
            let is_message = !line.has_message && is_linker_message(line.bytes);
            Some(if is_message { Verdict::Message(Stage::Compiler(stage)) } else { Verdict::Join })
        }
        (Compiler::Path, Shape::Continuation) if !line.has_message && is_finding(line.bytes) => {
            Some(Verdict::Message(Stage::Compiler(Compiler::Path)))
        }
        (Compiler::Sanitizer, Shape::Plain | Shape::Opening(_)) => {
            let is_end = line.bytes.starts_with(b"SUMMARY: ");
            Some(if is_end { Verdict::Stage(Stage::Compiler(Compiler::SanitizerTail)) } else { Verdict::Join })
        }
        (Compiler::SanitizerTail, Shape::Plain) => {
            let is_tail = ["Shadow byte", "=>0x", "=="].iter().any(|start| line.bytes.starts_with(start.as_bytes()));
            is_tail.then_some(Verdict::Join)
        }
        _ => None,
    }
}

/// `  1:11  error  'b' is not defined`
fn is_finding(line: &[u8]) -> bool {
    let (place, said) = first_word(line.trim_ascii_start());
    place.first().is_some_and(u8::is_ascii_digit)
        && place.contains(&b':')
        && said.starts_with(b"error")
        && holds(said, " ")
}
