//! Reads the log that the program was started with, beside the drawing: its first part is matched while the rest is
//! still coming, and a pipe that never ends is no reason to wait.
//!
//! Two threads. One reads; the other makes a [`LogText`] of what has come each time somebody wants more and there is
//! enough of it: the first lines at once, then whenever the log has grown by a half, or a pause shows that the pipe waits
//! for something; of what comes faster than it can be matched a part that is eight times longer. So a log of any length is
//! matched a few times only.

use std::io::{self, Read};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::log_text::LogText;
use super::message::Message;

/// The most of a log that the UI holds; `kb match` reads logs of any length.
pub const INTAKE_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Bytes read at a time.
const CHUNK_BYTES: usize = 256 * 1024;

/// How long the first lines are waited for to become more: most commands print all they have to say at once.
const FIRST_WAIT: Duration = Duration::from_millis(120);

/// How long after the last part the next one is shown at the earliest.
const NEXT_WAIT: Duration = Duration::from_millis(700);

/// What a log must have grown by, in hundredths, to be worth matching again before the pipe rests.
const GROWTH_PERCENT_MIN: usize = 50;

/// Bytes of the first part at most: they are matched before anybody has looked up.
const FIRST_BYTES_MAX: usize = 1024 * 1024;

/// How many times longer than the one before a part is at most. All parts together are little more than the whole.
const PART_FACTOR_MAX: usize = 8;

/// How long nothing must have come to count as a rest.
const REST: Duration = Duration::from_millis(150);

/// A log to be read.
pub struct Source {
    /// Its name in the answer; `-` for standard input.
    pub name: String,
    /// Opens it; called in the thread that reads. Or a sentence that says why it cannot be read.
    pub open: Box<dyn FnOnce() -> Result<Box<dyn Read>, String> + Send>,
}

#[derive(Default)]
struct Shelf {
    bytes: Vec<u8>,
    failure: Option<String>,
    is_whole: bool,
    /// True if the last part was answered.
    is_wanted: bool,
    is_over: bool,
    last_come: Option<Instant>,
}

struct Shared {
    shelf: Mutex<Shelf>,
    wake: Condvar,
}

impl Shared {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A log that is being read.
pub struct Intake {
    shared: Arc<Shared>,
}

impl Intake {
    /// Begins to read `sources`, one after another, as one log. Parts come as [`Message::Grown`].
    ///
    /// # Errors
    /// If the system has no threads left.
    pub fn start(sources: Vec<Source>, sender: Sender<Message>) -> io::Result<Intake> {
        let name = sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(", ");
        let shelf = Shelf { is_wanted: true, ..Shelf::default() };
        let shared = Arc::new(Shared { shelf: Mutex::new(shelf), wake: Condvar::new() });
        let (reading, telling) = (Arc::clone(&shared), Arc::clone(&shared));
        thread::Builder::new().name("kb read".to_owned()).spawn(move || read_all(sources, &reading))?;
        thread::Builder::new().name("kb intake".to_owned()).spawn(move || tell(&name, &telling, &sender))?;
        Ok(Intake { shared })
    }

    /// The last part was answered: another one may come.
    pub fn want_more(&self) {
        let mut shelf = self.shared.shelf();
        if !shelf.is_wanted {
            shelf.is_wanted = true;
            self.shared.wake.notify_all();
        }
    }

    /// Bytes read so far; `None` once the log has ended.
    #[must_use]
    pub fn progress(&self) -> Option<usize> {
        let shelf = self.shared.shelf();
        (!shelf.is_whole).then_some(shelf.bytes.len())
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.shared.shelf().is_over = true;
        self.shared.wake.notify_all();
    }
}

fn read_all(sources: Vec<Source>, shared: &Shared) {
    let mut failure = None;
    for source in sources {
        let outcome = (source.open)().and_then(|reader| {
            read_one(reader, shared).map_err(|error| format!("cannot read `{}` any further: {error}", source.name))
        });
        match outcome {
            Ok(true) => {}
            Ok(false) => break,
            Err(why) => failure = Some(why),
        }
    }
    let mut shelf = shared.shelf();
    shelf.is_whole = true;
    shelf.failure = shelf.failure.take().or(failure);
    shared.wake.notify_all();
}

/// Reads one log to its end; false if there is no room for more or nobody wants it.
fn read_one(mut reader: Box<dyn Read>, shared: &Shared) -> io::Result<bool> {
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let count = match reader.read(&mut chunk) {
            Ok(0) => return Ok(true),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let mut shelf = shared.shelf();
        let room = INTAKE_BYTES_MAX - shelf.bytes.len();
        shelf.bytes.extend_from_slice(&chunk[..count.min(room)]);
        shelf.last_come = Some(Instant::now());
        shared.wake.notify_all();
        if count >= room {
            shelf.failure = Some(format!(
                "only the first {} MB are shown; `kb match` reads logs of any length",
                INTAKE_BYTES_MAX / 1_000_000
            ));
            return Ok(false);
        }
        if shelf.is_over {
            return Ok(false);
        }
    }
}

/// Hands out the log each time there is enough of it.
fn tell(name: &str, shared: &Shared, sender: &Sender<Message>) {
    let begin = Instant::now();
    let (mut told, mut told_at) = (0, None::<Instant>);
    loop {
        let mut shelf = shared.shelf();
        loop {
            if shelf.is_over {
                return;
            }
            let wait = if shelf.is_wanted { time_left(&shelf, told, told_at, begin) } else { None };
            shelf = match wait {
                Some(Duration::ZERO) => break,
                Some(wait) => shared.wake.wait_timeout(shelf, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => shared.wake.wait(shelf).unwrap_or_else(PoisonError::into_inner),
            };
        }
        shelf.is_wanted = false;
        let part = shelf.bytes.len().min((told * PART_FACTOR_MAX).max(FIRST_BYTES_MAX));
        let is_whole = shelf.is_whole && part == shelf.bytes.len();
        let failure = shelf.failure.clone().filter(|_| is_whole);
        let rests = part == shelf.bytes.len() && shelf.last_come.is_none_or(|at| at.elapsed() >= REST);
        // The last part takes the bytes along.
        let mut bytes = if is_whole { std::mem::take(&mut shelf.bytes) } else { shelf.bytes[..part].to_vec() };
        drop(shelf);
        if !is_whole && !rests {
            // A line that has only begun may read as something else.
            let end = memchr::memrchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
            bytes.truncate(end);
        }
        (told, told_at) = (bytes.len(), Some(Instant::now()));
        let message = Message::Grown { name: name.to_owned(), log: LogText::new(bytes), failure, is_whole };
        if sender.send(message).is_err() || is_whole {
            return;
        }
    }
}

/// How long to wait before the next part is told: zero if it is time, `None` if nothing has come.
fn time_left(shelf: &Shelf, told: usize, told_at: Option<Instant>, begin: Instant) -> Option<Duration> {
    if shelf.is_whole {
        return Some(Duration::ZERO);
    }
    let last_come = shelf.last_come?;
    let grown = shelf.bytes.len() - told;
    if grown == 0 {
        return None;
    }
    let rest = REST.saturating_sub(last_come.elapsed());
    Some(match told_at {
        None if grown >= FIRST_BYTES_MAX => Duration::ZERO,
        // At once, but a moment for what comes right behind.
        None => FIRST_WAIT.saturating_sub(begin.elapsed()).min(rest),
        Some(at) => {
            let pause = NEXT_WAIT.saturating_sub(at.elapsed());
            let has_grown = grown * 100 >= told * GROWTH_PERCENT_MIN;
            if grown >= told * (PART_FACTOR_MAX - 1) {
                return Some(Duration::ZERO);
            }
            if has_grown { pause } else { pause.max(rest) }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    /// Gives its pieces one by one, each after a pause.
    struct Slow(Vec<&'static [u8]>, Duration);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            thread::sleep(self.1);
            let piece = self.0.remove(0);
            buffer[..piece.len()].copy_from_slice(piece);
            Ok(piece.len())
        }
    }

    fn source(pieces: Vec<&'static [u8]>, pause_ms: u64) -> Source {
        let open = move || Ok(Box::new(Slow(pieces, Duration::from_millis(pause_ms))) as Box<dyn Read>);
        Source { name: "-".to_owned(), open: Box::new(open) }
    }

    fn parts(sources: Vec<Source>) -> Vec<(String, bool, Option<String>)> {
        let (sender, messages) = channel();
        let intake = Intake::start(sources, sender).expect("threads");
        let mut parts = Vec::new();
        loop {
            let message = messages.recv_timeout(Duration::from_secs(20)).expect("a part");
            let Message::Grown { log, is_whole, failure, .. } = message else { panic!("{message:?}") };
            parts.push((String::from_utf8_lossy(log.raw()).into_owned(), is_whole, failure));
            if is_whole {
                return parts;
            }
            intake.want_more();
        }
    }

    #[test]
    fn what_has_come_is_told_before_the_pipe_ends_and_in_whole_lines() {
        let parts = parts(vec![source(vec![b"one\ntw", b"o\nthree\n"], 400)]);
        assert_eq!(parts.first().map(|part| (part.0.as_str(), part.1)), Some(("one\n", false)));
        assert_eq!(parts.last().map(|part| (part.0.as_str(), part.1)), Some(("one\ntwo\nthree\n", true)));
    }

    #[test]
    fn logs_are_joined_and_one_that_cannot_be_read_is_told() {
        let broken = Source { name: "b".to_owned(), open: Box::new(|| Err("cannot read b".to_owned())) };
        let parts = parts(vec![source(vec![b"a\n"], 0), broken, source(vec![b"c\n"], 0)]);
        let last = parts.last().expect("a part");
        assert_eq!((last.0.as_str(), last.2.as_deref()), ("a\nc\n", Some("cannot read b")));
    }

    #[test]
    fn a_long_log_is_told_in_parts_that_grow() {
        let open = || Ok(Box::new(io::repeat(b'\n').take(10 << 20)) as Box<dyn Read>);
        let parts = parts(vec![Source { name: "-".to_owned(), open: Box::new(open) }]);
        let sizes: Vec<usize> = parts.iter().map(|part| part.0.len()).collect();
        assert!(sizes[0] <= FIRST_BYTES_MAX && *sizes.last().expect("a part") == 10 << 20, "{sizes:?}");
        assert!(sizes.len() <= 8 && sizes.windows(2).all(|pair| pair[0] < pair[1]), "{sizes:?}");
    }

    #[test]
    fn an_empty_pipe_is_told() {
        assert_eq!(parts(vec![source(Vec::new(), 0)]), [(String::new(), true, None)]);
    }
}
