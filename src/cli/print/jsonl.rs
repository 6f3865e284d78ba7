//! One object per match in input order, then one with totals, so that a cut-off output is noticed.

use std::io::{self, Write};

use serde_json::json;

use super::json::compact;
use crate::diagnose::Hit;
use crate::report::{FORMAT, Report};

/// Prints one match and hands it on at once.
///
/// # Errors
/// What `out` says.
pub fn hit(hit: &Hit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let finding = hit.finding;
    let first = &finding.evidence[0];
    let mut line = json!({
        "type": "hit",
        "format": FORMAT,
        "id": hit.entry.id,
        "signature": hit.signature.key.0,
        "strong": hit.finding.strength.is_strong(),
        "file": first.file,
        "line": first.line,
        "column": first.column,
        "byte_start": finding.byte_start(),
        "byte_end": finding.evidence.iter().map(|piece| piece.byte_end).max(),
        "stream": first.stream,
        "captures": finding.captures,
        "evidence": finding.evidence,
    });
    // A recovery farther behind is told at the end only: what a hit says depends on nothing far away.
    if let Some(recovery) = &finding.resolved {
        line["resolved"] = json!(recovery);
    }
    compact(&line, out)?;
    out.flush()
}

/// Prints the totals.
///
/// # Errors
/// What `out` says.
pub fn end(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let diagnoses: Vec<_> = report
        .matches
        .iter()
        .map(|one| json!({ "rank": one.rank, "id": one.id, "via": one.via, "role": one.role, "confidence": one.confidence, "occurrences": one.occurrences, "resolved": one.resolved.is_some() }))
        .collect();
    let mut line = json!({
        "type": "end",
        "format": FORMAT,
        "kb_version": report.kb_version,
        "knowledge": report.knowledge,
        "inputs": report.inputs,
        "notices": report.notices,
        "matched": report.has_match(),
        "diagnoses": diagnoses,
    });
    if let Some(unexplained) = &report.unexplained {
        line["unexplained"] = json!(unexplained);
    }
    compact(&line, out)
}
