//! How a raw line stands in a log, told before the log is read: what of it is payload, in which stream, and whether it begins a
//! record there.
//!
//! What [`demultiplex`](super::demultiplex) and [`event`](super::event) make of the same line later is not less: a line that is
//! called a head here is one there, too. Which lines belong together is left to them.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::event::{self, Shape};
use super::reading::mapped::Mapped;
use super::reading::{self, Marks, Reader};
use super::wrapper::{self, Front, Partial};

/// A raw line with its wrappers and control codes taken off.
#[derive(Debug)]
pub struct Bare<'a> {
    /// The name of its stream.
    pub stream: Option<Cow<'a, [u8]>>,
    /// What is left of it.
    pub payload: Cow<'a, [u8]>,
    /// True if it is the rest of a line of its stream, should that stand right above it.
    pub may_end: bool,
    front: Front,
    standing: OnceCell<Standing>,
    record: OnceCell<Option<Reader>>,
}

impl<'a> Bare<'a> {
    fn new(stream: Option<Cow<'a, [u8]>>, payload: Cow<'a, [u8]>, front: Front) -> Self {
        let may_end = front.stripped.partial != Partial::No;
        Bare { stream, payload, may_end, front, standing: OnceCell::new(), record: OnceCell::new() }
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        *self.standing.get_or_init(|| self.find_standing())
    }

    fn find_standing(&self) -> Standing {
        let payload = &*self.payload;
        // What stands below a position of PowerShell's only the line above tells.
        let is_echo = payload.starts_with(b"+ ");
        if is_echo || self.front.can_peel(payload) || reading::has_other_inside(payload, Marks::ANY) {
            return if self.record().is_some() { Standing::ReadHead } else { Standing::Readable };
        }
        let is_head = event::is_boundary(payload) && event::classify(payload) == Shape::Record;
        if is_head { Standing::Head } else { Standing::Plain }
    }

    /// The one other reading of a [`Standing::ReadHead`]; `None` for other lines.
    #[must_use]
    pub fn record(&self) -> Option<&Reader> {
        self.record.get_or_init(|| self.find_record()).as_ref()
    }

    fn find_record(&self) -> Option<Reader> {
        if !event::is_calm_record(&self.payload) && !event::starts_as_glog(&self.payload) {
            return None;
        }
        let mut line = Mapped::default();
        line.push_plain(&self.payload, 0);
        let mut reader = Reader::default();
        let is_read = reader.read(&line);
        let is_alone = reader.record().bytes().is_empty() && reader.row().is_none();
        let are_alone =
            reader.texts().enumerate().all(|(index, text)| reader.name(index).is_none() && !reading::has_deeper(text));
        (is_read && is_alone && are_alone && begins_record(&self.payload, &reader)).then_some(reader)
    }
}

/// True if the first text of `read`, which is how a line is read otherwise, begins a record as the line itself does: what was taken
/// off it says so, and a program writes that before a message, not before each line of one.
#[must_use]
pub fn begins_record(line: &[u8], read: &Reader) -> bool {
    let is_whole = || read.texts().next().is_some_and(event::is_whole_text);
    event::starts_as_glog(line) || event::is_calm_record(line) && is_whole()
}

/// How a line stands in its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As it is, and begins [another record](event::is_boundary). No event, no text and no reading goes on over it.
    Head,
    /// The same for one that is read otherwise, too, once, and begins another record there.
    ReadHead,
    /// As it is.
    Plain,
    /// As it is, and perhaps read otherwise, too.
    Readable,
}

impl Standing {
    /// True for a line that begins another record.
    #[must_use]
    pub fn is_head(self) -> bool {
        matches!(self, Standing::Head | Standing::ReadHead)
    }

    /// True for a line that may be read otherwise.
    #[must_use]
    pub fn is_read(self) -> bool {
        matches!(self, Standing::ReadHead | Standing::Readable)
    }
}

/// The lines that a raw line, which is without its end, is made of: lone carriage returns cut it.
pub fn pieces(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let last = memchr::memrchr(b'\r', line).map_or(0, |at| at + 1);
    let before = line[..last].split(|byte| *byte == b'\r').filter(|piece| !piece.is_empty());
    before.chain(std::iter::once(&line[last..]))
}

/// One of the [`pieces`] of a raw line; `None` for one that goes on in another line.
#[must_use]
pub fn bare(line: &[u8]) -> Option<Bare<'_>> {
    if !wrapper::has_noise(line) {
        let front = front(line)?;
        let stream = front.stripped.stream.clone().map(|name| line[name].into());
        let payload = line[front.stripped.len..].into();
        return Some(Bare::new(stream, payload, front));
    }
    let mut clean = wrapper::without_noise(line);
    let front = front(&clean)?;
    let stream = front.stripped.stream.clone().map(|name| clean[name].to_vec().into());
    clean.drain(..front.stripped.len);
    Some(Bare::new(stream, clean.into(), front))
}

/// What a line begins with, unless it goes on in another.
fn front(line: &[u8]) -> Option<Front> {
    Some(wrapper::front(line, true)).filter(|front| !matches!(front.stripped.partial, Partial::GoesOn(_)))
}

/// `line` without its line end.
#[must_use]
pub fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let returns = line.iter().rev().take_while(|byte| **byte == b'\r').count();
    &line[..line.len() - returns]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_as_they_are_read() {
        let of = |line: &str| bare(line.as_bytes()).map(|bare| (bare.stream.clone().is_some(), bare.standing()));
        for (line, expected) in [
            ("2026-11-21 10:00:00,123 ERROR x", Some((false, Standing::Head))),
            ("[2026-11-21 10:00:00] ERROR x", Some((false, Standing::Readable))),
            ("ERROR: x", Some((false, Standing::Plain))),
            ("  at f", Some((false, Standing::Plain))),
            ("{\"msg\":\"x\"}", Some((false, Standing::Readable))),
            ("{\"level\":\"info\",\"msg\":\"x\"}", Some((false, Standing::ReadHead))),
            ("api-1  | {\"level\":\"info\",\"msg\":\"x\"}", Some((true, Standing::ReadHead))),
            ("{\"level\":\"error\",\"msg\":\"x\"}", Some((false, Standing::Readable))),
            ("[7:7:1121/062939.119498:INFO:CONSOLE:5] \"x\"", Some((false, Standing::ReadHead))),
            ("{\"level\":\"info\",\"msg\":\"  at f\"}", Some((false, Standing::Readable))),
            ("{\"level\":\"info\",\"msg\":\"[api] x\"}", Some((false, Standing::Readable))),
            ("{\"level\":\"info\",\"msg\":\"{\\\"msg\\\":1}\"}", Some((false, Standing::Readable))),
            ("+ docker compose up", Some((false, Standing::Readable))),
            ("api-1  | 2026-11-21 10:00:00 ERROR x", Some((true, Standing::Head))),
            ("\u{1b}[31m2026-11-21 10:00:00\u{1b}[0m ERROR x", Some((false, Standing::Head))),
            ("2026-11-21T10:00:00.123456789Z stderr F x", Some((false, Standing::Plain))),
            ("2026-11-21T10:00:00.123456789Z stderr P x", None),
        ] {
            assert_eq!(of(line), expected, "{line}");
        }
    }

    #[test]
    fn carriage_returns_cut_lines_and_end_them() {
        let pieces_of = |line: &'static str| pieces(without_end(line.as_bytes())).collect::<Vec<_>>();
        assert_eq!(pieces_of("10 %\r\r20 %\r\n"), [b"10 %", b"20 %"]);
        assert_eq!(pieces_of("\rx"), [b"x"]);
        assert_eq!(pieces_of("\r\n"), [b""]);
    }
}
