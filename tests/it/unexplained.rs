//! Errors that no entry explains: those of real failures are found, healthy logs have none.
//!
//! `cargo test --test it unexplained -- --nocapture` prints what is missed and what is taken for an error.

use kb::diagnose::{CompiledCorpus, Diagnosis, Flow};
use kb::log::Base;
use kb::report::Unexplained;

use crate::cli_support::Home;
use crate::labelled::{Half, Share, kept_healthy, labelled, made_healthy};
use crate::support::{compiled, corpus, root};

/// Share of the failures, with nothing known, whose decisive line is in an event that is listed. Decisive lines that are
/// no errors by their form (an HTTP body, a browser's INFO) are not.
const FOUND_MIN: f64 = 0.55;

/// Kinds of errors per megabyte of healthy logs: what is left are lists of messages, the texts of a library among them, and
/// errors that test runs and loggers print on purpose.
const FALSE_PER_MB_MAX: f64 = 14.0;

fn unexplained(corpus: &CompiledCorpus, log: &[u8]) -> Unexplained {
    let mut diagnosis = Diagnosis::new(corpus);
    diagnosis.collect_unexplained();
    diagnosis.read("-", log, Base::START, &mut |_| Flow::Continue).expect("memory can be read");
    diagnosis.take_unexplained().expect("it was asked for")
}

/// `count shape` of each.
fn shapes(log: &str) -> Vec<String> {
    let found = unexplained(&compiled(&[]), log.as_bytes());
    found.shapes.iter().map(|one| format!("{} {}", one.count, one.shape)).collect()
}

#[test]
fn the_decisive_line_of_a_failure_is_listed_when_nothing_is_known() {
    let nothing = compiled(&[]);
    for half in Half::ALL {
        let mut share = Share::default();
        for one in labelled().iter().filter(|one| one.half == half) {
            let found = unexplained(&nothing, &one.log);
            let is_found = found.shapes.iter().any(|shape| {
                // A chain of tracebacks is listed with one of its heads.
                let is_traceback = shape.example.lines().count() > 1;
                let around = if is_traceback { 60 } else { 1 };
                let near = shape.first_line.saturating_sub(around)..shape.first_line + around;
                one.label.lines.iter().any(|line| near.contains(line))
            });
            if !is_found {
                let text = String::from_utf8_lossy(&one.log);
                let line = one.label.lines.first().and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
                println!("{}: not listed: {}", one.name, line.chars().take(200).collect::<String>());
            }
            share.add(is_found);
        }
        println!("{half:?}: decisive line listed: {share}");
        assert!(share.value() >= FOUND_MIN, "{share}");
    }
}

#[test]
fn healthy_logs_have_hardly_any_unexplained_error() {
    let nothing = compiled(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = kept_healthy();
    // `x-NAME` are failures that no entry is about: their errors are to be listed.
    files.retain(|file| !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("x-")));
    files.extend(made_healthy(folder.path()).unwrap_or_default());
    let (mut bytes, mut kinds) = (0, 0);
    for file in &files {
        let log = std::fs::read(file).expect("a log");
        bytes += log.len();
        let found = unexplained(&nothing, &log);
        kinds += found.shapes.len();
        for one in &found.shapes {
            let name = file.file_name().expect("a name").to_string_lossy();
            println!("{name}:{}: {} x {}", one.first_line, one.count, one.shape);
        }
    }
    let per_mb = kinds as f64 / (bytes as f64 / 1e6);
    println!("healthy: {kinds} kinds in {} logs, {:.1} MB: {per_mb:.2} per MB", files.len(), bytes as f64 / 1e6);
    assert!(per_mb <= FALSE_PER_MB_MAX, "{per_mb}");
}

#[test]
fn alike_errors_are_one_with_a_count_and_consequences_come_last() {
    let log = "\
        2026-11-21 10:00:00 INFO started, 0 errors\n\
        make: *** [Makefile:3: all] Error 2\n\
        2026-11-21 10:00:01 ERROR pool 17 exhausted after 300ms for \"orders\"\n\
        2026-11-21 10:00:02 ERROR pool 18 exhausted after 12ms for \"users\"\n\
        2026-11-21 10:00:03 ERROR cannot render page\n\
        Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in f\n    g()\napp.RenderError: page 'home' has no title\n\
        2026-11-21 10:00:04 WARN failed once, trying again\n\
        api-1  | 10:00:05 [error] upstream 10.0.0.7:80 went away\n\
        worker-1  | 10:00:06 [error] upstream 10.0.0.8:80 went away\n\
        test error_is_shown ... ok\n";
    assert_eq!(
        shapes(log),
        [
            "2 ERROR pool <n> exhausted after <n> for <text>",
            "2 [error] upstream <address> went away",
            "1 app.RenderError: page <text> has no title",
            "1 make: *** [Makefile:3: all] Error <n>",
        ]
    );
    let found = unexplained(&compiled(&[]), log.as_bytes());
    assert_eq!((found.event_count, found.shapes[1].first_line, found.shapes[1].last_line), (6, 11, 12));
    assert_eq!(found.shapes[1].streams, ["api-1", "worker-1"]);
    assert!(found.shapes[2].example.starts_with("2026-11-21 10:00:03 ERROR cannot render page\nTraceback"));
    assert!(found.shapes[3].is_consequence && !found.shapes[2].is_consequence);
}

#[test]
fn what_an_entry_explains_is_not_listed_nor_the_rest_of_its_chain() {
    let known = corpus(&[("a/disk", "[[signature]]\ntext = '''disk {name} of the archive is full'''")]);
    let log = "\
        Traceback (most recent call last):\n  File \"a.py\", line 1\n    x()\narchive.DiskError: disk d7 of the archive is full\n\n\
        The above exception was the direct cause of the following exception:\n\n\
        Traceback (most recent call last):\n  File \"b.py\", line 1\n    y()\napp.SaveError: order 5 was not saved\n\
        ERROR: another thing went wrong\n";
    let found = unexplained(&known, log.as_bytes());
    let shapes: Vec<&str> = found.shapes.iter().map(|one| one.shape.as_str()).collect();
    assert_eq!(shapes, ["ERROR: another thing went wrong"]);
}

#[test]
fn a_log_of_countless_kinds_takes_bounded_memory_and_says_so() {
    let max = kb::unexplained::SHAPES_MAX;
    let word = |n: usize| n.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect::<String>();
    let log: String = (0..max + 30).map(|n| format!("ERROR: the {} is gone\n", word(n))).collect();
    let found = unexplained(&compiled(&[]), log.as_bytes());
    assert_eq!((found.shapes.len(), found.ungrouped_count, found.event_count), (max, 30, max + 30));
}

#[test]
fn windows_do_not_change_what_is_listed() {
    let log = String::from_utf8(std::fs::read(root().join("tests/data/compose/wrong-password.log")).expect("a log"));
    let log = log.expect("UTF-8");
    let whole = unexplained(&compiled(&[]), log.as_bytes());
    let nothing = compiled(&[]);
    let reach = kb::diagnose::Reach { window: 64 * 1024, look_around: 80 * 1024 };
    let mut diagnosis = Diagnosis::with_reach(&nothing, reach);
    diagnosis.collect_unexplained();
    diagnosis.read("-", log.as_bytes(), Base::START, &mut |_| Flow::Continue).expect("memory can be read");
    assert!(log.len() > 4 * reach.window && whole.event_count > 10, "{} {}", log.len(), whole.event_count);
    assert_eq!(diagnosis.take_unexplained(), Some(whole));
}

#[test]
fn the_command_lists_kinds_and_its_status_says_whether_there_are_any() {
    let home = Home::with_harbor();
    let log = "INFO up\nERROR: lost 3 of 5 \x1b[31mboats\x1b[0m\nERROR: lost 4 of 9 boats\n\
        listen tcp4 0.0.0.0:1: bind: address already in use\nshop-1 exited with code 3\n";
    let run = home.kb_reading(&["match", "--unexplained"], log.as_bytes()).expect(0);
    assert_eq!(
        run.out,
        "3 errors of 2 kinds that no entry explains, in 5 lines\n\n    \
            2 ×  ERROR: lost <n> of <n> boats\n         lines 2 to 3\n         │ ERROR: lost 3 of 5 boats\n\n\
            only say that something failed:\n\n    1 ×  shop-<n> exited with code 3\n         line 5\n         \
            │ shop-1 exited with code 3\n"
    );
    let json = home.kb_reading(&["match", "--unexplained", "-f", "json"], log.as_bytes()).expect(0).json();
    assert_eq!(json["matches"][0]["id"], "net/port-taken");
    let found = &json["unexplained"];
    assert_eq!((found["events"].as_u64(), found["ungrouped"].as_u64()), (Some(3), Some(0)));
    assert_eq!(found["shapes"][0]["count"], 2);
    assert_eq!(found["shapes"][1]["consequence"], true);
    let run = home.kb_reading(&["match", "--unexplained", "-f", "vimgrep"], log.as_bytes()).expect(0);
    assert!(run.out.starts_with("-:2:1: warning: unexplained: ERROR: lost <n> of <n> boats\n"), "{}", run.out);
    let run = home.kb_reading(&["match", "--unexplained", "-f", "oneline"], log.as_bytes()).expect(0);
    assert!(run.out.starts_with("2\t2\tERROR: lost <n> of <n> boats\n"), "{}", run.out);
    let run = home.kb_reading(&["match", "--unexplained"], b"INFO up\nINFO ready\n").expect(1);
    assert_eq!(run.out, "kb: no unexplained errors in 2 lines\n");
    assert!(home.kb_reading(&["match"], log.as_bytes()).expect(0).out.starts_with("net/port-taken"));
}

#[test]
fn a_line_that_is_read_in_several_ways_counts_once() {
    let nothing: [(&str, usize); 4] = [
        ("> ValueError: the flux is inverted in the tank\n", 1),
        ("{\"level\":\"error\",\"msg\":\"the flux capacitor failed to start: no plutonium\"}\n", 1),
        ("[api] ERROR: the flux capacitor failed to start\n[db] ERROR: the tank could not be filled\n", 2),
        (
            "started\n> Traceback (most recent call last):\n>   File \"a.py\", line 1, in f\n> ValueError: no flux in the tank\n",
            1,
        ),
    ];
    for (log, expected) in nothing {
        assert_eq!(unexplained(&compiled(&[]), log.as_bytes()).event_count, expected, "{log}{:?}", shapes(log));
    }
}
