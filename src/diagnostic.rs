//! Coded findings about knowledge: what is wrong, where, and how to mend it.
//!
//! A [`Diagnostic`] is plain data. It carries the source it speaks of, so that a front end can
//! underline the offending text without reading the file again. What each code means is written
//! once, in [`Code::explanation`]. Printing is left to the front ends (`cli::diagnostics`).

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; nothing has to be done.
    Note,
    /// The entry works, but not as well as it should.
    Warning,
    /// The entry, or a part of it, is not in force.
    Error,
}

impl Level {
    /// The word that front ends print.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// The source text of one file, shared by all diagnostics about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as the user should see it, with `/` between parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// A finding with its place, reason and repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub code: Code,
    /// How bad it is.
    pub level: Level,
    /// The file it is about; its text is empty where the file could not be read.
    pub source: Arc<SourceFile>,
    /// The offending bytes of the file (half-open); `None` where it is about the whole file.
    pub span: Option<Range<usize>>,
    /// What is wrong, one sentence without a full stop at its end.
    pub message: String,
    /// A few words beside the underlined text; may be empty.
    pub label: String,
    /// How to mend it, an imperative sentence; `None` only where nothing can be done.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at `code`'s own level.
    #[must_use]
    pub fn new(code: Code, source: &Arc<SourceFile>, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            level: code.level(),
            source: Arc::clone(source),
            span,
            message: message.into(),
            label: String::new(),
            help: None,
        }
    }

    /// The same with the words beside the underline.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a repair.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same at another level.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// 1-based line and column (in characters) of the place; 1, 1 for a whole file.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        let Some(span) = &self.span else { return (1, 1) };
        line_column(&self.source.text, span.start)
    }
}

/// 1-based line and column (in characters) of byte `offset` in `text`; clamped to its end.
#[must_use]
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
    (line, column)
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $level:ident;)+) => {
        /// The code of a diagnostic. Codes are stable: one is never used again for another thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The code as printed: `K` and three digits.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id,)+ }
            }

            /// The level that the rule has unless a finding says otherwise.
            #[must_use]
            pub fn level(self) -> Level {
                match self { $(Code::$variant => Level::$level,)+ }
            }

            /// A paragraph on what the rule finds, why that matters and how to mend it.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n",)+),)+ }
            }
        }
    };
}

codes! {
    /// The file could not be read, or it is larger than an entry may be. The other entries work.
    Unreadable = "K001", Error;
    /// The file is not UTF-8 text. Save it as UTF-8.
    NotUtf8 = "K002", Error;
    /// An entry begins with its front matter between two lines `+++`; this one does not, or the block is never closed.
    NoFrontMatter = "K003", Error;
    /// The front matter is not valid TOML. The text underlined is where reading stopped.
    BadToml = "K004", Error;
    /// A backslash in a "double-quoted" TOML string begins an escape. Put paths and regexes in single quotes or '''three of them''', where a backslash is a backslash.
    BackslashInString = "K005", Error;
    /// A single-quoted TOML string ends at the next single quote and knows no escape. Use '''three quotes''' where the text itself holds a quote.
    QuoteInString = "K006", Error;
    /// The front matter has a key that entries do not have, usually a typing error. It would have been ignored, so it is refused.
    UnknownKey = "K007", Error;
    /// A key that every entry needs is missing.
    MissingKey = "K008", Error;
    /// A value has the wrong type or is not one of the allowed words.
    BadValue = "K009", Error;
    /// The file name or a folder name cannot be part of an id. Ids are made of lower-case letters, digits and dashes: `area/slug`.
    BadId = "K010", Error;
    /// A fenced `log` block has an info string that cannot be read.
    BadExample = "K011", Error;
    /// A link in an entry names a file that is not an entry of the corpus.
    BrokenLink = "K012", Error;
    /// A relation (`related`, `supersedes`, `caused_by`, `masks`, `below`) names an id, area or tag that no entry has.
    UnknownId = "K013", Error;
    /// A section that this kind of entry needs is missing or empty.
    MissingSection = "K014", Warning;
    /// `part` names a heading that Cause, Fix and Verify do not have.
    UnknownPart = "K015", Error;
    /// A `text` signature cannot be read: a hole with an unknown type, two holes with nothing between them, or nothing but holes.
    BadText = "K016", Error;
    /// A `regex` signature does not compile or is too large.
    BadRegex = "K017", Error;
    /// A combination makes no sense: no member that must be there, a member with both `text` and `regex` or with neither, a `within` that cannot be read, a `resolved_by` that is the failure itself.
    BadCombination = "K018", Error;
    /// The signature holds no literal that the scan can look for, so that it is tried on every event. Add a few fixed words of the message.
    NoLiteral = "K019", Warning;
    /// The signature is short or made of common words. Alone it is never more than `possible`, and only on a short input. Add words of the message, or combine it with a second one by `[[signature.all]]`.
    WeakSignature = "K020", Note;
    /// Two entries have the same signature, so no log can tell them apart. Merge them, or let one supersede the other.
    DuplicateSignature = "K021", Warning;
    /// The relations go round in a circle, so that no entry of it can be the root.
    RelationCycle = "K022", Error;
    /// A `log` example is not matched by any signature of its entry.
    ExampleNotMatched = "K023", Error;
    /// A `log` example is matched, but another entry ranks above it. `supersedes` in this entry puts it above a more general one; `below=` in the example accepts the order.
    ExampleOutranked = "K024", Error;
    /// A capture of an example differs from what its info string says.
    ExampleCapture = "K025", Error;
    /// A counterexample is matched by the entry that it must not match.
    CounterexampleMatched = "K026", Error;
    /// An `ask` phrase does not find its entry among the first three.
    AskNotFound = "K027", Error;
    /// A fix holds a bare `<name>`: pasted into a shell it is a redirection. Write `{{name}}`; without a value kb shows it as a quoted placeholder.
    BareAngle = "K028", Warning;
    /// A `text` signature holds `...` or `<name>`, which no log prints. Write a hole: `{name}` or `{_:any}`.
    PlaceholderInText = "K029", Warning;
    /// The signature begins with an exception class. Classes change with versions and drivers; sign the message.
    ClassInSignature = "K030", Note;
    /// A `{{name}}` in the body is filled by nothing: no signature captures it, the pack has no such variable, and it is not built in. It is shown as written.
    UnknownPlaceholder = "K031", Note;
    /// A problem entry has a signature but no example, so nothing proves that it works.
    NoExample = "K032", Warning;
    /// Two files of one pack have the same id, or an `old_ids` value is an id in use.
    DuplicateId = "K033", Error;
    /// The same capture name stands in several signatures with different types, or a captured name is one that kb fills itself.
    CaptureConflict = "K034", Warning;
    /// `kb.toml` cannot be read. The pack is not in force.
    BadPack = "K035", Error;
    /// Something in a pack was passed over: a link that leads out of it, a special file, a folder nested too deep.
    SkippedPath = "K036", Warning;
    /// An example of a user's entry is answered by another pack's entry first. That is allowed; `supersedes` puts the own entry first.
    OutrankedByPack = "K037", Warning;
    /// The file that a `log file="…"` block names does not exist or lies outside the pack.
    ExampleFile = "K038", Error;
    /// An entry without signature and without `ask` can hardly be found.
    HardToFind = "K039", Warning;
    /// An example does not say where it was seen. Add `from="tool version"`, an address, or `from="guide"`.
    NoProvenance = "K040", Note;
    /// An example says `resolved`, but its log does not say that it recovered; or it recovers and the example does not say so. `resolved_by` of the signature decides.
    ExampleResolved = "K041", Error;
    /// No example of the entry matches this signature, so nothing proves that a tool prints it. Add a `log` block that it matches, or take it out. The same about an alternative (`any`) is a note.
    Unproven = "K042", Warning;
    /// The literals by which the scan finds the signature are so short or so common that it is tried again and again, which makes every log slower. Add words of the message that no healthy log has: how often the best of its literals is to be expected is estimated by the runs of three bytes in the logs of kb's own tests.
    SlowSignature = "K043", Warning;
    /// A pack has a `kb.seal`, so that kb does not look at its files, and they are no longer those that were sealed: what was added is not in force, and what was changed or removed is not shown. Seal it again with `kb build --seal FOLDER`, or remove `kb.seal` to have every change noticed.
    BrokenSeal = "K044", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
