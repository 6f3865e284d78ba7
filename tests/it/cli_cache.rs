//! Generated files may be missing, damaged, unwritable or made twice at once: the answer is the same.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli_support::{Home, KB, Run, files_below};

const TAKEN: &[u8] = b"Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use\n";

/// What the harbor's pack answers to a log and to a query.
fn answers(home: &Home) -> (String, String) {
    let matched = home.kb(&["match", "-f", "json", "stack.log"]).expect(0).out;
    (matched, home.kb(&["search", "-f", "json", "database port"]).expect(0).out)
}

/// Ways in which a file can be broken.
fn broken(bytes: &[u8]) -> Vec<(&'static str, Option<Vec<u8>>)> {
    let mut flipped = bytes.to_vec();
    if let Some(byte) = flipped.get_mut(bytes.len() / 2) {
        *byte ^= 0x10;
    }
    let mut longer = bytes.to_vec();
    longer.extend_from_slice(b"more");
    vec![
        ("gone", None),
        ("empty", Some(Vec::new())),
        ("cut", Some(bytes[..bytes.len() / 2].to_vec())),
        ("flipped", Some(flipped)),
        ("longer", Some(longer)),
        ("zeros", Some(vec![0; bytes.len()])),
    ]
}

#[test]
fn a_damaged_index_is_built_again() {
    let home = Home::with_harbor();
    let expected = answers(&home);
    let files = files_below(&home.cache());
    assert!(files.len() >= 6, "{files:?}");
    for file in files {
        let bytes = fs::read(&file).expect("a generated file");
        for (how, instead) in broken(&bytes) {
            match instead {
                None => drop(fs::remove_file(&file)),
                Some(instead) => fs::write(&file, instead).expect("a generated file"),
            }
            assert_eq!(answers(&home), expected, "{} {how}", file.display());
            // What was mended is used again, and right.
            assert_eq!(answers(&home), expected, "{} {how}, once more", file.display());
            if let Some(folder) = file.parent().filter(|folder| !folder.exists()) {
                fs::create_dir_all(folder).expect("a folder");
            }
            fs::write(&file, &bytes).expect("a generated file");
        }
    }
}

#[test]
fn an_index_can_be_deleted_at_any_time() {
    let home = Home::with_harbor();
    let expected = answers(&home);
    fs::remove_dir_all(home.cache()).expect("generated files");
    assert_eq!(answers(&home), expected);
    assert!(!files_below(&home.cache()).is_empty());
    // A file where the folder should be.
    fs::remove_dir_all(home.cache()).expect("generated files");
    fs::write(home.cache(), "not a folder").expect("a file");
    assert_eq!(answers(&home), expected);
    assert_eq!(fs::read(home.cache()).expect("still there"), b"not a folder");
}

#[test]
fn changed_added_and_removed_entries_are_noticed() {
    let home = Home::with_harbor();
    let title = |home: &Home| home.kb(&["match", "-f", "oneline", "-n", "1", "stack.log"]).expect(0).out;
    assert!(title(&home).contains("A port of the host"));
    let file = home.path("work/kb/net/port-taken.md");
    let text = fs::read_to_string(&file).expect("an entry");
    // Of the same length, written at once: neither size nor a coarse clock tells.
    fs::write(&file, text.replace("A port of the host", "A seat in the harb")).expect("an entry");
    assert!(title(&home).contains("A seat in the harb"), "{}", title(&home));
    assert!(home.kb(&["search", "-f", "oneline", "seat"]).expect(0).out.contains("net/port-taken"));
    fs::remove_file(&file).expect("an entry");
    assert!(title(&home).contains("net/refused"), "{}", title(&home));
    home.write("kb/net/port-again.md", text.replace("A port of the host", "Once more a port"));
    let new = home.kb(&["match", "-f", "oneline", "stack.log"]).expect(0).out;
    assert!(new.contains("net/port-again") && new.contains("Once more a port"), "{new}");
}

#[test]
#[cfg(unix)]
fn without_a_writable_cache_everything_works_in_memory() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_harbor();
    let expected = answers(&home);
    fs::remove_dir_all(home.path("home/.cache")).expect("generated files");
    fs::set_permissions(home.path("home"), fs::Permissions::from_mode(0o555)).expect("own folder");
    assert_eq!(answers(&home), expected);
    fs::set_permissions(home.path("home"), fs::Permissions::from_mode(0o755)).expect("own folder");
    // Places that nobody, not even the superuser, can write to.
    for cache in ["/dev/null", "/proc/none", "relative/path", ""] {
        for command in ["match", "search", "build"] {
            let args: &[&str] = match command {
                "match" => &["match", "-f", "json", "stack.log"],
                "search" => &["search", "-f", "json", "database port"],
                _ => &["build"],
            };
            let mut run = home.command(args);
            run.arg("--no-builtin").env("XDG_CACHE_HOME", cache);
            let run = Run::of(run, b"").expect(0);
            match command {
                "match" => assert_eq!(run.out, expected.0, "{cache}"),
                "search" => assert_eq!(run.out, expected.1, "{cache}"),
                _ if cache.starts_with('/') => assert!(run.out.contains("kept in memory only"), "{}", run.out),
                _ => {}
            }
        }
    }
}

#[test]
fn without_a_home_everything_works_in_memory() {
    let home = Home::with_harbor();
    let expected = answers(&home);
    for set_home in [None, Some(""), Some("relative"), Some("/nonexistent")] {
        let run = |args: &[&str]| {
            let mut command = home.command(args);
            command.arg("--no-builtin").env_remove("HOME");
            if let Some(value) = set_home {
                command.env("HOME", value);
            }
            Run::of(command, b"").expect(0).out
        };
        assert_eq!(run(&["match", "-f", "json", "stack.log"]), expected.0, "{set_home:?}");
        assert_eq!(run(&["search", "-f", "json", "database port"]), expected.1, "{set_home:?}");
    }
    assert_eq!(files_below(&home.path("work/relative")), Vec::<std::path::PathBuf>::new());
}

/// A traceback as people paste it.
const TRACEBACK: &[u8] = b"Traceback (most recent call last):
  File \"/srv/app/main.py\", line 12, in <module>
    connection = psycopg2.connect(host=\"127.0.0.1\", port=5432)
psycopg2.OperationalError: connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  password authentication failed for user \"app\"
";

/// Runs the program at `kb` in `folder` with nothing in the environment but what is given.
fn pasted(kb: &Path, folder: &Path, variables: &[(&str, &Path)]) -> Run {
    let mut command = Command::new(kb);
    command.args(["match", "-f", "oneline"]).env_clear().envs(variables.iter().copied()).current_dir(folder);
    Run::of(command, TRACEBACK)
}

#[test]
fn the_binary_alone_answers_twice_at_once_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let kb = folder.path().join("kb");
    fs::copy(KB, &kb).expect("a copy of the program");
    let expected = "certain\tpostgres/password-authentication-failed\t";
    let both = |variables: &[(&str, &Path)]| {
        std::thread::scope(|scope| {
            let runs = [(); 2].map(|()| scope.spawn(|| pasted(&kb, folder.path(), variables)));
            runs.map(|run| run.join().expect("no panic").expect(0).out)
        })
    };
    for round in 0..20 {
        let [first, second] = both(&[]);
        assert!(first.starts_with(expected), "round {round}: {first}");
        assert_eq!(first, second, "round {round}");
    }
    // Nothing was left behind.
    assert_eq!(files_below(folder.path()), std::slice::from_ref(&kb));
    // With a home both make the same cache, each time from nothing.
    for round in 0..20 {
        let home = tempfile::tempdir().expect("a folder");
        let [first, second] = both(&[("HOME", home.path())]);
        assert!(first.starts_with(expected) && first == second, "round {round}: {first}{second}");
        assert!(pasted(&kb, folder.path(), &[("HOME", home.path())]).expect(0).out == first, "round {round}");
    }
}

#[test]
fn a_process_that_is_killed_while_it_builds_leaves_a_cache_that_works() {
    let home = Home::with_harbor();
    let expected = answers(&home);
    for delay_ms in [0, 2, 5, 10, 20, 40, 80] {
        fs::remove_dir_all(home.cache()).expect("generated files");
        let mut command = home.command(&["build", "--no-builtin"]);
        let mut child = command.stdout(Stdio::null()).spawn().expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(delay_ms));
        // It may have ended by itself.
        let _may_have_ended = child.kill();
        child.wait().expect("it ends");
        assert_eq!(answers(&home), expected, "killed after {delay_ms} ms");
    }
}

#[test]
fn a_cache_that_another_build_of_the_program_made_is_not_used() {
    let home = Home::with_harbor();
    let expected = answers(&home);
    // Any table of another version begins otherwise.
    for file in files_below(&home.cache()).into_iter().filter(|file| file.ends_with("table")) {
        let mut bytes = fs::read(&file).expect("a table");
        bytes[0] = bytes[0].wrapping_add(1);
        fs::write(&file, bytes).expect("a table");
    }
    assert_eq!(answers(&home), expected);
    let home = Home::empty();
    let run = Run::of(home.command(&["match", "-f", "oneline"]), TAKEN).expect(0);
    assert!(run.out.starts_with("certain\tdocker/port-already-allocated"), "{}", run.out);
}
