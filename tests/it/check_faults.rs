//! Planted faults: each fixture under `data/check` has one, and it is found where it stands.
//!
//! What is said about them is in `data/check/golden`; `INSTA_UPDATE=always cargo test --test it check_faults` writes
//! it anew.

use std::collections::BTreeSet;

use kb::diagnostic::Code;

use crate::check_support::{Fixture, data, folder, plain};

/// (fixture, file inside of it or nothing, line, column). The code is the fixture's name up to the first dash.
const FAULTS: &[(&str, &str, usize, usize)] = &[];

/// Codes without a fixture, each with the reason.
const WITHOUT_FIXTURE: &[(Code, &str)] = &[
    (Code::Unreadable, "made below: a file too large for the repository"),
    (Code::NotUtf8, "made below: editors and git do strange things to such files"),
    (Code::BadId, "about a file's name, found while packs are walked: tests of the corpus"),
    (Code::BadPack, "about kb.toml, found while packs are walked: tests of the corpus"),
    (Code::SkippedPath, "about what is no entry, found while packs are walked: tests of the corpus"),
];

#[test]
fn list() {
    for path in folder(&data()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('K') {
            println!("=== {name}\n{}", plain(&Fixture::read(&name).check().diagnostics));
        }
    }
}
