//! The UI in a real terminal: pastes of every kind, hostile bytes, signals, resizes; and the terminal afterwards.

use rustix::process::Signal;

use crate::pty_support::Terminal;
use crate::support::root;

const TRACEBACK: &str = "Traceback (most recent call last):\n  File \"/srv/app/main.py\", line 12, in <module>\n    connection = psycopg2.connect(host=\"db\")\npsycopg2.OperationalError: connection to server at \"db\" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user \"app\"\n";

/// What the results show for it.
const TITLE: &str = "password authentication failed";

fn started() -> Terminal {
    let mut terminal = Terminal::kb(40, 120, &[]);
    terminal.wait("the first frame", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    terminal
}

fn ends_as_it_began(mut terminal: Terminal, status: u32, what: &str) {
    assert_eq!(terminal.end(), status, "{what}");
    assert_eq!(terminal.modes(), terminal.modes_before(), "{what}");
}

/// Keys that come right behind a paste belong to it, so the hand that quits comes later.
fn quit(terminal: &mut Terminal) {
    terminal.settle();
    terminal.send(b"\x03");
}

#[test]
fn a_paste_is_one_input_whatever_its_line_ends() {
    for (name, end) in [("LF", "\n"), ("CR", "\r"), ("CR CR", "\r\r"), ("CRLF", "\r\n")] {
        let mut terminal = started();
        terminal.paste(TRACEBACK.replace('\n', end).as_bytes());
        terminal.wait(name, |screen| screen.contents().to_lowercase().contains(TITLE));
        quit(&mut terminal);
        ends_as_it_began(terminal, 130, name);
    }
}

#[test]
fn a_paste_of_four_mebibytes_is_taken_whole() {
    let mut log: String =
        (0..).map(|n| format!("2026-11-21 10:00:00 INFO  served request {n}\n")).take(90_000).collect();
    log.push_str(TRACEBACK);
    assert!(log.len() > 4 << 20);
    let mut terminal = started();
    terminal.paste(log.as_bytes());
    terminal.wait("the answer", |screen| screen.contents().to_lowercase().contains(TITLE));
    quit(&mut terminal);
    ends_as_it_began(terminal, 130, "4 MiB");
}

#[test]
fn the_end_of_a_paste_inside_of_a_paste_presses_no_key() {
    let mut terminal = started();
    for tail in ["q", "\x03", "?", "x", "\x1b", ":q\r", "\x1b[200~q", "e", "p", "1"] {
        terminal.paste(format!("{TRACEBACK}\x1b[201~{tail}").as_bytes());
        terminal.settle();
        assert!(terminal.is_running(), "{tail:?} ended it");
        let screen = terminal.contents();
        assert!(screen.to_lowercase().contains(TITLE), "{tail:?}:\n{screen}");
    }
    quit(&mut terminal);
    ends_as_it_began(terminal, 130, "hostile pastes");
}

/// SplitMix64, as in the benches: the same payloads on every machine.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// How long keys behind a paste belong to it, and some more.
const ALONE: std::time::Duration = std::time::Duration::from_millis(45);

/// Generated pastes; `KB_PASTES=10000` tries as many, which takes minutes in a debug build.
fn paste_count() -> usize {
    std::env::var("KB_PASTES").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

#[test]
fn thousands_of_hostile_pastes_press_no_key() {
    const PIECES: &[&str] = &[
        "\x1b[201~",
        "\x1b[200~",
        "q",
        "\x03",
        "\x04",
        "\x1a",
        "\r",
        "\n",
        "\x1b",
        "\x1b[A",
        "?",
        "x",
        "e",
        "p",
        "1",
        "Error: x",
        "\x1bOP",
        "\x1b[<0;1;1M",
        "\u{202e}",
        "\x7f",
        "\t",
        "é",
        "\0",
        "\x1b]52;c;eA==\x07",
    ];
    // In debug builds the first key that is heard would end the program.
    let mut terminal = Terminal::kb_with(40, 120, &[("KB_TEST_PANIC", "key")]);
    terminal.wait("the first frame", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    let mut state = 20_261_121;
    for number in 0..paste_count() {
        let count = 1 + random(&mut state) % 6;
        let payload: String = (0..count).map(|_| PIECES[(random(&mut state) % PIECES.len() as u64) as usize]).collect();
        terminal.paste(payload.as_bytes());
        // Most of them come at once and are one long paste; now and then one stands alone, and a new one begins.
        if number % 4 == 3 {
            std::thread::sleep(ALONE);
        }
    }
    terminal.settle();
    terminal.paste(TRACEBACK.as_bytes());
    terminal.wait("the last paste", |screen| {
        let shown = screen.contents();
        shown.to_lowercase().contains(TITLE) && shown.contains("Pasted 4 lines")
    });
    assert!(terminal.is_running());
    assert_eq!(terminal.clipboard(), "", "nothing was copied");
    let files: Vec<_> = std::fs::read_dir(terminal.home()).expect("a home").collect();
    assert!(files.iter().all(|file| file.as_ref().is_ok_and(|it| it.file_name().to_string_lossy().starts_with('.'))));
    terminal.settle();
    terminal.send(b"\x03");
    // That it ends so shows that it would have heard the others.
    ends_as_it_began(terminal, if cfg!(debug_assertions) { 101 } else { 130 }, "generated pastes");
}

#[test]
fn a_burst_that_is_longer_than_one_read_is_heard_to_its_end() {
    let mut terminal = started();
    // What stands behind the end of the paste is its rest, however long, and none of it waits for the next key.
    let rest = "q\r".repeat(3_000);
    terminal.paste(format!("first\x1b[201~{rest}{}", TRACEBACK.replace('\n', "\r")).as_bytes());
    terminal.wait("the answer to the rest", |screen| screen.contents().to_lowercase().contains(TITLE));
    assert!(terminal.is_running());
    quit(&mut terminal);
    ends_as_it_began(terminal, 130, "a long rest");
}

#[test]
fn a_blank_paste_does_not_swallow_what_comes_behind_it() {
    let mut terminal = started();
    terminal.paste(format!(" \x1b[201~{}", TRACEBACK.replace('\n', "\r")).as_bytes());
    terminal.wait("the answer", |screen| screen.contents().to_lowercase().contains(TITLE));
    quit(&mut terminal);
    ends_as_it_began(terminal, 130, "a blank paste");
}

#[test]
fn keys_work_while_the_log_comes_through_a_pipe() {
    let log = root().join("tests/data/compose/wrong-password.log");
    let mut terminal = Terminal::shell(40, 120, &format!("cat '{}' | \"$KB\"", log.display()));
    terminal.wait("the answer", |screen| screen.contents().to_lowercase().contains(TITLE));
    terminal.send(b"?");
    terminal.wait_for("A paste is a new log");
    terminal.send(b"\x1b");
    terminal.wait_until_gone("A paste is a new log");
    quit(&mut terminal);
    ends_as_it_began(terminal, 130, "a pipe");
}

#[test]
fn a_storm_of_resizes_leaves_a_whole_screen() {
    let mut terminal = started();
    terminal.paste(TRACEBACK.as_bytes());
    terminal.wait("the answer", |screen| screen.contents().to_lowercase().contains(TITLE));
    let mut state = 7;
    for _ in 0..300 {
        let (rows, columns) = (1 + random(&mut state) % 60, 1 + random(&mut state) % 200);
        terminal.resize(rows as u16, columns as u16);
    }
    terminal.resize(30, 100);
    terminal.wait("the answer again", |screen| screen.contents().to_lowercase().contains(TITLE));
    quit(&mut terminal);
    ends_as_it_began(terminal, 130, "resizes");
}

#[test]
fn signals_that_end_it_leave_the_terminal_as_it_was() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut terminal = started();
        terminal.paste(TRACEBACK.as_bytes());
        terminal.settle();
        terminal.signal(signal);
        let ended = terminal.end();
        assert!(ended == status || ended == 1, "{signal:?}: {ended}");
        assert_eq!(terminal.modes(), terminal.modes_before(), "{signal:?}");
    }
}

/// Each screen: its name, what leads there (a text to paste first, then keys), and what it shows.
#[cfg(debug_assertions)]
const SCREENS: &[(&str, bool, &[&str], &str)] = &[
    ("empty", false, &[], "paste an error"),
    ("results", true, &[], "password authentication failed"),
    ("list", true, &["\r"], "password authentication failed"),
    ("entry", true, &["\r", "\r"], "Evidence"),
    ("log", true, &["\r", "v"], "▶"),
    ("why", true, &["\r", "w"], "Signatures"),
    ("help", false, &["\x1bOP"], "A paste is a new log"),
    ("search", false, &["redis"], "redis"),
    ("question", true, &["\r", "a"], "id of the new entry"),
    ("consent", true, &["\r", "x"], "to run it"),
    ("copy", true, &["\r", "e"], "copy"),
    ("browse", true, &["\r", "b"], "postgres"),
    ("mouse", true, &["\r", "m"], "password authentication failed"),
];

#[cfg(debug_assertions)]
#[test]
fn a_panic_on_any_screen_leaves_its_words_and_the_terminal_as_it_was() {
    for (name, is_pasted, keys, shows) in SCREENS {
        // A thread beside the drawing ends the program the same way on every screen.
        let places = if *name == "entry" { &[("frame", 101), ("thread", 2)][..] } else { &[("frame", 101)] };
        for &(place, status) in places {
            let mut terminal = Terminal::kb_with(40, 120, &[("KB_TEST_PANIC", place)]);
            terminal.wait("the first frame", |screen| screen.contents().contains("paste an error"));
            if *is_pasted {
                terminal.paste(TRACEBACK.as_bytes());
                terminal.wait("the answer", |screen| screen.contents().to_lowercase().contains(TITLE));
                terminal.settle();
            }
            for key in *keys {
                terminal.send(key.as_bytes());
                terminal.settle();
            }
            terminal.wait(name, |screen| screen.contents().to_lowercase().contains(&shows.to_lowercase()));
            terminal.send(b"\x1b[24~");
            assert_eq!(terminal.end(), status, "{name}, {place}:\n{}", terminal.contents());
            assert_eq!(terminal.modes(), terminal.modes_before(), "{name}, {place}");
            let words = terminal.contents();
            assert!(words.contains(&format!("KB_TEST_PANIC asked for a panic in a {place}")), "{name}:\n{words}");
            assert!(*place != *"thread" || words.contains("`kb match` works without the UI"), "{words}");
        }
    }
}

#[test]
fn a_closed_window_ends_it() {
    let mut terminal = started();
    terminal.paste(TRACEBACK.as_bytes());
    terminal.settle();
    // By the hangup (`portable_pty` says 1 of any signal), or by the first write that nothing takes.
    let ended = terminal.close(20);
    assert!([129, 1, 2].contains(&ended), "{ended}");
    // A shell that ignores the signal does not pass it on: only the terminal itself can be missed.
    let mut terminal = Terminal::shell(40, 120, "trap '' HUP; \"$KB\"; exit");
    terminal.wait("the first frame", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    let ended = terminal.close(20);
    assert!(ended == 129 || ended == 2, "{ended}");
}

#[test]
fn suspended_and_continued_it_shows_the_same_again() {
    // Only a shell with job control can stop a program.
    let mut terminal = Terminal::shell_with_jobs(40, 120);
    terminal.wait_for("ready>");
    let modes_of_shell = terminal.modes();
    terminal.send(b"\"$KB\"\n");
    terminal.wait("the first frame", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    terminal.paste(TRACEBACK.as_bytes());
    terminal.wait("the answer", |screen| screen.contents().to_lowercase().contains(TITLE));
    terminal.settle();
    let modes = terminal.modes();
    terminal.send(b"\x1a");
    terminal.wait("the shell", |screen| !screen.alternate_screen());
    terminal.wait_for("Stopped");
    terminal.settle();
    assert_eq!(terminal.modes(), modes_of_shell);
    terminal.send(b"fg\n");
    terminal.wait("the answer again", |screen| {
        screen.alternate_screen() && screen.contents().to_lowercase().contains(TITLE)
    });
    terminal.settle();
    assert_eq!(terminal.modes(), modes);
    terminal.send(b"\x03");
    terminal.wait("the shell again", |screen| !screen.alternate_screen());
    terminal.settle();
    assert_eq!(terminal.modes(), modes_of_shell);
}

/// Keys whose bytes are not a letter's: what is sent, and what the screen shows then.
const KEYS: &[(&str, &str, &str)] = &[
    ("F1", "\x1bOP", "A paste is a new log"),
    ("End", "\x1b[F", "quit from anywhere"),
    ("Home", "\x1b[H", "A paste is a new log"),
    ("PgDn", "\x1b[6~", "Search box and questions"),
    ("PgUp", "\x1b[5~", "A paste is a new log"),
    ("Esc", "\x1b", "search · "),
    ("letters", "redis x", "redis x"),
    ("Ctrl-W", "\x17", "› redis "),
    ("Home", "\x1b[1~", "› redis "),
    ("Del", "\x1b[3~", "› edis "),
    ("Ctrl-E", "\x05", "› edis "),
    ("Backspace", "\x7f", "› edis"),
    ("Ctrl-A", "\x01", "› edis"),
    ("Right, letter", "\x1b[Cx", "› exdis"),
    ("Left, Backspace", "\x1b[D\x7f", "› xdis"),
    ("Esc", "\x1b", "type words"),
    ("Down", "\x1b[B", "entries by area"),
    ("Enter", "\r", "area:"),
    ("Shift-Tab", "\x1b[Z", "results · "),
    ("Tab", "\t", "entry · "),
    ("Tab", "\t", "goes there"),
    ("Enter", "\r", "Backspace back"),
    ("Alt-Left", "\x1b[1;3D", "entry · "),
    ("?", "?", "A paste is a new log"),
];

#[test]
fn keys_of_every_kind_arrive_from_a_terminal() {
    let mut terminal = started();
    for (name, sent, shown) in KEYS {
        terminal.send(sent.as_bytes());
        terminal.wait(name, |screen| screen.contents().contains(shown));
        terminal.settle();
    }
    terminal.send(b"\x03");
    ends_as_it_began(terminal, 130, "keys");
}
