//! What the UI shows of an entry: all of it but for most examples, with the values of the right pack, and whether the error is over.

use std::collections::BTreeSet;

use kb::entry::Entry;
use kb::knowledge_base::{KnowledgeBase, OpenConfig};
use kb::tui::document::Document;
use kb::tui::message::{Command, Message};
use kb::tui::model::{Item, Model};
use kb::tui::update::update;
use kb::tui::{document, view, worker};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::corpus_fixture::{Folder, only};

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn words_shown(document: &Document) -> BTreeSet<String> {
    words(&text_shown(document))
}

fn text_shown(document: &Document) -> String {
    let lines = document.lines.iter().map(|line| line.pieces.iter().map(|it| it.text.as_str()).collect::<String>());
    lines.collect::<Vec<_>>().join("\n")
}

/// The pane about an entry that words have found.
fn pane(kb: &KnowledgeBase, entry: &Entry) -> Document {
    let load = Command::Load { number: 1, id: entry.id.clone() };
    let Some(Message::Loaded { loaded: Ok(loaded), .. }) = worker::answer(kb, &load) else { panic!("{}", entry.id) };
    let hit = kb::report::Hit {
        rank: 1,
        id: entry.id.clone(),
        title: entry.title.clone(),
        kind: entry.kind,
        tags: Vec::new(),
        score: 0.0,
        snippet: String::new(),
        marks: Vec::new(),
        source: loaded.source.clone(),
    };
    // So wide that no word is broken.
    document::document(&Item::Hit(Box::new(hit)), Some(&loaded), &Default::default(), 10_000)
}

fn open(folder: &Folder) -> KnowledgeBase {
    KnowledgeBase::open(&OpenConfig { layers: only(folder.path("")), cache_dir: None, force: false }).expect("a corpus")
}

#[test]
fn no_word_of_a_built_in_entry_is_left_out() {
    let mut config = OpenConfig::default();
    config.layers.builtin = true;
    let kb = KnowledgeBase::open(&config).expect("the built-in knowledge");
    for entry in kb.entries() {
        let shown = words_shown(&pane(&kb, &entry));
        for section in &entry.body.sections {
            let wanted = words(&format!("{} {}", section.title, section.prose));
            let is_left_out = |word: &str| is_placeholder(&entry, word) || introduces_an_example(&entry, word);
            let missing: Vec<_> = wanted.difference(&shown).filter(|word| !is_left_out(word)).collect();
            assert!(missing.is_empty(), "{} ## {}: {missing:?}", entry.id, section.title);
        }
    }
}

/// True if the word stands in `{{…}}`, where something else is shown.
fn is_placeholder(entry: &Entry, word: &str) -> bool {
    let text = entry.source.text.to_lowercase();
    text.split("{{").skip(1).any(|rest| rest.split("}}").next().is_some_and(|name| words(name).contains(word)))
}

/// True if the word stands in a paragraph that ends with a colon and an example behind it: both may be left out.
fn introduces_an_example(entry: &Entry, word: &str) -> bool {
    let text = entry.source.text.to_lowercase();
    text.split("```log").any(|before| {
        let paragraph = before.trim_end().rsplit("\n\n").next().unwrap_or_default();
        paragraph.ends_with(':') && words(paragraph).contains(word)
    })
}

#[test]
fn examples_beyond_the_first_are_told_of_and_not_shown() {
    let example = |name: &str| format!("```log from='x'\nthe frobnicator of {name} is on fire\n```\n");
    let filed = "```log file='one.d/long.log' from='x'\n```\n";
    let body = format!("## Symptom\nlead\n\n{filed}{}{}{}", example("ten"), example("eleven"), example("twelve"));
    let text = format!("+++\ntitle = 'x'\n[[signature]]\ntext = '''is on fire'''\n+++\n{body}## Fix\nmend\n");
    let folder = Folder::with(&[("kb.toml", ""), ("area/one.md", &text), ("area/one.d/long.log", "it is on fire\n")]);
    let kb = open(&folder);
    let shown = text_shown(&pane(&kb, &kb.entries()[0]));
    assert!(shown.contains("of ten") && shown.contains("of eleven") && !shown.contains("of twelve"), "{shown}");
    assert!(shown.contains("2 more examples: kb show --raw area/one"), "{shown}");
}

#[test]
fn a_section_with_a_heading_of_its_own_is_shown() {
    let body = "lead\n\n## Fix\nmend\n\n## Background of it\nbackstage\n\n### Deeper\ndepths\n\n# Top\ntopmost\n\nSetext\n------\nunderlined\n\n## \nnameless\n\n## Not this\nlookalike\n";
    let text = format!("+++\ntitle = 'x'\n[[signature]]\ntext = '''the frobnicator of 10 is on fire'''\n+++\n{body}");
    let folder = Folder::with(&[("kb.toml", ""), ("area/one.md", &text)]);
    let kb = open(&folder);
    let entry = kb.entry("area/one").expect("an entry");
    let all = words(body);
    let shown = words_shown(&pane(&kb, &entry));
    assert!(all.is_subset(&shown), "{:?}", all.difference(&shown));
    // Below an answer, too, where sections have another order.
    let shown = words(&screen(&kb, "the frobnicator of 10 is on fire\n"));
    assert!(all.is_subset(&shown), "{:?}", all.difference(&shown));
}

/// What is shown after `log` was pasted.
fn screen(kb: &KnowledgeBase, log: &str) -> String {
    let mut model = Model::new(120, 60, 1, 1);
    let mut waiting = vec![Message::Resize(120, 60), Message::Paste(log.to_owned())];
    while let Some(message) = waiting.pop() {
        waiting.extend(update(&mut model, message).iter().filter_map(|command| worker::answer(kb, command)));
    }
    let mut terminal = Terminal::new(TestBackend::new(120, 60)).expect("a screen in memory");
    terminal.draw(|frame| view::draw(frame, &model, false)).expect("a frame");
    terminal.backend().to_string()
}

#[test]
fn a_copy_is_shown_with_the_variables_of_the_pack_that_it_came_from() {
    let entry = |more: &str| {
        format!(
            "+++\ntitle = 'x'\n[[signature]]\ntext = '''the frobnicator is on fire {{n:int}}'''\n+++\n## Fix\n```sh\n{{{{compose}}}} up {{{{service_name}}}}{more}\n```\n"
        )
    };
    let folder = Folder::with(&[
        ("base/kb.toml", "name = 'base'\n[vars]\ncompose = 'docker compose'\nservice_name = 'api'\n"),
        ("base/a/one.md", &entry("")),
        ("own/kb.toml", "name = 'own'\n[vars]\nservice_name = 'shop'\n"),
        ("own/a/one.md", &entry(" # copied")),
        ("own/a/new.md", &entry(" # new").replace("on fire", "cold")),
    ]);
    let mut layers = only(folder.path("base"));
    layers.kb_dirs.push(folder.path("own"));
    let kb = KnowledgeBase::open(&OpenConfig { layers, cache_dir: None, force: false }).expect("a corpus");
    let code = |id: &str| pane(&kb, &kb.entry(id).expect("an entry")).blocks[0].code.clone();
    assert_eq!(code("a/one"), "docker compose up shop # copied");
    // An entry of one's own has nothing from packs that it has nothing to do with.
    assert_eq!(code("a/new"), "{{compose}} up shop # new");
    let report = kb.match_bytes("-", b"the frobnicator is on fire 12\n");
    assert_eq!(report.matches[0].fix[0].code, "docker compose up shop # copied");
    assert_eq!(report.matches[0].source.overrides.as_deref(), Some("base"));
}

#[test]
fn the_folder_of_the_user_is_a_pack_called_own() {
    let folder =
        Folder::with(&[("share/kb/kb.toml", ""), ("share/kb/a/one.md", "+++\ntitle = 'x'\n+++\n## Fix\nmend\n")]);
    let mut config = OpenConfig::default();
    config.layers.user_dir = Some(folder.path("share/kb"));
    let kb = KnowledgeBase::open(&config).expect("a corpus");
    assert_eq!(kb.sources().packs()[0].name, "own");
}

#[test]
fn an_error_that_is_over_is_marked_in_the_list_and_in_the_entry() {
    let text = "+++\ntitle = 'The gate is shut'\n[[signature]]\ntext = '''wonderland gate {n:int} refused the gremlin'''\nresolved_by = '''wonderland gate {n:int} opened'''\n+++\n## Fix\nmend\n";
    let folder = Folder::with(&[("kb.toml", ""), ("a/gate.md", text)]);
    let kb = open(&folder);
    let still = "x wonderland gate 7 refused the gremlin\nnothing\n";
    let screen_of = |log: &str| screen(&kb, log);
    assert!(!screen_of(still).contains("gone"), "{}", screen_of(still));
    let over = screen_of(&format!("{still}x wonderland gate 7 opened\n"));
    for shown in [
        "1 known error in 3 lines, seen, then gone",
        "seen, then gone · line 1",
        "gone at line 3",
        "It recovered:",
        "   3 │ x wonderland gate 7 opened",
    ] {
        assert!(over.contains(shown), "{shown}\n{over}");
    }
}
