//! What to fix first: inside chains of every family, along one line, within a stream, behind lines that only report.

use kb::report::Role;

use crate::support::{corpus, ids, root};

/// A chain as a tool printed it: the fixture, then texts of two of its exceptions, the cause last.
const CHAINS: &[(&str, &str, &str)] = &[
    ("python-chain", "RuntimeError: configuration cannot be read", "Expecting value: line 1 column 10"),
    ("python-chain", "KeyError: 'gateway'", "Expecting value: line 1 column 10"),
    ("python-chain", "KeyError: 'gateway'", "RuntimeError: configuration cannot be read"),
    ("python-group", "unhandled errors in a TaskGroup", "queue name is empty"),
    ("python-group", "unhandled errors in a TaskGroup", "no shard for key 7"),
    ("python-group", "no shard for key 7", "ZeroDivisionError: division by zero"),
    ("java-chain", "RuntimeException: application context failed", "App$PoolException: pool did not start"),
    ("java-chain", "RuntimeException: application context failed", "is not a number of a port that we know"),
    ("java-logging", "cannot price order", "NumberFormatException: For input string"),
    ("logback", "IllegalStateException: context failed", "ConnectException: Connection refused"),
    ("node-cause", "TypeError: server did not start", "settings cannot be loaded"),
    ("node-cause", "TypeError: server did not start", "ENOENT: no such file or directory"),
    ("node-aggregate", "AggregateError: no mirror answered", "first mirror is gone"),
    ("node-aggregate", "AggregateError: no mirror answered", "second mirror refused"),
    ("go-panic", "handler gave up after", "entry in nil map [recovered]"),
    ("go-panic", "start worker: connect", "open store: password file is empty"),
    ("anyhow", "worker 2 did not start", "settings of the gateway cannot be read"),
    ("anyhow", "worker 2 did not start", "No such file or directory (os error 2)"),
    ("cargo-chain", "failed to get `missing` as a dependency", "No such file or directory (os error 2)"),
    ("dotnet-core", "One or more errors occurred", "SocketException (111): Connection refused"),
    ("dotnet-mono", "InvalidOperationException: service cannot run", "FormatException: port is not a number"),
    ("ruby-cause", "server did not start (RuntimeError)", "invalid value for Integer()"),
    ("ruby-cause", "server did not start (RuntimeError)", "no setting for port (KeyError)"),
    ("php-chain", "RuntimeException: boot failed", "store name is empty in /srv/app"),
    ("elixir", "exited in: GenServer.call", "no process: the process is not alive"),
    ("pip-build", "Getting requirements to build wheel did not run", "a compiler is needed to build this"),
];

fn text(text: &str) -> String {
    format!("[[signature]]\ntext = {}", toml::Value::String(text.to_owned()))
}

#[test]
fn the_innermost_exception_is_the_root_in_every_family() {
    let mut wrong = Vec::new();
    for (name, outer, inner) in CHAINS {
        let log = std::fs::read(root().join(format!("tests/data/tracebacks/{name}.log"))).expect("a fixture");
        // The outer one comes first in every other order.
        let entries = corpus(&[("a/outer", &text(outer)), ("b/inner", &text(inner))]);
        let found = entries.diagnose(&log);
        let is_right = ids(&found) == ["b/inner", "a/outer"]
            && (found[0].role, found[1].role) == (Role::RootCause, Role::Consequence);
        if !is_right {
            wrong.push(format!("{name}: {outer} | {inner}: {:?}", ids(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_members_of_a_group_do_not_explain_each_other() {
    for (name, one, other) in [
        ("python-group", "queue name is empty", "ZeroDivisionError: division by zero"),
        ("node-aggregate", "first mirror is gone", "second mirror refused"),
    ] {
        let log = std::fs::read(root().join(format!("tests/data/tracebacks/{name}.log"))).expect("a fixture");
        let found = corpus(&[("a/one", &text(one)), ("b/other", &text(other))]).diagnose(&log);
        assert!(found.iter().all(|one| one.role == Role::RootCause), "{name}: {:?}", ids(&found));
    }
}

#[test]
fn the_place_in_the_file_decides_nothing_between_streams() {
    let entries = corpus(&[
        ("a/api", &text("gremlins of the api went away for good")),
        ("b/db", &text("the wonderland of the database is closed")),
    ]);
    let api = "api-1  | error: gremlins of the api went away for good\n";
    let db = "db-1   | error: the wonderland of the database is closed\n";
    let one = entries.diagnose(format!("{api}{db}").as_bytes());
    let other = entries.diagnose(format!("{db}{api}").as_bytes());
    assert_eq!(ids(&one), ids(&other));
    assert!((one[0].score - other[0].score).abs() < 1e-9 && (one[1].score - other[1].score).abs() < 1e-9);
    // Within one stream the first failure brings the others after it.
    let plain = |first: &str, second: &str| format!("{}{}", &first[9..], &second[9..]);
    assert_eq!(ids(&entries.diagnose(plain(api, db).as_bytes())), ["a/api", "b/db"]);
    assert_eq!(ids(&entries.diagnose(plain(db, api).as_bytes())), ["b/db", "a/api"]);
}

#[test]
fn the_times_in_the_log_decide_between_streams() {
    let entries = corpus(&[
        ("a/api", &text("gremlins of the api went away for good")),
        ("b/db", &text("the wonderland of the database is closed")),
    ]);
    let log = |api: &str, db: &str| {
        format!(
            "api-1  | {api} ERROR gremlins of the api went away for good\n\
             db-1   | {db} ERROR the wonderland of the database is closed\n"
        )
    };
    for (api, db, first) in [
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:05Z", "a/api"),
        ("2026-11-21T10:00:05Z", "2026-11-21T10:00:00Z", "b/db"),
    ] {
        assert_eq!(ids(&entries.diagnose(log(api, db).as_bytes()))[0], first, "{api} {db}");
    }
}

#[test]
fn what_stopped_a_process_stands_above_what_one_goes_on_with() {
    let entries = corpus(&[
        ("a/goes-on", &text("gremlins of the importer left a row out")),
        ("b/stops", &text("wonderland does not know this strategy")),
    ]);
    let goes_on = "importer-1  | error: gremlins of the importer left a row out\n";
    let loading = "portal-1    | Traceback (most recent call last):\n\
        portal-1    |   File \"<frozen importlib._bootstrap>\", line 1206, in _gcd_import\n\
        portal-1    |   File \"/srv/app/main.py\", line 6, in <module>\n\
        portal-1    |     limiter = Limiter(strategy)\n\
        portal-1    | ValueError: wonderland does not know this strategy\n";
    // A module that another one loads; `docker compose logs -t` puts a time before every line.
    let module = "portal-1    | 2026-11-21T10:00:00.000000001Z Traceback (most recent call last):\n\
        portal-1    | 2026-11-21T10:00:00.000000002Z   File \"<string>\", line 1, in <module>\n\
        portal-1    | 2026-11-21T10:00:00.000000003Z   File \"/srv/app/main.py\", line 6, in <module>\n\
        portal-1    | 2026-11-21T10:00:00.000000004Z     limiter = Limiter(strategy)\n\
        portal-1    | 2026-11-21T10:00:00.000000005Z ValueError: wonderland does not know this strategy\n";
    let fatal =
        "portal-1    | time=\"2026-11-21T10:00:00Z\" level=fatal msg=\"wonderland does not know this strategy\"\n";
    let ended = "portal-1    | error: wonderland does not know this strategy\nportal-1    | npm error code 1\n";
    for stops in [loading, module, fatal, ended] {
        let found = entries.diagnose(format!("{goes_on}{stops}{goes_on}").as_bytes());
        assert_eq!(ids(&found), ["b/stops", "a/goes-on"], "{stops}");
    }
}

#[test]
fn what_the_log_only_warns_of_stands_below_what_fails() {
    let entries = corpus(&[
        ("a/warned", &text("gremlins hold the store, falling back to memory")),
        ("b/failed", &text("wonderland has no such column")),
    ]);
    let log = "api-1  | 2026-11-21 06:54:37,911 WARNING [limits] gremlins hold the store, falling back to memory\n\
        api-1  | 2026-11-21 06:54:38,337 ERROR [api] wonderland has no such column\n";
    assert_eq!(ids(&entries.diagnose(log.as_bytes())), ["b/failed", "a/warned"]);
}

#[test]
fn lines_that_only_report_never_outrank_what_they_report() {
    let report = |what: &str| corpus(&[("a/report", &text(what)), ("b/cause", &text("no gremlin left in stock"))]);
    for line in [
        "make: *** [Makefile:5: wonderland.o] Error 1",
        "npm ERR! code ELIFECYCLE",
        "##[error]Process completed with exit code 1.",
        "ERROR: failed to solve: process \"/bin/sh -c wonderland\" did not complete successfully: exit code: 1",
        "Job for wonderland.service failed because the control process exited with error code.",
        "subprocess.CalledProcessError: Command 'wonderland' returned non-zero exit status 1.",
        "wonderland-1 exited with code 1",
    ] {
        let log = format!("error: no gremlin left in stock\nsomething else\n{line}\n");
        let found = report(line.trim_start_matches("##[error]")).diagnose(log.as_bytes());
        if ids(&found).len() == 2 {
            assert_eq!(ids(&found), ["b/cause", "a/report"], "{line}");
            assert_eq!(found[1].caused_by, [0], "{line}");
        }
        // In another stream, whichever stands first.
        let log = format!("a-1  | {line}\nb-1  | error: no gremlin left in stock\n");
        let found = report(line.trim_start_matches("##[error]")).diagnose(log.as_bytes());
        assert_eq!(ids(&found)[0], "b/cause", "{line}");
    }
}

#[test]
fn an_error_wraps_what_stands_behind_it_on_its_line() {
    let entries = corpus(&[
        ("a/outer", &text("the wonderland worker cannot start")),
        ("b/inner", &text("gremlin {name:word} refused the connection")),
    ]);
    let found =
        entries.diagnose(b"error: the wonderland worker cannot start: dial: gremlin x refused the connection\n");
    assert_eq!(ids(&found), ["b/inner", "a/outer"]);
    assert_eq!(found[1].role, Role::Consequence);
    let found = entries.diagnose(b"error: the wonderland worker cannot start, gremlin x refused the connection\n");
    assert!(found.iter().all(|one| one.role == Role::RootCause));
}

#[test]
fn a_message_said_twice_in_a_chain_was_seen_once() {
    let log = "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\ndriver.Error: gremlin wonderland is closed\n\n\
        The above exception was the direct cause of the following exception:\n\n\
        Traceback (most recent call last):\n  File \"b.py\", line 3, in g\norm.Error: (driver.Error) gremlin wonderland is closed\n";
    let one = corpus(&[("a/one", &text("gremlin wonderland is closed"))]);
    assert_eq!(one.diagnose(log.as_bytes())[0].summary.occurrences, 1);
    assert_eq!(one.diagnose(log.repeat(3).as_bytes())[0].summary.occurrences, 3);
}

#[test]
fn repeats_do_not_outvote_one_decisive_line() {
    let entries = corpus(&[
        ("a/often", &text("gremlin wonderland went away")),
        ("b/once", &text("gremlin wonderland closed its gates forever")),
    ]);
    let log = format!(
        "error: gremlin wonderland closed its gates forever\n{}",
        "error: gremlin wonderland went away\n".repeat(500)
    );
    assert_eq!(ids(&entries.diagnose(log.as_bytes()))[0], "b/once");
    let apart = format!(
        "a-1  | error: gremlin wonderland closed its gates forever\n{}",
        "b-1  | error: gremlin wonderland went away\n".repeat(500)
    );
    let found = entries.diagnose(apart.as_bytes());
    let score = |id: &str| found.iter().find(|one| one.entry.id.as_str() == id).expect("found").score;
    assert!(score("a/often") <= score("b/once"));
}

#[test]
fn the_particular_message_stands_above_the_general_one() {
    let entries = corpus(&[
        ("a/general", &text("gremlin wonderland is closed")),
        ("b/particular", &text("cannot open: gremlin wonderland is closed on {day:word}")),
    ]);
    let found = entries.diagnose(b"error: cannot open: gremlin wonderland is closed on Monday\nx\nnothing\n");
    assert_eq!(ids(&found), ["b/particular", "a/general"]);
}

#[test]
fn repeats_of_what_a_particular_answer_explains_are_told_no_more() {
    const MASKED: &str = "supersedes = [\"a/refused\"]\n[[signature]]\nwithin = \"3 lines\"\n\
        [[signature.all]]\ntext = \"gremlin refused {url:any} from {origin:any} today\"\n\
        [[signature.all]]\ntext = \"goblin wonderland crashed\"";
    let refused = "text = \"gremlin refused {url:any} from {origin:any} today\"";
    let entries = corpus(&[("a/refused", &format!("[[signature]]\n{refused}")), ("b/masked", MASKED)]);
    let line = |url: &str| format!("error: gremlin refused {url} from http://web:3000 today\n");
    let near = format!("{}goblin wonderland crashed\n{}", line("http://api/users/7?page=1"), "-\n".repeat(20));
    for (again, expected) in [
        ("http://api/users/7?page=1", &["b/masked"][..]),
        ("http://api/users/7?page=20", &["b/masked"]),
        ("http://api/users/12", &["b/masked"]),
        ("http://api/orders/7", &["b/masked", "a/refused"]),
        ("http://api:81/users/7", &["b/masked", "a/refused"]),
    ] {
        let found = entries.diagnose(format!("{near}{}", line(again)).as_bytes());
        let mut found = ids(&found);
        found.sort_by_key(|id| std::cmp::Reverse(id.to_owned()));
        assert_eq!(found, expected, "{again}");
    }
}
