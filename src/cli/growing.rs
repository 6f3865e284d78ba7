//! An input that still grows: standard input or a file, read on a thread of its own, with the signals that end it.
//!
//! A file is followed by its name, as `tail -F` does: when it was replaced (log rotation), the old one is read to its
//! end and the new one from its beginning; when it shrank, or no longer holds what was read last, it is read from its
//! beginning again. There is no portable way to be told of changes without a dependency, so it is looked at five
//! times a second.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// How often a file is looked at.
const POLL: Duration = Duration::from_millis(200);

/// Bytes read at a time.
const BLOCK_BYTES: usize = 64 * 1024;

/// Bytes before the place of reading that tell whether the file is still the one that was read.
const MARK_BYTES: usize = 64;

/// Blocks that wait for the matcher; then the reader waits, and whoever writes the pipe.
const BLOCKS_MAX: usize = 16;

/// What happens to the input.
#[derive(Debug)]
pub enum Event {
    /// It grew by these bytes.
    Bytes(Vec<u8>),
    /// It was rotated or truncated: what follows is another log of the same name.
    Restarted,
    /// It ended.
    End,
    /// It cannot be read on.
    Failed(io::Error),
    /// This signal asks the program to end.
    Signal(i32),
}

/// The events of standard input, and of signals.
#[must_use]
pub fn stdin() -> Receiver<Event> {
    let (sender, events) = sync_channel(BLOCKS_MAX);
    listen_for_signals(sender.clone());
    thread::spawn(move || read_stdin(&sender));
    events
}

fn read_stdin(sender: &SyncSender<Event>) {
    let mut input = io::stdin().lock();
    let last = loop {
        match block(&mut input) {
            Ok(bytes) if bytes.is_empty() => break Event::End,
            Ok(bytes) => {
                if sender.send(Event::Bytes(bytes)).is_err() {
                    return;
                }
            }
            Err(error) => break Event::Failed(error),
        }
    };
    let _nobody_listens = sender.send(last);
}

/// What can be read at once, at most a block; empty at the end.
fn block(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; BLOCK_BYTES];
    loop {
        match input.read(&mut bytes) {
            Ok(count) => {
                bytes.truncate(count);
                return Ok(bytes);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The events of a file, from its beginning, and of signals.
///
/// # Errors
/// If the file cannot be opened now. One that goes away later is waited for.
pub fn file(path: &Path) -> io::Result<Receiver<Event>> {
    let opened = Growing::open(path)?;
    let (sender, events) = sync_channel(BLOCKS_MAX);
    listen_for_signals(sender.clone());
    thread::spawn(move || {
        let outcome = opened.follow(&sender);
        if let Err(error) = outcome {
            let _nobody_listens = sender.send(Event::Failed(error));
        }
    });
    Ok(events)
}

struct Growing {
    path: PathBuf,
    file: File,
    read: u64,
    /// The last few bytes that were read.
    mark: Vec<u8>,
    /// A pipe or a terminal: it ends, and cannot be rotated.
    is_stream: bool,
}

impl Growing {
    fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(Growing { path: path.to_owned(), is_stream: !metadata.is_file(), file, read: 0, mark: Vec::new() })
    }

    fn follow(mut self, sender: &SyncSender<Event>) -> io::Result<()> {
        loop {
            let bytes = block(&mut self.file)?;
            let is_at_end = bytes.is_empty();
            self.read += bytes.len() as u64;
            self.mark.extend_from_slice(&bytes);
            self.mark.drain(..self.mark.len().saturating_sub(MARK_BYTES));
            let event = match is_at_end {
                false => Some(Event::Bytes(bytes)),
                true if self.is_stream => Some(Event::End),
                true => self.change()?,
            };
            let is_last = matches!(event, Some(Event::End));
            let is_heard = event.is_none_or(|event| sender.send(event).is_ok());
            if is_last || !is_heard {
                return Ok(());
            }
        }
    }

    /// At the end of the file: whether it goes on elsewhere. Waits a while if not.
    fn change(&mut self) -> io::Result<Option<Event>> {
        let mine = self.file.metadata()?;
        if mine.len() < self.read {
            return self.restart();
        }
        let named = std::fs::metadata(&self.path).ok().filter(Metadata::is_file);
        let is_replaced = named.is_some_and(|named| !is_same(&mine, &named));
        // Between the last read and now, the writer may have written to the old file.
        if is_replaced && self.file.metadata()?.len() == self.read {
            if let Ok(opened) = Growing::open(&self.path) {
                *self = opened;
                return Ok(Some(Event::Restarted));
            }
        } else if !is_replaced {
            thread::sleep(POLL);
            if !self.is_marked()? {
                return self.restart();
            }
        }
        Ok(None)
    }

    fn restart(&mut self) -> io::Result<Option<Event>> {
        self.file.rewind()?;
        self.read = 0;
        self.mark.clear();
        Ok(Some(Event::Restarted))
    }

    /// True if what was read last still stands there: a file may have been emptied and have grown again.
    fn is_marked(&mut self) -> io::Result<bool> {
        self.file.seek(SeekFrom::Start(self.read - self.mark.len() as u64))?;
        let mut there = Vec::new();
        (&self.file).take(self.mark.len() as u64).read_to_end(&mut there)?;
        Ok(there == self.mark && self.file.stream_position()? == self.read)
    }
}

#[cfg(unix)]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Without file numbers, a file that is shorter than before is another one.
#[cfg(not(unix))]
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    b.len() >= a.len()
}

/// Sends the first signal that asks the program to end; a second one ends it at once.
#[cfg(unix)]
fn listen_for_signals(sender: SyncSender<Event>) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // Without signals of its own, the program ends by them as any other does.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    thread::spawn(move || {
        let mut is_asked = false;
        for signal in signals.forever() {
            if is_asked || sender.try_send(Event::Signal(signal)).is_err() {
                let _ends = signal_hook::low_level::emulate_default_handler(signal);
            }
            is_asked = true;
        }
    });
}

#[cfg(not(unix))]
fn listen_for_signals(_: SyncSender<Event>) {}
