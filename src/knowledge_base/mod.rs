//! The façade for programs that embed `kb`: open, match, search, show.
//!
//! A [`KnowledgeBase`] is made of the packs in force. Its signature table comes from the cache
//! where the cache has one of this very corpus, else it is built, and kept while it already answers; entries are loaded, checked by
//! hash and compiled when they become candidates; the text index is built when first needed.
//! Without a writable cache everything happens in memory.

pub mod answer;
mod cache;
pub mod check_one;
mod compile;
pub mod draft;
mod publication;
pub mod redact;
pub mod similar;
pub mod why;

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::corpus::spread::spread;
use crate::corpus::{ContentHash, Corpus, LayerConfig, Source, SourceSet};
use crate::diagnose::follow::{Follower, News};
use crate::diagnose::{CompiledEntry, Diagnosis, Flow, Hit, Signatures};
use crate::entry::{Entry, EntryId};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Query, TextIndex, from_entry};
use crate::log::Base;
use crate::rank::Ranked;
use crate::report::{self, EntrySource, FORMAT, Report};
use crate::signature::table::{SignatureTable, TABLE_VERSION};
use compile::Built;

/// What to open.
#[derive(Clone, Debug, Default)]
pub struct OpenConfig {
    /// Which packs are in force.
    pub layers: LayerConfig,
    /// Where generated files are kept; `None` works in memory.
    pub cache_dir: Option<PathBuf>,
    /// Build anew even if the cache has it.
    pub force: bool,
}

/// The formats of what is generated; another one gives another fingerprint.
const FORMATS: &[(&str, u32)] = &[
    ("table", TABLE_VERSION),
    ("key form", crate::log::key_form::KEY_FORM_VERSION),
    ("entry", crate::corpus::ENTRY_FORMAT),
];

/// Knowledge that is ready to answer.
pub struct KnowledgeBase {
    sources: SourceSet,
    fingerprint: ContentHash,
    table: Arc<SignatureTable>,
    /// The entries that were candidates, by ordinal; `None` for one that cannot be had.
    entries: RwLock<HashMap<usize, Option<Arc<CompiledEntry>>>>,
    cache: cache::Cache,
    text_index: OnceLock<Option<TextIndex>>,
    notices_of_opening: Vec<String>,
    /// With what is known once the generation is in place.
    notices: OnceLock<Vec<String>>,
    threads: NonZeroUsize,
}

/// One log to be read.
pub struct Input<'a> {
    /// Its name in the answer.
    pub name: String,
    /// Its bytes.
    pub reader: Box<dyn Read + 'a>,
    /// Where the first byte stands in the whole log.
    pub base: Base,
}

impl<'a> Input<'a> {
    /// A whole log in memory.
    #[must_use]
    pub fn of_bytes(name: &str, bytes: &'a [u8]) -> Self {
        Input { name: name.to_owned(), reader: Box::new(bytes), base: Base::START }
    }
}

/// An input that could not be read to its end.
#[derive(Debug)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// What the system said.
    pub error: std::io::Error,
}

impl KnowledgeBase {
    /// Opens the packs in force.
    ///
    /// # Errors
    /// If a folder named by the user is no pack. Broken entries and an unusable cache are notices.
    pub fn open(config: &OpenConfig) -> Result<Self> {
        let cache = cache::Cache::open(config);
        let sources = SourceSet::scan(&config.layers, &|root| cache.listing(root))?;
        let fingerprint = sources.fingerprint(FORMATS);
        let mut notices = sources.notices().to_vec();
        let mut cache = cache.select(&sources, &fingerprint, config);
        let table = match cache.table() {
            Some(table) => {
                notices.extend(cache.broken(&sources).unwrap_or_else(|| Built::of(&sources, cache.extracts()).broken));
                Arc::new(table)
            }
            None => {
                let built = Built::of(&sources, cache.extracts());
                let table = Arc::new(SignatureTable::new(built.table)?);
                if !built.is_stale {
                    cache.publish(&fingerprint, Arc::clone(&table), &built.broken, built.extracts, &sources);
                }
                notices.extend(built.broken);
                table
            }
        };
        Ok(KnowledgeBase {
            sources,
            fingerprint,
            table,
            entries: RwLock::default(),
            cache,
            text_index: OnceLock::new(),
            notices_of_opening: notices,
            notices: OnceLock::new(),
            threads: NonZeroUsize::MIN,
        })
    }

    /// Matches long logs on so many threads from here on: the answers are the same, sooner. One at first.
    pub fn use_threads(&mut self, threads: NonZeroUsize) {
        self.threads = threads;
    }

    /// The fingerprint of the corpus, hexadecimal.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.fingerprint.to_hex()
    }

    /// The entries in force: ids, packs, paths. Unparsed.
    #[must_use]
    pub fn sources(&self) -> &SourceSet {
        &self.sources
    }

    /// How many signatures there are.
    #[must_use]
    pub fn signature_count(&self) -> usize {
        self.table.signature_count()
    }

    /// What the user should know about the knowledge: broken entries, a cache that cannot be used.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        self.notices.get_or_init(|| self.notices_of_opening.iter().cloned().chain(self.cache.notice()).collect())
    }

    /// Where generated files are, if anywhere.
    #[must_use]
    pub fn cache_dir(&self) -> Option<PathBuf> {
        self.cache.folder()
    }

    /// The entry of an id, also of one it had before. Read anew from its source.
    ///
    /// # Errors
    /// `NotFound` with the nearest id as the repair, or what reading the source says.
    pub fn entry(&self, id: &str) -> Result<Arc<Entry>> {
        let ordinal = self.ordinal(id)?;
        self.sources.load(ordinal)
    }

    /// Where an entry stands.
    #[must_use]
    pub fn place(&self, id: &EntryId) -> Option<EntrySource> {
        self.sources.find(id).map(|ordinal| self.sources.entry_source(ordinal))
    }

    /// The file to edit; `None` for built-in entries.
    #[must_use]
    pub fn file_of(&self, id: &EntryId) -> Option<PathBuf> {
        self.source(id)?.file().map(std::path::Path::to_path_buf)
    }

    fn source(&self, id: &EntryId) -> Option<Source> {
        self.sources.source(self.sources.find(id)?)
    }

    /// The variables that an entry sees: [`SourceSet::vars`].
    #[must_use]
    pub fn vars_of(&self, id: &EntryId) -> BTreeMap<String, String> {
        self.sources.find(id).map(|ordinal| self.sources.vars(ordinal)).unwrap_or_default()
    }

    /// All entries that can be read, in id order.
    #[must_use]
    pub fn entries(&self) -> Vec<Arc<Entry>> {
        spread(self.sources.len(), |ordinal| self.sources.load(ordinal).ok()).into_iter().flatten().collect()
    }

    fn ordinal(&self, id: &str) -> Result<usize> {
        if let Some(ordinal) = EntryId::new(id).and_then(|id| self.sources.find(&id)) {
            return Ok(ordinal);
        }
        let had_id = |ordinal: &usize| {
            self.sources.load(*ordinal).is_ok_and(|entry| entry.old_ids.iter().any(|old| old.value.as_str() == id))
        };
        (0..self.sources.len()).find(had_id).ok_or_else(|| self.unknown_id(id))
    }

    fn unknown_id(&self, id: &str) -> Error {
        let ids = self.sources.sources().iter().map(|source| source.id.as_str());
        let error = Error::new(ErrorKind::NotFound, format!("there is no entry `{id}`"));
        // The last part alone is what people remember.
        let by_slug = ids.clone().find(|known| known.rsplit('/').next() == Some(id));
        match by_slug.or_else(|| crate::entry::closest::closest(id, ids)) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint("`kb list` names all entries, `kb search` finds them by words"),
        }
    }

    /// Matches logs and ranks what was found over all of them. `hit` sees each match as it is found, in input
    /// order, and may stop the reading.
    pub fn match_logs<'a>(
        &self,
        inputs: impl IntoIterator<Item = Input<'a>>,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
    ) -> (Report, Vec<Unread>) {
        self.read_logs(Diagnosis::new(self), inputs, hit)
    }

    /// The same, and the report has the errors that no entry explains too.
    pub fn match_logs_unexplained<'a>(
        &self,
        inputs: impl IntoIterator<Item = Input<'a>>,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
    ) -> (Report, Vec<Unread>) {
        let mut diagnosis = Diagnosis::new(self);
        diagnosis.collect_unexplained();
        self.read_logs(diagnosis, inputs, hit)
    }

    fn read_logs<'a>(
        &self,
        mut diagnosis: Diagnosis<'_, Self>,
        inputs: impl IntoIterator<Item = Input<'a>>,
        hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
    ) -> (Report, Vec<Unread>) {
        diagnosis.use_threads(self.threads);
        let mut unread = Vec::new();
        let telling = similar::Telling::default();
        let mut stopped = false;
        for input in inputs {
            if stopped {
                break;
            }
            let reader = telling.listen(input.reader);
            let mut seen = |found: &Hit<'_>| {
                let flow = hit(found);
                stopped = matches!(flow, Flow::Stop);
                flow
            };
            if let Err(error) = diagnosis.read(&input.name, reader, input.base, &mut seen) {
                unread.push(Unread { name: input.name, error });
            }
        }
        let unexplained = diagnosis.take_unexplained();
        let (inputs, ranked) = diagnosis.finish();
        let mut report = self.report(inputs, self.diagnoses(&ranked));
        report.unexplained = unexplained;
        if !report.has_match() {
            let known: Vec<EntryId> = report.matches.iter().map(|one| one.id.clone()).collect();
            let similar = similar::similar(self, &telling, &known, report.matches.len());
            report.matches.extend(similar);
        }
        (report, unread)
    }

    /// A log that still grows, of this name. It is to be closed by [`KnowledgeBase::finish`].
    #[must_use]
    pub fn follow(&self, name: &str) -> Follower<'_, Self> {
        Follower::new(self, name)
    }

    /// Ends a log that was followed: what is new at its end, and the report on all of it. Similar entries are not
    /// looked for.
    #[must_use]
    pub fn finish(&self, follower: Follower<'_, Self>) -> (News, Report) {
        let (news, inputs, ranked) = follower.finish();
        (news, self.report(inputs, self.diagnoses(&ranked)))
    }

    /// A ranking as a report has it.
    #[must_use]
    pub fn diagnoses(&self, ranked: &[Ranked]) -> Vec<report::Diagnosis> {
        let nowhere = || EntrySource { pack: String::new(), path: String::new(), overrides: None };
        let place =
            |id: &EntryId| answer::Place { source: self.place(id).unwrap_or_else(nowhere), vars: self.vars_of(id) };
        answer::diagnoses(ranked, place)
    }

    /// Matches one log in memory.
    #[must_use]
    pub fn match_bytes(&self, name: &str, bytes: &[u8]) -> Report {
        self.match_logs([Input::of_bytes(name, bytes)], &mut |_| Flow::Continue).0
    }

    fn report(&self, inputs: Vec<report::Input>, matches: Vec<report::Diagnosis>) -> Report {
        Report {
            format: FORMAT,
            kb_version: env!("CARGO_PKG_VERSION").to_owned(),
            knowledge: self.fingerprint(),
            inputs,
            notices: self.notices().to_vec(),
            matches,
            unexplained: None,
        }
    }

    /// The entries that answer a query, best first; `limit` 0 is all.
    ///
    /// # Errors
    /// If the text index cannot be made.
    pub fn search(&self, query: &Query, limit: usize) -> Result<SearchResult> {
        let index =
            self.text_index().ok_or_else(|| Error::new(ErrorKind::Damaged, "the text index cannot be built"))?;
        let limit = if limit == 0 { usize::MAX } else { limit };
        let answer = index.search(query, limit)?;
        let hits = answer.hits.iter().enumerate().filter_map(|(at, hit)| {
            let ordinal = self.sources.find(&hit.id)?;
            let entry = self.sources.load(ordinal).ok()?;
            let snippet = answer.highlighter.snippet(&from_entry(&entry));
            Some(report::Hit {
                rank: at + 1,
                id: hit.id.clone(),
                title: entry.title.clone(),
                kind: entry.kind,
                tags: entry.tags.clone(),
                score: hit.score,
                snippet: snippet.text,
                marks: snippet.marks,
                source: self.sources.entry_source(ordinal),
            })
        });
        Ok(SearchResult { hits: hits.collect(), total: answer.total, notices: answer.notices })
    }

    /// The ids of the entries that answer a query, best first.
    ///
    /// # Errors
    /// If the text index cannot be made.
    pub fn search_ids(&self, query: &Query, limit: usize) -> Result<Vec<EntryId>> {
        let index =
            self.text_index().ok_or_else(|| Error::new(ErrorKind::Damaged, "the text index cannot be built"))?;
        Ok(index.search(query, limit)?.hits.into_iter().map(|hit| hit.id).collect())
    }

    /// The text index: of the cache, or built now.
    fn text_index(&self) -> Option<&TextIndex> {
        self.text_index
            .get_or_init(|| {
                self.cache.text_index().or_else(|| {
                    let indexed = |ordinal| self.sources.load(ordinal).ok().map(|entry| from_entry(&entry));
                    let entries: Vec<_> = spread(self.sources.len(), indexed).into_iter().flatten().collect();
                    let index = TextIndex::build(&entries).ok()?;
                    self.cache.keep_text_index(&index);
                    Some(index)
                })
            })
            .as_ref()
    }

    /// The whole corpus, parsed, with every complaint about it.
    #[must_use]
    pub fn corpus(&self) -> Corpus {
        Corpus::parse(&self.sources, FORMATS)
    }
}

/// The answer to a search.
#[derive(Clone, Debug)]
pub struct SearchResult {
    /// Best first.
    pub hits: Vec<report::Hit>,
    /// How many entries were found in all.
    pub total: usize,
    /// What the user should know: an unknown filter, a corrected typo.
    pub notices: Vec<String>,
}

impl Signatures for KnowledgeBase {
    fn table(&self) -> &SignatureTable {
        &self.table
    }

    fn compiled(&self, entry: usize) -> Option<Arc<CompiledEntry>> {
        let read = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&entry) {
            return known.clone();
        }
        drop(read);
        // Another thread may do the same meanwhile; either will do.
        let compiled = self.sources.load(entry).ok().map(|entry| Arc::new(CompiledEntry::quick(entry)));
        let mut write = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        write.entry(entry).or_insert(compiled).clone()
    }
}
