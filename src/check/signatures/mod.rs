//! What is wrong with signatures that compile: too little in them, what no log prints, or what no example shows.

mod captures;
mod class;
mod cost;
mod duplicates;
mod placeholder;
mod proof;
mod strength;

use super::view::{View, member_sources};
use crate::diagnose::CompiledEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, PatternSource};
use crate::signature::{Member, Signature};

pub(super) use proof::Proven;

/// Applies the rules about signatures. What an example has shown in a log is not called a placeholder.
pub(super) fn check(view: &View<'_>, proven: &Proven, found: &mut Vec<Diagnostic>) {
    for (index, checked) in view.reported() {
        let entry = &checked.entry;
        let compiled = view.compiled(index);
        strength::check(entry, compiled, found);
        cost::check(entry, compiled, found);
        captures::check(entry, compiled, found);
        for (position, signature) in compiled.working() {
            let before = found.len();
            for (member, pattern) in required(entry, position, signature) {
                class::check(entry, member, pattern, found);
                if !proven.has(index, position) {
                    placeholder::check(entry, pattern, found);
                }
            }
            let has_placeholder = found[before..].iter().any(|it| it.code == Code::PlaceholderInText);
            if !has_placeholder {
                proof::check(index, entry, (position, signature), proven, found);
            }
        }
    }
    duplicates::check(view, found);
}

/// The patterns of a signature that must or may be there, compiled and as written.
fn required<'e>(
    entry: &'e Entry,
    position: usize,
    signature: &'e Signature,
) -> impl Iterator<Item = (&'e Member, &'e PatternSource)> {
    let sources = member_sources(&entry.signatures[position].condition);
    signature
        .members
        .iter()
        .zip(sources)
        .filter(|(member, _)| member.role.is_evidence())
        .map(|(member, source)| (member, &source.pattern))
}

/// The bytes of the file to underline for a whole signature: its pattern, where it has only one.
fn place(entry: &Entry, position: usize) -> std::ops::Range<usize> {
    let source = &entry.signatures[position];
    match member_sources(&source.condition).as_slice() {
        [only] => only.pattern.span.clone(),
        _ => source.span.clone(),
    }
}

/// True if a signature of the entry is strong.
fn has_strong(compiled: &CompiledEntry) -> bool {
    compiled.working().any(|(_, signature)| signature.strength().is_strong())
}
