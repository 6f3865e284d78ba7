//! Long logs are read window by window, and no cut of them changes an answer.

use kb::diagnose::{Diagnosis, Flow};
use kb::limits::READ_WINDOW_BYTES;

use crate::support::corpus;

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
    let corpus = corpus(ENTRIES);
    let mut diagnosis = Diagnosis::new(&corpus);
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

const TIMED: &[(&str, &str)] = &[
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
        let read = kb::log::Log::read(log.as_bytes());
        let mut expected: Vec<(String, usize, bool)> = Vec::new();
        for compiled in corpus.entries() {
            for (_, signature) in compiled.working() {
                let everywhere = vec![kb::matcher::Places::Everywhere; signature.members.len()];
                let found = kb::matcher::match_signature(&read, signature, &everywhere);
                let mut findings = kb::matcher::findings(&read, signature, &found, "-");
                let recoveries = kb::matcher::match_recovery(&read, signature, &everywhere);
                kb::matcher::resolve(&mut findings, &kb::matcher::recoveries(&read, signature, &recoveries, "-"));
                let id = compiled.entry.id.to_string();
                expected.extend(findings.iter().map(|one| (id.clone(), one.byte_start(), one.resolved.is_some())));
            }
        }
        expected.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        let mut diagnosis = Diagnosis::new(&corpus);
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
