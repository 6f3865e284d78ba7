//! Signatures that no example matches: nothing proves that they match what some tool prints.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::place;
use crate::check::view::member_sources;
use crate::diagnose::CompiledEntry;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::entry::{Entry, Expectation};
use crate::limits::READ_WINDOW_BYTES;
use crate::log::Log;
use crate::matcher::{Places, verify};
use crate::signature::{Role, Signature};

/// What the examples of the checked entries have shown.
#[derive(Default)]
pub(in crate::check) struct Proven {
    /// Per entry and signature, by position, the alternatives (`any` members) that stand in a log which it matched.
    signatures: BTreeMap<(usize, usize), BTreeSet<usize>>,
    /// Entries with an example that was not run or that none of their signatures matches: which one it is for is not
    /// known, and what is wrong with it is said already.
    undecided: BTreeSet<usize>,
}

impl Proven {
    /// Takes in that `log`, an example of the entry at `index`, is matched by its signatures at `matched`.
    pub(in crate::check) fn add(
        &mut self,
        index: usize,
        compiled: &CompiledEntry,
        log: &[u8],
        matched: &BTreeSet<usize>,
    ) {
        if matched.is_empty() {
            self.undecided.insert(index);
        }
        for (position, signature) in compiled.working().filter(|(position, _)| matched.contains(position)) {
            let shown = self.signatures.entry((index, position)).or_default();
            if alternatives(signature).next().is_some() {
                let log = Log::read(&log[..log.len().min(READ_WINDOW_BYTES)]);
                let pattern = |member: usize| &signature.members[member].pattern;
                let occurs = |member| !verify::occurrences(&log, pattern(member), &Places::Everywhere).is_empty();
                shown.extend(alternatives(signature).filter(|member| occurs(*member)));
            }
        }
    }

    /// Takes in that the log of an example of the entry at `index` could not be had.
    pub(in crate::check) fn not_run(&mut self, index: usize) {
        self.undecided.insert(index);
    }

    /// True if an example matched the signature at `position` of the entry at `index`.
    pub(super) fn has(&self, index: usize, position: usize) -> bool {
        self.signatures.contains_key(&(index, position))
    }
}

/// The members of which one is enough, by position.
fn alternatives(signature: &Signature) -> impl Iterator<Item = usize> {
    let members = signature.members.iter().enumerate();
    members.filter(|(_, member)| member.role == Role::Any).map(|(position, _)| position)
}

/// Warns if no example has shown a signature of the entry at `index`, and notes each alternative of it that none has shown:
/// those are often a list of names, of which one example may well stand for all.
pub(super) fn check(
    index: usize,
    entry: &Entry,
    (position, signature): (usize, &Signature),
    proven: &Proven,
    found: &mut Vec<Diagnostic>,
) {
    let has_example = entry.body.examples.iter().any(|example| example.expect != Expectation::NoMatch);
    // An entry without any example has one complaint, not one for each signature.
    if !has_example || proven.undecided.contains(&index) {
        return;
    }
    let Some(shown) = proven.signatures.get(&(index, position)) else {
        return found.push(unproven(entry, place(entry, position), "signature"));
    };
    let sources = member_sources(&entry.signatures[position].condition);
    let unseen = alternatives(signature).filter(|member| !shown.contains(member));
    let note = |member: usize| unproven(entry, sources[member].pattern.span.clone(), "alternative");
    found.extend(unseen.map(|member| note(member).at_level(Level::Note)));
}

fn unproven(entry: &Entry, place: Range<usize>, what: &str) -> Diagnostic {
    let message = format!("no example of the entry matches this {what}");
    let help = format!(
        "make the tool fail and paste what it prints into a block ```log from=\"tool version\"; or take the {what} out"
    );
    Diagnostic::new(Code::Unproven, &entry.source, Some(place), message).help(help)
}
