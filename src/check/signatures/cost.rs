//! Signatures that would slow the reading of every log: what the scan looks for is short, or stands everywhere.
//!
//! Only the literals that the table takes count: where a combination has a rare member, its other ones cost nothing.

use super::super::view::member_sources;
use crate::diagnose::CompiledEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, PatternSource};
use crate::signature::Signature;
use crate::signature::table::frequency::hits_per_mb;
use crate::signature::table::{Extract, triggers};

/// Key bytes that the literals of a signature need: shorter ones are looked for at every second byte of a log instead of at every
/// fourth or eighth.
pub(super) const LITERAL_BYTES_MIN: usize = 5;

/// How often all literals of a signature together may be expected in a megabyte of log. Of 10,000 signatures measured on
/// logs, the 2.5 % above it made nearly all of the candidates.
pub(super) const HITS_PER_MB_MAX: f64 = 3.0;

/// Looks at each signature of `entry`. About one without a literal everything is said elsewhere.
pub(super) fn check(entry: &Entry, compiled: &CompiledEntry, found: &mut Vec<Diagnostic>) {
    for (position, signature) in compiled.working() {
        if let Some(costly) = costly(signature) {
            found.push(complaint(entry, position, &costly));
        }
    }
}

/// What makes a signature costly.
struct Costly {
    /// The member.
    member: usize,
    /// The worst literal of it.
    literal: Vec<u8>,
    /// How many other literals that member has.
    others: usize,
    /// How often one of all literals is to be expected in a megabyte.
    hits: f64,
}

fn costly(signature: &Signature) -> Option<Costly> {
    let extract = Extract::of(signature);
    let literals = |member: usize| extract.members[member].literals.iter().flatten();
    let triggers = triggers(&extract)?;
    let hits: f64 = triggers.iter().flat_map(|member| literals(*member)).map(|literal| hits_per_mb(literal)).sum();
    let all = triggers.iter().flat_map(|member| literals(*member).map(move |literal| (*member, literal)));
    let is_short = |literal: &[u8]| literal.len() < LITERAL_BYTES_MIN;
    // The most frequent one; where none is frequent, one that is short.
    let worst = |(_, one): &(usize, &Vec<u8>), (_, other): &(usize, &Vec<u8>)| {
        hits_per_mb(one).total_cmp(&hits_per_mb(other)).then(other.len().cmp(&one.len()))
    };
    let (member, literal) = if hits > HITS_PER_MB_MAX {
        all.max_by(worst)?
    } else {
        all.filter(|(_, literal)| is_short(literal)).max_by(worst)?
    };
    Some(Costly { member, literal: literal.clone(), others: literals(member).count() - 1, hits })
}

fn complaint(entry: &Entry, position: usize, costly: &Costly) -> Diagnostic {
    let literal = String::from_utf8_lossy(&costly.literal);
    let others = match costly.others {
        0 => String::new(),
        1 => " and another literal".to_owned(),
        count => format!(" and {count} other literals"),
    };
    let message = if costly.hits > HITS_PER_MB_MAX {
        format!(
            "every log is read more slowly: `{literal}`{others}, by which the signature is found, may stand in it everywhere"
        )
    } else {
        format!("every log is read more slowly: `{literal}`{others}, by which the signature is found, is too short")
    };
    let label = if costly.hits > HITS_PER_MB_MAX {
        format!("about {} in a megabyte of log; {HITS_PER_MB_MAX} are few enough", times(costly.hits))
    } else {
        format!("{} characters; {LITERAL_BYTES_MIN} are long enough", costly.literal.len())
    };
    let help = "add fixed words of the message, next to this text or to each branch of an alternation; or combine it with a rarer text by `[[signature.all]]`";
    let pattern = written(entry, position, costly.member);
    Diagnostic::new(Code::SlowSignature, &entry.source, Some(pattern.span.clone()), message).label(label).help(help)
}

/// A rough figure, since the model is rough: two digits.
fn times(hits: f64) -> String {
    let unit = 10_f64.powf(hits.log10().floor() - 1.0).max(1.0);
    format!("{:.0} hits", (hits / unit).round() * unit)
}

/// The pattern of a member as written; the last one may be `resolved_by`.
fn written(entry: &Entry, position: usize, member: usize) -> &PatternSource {
    let source = &entry.signatures[position];
    let recovery = || source.resolved_by.as_ref();
    let members = member_sources(&source.condition);
    members.get(member).map(|member| &member.pattern).or_else(recovery).unwrap_or(&members[0].pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_two_digits() {
        for (hits, expected) in [(3.4, "3 hits"), (37.4, "37 hits"), (1234.0, "1200 hits"), (98_765.0, "99000 hits")] {
            assert_eq!(times(hits), expected);
        }
    }
}
