//! What the user gave: bytes → lines → payloads → streams → events, with the way back to the raw bytes.
//!
//! [`Log::read`] takes one window of a log (most logs are one window) and yields its [`Stream`]s: the
//! payload of each with wrappers taken off, its key form, and its events. Positions in a payload lead
//! back to raw bytes, lines and columns through [`Log::locate`].
//!
//! Files by step: [`encoding`] (which bytes are text), [`lines`] (line ends), [`wrapper`] (what is not
//! payload, and whose line it is), [`reading`] (a line read otherwise: escapes, JSON, HTML, quotes), [`demultiplex`] (which line
//! belongs to which stream), [`stream`] (payload and the map back), [`key_form`] (payload
//! without white space, where candidates are found), [`hard_wrap`] (lines that a terminal cut), [`event`] (records and tracebacks),
//! [`timestamp`] (when a line was written). [`standing`] tells of a raw line what it will be, for those who read parts of a log only.
//!
//! Left to others: reading files and cutting long logs into windows
//! ([`crate::knowledge_base`]), everything about signatures ([`crate::matcher`]).

pub mod demultiplex;
pub mod encoding;
pub mod event;
pub mod hard_wrap;
pub mod key_form;
pub mod lines;
pub mod needle;
pub mod reading;
pub mod standing;
pub mod stream;
pub mod timestamp;
pub mod wrapper;

use std::borrow::Cow;
use std::cell::OnceCell;

pub use encoding::Encoding;
pub use event::{Event, EventKind, Link};
pub use lines::Line;
pub use stream::{Stream, StreamLine};
pub use timestamp::{Clock, Stamp};

/// Where a window begins in the whole log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// Raw offset of the window's first byte.
    pub offset: usize,
    /// 1-based number of the line it stands on.
    pub line: usize,
    /// Raw offset of that line's first byte.
    pub line_start: usize,
    /// Characters of that line before the window.
    pub line_chars: usize,
    /// True if the window begins what is read: nothing before it belongs to it.
    pub begins: bool,
}

impl Base {
    /// The beginning of a log.
    pub const START: Base = Base { offset: 0, line: 1, line_start: 0, line_chars: 0, begins: true };
}

/// A place in the log as the user sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Raw byte offset.
    pub offset: usize,
    /// 1-based line; line feeds only count.
    pub line: usize,
    /// 1-based column in raw bytes.
    pub column: usize,
    /// 1-based column in characters.
    pub char_column: usize,
}

/// One window of a log, read.
#[derive(Debug)]
pub struct Log<'a> {
    encoding: Encoding,
    text: Cow<'a, [u8]>,
    lines: Vec<Line>,
    /// The lines in which one that is too long goes on; found when they are first asked for.
    parts: OnceCell<Vec<usize>>,
    streams: Vec<Stream>,
}

/// The memory of a log that was read, for the next one: getting that much from the system for each window of a long log takes
/// longer than some of the reading.
#[derive(Debug, Default)]
pub struct Buffers {
    lines: Vec<Line>,
    /// Used again in this order, since the first stream mostly has most of the lines.
    streams: Vec<Stream>,
}

/// Streams whose memory is kept.
const STREAMS_KEPT: usize = 64;

impl<'a> Log<'a> {
    /// Reads one whole log.
    #[must_use]
    pub fn read(raw: &'a [u8]) -> Self {
        Self::read_window(raw, Encoding::detect(raw), Base::START)
    }

    /// Reads one window of a log whose encoding is known. The window of a UTF-16 log begins on an
    /// even offset.
    #[must_use]
    pub fn read_window(raw: &'a [u8], encoding: Encoding, base: Base) -> Self {
        Self::read_window_in(Buffers::default(), raw, encoding, base)
    }

    /// The same in the memory of an earlier one.
    #[must_use]
    pub fn read_window_in(buffers: Buffers, raw: &'a [u8], encoding: Encoding, base: Base) -> Self {
        let Buffers { mut lines, streams } = buffers;
        let text = encoding.decode(raw);
        lines.clear();
        lines::split_into(&mut lines, &text, encoding, base);
        let streams = demultiplex::demultiplex(&text, &lines, base, streams);
        Log { encoding, text, lines, parts: OnceCell::new(), streams }
    }

    /// Its memory.
    #[must_use]
    pub fn into_buffers(self) -> Buffers {
        let Log { lines, mut streams, .. } = self;
        streams.truncate(STREAMS_KEPT);
        Buffers { lines, streams }
    }

    /// The encoding that was detected or given.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes of the text, decoded.
    #[must_use]
    pub fn byte_count(&self) -> usize {
        self.text.len()
    }

    /// The streams; the first is the unnamed one and may be empty.
    #[must_use]
    pub fn streams(&self) -> &[Stream] {
        &self.streams
    }

    /// The lines, in input order. Pieces between lone carriage returns are lines with the same number.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What line `index` is counted as where lines are counted from one to another: pieces between lone carriage returns are one
    /// line, and what a line that is too long goes on in is a further one.
    #[must_use]
    pub fn count_of(&self, index: usize) -> usize {
        let follows_return = |line: &Line| line.start > 0 && self.text[line.start - 1] == b'\r';
        let is_part = |at: &usize| {
            let line = &self.lines[*at];
            line.raw_start > line.raw_line_start && !follows_return(line)
        };
        let parts = self.parts.get_or_init(|| (0..self.lines.len()).filter(is_part).collect());
        self.lines[index].number + parts.partition_point(|part| *part <= index)
    }

    /// The payload byte `at` of `stream` as the user sees it. `at` may be the payload's end.
    #[must_use]
    pub fn locate(&self, stream: &Stream, at: usize) -> Place {
        let known = at.min(stream.payload().len().saturating_sub(1));
        self.place_of(stream.text_offset(at), self.line_at(stream.text_offset(known)))
    }

    /// The place just behind the payload byte `at - 1`: the end of a half-open span. Differs from
    /// [`Log::locate`] where wrapper bytes or a line end follow.
    #[must_use]
    pub fn locate_end(&self, stream: &Stream, at: usize) -> Place {
        if at == 0 {
            return self.locate(stream, at);
        }
        let line = self.line_at(stream.text_offset(at - 1));
        self.place_of(stream.text_end(at - 1).min(line.end.max(line.start)), line)
    }

    /// The line, or piece of one, that the byte of text stands on. A line end belongs to the line before it.
    fn line_at(&self, text_at: usize) -> &Line {
        &self.lines[self.lines.partition_point(|line| line.start <= text_at).saturating_sub(1)]
    }

    fn place_of(&self, text_at: usize, line: &Line) -> Place {
        let before = &self.text[line.start..text_at.clamp(line.start, self.text.len())];
        let raw_before = self.encoding.raw_len(before);
        let chars = char_count(before);
        Place {
            offset: line.raw_start + raw_before,
            line: line.number,
            column: line.raw_start + raw_before - line.raw_line_start + 1,
            char_column: line.chars_before + chars + 1,
        }
    }
}

/// Characters of `bytes`; each byte that is not part of a character counts as one.
#[must_use]
pub fn char_count(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().count() + usize::from(!chunk.invalid().is_empty())).sum()
}
