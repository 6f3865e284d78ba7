//! A log that still grows: what is found is told as soon as nothing that is likely to come can change it, and once.
//!
//! Two readings stand behind each other. The *decision* is the one of any long log: window by window, each match
//! told when everything that it can depend on was read; it gives the same whatever the pieces the log came in. Since that
//! can take a megabyte of further input, a *look* at the newest part comes before it whenever the front end asks for one
//! ([`Follower::look`]); the engine has no clock. What a look tells is provisional in theory only:
//!
//! * while the stream is [busy](Moment::Busy), a match counts once its event is closed: another one has begun behind it
//!   in the same stream;
//! * once it is [quiet](Moment::Quiet), whatever stands there counts, the unfinished last line too;
//! * a signature with a part that must *not* be there counts only when its window has closed.
//!
//! What was told is never taken back. Memory is bounded: one window, the summaries, and the spans told in that window.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::slice;
use std::sync::Arc;

use super::{CompiledEntry, Diagnosis, Flow, Found, Hit, Reach, Seen, Signatures, Window, facts};
use crate::limits::{EVENT_BYTES_MAX, EVIDENCE_COUNT_MAX, LOOK_AROUND_BYTES};
use crate::log::encoding::SAMPLE_BYTES;
use crate::log::{Base, Encoding, Log};
use crate::rank::{InputSize, Ranked};
use crate::report::{Confidence, Input};
use crate::signature::{Role, Signature, Window as Within};

/// Raw bytes that one decision covers: less than of a log that is there as a whole, since it stays in memory for long.
const FOLLOW_WINDOW_BYTES: usize = 2 * 1024 * 1024;

/// Raw bytes that a look reads again of what the one before it saw: two events on each side of a match.
/// Combinations that reach farther are found by the decision.
const LOOK_BACK_BYTES: usize = 4 * EVENT_BYTES_MAX;

/// What is known about the stream when a look is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// More may come at once.
    Busy,
    /// Nothing came for a while.
    Quiet,
}

/// A match that was not told before.
#[derive(Debug)]
pub struct NewHit {
    compiled: Arc<CompiledEntry>,
    found: Found,
}

impl NewHit {
    /// The match as those of a whole log are seen.
    #[must_use]
    pub fn hit(&self) -> Option<Hit<'_>> {
        let signature = self.compiled.signature(self.found.index)?;
        Some(Hit { entry: &self.compiled.entry, signature, finding: self.found.seen.finding()? })
    }
}

/// What is new.
#[derive(Debug, Default)]
pub struct News {
    /// Matches, in input order.
    pub hits: Vec<NewHit>,
    /// The ranking of everything found so far, if it holds an entry that was not told before.
    pub ranked: Vec<Ranked>,
    /// The positions in `ranked` of those entries, ascending.
    pub new: Vec<usize>,
}

impl News {
    fn add(&mut self, other: News) {
        self.hits.extend(other.hits);
        if !other.new.is_empty() {
            // The later ranking knows more; what was new in the earlier one is in it too, but for its position.
            let id = |ranked: &[Ranked], at: usize| ranked[at].entry.id.clone();
            let earlier: Vec<_> = self.new.iter().map(|at| id(&self.ranked, *at)).collect();
            let is_new = |at: &usize| other.new.contains(at) || earlier.contains(&other.ranked[*at].entry.id);
            self.new = (0..other.ranked.len()).filter(is_new).collect();
            self.ranked = other.ranked;
        }
    }
}

/// A log under way.
pub struct Follower<'k, S: Signatures> {
    diagnosis: Diagnosis<'k, S>,
    window: Window,
    file: String,
    /// Found by a look and not decided yet: the first few of each signature, in input order.
    provisional: Vec<Found>,
    /// Raw offset up to which a look has read.
    seen_to: usize,
    /// True if bytes came since the last look at a quiet stream.
    is_unseen: bool,
    /// Whether matches are told, not only entries.
    wants_hits: bool,
    told: Told,
}

/// What was told.
#[derive(Default)]
struct Told {
    entries: HashSet<usize>,
    /// Spans of the matches that are not decided yet: by entry, signature and first byte the byte behind the last.
    spans: BTreeMap<(usize, usize, usize), usize>,
}

impl Told {
    /// True if a match of the same signature that overlaps was told; else it is now. A recovery is nothing to tell.
    fn tell(&mut self, found: &Found) -> bool {
        let Seen::Finding(finding) = &found.seen else { return true };
        let start = finding.byte_start();
        let end = finding.evidence.iter().map(|piece| piece.byte_end).max().unwrap_or(start).max(start + 1);
        let key = (found.entry, found.index);
        let before = self.spans.range((key.0, key.1, 0)..(key.0, key.1, end)).next_back();
        if before.is_some_and(|(_, told_end)| *told_end > start) {
            return true;
        }
        self.spans.insert((key.0, key.1, start), end);
        false
    }

    /// Forgets what lies before raw offset `at`: it cannot be found again.
    fn forget(&mut self, at: usize) {
        self.spans.retain(|_, end| *end > at);
    }
}

impl<'k, S: Signatures> Follower<'k, S> {
    /// A log that goes by the name of `file` and has not begun.
    #[must_use]
    pub fn new(signatures: &'k S, file: &str) -> Self {
        Self::with_reach(signatures, file, Reach { window: FOLLOW_WINDOW_BYTES, look_around: LOOK_AROUND_BYTES })
    }

    /// The same with windows of another size.
    #[must_use]
    pub fn with_reach(signatures: &'k S, file: &str, reach: Reach) -> Self {
        Follower {
            diagnosis: Diagnosis::with_reach(signatures, reach),
            window: Window::at(Base::START, reach),
            file: file.to_owned(),
            provisional: Vec::new(),
            seen_to: 0,
            is_unseen: false,
            wants_hits: true,
            told: Told::default(),
        }
    }

    /// The same that tells entries only: a storm of matches costs less.
    #[must_use]
    pub fn without_hits(mut self) -> Self {
        self.wants_hits = false;
        self
    }

    /// Takes the next bytes. Tells what is decided by them.
    pub fn push(&mut self, mut bytes: &[u8]) -> News {
        let mut news = News::default();
        self.is_unseen |= !bytes.is_empty();
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(self.window.room().min(bytes.len()));
            self.window.bytes.extend_from_slice(now);
            bytes = later;
            if self.window.encoding.is_none() && self.window.bytes.len() >= SAMPLE_BYTES {
                self.window.encoding = Some(Encoding::detect(&self.window.bytes));
            }
            if self.window.room() == 0 {
                news.add(self.decide(false));
            }
        }
        news
    }

    /// How many matches are kept: spans that were told, and findings that are not decided.
    #[must_use]
    pub fn held_count(&self) -> usize {
        self.told.spans.len() + self.provisional.len()
    }

    /// True if bytes came since the last look at a quiet stream: another one may tell more.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        self.is_unseen
    }

    /// Tells what can be told at this moment.
    pub fn look(&mut self, moment: Moment) -> News {
        self.is_unseen &= moment == Moment::Busy;
        let encoding = self.window.encoding.unwrap_or_else(|| Encoding::detect(&self.window.bytes));
        let to = match moment {
            Moment::Busy => self.complete_lines(encoding),
            Moment::Quiet => self.window.bytes.len(),
        };
        let base = self.window.base;
        let back = self.seen_to.saturating_sub(LOOK_BACK_BYTES);
        let cut = if back <= base.offset { 0 } else { self.window.cut_before(back + self.window.reach.look_around) };
        if to <= cut {
            return News::default();
        }
        let tail_base = crate::log::lines::base_at(&self.window.bytes, encoding, base, cut);
        let valid_from =
            if cut == 0 { base.offset } else { tail_base.offset + LOOK_BACK_BYTES / 2 }.max(self.window.own_from);
        let bytes = std::mem::take(&mut self.window.bytes);
        let log = Log::read_window(&bytes[cut..to], encoding, tail_base);
        let valid = valid_from..base.offset + to + 1;
        let found = self.diagnosis.found(&log, slice::from_ref(&valid), &self.file);
        let ends = StreamEnds::of(&log);
        let is_ready: Vec<bool> = found.iter().map(|one| self.is_ready(one, &ends, moment)).collect();
        drop(log);
        self.window.bytes = bytes;
        self.seen_to = match moment {
            Moment::Busy => self.seen_to.max(base.offset + to),
            Moment::Quiet => self.window.end(),
        };
        self.provisional.retain(|one| one.seen.byte_start() < valid_from);
        let strong = self.tell_hits(found.iter().zip(is_ready).filter(|(_, ready)| *ready).map(|(one, _)| one), true);
        self.provisional.extend(found);
        self.thin_out();
        self.tell_entries(strong)
    }

    /// Ends this input, as a file that was rotated away; the next bytes begin a new one of the same name.
    pub fn end_input(&mut self) -> News {
        let news = self.decide(true);
        self.diagnosis.close(&self.window, &self.file);
        self.window = Window::at(Base::START, self.window.reach);
        self.provisional.clear();
        self.seen_to = 0;
        self.told.spans.clear();
        news
    }

    /// Ends the log: what is new, what was read, and the ranking of everything.
    #[must_use]
    pub fn finish(mut self) -> (News, Vec<Input>, Vec<Ranked>) {
        let news = self.end_input();
        let (inputs, ranked) = self.diagnosis.finish();
        (news, inputs, ranked)
    }

    /// Decides the matches whose surroundings were read.
    fn decide(&mut self, at_end: bool) -> News {
        if self.window.encoding.is_none() {
            self.window.encoding = Some(Encoding::detect(&self.window.bytes));
        }
        let own = self.window.own(at_end);
        let bytes = std::mem::take(&mut self.window.bytes);
        let log = Log::read_window(&bytes, self.window.encoding(), self.window.base);
        let visible = own.start..self.window.base.offset + bytes.len() + 1;
        let mut decided = self.diagnosis.found(&log, &[visible], &self.file);
        drop(log);
        self.window.bytes = bytes;
        let first_open = decided.partition_point(|one| one.seen.byte_start() < own.end);
        self.provisional = decided.split_off(first_open);
        self.thin_out();
        let told = self.tell_hits(decided.iter(), false);
        self.diagnosis.take(decided, &mut |_| Flow::Continue);
        let news = self.tell_entries(told);
        if !at_end {
            self.window.advance(own.end);
            self.told.forget(own.end);
        }
        news
    }

    /// The matches among `ready`, which are in input order, that were not told, and the entries that strong ones are of.
    /// `is_open`: they are provisional.
    fn tell_hits<'f>(
        &mut self,
        ready: impl Iterator<Item = &'f Found>,
        is_open: bool,
    ) -> (Vec<NewHit>, HashSet<usize>) {
        let mut hits = Vec::new();
        let mut counting = HashSet::new();
        for found in ready {
            let Some(finding) = found.seen.finding() else { continue };
            let Some(compiled) = self.diagnosis.signatures.compiled(found.entry) else { continue };
            let is_strong = finding.strength.is_strong();
            if is_strong {
                counting.insert(found.entry);
            }
            if self.wants_hits && (is_strong || !is_open) && !self.told.tell(found) {
                hits.push(NewHit { compiled: Arc::clone(&compiled), found: found.clone() });
            }
        }
        (hits, counting)
    }

    /// Adds the ranking of everything if one of the entries in `counting` counts in it and was not told.
    fn tell_entries(&mut self, (hits, counting): (Vec<NewHit>, HashSet<usize>)) -> News {
        let mut news = News { hits, ..News::default() };
        if counting.is_subset(&self.told.entries) {
            return news;
        }
        let mut summaries = self.diagnosis.summaries.clone();
        for Found { seen, entry, index } in &self.provisional {
            let compiled = self.diagnosis.signatures.compiled(*entry);
            let signature = compiled.as_ref().and_then(|compiled| compiled.signature(*index));
            match (signature, seen) {
                (Some(signature), Seen::Finding(finding)) => {
                    summaries.add(*entry, &facts(signature, *index), finding.clone());
                }
                (Some(_), Seen::Recovery(recovery)) => summaries.recover(*entry, *index, recovery.clone()),
                (None, _) => {}
            }
        }
        // How long the log will be is not known: weak signatures, which need a short one, have to wait for its end.
        let ranked = self.diagnosis.ranking(summaries, InputSize { bytes: usize::MAX, lines: usize::MAX });
        let number_of = |one: &Ranked| {
            counting.iter().copied().find(|number| {
                self.diagnosis.signatures.compiled(*number).is_some_and(|compiled| compiled.entry.id == one.entry.id)
            })
        };
        for (at, one) in ranked.iter().enumerate().filter(|(_, one)| one.confidence <= Confidence::Likely) {
            if number_of(one).is_some_and(|number| self.told.entries.insert(number)) {
                news.new.push(at);
            }
        }
        if !news.new.is_empty() {
            news.ranked = ranked;
        }
        news
    }

    /// Bytes of the window up to the end of its last whole line.
    fn complete_lines(&self, encoding: Encoding) -> usize {
        let bytes = &self.window.bytes;
        let even = |at: usize| at.is_multiple_of(2);
        match encoding {
            Encoding::Utf8 => memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1),
            Encoding::Utf16Le => memchr::memrchr_iter(b'\n', bytes)
                .find(|at| even(*at) && bytes.get(at + 1) == Some(&0))
                .map_or(0, |at| at + 2),
            Encoding::Utf16Be => {
                memchr::memrchr_iter(b'\n', bytes).find(|at| !even(*at) && bytes[at - 1] == 0).map_or(0, |at| at + 1)
            }
        }
    }

    fn is_ready(&self, found: &Found, ends: &StreamEnds, moment: Moment) -> bool {
        let compiled = self.diagnosis.signatures.compiled(found.entry);
        let signature = compiled.as_ref().and_then(|compiled| compiled.signature(found.index));
        let Some(signature) = signature else { return false };
        let is_closed = ends.is_behind(found);
        let forbids = signature.members.iter().any(|member| member.role == Role::None);
        let window_is_closed = || match signature.window {
            Within::Event => is_closed,
            _ => ends.lines_behind(found).is_some_and(|lines| lines >= window_lines(signature)),
        };
        (moment == Moment::Quiet || is_closed) && (!forbids || window_is_closed())
    }

    /// Keeps the first few provisional matches of each signature: a ranking needs no more.
    fn thin_out(&mut self) {
        let mut counts: HashMap<(usize, usize, bool), usize> = HashMap::new();
        self.provisional.retain(|one| {
            let count = counts.entry((one.entry, one.index, one.seen.finding().is_some())).or_default();
            *count += 1;
            *count <= EVIDENCE_COUNT_MAX
        });
    }
}

/// Lines of a stream after which the window of a signature has closed; never for one that is not measured in lines.
fn window_lines(signature: &Signature) -> usize {
    match signature.window {
        Within::Lines { count, .. } => count,
        _ => usize::MAX,
    }
}

/// How far each stream has come.
struct StreamEnds {
    /// By name the raw offsets of the stream's lines; unnamed is empty. Streams of one name have the same lines.
    lines: HashMap<String, Vec<usize>>,
}

impl StreamEnds {
    fn of(log: &Log<'_>) -> Self {
        let mut lines: HashMap<String, Vec<usize>> = HashMap::new();
        for stream in log.streams().iter().rev() {
            let starts = (0..stream.lines().len()).map(|line| stream.raw_start(line)).collect();
            // The first stream of a name is the one with all its lines.
            lines.insert(stream.name().unwrap_or_default().to_owned(), starts);
        }
        StreamEnds { lines }
    }

    /// True if each part's stream has a line behind the event of `found`.
    fn is_behind(&self, found: &Found) -> bool {
        let Seen::Finding(finding) = &found.seen else { return true };
        let reach = finding.event.end;
        finding.evidence.iter().all(|piece| {
            let last = self.lines.get(&piece.stream).and_then(|lines| lines.last());
            last.is_some_and(|last| *last >= reach.max(piece.byte_end))
        })
    }

    /// Lines that the stream of the first part has from that part on.
    fn lines_behind(&self, found: &Found) -> Option<usize> {
        let first = found.seen.finding()?.evidence.iter().min_by_key(|piece| piece.byte_start)?;
        let lines = self.lines.get(&first.stream)?;
        let Range { start, end } = lines.partition_point(|at| *at <= first.byte_start).saturating_sub(1)..lines.len();
        Some(end - start)
    }
}
