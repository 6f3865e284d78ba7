//! Where in an entry's file a complaint about an example belongs.

use std::ops::Range;

use crate::entry::{Entry, Example};
use crate::report::Evidence;

/// The line that opens the block of `example`, without blanks around it.
pub(super) fn opening(entry: &Entry, example: &Example) -> Range<usize> {
    let block = entry.source.text.get(example.span.clone()).unwrap_or_default();
    let line = block.lines().next().unwrap_or_default();
    let start = example.span.start + (line.len() - line.trim_start().len());
    start..start + line.trim().len()
}

/// The word `key=value` of the info string, or the whole opening line where there is none.
pub(super) fn info_word(entry: &Entry, example: &Example, key: &str) -> Range<usize> {
    let opening = opening(entry, example);
    let line = entry.source.text.get(opening.clone()).unwrap_or_default();
    words(line)
        .into_iter()
        .find(|word| line[word.clone()].strip_prefix(key).is_some_and(|rest| rest.starts_with('=')))
        .map_or(opening.clone(), |word| opening.start + word.start..opening.start + word.end)
}

/// The words of an info string, quoted values whole. The parser has accepted the line.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, character) in line.char_indices() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => {}
            None if character.is_whitespace() => words.extend(start.take().map(|start| start..at)),
            None => {
                start = start.or(Some(at));
                if matches!(character, '"' | '\'') && line[..at].ends_with('=') {
                    quote = Some(character);
                }
            }
        }
    }
    words.extend(start.map(|start| start..line.len()));
    words
}

/// Where the entry's file shows the first line of `evidence`, which was found in the log of `example`. The opening
/// line where the log stands in a file of its own.
pub(super) fn in_block(entry: &Entry, example: &Example, evidence: &Evidence) -> Range<usize> {
    place_in_block(entry, example, evidence).unwrap_or_else(|| opening(entry, example))
}

fn place_in_block(entry: &Entry, example: &Example, evidence: &Evidence) -> Option<Range<usize>> {
    if example.file.is_some() {
        return None;
    }
    let block = entry.source.text.get(example.span.clone())?;
    let log_line = example.text.split('\n').nth(evidence.line - 1)?.trim_end_matches('\r');
    // The opening line stands before the first line of the log.
    let mut start = example.span.start;
    let mut lines = block.split_inclusive('\n');
    for skipped in lines.by_ref().take(evidence.line) {
        start += skipped.len();
    }
    let line = lines.next()?.trim_end_matches(['\n', '\r']);
    // In a list or a quote the block is indented.
    let indent = line.strip_suffix(log_line)?.len();
    let from = evidence.column - 1;
    let to = if evidence.end_line == evidence.line { evidence.end_column - 1 } else { log_line.len() };
    let place = start + indent + from..start + indent + to.min(log_line.len());
    entry.source.text.get(place.clone()).filter(|text| !text.is_empty())?;
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_values_are_part_of_their_word() {
        let line = r#"```log port=5432 from="docker 28, x='1'" say='a "b' it's no-match"#;
        let found: Vec<&str> = words(line).into_iter().map(|word| &line[word]).collect();
        assert_eq!(found, ["```log", "port=5432", r#"from="docker 28, x='1'""#, r#"say='a "b'"#, "it's", "no-match"]);
    }
}
