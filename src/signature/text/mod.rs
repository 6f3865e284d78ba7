//! `text` signatures: literals with typed holes, white space that does not matter, word boundaries.
//!
//! `listen {proto} {addr}:{port:int}: bind: address already in use`
//!
//! - Between literal characters white space is optional, line ends included: tools wrap messages at
//!   any column and disagree on one blank or two.
//! - A literal that begins or ends with a letter, digit or `_` does not match inside a longer word,
//!   except where a hole stands directly against it.
//! - A blank beside a hole needs white space there.
//! - Holes: `{name}` and `{name:word}` (no white space), `{name:int}`, `{name:line}` (rest of the line),
//!   `{name:any}` (up to the next literal); `{_}` captures nothing; `\{name}` is literal. Any other brace is itself.
//! - A hard wrap inside a value is dropped from it.
//!
//! [`TextPattern::parse`] checks and compiles; [`TextPattern::match_at`] decides one position.
//! The search for positions is left to [`crate::matcher`]. How a text is read stands in `parse`.

mod parse;

pub use parse::holes;

use std::collections::HashSet;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

use super::needles::{Haystack, Needles};
use super::shape::Shape;
use crate::limits::{ANY_CHARS_MAX, LINE_CHARS_MAX, TEXT_STEPS_MAX, WORD_CHARS_MAX};
use crate::log::key_form::{is_space, straight};

/// A `text` signature that is ready to be matched.
#[derive(Debug)]
pub struct TextPattern {
    elements: Vec<Element>,
    names: Vec<String>,
    ignore_case: bool,
    /// Some name stands in two holes, so that a failure at a position depends on the captures before it.
    repeats_name: bool,
    shape: Shape,
    needles: OnceLock<Needles>,
}

#[derive(Debug, PartialEq, Eq)]
enum Element {
    Literal {
        chars: Vec<char>,
        /// The same with its blanks, for strength.
        words: String,
        /// The character before it must not be part of a word.
        boundary_before: bool,
        /// The character behind it must not be part of a word.
        boundary_after: bool,
    },
    /// At least one white space.
    Space,
    Hole {
        /// Index into `names`; `None` captures nothing.
        name: Option<usize>,
        kind: HoleKind,
    },
}

/// The type of a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoleKind {
    /// 1 to 200 characters without white space.
    Word,
    /// Digits.
    Int,
    /// The rest of the line.
    Line,
    /// Anything up to the next literal, at most 256 characters.
    Any,
}

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadText {
    /// The offending bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// A match of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMatch {
    /// Where it stands in the haystack (half-open).
    pub span: Range<usize>,
    /// Per captured name, in the order of [`TextPattern::capture_names`], the bytes of its value. Line
    /// ends inside are hard wraps.
    pub captures: Vec<Range<usize>>,
}

impl TextPattern {
    /// Reads a text.
    ///
    /// # Errors
    /// [`BadText`] for a hole of an unknown type, two holes with nothing between them, and a text
    /// without any literal.
    pub fn parse(text: &str, ignore_case: bool) -> Result<Self, BadText> {
        parse::parse(text, ignore_case)
    }

    /// The names it captures, in order, each once.
    #[must_use]
    pub fn capture_names(&self) -> &[String] {
        &self.names
    }

    /// What every match certainly contains.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// False if no match lies in a text of which this is the key form.
    #[must_use]
    pub fn may_stand_in<K: Deref<Target = [u8]>>(&self, text: &Haystack<K>) -> bool {
        self.needles.get_or_init(|| Needles::of(&self.shape)).may_stand_in(text)
    }

    /// The next place in `at..end` where a match could begin.
    #[must_use]
    pub fn next_start(&self, haystack: &[u8], at: usize, end: usize) -> Option<usize> {
        match self.elements.first()? {
            Element::Literal { chars, .. } => {
                self.next_char(haystack.get(at..end)?, *chars.first()?).map(|found| at + found)
            }
            Element::Hole { kind, .. } => (at..end).find(|at| value_begins(haystack, *at, *kind)),
            Element::Space => None,
        }
    }

    /// The first byte of `haystack` that `first` may stand at.
    fn next_char(&self, haystack: &[u8], first: char) -> Option<usize> {
        let mut buffer = [0; 4];
        let byte = first.encode_utf8(&mut buffer).as_bytes()[0];
        match first {
            // Curly quotes are straight ones.
            '\'' | '"' => memchr::memchr2(byte, 0xE2, haystack),
            // The Kelvin sign is a `k`.
            'k' if self.ignore_case => memchr::memchr3(b'k', b'K', 0xE2, haystack),
            _ if self.ignore_case && first.is_ascii() => {
                memchr::memchr2(byte.to_ascii_lowercase(), byte.to_ascii_uppercase(), haystack)
            }
            _ if self.ignore_case => haystack.iter().position(|byte| !byte.is_ascii()),
            _ => memchr::memchr(byte, haystack),
        }
    }

    /// The match that begins at `at` and ends at or before `end`, if there is one. `end` is where the
    /// haystack stops for this match; the byte behind it still counts as a neighbor.
    ///
    /// `is_cut` tells of a line end (its offset) whether a terminal cut the line there: then the value of a
    /// last hole goes on behind it.
    ///
    /// Holes are lazy, so the first way of matching is the one with the shortest values. Costs at
    /// most [`TEXT_STEPS_MAX`] steps.
    #[must_use]
    pub fn match_at(
        &self,
        haystack: &[u8],
        at: usize,
        end: usize,
        is_cut: &dyn Fn(usize) -> bool,
    ) -> Option<TextMatch> {
        let mut run = Run {
            pattern: self,
            haystack,
            end,
            is_cut,
            captures: vec![None; self.names.len()],
            failed: HashSet::new(),
            steps: 0,
        };
        let end = run.go(0, at)?;
        let captures = run.captures.into_iter().map(|capture| capture.unwrap_or(at..at)).collect();
        Some(TextMatch { span: at..end, captures })
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn lower(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => character,
    }
}

/// The character at `at` and its length; `None` at the end and for a byte that is part of none.
fn char_at(haystack: &[u8], at: usize) -> Option<(char, usize)> {
    let first = *haystack.get(at)?;
    let len = match first {
        0x00..=0x7f => return Some((char::from(first), 1)),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let character = std::str::from_utf8(haystack.get(at..at + len)?).ok()?.chars().next()?;
    Some((character, len))
}

/// The character that ends just before `at`.
fn char_before(haystack: &[u8], at: usize) -> Option<char> {
    (1..=4.min(at)).find_map(|len| match char_at(haystack, at - len) {
        Some((character, found)) if found == len => Some(character),
        _ => None,
    })
}

/// True if the value of a first hole may begin at `at`: where the last one of a text would have ended.
fn value_begins(haystack: &[u8], at: usize, kind: HoleKind) -> bool {
    let Some((character, _)) = char_at(haystack, at) else { return false };
    let before = char_before(haystack, at);
    match kind {
        HoleKind::Word => {
            let opens =
                |c: char| is_space(c) || matches!(c, '\'' | '"' | '`' | ',' | ';' | '(' | '[' | '{' | '<' | '=' | '|');
            !is_space(character) && before.is_none_or(|before| opens(straight(before)))
        }
        HoleKind::Int => character.is_ascii_digit() && before.is_none_or(|before| !is_word(before)),
        HoleKind::Line | HoleKind::Any => !is_space(character) && before.is_none_or(|before| before == '\n'),
    }
}

/// One attempt at one position.
struct Run<'a> {
    pattern: &'a TextPattern,
    haystack: &'a [u8],
    end: usize,
    is_cut: &'a dyn Fn(usize) -> bool,
    captures: Vec<Option<Range<usize>>>,
    /// (element, position) pairs that are known to lead nowhere.
    failed: HashSet<(usize, usize)>,
    steps: usize,
}

impl Run<'_> {
    /// Matches the elements from `index` on at `at`; returns the end of the match.
    fn go(&mut self, index: usize, at: usize) -> Option<usize> {
        let Some(element) = self.pattern.elements.get(index) else { return Some(at) };
        self.steps += 1;
        if self.steps > TEXT_STEPS_MAX || self.failed.contains(&(index, at)) {
            return None;
        }
        // What does not stand there at all is as soon looked at again as looked up.
        let found = match element {
            Element::Literal { chars, boundary_before, boundary_after, .. } => {
                let next = self.literal(chars, *boundary_before, *boundary_after, at)?;
                self.go(index + 1, next)
            }
            Element::Space => {
                let next = self.space(at)?;
                self.go(index + 1, next)
            }
            Element::Hole { name, kind } => self.hole(index, *name, *kind, at),
        };
        // The first one is tried at one place only.
        if found.is_none() && index > 0 && !self.pattern.repeats_name {
            self.failed.insert((index, at));
        }
        found
    }

    fn literal(&self, chars: &[char], boundary_before: bool, boundary_after: bool, at: usize) -> Option<usize> {
        if boundary_before && char_before(self.haystack, at).is_some_and(is_word) {
            return None;
        }
        let mut at = at;
        for (index, wanted) in chars.iter().enumerate() {
            let (mut character, mut len) = char_at(self.haystack, at)?;
            while index > 0 && is_space(character) {
                at += len;
                (character, len) = char_at(self.haystack, at)?;
            }
            if at + len > self.end || !self.equal(*wanted, character) {
                return None;
            }
            at += len;
        }
        let cut_word = boundary_after && char_at(self.haystack, at).is_some_and(|(next, _)| is_word(next));
        (!cut_word).then_some(at)
    }

    fn equal(&self, wanted: char, character: char) -> bool {
        let character = straight(character);
        wanted == character || (self.pattern.ignore_case && wanted == lower(character))
    }

    fn space(&self, at: usize) -> Option<usize> {
        let mut next = at;
        while let Some((character, len)) = char_at(self.haystack, next) {
            if !is_space(character) || next + len > self.end {
                break;
            }
            next += len;
        }
        (next > at).then_some(next)
    }

    fn hole(&mut self, index: usize, name: Option<usize>, kind: HoleKind, at: usize) -> Option<usize> {
        if index + 1 == self.pattern.elements.len() {
            let end = self.last_value_end(kind, at)?;
            return self.capture(name, at..end).then_some(end);
        }
        let mut end = at;
        let mut chars = 0;
        let chars_max = kind.chars_max();
        while chars < chars_max {
            let Some((character, len)) = self.value_char(kind, end) else { break };
            end += len;
            if character == '\n' {
                // A hard wrap: not part of the value, and no value ends in the middle of one. A value that begins the
                // text has nothing before it that tells where it begins, so the line must have been cut.
                if index == 0 && !(self.is_cut)(end - len) {
                    break;
                }
                continue;
            }
            chars += 1;
            let stays = kind == HoleKind::Int && self.value_char(kind, end).is_some_and(|(next, _)| next != '\n');
            if stays {
                continue;
            }
            let before = name.and_then(|name| self.captures[name].clone());
            if self.capture(name, at..end) {
                if let Some(found) = self.behind_value(index + 1, end) {
                    return Some(found);
                }
                if let Some(name) = name {
                    self.captures[name] = before;
                }
            }
        }
        None
    }

    /// Goes on behind a value; a hard wrap may stand directly behind it.
    fn behind_value(&mut self, index: usize, at: usize) -> Option<usize> {
        self.go(index, at).or_else(|| {
            let wrapped =
                self.haystack.get(at) == Some(&b'\n') && !matches!(self.pattern.elements[index], Element::Space);
            if wrapped { self.go(index, at + 1) } else { None }
        })
    }

    /// The next character that a value of `kind` may hold.
    fn value_char(&self, kind: HoleKind, at: usize) -> Option<(char, usize)> {
        if at >= self.end {
            return None;
        }
        // A byte that is part of no character may still be part of a value, as a file name's.
        let (character, len) = char_at(self.haystack, at).unwrap_or((char::REPLACEMENT_CHARACTER, 1));
        let fits = match kind {
            HoleKind::Word => !is_space(character) || character == '\n',
            HoleKind::Int => character.is_ascii_digit() || character == '\n',
            HoleKind::Line => character != '\n',
            HoleKind::Any => true,
        };
        (fits && at + len <= self.end).then_some((character, len))
    }

    /// Sets a capture, or compares it with the value that the same name has.
    fn capture(&mut self, name: Option<usize>, span: Range<usize>) -> bool {
        let Some(name) = name else { return true };
        if let Some(before) = &self.captures[name] {
            return value_of(self.haystack, before.clone()) == value_of(self.haystack, span);
        }
        self.captures[name] = Some(span);
        true
    }

    /// Where the value of a last hole ends: at a blank, quote, `,`, `;` or line end; `line` and `any`
    /// run to the line's end.
    fn last_value_end(&self, kind: HoleKind, at: usize) -> Option<usize> {
        let mut end = at;
        let mut chars = 0;
        while chars < kind.chars_max() {
            let Some((character, len)) = self.value_char(kind, end) else { break };
            let ends = match kind {
                HoleKind::Word => matches!(straight(character), '\'' | '"' | '`' | ',' | ';'),
                HoleKind::Int | HoleKind::Line | HoleKind::Any => false,
            };
            if ends || (character == '\n' && !self.value_goes_on(kind, end)) {
                break;
            }
            end += len;
            chars += 1;
        }
        while end > at && self.haystack[end - 1].is_ascii_whitespace() {
            end -= 1;
        }
        (end > at).then_some(end)
    }

    /// True if the value before the line end at `at` goes on behind it: the line was cut there, or a number
    /// stands on both sides.
    fn value_goes_on(&self, kind: HoleKind, at: usize) -> bool {
        let next = self.haystack.get(at + 1);
        match kind {
            HoleKind::Int => next.is_some_and(u8::is_ascii_digit),
            _ => next.is_some_and(|next| !next.is_ascii_whitespace()) && (self.is_cut)(at),
        }
    }
}

impl HoleKind {
    /// The word behind the colon.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            HoleKind::Word => "word",
            HoleKind::Int => "int",
            HoleKind::Line => "line",
            HoleKind::Any => "any",
        }
    }

    fn chars_max(self) -> usize {
        match self {
            HoleKind::Word => WORD_CHARS_MAX,
            // Longer numbers than a 64-bit one are not numbers.
            HoleKind::Int => 20,
            HoleKind::Line => LINE_CHARS_MAX,
            HoleKind::Any => ANY_CHARS_MAX,
        }
    }
}

/// The value of a captured span: its text without hard wraps and without blanks at its ends.
#[must_use]
pub fn value_of(haystack: &[u8], span: Range<usize>) -> String {
    let text = String::from_utf8_lossy(&haystack[span]);
    text.replace('\n', "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first match of `text` in `log` and its captures as `name=value`.
    fn find(text: &str, log: &str) -> Option<String> {
        let pattern = TextPattern::parse(text, false).unwrap();
        (0..log.len()).filter(|at| log.is_char_boundary(*at)).find_map(|at| {
            let found = pattern.match_at(log.as_bytes(), at, log.len(), &|at| is_cut(log, at))?;
            let captures: Vec<String> = pattern
                .capture_names()
                .iter()
                .zip(&found.captures)
                .map(|(name, span)| format!("{name}={}", value_of(log.as_bytes(), span.clone())))
                .collect();
            Some(captures.join(" "))
        })
    }

    /// As wide as the line before it: enough for these tests.
    fn is_cut(log: &str, at: usize) -> bool {
        let mut before = log[..at].rsplit('\n').map(str::len);
        before.next() == before.next()
    }

    const LISTEN: &str = "listen {proto} {addr}:{port:int}: bind: address already in use";

    /// (text, log, captures of the match or nothing)
    const CASES: &[(&str, &str, Option<&str>)] = &[
        (LISTEN, "listen tcp4 0.0.0.0:5432: bind: address already in use", Some("proto=tcp4 addr=0.0.0.0 port=5432")),
        (LISTEN, "listen tcp6 [::]:5432: bind: address already in use", Some("proto=tcp6 addr=[::] port=5432")),
        (LISTEN, "listen tcp :5432: bind: address already in use", None),
        (
            LISTEN,
            "listen tcp4 0.0.0.0:54\n32: bi\nnd: address alrea\ndy in use",
            Some("proto=tcp4 addr=0.0.0.0 port=5432"),
        ),
        (LISTEN, "listen tcp4 0.0.0.0\n:5432: bind: address already in use", Some("proto=tcp4 addr=0.0.0.0 port=5432")),
        (
            LISTEN,
            "listen tcp4 0.0.0.0:\n5432\n: bind: address already in use",
            Some("proto=tcp4 addr=0.0.0.0 port=5432"),
        ),
        ("exited with code 1", "exited with code 1", Some("")),
        ("exited with code 1", "exited with code 137", None),
        ("exited with code 1", "unexited with code 1", None),
        ("no such table", "no such tablecloth", None),
        ("no such table", "no  such\r\n table: x", Some("")),
        ("no such table: {table}", "no such table: users (x)", Some("table=users")),
        ("can't open file '{path}'", "can\u{2019}t open file \u{2018}/a b\u{2019}", None),
        ("can't open file '{path}'", "can\u{2019}t open file \u{2018}/a/b\u{2019}", Some("path=/a/b")),
        ("{\"detail\": \"Invalid {what}\"}", "{\"detail\":\"Invalid credentials\"}", Some("what=credentials")),
        ("{\"detail\": \"Invalid {what}\"}", "{\"detail\":\"Invalidcredentials\"}", None),
        ("got \\{id} here", "got {id} here", Some("")),
        ("{a} is not {a}", "x is not y", None),
        ("{a} is not {a}", "y y is not y", Some("a=y")),
        ("error: {message:line}", "error: all of it, too\nnext", Some("message=all of it, too")),
        ("between {_:any} and {b}", "between one\n two and three; four", Some("b=three")),
        ("user {user}, host {host}", "user a,b, host c", Some("user=a,b host=c")),
        ("value {x}", "value 'quoted'", None),
        ("value {x:int} ms", "value 12 ms", Some("x=12")),
        ("tcp{v} up", "tcp6 up", Some("v=6")),
        ("{class}Error at", "KeyError at", Some("class=Key")),
    ];

    #[test]
    fn texts_match_what_they_should() {
        for (text, log, expected) in CASES {
            assert_eq!(find(text, log).as_deref(), *expected, "`{text}` in {log:?}");
        }
    }

    #[test]
    fn a_value_at_the_end_goes_on_over_hard_wraps_only() {
        assert_eq!(
            find("missing module {name}", "missing\nmodule \nabcdefg\nhij\nnext one").as_deref(),
            Some("name=abcdefghij")
        );
        assert_eq!(find("missing module {name}", "missing module abc\ndef").as_deref(), Some("name=abc"));
    }

    #[test]
    fn bad_texts_name_the_place() {
        let cases = [("a {b}{c} d", 5..8), ("a {b:number}", 2..12), ("{a} {b}", 0..7), ("  ", 0..2)];
        for (text, span) in cases {
            assert_eq!(TextPattern::parse(text, false).unwrap_err().span, span, "{text}");
        }
    }

    #[test]
    fn written_holes_are_those_that_are_matched() {
        let text = r"listen {proto} {_:any}:{port:int} \{id} {Not} {x:number} {";
        let found: Vec<_> = holes(text).into_iter().map(|hole| (hole.name, hole.kind, &text[hole.span])).collect();
        let expected = [
            ("proto", HoleKind::Word, "{proto}"),
            ("_", HoleKind::Any, "{_:any}"),
            ("port", HoleKind::Int, "{port:int}"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn case_counts_unless_told_otherwise() {
        assert_eq!(find("Connection refused", "connection refused"), None);
        let pattern = TextPattern::parse("Verbindung mit ÄNDERUNG", true).unwrap();
        assert!(pattern.match_at("VERBINDUNG mit änderung".as_bytes(), 0, 26, &|_| false).is_some());
    }

    #[test]
    fn many_holes_cost_little() {
        let text = "a {b} {c} {d} {e} {f} {g} {h} z";
        let log = "a ".repeat(3_000);
        let pattern = TextPattern::parse(text, false).unwrap();
        assert!(pattern.match_at(log.as_bytes(), 0, log.len(), &|_| false).is_none());
    }
}
