//! What a regex says of characters beyond ASCII, in few states.
//!
//! Automata read bytes, and `\w` has 700 ranges of characters beyond ASCII: `\w{1,80}` takes 28 ms to build, and the fast
//! automata give up at the first letter beyond ASCII where `\b` would have to know whether it is part of a word. Of such
//! characters three kinds matter in a log, and the first byte tells them apart well enough: white space, signs (quotes,
//! arrows, boxes) and letters. So `\w` is each letter of ASCII and all of these letters, `\d` and `\b` are those of ASCII,
//! and `.` is a byte with what goes on behind it. What names characters itself stays exact. Parsing and building are left to
//! the module above.

use std::sync::LazyLock;

use regex_syntax::hir::{Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange};
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

/// Characters beyond ASCII of a class that is left as it is: they were named one by one, or are `\s`.
const NAMED_MAX: u32 = 64;

/// First bytes of characters of two bytes and more.
const LEADS: (u8, u8) = (0xC2, 0xF4);

/// The bytes behind the first of a character.
const FOLLOWERS: (u8, u8) = (0x80, 0xBF);

/// The first byte of a line end and a blank (U+0085, U+00A0) and of signs.
const MIXED_LEAD: u8 = 0xC2;

/// What follows it in white space.
const SPACES: [(u8, u8); 2] = [(0x85, 0x85), (0xA0, 0xA0)];

/// What follows it in signs.
const SIGNS: [(u8, u8); 3] = [(0x80, 0x84), (0x86, 0x9F), (0xA1, 0xBF)];

/// The first byte of most signs: quotes, dashes, arrows, boxes.
const SIGN_LEAD: u8 = 0xE2;

/// `hir` with boundaries of ASCII words, and with classes that read bytes.
#[must_use]
pub fn reduced(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Look(look) => Hir::look(ascii_look(look)),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(Class::Unicode(class)) => match Kinds::of(&class) {
            Some(kinds) => character(&class, kinds),
            None => Hir::class(Class::Unicode(class)),
        },
        HirKind::Class(class) => Hir::class(class),
        HirKind::Repetition(repetition) => any_bytes(&repetition).unwrap_or_else(|| {
            let sub = Box::new(reduced(*repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition })
        }),
        HirKind::Capture(capture) => {
            let sub = Box::new(reduced(*capture.sub));
            Hir::capture(Capture { sub, ..capture })
        }
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(reduced).collect()),
        HirKind::Alternation(branches) => Hir::alternation(branches.into_iter().map(reduced).collect()),
    }
}

fn ascii_look(look: Look) -> Look {
    match look {
        Look::WordUnicode => Look::WordAscii,
        Look::WordUnicodeNegate => Look::WordAsciiNegate,
        Look::WordStartUnicode => Look::WordStartAscii,
        Look::WordEndUnicode => Look::WordEndAscii,
        Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
        Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
        other => other,
    }
}

/// Kinds of characters beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kinds {
    spaces: bool,
    signs: bool,
    letters: bool,
}

impl Kinds {
    /// Those that a class has; `None` for a class that goes by characters.
    fn of(class: &ClassUnicode) -> Option<Kinds> {
        /// Beyond ASCII and white space: what classes hold there, and whether that is signs and letters.
        static KNOWN: LazyLock<[(ClassUnicode, bool, bool); 5]> = LazyLock::new(|| {
            let others = |pattern: &str| without_spaces(beyond_ascii(&perl(pattern)));
            [
                (others(r"[^\n]"), true, true),
                (others(r"\w"), false, true),
                (others(r"\W"), true, false),
                (others(r"\D"), true, true),
                (others(r"\d"), false, false),
            ]
        });
        let beyond = beyond_ascii(class);
        let count: u32 = beyond.ranges().iter().map(|range| range.end() as u32 - range.start() as u32 + 1).sum();
        if count <= NAMED_MAX {
            return None;
        }
        let spaces = beyond.ranges().iter().any(|range| (range.start()..=range.end()).contains(&'\u{a0}'));
        let beyond = without_spaces(beyond);
        let (_, signs, letters) = KNOWN.iter().find(|(known, _, _)| *known == beyond)?;
        Some(Kinds { spaces, signs: *signs, letters: *letters })
    }
}

fn perl(pattern: &str) -> ClassUnicode {
    match regex_syntax::parse(pattern).map(Hir::into_kind) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        _ => ClassUnicode::empty(),
    }
}

fn beyond_ascii(class: &ClassUnicode) -> ClassUnicode {
    let mut beyond = class.clone();
    beyond.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\u{80}', char::MAX)]));
    beyond
}

fn without_spaces(mut class: ClassUnicode) -> ClassUnicode {
    static SPACES: LazyLock<ClassUnicode> = LazyLock::new(|| perl(r"\s"));
    class.difference(&SPACES);
    class
}

/// One character of a class.
fn character(class: &ClassUnicode, kinds: Kinds) -> Hir {
    let mut first = ascii(class);
    if kinds.letters {
        first.extend([(MIXED_LEAD + 1, SIGN_LEAD - 1), (SIGN_LEAD + 1, LEADS.1)]);
    }
    if kinds.signs {
        first.push((SIGN_LEAD, SIGN_LEAD));
    }
    let mixed: &[(u8, u8)] = match (kinds.spaces, kinds.signs) {
        (true, true) => {
            first.push((MIXED_LEAD, MIXED_LEAD));
            &[]
        }
        (true, false) => &SPACES,
        (false, true) => &SIGNS,
        (false, false) => &[],
    };
    let is_ascii = first.iter().all(|(_, last)| last.is_ascii());
    let plain = bytes(first);
    // A character of ASCII has none behind it.
    let whole = if is_ascii { plain } else { Hir::concat(vec![plain, followers()]) };
    if mixed.is_empty() {
        return whole;
    }
    Hir::alternation(vec![whole, Hir::concat(vec![Hir::literal([MIXED_LEAD]), bytes(mixed.to_vec())])])
}

/// What is repeated without a limit, where that is any character beyond ASCII: then it need not be told where one ends.
/// The first of at least one is told, so that none is taken apart for two.
fn any_bytes(repetition: &Repetition) -> Option<Hir> {
    let HirKind::Class(Class::Unicode(class)) = repetition.sub.kind() else { return None };
    let kinds = Kinds { spaces: true, signs: true, letters: true };
    if repetition.min > 1 || repetition.max.is_some() || Kinds::of(class) != Some(kinds) {
        return None;
    }
    let mut any = ascii(class);
    any.push((FOLLOWERS.0, 0xFF));
    let others = Hir::repetition(Repetition { min: 0, sub: Box::new(bytes(any)), ..*repetition });
    Some(if repetition.min == 0 { others } else { Hir::concat(vec![character(class, kinds), others]) })
}

fn ascii(class: &ClassUnicode) -> Vec<(u8, u8)> {
    let ranges = class.ranges().iter().map(|range| (range.start() as u32, range.end() as u32));
    ranges.filter(|(start, _)| *start < 0x80).map(|(start, end)| (start as u8, end.min(0x7F) as u8)).collect()
}

fn bytes(ranges: Vec<(u8, u8)>) -> Hir {
    Hir::class(Class::Bytes(ClassBytes::new(ranges.into_iter().map(|(start, end)| ClassBytesRange::new(start, end)))))
}

fn followers() -> Hir {
    let sub = Box::new(bytes(vec![FOLLOWERS]));
    Hir::repetition(Repetition { min: 0, max: None, greedy: true, sub })
}

#[cfg(test)]
mod tests {
    use super::super::RegexPattern;
    use super::*;
    use proptest::prelude::*;
    use regex::bytes::RegexBuilder;

    proptest! {
        #[test]
        fn the_same_stands_where_it_stood(
            parts in proptest::collection::vec((
                proptest::sample::select(vec![
                    ".", r"\w", r"\W", r"\S", r"\s", r"\d", r"\D", r#"[^"]"#, "[^ é]", r"[\w.-]", r"[\w\s]", r"[^\w/]", r"[\W\d]", "(?s:.)",
                    "a", "é", "[“”]",
                ]),
                proptest::sample::select(vec!["", "*", "+", "?", "{0,2}", "{2,}", "*?", "+?", "??"]),
            ), 1..6),
            // Letters, signs and a blank that stand where their kind does.
            text in "[a1_ .\"é中ß“”→«·\u{a0}\n]{0,16}",
        ) {
            let source: String = parts.iter().map(|(part, times)| format!("({part}{times})")).collect();
            let plain = RegexBuilder::new(&source).multi_line(true).build().unwrap();
            let pattern = RegexPattern::parse(&source, false).unwrap();
            let spans = |regex: &regex::bytes::Regex| -> Vec<Vec<Option<std::ops::Range<usize>>>> {
                // From each character on; the text is short.
                let places = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
                let all = places.filter_map(|at| regex.captures_at(text.as_bytes(), at));
                all.map(|one| one.iter().map(|group| group.map(|group| group.range())).collect()).collect()
            };
            prop_assert_eq!(spans(&pattern.regex().unwrap()), spans(&plain), "{}", source);
        }
    }

    #[test]
    fn kinds_are_told_by_what_a_class_holds() {
        let kinds = |spaces, signs, letters| Some(Kinds { spaces, signs, letters });
        let cases = [
            (".", kinds(true, true, true)),
            (r#"[^"/]"#, kinds(true, true, true)),
            (r"\S", kinds(false, true, true)),
            (r"[^\s,]", kinds(false, true, true)),
            (r"\w", kinds(false, false, true)),
            (r"[\w.-]", kinds(false, false, true)),
            (r"[\w\s]", kinds(true, false, true)),
            (r"\W", kinds(true, true, false)),
            (r"\D", kinds(true, true, true)),
            (r"\d", kinds(false, false, false)),
            (r"\s", None),
            ("[“”]", None),
            ("[^“]", None),
            (r"\p{Greek}", None),
            ("[a-z]", None),
        ];
        for (pattern, expected) in cases {
            assert_eq!(Kinds::of(&perl(pattern)), expected, "{pattern}");
        }
    }
}
