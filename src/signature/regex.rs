//! The only place that compiles a regex from an entry, under size limits, and reads literals off it.

mod beyond_ascii;
mod reader;
mod tree;

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regex::bytes::{Captures, Regex, RegexBuilder};

use self::tree::Tree;
use super::needles::{Haystack, Needles};
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
    compiled: Mutex<Compiled>,
}

/// What searches for a pattern.
#[derive(Debug)]
enum Compiled {
    /// Nothing yet.
    Not,
    /// One that keeps no automaton, for short texts, and the bytes that it has searched. `None`: the pattern is too large.
    First(Option<Arc<Regex>>, usize),
    /// One that makes its automaton while it runs, for much text.
    Lasting(Option<Arc<Regex>>),
}

/// Bytes that are searched without an automaton that is made while it runs: what that takes, 15 to 100 KiB and the time of a hundred
/// short searches, pays where there are more, and most patterns are searched for in few events.
const FIRST_BYTES: usize = 32 * 1024;

/// A pattern that makes up less of all that is searched keeps none either: in a long log every pattern comes to be searched for in
/// much text, and 500 automata take 10 MB.
const SHARE_MIN: usize = 128;

/// Bytes in which any pattern was searched for.
static SEARCHED: AtomicUsize = AtomicUsize::new(0);

/// True if a pattern that was searched for in so many bytes, of `all`, is worth an automaton.
fn is_frequent(searched: usize, all: usize) -> bool {
    searched > FIRST_BYTES && searched.saturating_mul(SHARE_MIN) >= all
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
        let tree = match reader::read(source, ignore_case) {
            Some(tree) => tree,
            None => Tree::of(&parser(ignore_case).parse(source).map_err(|error| bad_regex(&error))?),
        };
        Ok(RegexPattern {
            source: source.to_owned(),
            ignore_case,
            names: tree.names(),
            shape: tree.into_shape(),
            needles: OnceLock::new(),
            compiled: Mutex::new(Compiled::Not),
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

    /// The automaton for much text; `None` if it is too large, which matches nothing.
    #[must_use]
    pub fn regex(&self) -> Option<Arc<Regex>> {
        self.regex_for(usize::MAX)
    }

    /// What searches the next text, of `len` bytes.
    fn regex_for(&self, len: usize) -> Option<Arc<Regex>> {
        // It is whole whatever a thread that held it did.
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let all = SEARCHED.fetch_add(len.min(FIRST_BYTES), Ordering::Relaxed);
        if let Compiled::Not = *compiled
            && len <= FIRST_BYTES
        {
            *compiled = Compiled::First(self.build(Some(0)), 0);
        }
        match &mut *compiled {
            Compiled::First(regex, searched) if len <= FIRST_BYTES && !is_frequent(*searched + len, all) => {
                *searched += len;
                regex.clone()
            }
            Compiled::Lasting(regex) => regex.clone(),
            other => {
                let regex = self.build(None);
                *other = Compiled::Lasting(regex.clone());
                regex
            }
        }
    }

    /// Compiles the pattern. `kept`: bytes of automaton that a search may keep, if not as the library sets it.
    fn build(&self, kept: Option<usize>) -> Option<Arc<Regex>> {
        let hir = parser(self.ignore_case).parse(&self.source).ok()?;
        // What is printed holds its own flags.
        let mut builder = RegexBuilder::new(&beyond_ascii::reduced(hir).to_string());
        if let Some(bytes) = kept {
            builder.dfa_size_limit(bytes);
        }
        builder.size_limit(REGEX_SIZE_MAX).nest_limit(REGEX_NEST_MAX).build().ok().map(Arc::new)
    }

    /// False if no match lies in a text of which this is the key form. So the automaton need not be built, let alone run,
    /// for a text that lacks what every match holds.
    #[must_use]
    pub fn may_stand_in<K: Deref<Target = [u8]>>(&self, text: &Haystack<K>) -> bool {
        self.needles.get_or_init(|| Needles::of(&self.shape)).may_stand_in(text)
    }

    /// True if it matches somewhere in `text`.
    #[must_use]
    pub fn is_match(&self, text: &[u8]) -> bool {
        self.regex_for(text.len()).is_some_and(|regex| regex.is_match(text))
    }

    /// The groups of its first match in `text` that begins at `at` or behind.
    #[must_use]
    pub fn captures_at<'t>(&self, text: &'t [u8], at: usize) -> Option<Captures<'t>> {
        self.regex_for(text.len())?.captures_at(text, at)
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
                let may_stand_in = |key: &[u8]| pattern.may_stand_in(&Haystack::new(key));
                prop_assert!(may_stand_in(&key) && may_stand_in(&around), "{}", pattern.source());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]
        #[test]
        fn what_is_read_is_what_parsing_gives(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "a", "b", "k", "S", "é", " ", "\n", ".", "^", "$", r"\b", r"\B", r"\n", r"\.", r"\w", r"\S", r"\A", r"\x41", r"\pL",
                "|", "|", "(", "(", ")", ")", ")", "(?:", "(?i)", "(?m)", "(?s:", "(?-i:", "(?i-m)", "(?x)", "(?-)", "(?)", "(?P<n>", "(?<m>",
                "?", "*", "+", "??", "{2}", "{1}", "{0}", "{0,2}", "{2,}", "{3,1}", "{", "}", "-", "]",
                "[", "]", "[a]", "[ab]", "[^a]", "[a-c]", "[c-a]", "[-k]", "[s-]", r"[\w.-]", r"[\w-.]", r"[^\S]", "[]a]", "[a&&b]", "[ \t]",
                "[a-é]", "[0-9]", "[0-9a-z]", r"[\]x]", "[[:alpha:]]", "[^", "&&", "--", "abc", "a|b", "ab|ac", r"\ba|\bb", "(?:a|b)",
            ]), 0..9),
            ignore_case in any::<bool>(),
        ) {
            let source = parts.concat();
            let Some(tree) = reader::read(&source, ignore_case) else { return Ok(()) };
            let parsed = parser(ignore_case).parse(&source);
            prop_assert!(parsed.is_ok(), "{source:?} is not valid");
            prop_assert_eq!(tree, Tree::of(&parsed.unwrap()), "{:?}", source);
        }
    }

    /// The patterns of the entries in `kb/`, which are written in one line each.
    fn built_in_patterns(folder: &std::path::Path, patterns: &mut Vec<String>) {
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                built_in_patterns(&path, patterns);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let text = std::fs::read_to_string(&path).unwrap();
                let values = text.lines().filter_map(|line| line.split_once("regex = '''"));
                patterns.extend(values.map(|(_, value)| {
                    let end = value.find("'''").unwrap();
                    // Up to two more quotes belong to the value.
                    let quotes = value[end + 3..].bytes().take_while(|byte| *byte == b'\'').count();
                    value[..end + quotes].to_owned()
                }));
            }
        }
    }

    #[test]
    fn nearly_all_patterns_of_the_built_in_knowledge_are_read_without_the_parser() {
        let mut patterns = Vec::new();
        built_in_patterns(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb"), &mut patterns);
        assert!(patterns.len() > 500, "{} patterns", patterns.len());
        let mut parsed = Vec::new();
        for pattern in &patterns {
            let tree = Tree::of(&parser(false).parse(pattern).unwrap());
            match reader::read(pattern, false) {
                Some(read) => assert_eq!(read, tree, "{pattern}"),
                None => parsed.push(pattern),
            }
        }
        assert!(parsed.len() * 50 <= patterns.len(), "{} of {}: {parsed:#?}", parsed.len(), patterns.len());
    }

    #[test]
    fn only_what_is_searched_much_and_often_keeps_an_automaton() {
        for (searched, all, expected) in [
            (FIRST_BYTES, FIRST_BYTES, false),
            (FIRST_BYTES + 1, FIRST_BYTES + 1, true),
            (2 * FIRST_BYTES, 2 * FIRST_BYTES * SHARE_MIN, true),
            (2 * FIRST_BYTES, 2 * FIRST_BYTES * SHARE_MIN + 1, false),
        ] {
            assert_eq!(is_frequent(searched, all), expected, "{searched} of {all}");
        }
    }

    #[test]
    fn a_pattern_finds_the_same_however_much_was_searched_before() {
        let pattern = RegexPattern::parse(r"(?i)port (\d+)\b.*in use", false).unwrap();
        let text = format!("{}Port 8080 is already in USE", "x ".repeat(100));
        for round in 0..2 * FIRST_BYTES / text.len() {
            let captures = pattern.captures_at(text.as_bytes(), 0).unwrap();
            assert_eq!(captures.get(1).unwrap().as_bytes(), b"8080", "round {round}");
            assert!(pattern.captures_at(b"port 80 is free", 0).is_none(), "round {round}");
        }
        let long = "x".repeat(FIRST_BYTES) + &text;
        let other = RegexPattern::parse(pattern.source(), false).unwrap();
        assert!(other.captures_at(long.as_bytes(), 0).is_some());
        assert!(matches!(&*other.compiled.lock().unwrap(), Compiled::Lasting(Some(_))));
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
    fn what_is_read_is_never_nested_too_deep_for_the_parser() {
        for depth in 1..80 {
            let source = (0..depth).fold("b".to_owned(), |inner, _| format!("(?:a|b(?:{inner})+c)*d"));
            let (is_valid, is_read) = (parser(false).parse(&source).is_ok(), reader::read(&source, false).is_some());
            assert!(is_valid || !is_read, "{depth}");
            assert!(is_read || depth > 4, "{depth}");
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
