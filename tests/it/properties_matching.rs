//! What holds for every corpus and every log.

use std::fs;
use std::sync::OnceLock;

use kb::corpus::LayerConfig;
use kb::diagnose::{CompiledCorpus, Diagnosis, Flow};
use kb::knowledge_base::{KnowledgeBase, OpenConfig};
use kb::log::{Base, Encoding, Log};
use kb::rank::Ranked;
use kb::report::{Evidence, Report};
use proptest::prelude::*;
use proptest::sample::select;

use crate::generated::{self, EntryPlan};
use crate::support::{self, assert_same_as_reference, entry_of, proptest_config};

/// The text of an entry with this front matter.
fn entry_text((id, front_matter): &EntryPlan) -> String {
    format!("+++\ntitle = \"{id}\"\n{front_matter}\n+++\n## Symptom\ns\n## Cause\nc\n## Fix\n```sh\nx {{{{a}}}}\n```\n")
}

/// The entries compiled, in the order given.
fn compiled(entries: &[EntryPlan]) -> CompiledCorpus {
    let entries: Vec<_> = entries.iter().map(|plan| entry_of(&plan.0, &entry_text(plan))).collect();
    let mut diagnostics = Vec::new();
    let corpus = CompiledCorpus::new(&entries, &mut diagnostics).expect("a table");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    corpus
}

/// The entries as the pack of a project, its files written in the order given; nothing else is in force.
fn opened(entries: &[EntryPlan], cached: bool) -> (tempfile::TempDir, KnowledgeBase) {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("kb");
    fs::create_dir(&pack).expect("a folder");
    // Without a name it would be called after the folder.
    fs::write(pack.join("kb.toml"), "name = \"generated\"\n").expect("a file");
    for plan in entries {
        let path = pack.join(&plan.0).with_extension("md");
        fs::create_dir_all(path.parent().expect("an area")).expect("a folder");
        fs::write(path, entry_text(plan)).expect("a file");
    }
    let kb = reopened(&folder, cached);
    (folder, kb)
}

fn reopened(folder: &tempfile::TempDir, cached: bool) -> KnowledgeBase {
    let layers = LayerConfig { project_start: Some(folder.path().to_owned()), ..LayerConfig::default() };
    let cache_dir = cached.then(|| folder.path().join("cache"));
    KnowledgeBase::open(&OpenConfig { layers, cache_dir, force: false }).expect("a knowledge base")
}

fn json(report: &Report) -> String {
    serde_json::to_string_pretty(report).expect("a report is plain data")
}

// --- the input as the user sees it, computed the slow way --------------------------------------------------------

/// Raw offsets of the beginnings of lines.
fn line_starts(log: &[u8], encoding: Encoding) -> Vec<usize> {
    let is_line_feed = |at: usize| match encoding {
        Encoding::Utf8 => log[at] == b'\n',
        Encoding::Utf16Le => at.is_multiple_of(2) && log.get(at..at + 2) == Some(b"\n\0"),
        Encoding::Utf16Be => at.is_multiple_of(2) && log.get(at..at + 2) == Some(b"\0\n"),
    };
    let width = if encoding == Encoding::Utf8 { 1 } else { 2 };
    std::iter::once(0).chain((0..log.len()).filter(|at| is_line_feed(*at)).map(|at| at + width)).collect()
}

/// The text of raw bytes; what is no character is a replacement character.
fn text_of(raw: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(raw).into_owned(),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let units = raw.chunks_exact(2).map(|pair| {
                let pair = [pair[0], pair[1]];
                if encoding == Encoding::Utf16Le { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
            });
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
    }
}

/// True if `at` does not lie inside a character.
fn is_boundary(log: &[u8], encoding: Encoding, at: usize) -> bool {
    match encoding {
        Encoding::Utf8 => {
            let mut start = 0;
            log.utf8_chunks().all(|chunk| {
                let inside = at > start && at - start < chunk.valid().len();
                let fits = !inside || chunk.valid().is_char_boundary(at - start);
                start += chunk.valid().len() + chunk.invalid().len();
                fits
            })
        }
        // Half a pair of surrogates would decode to a replacement character on both sides.
        _ if at % 2 == 1 => false,
        _ => {
            let whole = text_of(log, encoding);
            let parts = text_of(&log[..at], encoding) + &text_of(&log[at..], encoding);
            whole == parts
        }
    }
}

/// True if the letters and digits of `short` are in `long`, in order: wrappers, escapes and line ends may lie between.
fn is_part(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().filter(|c| c.is_alphanumeric()).all(|wanted| rest.any(|c| c == wanted))
}

/// Checks every number of a piece of evidence against the bytes.
fn check_evidence(piece: &Evidence, log: &[u8]) -> Result<(), TestCaseError> {
    let encoding = Encoding::detect(log);
    let starts = line_starts(log, encoding);
    let (start, end) = (piece.byte_start, piece.byte_end);
    prop_assert!(start <= end && end <= log.len(), "{start}..{end} of {}", log.len());
    prop_assert!(is_boundary(log, encoding, start) && is_boundary(log, encoding, end), "{start}..{end}");
    let line_of = |at: usize| starts.partition_point(|start| *start <= at);
    prop_assert_eq!(piece.line, line_of(start), "line of {}", start);
    let line_start = starts[piece.line - 1];
    prop_assert_eq!(piece.column, start - line_start + 1);
    prop_assert_eq!(piece.char_column, text_of(&log[line_start..start], encoding).chars().count() + 1);
    // The end is a place on the line of the last byte.
    let end_line = if end > start { line_of(end - 1) } else { line_of(end) };
    prop_assert_eq!(piece.end_line, end_line, "line of the end {}", end);
    prop_assert_eq!(piece.end_column, end - starts[piece.end_line - 1] + 1);
    prop_assert!((piece.end_line, piece.end_column) >= (piece.line, piece.column));
    // What is quoted stands there.
    let raw = text_of(&log[start..end], encoding);
    for quoted in piece.captures.values().chain([&piece.text]) {
        let is_text = !quoted.contains(char::REPLACEMENT_CHARACTER);
        prop_assert!(!is_text || is_part(quoted, &raw), "{:?} in {:?}", quoted, raw);
    }
    for shown in &piece.shown {
        for mark in &shown.marks {
            prop_assert!(shown.text.get(mark.clone()).is_some(), "{:?} in {:?}", mark, shown.text);
        }
    }
    Ok(())
}

/// Checks what holds for a ranking whatever was found.
fn check_ranking(ranked: &[Ranked], log: &[u8]) -> Result<(), TestCaseError> {
    let line_count = line_starts(log, Encoding::detect(log)).len();
    for (position, one) in ranked.iter().enumerate() {
        prop_assert!(one.score.is_finite() && one.score >= 0.0, "{}", one.score);
        prop_assert!((one.explanation.leaf_sum() - one.score).abs() < 1e-9);
        prop_assert!((one.explanation.value - one.score).abs() < 1e-9);
        let summary = &one.summary;
        prop_assert!(summary.occurrences >= 1);
        prop_assert!(1 <= summary.first_line && summary.first_line <= summary.last_line);
        prop_assert!(summary.last_line <= line_count);
        for cause in &one.caused_by {
            prop_assert!(*cause != position && ranked[*cause].causes.contains(&position));
        }
        for consequence in &one.causes {
            prop_assert!(ranked[*consequence].caused_by.contains(&position));
        }
        prop_assert_eq!(one.role == kb::report::Role::Consequence, !one.caused_by.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(proptest_config(1_000))]

    #[test]
    fn candidates_and_verification_find_what_the_reference_finds(case in generated::case()) {
        assert_same_as_reference(&compiled(&case.entries), &Log::read(&case.log), "generated");
    }

    #[test]
    fn evidence_stands_where_it_says(case in generated::case()) {
        let ranked = compiled(&case.entries).diagnose(&case.log);
        for piece in ranked.iter().flat_map(|one| one.summary.findings()).flat_map(|finding| &finding.evidence) {
            check_evidence(piece, &case.log)?;
        }
    }

    #[test]
    fn scores_are_explained_and_relations_agree(case in generated::case()) {
        check_ranking(&compiled(&case.entries).diagnose(&case.log), &case.log)?;
    }
}

/// Where an entry recovered, computed the slow way: each failure with a recovery behind it.
fn resolved_slowly(corpus: &CompiledCorpus, log: &[u8], id: &str) -> bool {
    let mut failures: Vec<(usize, usize, kb::matcher::Course)> = Vec::new();
    let mut open = false;
    let compiled = corpus.entries().iter().find(|one| one.entry.id.as_str() == id).expect("an entry");
    let mut diagnosis = Diagnosis::new(corpus);
    let mut hit = |hit: &kb::diagnose::Hit<'_>| {
        if hit.entry.id.as_str() == id {
            let signature = compiled.working().find(|(_, one)| one.key == hit.signature.key).expect("a signature").0;
            match &hit.finding.course {
                Some(course) => failures.push((signature, hit.finding.byte_end(), course.clone())),
                None => open = true,
            }
        }
        Flow::Continue
    };
    diagnosis.read("-", log, Base::START, &mut hit).expect("memory can be read");
    let read = Log::read(log);
    !open
        && failures.iter().all(|(index, end, course)| {
            let signature = compiled.signature(*index).expect("a working signature");
            let everywhere = vec![kb::matcher::Places::Everywhere; signature.members.len()];
            let found = kb::matcher::match_recovery(&read, signature, &everywhere);
            let recoveries = kb::matcher::recoveries(&read, signature, &found, "-");
            recoveries.iter().any(|one| one.course == *course && one.evidence.byte_start >= *end)
        })
}

proptest! {
    #![proptest_config(proptest_config(600))]

    #[test]
    fn what_recovered_is_what_a_later_text_says(case in generated::case()) {
        let corpus = compiled(&case.entries);
        for one in corpus.diagnose(&case.log) {
            let single = one.entry.signatures.len() == 1;
            let is_whole = one.summary.signatures.iter().all(|signature| signature.count == signature.findings.len());
            if single && is_whole && one.entry.supersedes.is_empty() {
                let expected = resolved_slowly(&corpus, &case.log, one.entry.id.as_str());
                prop_assert_eq!(one.summary.resolved().is_some(), expected, "{}", one.entry.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(proptest_config(100))]

    #[test]
    fn the_order_of_entries_and_files_changes_nothing(
        (case, shuffled) in generated::case().prop_flat_map(|case| {
            let shuffled = Just(case.entries.clone()).prop_shuffle();
            (Just(case), shuffled)
        })
    ) {
        let (_folder, kb) = opened(&case.entries, false);
        let (_other_folder, other) = opened(&shuffled, false);
        prop_assert_eq!(json(&kb.match_bytes("-", &case.log)), json(&other.match_bytes("-", &case.log)));
    }

}

proptest! {
    // Publishing what is built waits for the disk.
    #![proptest_config(proptest_config(40))]

    #[test]
    fn two_runs_give_the_same_bytes(case in generated::case()) {
        let (folder, kb) = opened(&case.entries, true);
        let first = json(&kb.match_bytes("-", &case.log));
        prop_assert_eq!(&first, &json(&kb.match_bytes("-", &case.log)));
        // The second time the table comes from the cache.
        prop_assert_eq!(&first, &json(&reopened(&folder, true).match_bytes("-", &case.log)));
        prop_assert_eq!(&first, &json(&reopened(&folder, false).match_bytes("-", &case.log)));
    }
}

/// Bytes of every kind: noise, pieces of what means something to a reader of logs, and messages of the knowledge.
fn any_log() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&[u8]] = &[
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"\n\0",
        b"\xFF\xFE",
        b"\xFE\xFF",
        b"\xEF\xBB\xBF",
        b"\x1b[31m",
        b"\x1b]0;",
        b"\x1b",
        b"\x07",
        b"api-1  | ",
        b"2026-11-21 10:00:00 ERROR ",
        b"2026-11-21T10:00:00.1234567Z ",
        b"Traceback (most recent call last):\n",
        b"Caused by: ",
        b"\\n",
        b"\\\"",
        b"\\u0022",
        b"{\"msg\":\"",
        b"\xC3\xA4",
        b"\xC3",
        b"\xE2\x80\x98",
        b"\xE2\x80",
        b"\xF0\x9F\x98\x80",
        b"\xD8\x00",
        b"#1 2.3 ",
        b"E   ",
        b"  ",
        b"listen tcp4 0.0.0.0:5432: bind: address already in use",
        b"relation \"users\" does not exist",
        b"exited with code 1",
    ];
    let piece = prop_oneof![
        3 => select(PIECES).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..20),
    ];
    (proptest::collection::vec(piece, 0..30), any::<bool>()).prop_map(|(pieces, wide)| {
        let bytes = pieces.concat();
        if wide { bytes.iter().flat_map(|byte| [*byte, 0]).collect() } else { bytes }
    })
}

/// The knowledge of the repository, and nothing but memory.
fn builtin() -> &'static CompiledCorpus {
    static BUILTIN: OnceLock<CompiledCorpus> = OnceLock::new();
    BUILTIN.get_or_init(|| support::compiled(&support::builtin_entries()))
}

proptest! {
    #![proptest_config(proptest_config(600))]

    #[test]
    fn any_bytes_at_all_are_a_log(log in any_log()) {
        let ranked = builtin().diagnose(&log);
        check_ranking(&ranked, &log)?;
        for piece in ranked.iter().flat_map(|one| one.summary.findings()).flat_map(|finding| &finding.evidence) {
            check_evidence(piece, &log)?;
        }
        let mut diagnosis = Diagnosis::new(builtin());
        diagnosis.read("-", log.as_slice(), Base::START, &mut |_| Flow::Continue).expect("memory can be read");
        let input = &diagnosis.inputs()[0];
        prop_assert_eq!(input.bytes, log.len());
        let encoding = Encoding::detect(&log);
        let starts = line_starts(&log, encoding);
        // Half a unit of UTF-16 is no text.
        let end = if encoding == Encoding::Utf8 { log.len() } else { log.len() & !1 };
        let is_open = starts.last().is_some_and(|start| *start < end);
        prop_assert_eq!(input.lines, starts.len() - usize::from(!is_open));
    }
}

#[test]
fn the_generated_logs_hold_matches_and_near_misses() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::new(proptest_config(1));
    let (mut with, mut without) = (0, 0);
    for _ in 0..200 {
        let case = generated::case().new_tree(&mut runner).expect("a case").current();
        if compiled(&case.entries).diagnose(&case.log).is_empty() { without += 1 } else { with += 1 }
    }
    assert!(with > 80 && without > 20, "{with} with a match, {without} without");
}

/// Combinations over four messages, in every kind of window.
const COMBINATIONS: &[(&str, &str)] = &[
    (
        "a/all",
        "[[signature]]\nWINDOW\n[[signature.all]]\ntext = '''first gremlin'''\n[[signature.all]]\ntext = '''second kettle'''",
    ),
    (
        "a/any",
        "[[signature]]\nWINDOW\n[[signature.all]]\ntext = '''first gremlin'''\n[[signature.any]]\ntext = '''second kettle'''\n[[signature.any]]\ntext = '''third wonder'''\ncount = 2",
    ),
    (
        "a/any-of",
        "[[signature]]\nWINDOW\n[[signature.any]]\ntext = '''second kettle'''\n[[signature.any]]\ntext = '''third wonder'''\n[[signature.none]]\ntext = '''first gremlin'''",
    ),
    ("a/count", "[[signature]]\nWINDOW\n[[signature.all]]\ntext = '''first gremlin'''\ncount = 3"),
    (
        "a/none",
        "[[signature]]\nWINDOW\n[[signature.all]]\ntext = '''first gremlin'''\n[[signature.none]]\ntext = '''second kettle'''",
    ),
    (
        "a/sequence",
        "[[signature]]\nWINDOW\n[[signature.sequence]]\ntext = '''first gremlin'''\n[[signature.sequence]]\ntext = '''second kettle'''\ncount = 2\n[[signature.sequence]]\ntext = '''third wonder'''",
    ),
];

/// A line of a log: whose it is, when it was written (kind of clock, second), and what it says.
fn stamped_line() -> impl Strategy<Value = String> {
    let stream = select(vec!["", "", "api-1  | ", "db-1   | "]);
    let message = select(vec![
        "first gremlin",
        "first gremlin",
        "second kettle",
        "third wonder",
        "nothing at all",
        "Traceback (most recent call last):",
        "  in the second kettle of a row",
        "    nothing, further in",
    ]);
    (stream, 0..8_usize, 0..40_u32, message).prop_map(|(stream, clock, second, message)| {
        let stamp = match clock {
            0 => String::new(),
            1 => "  ".to_owned(),
            2 => format!("2026-11-21T10:00:{second:02}Z "),
            3 => format!("23:59:{:02} ", 20 + second),
            4 => format!("00:00:{second:02} "),
            _ => format!("2026-11-21 10:00:{second:02} "),
        };
        format!("{stream}{stamp}{message}\n")
    })
}

proptest! {
    #![proptest_config(proptest_config(1_500))]

    #[test]
    fn every_window_holds_what_the_reference_finds_in_it(
        lines in proptest::collection::vec(stamped_line(), 1..24),
        window in select(vec!["within = '1s'", "within = '5s'", "within = '20s'", "within = '4 lines'", ""]),
        across in any::<bool>(),
        syntax in select(vec!["text", "regex"]),
    ) {
        check_windows(&lines.concat(), window, across, syntax)?;
    }

    #[test]
    fn a_long_log_has_matches_wherever_the_reference_finds_them(
        lines in proptest::collection::vec(prop_oneof![3 => quiet_line(), 1 => stamped_line()], 60..160),
        window in select(vec!["within = '3 lines'", "within = '12 lines'", "within = '30 lines'", ""]),
        across in any::<bool>(),
    ) {
        check_windows(&lines.concat(), window, across, "regex")?;
    }
}

/// A line that no signature of [`COMBINATIONS`] looks for, now and then the row of a terminal that goes on below.
fn quiet_line() -> impl Strategy<Value = String> {
    let stream = select(vec!["", "api-1  | ", "db-1   | "]);
    let message = select(vec![
        "nothing at all",
        "2026-11-21 10:00:07 quiet",
        "  and more of it",
        "a row of the terminal that ends he",
    ]);
    (stream, message).prop_map(|(stream, message)| format!("{stream}{message}\n"))
}

fn check_windows(log: &str, window: &str, across: bool, syntax: &str) -> Result<(), TestCaseError> {
    let window = if across && !window.is_empty() { format!("{window}\nacross = true") } else { window.to_owned() };
    let entries: Vec<EntryPlan> = COMBINATIONS
        .iter()
        .map(|(id, signature)| {
            ((*id).to_owned(), signature.replace("WINDOW", &window).replace("text =", &format!("{syntax} =")))
        })
        .collect();
    assert_same_as_reference(&compiled(&entries), &Log::read(log.as_bytes()), log);
    Ok(())
}

/// Where a literal of a trigger stands in the log as it is read, or of what a signature needs near one, skimming sees it too.
fn check_skimming(corpus: &CompiledCorpus, raw: &[u8], block_bytes: usize) -> Result<(), TestCaseError> {
    use kb::diagnose::Signatures;
    use kb::matcher::Places;
    use kb::matcher::skim::{Joints, Skimmer, Wanted};
    use kb::signature::table::{LiteralIndex, Need, PatternIndex};
    if Encoding::detect(raw) != Encoding::Utf8 {
        return Ok(());
    }
    let table = corpus.table();
    let (mut skimmer, mut joints) = (Skimmer::new(table), Joints::default());
    let literals = (0..table.literal_count()).map(|index| LiteralIndex(index as u32));
    let wanted = Wanted::triggers_and(table, &literals.filter(|literal| table.uses(*literal).is_companion).collect());
    let (mut hits, mut companions) = (Vec::new(), Vec::new());
    let mut from = 0;
    while from < raw.len() {
        let near = (from + block_bytes).min(raw.len());
        let to = raw[near - 1..].iter().position(|byte| *byte == b'\n').map_or(raw.len(), |at| near + at);
        let mut skimmed = skimmer.skim(&raw[from..to], from, &wanted);
        joints.join(table, &wanted, &mut skimmed, from);
        hits.append(&mut skimmed.hits);
        companions.append(&mut skimmed.companions);
        from = to;
    }
    let log = Log::read(raw);
    for candidate in kb::matcher::candidates(&log, table) {
        let first = table.signature(candidate.signature).first_pattern.0;
        for (pattern, places) in (first..).map(PatternIndex).zip(&candidate.places) {
            let Places::Lines(per_stream) = places else { continue };
            let row = table.pattern(pattern);
            let is_needed = row.need != Need::No && !table.signature(row.signature).is_local;
            if !row.is_trigger && !is_needed {
                continue;
            }
            for (stream, lines) in per_stream {
                for line in lines {
                    let stream = &log.streams()[*stream];
                    let at = stream.raw_start(*line);
                    // A reading's line may be several rows of a box put together, and the literal stand in a later one.
                    let end = if line + 1 < stream.lines().len() { stream.raw_start(line + 1) } else { raw.len() };
                    let holds = |start: usize, lines_end: usize| start < end.max(at + 1) && at < lines_end;
                    let is_companion = || companions.iter().any(|one| holds(one.lines.0, one.lines.1));
                    let is_seen = hits.iter().any(|hit| holds(hit.lines.start, hit.lines.end))
                        || !row.is_trigger && is_companion();
                    prop_assert!(is_seen, "{} in blocks of {block_bytes}: {hits:?}", at);
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(proptest_config(1_000))]

    #[test]
    fn skimming_misses_no_trigger(case in generated::case(), block_bytes in 1..400_usize) {
        check_skimming(&compiled(&case.entries), &case.log, block_bytes)?;
    }

    #[test]
    fn skimming_misses_no_trigger_in_any_bytes(log in any_log(), block_bytes in 1..400_usize) {
        check_skimming(builtin(), &log, block_bytes)?;
    }
}

#[test]
fn skimming_misses_no_trigger_in_the_logs_of_the_repository() {
    let mut folders = vec![support::root().join("tests")];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).expect("a folder") {
            let path = item.expect("an item").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "log") {
                let log = fs::read(&path).expect("a log");
                for block_bytes in [1, 1_000, log.len()] {
                    let checked = check_skimming(builtin(), &log, block_bytes);
                    assert!(checked.is_ok(), "{}: {checked:?}", path.display());
                }
            }
        }
    }
}
