//! What the screens of the UI look like, at every size.

use ratatui::style::Color;

use kb::tui::log_text::LogText;
use kb::tui::message::Message;
use kb::tui::own::Place;

use crate::tui_harness::{LOG, SIZES, UNKNOWN_LOG, Ui, at_all_sizes};

#[test]
fn the_first_screen_teaches() {
    insta::assert_snapshot!("tui_empty", at_all_sizes(|_| {}));
}

#[test]
fn a_match_shows_proof_then_fix() {
    insta::assert_snapshot!("tui_match", at_all_sizes(|ui| ui.paste(LOG)));
}

#[test]
fn an_unknown_log_is_called_unknown() {
    insta::assert_snapshot!("tui_no_match", at_all_sizes(|ui| ui.paste(UNKNOWN_LOG)));
}

#[test]
fn nothing_alike_is_called_nothing() {
    let mut ui = Ui::new(80, 24);
    ui.paste("zzz\n");
    insta::assert_snapshot!("tui_nothing", ui.screen());
}

#[test]
fn the_help_is_made_of_the_keymap() {
    insta::assert_snapshot!(
        "tui_help",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["?"]);
        })
    );
}

#[test]
fn the_log_is_shown_with_its_evidence() {
    insta::assert_snapshot!(
        "tui_log",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["v"]);
        })
    );
}

#[test]
fn words_find_entries() {
    insta::assert_snapshot!("tui_search", at_all_sizes(|ui| ui.type_words("restart docker")));
}

#[test]
fn an_entry_can_have_the_whole_width() {
    insta::assert_snapshot!(
        "tui_full",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["Enter", "]", "]"]);
        })
    );
}

#[test]
fn an_explanation_is_a_tree() {
    insta::assert_snapshot!(
        "tui_why",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["w"]);
        })
    );
}

#[test]
fn a_command_is_shown_before_it_runs() {
    insta::assert_snapshot!(
        "tui_consent",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["]", "]", "]", "x", "l", "o"]);
        })
    );
}

#[test]
fn an_open_value_is_asked_for() {
    insta::assert_snapshot!(
        "tui_value",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["G", "2", "s", "h"]);
        })
    );
}

#[test]
fn entries_are_browsed_by_area() {
    insta::assert_snapshot!("tui_browse", at_all_sizes(|ui| ui.press(&["Down", "Down"])));
}

#[test]
fn a_marked_link_says_where_it_leads() {
    insta::assert_snapshot!(
        "tui_link",
        at_all_sizes(|ui| {
            ui.paste(LOG);
            ui.press(&["G", "Enter", "Tab"]);
        })
    );
}

#[test]
fn a_new_entry_is_named() {
    insta::assert_snapshot!(
        "tui_new",
        at_all_sizes(|ui| {
            ui.model.place_new = Some(Place { folder: "/home/me/kb".into(), shown: "~/kb".to_owned() });
            ui.paste(LOG);
            ui.press(&["a"]);
        })
    );
}

#[test]
fn a_log_that_is_still_coming_says_so() {
    insta::assert_snapshot!(
        "tui_reading",
        at_all_sizes(|ui| {
            (ui.model.is_reading, ui.model.reading) = (true, 1_234_567);
            let log = LogText::new(LOG.as_bytes().to_vec());
            ui.send(Message::Grown { name: "-".to_owned(), log, failure: None, is_whole: false });
        })
    );
}

#[test]
fn without_color_nothing_is_colored_and_with_it_only_in_the_sixteen() {
    let named = |color: Color| !matches!(color, Color::Rgb(..) | Color::Indexed(_));
    for (width, height) in SIZES {
        for keys in [&[] as &[&str], &["v"], &["?"], &["Enter"], &["w"], &["x"], &["b"], &["Enter", "Tab"]] {
            let mut ui = Ui::with_log(width, height);
            ui.press(keys);
            for cell in ui.buffer(false).content() {
                assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
            }
            for cell in ui.buffer(true).content() {
                assert!(named(cell.fg) && cell.bg == Color::Reset, "{cell:?}");
            }
        }
    }
}

#[test]
fn a_word_says_what_a_color_says() {
    let screen = Ui::with_log(120, 40).screen();
    for words in ["certain", "root cause", "caused by redis/refused", "loses data", "reads only"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
}
