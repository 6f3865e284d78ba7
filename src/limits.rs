//! Every limit of the engine that a user can run into, with its reason, in one place.
//!
//! Limits of one stage that nobody else needs stand with that stage's own constants (`entry::limits`,
//! the corpus walk). `kb doctor` and the docs quote these.

/// Raw bytes that an event may lie behind its nearest line-local anchor. Beyond it each line stands
/// alone, so that events need only this much look-back whatever the log.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;

/// Raw bytes of a line. The rest of a longer one is further lines of that length, so that what a match depends on lies nearby
/// in logs without line ends, too.
pub const LINE_BYTES_MAX: usize = EVENT_BYTES_MAX;

/// Payload bytes that one `text` match may span: the longest wrapped messages seen are below 3 KiB.
pub const TEXT_SPAN_BYTES_MAX: usize = 4 * 1024;

/// Lines that one `text` match may span: a message of 1 KiB wrapped at 28 columns has about 40.
pub const TEXT_SPAN_LINES_MAX: usize = 64;

/// Raw bytes that the parts of one combination may lie apart, whatever its `within` says.
pub const WINDOW_BYTES_MAX: usize = 1024 * 1024;

/// The largest `within = "N lines"`.
pub const WINDOW_LINES_MAX: usize = 1_000;

/// The largest `within` in seconds: an hour, in microseconds. Clocks that go round (a time of day, a date without a
/// year) can be compared over much less than one round only.
pub const WINDOW_MICROS_MAX: i64 = 3_600 * 1_000_000;

/// Occurrences of one part that are looked at behind another one when a window is measured in time. Lines of one
/// moment can be thousands; looking at all of them for each would not be linear.
pub const WINDOW_MARKS_MAX: usize = 4_096;

/// Raw bytes after which combinations are matched anew: which occurrences are taken by a match depends on the
/// matches before it in the same block of this size only, so that no cut of a log changes them.
pub const SETTLE_BYTES: usize = 256 * 1024;

/// Courses of one signature (stream and values) that are watched for recovery; with more it counts as not recovered.
pub const COURSES_MAX: usize = 1_024;

/// Characters of a `{word}` hole: longer than any identifier, shorter than a blob of base64.
pub const WORD_CHARS_MAX: usize = 200;

/// Characters of an `{any}` hole.
pub const ANY_CHARS_MAX: usize = 256;

/// Characters of a `{line}` hole: a whole SQL statement fits, a minified bundle does not.
pub const LINE_CHARS_MAX: usize = 2_048;

/// Positions that verifying one `text` at one place may try. Holes make the search branch; memory of
/// failed positions keeps it far below this for every text without a repeated name.
pub const TEXT_STEPS_MAX: usize = 64 * 1024;

/// Size of one compiled regex. 1 MiB holds every hand-written pattern; it stops `(\w{1000}){100}`.
pub const REGEX_SIZE_MAX: usize = 1024 * 1024;

/// Nesting of one regex: far above hand-written ones, below what exhausts a stack.
pub const REGEX_NEST_MAX: u32 = 64;

/// A capture longer than this is cut: it is shown and compared, never executed.
pub const CAPTURE_BYTES_MAX: usize = 1_024;

/// Raw bytes of one window of a log that is read as a whole. Everything a match depends on lies within
/// [`LOOK_AROUND_BYTES`] of it, so a longer log is read in windows that overlap by that much.
pub const READ_WINDOW_BYTES: usize = 8 * 1024 * 1024;

/// The same where most of the log is lines of more than [`LINE_BYTES_MAX`]: each may be read in several ways, which takes the most
/// memory.
pub const LONG_LINES_WINDOW_BYTES: usize = 1024 * 1024;

/// Raw bytes of one window of a log of which only parts are read: little is read twice, so it need not be long.
pub const SKIM_WINDOW_BYTES: usize = 1536 * 1024;

/// Raw bytes that are skimmed at a time: they and their key form stay in the processor's cache.
pub const SKIM_BLOCK_BYTES: usize = 128 * 1024;

/// How far around its own bytes a match can depend on others: a combination's window and an event on each side of it. Where no
/// signature has parts that lie apart, [`LOCAL_AROUND_BYTES`] is enough.
pub const LOOK_AROUND_BYTES: usize = WINDOW_BYTES_MAX + 2 * EVENT_BYTES_MAX;

/// The same for a match that lies within events: four [`EVENT_BYTES_MAX`] for the chain of exceptions that its event is in
/// (`matcher::evidence`), one each for the anchor of the first event there, for the lines that tell where a terminal cut, and for those
/// that are read together.
pub const LOCAL_AROUND_BYTES: usize = 7 * EVENT_BYTES_MAX;

/// Raw bytes of one window of a log that is read on several cores, each of which skims it by itself: what they look at twice,
/// around their own ends, then costs little.
pub const PARALLEL_WINDOW_BYTES: usize = 8 * 1024 * 1024;

/// Streams told apart in one window; lines of further ones stay in the unnamed stream. A compose file
/// has tens of services; a log with thousands of "names" is a table, not a set of streams.
pub const STREAM_COUNT_MAX: usize = 512;

/// Pieces of evidence kept for an entry; the others are counted.
pub const EVIDENCE_COUNT_MAX: usize = 5;

/// An input above this is not short: a weak signature says nothing in it.
pub const SHORT_INPUT_BYTES_MAX: usize = 4 * 1024;

/// An input with more lines than this is not short.
pub const SHORT_INPUT_LINES_MAX: usize = 64;

/// Bytes of matched text that a report quotes per piece of evidence.
pub const QUOTE_BYTES_MAX: usize = 1_024;

/// Bytes of a log line that a report shows around a match.
pub const SHOWN_LINE_BYTES_MAX: usize = 400;

/// Lines that a report shows per piece of evidence.
pub const SHOWN_LINES_MAX: usize = 6;
