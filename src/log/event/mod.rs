//! Events: one log record with its continuation lines, one traceback, one report of a compiler or a build tool; chains
//! of exceptions are linked events.
//!
//! The rule that makes events local (no cut of a log changes them): only lines that show *by
//! themselves* that something begins are anchors — a record head (timestamp, level), a traceback head, a
//! diagnostic's. What other lines are depends on the lines since the nearest anchor, and counts only while
//! that anchor lies at most [`EVENT_BYTES_MAX`] raw bytes back; beyond that each line stands alone.
//! The beginning of the log is an anchor.
//!
//! [`classify`] looks at one line; [`segment`] runs the small state machine over a stream. Each family of tools
//! (one file each) says what its heads look like and whether a line goes on what is open; lines that no
//! family knows go on when they are indented, and begin an event otherwise. What only a later line tells (a message of
//! several lines above its frames, a source line above its mark) is put together when that line comes.

mod beam;
mod blocks;
mod compiler;
mod dotnet;
mod go;
mod json;
mod jvm;
mod node;
mod php;
mod python;
mod reader;
mod record;
mod ruby;
mod rust;
mod shape;
mod words;

use std::ops::Range;

pub use json::{is_calm_record, is_whole_text};
pub use reader::segment;
pub use record::{is_boundary, is_record_head, starts_as_glog, starts_with_timestamp};
pub use shape::{Head, Opening, Shape, classify};
pub use words::{Level, ends_in, is_error_head, is_passed_test, is_wrapper_line, level_of, says_end};

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A line that is nothing known, with indented lines below it.
    Plain,
    /// A log record: begins with a timestamp or a level.
    Record,
    /// A traceback, with the record that announces it.
    Traceback,
    /// What a compiler, a linter or a build tool says of one failure.
    Report,
}

/// How an event is tied to the one before it in its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// This one was raised while the previous one was handled, or because of it (Python, PHP).
    FollowsFrom,
    /// This one is the cause of the previous one (`Caused by:` of Java, `[cause]:` of Node).
    Explains,
    /// This one is one of several that explain an event further up (exception groups). `rise`: how much farther from
    /// the root it is than the event before it.
    Member {
        /// Negative if it is nearer.
        rise: i32,
    },
}

impl Link {
    /// How much nearer to the root than their group its members are: more than any chain of a member is long.
    pub const MEMBER_STEP: i32 = 64;

    /// How much farther from the root this event is than the one before it.
    #[must_use]
    pub fn rise(self) -> i32 {
        match self {
            Link::FollowsFrom => 1,
            Link::Explains => -1,
            Link::Member { rise } => rise,
        }
    }
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Indices into the stream's lines (half-open, never empty).
    pub lines: Range<usize>,
    /// What it is.
    pub kind: EventKind,
    /// The line that says what went wrong: of a traceback the exception's, else the first.
    pub head: usize,
    /// How it is tied to the event before it.
    pub link: Option<Link>,
}

/// What a line is to an event in this stage; `None` if the family knows nothing of it.
type GoesOn = fn(Stage, &Line<'_>) -> Option<Verdict>;

/// Every family: tools whose reports look alike.
const FAMILIES: &[GoesOn] = &[
    python::goes_on,
    jvm::goes_on,
    node::goes_on,
    go::goes_on,
    rust::goes_on,
    dotnet::goes_on,
    ruby::goes_on,
    php::goes_on,
    beam::goes_on,
    compiler::goes_on,
    blocks::goes_on,
];

/// Where in a report the last line stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing particular: indented lines go on.
    Below,
    Python(python::Python),
    Jvm(jvm::Jvm),
    Node(node::Node),
    Go,
    Rust(rust::Rust),
    DotNet(dotnet::DotNet),
    Ruby,
    Beam(beam::Beam),
    Compiler(compiler::Compiler),
    Block(blocks::Block),
}

/// A line as a family sees it.
struct Line<'a> {
    bytes: &'a [u8],
    shape: Shape,
    after_blank: bool,
    /// The line that says what went wrong was seen already.
    has_message: bool,
    /// It says the same as the head of an event of the open chain.
    repeats_head: bool,
}

/// What a line is to the open event.
enum Verdict {
    /// Belongs to it.
    Join,
    /// Belongs to it and leads to another stage.
    Stage(Stage),
    /// Belongs to it and says what went wrong.
    Message(Stage),
    /// Belongs to it, and the next head is a member of the group, in this column.
    Member(usize, Stage),
    /// Begins an event that is tied to it.
    Linked(Joint, Stage),
}

/// How an event is tied to the open one, before it is known how far from the root that makes it.
#[derive(Clone, Copy)]
enum Joint {
    /// Just so.
    Link(Link),
    /// As the line before said.
    Pending,
    /// The first of a list of causes.
    FirstMember,
    /// One more in a list whose members begin in this column.
    NextMember { column: usize },
    /// One of the inner exceptions that .NET lists behind the chain of the first.
    InnerException,
}

/// The kind and the stage that an event has which begins with a line of this shape.
fn begin(shape: Shape, line: &[u8]) -> (EventKind, Stage) {
    let kind = match shape {
        Shape::Record | Shape::Detail => EventKind::Record,
        Shape::Head(Head::Compiler | Head::Sanitizer | Head::PipBox | Head::Box) | Shape::Npm => EventKind::Report,
        Shape::Opening(
            Opening::CompilerContext
            | Opening::CompilerNote
            | Opening::Linker
            | Opening::Wrapper
            | Opening::DockerfilePlace,
        ) => EventKind::Report,
        Shape::Head(_)
        | Shape::Opening(Opening::JvmException | Opening::PythonFile | Opening::NodePlace | Opening::NodeError) => {
            EventKind::Traceback
        }
        Shape::Opening(_) | Shape::Blank | Shape::Continuation | Shape::Plain => EventKind::Plain,
    };
    (kind, begin_stage(shape, line))
}

fn begin_stage(shape: Shape, line: &[u8]) -> Stage {
    match shape {
        Shape::Head(head @ (Head::PythonTraceback | Head::PythonFatal)) => python::begin(head, line),
        Shape::Opening(Opening::PythonFile) => Stage::Python(python::Python::Frames { gutter: 0 }),
        Shape::Head(Head::JavaThread | Head::CausedBy) | Shape::Opening(Opening::JvmException | Opening::WrappedBy) => {
            Stage::Jvm(jvm::Jvm::Message)
        }
        Shape::Head(Head::DotNet) => dotnet::begin(line),
        Shape::Head(Head::GoPanic) => Stage::Go,
        Shape::Head(Head::RustPanic) => rust::begin(line),
        Shape::Head(Head::Ruby) => Stage::Ruby,
        Shape::Head(Head::Elixir) => Stage::Beam(beam::Beam::Elixir),
        Shape::Head(Head::ErlangReport) => Stage::Beam(beam::Beam::Report),
        Shape::Opening(Opening::CauseList) => Stage::Rust(rust::Rust::FirstCause),
        Shape::Opening(opening @ Opening::NodePlace) => node::begin(opening),
        _ => match (compiler::begin(shape), blocks::begin(shape)) {
            (Some(stage), _) => Stage::Compiler(stage),
            (_, Some(stage)) => Stage::Block(stage),
            _ => Stage::Below,
        },
    }
}
