//! Every screen at any size, of any entry and any log: nothing panics, and no cell is outside of the area or acts.

use std::sync::Arc;

use kb::diagnostic::{Code, Diagnostic, SourceFile};
use kb::entry::{Entry, EntryId, parse};
use kb::report::EntrySource;
use kb::tui::config;
use kb::tui::keymap::Mode;
use kb::tui::message::{Checked, Command, Loaded, Message};
use kb::tui::model::{Item, Model, Shown};
use kb::tui::own::Place;
use kb::tui::prompt::Question;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use crate::tui_harness::{LOG, Ui};

/// No cell acts on the terminal or is wider than what is left of its line.
pub fn check_cells(buffer: &Buffer) {
    let area = buffer.area;
    for (at, cell) in buffer.content().iter().enumerate() {
        for c in cell.symbol().chars() {
            let acts = c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!acts, "{:?}", cell.symbol());
        }
        let left = usize::from(area.width) - at % usize::from(area.width);
        assert!(cell.symbol().width() <= left, "{:?} with {left} columns left", cell.symbol());
    }
}

/// A screen: its name, and how it is reached from the answer to a log.
type Screen = (&'static str, fn(&mut Ui));

const SCREENS: &[Screen] = &[
    ("answer", |_| {}),
    ("entry", |ui| ui.press(&["Enter"])),
    ("marked block", |ui| ui.press(&["Enter", "]", "]"])),
    ("end of the entry", |ui| ui.press(&["Enter", "G"])),
    ("link", |ui| ui.press(&["Enter", "Tab", "Tab"])),
    ("log", |ui| ui.press(&["v"])),
    ("evidence", |ui| ui.press(&["n", "n", "Right", "Tab"])),
    ("why", |ui| ui.press(&["w", "J"])),
    ("help", |ui| ui.press(&["?"])),
    ("end of the help", |ui| ui.press(&["?", "G"])),
    ("search", |ui| {
        ui.press(&["/"]);
        ui.type_words("redis 日本 e\u{301}");
    }),
    ("found", |ui| {
        ui.press(&["/"]);
        ui.type_words("redis");
        ui.press(&["Enter"]);
    }),
    ("areas", |ui| ui.press(&["b", "Down"])),
    ("value", |ui| {
        for number in ["1", "2", "3", "4", "5", "6"] {
            if ui.model.prompt.is_none() {
                ui.press(&[number]);
            }
        }
        ui.type_words("漢字 x");
    }),
    ("consent", |ui| {
        ui.press(&["x", "Esc"]);
        ui.model.prompt = None;
        ui.press(&["]", "x"]);
        ui.type_words("ye");
    }),
    ("copy", |ui| {
        if let Some(loaded) = &mut ui.model.loaded {
            loaded.file = None;
        }
        ui.press(&["e"]);
    }),
    ("new entry", |ui| ui.press(&["a"])),
    ("problems", |ui| {
        ui.press(&["e"]);
        let text = "+++\ntitel = \"漢字\u{1b}[2J\t\u{202e}\"\n+++\n".to_owned();
        let source = Arc::new(SourceFile { path: "kb/a/b.md".to_owned(), text });
        let found = Diagnostic::new(Code::UnknownKey, &source, Some(4..9), "unknown key `titel`").help("`title`?");
        ui.model.requests.check = Some(99);
        let checked = Checked { found: vec![found], file: None, has_signature: false };
        ui.send(Message::Checked { number: 99, checked: Ok(checked) });
    }),
    ("complaint", |ui| {
        let settings = config::read("漢字.toml", "[keys]\nnope = 'x'\nwhy = ['F4', '\u{1b}']\n");
        ui.model.settings_problems = settings.problems;
        ui.press(&["9", "?", "9"]);
    }),
    ("opening", |ui| {
        (ui.model.is_opening, ui.model.entry_count, ui.model.is_reading, ui.model.reading) = (true, 0, true, 1 << 40);
    }),
];

/// The answer to a log, with `entry` in place of the selected one.
fn answered(log: &str, entry: &Arc<Entry>) -> Ui {
    let mut ui = Ui::new(120, 40);
    let place = Some(Place { folder: "/nowhere".into(), shown: "nowhere".to_owned() });
    (ui.model.place_new, ui.model.place_copy) = (place.clone(), place);
    ui.paste(&format!("{log}\n{LOG}"));
    if let Some(Item::Diagnosis(one)) = ui.model.items.first_mut() {
        one.title.clone_from(&entry.title);
        let text = entry.source.text.lines().last().unwrap_or_default().to_owned();
        one.captures.insert("any".to_owned(), text.clone());
        for shown in one.evidence.iter_mut().flat_map(|piece| &mut piece.shown) {
            shown.text.clone_from(&text);
        }
        one.resolved = one.evidence.first().cloned();
    }
    ui.model.document_width = None;
    ui.model.load_tried = Some(entry.id.clone());
    ui.model.requests.load = Some(1_000);
    let source = EntrySource { pack: text_of(entry), path: "x.md".to_owned(), overrides: Some(text_of(entry)) };
    let vars = [("compose".to_owned(), "docker compose".to_owned())].into();
    let loaded = Loaded { vars, file: Some("/nowhere/x.md".into()), source, entry: Arc::clone(entry) };
    ui.send(Message::Loaded { number: 1_000, loaded: Ok(Box::new(loaded)) });
    ui
}

fn text_of(entry: &Entry) -> String {
    entry.title.chars().take(20).collect()
}

fn piece() -> impl Strategy<Value = String> {
    let fixed: Vec<&str> = vec![
        "## Fix\n\n```sh danger\nrm -rf {{host}} {{open}} 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\n```\n",
        "```sh check\ndocker compose ps {{any}} # \u{1b}[2J \u{202e}\n```\n",
        "## Cause\n\n| a | 漢字 | c |\n|---|:-:|--:|\n| `x` | **wide** *e\u{301}* | [link](../redis/refused.md) |\n",
        "- [ ] one\n- [x] two\n  1. nested [again](../reference/ports.md#ports)\n     > quoted\n\n       code\n",
        "# Any heading\n\n### Part 👩‍👩‍👧‍👦\n\n#### deeper\n\nSetext\n------\n",
        "<b>html</b> &amp; ![image](x.png) <https://example.com/a/very/long/address/that/does/not/end>\n",
        "~~~\nno language\n\ttab\n~~~\n",
        "***\n\n> > > deep\n\n1. a\n\n   b\n",
    ];
    prop_oneof![
        4 => proptest::sample::select(fixed).prop_map(str::to_owned),
        1 => "\\PC{0,60}",
        1 => any::<String>(),
        1 => Just("x".repeat(5_000)),
    ]
}

/// An entry in the place of one that the log is answered with. `{{open}}` is a value that its log does not have.
fn parsed(title: &str, body: &str) -> Option<Arc<Entry>> {
    let title = toml::Value::String(title.to_owned());
    let related = "related = [\"reference/ports\"]\nreferences = [\"https://example.com\", \"a \\u001b book\"]";
    let signature = "[[signature]]\ntext = '''{host} and {any} and {open} are never seen'''";
    let text = format!("+++\ntitle = {title}\n{related}\n{signature}\n+++\n{body}\n");
    let id = EntryId::new("redis/refused").expect("an id");
    parse(id, "kb/redis/refused.md", text.as_bytes()).entry.map(Arc::new)
}

fn entry() -> impl Strategy<Value = Arc<Entry>> {
    let body = proptest::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.join("\n\n"));
    (any::<String>(), body).prop_filter_map("an entry", |(title, body)| parsed(&format!("t{title}"), &body))
}

fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        2 => (1u16..=300, 1u16..=100),
        1 => (1u16..=30, 1u16..=8),
        1 => (15u16..=110, 3u16..=20),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_screen_of_any_entry_and_log_fits_any_size(
        entry in entry(),
        log in prop_oneof![Just(String::new()), any::<String>(), "(\\PC{0,80}\n){0,20}"],
        sizes in proptest::collection::vec(sizes(), 1..5),
    ) {
        for (_, reach) in SCREENS {
            let mut ui = answered(&log, &entry);
            reach(&mut ui);
            for (width, height) in sizes.iter().copied().chain([(1, 1), (300, 100)]) {
                ui.send(Message::Resize(width, height));
                for color in [false, true] {
                    let buffer = ui.buffer(color);
                    prop_assert_eq!((buffer.area.width, buffer.area.height), (width, height));
                    check_cells(&buffer);
                }
            }
        }
    }
}

/// What a screen is, as far as `model` says it.
fn kinds(model: &Model) -> Vec<&'static str> {
    let mode = match model.mode() {
        Mode::Input => "mode input",
        Mode::List => "mode list",
        Mode::Pane => "mode pane",
        Mode::Help => "mode help",
        Mode::Prompt => "mode prompt",
    };
    let shown = match model.shown {
        Shown::Entry => "shows entry",
        Shown::Log => "shows log",
        Shown::Why => "shows why",
        Shown::Problems => "shows problems",
    };
    let asked = model.prompt.as_ref().map(|prompt| match prompt.question {
        Question::Value(_) => "asks for a value",
        Question::Run(_) => "asks for consent",
        Question::CopyToOwn { .. } => "asks for a copy",
        Question::NewEntry { .. } => "asks for a name",
    });
    let more = [
        model.browse.map(|_| "browses"),
        model.found.as_ref().map(|_| "found"),
        model.note.as_ref().map(|note| if note.is_error { "error" } else { "note" }),
        model.link.map(|_| "link"),
        model.block.map(|_| "block"),
        model.is_full.then_some("full"),
        asked,
    ];
    [mode, shown].into_iter().chain(more.into_iter().flatten()).collect()
}

#[test]
fn the_screens_are_all_there_are() {
    let body = "## Fix\n\n```sh\necho {{open}}\n```\n\n```sh\nls\n```\n[link](../reference/ports.md)\n";
    let entry = parsed("x", body).expect("an entry");
    let mut seen: Vec<&str> = Vec::new();
    for (_, reach) in SCREENS {
        let mut ui = answered("", &entry);
        reach(&mut ui);
        seen.extend(kinds(&ui.model));
        assert!(!ui.asked.iter().any(|command| matches!(command, Command::Run { .. } | Command::Quit { .. })));
    }
    seen.sort_unstable();
    seen.dedup();
    let all = [
        "asks for a copy",
        "asks for a name",
        "asks for a value",
        "asks for consent",
        "block",
        "browses",
        "error",
        "found",
        "full",
        "link",
        "mode help",
        "mode input",
        "mode list",
        "mode pane",
        "mode prompt",
        "note",
        "shows entry",
        "shows log",
        "shows problems",
        "shows why",
    ];
    assert_eq!(seen, all);
}
