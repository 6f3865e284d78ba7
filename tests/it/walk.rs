//! The walk of `docs/walk.md`, taken anew in a real terminal: what the page shows is what the program shows.
//! `KB_BLESS=1 cargo test --test it walk` writes the page; read it before you keep it.

use std::fmt::Write;
use std::fs;

use crate::pty_support::Terminal;
use crate::support::root;

const ROWS: u16 = 30;
const COLUMNS: u16 = 100;

const INTRODUCTION: &str = "\
# A walk through the terminal UI

From a log of five services to the fix in the clipboard, and a note in the entry for the next time: what [the UI](tui.md) shows
in a window of 100 columns and 30 lines, without its colors. A test takes this walk in a terminal and compares each screen
(`KB_BLESS=1 cargo test --test it walk` writes this page).
";

/// What the editor of this walk does: it writes a line at the end of the entry.
const EDITOR: &str = "printf '%s\\n' '- On the test server the old volume is called shop_data' >> \"$1\"\n";

/// One step: what it is, which keys, as shown and as sent, and what must be on the screen then.
struct Step {
    heading: &'static str,
    says: &'static str,
    keys: &'static str,
    sent: &'static [&'static str],
    shows: &'static str,
}

const STEPS: &[Step] = &[
    Step {
        heading: "Root cause",
        says: "The health check that fails is a consequence. The root cause over the full width: the lines that prove it, the \
               values they hold, the fix.",
        keys: "`Enter`",
        sent: &["\r"],
        shows: "user = app",
    },
    Step {
        heading: "Evidence",
        says: "The log of all services where the first piece of evidence stands, marked `▶`.",
        keys: "`v`",
        sent: &["v"],
        shows: "▶ 2073",
    },
    Step {
        heading: "The next evidence",
        says: "What another service made of it. The line is long: the log moves to the words that prove it.",
        keys: "`n`",
        sent: &["n"],
        shows: "▶ 2086",
    },
    Step {
        heading: "Copy the fix",
        says: "Back to the entry, and its third block to the clipboard, with the role that the log names.",
        keys: "`v` `3`",
        sent: &["v", "3"],
        shows: "sent to",
    },
    Step { heading: "Mark a link", says: "", keys: "`Tab`", sent: &["\t"], shows: "goes there" },
    Step { heading: "Follow it", says: "", keys: "`Enter`", sent: &["\r"], shows: "Is the database up" },
    Step { heading: "Back", says: "", keys: "`Backspace`", sent: &["\x7f"], shows: "root cause" },
    Step {
        heading: "Search",
        says: "By words, one of them with a typo. The log stays.",
        keys: "`/` and the words",
        sent: &["/", "volume permision"],
        shows: "volume",
    },
    Step {
        heading: "Edit",
        says: "The words away, back to the result, and its entry into the editor. A built-in entry has no file: kb offers a copy.",
        keys: "`Esc` `Enter` `e`",
        sent: &["\x1b", "\r", "e"],
        shows: "copy",
    },
    Step {
        heading: "Written",
        says: "The editor of this walk writes a note at the end. The copy answers in place of the built-in entry from now on.",
        keys: "`y` `Enter`",
        sent: &["y", "\r"],
        shows: "is in force",
    },
    Step { heading: "The note", says: "", keys: "`Enter` `G`", sent: &["\r", "G"], shows: "On the test server" },
];

#[test]
fn the_walk_in_the_docs_is_what_the_program_shows() {
    let page = root().join("docs/walk.md");
    let walked = walk();
    if std::env::var_os("KB_BLESS").is_some() {
        fs::write(&page, walked).expect("the page");
        return;
    }
    let written = fs::read_to_string(&page).expect("the page");
    assert_eq!(
        but_for_counts(&walked),
        but_for_counts(&written),
        "write it anew: KB_BLESS=1 cargo test --test it walk"
    );
}

/// A page without how many entries are known: each new one would make it another page.
fn but_for_counts(page: &str) -> String {
    let count = regex::Regex::new("(?m) +[0-9,]+ entries").expect("a pattern");
    count.replace_all(page, " entries").into_owned()
}

/// The whole page.
fn walk() -> String {
    let mut terminal = Terminal::kb_with(ROWS, COLUMNS, &[("EDITOR", "sh editor.sh")]);
    fs::write(terminal.home().join("editor.sh"), EDITOR).expect("an editor");
    terminal.wait("the first frame", |screen| {
        let shown = screen.contents();
        shown.contains("paste an error") && !shown.contains("opening")
    });
    terminal.settle();
    let mut page = INTRODUCTION.to_owned();
    let begin = Step { heading: "Begin", says: "", keys: "`kb`", sent: &[], shows: "" };
    write_step(&mut page, 1, &begin, &terminal);
    let log = fs::read(root().join("tests/data/compose/wrong-password.log")).expect("a log");
    terminal.paste(&log);
    terminal.wait_for("evidence");
    terminal.settle();
    let paste = Step {
        heading: "Paste",
        says: "What `docker compose logs` has printed.",
        keys: "a paste of 2,105 lines",
        sent: &[],
        shows: "",
    };
    write_step(&mut page, 2, &paste, &terminal);
    for (number, step) in (3..).zip(STEPS) {
        for keys in step.sent {
            terminal.send(keys.as_bytes());
            terminal.settle();
        }
        terminal.wait(step.heading, |screen| {
            let shown = screen.contents();
            shown.contains(step.shows) && !shown.contains("searching")
        });
        terminal.settle();
        write_step(&mut page, number, step, &terminal);
        if step.heading == "Copy the fix" {
            write!(page, "\nIn the clipboard:\n\n```sh\n{}\n```\n", terminal.clipboard()).expect("a text");
        }
    }
    terminal.send(b"q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(terminal.modes(), terminal.modes_before());
    page.push_str("\n`q` leaves; the terminal is as it was.\n");
    page
}

fn write_step(page: &mut String, number: usize, step: &Step, terminal: &Terminal) {
    write!(page, "\n## {number}. {}\n\n", step.heading).expect("a text");
    if !step.says.is_empty() {
        write!(page, "{}\n\n", step.says).expect("a text");
    }
    let home = terminal.home().display().to_string();
    let screen: Vec<String> = terminal.contents().lines().map(|line| but_for_home(line, &home)).collect();
    write!(page, "Keys: {}\n\n````text\n{}\n````\n", step.keys, screen.join("\n")).expect("a text");
}

/// A line of the screen with `~` for the folder of this run. Where a path is cut depends on that folder, so it is cut
/// behind its last whole name.
fn but_for_home(line: &str, home: &str) -> String {
    let shown = line.trim_end().replace(home, "~");
    match shown.strip_suffix('…').and_then(|cut| cut.rsplit_once('/')) {
        Some((names, _)) if shown != line.trim_end() => format!("{names}/…"),
        _ => shown,
    }
}
