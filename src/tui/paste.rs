//! What a terminal sends for a paste → the text that was copied; and keys that are a paste in disguise.
//!
//! Most terminals send a carriage return for each line feed. Windows line ends pasted through tmux arrive as two
//! carriage returns each. A terminal without bracketed paste sends keys, one for each letter.

use crossterm::event::KeyCode;

use super::key::Key;

/// Keys of one read that are taken for a paste, if an Enter stands inside of them. Nobody types so many before the
/// program has looked at the first; a slow line delivers whole words at once, but hardly ever with Enter and more words.
pub const BURST_KEYS_MIN: usize = 16;

/// The text as it was copied: line feeds only.
#[must_use]
pub fn normalize(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains('\r') {
        return text;
    }
    if !text.contains('\n') && is_doubled(&text) {
        return text.replace("\r\r", "\n");
    }
    text.replace('\r', "\n")
}

/// True if carriage returns come in pairs only.
fn is_doubled(text: &str) -> bool {
    text.split(|c| c != '\r').all(|run| run.len() % 2 == 0)
}

/// The text that `keys`, read at once, would be if they were pasted; `None` if somebody has typed them.
#[must_use]
pub fn of_burst(keys: &[Key]) -> Option<String> {
    if keys.len() < BURST_KEYS_MIN {
        return None;
    }
    let text: Option<String> = keys.iter().map(typed).collect();
    text.filter(|text| text.trim_end().contains('\n'))
}

/// The character of a text that a terminal would have sent this key for; `None` for keys that are no text.
#[must_use]
pub fn typed(key: &Key) -> Option<char> {
    match key.code {
        KeyCode::Enter => Some('\n'),
        // What a terminal in raw mode makes of a line feed.
        KeyCode::Char('j') if key.control => Some('\n'),
        KeyCode::Tab => Some('\t'),
        _ => key.typed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_every_terminal_become_line_feeds() {
        for (pasted, text) in [
            ("a\nb\n", "a\nb\n"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\rb\r", "a\nb\n"),
            ("a\r\rb\r\r", "a\nb\n"),
            ("a\r\r\r\rb", "a\n\nb"),
            ("a\rb\r\rc", "a\nb\n\nc"),
            ("a\n\nb\rc", "a\n\nb\nc"),
            ("a\r\r\nb", "a\n\nb"),
            ("", ""),
            ("\r", "\n"),
            ("日本\r語", "日本\n語"),
        ] {
            assert_eq!(normalize(pasted), text, "{pasted:?}");
        }
    }

    #[test]
    fn a_text_that_arrives_as_keys_is_a_paste() {
        let keys = |text: &str| -> Vec<Key> {
            let code = |c| if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            text.chars().map(|c| Key { code: code(c), control: false, alt: false }).collect()
        };
        assert_eq!(of_burst(&keys("Traceback:\n  File x")).as_deref(), Some("Traceback:\n  File x"));
        assert_eq!(of_burst(&keys("port in use by whom\n")), None, "words and Enter");
        assert_eq!(of_burst(&keys("a\nb")), None, "too short");
        assert_eq!(of_burst(&keys(&"j".repeat(40))), None, "a key held down");
    }
}
