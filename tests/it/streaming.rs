//! Long logs are read window by window, and no cut of them changes an answer.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use kb::diagnose::follow::{Follower, Moment, News};
use kb::diagnose::{CompiledCorpus, Diagnosis, Flow, Hit, Reach, Signatures};
use kb::limits::{LINE_BYTES_MAX, READ_WINDOW_BYTES};

use crate::skimming::expected_in;
use crate::support::corpus;

/// Random splits of each of the two properties, over all logs: together 10,000.
const SPLITS: usize = 5_000;

const ENTRIES: &[(&str, &str)] = &[
    ("a/text", "[[signature]]\ntext = '''gremlin {n:int} vanished from wonderland'''"),
    (
        "b/pair",
        "[[signature]]\nwithin = '50 lines'\n[[signature.all]]\ntext = '''first gremlin sign {n:int}'''\n[[signature.all]]\ntext = '''second wonderland sign'''",
    ),
];

/// A log of about `size` bytes with something to find every now and then.
fn long_log(size: usize) -> String {
    let mut log = String::with_capacity(size + 200);
    let mut line = 0;
    while log.len() < size {
        line += 1;
        match line % 20_011 {
            7 => log.push_str(&format!("ERROR gremlin {line} vanished\n  from wonderland\n")),
            90 => log.push_str(&format!("ERROR first gremlin sign {line}\n")),
            120 => log.push_str("ERROR second wonderland sign\n"),
            _ => log.push_str(&format!("2026-11-21 10:00:00 INFO request {line} served in 12 ms\n")),
        }
    }
    log
}

/// Every match as (entry, line, first byte), with what was read.
fn matches(log: &[u8]) -> (Vec<(String, usize, usize)>, usize, usize) {
    matches_of(&corpus(ENTRIES), log)
}

/// The same of other entries.
pub(crate) fn matches_of(corpus: &CompiledCorpus, log: &[u8]) -> (Vec<(String, usize, usize)>, usize, usize) {
    let mut diagnosis = Diagnosis::new(corpus);
    let mut found = Vec::new();
    diagnosis
        .read("-", log, kb::log::Base::START, &mut |hit| {
            let piece = &hit.finding.evidence[0];
            found.push((hit.entry.id.to_string(), piece.line, piece.byte_start));
            Flow::Continue
        })
        .expect("memory can be read");
    let (inputs, _) = diagnosis.finish();
    (found, inputs[0].bytes, inputs[0].lines)
}

#[test]
fn windows_find_each_match_once_and_count_on() {
    let log = long_log(3 * READ_WINDOW_BYTES);
    let (found, bytes, lines) = matches(log.as_bytes());
    assert_eq!((bytes, lines), (log.len(), log.lines().count()));
    let expected: Vec<(String, usize, usize)> = {
        let mut offset = 0;
        let mut expected = Vec::new();
        for (index, line) in log.split_inclusive('\n').enumerate() {
            if line.starts_with("ERROR gremlin") {
                expected.push(("a/text".to_owned(), index + 1, offset + 6));
            } else if line.starts_with("ERROR first") {
                expected.push(("b/pair".to_owned(), index + 1, offset + 6));
            }
            offset += line.len();
        }
        expected
    };
    assert_eq!(found, expected);
}

#[test]
fn utf16_logs_are_read_window_by_window_too() {
    let log = long_log(READ_WINDOW_BYTES);
    let wide: Vec<u8> = log.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(wide.len() > READ_WINDOW_BYTES);
    let (narrow, ..) = matches(log.as_bytes());
    let (found, bytes, lines) = matches(&wide);
    assert_eq!((bytes, lines), (wide.len(), log.lines().count()));
    let doubled: Vec<(String, usize, usize)> = narrow.into_iter().map(|(id, line, at)| (id, line, at * 2)).collect();
    assert_eq!(found, doubled);
}

#[test]
fn a_long_line_without_an_end_is_read_through() {
    let mut log = "x ".repeat(READ_WINDOW_BYTES);
    log.push_str("ERROR gremlin 5 vanished from wonderland");
    let (found, bytes, lines) = matches(log.as_bytes());
    assert_eq!((bytes, lines), (log.len(), 1));
    assert_eq!(found, [("a/text".to_owned(), 1, 2 * READ_WINDOW_BYTES + 6)]);
}

/// Every match, with all that is said of it.
fn whole_matches(corpus: &CompiledCorpus, log: &[u8], window: usize, threads: usize) -> Vec<String> {
    let reach = Reach { window, ..Reach::of(corpus.table()) };
    let mut diagnosis = Diagnosis::with_reach(corpus, reach);
    diagnosis.use_threads(NonZeroUsize::new(threads).expect("a thread"));
    let mut found = Vec::new();
    diagnosis
        .read("-", log, kb::log::Base::START, &mut |hit| {
            found.push(format!("{} {:?}", hit.entry.id, hit.finding));
            Flow::Continue
        })
        .expect("memory can be read");
    found
}

/// A line without an end of about `size` bytes, in which patterns match now and then, one of them to the end of the line and parts of
/// combinations far apart; what it consists of is separated by `separator`.
fn endless_line(size: usize, separator: &str) -> String {
    let mut log = String::with_capacity(size + 200);
    let mut number = 0;
    while log.len() < size {
        number += 1;
        log.push_str(["api-1  | ", "db-2   | ", "", ""][number % 4]);
        log.push_str(&match number % 997 {
            3 => format!("ERROR gremlin {number} vanished   from wonderland"),
            5 => format!("ERROR kettle {number} boiled over"),
            7 => format!("WonderlandError: page {number} was not painted"),
            at if at % 83 == 11 => format!("ERROR first gremlin sign {number}"),
            13 if number % 3 == 0 => "ERROR second wonderland sign".to_owned(),
            _ => format!("{{\"tea\": \"grün 🫖 {number}\"}},"),
        });
        log.push_str(separator);
    }
    log
}

/// What is matched against that line.
const ENDLESS_ENTRIES: &[(&str, &str)] = &[
    ("a/text", "[[signature]]\ntext = '''gremlin {n:int} vanished from wonderland'''"),
    ("b/far", "[[signature]]\nregex = '''kettle (?P<n>\\d+) boiled .*'''"),
    ("c/near", "[[signature]]\nregex = '''WonderlandError: page (?P<page>\\d+) was not painted'''"),
    (
        "d/pair",
        "[[signature]]\nwithin = '60 lines'\n[[signature.all]]\nregex = '''first gremlin sign (?P<n>\\d+)'''\n[[signature.all]]\ntext = '''second wonderland sign'''",
    ),
    (
        "e/across",
        "[[signature]]\nwithin = '300 lines'\nacross = true\n[[signature.all]]\nregex = '''first gremlin sign (?P<n>\\d+)'''\n[[signature.all]]\ntext = '''second wonderland sign'''",
    ),
];

#[test]
fn a_line_without_an_end_says_the_same_in_windows_of_any_size_and_on_any_number_of_threads() {
    let corpus = corpus(ENDLESS_ENTRIES);
    let [spaced, returned] = [" ", "\r"].map(|separator| endless_line(2_500_000, separator));
    for log in [utf16(&spaced, u16::to_le_bytes), spaced.into_bytes(), returned.into_bytes()] {
        let expected = whole_matches(&corpus, &log, READ_WINDOW_BYTES, 2);
        assert!(expected.len() > 200, "{}", expected.len());
        for (window, threads) in [(READ_WINDOW_BYTES, 1), (900_000, 1), (900_000, 2)] {
            let found = whole_matches(&corpus, &log, window, threads);
            let differ = found.iter().zip(&expected).find(|(found, expected)| found != expected);
            assert_eq!(differ, None, "windows of {window}, {threads} threads");
            assert_eq!(found.len(), expected.len(), "windows of {window}, {threads} threads");
        }
    }
}

#[test]
fn a_message_is_found_wherever_a_line_that_is_too_long_is_cut() {
    let corpus = corpus(ENDLESS_ENTRIES);
    for (message, id) in
        [("gremlin 5 vanished from wonderland", "a/text"), ("WonderlandError: page 12 was not painted", "c/near")]
    {
        for begins in (1..message.len()).step_by(3) {
            for line in 1..3 {
                let at = line * LINE_BYTES_MAX - begins;
                let log = format!("{} {message}{}", &"x ".repeat(at)[..at - 1], " y".repeat(LINE_BYTES_MAX));
                let (found, ..) = matches_of(&corpus, log.as_bytes());
                assert_eq!(found, [(id.to_owned(), 1, at)], "{begins} bytes before the end of line {line}");
            }
        }
    }
}

#[test]
fn what_a_line_that_is_too_long_goes_on_with_is_read_as_any_line_is() {
    let record = r#"{"msg":"gremlin 5 vanished","error":"from wonderland"}"#;
    let log = format!("{}{record}{}", "x ".repeat(LINE_BYTES_MAX / 2), " y".repeat(READ_WINDOW_BYTES));
    let (found, ..) = matches_of(&corpus(ENDLESS_ENTRIES), log.as_bytes());
    assert_eq!(found, [("a/text".to_owned(), 1, LINE_BYTES_MAX + 8)]);
}

/// What the random logs below are matched against.
const SPLIT_ENTRIES: &[(&str, &str)] = &[
    ("a/text", "[[signature]]\ntext = '''gremlin {n:int} vanished from wonderland'''"),
    (
        "b/pair",
        "[[signature]]\nwithin = '6 lines'\n[[signature.all]]\ntext = '''first gremlin sign {n:int}'''\n[[signature.all]]\ntext = '''second wonderland sign'''",
    ),
    ("c/word", "[[signature]]\ntext = '''Grünkohl-Gremlin {name} ist verschwunden'''"),
    ("d/regex", "[[signature]]\nregex = '''WonderlandError: page (?P<page>\\d+) was not painted'''"),
    (
        "e/none",
        "[[signature]]\n[[signature.all]]\ntext = '''kettle {n:int} boiled over quietly'''\n[[signature.none]]\ntext = '''and was taken off'''",
    ),
    ("f/general", "[[signature]]\ntext = '''was not painted'''"),
];

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// Logs in which every kind of cut hurts: names and bytes.
fn split_logs() -> Vec<(&'static str, Vec<u8>)> {
    let plain = "2026-11-21 10:00:00 INFO tea is served\n\
        2026-11-21 10:00:01 ERROR gremlin 17 vanished\n  from wonderland\n\
        2026-11-21 10:00:02 ERROR Grünkohl-Gremlin Jörg ist verschwunden → jetzt\n\
        2026-11-21 10:00:03 ERROR first gremlin sign 4\n\
        2026-11-21 10:00:04 INFO tea\n\
        2026-11-21 10:00:05 ERROR second wonderland sign\n\
        2026-11-21 10:00:06 ERROR render\nTraceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g()\n\
        paint.WonderlandError: page 12 was not painted\n\
        2026-11-21 10:00:07 ERROR kettle 3 boiled over quietly\n  and was taken off\n\
        2026-11-21 10:00:08 ERROR kettle 4 boiled over quietly\n\
        2026-11-21 10:00:09 INFO tea\n2026-11-21 10:00:10 INFO tea\n";
    let colored = plain
        .replace("gremlin 17", "\u{1b}[1;31mgrem\u{1b}[0mlin \u{1b}]8;;http://x\u{7}17\u{1b}]8;;\u{1b}\\")
        .replace("ERROR", "\u{1b}[31mERROR\u{1b}[0m");
    let other: Vec<String> =
        (0..24).map(|n| format!("db-1   | 2026-11-21 10:00:{n:02} INFO checkpoint {n}\n")).collect();
    let compose: String =
        plain.lines().zip(other.iter().cycle()).map(|(line, other)| format!("api-1  | {line}\n{other}")).collect();
    let progress = plain.replace("INFO tea\n", "INFO tea 10%\rINFO tea 50%\rINFO tea 100%\r\n");
    let json: String = plain
        .lines()
        .map(|line| format!("{{\"level\":\"x\",\"msg\":{}}}\n", serde_json::to_string(line).expect("JSON")))
        .collect();
    let mut broken = plain.as_bytes().to_vec();
    broken.splice(30..30, [0xff, 0, 0xc3, 0x28]);
    broken.truncate(broken.len() - 1);
    vec![
        ("plain", plain.into()),
        ("CRLF", plain.replace('\n', "\r\n").into()),
        ("CR CR LF", plain.replace('\n', "\r\r\n").into()),
        ("progress", progress.into()),
        ("ANSI", colored.into()),
        ("compose", compose.into()),
        ("JSON", json.into()),
        ("UTF-16LE with a mark", utf16(&format!("\u{feff}{plain}"), u16::to_le_bytes)),
        ("UTF-16BE without one", utf16(&plain.replace('\n', "\r\n"), u16::to_be_bytes)),
        ("broken, without an end", broken),
    ]
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    /// 0 to `below` - 1.
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    /// `log` in pieces: many small ones, or a few large ones.
    fn pieces<'l>(&mut self, log: &'l [u8]) -> Vec<&'l [u8]> {
        let longest = [2, 5, 40, 400, log.len()][self.roll(5)];
        let mut pieces = Vec::new();
        let mut rest = log;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at((1 + self.roll(longest)).min(rest.len()));
            pieces.push(piece);
            rest = behind;
        }
        pieces
    }
}

/// Gives one piece at each read.
struct Pieces<'l>(std::vec::IntoIter<&'l [u8]>, &'l [u8]);

impl std::io::Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.1.is_empty() {
            self.1 = self.0.next().unwrap_or_default();
        }
        let count = buffer.len().min(self.1.len());
        buffer[..count].copy_from_slice(&self.1[..count]);
        self.1 = &self.1[count..];
        Ok(count)
    }
}

/// Entry, first and last byte, line, captures.
type Match = (String, usize, usize, usize, String);

fn match_of(hit: &Hit<'_>) -> Match {
    let pieces = &hit.finding.evidence;
    let end = pieces.iter().map(|piece| piece.byte_end).max().unwrap_or_default();
    let start = hit.finding.byte_start();
    (hit.entry.id.to_string(), start, end, pieces[0].line, format!("{:?}", hit.finding.captures))
}

/// Windows so small that each of the logs above has several. Nothing in them reaches farther.
const SMALL: Reach = Reach { window: 600, look_around: 700 };

fn read_in_pieces(corpus: &CompiledCorpus, reach: Reach, pieces: Vec<&[u8]>) -> (Vec<Match>, Vec<String>) {
    read_on_threads(corpus, reach, pieces, 1)
}

fn read_on_threads(
    corpus: &CompiledCorpus,
    reach: Reach,
    pieces: Vec<&[u8]>,
    threads: usize,
) -> (Vec<Match>, Vec<String>) {
    let mut diagnosis = Diagnosis::with_reach(corpus, reach);
    diagnosis.use_threads(NonZeroUsize::new(threads).expect("at least one"));
    let mut found = Vec::new();
    let reader = Pieces(pieces.into_iter(), &[]);
    let mut hit = |hit: &Hit<'_>| {
        found.push(match_of(hit));
        Flow::Continue
    };
    diagnosis.read("-", reader, kb::log::Base::START, &mut hit).expect("memory can be read");
    let (inputs, ranked) = diagnosis.finish();
    let mut answer: Vec<String> =
        ranked.iter().map(|one| format!("{} {:?} {}", one.entry.id, one.confidence, one.score)).collect();
    answer.push(format!("{inputs:?}"));
    (found, answer)
}

#[test]
fn splits_of_a_stream_never_change_the_answer() {
    let corpus = corpus(SPLIT_ENTRIES);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let logs = split_logs();
    for (name, log) in &logs {
        let whole = read_in_pieces(&corpus, Reach::default(), vec![log]);
        let ids: BTreeSet<&str> = whole.0.iter().map(|one| one.0.as_str()).collect();
        // Messages that go on in another line do not in records of JSON.
        assert!(ids.len() >= 5, "{name}: {ids:?}");
        for split in 0..SPLITS / logs.len() {
            let reach = if split % 2 == 0 { Reach::default() } else { SMALL };
            let pieces = dice.pieces(log);
            let threads = split % 3 + 1;
            let answer = read_on_threads(&corpus, reach, pieces.clone(), threads);
            assert_eq!(answer, whole, "{name}, {reach:?}, {threads} threads: {pieces:?}");
        }
    }
}

/// What following tells, with looks between the pieces: the matches, and the entries in the order they were told.
fn followed(
    corpus: &CompiledCorpus,
    reach: Reach,
    pieces: &[&[u8]],
    mut look: impl FnMut() -> Option<Moment>,
) -> (Vec<Match>, Vec<String>, Vec<String>) {
    let mut follower = Follower::with_reach(corpus, "-", reach);
    let (mut found, mut told) = (Vec::new(), Vec::new());
    let mut hear = |news: News| {
        found.extend(news.hits.iter().map(|new| match_of(&new.hit().expect("a match"))));
        told.extend(news.new.iter().map(|at| news.ranked[*at].entry.id.to_string()));
    };
    for piece in pieces {
        hear(follower.push(piece));
        if let Some(moment) = look() {
            hear(follower.look(moment));
        }
    }
    let (news, inputs, ranked) = follower.finish();
    hear(news);
    let mut answer: Vec<String> =
        ranked.iter().map(|one| format!("{} {:?} {}", one.entry.id, one.confidence, one.score)).collect();
    answer.push(format!("{inputs:?}"));
    (found, told, answer)
}

fn is_each_once<T: Ord>(items: &[T]) -> bool {
    items.iter().collect::<BTreeSet<_>>().len() == items.len()
}

#[test]
fn splits_of_a_stream_never_change_what_following_tells() {
    let corpus = corpus(SPLIT_ENTRIES);
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let logs = split_logs();
    for (name, log) in &logs {
        let (matches, answer) = read_in_pieces(&corpus, Reach::default(), vec![log]);
        let expected: BTreeSet<&Match> = matches.iter().collect();
        let (_, whole, _) = followed(&corpus, Reach::default(), &[log], || None);
        let entries: BTreeSet<&String> = whole.iter().collect();
        assert!(entries.len() >= 4, "{name}: {whole:?}");
        for split in 0..SPLITS / logs.len() {
            let reach = if split % 2 == 0 { Reach::default() } else { SMALL };
            let pieces = dice.pieces(log);
            let mut looks = Dice(dice.0);
            // Without looks, with looks while the stream is busy, with looks at a stream that pauses anywhere.
            let kind = split / 2 % 3;
            let between = 3.max(pieces.len() / 8);
            let (found, told, end) = followed(&corpus, reach, &pieces, || match (kind, looks.roll(between)) {
                (1, 0) => Some(Moment::Busy),
                (2, 0) => Some(Moment::Quiet),
                _ => None,
            });
            let what = || format!("{name}, {reach:?}, looks {kind}: {pieces:?}");
            assert_eq!(end, answer, "{}", what());
            assert!(is_each_once(&told) && is_each_once(&found), "{}\n{told:?}\n{found:?}", what());
            assert_eq!(told.iter().collect::<BTreeSet<_>>(), entries, "{}", what());
            if kind < 2 {
                assert_eq!(found.iter().collect::<BTreeSet<_>>(), expected, "{}", what());
            }
        }
    }
}

#[test]
fn memory_of_what_was_told_does_not_grow_with_the_log() {
    let corpus = corpus(SPLIT_ENTRIES);
    let mut follower = Follower::with_reach(&corpus, "-", Reach { window: 4_000, look_around: 4_000 });
    let line = "2026-11-21 10:00:00 ERROR gremlin 1 vanished from wonderland\n";
    let mut hits = 0;
    for round in 0..2_000 {
        hits += follower.push(line.as_bytes()).hits.len();
        if round % 10 == 0 {
            hits += follower.look(Moment::Busy).hits.len();
        }
        assert!(follower.held_count() <= 12_000 / line.len() + 10, "{}", follower.held_count());
    }
    let (news, _, ranked) = follower.finish();
    assert_eq!((hits + news.hits.len(), ranked[0].summary.occurrences), (2_000, 2_000));
}

pub(crate) const TIMED: &[(&str, &str)] = &[
    (
        "a/timed",
        "[[signature]]\nwithin = '5s'\n[[signature.all]]\ntext = '''first gremlin sign {n:int}'''\n[[signature.all]]\ntext = '''second wonderland sign'''",
    ),
    ("b/twice", "[[signature]]\nwithin = '60s'\n[[signature.all]]\ntext = '''gremlin strikes again'''\ncount = 3"),
    (
        "c/refused",
        "[[signature]]\ntext = '''wonderland gate {n:int} refused the gremlin'''\nresolved_by = '''wonderland gate {n:int} opened'''",
    ),
];

/// A log of about `size` bytes whose lines say when they were written, with pairs that lie near in time and far in bytes.
fn timed_log(size: usize) -> String {
    let mut log = String::with_capacity(size + 200);
    let mut line = 0;
    while log.len() < size {
        line += 1;
        // A thousand lines a second, so that five seconds are some 300 KiB.
        let (seconds, millis) = (line / 1_000, line % 1_000);
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        log.push_str(&format!("2026-11-21T{hour:02}:{minute:02}:{second:02}.{millis:03}Z "));
        log.push_str(match line % 9_973 {
            5_000 => "ERROR first gremlin sign 1\n",
            9_400 => "ERROR second wonderland sign\n",
            7 => "ERROR wonderland gate 7 refused the gremlin\n",
            11 => "ERROR wonderland gate 11 refused the gremlin\n",
            8_000 => "INFO wonderland gate 7 opened\n",
            at if at % 37 == 0 => "WARN gremlin strikes again\n",
            _ => "INFO request served in 12 ms\n",
        });
    }
    log.push_str("INFO wonderland gate 7 opened\nINFO wonderland gate 11 opened\n");
    log
}

#[test]
fn no_cut_changes_windows_of_time_and_recoveries() {
    let corpus = corpus(TIMED);
    for shift in [0, 333_333, 5_000_011] {
        let mut log = " ".repeat(shift) + "\n";
        log.push_str(&timed_log(READ_WINDOW_BYTES + 3_500_000));
        let expected = expected_in(&corpus, &log);
        let mut diagnosis = Diagnosis::new(&corpus);
        diagnosis.use_threads(NonZeroUsize::new(if shift == 0 { 1 } else { 2 }).expect("at least one"));
        let mut found = Vec::new();
        diagnosis
            .read("-", log.as_bytes(), kb::log::Base::START, &mut |hit| {
                let is_resolved = hit.finding.resolved.is_some();
                found.push((hit.entry.id.to_string(), hit.finding.byte_start(), is_resolved));
                Flow::Continue
            })
            .expect("memory can be read");
        assert!(found.len() > 100 && found.iter().any(|(_, _, resolved)| *resolved), "{}", found.len());
        assert!(found.iter().filter(|(id, ..)| id == "a/timed").count() > 5);
        let differ = found.iter().zip(&expected).find(|(a, b)| a != b);
        assert!(found == expected, "shifted by {shift}: {differ:?}, {} and {}", found.len(), expected.len());
        let ranked = diagnosis.finish().1;
        let refused = ranked.iter().find(|one| one.entry.id.as_str() == "c/refused").expect("an answer");
        // Gate 11 opens on the last line only, farther behind than any window reaches.
        assert_eq!(refused.summary.resolved().map(|recovery| recovery.line), Some(log.lines().count()));
    }
}

#[test]
fn what_lies_far_from_every_literal_is_left_out_and_counted() {
    let corpus = corpus(SPLIT_ENTRIES);
    let calm = "2026-11-21 10:00:00 INFO a request was served in 12 ms\n".repeat(2_000);
    for (name, log) in split_logs() {
        // The calm lines are UTF-8.
        if kb::log::Encoding::detect(&log) != kb::log::Encoding::Utf8 {
            continue;
        }
        let log = [calm.as_bytes(), &log, calm.as_bytes(), &log, calm.as_bytes()].concat();
        let whole = read_in_pieces(&corpus, Reach::default(), vec![&log]);
        let near = read_in_pieces(&corpus, Reach { window: 10_000, look_around: 5_000 }, vec![&log]);
        assert!(whole.0.len() >= 2, "{name}");
        assert_eq!(whole, near, "{name}");
    }
}
