//! The one sink for untrusted text: what leaves it can be printed.
//!
//! A log may hold escape sequences that rewrite the screen, set the clipboard or hide the next
//! command; bidirectional and invisible characters make text look like other text. Each such character
//! is shown as a symbol instead, so that nothing is lost and nothing acts. Logs in other scripts stay
//! readable: letters and their combining marks pass.
//!
//! Leaves styles and wrapping to [`super::markdown`].

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Blanks that stand for a tab. Not a tab stop: pieces of a line are made safe one by one.
const TAB: &str = "    ";

/// Combining marks on one letter. Languages use up to three; more of them climb over other lines.
const COMBINING_MAX: usize = 3;

/// How to show what must not be printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Safe {
    /// Line feeds pass (`\r\n` becomes one), for text of several lines.
    pub multi_line: bool,
    /// Everything outside of ASCII is shown by number. For terminals that are not UTF-8: to them a
    /// byte of a letter may be a control byte.
    pub ascii: bool,
}

/// `text` as one line: line feeds, too, are shown as symbols.
#[must_use]
pub fn line(text: &str) -> String {
    Safe::default().show(text)
}

/// `text` with its line feeds.
#[must_use]
pub fn text(text: &str) -> String {
    Safe { multi_line: true, ascii: false }.show(text)
}

impl Safe {
    /// `text` as it may be printed.
    #[must_use]
    pub fn show(self, text: &str) -> String {
        if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
            return text.to_owned();
        }
        let mut shown = String::with_capacity(text.len() + 8);
        // A mark at the very beginning would sit on whatever was printed before.
        let mut marks = COMBINING_MAX;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' if self.multi_line && chars.peek() == Some(&'\n') => {}
                '\n' if self.multi_line => shown.push('\n'),
                '\t' => shown.push_str(TAB),
                ' '..='~' => shown.push(c),
                _ if self.ascii => self.push_symbol(c, &mut shown),
                // They only ask for another look of the character before.
                '\u{fe0e}' | '\u{fe0f}' if !shown.is_empty() => continue,
                '\u{3000}' => shown.push_str("  "),
                _ if is_blank(c) => shown.push(' '),
                _ if !is_visible(c) => self.push_symbol(c, &mut shown),
                _ if c.width() == Some(0) => {
                    if marks >= COMBINING_MAX {
                        self.push_symbol(c, &mut shown);
                    } else {
                        marks += 1;
                        shown.push(c);
                    }
                    continue;
                }
                _ => shown.push(c),
            }
            // Marks sit on letters, not on line feeds.
            marks = if shown.ends_with('\n') { COMBINING_MAX } else { 0 };
        }
        shown
    }

    /// The symbol of a character that is not printed itself.
    fn push_symbol(self, c: char, shown: &mut String) {
        let code = c as u32;
        match c {
            '\0'..='\x1f' if self.ascii => shown.extend(['^', char::from_u32(code + 0x40).unwrap_or('?')]),
            '\x7f' if self.ascii => shown.push_str("^?"),
            _ if self.ascii => shown.push_str(&format!("<U+{code:04X}>")),
            '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER)),
            '\x7f' => shown.push('␡'),
            _ => shown.push_str(&format!("‹U+{code:04X}›")),
        }
    }
}

/// Blanks other than U+0020.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// True if `c` is assigned and shows something by itself or as a mark on the letter before it.
fn is_visible(c: char) -> bool {
    // Marks and letters of width zero or of none that show nothing; format characters in the strict
    // sense (category Cf) are not printable for the standard library either.
    let is_invisible = matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2065}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    );
    !is_invisible && is_printable(c)
}

/// What the standard library prints as it is in `{:?}`: neither controls nor format characters, private
/// use, surrogates, unassigned code points or line separators.
fn is_printable(c: char) -> bool {
    // A letter before it, so that a combining mark is not escaped for standing alone.
    let pair: String = ['a', c].into_iter().collect();
    pair.escape_debug().nth(1) == Some(c)
}

/// Columns that `text`, which must be safe, takes on the screen.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { UnicodeWidthStr::width(text) }
}

/// `text` cut to `columns`, with `…` (`~` in ASCII) where something is missing; never through a letter.
#[must_use]
pub fn fit(text: &str, columns: usize, ascii: bool) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let (head, _) = split_at_width(text, columns.saturating_sub(1));
    let more = if ascii { '~' } else { '…' };
    if columns == 0 { String::new() } else { format!("{head}{more}") }
}

/// `text` split behind the last whole letter that fits into `columns`.
#[must_use]
pub fn split_at_width(text: &str, columns: usize) -> (&str, &str) {
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += width(grapheme);
        if taken > columns {
            return text.split_at(at);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_script_pass() {
        for text in ["plain", "Grüße", "नमस्ते", "日本語", "e\u{301}", "العربية", "✓ → “x”", "👍", "한국어"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_acts_or_hides_is_shown_as_a_symbol() {
        for (text, shown) in [
            ("\x1b[2J", "␛[2J"),
            ("a\x07\x08\0\x7f", "a␇␈␀␡"),
            ("\u{9b}31m", "‹U+009B›31m"),
            ("a\u{202e}b", "a‹U+202E›b"),
            ("a\u{200b}\u{200d}\u{feff}b", "a‹U+200B›‹U+200D›‹U+FEFF›b"),
            ("a\u{ad}b\u{2028}\u{e0041}", "a‹U+00AD›b‹U+2028›‹U+E0041›"),
            ("\u{378}\u{e000}\u{ffff}", "‹U+0378›‹U+E000›‹U+FFFF›"),
            ("\u{301}a", "‹U+0301›a"),
            ("a\u{301}\u{301}\u{301}\u{301}", "a\u{301}\u{301}\u{301}‹U+0301›"),
            ("a\tb\u{a0}c\u{3000}d", "a    b c  d"),
            ("⚠\u{fe0f} x", "⚠ x"),
            ("a\r\nb\rc", "a␍␊b␍c"),
        ] {
            assert_eq!(line(text), shown, "{text:?}");
        }
        assert_eq!(super::text("a\r\nb\rc\n\u{301}"), "a\nb␍c\n‹U+0301›");
    }

    #[test]
    fn a_terminal_without_utf_8_gets_ascii() {
        let safe = Safe { multi_line: true, ascii: true };
        assert_eq!(safe.show("é\x1b[m\x7f\u{202e}\n"), "<U+00E9>^[[m^?<U+202E>\n");
    }

    #[test]
    fn text_is_cut_between_letters() {
        assert_eq!(fit("abcdef", 4, false), "abc…");
        assert_eq!(fit("日本語", 4, false), "日…");
        assert_eq!(fit("日本語", 6, false), "日本語");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2, false), "e\u{301}…");
        assert_eq!(fit("abc", 0, false), "");
    }
}
