//! The one table of keys: which action they stand for, where, and what the help says about it.
//!
//! [`lookup`] and the help screen read the same [`BINDINGS`], so that the help cannot be wrong. What an action does
//! is left to [`super::update`].

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key as the table writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key. A letter is what was typed: `G`, not shift and `g`.
    pub code: KeyCode,
    /// With Control.
    pub control: bool,
    /// With Alt.
    pub alt: bool,
}

/// Keys with names, as help and table write them.
const NAMED: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("F1", KeyCode::F(1)),
    ("Space", KeyCode::Char(' ')),
];

impl Key {
    /// The key of a name such as `Ctrl-C`, `PgUp` or `j`; `None` if it is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Key> {
        if let Some((_, code)) = NAMED.iter().find(|(named, _)| *named == name) {
            return Some(Key { code: *code, control: false, alt: false });
        }
        if let Some(rest) = name.strip_prefix("Ctrl-") {
            let key = Key::parse(&rest.to_lowercase())?;
            return Some(Key { control: true, ..key });
        }
        if let Some(rest) = name.strip_prefix("Alt-") {
            return Some(Key { alt: true, ..Key::parse(rest)? });
        }
        let mut chars = name.chars();
        let only = chars.next().filter(|_| chars.next().is_none())?;
        Some(Key { code: KeyCode::Char(only), control: false, alt: false })
    }

    /// The key of an event of the terminal.
    #[must_use]
    pub fn of_event(event: &KeyEvent) -> Key {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            // With Control, terminals tell upper and lower case apart or not, as they like.
            KeyCode::Char(c) if control => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Key { code, control, alt: event.modifiers.contains(KeyModifiers::ALT) }
    }

    /// The character that this key types, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.control && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (NAMED.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) if self.control => write!(f, "{}", c.to_ascii_uppercase()),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, code) => write!(f, "{code}"),
        }
    }
}

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
}

impl Mode {
    /// All modes.
    pub const ALL: [Mode; 4] = [Mode::Input, Mode::List, Mode::Pane, Mode::Help];
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the help text of each stands in the table")]
pub enum Action {
    Cancel,
    Suspend,
    Redraw,
    Quit,
    Help,
    Back,
    Open,
    Search,
    FocusNext,
    FocusPrevious,
    Up,
    Down,
    First,
    Last,
    ScrollUp,
    ScrollDown,
    PageUp,
    PageDown,
    HalfPageUp,
    HalfPageDown,
    Left,
    Right,
    LineStart,
    LineEnd,
    DeleteBack,
    DeleteForward,
    DeleteWord,
    CopyNumbered,
    Copy,
    NextBlock,
    PreviousBlock,
    SwapLog,
    NextEvidence,
    PreviousEvidence,
    Print,
    Edit,
    PreviousInput,
}

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// The keys that do it.
    pub keys: &'static [&'static str],
    /// Where.
    pub modes: &'static [Mode],
    /// What the help says.
    pub help: &'static str,
    /// The word in the line at the bottom; empty if it is not worth a place there.
    pub hint: &'static str,
}

const ANYWHERE: &[Mode] = &Mode::ALL;
const BROWSING: &[Mode] = &[Mode::Input, Mode::List, Mode::Pane];
const INPUT: &[Mode] = &[Mode::Input];
const RESULTS: &[Mode] = &[Mode::List, Mode::Pane];
const LIST: &[Mode] = &[Mode::List];

const fn bind(
    action: Action,
    keys: &'static [&'static str],
    modes: &'static [Mode],
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { action, keys, modes, help, hint }
}

/// Every key that does something.
///
/// Not bound on purpose: Ctrl-H, Ctrl-I, Ctrl-J, Ctrl-M and Ctrl-`[`, which terminals send for Backspace, Tab, Enter and
/// Esc; Ctrl-S and Ctrl-Q, with which some of them stop.
pub static BINDINGS: &[Binding] = &[
    bind(
        Action::CopyNumbered,
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        RESULTS,
        "copy",
        "copy that block of code, its values filled in",
    ),
    bind(Action::Copy, &["y"], RESULTS, "", "copy the marked block of code, or the first"),
    bind(Action::NextBlock, &["]"], RESULTS, "", "mark the next block of code"),
    bind(Action::PreviousBlock, &["["], RESULTS, "", "mark the block of code before"),
    bind(Action::Print, &["p"], RESULTS, "print", "quit and print the marked or first block of code"),
    bind(Action::SwapLog, &["v"], RESULTS, "log", "show the log with its evidence marked, or the entry again"),
    bind(Action::NextEvidence, &["n"], RESULTS, "", "go to the next evidence in the log"),
    bind(Action::PreviousEvidence, &["N"], RESULTS, "", "go to the evidence before"),
    bind(Action::Edit, &["e"], RESULTS, "edit", "open the entry's file in $KB_EDITOR, $VISUAL, $EDITOR or vi"),
    bind(Action::PreviousInput, &["u"], RESULTS, "", "go back to the log pasted before"),
    bind(
        Action::Open,
        &["Enter"],
        BROWSING,
        "open",
        "go to the results; open the entry over the full width; again: back",
    ),
    bind(Action::Back, &["Esc"], ANYWHERE, "", "go back one step; in the search box: clear it"),
    bind(Action::Search, &["/", "i"], RESULTS, "search", "type words to search for"),
    bind(Action::FocusNext, &["Tab"], BROWSING, "", "search box, list, entry: the next"),
    bind(Action::FocusPrevious, &["Shift-Tab"], BROWSING, "", "search box, list, entry: the one before"),
    bind(Action::Up, &["Up", "Ctrl-P"], ANYWHERE, "", "up: the result before; in the entry, log and help: scroll"),
    bind(Action::Up, &["k"], &[Mode::List, Mode::Pane, Mode::Help], "", "the same, outside of the search box"),
    bind(Action::Down, &["Down", "Ctrl-N"], ANYWHERE, "", "down: the next result; in the entry, log and help: scroll"),
    bind(Action::Down, &["j"], &[Mode::List, Mode::Pane, Mode::Help], "", "the same, outside of the search box"),
    bind(Action::First, &["g", "Home"], RESULTS, "", "go to the first result, or to the top"),
    bind(Action::Last, &["G", "End"], RESULTS, "", "go to the last result, or to the end"),
    bind(Action::ScrollUp, &["K"], LIST, "", "scroll the entry or log up"),
    bind(Action::ScrollDown, &["J"], LIST, "", "scroll the entry or log down"),
    bind(Action::HalfPageUp, &["Ctrl-U"], BROWSING, "", "scroll up half a page"),
    bind(Action::HalfPageDown, &["Ctrl-D"], BROWSING, "", "scroll down half a page"),
    bind(Action::PageUp, &["PgUp"], ANYWHERE, "", "scroll up a page"),
    bind(Action::PageDown, &["PgDn"], ANYWHERE, "", "scroll down a page"),
    bind(Action::Left, &["Left"], BROWSING, "", "in the search box: left; else: long lines to the left"),
    bind(Action::Right, &["Right"], BROWSING, "", "in the search box: right; else: long lines to the right"),
    bind(Action::LineStart, &["Home", "Ctrl-A"], INPUT, "", "to the beginning of the search box"),
    bind(Action::LineEnd, &["End", "Ctrl-E"], INPUT, "", "to the end of the search box"),
    bind(Action::DeleteBack, &["Backspace"], INPUT, "", "delete the letter before"),
    bind(Action::DeleteForward, &["Del"], INPUT, "", "delete the letter behind"),
    bind(Action::DeleteWord, &["Ctrl-W"], INPUT, "", "delete the word before"),
    bind(Action::Quit, &["q"], &[Mode::List, Mode::Pane, Mode::Help], "quit", "quit; in the help: leave it"),
    bind(Action::Help, &["F1"], ANYWHERE, "", "this help, and away again"),
    bind(Action::Help, &["?"], &[Mode::List, Mode::Pane, Mode::Help], "keys", "the same, outside of the search box"),
    bind(Action::Redraw, &["Ctrl-L"], ANYWHERE, "", "draw the screen anew"),
    bind(Action::Suspend, &["Ctrl-Z"], ANYWHERE, "", "to the shell; `fg` comes back"),
    bind(Action::Cancel, &["Ctrl-C"], ANYWHERE, "", "quit from anywhere, status 130"),
];

/// What `key` stands for in `mode`.
#[must_use]
pub fn lookup(mode: Mode, key: Key) -> Option<Action> {
    let has_key = |binding: &&Binding| binding.keys.iter().any(|name| Key::parse(name) == Some(key));
    BINDINGS.iter().find(|binding| binding.modes.contains(&mode) && has_key(binding)).map(|binding| binding.action)
}

/// The keys of a binding as the help shows them.
#[must_use]
pub fn label(binding: &Binding) -> String {
    match binding.keys {
        [first, .., last] if binding.keys.len() > 4 => format!("{first}-{last}"),
        keys => keys.join(" "),
    }
}

/// The sections of the help: a heading and the bindings below it. Each binding stands in one of them.
#[must_use]
pub fn sections() -> Vec<(&'static str, Vec<&'static Binding>)> {
    let of = |wanted: fn(&Binding) -> bool| BINDINGS.iter().filter(|binding| wanted(binding)).collect::<Vec<_>>();
    vec![
        ("Results and entry", of(|it| !it.modes.contains(&Mode::Input) && !it.modes.contains(&Mode::Help))),
        ("Search box", of(|it| it.modes == INPUT)),
        (
            "Everywhere",
            of(|it| it.modes != INPUT && (it.modes.contains(&Mode::Input) || it.modes.contains(&Mode::Help))),
        ),
    ]
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
        for mode in Mode::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for binding in BINDINGS.iter().filter(|binding| binding.modes.contains(&mode)) {
                for name in binding.keys {
                    assert!(seen.insert(*name), "`{name}` stands for two actions in {mode:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_that_types_a_letter_is_a_command_in_the_search_box() {
        let bound = BINDINGS.iter().filter(|binding| binding.modes.contains(&Mode::Input));
        for name in bound.flat_map(|binding| binding.keys) {
            assert_eq!(Key::parse(name).and_then(Key::typed), None, "{name}");
        }
    }

    #[test]
    fn the_help_names_each_binding_once() {
        let named: usize = sections().iter().map(|(_, bindings)| bindings.len()).sum();
        assert_eq!(named, BINDINGS.len());
    }
}
