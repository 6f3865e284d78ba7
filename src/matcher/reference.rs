//! The naive matcher: each signature against each stream and event, no candidates.
//!
//! Kept for good. Faster ways of finding candidates are right if and only if they give the same
//! matches, which property tests check.

use super::{Places, SignatureMatch, match_signature};
use crate::log::Log;
use crate::signature::Signature;

/// The matches of one signature, in input order.
#[must_use]
pub fn matches(log: &Log<'_>, signature: &Signature) -> Vec<SignatureMatch> {
    let everywhere = vec![Places::Everywhere; signature.members.len()];
    match_signature(log, signature, &everywhere)
}
