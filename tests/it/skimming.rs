//! What skimming and glances leave out of a log holds no match, wherever its parts stand.

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use kb::diagnose::{CompiledCorpus, Diagnosis, Flow, Hit, Reach};
use kb::limits::SKIM_BLOCK_BYTES;

use proptest::prelude::*;

use crate::streaming::{TIMED, matches_of};
use crate::support::{corpus, proptest_config};

/// Signatures of words that stand in every other line, and that need more than those.
const FREQUENT: &[(&str, &str)] = &[
    ("a/status", "[[signature]]\nregex = '''\"GET (?P<path>/\\S*) HTTP/1\\.1\" 503\\b'''"),
    ("b/text", "[[signature]]\ntext = '''gremlin {n:int} left wonderland'''"),
    (
        "c/pair",
        "[[signature]]\nwithin = '6 lines'\n[[signature.all]]\nregex = '''gremlin (?P<n>\\d+) asked'''\n[[signature.all]]\ntext = '''wonderland closed'''",
    ),
    (
        "d/any",
        "[[signature]]\nwithin = '4 lines'\n[[signature.any]]\nregex = '''/gremlin\\S* HTTP/1\\.1\" 50[23]'''\n[[signature.any]]\ntext = '''wonderland closed'''\n[[signature.all]]\nregex = '''(?:GET|POST) /gremlin'''\ncount = 2\n[[signature.none]]\ntext = '''wonderland opened'''",
    ),
    (
        "e/recovers",
        "[[signature]]\ntext = '''gremlin {n:int} refused'''\nresolved_by = { regex = '''gremlin (?P<n>\\d+) (?:now )?answers''' }",
    ),
    ("f/event", "[[signature]]\nregex = '''wonderland trace(?s:.{1,80})GremlinError: (?P<what>.*)'''"),
];

/// What lines begin with, and what they go on with, at `@` as a text of JSON.
const BEGINNINGS: &[&str] = &[
    "2026-11-21 10:00:00,123 INFO ",
    "2026-11-21 10:00:00.123 UTC [27] LOG:  ",
    "INFO:     ",
    "ERROR: ",
    "172.18.0.1 - - [21/Nov/2026:10:00:00 +0000] ",
    "api-1  | 2026-11-21 10:00:00 WARN ",
    "api-1  | ",
    "db-1   | INFO: ",
    "    ",
    "",
    r#"{"time":"2026-11-21T10:00:00Z","level":"info","msg":"@","took_ms":12}"#,
    r#"{"level":"info","msg":"a request was served","detail":"@"}"#,
    r#"{"level":"warning","msg":"@"}"#,
    "[7:7:1121/062939.119498:INFO:CONSOLE:5] ",
    r#"api-1  | {"level":30,"msg":"@","path":"/"}"#,
];

const ENDINGS: &[&str] = &[
    "\"GET /gremlin HTTP/1.1\" 200 503",
    "\"GET /gremlin/x HTTP/1.1\" 503 12",
    "\"POST /gremlin HTTP/1.1\" 502 7",
    "gremlin 7 left",
    "wonderland",
    "gremlin 7 left wonderland",
    "gremlin 8 asked for wonderland",
    "wonderland closed",
    "wonderland opened",
    "gremlin 7 refused",
    "gremlin 7 answers",
    "gremlin 7 now answers",
    "wonderland trace of",
    "GremlinError: lost",
    "wonderland trace of\n    GremlinError: lost",
    // A row that is wider than all lines near it, and its rest.
    "a message that is so long, since it tells of all that was done before it came so far, and of what was to be done behind, that it was cut in a wonderland trace\nof its GremlinError: lost",
    "{\"msg\":\"gremlin 9 asked\",\"err\":\"wonderland closed\"}",
    "{\"msg\":\"gremlin 9 \\u0061sked\"}",
    "{\"msg\":\"gremlin 7 left \\u0077onderland\"}",
    "a calm line that says nothing of it, and that is wider than the others are, so that none of them is cut",
];

/// What matches in a log, all of it looked at: entry, first byte, and whether it recovered nearby.
pub(crate) fn expected_in(corpus: &CompiledCorpus, log: &str) -> Vec<(String, usize, bool)> {
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
    expected
}

proptest! {
    #![proptest_config(proptest_config(2_000))]

    #[test]
    fn what_is_left_out_by_a_glance_holds_no_match(
        lines in proptest::collection::vec((prop_oneof![Just(0), 0..80_usize], 0..BEGINNINGS.len(), 0..ENDINGS.len()), 1..12),
        uniform in proptest::option::of(0..BEGINNINGS.len()),
        threads in 1..3_usize,
    ) {
        static CORPUS: LazyLock<CompiledCorpus> = LazyLock::new(|| corpus(FREQUENT));
        const CALM: &str = "2026-11-21 10:00:00,123 INFO a request was served, which took 12 ms\n";
        let line = |(calm, beginning, ending): &(usize, usize, usize)| {
            let (beginning, ending) = (BEGINNINGS[uniform.unwrap_or(*beginning)], ENDINGS[*ending]);
            let text = || serde_json::to_string(ending).expect("a text");
            let line = match beginning.split_once("\"@\"") {
                Some((before, behind)) => format!("{before}{}{behind}", text()),
                None => format!("{beginning}{ending}"),
            };
            format!("{}{line}\n", CALM.repeat(*calm))
        };
        let log: String = lines.iter().map(line).collect();
        let expected = expected_in(&CORPUS, &log);
        for reach in [Reach::default(), Reach { window: 9_000, look_around: 100_000 }] {
            let mut diagnosis = Diagnosis::with_reach(&*CORPUS, reach);
            diagnosis.use_threads(NonZeroUsize::new(threads).expect("at least one"));
            let mut found = Vec::new();
            let mut hit = |hit: &Hit<'_>| {
                let is_resolved = hit.finding.resolved.is_some();
                found.push((hit.entry.id.to_string(), hit.finding.byte_start(), is_resolved));
                Flow::Continue
            };
            diagnosis.read("-", log.as_bytes(), kb::log::Base::START, &mut hit).expect("memory can be read");
            prop_assert_eq!(&found, &expected, "{:?} {}", reach, log);
        }
    }
}

#[test]
fn a_recovery_far_behind_is_found_though_nothing_else_is_near() {
    let corpus = corpus(TIMED);
    let calm = "2026-11-21 10:00:00,123 INFO a request was served, which took 12 ms\n".repeat(40_000);
    for (last, expected) in [("wonderland gate 7 opened", true), ("wonderland gate 8 opened", false)] {
        let log = format!(
            "2026-11-21 09:00:00,123 ERROR wonderland gate 7 refused the gremlin\n{calm}2026-11-21 11:00:00,123 INFO {last}\n{calm}"
        );
        let mut diagnosis = Diagnosis::new(&corpus);
        diagnosis.read("-", log.as_bytes(), kb::log::Base::START, &mut |_| Flow::Continue).expect("memory can be read");
        let ranked = diagnosis.finish().1;
        assert_eq!(ranked.len(), 1);
        assert_eq!(ranked[0].summary.resolved().is_some(), expected, "{last}");
    }
}

#[test]
fn parts_are_found_in_either_order_however_late_the_first_trigger_comes() {
    let corpus = corpus(&TIMED[..1]);
    let calm = |lines: usize| "2026-11-21T10:00:00.123Z INFO request served in 12 ms\n".repeat(lines);
    let sign = |text: &str| format!("2026-11-21T10:00:00.123Z ERROR {text}\n");
    let (first, second) = (sign("first gremlin sign 1"), sign("second wonderland sign"));
    // Which part is looked for at first is not said, so each comes first.
    for (one, other) in [(&first, &second), (&second, &first)] {
        for (before, threads) in [(0, 1), (3_000, 1), (90_000, 1), (90_000, 2)] {
            // 220 KiB lie between the two, and 3 MiB between the pairs.
            let pair = format!("{one}{}{other}{}", calm(4_000), calm(60_000));
            let log = format!("{}{pair}{pair}", calm(before));
            let mut diagnosis = Diagnosis::new(&corpus);
            diagnosis.use_threads(NonZeroUsize::new(threads).expect("at least one"));
            let mut lines = Vec::new();
            let mut hit = |hit: &Hit<'_>| {
                lines.push(hit.finding.evidence[0].line);
                Flow::Continue
            };
            diagnosis.read("-", log.as_bytes(), kb::log::Base::START, &mut hit).expect("memory can be read");
            assert_eq!(lines, [before + 1, before + 64_003], "{before} lines before {one}");
        }
    }
}

#[test]
fn a_part_that_begins_in_one_block_and_ends_in_the_next_is_found_before_the_first_trigger() {
    let corpus = corpus(&TIMED[..1]);
    let calm = "2026-11-21T10:00:00.123Z INFO request served in 12 ms\n";
    let parts = [["first gremlin", "sign 1"], ["second", "wonderland sign"]];
    for order in [[0, 1], [1, 0]] {
        let [one, other] = order.map(|part| parts[part]);
        let begin = format!("2026-11-21T10:00:00.123Z ERROR what came of it is by now the {}\n", one[0]);
        let mut log = String::new();
        while log.len() + begin.len() < SKIM_BLOCK_BYTES {
            log.push_str(calm);
        }
        assert!(log.len() < SKIM_BLOCK_BYTES && calm.len() <= begin.len());
        let line = log.lines().count() + 1;
        log.push_str(&format!("{begin}  {}\n{}", one[1], calm.repeat(2_000)));
        log.push_str(&format!("2026-11-21T10:00:00.123Z ERROR {} {}\n{calm}", other[0], other[1]));
        let found = expected_in(&corpus, &log);
        assert_eq!(found.len(), 1, "{one:?}");
        let (matches, ..) = matches_of(&corpus, log.as_bytes());
        assert_eq!(matches, [("a/timed".to_owned(), line, found[0].1)]);
    }
}
