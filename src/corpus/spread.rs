//! Work on many entries, on all cores, with the results in order.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The most entries that a thread takes at a time: enough to be worth the asking.
const BATCH_MAX: usize = 64;

/// How often a thread comes back for more at least: often enough that all end together, though one of a few dozen entries may
/// take as long as ten others.
const TURNS: usize = 32;

/// Fewer entries than this are done sooner than a thread is started.
const COUNT_MIN: usize = 16;

/// The most threads: beyond, reading files waits for the disk.
const THREADS_MAX: usize = 8;

/// What `work` makes of each number below `count`, in their order. Which thread does what changes nothing.
pub fn spread<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = cores.min(THREADS_MAX);
    if threads < 2 || count < COUNT_MIN {
        return (0..count).map(work).collect();
    }
    let batch = (count / (threads * TURNS)).clamp(1, BATCH_MAX);
    let next = AtomicUsize::new(0);
    let batches = || {
        let mut done = Vec::new();
        loop {
            let from = next.fetch_add(batch, Ordering::Relaxed);
            if from >= count {
                return done;
            }
            done.push((from, (from..count.min(from + batch)).map(&work).collect::<Vec<T>>()));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(batches)).collect();
        let mut done = batches();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(from, _)| *from);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_each_once() {
        for count in [0, 1, COUNT_MIN, BATCH_MAX + 1, 100 * BATCH_MAX + 7] {
            assert_eq!(spread(count, |at| at * 3), (0..count).map(|at| at * 3).collect::<Vec<_>>());
        }
    }
}
