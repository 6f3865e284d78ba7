//! Drives logs of any length through the pipeline: windows → matches → summaries → ranking.
//!
//! A long log is read in windows that overlap by [`Reach::look_around`]: everything a match depends on
//! lies within that distance, so a window's matches that *begin* in its own range are exactly those of
//! the whole log. Memory does not grow with the log. Where the signatures come from is left to the
//! caller ([`Signatures`]): the knowledge base loads entries when they become candidates, `kb check`
//! holds them all. A log that still grows is read by [`follow`].

mod companions;
pub mod follow;
mod glance;
mod parallel;
mod records;
mod skim;
mod sought;
mod window;

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::slice;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::entry::Entry;
use crate::limits::{LOCAL_AROUND_BYTES, LOOK_AROUND_BYTES, READ_WINDOW_BYTES};
use crate::log::{Base, Buffers, Log, lines};
use crate::matcher::{self, Finding, Recovery};
use crate::rank::summary::SignatureFacts;
use crate::rank::{InputSize, Ranked, Summaries, rank};
use crate::report::{Input, Unexplained};
use crate::signature::compile::Depth;
use crate::signature::table::{Extract, SignatureTable, TableData};
use crate::signature::{self, Signature};
use crate::unexplained::{Collector, Explained};

use skim::{Part, Skim};
use sought::SoughtSoFar;
use window::Window;

/// An entry whose signatures can be matched.
#[derive(Debug)]
pub struct CompiledEntry {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Its signatures, in file order, compiled when they are first asked for; `None` for one that does not compile.
    signatures: Vec<OnceLock<Option<Signature>>>,
}

impl CompiledEntry {
    /// Compiles the signatures of `entry` and builds every automaton; complaints are pushed to `diagnostics`.
    #[must_use]
    pub fn new(entry: Arc<Entry>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        Self::with(entry, diagnostics, Depth::Thorough)
    }

    /// Compiles the signatures of `entry` without building automata: those are built where they are needed.
    #[must_use]
    pub fn with_complaints(entry: Arc<Entry>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        Self::with(entry, diagnostics, Depth::Quick)
    }

    /// The same for an entry whose complaints were heard when the table was built: a signature is compiled when it is first
    /// asked for, since of an entry's many mostly one or two are candidates.
    #[must_use]
    pub fn quick(entry: Arc<Entry>) -> Self {
        let signatures = entry.signatures.iter().map(|_| OnceLock::new()).collect();
        CompiledEntry { entry, signatures }
    }

    fn with(entry: Arc<Entry>, diagnostics: &mut Vec<Diagnostic>, depth: Depth) -> Self {
        let compile = |source| signature::compile(source, &entry.source, depth, diagnostics).into();
        let signatures = entry.signatures.iter().map(compile).collect();
        CompiledEntry { entry, signatures }
    }

    /// The signature at a position in the file; `None` if there is none or it does not compile.
    #[must_use]
    pub fn signature(&self, index: usize) -> Option<&Signature> {
        let (cell, source) = (self.signatures.get(index)?, self.entry.signatures.get(index)?);
        let compile = || signature::compile(source, &self.entry.source, Depth::Quick, &mut Vec::new());
        cell.get_or_init(compile).as_ref()
    }

    /// The signatures that compile, with their positions.
    pub fn working(&self) -> impl Iterator<Item = (usize, &Signature)> {
        (0..self.signatures.len()).filter_map(|index| Some((index, self.signature(index)?)))
    }

    /// True if every signature compiles.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.working().count() == self.signatures.len()
    }
}

/// Where a diagnosis takes signatures from, on several threads if asked to. Entries are numbered in id order; one that was
/// asked for is at hand from then on.
pub trait Signatures: Sync {
    /// The table over all signatures.
    fn table(&self) -> &SignatureTable;
    /// An entry with its signatures; `None` where it cannot be had (any more), which is no match.
    fn compiled(&self, entry: usize) -> Option<Arc<CompiledEntry>>;
}

/// One match, as it is found.
#[derive(Debug)]
pub struct Hit<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The signature.
    pub signature: &'a Signature,
    /// Where and what.
    pub finding: &'a Finding,
}

/// What was seen of a signature, with where it stands among those that are matched.
#[derive(Clone, Debug)]
struct Found {
    seen: Seen,
    /// The entry's number.
    entry: usize,
    /// The signature's position among the entry's.
    index: usize,
}

/// How much of a log is held at a time, in raw bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// What one window decides.
    pub window: usize,
    /// What is read before and behind it. Less than [`Reach::of`] says finds less: it is for tests whose logs hold
    /// nothing that reaches farther.
    pub look_around: usize,
}

impl Reach {
    /// As far as matches of the signatures of `table` reach.
    #[must_use]
    pub fn of(table: &SignatureTable) -> Self {
        let look_around = if table.has_wide_signatures() { LOOK_AROUND_BYTES } else { LOCAL_AROUND_BYTES };
        Reach { look_around, ..Reach::default() }
    }
}

impl Default for Reach {
    fn default() -> Self {
        Reach { window: READ_WINDOW_BYTES, look_around: LOOK_AROUND_BYTES }
    }
}

/// What to do with the matches as they are found.
pub enum Flow {
    /// Go on.
    Continue,
    /// Read no further.
    Stop,
}

/// A diagnosis under way: inputs are read one after another, then ranked together.
pub struct Diagnosis<'k, S: Signatures> {
    signatures: &'k S,
    reach: Reach,
    threads: NonZeroUsize,
    summaries: Summaries,
    size: InputSize,
    inputs: Vec<Input>,
    /// Asked for with [`Diagnosis::collect_unexplained`].
    unexplained: Option<Collector>,
}

impl<'k, S: Signatures> Diagnosis<'k, S> {
    /// A diagnosis that has read nothing yet.
    #[must_use]
    pub fn new(signatures: &'k S) -> Self {
        Self::with_reach(signatures, Reach::of(signatures.table()))
    }

    /// The same with windows of another size, which never changes an answer.
    #[must_use]
    pub fn with_reach(signatures: &'k S, reach: Reach) -> Self {
        Diagnosis {
            signatures,
            reach,
            threads: NonZeroUsize::MIN,
            summaries: Summaries::default(),
            size: InputSize::default(),
            inputs: Vec::new(),
            unexplained: None,
        }
    }

    /// Collects, from here on, the errors that no entry explains.
    pub fn collect_unexplained(&mut self) {
        self.unexplained = Some(Collector::default());
    }

    /// Reads logs that are longer than a window on so many threads from here on, which never changes an answer. One at first.
    pub fn use_threads(&mut self, threads: NonZeroUsize) {
        self.threads = threads;
    }

    /// The errors that no entry explains, if they were collected.
    pub fn take_unexplained(&mut self) -> Option<Unexplained> {
        self.unexplained.take().map(Collector::finish)
    }

    /// Reads one input to its end, or until `hit` says to stop. `hit` sees the matches in input order. `base` is
    /// where the reader's first byte stands in the input.
    ///
    /// # Errors
    /// What `reader` says; what was read before counts.
    pub fn read(
        &mut self,
        file: &str,
        mut reader: impl Read,
        base: Base,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
    ) -> io::Result<()> {
        let mut window = Window::at(base, self.reach);
        let filled = window.fill(&mut reader);
        let is_long = matches!(filled, Ok(false));
        if is_long && self.threads.get() > 1 && self.unexplained.is_none() {
            return parallel::read(self, window, file, reader, hit);
        }
        self.read_in_order(window, filled, file, reader, hit)
    }

    /// Reads on from a window, one after the other.
    fn read_in_order(
        &mut self,
        mut window: Window,
        mut filled: io::Result<bool>,
        file: &str,
        mut reader: impl Read,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
    ) -> io::Result<()> {
        let signatures = self.signatures;
        let sought = SoughtSoFar::default();
        let mut skim = Skim::new(signatures, &sought, window.base, self.reach);
        let mut buffers = Buffers::default();
        loop {
            let at_end = !matches!(filled, Ok(false));
            let own = window.own(at_end);
            let is_skimmed = self.unexplained.is_none();
            let parts = if is_skimmed { skim.parts(&window, &own, at_end) } else { None };
            let size = if is_skimmed { skim.window_bytes() } else { READ_WINDOW_BYTES };
            if parts.is_none() && !at_end && window.grow(size) {
                filled = window.fill(&mut reader);
                continue;
            }
            let flow = match parts {
                Some(parts) => self.parts(&window, &parts, file, hit, &mut buffers),
                None => self.window(&window, own.clone(), file, hit, &mut buffers),
            };
            if at_end || matches!(flow, Flow::Stop) {
                break;
            }
            window.advance(own.end);
            window.resize(size);
            filled = window.fill(&mut reader);
        }
        self.close(&window, file);
        filled.map(drop)
    }

    /// Notes what was read of an input.
    fn close(&mut self, window: &Window, file: &str) {
        let (bytes, lines) = window.totals();
        self.size.bytes += bytes;
        self.size.lines += lines;
        let encoding = window.encoding().name().to_owned();
        self.inputs.push(Input { file: file.to_owned(), bytes, lines, encoding });
    }

    /// What was read so far.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Ranks everything that was found: the inputs, and the diagnoses in order.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Input>, Vec<Ranked>) {
        let summaries = std::mem::take(&mut self.summaries);
        let ranked = self.ranking(summaries, self.size);
        (self.inputs, ranked)
    }

    /// The ranking of these summaries.
    fn ranking(&self, summaries: Summaries, size: InputSize) -> Vec<Ranked> {
        let found = summaries.into_entries().into_iter();
        let known =
            found.filter_map(|(index, summary)| Some((Arc::clone(&self.signatures.compiled(index)?.entry), summary)));
        rank(known.collect(), size)
    }

    fn window(
        &mut self,
        window: &Window,
        own: Range<usize>,
        file: &str,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
        buffers: &mut Buffers,
    ) -> Flow {
        let log = Log::read_window_in(std::mem::take(buffers), &window.bytes, window.encoding(), window.base);
        let found = match self.unexplained.take() {
            None => self.found(&log, &[own], file),
            Some(mut collector) => {
                // Matches of the neighbors may touch events that begin here.
                let everywhere = 0..usize::MAX;
                let mut all = self.found(&log, slice::from_ref(&everywhere), file);
                collector.window(&log, &own, &self.explained(&all), file);
                self.unexplained = Some(collector);
                all.retain(|one| own.contains(&one.seen.byte_start()));
                all
            }
        };
        *buffers = log.into_buffers();
        self.take(found, hit)
    }

    /// The matches of a window of which only these parts can hold any.
    fn parts(
        &mut self,
        window: &Window,
        parts: &[Part],
        file: &str,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
        buffers: &mut Buffers,
    ) -> Flow {
        for (part, bytes, base) in bytes_of(window, parts) {
            let log = Log::read_window_in(std::mem::take(buffers), bytes, window.encoding(), base);
            let found = self.found(&log, &part.own, file);
            *buffers = log.into_buffers();
            if let Flow::Stop = self.take(found, hit) {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }

    fn found(&self, log: &Log<'_>, own: &[Range<usize>], file: &str) -> Vec<Found> {
        found(self.signatures, log, own, file)
    }

    /// What the strong ones of `found` touch.
    fn explained(&self, found: &[Found]) -> Vec<Explained> {
        let findings = found.iter().filter_map(|one| one.seen.finding()).filter(|one| one.strength.is_strong());
        let pieces = findings.flat_map(|finding| &finding.evidence);
        pieces.map(|piece| Explained { stream: piece.stream.clone(), span: piece.byte_start..piece.byte_end }).collect()
    }

    /// Shows `found` to `hit` and summarizes it.
    fn take(&mut self, found: Vec<Found>, hit: &mut dyn FnMut(&Hit<'_>) -> Flow) -> Flow {
        for Found { seen, entry, index } in found {
            let Some(compiled) = self.signatures.compiled(entry) else { continue };
            let Some(signature) = compiled.signature(index) else { continue };
            let finding = match seen {
                Seen::Finding(finding) => finding,
                Seen::Recovery(recovery) => {
                    self.summaries.recover(entry, index, recovery);
                    continue;
                }
            };
            let flow = hit(&Hit { entry: &compiled.entry, signature, finding: &finding });
            self.summaries.add(entry, &facts(signature, index), finding);
            if let Flow::Stop = flow {
                return Flow::Stop;
            }
        }
        Flow::Continue
    }
}

/// These parts of a window in their order, with their bytes and where they begin.
fn bytes_of<'w>(window: &'w Window, parts: &'w [Part]) -> impl Iterator<Item = (&'w Part, &'w [u8], Base)> {
    let mut base = window.base;
    parts.iter().map(move |part| {
        let rest = &window.bytes[base.offset - window.base.offset..];
        base = lines::base_at(rest, window.encoding(), base, part.lines.start - base.offset);
        let bytes = &window.bytes[part.lines.start - window.base.offset..part.lines.end - window.base.offset];
        (part, bytes, base)
    })
}

/// The matches that begin in one of the ranges `own`, in input order.
fn found<S: Signatures>(signatures: &S, log: &Log<'_>, own: &[Range<usize>], file: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for candidate in matcher::candidates(log, signatures.table()) {
        let row = signatures.table().signature(candidate.signature);
        let (entry, index) = (row.entry as usize, row.index as usize);
        let Some(compiled) = signatures.compiled(entry) else { continue };
        let Some(signature) = compiled.signature(index) else { continue };
        if signature.members.len() != candidate.places.len() {
            continue;
        }
        let matches = matcher::match_signature(log, signature, &candidate.places);
        let mut findings = matcher::findings(log, signature, &matches, file);
        let recoveries = matcher::match_recovery(log, signature, &candidate.places);
        let recoveries = matcher::recoveries(log, signature, &recoveries, file);
        matcher::resolve(&mut findings, &recoveries);
        let seen = findings.into_iter().map(Seen::Finding).chain(recoveries.into_iter().map(Seen::Recovery));
        let owned = seen.filter(|seen| own.iter().any(|own| own.contains(&seen.byte_start())));
        found.extend(owned.map(|seen| Found { seen, entry, index }));
    }
    found.sort_by_key(|one| (one.seen.byte_start(), one.entry, one.index));
    found
}

/// A signature as a summary needs it.
fn facts(signature: &Signature, index: usize) -> SignatureFacts {
    SignatureFacts { index, key: signature.key.0.clone(), part: signature.part.clone() }
}

/// What a window shows of a signature.
#[derive(Clone, Debug)]
enum Seen {
    Finding(Finding),
    Recovery(Recovery),
}

impl Seen {
    fn byte_start(&self) -> usize {
        match self {
            Seen::Finding(finding) => finding.byte_start(),
            Seen::Recovery(recovery) => recovery.evidence.byte_start,
        }
    }

    fn finding(&self) -> Option<&Finding> {
        match self {
            Seen::Finding(finding) => Some(finding),
            Seen::Recovery(_) => None,
        }
    }
}

/// All entries of a corpus in memory, compiled: for `kb check` and for tests.
#[derive(Debug)]
pub struct CompiledCorpus {
    entries: Vec<Arc<CompiledEntry>>,
    table: SignatureTable,
}

impl CompiledCorpus {
    /// Compiles `entries`, which are in id order; complaints are pushed to `diagnostics`.
    ///
    /// # Errors
    /// If the table cannot be made.
    pub fn new(entries: &[Arc<Entry>], diagnostics: &mut Vec<Diagnostic>) -> crate::error::Result<Self> {
        let entries: Vec<Arc<CompiledEntry>> =
            entries.iter().map(|entry| Arc::new(CompiledEntry::new(Arc::clone(entry), diagnostics))).collect();
        let numbered = entries.iter().enumerate().map(|(index, compiled)| (index, compiled.as_ref()));
        let table = SignatureTable::new(table_of(numbered))?;
        Ok(CompiledCorpus { entries, table })
    }

    /// The entries, in id order.
    #[must_use]
    pub fn entries(&self) -> &[Arc<CompiledEntry>] {
        &self.entries
    }

    /// The diagnoses of one log in memory.
    #[must_use]
    pub fn diagnose(&self, log: &[u8]) -> Vec<Ranked> {
        let mut diagnosis = Diagnosis::new(self);
        // Reading from memory does not fail.
        let _infallible = diagnosis.read("-", log, Base::START, &mut |_| Flow::Continue);
        diagnosis.finish().1
    }
}

/// The table of compiled entries, each with its number; ascending.
#[must_use]
pub fn table_of<'a>(entries: impl IntoIterator<Item = (usize, &'a CompiledEntry)>) -> TableData {
    let extracts = entries.into_iter().flat_map(|(entry, compiled)| {
        compiled.working().map(move |(index, signature)| (entry as u32, index as u32, Extract::of(signature)))
    });
    let extracts: Vec<(u32, u32, Extract)> = extracts.collect();
    TableData::build(extracts.iter().map(|(entry, index, extract)| (*entry, *index, extract)))
}

impl Signatures for CompiledCorpus {
    fn table(&self) -> &SignatureTable {
        &self.table
    }

    fn compiled(&self, entry: usize) -> Option<Arc<CompiledEntry>> {
        self.entries.get(entry).map(Arc::clone)
    }
}
