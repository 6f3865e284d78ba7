//! How the nearest piece of a log differs from a text signature: in words, with places and repairs.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::align::{Alignment, Pair, Step};
use super::tokens::{Found, Wanted, WantedKind, is_word};
use super::words::quoted;
use crate::limits::{ANY_CHARS_MAX, LINE_CHARS_MAX, WORD_CHARS_MAX};
use crate::signature::text::HoleKind;

/// What kind of difference it is; the word in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Words of the signature are not there.
    Missing,
    /// The log has words between that the signature has not.
    Extra,
    /// The log has other words there.
    Other,
    /// The log has another number there.
    Number,
    /// Only the case differs.
    Case,
    /// A word of the signature is a part of a longer one in the log.
    Boundary,
    /// A hole of the signature does not take what stands there.
    Hole,
    /// A blank is there and should not be, or the other way round.
    Blank,
    /// The same name stands for two values.
    Value,
    /// The head of another record lies between.
    Record,
    /// The log has the text of a program, not a message.
    Conversion,
    /// The regex matches up to here.
    Regex,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What kind.
    pub kind: DifferenceKind,
    /// It in a sentence without a full stop.
    pub what: String,
    /// How the signature could be mended, if that is what one wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<String>,
    /// Its bytes in the log's text, for marking.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// A signature, a piece of a log, and how they were laid side by side.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) wanted: &'a [Wanted],
    pub(super) log: &'a str,
    pub(super) found: &'a [Found],
    pub(super) alignment: &'a Alignment,
}

/// The differences, in order of the log.
pub(super) fn differences(side: &Side<'_>) -> Vec<Difference> {
    let mut differences: Vec<Difference> = Vec::new();
    let pairs = &side.alignment.pairs;
    let mut at = 0;
    while at < pairs.len() {
        let is_edit = |pair: &Pair| matches!(pair.step, Step::Other | Step::Missing | Step::Extra);
        let len = pairs[at..].iter().take_while(|pair| is_edit(pair)).count();
        if len > 0 {
            differences.push(side.edit(&pairs[at..at + len], at));
            at += len;
        } else {
            at += 1;
        }
    }
    differences.extend(side.case());
    differences.extend(side.holes());
    differences.extend(side.blanks());
    differences.extend(side.values());
    if let Some(record) = side.record() {
        // What holes took on the way to another record says nothing.
        differences.retain(|one| !matches!(one.kind, DifferenceKind::Hole | DifferenceKind::Value));
        differences.push(record);
    }
    differences.sort_by_key(|one| (one.span.start, one.span.end));
    let mut said: Vec<String> = Vec::new();
    differences.retain(|one| {
        let is_new = !said.contains(&one.what);
        said.push(one.what.clone());
        is_new
    });
    differences
}

impl Side<'_> {
    fn wanted_text(&self, pairs: &[Pair]) -> Option<&str> {
        let parts = || pairs.iter().filter(|pair| pair.step != Step::Extra).map(|pair| &self.wanted[pair.wanted].span);
        Some(&self.text[parts().next()?.start..parts().next_back()?.end])
    }

    fn found_span(&self, pairs: &[Pair]) -> Option<Range<usize>> {
        let mut parts = pairs.iter().filter(|pair| pair.step != Step::Missing).map(|pair| &self.found[pair.found].span);
        let first = parts.next()?;
        Some(first.start..parts.next_back().unwrap_or(first).end)
    }

    /// Where something is missing: behind what was found before it.
    fn gap(&self, at: usize) -> Range<usize> {
        let before = self.alignment.pairs[..at].iter().rev().find(|pair| pair.step != Step::Missing);
        let place = before.map_or_else(
            || self.alignment.pairs.get(at).and_then(|pair| self.found.get(pair.found)).map_or(0, |it| it.span.start),
            |pair| self.found[pair.found].span.end,
        );
        place..place
    }

    /// Words that are missing, extra or others.
    fn edit(&self, pairs: &[Pair], at: usize) -> Difference {
        let new = |kind, what: String, repair: Option<&str>, span| Difference {
            kind,
            what,
            repair: repair.map(str::to_owned),
            span,
        };
        match (self.wanted_text(pairs), self.found_span(pairs)) {
            (Some(wanted), None) => {
                let span = self.gap(at);
                if let Some(instead) = self.instead(pairs, at, span.end) {
                    return self.other(pairs, wanted, instead);
                }
                let is_end = self.log[span.end..].lines().next().is_none_or(|rest| rest.trim().is_empty());
                let is_hole = pairs.iter().all(|pair| self.wanted[pair.wanted].is_hole());
                let place = if is_end { "ends where the signature goes on with" } else { "lacks" };
                let kind = if is_hole { DifferenceKind::Hole } else { DifferenceKind::Missing };
                let what = format!("the log {place} {}", quoted(wanted));
                new(kind, what, None, span)
            }
            (None, Some(span)) => {
                let what = format!("the log has {} between", quoted(&self.log[span.clone()]));
                new(DifferenceKind::Extra, what, Some("a hole takes it: `{_:any}`"), span)
            }
            (Some(wanted), Some(span)) => self.other(pairs, wanted, span),
            (None, None) => new(DifferenceKind::Missing, String::new(), None, self.gap(at)),
        }
    }

    /// What the line goes on with where the last parts of the signature are missing: as many words and marks.
    fn instead(&self, pairs: &[Pair], at: usize, behind: usize) -> Option<Range<usize>> {
        let is_last = at + pairs.len() == self.alignment.pairs.len();
        let line = self.log[behind..].find('\n').map_or(self.log.len(), |len| behind + len);
        let rest = self.found.iter().filter(|it| it.span.start >= behind && it.span.end <= line).take(pairs.len());
        let rest: Vec<&Found> = rest.collect();
        let (first, last) = rest.first().zip(rest.last()).filter(|_| is_last && at > 0)?;
        Some(first.span.start..last.span.end)
    }

    fn other(&self, pairs: &[Pair], wanted: &str, span: Range<usize>) -> Difference {
        let found = &self.log[span.clone()];
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_one = pairs.len() == 1 && wanted.chars().all(is_word) && found.chars().all(is_word);
        let contains = found.starts_with(wanted) || found.ends_with(wanted);
        let (kind, what, repair) = if is_one && contains {
            let what =
                format!("{} is a part of the word {} here; words end where they end", quoted(wanted), quoted(found));
            (DifferenceKind::Boundary, what, None)
        } else if is_number(wanted) && is_number(found) {
            let what = format!("the log has the number {} where the signature has {}", quoted(found), quoted(wanted));
            (DifferenceKind::Number, what, Some("a hole takes any number: `{n:int}`".to_owned()))
        } else {
            let what = format!("the log has {} where the signature has {}", quoted(found), quoted(wanted));
            (DifferenceKind::Other, what, None)
        };
        Difference { kind, what, repair, span }
    }

    /// All words that differ in case only, as one difference.
    fn case(&self) -> Option<Difference> {
        let pairs: Vec<Pair> = self.alignment.pairs.iter().copied().filter(|pair| pair.step == Step::Case).collect();
        let span = self.found_span(&pairs)?;
        let found: Vec<&str> = pairs.iter().map(|pair| self.found[pair.found].text.as_str()).collect();
        let wanted: Vec<&str> = pairs.iter().map(|pair| &self.text[self.wanted[pair.wanted].span.clone()]).collect();
        let first = self.found[pairs[0].found].span.clone();
        Some(Difference {
            kind: DifferenceKind::Case,
            what: format!(
                "the log writes {} where the signature has {}",
                quoted(&found.join(" … ")),
                quoted(&wanted.join(" … "))
            ),
            repair: Some("`ignore_case = true` takes both".to_owned()),
            span: if pairs.len() == 1 { first } else { span },
        })
    }

    /// The value that each hole took: its part of the signature and its bytes.
    fn taken(&self) -> Vec<(usize, Range<usize>)> {
        let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
        for pair in self.alignment.pairs.iter().filter(|pair| pair.step == Step::Takes) {
            let span = self.found[pair.found].span.clone();
            match taken.last_mut() {
                Some((hole, known)) if *hole == pair.wanted => known.end = span.end,
                _ => taken.push((pair.wanted, span)),
            }
        }
        taken
    }

    fn holes(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (hole, span) in self.taken() {
            let part = &self.wanted[hole];
            let WantedKind::Hole(kind, name) = &part.kind else { continue };
            let (written, value) = (&self.text[part.span.clone()], &self.log[span.clone()]);
            let as_kind = |kind: &str| {
                let name = if name.is_empty() { "_" } else { name };
                format!("`{{{name}:{kind}}}` takes it")
            };
            let chars = value.chars().count();
            let found = quoted(value);
            let has_blank = value.contains(char::is_whitespace);
            let (what, repair) = match kind {
                HoleKind::Int if !value.bytes().all(|byte| byte.is_ascii_digit()) => {
                    let wider = if has_blank { as_kind("any") } else { as_kind("word") };
                    (format!("{} takes digits only, and the log has {found}", quoted(written)), Some(wider))
                }
                HoleKind::Word if has_blank => {
                    (format!("{} takes no blank, and the log has {found}", quoted(written)), Some(as_kind("any")))
                }
                HoleKind::Word if chars > WORD_CHARS_MAX => (
                    format!("{} takes {WORD_CHARS_MAX} characters at most; the log has {chars}", quoted(written)),
                    Some(as_kind("line")),
                ),
                HoleKind::Any if chars > ANY_CHARS_MAX => {
                    (format!("{} takes {ANY_CHARS_MAX} characters at most; the log has {chars}", quoted(written)), None)
                }
                HoleKind::Line if value.contains('\n') => {
                    (format!("{} ends with its line; the log goes on below it", quoted(written)), Some(as_kind("any")))
                }
                HoleKind::Line if chars > LINE_CHARS_MAX => (
                    format!("{} takes {LINE_CHARS_MAX} characters at most; the log has {chars}", quoted(written)),
                    None,
                ),
                _ if value.starts_with('%') && chars <= 6 => {
                    let what = format!("{found} is a program's own text: no value was put in");
                    differences.push(Difference { kind: DifferenceKind::Conversion, what, repair: None, span });
                    continue;
                }
                _ => continue,
            };
            differences.push(Difference { kind: DifferenceKind::Hole, what, repair, span });
        }
        differences
    }

    /// A blank beside a hole has to be there, and none where the signature has none.
    fn blanks(&self) -> Vec<Difference> {
        let mut differences = Vec::new();
        let pairs = &self.alignment.pairs;
        for (before, pair) in pairs.iter().zip(pairs.iter().skip(1)) {
            let whole = |pair: &Pair| matches!(pair.step, Step::Same | Step::Case | Step::Takes);
            let is_next = pair.wanted == before.wanted + 1 && pair.found == before.found + 1;
            let beside_hole = self.wanted[before.wanted].is_hole() || self.wanted[pair.wanted].is_hole();
            if !whole(before) || !whole(pair) || !is_next || !beside_hole {
                continue;
            }
            let (wanted, found) = (&self.wanted[pair.wanted], &self.found[pair.found]);
            if wanted.after_blank == found.after_blank {
                continue;
            }
            let shown = &self.text[self.wanted[before.wanted].span.start..wanted.span.end];
            let span = self.found[before.found].span.start..found.span.end;
            // A line end right behind a value may be a hard wrap.
            if !wanted.after_blank && self.log[span.clone()].contains('\n') {
                continue;
            }
            let found = quoted(&self.log[span.clone()]);
            let what = if wanted.after_blank {
                format!("{} wants a blank; the log has {found}", quoted(shown))
            } else {
                format!("{} has no blank; the log has {found}", quoted(shown))
            };
            differences.push(Difference { kind: DifferenceKind::Blank, what, repair: None, span });
        }
        differences
    }

    /// The same name twice has the same value.
    fn values(&self) -> Vec<Difference> {
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        let mut differences = Vec::new();
        for (hole, span) in self.taken() {
            let WantedKind::Hole(_, name) = &self.wanted[hole].kind else { continue };
            let value = &self.log[span.clone()];
            match known.get(name.as_str()) {
                Some(first) if !name.is_empty() && *first != value => {
                    let what = format!(
                        "`{name}` is {} here and {} before; one name has one value",
                        quoted(value),
                        quoted(first)
                    );
                    let repair = Some("give the two holes two names".to_owned());
                    differences.push(Difference { kind: DifferenceKind::Value, what, repair, span });
                }
                Some(_) => {}
                None => {
                    known.insert(name, value);
                }
            }
        }
        differences
    }

    /// A text does not go over the head of another record.
    fn record(&self) -> Option<Difference> {
        let parts = || self.alignment.pairs.iter().filter(|pair| !matches!(pair.step, Step::Missing | Step::Extra));
        let first = parts().next()?;
        let first_line = self.found[first.found].line;
        let beyond =
            parts().map(|pair| &self.found[pair.found]).find(|it| it.line > first_line && it.in_other_record)?;
        let head = self.log[..beyond.span.start].rfind('\n').map_or(0, |at| at + 1);
        let head_end = self.log[head..].find(char::is_whitespace).map_or(self.log.len(), |len| head + len);
        Some(Difference {
            kind: DifferenceKind::Record,
            what: format!(
                "another record begins with {}; a `text` stays within one",
                quoted(&self.log[head..head_end])
            ),
            repair: Some("sign both with `[[signature.sequence]]` and `within`".to_owned()),
            span: head..head_end,
        })
    }
}
