//! "Did you mean": the candidate that a mistyped word most likely stands for.
//!
//! Used for keys and words of the front matter, for ids and for flags. Leaves to the caller how to
//! say it.

/// Words longer than this (characters) are not compared: nobody mistypes them, they are pasted.
const WORD_LEN_MAX: usize = 100;

/// The candidate nearest to `word` by edit distance (a swap of neighbors counts one, case counts
/// nothing), if it is near enough to be meant; of equally near ones the first.
#[must_use]
pub(crate) fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = word.to_lowercase().chars().collect();
    if wanted.is_empty() || wanted.len() > WORD_LEN_MAX {
        return None;
    }
    let allowed = wanted.len().div_ceil(3).min(5);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let have: Vec<char> = candidate.to_lowercase().chars().collect();
        if have.len().abs_diff(wanted.len()) > allowed {
            continue;
        }
        let distance = edit_distance(&wanted, &have);
        // A word of which every letter was changed is another word.
        let is_near = distance <= allowed && distance < have.len().max(wanted.len());
        if is_near && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `, did you mean …?` as a help sentence, or the list of what is allowed where nothing is near.
#[must_use]
pub(crate) fn suggestion(word: &str, candidates: &[&str]) -> String {
    match closest(word, candidates.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of {}", quoted_list(candidates)),
    }
}

/// The words in backquotes with commas between.
#[must_use]
pub(crate) fn quoted_list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Insertions, deletions, substitutions and swaps of neighbors from `a` to `b` (optimal string alignment).
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &left) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, &right) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(left != right)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && left == b[j - 1] && a[i - 1] == right {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_find_their_word() {
        let keys = ["signature", "severity", "status", "tags", "title"];
        for (typed, meant) in [
            ("signatur", "signature"),
            ("signatures", "signature"),
            ("sgnature", "signature"),
            ("singature", "signature"),
            ("Tags", "tags"),
            ("tag", "tags"),
            ("tilte", "title"),
            ("serverity", "severity"),
        ] {
            assert_eq!(closest(typed, keys), Some(meant), "{typed}");
        }
    }

    #[test]
    fn unrelated_words_find_nothing() {
        for typed in ["", "x", "zebra", "completely-different", &"a".repeat(500)] {
            assert_eq!(closest(typed, ["signature", "severity", "of"]), None, "{typed}");
        }
    }
}
