//! The hand-written matcher of `text` signatures finds what a plain translation to a regex finds.
//!
//! The translation is made from the parts a text is generated from, not from the parser's output: literal
//! characters joined by optional white space, `\b` at the ends of a text that begins or ends with a word, holes
//! as lazy classes with hard wraps inside and behind them.
//!
//! Where the two definitions differ on purpose the generator stays away, and other tests look: limits of length
//! (values here are short), values that go on in a line which a terminal cut (`is_cut` is false), the same name
//! twice (no regex can), bytes that are no UTF-8, letters that are equal to others only by Unicode's full case
//! folding (`ß`, `ς`, `ſ`), a literal that begins with a digit directly behind an `int` hole (an `int` takes all
//! digits), and characters that are word characters to one side only (`½`, combining marks).

use std::sync::LazyLock;

use kb::signature::TextPattern;
use kb::signature::text::value_of;
use proptest::prelude::*;
use regex::bytes::Regex;

use crate::support::proptest_config;

/// White space of `text` signatures, as a class without its brackets.
const SPACE: &str = r"\x09-\x0D\x20\x{A0}";

/// What is read as a hole.
static HOLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[a-z_][a-z0-9_]*(?::[a-z]+)?\}").expect("a pattern"));

/// What would be read as a hole but for the backslash.
static ESCAPED: LazyLock<Regex> = LazyLock::new(|| Regex::new(&format!(r"\\{}", HOLE.as_str())).expect("a pattern"));

/// A part of a text as it is generated.
#[derive(Clone, Debug)]
enum Part {
    /// Characters that stand for themselves.
    Literal(String),
    /// A hole without a name captures nothing.
    Hole { name: Option<String>, kind: &'static str },
}

/// A text: parts, each with a blank before it or not.
#[derive(Clone, Debug)]
struct Text {
    parts: Vec<(bool, Part)>,
    ignore_case: bool,
}

impl Text {
    /// As an author writes it.
    fn written(&self) -> String {
        let mut text = String::new();
        for (space, part) in &self.parts {
            if *space && !text.is_empty() {
                text.push(' ');
            }
            match part {
                Part::Literal(literal) => text.push_str(&literal.replace("{id}", "\\{id}")),
                Part::Hole { name, kind: "" } => text.push_str(&format!("{{{}}}", name.as_deref().unwrap_or("_"))),
                Part::Hole { name, kind } => text.push_str(&format!("{{{}:{kind}}}", name.as_deref().unwrap_or("_"))),
            }
        }
        text
    }

    /// The parts with neighboring literals as one, and whether white space has to stand before them.
    fn merged(&self) -> Vec<(bool, Part)> {
        let mut merged: Vec<(bool, Part)> = Vec::new();
        for (space, part) in &self.parts {
            match (merged.last_mut(), part) {
                (Some((_, Part::Literal(before))), Part::Literal(literal)) => before.push_str(literal),
                (last, _) => {
                    let required = *space && last.is_some();
                    merged.push((required, part.clone()));
                }
            }
        }
        merged
    }

    fn regex(&self) -> Regex {
        let parts = self.merged();
        let mut pattern = String::from(if self.ignore_case { "(?i)" } else { "" });
        for (index, (space, part)) in parts.iter().enumerate() {
            let is_last = index + 1 == parts.len();
            if *space {
                pattern.push_str(&format!("[{SPACE}]+"));
            } else if index > 0 && matches!(parts[index - 1].1, Part::Hole { .. }) {
                // A hard wrap directly behind a value.
                pattern.push_str(r"\n??");
            }
            match part {
                Part::Literal(literal) => pattern.push_str(&literal_regex(literal, index == 0, is_last)),
                Part::Hole { name, kind } => {
                    let value = if is_last { last_value(kind, *space) } else { inner_value(kind, *space) };
                    // Where a text begins is known only if its first value goes on in no other line (none is cut here).
                    let value = if index == 0 && !is_last {
                        value.replace(r"\n*", "").replace(&format!("[^{SPACE}]"), &format!("[^{SPACE}\n]"))
                    } else {
                        value
                    };
                    match name {
                        Some(name) => pattern.push_str(&format!("(?P<{name}>{value})")),
                        None => pattern.push_str(&format!("(?:{value})")),
                    }
                }
            }
        }
        Regex::new(&pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
    }

    /// True if a match may begin at `at`, as far as the first part says: a value begins where words do.
    fn may_begin(&self, haystack: &str, at: usize) -> bool {
        let Some((_, Part::Hole { kind, .. })) = self.parts.first() else { return true };
        let before = haystack[..at].chars().next_back();
        let Some(character) = haystack[at..].chars().next() else { return false };
        let is_space = |c: char| matches!(c, ' ' | '\t'..='\r' | '\u{a0}');
        match *kind {
            "int" => character.is_ascii_digit() && before.is_none_or(|c| !c.is_alphanumeric() && c != '_'),
            "line" | "any" => !is_space(character) && before.is_none_or(|c| c == '\n'),
            _ => !is_space(character) && before.is_none_or(|c| is_space(c) || "'\"`,;([{<=|‘’“”".contains(c)),
        }
    }
}

fn literal_regex(literal: &str, is_first: bool, is_last: bool) -> String {
    let chars: Vec<char> = literal.chars().filter(|c| !c.is_whitespace()).collect();
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let joined: Vec<String> = chars
        .iter()
        .map(|c| match c {
            '\'' | '‘' | '’' => "['‘’]".to_owned(),
            '"' | '“' | '”' => "[\"“”]".to_owned(),
            other => regex::escape(&other.to_string()),
        })
        .collect();
    let before = if is_first && chars.first().is_some_and(is_word) { r"\b" } else { "" };
    let behind = if is_last && chars.last().is_some_and(is_word) { r"\b" } else { "" };
    format!("{before}{}{behind}", joined.join(&format!("[{SPACE}]*")))
}

/// A value with something behind it: as short as possible, hard wraps inside, none at its end.
fn inner_value(kind: &str, behind_space: bool) -> String {
    match (kind, behind_space) {
        ("int", _) => r"(?:\n*[0-9])+?".to_owned(),
        // White space before a value is not part of it.
        ("line", true) => format!(r"[^{SPACE}][^\n]*?"),
        ("line", false) => r"[^\n]+?".to_owned(),
        ("any", true) => format!(r"[^{SPACE}](?:\n*[^\n])*?"),
        ("any", false) => r"(?:\n*[^\n])+?".to_owned(),
        _ => format!(r"(?:\n*[^{SPACE}])+?"),
    }
}

/// A value at the end: to a blank, quote, `,`, `;` or the line's end.
fn last_value(kind: &str, behind_space: bool) -> String {
    let first = if behind_space { format!("[^{SPACE}]") } else { String::new() };
    match kind {
        // A number goes on, or begins, behind a single wrap.
        "int" => r"(?:\n?[0-9])+".to_owned(),
        // Blanks at its end are not part of it.
        "line" | "any" if behind_space => format!(r"{first}(?:[^\n]*[^\n\t\x0C\r ])?"),
        "line" | "any" => r"[^\n]*[^\n\t\x0C\r ]".to_owned(),
        _ => format!("[^{SPACE}'\"`,;‘’“”]+"),
    }
}

/// A match: its bytes and its values.
type Found = (std::ops::Range<usize>, Vec<(String, String)>);

/// Matches from left to right, the next behind the last, by the matcher under test.
fn found_by_pattern(pattern: &TextPattern, haystack: &str) -> Vec<Found> {
    let bytes = haystack.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = pattern.next_start(bytes, at, bytes.len()) {
        match pattern.match_at(bytes, start, bytes.len(), &|_| false) {
            Some(one) => {
                let values = one.captures.iter().map(|span| value_of(bytes, span.clone()));
                found.push((one.span.clone(), pattern.capture_names().iter().cloned().zip(values).collect()));
                at = one.span.end;
            }
            None => at = start + 1,
        }
    }
    found
}

/// The same by the regex, tried at every place.
fn found_by_regex(text: &Text, haystack: &str) -> Vec<Found> {
    let regex = text.regex();
    let mut found = Vec::new();
    let mut next = 0;
    for (start, _) in haystack.char_indices() {
        if start < next || !text.may_begin(haystack, start) {
            continue;
        }
        let Some(captures) = regex.captures_at(haystack.as_bytes(), start) else { break };
        let whole = captures.get(0).expect("group 0").range();
        if whole.start != start {
            continue;
        }
        let values = regex.capture_names().flatten().map(|name| {
            let value = captures.name(name).map_or(&b""[..], |group| group.as_bytes());
            (name.to_owned(), value_of(value, 0..value.len()))
        });
        found.push((whole.clone(), values.collect()));
        next = whole.end;
    }
    found
}

/// Few letters, so that literals, values and what stands between them run into each other.
const LITERALS: &[&str] = &[
    "a",
    "b",
    "ab",
    "aba",
    "no",
    "1",
    "12",
    "_",
    ":",
    "::",
    "'",
    "\"",
    "“a”",
    "a b",
    "k",
    "ä",
    "Ж",
    "{",
    "}",
    "{id}",
    "{\"a\": 1}",
    "\\",
    "\\{",
    ",",
    ";",
    "(",
    "=",
    "a\nb",
    "(?i)",
    ".*",
];

const VALUES: &[&str] =
    &["a", "ab", "b", "12", "1", "0", "x", "a1", "1a", "[::]", "a'b", "a,b", "a b", "Ж", "-", "\u{a0}", "{id}", "%s"];

const BETWEEN: &[&str] =
    &["", "", " ", "\n", "  ", "\t", "\r\n", "\n\n", " \n", "\u{a0}", "a", "A", "B", "_", "’", "”", "Ä", "K", ";", ":"];

fn literal() -> impl Strategy<Value = Part> {
    proptest::sample::select(LITERALS).prop_map(|literal| Part::Literal(literal.to_owned()))
}

fn hole() -> impl Strategy<Value = Part> {
    (any::<bool>(), proptest::sample::select(vec!["", "word", "int", "line", "any"]))
        .prop_map(|(has_name, kind)| Part::Hole { name: has_name.then(String::new), kind })
}

fn text() -> impl Strategy<Value = Text> {
    let part = prop_oneof![3 => literal(), 2 => hole()];
    (proptest::collection::vec((any::<bool>(), part), 1..7), any::<bool>())
        .prop_map(|(parts, ignore_case)| Text { parts: named(parts), ignore_case })
        .prop_filter("a text that can be a signature", is_comparable)
}

/// Each named hole with a name of its own.
fn named(parts: Vec<(bool, Part)>) -> Vec<(bool, Part)> {
    let name = |(index, (space, part)): (usize, (bool, Part))| match part {
        Part::Hole { name: Some(_), kind } => (space, Part::Hole { name: Some(format!("n{index}")), kind }),
        other => (space, other),
    };
    parts.into_iter().enumerate().map(name).collect()
}

/// False where the text is refused, or the two definitions differ on purpose.
fn is_comparable(text: &Text) -> bool {
    let parts = text.merged();
    let side_by_side =
        parts.windows(2).any(|pair| matches!(pair, [(_, Part::Hole { .. }), (false, Part::Hole { .. })]));
    let digit_behind_int = parts.windows(2).any(|pair| match pair {
        [(_, Part::Hole { kind: "int", .. }), (false, Part::Literal(literal))] => {
            literal.trim_start().starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    });
    // What is literal here must not be read as a hole or an escape where it meets its neighbor.
    let written = text.written();
    let holes = parts.iter().filter(|(_, part)| matches!(part, Part::Hole { .. })).count();
    let count = |pattern: &Regex| pattern.split(written.as_bytes()).count() - 1;
    let (opened, escaped) = (count(&HOLE), count(&ESCAPED));
    let has_literal = parts.iter().any(|(_, part)| matches!(part, Part::Literal(_)));
    let meant = text.parts.iter().map(|(_, part)| match part {
        Part::Literal(literal) => literal.matches("{id}").count(),
        Part::Hole { .. } => 0,
    });
    has_literal && !side_by_side && !digit_behind_int && opened - escaped == holes && escaped == meant.sum::<usize>()
}

/// Logs in which the text occurs, nearly occurs, or not at all: its parts with values, pieces dropped and added.
fn haystack(text: &Text) -> impl Strategy<Value = String> + use<> {
    let parts = text.merged();
    let choice = || (proptest::sample::select(VALUES), proptest::sample::select(BETWEEN), 0..12_u8);
    let message = proptest::collection::vec(choice(), parts.len()).prop_map(move |choices| {
        let mut out = String::new();
        for ((space, part), (value, between, dice)) in parts.iter().zip(choices) {
            out.push_str(match (space, dice) {
                (_, 0..=1) => between,
                (true, _) => " ",
                (false, _) => "",
            });
            match (part, dice) {
                (_, 2) => {}
                (Part::Literal(literal), 3) => out.push_str(&literal.to_uppercase()),
                (Part::Literal(literal), 4) => literal.chars().for_each(|c| out.extend([c, '\n'])),
                (Part::Literal(literal), _) => out.push_str(literal),
                (Part::Hole { .. }, 3..=4) => value.chars().for_each(|c| out.extend(['\n', c])),
                (Part::Hole { kind: "int", .. }, 5..) => out.push_str("5432"),
                (Part::Hole { .. }, _) => out.push_str(value),
            }
        }
        out
    });
    proptest::collection::vec((message, proptest::sample::select(BETWEEN)), 1..4)
        .prop_map(|messages| messages.into_iter().map(|(message, between)| message + between).collect())
}

fn text_and_haystack() -> impl Strategy<Value = (Text, String)> {
    text().prop_flat_map(|text| {
        let haystack = haystack(&text);
        (Just(text), haystack)
    })
}

proptest! {
    #![proptest_config(proptest_config(4_000))]

    #[test]
    fn texts_match_what_their_translation_to_a_regex_matches((text, haystack) in text_and_haystack()) {
        let written = text.written();
        let pattern = TextPattern::parse(&written, text.ignore_case).expect("a text that can be a signature");
        let found = found_by_pattern(&pattern, &haystack);
        let expected = found_by_regex(&text, &haystack);
        prop_assert_eq!(found, expected, "`{}` as {} in {:?}", written, text.regex(), haystack);
    }
}

#[test]
fn the_generated_logs_hold_matches_and_near_misses() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::new(proptest_config(1));
    let (mut with, mut without) = (0, 0);
    for _ in 0..400 {
        let (text, haystack) = text_and_haystack().new_tree(&mut runner).expect("a case").current();
        let pattern = TextPattern::parse(&text.written(), text.ignore_case).expect("a text");
        if found_by_pattern(&pattern, &haystack).is_empty() { without += 1 } else { with += 1 }
    }
    assert!(with > 100 && without > 40, "{with} with a match, {without} without");
}
