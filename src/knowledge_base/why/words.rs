//! Texts of entries and logs, distances and counts as parts of sentences.

/// Characters of a text that a sentence quotes.
const QUOTE_CHARS_MAX: usize = 60;

/// One line of bounded length in backquotes, or in curly quotes where it holds one itself.
pub(super) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = match line.char_indices().nth(QUOTE_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    };
    if line.contains('`') { format!("“{line}”") } else { format!("`{line}`") }
}

/// `1 line`, `2 lines`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Microseconds as `47 s`, `1.5 s`, `2 min 3 s`, `3 h 2 min`.
pub(super) fn duration(micros: i64) -> String {
    let micros = micros.unsigned_abs();
    let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
    match seconds {
        0 => format!("{} ms", rest.div_ceil(1_000)),
        1..60 if rest >= 1_000 => format!("{seconds}.{:03}", rest / 1_000).trim_end_matches('0').to_owned() + " s",
        1..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_people_say_them() {
        for (micros, said) in [
            (7_000, "7 ms"),
            (1_500_000, "1.5 s"),
            (-47_000_000, "47 s"),
            (123_000_000, "2 min 3 s"),
            (10_920_000_000, "3 h 2 min"),
        ] {
            assert_eq!(duration(micros), said);
        }
    }
}
