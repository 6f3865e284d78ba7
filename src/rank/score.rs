//! Confidence and score, with the explanation whose leaves add up to it.

use std::sync::Arc;

use super::precedence::Precedence;
use super::summary::SignatureSummary;
use super::{Summary, selects};
use crate::entry::Entry;
use crate::matcher::Finding;
use crate::report::{Confidence, Explanation};

/// Bits that a match on a line which says "error" is worth more than one elsewhere: one such line in 64.
const ERROR_HEAD_BITS: f64 = 6.0;

/// Bits of a match in the innermost exception of a chain: the others follow from it.
const INNERMOST_BITS: f64 = 4.0;

/// Bits of each part of a combination beyond the first: parts that stand together prove more than apart.
const PART_BITS: f64 = 2.0;

/// Bits of a second signature of the same entry that matched as well.
const SECOND_SIGNATURE_BITS: f64 = 3.0;

/// Bits of literals that count: beyond them a message is not surer, only longer.
const LITERAL_BITS_MAX: f64 = 30.0;

/// Bits of the failure that a stream shows first: one failure brings others after it. More than what messages differ by,
/// less than what makes one of them weak.
const FIRST_BITS: f64 = 20.0;

/// Bits of the first failure of all: beside [`FIRST_BITS`] it decides between streams where messages differ little.
const EARLIEST_BITS: f64 = 20.0;

/// Bits of what stopped a process: more than both, since nothing else can be looked at before that runs.
const STOP_BITS: f64 = 60.0;

/// The score of a summary as a tree.
#[must_use]
pub fn explain(summary: &Summary, precedence: Precedence) -> Explanation {
    let mut parts = Vec::new();
    if let Some((signature, finding)) = summary.best() {
        parts.push(Explanation::leaf(
            format!("literals of {}", signature.key),
            round(signature.strength.0.min(LITERAL_BITS_MAX)),
        ));
        if signature.findings.iter().any(|finding| finding.on_error_head) {
            parts.push(Explanation::leaf("stands on an error line", ERROR_HEAD_BITS));
        }
        if finding.chain.len > 1 && finding.chain.depth <= 0 {
            parts.push(Explanation::leaf("innermost of its chain", INNERMOST_BITS));
        }
        if finding.evidence.len() > 1 {
            let more = (finding.evidence.len() - 1) as f64;
            parts.push(Explanation::leaf(format!("{} parts stand together", finding.evidence.len()), more * PART_BITS));
        }
    }
    if precedence.is_first {
        parts.push(Explanation::leaf("the first failure in its stream", FIRST_BITS));
    }
    if precedence.is_earliest {
        parts.push(Explanation::leaf("the first failure by the times in the log", EARLIEST_BITS));
    }
    if precedence.stops {
        parts.push(Explanation::leaf("its process stopped", STOP_BITS));
    }
    if summary.signatures.len() > 1 {
        parts
            .push(Explanation::leaf(format!("{} signatures matched", summary.signatures.len()), SECOND_SIGNATURE_BITS));
    }
    // How often it was seen adds nothing: a symptom is seen again and again, and its cause once.
    Explanation::sum("score", parts)
}

/// Three decimals: enough to compare, and the same on every machine.
fn round(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// The confidence of each, in order.
#[must_use]
pub fn confidences(found: &[(Arc<Entry>, Summary)]) -> Vec<Confidence> {
    let rivals = Pieces::of_strong(found);
    (0..found.len()).map(|index| confidence(found, index, &rivals)).collect()
}

/// Certain if a strong signature whose text only this cause prints stands on an error head that no rival explains.
fn confidence(found: &[(Arc<Entry>, Summary)], index: usize, rivals: &Pieces<'_>) -> Confidence {
    let (entry, summary) = &found[index];
    if !is_strong(summary) {
        return Confidence::Possible;
    }
    let is_rival = |other: usize| other != index && !related(entry, &found[other].0);
    let is_telling = |signature: &SignatureSummary| {
        signature.strength.is_strong() && !entry.signatures.get(signature.index).is_some_and(|source| source.ambiguous)
    };
    let certain = summary.signatures.iter().filter(|signature| is_telling(signature)).any(|signature| {
        let mut findings = signature.findings.iter();
        findings.any(|finding| finding.on_error_head && !rivals.overlapping(finding).any(is_rival))
    });
    if certain { Confidence::Certain } else { Confidence::Likely }
}

/// The pieces of evidence of diagnoses, to look up those that overlap others.
struct Pieces<'a> {
    /// File, beginning, end and diagnosis, ascending.
    sorted: Vec<(&'a str, usize, usize, usize)>,
    /// Bytes of the longest.
    longest: usize,
}

impl<'a> Pieces<'a> {
    /// Those of the diagnoses with a strong signature.
    fn of_strong(found: &'a [(Arc<Entry>, Summary)]) -> Self {
        let strong = found.iter().enumerate().filter(|(_, (_, summary))| is_strong(summary));
        let pieces = strong.flat_map(|(index, (_, summary))| {
            let pieces = summary.findings().flat_map(|finding| &finding.evidence);
            pieces.map(move |piece| (piece.file.as_str(), piece.byte_start, piece.byte_end, index))
        });
        let mut sorted: Vec<_> = pieces.collect();
        sorted.sort_unstable();
        let longest = sorted.iter().map(|(_, start, end, _)| end - start).max().unwrap_or(0);
        Pieces { sorted, longest }
    }

    /// The diagnoses of which a piece overlaps one of `finding`; some more than once.
    fn overlapping(&self, finding: &'a Finding) -> impl Iterator<Item = usize> {
        finding.evidence.iter().flat_map(|piece| {
            let file = piece.file.as_str();
            let from = piece.byte_start.saturating_sub(self.longest);
            let first = self.sorted.partition_point(|(name, start, ..)| (*name, *start) < (file, from));
            let near = self.sorted[first..]
                .iter()
                .take_while(move |(name, start, ..)| *name == file && *start < piece.byte_end);
            near.filter(|(_, _, end, _)| piece.byte_start < *end).map(|(.., index)| *index)
        })
    }
}

fn is_strong(summary: &Summary) -> bool {
    summary.signatures.iter().any(|signature| signature.strength.is_strong())
}

/// True if a relation between the two says which of them answers, so that they are no rivals.
fn related(a: &Entry, b: &Entry) -> bool {
    let says = |from: &Entry, to: &Entry| {
        selects(&from.supersedes, to) || selects(&from.caused_by, to) || selects(&from.masks, to)
    };
    says(a, b) || says(b, a)
}
