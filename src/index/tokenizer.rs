//! Cuts prose and error text into the terms of the text index.
//!
//! A *word* is a run of letters, digits and `_`, joined by single connectors (`.` `-` `/` `\` `:` `@`, `::`, `://`).
//! It is cut into *parts*: at connectors, at `_` and at the humps of camel case. Each part takes one
//! position, so the positions of a text are its parts in reading order, whatever joins them; that is
//! why the phrase "undefined column" finds `psycopg2.errors.UndefinedColumn`. Beside its parts a word
//! gives these terms:
//!
//! - every *compound*, at the position of its first part: the whole word (`psycopg2.errors.undefinedcolumn`)
//!   and each piece of it that has parts of its own (`undefinedcolumn`);
//! - a *spanning* term per compound, which says how many positions it takes ([`spanning_term`]). With it
//!   the phrase "graphql error" finds `GraphQL error`, where `graphql` takes two positions;
//! - the *folded* form of a part where it differs ([`fold`]): `containers`, `container`.
//!
//! Everything is in lower case. Numbers with dots (`0.0.0.0`, `3.12.1`) and codes (`E0308`, `42P01`, `K8s`)
//! stay one part. Quotes and other punctuation are dropped; the apostrophe of `can't` too (`cant`). What
//! terms are worth is left to `search`.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The longest term in bytes. Longer runs are random data (base64, minified code) that nobody searches for;
/// a part is cut to this, a compound is left out.
pub const TERM_BYTES_MAX: usize = 100;

/// The most parts of a compound that still gets a spanning term. Nobody writes a longer word in a phrase
/// other than by copying it, and then its parts match.
pub const SPANNING_PARTS_MAX: usize = 8;

/// Joins a compound and its number of parts in a spanning term. No text contains it as part of a word, so
/// spanning terms never mix with the others.
const SPANNING_MARK: char = '\u{1}';

/// Separators of a word's pieces, outermost first; below the last come the humps of camel case.
const TIERS: [&[char]; 5] = [&['/', '\\'], &[':', '@'], &['.'], &['-'], &['_']];

/// What may follow an apostrophe inside a word.
const CONTRACTIONS: [&str; 7] = ["t", "s", "re", "ve", "ll", "d", "m"];

/// One position of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// In lower case, at most [`TERM_BYTES_MAX`] bytes.
    pub text: String,
    /// Its place in the text (half-open bytes, on character boundaries).
    pub span: Range<usize>,
}

/// A piece of a word that has several parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    /// In lower case, separators kept, at most [`TERM_BYTES_MAX`] bytes.
    pub text: String,
    /// Its place in the text (half-open bytes, on character boundaries).
    pub span: Range<usize>,
    /// The index of its first part in the word.
    pub first: usize,
    /// How many parts it has, at least 2.
    pub count: usize,
}

/// A word with everything that the index knows it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Its place in the text (half-open bytes, on character boundaries).
    pub span: Range<usize>,
    /// At least one; in reading order.
    pub parts: Vec<Part>,
    /// The whole word first if it has several parts; sorted by first part, longer ones first.
    pub compounds: Vec<Compound>,
}

impl Word {
    /// The compound that is the whole word, if it has several parts and is not too long.
    #[must_use]
    pub fn whole(&self) -> Option<&Compound> {
        self.compounds.first().filter(|compound| compound.count == self.parts.len())
    }
}

/// The words of `text`, in reading order.
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator of [`words`].
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        loop {
            let rest = &self.text[self.at..];
            let start = self.at + rest.find(is_word_char)?;
            let end = word_end(self.text, start);
            self.at = end;
            let mut cutter = Cutter { text: self.text, parts: Vec::new(), compounds: Vec::new() };
            // Most words have no separators; they need no tiers.
            let is_plain = self.text[start..end].bytes().all(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
            cutter.cut(start..end, if is_plain { TIERS.len() } else { 0 });
            if !cutter.parts.is_empty() {
                let mut compounds = cutter.compounds;
                compounds.sort_by(|a, b| a.first.cmp(&b.first).then(b.count.cmp(&a.count)));
                return Some(Word { span: start..end, parts: cutter.parts, compounds });
            }
        }
    }
}

/// The term that says: this compound, over this many positions.
#[must_use]
pub fn spanning_term(compound: &str, part_count: usize) -> String {
    format!("{compound}{SPANNING_MARK}{part_count}")
}

/// True for the bytes of a term made by [`spanning_term`].
#[must_use]
pub fn is_spanning_term(term: &[u8]) -> bool {
    term.contains(&(SPANNING_MARK as u8))
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The end of the word that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        let rest = &text[end..];
        end += rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
        let joint = joint_bytes(&text[start..end], &text[end..]);
        if joint == 0 {
            return end;
        }
        end += joint;
    }
}

/// Bytes of what joins the word so far to what follows; 0 if nothing does.
fn joint_bytes(before: &str, after: &str) -> usize {
    if let Some(bytes) = apostrophe_bytes(before, after) {
        return bytes;
    }
    let joint = ["://", "::", "\\\\", ".", "-", "/", "\\", ":", "@"].iter().find(|joint| after.starts_with(**joint));
    joint.filter(|joint| after[joint.len()..].starts_with(is_word_char)).map_or(0, |joint| joint.len())
}

/// Bytes of an apostrophe that stands inside a word (`can't`, `user's`).
fn apostrophe_bytes(before: &str, after: &str) -> Option<usize> {
    let apostrophe = after.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
    let rest = &after[apostrophe.len_utf8()..];
    let end = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
    let contracted = before.ends_with(char::is_alphabetic) && CONTRACTIONS.contains(&&rest[..end]);
    contracted.then_some(apostrophe.len_utf8())
}

/// Collects the parts and compounds of one word.
struct Cutter<'t> {
    text: &'t str,
    parts: Vec<Part>,
    compounds: Vec<Compound>,
}

impl Cutter<'_> {
    /// Cuts a piece of the word at the separators of `tier` and below.
    fn cut(&mut self, piece: Range<usize>, tier: usize) {
        let first = self.parts.len();
        let text = &self.text[piece.clone()];
        match TIERS.get(tier) {
            Some(separators) if !(separators.contains(&'.') && is_dotted_number(text)) => {
                let mut start = piece.start;
                for inner in text.split(*separators) {
                    if !inner.is_empty() {
                        self.cut(start..start + inner.len(), tier + 1);
                    }
                    // All separators are one byte long.
                    start += inner.len() + 1;
                }
            }
            Some(_) => self.push_part(piece.clone()),
            None => self.cut_humps(piece.clone()),
        }
        let count = self.parts.len() - first;
        let is_new = self.compounds.last().is_none_or(|last| last.first != first || last.count != count);
        if count > 1 && is_new {
            self.push_compound(piece, first, count);
        }
    }

    /// Cuts a piece without separators at the humps of camel case.
    fn cut_humps(&mut self, piece: Range<usize>) {
        let mut start = piece.start;
        for at in hump_starts(&self.text[piece.clone()]) {
            self.push_part(start..piece.start + at);
            start = piece.start + at;
        }
        self.push_part(start..piece.end);
    }

    fn push_part(&mut self, span: Range<usize>) {
        let mut text = lower(&self.text[span.clone()]);
        if text.len() > TERM_BYTES_MAX {
            let cut = (0..=TERM_BYTES_MAX).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(cut);
        }
        self.parts.push(Part { text, span });
    }

    fn push_compound(&mut self, span: Range<usize>, first: usize, count: usize) {
        let text = lower(&self.text[span.clone()]);
        if text.len() <= TERM_BYTES_MAX {
            self.compounds.push(Compound { text, span, first, count });
        }
    }
}

/// Lower case, apostrophes dropped.
fn lower(text: &str) -> String {
    if text.is_ascii() && !text.contains('\'') {
        return text.to_ascii_lowercase();
    }
    text.chars().filter(|c| !matches!(c, '\'' | '’')).flat_map(char::to_lowercase).collect()
}

fn is_dotted_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// Offsets at which a new part begins inside `piece`, ascending, without 0.
fn hump_starts(piece: &str) -> Vec<usize> {
    if piece.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = piece.char_indices().collect();
    let mut starts = Vec::new();
    let mut part_start = 0;
    for at in 1..chars.len() {
        let before = chars[at - 1].1;
        let (offset, c) = chars[at];
        let after = chars.get(at + 1).map(|(_, c)| *c);
        let is_hump = is_ideograph(c)
            || is_ideograph(before)
            // A lone first letter belongs to what follows: `iOS`, `OAuth`, `mTLS`.
            || (at - part_start > 1 && begins_hump(before, c, after) && !is_plural_end(&chars[at..]));
        if is_hump {
            starts.push(offset);
            part_start = at;
        }
    }
    starts
}

/// True between `d` and `C` in `undefinedColumn`, `P` and `S` in `HTTPServer`, `2` and `S` in `OAuth2Session`.
fn begins_hump(before: char, c: char, after: Option<char>) -> bool {
    c.is_uppercase()
        && (before.is_lowercase()
            || ((before.is_uppercase() || before.is_numeric()) && after.is_some_and(char::is_lowercase)))
}

/// True for the `Ls` of `URLs`: a plural, not a hump.
fn is_plural_end(rest: &[(usize, char)]) -> bool {
    matches!(rest, [(_, c), (_, 's')] if c.is_uppercase())
}

/// True for characters of scripts that are written without blanks; each is a part of its own.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}') && c.is_alphabetic()
}

/// The form that the inflections of an English word share, where it differs from `part`: `containers` →
/// `container`, `retried` → `retry`, `caches` and `caching` → `cach`. `None` for everything but ASCII
/// lower-case words of at least 4 letters. A handful of suffix rules, not a stemmer: it never joins words of
/// different meaning on purpose, and a form need not be a word.
#[must_use]
pub fn fold(part: &str) -> Option<String> {
    if part.len() < 4 || !part.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let singular = fold_plural(part);
    let mut base = fold_verb(&singular);
    if base.len() >= 4 && base.ends_with('e') {
        base.pop();
    }
    (base != part).then_some(base)
}

fn fold_plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() >= 2) {
        return format!("{stem}y");
    }
    if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    let is_plural = word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word[..word.len() - usize::from(is_plural)].to_owned()
}

fn fold_verb(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ied").filter(|stem| stem.len() >= 2) {
        return format!("{stem}y");
    }
    let stem = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed").filter(|stem| !stem.ends_with('e')));
    let has_vowel = |stem: &&str| stem.len() >= 3 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let Some(stem) = stem.filter(has_vowel) else { return word.to_owned() };
    let bytes = stem.as_bytes();
    let last = bytes[bytes.len() - 1];
    // `stopped` → `stop`, but `missed` → `miss`, `installed` → `install`.
    let is_doubled = bytes[bytes.len() - 2] == last && !matches!(last, b's' | b'l' | b'z' | b'f' | b'e' | b'o');
    stem[..stem.len() - usize::from(is_doubled)].to_owned()
}

/// The tokenizer as tantivy wants it: all terms of a text with their positions.
#[derive(Clone, Debug, Default)]
pub struct ErrorTextTokenizer;

impl Tokenizer for ErrorTextTokenizer {
    type TokenStream<'a> = ErrorTextStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ErrorTextStream<'a> {
        ErrorTextStream { words: words(text), position: 0, pending: Vec::new(), token: Token::default() }
    }
}

/// The terms of a text, ordered by position.
pub struct ErrorTextStream<'a> {
    words: Words<'a>,
    /// Of the next word's first part.
    position: usize,
    /// Terms of the current word, last first.
    pending: Vec<Token>,
    token: Token,
}

impl TokenStream for ErrorTextStream<'_> {
    fn advance(&mut self) -> bool {
        while self.pending.is_empty() {
            let Some(word) = self.words.next() else { return false };
            let part_count = word.parts.len();
            push_terms(word, self.position, &mut self.pending);
            self.pending.reverse();
            self.position += part_count;
        }
        self.token = self.pending.pop().expect("invariant: the loop ends with a pending term");
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Appends the terms of `word`, whose first part stands at `base`, ordered by position.
fn push_terms(word: Word, base: usize, out: &mut Vec<Token>) {
    let mut compounds = word.compounds.into_iter().peekable();
    for (index, part) in word.parts.into_iter().enumerate() {
        while let Some(compound) = compounds.next_if(|compound| compound.first == index) {
            let token = |text| Token {
                offset_from: compound.span.start,
                offset_to: compound.span.end,
                position: base + index,
                text,
                position_length: compound.count,
            };
            if compound.count <= SPANNING_PARTS_MAX {
                out.push(token(spanning_term(&compound.text, compound.count)));
            }
            out.push(token(compound.text.clone()));
        }
        let token = |text| Token {
            offset_from: part.span.start,
            offset_to: part.span.end,
            position: base + index,
            text,
            position_length: 1,
        };
        if let Some(folded) = fold(&part.text) {
            out.push(token(folded));
        }
        out.push(token(part.text.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        words(text).flat_map(|word| word.parts).map(|part| part.text).collect()
    }

    fn compounds(text: &str) -> Vec<String> {
        words(text).flat_map(|word| word.compounds).map(|compound| compound.text).collect()
    }

    /// Terms without the spanning ones, each with its position.
    fn terms(text: &str) -> Vec<(String, usize)> {
        let mut tokenizer = ErrorTextTokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut all = Vec::new();
        stream.process(&mut |token| {
            if !is_spanning_term(token.text.as_bytes()) {
                all.push((token.text.clone(), token.position));
            }
        });
        all
    }

    #[test]
    fn a_class_path_gives_the_whole_its_pieces_and_its_parts() {
        let expected = [
            ("psycopg2.errors.undefinedcolumn", 0),
            ("psycopg2", 0),
            ("error", 1),
            ("errors", 1),
            ("undefinedcolumn", 2),
            ("undefin", 2),
            ("undefined", 2),
            ("column", 3),
            ("does", 4),
            ("not", 5),
            ("exist", 6),
        ];
        let found = terms("psycopg2.errors.UndefinedColumn: does not exist");
        let found: Vec<(&str, usize)> =
            found.iter().map(|(text, at)| (text.as_str(), *at)).filter(|(text, _)| *text != "doe").collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_cut_where_a_reader_would_cut_them() {
        let cases: &[(&str, &[&str])] = &[
            ("UndefinedColumn", &["undefined", "column"]),
            ("HTTPServer", &["http", "server"]),
            ("OAuth2Session", &["oauth2", "session"]),
            ("iOS and OAuth, mTLS", &["ios", "and", "oauth", "mtls"]),
            ("URLs APIs VMs", &["urls", "apis", "vms"]),
            ("E0308 42P01 K8s EADDRINUSE", &["e0308", "42p01", "k8s", "eaddrinuse"]),
            ("ERR_REQUIRE_ESM", &["err", "require", "esm"]),
            ("listen tcp4 0.0.0.0:5432: bind:", &["listen", "tcp4", "0.0.0.0", "5432", "bind"]),
            ("python 3.12.1", &["python", "3.12.1"]),
            ("'/app/scripts/seed_people.py'", &["app", "scripts", "seed", "people", "py"]),
            (r"C:\Users\me", &["c", "users", "me"]),
            ("http://localhost:3000/api", &["http", "localhost", "3000", "api"]),
            ("std::io::Error::NotFound", &["std", "io", "error", "not", "found"]),
            ("docker-compose up --build -d", &["docker", "compose", "up", "build", "d"]),
            (r#"column "faculty_role" does"#, &["column", "faculty", "role", "does"]),
            ("can't couldn’t user's 'alembic'", &["cant", "couldnt", "users", "alembic"]),
            ("'a's 'b'", &["as", "b"]),
            ("port=5432,host=db", &["port", "5432", "host", "db"]),
            ("Ünïcödé ПриветМир 数据库", &["ünïcödé", "привет", "мир", "数", "据", "库"]),
            ("___ -- ... ://", &[]),
            ("__init__", &["init"]),
            ("a...b a::b a:::b", &["a", "b", "a", "b", "a", "b"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&parts(text), expected, "{text}");
        }
    }

    #[test]
    fn compounds_are_kept_whole_at_every_level() {
        assert_eq!(compounds("/app/seed_people.py"), ["app/seed_people.py", "seed_people.py", "seed_people"]);
        assert_eq!(compounds("0.0.0.0:5432"), ["0.0.0.0:5432"]);
        assert_eq!(compounds("ERR_REQUIRE_ESM"), ["err_require_esm"]);
        assert_eq!(compounds("E0308 plain words __init__"), [] as [&str; 0]);
    }

    #[test]
    fn inflections_of_a_word_share_one_folded_form() {
        let groups: &[&[&str]] = &[
            &["container", "containers"],
            &["restart", "restarts", "restarted", "restarting"],
            &["stop", "stops", "stopped", "stopping"],
            &["miss", "misses", "missed", "missing"],
            &["install", "installs", "installed", "installing"],
            &["cache", "caches", "cached", "caching"],
            &["retry", "retries", "retried", "retrying"],
            &["address", "addresses"],
            &["database", "databases"],
            &["status", "statuses"],
            &["expire", "expires", "expired"],
            &["query", "queries"],
            &["index", "indexes"],
            &["deny", "denies", "denied"],
        ];
        for group in groups {
            let folded: Vec<String> =
                group.iter().map(|word| fold(word).unwrap_or_else(|| (*word).to_owned())).collect();
            assert!(folded.iter().all(|form| *form == folded[0]), "{group:?} gave {folded:?}");
        }
        for kept in ["process", "redis", "need", "string", "E0308", "one", "naïves", "dns"] {
            assert_eq!(fold(kept), None, "{kept}");
        }
    }

    #[test]
    fn no_term_is_longer_than_the_limit() {
        let long = "ü".repeat(500);
        let dotted = format!("{}.{}", "a".repeat(90), "b".repeat(90));
        let mut tokenizer = ErrorTextTokenizer;
        for text in [long.as_str(), dotted.as_str()] {
            let mut stream = tokenizer.token_stream(text);
            stream.process(&mut |token| assert!(token.text.len() <= TERM_BYTES_MAX + 2, "{}", token.text.len()));
        }
        assert_eq!(parts(&dotted).len(), 2);
        assert!(compounds(&dotted).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_terms_in_order_of_position_on_character_boundaries(text in "\\PC*|[a-zA-Z0-9_./:\\\\'@ -]{0,40}") {
            let mut tokenizer = ErrorTextTokenizer;
            let mut stream = tokenizer.token_stream(&text);
            let mut last = 0;
            let mut failure = None;
            stream.process(&mut |token| {
                if token.position < last || text.get(token.offset_from..token.offset_to).is_none() || token.text.is_empty() {
                    failure = Some(token.clone());
                }
                last = token.position;
            });
            proptest::prop_assert_eq!(failure, None);
        }

        #[test]
        fn the_parts_of_two_texts_are_the_parts_of_both(a in "[a-zA-Z0-9_./: -]{0,20}", b in "[a-zA-Z0-9_./: -]{0,20}") {
            let mut both = parts(&a);
            both.extend(parts(&b));
            proptest::prop_assert_eq!(parts(&format!("{a} {b}")), both);
        }
    }
}
