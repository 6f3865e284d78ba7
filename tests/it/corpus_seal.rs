//! Sealed packs: known by their seal, never looked at, and never trusted with what is shown.

use std::fs;

use kb::corpus::{LayerConfig, SEAL_FILE, SourceSet};
use kb::entry::EntryId;
use kb::error::ErrorKind;

use crate::corpus_fixture::{Folder, complaints, entry, in_force, only, scan};

fn pack() -> Folder {
    Folder::with(&[("kb.toml", "name = 'p'"), ("a/one.md", &entry("One")), ("a/two.md", &entry("Two"))])
}

fn seal(folder: &Folder) -> usize {
    SourceSet::seal(&folder.path(""), None).unwrap().iter().map(|(_, count)| count).sum()
}

/// What `kb check` looks through.
fn through(folder: &Folder) -> LayerConfig {
    LayerConfig { through_seals: true, ..only(folder.path("")) }
}

#[test]
fn a_sealed_pack_is_the_same_pack() {
    let folder = pack();
    let live = scan(&only(folder.path("")));
    assert_eq!(seal(&folder), 2);
    let sealed = scan(&only(folder.path("")));
    assert_eq!(in_force(&sealed), in_force(&live));
    assert_eq!(sealed.fingerprint(&[]), live.fingerprint(&[]));
    assert_eq!(sealed.load(1).unwrap().title, "Two");
    assert_eq!(sealed.sources()[0].path, live.sources()[0].path);
    assert!(sealed.listings().next().is_none(), "there is nothing to keep of it");
    assert_eq!(complaints(&scan(&through(&folder))), Vec::<String>::new());
}

#[test]
fn what_changed_in_a_sealed_pack_is_neither_seen_nor_shown() {
    let folder = pack();
    seal(&folder);
    let before = scan(&only(folder.path("")));
    folder.write("a/three.md", entry("Three"));
    folder.write("a/two.md", entry("Other"));
    let set = scan(&only(folder.path("")));
    assert_eq!((set.len(), set.fingerprint(&[])), (2, before.fingerprint(&[])));
    let two = set.find(&EntryId::new("a/two").unwrap()).unwrap();
    let error = set.load(two).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Changed);
    assert!(error.repair().is_some_and(|repair| repair.contains("--seal")), "{error}");
    // Who looks through the seal sees both, and that they are not sealed.
    let looked = scan(&through(&folder));
    assert_eq!(looked.len(), 3);
    let [only_one] = looked.diagnostics() else { panic!("{:?}", complaints(&looked)) };
    assert!(only_one.code.id() == "K044" && only_one.message.contains("a/three"), "{}", only_one.message);
    assert_eq!(seal(&folder), 3);
    assert_eq!(scan(&only(folder.path(""))).load(2).unwrap().title, "Other");
}

#[test]
fn a_damaged_seal_is_no_seal() {
    let folder = pack();
    seal(&folder);
    let bytes = fs::read(folder.path(SEAL_FILE)).unwrap();
    for end in [0, 10, 63, bytes.len() - 1] {
        folder.write(SEAL_FILE, &bytes[..end]);
        let set = scan(&only(folder.path("")));
        assert_eq!((set.len(), complaints(&set).len()), (2, 1), "cut at {end}");
        assert_eq!(set.load(0).unwrap().title, "One");
    }
    // Names and hashes are not summed up, so that nobody has to read them all: what is shown is checked.
    for at in 64..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x11;
        folder.write(SEAL_FILE, &flipped);
        let set = scan(&only(folder.path("")));
        assert_eq!(set.sources().len(), 2, "flipped at {at}");
        let shown: Vec<_> =
            (0..2).filter_map(|ordinal| set.load(ordinal).ok()).map(|entry| entry.title.clone()).collect();
        assert!(shown.iter().all(|title| title == "One" || title == "Two"), "flipped at {at}: {shown:?}");
    }
}

#[test]
fn only_a_pack_in_order_is_sealed() {
    let folder = pack();
    folder.write("a/huge.md", vec![b'x'; (1 << 20) + 1]);
    assert_eq!(SourceSet::seal(&folder.path(""), None).unwrap_err().kind(), ErrorKind::BadInput);
    assert!(!folder.path(SEAL_FILE).exists());
    assert_eq!(SourceSet::seal(&folder.path("none"), None).unwrap_err().kind(), ErrorKind::NotFound);
}
