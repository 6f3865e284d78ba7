//! Stand-in.
pub mod safe {
    #[must_use]
    pub fn line(text: &str) -> String {
        text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
    }
    #[must_use]
    pub fn width(text: &str) -> usize {
        unicode_width::UnicodeWidthStr::width(text)
    }
}
