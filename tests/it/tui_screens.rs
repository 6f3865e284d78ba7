//! What the screens of the UI look like, at every size.

use ratatui::style::Color;

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
fn without_color_nothing_is_colored_and_with_it_only_in_the_sixteen() {
    let named = |color: Color| !matches!(color, Color::Rgb(..) | Color::Indexed(_));
    for (width, height) in SIZES {
        for keys in [&[] as &[&str], &["v"], &["?"], &["Enter"]] {
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
