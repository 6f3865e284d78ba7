//! Of a log whose records tell where they begin only a few lines around hits are read, and nothing that is found differs
//! from what the whole log shows.

use std::sync::OnceLock;

use kb::diagnose::{CompiledCorpus, Diagnosis, Flow};
use kb::log::Base;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{corpus, proptest_config};

const ENTRIES: &[(&str, &str)] = &[
    ("a/text", "[[signature]]\ntext = '''gremlin {n:int} vanished from wonderland'''"),
    ("b/line", "[[signature]]\ntext = '''kettle boiled over: {what:line}'''"),
    ("c/regex", "[[signature]]\nregex = '''WonderlandError: page (?P<page>\\w+) was not painted'''"),
    ("d/lines", "[[signature]]\nregex = '''(?m)^painter (?P<who>\\w+) left\\n.*the roses are white'''"),
    (
        "e/all",
        "[[signature]]\n[[signature.all]]\ntext = '''first gremlin sign {n:int}'''\n[[signature.all]]\ntext = '''second wonderland sign'''",
    ),
    (
        "f/none",
        "[[signature]]\n[[signature.all]]\ntext = '''teapot {n:int} cracked quietly'''\n[[signature.none]]\ntext = '''and was glued again'''",
    ),
    (
        "g/sequence",
        "[[signature]]\n[[signature.sequence]]\nregex = '''dormouse (?P<n>\\d+) woke'''\n[[signature.sequence]]\nregex = '''dormouse (?P<m>\\d+) slept'''",
    ),
];

/// What lines say: messages, whole and in pieces that other lines may bring together, and what decides on their toll.
const SAID: &[&str] = &[
    "gremlin 17 vanished from wonderland",
    "gremlin 4 vanished",
    "from wonderland",
    "kettle boiled over: a long story of tea and of the weather",
    "kettle boiled over:",
    "WonderlandError: page 12 was not painted",
    "WonderlandError: page",
    "twelve was not painted",
    "painter Ace left",
    "since the roses are white",
    "first gremlin sign 5",
    "second wonderland sign",
    "teapot 3 cracked quietly",
    "and was glued again",
    "dormouse 1 woke",
    "dormouse 2 slept",
    "api-1 exited with code 1",
    "npm error code ELIFECYCLE",
    "Node.js v22.1.0",
];

/// What they say for the rest.
const IDLE: &[&str] =
    &["tea", "the hatter has asked the same riddle again and nobody knew", "a row that ends he", "", "x y z", "}"];

/// How they say it; `@` stands for what is said.
const DRESSES: &[&str] = &[
    "2026-11-21 10:00:07 ERROR @",
    "2026-11-21 10:00:08,123 INFO [pool] @",
    "[2026-11-21 10:00:09] @",
    "@",
    "@",
    "  @",
    "    at @",
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n@",
    "Caused by: a.B: @",
    "{\"level\":\"error\",\"msg\":\"@\"}",
    "{\"level\":\"info\",\"msg\":\"@\"}",
    "{\"level\":\"info\",\"msg\":\"@\",\"path\":\"/tea\"}",
    "{\"level\":\"debug\",\"event\":\"riddle\",\"detail\":\"@\"}",
    "api-1  | {\"level\":\"info\",\"message\":\"@\",\"error\":\"tea\\nis served\"}",
    "{\"level\":\"info\",\"msg\":\"[api] @\"}",
    "[7:7:1121/062939.119498:INFO:CONSOLE:5] @",
    "[3/17] @",
    "> @",
    "10:00:07.123  @",
    "[api] @",
    "api-1  | @",
    "api-1  | 2026-11-21 10:00:07 ERROR @",
    "db-1   | 2026-11-21 10:00:07 LOG:  @",
    "db-1   | @",
    "2026-11-21T10:00:00.123456789Z stderr F 2026-11-21 10:00:07 ERROR @",
    "2026-11-21T10:00:00.123456789Z stderr P @",
    "2026-11-21T10:00:00.1234567Z 2026-11-21 10:00:07 ERROR @",
    "\u{1b}[31m2026-11-21 10:00:07 ERROR\u{1b}[0m @",
    "10 %\r@",
    "+ @",
];

fn line() -> impl Strategy<Value = String> {
    let said = prop_oneof![1 => select(SAID), 4 => select(IDLE)];
    (select(DRESSES), said).prop_map(|(dress, said)| format!("{}\n", dress.replace('@', said)))
}

/// Lines most of which are dressed alike, as those of a service are; some of them a terminal has wrapped.
fn log() -> impl Strategy<Value = String> {
    let said = || prop_oneof![1 => select(SAID), 9 => select(IDLE)];
    let alike = select(DRESSES).prop_flat_map(move |dress| {
        let one = said().prop_map(move |said| format!("{}\n", dress.replace('@', said)));
        proptest::collection::vec(one, 1..40)
    });
    let part = prop_oneof![alike, proptest::collection::vec(line(), 1..12)];
    let width = proptest::option::weighted(0.3, 20..60_usize);
    let part = (part, width).prop_map(|(lines, width)| match width {
        Some(width) => wrapped(&lines.concat(), width),
        None => lines.concat(),
    });
    proptest::collection::vec(part, 1..14).prop_map(|parts| parts.concat())
}

/// Each line again, cut where a terminal of that width cuts it.
fn wrapped(log: &str, width: usize) -> String {
    let rows = |line: &str| {
        let characters: Vec<char> = line.chars().collect();
        characters.chunks(width).map(|row| row.iter().collect::<String>() + "\n").collect::<String>()
    };
    log.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { rows(line) }).collect()
}

/// Everything that is found, in full.
fn found(corpus: &CompiledCorpus, log: &[u8], whole: bool) -> Vec<String> {
    let mut diagnosis = Diagnosis::new(corpus);
    if whole {
        // What is not explained can stand anywhere.
        diagnosis.collect_unexplained();
    }
    let mut found = Vec::new();
    let mut hit = |hit: &kb::diagnose::Hit<'_>| {
        found.push(format!("{} {:?}", hit.entry.id, hit.finding));
        Flow::Continue
    };
    diagnosis.read("-", log, Base::START, &mut hit).expect("memory can be read");
    found
}

fn check(log: &str) -> Result<(), TestCaseError> {
    static CORPUS: OnceLock<CompiledCorpus> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| corpus(ENTRIES));
    let (parts, whole) = (found(corpus, log.as_bytes(), false), found(corpus, log.as_bytes(), true));
    for (part, whole) in parts.iter().zip(&whole) {
        prop_assert_eq!(part, whole, "{}", log);
    }
    prop_assert_eq!(parts.len(), whole.len(), "{:?}\n{:?}\n{}", parts, whole, log);
    Ok(())
}

proptest! {
    #![proptest_config(proptest_config(3_000))]

    #[test]
    fn parts_of_a_log_show_what_all_of_it_shows(log in log()) {
        check(&log)?;
    }

    #[test]
    fn parts_of_a_wrapped_log_show_what_all_of_it_shows(log in log(), width in 20..60_usize) {
        check(&wrapped(&log, width))?;
    }
}

#[test]
fn what_once_was_told_apart_is_not() {
    for log in [
        // A line that is read under a name stands before one that is read with the lines around.
        "2026-11-21 10:00:07 ERROR tea\n[2026-11-21 10:00:09] twelve was not painted\n[api] gremlin 4 vanished\n{\"level\":\"error\",\"msg\":\"from wonderland\"}\n",
        // The same between two such lines, the second of which tells the toll.
        "[2026-11-21 10:00:09] twelve was not painted\n2026-11-21 10:00:07 ERROR kettle boiled over:\ngremlin 17 vanished from wonderland\n[api] twelve was not painted\ngremlin 17 vanished from wonderland\n2026-11-21 10:00:07 ERROR tea\n{\"level\":\"error\",\"msg\":\"npm error code ELIFECYCLE\"}\n",
    ] {
        check(log).expect("no difference");
    }
    // The literal stands in the rest of a rest.
    check(&wrapped(
        "2026-11-21 10:00:07 ERROR tea\napi-1  | 2026-11-21 10:00:07 ERROR gremlin 17 vanished from wonderland\n2026-11-21T10:00:00.123456789Z stderr F tea\n2026-11-21 10:00:07 ERROR tea\napi-1  | the hatter has asked the same riddle again and nobody knew\n",
        21,
    ))
    .expect("no difference");
}
