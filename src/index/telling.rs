//! Which words of a log line tell what went wrong, and which only tell when and where.
//!
//! Left out: time stamps, numbers, addresses, ids, folders, words of any log (`error`, `line`, `main`) and of any
//! sentence. Kept: words, identifiers, names of files, and numbers that are codes by their place (`status 503`,
//! `exit code 137`, `port 5432`). What the words are worth is left to [`similar`](super::similar).

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::query::is_stop_word;
use super::tokenizer::{Word, fold, words};

/// What a code or a port is worth beside a word: many unlike errors share it.
const NUMBER_WEIGHT: f32 = 0.5;

/// What a file's name is worth beside a word: `models.py` and `index.js` are everywhere.
const FILE_WEIGHT: f32 = 0.4;

/// What a name in quotes is worth beside a word: messages quote what they are about.
const QUOTED_WEIGHT: f32 = 1.25;

/// Words of a frame behind its `at`: `at async Object.load (node:internal/x:1:2) [as y]`; a sentence has more.
const FRAME_WORDS_MAX: usize = 6;

/// Words that stand in logs of any kind.
static LOG_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = "\
    apr aug call caused crit critical debug dec err error errors exception fail failed failing fails failure \
    false fatal feb file fri info jan jul jun last level line lines log logger logs main mar may message mon \
    most msg nov null oct org panic recent run running sat sep stack start started starting sun text thread \
    thu time timestamp trace traceback true tue unknown utc warn warning wed";
    words.split_whitespace().collect()
});

/// Words that stand in errors of any kind: alone, even several of them, they do not tell which. Folded.
static GENERIC_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = "\
    above accept access address allow already another api app application argument attribute back bad body \
    build cannot cant check class client closed code command complete config configuration connect connection \
    contain container content could couldnt create current data database default denied detail dial directory \
    docker dont during empty endpoint env errno exceed execute exist exit expected failure field find \
    forbidden format found from function handle handler header host http https id import input instance \
    internal invalid java key length limit list listen load local localhost lost many max memory method \
    missing module must name need network new no node none not number object occurred only open operation \
    option out output own package parameter parse path permission please port process product protocol python \
    python3 raise reach read ready reason receive refused remote request require reset resolve response \
    result retry return root send server service set site size socket source specify state status step stop \
    str string such support system table target tcp test time timeout tmp too try type unable unauthorized \
    undefined unexpected up update upstream url us use user valid value variable version wait was web without \
    write wrong";
    words.split_whitespace().map(|word| fold(word).unwrap_or_else(|| word.to_owned())).collect()
});

/// Parts of words that make a line the head of an error.
static ERROR_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = "\
    abort aborted blocked cannot cant conflict couldnt crit critical denied emerg err error errors exceeded \
    exception fail failed failing fails failure fatal forbidden invalid killed missing panic panicked refused \
    rejected segfault timeout traceback unable unauthorized unavailable undefined unhealthy unreachable \
    violates";
    words.split_whitespace().collect()
});

/// Words before a number that make it a code.
const CODE_WORDS: &[&str] =
    &["code", "errno", "exit", "exited", "http", "port", "signal", "sqlstate", "status", "statuscode"];

/// A word of a line that tells something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TellingWord {
    /// The word with only those parts and compounds that tell something.
    pub(super) word: Word,
    /// What it is worth beside a plain word.
    pub(super) weight: f32,
    /// True for identifiers, which few errors share: several parts, or letters and digits; no files, no numbers.
    pub(super) is_identifier: bool,
}

/// Finds one of the [`ERROR_WORDS`] anywhere in a line, inside other words too: to cut each line into its words takes much longer.
static ANY_ERROR_WORD: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> = ERROR_WORDS.iter().copied().collect();
    Regex::new(&format!("(?i-u:{})", words.join("|"))).expect("invariant: letters are a pattern")
});

/// True if `line` has a word that makes it the head of an error.
pub(super) fn is_error_head(line: &str) -> bool {
    may_have_error_word(line)
        && words(line).flat_map(|word| word.parts).any(|part| ERROR_WORDS.contains(part.text.as_str()))
}

/// False if no word of `line` is one of the [`ERROR_WORDS`].
fn may_have_error_word(line: &str) -> bool {
    // What folds to other letters, and apostrophes, which are left out of words, may hide one.
    !line.is_ascii() || line.contains('\'') || ANY_ERROR_WORD.is_match(line.as_bytes())
}

/// True if `line` only says where something happened, how errors hang together, or where to read more: a frame of a
/// traceback, its head, source code, the sentence between two tracebacks. Logs of unlike errors share these.
pub(super) fn is_frame(line: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "File \"",
        "Traceback (most recent call last)",
        "goroutine ",
        "created by ",
        "stack backtrace:",
        "raise ",
        "await ",
        "return ",
        "throw ",
        "For further information visit ",
        "For more information about this error",
        "(Background on this error at",
    ];
    // A logger may stand in front of these.
    const SENTENCES: &[&str] =
        &["The above exception was the direct cause of", "During handling of the above exception, another"];
    let line = line.trim_start();
    let behind_at = line.strip_prefix("at ").unwrap_or_default();
    let is_call = behind_at.contains(['(', ':', '.']) && behind_at.split_whitespace().count() <= FRAME_WORDS_MAX;
    let is_elided = line.starts_with("... ") && line.ends_with("more");
    is_call
        || is_elided
        || BEGINNINGS.iter().any(|begin| line.starts_with(begin))
        || SENTENCES.iter().any(|sentence| line.contains(sentence))
}

/// The telling words of `line`, in reading order.
pub(super) fn telling_words(line: &str) -> Vec<TellingWord> {
    let mut found = Vec::new();
    // Of the two words before.
    let mut names_code = [false; 2];
    for word in words(line) {
        let is_name = is_code_name(&word);
        found.extend(telling(line, word, names_code.contains(&true)));
        names_code = [is_name, names_code[0]];
    }
    found
}

/// True for a word that makes a number behind it a code.
fn is_code_name(word: &Word) -> bool {
    let (Some(first), Some(last)) = (word.parts.first(), word.parts.last()) else { return false };
    first.text == "http" || CODE_WORDS.contains(&last.text.as_str())
}

/// What `word` tells; `is_code` if a number is a code there.
fn telling(line: &str, mut word: Word, is_code: bool) -> Option<TellingWord> {
    let text = &line[word.span.clone()];
    let is_folder = line[word.span.end..].starts_with(['/', '\\']);
    if text.contains('@') || is_id(text) || is_folder {
        return None;
    }
    if is_number(text) {
        let port = text.rsplit_once(':').filter(|(address, _)| address.contains('.')).map(|(_, port)| port);
        let keeps = port.is_some() || (is_code && text.bytes().all(|b| b.is_ascii_digit()));
        return keeps.then(|| last_part(word, NUMBER_WEIGHT));
    }
    let is_quoted = is_quoted(line, &word.span);
    let file = file_start(line, text, &word.span);
    if let Some(start) = file {
        word.compounds.retain(|compound| compound.span.start >= start);
        let first = word.parts.iter().take_while(|part| part.span.start < start).count();
        word.compounds.iter_mut().for_each(|compound| compound.first -= first);
        word.parts.drain(..first);
    }
    let is_plain = |text: &str| is_log_word(text) || text.len() < 2 || is_number(text) || is_id(text);
    let tells = word.parts.iter().any(|part| !is_plain(&part.text));
    if !tells || is_stop_word(&word) {
        return None;
    }
    let has_both = |text: &str| text.contains(|c: char| c.is_ascii_digit()) && text.contains(char::is_alphabetic);
    let is_identifier = file.is_none() && (word.parts.len() > 1 || has_both(text));
    let weight = match file {
        Some(_) => FILE_WEIGHT,
        None if is_quoted => QUOTED_WEIGHT,
        None => 1.0,
    };
    Some(TellingWord { word, weight, is_identifier })
}

/// Only the last part of `word`.
fn last_part(mut word: Word, weight: f32) -> TellingWord {
    word.parts.drain(..word.parts.len() - 1);
    word.compounds.clear();
    TellingWord { word, weight, is_identifier: false }
}

/// True for numbers, dates, times, versions and addresses: what begins with a digit and has few letters.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_joined = text.contains(['.', ':', '-', '/']);
    text.starts_with(|c: char| c.is_ascii_digit())
        && (letters == 0 || (is_joined && letters * 3 <= digits) || is_quantity(text))
}

/// `12ms`, `300s`, `4kb`.
fn is_quantity(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    ["ms", "s", "us", "ns", "m", "h", "kb", "mb", "gb", "kib", "mib", "gib", "b", "k"]
        .contains(&unit.to_lowercase().as_str())
}

/// True for UUIDs, hashes, pod suffixes and other random text.
fn is_id(text: &str) -> bool {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let bare = || text.bytes().filter(|b| *b != b'-');
    let has_sign = bare().take(2).eq(*b"0x");
    let hex = || bare().skip(if has_sign { 2 } else { 0 });
    if hex().all(|b| b.is_ascii_hexdigit()) && hex().any(|b| b.is_ascii_digit()) && (has_sign || hex().count() >= 7) {
        return true;
    }
    let is_digit = || text.bytes().filter(|b| *b != b'_').map(|b| b.is_ascii_digit());
    let changes = is_digit().zip(is_digit().skip(1)).filter(|(one, next)| one != next).count();
    changes >= 4 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Where the file's name begins, if the word is a path or an address.
fn file_start(line: &str, text: &str, span: &Range<usize>) -> Option<usize> {
    let last = text.rfind(['/', '\\']);
    let is_rooted = line[..span.start].ends_with(['/', '\\', '~']) || line[..span.start].ends_with("./");
    let is_path = is_rooted || text.contains('\\') || text.matches('/').count() >= 2;
    is_path.then(|| span.start + last.map_or(0, |last| last + 1))
}

fn is_quoted(line: &str, span: &Range<usize>) -> bool {
    let quotes = ['"', '\'', '`', '‘', '’', '“', '”', '«', '»'];
    line[..span.start].ends_with(quotes) && line[span.end..].starts_with(quotes)
}

/// True for a folded part that stands in errors of any kind.
pub(super) fn is_generic(folded: &str) -> bool {
    let is_http_error = folded.len() == 3 && folded.starts_with(['4', '5']);
    GENERIC_WORDS.contains(folded) || (!is_http_error && folded.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// True for a part that stands in logs of any kind.
pub(super) fn is_log_word(part: &str) -> bool {
    LOG_WORDS.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let text = |found: TellingWord| {
            let parts: Vec<String> = found.word.parts.into_iter().map(|part| part.text).collect();
            parts.join("+")
        };
        telling_words(line).into_iter().map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_varies_is_masked_and_what_tells_is_kept() {
        let cases = [
            ("2026-11-21T03:18:35.123Z ERROR connection to db lost", "connection db lost"),
            ("Nov 21 03:18:35 host-7 sshd[1234]: Connection reset", "host+7 sshd connection reset"),
            ("id 3f1c0a7d9b21 550e8400-e29b-41d4-a716-446655440000 0xdeadbeef1", "id"),
            ("pod api-7d9f8b6c5-x2x4z evicted", "pod api+7d9f8b6c5+x2x4z evicted"),
            (
                r#"File "/srv/app/.venv/lib/requests/models.py", line 1167, in raise_for_status"#,
                "models+py raise+for+status",
            ),
            ("http://localhost:3000/api/auth/login failed", "login"),
            (r"cannot open C:\Users\me\config.toml", "cannot open config+toml"),
            ("listen tcp4 0.0.0.0:5432: bind: address already in use", "listen tcp4 5432 bind address already use"),
            (r#""GET /health HTTP/1.1" 503"#, "health http+1.1 503"),
            ("exited with code 137 after 12ms and 4711 tries", "exited code 137 tries"),
            ("[Errno 98] EADDRINUSE 42P01 E0308", "errno 98 eaddrinuse 42p01 e0308"),
            ("mail to me@example.com bounced", "mail bounced"),
            (
                "psycopg2.errors.UndefinedColumn: column \"my_role\" does not exist",
                "psycopg2+errors+undefined+column column my+role not exist",
            ),
            ("", ""),
        ];
        for (line, expected) in cases {
            assert_eq!(shown(line), expected, "{line}");
        }
    }

    #[test]
    fn frames_tell_nothing() {
        for line in [
            "  File \"/srv/a.py\", line 3, in f",
            "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)",
            "\tat org.postgresql.Driver.connect(Driver.java:1)",
            "\t... 12 more",
            "    raise ValueError(x)",
            "web-1 app[3]: The above exception was the direct cause of the following exception:",
        ] {
            assert!(is_frame(line), "{line}");
        }
        for line in
            ["Caused by: a.b.C: x", "ValueError: x", "at least one host of the cluster has to answer: none does", ""]
        {
            assert!(!is_frame(line), "{line}");
        }
    }

    #[test]
    fn error_heads_are_known_by_their_words() {
        for line in
            ["ERROR: x", "sqlalchemy.exc.ProgrammingError: y", "Connection refused", "thread 'main' panicked at"]
        {
            assert!(is_error_head(line), "{line}");
        }
        for line in ["INFO started", "GET / 200", "terrors of the deep", ""] {
            assert!(!is_error_head(line), "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_with_an_error_word_is_taken_for_one_without(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..8),
        ) {
            let line = pieces.concat();
            let mut parts = words(&line).flat_map(|word| word.parts);
            let has_one = parts.any(|part| ERROR_WORDS.contains(part.text.as_str()));
            proptest::prop_assert_eq!(is_error_head(&line), has_one);
        }
    }

    /// What error words are made of, and what hides them.
    const PIECES: &[&str] = &[
        "fail",
        "ed",
        "Fail",
        "FAIL",
        "URE",
        "can",
        "CAN",
        "'t",
        "\u{2019}t",
        "couldn",
        "\u{212A}illed",
        "bloc",
        "\u{212A}ed",
        "ed",
        "Connection",
        "Refused",
        "un",
        "defined",
        "timeout",
        "'d",
        "e",
        "rr",
        "or",
        "\u{e9}",
        "_",
        ".",
        " ",
        "7",
        "panic",
    ];
}
