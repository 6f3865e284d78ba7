//! A long log on several cores: each window is looked through by itself, and what was found is taken in input order.
//!
//! Windows do not depend on each other, so threads change no answer. One thread reads and ranks, the others match. Only as
//! many windows are held as there are threads, one that waits for the first of them to be free, and one that is being read.

use std::any::Any;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Scope};

use super::skim::Skim;
use super::sought::SoughtSoFar;
use super::window::Window;
use super::{Diagnosis, Flow, Found, Hit, Signatures, bytes_of, found};
use crate::limits::PARALLEL_WINDOW_BYTES;
use crate::log::{Buffers, Log};

/// A window to be looked through.
struct Job {
    number: usize,
    window: Window,
    own: Range<usize>,
    at_end: bool,
}

/// What was found in a window, or the panic of the thread that looked.
type Outcome = Result<Vec<Found>, Box<dyn Any + Send>>;

/// The number of a window, what was found in it, and its memory.
type Done = (usize, Outcome, Vec<u8>);

/// Reads on from a window that is full. See [`Diagnosis::read`].
pub(super) fn read<S: Signatures>(
    diagnosis: &mut Diagnosis<'_, S>,
    mut window: Window,
    file: &str,
    mut reader: impl Read,
    hit: &mut dyn FnMut(&Hit<'_>) -> Flow,
) -> io::Result<()> {
    let signatures = diagnosis.signatures;
    window.resize(PARALLEL_WINDOW_BYTES);
    let mut filled = window.fill(&mut reader);
    let sought = SoughtSoFar::default();
    thread::scope(|scope| {
        let mut workers = Workers::start(scope, diagnosis.threads, Work { signatures, sought: &sought, file });
        loop {
            let at_end = !matches!(filled, Ok(false));
            let own = window.own(at_end);
            if at_end {
                diagnosis.close(&window, file);
                workers.send(window, own, true);
                break;
            }
            let next = window.next(own.end, workers.spare());
            workers.send(window, own, false);
            window = next;
            filled = window.fill(&mut reader);
            while let Some(found) = workers.ready(false) {
                if let Flow::Stop = diagnosis.take(found, hit) {
                    diagnosis.close(&window, file);
                    return Ok(());
                }
            }
        }
        while let Some(found) = workers.ready(true) {
            if let Flow::Stop = diagnosis.take(found, hit) {
                break;
            }
        }
        filled.map(drop)
    })
}

/// Threads that look through windows, and what they have found.
struct Workers {
    threads: usize,
    jobs: SyncSender<Job>,
    outcomes: Receiver<Done>,
    sent: usize,
    taken: usize,
    early: BTreeMap<usize, Outcome>,
    /// Memory of windows that were looked through.
    spare: Vec<Vec<u8>>,
}

impl Workers {
    fn start<'scope, 'env, S: Signatures>(
        scope: &'scope Scope<'scope, 'env>,
        threads: NonZeroUsize,
        work: Work<'env, S>,
    ) -> Self {
        let (jobs, queue) = sync_channel(threads.get());
        let queue = std::sync::Arc::new(Mutex::new(queue));
        let (found, outcomes) = channel();
        for _ in 0..threads.get() {
            let (queue, found) = (std::sync::Arc::clone(&queue), found.clone());
            scope.spawn(move || work.run(&queue, &found));
        }
        Workers { threads: threads.get(), jobs, outcomes, sent: 0, taken: 0, early: BTreeMap::new(), spare: Vec::new() }
    }

    /// Memory for the next window, if there is some.
    fn spare(&mut self) -> Vec<u8> {
        self.spare.pop().unwrap_or_default()
    }

    fn send(&mut self, window: Window, own: Range<usize>, at_end: bool) {
        let job = Job { number: self.sent, window, own, at_end };
        self.sent += 1;
        // The threads end only when this end of the queue is gone.
        let _they_listen = self.jobs.send(job);
    }

    /// What was found in the next window, if more windows than there are threads are under way, or `to_the_end`.
    fn ready(&mut self, to_the_end: bool) -> Option<Vec<Found>> {
        let under_way = self.sent - self.taken;
        if under_way == 0 || !to_the_end && under_way <= self.threads {
            return None;
        }
        let outcome = loop {
            if let Some(outcome) = self.early.remove(&self.taken) {
                break outcome;
            }
            let (number, outcome, bytes) = self.outcomes.recv().ok()?;
            self.spare.push(bytes);
            self.early.insert(number, outcome);
        };
        self.taken += 1;
        match outcome {
            Ok(found) => Some(found),
            Err(cause) => panic::resume_unwind(cause),
        }
    }
}

/// What the threads work with.
struct Work<'w, S> {
    signatures: &'w S,
    sought: &'w SoughtSoFar,
    file: &'w str,
}

// A derived one would ask for a copy of the signatures.
impl<S> Clone for Work<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Work<'_, S> {}

impl<S: Signatures> Work<'_, S> {
    fn run(self, queue: &Mutex<Receiver<Job>>, found: &Sender<Done>) {
        let mut buffers = Buffers::default();
        loop {
            let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = job else { break };
            let number = job.number;
            // Whoever waits for this window would wait for ever.
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| self.look_through(&job, &mut buffers)));
            if found.send((number, outcome, job.window.bytes)).is_err() {
                break;
            }
        }
    }

    fn look_through(self, job: &Job, buffers: &mut Buffers) -> Vec<Found> {
        let Job { window, own, at_end, .. } = job;
        let mut skim = Skim::within(self.signatures, self.sought, window, own);
        let mut all = Vec::new();
        let parts = skim.parts(window, own, *at_end).unwrap_or_else(|| skim.whole(window, own));
        for (part, bytes, base) in bytes_of(window, &parts) {
            let log = Log::read_window_in(std::mem::take(buffers), bytes, window.encoding(), base);
            all.extend(found(self.signatures, &log, &part.own, self.file));
            *buffers = log.into_buffers();
        }
        all
    }
}
