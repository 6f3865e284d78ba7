//! Segmentation: what real tools print on a failure falls into the right events, heads and chains.
//!
//! `tests/data/tracebacks/NAME.log` was printed by the tool that `NAME.toml` names; see the README there.
//! `BLESS=1 cargo test --test it tracebacks` writes the outlines anew: read them before you keep them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kb::limits::EVENT_BYTES_MAX;
use kb::log::{Base, Encoding, Link, Log, Stream};
use proptest::prelude::*;
use serde::Deserialize;

use crate::support::{corpus, proptest_config, root};

/// What `NAME.toml` says of `NAME.log`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The family, as the docs call it.
    family: String,
    /// The tool and its version, or where the text was quoted from.
    from: String,
    /// Texts that stand in one event.
    together: Vec<String>,
    /// Texts that stand in two neighboring events; none where there is one event only.
    #[serde(default)]
    apart: Vec<String>,
    /// One line per event: `first-last`, the line of its head, how it is tied to the one before, what the head says.
    outline: String,
}

fn folder() -> PathBuf {
    root().join("tests/data/tracebacks")
}

fn cases() -> Vec<(String, Expected, Vec<u8>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder")
        .map(|item| item.expect("an item").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).expect("a sidecar");
            let expected = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, expected, std::fs::read(file.with_extension("log")).expect("the log of a sidecar"))
        })
        .collect()
}

/// Characters of a head that an outline shows.
const SHOWN_CHARS: usize = 60;

fn outline(stream: &Stream) -> String {
    let mut out = String::new();
    for event in stream.events() {
        let link = match event.link {
            None => String::new(),
            Some(Link::FollowsFrom) => " follows".to_owned(),
            Some(Link::Explains) => " explains".to_owned(),
            Some(Link::Member { rise }) => format!(" member {rise}"),
        };
        let head = String::from_utf8_lossy(stream.line_payload(event.head)).into_owned();
        let head: String = head.trim().chars().take(SHOWN_CHARS).collect();
        let (first, last) = (event.lines.start + 1, event.lines.end);
        out.push_str(format!("{first}-{last} {}{link} | {head}", event.head + 1).trim_end());
        out.push('\n');
    }
    out
}

#[test]
fn real_reports_fall_into_the_right_events() {
    let mut wrong = Vec::new();
    for (name, expected, log) in cases() {
        let read = Log::read(&log);
        let found = outline(&read.streams()[0]);
        if std::env::var_os("BLESS").is_some() {
            let file = folder().join(format!("{name}.toml"));
            let text = std::fs::read_to_string(&file).expect("a sidecar");
            let start = text.find("outline = '''").expect("an outline");
            std::fs::write(&file, format!("{}outline = '''\n{found}'''\n", &text[..start])).expect("written");
        } else if found != expected.outline {
            wrong.push(format!("{name}: expected\n{}found\n{found}", expected.outline));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// True if both texts are found within one event.
fn match_within_event(texts: &[String], log: &[u8]) -> bool {
    let members: String =
        texts.iter().map(|text| format!("[[signature.all]]\ntext = {}\n", toml::Value::String(text.clone()))).collect();
    let entries = corpus(&[("a/both", &format!("[[signature]]\nwithin = 'event'\n{members}"))]);
    !entries.diagnose(log).is_empty()
}

#[test]
fn a_head_and_a_frame_of_one_event_match_together_and_those_of_two_do_not() {
    let (mut families, mut with_neighbors, mut wrong) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (name, expected, log) in cases() {
        assert_eq!(expected.together.len(), 2, "{name}");
        families.insert(expected.family.clone());
        assert!(matches!(expected.apart.len(), 0 | 2), "{name}");
        let text = String::from_utf8_lossy(&log);
        for one in expected.together.iter().chain(&expected.apart) {
            assert!(text.contains(one.as_str()), "{name} does not hold {one:?}");
        }
        if !match_within_event(&expected.together, &log) {
            wrong.push(format!("{name}: {:?} are of one event", expected.together));
        }
        if !expected.apart.is_empty() {
            with_neighbors.insert(expected.family);
            if match_within_event(&expected.apart, &log) {
                wrong.push(format!("{name}: {:?} are of two events", expected.apart));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A report of npm's is one event by nature.
    assert!(with_neighbors.len() + 1 >= families.len(), "{families:?} {with_neighbors:?}");
}

#[test]
fn the_docs_list_every_family_with_its_tests() {
    let text = std::fs::read_to_string(root().join("docs/log-formats.md")).expect("the docs");
    let listed: BTreeMap<String, BTreeSet<String>> = text
        .split("## Tracebacks")
        .nth(1)
        .expect("the heading")
        .lines()
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let tests = cells[cells.len() - 1].split(", ").map(|test| test.trim_matches('`').to_owned()).collect();
            (cells[0].to_owned(), tests)
        })
        .collect();
    let mut tested: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, expected, _) in cases() {
        assert!(!expected.from.is_empty(), "{name}");
        tested.entry(expected.family).or_default().insert(name);
    }
    assert_eq!(listed, tested);
    assert!(tested.len() >= 15, "{} families", tested.len());
}

/// Every event as raw offsets: where it begins, where its last line and its head do, and how it is tied.
fn places(log: &Log<'_>, from: usize) -> Vec<(Option<String>, [usize; 3], Option<Link>)> {
    let mut all = Vec::new();
    for stream in log.streams() {
        for event in stream.events() {
            let at = |line: usize| stream.raw_start(line);
            if at(event.lines.start) >= from {
                let name = stream.name().map(str::to_owned);
                let places = [event.lines.start, event.lines.end - 1, event.head].map(at);
                all.push((name, places, event.link));
            }
        }
    }
    all.sort();
    all
}

/// Lines of every report here, as they stand or torn apart, with lines so long that anchors come to lie far apart.
fn torn_log() -> impl Strategy<Value = Vec<u8>> {
    let lines: Vec<String> = cases()
        .into_iter()
        .flat_map(|(_, _, log)| String::from_utf8_lossy(&log).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let count = lines.len();
    let piece = prop_oneof![
        6 => (0..count, 1..30_usize, 0..3_usize).prop_map(move |(from, len, service)| {
            let run = &lines[from..(from + len).min(count)];
            let name = ["", "api-1  | ", "db-1   | "][service];
            run.iter().map(|line| format!("{name}{line}\n")).collect::<String>()
        }),
        2 => (1..40_000_usize, any::<bool>()).prop_map(|(len, indented)| {
            format!("{}{}\n", if indented { "    " } else { "" }, "x".repeat(len))
        }),
        1 => Just("\n".to_owned()),
    ];
    proptest::collection::vec(piece, 40..120).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #![proptest_config(proptest_config(60))]

    #[test]
    fn no_cut_of_a_log_changes_the_events_behind_it(log in torn_log(), cut in any::<prop::sample::Index>()) {
        let cut = cut.index(log.len() / 2 + 1);
        // An event's first line, the anchor before that, and what the head of that depends on.
        let from = cut + 4 * EVENT_BYTES_MAX;
        let line_start = log[..cut].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let number = log[..cut].iter().filter(|byte| **byte == b'\n').count() + 1;
        let base = Base { offset: cut, line: number, line_start, line_chars: 0, begins: false };
        let whole = Log::read(&log);
        let part = Log::read_window(&log[cut..], Encoding::Utf8, base);
        prop_assert_eq!(places(&whole, from), places(&part, from));
    }
}
