//! Signatures that say too little: without a literal to scan for, or too weak to carry an answer.

use super::{has_strong, place, required};
use crate::diagnose::CompiledEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, PatternSource, PatternSyntax};
use crate::signature::strength::{STRONG_BITS, of_shape};
use crate::signature::{Role, Signature};

/// Looks at each signature of `entry`. One without a literal is weak as well; that is said once.
pub(super) fn check(entry: &Entry, compiled: &CompiledEntry, found: &mut Vec<Diagnostic>) {
    let has_strong = has_strong(compiled);
    for (position, signature) in compiled.working() {
        if let Some(pattern) = unscanned(entry, position, signature) {
            found.push(no_literal(entry, pattern));
        } else if !has_strong {
            found.push(weak(entry, position, signature));
        }
        if let Some(pattern) = unscanned_recovery(entry, position, signature) {
            let message = "`resolved_by` is looked for everywhere: no fixed words stand in all that it matches";
            let help = "add fixed words of the message that says that it recovered";
            found.push(Diagnostic::new(Code::NoLiteral, &entry.source, Some(pattern.span.clone()), message).help(help));
        }
    }
}

/// The pattern that makes the signature be tried on every event, if there is one. Where another member that
/// must be there has a literal, the signature is only tried where that stands.
fn unscanned<'e>(entry: &'e Entry, position: usize, signature: &'e Signature) -> Option<&'e PatternSource> {
    let scanned = |member: &crate::signature::Member| member.pattern.shape().required_literals().is_some();
    let is_guarded =
        signature.members.iter().any(|member| matches!(member.role, Role::All | Role::Sequence) && scanned(member));
    if is_guarded {
        return None;
    }
    required(entry, position, signature).find(|(member, _)| !scanned(member)).map(|(_, pattern)| pattern)
}

fn unscanned_recovery<'e>(entry: &'e Entry, position: usize, signature: &Signature) -> Option<&'e PatternSource> {
    let pattern = &signature.members[signature.recovery()?].pattern;
    let source = entry.signatures[position].resolved_by.as_ref()?;
    pattern.shape().required_literals().is_none().then_some(source)
}

fn no_literal(entry: &Entry, pattern: &PatternSource) -> Diagnostic {
    let message = "the signature is tried on every event: no fixed words stand in all that it matches";
    let help = match pattern.syntax {
        PatternSyntax::Text => "add fixed words of the message around the holes",
        PatternSyntax::Regex => {
            "add fixed words of the message outside of optional groups, and to each branch of an alternation"
        }
    };
    Diagnostic::new(Code::NoLiteral, &entry.source, Some(pattern.span.clone()), message).help(help)
}

fn weak(entry: &Entry, position: usize, signature: &Signature) -> Diagnostic {
    let message = "the signature is weak, and the entry has no strong one: it answers only short inputs, as `possible`";
    let bits = signature.strength().0;
    let common = signature.members.iter().all(|member| of_shape(member.pattern.shape()).0 < STRONG_BITS);
    let label = if common {
        format!("common or few words: {bits:.0} of the {STRONG_BITS:.0} bits that make a signature strong")
    } else {
        format!("one alternative has {bits:.0} of the {STRONG_BITS:.0} bits that make a signature strong")
    };
    Diagnostic::new(Code::WeakSignature, &entry.source, Some(place(entry, position)), message)
        .label(label)
        .help("add words of the message, or combine it with a second one by `[[signature.all]]`")
}
