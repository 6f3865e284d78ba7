//! Findings folded per entry: counts, first and last line, streams, a few pieces of evidence.
//!
//! Bounded whatever the log, and mergeable: adding findings in any order gives the same summary, so
//! that parts of a log may be read apart.

use std::collections::{BTreeMap, BTreeSet};

use super::precedence::{StreamKey, stream_of};
use crate::limits::{COURSES_MAX, EVIDENCE_COUNT_MAX, STREAM_COUNT_MAX};
use crate::matcher::{Course, Finding, Recovery, Toll};
use crate::report::Evidence;
use crate::signature::Strength;

/// What one signature found, strong and weak matches apart: where the ones count, the others say nothing more.
#[derive(Clone, Debug)]
pub struct SignatureSummary {
    /// Its position among the entry's signatures.
    pub index: usize,
    /// Its key.
    pub key: String,
    /// The H3 part it is about.
    pub part: Option<String>,
    /// How much the best of its matches narrows things down.
    pub strength: Strength,
    /// Matches.
    pub count: usize,
    /// Matches that cover at least half of their events.
    pub covering: usize,
    /// The first few, in input order.
    pub findings: Vec<Finding>,
}

/// What a signature found, by file and course, and whether it recovered; bounded.
#[derive(Clone, Debug, Default)]
pub struct Courses {
    by_key: BTreeMap<(String, Course), Track>,
    /// Something was found that no recovery can be about, or more than can be watched.
    is_open: bool,
}

/// One course: its last failure and its last recovery.
#[derive(Clone, Debug)]
struct Track {
    failure_end: usize,
    recovery: Option<Evidence>,
}

impl Courses {
    fn fail(&mut self, finding: &Finding) {
        let file = finding.evidence.first().map(|piece| piece.file.clone()).unwrap_or_default();
        let Some(course) = &finding.course else {
            self.is_open = true;
            return;
        };
        let key = (file, course.clone());
        if !self.by_key.contains_key(&key) && self.by_key.len() >= COURSES_MAX {
            self.is_open = true;
            return;
        }
        let track = self.by_key.entry(key).or_insert(Track { failure_end: 0, recovery: None });
        track.failure_end = track.failure_end.max(finding.byte_end());
    }

    fn recover(&mut self, recovery: Recovery) {
        let Some(track) = self.by_key.get_mut(&(recovery.evidence.file.clone(), recovery.course)) else { return };
        if track.recovery.as_ref().is_none_or(|known| known.byte_start < recovery.evidence.byte_start) {
            track.recovery = Some(recovery.evidence);
        }
    }

    /// Where the last of what was found recovered; `None` if something did not.
    fn resolved(&self) -> Option<&Evidence> {
        let mut last = None;
        for ((file, _), track) in &self.by_key {
            let recovery = track.recovery.as_ref().filter(|recovery| recovery.byte_start >= track.failure_end)?;
            if last.is_none_or(|(known, known_recovery): (&String, &Evidence)| {
                (known, known_recovery.byte_start) < (file, recovery.byte_start)
            }) {
                last = Some((file, recovery));
            }
        }
        last.filter(|_| !self.is_open).map(|(_, recovery)| recovery)
    }
}

/// What was found of one entry.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Per signature that matched, in the order of the file.
    pub signatures: Vec<SignatureSummary>,
    /// Per signature, by its position, whether what it found recovered, strong or weak.
    courses: BTreeMap<usize, Courses>,
    /// Lines on which a match begins, each signature's counted once: how often the thing was seen.
    pub occurrences: usize,
    /// 1-based.
    pub first_line: usize,
    /// 1-based.
    pub last_line: usize,
    /// Names of the streams, at most [`STREAM_COUNT_MAX`].
    pub streams: BTreeSet<String>,
    /// Per stream the raw offset of the first match in it, for at most [`STREAM_COUNT_MAX`] streams.
    pub first_in: BTreeMap<StreamKey, usize>,
    /// The gravest of what its matches did to their processes; `None` before the first.
    pub toll: Option<Toll>,
}

impl Summary {
    /// The findings that were kept, of all signatures.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.signatures.iter().flat_map(|signature| &signature.findings)
    }

    /// The signature that says most, and its first finding.
    #[must_use]
    pub fn best(&self) -> Option<(&SignatureSummary, &Finding)> {
        let best =
            self.signatures.iter().max_by(|a, b| a.strength.0.total_cmp(&b.strength.0).then(b.index.cmp(&a.index)))?;
        Some((best, best.findings.first()?))
    }

    /// Where the log says that it recovered, if everything that was found of it did: the last such place.
    #[must_use]
    pub fn resolved(&self) -> Option<&Evidence> {
        let mut last: Option<&Evidence> = None;
        for signature in &self.signatures {
            let recovery = self.courses.get(&signature.index)?.resolved()?;
            if last.is_none_or(|known| (&known.file, known.byte_start) < (&recovery.file, recovery.byte_start)) {
                last = Some(recovery);
            }
        }
        last
    }

    /// Takes out the findings that `is_taken` says belong to another entry; false if none is left.
    pub fn drop_findings(&mut self, is_taken: impl Fn(&Finding) -> bool) -> bool {
        let before = self.findings().count();
        for signature in &mut self.signatures {
            let kept = signature.findings.len();
            signature.findings.retain(|finding| !is_taken(finding));
            signature.count -= (kept - signature.findings.len()).min(signature.count);
        }
        self.signatures.retain(|signature| !signature.findings.is_empty());
        let dropped = before - self.findings().count();
        self.occurrences = self.occurrences.saturating_sub(dropped).max(1);
        if dropped > 0 {
            let first = self.findings().flat_map(|finding| &finding.evidence).map(|piece| piece.line).min();
            self.first_line = first.unwrap_or(self.first_line);
            self.first_in = BTreeMap::new();
            self.toll = self.findings().map(|finding| finding.toll).max();
            let kept: Vec<(StreamKey, usize)> =
                self.findings().map(|finding| (stream_of(finding), finding.byte_start())).collect();
            kept.into_iter().for_each(|(stream, at)| self.begins_at(stream, at));
        }
        !self.signatures.is_empty()
    }

    fn begins_at(&mut self, stream: StreamKey, at: usize) {
        if let Some(first) = self.first_in.get_mut(&stream) {
            *first = at.min(*first);
        } else if self.first_in.len() < STREAM_COUNT_MAX {
            self.first_in.insert(stream, at);
        }
    }

    /// Pieces of evidence in all.
    #[must_use]
    pub fn match_count(&self) -> usize {
        self.signatures.iter().map(|signature| signature.count).sum()
    }
}

/// A signature as a summary needs it.
#[derive(Clone, Debug)]
pub struct SignatureFacts {
    /// Its position among the entry's signatures.
    pub index: usize,
    /// Its key.
    pub key: String,
    /// The H3 part it is about.
    pub part: Option<String>,
}

/// The summaries of all entries, by position in the corpus.
#[derive(Clone, Debug, Default)]
pub struct Summaries {
    by_entry: BTreeMap<usize, Summary>,
    /// Per entry where a match began last, to count a thing once that two signatures or two events of a chain show.
    last_seen: BTreeMap<usize, Seen>,
}

/// Where a match began.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    stream: StreamKey,
    line: usize,
    /// Raw offset of the chain of exceptions, if it was in one.
    chain: Option<usize>,
}

impl Seen {
    fn of(finding: &Finding) -> Self {
        let line = finding.evidence.first().map_or(0, |piece| piece.line);
        let chain = (finding.chain.len > 1).then_some(finding.chain.start);
        Seen { stream: stream_of(finding), line, chain }
    }

    /// A chained traceback repeats the message of its cause: that was one failure.
    fn is_same_failure(&self, other: &Seen) -> bool {
        let (file, other_file) = (&self.stream.0, &other.stream.0);
        (file == other_file && self.line == other.line)
            || (self.stream == other.stream && self.chain.is_some() && self.chain == other.chain)
    }
}

impl Summaries {
    /// Adds one match of `entry`. Findings of one entry come in input order within a file.
    pub fn add(&mut self, entry: usize, facts: &SignatureFacts, finding: Finding) {
        let summary = self.by_entry.entry(entry).or_default();
        let line = finding.evidence.first().map_or(0, |piece| piece.line);
        let seen = Seen::of(&finding);
        if !self.last_seen.get(&entry).is_some_and(|last| last.is_same_failure(&seen)) {
            summary.occurrences += 1;
        }
        summary.begins_at(seen.stream.clone(), finding.byte_start());
        summary.toll = summary.toll.max(Some(finding.toll));
        self.last_seen.insert(entry, seen);
        summary.first_line = if summary.first_line == 0 { line } else { summary.first_line.min(line) };
        summary.last_line = summary.last_line.max(line);
        for piece in finding.evidence.iter().filter(|piece| !piece.stream.is_empty()) {
            if summary.streams.len() < STREAM_COUNT_MAX {
                summary.streams.insert(piece.stream.clone());
            }
        }
        let strength = finding.strength;
        let key = |signature: &SignatureSummary| (signature.index, !signature.strength.is_strong());
        let wanted = (facts.index, !strength.is_strong());
        let signature = match summary.signatures.iter().position(|signature| key(signature) == wanted) {
            Some(position) => &mut summary.signatures[position],
            None => {
                let at = summary.signatures.partition_point(|signature| key(signature) < wanted);
                summary.signatures.insert(
                    at,
                    SignatureSummary {
                        index: facts.index,
                        key: facts.key.clone(),
                        part: facts.part.clone(),
                        strength,
                        count: 0,
                        covering: 0,
                        findings: Vec::with_capacity(EVIDENCE_COUNT_MAX),
                    },
                );
                &mut summary.signatures[at]
            }
        };
        signature.strength = if strength.0 > signature.strength.0 { strength } else { signature.strength };
        signature.count += 1;
        signature.covering += usize::from(finding.covers_half);
        summary.courses.entry(facts.index).or_default().fail(&finding);
        keep(&mut signature.findings, finding);
    }

    /// Adds a place that says that what a signature of `entry` found before recovered. Without a finding it says nothing.
    pub fn recover(&mut self, entry: usize, signature: usize, recovery: Recovery) {
        let summary = self.by_entry.get_mut(&entry);
        if let Some(courses) = summary.and_then(|summary| summary.courses.get_mut(&signature)) {
            courses.recover(recovery);
        }
    }

    /// The summaries, by position of the entry in the corpus.
    #[must_use]
    pub fn into_entries(self) -> BTreeMap<usize, Summary> {
        self.by_entry
    }
}

/// Keeps the first few findings, and of further ones the first on an error head where none is kept yet.
fn keep(findings: &mut Vec<Finding>, finding: Finding) {
    if findings.len() < EVIDENCE_COUNT_MAX {
        findings.push(finding);
    } else if finding.on_error_head && !findings.iter().any(|kept| kept.on_error_head) {
        findings.pop();
        findings.push(finding);
    }
}
