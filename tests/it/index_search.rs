//! What searching finds, says and shows.

use std::sync::LazyLock;

use kb::index::snippet::SNIPPET_CHARS_MAX;
use kb::index::{IndexedEntry, Query, SearchAnswer, Snippet, TextIndex};
use proptest::prelude::*;

use crate::index_corpus::{corpus, id};

static INDEX: LazyLock<TextIndex> = LazyLock::new(|| TextIndex::build(&corpus()).unwrap());

fn answer(text: &str) -> SearchAnswer {
    INDEX.search(&Query::parse(text), 20).unwrap()
}

fn found(text: &str) -> Vec<String> {
    answer(text).hits.iter().map(|hit| hit.id.to_string()).collect()
}

fn entry(name: &str) -> IndexedEntry {
    corpus().into_iter().find(|entry| entry.id == id(name)).expect("the test names an entry")
}

#[test]
fn the_entry_that_is_meant_comes_first() {
    let cases = [
        ("how do I reset the admin password", "auth/reset-admin-password"),
        ("lost-password", "auth/reset-admin-password"),
        ("restarting all of the containers", "runbook/full-stack-restart"),
        ("address already in use 5432", "docker/port-already-allocated"),
        ("psycopg2.errors.UndefinedColumn", "postgres/undefined-column"),
        ("UndefinedColumn", "postgres/undefined-column"),
        ("undefined column", "postgres/undefined-column"),
        ("faculty_role", "postgres/undefined-column"),
        ("relation does not exist", "postgres/undefined-table"),
        ("ObjectIsNotAnEnumError", "graphql/strawberry-enum"),
        ("enums graphql", "graphql/strawberry-enum"),
        ("blocked CORS origins", "cors/origin-not-allowed"),
        ("stale docker caches", "docker/cached-layer"),
        ("moving-window", "ratelimit/invalid-strategy"),
        ("strawb", "graphql/strawberry-enum"),
        ("docker compose up --bui", "runbook/full-stack-restart"),
        ("pasword autentication postgres", "postgres/password-authentication-failed"),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn every_ask_phrase_finds_its_entry_first() {
    for entry in corpus() {
        for ask in &entry.ask {
            assert_eq!(found(ask).first(), Some(&entry.id.to_string()), "{ask}");
        }
    }
}

#[test]
fn words_are_preferred_and_not_required() {
    let hits = found("migrations kangaroo ");
    assert!(hits.contains(&"postgres/undefined-table".to_owned()), "{hits:?}");
}

#[test]
fn a_phrase_is_required_in_its_order() {
    let cases = [
        ("\"already in use\"", "docker/port-already-allocated"),
        ("\"undefined column\"", "postgres/undefined-column"),
        ("\"errors.undefinedcolumn column\"", "postgres/undefined-column"),
        // Capital letters do not matter, nor whether a compound is written as one word.
        ("\"graphql enum\"", "graphql/strawberry-enum"),
        ("\"GraphQL Enum\"", "graphql/strawberry-enum"),
        ("\"GRAPH ql enum is\"", "graphql/strawberry-enum"),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text), [expected], "{text}");
        assert!(answer(text).notices.is_empty(), "{text}");
    }
    assert!(answer("\"in already use\"").notices[0].starts_with("no entry has the phrase"));
}

#[test]
fn a_phrase_that_no_entry_has_is_taken_as_words_and_says_so() {
    let answer = answer("\"favorite_color\" column");
    assert_eq!(answer.hits[0].id.as_str(), "postgres/undefined-column");
    assert_eq!(answer.notices, ["no entry has the phrase \"favorite_color\"; showing entries with its words"]);
}

#[test]
fn a_phrase_does_not_cross_the_end_of_a_passage() {
    let mut entry = entry("checklist/new-deployment");
    entry.ask = vec!["alpha beta".to_owned(), "gamma delta".to_owned()];
    let index = TextIndex::build(&[entry]).unwrap();
    assert!(
        index.search(&Query::parse("\"beta gamma\" "), 5).unwrap().notices[0].starts_with("no entry has the phrase")
    );
    assert!(index.search(&Query::parse("\"gamma delta\" "), 5).unwrap().notices.is_empty());
}

#[test]
fn filters_keep_and_exclusions_drop() {
    assert_eq!(found("kind:runbook"), ["auth/reset-admin-password", "runbook/full-stack-restart"]);
    assert_eq!(found("kind:runbook tag:docker"), ["runbook/full-stack-restart"]);
    assert_eq!(found("area:redis area:cors"), ["cors/origin-not-allowed", "redis/connection-refused"]);
    assert_eq!(found("tag:Redis"), ["redis/connection-refused"]);
    assert_eq!(found("migrations -relation -tag:auth "), ["postgres/undefined-column"]);
    assert_eq!(found("\"does not exist\" -\"relation does\" -invalid"), ["postgres/undefined-column"]);
    assert_eq!(found("").len(), corpus().len());
    assert_eq!(found("-tag:backend").len(), 3);
}

#[test]
fn an_unknown_filter_value_is_explained() {
    let cases = [
        ("kind:guide", "no entry has the kind `guide`; kinds are problem, runbook, checklist, reference"),
        ("kind:runbok", "no entry has the kind `runbok`; did you mean `kind:runbook`?"),
        ("kind:reference", "no entry has the kind `reference`"),
        ("tag:dokcer port", "no entry has the tag `dokcer`; did you mean `tag:docker`?"),
        ("area:kubernetes", "no entry has the area `kubernetes`"),
    ];
    for (text, notice) in cases {
        let answer = answer(text);
        assert_eq!((answer.notices, answer.total), (vec![notice.to_owned()], 0), "{text}");
    }
}

#[test]
fn a_typo_is_corrected_only_where_the_word_is_unknown() {
    assert_eq!(answer("dokcer ").notices, ["no entry has the word `dokcer`; showing `docker`"]);
    assert!(answer("docker ").notices.is_empty());
    // Too short, or no plain word: neighbors would be other things.
    assert!(answer("prot E0309 ").notices.is_empty());
    assert_eq!(answer("E0309 ").total, 0);
}

#[test]
fn the_total_counts_what_the_limit_hides() {
    let answer = INDEX.search(&Query::parse("tag:backend"), 2).unwrap();
    assert_eq!((answer.hits.len(), answer.total), (2, 11));
}

#[test]
fn ties_break_by_id() {
    let hits = found("");
    assert!(hits.is_sorted(), "{hits:?}");
}

/// The snippet with its marks in brackets.
fn shown(text: &str, name: &str) -> String {
    let snippet = answer(text).highlighter.snippet(&entry(name));
    let mut out = snippet.text.clone();
    for mark in snippet.marks.iter().rev() {
        out.insert(mark.end, ']');
        out.insert(mark.start, '[');
    }
    out
}

#[test]
fn a_snippet_is_the_passage_with_the_most_of_the_query() {
    let cases = [
        (
            "old volume",
            "postgres/password-authentication-failed",
            "The role is not there, or an [old] [volume] keeps the [old] password.",
        ),
        (
            "undefined column",
            "postgres/undefined-column",
            "psycopg2.errors.[UndefinedColumn]: [column] users.faculty_role does not exist",
        ),
        ("container", "redis/connection-refused", "The Redis [container] is down, or the host name is wrong."),
        (
            "building images",
            "runbook/full-stack-restart",
            "Stop everything, [build] the [images] again and start the services in order.",
        ),
        ("nothing of it", "redis/connection-refused", "The Redis container is down, or the host name is wrong."),
    ];
    for (text, name, expected) in cases {
        assert_eq!(shown(text, name), expected, "{text}");
    }
}

#[test]
fn a_long_passage_is_cut_between_words_around_the_match() {
    let mut entry = entry("checklist/new-deployment");
    let filler = "lorem ipsum dolor sit amet ".repeat(20);
    entry.other = vec![format!("{filler}the kangaroo jumps. {filler}")];
    let index = TextIndex::build(std::slice::from_ref(&entry)).unwrap();
    let snippet = index.search(&Query::parse("kangaroo "), 1).unwrap().highlighter.snippet(&entry);
    assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'), "{snippet:?}");
    assert_eq!(snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect::<Vec<_>>(), ["kangaroo"]);
    assert!(
        snippet
            .text
            .trim_matches('…')
            .split(' ')
            .all(|word| filler.contains(word) || "the kangaroo jumps.".contains(word))
    );
}

#[test]
fn an_entry_without_text_has_an_empty_snippet() {
    let bare = IndexedEntry::new(id("a/b"), kb::entry::EntryKind::Problem, "a title");
    assert_eq!(answer("title").highlighter.snippet(&bare), Snippet::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_query_is_answered(text in "\\PC{0,60}|[a-eE\" :.\\-]{0,40}|(\"|-|kind:|tag:|does|not|exist|docker| |Column){0,20}") {
        for query in [Query::parse(&text), Query::plain(&text), Query::plain(&text).prefix(true)] {
            let answer = INDEX.search(&query, 5).unwrap();
            prop_assert!(answer.hits.len() <= 5 && answer.total <= corpus().len());
            prop_assert!(answer.hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
            prop_assert!(answer.hits.iter().all(|hit| hit.score.is_finite() && hit.score >= 0.0));
        }
    }

    #[test]
    fn snippets_are_short_and_marks_lie_on_character_boundaries(
        text in "(ü|数据|x| |wordy|\n|\\. |[a-z]{1,200}){0,80}",
        query in "(ü|数|x|wordy| ){0,5}",
    ) {
        let mut entry = IndexedEntry::new(id("a/b"), kb::entry::EntryKind::Problem, "");
        entry.cause = vec![text.clone()];
        entry.error_text = vec![text];
        let index = TextIndex::build(std::slice::from_ref(&entry)).unwrap();
        let snippet = index.search(&Query::parse(&query), 1).unwrap().highlighter.snippet(&entry);
        prop_assert!(snippet.text.chars().count() <= SNIPPET_CHARS_MAX, "{:?}", snippet);
        prop_assert!(!snippet.text.contains('\n'));
        let mut last = 0;
        for mark in &snippet.marks {
            prop_assert!(mark.start >= last && mark.start < mark.end && snippet.text.get(mark.clone()).is_some(), "{:?}", snippet);
            last = mark.end;
        }
    }
}
