//! Putting a new generation in place while its knowledge already answers.
//!
//! Flushing files and folders waits for the disk six times. A log can be matched meanwhile, with what is in memory. The
//! thread is waited for where its outcome is asked for, and at the latest when the knowledge is dropped. What is written, and how
//! that stays safe, is left to the cache and to generations.

use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{Builder, JoinHandle};

use crate::generation::Generation;

/// How it ended.
#[derive(Default)]
pub(super) struct Outcome {
    /// What is in place; `None` where it could not be kept.
    pub(super) generation: Option<Generation>,
    /// A sentence for the user, if something can be done about it.
    pub(super) notice: Option<String>,
}

/// A generation on its way, or in place.
#[derive(Default)]
pub(super) struct Publication {
    thread: Mutex<Option<JoinHandle<Outcome>>>,
    outcome: OnceLock<Outcome>,
}

impl Publication {
    /// Begins it. Where no thread is to be had, nothing is kept.
    pub(super) fn begin(publish: impl FnOnce() -> Outcome + Send + 'static) -> Self {
        let thread = Builder::new().name("publish".to_owned()).spawn(publish).ok();
        Publication { thread: Mutex::new(thread), outcome: OnceLock::new() }
    }

    /// How it ended; waits for it.
    pub(super) fn outcome(&self) -> &Outcome {
        self.outcome.get_or_init(|| {
            let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
            thread.and_then(|thread| thread.join().ok()).unwrap_or_default()
        })
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // The process may end behind this, and the next one would have to build it again.
        self.outcome();
    }
}
