//! What the UI does with keys, pastes and answers.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use kb::tui::key::Key;
use kb::tui::keymap::{Action, BINDINGS, Keymap, Mode};
use kb::tui::log_text::LogText;
use kb::tui::message::{Command, Message, Mouse, MouseAct};
use kb::tui::model::{Focus, HISTORY_MAX, Model, Shown};
use kb::tui::own::Place;
use kb::tui::prompt::Question;
use kb::tui::worker::Worker;
use proptest::prelude::*;

use crate::tui_any;
use crate::tui_harness::{KB, LOG, UNKNOWN_LOG, Ui};

fn ids(ui: &Ui) -> Vec<&str> {
    ui.model.items.iter().map(|item| item.id().as_str()).collect()
}

#[test]
fn a_paste_is_matched_at_once_wherever_it_arrives() {
    for keys in [&[] as &[&str], &["F1"], &["d", "o", "c"], &["Down", "Tab"]] {
        let mut ui = Ui::new(120, 40);
        ui.press(keys);
        ui.paste(LOG);
        assert_eq!(ids(&ui)[0], "redis/refused", "{keys:?}");
        assert_eq!(ui.model.focus, Focus::List);
    }
}

#[test]
fn line_ends_of_a_paste_do_not_change_the_answer() {
    let mut expected = Ui::new(120, 40);
    expected.paste(LOG);
    for line_end in ["\r\n", "\r", "\r\r"] {
        let mut ui = Ui::new(120, 40);
        ui.paste(&LOG.replace('\n', line_end));
        assert_eq!(ids(&ui), ids(&expected), "{line_end:?}");
        assert_eq!(ui.screen(), expected.screen(), "{line_end:?}");
    }
}

#[test]
fn letters_are_typed_and_never_commands_while_the_box_has_the_keys() {
    let mut ui = Ui::new(120, 40);
    ui.type_words("quite ports 1?");
    assert_eq!(ui.model.query.text, "quite ports 1?");
    assert!(ui.asked.is_empty());
    assert!(ids(&ui).contains(&"reference/ports"));
}

#[test]
fn words_are_edited_by_letters_of_any_width() {
    let mut ui = Ui::new(120, 40);
    ui.type_words("über 日本語x");
    ui.press(&["Left", "Backspace", "Home", "Del", "End", "Ctrl-W"]);
    assert_eq!(ui.model.query.text, "ber ");
    ui.press(&["Esc"]);
    assert_eq!(ui.model.query.text, "");
}

#[test]
fn copied_text_is_the_source_with_values_filled_in() {
    let mut ui = Ui::with_log(40, 20);
    ui.press(&["2"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert_eq!(text, "docker compose up -d redis\nredis-cli -h 127.0.0.1 ping");
    ui.send(Message::Copied { outcome: Ok("the clipboard (test)".to_owned()) });
    assert_eq!(ui.note(), "block 2 sent to the clipboard (test)");
    ui.press(&["9"]);
    assert_eq!(ui.note(), "there is no block 9; the last is 3");
    ui.press(&["]", "]", "]", "y"]);
    let Command::Copy { text } = ui.last_asked() else { panic!("a copy") };
    assert_eq!(text, "docker compose down --volumes redis");
}

#[test]
fn printing_quits_with_the_marked_block() {
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["p"]);
    let Command::Quit { exit_code: 0, print: Some(text) } = ui.last_asked() else { panic!("an end") };
    assert_eq!(text, "docker compose ps redis");
}

#[test]
fn the_ways_out_have_their_statuses() {
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["q"]);
    assert!(matches!(ui.last_asked(), Command::Quit { exit_code: 0, print: None }));
    for keys in [&["Ctrl-C"] as &[&str], &["/", "Ctrl-C"], &["?", "Ctrl-C"], &["v", "Tab", "Ctrl-C"]] {
        let mut ui = Ui::with_log(120, 40);
        ui.press(keys);
        assert!(matches!(ui.last_asked(), Command::Quit { exit_code: 130, print: None }), "{keys:?}");
    }
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["Esc", "Esc", "Esc"]);
    assert!(ui.asked.is_empty(), "Esc never quits");
}

#[test]
fn an_entry_is_edited_where_its_marked_block_stands() {
    let mut ui = Ui::with_log(120, 40);
    ui.press(&["e"]);
    let Command::Edit { path, line: 1 } = ui.last_asked() else { panic!("an edit at line 1") };
    assert!(path.ends_with("redis/refused.md"));
    ui.press(&["]", "e"]);
    let Command::Edit { line, .. } = ui.last_asked() else { panic!("an edit") };
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().nth(line - 1), Some("```sh check"));
    ui.send(Message::Edited(Ok(())));
    assert!(matches!(ui.asked[..], [Command::Redraw, Command::Reopen]));
    ui.send(Message::Reopened(Ok((7, 2))));
    assert_eq!(ids(&ui)[0], "redis/refused", "matched again");
    assert_eq!(ui.model.entry_count, 7);
}

#[test]
fn an_entry_without_a_file_says_so() {
    let mut ui = Ui::with_log(120, 40);
    ui.model.loaded.as_mut().unwrap().file = None;
    ui.press(&["e"]);
    assert!(ui.asked.is_empty());
    assert!(ui.note().contains("built in"), "{}", ui.note());
}

#[test]
fn earlier_logs_come_back_and_later_ones_again() {
    let mut ui = Ui::new(120, 40);
    for number in 0..HISTORY_MAX + 10 {
        ui.paste(&format!("log {number}"));
    }
    assert_eq!(ui.model.history.len(), HISTORY_MAX);
    ui.paste(LOG);
    ui.press(&["u"]);
    assert_eq!(ui.model.input.as_ref().unwrap().log.raw().as_ref(), b"log 59");
    let mut ui = Ui::with_log(120, 40);
    ui.paste(UNKNOWN_LOG);
    let unknown = ids(&ui).join(" ");
    ui.press(&["u"]);
    assert_eq!(ids(&ui)[0], "redis/refused");
    ui.press(&["U"]);
    assert_eq!(ids(&ui).join(" "), unknown);
    ui.press(&["Esc", "U"]);
    assert_eq!(ui.note(), "there is no later log");
}

#[test]
fn old_answers_are_dropped() {
    let mut ui = Ui::new(120, 40);
    let commands = kb::tui::update::update(&mut ui.model, Message::Paste(LOG.to_owned()));
    let Some(Command::Match { number, .. }) = commands.first() else { panic!("a match") };
    let old = *number;
    ui.paste(UNKNOWN_LOG);
    let before = ui.screen();
    let report = ui.model.input.as_ref().unwrap().report.clone().unwrap();
    ui.send(Message::Matched { number: old, report });
    ui.send(Message::Found { number: old, found: Default::default() });
    ui.send(Message::Loaded { number: old, loaded: Err("gone".to_owned()) });
    assert_eq!(ui.screen(), before);
}

#[test]
fn the_worker_answers_the_newest_request_only() {
    let worker = Worker::start().expect("threads");
    let log = |number: u64, bytes: Vec<u8>| Command::Match { number, name: "-".to_owned(), bytes: bytes.into() };
    // What is asked before anything is known waits.
    worker.ask(log(1, "nothing to see here\n".repeat(1_000_000).into_bytes()));
    worker.know(Arc::clone(&KB)).expect("threads");
    std::thread::sleep(Duration::from_millis(20));
    worker.ask(log(2, "still nothing\n".repeat(1_000_000).into_bytes()));
    worker.ask(log(3, LOG.as_bytes().to_vec()));
    let message = worker.messages().recv_timeout(Duration::from_secs(60)).expect("an answer");
    let Message::Matched { number: 3, report } = message else { panic!("{message:?}") };
    assert!(report.has_match());
    worker.ask(Command::Load { number: 4, id: report.matches[0].id.clone() });
    let message = worker.messages().recv_timeout(Duration::from_secs(60)).expect("an answer");
    assert!(matches!(message, Message::Loaded { number: 4, loaded: Ok(_) }), "{message:?}");
}

#[test]
fn evidence_is_walked_in_a_circle_and_stays_in_view() {
    let filler = "nothing to see here\n".repeat(500);
    for (width, height) in [(120, 40), (80, 24), (50, 15), (20, 5)] {
        let mut ui = Ui::new(width, height);
        ui.paste(&format!("{filler}{LOG}{filler}{} Error: connect ECONNREFUSED 10.0.0.1:6379\n", "x".repeat(300)));
        let count = ui.model.input.as_ref().unwrap().marks.len();
        assert!(count >= 3, "{count}");
        ui.press(&["n"]);
        let first = ui.model.mark;
        for _ in 0..count {
            let shown = ui.screen();
            assert!(shown.contains('▶'), "{width}x{height}\n{shown}");
            ui.press(&["n"]);
        }
        assert_eq!(ui.model.mark, first);
        ui.press(&["N", "n"]);
        assert_eq!(ui.model.mark, first);
    }
}

#[test]
fn a_log_that_was_given_is_named() {
    let mut ui = Ui::new(120, 40);
    ui.give("app\u{1b}[2J.log", LOG.as_bytes());
    let screen = ui.screen();
    assert!(screen.contains("app␛[2J.log, 8 lines"), "{screen}");
}

#[test]
fn an_empty_pipe_says_where_errors_go() {
    let mut ui = Ui::new(120, 40);
    ui.give("-", b"\n");
    assert!(ui.note().contains("2>&1"), "{}", ui.note());
    assert!(ui.model.is_empty());
}

#[test]
fn nothing_of_a_log_or_a_paste_acts_on_the_terminal() {
    let hostile =
        "\u{1b}]52;c;AAAA\u{7}\u{202e}\u{9b}31mError: connect ECONNREFUSED \u{1b}[201~q:6379\r\n\u{200b}\0\u{8}";
    for keys in [&[] as &[&str], &["v"], &["Enter"], &["/", "x"]] {
        let mut ui = Ui::new(120, 40);
        ui.give(hostile, hostile.as_bytes());
        ui.press(keys);
        ui.type_words("");
        check_cells(&ui);
        let mut ui = Ui::new(60, 20);
        ui.paste(hostile);
        ui.press(keys);
        check_cells(&ui);
        assert!(ui.asked.is_empty());
    }
}

fn check_cells(ui: &Ui) {
    tui_any::check_cells(&ui.buffer(true));
}

/// A state in which every key of `mode` has something to do.
fn in_the_middle(mode: Mode) -> Ui {
    let mut ui = Ui::new(120, 20);
    ui.model.place_new = Some(Place { folder: "/nowhere".into(), shown: "nowhere".to_owned() });
    ui.paste(LOG);
    let long = format!("{LOG}{}\n", "x".repeat(500)).repeat(6);
    ui.paste(&format!("{long}nine commands are needed to mend it\n"));
    assert_eq!(ids(&ui), ["redis/refused", "app/startup-failed", "docker/many-steps"]);
    match mode {
        Mode::Input => {
            ui.press(&["/"]);
            ui.type_words("nine commands redis stack");
            ui.press(&["Enter", "/", "Left", "Left", "Down"]);
        }
        Mode::List | Mode::Pane => ui.press(&["Down"]),
        Mode::Help => ui.press(&["?", "Down", "Down"]),
        Mode::Prompt => {
            ui.press(&["x"]);
            ui.type_words("yes no");
            ui.press(&["Left"]);
        }
    }
    ui
}

#[test]
fn every_key_of_the_help_does_what_it_says() {
    let mut idle = BTreeSet::new();
    let keymap = Keymap::default();
    for row in keymap.sections().iter().flat_map(|(_, rows)| rows) {
        for mode in row.binding.modes {
            for key in row.keys.iter().filter(|key| !(mode.takes_letters() && key.typed().is_some())) {
                if !has_effect(*mode, &key.to_string(), row.binding.action) {
                    idle.insert(format!("{mode:?} {key} ({})", row.binding.name));
                }
            }
        }
    }
    assert!(idle.is_empty(), "{idle:?}");
}

/// True if the key does its action in one of the states that the mode can be in.
fn has_effect(mode: Mode, name: &str, action: Action) -> bool {
    let variants: &[&[&str]] = match mode {
        Mode::Input => &[&[], &["Up"], &["Up", "PgDn"]],
        Mode::List => &[&[], &["Down", "J", "J"], &["v", "Right"], &["u"], &["Down", "]", "]", "]"], &["n"]],
        Mode::Pane => &[
            &["Enter"],
            &["Down", "Enter", "Down"],
            &["v", "Tab", "Down", "Right"],
            &["Enter", "Tab", "Enter"],
            &["u", "Enter"],
            &["Down", "Enter", "]", "]", "]"],
            &["n", "Tab"],
            &["u", "Enter", "Tab"],
        ],
        Mode::Help | Mode::Prompt => &[&[]],
    };
    variants.iter().any(|keys| {
        let mut ui = in_the_middle(mode);
        ui.press(keys);
        if ui.model.mode() != mode {
            return false;
        }
        ui.asked.clear();
        ui.model.note = None;
        let before = ui.model.clone();
        ui.press(&[name]);
        did(action, name, mode, &before, &ui.model, &ui.asked)
    })
}

/// The text that is to be copied.
fn copied(asked: &[Command]) -> Option<&str> {
    match asked {
        [Command::Copy { text }] => Some(text),
        _ => None,
    }
}

/// Pieces of evidence in the log.
fn marks(model: &Model) -> usize {
    model.input.as_ref().map_or(0, |input| input.marks.len())
}

/// True if a mark went to the next of `count`, or to the one before, in a circle.
fn stepped(before: Option<usize>, after: Option<usize>, count: usize, forward: bool) -> bool {
    let Some(before) = before else { return false };
    after == Some((before + if forward { 1 } else { count - 1 }) % count) && count > 1
}

fn asking(model: &Model, wanted: fn(&Question) -> bool) -> bool {
    model.prompt.as_ref().is_some_and(|prompt| wanted(&prompt.question))
}

/// How far the pane, the help, the log are scrolled.
fn lines(model: &Model) -> [usize; 4] {
    [model.scroll, model.log_scroll, model.help.unwrap_or(0), model.selected]
}

/// True if what has changed is what `action` is for.
fn did(action: Action, name: &str, mode: Mode, before: &Model, after: &Model, asked: &[Command]) -> bool {
    let line = |model: &Model| model.prompt.as_ref().map_or(model.query.clone(), |prompt| prompt.answer.clone());
    let (was, is) = (line(before), line(after));
    let moved = |wanted: std::cmp::Ordering| lines(after).cmp(&lines(before)) == wanted;
    let asks = |wanted: fn(&Command) -> bool| matches!(asked, [command] if wanted(command));
    use std::cmp::Ordering::{Greater, Less};
    match action {
        Action::Accept => after.prompt.is_none(),
        Action::Back => {
            (after.focus, after.help, after.shown) != (before.focus, before.help, before.shown)
                || was != is
                || after.prompt.is_none() && before.prompt.is_some()
                || after.visits.len() < before.visits.len()
        }
        Action::Browse => after.browse.is_some() && after.catalog.is_some(),
        Action::Cancel => asks(|it| matches!(it, Command::Quit { exit_code: 130, print: None })),
        Action::CopyNumbered => {
            let number: usize = name.parse().expect("a digit");
            let code = before.document.blocks.get(number - 1).map(|block| block.code.as_str());
            copied(asked).is_some() && copied(asked) == code
        }
        Action::Copy => {
            copied(asked) == before.document.blocks.get(before.block.unwrap_or(0)).map(|it| it.code.as_str())
        }
        Action::CopyEntry => copied(asked) == before.loaded.as_ref().map(|it| it.entry.source.text.as_str()),
        Action::DeleteBack | Action::DeleteForward | Action::DeleteWord => is.text.len() < was.text.len(),
        Action::Up | Action::ScrollUp | Action::PageUp | Action::HalfPageUp | Action::First => moved(Less),
        Action::Down | Action::ScrollDown | Action::PageDown | Action::HalfPageDown | Action::Last => moved(Greater),
        Action::EarlierLog => after.later.len() > before.later.len(),
        Action::LaterLog => after.later.len() < before.later.len(),
        Action::Edit => asks(|it| matches!(it, Command::Edit { .. })),
        Action::Search => after.focus == Focus::Input,
        Action::FocusNext | Action::FocusPrevious => after.focus != before.focus,
        Action::Help => after.help.is_some() != before.help.is_some(),
        Action::Left if mode.takes_letters() => is.cursor < was.cursor,
        Action::Right if mode.takes_letters() => is.cursor > was.cursor,
        Action::Left => after.log_column < before.log_column,
        Action::Right => after.log_column > before.log_column,
        Action::LineStart => is.cursor == 0 && was.cursor > 0,
        Action::LineEnd => is.cursor == is.text.len() && was.cursor < was.text.len(),
        Action::Log => after.shows_log() != before.shows_log(),
        Action::Mouse => asks(|it| matches!(it, Command::Mouse(true))) && after.mouse,
        Action::NewEntry => asking(after, |it| matches!(it, Question::NewEntry { .. })),
        Action::Run => asking(after, |it| matches!(it, Question::Run(_))),
        Action::NextBlock => before.block.is_some() && after.block > before.block,
        Action::PreviousBlock => after.block.is_some() && after.block < before.block,
        Action::NextEvidence => after.shows_log() && stepped(before.mark, after.mark, marks(before), true),
        Action::PreviousEvidence => after.shows_log() && stepped(before.mark, after.mark, marks(before), false),
        Action::NextLink => stepped(before.link, after.link, before.document.links.len(), true),
        Action::PreviousLink => stepped(before.link, after.link, before.document.links.len(), false),
        Action::Open if mode == Mode::Pane => {
            after.visits.len() > before.visits.len() || (before.is_full && !after.is_full)
        }
        Action::Open => after.is_full != before.is_full || after.focus != before.focus,
        Action::Print => match asked {
            [Command::Quit { exit_code: 0, print: Some(text) }] => {
                before.document.blocks.get(before.block.unwrap_or(0)).is_some_and(|block| block.code == *text)
            }
            _ => false,
        },
        Action::Quit if mode == Mode::Help => after.help.is_none(),
        Action::Quit => asks(|it| matches!(it, Command::Quit { exit_code: 0, print: None })),
        Action::Recall => after.recalled.is_some() && !is.text.is_empty(),
        Action::Redraw => asks(|it| matches!(it, Command::Redraw)),
        Action::Return => after.visits.len() < before.visits.len(),
        Action::Suspend => asks(|it| matches!(it, Command::Suspend)),
        Action::Why => (after.shown == Shown::Why) != (before.shown == Shown::Why),
    }
}

fn key() -> impl Strategy<Value = Key> {
    let names: Vec<&str> = BINDINGS.iter().flat_map(|binding| binding.keys.iter().copied()).collect();
    prop_oneof![
        3 => proptest::sample::select(names).prop_map(|name| Key::parse(name).expect("a key of the table")),
        1 => any::<char>().prop_map(|c| Key::parse(&c.to_string()).expect("a letter")),
    ]
}

fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(LOG.to_owned()),
        Just("Error: connect ECONNREFUSED 127.0.0.1:6379".to_owned()),
        Just("\u{1b}[201~q".to_owned()),
        Just("日本語 e\u{301}\u{301}\u{301}\u{301} 👩‍👩‍👧‍👦\t\u{202e}".to_owned()),
        Just("x".repeat(10_000)),
        "\\PC{0,40}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.join("\r"))
}

fn message() -> impl Strategy<Value = Message> {
    prop_oneof![
        8 => key().prop_map(Message::Key),
        1 => pasted().prop_map(Message::Paste),
        1 => (1u16..=300, 1u16..=100).prop_map(|(width, height)| Message::Resize(width, height)),
        1 => (0u16..=310, 0u16..=110, 0usize..3).prop_map(|(column, row, what)| {
            let what = [MouseAct::Click, MouseAct::WheelUp, MouseAct::WheelDown][what];
            Message::Mouse(Mouse { what, column, row })
        }),
        1 => (pasted(), any::<bool>()).prop_map(|(text, is_whole)| {
            let log = LogText::new(text.into_bytes());
            Message::Grown { name: "-".to_owned(), log, failure: None, is_whole }
        }),
        1 => pasted().prop_map(Message::PasteMore),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_size_key_or_paste_breaks_a_screen(
        width in 1u16..=300,
        height in 1u16..=100,
        messages in proptest::collection::vec(message(), 1..40),
    ) {
        let mut ui = Ui::new(width, height);
        let place = Some(Place { folder: "/nowhere".into(), shown: "nowhere".to_owned() });
        (ui.model.place_new, ui.model.place_copy) = (place.clone(), place);
        for message in messages {
            ui.send(message);
            check_cells(&ui);
        }
    }
}

#[test]
fn every_small_screen_can_be_drawn() {
    for keys in [&[] as &[&str], &["v"], &["?"], &["Enter"], &["/", "r"]] {
        let mut ui = Ui::with_log(80, 24);
        ui.press(keys);
        let model = ui.model.clone();
        for (width, height) in (1..=64).flat_map(|width| (1..=20).map(move |height| (width, height))) {
            ui.model = model.clone();
            ui.send(Message::Resize(width, height));
            check_cells(&ui);
        }
    }
}
