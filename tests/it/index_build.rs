//! Building, writing and opening the text index: deterministic, and never wrong on damaged files.

use kb::entry::EntryKind;
use kb::error::ErrorKind;
use kb::index::{IndexedEntry, Query, TEXT_INDEX_FILE, TextIndex};
use proptest::prelude::*;

use crate::index_corpus::{corpus, id};

const QUERIES: [&str; 5] =
    ["connection refused", "undefined column", "\"does not exist\" -alembic", "docker compose port ", "kind:runbook"];

/// The answers to a few queries, scores to the last bit.
fn answers(index: &TextIndex) -> Vec<Vec<(String, u32)>> {
    let answer = |text: &str| {
        let hits = index.search(&Query::parse(text), 10).expect("the index is whole").hits;
        hits.into_iter().map(|hit| (hit.id.to_string(), hit.score.to_bits())).collect()
    };
    QUERIES.iter().map(|text| answer(text)).collect()
}

#[test]
fn two_builds_give_the_same_bytes_and_the_same_scores() {
    let (a, b) = (TextIndex::build(&corpus()).unwrap(), TextIndex::build(&corpus()).unwrap());
    assert_eq!(a.to_bytes().unwrap(), b.to_bytes().unwrap());
    assert_eq!(answers(&a), answers(&b));
}

#[test]
fn an_index_written_and_opened_answers_as_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let built = TextIndex::build(&corpus()).unwrap();
    built.write_to(folder.path()).unwrap();
    let opened = TextIndex::open(folder.path()).unwrap();
    assert_eq!(opened.ids(), built.ids());
    assert_eq!(answers(&opened), answers(&built));
    assert_eq!(opened.to_bytes().unwrap(), built.to_bytes().unwrap());
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, [TEXT_INDEX_FILE]);
}

#[test]
fn an_index_is_never_written_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let index = TextIndex::build(&corpus()).unwrap();
    index.write_to(folder.path()).unwrap();
    assert_eq!(index.write_to(folder.path()).unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn an_empty_corpus_gives_an_index_that_finds_nothing() {
    let index = TextIndex::from_bytes(&TextIndex::build(&[]).unwrap().to_bytes().unwrap()).unwrap();
    assert!(index.ids().is_empty());
    let answer = index.search(&Query::parse("anything kind:runbook \"a b\" -c"), 10).unwrap();
    assert_eq!((answer.hits.len(), answer.total), (0, 0));
}

#[test]
fn an_entry_without_text_does_no_harm() {
    let bare = IndexedEntry::new(id("a/b"), EntryKind::Reference, "");
    let index = TextIndex::build(&[bare]).unwrap();
    assert_eq!(index.search(&Query::parse(""), 10).unwrap().total, 1);
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let twice = [corpus(), corpus()].concat();
    assert_eq!(TextIndex::build(&twice).err().map(|error| error.kind()), Some(ErrorKind::Usage));
}

#[test]
fn what_is_no_text_index_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let kind = || TextIndex::open(folder.path()).err().map(|error| error.kind());
    assert_eq!(kind(), Some(ErrorKind::NotFound));
    std::fs::create_dir(folder.path().join(TEXT_INDEX_FILE)).unwrap();
    assert_eq!(kind(), Some(ErrorKind::Damaged));
    std::fs::remove_dir(folder.path().join(TEXT_INDEX_FILE)).unwrap();
    for content in [&b""[..], b"kb-text\n", b"kb-text\n and more than thirty-two bytes of it", b"other"] {
        std::fs::write(folder.path().join(TEXT_INDEX_FILE), content).unwrap();
        assert_eq!(kind(), Some(ErrorKind::Damaged));
    }
}

#[test]
fn a_file_of_another_version_is_damaged_even_if_its_hash_holds() {
    let bytes = TextIndex::build(&corpus()).unwrap().to_bytes().unwrap();
    // Magic, hash, then the format's number.
    let mut body = bytes[40..].to_vec();
    body[0] += 1;
    let forged = [&bytes[..8], blake3::hash(&body).as_bytes(), &body].concat();
    let error = TextIndex::from_bytes(&forged).err().expect("another format is refused");
    assert_eq!(error.kind(), ErrorKind::Damaged);
    assert!(error.to_string().contains("another version"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_entries_changes_nothing(entries in Just(corpus()).prop_shuffle()) {
        let index = TextIndex::build(&entries).unwrap();
        prop_assert_eq!(index.to_bytes().unwrap(), TextIndex::build(&corpus()).unwrap().to_bytes().unwrap());
    }

    #[test]
    fn a_flipped_bit_or_a_cut_is_found(at in any::<prop::sample::Index>(), bit in 0..8_u32, cut in any::<bool>()) {
        static BYTES: std::sync::LazyLock<Vec<u8>> =
            std::sync::LazyLock::new(|| TextIndex::build(&corpus()).unwrap().to_bytes().unwrap());
        let mut bytes = BYTES.clone();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << bit;
        }
        prop_assert_eq!(TextIndex::from_bytes(&bytes).err().map(|error| error.kind()), Some(ErrorKind::Damaged));
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(TextIndex::from_bytes(&bytes).is_err());
        let body = [&b"kb-text\n"[..], blake3::hash(&bytes).as_bytes(), &bytes].concat();
        prop_assert!(TextIndex::from_bytes(&body).is_err());
    }
}
