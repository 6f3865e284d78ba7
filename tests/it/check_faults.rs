//! Planted faults: each fixture under `data/check` has one, and it is found where it stands.
//!
//! What is said about them is in `data/check/golden`; `INSTA_UPDATE=always cargo test --test it check_faults` writes
//! it anew.

use std::collections::BTreeSet;

use kb::diagnostic::Code;
use kb::entry::{EntryId, parse};

use crate::check_support::{Fixture, data, folder, plain};

/// (fixture, file inside of it or nothing, line, column). The code is the fixture's name up to the first dash.
const FAULTS: &[(&str, &str, usize, usize)] = &[
    ("K003-never-closed.md", "", 1, 1),
    ("K003-no-front-matter.md", "", 1, 1),
    ("K003-yaml.md", "", 1, 1),
    ("K004-value-missing.md", "", 3, 6),
    ("K005-path.md", "", 5, 23),
    ("K005-word-boundary.md", "", 5, 10),
    ("K006-apostrophe.md", "", 2, 9),
    ("K007-misspelled.md", "", 3, 1),
    ("K008-no-title.md", "", 1, 1),
    ("K009-severity.md", "", 3, 12),
    ("K009-tags-as-string.md", "", 3, 8),
    ("K011-misspelled.md", "", 16, 8),
    ("K011-never-closed.md", "", 16, 4),
    ("K012-no-such-entry.md", "", 16, 3),
    ("K012-out-of-pack.md", "", 16, 3),
    ("K013-area.md", "", 3, 10),
    ("K013-below.md", "", 8, 16),
    ("K013-moved", "broker/handshake.md", 3, 14),
    ("K013-related.md", "", 3, 12),
    ("K013-renamed", "broker/handshake.md", 3, 12),
    ("K013-tag.md", "", 4, 14),
    ("K014-empty-cause.md", "", 11, 1),
    ("K014-no-fix.md", "", 1, 1),
    ("K015-no-such-part.md", "", 5, 8),
    ("K016-two-holes.md", "", 5, 62),
    ("K016-unknown-type.md", "", 5, 56),
    ("K017-unclosed-group.md", "", 5, 57),
    ("K018-itself.md", "", 6, 15),
    ("K018-only-none.md", "", 5, 13),
    ("K018-window.md", "", 5, 10),
    ("K019-recovery.md", "", 6, 25),
    ("K019-regex.md", "", 5, 9),
    ("K019-text.md", "", 5, 8),
    ("K020-common-words.md", "", 5, 8),
    ("K021-twice.md", "", 8, 8),
    ("K021-two-entries", "tls/handshake.md", 5, 8),
    ("K022-causes", "broker/a.md", 3, 14),
    ("K022-itself.md", "", 3, 15),
    ("K022-supersedes", "broker/a.md", 3, 15),
    ("K023-case.md", "", 8, 1),
    ("K023-excluded.md", "", 12, 1),
    ("K023-hole.md", "", 8, 1),
    ("K023-no-signature.md", "", 6, 1),
    ("K023-order.md", "", 12, 1),
    ("K023-weak-in-long-log.md", "", 14, 1),
    ("K023-word.md", "", 8, 1),
    ("K024-caused-by", "broker/handshake.md", 9, 1),
    ("K024-more-general", "broker/handshake.md", 8, 1),
    ("K024-not-below", "broker/handshake.md", 8, 16),
    ("K024-superseded", "broker/handshake.md", 8, 1),
    ("K025-no-such-name.md", "", 8, 8),
    ("K025-other-value.md", "", 8, 8),
    ("K026-in-a-list.md", "", 20, 16),
    ("K026-matched.md", "", 19, 13),
    ("K027-other-words", "broker/handshake.md", 3, 36),
    ("K028-bare-name.md", "", 15, 17),
    ("K029-angle.md", "", 8, 46),
    ("K029-dots.md", "", 8, 43),
    ("K030-class.md", "", 5, 11),
    ("K030-in-a-regex.md", "", 5, 9),
    ("K031-misspelled.md", "", 14, 7),
    ("K032-no-example.md", "", 4, 1),
    ("K033-claimed-twice", "tls/handshake.md", 3, 12),
    ("K033-in-use", "tls/handshake.md", 3, 12),
    ("K034-built-in.md", "", 5, 47),
    ("K034-two-types.md", "", 8, 55),
    ("K037-other-pack", "own/broker/handshake.md", 8, 1),
    ("K038-missing.md", "", 8, 16),
    ("K038-outside.md", "", 8, 16),
    ("K039-nothing-to-find.md", "", 1, 1),
    ("K040-from-where.md", "", 8, 1),
    ("K041-not-resolved.md", "", 9, 1),
    ("K041-resolved.md", "", 11, 6),
    ("K042-alternative.md", "", 11, 8),
    ("K042-combination.md", "", 7, 1),
    ("K042-other-version.md", "", 8, 8),
    ("K043-frequent.md", "", 5, 8),
    ("K043-short.md", "", 5, 9),
];

/// Codes without a fixture, each with the reason.
const WITHOUT_FIXTURE: &[(Code, &str)] = &[
    (Code::Unreadable, "made below: a file too large for the repository"),
    (Code::NotUtf8, "made below: editors and git do strange things to such files"),
    (Code::BadId, "about a file's name, found while packs are walked: tests of the corpus"),
    (Code::BadPack, "about kb.toml, found while packs are walked: tests of the corpus"),
    (Code::SkippedPath, "about what is no entry, found while packs are walked: tests of the corpus"),
    (Code::BrokenSeal, "about kb.seal, found while packs are walked: tests of sealed packs"),
];

/// The names of the fixtures, sorted.
fn fixtures() -> Vec<String> {
    let names = folder(&data()).into_iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('K')).collect()
}

fn code_of(fixture: &str) -> &str {
    fixture.split('-').next().unwrap()
}

#[test]
fn every_planted_fault_is_found_where_it_stands_and_nothing_else() {
    for (fixture, inside, line, column) in FAULTS {
        let found = Fixture::read(fixture).check().diagnostics;
        let path = if inside.is_empty() { (*fixture).to_owned() } else { format!("{fixture}/{inside}") };
        let [only] = found.as_slice() else { panic!("{fixture}:\n{}", plain(&found)) };
        assert_eq!(
            (only.code.id(), only.source.path.as_str(), only.line_column()),
            (code_of(fixture), path.as_str(), (*line, *column)),
            "{fixture}"
        );
        assert!(only.help.is_some(), "{fixture} says no repair");
    }
}

/// Scores change whenever ranking is tuned; what is said about them does not.
fn without_scores(text: &str) -> String {
    let is_score = |word: &str| word.contains('.') && word.trim_end_matches(',').parse::<f64>().is_ok();
    let words = text.split_inclusive([' ', '\n']).map(|word| {
        let score = word.trim_end();
        if is_score(score) { word.replace(score.trim_end_matches(','), "#") } else { word.to_owned() }
    });
    words.collect()
}

#[test]
fn what_is_said_about_a_fault_is_as_written_down() {
    for fixture in fixtures() {
        let found = without_scores(&plain(&Fixture::read(&fixture).check().diagnostics));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("data/check/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(fixture.trim_end_matches(".md"), found));
    }
}

#[test]
fn no_fixture_and_no_golden_file_is_forgotten() {
    let in_table: Vec<&str> = FAULTS.iter().map(|(fixture, ..)| *fixture).collect();
    assert_eq!(fixtures(), in_table, "fixtures of the folder and of the table, both sorted");
    let golden = folder(&data().join("golden")).into_iter().filter_map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.strip_suffix(".snap").map(str::to_owned)
    });
    let expected: BTreeSet<String> = fixtures().iter().map(|name| name.trim_end_matches(".md").to_owned()).collect();
    assert_eq!(golden.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_code_has_a_fixture_or_a_reason_why_not() {
    for code in Code::ALL {
        let has_fixture = FAULTS.iter().any(|(fixture, ..)| code_of(fixture) == code.id());
        let reason = WITHOUT_FIXTURE.iter().find(|(without, _)| without == code);
        assert!(has_fixture != reason.is_some(), "{code} has neither, or both");
    }
    let codes: BTreeSet<&str> = FAULTS.iter().map(|(fixture, ..)| code_of(fixture)).collect();
    assert!(codes.len() >= 30, "{} codes", codes.len());
}

#[test]
fn files_that_are_too_large_or_no_text_are_found() {
    let id = EntryId::new("check/file").unwrap();
    let large = vec![b'x'; kb::entry::limits::ENTRY_SIZE_MAX + 1];
    let utf16: Vec<u8> = "+++\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [&[0xFF, 0xFE], utf16.as_slice()].concat();
    for (bytes, code, place) in [
        (large.as_slice(), Code::Unreadable, (1, 1)),
        (b"+++\ntitle = \"caf\xe9\"\n+++\n", Code::NotUtf8, (2, 13)),
        (&utf16, Code::NotUtf8, (1, 1)),
    ] {
        let found = parse(id.clone(), "check/file.md", bytes).diagnostics;
        assert_eq!(found.iter().map(|it| (it.code, it.line_column())).collect::<Vec<_>>(), [(code, place)]);
        assert!(found[0].help.is_some());
    }
}

#[test]
fn an_entry_cut_off_anywhere_is_checked_without_panic() {
    for (fixture, ..) in FAULTS.iter().filter(|(fixture, ..)| fixture.ends_with(".md")) {
        let text = std::fs::read_to_string(data().join(fixture)).unwrap();
        for end in (0..text.len()).step_by(17).filter(|end| text.is_char_boundary(*end)) {
            let found = Fixture::of(&[("check/cut", &text[..end]), ("check/whole", &text)]).check();
            for one in found.diagnostics {
                let span = one.span.clone().unwrap_or(0..0);
                assert!(one.source.text.get(span).is_some(), "{fixture} cut at {end}: {one:?}");
            }
        }
    }
}
