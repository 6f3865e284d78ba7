//! The only place that compiles a regex from an entry, under size limits, and reads literals off it.

mod beyond_ascii;

use std::sync::OnceLock;

use regex::bytes::{Captures, Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::needles::Needles;
use super::shape::Shape;
use crate::limits::{REGEX_NEST_MAX, REGEX_SIZE_MAX};

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub struct RegexPattern {
    source: String,
    ignore_case: bool,
    names: Vec<String>,
    shape: Shape,
    needles: OnceLock<Needles>,
    compiled: OnceLock<Option<Regex>>,
}

/// Why a regex is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRegex {
    /// The offending bytes of the pattern, where the parser names them.
    pub span: Option<std::ops::Range<usize>>,
    /// What is wrong, one line.
    pub message: String,
}

impl RegexPattern {
    /// Parses `source`; the automaton is built on first use. `^` and `$` are per line and `.` stops at line ends.
    ///
    /// # Errors
    /// [`BadRegex`] if it does not parse. A pattern that parses and yet is too large is found by
    /// [`RegexPattern::check_size`].
    pub fn parse(source: &str, ignore_case: bool) -> Result<Self, BadRegex> {
        let (names, shape) = match plain_text(source).filter(|_| !ignore_case) {
            Some(text) => (Vec::new(), Shape::Literal(text)),
            None => {
                let hir = parser(ignore_case).parse(source).map_err(|error| bad_regex(&error))?;
                (capture_names(&hir), shape_of(&hir))
            }
        };
        Ok(RegexPattern {
            source: source.to_owned(),
            ignore_case,
            names,
            shape,
            needles: OnceLock::new(),
            compiled: OnceLock::new(),
        })
    }

    /// Builds the automaton now.
    ///
    /// # Errors
    /// [`BadRegex`] if it is larger than [`REGEX_SIZE_MAX`].
    pub fn check_size(&self) -> Result<(), BadRegex> {
        match self.regex() {
            Some(_) => Ok(()),
            None => Err(BadRegex {
                span: None,
                message: format!("the pattern compiles to more than {} KiB", REGEX_SIZE_MAX / 1024),
            }),
        }
    }

    /// The automaton; `None` if it is too large, which matches nothing.
    #[must_use]
    pub fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| {
                let hir = parser(self.ignore_case).parse(&self.source).ok()?;
                // What is printed holds its own flags.
                let mut builder = RegexBuilder::new(&beyond_ascii::reduced(hir).to_string());
                builder.size_limit(REGEX_SIZE_MAX).nest_limit(REGEX_NEST_MAX).build().ok()
            })
            .as_ref()
    }

    /// False if no match lies in a text of which this is the key form. So the automaton need not be built, let alone run,
    /// for a text that lacks what every match holds.
    #[must_use]
    pub fn may_stand_in(&self, key: &[u8]) -> bool {
        self.needles.get_or_init(|| Needles::of(&self.shape)).may_stand_in(key)
    }

    /// The groups of its first match in `text` that begins at `at` or behind.
    #[must_use]
    pub fn captures_at<'t>(&self, text: &'t [u8], at: usize) -> Option<Captures<'t>> {
        self.regex()?.captures_at(text, at)
    }

    /// The pattern as written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The names of its groups, in order.
    #[must_use]
    pub fn capture_names(&self) -> &[String] {
        &self.names
    }

    /// What every match certainly contains.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }
}

/// What a regex matches in which each character stands for itself, as most do; `None` for others. Saves parsing it.
fn plain_text(source: &str) -> Option<String> {
    const META: &str = r"\.+*?()|[]{}^$#&-~";
    let mut text = String::with_capacity(source.len());
    let mut chars = source.chars();
    while let Some(character) = chars.next() {
        text.push(match character {
            '\\' => chars.next().filter(|next| META.contains(*next))?,
            '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' => return None,
            itself => itself,
        });
    }
    Some(text)
}

fn parser(ignore_case: bool) -> regex_syntax::Parser {
    regex_syntax::ParserBuilder::new()
        .utf8(false)
        .multi_line(true)
        .case_insensitive(ignore_case)
        .nest_limit(REGEX_NEST_MAX)
        .build()
}

fn bad_regex(error: &regex_syntax::Error) -> BadRegex {
    let (span, message) = match error {
        regex_syntax::Error::Parse(error) => (Some(error.span()), error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (Some(error.span()), error.kind().to_string()),
        other => (None, other.to_string()),
    };
    BadRegex { span: span.map(|span| span.start.offset..span.end.offset), message }
}

fn capture_names(hir: &Hir) -> Vec<String> {
    let mut names = Vec::new();
    let mut stack = vec![hir];
    while let Some(hir) = stack.pop() {
        match hir.kind() {
            HirKind::Capture(capture) => {
                names.extend(capture.name.as_deref().map(str::to_owned));
                stack.push(&capture.sub);
            }
            HirKind::Repetition(repetition) => stack.push(&repetition.sub),
            HirKind::Concat(parts) | HirKind::Alternation(parts) => stack.extend(parts.iter().rev()),
            HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {}
        }
    }
    names.dedup();
    names
}

/// What every match of `hir` certainly contains. Depth is bounded by the parser's nest limit.
fn shape_of(hir: &Hir) -> Shape {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Shape::Literal(String::new()),
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).map_or(Shape::Gap, |text| Shape::Literal(text.to_owned()))
        }
        HirKind::Class(class) => match folded_letter(class) {
            Some(letter) => Shape::Literal(letter.to_string()),
            None => few_characters(class).map_or(Shape::Gap, Shape::OneOf),
        },
        // Key form has no blanks, so what stands on both sides of them stands together there; as words they stay apart.
        HirKind::Repetition(repetition) if is_blank(&repetition.sub) => Shape::Literal(" ".to_owned()),
        HirKind::Repetition(repetition) if repetition.min == 0 => Shape::Gap,
        // What is repeated is there once; the others may stand before or behind it.
        HirKind::Repetition(repetition) if repetition.min == 1 && repetition.max == Some(1) => {
            shape_of(&repetition.sub)
        }
        HirKind::Repetition(repetition) => Shape::Concat(vec![shape_of(&repetition.sub), Shape::Gap]),
        HirKind::Capture(capture) => shape_of(&capture.sub),
        HirKind::Concat(parts) => Shape::concat(parts.iter().map(shape_of).collect()),
        HirKind::Alternation(branches) => Shape::Either(branches.iter().map(shape_of).collect()),
    }
}

/// The letter that all members of a class fold to, as `(?i)` makes them; `None` for other classes.
fn folded_letter(class: &Class) -> Option<char> {
    /// `k`, `K` and the Kelvin sign are the largest such class of an ASCII letter.
    const FOLDS_MAX: usize = 3;
    let mut members: Vec<char> = Vec::new();
    match class {
        Class::Unicode(class) => {
            for range in class.ranges() {
                let (start, end) = (range.start() as u32, range.end() as u32);
                if end - start >= FOLDS_MAX as u32 || members.len() > FOLDS_MAX {
                    return None;
                }
                members.extend((start..=end).filter_map(char::from_u32));
            }
        }
        Class::Bytes(class) => {
            for range in class.ranges() {
                if range.end() - range.start() >= FOLDS_MAX as u8
                    || !range.end().is_ascii()
                    || members.len() > FOLDS_MAX
                {
                    return None;
                }
                members.extend((range.start()..=range.end()).map(char::from));
            }
        }
    }
    let letter = members.iter().copied().find(char::is_ascii_lowercase)?;
    let folds = |member: &char| match *member {
        '\u{17f}' => letter == 's',
        '\u{212a}' => letter == 'k',
        other => other.to_ascii_lowercase() == letter,
    };
    members.iter().all(folds).then_some(letter)
}

/// True for blanks, tabs and line ends; `\s` has more, which key form keeps.
fn is_blank(hir: &Hir) -> bool {
    const BLANKS: [char; 6] = [' ', '\t', '\n', '\x0b', '\x0c', '\r'];
    let is_one = |at: u32| char::from_u32(at).is_some_and(|at| BLANKS.contains(&at));
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.iter().all(|byte| BLANKS.contains(&char::from(*byte))),
        HirKind::Class(class) => {
            ranges_of(class).all(|(start, end)| is_one(start) && is_one(end) && end - start < BLANKS.len() as u32)
        }
        _ => false,
    }
}

/// The members of a small class of printable ASCII characters; `None` for other classes.
fn few_characters(class: &Class) -> Option<String> {
    /// Ten digits and a few more; what is larger is not multiplied out anyway.
    const MEMBERS_MAX: usize = 16;
    let ranges: Vec<(u32, u32)> = ranges_of(class).collect();
    let is_plain = ranges.iter().all(|(start, end)| *start > u32::from(b' ') && *end <= u32::from(b'~'));
    let count: u32 = if is_plain { ranges.iter().map(|(start, end)| end - start + 1).sum() } else { 0 };
    (1..=MEMBERS_MAX as u32)
        .contains(&count)
        .then(|| ranges.iter().flat_map(|(start, end)| *start..=*end).filter_map(char::from_u32).collect())
}

/// First and last of each range of characters, or of bytes.
fn ranges_of(class: &Class) -> Box<dyn Iterator<Item = (u32, u32)> + '_> {
    match class {
        Class::Unicode(class) => Box::new(class.ranges().iter().map(|it| (it.start() as u32, it.end() as u32))),
        Class::Bytes(class) => Box::new(class.ranges().iter().map(|it| (it.start().into(), it.end().into()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::key_form::key_of;
    use crate::signature::shape::RequiredLiterals;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_match_holds_a_required_literal_and_its_needles(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "a", "b", " ", "[ab]", "[ab1]+", "(?i:[aA])", "(?:ab|b1?|[1A])", "(?:a|bb)*", ".", "a?", r"\d", "1{2}", "[^a]",
                "(?:a1|[ab][1A])", r"\b", " ?", r"[ \n\t]*", " +", "(?i:Ab)", "[A1 ]",
            ]), 1..7),
            text in "[abA1 \n]{0,24}",
            ignore_case in any::<bool>(),
        ) {
            let pattern = RegexPattern::parse(&parts.concat(), ignore_case).unwrap();
            let required = pattern.shape().required_literals();
            // From each place on; the text is short.
            let places = (0..=text.len()).filter_map(|at| pattern.regex().unwrap().find_at(text.as_bytes(), at));
            for found in places {
                let key = key_of(&text[found.range()]);
                let holds = |literal: &Vec<u8>| memchr::memmem::find(&key, literal).is_some();
                let holds_one = required.as_ref().is_none_or(|RequiredLiterals(all)| all.iter().any(holds));
                prop_assert!(holds_one, "{}: {:?} in {:?}", pattern.source(), required, key);
                let around = key_of(&text[found.start()..]);
                prop_assert!(pattern.may_stand_in(&key) && pattern.may_stand_in(&around), "{}", pattern.source());
            }
        }
    }

    proptest! {
        #[test]
        fn plain_text_is_what_parsing_gives(source in r"([a-zé #&~/<-]|\\[.()|#~-]|[.\\(\[?dn]){0,8}") {
            let Some(text) = plain_text(&source) else { return Ok(()) };
            let hir = parser(false).parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(shape_of(&hir), Shape::Literal(text));
        }
    }

    #[test]
    fn required_literals_are_read_off_the_pattern() {
        let cases: &[(&str, Option<&[&str]>)] = &[
            ("foo bar", Some(&["foobar"])),
            (r"(?P<a>\w+) does not exist", Some(&["doesnotexist"])),
            ("(?i)Connection Refused", Some(&["connectionrefused"])),
            ("(alpha|beta+)x", Some(&["alpha", "beta"])),
            (r"\d+", None),
            ("(abc)?", None),
            ("[eE]rror", Some(&["error"])),
            ("a{3}bcd", Some(&["bcd"])),
            (r"40[13]\b", Some(&["401", "403"])),
            ("x(ab|c)[12]", Some(&["xab1", "xab2", "xc1", "xc2"])),
            (
                "GET [0-9][0-9] lines",
                Some(&[
                    "0lines", "1lines", "2lines", "3lines", "4lines", "5lines", "6lines", "7lines", "8lines", "9lines",
                ]),
            ),
            (r#"HTTP/[\d.]+" 50[23]"#, Some(&["\"502", "\"503"])),
        ];
        for (pattern, expected) in cases {
            let regex = RegexPattern::parse(pattern, false).unwrap();
            let expected =
                expected.map(|set| RequiredLiterals(set.iter().map(|text| text.as_bytes().to_vec()).collect()));
            assert_eq!(regex.shape().required_literals(), expected, "{pattern}");
        }
    }

    #[test]
    fn compile_bombs_are_refused() {
        for pattern in [r"\pL{1000}", "((a{100}){100}){100}", r"(?i)[\w€]{500}"] {
            assert!(RegexPattern::parse(pattern, false).unwrap().check_size().is_err(), "{pattern}");
        }
        let nested = "(".repeat(100_000) + &")".repeat(100_000);
        assert!(RegexPattern::parse(&nested, false).is_err());
    }

    #[test]
    fn errors_name_the_place_in_the_pattern() {
        let error = RegexPattern::parse("abc(def", false).unwrap_err();
        assert_eq!((error.span, error.message.as_str()), (Some(3..4), "unclosed group"));
    }
}
