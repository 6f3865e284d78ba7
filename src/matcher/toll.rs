//! What a failure did to the process that met it: the log only warned of it, it went on, it ended, it never ran.
//!
//! Of several failures that do not explain each other, the one that keeps a service from running is mended before one
//! that a service goes on with. Read from the event that a match stands in and the few lines behind it in its stream.

use crate::limits::EVENT_BYTES_MAX;
use crate::log::event::{Event, Level, level_of, says_end};
use crate::log::needle::Needle;
use crate::log::{EventKind, Stream};

/// What a failure did to its process, in order of weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Toll {
    /// Its record is a warning: the process had another way.
    Warned,
    /// Nothing is known of it.
    #[default]
    Failed,
    /// The process ended soon after.
    Ended,
    /// It failed while its modules were loaded: it never ran, and no data or neighbor can be the reason.
    NeverRan,
}

/// Records behind a failure in which the end of its process is looked for: what comes later is about something else.
pub const EVENTS_BEHIND: usize = 3;

/// Lines that are looked at: a stack may stand between.
pub const LINES_BEHIND: usize = 64;

/// What Python shows of a module that is being loaded, where it shows its own frames.
static LOADING: Needle = Needle::new("<frozen importlib._bootstrap");

/// The toll of event `index` of `stream`.
#[must_use]
pub fn toll_of(stream: &Stream, index: usize) -> Toll {
    let event = &stream.events()[index];
    let lines = || event.lines.clone().map(|line| stream.line_payload(line));
    if lines().any(|line| LOADING.is_in(line)) || lines().filter(is_module_frame).skip(1).any(is_of_file) {
        return Toll::NeverRan;
    }
    match level_of(stream.line_payload(event.lines.start)) {
        Some(Level::Fatal) => Toll::Ended,
        _ if ends_behind(stream, index) => Toll::Ended,
        Some(Level::Warning) => Toll::Warned,
        _ => Toll::Failed,
    }
}

/// True for the frame of a module's own statements. The first is the program's, another one that of a module which it
/// loads, or of a text that it runs.
fn is_module_frame(line: &&[u8]) -> bool {
    line.ends_with(b", in <module>")
}

/// False for a frame of `File "<string>"`.
fn is_of_file(line: &[u8]) -> bool {
    !line.trim_ascii_start().starts_with(b"File \"<")
}

/// True if the end of the event or of the next ones says that the process ended. Lines that a window may not hold
/// are not looked at, so that no cut of a log changes the answer.
fn ends_behind(stream: &Stream, index: usize) -> bool {
    let events = stream.events();
    let reach = stream.raw_start(events[index].lines.start) + 2 * EVENT_BYTES_MAX;
    let mut heads = 0;
    let is_near = |event: &&Event| {
        heads += usize::from(event.kind != EventKind::Plain);
        heads <= EVENTS_BEHIND
    };
    let behind =
        events[index + 1..].iter().take_while(is_near).flat_map(|event| event.lines.clone()).take(LINES_BEHIND);
    let own = events[index].lines.clone().rev().take(LINES_BEHIND);
    own.chain(behind).filter(|line| stream.raw_start(*line) <= reach).any(|line| says_end(stream.line_payload(line)))
}
