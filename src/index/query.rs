//! What a person types into a search, read into plain data. Every text is a valid query.
//!
//! - `reset password`: words. Entries with all of them come first; none is required.
//! - `"does not exist"`: a phrase. Required, unless no entry has it.
//! - `tag:docker`, `kind:runbook`, `area:postgres`: filters. Required; several of one kind are alternatives.
//! - `-word`, `-"a phrase"`, `-tag:x`: excluded. A dash before a digit, another dash or one or two
//!   letters is no exclusion, since `-1`, `--build` and `-it` are what people paste.
//! - The last word, if no white space follows, also means every word that begins with it.
//!
//! Common words of questions ("how do I …") are dropped if others remain. What a query finds is left to
//! `search`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::text_index::FilterField;
use super::tokenizer::{Word, words};

/// The most words of a query that count; a pasted log has its telling words among the first ones, and each
/// costs a look-up in every field.
pub const QUERY_WORDS_MAX: usize = 64;

/// The most neighbors of a query that are looked for side by side; each costs a phrase search in every field.
pub const QUERY_PAIRS_MAX: usize = 16;

/// The most bytes of a query that are read.
pub const QUERY_BYTES_MAX: usize = 16 * 1024;

/// The shortest word that a dash excludes: `-d`, `-it` and `-rf` are options of a command that somebody pasted.
const EXCLUSION_LETTERS_MIN: usize = 3;

/// Words of questions that say nothing about what is asked. Words that matter in errors are not among them:
/// `not`, `no`, `all`, `only`, `same`.
static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = "\
    a about after am an and any anyone are as at be because been but by can could did do does doing for from \
    get gets getting got had has have having help how i if im in into is it its ive just keep keeps me my of \
    on or our please should so some somehow that the their them then there these they this to was we were \
    what whats when where which while who why will with would you your";
    words.split_whitespace().collect()
});

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words to rank by, in the order typed, each once.
    pub(super) words: Vec<Word>,
    /// Neighbors in the order typed, at least one of each two telling something: where an entry has them side
    /// by side, too, it is worth more.
    pub(super) pairs: Vec<[Word; 2]>,
    /// Phrases that must be there.
    pub(super) phrases: Vec<Vec<Word>>,
    /// What must not be there: words and phrases.
    pub(super) excluded: Vec<Vec<Word>>,
    pub(super) filters: Vec<Filter>,
    /// True: the last of `words` may go on.
    pub(super) last_is_prefix: bool,
}

/// A filter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) field: FilterField,
    /// In lower case.
    pub(super) value: String,
    pub(super) excluded: bool,
}

impl Query {
    /// Reads what a person typed. The last word is taken as the beginning of one unless white space follows.
    #[must_use]
    pub fn parse(text: &str) -> Query {
        let text = cut(text);
        let mut query = Query::default();
        let mut last_end = 0;
        for piece in (Pieces { text, at: 0 }) {
            if query.add(&piece) {
                last_end = piece.span.end;
            }
        }
        query.last_is_prefix = last_end == text.len() && !query.words.is_empty();
        query.finish()
    }

    /// Reads `text` as words only: nothing in it is a phrase, a filter or an exclusion. For error texts.
    #[must_use]
    pub fn plain(text: &str) -> Query {
        Query { words: words(cut(text)).collect(), ..Query::default() }.finish()
    }

    /// The same with the last word taken as the beginning of one, or not.
    #[must_use]
    pub fn prefix(mut self, last_is_prefix: bool) -> Query {
        self.last_is_prefix = last_is_prefix && !self.words.is_empty();
        self
    }

    /// True if nothing is asked for: the answer is a list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    /// Takes in one piece; true if it ends with a word to rank by.
    fn add(&mut self, piece: &Piece<'_>) -> bool {
        let found: Vec<Word> = words(piece.text).collect();
        if let Some(filter) = piece.filter() {
            self.filters.push(filter);
        } else if found.is_empty() {
            return false;
        } else if piece.excluded {
            self.excluded.push(found);
        } else if piece.quoted {
            self.phrases.push(found);
        } else {
            self.words.extend(found);
            return true;
        }
        false
    }

    /// Drops what says nothing and what was said before.
    fn finish(mut self) -> Query {
        let last = self.words.last().cloned();
        let tells = |word: &Word| !is_stop_word(word);
        let pairs = self.words.windows(2).filter(|pair| pair.iter().any(tells));
        self.pairs = pairs.take(QUERY_PAIRS_MAX).map(|pair| [pair[0].clone(), pair[1].clone()]).collect();
        if self.words.iter().any(tells) || !self.phrases.is_empty() {
            self.words.retain(tells);
        }
        let mut seen = HashSet::new();
        self.words.retain(|word| seen.insert(word.whole().map_or(&word.parts[0].text, |whole| &whole.text).clone()));
        self.words.truncate(QUERY_WORDS_MAX);
        // A stop word that may go on (`do` of `docker`) was typed last: it stays.
        if let Some(last) = last.filter(|_| self.last_is_prefix) {
            self.words.retain(|word| word.span != last.span);
            self.words.truncate(QUERY_WORDS_MAX - 1);
            self.words.push(last);
        }
        self
    }
}

fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(QUERY_BYTES_MAX)).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

pub(super) fn is_stop_word(word: &Word) -> bool {
    matches!(word.parts.as_slice(), [part] if STOP_WORDS.contains(part.text.as_str()))
}

/// A stretch of a query between white space, or a quoted one.
struct Piece<'t> {
    /// Without its quotes and its dash.
    text: &'t str,
    /// With them.
    span: Range<usize>,
    quoted: bool,
    excluded: bool,
}

impl Piece<'_> {
    fn filter(&self) -> Option<Filter> {
        if self.quoted {
            return None;
        }
        let (name, value) = self.text.split_once(':')?;
        let field = FilterField::ALL.into_iter().find(|field| field.name() == name)?;
        let value = value.trim_matches('"').to_lowercase();
        (!value.is_empty()).then_some(Filter { field, value, excluded: self.excluded })
    }
}

struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let start = self.at + self.text[self.at..].find(|c: char| !c.is_whitespace())?;
        let dash = usize::from(is_exclusion(&self.text[start..]));
        let body = &self.text[start + dash..];
        let (text, length, quoted) = match quoted_bytes(body) {
            Some(length) => (&body[1..length - 1], length, true),
            None => {
                let length = body.find(char::is_whitespace).unwrap_or(body.len());
                (&body[..length], length, false)
            }
        };
        self.at = start + dash + length;
        Some(Piece { text, span: start..self.at, quoted, excluded: dash == 1 })
    }
}

/// The length of the phrase that `text` begins with, quotes included. A quote that never closes opens
/// nothing: it is still being typed.
fn quoted_bytes(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('"')?;
    Some(inside.find('"')? + 2)
}

/// True if `text` begins with a dash that means "without".
fn is_exclusion(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-') else { return false };
    let letters = rest.chars().take_while(|c| c.is_alphanumeric()).count();
    quoted_bytes(rest).is_some() || (rest.starts_with(char::is_alphabetic) && letters >= EXCLUSION_LETTERS_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The query in short: words, `"phrases"`, `-excluded`, `field:value`, `…` for a word that may go on.
    fn shown(query: &Query) -> String {
        let text = |words: &[Word]| {
            words.iter().flat_map(|word| &word.parts).map(|part| part.text.as_str()).collect::<Vec<_>>().join("+")
        };
        let mut out: Vec<String> = query.words.iter().map(|word| text(std::slice::from_ref(word))).collect();
        if query.last_is_prefix {
            out.push("…".to_owned());
        }
        out.extend(query.phrases.iter().map(|phrase| format!("\"{}\"", text(phrase))));
        out.extend(query.excluded.iter().map(|words| format!("-{}", text(words))));
        out.extend(query.filters.iter().map(|filter| {
            format!("{}{}:{}", if filter.excluded { "-" } else { "" }, filter.field.name(), filter.value)
        }));
        out.join(" ")
    }

    #[test]
    fn a_query_is_read_as_a_person_means_it() {
        let cases = [
            ("connection refused", "connection refused …"),
            ("connection refused ", "connection refused"),
            ("how do I reset the admin password", "reset admin password …"),
            ("how do I", "how do i …"),
            ("start do", "start do …"),
            ("start do ", "start"),
            (r#""does not exist" column "#, r#"column "does+not+exist""#),
            (r#"column "faculty role""#, r#"column "faculty+role""#),
            (r#""not closed"#, "not closed …"),
            ("tag:Docker kind:runbook area:postgres volume ", "volume tag:docker kind:runbook area:postgres"),
            ("tag: kind:", "tag kind …"),
            ("tags:x foo:bar ", "tags+x foo+bar"),
            ("port -udp -\"in use\" -tag:old ", "port -udp -in+use -tag:old"),
            ("exit code -1 docker run -d --build - ", "exit code 1 docker run d build"),
            ("psycopg2.errors.UndefinedColumn: x ", "psycopg2+errors+undefined+column x"),
            ("port port PORT ", "port"),
            ("", ""),
            (" \t\"\" - : ?! ", ""),
            ("\"", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&Query::parse(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn plain_text_has_no_syntax() {
        assert_eq!(shown(&Query::plain(r#"-x tag:a "b c""#)), "x tag+a b c");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_query(text in "\\PC*|[a-c\":\\- \t]{0,30}") {
            let query = Query::parse(&text);
            proptest::prop_assert!(query.words.len() <= QUERY_WORDS_MAX);
            proptest::prop_assert!(Query::plain(&text).words.len() <= QUERY_WORDS_MAX);
        }
    }
}
