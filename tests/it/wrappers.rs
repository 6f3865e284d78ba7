//! Every wrapper and encoding that is known, around one error: the answer, its captures, and the raw bytes it points at.
//!
//! The rows are `tests/wrappers.toml`; the table in `docs/log-formats.md` is made of them, and a test compares the two
//! (`KB_BLESS=1 cargo test --test it wrappers` writes it).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kb::diagnose::CompiledCorpus;
use kb::log::{Base, Encoding, Log, lines};
use kb::matcher::Places;
use kb::matcher::verify::occurrences;
use kb::signature::Pattern;
use kb::signature::text::TextPattern;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;

use crate::support::{builtin_entries, compiled, proptest_config, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    wrapper: Vec<Row>,
}

/// A wrapper; the file says what each field is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    from: String,
    encode: Option<String>,
    stream: Option<String>,
    log: String,
    evidence: Vec<String>,
}

const ENTRY: &str = "postgres/duplicate-key";
const CAPTURES: &[(&str, &str)] =
    &[("constraint", "users_email_key"), ("column", "email"), ("value", "alice@example.com")];

/// Rows that must be there at least.
const ROW_COUNT_MIN: usize = 25;

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(root().join("tests/wrappers.toml")).expect("the rows");
    toml::from_str::<Rows>(&text).expect("rows").wrapper
}

/// `text` as bytes; `<FC>` is a byte that is no character.
fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let code = rest.get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(|byte| *byte >= 0x80 && character == '<' && rest.as_bytes().get(3) == Some(&b'>')) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[4..];
            }
            None => {
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    bytes
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// How text is written in a log.
type Encode = fn(&str) -> Vec<u8>;

/// The log of a row, and how a part of it is written in it.
fn encoded(row: &Row) -> (Vec<u8>, Encode) {
    let marked = format!("\u{feff}{}", row.log);
    match row.encode.as_deref() {
        None => (bytes_of(&row.log), bytes_of),
        Some("utf-16le") => (utf16(&row.log, false), |text| utf16(text, false)),
        Some("utf-16le-mark") => (utf16(&marked, false), |text| utf16(text, false)),
        Some("utf-16be") => (utf16(&row.log, true), |text| utf16(text, true)),
        Some("utf-16be-mark") => (utf16(&marked, true), |text| utf16(text, true)),
        Some("utf-8 then utf-16le") => {
            // In a UTF-8 log zero bytes are nothing, and so not part of the evidence's end either.
            let part = |text: &str| utf16(text, false).strip_suffix(b"\0").expect("text").to_vec();
            ([b"starting\r\nready\r\n".to_vec(), utf16(&row.log, false)].concat(), part)
        }
        Some(other) => panic!("{}: no encoding {other}", row.name),
    }
}

/// Complaints about the answer to one row.
fn complaints(corpus: &CompiledCorpus, row: &Row) -> Vec<String> {
    let (log, part) = encoded(row);
    let ranked = corpus.diagnose(&log);
    let Some(first) = ranked.first() else { return vec!["no answer".to_owned()] };
    let mut complaints = Vec::new();
    if first.entry.id.as_str() != ENTRY {
        complaints.push(format!("answered with {}", first.entry.id));
    }
    let expected: Vec<Vec<u8>> = row.evidence.iter().map(|text| part(text)).collect();
    let mut seen = Vec::new();
    for finding in first.summary.findings() {
        let spans: Vec<&[u8]> = finding.evidence.iter().map(|piece| &log[piece.byte_start..piece.byte_end]).collect();
        let has_captures =
            CAPTURES.iter().all(|(name, value)| finding.captures.get(*name).is_some_and(|found| found == value));
        let has_stream =
            row.stream.as_deref().is_none_or(|name| finding.evidence.iter().all(|piece| piece.stream == name));
        if spans == expected && has_captures && has_stream {
            complaints.extend(finding.evidence.iter().filter_map(|piece| misplaced(row, &log, piece)));
            return complaints;
        }
        let spans: Vec<String> = spans.iter().map(|span| String::from_utf8_lossy(span).into_owned()).collect();
        let streams: Vec<&str> = finding.evidence.iter().map(|piece| piece.stream.as_str()).collect();
        seen.push(format!("    {spans:?} {:?} {streams:?}", finding.captures));
    }
    complaints.push(format!("no finding is as expected:\n{}", seen.join("\n")));
    complaints
}

/// Says if line or column of a piece do not follow from its bytes.
fn misplaced(row: &Row, log: &[u8], piece: &kb::report::Evidence) -> Option<String> {
    let is_line_feed = |at: usize| {
        let pair = |low: usize, high: usize| log.get(low) == Some(&b'\n') && log.get(high) == Some(&0);
        match row.encode.as_deref() {
            Some(name) if name.starts_with("utf-16le") => at.is_multiple_of(2) && pair(at, at + 1),
            Some(name) if name.starts_with("utf-16be") => at.is_multiple_of(2) && pair(at + 1, at),
            _ => log[at] == b'\n',
        }
    };
    let unit = if row.encode.as_deref().is_some_and(|name| name.starts_with("utf-16")) { 2 } else { 1 };
    let before: Vec<usize> = (0..piece.byte_start).filter(|at| is_line_feed(*at)).collect();
    let line = before.len() + 1;
    let column = piece.byte_start - before.last().map_or(0, |at| at + unit) + 1;
    ((piece.line, piece.column) != (line, column))
        .then(|| format!("line {} column {} is really {line}:{column}", piece.line, piece.column))
}

#[test]
fn every_wrapper_leaves_answer_captures_and_raw_evidence_as_they_are() {
    let corpus = compiled(&builtin_entries());
    let rows = rows();
    assert!(rows.len() >= ROW_COUNT_MIN, "{} rows", rows.len());
    let mut all = String::new();
    for row in &rows {
        for complaint in complaints(&corpus, row) {
            writeln!(all, "{}: {complaint}", row.name).expect("a string takes it");
        }
    }
    assert!(all.is_empty(), "\n{all}");
}

const BEGIN: &str = "<!-- wrappers: written by `KB_BLESS=1 cargo test --test it wrappers` -->\n";
const END: &str = "<!-- /wrappers -->";

/// Characters of an example that the table shows.
const EXAMPLE_CHARS_MAX: usize = 64;

/// The first line of the log that holds a part of the error, as a cell.
fn example(row: &Row) -> String {
    let parts = ["psycopg2", "duplicate", "DETAIL"];
    let line = row.log.lines().find(|line| parts.iter().any(|part| line.contains(part))).unwrap_or(&row.log);
    let line = line.trim_start_matches("  10% |###      |\r  55% |#####    |\r");
    let mut shown = String::new();
    for character in line.chars().take(EXAMPLE_CHARS_MAX) {
        match character {
            '|' => shown.push_str("\\|"),
            '`' => shown.push('\''),
            '\t' => shown.push('\u{2409}'),
            '\u{1b}' => shown.push('\u{241b}'),
            '\0' => shown.push('\u{2400}'),
            '\u{feff}' => shown.push_str("<U+FEFF>"),
            other if other.is_control() => write!(shown, "<{:02X}>", u32::from(other)).expect("a string takes it"),
            other => shown.push(other),
        }
    }
    if line.chars().count() > EXAMPLE_CHARS_MAX { format!("`{shown}`…") } else { format!("`{shown}`") }
}

fn table(rows: &[Row]) -> String {
    let mut table = String::from("| Wrapper or encoding | A line of it | Where the shape is from |\n|---|---|---|\n");
    for row in rows {
        writeln!(table, "| {} | {} | {} |", row.name, example(row), row.from.replace('|', "\\|"))
            .expect("a string takes it");
    }
    table
}

#[test]
fn the_table_in_the_docs_lists_every_row() {
    let file = root().join("docs/log-formats.md");
    let text = std::fs::read_to_string(&file).expect("docs/log-formats.md");
    let (before, rest) = text.split_once(BEGIN).expect("the beginning of the table");
    let (shown, after) = rest.split_once(END).expect("the end of the table");
    let expected = format!("\n{}\n", table(&rows()));
    if std::env::var_os("KB_BLESS").is_some() {
        std::fs::write(&file, format!("{before}{BEGIN}{expected}{END}{after}")).expect("a writable file");
    } else {
        assert_eq!(shown, expected, "write it anew: KB_BLESS=1 cargo test --test it wrappers");
    }
}

/// What may be part of a message stands in front of lines.
const PREFIXES: &[&str] = &[
    "> ",
    ">> ",
    "# ",
    " * ",
    "- ",
    "+ ",
    "| ",
    "// ",
    "\u{2502} ",
    "$ ",
    "user@host:~$ ",
    "PS C:\\dir> ",
    "db=> ",
    "[ERROR] ",
    "[api] ",
    "[0] ",
    "web:build: ",
    "@shop/api: ",
    "python : ",
    "make[1]: ",
    "fatal: [web1]: FAILED! => ",
    "::error file=a.py,line=1::",
    "##[error]",
    "Nov 21 10:00:00 host app[123]: ",
    "<34>1 2026-11-21T10:00:00Z host app 77 ID - ",
    "2026-11-21T10:00:00.123456789Z ",
    "2026-11-21T10:00:00.123456+00:00 app[web.1]: ",
    "2026-11-21 10:00:00.123 UTC [77] ",
    "10:12:33.123  ",
    "0.345 ",
    "#12 ",
    "[31m",
];

/// What machines put in front of lines, and control codes.
const CERTAIN: &[&str] = &[
    "api-1  | ",
    "#12 0.345 ",
    "E   ",
    "2026-11-21T10:00:00.1234567Z ",
    "2026-11-21T10:00:00.123456789Z stderr F ",
    "[pod/api-1/api] ",
    "\u{1b}[31m",
];

/// Words that can be read in more than one way.
const WORDS: &[&str] = &[
    "connection",
    "refused",
    "column",
    r#"\"users\""#,
    r"a\nb",
    "&quot;x&quot;",
    "<b>",
    r"snake\_case",
    "can\u{e2}\u{20ac}\u{2122}t",
    "#012",
    "%0A",
    "\u{2502}",
    "[0m",
    "x:1",
    "open",
    "timeout",
    ":",
    "At",
    r#"{"msg":"x"}"#,
];

/// A line: what machines wrote, what may be part of the message, and the message.
fn wrapped_line() -> impl Strategy<Value = (String, String)> {
    (vec(select(CERTAIN), 0..3), vec(select(PREFIXES), 0..3), vec(select(WORDS), 0..10))
        .prop_map(|(certain, prefixes, words)| (certain.concat(), prefixes.concat() + &words.join(" ")))
}

proptest! {
    #![proptest_config(proptest_config(512))]

    /// What unwrapping takes off, and what it undoes, hides nothing that the line itself says.
    #[test]
    fn a_text_that_stands_in_a_line_is_found_whatever_else_the_line_may_be(
        (certain, message) in wrapped_line(),
        part in (any::<usize>(), any::<usize>()),
        before in vec(wrapped_line(), 0..3),
        behind in vec(wrapped_line(), 0..3),
    ) {
        let words: Vec<&str> = message.split_whitespace().collect();
        prop_assume!(!words.is_empty());
        let first = part.0 % words.len();
        let text = words[first..=first + part.1 % (words.len() - first)].join(" ");
        prop_assume!(!text.contains('\\') || !text.ends_with('\\'));
        let Ok(pattern) = TextPattern::parse(&text, false) else { return Ok(()) };
        let all = before.into_iter().chain([(certain, message)]).chain(behind);
        let log: String = all.map(|(certain, message)| format!("{certain}{message}\n")).collect();
        let read = Log::read(log.as_bytes());
        let found = occurrences(&read, &Pattern::Text(pattern), &Places::Everywhere);
        prop_assert!(!found.is_empty(), "{:?} in {:?}", text, log);
    }

    /// A later window reads a line as the whole log does, but for what stands at its beginning.
    #[test]
    fn a_cut_changes_nothing_beyond_the_lines_around_it(
        picked in vec(wrapped_line(), 200..260),
        plain in vec(any::<u8>(), 260),
        at in 1_usize..60,
    ) {
        /// As far as the reading of one line takes in others.
        const AROUND: usize = 66;
        let line = |(index, (certain, message)): (usize, &(String, String))| {
            // One stream: lines around are counted in each by itself.
            let certain = if certain.contains(['|', '#', '[']) { "" } else { certain };
            // Most lines are plain, so that stretches of other readings begin and end.
            if plain[index] < 230 { format!("plain line {index}\n") } else { format!("{certain}{message}\n") }
        };
        let log: String = picked.iter().enumerate().map(line).collect();
        let cut = log.match_indices('\n').nth(at - 1).expect("a line end").0 + 1;
        let whole = Log::read(log.as_bytes());
        let base = lines::base_at(log.as_bytes(), Encoding::Utf8, Base::START, cut);
        let later = Log::read_window(&log.as_bytes()[cut..], Encoding::Utf8, base);
        let (whole, later) = (read_lines(&whole, at + AROUND), read_lines(&later, at + AROUND));
        prop_assert_eq!(whole.len(), later.len());
        for (number, readings) in &whole {
            prop_assert_eq!(Some(readings), later.get(number), "line {}", number);
        }
    }
}

/// Per line from `first` on: how it is read, in which streams.
fn read_lines(log: &Log<'_>, first: usize) -> BTreeMap<usize, Vec<(String, bool, String, usize)>> {
    let mut all: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for stream in log.streams() {
        for (index, line) in stream.lines().iter().enumerate() {
            let number = log.lines()[line.line].number;
            let payload = String::from_utf8_lossy(stream.line_payload(index)).into_owned();
            let name = stream.name().unwrap_or_default().to_owned();
            if number >= first {
                let at = log.locate(stream, line.start).offset;
                all.entry(number).or_default().push((name, stream.reading_of().is_some(), payload, at));
            }
        }
    }
    all.values_mut().for_each(|readings| readings.sort());
    all
}
