//! Finding the entries of a pack: names, links and everything else that lies about in folders.

use kb::corpus::{DEPTH_MAX, LayerConfig, SourceSet};

use crate::corpus_fixture::{Folder, complaints, entry, in_force, only, scan};

/// The complaints with the folder's own path shown as `PACK`.
fn complaints_in(folder: &Folder, set: &SourceSet) -> Vec<String> {
    let root = folder.path("").to_string_lossy().into_owned();
    complaints(set).iter().map(|line| line.replace(&root, "PACK")).collect()
}

#[test]
fn names_decide_what_is_an_entry() {
    let text = entry("Something");
    let cases: &[(&str, &[&str])] = &[
        ("docker/port-in-use.md", &["docker/port-in-use"]),
        ("docker/compose/port-8080.md", &["docker/compose/port-8080"]),
        ("docker/upper.MD", &["docker/upper"]),
        ("docker/README.md", &[]),
        ("README.md", &[]),
        ("docker/readme.md", &[]),
        ("docker/.hidden.md", &[]),
        (".git/x.md", &[]),
        ("docker/port.d/x.md", &[]),
        ("docker/port.txt", &[]),
        ("docker/md", &[]),
    ];
    for (path, ids) in cases {
        let folder = Folder::with(&[("kb.toml", ""), (path, &text)]);
        let set = scan(&only(folder.path("")));
        let found: Vec<&str> = set.sources().iter().map(|source| source.id.as_str()).collect();
        assert_eq!((found.as_slice(), complaints(&set).len()), (*ids, 0), "{path}");
    }
}

#[test]
fn names_that_are_no_id_are_complained_about_once() {
    let text = entry("Something");
    let cases: &[(&[&str], &[&str])] = &[
        (&["top.md"], &["K010 PACK/top.md"]),
        (&["docker/Port.md"], &["K010 PACK/docker/Port.md"]),
        (&["docker/port in use.md"], &["K010 PACK/docker/port in use.md"]),
        (&["docker/-x.md"], &["K010 PACK/docker/-x.md"]),
        (&["docker/.md"], &[]),
        (&["Docker/a.md", "Docker/b.md", "Docker/sub/c.md"], &["K010 PACK/Docker"]),
        (&["Docker/notes.txt"], &[]),
        (&["docker/a.md", "docker/a.MD"], &["K033 PACK/docker/a.md"]),
        (&["docker/inner/kb.toml", "docker/inner/a/b.md"], &["K036 PACK/docker/inner"]),
    ];
    for (paths, expected) in cases {
        let folder = Folder::with(&[("kb.toml", "")]);
        paths.iter().for_each(|path| folder.write(path, &text));
        let set = scan(&only(folder.path("")));
        assert_eq!(complaints_in(&folder, &set), *expected, "{paths:?}");
        assert!(set.diagnostics().iter().all(|diagnostic| diagnostic.help.is_some()));
    }
}

#[test]
fn folders_nested_too_deep_are_passed_over() {
    let nested = |depth: usize| format!("{}x.md", "a/".repeat(depth));
    let folder = Folder::with(&[("kb.toml", ""), (&nested(DEPTH_MAX), "x"), (&nested(DEPTH_MAX + 1), "x")]);
    let set = scan(&only(folder.path("")));
    assert_eq!(set.sources().len(), 1);
    assert_eq!(complaints(&set).len(), 1);
    assert!(complaints(&set)[0].starts_with("K036"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_files_of_the_pack_and_no_further() {
    use std::os::unix::fs::symlink;

    let outside = Folder::with(&[("secret.md", "the secret"), ("area/more.md", "more")]);
    let folder = Folder::with(&[("kb.toml", ""), ("a/real.md", &entry("Real"))]);
    symlink(folder.path("a/real.md"), folder.path("a/inside.md")).unwrap();
    symlink(outside.path("secret.md"), folder.path("a/outside.md")).unwrap();
    symlink("../../secret.md", folder.path("a/relative.md")).unwrap();
    symlink(outside.path("area"), folder.path("b")).unwrap();
    symlink(folder.path(""), folder.path("a/loop")).unwrap();
    symlink("nowhere", folder.path("a/dangling.md")).unwrap();
    symlink("itself.md", folder.path("a/itself.md")).unwrap();
    symlink(outside.path("secret.md"), folder.path("a/no-entry.txt")).unwrap();
    let set = scan(&only(folder.path("")));
    let ids: Vec<&str> = set.sources().iter().map(|source| source.id.as_str()).collect();
    assert_eq!(ids, ["a/inside", "a/real"]);
    assert_eq!(
        complaints_in(&folder, &set),
        [
            "K036 PACK/a/dangling.md",
            "K036 PACK/a/itself.md",
            "K036 PACK/a/loop",
            "K036 PACK/a/outside.md",
            "K036 PACK/a/relative.md",
            "K036 PACK/b",
        ]
    );
}

#[cfg(unix)]
#[test]
fn special_files_are_passed_over_without_waiting_for_them() {
    let folder = Folder::with(&[("kb.toml", ""), ("a/good.md", &entry("Good"))]);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("a/socket.md")).unwrap();
    let mut expected = vec!["K036 PACK/a/socket.md"];
    let made = std::process::Command::new("mkfifo").arg(folder.path("a/fifo.md")).status();
    if made.is_ok_and(|status| status.success()) {
        expected.insert(0, "K036 PACK/a/fifo.md");
        // A link to one looks like a file of the pack.
        std::os::unix::fs::symlink(folder.path("a/fifo.md"), folder.path("a/link.md")).unwrap();
        expected.insert(1, "K036 PACK/a/link.md");
    }
    let set = scan(&only(folder.path("")));
    assert_eq!(in_force(&set).len(), 1);
    assert_eq!(complaints_in(&folder, &set), expected);
}

#[cfg(unix)]
#[test]
fn a_pack_behind_a_link_is_a_pack() {
    let folder = Folder::with(&[("real/kb.toml", ""), ("real/a/b.md", &entry("Good"))]);
    std::os::unix::fs::symlink(folder.path("real"), folder.path("link")).unwrap();
    let set = scan(&only(folder.path("link")));
    assert_eq!((in_force(&set).len(), complaints(&set).len()), (1, 0));
    assert_eq!(set.sources()[0].path, format!("{}/a/b.md", folder.path("link").display()));
}

#[test]
fn the_binary_holds_the_entries_of_the_repository() {
    let embedded = scan(&LayerConfig { builtin: true, ..LayerConfig::default() });
    let on_disk = scan(&only(concat!(env!("CARGO_MANIFEST_DIR"), "/kb")));
    assert_eq!(complaints(&embedded), Vec::<String>::new());
    assert_eq!(embedded.packs()[0].manifest, on_disk.packs()[0].manifest);
    assert_eq!(in_force(&embedded), in_force(&on_disk));
    for (inside, outside) in embedded.sources().iter().zip(on_disk.sources()) {
        assert_eq!(inside.hash(), outside.hash(), "{}", inside.id);
        assert_eq!(inside.read().unwrap(), outside.read().unwrap(), "{}", inside.id);
    }
    assert!(embedded.listings().next().is_none(), "the built-in pack is never looked for on disk");
}
