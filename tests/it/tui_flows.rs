//! Longer ways through the UI: links, questions, consent, writing, browsing, logs that grow.

use std::fs;
use std::sync::Arc;

use kb::diagnostic::{Code, Diagnostic, SourceFile};
use kb::entry::{EntryId, Expectation};
use kb::knowledge_base::check_one::check_one;
use kb::knowledge_base::draft::{draft, suggested_id};
use kb::knowledge_base::{KnowledgeBase, OpenConfig};
use kb::tui::config;
use kb::tui::keymap::Keymap;
use kb::tui::log_text::LogText;
use kb::tui::message::{Checked, Command, Loaded, Message, Mouse, MouseAct};
use kb::tui::model::{Focus, Position, Shown, Visit};
use kb::tui::own::Place;
use kb::tui::prompt::Question;

use crate::corpus_fixture::only;
use crate::support::root;
use crate::tui_harness::{LOG, Ui};

fn grown(text: &str, is_whole: bool) -> Message {
    let log = LogText::new(text.as_bytes().to_vec());
    Message::Grown { name: "-".to_owned(), log, failure: None, is_whole }
}

fn shown_id(ui: &Ui) -> &str {
    ui.model.pane_id().map_or("", EntryId::as_str)
}

/// A block with a value that the log does not have.
fn with_open_value() -> Ui {
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["G"]);
    assert_eq!(shown_id(&ui), "docker/exited");
    ui
}

#[test]
fn a_value_that_is_open_is_asked_for_and_fills_the_copy() {
    let mut ui = with_open_value();
    ui.press(&["2"]);
    assert!(ui.screen().contains("value for <image>"), "{}", ui.screen());
    ui.type_words("shop:2");
    ui.press(&["Enter"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert_eq!(text, "docker run --rm --name shop-worker-1 shop:2");
    assert!(ui.screen().contains("--name shop-worker-1 shop:2"), "the screen has it, too");
    ui.press(&["2"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert!(text.ends_with("shop:2"), "it is not asked for again: {text}");
}

#[test]
fn esc_keeps_the_place_of_an_open_value() {
    let mut ui = with_open_value();
    ui.press(&["2", "Esc"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert_eq!(text, "docker run --rm --name shop-worker-1 '<image>'");
    ui.send(Message::Copied { outcome: Ok("x".to_owned()) });
    assert!(ui.note().contains("fill in <image>"), "{}", ui.note());
    ui.press(&["]", "]", "x", "Esc"]);
    assert!(ui.model.prompt.is_none() && ui.note().contains("not run"), "{}", ui.note());
}

#[test]
fn a_pasted_value_is_a_value_and_a_pasted_log_is_a_log() {
    let mut ui = with_open_value();
    ui.press(&["2"]);
    ui.paste("shop:3\r");
    ui.press(&["Enter"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert!(text.ends_with("shop:3"), "{text}");
    let mut ui = with_open_value();
    ui.press(&["2"]);
    ui.paste(LOG);
    assert!(ui.model.prompt.is_none() && ui.asked.is_empty());
    assert_eq!(shown_id(&ui), "redis/refused");
}

#[test]
fn a_command_runs_only_after_the_word_was_typed() {
    let ways: [(&[&str], &str, bool); 6] = [
        (&["x"], "yes", true),
        (&["x"], "y", false),
        (&["x"], "", false),
        (&["]", "]", "]", "x"], "yes", false),
        (&["]", "]", "]", "x"], "lose data", true),
        (&["]", "]", "]", "x"], "lose", false),
    ];
    for (keys, typed, runs) in ways {
        let mut ui = Ui::with_log(120, 40);
        ui.press(keys);
        let screen = ui.screen();
        assert!(screen.contains("docker compose"), "{screen}");
        ui.type_words(typed);
        ui.press(&["Enter"]);
        assert_eq!(matches!(ui.asked[..], [Command::Run { .. }]), runs, "{keys:?} {typed:?} {:?}", ui.asked);
        assert!(runs || ui.note().contains("nothing was run"), "{}", ui.note());
    }
    // Nor on a screen that does not show all of it.
    let mut ui = Ui::with_log(20, 5);
    ui.press(&["x"]);
    ui.type_words("yes");
    ui.press(&["Enter"]);
    assert!(ui.asked.is_empty() && ui.note().contains("enlarge"), "{}", ui.note());
    // Consent is typed, never pasted.
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["x"]);
    ui.paste("yes");
    ui.press(&["Enter"]);
    assert!(!ui.asked.iter().any(|command| matches!(command, Command::Run { .. })));
    ui.send(Message::Ran(Ok("the command ended well (status 0)".to_owned())));
    assert_eq!(ui.note(), "the command ended well (status 0)");
}

#[test]
fn links_are_followed_and_the_way_back_keeps_the_place() {
    let mut ui = Ui::with_log(60, 20);
    ui.press(&["G", "Enter"]);
    assert_eq!(shown_id(&ui), "docker/exited");
    ui.press(&["Tab"]);
    let place = (ui.model.scroll, ui.model.link);
    assert!(ui.note().contains("reference/ports"), "{}", ui.note());
    ui.press(&["Enter"]);
    assert_eq!(shown_id(&ui), "reference/ports");
    assert_eq!(ui.model.document.headings.first().map(|(name, _)| name.as_str()), Some("ports"));
    ui.press(&["Tab", "Enter"]);
    // What the log says of it comes along.
    assert_eq!(shown_id(&ui), "app/startup-failed");
    assert!(ui.screen().contains("Evidence"), "{}", ui.screen());
    ui.press(&["Backspace"]);
    assert_eq!(shown_id(&ui), "reference/ports");
    ui.press(&["Alt-Left"]);
    assert_eq!((shown_id(&ui), (ui.model.scroll, ui.model.link)), ("docker/exited", place));
    ui.press(&["Tab", "Enter"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert_eq!(text, "https://docs.example.com/run", "an address is copied");
    ui.press(&["Backspace"]);
    assert_eq!(ui.note(), "no link was followed");
}

#[test]
fn roles_related_entries_and_references_are_links() {
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["Enter"]);
    let mut seen = Vec::new();
    for _ in 0..ui.model.document.links.len() {
        ui.press(&["Tab"]);
        seen.push(ui.note().split(" · ").next().unwrap_or_default().to_owned());
    }
    assert_eq!(seen, ["app/startup-failed", "reference/ports", "https://redis.example.com/refused"]);
}

#[test]
fn an_entry_is_explained_also_one_that_does_not_match() {
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["w"]);
    assert!(ui.screen().contains("Why redis/refused answers"), "{}", ui.screen());
    ui.press(&["Esc"]);
    assert_eq!(ui.model.shown, Shown::Entry);
    ui.press(&["/"]);
    ui.type_words("nine commands");
    ui.press(&["Enter", "w"]);
    let screen = ui.screen();
    for words in ["Why docker/many-steps does not answer", "no match", "nine commands are needed to mend"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}

#[test]
fn an_explanation_that_comes_late_is_dropped() {
    let mut ui = Ui::with_log(120, 40);
    ui.model.requests.why = Some(77);
    ui.press(&["Down"]);
    assert_eq!(ui.model.requests.why, None);
}

#[test]
fn areas_are_browsed_and_filters_completed() {
    let mut ui = Ui::new(80, 24);
    ui.press(&["Down"]);
    assert!(ui.screen().contains("6 entries by area"), "{}", ui.screen());
    ui.press(&["Down", "Enter"]);
    assert_eq!(ui.model.query.text, "area:docker ");
    assert_eq!(ui.model.items.len(), 2);
    let mut ui = Ui::new(80, 24);
    ui.type_words("tag:do");
    ui.press(&["Tab"]);
    assert_eq!(ui.model.query.text, "tag:docker ");
    ui.type_words("kind:r");
    ui.press(&["Tab"]);
    assert_eq!(ui.note(), "runbook  reference");
    ui.type_words("u");
    ui.press(&["Tab"]);
    assert_eq!(ui.model.query.text, "tag:docker kind:runbook ");
    assert_eq!(ui.model.items.len(), 1);
    ui.type_words("tag:zzz");
    ui.press(&["Tab"]);
    assert!(ui.note().contains("no entry has a tag"), "{}", ui.note());
}

#[test]
fn words_searched_for_come_back() {
    let mut ui = Ui::new(80, 24);
    for words in ["redis", "docker"] {
        ui.type_words(words);
        ui.press(&["Enter", "/", "Esc"]);
    }
    let recalled: Vec<String> = (0..3)
        .map(|_| {
            ui.press(&["Ctrl-R"]);
            ui.model.query.text.clone()
        })
        .collect();
    assert_eq!(recalled, ["docker", "redis", "docker"]);
}

#[test]
fn a_mistyped_word_finds_what_was_meant() {
    for words in ["dokcer", "dcoker", "redsi", "conection refused", "restrat", "conecti"] {
        let mut ui = Ui::new(80, 24);
        ui.type_words(words);
        assert!(!ui.model.items.is_empty(), "{words}\n{}", ui.screen());
    }
}

#[test]
fn a_log_that_grows_is_answered_before_it_ends() {
    let mut ui = Ui::new(120, 40);
    ui.model.is_reading = true;
    let start = LOG.find("application").expect("a line");
    ui.send(grown(&LOG[..start], false));
    assert_eq!(shown_id(&ui), "redis/refused");
    assert_eq!(ui.model.focus, Focus::List);
    assert!(ui.screen().contains("so far"), "{}", ui.screen());
    ui.press(&["J", "]"]);
    let place = (ui.model.scroll, ui.model.block);
    ui.send(grown(LOG, true));
    assert_eq!(ui.model.items.len(), 3);
    assert_eq!((shown_id(&ui), (ui.model.scroll, ui.model.block)), ("redis/refused", place), "nothing jumps");
    assert!(!ui.screen().contains("so far"), "{}", ui.screen());
}

#[test]
fn a_log_that_grows_behind_another_one_disturbs_nobody() {
    let mut ui = Ui::new(120, 40);
    ui.send(grown("still nothing\n", false));
    ui.paste(LOG);
    let before = ui.screen();
    ui.send(grown("still nothing\nError: connect ECONNREFUSED 10.0.0.1:6379\n", true));
    assert_eq!(ui.screen(), before);
    ui.press(&["u"]);
    assert_eq!(ui.model.input.as_ref().map(|input| input.log.line_count()), Some(2));
    assert_eq!(shown_id(&ui), "redis/refused");
}

#[test]
fn an_empty_pipe_says_where_errors_go_also_when_it_ends_late() {
    let mut ui = Ui::new(120, 40);
    ui.send(grown("", false));
    assert_eq!(ui.note(), "");
    ui.send(grown("\n", true));
    assert!(ui.note().contains("2>&1"), "{}", ui.note());
}

#[test]
fn the_rest_of_a_paste_belongs_to_it() {
    let mut ui = Ui::new(120, 40);
    let (first, rest) = LOG.split_at(LOG.find("application").expect("a line"));
    ui.paste(first);
    ui.send(Message::PasteMore(rest.to_owned()));
    assert_eq!(ui.model.input.as_ref().map(|input| input.log.raw().to_vec()), Some(LOG.as_bytes().to_vec()));
    assert_eq!(ui.model.items.len(), 3);
    assert!(ui.model.history.is_empty());
}

#[test]
fn the_mouse_scrolls_and_selects_when_it_is_listened_to() {
    let mut ui = Ui::with_log(120, 20);
    ui.press(&["m"]);
    assert!(matches!(ui.last_asked(), Command::Mouse(true)));
    let mouse = |what, column, row| Message::Mouse(Mouse { what, column, row });
    ui.send(mouse(MouseAct::Click, 3, 8));
    assert_eq!(ui.model.selected, 1);
    ui.send(mouse(MouseAct::WheelUp, 3, 8));
    assert_eq!(ui.model.selected, 0);
    ui.send(mouse(MouseAct::WheelDown, 90, 8));
    assert_eq!((ui.model.selected, ui.model.scroll), (0, 3));
    ui.send(mouse(MouseAct::Click, 90, 8));
    assert_eq!(ui.model.focus, Focus::Pane);
    ui.send(mouse(MouseAct::Click, 3, 1));
    assert_eq!(ui.model.focus, Focus::Input);
    for (column, row) in (0..121).flat_map(|column| (0..21).map(move |row| (column, row))) {
        ui.send(mouse(MouseAct::Click, column, row));
    }
}

#[test]
fn a_built_in_entry_is_copied_before_it_is_changed() {
    let mut ui = Ui::with_log(120, 40);
    ui.model.place_copy = Some(Place { folder: "/home/me/kb".into(), shown: "/home/me/kb".to_owned() });
    ui.model.loaded.as_mut().expect("an entry").file = None;
    ui.press(&["]", "e"]);
    assert!(ui.screen().contains("Built in."), "{}", ui.screen());
    ui.type_words("yes");
    ui.press(&["Enter"]);
    let Command::Create { folder, id, line, is_draft: false, .. } = ui.last_asked() else { panic!("a file") };
    assert_eq!((folder.to_str(), id.as_str()), (Some("/home/me/kb"), "redis/refused"));
    assert!(line > 10, "at the marked block: {line}");
    ui.press(&["e", "Esc"]);
    assert_eq!(ui.note(), "nothing was copied");
}

#[test]
fn copies_of_all_built_in_entries_need_no_file_beside_them() {
    let mut config = OpenConfig::default();
    config.layers.builtin = true;
    let kb = Arc::new(KnowledgeBase::open(&config).expect("the built-in knowledge"));
    let with_files = kb.entries().into_iter().filter(|it| it.body.examples.iter().any(|one| one.file.is_some()));
    let entries: Vec<_> = with_files.collect();
    assert!(!entries.is_empty());
    for entry in entries {
        let mut ui = Ui::new(120, 40);
        ui.model.place_copy = Some(Place { folder: "/own".into(), shown: "/own".to_owned() });
        ui.model.visits.push(Visit { id: entry.id.clone(), item: None, anchor: None, from: Position::default() });
        ui.model.load_tried = Some(entry.id.clone());
        ui.model.requests.load = Some(1000);
        let source = kb.place(&entry.id).expect("a place");
        let loaded = Loaded { entry: Arc::clone(&entry), vars: Default::default(), file: None, source };
        ui.send(Message::Loaded { number: 1000, loaded: Ok(Box::new(loaded)) });
        ui.model.focus = Focus::Pane;
        ui.press(&["e"]);
        ui.type_words("y");
        ui.press(&["Enter"]);
        let Command::Create { id, text, .. } = ui.last_asked() else { panic!("a file for {}", entry.id) };
        let parsed = kb::entry::parse(id, "x.md", text.as_bytes());
        let copy = parsed.entry.expect("an entry");
        assert!(copy.body.examples.iter().all(|example| example.file.is_none()));
        assert_eq!(copy.body.sections.len(), entry.body.sections.len(), "{}", entry.id);
    }
}

#[test]
fn a_new_entry_is_drafted_named_and_checked() {
    let mut ui = Ui::new(120, 40);
    ui.press(&["F1", "F1"]);
    ui.model.place_new = Some(Place { folder: "/nowhere".into(), shown: "nowhere".to_owned() });
    ui.paste("api | password=hunter2\napi | FATAL: the frobnicator of 10.1.2.3 is on fire\n");
    ui.press(&["Down", "Esc", "a"]);
    let Some(Question::NewEntry { .. }) = ui.model.prompt.as_ref().map(|prompt| &prompt.question) else {
        panic!("{}", ui.screen())
    };
    ui.press(&["Ctrl-W"]);
    ui.type_words("Not an id");
    ui.press(&["Enter"]);
    assert!(ui.model.prompt.is_some() && ui.screen().contains("an id is area/name"), "{}", ui.screen());
    ui.press(&["Ctrl-W", "Ctrl-W", "Ctrl-W"]);
    ui.type_words("shop/on-fire");
    ui.press(&["Enter"]);
    let Command::Create { id, text, line, is_draft: true, .. } = ui.last_asked() else { panic!("a file") };
    assert_eq!((id.as_str(), line), ("shop/on-fire", 2));
    assert!(text.contains("frobnicator") && !text.contains("hunter2") && !text.contains("10.1.2.3"), "{text}");
    ui.send(Message::Created(Ok(true)));
    assert!(matches!(ui.asked[..], [Command::Redraw, Command::Reopen]));
    ui.send(Message::Reopened(Ok((7, 1))));
    ui.send(Message::Created(Ok(false)));
    assert!(ui.note().contains("nothing is kept"), "{}", ui.note());
}

#[test]
fn what_is_wrong_with_a_written_entry_is_shown_and_opened_at_its_place() {
    let mut ui = Ui::with_log(120, 40);
    let source = Arc::new(SourceFile { path: "kb/a/b.md".to_owned(), text: "+++\ntitel = 1\n+++\n".to_owned() });
    let found =
        Diagnostic::new(Code::UnknownKey, &source, Some(4..9), "unknown key `titel`").help("did you mean `title`?");
    ui.press(&["e"]);
    ui.model.requests.check = Some(99);
    let checked = Checked { found: vec![found], file: Some("/k/a/b.md".into()), has_signature: false };
    ui.send(Message::Checked { number: 99, checked: Ok(checked) });
    let screen = ui.screen();
    for words in ["unknown key `titel`", "   2 │ titel = 1", "help: did you mean `title`?"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    ui.asked.clear();
    ui.press(&["e"]);
    let Command::Edit { path, line: 2 } = ui.last_asked() else { panic!("an edit") };
    assert_eq!(path.to_str(), Some("/k/a/b.md"));
    ui.send(Message::Resize(60, 20));
    assert!(ui.screen().contains("titel"), "{}", ui.screen());
    ui.press(&["Esc"]);
    assert_eq!(ui.model.shown, Shown::Entry);
}

#[test]
fn settings_show_in_the_keys_the_help_and_the_complaints() {
    let mut ui = Ui::with_log(120, 40);
    let settings = config::read("config.toml", "[keys]\nwhy = 'F4'\nnope = 'x'\n");
    ui.model.keymap = Arc::new(settings.keymap);
    ui.model.settings_problems = settings.problems;
    ui.press(&["w"]);
    assert_eq!(ui.model.shown, Shown::Entry);
    ui.press(&["F4"]);
    assert_eq!(ui.model.shown, Shown::Why);
    assert!(ui.screen().contains("F4 why"), "{}", ui.screen());
    ui.press(&["?"]);
    let screen = ui.screen();
    assert!(screen.contains("F4 ") && screen.contains("config.toml:3:1: there is no action `nope`"), "{screen}");
}

/// The table of keys as docs/tui.md has it.
fn key_table() -> String {
    let mut table = "| keys | action | does |\n|---|---|---|\n".to_owned();
    for (_, rows) in Keymap::default().sections() {
        for row in rows {
            let keys: Vec<String> = match row.label().split_once('-') {
                Some((first, last)) if row.keys.len() > 4 => vec![format!("`{first}` to `{last}`")],
                _ => row.keys.iter().map(|key| format!("`{key}`")).collect(),
            };
            table.push_str(&format!("| {} | `{}` | {} |\n", keys.join(" "), row.binding.name, row.binding.help));
        }
    }
    table
}

#[test]
fn the_documentation_names_every_key() {
    let text = fs::read_to_string(root().join("docs/tui.md")).expect("docs/tui.md");
    let table = text.split("<!-- keys -->\n").nth(1).and_then(|rest| rest.split("<!-- /keys -->").next());
    assert_eq!(table, Some(key_table().as_str()), "put this between the marks of docs/tui.md:\n{}", key_table());
}

/// A knowledge base of drafts only.
fn drafts(logs: &[(String, Vec<u8>)]) -> (tempfile::TempDir, KnowledgeBase) {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("kb.toml"), "").expect("a file");
    fs::create_dir(dir.path().join("notes")).expect("a folder");
    for (name, log) in logs {
        let id = EntryId::new(&format!("notes/{name}")).expect("an id");
        fs::write(dir.path().join(format!("{id}.md")), draft(&id, log, None)).expect("a file");
    }
    let layers = only(dir.path());
    let kb = KnowledgeBase::open(&OpenConfig { layers, cache_dir: None, force: false }).expect("a corpus");
    (dir, kb)
}

#[test]
fn every_draft_is_an_entry_that_matches_its_own_log() {
    let mut logs: Vec<(String, Vec<u8>)> = Vec::new();
    for item in fs::read_dir(root().join("tests/logs")).expect("a folder") {
        let path = item.expect("an item").path();
        if path.extension().is_some_and(|end| end == "log") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            logs.push((name, fs::read(path).expect("a log")));
        }
    }
    logs.push(("empty".to_owned(), Vec::new()));
    logs.push(("hostile".to_owned(), b"\x1b[31merror\x1b[0m ''' {x} ``` ```` \xff {name:int} \"q\" \\ end\n".to_vec()));
    logs.sort();
    let (_dir, kb) = drafts(&logs);
    assert_eq!(kb.notices(), [""; 0]);
    let mut silent = Vec::new();
    for entry in kb.entries() {
        for example in entry.body.examples.iter().filter(|example| example.expect == Expectation::First) {
            let report = kb.match_bytes("-", example.text.as_bytes());
            if !report.matches.iter().any(|one| one.id == entry.id) {
                silent.push(entry.id.to_string());
            }
        }
    }
    // A weak line in a long log says nothing by itself; `kb check` tells the author.
    assert!(silent.len() * 6 <= logs.len(), "{} of {}: {silent:?}", silent.len(), logs.len());
    let id = EntryId::new("notes/empty").expect("an id");
    assert!(check_one(&kb, &id).is_ok());
    assert_eq!(suggested_id(b""), "");
}
