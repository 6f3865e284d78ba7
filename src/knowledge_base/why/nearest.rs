//! The line that comes nearest to a part that is missing, and how it differs.
//!
//! `WordIndex` goes over the log once and remembers which lines hold words of the entry's signatures. For a part the
//! lines that hold most of its words, rare ones counting more, are laid beside it; the cheapest is the nearest.
//! Where none holds enough of it, `WordIndex::places` says where its words are.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use super::align::{Alignment, Step, align};
use super::differ::{Difference, DifferenceKind, Side, differences};
use super::tokens::{self, Found, Wanted, WantedKind};
use super::words::quoted;
use crate::log::{Log, Stream};
use crate::report::ShownLine;
use crate::signature::Pattern;
use crate::signature::regex::RegexPattern;

/// Lines that are laid beside a part.
const CANDIDATES_MAX: usize = 4;

/// Parts of a signature and of a piece of a log that are laid side by side.
const WANTED_MAX: usize = 256;
const FOUND_MAX: usize = 512;

/// Bytes that the beginning or the end of a regex has to match to tell something.
const TELLING_BYTES_MIN: usize = 4;

/// Lines before and behind the one that holds most of the words: a text may be wrapped.
const LINES_BEFORE: usize = 1;
const LINES_BEHIND: usize = 2;

/// Bytes of a line that are looked at: words far to the right are those of a dump.
const LINE_BYTES_MAX: usize = 2_048;

/// Percent of a part's words that make a line near.
const NEAR_PERCENT: u64 = 28;

/// Words whose places are told.
const WORDS_TOLD_MAX: usize = 8;

/// Characters of a regex whose beginnings are tried on the nearest lines.
const PREFIXES_MAX: usize = 400;

/// The line that comes nearest to a part.
#[derive(Clone, Debug, Serialize)]
pub struct Nearest {
    /// The input it is in.
    pub file: String,
    /// 1-based.
    pub line: usize,
    /// The stream it stands in; empty for the unnamed one.
    pub stream: String,
    /// The payload of the line, and of those below it that were compared too.
    pub text: String,
    /// How much of the part's words it holds, in percent, rare words counting more.
    pub percent: u64,
    /// How it differs, in order; never empty.
    pub differences: Vec<Difference>,
    /// The lines with the differences marked.
    #[serde(skip)]
    pub shown: Vec<ShownLine>,
}

/// A word of a part, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordPlaces {
    /// In lower case.
    pub word: String,
    /// Lines that hold it.
    pub lines: usize,
    /// The first of them: file and 1-based line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<(String, usize)>,
}

/// A line that holds words of the signatures.
struct LineHit {
    log: usize,
    stream: usize,
    line: usize,
    words: Vec<usize>,
}

/// The lines of several logs that hold words of an entry's signatures.
pub(super) struct WordIndex<'a> {
    logs: &'a [(String, Log<'a>)],
    ids: HashMap<Vec<u8>, usize>,
    hits: Vec<LineHit>,
    /// Per word, how many lines hold it.
    counts: Vec<usize>,
    line_count: usize,
}

/// The words of a pattern in lower case, each once, in order.
pub(super) fn words_of(pattern: &Pattern, written: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut push = |word: &str| {
        let word = word.to_lowercase();
        if word.chars().count() > 1 && !words.contains(&word) {
            words.push(word);
        }
    };
    match pattern {
        Pattern::Text(_) => {
            for part in tokens::wanted(written, WANTED_MAX) {
                if let WantedKind::Word(word) = part.kind {
                    push(&word);
                }
            }
        }
        Pattern::Regex(_) => {
            let literals = pattern.shape().all_literals();
            literals.iter().flat_map(|literal| literal.split(|c| !tokens::is_word(c))).for_each(push);
        }
    }
    words
}

impl<'a> WordIndex<'a> {
    /// Goes over `logs` once and looks for `words`, which are in lower case.
    pub(super) fn new(logs: &'a [(String, Log<'a>)], words: impl Iterator<Item = String>) -> Self {
        let mut index = WordIndex { logs, ids: HashMap::new(), hits: Vec::new(), counts: Vec::new(), line_count: 0 };
        for word in words {
            let id = index.counts.len();
            if index.ids.try_insert_new(word.into_bytes(), id) {
                index.counts.push(0);
            }
        }
        for (log_index, (_, log)) in logs.iter().enumerate() {
            for (stream_index, stream) in log.streams().iter().enumerate() {
                for line in 0..stream.lines().len() {
                    index.line(log_index, stream_index, line, stream.line_payload(line));
                }
            }
        }
        index
    }

    fn line(&mut self, log: usize, stream: usize, line: usize, payload: &[u8]) {
        self.line_count += 1;
        let mut words: Vec<usize> = Vec::new();
        let payload = &payload[..payload.len().min(LINE_BYTES_MAX)];
        for word in payload.split(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80)) {
            if word.len() < 2 {
                continue;
            }
            let lower = if word.is_ascii() {
                word.to_ascii_lowercase()
            } else {
                String::from_utf8_lossy(word).to_lowercase().into_bytes()
            };
            if let Some(id) = self.ids.get(&lower)
                && !words.contains(id)
            {
                words.push(*id);
            }
        }
        if !words.is_empty() {
            words.iter().for_each(|word| self.counts[*word] += 1);
            self.hits.push(LineHit { log, stream, line, words });
        }
    }

    /// What a word says: its length, more if few lines hold it.
    fn weight(&self, id: usize, word: &str) -> u64 {
        let rarity = (self.line_count.max(1) / self.counts[id].max(1)).ilog2() + 1;
        word.chars().count() as u64 * u64::from(rarity)
    }

    /// The places of `words` that say something, rare ones first.
    pub(super) fn places(&self, words: &[String]) -> Vec<WordPlaces> {
        let mut places: Vec<WordPlaces> = Vec::new();
        for word in words.iter().filter(|word| word.chars().count() > 2) {
            let Some(id) = self.ids.get(word.as_bytes()) else { continue };
            let first = self.hits.iter().find(|hit| hit.words.contains(id)).map(|hit| {
                let (name, log) = &self.logs[hit.log];
                let stream = &log.streams()[hit.stream];
                (name.clone(), log.locate(stream, stream.lines()[hit.line].start).line)
            });
            places.push(WordPlaces { word: word.clone(), lines: self.counts[*id], first });
        }
        places.truncate(WORDS_TOLD_MAX);
        places
    }

    /// The line nearest to a part whose words are `words`; `None` if no line holds enough of them.
    pub(super) fn nearest(
        &self,
        pattern: &Pattern,
        written: &str,
        ignore_case: bool,
        words: &[String],
    ) -> Option<Nearest> {
        let known: Vec<(usize, u64)> = words
            .iter()
            .filter_map(|word| self.ids.get(word.as_bytes()).map(|id| (*id, self.weight(*id, word))))
            .collect();
        let whole: u64 = known.iter().map(|(_, weight)| weight).sum();
        let weight_of = |hit: &LineHit| -> u64 {
            known.iter().filter(|(id, _)| hit.words.contains(id)).map(|(_, weight)| weight).sum()
        };
        let mut best: Vec<(u64, &LineHit)> = Vec::new();
        for hit in &self.hits {
            let weight = weight_of(hit);
            let is_near = weight > 0 && weight * 100 >= whole * NEAR_PERCENT / 2;
            if is_near && (best.len() < CANDIDATES_MAX || best.last().is_some_and(|(least, _)| *least < weight)) {
                let at = best.partition_point(|(other, _)| *other >= weight);
                best.insert(at, (weight, hit));
                best.truncate(CANDIDATES_MAX);
            }
        }
        let beside = |(_, hit): &(u64, &LineHit)| match pattern {
            Pattern::Text(_) => self.beside_text(hit, written, ignore_case),
            Pattern::Regex(_) => {
                let percent = (weight_of(hit) * 100).checked_div(whole).unwrap_or_default();
                self.beside_regex(hit, written, ignore_case, percent)
            }
        };
        let laid: Vec<(u32, Nearest)> = best.iter().filter_map(beside).collect();
        let nearest = laid.into_iter().reduce(|best, next| if next.0 < best.0 { next } else { best })?;
        Some(nearest.1).filter(|nearest| nearest.percent >= NEAR_PERCENT)
    }

    fn beside_text(&self, hit: &LineHit, written: &str, ignore_case: bool) -> Option<(u32, Nearest)> {
        let (name, log) = &self.logs[hit.log];
        let stream = &log.streams()[hit.stream];
        let from = hit.line.saturating_sub(LINES_BEFORE);
        let region = Region::of(stream, from..(hit.line + LINES_BEHIND + 1).min(stream.lines().len()));
        let wanted: Vec<Wanted> = tokens::wanted(written, WANTED_MAX);
        let found: Vec<Found> = tokens::found(&region.text, FOUND_MAX);
        let alignment: Alignment = align(&wanted, &found, ignore_case);
        let side = Side { text: written, wanted: &wanted, log: &region.text, found: &found, alignment: &alignment };
        let mut differences = differences(&side);
        let used = alignment.pairs.iter().filter(|pair| pair.step != Step::Missing).map(|pair| &found[pair.found]);
        let lines = used.clone().map(|it| it.line).min()?..used.map(|it| it.line).max()? + 1;
        if differences.is_empty() {
            let what = "its words are there in this order, but not as whole words of one record".to_owned();
            differences.push(Difference { kind: DifferenceKind::Other, what, repair: None, span: 0..0 });
        }
        let percent = words_there(&wanted, &alignment);
        Some((alignment.cost, region.nearest(name, log, stream, from, &lines, percent, differences)))
    }

    fn beside_regex(&self, hit: &LineHit, written: &str, ignore_case: bool, percent: u64) -> Option<(u32, Nearest)> {
        let (name, log) = &self.logs[hit.log];
        let stream = &log.streams()[hit.stream];
        let event = &stream.events()[stream.event_of_line(hit.line)].lines;
        let behind = (hit.line + LINES_BEHIND + 1).min(event.end);
        let from = hit.line.saturating_sub(LINES_BEFORE).max(event.start);
        let region = Region::of(stream, from..behind);
        let (difference, reached) = regex_difference(written, ignore_case, &region.text)?;
        let line = region.line_of(difference.span.start);
        let cost = u32::try_from(written.len() - reached).unwrap_or(u32::MAX);
        Some((cost, region.nearest(name, log, stream, from, &(line..line + 1), percent, vec![difference])))
    }
}

/// The share of a text's words, by length and in percent, that stand where they belong; no small word alone counts.
fn words_there(wanted: &[Wanted], alignment: &Alignment) -> u64 {
    const SMALL_CHARS: u64 = 3;
    let len = |part: &Wanted| match &part.kind {
        WantedKind::Word(word) => word.chars().count() as u64,
        WantedKind::Mark(_) | WantedKind::Hole(..) => 0,
    };
    let there = || {
        alignment
            .pairs
            .iter()
            .filter(|pair| matches!(pair.step, Step::Same | Step::Case))
            .map(|pair| len(&wanted[pair.wanted]))
    };
    let whole: u64 = wanted.iter().map(len).sum();
    let says_something = there().any(|len| len > SMALL_CHARS);
    let percent = (there().sum::<u64>() * 100).checked_div(whole).unwrap_or_default();
    if says_something { percent } else { 0 }
}

/// Inserting only what is new.
trait TryInsertNew {
    fn try_insert_new(&mut self, key: Vec<u8>, value: usize) -> bool;
}

impl TryInsertNew for HashMap<Vec<u8>, usize> {
    fn try_insert_new(&mut self, key: Vec<u8>, value: usize) -> bool {
        match self.entry(key) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(value);
                true
            }
            std::collections::hash_map::Entry::Occupied(_) => false,
        }
    }
}

/// How far the longest beginning of the regex reaches that matches `text`, and what stands there; else the same for its
/// longest end.
fn regex_difference(written: &str, ignore_case: bool, text: &str) -> Option<(Difference, usize)> {
    let matches = |pattern: &str, ignore_case: bool| -> Option<Range<usize>> {
        let parsed = RegexPattern::parse(pattern, ignore_case).ok()?;
        let found = parsed.regex()?.find(text.as_bytes())?.range();
        let is_telling = found.len() >= TELLING_BYTES_MIN;
        (is_telling && text.is_char_boundary(found.start) && text.is_char_boundary(found.end)).then_some(found)
    };
    let difference = |kind, what, repair: Option<&str>, span| {
        Some(Difference { kind, what, repair: repair.map(str::to_owned), span })
    };
    if let Some(span) = matches(written, true).filter(|_| !ignore_case) {
        let what = format!("the log has {}: only the case differs", quoted(&text[span.clone()]));
        let repair = "`ignore_case = true`, or `(?i)` in the regex, takes both";
        return Some((difference(DifferenceKind::Case, what, Some(repair), span)?, written.len()));
    }
    // In the middle of a word nothing can be told.
    let ends_word = |at: usize| {
        let inside_word = written[..at].ends_with(tokens::is_word) && written[at..].starts_with(tokens::is_word);
        !inside_word && !written[..at].ends_with('\\')
    };
    let cuts: Vec<usize> =
        written.char_indices().map(|(at, _)| at).skip(1).take(PREFIXES_MAX).filter(|at| ends_word(*at)).collect();
    if let Some((cut, found)) = cuts.iter().rev().find_map(|cut| Some((*cut, matches(&written[..*cut], ignore_case)?)))
    {
        let rest = text[found.end..].lines().next().unwrap_or_default().trim_end();
        let goes_on =
            if rest.trim().is_empty() { "the line ends".to_owned() } else { format!("the log has {}", quoted(rest)) };
        let (matched, wanted) = (quoted(&written[..cut]), quoted(&written[cut..]));
        let what = format!("the regex matches up to {matched}, then {goes_on} where it wants {wanted}");
        let first_word = rest.find(char::is_whitespace).filter(|len| *len > 0).unwrap_or(rest.len());
        return Some((difference(DifferenceKind::Regex, what, None, found.end..found.end + first_word)?, cut));
    }
    if let Some((cut, found)) = cuts.iter().find_map(|cut| Some((*cut, matches(&written[*cut..], ignore_case)?))) {
        let (matched, wanted) = (quoted(&written[cut..]), quoted(&written[..cut]));
        let before = text[..found.start].trim_end();
        let word = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let stands = quoted(&before[word..]);
        let what = format!(
            "the regex matches from {matched} on, but before that the log has {stands} where it wants {wanted}"
        );
        return Some((difference(DifferenceKind::Regex, what, None, word..before.len())?, written.len() - cut));
    }
    let what = format!("it holds words of the regex, but nothing that begins or ends as {}", quoted(written));
    Some((difference(DifferenceKind::Regex, what, None, 0..0)?, 0))
}

/// A few lines of a stream as text.
struct Region {
    text: String,
    /// Where each line begins in the text.
    starts: Vec<usize>,
}

impl Region {
    fn of(stream: &Stream, lines: Range<usize>) -> Self {
        let mut region = Region { text: String::new(), starts: Vec::new() };
        for line in lines {
            if !region.starts.is_empty() {
                region.text.push('\n');
            }
            region.starts.push(region.text.len());
            let payload = stream.line_payload(line);
            region.text.push_str(&String::from_utf8_lossy(&payload[..payload.len().min(LINE_BYTES_MAX)]));
        }
        region
    }

    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn line(&self, index: usize) -> Range<usize> {
        let end = self.starts.get(index + 1).map_or(self.text.len(), |next| next - 1);
        self.starts[index]..end
    }

    fn lines(&self, lines: &Range<usize>) -> String {
        self.text[self.line(lines.start).start..self.line(lines.end - 1).end].to_owned()
    }

    #[expect(clippy::too_many_arguments, reason = "all of it goes into one value")]
    fn nearest(
        &self,
        name: &str,
        log: &Log<'_>,
        stream: &Stream,
        from: usize,
        lines: &Range<usize>,
        percent: u64,
        differences: Vec<Difference>,
    ) -> Nearest {
        let number = |line: usize| log.locate(stream, stream.lines()[from + line].start).line;
        let shown = lines.clone().map(|line| {
            let span = self.line(line);
            let mut marks: Vec<Range<usize>> = Vec::new();
            for difference in &differences {
                // What is missing is marked where it belongs, on the character before it.
                let mut mark = difference.span.clone();
                if mark.is_empty() && mark.end > 0 && mark.end <= span.end {
                    mark.start = self.text.floor_char_boundary(mark.end - 1);
                }
                let mark = mark.start.clamp(span.start, span.end)..mark.end.clamp(span.start, span.end);
                let after = marks.last().map_or(span.start, |last| last.end + span.start);
                let mark = mark.start.max(after)..mark.end.max(after);
                if !mark.is_empty() && mark.end <= span.end {
                    marks.push(mark.start - span.start..mark.end - span.start);
                }
            }
            ShownLine { line: number(line), text: self.text[span].to_owned(), marks }
        });
        Nearest {
            file: name.to_owned(),
            line: number(lines.start),
            stream: stream.name().unwrap_or_default().to_owned(),
            text: self.lines(lines),
            percent,
            shown: shown.collect(),
            differences,
        }
    }
}
