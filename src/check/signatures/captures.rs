//! Names of captures: each must mean one thing in an entry, and leave alone what kb fills itself.

use std::collections::BTreeMap;

use super::required;
use crate::check::placeholders::BUILT_IN;
use crate::diagnose::CompiledEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, PatternSource, PatternSyntax};
use crate::signature::compile::place_in_value;
use crate::signature::text::{HoleKind, holes};

/// Looks at the captures of all signatures of `entry` together.
pub(super) fn check(entry: &Entry, compiled: &CompiledEntry, found: &mut Vec<Diagnostic>) {
    let mut kinds: BTreeMap<&str, HoleKind> = BTreeMap::new();
    let mut named: Vec<&str> = Vec::new();
    for (position, signature) in compiled.working() {
        for (member, pattern) in required(entry, position, signature) {
            for name in member.pattern.capture_names() {
                if let Some(taken) = BUILT_IN.iter().find(|taken| **taken == name && !named.contains(taken)) {
                    named.push(taken);
                    found.push(built_in(entry, pattern, taken));
                }
            }
            if pattern.syntax == PatternSyntax::Text {
                kind_conflicts(entry, pattern, &mut kinds, found);
            }
        }
    }
}

fn built_in(entry: &Entry, pattern: &PatternSource, name: &str) -> Diagnostic {
    let message = format!("the signature captures `{name}`, which kb fills itself");
    let span = written_place(pattern, name);
    let place = place_in_value(&entry.source, pattern, span);
    Diagnostic::new(Code::CaptureConflict, &entry.source, Some(place), message)
        .help(format!("give the capture another name, as `{name}_name`"))
}

/// Where `name` is captured in the value of the pattern.
fn written_place(pattern: &PatternSource, name: &str) -> Option<std::ops::Range<usize>> {
    match pattern.syntax {
        PatternSyntax::Text => holes(&pattern.value).into_iter().find(|hole| hole.name == name).map(|hole| hole.span),
        PatternSyntax::Regex => {
            let group = format!("<{name}>");
            pattern.value.find(&group).map(|at| at..at + group.len())
        }
    }
}

/// Complains about each name that is a number here and was none where it stood first, or the other way round.
fn kind_conflicts<'e>(
    entry: &'e Entry,
    pattern: &'e PatternSource,
    kinds: &mut BTreeMap<&'e str, HoleKind>,
    found: &mut Vec<Diagnostic>,
) {
    for hole in holes(&pattern.value) {
        if hole.name == "_" {
            continue;
        }
        let first = *kinds.entry(hole.name).or_insert(hole.kind);
        // `word`, `line` and `any` say where a value ends, `int` says what it is.
        let is_number = |kind: HoleKind| kind == HoleKind::Int;
        if is_number(first) == is_number(hole.kind) {
            continue;
        }
        let message = format!("`{}` is of type `{}` here and `{}` above", hole.name, hole.kind.word(), first.word());
        let place = place_in_value(&entry.source, pattern, Some(hole.span));
        found.push(
            Diagnostic::new(Code::CaptureConflict, &entry.source, Some(place), message)
                .help("give both the same type, or two names: a fix cannot tell which of the two it is filled with"),
        );
    }
}
