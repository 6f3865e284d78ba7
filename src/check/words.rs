//! Texts of entries and logs as parts of one-line messages.

/// Characters of a text that a message quotes.
const QUOTE_CHARS_MAX: usize = 80;

/// One line of bounded length.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The same in backquotes, or in curly ones where it holds one itself.
pub(super) fn quoted(text: &str) -> String {
    let text = shortened(text);
    if text.contains('`') { format!("“{text}”") } else { format!("`{text}`") }
}

/// The texts in backquotes with commas between.
pub(super) fn quoted_list<T: AsRef<str>>(texts: &[T]) -> String {
    texts.iter().map(|text| quoted(text.as_ref())).collect::<Vec<_>>().join(", ")
}
