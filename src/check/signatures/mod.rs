//! What is wrong with signatures that compile: too little in them, or what no log prints.

mod captures;
mod class;
mod cost;
mod duplicates;
mod placeholder;
mod strength;

use std::collections::BTreeSet;

use super::view::{View, member_sources};
use crate::diagnose::CompiledEntry;
use crate::diagnostic::Diagnostic;
use crate::entry::{Entry, PatternSource};
use crate::signature::{Member, Signature};

/// A signature that matched an example of its own entry: position of the entry, position of the signature.
pub(super) type Proven = BTreeSet<(usize, usize)>;

/// Applies the rules about signatures. What an example has shown in a log is not called a placeholder.
pub(super) fn check(view: &View<'_>, proven: &Proven, found: &mut Vec<Diagnostic>) {
    for (index, checked) in view.reported() {
        let entry = &checked.entry;
        let compiled = view.compiled(index);
        strength::check(entry, compiled, found);
        cost::check(entry, compiled, found);
        captures::check(entry, compiled, found);
        for (position, signature) in compiled.working() {
            for (member, pattern) in required(entry, position, signature) {
                class::check(entry, member, pattern, found);
                if !proven.contains(&(index, position)) {
                    placeholder::check(entry, pattern, found);
                }
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
    compiled.working().any(|(_, signature)| signature.strength.is_strong())
}
