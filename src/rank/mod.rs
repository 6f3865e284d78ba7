//! From findings to diagnoses: what counts, in which order, and why.
//!
//! [`Summaries`] folds findings per entry, bounded and in any order; [`rank`] turns them into
//! [`Ranked`] diagnoses: weak ones kept to short inputs, superseded ones dropped, confidence, score with its
//! explanation, roles from relations and chains, and the order. What is written into a report (fix
//! steps, texts) is left to [`crate::knowledge_base`].

pub mod order;
pub mod precedence;
pub mod score;
pub mod summary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::entry::{Entry, Selector, Spanned};
use crate::limits::{SHORT_INPUT_BYTES_MAX, SHORT_INPUT_LINES_MAX};
use crate::matcher::Finding;
use crate::report::{Confidence, Explanation, Role};

pub use summary::{Summaries, Summary};

/// A diagnosis in its place.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The entry.
    pub entry: Arc<Entry>,
    /// What was found of it.
    pub summary: Summary,
    /// How sure it is.
    pub confidence: Confidence,
    /// Finite, at least 0.
    pub score: f64,
    /// Its leaves add up to `score`.
    pub explanation: Explanation,
    /// What it is to the others.
    pub role: Role,
    /// Positions in the ranking of what it causes or hides.
    pub causes: Vec<usize>,
    /// Positions in the ranking of what explains it.
    pub caused_by: Vec<usize>,
}

/// How much was read, which decides whether weak signatures say anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct InputSize {
    /// Raw bytes.
    pub bytes: usize,
    /// Lines.
    pub lines: usize,
}

impl InputSize {
    /// True for what a person pastes as *the* error, not for a log.
    #[must_use]
    pub fn is_short(self) -> bool {
        self.bytes <= SHORT_INPUT_BYTES_MAX && self.lines <= SHORT_INPUT_LINES_MAX
    }
}

/// Ranks what was found. The result is in order; ties break by entry id.
#[must_use]
pub fn rank(found: Vec<(Arc<Entry>, Summary)>, size: InputSize) -> Vec<Ranked> {
    let counted = found.into_iter().filter_map(|(entry, summary)| Some((entry, counted(summary, size)?))).collect();
    let standing = drop_superseded(counted);
    let confidences = score::confidences(&standing);
    let precedences = precedence::precedences(&standing, &confidences);
    let ranked = standing
        .into_iter()
        .zip(confidences)
        .zip(precedences)
        .map(|(((entry, summary), confidence), precedence)| {
            let explanation = score::explain(&summary, precedence);
            Ranked {
                entry,
                confidence,
                score: explanation.leaf_sum(),
                explanation,
                role: if confidence == Confidence::Possible || summary.resolved().is_some() {
                    Role::Unknown
                } else {
                    Role::RootCause
                },
                causes: Vec::new(),
                caused_by: Vec::new(),
                summary,
            }
        })
        .collect();
    order::order(ranked)
}

/// The summary without the weak findings that say nothing here; `None` if nothing is left.
fn counted(mut summary: Summary, size: InputSize) -> Option<Summary> {
    if summary.signatures.iter().any(|signature| signature.strength.is_strong()) {
        summary.signatures.retain(|signature| signature.strength.is_strong());
        return Some(summary);
    }
    let short = size.is_short();
    summary.signatures.retain(|signature| short && signature.covering > 0);
    (!summary.signatures.is_empty()).then_some(summary)
}

/// Takes out the findings that overlap one of an entry that supersedes theirs, those that say the same of the same
/// things again, and entries that have none left.
fn drop_superseded(found: Vec<(Arc<Entry>, Summary)>) -> Vec<(Arc<Entry>, Summary)> {
    let specific: Vec<&(Arc<Entry>, Summary)> =
        found.iter().filter(|(entry, _)| !entry.supersedes.is_empty()).collect();
    let winners_of = |entry: &Entry| {
        specific
            .iter()
            .filter(|(other, _)| selects(&other.supersedes, entry) && other.id != entry.id)
            .flat_map(|(_, summary)| summary.findings().cloned())
            .collect::<Vec<_>>()
    };
    let winners: Vec<Vec<Finding>> = found.iter().map(|(entry, _)| winners_of(entry)).collect();
    found
        .into_iter()
        .zip(winners)
        .filter_map(|((entry, mut summary), winners)| {
            let meets = |finding: &Finding| {
                winners.iter().any(|winner| winner.overlaps(finding) || same_event(winner, finding))
            };
            let taken: Vec<BTreeMap<String, String>> =
                summary.findings().filter(|finding| meets(finding)).map(|finding| finding.captures.clone()).collect();
            // A combination is seen once where a line of it comes again and again.
            let is_again = |finding: &Finding| {
                !finding.captures.is_empty() && taken.iter().any(|taken| says_the_same(taken, &finding.captures))
            };
            (winners.is_empty() || summary.drop_findings(|finding| meets(finding) || is_again(finding)))
                .then_some((entry, summary))
        })
        .collect()
}

/// True if both captured the same, whichever item of it a request asked for.
fn says_the_same(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> bool {
    let same_value =
        |a: &str, b: &str| a == b || resource_of(a).is_some_and(|resource| resource_of(b) == Some(resource));
    a.len() == b.len()
        && a.iter().zip(b).all(|((name, value), (other_name, other))| name == other_name && same_value(value, other))
}

/// What a URL names, without the numbers in its path and what is asked of it: `http://api:8000/orders/0` for
/// `http://api:8000/orders/17?page=2`. `None` for what is no URL with a path.
fn resource_of(value: &str) -> Option<String> {
    let (scheme, rest) = value.split_once("://")?;
    let path = rest.find('/')?;
    let (host, path) = rest.split_at(path);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let is_id = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = path.split('/').map(|part| if is_id(part) { "0" } else { part }).collect();
    Some(format!("{scheme}://{host}{}", parts.join("/")))
}

/// True if both findings begin in the same event, or in two that may be one line that was broken.
fn same_event(a: &Finding, b: &Finding) -> bool {
    let (first, other) = (&a.evidence[0], &b.evidence[0]);
    let meet = a.event.start < b.event.end && b.event.start < a.event.end;
    meet && first.file == other.file && first.stream == other.stream
}

/// True if one of `selectors` means `entry`.
#[must_use]
pub fn selects(selectors: &[Spanned<Selector>], entry: &Entry) -> bool {
    selectors.iter().any(|selector| selector.value.selects(&entry.id, &entry.tags))
}
