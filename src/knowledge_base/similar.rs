//! What a log is like when no signature matches: its most telling lines against the text index.
//!
//! While a log is read, its beginning and its end are kept ([`Telling`]); that is where people's errors are. They
//! are read like any log, so wrappers are gone, and handed to the text index, which picks the terms. Raw
//! log text is never a query.

use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use super::KnowledgeBase;
use crate::entry::EntryId;
use crate::index::{TellingLine, from_entry};
use crate::log::Log;
use crate::report::{Confidence, Diagnosis, Explanation, Role, Via};

/// Bytes kept of the beginning of all inputs together.
const HEAD_BYTES: usize = 64 * 1024;

/// Bytes kept of the end.
const TAIL_BYTES: usize = 256 * 1024;

/// Similar entries shown.
pub const SIMILAR_COUNT_MAX: usize = 3;

/// Lines handed to the index; further ones tell no more.
const LINES_MAX: usize = 4_000;

/// The beginning and the end of what was read.
#[derive(Clone, Default)]
pub struct Telling {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Kept {
    fn push(&mut self, bytes: &[u8]) {
        let room = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        let rest = &bytes[room..];
        let all = self.tail.len() + rest.len();
        // An even count is left out: it keeps the units of UTF-16 whole.
        let surplus = if all > 2 * TAIL_BYTES { (all - TAIL_BYTES) & !1 } else { 0 };
        let from_tail = surplus.min(self.tail.len());
        self.tail.drain(..from_tail);
        self.tail.extend_from_slice(&rest[surplus - from_tail..]);
    }
}

impl Telling {
    /// A reader that gives what `reader` gives, and is listened to.
    pub fn listen<'a>(&self, reader: Box<dyn Read + 'a>) -> Box<dyn Read + 'a> {
        Box::new(Listened { reader, kept: Arc::clone(&self.kept) })
    }

    /// The lines' payloads, streams one after another.
    fn lines(&self) -> Vec<String> {
        let Ok(kept) = self.kept.lock() else { return Vec::new() };
        let mut bytes = kept.head.clone();
        if kept.tail.len() > TAIL_BYTES {
            bytes.extend_from_slice(if crate::log::Encoding::detect(&bytes) == crate::log::Encoding::Utf8 {
                b"\n"
            } else {
                b""
            });
        }
        bytes.extend_from_slice(&kept.tail);
        lines_of(&bytes)
    }
}

/// The lines of a log that are compared: payloads, streams one after another, the middle of a long log left out. Each counts
/// once, as it stands: other readings of a line hold the same words.
#[must_use]
pub fn lines_of(log: &[u8]) -> Vec<String> {
    let log = Log::read(log);
    let streams = log.streams().iter().filter(|stream| stream.reading_of().is_none());
    let payloads = streams.flat_map(|stream| {
        (0..stream.lines().len()).map(|line| String::from_utf8_lossy(stream.line_payload(line)).into_owned())
    });
    let mut lines: Vec<String> = payloads.filter(|line| !line.trim().is_empty()).collect();
    if lines.len() > LINES_MAX {
        lines.drain(LINES_MAX / 2..lines.len() - LINES_MAX / 2);
    }
    lines
}

struct Listened<'a> {
    reader: Box<dyn Read + 'a>,
    kept: Arc<Mutex<Kept>>,
}

impl Read for Listened<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        if let Ok(mut kept) = self.kept.lock() {
            kept.push(&buffer[..count]);
        }
        Ok(count)
    }
}

/// The entries that the log is most like, ranked behind `rank` others; none of `known`.
#[must_use]
pub fn similar(kb: &KnowledgeBase, telling: &Telling, known: &[EntryId], rank: usize) -> Vec<Diagnosis> {
    let lines = telling.lines();
    if lines.is_empty() {
        return Vec::new();
    }
    let Some(index) = kb.text_index() else { return Vec::new() };
    let telling: Vec<TellingLine<'_>> = lines.iter().map(|text| TellingLine { text, weight: 1.0 }).collect();
    let text_of = |id: &EntryId| kb.entry(id.as_str()).ok().map(|entry| from_entry(&entry));
    let Ok(answer) = index.similar(&telling, SIMILAR_COUNT_MAX + known.len(), text_of) else { return Vec::new() };
    let unknown = answer.hits.iter().filter(|hit| !known.contains(&hit.id)).take(SIMILAR_COUNT_MAX);
    unknown
        .enumerate()
        .filter_map(|(at, hit)| {
            let entry = kb.entry(hit.id.as_str()).ok()?;
            let parts = hit
                .words
                .iter()
                .map(|(term, worth)| Explanation::leaf(format!("`{term}`"), f64::from(*worth)))
                .collect();
            let explanation = Explanation::sum("words in common", parts);
            let snippet = answer.highlighter.snippet(&from_entry(&entry)).text;
            Some(Diagnosis {
                rank: rank + at + 1,
                id: entry.id.clone(),
                title: entry.title.clone(),
                kind: entry.kind,
                severity: entry.severity,
                via: Via::Similar,
                role: Role::Unknown,
                causes: Vec::new(),
                caused_by: Vec::new(),
                look_for: Vec::new(),
                score: explanation.leaf_sum(),
                explanation,
                confidence: Confidence::Possible,
                occurrences: 0,
                first_line: 0,
                last_line: 0,
                streams: Vec::new(),
                evidence_total: 0,
                evidence: Vec::new(),
                resolved: None,
                fix: Vec::new(),
                cause: None,
                snippet: Some(snippet),
                source: kb.place(&entry.id)?,
                captures: std::collections::BTreeMap::new(),
                part: None,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_kept_however_much_is_read_at_a_time() {
        let log: Vec<u8> = (0..1_500_001_usize).map(|at| (at % 251) as u8).collect();
        let kept_of = |size: usize| {
            let mut kept = Kept::default();
            log.chunks(size).for_each(|chunk| kept.push(chunk));
            kept
        };
        for size in [1_000, 65_537, TAIL_BYTES + 1, 300_001, 1_100_000, log.len()] {
            let Kept { head, tail } = kept_of(size);
            assert_eq!(head, &log[..HEAD_BYTES], "{size}");
            assert!((TAIL_BYTES..=2 * TAIL_BYTES).contains(&tail.len()), "{size}: {}", tail.len());
            assert!(log.ends_with(&tail), "{size}");
            // The units of UTF-16 stay whole.
            assert_eq!((log.len() - tail.len()) % 2, 0, "{size}");
        }
    }
}
