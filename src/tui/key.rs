//! A key: what the terminal sends, how the help and the user's settings write it.

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
    ("Ins", KeyCode::Insert),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F3", KeyCode::F(3)),
    ("F4", KeyCode::F(4)),
    ("F5", KeyCode::F(5)),
    ("F6", KeyCode::F(6)),
    ("F7", KeyCode::F(7)),
    ("F8", KeyCode::F(8)),
    ("F9", KeyCode::F(9)),
    ("F10", KeyCode::F(10)),
    ("F11", KeyCode::F(11)),
    ("F12", KeyCode::F(12)),
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
            let key = Key::parse(rest)?;
            let code = match key.code {
                KeyCode::Char(c) => KeyCode::Char(c.to_ascii_lowercase()),
                code => code,
            };
            return Some(Key { code, control: true, ..key });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_shown() {
        for name in
            ["Enter", "Ctrl-C", "Alt-Left", "Alt-x", "Ctrl-Alt-L", "F12", "G", "?", "-", "Space", "Ctrl-PgDn", "ü"]
        {
            assert_eq!(Key::parse(name).map(|key| key.to_string()).as_deref(), Some(name));
        }
        for name in ["", "Ctrl-", "enter", "F13", "ab", "Shift-Up"] {
            assert_eq!(Key::parse(name), None, "{name}");
        }
    }
}
