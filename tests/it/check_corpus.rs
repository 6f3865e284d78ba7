//! What `kb check` accepts, and how its rules work together, on small corpora.

use kb::check::miss::nearest_miss;
use kb::check::{Counts, provenance};
use kb::diagnose::CompiledEntry;
use kb::diagnostic::{Code, Diagnostic};
use kb::entry::EntryKind;

use crate::check_support::{Fixture, data, plain};
use crate::support;

/// An entry: what stands in its front matter behind the title, and under Symptom.
fn entry(title: &str, front_matter: &str, symptom: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{front_matter}\n+++\n## Symptom\n{symptom}\n## Cause\nAge.\n## Fix\nRenew it.\n")
}

fn text(words: &str) -> String {
    format!("[[signature]]\ntext = '''{words}'''\n")
}

fn log(info: &str, lines: &str) -> String {
    format!("```log {info} from=\"broker 3.2\"\n{lines}\n```\n")
}

fn checked(entries: &[(&str, String)]) -> Vec<Diagnostic> {
    let entries: Vec<(&str, &str)> = entries.iter().map(|(id, text)| (*id, text.as_str())).collect();
    Fixture::of(&entries).check().diagnostics
}

fn codes(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|one| one.code.id()).collect()
}

const HANDSHAKE: &str = "the broker refused the handshake with reason {code:int}";
const EXPIRED: &str = "certificate has expired: not valid after {date}";

/// Two entries with a relation, a link, a placeholder, an `ask` phrase, a counterexample and a log of both.
fn clean() -> Vec<(&'static str, String)> {
    let both = "ERROR the broker refused the handshake with reason 17\nERROR certificate has expired: not valid after 2026-01-01";
    let handshake = entry(
        "The broker refuses the handshake",
        &format!("ask = [\"broker refuses handshake\"]\ncaused_by = [\"tls/*\"]\n{}", text(HANDSHAKE)),
        &format!(
            "{}{}See [certificates](../tls/expired.md): `{{{{compose}}}} restart` {{{{code}}}}.\n",
            log("code=17", "ERROR the broker refused the handshake with reason 17"),
            log("code=17 below=tls/expired", both),
        ),
    );
    let handshake = format!("{handshake}## Not this\n{}", log("", "INFO the broker accepts the handshake"));
    let expired = entry("A certificate has expired", &text(EXPIRED), &log("date='2026-01-01'", both));
    vec![("broker/handshake", handshake), ("tls/expired", expired)]
}

#[test]
fn a_clean_corpus_yields_nothing_and_is_counted() {
    let entries = clean();
    let entries: Vec<(&str, &str)> = entries.iter().map(|(id, text)| (*id, text.as_str())).collect();
    let outcome = Fixture::of(&entries).check();
    assert_eq!(plain(&outcome.diagnostics), "");
    let counts = Counts { entries: 2, signatures: 2, examples: 3, counterexamples: 1, asks: 1 };
    assert_eq!(outcome.counts, counts);
}

#[test]
fn only_what_was_asked_for_is_reported_but_all_entries_answer() {
    let more_general = Fixture::read("K024-more-general");
    assert_eq!(codes(&more_general.only("broker/handshake").check().diagnostics), ["K024"]);
    let outcome = Fixture::read("K024-more-general").only("tls/handshake").check();
    assert_eq!((codes(&outcome.diagnostics), outcome.counts.entries), (vec![], 1));
    // Of a pair, the complaint stands at the one that is asked for.
    let first = Fixture::read("K021-two-entries").only("broker/handshake").check().diagnostics;
    assert_eq!((codes(&first), first[0].source.path.contains("broker")), (vec!["K021"], true));
    let second = Fixture::read("K022-causes").only("broker/b").check().diagnostics;
    assert_eq!((codes(&second), second[0].source.path.contains("broker/b")), (vec!["K022"], true));
}

#[test]
fn what_names_a_broken_entry_is_not_broken() {
    let related = entry(
        "A",
        &format!("related = [\"tls/broken\"]\n{}", text(HANDSHAKE)),
        &log("", "ERROR the broker refused the handshake with reason 17"),
    );
    let found = checked(&[("broker/handshake", related), ("tls/broken", "+++\n".to_owned())]);
    assert_eq!(codes(&found), ["K003"]);
}

#[test]
fn a_broken_signature_is_the_only_complaint_about_its_examples() {
    let broken = entry(
        "A",
        &text("the broker refused {a}{b}"),
        &(log("", "ERROR the broker refused the handshake") + "{{a}} and {{b}}\n"),
    );
    assert_eq!(codes(&checked(&[("broker/handshake", broken)])), ["K016"]);
}

#[test]
fn a_superseded_entry_may_rank_below_the_one_that_supersedes_it() {
    let line = "ERROR the broker refused the handshake with reason 17: certificate has expired";
    let special = "the broker refused the handshake with reason {code:int}: certificate has expired";
    let corpus = |below: &str| {
        vec![
            ("broker/handshake", entry("A", &text(HANDSHAKE), &log(below, line))),
            (
                "tls/handshake",
                entry("B", &format!("supersedes = [\"broker/*\"]\n{}", text(special)), &log("code=17", line)),
            ),
        ]
    };
    assert_eq!(codes(&checked(&corpus(""))), ["K024"]);
    assert_eq!(plain(&checked(&corpus("below=tls/handshake"))), "");
}

#[test]
fn an_entry_superseded_by_a_superseded_one_is_outranked_by_the_answer() {
    let line = "ERROR the broker refused the handshake with reason 17: certificate has expired: since monday";
    let words = [
        "the broker refused the handshake with reason {c:int}",
        "with reason {c:int}: certificate has expired",
        "certificate has expired: since {day}",
    ];
    let with = |index: usize, relation: &str, info: &str| {
        entry("A", &format!("{relation}{}", text(words[index])), &log(info, line))
    };
    let found = checked(&[
        ("a/a", with(0, "", "")),
        ("b/b", with(1, "supersedes = [\"a/a\"]\n", "below=c/c")),
        ("c/c", with(2, "supersedes = [\"b/b\"]\n", "")),
    ]);
    assert_eq!(codes(&found), ["K024"]);
    assert_eq!(
        found[0].message,
        "`c/c` answers the example before this entry: `b/b` supersedes this entry, and is superseded itself"
    );
}

#[test]
fn weak_entries_share_an_example_but_not_with_a_strong_one() {
    let weak = |words: &str| entry("A", &text(words), &log("", "connection refused"));
    let notes = checked(&[("a/a", weak("connection refused")), ("b/b", weak("connection"))]);
    // The second one stands in every other log, too.
    assert_eq!(codes(&notes), ["K020", "K020", "K043"]);
    let line = "connection refused: proxy handshake";
    let strong = entry("A", &text("refused: proxy handshake"), &log("", line));
    let weak = entry("B", &text("connection refused"), &log("", line));
    assert_eq!(codes(&checked(&[("a/a", weak), ("b/b", strong)])), ["K020", "K024"]);
}

#[test]
fn what_an_example_has_shown_is_no_placeholder() {
    let words = "waiting for <module> of the broker handshake ... gave up";
    let entry = |symptom: &str| entry("A", &text(words), symptom);
    let shown = entry(&log("", "ERROR waiting for <module> of the broker handshake ... gave up"));
    assert_eq!(plain(&checked(&[("a/a", shown)])), "");
    assert_eq!(codes(&checked(&[("a/a", entry("It hangs."))])), ["K032", "K029", "K029"]);
}

#[test]
fn a_signature_is_called_unproven_only_where_nothing_else_is_wrong_with_the_examples() {
    let two = text(HANDSHAKE) + &text(EXPIRED);
    let line = log("", "ERROR the broker refused the handshake with reason 17");
    let of = |symptom: &str| codes(&checked(&[("a/a", entry("A", &two, symptom))])).join(" ");
    assert_eq!(of(&line), "K042");
    // A counterexample proves nothing.
    let expired = "ERROR certificate has expired: not valid after 2026-01-01";
    assert_eq!(of(&(line.clone() + &log("no-match", expired))), "K042 K026");
    assert_eq!(of(&(line.clone() + &log("", expired))), "");
    // Which signature a log that nothing matches was pasted for is not known, nor what stands in a file that is not there.
    assert_eq!(of(&(line.clone() + &log("", "ERROR certificate has expired"))), "K023");
    assert_eq!(of(&(line + "```log file=\"x.log\" from=\"broker 3.2\"\n```\n")), "");
    assert_eq!(of("It hangs."), "K032");
}

#[test]
fn what_an_example_below_another_entry_matches_is_proven() {
    let line = "ERROR the broker refused the handshake with reason 17\nERROR certificate has expired: not valid after 2026-01-01";
    let first = entry("A", &format!("caused_by = [\"b/b\"]\n{}", text(HANDSHAKE)), &log("below=b/b", line));
    let found = checked(&[("a/a", first), ("b/b", entry("B", &text(EXPIRED), &log("", line)))]);
    assert_eq!(plain(&found), "");
}

#[test]
fn the_same_signature_is_no_fault_where_one_supersedes_the_other() {
    let line = log("", "ERROR the broker refused the handshake with reason 17");
    let below = log("below=a/a", "ERROR the broker refused the handshake with reason 17");
    let answering = entry("A", &format!("supersedes = [\"b/b\"]\n{}", text(HANDSHAKE)), &line);
    let found = checked(&[("a/a", answering), ("b/b", entry("B", &text(HANDSHAKE), &below))]);
    assert_eq!(plain(&found), "");
}

#[test]
fn a_name_may_be_captured_in_several_ways_that_mean_the_same() {
    let front_matter = format!(
        "{}{}[[signature]]\nregex = '''handshake code (?P<code>\\d+) from the broker (?P<peer>\\S+)'''\n",
        text(HANDSHAKE) + &text("handshake with {peer} refused by the broker"),
        text("no handshake with {peer:any} today, says the broker"),
    );
    let lines = "ERROR the broker refused the handshake with reason 17\nERROR handshake with b7 refused by the broker\n\
                 ERROR no handshake with b7 today, says the broker\nERROR handshake code 17 from the broker b7";
    let found = checked(&[("a/a", entry("A", &front_matter, &log("code=17 peer=b7", lines)))]);
    assert_eq!(plain(&found), "");
}

#[test]
fn placeholders_of_other_programs_are_left_alone() {
    let fix = "`docker ps --format '{{range .Ports}}{{.}}{{end}}'`, `${{ github.token }}`, {{code}}, {{service}}";
    let symptom = log("", "ERROR the broker refused the handshake with reason 17") + fix + "\n";
    assert_eq!(plain(&checked(&[("a/a", entry("A", &text(HANDSHAKE), &symptom))])), "");
}

#[test]
fn captures_come_from_every_signature_that_matched() {
    let front_matter = text(HANDSHAKE) + &text("handshake from peer {peer}");
    let lines = "ERROR the broker refused the handshake with reason 17\nERROR that was the handshake from peer b7";
    let found = checked(&[("a/a", entry("A", &front_matter, &log("code=17 peer=b7", lines)))]);
    assert!(!codes(&found).contains(&"K025"), "{}", plain(&found));
}

#[test]
fn logs_in_files_of_the_pack_are_run() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("logs")).unwrap();
    std::fs::write(folder.path().join("logs/a.log"), "ERROR the broker refused the handshake with reason 17\n")
        .unwrap();
    for (code, expected) in [("17", vec![]), ("18", vec!["K025"])] {
        let symptom = format!("```log file=\"../logs/a.log\" code={code} from=\"broker 3.2\"\n```\n");
        let entry = entry("A", &text(HANDSHAKE), &symptom);
        let fixture = || Fixture::of(&[("broker/a", &entry)]);
        assert_eq!(codes(&fixture().with_folder(folder.path()).check().diagnostics), expected);
        // A pack that is not at hand as a folder has no such files to run.
        assert_eq!(codes(&fixture().check().diagnostics), Vec::<&str>::new());
    }
}

#[test]
fn diagnostics_are_in_the_order_of_path_place_and_code() {
    let faulty = entry(
        "A",
        &format!(
            "related = [\"x/y\"]\nold_ids = [\"a/b\"]\n{}",
            text("the broker refused the handshake of {service:int}")
        ),
        "```log\nthe broker is up\n```\n",
    );
    let found = checked(&[("b/b", faulty.clone()), ("a/b", faulty)]);
    let places: Vec<_> = found.iter().map(|it| (it.source.path.clone(), it.line_column(), it.code)).collect();
    let mut sorted = places.clone();
    sorted.sort();
    assert_eq!(places, sorted);
    assert!(codes(&found).iter().any(|code| *code == Code::DuplicateId.id()), "{}", plain(&found));
}

#[test]
fn the_order_of_entries_in_the_input_changes_nothing() {
    let entries = clean();
    let broken: Vec<(&str, String)> = entries
        .iter()
        .map(|(id, text)| (*id, text.replace("code=17", "code=71").replace("2026-01-01'", "x'")))
        .collect();
    let reversed: Vec<(&str, String)> = broken.iter().rev().cloned().collect();
    assert_eq!(plain(&checked(&broken)), plain(&checked(&reversed)));
    assert_eq!(codes(&checked(&broken)), ["K025", "K025", "K025"]);
}

/// (signatures, log, what is said)
const MISSES: &[(&str, &str, &str)] = &[
    ("text = 'no such table: {table}'", "no such table: x", "nothing"),
    ("text = 'no such table: {table}'", "out of cheese", "does not hold `no such table:`"),
    (
        "text = 'no such table: {table}'",
        "no such column: x",
        "holds `no such table:` only up to `no such` and goes on with `column: x`",
    ),
    (
        "text = 'no such table: {table}'",
        "no such tablecloth: x",
        "holds `no such table:` only up to `no such table` and goes on with `cloth: x`",
    ),
    (
        "text = 'no such table'",
        "sqlite: no such tablecloth",
        "holds its words, but not as whole words, in one record and in this order",
    ),
    ("text = 'no such table'", "no such", "holds `no such table` only up to `no such`, where its line ends"),
    ("text = 'no such table'", "No Such Table", "holds `no such table` in another case only"),
    (
        "text = 'listen {proto} {addr}:{port:int}: bind failed'",
        "listen tcp :5432: bind failed",
        "holds `listen {proto} {addr}:` and then has `bind failed` where `{port:int}: bind failed` is wanted",
    ),
    (
        "text = 'listen {proto} {addr}:{port:int}: bind failed'",
        "listen tcp 0.0.0.0:http: bind failed",
        "holds `listen {proto} {addr}:` and then has `http: bind failed` where `{port:int}: bind failed` is wanted",
    ),
    (
        "text = 'took {ms:int} ms too long'",
        "took 1.5 ms too long",
        "holds `took` and then has `1.5 ms too long` where `{ms:int} ms too long` is wanted",
    ),
    (
        "text = 'first line second line'",
        "first line\n2026-01-01 00:00:00 second line",
        "holds `first line second line` only up to `first line`, where its line ends",
    ),
    (
        "regex = 'port (?P<port>\\d+) is taken'",
        "port http is taken",
        "holds its fixed words, but not what the regex wants around them",
    ),
    (
        "regex = 'no (?:such table|column named)'",
        "no column called x",
        "holds `column named` only up to `column` and goes on with `called x`",
    ),
    (
        "[[signature.all]]\ntext = 'one of two'\n[[signature.all]]\ntext = 'two of two'",
        "one of two",
        "holds `two of two` only up to `two`, where its line ends",
    ),
    (
        "[[signature.any]]\ntext = 'red light'\n[[signature.any]]\ntext = 'blue light'",
        "a blue lamp",
        "holds `blue light` only up to `blue` and goes on with `lamp`",
    ),
    (
        "[[signature.all]]\ntext = 'it fails'\n[[signature.none]]\ntext = 'retry'",
        "it fails, retry",
        "holds on line 1 what `none` excludes",
    ),
    (
        "[[signature.sequence]]\ntext = 'then this'\n[[signature.sequence]]\ntext = 'first that'",
        "first that, then this",
        "holds its parts, but not in the order, number and distance that it asks for",
    ),
    (
        "text = 'again and again'\ncount = 3",
        "again and again",
        "holds its parts, but not in the order, number and distance that it asks for",
    ),
    (
        "within = '2 lines'\n[[signature.all]]\ntext = 'near'\n[[signature.all]]\ntext = 'far'",
        "near\n\n\nfar",
        "holds its parts, but not in the order, number and distance that it asks for",
    ),
];

#[test]
fn a_miss_says_what_the_log_has_in_place_of_the_signature() {
    for (signature, log, said) in MISSES {
        let entry = support::entry("a/a", &format!("[[signature]]\n{signature}"));
        let miss = nearest_miss(log.as_bytes(), &CompiledEntry::new(entry, &mut Vec::new()));
        assert_eq!(miss.map(|miss| miss.reason.to_string()).as_deref().unwrap_or("nothing"), *said, "{signature}");
    }
}

#[test]
fn the_nearest_of_several_signatures_is_explained() {
    let front_matter = text("quite another thing happened") + &text("the broker refused the handshake of {peer}");
    let entry = support::entry("a/a", &front_matter);
    let compiled = CompiledEntry::new(entry, &mut Vec::new());
    let miss = nearest_miss(b"ERROR the broker refused the hand of b7", &compiled).unwrap();
    assert_eq!((miss.signature, miss.member), (1, 0));
    assert_eq!(nearest_miss(b"the broker refused the handshake of b7", &compiled), None);
    assert_eq!(nearest_miss(b"", &compiled).map(|miss| miss.share), Some(0.0));
}

#[test]
fn provenance_tells_how_examples_were_obtained() {
    let symptom = "```log from=\"docker 28\"\na\n```\n```log from=\"https://example.com/1\"\nb\n```\n```log from=\"guide\"\nc\n```\n\
                   ```log no-match from=\"docker 27\"\nd\n```\n```log\ne\n```\n";
    let rows = provenance(
        &Fixture::of(&[("a/a", &entry("A", "", symptom)), ("b/b", &entry("B", "kind = \"checklist\"\n", ""))])
            .entries(),
    );
    let row = &rows[0];
    assert_eq!((row.examples, row.counterexamples), (4, 1));
    assert_eq!((row.reproduced, row.quoted, row.guide, row.unknown), (2, 1, 1, 1));
    assert_eq!((rows[1].id.as_str(), rows[1].kind, rows[1].examples), ("b/b", EntryKind::Checklist, 0));
}

#[test]
fn an_example_whose_file_leads_out_of_the_pack_is_not_read() {
    let entry = entry("A", &text(HANDSHAKE), "```log file=\"../../check_corpus.rs\" from=\"x\"\n```\n");
    let found = Fixture::of(&[("broker/a", &entry)]).with_folder(&data()).check().diagnostics;
    assert_eq!(codes(&found), ["K038"]);
}
