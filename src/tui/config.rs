//! The user's settings: keys by action name, and whether the mouse is listened to.
//!
//! ```toml
//! mouse = true
//!
//! [keys]
//! copy = ["y", "c"]
//! why = "F4"
//! browse = []        # no key
//! ```
//!
//! Pure: the front end of the command line reads the file. Whatever is wrong is told with its place and a repair, and
//! the rest counts: nobody is locked out by a typo.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::Key;
use super::keymap::{BINDINGS, Keymap};
use crate::diagnostic::line_column;
use crate::entry::closest::closest;

/// What the settings come to.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The keys in force.
    pub keymap: Keymap,
    /// True: the mouse is listened to from the start.
    pub mouse: bool,
    /// `FILE:LINE:COLUMN: what is wrong; what to do`, in file order.
    pub problems: Vec<String>,
}

/// Reads the text of a settings file that is shown as `path`.
#[must_use]
pub fn read(path: &str, text: &str) -> Settings {
    let mut reader = Reader { path, text, settings: Settings::default(), chosen: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => table.get_ref().iter().for_each(|(key, value)| reader.entry(key, value)),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let what = error.message().lines().next().unwrap_or("this is not valid TOML").to_owned();
            reader.complain(at, format!("{what}; write `action = \"key\"` below `[keys]`"));
        }
    }
    reader.settle();
    reader.settings
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    settings: Settings,
    /// Actions that were given keys, with the place of their names, in file order.
    chosen: Vec<(&'static str, usize, Vec<Key>)>,
}

type Name<'a> = Spanned<Cow<'a, str>>;

impl Reader<'_> {
    fn complain(&mut self, at: usize, what: impl AsRef<str>) {
        let (line, column) = line_column(self.text, at);
        self.settings.problems.push(format!("{}:{line}:{column}: {}", self.path, what.as_ref()));
    }

    fn entry(&mut self, name: &Name<'_>, value: &Spanned<DeValue<'_>>) {
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("mouse", DeValue::Boolean(mouse)) => self.settings.mouse = *mouse,
            ("mouse", _) => self.complain(value.span().start, "`mouse` is `true` or `false`"),
            ("keys", DeValue::Table(keys)) => keys.iter().for_each(|(name, value)| self.action(name, value)),
            ("keys", _) => self.complain(value.span().start, "`keys` is a table; write `[keys]` on a line of its own"),
            (unknown, _) => {
                let near = closest(unknown, ["mouse", "keys"]).map_or_else(
                    || "there are `mouse` and `[keys]`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.complain(name.span().start, format!("there is no setting `{unknown}`; {near}"));
            }
        }
    }

    fn action(&mut self, name: &Name<'_>, value: &Spanned<DeValue<'_>>) {
        let written = name.get_ref().as_ref();
        let Some(binding) = BINDINGS.iter().find(|binding| binding.name == written) else {
            let near = closest(written, BINDINGS.iter().map(|binding| binding.name)).map_or_else(
                || "the help (`?`) and docs/tui.md name all of them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return self.complain(name.span().start, format!("there is no action `{written}`; {near}"));
        };
        let mut keys = Vec::new();
        match value.get_ref() {
            DeValue::Array(values) => values.iter().for_each(|value| keys.extend(self.key(value))),
            _ => keys.extend(self.key(value)),
        }
        self.chosen.push((binding.name, name.span().start, keys));
    }

    fn key(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Key> {
        let Some(written) = value.get_ref().as_str() else {
            self.complain(value.span().start, "a key is a text, as in `copy = \"y\"`");
            return None;
        };
        let key = Key::parse(written);
        if key.is_none() {
            let help = "keys are written as in the help: `y`, `G`, `Ctrl-L`, `Alt-Left`, `PgDn`, `F2`";
            self.complain(value.span().start, format!("there is no key `{written}`; {help}"));
        }
        key
    }

    /// Puts the keys in force, and sees where one stands for two actions: what the user has written wins over what
    /// was there before, and of two lines of the user the first.
    fn settle(&mut self) {
        self.chosen.sort_by_key(|(_, at, _)| *at);
        let chosen = std::mem::take(&mut self.chosen);
        for (name, _, keys) in &chosen {
            self.settings.keymap.rebind(name, keys.clone());
        }
        for (index, (name, at, keys)) in chosen.iter().enumerate() {
            for key in keys {
                while let Some((rival, mode)) = self.settings.keymap.rival(name, *key) {
                    let is_earlier = chosen[..index].iter().any(|(earlier, ..)| *earlier == rival);
                    let (winner, loser) = if is_earlier { (rival, *name) } else { (*name, rival) };
                    self.settings.keymap.unbind(loser, *key);
                    self.complain(
                        *at,
                        format!(
                            "`{key}` stands for `{rival}` and `{name}` in {}; it is `{winner}` now: give `{loser}` another \
                             key",
                            mode.words()
                        ),
                    );
                    if is_earlier {
                        break;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::{Action, Mode};

    fn action(settings: &Settings, mode: Mode, key: &str) -> Option<Action> {
        settings.keymap.lookup(mode, Key::parse(key).expect("a key"))
    }

    #[test]
    fn actions_get_the_keys_that_the_user_names() {
        let settings = read("config.toml", "mouse = true\n[keys]\ncopy = ['c', \"F4\"]\nbrowse = []\nquit = 'Q'\n");
        assert_eq!(settings.problems, [""; 0]);
        assert!(settings.mouse);
        assert_eq!(action(&settings, Mode::List, "c"), Some(Action::Copy));
        assert_eq!(action(&settings, Mode::List, "F4"), Some(Action::Copy));
        for key in ["y", "b", "q"] {
            assert_eq!(action(&settings, Mode::List, key), None, "{key}");
        }
        assert_eq!(action(&settings, Mode::Help, "Q"), Some(Action::Quit));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_a_repair() {
        for (text, told) in [
            ("[keys]\ncopi = 'y'", "c.toml:2:1: there is no action `copi`; did you mean `copy`?"),
            ("[keys]\ncopy = 'yy'", "c.toml:2:8: there is no key `yy`; keys are written as"),
            ("[keys]\ncopy = 7", "c.toml:2:8: a key is a text, as in `copy = \"y\"`"),
            ("[key]\ncopy = 'y'", "c.toml:1:2: there is no setting `key`; did you mean `keys`?"),
            ("mouse = 1", "c.toml:1:9: `mouse` is `true` or `false`"),
            ("keys = 1", "c.toml:1:8: `keys` is a table"),
            ("[keys\n", "c.toml:1:"),
        ] {
            let settings = read("c.toml", text);
            assert_eq!(settings.problems.len(), 1, "{:?}", settings.problems);
            assert!(settings.problems[0].starts_with(told), "{:?}", settings.problems);
            assert_eq!(action(&settings, Mode::List, "q"), Some(Action::Quit));
        }
    }

    #[test]
    fn of_two_actions_with_one_key_the_user_s_wins_and_both_are_named() {
        let settings = read("c.toml", "[keys]\nwhy = 'e'\n");
        assert_eq!(action(&settings, Mode::List, "e"), Some(Action::Why));
        let told =
            "c.toml:2:1: `e` stands for `edit` and `why` in the results; it is `why` now: give `edit` another key";
        assert_eq!(settings.problems, [told]);
        let settings = read("c.toml", "[keys]\nwhy = 'F4'\nedit = 'F4'\n");
        assert_eq!(action(&settings, Mode::List, "F4"), Some(Action::Why));
        assert!(settings.problems[0].contains("give `edit` another key"), "{:?}", settings.problems);
    }

    #[test]
    fn nobody_is_locked_in() {
        let settings = read("c.toml", "[keys]\ncancel = []\nquit = []\nhelp = 'Ctrl-C'\n");
        for mode in Mode::ALL {
            assert_eq!(action(&settings, mode, "Ctrl-C"), Some(Action::Cancel));
        }
    }
}
