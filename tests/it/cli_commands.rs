//! `kb search`, `show`, `list`, `build`, `why`, `check` and help: what they print and their statuses.

use std::fs;

use crate::cli_support::{Home, KB, Run, forbidden};

#[test]
fn search_finds_entries_in_each_format() {
    let home = Home::with_harbor();
    for format in ["text", "oneline", "json", "jsonl", "vimgrep"] {
        let transcript = home.transcript(&["search", "-f", format, "database port"], b"");
        insta::assert_snapshot!(format!("search_{format}"), transcript);
    }
}

#[test]
fn search_knows_filters_phrases_and_beginnings_of_words() {
    let home = Home::with_harbor();
    for (query, status, first) in [
        (&["tag:database"][..], 0, "db/lost-table"),
        (&["kind:runbook"], 0, "ops/rotate-keys"),
        (&["kind:checklist", "port"], 0, "ops/before-release"),
        (&["area:net", "refused"], 0, "net/refused"),
        (&["\"signing key\""], 0, "ops/rotate-keys"),
        (&["rota"], 0, "ops/rotate-keys"),
        (&["tag:nothing"], 1, "kb: no entry for"),
        (&["zebra"], 1, "kb: no entry for `zebra`"),
    ] {
        let mut args = vec!["search"];
        args.extend(query);
        let run = home.kb(&args).expect(status);
        assert!(run.out.starts_with(first), "{query:?}: {}", run.out);
    }
    // A phrase that no entry has is searched for as words, and the answer says so.
    let run = home.kb(&["search", "\"key signing\""]).expect(0);
    assert!(run.out.contains("note: no entry has the phrase \"key signing\""), "{}", run.out);
    let two = home.kb(&["search", "-f", "oneline", "-n", "2", "port"]).expect(0).out;
    assert_eq!(two.lines().count(), 2);
    home.kb(&["search"]).expect(2);
}

#[test]
fn show_prints_an_entry() {
    let home = Home::with_harbor();
    insta::assert_snapshot!("show", home.transcript(&["show", "net/port-taken"], b""));
    insta::assert_snapshot!("show_runbook", home.transcript(&["show", "ops/rotate-keys"], b""));
    let raw = home.kb(&["show", "--raw", "net/port-taken"]).expect(0).out;
    assert_eq!(raw, fs::read_to_string(home.path("work/kb/net/port-taken.md")).expect("an entry"));
    let path = home.kb(&["show", "--path", "net/port-taken"]).expect(0).out;
    assert_eq!(path, format!("{}\n", home.path("work/kb/net/port-taken.md").display()));
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let home = Home::with_harbor();
    for (id, near) in
        [("net/port-takn", "net/port-taken"), ("refused", "net/refused"), ("db/lost_table", "db/lost-table")]
    {
        for command in ["show", "why"] {
            let run = home.kb(&[command, id]).expect(2);
            assert!(run.err.contains(&format!("there is no entry `{id}`")), "{}", run.err);
            assert!(run.err.contains(&format!("did you mean `{near}`?")), "{}", run.err);
        }
    }
}

#[test]
fn list_names_the_entries_in_force() {
    let home = Home::with_harbor();
    for format in ["text", "oneline", "jsonl", "path"] {
        let transcript = home.transcript(&["list", "-f", format], b"");
        insta::assert_snapshot!(format!("list_{format}"), transcript);
    }
    for (args, status, count) in [
        (&["list", "net"][..], 0, 2),
        (&["list", "--tag", "database"], 0, 2),
        (&["list", "--tag", "database", "--tag", "network"], 0, 1),
        (&["list", "--kind", "runbook"], 0, 1),
        (&["list", "nowhere"], 1, 0),
        (&["list", "--kind", "poem"], 2, 0),
    ] {
        let run = home.kb(args).expect(status);
        assert_eq!(run.out.lines().count(), count, "{args:?}: {}", run.out);
    }
}

#[test]
fn build_says_what_it_holds_and_where() {
    let home = Home::with_harbor();
    insta::assert_snapshot!("build", home.transcript(&["build"], b""));
    assert_eq!(home.kb(&["build"]).expect(0).out, home.kb(&["build", "--force"]).expect(0).out);
}

#[test]
fn why_explains_a_match_and_a_miss() {
    let home = Home::with_harbor();
    insta::assert_snapshot!("why_match", home.transcript(&["why", "net/port-taken", "stack.log"], b""));
    let moved = b"ERROR:  harbor ledger relation \"ships\" does not exist\nmigration of the ledger begins\n";
    insta::assert_snapshot!("why_forbidden", home.transcript(&["why", "db/lost-table"], moved));
    insta::assert_snapshot!("why_weak", home.transcript(&["why", "web/rate-limit", "stack.log"], b""));
    let run = home.kb(&["why", "ops/rotate-keys", "stack.log"]).expect(1);
    assert!(run.out.contains("it has no signature"), "{}", run.out);
    home.kb(&["why", "net/port-taken", "missing.log"]).expect(2);
}

#[test]
fn check_passes_over_the_pack_and_finds_a_fault() {
    let home = Home::with_harbor();
    let run = home.kb(&["check"]).expect(0);
    assert!(run.out.contains(" 0 errors,"), "{}", run.out);
    home.write("kb/net/broken.md", "+++\ntitle = \"x\"\n[[signature]]\ntxt = 'a'\n+++\n## Symptom\n");
    let run = home.kb(&["check"]).expect(1);
    assert!(run.out.contains("kb/net/broken.md:4:1"), "{}", run.out);
    assert!(run.out.contains("did you mean `text`?"), "{}", run.out);
    home.kb(&["check", "kb/net/refused.md"]).expect(0);
    home.kb(&["check", "nowhere"]).expect(2);
}

#[test]
fn help_and_version_are_printed_on_standard_output() {
    let home = Home::empty();
    for args in [&["--help"][..], &["-h"], &["--version"], &["match", "--help"], &["search", "-h"], &["why", "--help"]]
    {
        let run = Run::of(home.command(args), b"").expect(0);
        assert!(!run.out.is_empty() && forbidden(&run.out).is_none(), "{args:?}: {}", run.out);
    }
    let run = Run::of(home.command(&["--version"]), b"").expect(0);
    assert_eq!(run.out, concat!("kb ", env!("CARGO_PKG_VERSION"), "\n"));
    let run = Run::of(home.command(&["match", "--formt", "json"]), b"").expect(2);
    assert!(run.err.contains("--format"), "{}", run.err);
}

#[test]
fn the_built_in_knowledge_answers_without_any_pack() {
    let home = Home::empty();
    let log = b"Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use";
    let run = Run::of(home.command(&["match", "-f", "oneline"]), log).expect(0);
    assert!(run.out.starts_with("certain\tdocker/port-already-allocated\t1:"), "{}", run.out);
    assert!(std::path::Path::new(KB).is_file());
    assert_eq!(Run::of(home.command(&["list", "--no-builtin"]), b"").expect(1).out, "");
}
