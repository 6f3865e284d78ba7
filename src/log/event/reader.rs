//! The state machine that reads a stream line by line into events.

use super::record::is_calm;
use super::shape::{Head, Opening, Shape, indent_of};
use super::{Event, EventKind, FAMILIES, Joint, Line, Link, Stage, Verdict, begin, blocks, compiler, jvm, python};
use crate::limits::EVENT_BYTES_MAX;
use crate::log::Stream;

/// Lines that a message may have before the line that tells that they were one: MyBatis and Spring print ten.
const MESSAGE_LINES_MAX: usize = 32;

/// Events of a chain that are looked back at to find a place in it; longer chains are loops.
const CHAIN_EVENTS_MAX: usize = 48;

/// The events of a stream, in order and without gaps but for blank lines before the first; in the memory of `spare`.
#[must_use]
pub fn segment(stream: &Stream, mut spare: Vec<Event>) -> Vec<Event> {
    spare.clear();
    let mut reader = Reader {
        stream,
        events: spare,
        open: None,
        // The stream may begin far behind the beginning of the log, where a reader of a part would not know it.
        anchor: stream.begins_log().then_some(0),
        pending: None,
        waiting: None,
        previous: Shape::Blank,
    };
    for index in 0..stream.lines().len() {
        reader.line(index);
    }
    reader.events.extend(reader.open.map(|open| open.event));
    reader.events
}

/// The event that is being read.
struct Open {
    event: Event,
    stage: Stage,
    has_message: bool,
}

/// An event that is closed, but of which a later line may tell that what stands below it is its own.
#[derive(Clone, Copy)]
struct Waiting {
    /// Index into the events.
    event: usize,
    stage: Stage,
    /// The first line behind it.
    from: usize,
}

struct Reader<'a> {
    stream: &'a Stream,
    events: Vec<Event>,
    open: Option<Open>,
    /// Raw offset of the nearest anchor.
    anchor: Option<usize>,
    /// What a line said of the next head.
    pending: Option<Link>,
    waiting: Option<Waiting>,
    previous: Shape,
}

impl Reader<'_> {
    fn line(&mut self, index: usize) {
        let bytes = self.stream.line_payload(index);
        let shape = self.stream.shapes()[index];
        let at = self.stream.raw_start(index);
        let is_anchor = shape.is_anchor(self.neighbor(index));
        let near = self.anchor.is_some_and(|anchor| at.saturating_sub(anchor) <= EVENT_BYTES_MAX);
        if !near {
            self.pending = None;
            self.waiting = None;
        }
        if is_anchor {
            self.anchor = Some(at);
            self.waiting = None;
        }
        // The rest of a line that a terminal cut, whatever it looks like.
        let is_rest = index > 0 && near && self.stream.cut_lines()[index - 1] && !is_anchor;
        if is_rest && let Some(open) = &mut self.open {
            open.event.lines.end = index + 1;
        } else if near && !is_anchor && self.absorbs(index, shape, bytes) {
            self.absorb(index, shape);
        } else {
            let verdict = if near { self.verdict(index, shape, bytes) } else { None };
            self.apply(index, shape, bytes, verdict);
        }
        match shape {
            Shape::Opening(Opening::PythonSentence) if near => self.pending = Some(Link::FollowsFrom),
            Shape::Blank => {}
            _ if bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'|' | b'\r')) => {}
            _ if matches!(self.pending, Some(Link::Member { .. })) && self.is_separator() => {}
            _ => self.pending = None,
        }
        self.previous = shape;
    }

    /// The shape of the line above, if it is not too far away to be looked at.
    fn neighbor(&self, index: usize) -> Shape {
        let is_near = index > 0
            && self.stream.raw_start(index).saturating_sub(self.stream.raw_start(index - 1)) <= EVENT_BYTES_MAX;
        if is_near { self.previous } else { Shape::Blank }
    }

    fn is_separator(&self) -> bool {
        self.open.as_ref().is_some_and(|open| matches!(open.stage, Stage::Python(python::Python::Separator { .. })))
    }

    /// What the line is to the open event; `None` if it begins one of its own.
    fn verdict(&self, index: usize, shape: Shape, bytes: &[u8]) -> Option<Verdict> {
        let open = self.open.as_ref()?;
        let line = Line {
            bytes,
            shape,
            after_blank: self.previous == Shape::Blank,
            has_message: open.has_message,
            repeats_head: shape == Shape::Head(Head::Ruby) && self.repeats_head(index),
        };
        FAMILIES.iter().find_map(|goes_on| goes_on(open.stage, &line)).or_else(|| self.by_shape(open, &line))
    }

    /// What holds for lines that no family knows.
    fn by_shape(&self, open: &Open, line: &Line<'_>) -> Option<Verdict> {
        // The record that announces a traceback (`logger.exception`) and the traceback are one event.
        let announces = open.event.kind == EventKind::Record && open.stage == Stage::Below && !line.after_blank;
        match line.shape {
            Shape::Blank | Shape::Continuation | Shape::Opening(Opening::PythonSentence) => Some(Verdict::Join),
            Shape::Detail => (open.event.kind == EventKind::Record).then_some(Verdict::Join),
            Shape::Head(Head::PythonTraceback) if self.pending.is_some() => {
                Some(Verdict::Linked(Joint::Pending, begin(line.shape, line.bytes).1))
            }
            Shape::Head(Head::PythonTraceback) if announces => Some(Verdict::Stage(begin(line.shape, line.bytes).1)),
            Shape::Head(Head::Elixir) | Shape::Opening(Opening::JvmException)
                if announces && !is_calm(self.stream.line_payload(open.event.head)) =>
            {
                Some(Verdict::Message(begin(line.shape, line.bytes).1))
            }
            _ => None,
        }
    }

    fn apply(&mut self, index: usize, shape: Shape, bytes: &[u8], verdict: Option<Verdict>) {
        let (begun_kind, begun_stage) = begin(shape, bytes);
        match (verdict, &mut self.open) {
            (Some(Verdict::Linked(joint, stage)), Some(_)) => {
                let kind = if begun_kind == EventKind::Plain { EventKind::Traceback } else { begun_kind };
                self.close(index);
                let link = self.link(joint, index);
                self.open = Some(Open {
                    event: Event { lines: index..index + 1, kind, head: index, link },
                    stage,
                    has_message: false,
                });
            }
            (Some(verdict), Some(open)) => {
                open.event.lines.end = index + 1;
                if matches!(begun_kind, EventKind::Traceback) && open.event.kind == EventKind::Record {
                    open.event.kind = EventKind::Traceback;
                }
                match verdict {
                    Verdict::Stage(stage) => open.stage = stage,
                    Verdict::Message(stage) => {
                        open.event.head = index;
                        open.has_message = true;
                        open.stage = stage;
                    }
                    Verdict::Member(column, stage) => {
                        let before = python::gutter(open.stage).unwrap_or(column);
                        open.stage = stage;
                        self.pending = Some(self.member(column, before));
                    }
                    Verdict::Join | Verdict::Linked(..) => {}
                }
            }
            _ => {
                self.close(index);
                let event = Event { lines: index..index + 1, kind: begun_kind, head: index, link: None };
                let has_message = match shape {
                    Shape::Npm => blocks::is_npm_message(bytes),
                    _ => compiler::is_linker_message(bytes),
                };
                self.keep_waiting_for(begun_stage, begun_kind);
                self.open = Some(Open { event, stage: begun_stage, has_message });
            }
        }
    }

    fn close(&mut self, index: usize) {
        let Some(open) = self.open.take() else { return };
        self.events.push(open.event);
        let may_go_on = matches!(
            open.stage,
            Stage::Jvm(jvm::Jvm::Message)
                | Stage::Python(python::Python::Message { .. })
                | Stage::Compiler(compiler::Compiler::Diagnostic)
                | Stage::Ruby
        );
        if may_go_on {
            self.waiting = Some(Waiting { event: self.events.len() - 1, stage: open.stage, from: index });
        }
    }

    /// Only lines that are nothing by themselves can be the rest of what waits.
    fn keep_waiting_for(&mut self, stage: Stage, kind: EventKind) {
        let is_context = stage == Stage::Compiler(compiler::Compiler::Context);
        let of_compiler = |waiting: &Waiting| matches!(waiting.stage, Stage::Compiler(_));
        self.waiting = self.waiting.filter(|waiting| {
            (stage == Stage::Below && kind == EventKind::Plain) || (is_context && of_compiler(waiting))
        });
    }

    /// True if the line tells that everything since the waiting event belongs to it.
    fn absorbs(&self, index: usize, shape: Shape, bytes: &[u8]) -> bool {
        let Some(waiting) = self.waiting else { return false };
        let since = index - waiting.from;
        if since == 0 || since > MESSAGE_LINES_MAX {
            return false;
        }
        match waiting.stage {
            Stage::Jvm(_) => shape == Shape::Continuation && jvm::is_frame(bytes),
            Stage::Python(_) => shape == Shape::Opening(Opening::PythonSentence),
            _ => {
                let in_context =
                    self.open.as_ref().is_some_and(|open| open.stage == Stage::Compiler(compiler::Compiler::Context));
                (since == 1 && compiler::is_mark(bytes))
                    || (in_context && shape == Shape::Opening(Opening::CompilerNote))
            }
        }
    }

    fn absorb(&mut self, index: usize, shape: Shape) {
        let Some(waiting) = self.waiting.take() else { return };
        self.events.truncate(waiting.event + 1);
        let Some(mut event) = self.events.pop() else { return };
        event.lines.end = index + 1;
        let stage = match waiting.stage {
            Stage::Jvm(_) => Stage::Jvm(jvm::Jvm::Frames),
            stage => stage,
        };
        let has_message = shape != Shape::Blank;
        self.open = Some(Open { event, stage, has_message });
    }

    fn link(&mut self, joint: Joint, index: usize) -> Option<Link> {
        match joint {
            Joint::Link(link) => Some(link),
            Joint::Pending => self.pending.take(),
            Joint::FirstMember => Some(Link::Member { rise: -Link::MEMBER_STEP }),
            Joint::NextMember { column } => {
                let rises = self.rises_until(index, |event, reader| {
                    matches!(event.link, Some(Link::Member { .. })) && reader.column(event) == column
                });
                Some(Link::Member { rise: -rises })
            }
            Joint::InnerException => {
                let rises = self.rises_until(index, |event, _| event.link.is_none());
                Some(Link::Member { rise: -1 - rises })
            }
        }
    }

    /// The sum of the links from the nearest event of the chain that `is_base` to the last one.
    fn rises_until(&self, index: usize, is_base: impl Fn(&Event, &Self) -> bool) -> i32 {
        let mut sum = 0;
        for event in self.chain(index) {
            if is_base(event, self) {
                break;
            }
            sum += event.link.map_or(0, Link::rise);
        }
        sum
    }

    /// The closed events of the chain that reaches down to line `index`, last one first; not those too far away.
    fn chain(&self, index: usize) -> impl Iterator<Item = &Event> {
        let near = self.stream.raw_start(index).saturating_sub(EVENT_BYTES_MAX);
        let mut goes_on = true;
        self.events.iter().rev().take(CHAIN_EVENTS_MAX).take_while(move |event| {
            let is_in = goes_on && self.stream.raw_start(event.lines.start) >= near;
            goes_on = event.link.is_some();
            is_in
        })
    }

    fn column(&self, event: &Event) -> usize {
        indent_of(self.stream.line_payload(event.head))
    }

    /// How the next event is tied to the open one if it is a member of a group, in this column; the open one begins in
    /// column `before`.
    fn member(&self, column: usize, before: usize) -> Link {
        let Some(open) = &self.open else { return Link::Member { rise: 0 } };
        let chained = std::iter::once(&open.event)
            .chain(self.chain(open.event.lines.start))
            .take_while(|event| event.link == Some(Link::FollowsFrom))
            .count();
        Link::Member { rise: python::member_rise(column, before, chained) }
    }

    /// True if the line says the same as the head of an event of the open chain.
    fn repeats_head(&self, index: usize) -> bool {
        let line = self.stream.line_payload(index);
        let open = self.open.iter().map(|open| &open.event);
        open.chain(self.chain(index)).any(|event| self.stream.line_payload(event.head) == line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Log;

    /// The first words of each event's lines, events separated by `/`, heads marked with `*`, links with `<`, `>` and `=`.
    fn outline(log: &str) -> String {
        let log = Log::read(log.as_bytes());
        let stream = &log.streams()[0];
        let mut out = Vec::new();
        for event in stream.events() {
            let mut lines: Vec<String> = Vec::new();
            for index in event.lines.clone() {
                let text = String::from_utf8_lossy(stream.line_payload(index)).trim().to_owned();
                let word = text.split([' ', ':', '(']).next().unwrap_or_default().to_owned();
                lines.push(if index == event.head { format!("*{word}") } else { word });
            }
            let mark = match event.link {
                Some(Link::FollowsFrom) => "<".to_owned(),
                Some(Link::Explains) => ">".to_owned(),
                Some(Link::Member { rise }) => format!("={rise} "),
                None => String::new(),
            };
            out.push(format!("{mark}{}", lines.join(" ")));
        }
        out.join(" / ")
    }

    #[test]
    fn tracebacks_and_their_chains_are_events() {
        let cases: &[(&str, &str)] = &[
            ("one\ntwo\n  more\nthree\n", "*one / *two more / *three"),
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 1\n    x()\nValueError: bad\nnext\n",
                "Traceback File x *ValueError / *next",
            ),
            (
                "Traceback (most recent call last):\n  File\nKeyError: 'a'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File\napp.Error: b\n[SQL: SELECT]\n",
                "Traceback File *KeyError  The  / <Traceback File *app.Error [SQL",
            ),
            (
                "2026-11-21 10:00:00 ERROR oops\n  in full\nTraceback (most recent call last):\n  File\nKeyError: 1\n2026-11-21 10:00:01 INFO on\n",
                "2026-11-21 in Traceback File *KeyError / *2026-11-21",
            ),
            (
                "Exception in thread \"main\" a.B: x\n\tat c.D(E.java:1)\nCaused by: e.F: y\n\t... 3 more\n",
                "*Exception at / >*Caused ...",
            ),
            (
                "panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/a.go:3\nexit status 2\nafter\n",
                "*panic  goroutine main.main /src/a.go exit / *after",
            ),
            ("thread 'main' panicked at src/a.rs:1:2:\nboom\nnote: run with\nnext\n", "thread *boom note / *next"),
            ("thread 'main' panicked at 'boom', src/a.rs:1:2\nnote: run with\nnext\n", "*thread note / *next"),
            (
                "/app/a.js:3\n    throw new Error('x')\n    ^\n\nError: x\n    at f (a.js:1:2)\n",
                "/app/a.js throw ^  *Error at",
            ),
        ];
        for (log, expected) in cases {
            assert_eq!(outline(log), *expected, "{log}");
        }
    }

    #[test]
    fn what_only_a_later_line_tells_is_put_together() {
        let cases: &[(&str, &str)] = &[
            // A message of several lines, as MyBatis has it.
            (
                "a.b.PersistenceException: no query\n### Error querying\n### The cause\n\tat a.b.C.d(C.java:1)\nCaused by: a.B: x\n",
                "*a.b.PersistenceException ### ### at / >*Caused",
            ),
            (
                "a.b.PersistenceException: no query\nsomething else\nmore\n",
                "*a.b.PersistenceException / *something / *more",
            ),
            // Notes of Python stand behind the exception.
            (
                "Traceback (most recent call last):\n  File\nKeyError: 1\na note\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File\nOSError: 2\n",
                "Traceback File *KeyError a  During  / <Traceback File *OSError",
            ),
            // clang and javac print the source as it is.
            ("a.c:1:2: error: x\nint main()\n ^~~\nnext\n", "*a.c int ^~~ / *next"),
            ("a.c:1:2: error: x\nint main()\nnext\n", "*a.c / *int / *next"),
            // A place that no source line follows.
            ("/app/a.js:3\nwords\nmore words\n", "*/app/a.js words / *more"),
        ];
        for (log, expected) in cases {
            assert_eq!(outline(log), *expected, "{log}");
        }
    }

    #[test]
    fn chains_are_told_from_repeats() {
        let cases: &[(&str, &str)] = &[
            // The same program failing twice is no chain.
            (
                "a.rb:1:in `f': no (KeyError)\n\tfrom a.rb:2:in `g'\na.rb:1:in `f': no (KeyError)\n\tfrom a.rb:2:in `g'\n",
                "*a.rb from / *a.rb from",
            ),
            // A cause says what it is the cause of by standing right below it.
            ("ERROR: x\n\nCaused by: a.B: y\n", "*ERROR  / *Caused"),
            (
                "Error: x\n\nCaused by:\n    0: y\n    1: z\n\nLocation:\n    src/a.rs:1\n",
                "*Error  / >Caused *0 / >*1  Location src/a.rs",
            ),
            // .NET lists the members of an aggregate behind the chain of the first.
            (
                "Unhandled exception. A: x\n ---> B: y\n ---> C: z\n   at d()\n ---> (Inner Exception #1) E: w\n   at f()\n",
                "*Unhandled / >*---> / >*---> at / =1 *---> at",
            ),
            // A group within a group.
            (
                "  + Exception Group Traceback (most recent call last):\n  |   File\n  | ExceptionGroup: a (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | Exception Group Traceback (most recent call last):\n    |   File\n    | ExceptionGroup: b (1 sub-exception)\n    +-+---------------- 1 ----------------\n      | ValueError: c\n      +------------------------------------\n    +---------------- 2 ----------------\n    | KeyError: d\n    +------------------------------------\n",
                "+ | *| +-+---------------- / =-64 | | *| +-+---------------- / =-64 *| +------------------------------------ +---------------- / =64 *| +------------------------------------",
            ),
        ];
        for (log, expected) in cases {
            assert_eq!(outline(log), *expected, "{log}");
        }
    }

    #[test]
    fn beyond_the_limit_every_line_stands_alone() {
        let mut log = String::from("2026-11-21 10:00:00 dump\n");
        while log.len() <= EVENT_BYTES_MAX {
            log.push_str("  indented\n");
        }
        let far = log.len();
        log.push_str("  alone\n  alone\n");
        let read = Log::read(log.as_bytes());
        let events = read.streams()[0].events();
        let alone = events.iter().filter(|event| read.streams()[0].raw_start(event.lines.start) >= far).count();
        assert_eq!(alone, 2);
    }

    #[test]
    fn a_stream_that_begins_far_behind_the_log_is_read_as_from_its_middle() {
        let mut log = String::new();
        while log.len() <= EVENT_BYTES_MAX {
            log.push_str("db-1  | 2026-11-21 10:00:00 on\n");
        }
        log.push_str("api-1  | word\napi-1  |   indented\n");
        let read = Log::read(log.as_bytes());
        let api = read.streams().iter().find(|stream| stream.name() == Some("api-1")).expect("a stream");
        assert_eq!(api.events().len(), 2);
    }
}
