//! What matches, what does not, and which comes first: cases as data.

use crate::support::{assert_same_as_reference, corpus, ids};
use kb::log::Log;
use kb::report::{Confidence, Role};

/// (what it shows, front matter of the only entry, log, captures of the best finding or no match)
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

const LISTEN: &str = "[[signature]]\ntext = '''listen {proto} {addr}:{port:int}: bind: address already in use'''";

const CASES: &[Case] = &[
    (
        "a captured port",
        LISTEN,
        "x\nlisten tcp6 [::]:5432: bind: address already in use\n",
        Some("addr=[::] port=5432 proto=tcp6"),
    ),
    (
        "a compose prefix is no part of it",
        LISTEN,
        "api-1  | listen tcp4 0.0.0.0:5432: bi\napi-1  | nd: address already in use",
        Some("addr=0.0.0.0 port=5432 proto=tcp4"),
    ),
    (
        "ansi codes do not hide a match",
        LISTEN,
        "\x1b[31mlisten tcp4 0.0.0.0:54\x1b[1m32: bind: addr\x1b[0mess already in use",
        Some("addr=0.0.0.0 port=5432 proto=tcp4"),
    ),
    (
        "exit codes are whole words",
        "[[signature]]\ntext = '''container exited with exit code 1 unexpectedly'''",
        "container exited with exit code 137 unexpectedly",
        None,
    ),
    (
        "a table is not a tablecloth",
        "[[signature]]\ntext = '''sqlite says no such table'''",
        "sqlite says no such tablecloth",
        None,
    ),
    (
        "text never crosses the head of another record",
        "[[signature]]\ntext = '''handshake gremlin vanished'''",
        "2026-11-21 10:00:00 handshake\n2026-11-21 10:00:01 gremlin vanished",
        None,
    ),
    (
        "regex sees the event with its continuation lines",
        "[[signature]]\nregex = '''gremlin (?P<n>\\d+)\\n +vanished'''",
        "gremlin 7\n   vanished",
        Some("n=7"),
    ),
    (
        "regex anchors are per line",
        "[[signature]]\nregex = '''^vanished gremlins: (?P<n>\\d+)$'''",
        "so:\n  x\nvanished gremlins: 3\n",
        Some("n=3"),
    ),
    (
        "regex is tried once more with wraps undone",
        "[[signature]]\nregex = '''gremlins vanished from (?P<place>\\w+)'''",
        "all the gremlins vani\nshed from wonderland",
        Some("place=wonderland"),
    ),
    (
        "all parts of an event",
        "[[signature]]\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland {b} closed'''",
        "gremlin x vanished\n  wonderland y closed\n",
        Some("a=x b=y"),
    ),
    (
        "parts of two events are not one",
        "[[signature]]\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "gremlin vanished today\nnothing in between here at all\nwonderland closed\n",
        None,
    ),
    (
        "within lines",
        "[[signature]]\nwithin = '3 lines'\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "gremlin vanished today\nnothing in between here at all\nwonderland closed\n",
        Some(""),
    ),
    (
        "within lines is a limit",
        "[[signature]]\nwithin = '2 lines'\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "gremlin vanished today\nnothing in between here at all\nwonderland closed\n",
        None,
    ),
    (
        "within lines is measured in the stream",
        "[[signature]]\nwithin = '2 lines'\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "a-1  | gremlin vanished\nb-1  | x\nb-1  | y\na-1  | wonderland closed",
        Some(""),
    ),
    (
        "across counts lines of the input and joins streams",
        "[[signature]]\nwithin = '4 lines'\nacross = true\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "a-1  | gremlin vanished\nb-1  | x\nb-1  | y\nb-1  | wonderland closed",
        Some(""),
    ),
    (
        "streams are apart without across",
        "[[signature]]\nwithin = '4 lines'\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "a-1  | gremlin vanished\nb-1  | wonderland closed",
        None,
    ),
    (
        "none forbids",
        "[[signature]]\nwithin = '5 lines'\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.none]]\ntext = '''came back'''",
        "gremlin vanished\nx\nit came back\n",
        None,
    ),
    (
        "none counts inside the window only",
        "[[signature]]\nwithin = '2 lines'\n[[signature.all]]\ntext = '''gremlin wonderland vanished'''\n[[signature.none]]\ntext = '''came back'''",
        "gremlin wonderland vanished\nx\nit came back\n",
        Some(""),
    ),
    (
        "any needs one",
        "[[signature]]\nwithin = '3 lines'\n[[signature.all]]\ntext = '''gremlin'''\n[[signature.any]]\ntext = '''wonderland'''\n[[signature.any]]\ntext = '''neverland {x}'''",
        "gremlin\nneverland y\n",
        Some("x=y"),
    ),
    (
        "sequence is in order",
        "[[signature]]\nwithin = '5 lines'\n[[signature.sequence]]\ntext = '''gremlin'''\n[[signature.sequence]]\ntext = '''wonderland'''",
        "wonderland\ngremlin\n",
        None,
    ),
    (
        "sequence finds the later one",
        "[[signature]]\nwithin = '5 lines'\n[[signature.sequence]]\ntext = '''gremlin'''\n[[signature.sequence]]\ntext = '''wonderland'''",
        "wonderland\ngremlin\nwonderland\n",
        Some(""),
    ),
    (
        "count takes that many",
        "[[signature]]\ntext = '''gremlin wonderland {x}'''\ncount = 3\nwithin = '5 lines'",
        "gremlin wonderland 1\ngremlin wonderland 2\n",
        None,
    ),
    (
        "count takes that many and no more",
        "[[signature]]\ntext = '''gremlin wonderland {x}'''\ncount = 3\nwithin = '5 lines'",
        "gremlin wonderland 1\ngremlin wonderland 2\ngremlin wonderland 3\n",
        Some("x=1"),
    ),
    (
        "the same name has the same value",
        "[[signature]]\ntext = '''gremlin {a} is wonderland {a}'''",
        "gremlin x is wonderland y",
        None,
    ),
    (
        "a message inside of a json string",
        "[[signature]]\ntext = '''gremlin \"{name}\" vanished {_} wonderland'''",
        r#"{"level":50,"msg":"gremlin \"x y\" or gremlin \"x\" vanished\nfrom wonderland"}"#,
        Some("name=x"),
    ),
    (
        "a message inside of a logfmt value",
        "[[signature]]\ntext = '''gremlin \"{name}\" vanished'''",
        r#"time="2026-11-21T10:00:00Z" level=error msg="gremlin \"x\" vanished""#,
        Some("name=x"),
    ),
    (
        "a format string is not a message",
        "[[signature]]\ntext = '''gremlin {name} vanished from wonderland'''",
        "gremlin %s vanished from wonderland",
        None,
    ),
    (
        "the name of a passed test is not a message",
        "[[signature]]\ntext = '''gremlin {name} vanished from wonderland'''",
        "\u{2714} gremlin x vanished from wonderland (0.2ms)\ntest gremlin x vanished from wonderland ... ok\nok 3 - gremlin x vanished from wonderland",
        None,
    ),
    (
        "within seconds",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "2026-11-21 10:00:00,100 gremlin x vanished\nnoise\n2026-11-21 10:00:30,100 wonderland closed\n",
        Some("a=x"),
    ),
    (
        "within seconds is a limit",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "2026-11-21 10:00:00,100 gremlin x vanished\n2026-11-21 10:00:30,101 wonderland closed\n",
        None,
    ),
    (
        "within seconds over midnight",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "23:59:50 gremlin x vanished\n00:00:10 wonderland closed\n",
        Some("a=x"),
    ),
    (
        "without timestamps nothing is within seconds",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "gremlin x vanished\nwonderland closed\n",
        None,
    ),
    (
        "moments and times without a zone cannot be compared",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "2026-11-21T10:00:00Z gremlin x vanished\n2026-11-21 10:00:00 wonderland closed\n",
        None,
    ),
    (
        "a line without a time has that of its event",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "2026-11-21T10:00:00Z failed\n  gremlin x vanished\n2026-11-21T10:00:20Z wonderland closed\n",
        Some("a=x"),
    ),
    (
        "within seconds is measured in the stream",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin {a} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''",
        "api-1  | 10:00:00 gremlin x vanished\ndb-1   | 10:00:01 wonderland closed\n",
        None,
    ),
    (
        "within seconds across streams, which compose does not order",
        "[[signature]]\nwithin = '30s'\nacross = true\n[[signature.sequence]]\ntext = '''gremlin {a} vanished'''\n[[signature.sequence]]\ntext = '''wonderland closed'''",
        "db-1   | 10:00:09 wonderland closed\napi-1  | 10:00:01 gremlin x vanished\n",
        Some("a=x"),
    ),
    (
        "none within seconds",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin vanished'''\n[[signature.none]]\ntext = '''came back'''",
        "10:00:00 gremlin vanished\n10:00:20 gremlin came back\n",
        None,
    ),
    (
        "none beyond the seconds",
        "[[signature]]\nwithin = '30s'\n[[signature.all]]\ntext = '''gremlin wonderland vanished'''\n[[signature.none]]\ntext = '''came back'''",
        "10:00:00 gremlin wonderland vanished\n10:00:31 gremlin came back\n",
        Some(""),
    ),
    (
        "a pattern without literals is tried everywhere",
        "[[signature]]\nwithin = '2 lines'\n[[signature.all]]\nregex = '''^\\d{4}$'''\n[[signature.all]]\ntext = '''gremlin wonderland'''",
        "1234\ngremlin wonderland\n",
        Some(""),
    ),
];

#[test]
fn signatures_match_what_they_should() {
    for (what, front_matter, log, expected) in CASES {
        let found = corpus(&[("a/b", front_matter)]).diagnose(log.as_bytes());
        let captures = found.first().map(|one| {
            let (_, finding) = one.summary.best().expect("a finding");
            finding.captures.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(captures.as_deref(), *expected, "{what}");
    }
}

#[test]
fn weak_signatures_speak_only_where_they_are_the_input() {
    let weak = corpus(&[("a/weak", "[[signature]]\ntext = '''429 Too Many Requests'''")]);
    for (log, expected) in [
        ("429 Too Many Requests".to_owned(), vec![Confidence::Possible]),
        ("HTTP/1.1 429 Too Many Requests\n".to_owned(), vec![Confidence::Possible]),
        (
            "2026-11-21 10:00:00 worker 7: upstream said 429 Too Many Requests, trying again in 30 seconds".to_owned(),
            vec![],
        ),
        (format!("{}429 Too Many Requests\n", "all is well\n".repeat(100)), vec![]),
    ] {
        let found: Vec<Confidence> = weak.diagnose(log.as_bytes()).iter().map(|one| one.confidence).collect();
        assert_eq!(found, expected, "{log}");
    }
}

#[test]
fn a_superseding_entry_answers_alone() {
    let both = corpus(&[
        ("a/general", "[[signature]]\ntext = '''column {column} does not exist'''"),
        (
            "a/specific",
            "supersedes = [\"a/general\"]\n[[signature]]\ntext = '''column {column} does not exist on gremlins'''",
        ),
    ]);
    assert_eq!(ids(&both.diagnose(b"ERROR: column x does not exist on gremlins")), ["a/specific"]);
    assert_eq!(ids(&both.diagnose(b"ERROR: column x does not exist")), ["a/general"]);
    let apart = b"ERROR: column x does not exist on gremlins\nnothing\nERROR: column y does not exist";
    assert_eq!(ids(&both.diagnose(apart)), ["a/specific", "a/general"]);
}

#[test]
fn a_cause_comes_before_what_it_explains() {
    let entries = [
        (
            "a/mask",
            "masks = [\"b/*\"]\n[[signature]]\ntext = '''request blocked by gremlin policy of wonderland, sorry about that'''",
        ),
        ("b/crash", "[[signature]]\ntext = '''gremlins crashed wonderland'''"),
        (
            "c/follower",
            "caused_by = [\"tag:root\"]\n[[signature]]\ntext = '''follower saw nothing but gremlins and gave up entirely'''",
        ),
        ("d/root", "tags = [\"root\"]\n[[signature]]\ntext = '''wonderland failed to load gremlins'''"),
    ];
    let log = b"error: request blocked by gremlin policy of wonderland, sorry about that\n\
        error: gremlins crashed wonderland\nerror: follower saw nothing but gremlins and gave up entirely\nerror: wonderland failed to load gremlins\n";
    let found = corpus(&entries).diagnose(log);
    let told: Vec<(&str, Role)> = found.iter().map(|one| (one.entry.id.as_str(), one.role)).collect();
    assert_eq!(
        told,
        [
            ("b/crash", Role::RootCause),
            ("a/mask", Role::Consequence),
            ("d/root", Role::RootCause),
            ("c/follower", Role::Consequence),
        ]
    );
    let alone = corpus(&entries).diagnose(&log[..73]);
    assert_eq!(alone[0].role, Role::RootCause);
}

#[test]
fn the_innermost_exception_of_a_chain_is_the_root() {
    let entries = [
        ("a/outer", "[[signature]]\ntext = '''could not load the wonderland configuration of all gremlins'''"),
        ("b/inner", "[[signature]]\ntext = '''wonderland key missing'''"),
    ];
    let python = b"Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'wonderland key missing'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File \"a.py\", line 3, in g\nRuntimeError: could not load the wonderland configuration of all gremlins\n";
    let java = b"Exception in thread \"main\" a.B: could not load the wonderland configuration of all gremlins\n\tat a.B.c(B.java:1)\nCaused by: a.KeyException: wonderland key missing\n\t... 3 more\n";
    for log in [&python[..], &java[..]] {
        let found = corpus(&entries).diagnose(log);
        assert_eq!(ids(&found), ["b/inner", "a/outer"]);
        assert_eq!((found[0].role, found[1].role), (Role::RootCause, Role::Consequence));
    }
}

#[test]
fn a_text_that_other_causes_print_too_is_likely_until_another_signature_tells() {
    let entries = [(
        "a/one",
        "[[signature]]\nambiguous = true\ntext = '''gremlins failed in wonderland'''\n[[signature]]\ntext = '''wonderland has a leaking roof'''",
    )];
    let confidence = |log: &str| corpus(&entries).diagnose(log.as_bytes())[0].confidence;
    assert_eq!(confidence("error: gremlins failed in wonderland"), Confidence::Likely);
    assert_eq!(
        confidence("error: gremlins failed in wonderland\nerror: wonderland has a leaking roof\n"),
        Confidence::Certain
    );
}

#[test]
fn rivals_on_one_span_make_each_other_likely() {
    let entries = [
        ("a/one", "[[signature]]\ntext = '''gremlins failed in wonderland'''"),
        ("b/two", "[[signature]]\ntext = '''failed in wonderland today'''"),
    ];
    let found = corpus(&entries).diagnose(b"error: gremlins failed in wonderland today");
    assert!(found.iter().all(|one| one.confidence == Confidence::Likely), "{found:?}");
    let found = corpus(&entries[..1]).diagnose(b"error: gremlins failed in wonderland today");
    assert_eq!(found[0].confidence, Confidence::Certain);
}

#[test]
fn explanations_add_up_and_repeats_are_folded() {
    let one = corpus(&[("a/one", "[[signature]]\ntext = '''gremlins failed in wonderland'''")]);
    let log = "error: gremlins failed in wonderland\n".repeat(1_000);
    let found = one.diagnose(log.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].summary.occurrences, 1_000);
    assert_eq!((found[0].summary.first_line, found[0].summary.last_line), (1, 1_000));
    assert!((found[0].explanation.leaf_sum() - found[0].score).abs() < 1e-9);
}

#[test]
fn evidence_points_at_the_raw_bytes() {
    let one = corpus(&[("a/one", "[[signature]]\ntext = '''gremlins failed in wonderland'''")]);
    let log = "first\r\napi-1  | \u{e4}\u{1b}[31mx: gremlins fai\u{1b}[0mled in wonderland!\r\n";
    let found = one.diagnose(log.as_bytes());
    let piece = &found[0].summary.signatures[0].findings[0].evidence[0];
    assert_eq!(&log[piece.byte_start..piece.byte_end], "gremlins fai\u{1b}[0mled in wonderland");
    assert_eq!((piece.line, piece.column, piece.char_column), (2, 20, 19));
    assert_eq!((piece.end_line, piece.end_column), (2, 20 + piece.byte_end - piece.byte_start));
    assert_eq!(piece.text, "gremlins failed in wonderland");
    assert_eq!(piece.stream, "api-1");
}

const REFUSED: &str = "[[signature]]\ntext = '''gremlin refused connection to {place}'''\nresolved_by = '''gremlin connected to {place}'''";

#[test]
fn what_recovered_later_in_its_stream_is_resolved() {
    let gremlins = corpus(&[("a/refused", REFUSED)]);
    for (log, expected) in [
        ("gremlin refused connection to wonderland\n", None),
        ("gremlin refused connection to wonderland\ngremlin connected to wonderland\n", Some(2)),
        ("gremlin connected to wonderland\ngremlin refused connection to wonderland\n", None),
        (
            "gremlin refused connection to a\ngremlin connected to a\ngremlin refused connection to a\ngremlin connected to a\n",
            Some(4),
        ),
        ("gremlin refused connection to a\ngremlin connected to a\ngremlin refused connection to a\n", None),
        // Another place recovered.
        ("gremlin refused connection to a\ngremlin connected to b\n", None),
        ("gremlin refused connection to a\ngremlin refused connection to b\ngremlin connected to b\n", None),
        (
            "gremlin refused connection to a\ngremlin refused connection to b\ngremlin connected to b\ngremlin connected to a\n",
            Some(4),
        ),
        // Another stream recovered.
        ("x-1  | gremlin refused connection to a\ny-1  | gremlin connected to a\n", None),
        ("x-1  | gremlin refused connection to a\nx-1  | gremlin connected to a\n", Some(2)),
    ] {
        let found = gremlins.diagnose(log.as_bytes());
        assert_eq!(found[0].summary.resolved().map(|recovery| recovery.line), expected, "{log}");
    }
}

#[test]
fn what_recovered_stands_below_what_did_not() {
    let both = corpus(&[
        ("a/refused", &format!("masks = ['b/*']\n{REFUSED}")),
        ("b/lost", "[[signature]]\ntext = '''wonderland {x} was lost for good'''"),
    ]);
    let log = "ERROR: gremlin refused connection to a\nwonderland y was lost for good\n";
    assert_eq!(ids(&both.diagnose(log.as_bytes()))[..], ["b/lost", "a/refused"]);
    let ranked = both.diagnose(format!("{log}gremlin connected to a\n").as_bytes());
    assert_eq!(ids(&ranked), ["b/lost", "a/refused"]);
    assert_eq!(ranked[1].summary.resolved().map(|recovery| recovery.line), Some(3));
}

#[test]
fn what_must_not_be_there_is_looked_for_in_every_reading_of_a_stream() {
    let corpus = corpus(&[(
        "a/none",
        "[[signature]]\nwithin = \"200 lines\"\n[[signature.all]]\ntext = \"flux \\\"inverted\\\" in the tank\"\n[[signature.none]]\ntext = \"flux restored at once\"",
    )]);
    // The record is read without its escapes together with the lines near it; the other line is too far away for that.
    let record = "{\"msg\":\"flux \\\"inverted\\\" in the tank\"}\n";
    let between = "chatter\n".repeat(120);
    assert_eq!(ids(&corpus.diagnose(format!("{record}{between}").as_bytes())), ["a/none"]);
    let log = format!("{record}{between}flux restored at once\n");
    assert_eq!(ids(&corpus.diagnose(log.as_bytes())), [""; 0]);
    assert_same_as_reference(&corpus, &Log::read(log.as_bytes()), "none in another reading");
    let far = "chatter\n".repeat(220);
    let log = format!("{record}{far}flux restored at once\n");
    assert_eq!(ids(&corpus.diagnose(log.as_bytes())), ["a/none"]);
}
