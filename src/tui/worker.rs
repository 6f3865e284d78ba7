//! Matching and searching beside the drawing. Three threads, since a log of 100 MB must not keep an entry from
//! being shown: one matches, one searches and loads, one explains, checks and lists. Of each kind of request the newest
//! wins: one that has not begun is replaced, and a log that is being read is left as soon as another one is there. What is asked
//! before the knowledge is open waits for it.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::catalog::Catalog;
use super::message::{Checked, Command, Found, Loaded, Message};
use crate::diagnose::Flow;
use crate::entry::EntryId;
use crate::index::Query;
use crate::knowledge_base::{Input, KnowledgeBase, check_one, why};
use crate::log::Base;
use crate::report::{EntrySource, Via};

/// Typed text shorter than this is searched for only: no error text is so short, and each letter typed would be matched.
const MATCH_CHARS_MIN: usize = 12;

/// Matches a log; `None` if `latest` has gone beyond `number` meanwhile.
fn matched(kb: &KnowledgeBase, number: u64, name: &str, bytes: &[u8], state: &State) -> Option<Message> {
    let reader = Watched { bytes, number, state };
    let input = Input { name: name.to_owned(), reader: Box::new(reader), base: Base::START };
    let (report, unread) = kb.match_logs([input], &mut |_| Flow::Continue);
    unread.is_empty().then(|| Message::Matched { number, report: Box::new(report) })
}

/// A log that ends with an error once it is no longer asked for.
struct Watched<'a> {
    bytes: &'a [u8],
    number: u64,
    state: &'a State,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.state.latest_match.load(Ordering::Relaxed) != self.number {
            return Err(io::Error::other("another log is asked for"));
        }
        let count = self.bytes.read(buffer)?;
        self.state.progress.fetch_add(count, Ordering::Relaxed);
        Ok(count)
    }
}

/// Does what `command` asks of the knowledge; `None` if it asks nothing.
#[must_use]
pub fn answer(kb: &KnowledgeBase, command: &Command) -> Option<Message> {
    match command {
        Command::Match { number, name, bytes } => {
            let state = State::default();
            state.latest_match.store(*number, Ordering::Relaxed);
            matched(kb, *number, name, bytes, &state)
        }
        Command::Search { number, text, limit } => {
            Some(Message::Found { number: *number, found: found(kb, text, *limit) })
        }
        Command::Load { number, id } => Some(Message::Loaded { number: *number, loaded: loaded(kb, id) }),
        Command::Explain { number, id, name, bytes } => {
            let log = Input::of_bytes(name, bytes);
            let why = why::why(kb, id.as_str(), [log]).map(Box::new).map_err(|error| error.to_string());
            Some(Message::Explained { number: *number, why })
        }
        Command::Catalog => Some(Message::Catalog(Arc::new(Catalog::of(kb)))),
        Command::Check { number, id } => Some(Message::Checked { number: *number, checked: checked(kb, id) }),
        _ => None,
    }
}

fn checked(kb: &KnowledgeBase, id: &EntryId) -> Result<Checked, String> {
    let found = check_one::check_one(kb, id).map_err(|error| error.to_string())?;
    let has_signature = kb.entry(id.as_str()).is_ok_and(|entry| !entry.signatures.is_empty());
    Ok(Checked { found, file: kb.file_of(id), has_signature })
}

fn found(kb: &KnowledgeBase, text: &str, limit: usize) -> Found {
    let mut found = Found { limit, ..Found::default() };
    if text.trim().chars().count() >= MATCH_CHARS_MIN {
        let report = kb.match_bytes("-", text.as_bytes());
        found.known = report.matches.into_iter().filter(|one| one.via == Via::Signature).collect();
    }
    match kb.search(&Query::parse(text), limit) {
        Ok(result) => {
            found.total = result.total;
            found.notices = result.notices;
            found.hits = result.hits;
            found.hits.retain(|hit| !found.known.iter().any(|one| one.id == hit.id));
        }
        Err(error) => found.notices.push(error.to_string()),
    }
    found
}

fn loaded(kb: &KnowledgeBase, id: &EntryId) -> Result<Box<Loaded>, String> {
    let entry = kb.entry(id.as_str()).map_err(|error| error.to_string())?;
    let nowhere = || EntrySource { pack: String::new(), path: String::new(), overrides: None };
    let source = kb.place(&entry.id).unwrap_or_else(nowhere);
    Ok(Box::new(Loaded { vars: kb.vars_of(id), file: kb.file_of(id), source, entry }))
}

/// What the threads share.
#[derive(Default)]
struct State {
    waiting: Mutex<Waiting>,
    wake: Condvar,
    latest_match: AtomicU64,
    progress: AtomicUsize,
}

#[derive(Default)]
struct Waiting {
    /// What answers are from; `None` until it is open.
    knowledge: Option<Arc<KnowledgeBase>>,
    matching: Option<Command>,
    search: Option<Command>,
    load: Option<Command>,
    /// Explanations, checks, the catalog: each kind once.
    others: Vec<Command>,
    is_over: bool,
}

impl State {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next request that `take` finds, and what knows the answer; `None` at the end.
    fn next(&self, take: impl Fn(&mut Waiting) -> Option<Command>) -> Option<(Command, Arc<KnowledgeBase>)> {
        let mut waiting = self.waiting();
        loop {
            if waiting.is_over {
                return None;
            }
            if let Some(knowledge) = waiting.knowledge.clone()
                && let Some(command) = take(&mut waiting)
            {
                return Some((command, knowledge));
            }
            waiting = self.wake.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The threads that know the knowledge.
pub struct Worker {
    state: Arc<State>,
    sender: Sender<Message>,
    messages: Receiver<Message>,
}

impl Worker {
    /// Starts the threads, which wait for [`Worker::know`].
    ///
    /// # Errors
    /// If the system has no threads left.
    pub fn start() -> io::Result<Worker> {
        let (sender, messages) = channel();
        let worker = Worker { state: Arc::new(State::default()), sender, messages };
        worker.spawn("match", |waiting| waiting.matching.take())?;
        worker.spawn("search", |waiting| waiting.load.take().or_else(|| waiting.search.take()))?;
        worker.spawn("explain", |waiting| (!waiting.others.is_empty()).then(|| waiting.others.remove(0)))?;
        Ok(worker)
    }

    /// Builds the text index before the first letter is typed, in a thread of its own: no entry has to wait for it.
    fn prepare(knowledge: Arc<KnowledgeBase>) -> io::Result<()> {
        let build = move || {
            // An index that cannot be built is an error of the first search.
            let _is_built = knowledge.search(&Query::parse(""), 1);
        };
        thread::Builder::new().name("kb prepare".to_owned()).spawn(build).map(drop)
    }

    fn spawn(&self, name: &str, take: fn(&mut Waiting) -> Option<Command>) -> io::Result<()> {
        let (state, sender) = (Arc::clone(&self.state), self.sender.clone());
        let work = move || {
            while let Some((command, kb)) = state.next(take) {
                let message = match &command {
                    Command::Match { number, name, bytes } => matched(&kb, *number, name, bytes, &state),
                    command => answer(&kb, command),
                };
                if message.is_some_and(|message| sender.send(message).is_err()) {
                    return;
                }
            }
        };
        thread::Builder::new().name(format!("kb {name}")).spawn(work).map(drop)
    }

    /// Takes a request. What asks nothing of the knowledge is not its business.
    pub fn ask(&self, command: Command) {
        let mut waiting = self.state.waiting();
        match &command {
            Command::Match { number, .. } => {
                self.state.latest_match.store(*number, Ordering::Relaxed);
                self.state.progress.store(0, Ordering::Relaxed);
                waiting.matching = Some(command);
            }
            Command::Search { .. } => waiting.search = Some(command),
            Command::Load { .. } => waiting.load = Some(command),
            Command::Explain { .. } | Command::Catalog | Command::Check { .. } => {
                waiting.others.retain(|other| std::mem::discriminant(other) != std::mem::discriminant(&command));
                waiting.others.push(command);
            }
            _ => return,
        }
        self.state.wake.notify_all();
    }

    /// Answers from now on are from this knowledge.
    ///
    /// # Errors
    /// If the system has no threads left.
    pub fn know(&self, knowledge: Arc<KnowledgeBase>) -> io::Result<()> {
        self.state.waiting().knowledge = Some(Arc::clone(&knowledge));
        self.state.wake.notify_all();
        Self::prepare(knowledge)
    }

    /// Where answers come from; others may send through [`Worker::sender`].
    #[must_use]
    pub fn messages(&self) -> &Receiver<Message> {
        &self.messages
    }

    /// For threads of others that answer.
    #[must_use]
    pub fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Bytes of the log that are read.
    #[must_use]
    pub fn progress(&self) -> usize {
        self.state.progress.load(Ordering::Relaxed)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.state.waiting().is_over = true;
        self.state.latest_match.store(u64::MAX, Ordering::Relaxed);
        self.state.wake.notify_all();
    }
}
