//! Which entries a log without a match is like: the right one, or none.

use std::sync::LazyLock;

use kb::entry::EntryId;
use kb::index::{IndexedEntry, SimilarAnswer, TellingLine, TextIndex, Way};
use proptest::prelude::*;

use crate::index_corpus::corpus;

static INDEX: LazyLock<TextIndex> = LazyLock::new(|| TextIndex::build(&corpus()).unwrap());

fn text_of(id: &EntryId) -> Option<IndexedEntry> {
    corpus().into_iter().find(|entry| entry.id == *id)
}

fn similar(log: &str) -> SimilarAnswer {
    let lines: Vec<TellingLine> = log.lines().map(|text| TellingLine { text, weight: 1.0 }).collect();
    INDEX.similar(&lines, 3, text_of).unwrap()
}

fn found(log: &str) -> Vec<String> {
    similar(log).hits.iter().map(|hit| hit.id.to_string()).collect()
}

#[test]
fn a_variant_of_a_known_error_finds_its_entry() {
    let cases = [
        (
            "asyncpg.exceptions.UndefinedColumnError: column \"favorite_color\" does not exist",
            "postgres/undefined-column",
        ),
        (
            "2026-11-21 10:00:00 UTC [136] ERROR:  relation \"orders\" does not exist at character 34",
            "postgres/undefined-table",
        ),
        ("Bind for 0.0.0.0:8080 failed: port is already allocated", "docker/port-already-allocated"),
        ("FATAL: password authentication failed for user \"billing\"", "postgres/password-authentication-failed"),
        (
            "redis.exceptions.ConnectionError: Error 111 connecting to cache:6380. Connection refused.",
            "redis/connection-refused",
        ),
        ("Could not connect to Redis at localhost:6379: Connection refused", "redis/connection-refused"),
        ("strawberry.exceptions.ObjectIsNotAnEnumError: Color is not an enum", "graphql/strawberry-enum"),
        ("slowapi ConfigurationError: Invalid rate limiting strategy sliding-log", "ratelimit/invalid-strategy"),
        ("/usr/bin/env: alembic: executable file not found in $PATH", "python/alembic-not-found"),
        (
            "Access to XMLHttpRequest at 'https://x.y' from origin 'https://z' has been blocked by CORS policy: \
             No 'Access-Control-Allow-Origin' header is present",
            "cors/origin-not-allowed",
        ),
    ];
    for (log, expected) in cases {
        assert_eq!(found(log).first().map(String::as_str), Some(expected), "{log}");
    }
}

/// Ordinary failures that no entry of the corpus is about. All use words that some entry has.
const UNRELATED: [&str; 16] = [
    "npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE unable to resolve dependency tree\nnpm ERR! Found: react@18.2.0",
    "Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\nFileNotFoundError: [Errno 2] No such file or directory: '/x'",
    "ssh: connect to host 10.0.0.7 port 22: Connection refused",
    "curl: (7) Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server",
    "fatal: not a git repository (or any of the parent directories): .git",
    "nginx: [emerg] unknown directive \"servr\" in /etc/nginx/nginx.conf:12",
    "Warning  FailedScheduling  default-scheduler  0/3 nodes are available: 3 Insufficient memory.",
    "kernel: Out of memory: Killed process 1234 (java) total-vm:123456kB",
    "error[E0308]: mismatched types\n --> src/main.rs:3:5",
    "bash: foo: command not found",
    "Error: Invalid provider configuration\nProvider \"registry.terraform.io/hashicorp/aws\" requires explicit configuration.",
    "ERROR Failed to bind to queue 'orders': channel closed by peer",
    "make: *** No rule to make target 'x'.  Stop.",
    "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"s\" is null",
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "INFO started\nINFO listening on port 8000\nGET / 200",
];

#[test]
fn an_unrelated_log_is_like_nothing() {
    for log in UNRELATED {
        assert_eq!(found(log), [] as [&str; 0], "{log}");
    }
    assert_eq!(found(&UNRELATED.join("\n")), [] as [&str; 0]);
    assert_eq!(found(""), [] as [&str; 0]);
}

#[test]
fn a_near_miss_of_an_entry_is_not_like_it() {
    let near_miss = "panic: listen tcp :8080: bind: address already in use";
    let entry = || {
        let mut entry =
            corpus().into_iter().find(|entry| entry.id.as_str() == "docker/port-already-allocated").unwrap();
        entry.near_misses = vec![near_miss.to_owned()];
        entry
    };
    let hits = |log: &str| {
        let lines = [TellingLine { text: log, weight: 1.0 }];
        let text_of = |id: &EntryId| if *id == entry().id { Some(entry()) } else { text_of(id) };
        INDEX.similar(&lines, 3, text_of).unwrap().hits.len()
    };
    assert_eq!(found(near_miss), ["docker/port-already-allocated"]);
    assert_eq!(hits(near_miss), 0);
    assert_eq!(hits("Bind for 0.0.0.0:8080 failed: port is already allocated"), 1);
}

#[test]
fn the_words_of_an_answer_add_up_to_its_score() {
    let answer = similar("noise before\nBind for 0.0.0.0:8080 failed: port is already allocated");
    let hit = &answer.hits[0];
    let sum: f32 = hit.words.iter().map(|(_, worth)| worth).sum();
    assert!((sum - hit.score).abs() < 1e-4 && hit.score > 0.0, "{hit:?}");
    assert_eq!((hit.line, hit.way), (1, Way::StandsInLine));
    let entry = text_of(&hit.id).unwrap();
    assert!(!answer.highlighter.snippet(&entry).marks.is_empty());
}

#[test]
fn what_varies_does_not_change_the_answer() {
    let plain = similar("ERROR: relation \"orders\" does not exist at character 15");
    let dressed =
        similar("2026-11-21T03:18:35.123Z db-1 [4711] ERROR: relation \"orders\" does not exist at character 99");
    assert_eq!(plain.hits[0].id, dressed.hits[0].id);
}

#[test]
fn the_order_of_lines_and_repeats_change_nothing_but_the_line() {
    let lines = [
        "INFO ready",
        "ERROR: relation \"orders\" does not exist",
        "FATAL: password authentication failed for user \"x\"",
    ];
    let forward = found(&lines.join("\n"));
    let backward = found(&lines.iter().rev().copied().collect::<Vec<_>>().join("\n"));
    let repeated = found(&[lines, lines, lines].concat().join("\n"));
    assert_eq!(forward.len(), 2);
    assert_eq!((&forward, &forward), (&backward, &repeated));
}

#[test]
fn an_entry_whose_text_is_gone_is_passed_over() {
    let lines = [TellingLine { text: "Bind for 0.0.0.0:80 failed: port is already allocated", weight: 1.0 }];
    assert!(INDEX.similar(&lines, 3, |_| None).unwrap().hits.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_are_compared_without_a_panic(
        lines in prop::collection::vec("\\PC{0,80}|(error|redis|/|\\\\|:|0x|ü|'|\\.| |[0-9a-f]{1,40}|port|UndefinedColumn){0,30}", 0..8),
        weight in 0.0_f32..100.0,
    ) {
        let lines: Vec<TellingLine> = lines.iter().map(|text| TellingLine { text, weight }).collect();
        let answer = INDEX.similar(&lines, 2, text_of).unwrap();
        prop_assert!(answer.hits.len() <= 2);
        prop_assert!(answer.hits.iter().all(|hit| hit.score.is_finite() && hit.line < lines.len()));
    }
}
