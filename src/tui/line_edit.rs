//! A line that is being typed: its text and where the cursor stands.

/// A line that is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    /// What was typed.
    pub text: String,
    /// Where the cursor stands: a byte offset on a character boundary.
    pub cursor: usize,
}

impl LineEdit {
    /// A line with the cursor at its end.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        LineEdit { cursor: text.len(), text }
    }

    /// Types a text of one line; what would make it longer than `chars_max` is left out, as are control characters.
    /// True if something was typed.
    pub fn insert(&mut self, text: &str, chars_max: usize) -> bool {
        let room = chars_max.saturating_sub(self.text.chars().count());
        let typed: String = text.chars().filter(|c| !c.is_control()).take(room).collect();
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
        !typed.is_empty()
    }

    /// One character to the left.
    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    /// One character to the right.
    pub fn right(&mut self) {
        self.cursor = self.behind();
    }

    /// To the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// To the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Deletes the character before the cursor; true if there was one.
    pub fn delete_back(&mut self) -> bool {
        self.delete(self.before(), self.cursor)
    }

    /// Deletes the character behind the cursor; true if there was one.
    pub fn delete_forward(&mut self) -> bool {
        self.delete(self.cursor, self.behind())
    }

    /// Deletes the word before the cursor; true if there was something.
    pub fn delete_word(&mut self) -> bool {
        let word_end = self.text[..self.cursor].trim_end().len();
        let blank = self.text[..word_end].char_indices().rfind(|(_, c)| c.is_whitespace());
        let start = blank.map_or(0, |(at, c)| at + c.len_utf8());
        self.delete(start, self.cursor)
    }

    fn delete(&mut self, start: usize, end: usize) -> bool {
        self.text.replace_range(start..end, "");
        self.cursor = start;
        start < end
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn behind(&self) -> usize {
        self.cursor + self.text[self.cursor..].chars().next().map_or(0, char::len_utf8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_edited_by_letters_of_any_width() {
        let mut line = LineEdit::of("über 日本");
        assert!(line.insert("語\nx", 100));
        assert_eq!(line.text, "über 日本語x");
        line.left();
        assert!(line.delete_back());
        line.home();
        assert!(line.delete_forward() && !line.delete_back());
        assert_eq!(line.text, "ber 日本x");
        line.end();
        assert!(line.delete_word() && !line.delete_forward());
        assert_eq!(line.text, "ber ");
        assert!(line.delete_word());
        assert_eq!(line, LineEdit::default());
        assert!(line.insert("12345", 3) && !line.insert("6", 3));
        assert_eq!(line.text, "123");
    }
}
