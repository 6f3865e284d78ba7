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
