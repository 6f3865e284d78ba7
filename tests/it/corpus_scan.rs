//! Changed, added, removed and broken entries are noticed; unchanged ones are not read.

use std::fs;

use kb::corpus::{ContentHash, Corpus, LayerConfig, SourceSet, StampedFile};
use kb::entry::EntryId;
use kb::error::ErrorKind;

use crate::corpus_fixture::{Folder, complaints, entry, in_force, later, only, scan, scan_after, scan_with, stamps};

const FORMATS: &[(&str, u32)] = &[("table", 1)];

fn pack(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::with(&[("kb.toml", "")]);
    files.iter().for_each(|(path, text)| folder.write(path, text));
    folder
}

fn ids(set: &SourceSet) -> Vec<&str> {
    set.sources().iter().map(|source| source.id.as_str()).collect()
}

#[test]
fn edits_additions_and_removals_are_noticed() {
    let folder = pack(&[("a/one.md", "1"), ("a/two.md", "2")]);
    let config = only(folder.path(""));
    let first = scan(&later(&config));
    assert!(stamps(&first).iter().all(|file| file.settled));

    let same = scan_after(&later(&config), &first);
    assert_eq!(same.fingerprint(FORMATS), first.fingerprint(FORMATS));
    assert_eq!(stamps(&same), stamps(&first));
    assert!(same.listings().all(|(_, _, is_new)| !is_new), "nothing has to be kept anew");

    folder.write("a/one.md", "changed");
    let edited = scan_after(&later(&config), &first);
    assert_eq!(edited.sources()[0].hash(), ContentHash::of(b"changed"));
    assert_ne!(edited.fingerprint(FORMATS), first.fingerprint(FORMATS));

    folder.write("a/three.md", "3");
    let added = scan_after(&later(&config), &edited);
    assert_eq!(ids(&added), ["a/one", "a/three", "a/two"]);
    assert_ne!(added.fingerprint(FORMATS), edited.fingerprint(FORMATS));

    folder.remove("a/three.md");
    let removed = scan_after(&later(&config), &added);
    assert_eq!(removed.fingerprint(FORMATS), edited.fingerprint(FORMATS));
    assert_eq!(stamps(&removed).len(), 2);
}

#[test]
fn an_edit_of_the_same_size_within_the_same_tick_is_noticed() {
    let folder = pack(&[("a/one.md", "0000")]);
    let config = only(folder.path(""));
    let mut known = scan(&config);
    for round in 1..50 {
        let path = folder.path("a/one.md");
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        let text = format!("{round:04}");
        fs::write(&path, &text).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
        // The engine is told the time, so that it cannot take a fresh file for a settled one.
        known = scan_after(&only(folder.path("")), &known);
        assert_eq!(known.sources()[0].hash(), ContentHash::of(text.as_bytes()), "round {round}");
    }
}

#[cfg(unix)]
#[test]
fn an_edit_that_sets_the_time_back_is_noticed() {
    let folder = pack(&[("a/one.md", "before")]);
    let config = later(&only(folder.path("")));
    let path = folder.path("a/one.md");
    let old = fs::metadata(&path).unwrap().modified().unwrap() - std::time::Duration::from_secs(3600);
    let set_back = || fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    set_back();
    let first = scan(&config);
    // So that the kernel's own time of change has moved on.
    std::thread::sleep(std::time::Duration::from_millis(50));
    fs::write(&path, "after!").unwrap();
    set_back();
    let second = scan_after(&config, &first);
    assert_eq!(second.sources()[0].hash(), ContentHash::of(b"after!"));
}

#[test]
fn a_settled_file_is_not_read_again_and_an_unsettled_one_is() {
    let folder = pack(&[("a/one.md", "1")]);
    let config = only(folder.path(""));
    let forged = |config: &LayerConfig| -> Vec<StampedFile> {
        let mut files = stamps(&scan(config));
        files[0].hash = ContentHash::of(b"never read");
        files
    };
    let settled = scan_with(&config, &forged(&later(&config)));
    assert_eq!(settled.sources()[0].hash(), ContentHash::of(b"never read"));
    let fresh = scan_with(&config, &forged(&config));
    assert_eq!(fresh.sources()[0].hash(), ContentHash::of(b"1"));
    let without_clock = LayerConfig { now: None, ..config };
    assert!(stamps(&scan(&without_clock)).iter().all(|file| !file.settled));
    // A hash that does not fit is found out as soon as the entry is shown.
    assert_eq!(settled.load(0).unwrap_err().kind(), ErrorKind::Changed);
}

#[test]
fn broken_entries_do_not_stop_the_others() {
    let folder =
        pack(&[("a/good.md", &entry("Good")), ("a/no-front-matter.md", "# Hello"), ("b/good.md", &entry("Fine"))]);
    folder.write("a/latin-1.md", b"+++\ntitle = \"caf\xe9\"\n+++\n");
    folder.write("a/huge.md", vec![b'x'; (1 << 20) + 1]);
    let set = scan(&only(folder.path("")));
    let corpus = Corpus::parse(&set, FORMATS);
    let good: Vec<&str> = corpus.entries.iter().map(|known| known.entry.id.as_str()).collect();
    assert_eq!(good, ["a/good", "b/good"]);
    for name in ["a/huge.md", "a/latin-1.md", "a/no-front-matter.md"] {
        let about = |diagnostic: &&kb::diagnostic::Diagnostic| diagnostic.source.path.ends_with(name);
        assert!(corpus.diagnostics.iter().find(about).is_some_and(|found| found.help.is_some()), "{name}");
    }
    assert_eq!(complaints(&set).len(), 1, "only the huge one is known without parsing");
    assert_eq!(corpus.changed, vec![]);
}

#[test]
fn a_broken_entry_still_overrides_the_one_that_it_replaces() {
    let folder = Folder::with(&[
        ("one/kb.toml", ""),
        ("one/a/b.md", &entry("Old")),
        ("two/kb.toml", ""),
        ("two/a/b.md", "broken"),
    ]);
    let config = LayerConfig { kb_dirs: vec![folder.path("one"), folder.path("two")], ..LayerConfig::default() };
    let set = scan(&config);
    assert_eq!(in_force(&set), ["a/b@two<one"]);
    assert_eq!(Corpus::parse(&set, FORMATS).entries.len(), 0);
}

#[test]
fn one_entry_is_loaded_only_as_it_was_scanned() {
    let folder = pack(&[("a/one.md", &entry("One")), ("a/two.md", &entry("Two"))]);
    let set = scan(&only(folder.path("")));
    let two = set.find(&EntryId::new("a/two").unwrap()).unwrap();
    assert_eq!(set.load(two).unwrap().title, "Two");
    assert_eq!(set.find(&EntryId::new("a/none").unwrap()), None);
    assert_eq!(set.load(9).unwrap_err().kind(), ErrorKind::NotFound);

    folder.write("a/two.md", entry("Other"));
    assert_eq!(set.load(two).unwrap_err().kind(), ErrorKind::Changed);
    folder.remove("a/two.md");
    assert_eq!(set.load(two).unwrap_err().kind(), ErrorKind::Changed);
    assert_eq!(set.load(0).unwrap().title, "One");
    // Whoever parses the old set learns that it must not be kept.
    assert_eq!(Corpus::parse(&set, FORMATS).changed, [EntryId::new("a/two").unwrap()]);
}

#[test]
fn parsed_entries_know_where_they_stand() {
    let folder = Folder::with(&[
        ("one/kb.toml", ""),
        ("one/a/b.md", &entry("Old")),
        ("two/kb.toml", ""),
        ("two/a/b.md", &entry("New")),
        ("two/a/a.md", &entry("First")),
    ]);
    let config = LayerConfig { kb_dirs: vec![folder.path("one"), folder.path("two")], ..LayerConfig::default() };
    let set = scan(&config);
    let corpus = Corpus::parse(&set, FORMATS);
    let known = corpus.find(&EntryId::new("a/b").unwrap()).unwrap();
    assert_eq!((known.ordinal, known.entry.title.as_str()), (1, "New"));
    assert_eq!((known.source.pack.as_str(), known.source.overrides.as_deref()), ("two", Some("one")));
    assert_eq!(known.source.path, format!("{}/a/b.md", folder.path("two").display()));
    assert_eq!(known.hash, set.sources()[1].hash());
    assert_eq!(corpus.packs[known.pack].name, "two");
}

#[test]
fn the_fingerprint_changes_with_what_is_generated_and_with_nothing_else() {
    let base: &[(&str, &str)] = &[("kb.toml", "name = 'p'\n[vars]\na = '1'"), ("x/one.md", "1"), ("x/two.md", "2")];
    let fingerprint = |changes: &[(&str, &str)], formats: &[(&str, u32)]| {
        let folder = Folder::with(base);
        changes.iter().for_each(|(path, text)| folder.write(path, text));
        scan(&only(folder.path(""))).fingerprint(formats)
    };
    let first = fingerprint(&[], FORMATS);
    assert_eq!(fingerprint(&[], FORMATS), first, "another place on disk");
    assert_eq!(fingerprint(&[("kb.toml", "version = '9'\nname = 'p'\n[vars]\na = '1'")], FORMATS), first);
    assert_eq!(fingerprint(&[("x/README.md", "more")], FORMATS), first);
    let others = [
        fingerprint(&[], &[("table", 2)]),
        fingerprint(&[], &[("table", 1), ("text", 1)]),
        fingerprint(&[("kb.toml", "name = 'q'\n[vars]\na = '1'")], FORMATS),
        fingerprint(&[("kb.toml", "name = 'p'\n[vars]\na = '2'")], FORMATS),
        fingerprint(&[("kb.toml", "name = 'p'\n[vars]\nb = '1'")], FORMATS),
        fingerprint(&[("x/one.md", "2"), ("x/two.md", "1")], FORMATS),
        fingerprint(&[("x/three.md", "3")], FORMATS),
    ];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(*other, first, "{index}");
        assert!(!others[..index].contains(other), "{index}");
    }
}

#[test]
fn programs_can_bring_entries_of_their_own() {
    let set = SourceSet::in_memory("mine", [("a/b.md", entry("One")), ("B.md", entry("Two"))]);
    assert_eq!(in_force(&set), ["a/b@mine"]);
    assert_eq!(complaints(&set), ["K010 B.md"]);
    assert_eq!(set.load(0).unwrap().title, "One");
    assert_eq!(Corpus::parse(&set, FORMATS).entries.len(), 1);
}
