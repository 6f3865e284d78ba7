//! `kb why`: what it says about each way in which an entry can match or miss a log.

use crate::cli_support::Home;

/// An entry of the test's own pack: its title and its signatures.
fn entry(home: &Home, slug: &str, front_matter: &str) {
    let text = format!(
        "+++\ntitle = \"The gremlins of {slug}\"\n{front_matter}\n+++\n## Symptom\nseen\n## Cause\nthem\n## Fix\nnone\n"
    );
    home.write(&format!("kb/gremlin/{slug}.md"), text);
}

fn home() -> Home {
    let home = Home::empty();
    home.write("kb/kb.toml", "name = \"gremlins\"\n");
    entry(
        &home,
        "copy",
        "[[signature]]\ntext = '''gremlin copy of {path} to {target} failed after {n:int} tries (code 1)'''",
    );
    entry(
        &home,
        "regex",
        "[[signature]]\nregex = '''gremlin (?P<name>[a-z]+) vanished from (?:wonder|never)land in \\d+ ms'''",
    );
    entry(
        &home,
        "pair",
        "[[signature]]\nwithin = \"3 lines\"\n[[signature.all]]\ntext = '''gremlin {name} vanished'''\n[[signature.all]]\ntext = '''wonderland closed'''\n[[signature.none]]\ntext = '''came back'''",
    );
    entry(
        &home,
        "timed",
        "[[signature]]\nwithin = \"30s\"\n[[signature.sequence]]\ntext = '''gremlin {name} vanished'''\n[[signature.sequence]]\ntext = '''wonderland closed'''",
    );
    entry(
        &home,
        "refused",
        "[[signature]]\ntext = '''wonderland gate {n:int} refused the gremlin'''\nresolved_by = '''wonderland gate {n:int} opened'''",
    );
    entry(&home, "weak", "[[signature]]\ntext = '''429 Too Many Requests'''");
    entry(&home, "root", "[[signature]]\ntext = '''the queen of hearts took the {what} away'''");
    entry(
        &home,
        "effect",
        "caused_by = [\"gremlin/root\"]\n[[signature]]\ntext = '''the tarts of wonderland are gone: {n:int} missing'''",
    );
    entry(
        &home,
        "special",
        "supersedes = [\"gremlin/root\"]\n[[signature]]\ntext = '''the queen of hearts took the {what} away at noon'''",
    );
    home
}

/// (what it shows, arguments behind `why`, log, what the output holds, status)
const CASES: &[(&str, &str, &str, &[&str], i32)] = &[
    (
        "match",
        "gremlin/copy",
        "x\ngremlin copy of /a to /b failed after 12 tries (code 1)\n",
        &["at 2:1", "n = 12, path = /a, target = /b"],
        0,
    ),
    (
        "other_word",
        "gremlin/copy",
        "ERROR gremlin copy of /a to /b stopped after 12 tries (code 1)\n",
        &["the log has `stopped` where the signature has `failed`"],
        1,
    ),
    (
        "missing_and_extra",
        "gremlin/copy",
        "gremlin copy of /a to /b failed again after 12 tries (1)\n",
        &["the log has `again` between", "the log lacks `code`"],
        1,
    ),
    (
        "boundary",
        "gremlin/copy",
        "gremlin copy of /a to /b failed after 12 tries (code 137)\n",
        &["`1` is a part of the word `137` here"],
        1,
    ),
    (
        "case",
        "gremlin/copy",
        "Gremlin copy of /a to /b failed after 12 tries (code 1)\n",
        &["the log writes `Gremlin`", "`ignore_case = true` takes both"],
        1,
    ),
    (
        "holes",
        "gremlin/copy",
        "gremlin copy of /a b to %s failed after many tries (code 1)\n",
        &["`{path}` takes no blank", "`{n:int}` takes digits only, and the log has `many`", "a program's own text"],
        1,
    ),
    (
        "record_between",
        "gremlin/copy",
        "10:00:00 gremlin copy of /a to /b\n10:00:01 failed after 12 tries (code 1)\n",
        &["another record begins"],
        1,
    ),
    (
        "far",
        "gremlin/copy",
        "all is well in wonderland\nno gremlin today\n",
        &["no line comes near; the log has `gremlin` on line 2"],
        1,
    ),
    ("nothing", "gremlin/copy", "all is well\n", &["none of its words is in the log"], 1),
    (
        "regex",
        "gremlin/regex",
        "ERROR gremlin abc vanished from neverland in twelve ms\n",
        &["the regex matches up to", "then the log has `twelve ms` where it wants `\\d+ ms`"],
        1,
    ),
    ("regex_case", "gremlin/regex", "Gremlin abc vanished from neverland in 12 ms\n", &["only the case differs"], 1),
    (
        "lines",
        "gremlin/pair",
        "gremlin x vanished\na\nb\nc\nwonderland closed\n",
        &["lines 1 and 5 are 4 lines apart, and the window is 3 lines"],
        1,
    ),
    (
        "excluded",
        "gremlin/pair",
        "gremlin x vanished\ngremlin came back\nwonderland closed\n",
        &["`came back` of `none` stands on line"],
        1,
    ),
    (
        "streams",
        "gremlin/pair",
        "api-1  | gremlin x vanished\ndb-1   | wonderland closed\n",
        &["stands in api-1, line 1", "`across = true` looks into all streams"],
        1,
    ),
    (
        "time",
        "gremlin/timed",
        "2026-11-21 10:00:00,100 gremlin x vanished\n2026-11-21 10:00:47,600 wonderland closed\n",
        &["lines 1 and 2 lie 47.5 s apart, and the window is 30 s"],
        1,
    ),
    (
        "no_time",
        "gremlin/timed",
        "gremlin x vanished\nwonderland closed\n",
        &["no line of the log has a time, and `within` is in seconds"],
        1,
    ),
    (
        "times_differ",
        "gremlin/timed",
        "2026-11-21T10:00:00Z gremlin x vanished\n10:00:01 wonderland closed\n",
        &["cannot be compared"],
        1,
    ),
    (
        "order",
        "gremlin/timed",
        "10:00:01 wonderland closed\n10:00:02 gremlin x vanished\n",
        &["stands before", "`all` takes any order"],
        1,
    ),
    (
        "resolved",
        "gremlin/refused",
        "ERROR wonderland gate 7 refused the gremlin\nwonderland gate 7 opened\n",
        &["seen, then gone at line 2"],
        0,
    ),
    (
        "other_gate",
        "gremlin/refused",
        "ERROR wonderland gate 7 refused the gremlin\nwonderland gate 8 opened\n",
        &["certain, the only answer\n"],
        0,
    ),
    (
        "weak",
        "gremlin/weak",
        "a long line of a worker that was told 429 Too Many Requests by upstream, again\n",
        &["a weak signature counts only where it is at least half"],
        1,
    ),
    (
        "below_its_cause",
        "gremlin/effect",
        "ERROR the tarts of wonderland are gone: 3 missing\nERROR the queen of hearts took the tarts away\n",
        &["first is gremlin/root", "names it in `caused_by`", "together"],
        0,
    ),
    (
        "superseded",
        "gremlin/root",
        "ERROR the queen of hearts took the tarts away at noon\n",
        &["it matches, but gremlin/special supersedes it"],
        1,
    ),
    ("passed", "gremlin/root", "test the queen of hearts took the tarts away ... ok\n", &["report passed tests"], 1),
];

#[test]
fn each_way_to_match_or_miss_is_told() {
    let home = home();
    for (what, id, log, told, status) in CASES {
        let run = home.kb_reading(&["why", id], log.as_bytes());
        // Sentences are wrapped: the words are what counts.
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in *told {
            assert!(flat(&run.out).contains(&flat(words)), "{what}: no `{words}` in\n{}", run.out);
        }
        assert_eq!(run.status, *status, "{what}:\n{}", run.out);
        for line in run.out.lines().filter(|line| !line.contains("of the entry)")) {
            let is_pattern = ["  + ", "  - ", "  · "].iter().any(|lead| line.starts_with(lead));
            assert!(is_pattern || line.chars().count() <= 80, "{what}: wider than 80 columns: {line}");
        }
    }
}

#[test]
fn the_page_looks_as_it_should() {
    let home = home();
    for (what, id, log, ..) in CASES {
        insta::assert_snapshot!(format!("why_{what}"), home.transcript(&["why", id], log.as_bytes()));
    }
}

#[test]
fn json_says_the_same_as_data() {
    let home = home();
    let run = home.kb_reading(
        &["why", "gremlin/copy", "--format", "json"],
        b"ERROR gremlin copy of /a to /b stopped after 12 tries (code 1)\n",
    );
    let why = run.json();
    assert_eq!(run.status, 1);
    assert_eq!(why["format"], 1);
    assert_eq!(why["standing"]["matched"], false);
    let part = &why["signatures"][0]["parts"][0];
    assert_eq!((part["role"].as_str(), part["holds"].as_bool()), (Some("all"), Some(false)));
    assert_eq!(part["nearest"]["line"], 1);
    assert_eq!(part["nearest"]["differences"][0]["kind"], "other");
    let timed = home.kb_reading(
        &["why", "gremlin/timed", "--format", "json"],
        b"10:00:00 gremlin x vanished\n10:01:00 wonderland closed\n",
    );
    let obstacle = &timed.json()["signatures"][0]["obstacle"];
    assert_eq!((obstacle["kind"].as_str(), obstacle["places"][1]["line"].as_u64()), (Some("time"), Some(2)));
}

#[test]
fn several_files_are_told_apart() {
    let home = home();
    home.write("api.log", "gremlin x vanished\n");
    home.write("db.log", "wonderland closed\n");
    let run = home.kb(&["why", "gremlin/pair", "api.log", "db.log"]).expect(1);
    for words in ["at api.log:1:1", "at db.log:1:1", "its parts stand in different files"] {
        assert!(run.out.contains(words), "{}", run.out);
    }
    home.kb(&["why", "gremlin/pair", "api.log", "missing.log"]).expect(2);
}

#[test]
fn a_match_that_recovered_is_listed_apart() {
    let home = home();
    let gone = "ERROR wonderland gate 7 refused the gremlin\nwonderland gate 7 opened\n";
    let both = format!("{gone}ERROR the queen of hearts took the tarts away\n");
    insta::assert_snapshot!("gone_text", home.transcript(&["match"], both.as_bytes()));
    insta::assert_snapshot!("gone_only", home.transcript(&["match"], gone.as_bytes()));
    let report = home.kb_reading(&["match", "--format", "json"], both.as_bytes()).expect(0).json();
    let resolved: Vec<_> =
        report["matches"].as_array().expect("matches").iter().map(|one| &one["resolved"]["line"]).collect();
    assert_eq!(resolved, [&serde_json::Value::Null, &serde_json::json!(2)]);
    let lines = home.kb_reading(&["match", "--format", "jsonl"], both.as_bytes()).expect(0).out;
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["resolved"]["line"], 2);
    assert_eq!(lines[2]["diagnoses"][1]["resolved"], true);
}
