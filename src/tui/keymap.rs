//! The one table of keys: which action they stand for, where, and what the help says about it.
//!
//! A [`Keymap`] is the table with the user's changes ([`super::config`]). The keys are looked up and the help is made
//! from the same rows, so that the help cannot be wrong. What an action does is left to [`super::update`].
//!
//! A key that types a letter acts only where nothing is typed: in the search box and in questions it is a letter.

use super::key::Key;

/// Where keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Into the search box.
    Input,
    /// To the list of results.
    List,
    /// To the pane with the entry or the log.
    Pane,
    /// To the help.
    Help,
    /// Into the answer to a question at the bottom.
    Prompt,
}

impl Mode {
    /// All modes.
    pub const ALL: [Mode; 5] = [Mode::Input, Mode::List, Mode::Pane, Mode::Help, Mode::Prompt];

    /// True if letters are typed here.
    #[must_use]
    pub fn takes_letters(self) -> bool {
        matches!(self, Mode::Input | Mode::Prompt)
    }

    /// Where that is, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Mode::Input => "the search box",
            Mode::List => "the results",
            Mode::Pane => "the entry",
            Mode::Help => "the help",
            Mode::Prompt => "questions",
        }
    }
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the help text of each stands in the table")]
pub enum Action {
    Accept,
    Back,
    Browse,
    Cancel,
    Copy,
    CopyEntry,
    CopyNumbered,
    DeleteBack,
    DeleteForward,
    DeleteWord,
    Down,
    EarlierLog,
    Edit,
    First,
    FocusNext,
    FocusPrevious,
    HalfPageDown,
    HalfPageUp,
    Help,
    Last,
    LaterLog,
    Left,
    LineEnd,
    LineStart,
    Log,
    Mouse,
    NewEntry,
    NextBlock,
    NextEvidence,
    NextLink,
    Open,
    PageDown,
    PageUp,
    PreviousBlock,
    PreviousEvidence,
    PreviousLink,
    Print,
    Quit,
    Recall,
    Redraw,
    Return,
    Right,
    Run,
    ScrollDown,
    ScrollUp,
    Search,
    Suspend,
    Up,
    Why,
}

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// The name of the action in the user's settings. Stable.
    pub name: &'static str,
    /// The keys that do it, unless the user has said otherwise.
    pub keys: &'static [&'static str],
    /// Where.
    pub modes: &'static [Mode],
    /// What the help says.
    pub help: &'static str,
    /// The word in the line at the bottom; empty if it is not worth a place there.
    pub hint: &'static str,
}

const ANYWHERE: &[Mode] = &Mode::ALL;
const SCREENS: &[Mode] = &[Mode::Input, Mode::List, Mode::Pane, Mode::Help];
const BROWSING: &[Mode] = &[Mode::Input, Mode::List, Mode::Pane];
const INPUT: &[Mode] = &[Mode::Input];
const TYPING: &[Mode] = &[Mode::Input, Mode::Prompt];
const EDITING: &[Mode] = &[Mode::Input, Mode::List, Mode::Pane, Mode::Prompt];
const PROMPT: &[Mode] = &[Mode::Prompt];
const RESULTS: &[Mode] = &[Mode::List, Mode::Pane];
const READING: &[Mode] = &[Mode::List, Mode::Pane, Mode::Help];
const LIST: &[Mode] = &[Mode::List];
const PANE: &[Mode] = &[Mode::Pane];
const OUTSIDE: &[Mode] = &[Mode::Input, Mode::List];

const fn bind(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    modes: &'static [Mode],
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { action, name, keys, modes, help, hint }
}

/// Every key that does something, before the user's changes.
///
/// Not bound on purpose: Ctrl-H, Ctrl-I, Ctrl-J, Ctrl-M and Ctrl-`[`, which terminals send for Backspace, Tab, Enter and
/// Esc; Ctrl-S and Ctrl-Q, with which some of them stop.
pub static BINDINGS: &[Binding] = &[
    bind(
        Action::CopyNumbered,
        "copy-number",
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        RESULTS,
        "copy",
        "copy that block of code, its values filled in; asks for those that are open",
    ),
    bind(Action::Copy, "copy", &["y"], RESULTS, "", "copy the marked block of code, or the first"),
    bind(Action::CopyEntry, "copy-entry", &["Y"], RESULTS, "", "copy the whole entry as Markdown"),
    bind(Action::Run, "run", &["x"], RESULTS, "run", "show the marked or first block of code and run it if you agree"),
    bind(Action::Print, "print", &["p"], RESULTS, "print", "quit and print the marked or first block of code"),
    bind(Action::NextBlock, "next-block", &["]"], RESULTS, "", "mark the next block of code"),
    bind(Action::PreviousBlock, "previous-block", &["["], RESULTS, "", "mark the block of code before"),
    bind(Action::Log, "log", &["v"], RESULTS, "log", "show the log with its evidence marked, or the entry again"),
    bind(Action::NextEvidence, "next-evidence", &["n"], RESULTS, "", "go to the next evidence in the log"),
    bind(Action::PreviousEvidence, "previous-evidence", &["N"], RESULTS, "", "go to the evidence before"),
    bind(Action::Why, "why", &["w"], RESULTS, "why", "show why the entry matches the log, or why not"),
    bind(Action::Edit, "edit", &["e"], RESULTS, "edit", "open the entry's file in $KB_EDITOR, $VISUAL, $EDITOR or vi"),
    bind(Action::NewEntry, "new-entry", &["a"], RESULTS, "new", "write a new entry about the log, its secrets masked"),
    bind(Action::EarlierLog, "earlier-log", &["u"], RESULTS, "", "go back to the log before"),
    bind(Action::LaterLog, "later-log", &["U"], RESULTS, "", "go forward to the log after"),
    bind(
        Action::Open,
        "open",
        &["Enter"],
        BROWSING,
        "open",
        "go to the results; open the entry over the full width; follow the marked link",
    ),
    bind(Action::NextLink, "next-link", &["Tab"], PANE, "", "mark the next link"),
    bind(Action::PreviousLink, "previous-link", &["Shift-Tab"], PANE, "", "mark the link before"),
    bind(Action::Return, "return", &["Backspace", "Alt-Left"], PANE, "", "go back to where the link was"),
    bind(Action::Back, "back", &["Esc"], ANYWHERE, "", "go back one step; in the search box: clear it"),
    bind(Action::Search, "search", &["/", "i"], RESULTS, "search", "type words to search for"),
    bind(Action::Browse, "browse", &["b"], RESULTS, "", "list the areas of all entries"),
    bind(
        Action::FocusNext,
        "focus-next",
        &["Tab"],
        OUTSIDE,
        "",
        "search box, list, entry: the next; in the box: complete tag:, kind: and area:",
    ),
    bind(
        Action::FocusPrevious,
        "focus-previous",
        &["Shift-Tab"],
        OUTSIDE,
        "",
        "search box, list, entry: the one before",
    ),
    bind(
        Action::Up,
        "up",
        &["Up", "Ctrl-P", "k"],
        SCREENS,
        "",
        "up: the result before; in entry, log and help: scroll",
    ),
    bind(Action::Down, "down", &["Down", "Ctrl-N", "j"], SCREENS, "", "down: the next result; elsewhere: scroll"),
    bind(Action::First, "first", &["g", "Home"], READING, "", "go to the first result, or to the top"),
    bind(Action::Last, "last", &["G", "End"], READING, "", "go to the last result, or to the end"),
    bind(Action::ScrollUp, "scroll-up", &["K"], LIST, "", "scroll the entry or log up"),
    bind(Action::ScrollDown, "scroll-down", &["J"], LIST, "", "scroll the entry or log down"),
    bind(Action::HalfPageUp, "half-page-up", &["Ctrl-U"], BROWSING, "", "scroll up half a page"),
    bind(Action::HalfPageDown, "half-page-down", &["Ctrl-D"], BROWSING, "", "scroll down half a page"),
    bind(Action::PageUp, "page-up", &["PgUp"], SCREENS, "", "scroll up a page"),
    bind(Action::PageDown, "page-down", &["PgDn", "Space"], SCREENS, "", "scroll down a page"),
    bind(Action::Left, "left", &["Left"], EDITING, "", "where words are typed: left; else: long lines to the left"),
    bind(
        Action::Right,
        "right",
        &["Right"],
        EDITING,
        "",
        "where words are typed: right; else: long lines to the right",
    ),
    bind(Action::LineStart, "line-start", &["Home", "Ctrl-A"], TYPING, "", "to the beginning of what was typed"),
    bind(Action::LineEnd, "line-end", &["End", "Ctrl-E"], TYPING, "", "to the end of what was typed"),
    bind(Action::DeleteBack, "delete-back", &["Backspace"], TYPING, "", "delete the letter before"),
    bind(Action::DeleteForward, "delete-forward", &["Del"], TYPING, "", "delete the letter behind"),
    bind(Action::DeleteWord, "delete-word", &["Ctrl-W"], TYPING, "", "delete the word before"),
    bind(Action::Recall, "recall", &["Ctrl-R"], INPUT, "", "the words searched for before"),
    bind(Action::Accept, "accept", &["Enter"], PROMPT, "", "give the answer to a question"),
    bind(Action::Mouse, "mouse", &["m"], RESULTS, "", "let the wheel scroll and clicks select, or no longer"),
    bind(Action::Quit, "quit", &["q"], READING, "quit", "quit; in the help: leave it"),
    bind(Action::Help, "help", &["?", "F1"], SCREENS, "keys", "this help, and away again"),
    bind(Action::Redraw, "redraw", &["Ctrl-L"], ANYWHERE, "", "draw the screen anew"),
    bind(Action::Suspend, "suspend", &["Ctrl-Z"], ANYWHERE, "", "to the shell; `fg` comes back"),
    bind(Action::Cancel, "cancel", &["Ctrl-C"], ANYWHERE, "", "quit from anywhere, status 130"),
];

/// A row with the keys that are in force.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the table says.
    pub binding: &'static Binding,
    /// The keys; may be none.
    pub keys: Vec<Key>,
}

impl Row {
    /// True if `key` does this in `mode`.
    #[must_use]
    pub fn answers(&self, mode: Mode, key: Key) -> bool {
        self.binding.modes.contains(&mode)
            && self.keys.contains(&key)
            && !(mode.takes_letters() && key.typed().is_some())
    }

    /// The keys as the help shows them.
    #[must_use]
    pub fn label(&self) -> String {
        match self.keys.as_slice() {
            [first, .., last] if self.keys.len() > 4 => format!("{first}-{last}"),
            keys => keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    rows: Vec<Row>,
}

impl Default for Keymap {
    fn default() -> Self {
        let keys = |binding: &Binding| binding.keys.iter().filter_map(|name| Key::parse(name)).collect();
        Keymap { rows: BINDINGS.iter().map(|binding| Row { binding, keys: keys(binding) }).collect() }
    }
}

impl Keymap {
    /// Its rows, in the order of the help.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What `key` stands for in `mode`.
    #[must_use]
    pub fn lookup(&self, mode: Mode, key: Key) -> Option<Action> {
        self.rows.iter().find(|row| row.answers(mode, key)).map(|row| row.binding.action)
    }

    /// The first key of an action; empty if it has none.
    #[must_use]
    pub fn key_of(&self, action: Action) -> String {
        let row = self.rows.iter().find(|row| row.binding.action == action);
        row.and_then(|row| row.keys.first()).map(Key::to_string).unwrap_or_default()
    }

    /// Gives the action of this name other keys. Ctrl-C stays: there is always a way out.
    pub(super) fn rebind(&mut self, name: &str, keys: Vec<Key>) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.binding.name == name) {
            row.keys = keys;
        }
        let always = Key::parse("Ctrl-C").expect("invariant: Ctrl-C is a key");
        for row in &mut self.rows {
            row.keys.retain(|key| *key != always);
            if row.binding.action == Action::Cancel {
                row.keys.push(always);
            }
        }
    }

    /// The first action besides `name` that has `key` in a mode that the action `name` has, too; and that mode.
    pub(super) fn rival(&self, name: &str, key: Key) -> Option<(&'static str, Mode)> {
        let own = self.rows.iter().find(|row| row.binding.name == name)?;
        let shared = |row: &Row| Mode::ALL.into_iter().find(|mode| own.answers(*mode, key) && row.answers(*mode, key));
        let others = self.rows.iter().filter(|row| row.binding.name != name);
        others.filter_map(|row| Some((row.binding.name, shared(row)?))).next()
    }

    /// Takes `key` away from the action `name`.
    pub(super) fn unbind(&mut self, name: &str, key: Key) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.binding.name == name) {
            row.keys.retain(|own| *own != key);
        }
    }

    /// The sections of the help: a heading and the rows below it. Each row with a key stands in one of them.
    #[must_use]
    pub fn sections(&self) -> Vec<(&'static str, Vec<&Row>)> {
        let of = |wanted: fn(&Binding) -> bool| {
            self.rows.iter().filter(|row| wanted(row.binding) && !row.keys.is_empty()).collect::<Vec<_>>()
        };
        vec![
            ("Results and entry", of(|it| !types(it) && !is_everywhere(it))),
            ("Search box and questions", of(types)),
            ("Everywhere", of(|it| !types(it) && is_everywhere(it))),
        ]
    }
}

fn types(binding: &Binding) -> bool {
    binding.modes.iter().all(|mode| mode.takes_letters())
}

fn is_everywhere(binding: &Binding) -> bool {
    binding.modes.contains(&Mode::Input) || (binding.modes.contains(&Mode::Help) && binding.modes.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_can_be_pressed_and_is_shown_as_written() {
        for name in BINDINGS.iter().flat_map(|binding| binding.keys) {
            let key = Key::parse(name).unwrap_or_else(|| panic!("`{name}` is no key"));
            assert_eq!(key.to_string(), *name);
        }
    }

    #[test]
    fn no_key_stands_for_two_actions_in_one_mode() {
        let keymap = Keymap::default();
        for row in keymap.rows() {
            for key in &row.keys {
                assert_eq!(keymap.rival(row.binding.name, *key), None, "{key} of {}", row.binding.name);
            }
        }
    }

    #[test]
    fn nothing_that_types_a_letter_is_a_command_where_letters_are_typed() {
        let keymap = Keymap::default();
        for key in keymap.rows().iter().flat_map(|row| &row.keys).filter(|key| key.typed().is_some()) {
            assert_eq!((keymap.lookup(Mode::Input, *key), keymap.lookup(Mode::Prompt, *key)), (None, None), "{key}");
        }
    }

    #[test]
    fn the_help_names_each_action_once() {
        let keymap = Keymap::default();
        let named: usize = keymap.sections().iter().map(|(_, rows)| rows.len()).sum();
        assert_eq!(named, BINDINGS.len());
        let names: std::collections::BTreeSet<&str> = BINDINGS.iter().map(|binding| binding.name).collect();
        assert_eq!(names.len(), BINDINGS.len());
    }
}
