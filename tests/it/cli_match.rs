//! `kb match`: formats, inputs, flags, exit statuses.

use std::fs;
use std::io::Write as _;

use crate::cli_support::{Home, Run, forbidden, ids};

const STACK: &[&str] = &["match", "stack.log"];

#[test]
fn each_format_prints_the_answer() {
    let home = Home::with_harbor();
    for format in ["text", "oneline", "json", "jsonl", "vimgrep"] {
        insta::assert_snapshot!(format!("match_{format}"), home.transcript(&["match", "-f", format, "stack.log"], b""));
    }
}

#[test]
fn each_format_says_when_nothing_is_known() {
    let home = Home::with_harbor();
    for format in ["text", "oneline", "json", "jsonl", "vimgrep"] {
        let transcript = home.transcript(&["match", "-f", format, "similar.log"], b"");
        insta::assert_snapshot!(format!("similar_{format}"), transcript);
    }
}

#[test]
fn words_files_and_pipes_without_a_command_are_matched() {
    let home = Home::with_harbor();
    let taken = "listen tcp4 0.0.0.0:5432: bind: address already in use";
    assert!(home.kb(&[taken]).expect(0).out.starts_with("net/port-taken"));
    assert!(home.kb(&["stack.log"]).expect(0).out.starts_with("net/port-taken"));
    assert!(home.kb_reading(&[], taken.as_bytes()).expect(0).out.starts_with("net/port-taken"));
    // Words that match nothing are searched for.
    assert!(home.kb(&["signing", "key"]).expect(0).out.starts_with("ops/rotate-keys"));
    assert!(home.kb(&["signing key"]).expect(0).out.starts_with("ops/rotate-keys"));
}

#[test]
fn options_may_stand_before_the_command() {
    let home = Home::with_harbor();
    let pack = home.path("work/kb").display().to_string();
    for args in [
        ["--no-builtin", "--color", "never", "--kb", &pack, "match", "stack.log"],
        ["--color", "never", "match", "--no-builtin", "--kb", &pack, "stack.log"],
    ] {
        let run = Run::of(home.command(&args), b"").expect(0);
        assert!(run.out.starts_with("net/port-taken  certain  [harbor]"), "{}", run.out);
    }
    // Words stay words, also those that name a command.
    let run = Run::of(home.command(&["--no-builtin", "zebra", "match", "quagga"]), b"").expect(1);
    assert!(run.out.contains("no entry for `zebra match quagga`"), "{}", run.out);
}

#[test]
fn the_status_says_whether_something_matched() {
    let home = Home::with_harbor();
    let possible: &[&str] = &["match", "--text", "429 Too Many Requests"];
    for (args, status) in [
        (STACK, 0),
        (&["match", "healthy.log"], 1),
        // Merely possible is nothing.
        (possible, 1),
        (&["match", "--exit-zero", "healthy.log"], 0),
        (&["match", "missing.log"], 2),
        (&["match", "--exit-zero", "missing.log"], 2),
        // An error beats a match.
        (&["match", "stack.log", "missing.log"], 2),
        (&["match", "--no-such-option"], 2),
        (&["match", "--lines", "9:3", "stack.log"], 2),
        (&["match", "--stdin-line", "0"], 2),
        (&["match", "--kb", "nowhere", "stack.log"], 2),
    ] {
        let run = home.kb(args);
        assert_eq!(run.status, status, "{args:?}: {}{}", run.out, run.err);
        assert_eq!(run.err.is_empty(), status != 2, "{args:?}: {}", run.err);
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_matched() {
    let home = Home::with_harbor();
    fs::create_dir(home.path("work/folder")).expect("a folder");
    home.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    home.write("core", [b"\x7fELF\x02\x01\x01\0".as_slice(), &[0; 400]].concat());
    home.write("random.bin", (0..2_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<u8>>());
    home.write("cut.gz", &gz(b"listen tcp4 0.0.0.0:5432: bind: address already in use\n")[..20]);
    for (file, what) in [
        ("missing.log", "no such file"),
        ("folder", "is a folder"),
        ("picture.png", "is a picture, not a log"),
        ("core", "is a program, not a log"),
        ("random.bin", "is a binary file, not a log"),
        ("cut.gz", "incomplete deflate stream"),
    ] {
        let run = home.kb(&["match", file]).expect(2);
        assert!(run.err.starts_with("kb: ") && run.err.contains(what) && run.err.contains(file), "{file}: {}", run.err);
        assert!(run.err.lines().count() == 2, "what to do: {}", run.err);
        assert!(!run.out.contains("net/port-taken"), "{file}: {}", run.out);
        let run = home.kb(&["match", file, "stack.log"]).expect(2);
        assert!(run.out.starts_with("net/port-taken"), "{file}: {}", run.out);
    }
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_harbor();
    let file = home.path("work/healthy.log");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("own file");
    if fs::read(&file).is_ok() {
        // The superuser may read everything; a file of a process that is no more is unreadable to everybody.
        let run = home.kb(&["match", "/proc/self/mem"]).expect(2);
        assert!(run.err.contains("cannot read `/proc/self/mem`"), "{}", run.err);
        return;
    }
    let run = home.kb(&["match", "healthy.log"]).expect(2);
    assert!(run.err.contains("cannot read `healthy.log`: permission denied"), "{}", run.err);
}

#[test]
fn empty_input_says_how_to_catch_stderr() {
    let home = Home::with_harbor();
    home.write("empty.log", "");
    insta::assert_snapshot!("empty_stdin", home.transcript(&["match"], b""));
    insta::assert_snapshot!("empty_file", home.transcript(&["match", "empty.log"], b""));
    for format in ["oneline", "vimgrep"] {
        assert_eq!(home.kb(&["match", "-f", format]).expect(1).out, "");
    }
    for format in ["json", "jsonl"] {
        let report = home.kb(&["match", "-f", format]).expect(1).json();
        assert_eq!(report["inputs"][0]["bytes"], 0);
    }
}

#[test]
fn several_files_and_standard_input_are_one_log() {
    let home = Home::with_harbor();
    let pipe = b"ERROR:  harbor ledger relation \"ships\" does not exist\n";
    let run = home.kb_reading(&["match", "-f", "json", "stack.log", "-", "healthy.log"], pipe).expect(0);
    let report = run.json();
    let files: Vec<&str> =
        report["inputs"].as_array().expect("inputs").iter().map(|it| it["file"].as_str().expect("a name")).collect();
    assert_eq!(files, ["stack.log", "-", "healthy.log"]);
    // Nothing tells which input is the earlier one, so the order of the inputs decides nothing.
    assert_eq!(ids(&report), ["db/lost-table", "net/port-taken", "net/refused"]);
    let evidence = &report["matches"][0]["evidence"][0];
    assert_eq!((evidence["file"].as_str(), evidence["line"].as_u64()), (Some("-"), Some(1)));
}

/// Compresses, as `gzip` does.
fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn packed_logs_are_read() {
    let home = Home::with_harbor();
    let stack = fs::read(home.path("work/stack.log")).expect("a log");
    // Two members, as `cat a.gz b.gz` and log rotation make them.
    let packed = [gz(&stack[..200]), gz(&stack[200..])].concat();
    home.write("stack.log.gz", &packed);
    let plain = home.kb(&["match", "-f", "json", "stack.log"]).expect(0).json();
    for run in [
        home.kb(&["match", "-f", "json", "stack.log.gz"]),
        home.kb_reading(&["match", "-f", "json", "--stdin-filename", "stack.log.gz"], &packed),
    ] {
        let report = run.expect(0).json();
        let named = |report: &serde_json::Value| report["matches"].to_string().replace("stack.log.gz", "stack.log");
        assert_eq!(named(&report), named(&plain));
    }
}

/// Line, column and first byte of each piece of evidence of the best match.
fn places(report: &serde_json::Value) -> Vec<(u64, u64, u64)> {
    let number = |piece: &serde_json::Value, key: &str| piece[key].as_u64().expect("a number");
    let evidence = report["matches"][0]["evidence"].as_array().expect("evidence");
    evidence.iter().map(|it| (number(it, "line"), number(it, "column"), number(it, "byte_start"))).collect()
}

#[test]
fn a_range_of_lines_keeps_its_places_in_the_file() {
    let home = Home::with_harbor();
    let whole = home.kb(&["match", "-f", "json", "stack.log"]).expect(0).json();
    for range in ["8:8", "5:", "7-8", "8"] {
        let part = home.kb(&["match", "-f", "json", "--lines", range, "stack.log"]).expect(0).json();
        assert_eq!(places(&part), places(&whole), "{range}");
    }
    home.kb(&["match", "--lines", "1:3", "stack.log"]).expect(1);
    home.kb(&["match", "--lines", "900:", "stack.log"]).expect(1);
    // In UTF-16 lines are lines, too.
    let text = fs::read_to_string(home.path("work/stack.log")).expect("a log");
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    home.write("wide.log", &wide);
    let part = home.kb(&["match", "-f", "json", "--lines", "8:8", "wide.log"]).expect(0).json();
    let whole = home.kb(&["match", "-f", "json", "wide.log"]).expect(0).json();
    assert_eq!(places(&part), places(&whole));
}

#[test]
fn an_editor_gets_places_in_its_own_file() {
    let home = Home::with_harbor();
    let selection = "2026-11-21 10:00:06 x\r\nlisten tcp4 0.0.0.0:5432: bind: address already in use";
    let args = &["match", "-f", "vimgrep", "--stdin-filename", "app/my log.txt", "--stdin-line", "41"];
    let run = home.kb_reading(args, selection.as_bytes()).expect(0);
    assert_eq!(run.out, "app/my log.txt:42:1: error: net/port-taken: A port of the host is already taken\n");
    // A filter must not delete a selection that says nothing.
    let run = home.kb_reading(&["match"], b"all is well\n").expect(1);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn a_text_is_matched_as_it_is_given() {
    let home = Home::with_harbor();
    let run = home.kb(&["match", "-f", "oneline", "--text", "listen tcp 0.0.0.0:1: bind: address already in use"]);
    assert_eq!(run.expect(0).out, "likely\tnet/port-taken\t1:1\tA port of the host is already taken\n");
    home.kb(&["match", "--text", "x", "stack.log"]).expect(2);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let home = Home::with_harbor();
    let run = home.kb(&["match", "-f", "json", "--output", "answer.json", "stack.log"]).expect(0);
    assert_eq!(run.out, "");
    let answer = fs::read_to_string(home.path("work/answer.json")).expect("the answer");
    assert_eq!(answer, home.kb(&["match", "-f", "json", "stack.log"]).expect(0).out);
    // The status is the answer's, and what was there is replaced.
    home.kb(&["match", "-o", "answer.json", "healthy.log"]).expect(1);
    let answer = fs::read_to_string(home.path("work/answer.json")).expect("the answer");
    assert!(answer.starts_with("kb: nothing known"), "{answer}");
    let run = home.kb(&["match", "-o", "no/such/folder/answer", "stack.log"]).expect(2);
    assert!(run.err.contains("cannot write `no/such/folder/answer`"), "{}", run.err);
    let left: Vec<_> =
        fs::read_dir(home.path("work")).expect("a folder").map(|it| it.expect("an item").file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".tmp")), "{left:?}");
}

#[test]
fn limit_and_quiet_print_less() {
    let home = Home::with_harbor();
    let one = home.kb(&["match", "-f", "json", "--limit", "1", "stack.log"]).expect(0).json();
    assert_eq!(ids(&one), ["net/port-taken"]);
    let text = home.kb(&["match", "-n", "1", "stack.log"]).expect(0).out;
    assert!(text.ends_with("1 more with --limit 0\n"), "{text}");
    assert_eq!(home.kb(&["match", "-f", "oneline", "-n", "0", "stack.log"]).expect(0).out.lines().count(), 2);
    for (args, status) in [(["match", "-q", "stack.log"], 0), (["match", "-q", "healthy.log"], 1)] {
        assert_eq!(home.kb(&args).expect(status).out, "");
    }
    // What is found first is the answer, whatever comes later.
    assert_eq!(home.kb(&["match", "-q", "stack.log", "missing.log"]).status, 0);
    assert_eq!(home.kb(&["match", "-q", "missing.log", "healthy.log"]).status, 2);
}

#[test]
fn color_is_a_matter_of_asking() {
    let home = Home::with_harbor();
    let with = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = home.command(args);
        command.args(["--no-builtin", "stack.log"]).envs(variables.iter().copied());
        Run::of(command, b"").expect(0).out
    };
    let plain = with(&[], &["match"]);
    assert_eq!(forbidden(&plain), None);
    let sgr = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern");
    for (variables, args, colored) in [
        (&[("CLICOLOR_FORCE", "1")][..], &["match"][..], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &["match"], false),
        (&[("NO_COLOR", "1")], &["match", "--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["match", "--color", "never"], false),
        (&[("CLICOLOR_FORCE", "1")], &["match", "-f", "json"], false),
        (&[("CLICOLOR_FORCE", "1")], &["match", "-f", "oneline"], false),
        (&[("CLICOLOR_FORCE", "1")], &["match", "-f", "vimgrep"], false),
    ] {
        let out = with(variables, args);
        assert_eq!(out.contains('\u{1b}'), colored, "{variables:?} {args:?}: {out}");
        if args == ["match"] || args.contains(&"--color") {
            assert_eq!(sgr.replace_all(&out, ""), plain);
        }
    }
}

#[test]
fn two_processes_say_the_same_bytes() {
    let home = Home::with_harbor();
    for format in ["text", "json", "jsonl"] {
        let run = || home.kb(&["match", "-f", format, "stack.log", "similar.log"]).expect(0).out;
        assert_eq!(run(), run());
    }
}
