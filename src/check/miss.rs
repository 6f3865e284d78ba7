//! Why a signature does not match a log: which of its pieces are there, and what stands in place of the first
//! that is not.
//!
//! Costs as much as matching without a prefilter, so it is for one entry and a short log: a failed example, or a
//! user's question. It only explains; [`crate::matcher`] decides.

use std::fmt;

use crate::diagnose::CompiledEntry;
use crate::entry::Condition;
use crate::limits::READ_WINDOW_BYTES;
use crate::log::Log;
use crate::log::key_form::{self, key_of};
use crate::matcher::{Occurrence, Places, verify};
use crate::signature::shape::Shape;
use crate::signature::text::{TextPattern, holes};
use crate::signature::{Member, Pattern, Role, Signature};

use super::view::member_sources;
use super::words::quoted;

/// Key bytes that a beginning of a literal needs to be called found: shorter ones stand everywhere.
const FOUND_LEN_MIN: usize = 3;

/// Characters of the log that are shown behind the place where a literal stops.
const SHOWN_CHARS_MAX: usize = 40;

/// The signature that comes nearest to matching.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// Its position among the entry's signatures.
    pub signature: usize,
    /// The position of the member that fails, among [`Signature::members`].
    pub member: usize,
    /// The share of its literals that the log holds, 0 to 1.
    pub share: f64,
    /// Literals that the log holds, in order.
    pub found: Vec<String>,
    /// What it fails for.
    pub reason: Reason,
}

/// What a signature fails for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The log does not hold a literal.
    Literal {
        /// It.
        missing: String,
        /// The longest beginning of it that the log holds and what the log goes on with, if that says anything.
        stops: Option<(String, String)>,
    },
    /// The log holds a literal in another case only.
    Case {
        /// The literal as the signature has it.
        literal: String,
    },
    /// All literals are there, but not as whole words, in one record and in the order of the `text`.
    Text,
    /// All literals are there, but a part of the `text` does not fit.
    Hole {
        /// The beginning of the text that matches.
        reached: String,
        /// The part of the text that does not.
        wanted: String,
        /// What the log has in its place.
        goes_on: String,
    },
    /// All literals are there, but the `regex` around them does not match.
    Regex,
    /// A member of `none` is there as well.
    Forbidden {
        /// 1-based line of the log.
        line: usize,
    },
    /// Every member is there, but not often enough, not in order or not within the window.
    Apart,
}

/// The signature of `compiled` that comes nearest to matching `log`; `None` if there is none, or if one matches. Of a
/// log longer than one window the first window is looked at.
#[must_use]
pub fn nearest_miss(log: &[u8], compiled: &CompiledEntry) -> Option<Miss> {
    let log = Log::read(&log[..log.len().min(READ_WINDOW_BYTES)]);
    let mut nearest: Option<Miss> = None;
    for (position, signature) in compiled.working() {
        let miss = miss_of(&log, position, signature, &compiled.entry.signatures[position].condition)?;
        if nearest.as_ref().is_none_or(|known| miss.share > known.share) {
            nearest = Some(miss);
        }
    }
    nearest
}

/// Why one signature does not match; `None` if it does.
fn miss_of(log: &Log<'_>, position: usize, signature: &Signature, condition: &Condition) -> Option<Miss> {
    let everywhere = vec![Places::Everywhere; signature.members.len()];
    if !crate::matcher::match_signature(log, signature, &everywhere).is_empty() {
        return None;
    }
    let keys = Keys::of(log);
    let occurrences: Vec<Vec<Occurrence>> =
        signature.members.iter().map(|member| verify::occurrences(log, &member.pattern, &Places::Everywhere)).collect();
    let shares: Vec<f64> = signature
        .members
        .iter()
        .zip(&occurrences)
        .map(|(member, there)| if there.is_empty() { keys.share(member.pattern.shape()) } else { 1.0 })
        .collect();
    let mut miss = Miss {
        signature: position,
        member: 0,
        share: share_of_all(&signature.members, &shares),
        found: Vec::new(),
        reason: Reason::Apart,
    };
    if let Some(failing) = failing_member(&signature.members, &occurrences, &shares) {
        let source = &member_sources(condition)[failing].pattern;
        miss.member = failing;
        let pattern = &signature.members[failing].pattern;
        let pieces = keys.pieces(pattern.shape());
        miss.found = pieces.iter().filter(|piece| piece.is_found).map(|piece| piece.text.clone()).collect();
        miss.reason = keys.reason(log, pattern, &source.value, source.ignore_case, &pieces);
    } else if let Some((member, occurrence)) = forbidden(&signature.members, &occurrences) {
        miss.member = member;
        let stream = &log.streams()[occurrence.stream];
        miss.reason = Reason::Forbidden { line: log.locate(stream, occurrence.span.start).line };
    }
    Some(miss)
}

/// The mean over what must be there; of `any` members the best.
fn share_of_all(members: &[Member], shares: &[f64]) -> f64 {
    let of = |wanted: fn(Role) -> bool| members.iter().zip(shares).filter(move |(member, _)| wanted(member.role));
    let required = of(|role| matches!(role, Role::All | Role::Sequence)).map(|(_, share)| *share);
    let any = of(|role| role == Role::Any).map(|(_, share)| *share).reduce(f64::max);
    let all: Vec<f64> = required.chain(any).collect();
    if all.is_empty() { 0.0 } else { all.iter().sum::<f64>() / all.len() as f64 }
}

/// The first member that must be there and is not; of `any` members, if none is there, the nearest.
fn failing_member(members: &[Member], occurrences: &[Vec<Occurrence>], shares: &[f64]) -> Option<usize> {
    let missing = |index: &usize| occurrences[*index].is_empty();
    let with = |wanted: fn(Role) -> bool| (0..members.len()).filter(move |index| wanted(members[*index].role));
    let required = with(|role| matches!(role, Role::All | Role::Sequence)).find(missing);
    required.or_else(|| {
        let any: Vec<usize> = with(|role| role == Role::Any).collect();
        let none_is_there = any.iter().all(missing);
        let nearest = any.into_iter().reduce(|best, next| if shares[next] > shares[best] { next } else { best });
        nearest.filter(|_| none_is_there)
    })
}

fn forbidden<'o>(members: &[Member], occurrences: &'o [Vec<Occurrence>]) -> Option<(usize, &'o Occurrence)> {
    let none = (0..members.len()).filter(|index| members[*index].role == Role::None);
    none.filter_map(|index| Some((index, occurrences[index].first()?))).next()
}

/// A literal of a pattern.
struct Piece {
    text: String,
    is_found: bool,
    /// The share of it that is found, from its beginning on: 0 to 1.
    share: f64,
}

/// What literals are looked for in.
struct Keys<'l, 'a> {
    log: &'l Log<'a>,
    /// Each stream without white space, as it is written.
    squeezed: Vec<Vec<u8>>,
}

impl<'l, 'a> Keys<'l, 'a> {
    fn of(log: &'l Log<'a>) -> Self {
        let squeezed = log.streams().iter().map(|stream| key_form::squeezed(stream.payload())).collect();
        Keys { log, squeezed }
    }

    /// Where `key` stands: the stream and the key offset.
    fn find(&self, key: &[u8]) -> Option<(usize, usize)> {
        let keys = self.log.streams().iter().map(|stream| stream.key_form().bytes());
        keys.enumerate().find_map(|(index, stream)| Some((index, memchr::memmem::find(stream, key)?)))
    }

    /// The literals of `shape` in order; of alternatives those of the one that is found best.
    fn pieces(&self, shape: &Shape) -> Vec<Piece> {
        match shape {
            Shape::Literal(text) if text.trim().is_empty() => Vec::new(),
            Shape::Literal(text) => {
                let is_found = self.find(&key_of(text)).is_some();
                let beginning = || self.stops(text).map_or(0, |(beginning, _)| beginning.len());
                let share = if is_found { 1.0 } else { beginning() as f64 / text.len() as f64 };
                vec![Piece { text: text.clone(), is_found, share }]
            }
            Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => Vec::new(),
            Shape::Concat(parts) => parts.iter().flat_map(|part| self.pieces(part)).collect(),
            Shape::Either(branches) => {
                let all = branches.iter().map(|branch| self.pieces(branch));
                let better = |best: Vec<Piece>, next: Vec<Piece>| if share(&next) > share(&best) { next } else { best };
                all.reduce(better).unwrap_or_default()
            }
        }
    }

    fn share(&self, shape: &Shape) -> f64 {
        share(&self.pieces(shape))
    }

    fn reason(&self, log: &Log<'_>, pattern: &Pattern, value: &str, ignore_case: bool, pieces: &[Piece]) -> Reason {
        if let Some(missing) = pieces.iter().find(|piece| !piece.is_found) {
            return Reason::Literal { missing: missing.text.clone(), stops: self.stops(&missing.text) };
        }
        let in_case = |piece: &&Piece| {
            let wanted = key_form::squeezed(piece.text.as_bytes());
            self.squeezed.iter().any(|stream| memchr::memmem::find(stream, &wanted).is_some())
        };
        match pieces.iter().find(|piece| !in_case(piece)) {
            // A regex says with `(?i)` what case means in which of its parts.
            Some(piece) if !ignore_case && !value.contains("(?") => Reason::Case { literal: piece.text.clone() },
            _ => match pattern {
                Pattern::Text(_) => reached(log, value, ignore_case).unwrap_or(Reason::Text),
                Pattern::Regex(_) => Reason::Regex,
            },
        }
    }

    /// The longest beginning of `literal` in whole words that the log holds, and what the log goes on with.
    fn stops(&self, literal: &str) -> Option<(String, String)> {
        let is_word = |c: char| c.is_alphanumeric();
        let ends: Vec<usize> = literal
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| !(literal[..*at].ends_with(is_word) && literal[*at..].starts_with(is_word)))
            .collect();
        let key = |end: usize| key_of(&literal[..end]);
        // A beginning of a found beginning is found, so the ends can be halved.
        let found_count = ends.partition_point(|end| self.find(&key(*end)).is_some());
        let end = *ends.get(found_count.checked_sub(1)?)?;
        let beginning = key(end);
        if beginning.len() < FOUND_LEN_MIN {
            return None;
        }
        let (index, at) = self.find(&beginning)?;
        let stream = &self.log.streams()[index];
        // The last byte of the beginning is one of the payload's as well; what follows it may begin with a blank.
        let last = stream.key_form().payload_offset(stream.payload(), at + beginning.len() - 1);
        Some((literal[..end].trim().to_owned(), line_behind(stream.payload(), last + 1)))
    }
}

/// The share of the characters that are found.
fn share(pieces: &[Piece]) -> f64 {
    let chars = |piece: &Piece| piece.text.chars().count() as f64;
    let all: f64 = pieces.iter().map(chars).sum();
    let found: f64 = pieces.iter().map(|piece| chars(piece) * piece.share).sum();
    if all > 0.0 { found / all } else { 0.0 }
}

/// What stands behind byte `at` of `payload` up to the end of the line.
fn line_behind(payload: &[u8], at: usize) -> String {
    let line = payload[at..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let text = String::from_utf8_lossy(&line[..line.len().min(4 * SHOWN_CHARS_MAX)]).into_owned();
    text.trim().chars().take(SHOWN_CHARS_MAX).collect::<String>().trim_end().to_owned()
}

/// How far a text matches, if up to one of its holes at least.
fn reached(log: &Log<'_>, text: &str, ignore_case: bool) -> Option<Reason> {
    let cuts: Vec<usize> = holes(text)
        .into_iter()
        .map(|hole| hole.span.start)
        // A beginning that ends in a word would match whole words only.
        .filter(|start| !text[..*start].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .collect();
    let found = cuts.iter().enumerate().rev().find_map(|(index, cut)| {
        let beginning = TextPattern::parse(&text[..*cut], ignore_case).ok()?;
        Some((index, first_match(log, &beginning)?))
    });
    let (index, goes_on) = found?;
    let wanted = cuts[index]..cuts.get(index + 1).copied().unwrap_or(text.len());
    Some(Reason::Hole { reached: text[..cuts[index]].to_owned(), wanted: text[wanted].to_owned(), goes_on })
}

/// What the log goes on with behind the first match of `pattern`.
fn first_match(log: &Log<'_>, pattern: &TextPattern) -> Option<String> {
    log.streams().iter().find_map(|stream| {
        let payload = stream.payload();
        let mut at = 0;
        loop {
            let start = pattern.next_start(payload, at, payload.len())?;
            match pattern.match_at(payload, start, payload.len(), &|_| false) {
                Some(found) => return Some(line_behind(payload, found.span.end)),
                None => at = start + 1,
            }
        }
    })
}

impl fmt::Display for Reason {
    /// A clause that goes on behind "the log", without a full stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Literal { missing, stops: None } => write!(f, "does not hold {}", quoted(missing)),
            Reason::Literal { missing, stops: Some((beginning, goes_on)) } if goes_on.is_empty() => {
                write!(f, "holds {} only up to {}, where its line ends", quoted(missing), quoted(beginning))
            }
            Reason::Literal { missing, stops: Some((beginning, goes_on)) } => {
                let goes_on = quoted(goes_on);
                write!(f, "holds {} only up to {} and goes on with {goes_on}", quoted(missing), quoted(beginning))
            }
            Reason::Case { literal } => write!(f, "holds {} in another case only", quoted(literal)),
            Reason::Text => write!(f, "holds its words, but not as whole words, in one record and in this order"),
            Reason::Hole { reached, wanted, goes_on } => {
                let goes_on =
                    if goes_on.is_empty() { "ends the line".to_owned() } else { format!("has {}", quoted(goes_on)) };
                write!(f, "holds {} and then {goes_on} where {} is wanted", quoted(reached), quoted(wanted))
            }
            Reason::Regex => write!(f, "holds its fixed words, but not what the regex wants around them"),
            Reason::Forbidden { line } => write!(f, "holds on line {line} what `none` excludes"),
            Reason::Apart => write!(f, "holds its parts, but not in the order, number and distance that it asks for"),
        }
    }
}

impl Reason {
    /// How to mend it, an imperative sentence.
    #[must_use]
    pub fn repair(&self) -> &'static str {
        match self {
            Reason::Literal { .. } => "correct the words, or write a hole for what differs from log to log",
            Reason::Case { .. } => "correct the case, or add `ignore_case = true` to the signature",
            Reason::Text => "sign words that stand in one record, and whole ones",
            Reason::Hole { .. } => {
                "correct the hole's type (`word`, `int`, `line`, `any`) and the blanks beside it, or the example"
            }
            Reason::Regex => "correct the regex or the example; `.` stops at line ends",
            Reason::Forbidden { .. } => "narrow the member of `none` down, or take the line out of the example",
            Reason::Apart => "widen `within`, lower `count`, or use `all` where the order varies",
        }
    }
}
