//! What a signature means: patterns, combinations, how much they narrow things down, and the table.
//!
//! An entry's [`SignatureSource`](crate::entry::SignatureSource) is text with places;
//! [`compile`] checks it and yields a [`Signature`]: [`Pattern`]s with their [`Role`]s and a window.
//! For each pattern the table keeps *required literals*: any match contains one of them in key form.
//! They are necessary, not sufficient; [`crate::matcher`] verifies.
//!
//! Files: [`text`] (literals with typed holes), [`regex`] (the only place that compiles a
//! regex), [`shape`] (what a pattern certainly contains), [`needles`] (the same as a cheap test), [`strength`], [`compile`], [`table`].

pub mod compile;
pub mod needles;
pub mod regex;
pub mod shape;
pub mod strength;
pub mod table;
pub mod text;

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::log::key_form::KeyForm;

pub use compile::compile;
pub use strength::Strength;
pub use text::TextPattern;

/// A signature that is ready to be matched.
#[derive(Debug)]
pub struct Signature {
    /// Stable while the signature's text is: `s-` and hexadecimal digits.
    pub key: SignatureKey,
    /// The H3 part of the entry that it is about.
    pub part: Option<String>,
    /// Its patterns; the order is that of the file: all, any, none, sequence. Last comes what says that it recovered.
    pub members: Vec<Member>,
    /// Where the members have to stand to each other.
    pub window: Window,
    /// See [`Signature::strength`], made when first asked for: the table needs none.
    strength: OnceLock<Strength>,
}

impl Signature {
    /// How much it narrows things down, whatever matches.
    #[must_use]
    pub fn strength(&self) -> Strength {
        *self.strength.get_or_init(|| strength::of_members(&self.members))
    }

    /// True if a match is one occurrence of one pattern.
    #[must_use]
    pub fn is_single(&self) -> bool {
        let mut condition = self.members.iter().filter(|member| member.role != Role::Recovery);
        matches!((condition.next(), condition.next()), (Some(only), None) if only.count == 1 && only.role != Role::None)
    }

    /// True if its matches differ in how much they narrow things down.
    #[must_use]
    pub fn strength_varies(&self) -> bool {
        let varies = |member: &Member| member.role == Role::Any || member.pattern.shape().has_alternatives();
        self.members.iter().filter(|member| member.role.is_evidence()).any(varies)
    }

    /// How much a match narrows things down: `parts` are the members that stand in it, with the bytes that each matched.
    /// Never less than [`strength`](Self::strength()).
    #[must_use]
    pub fn strength_of<'p>(&self, parts: impl Iterator<Item = (usize, &'p [u8])>) -> Strength {
        let mut of_members = vec![None; self.members.len()];
        for (member, bytes) in parts {
            let found = strength::of_match(self.members[member].pattern.shape(), KeyForm::of(bytes).bytes());
            of_members[member] = Some(of_members[member].map_or(found, |known: Strength| known.or(found)));
        }
        of_members.into_iter().flatten().fold(Strength(0.0), Strength::and)
    }

    /// The position of the member that says that it recovered.
    #[must_use]
    pub fn recovery(&self) -> Option<usize> {
        self.members.iter().position(|member| member.role == Role::Recovery)
    }

    /// Names that both a match and a recovery capture: only with equal values the one is about the other.
    #[must_use]
    pub fn recovery_names(&self) -> Vec<&str> {
        let Some(recovery) = self.recovery() else { return Vec::new() };
        let known = self.capture_names();
        self.members[recovery].pattern.capture_names().into_iter().filter(|name| known.contains(name)).collect()
    }

    /// Names that its holes or groups capture, in order, each once.
    #[must_use]
    pub fn capture_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for member in self.members.iter().filter(|member| member.role.is_evidence()) {
            for name in member.pattern.capture_names() {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// A signature's name in reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SignatureKey(pub String);

impl fmt::Display for SignatureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One pattern of a signature.
#[derive(Debug)]
pub struct Member {
    /// What it is for.
    pub role: Role,
    /// What to look for.
    pub pattern: Pattern,
    /// How many occurrences it takes within the window; at least 1.
    pub count: usize,
}

/// What a member is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Must be there.
    All,
    /// At least one of these must be there.
    Any,
    /// Must not be there.
    None,
    /// Must be there, behind the member of this role before it.
    Sequence,
    /// Says that it recovered (`resolved_by`): no part of the condition.
    Recovery,
}

impl Role {
    /// True for members that a match is made of.
    #[must_use]
    pub fn is_evidence(self) -> bool {
        matches!(self, Role::All | Role::Any | Role::Sequence)
    }
}

/// Where the members of a signature have to stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// In one event.
    Event,
    /// Within this many lines.
    Lines {
        /// From the first member's first line on, itself included.
        count: usize,
        /// True: lines of the input, over all streams; else lines of one stream.
        across: bool,
    },
    /// Within this much time of the part that stands first, by the stamps in the log.
    Time {
        /// Microseconds; at most [`WINDOW_MICROS_MAX`](crate::limits::WINDOW_MICROS_MAX).
        micros: i64,
        /// True: over all streams; else within one stream.
        across: bool,
    },
}

impl Window {
    /// True if parts may stand in different streams.
    #[must_use]
    pub fn is_across(self) -> bool {
        matches!(self, Window::Lines { across: true, .. } | Window::Time { across: true, .. })
    }
}

/// A pattern that is ready to be matched.
#[derive(Debug)]
pub enum Pattern {
    /// Literals with typed holes; searched in the stream.
    Text(TextPattern),
    /// A regular expression; searched in each event.
    Regex(regex::RegexPattern),
}

impl Pattern {
    /// Names that it captures, in order.
    #[must_use]
    pub fn capture_names(&self) -> Vec<&str> {
        match self {
            Pattern::Text(text) => text.capture_names().iter().map(String::as_str).collect(),
            Pattern::Regex(regex) => regex.capture_names().iter().map(String::as_str).collect(),
        }
    }

    /// What it certainly contains.
    #[must_use]
    pub fn shape(&self) -> &shape::Shape {
        match self {
            Pattern::Text(text) => text.shape(),
            Pattern::Regex(regex) => regex.shape(),
        }
    }
}
