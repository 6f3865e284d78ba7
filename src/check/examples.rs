//! Every `log` block is a test: run against all entries, each must come out as its info string says.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::files::{EXAMPLE_FILE_SIZE_MAX, FileRefusal, path_in_pack};
use super::miss::{Reason, nearest_miss};
use super::places;
use super::signatures::Proven;
use super::view::{View, member_sources};
use super::words::{quoted, quoted_list, shortened};
use crate::diagnose::{Diagnosis, Flow};
use crate::diagnostic::{Code, Diagnostic, line_column};
use crate::entry::{Entry, EntryId, Example, Expectation};
use crate::limits::{SHORT_INPUT_BYTES_MAX, SHORT_INPUT_LINES_MAX};
use crate::log::Base;
use crate::rank::{InputSize, Ranked, selects};
use crate::report::Confidence;
use crate::signature::Signature;

/// Runs the examples of the reported entries. Returns what they have shown of their signatures.
pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) -> Proven {
    let mut proven = Proven::default();
    for (index, checked) in view.reported() {
        for example in &checked.entry.body.examples {
            let mut trial = Trial { view, index, entry: &checked.entry, example, found: &mut *found };
            let log = trial.log();
            let matched = log.as_deref().map(|log| trial.run(log)).unwrap_or_default();
            match &log {
                _ if example.expect == Expectation::NoMatch => {}
                Some(log) => proven.add(index, view.compiled(index), log, &matched),
                None => proven.not_run(index),
            }
        }
    }
    proven
}

/// One example under test.
struct Trial<'v, 'a> {
    view: &'v View<'a>,
    index: usize,
    entry: &'v Arc<Entry>,
    example: &'v Example,
    found: &'v mut Vec<Diagnostic>,
}

impl Trial<'_, '_> {
    fn complain(&mut self, code: Code, place: std::ops::Range<usize>, message: String, help: String) {
        self.found.push(Diagnostic::new(code, &self.entry.source, Some(place), message).help(help));
    }

    fn opening(&self) -> std::ops::Range<usize> {
        places::opening(self.entry, self.example)
    }

    /// The log; `None` where there is none to run.
    fn log(&mut self) -> Option<Vec<u8>> {
        let Some(file) = &self.example.file else { return Some(self.example.text.clone().into_bytes()) };
        let pack = self.view.input.entries[self.index].pack;
        let read = match path_in_pack(&self.entry.id, file) {
            Some(path) => self.view.input.files.read(pack, &path),
            None => Err(FileRefusal::Outside),
        };
        let (message, help) = match read {
            Ok(log) => return Some(log),
            Err(FileRefusal::NotHere) => return None,
            Err(FileRefusal::Missing) => (
                format!("there is no file `{file}`"),
                "paths are relative to the entry's own file: put it there, or correct the name".to_owned(),
            ),
            Err(FileRefusal::Outside) => (
                format!("`{file}` lies outside the pack"),
                "copy the file into the pack, beside the entry, and name it by a relative path with `/`".to_owned(),
            ),
            Err(FileRefusal::NotAFile) => {
                (format!("`{file}` is not a file"), "name a file that holds the log".to_owned())
            }
            Err(FileRefusal::TooLarge) => (
                format!("`{file}` is larger than {EXAMPLE_FILE_SIZE_MAX} bytes"),
                "cut it down to the lines around the error".to_owned(),
            ),
            Err(FileRefusal::Unreadable(reason)) => {
                (format!("`{file}` cannot be read: {reason}"), "make it readable".to_owned())
            }
        };
        let place = places::info_word(self.entry, self.example, "file");
        self.complain(Code::ExampleFile, place, message, help);
        None
    }

    /// Runs the example on its log. Returns the entry's own signatures that matched, whatever they count for.
    fn run(&mut self, log: &[u8]) -> BTreeSet<usize> {
        let compiled = self.view.compiled(self.index);
        let mut matched = BTreeSet::new();
        let mut superseders = BTreeSet::new();
        let mut covers_half = false;
        let mut has_strong = false;
        let mut diagnosis = Diagnosis::new(self.view.compiled);
        // Reading from memory does not fail.
        let _infallible = diagnosis.read("-", log, Base::START, &mut |hit| {
            if hit.entry.id == self.entry.id {
                covers_half |= hit.finding.covers_half;
                has_strong |= hit.finding.strength.is_strong();
                let same = |(_, signature): &(usize, &Signature)| signature.key == hit.signature.key;
                matched.extend(compiled.working().filter(same).map(|(position, _)| position));
            } else if selects(&hit.entry.supersedes, self.entry) {
                superseders.insert(hit.entry.id.clone());
            }
            Flow::Continue
        });
        let size = diagnosis
            .inputs()
            .first()
            .map_or(InputSize::default(), |input| InputSize { bytes: input.bytes, lines: input.lines });
        let ranked = diagnosis.finish().1;
        self.judge(&Outcome {
            log,
            size,
            ranked: &ranked,
            matched: &matched,
            covers_half,
            has_strong,
            superseders: &superseders,
        });
        matched
    }

    fn judge(&mut self, outcome: &Outcome<'_>) {
        let own = outcome.ranked.iter().position(|ranked| ranked.entry.id == self.entry.id);
        let example = self.example;
        match &example.expect {
            Expectation::NoMatch => {
                if let Some(own) = own {
                    self.matched_counterexample(&outcome.ranked[own]);
                }
                return;
            }
            Expectation::First => self.must_be_first(outcome, own),
            Expectation::Below(id) if *id == self.entry.id || self.view.position(id).is_none() => {
                // Complained about among the relations; whether it matches can still be said.
                if own.is_none() && outcome.matched.is_empty() {
                    self.not_matched(outcome);
                }
            }
            Expectation::Below(id) => {
                let other = outcome.ranked.iter().position(|ranked| ranked.entry.id == *id);
                self.must_be_below(outcome, own, other, id.as_str());
            }
        }
        if let Some(own) = own {
            self.captures(&outcome.ranked[own]);
            self.recovers(&outcome.ranked[own]);
        }
    }

    fn must_be_first(&mut self, outcome: &Outcome<'_>, own: Option<usize>) {
        let Some(own) = own else { return self.absent(outcome, None) };
        // A weak signature is never more than `possible`: others of that kind may stand above it.
        let is_weak = outcome.ranked[own].confidence == Confidence::Possible;
        let above: Vec<&Ranked> =
            outcome.ranked[..own].iter().filter(|other| !is_weak || other.confidence != Confidence::Possible).collect();
        let pack = self.view.pack_name(self.index);
        let in_own_pack = |ranked: &&&Ranked| self.pack_of(ranked) == pack;
        let Some(winner) = above.iter().find(in_own_pack).or(above.first()) else { return };
        let reason = reason_above(winner, &outcome.ranked[own]);
        self.outranked(winner, &reason);
    }

    fn pack_of(&self, ranked: &Ranked) -> &str {
        self.view.position(&ranked.entry.id).map_or("", |index| self.view.pack_name(index))
    }

    fn must_be_below(&mut self, outcome: &Outcome<'_>, own: Option<usize>, other: Option<usize>, id: &str) {
        let Some(own) = own else { return self.absent(outcome, other.map(|other| &outcome.ranked[other])) };
        let message = match other {
            Some(other) if other < own => return,
            Some(_) => format!("the example is to rank below `{id}`, but this entry ranks above it"),
            None => format!("the example is to rank below `{id}`, which is not among its answers"),
        };
        let place = places::info_word(self.entry, self.example, "below");
        let help =
            "take `below=` out if this entry is the answer to the log; else see to it that the other one matches"
                .to_owned();
        self.complain(Code::ExampleOutranked, place, message, help);
    }

    /// The entry is not among the answers: nothing of it matched, what matched does not count, or another entry
    /// supersedes it. `expected` is the entry that the example is to rank below.
    fn absent(&mut self, outcome: &Outcome<'_>, expected: Option<&Ranked>) {
        if outcome.matched.is_empty() {
            return self.not_matched(outcome);
        }
        if !self.counts(outcome) {
            return self.too_weak(outcome);
        }
        // To be superseded is to rank below whatever answers.
        if expected.is_some() {
            return;
        }
        let is_superseder = |ranked: &&Ranked| outcome.superseders.contains(&ranked.entry.id);
        if let Some(winner) = outcome.ranked.iter().find(is_superseder) {
            self.outranked(winner, "it supersedes this entry");
        } else if let (Some(winner), Some(between)) = (outcome.ranked.first(), outcome.superseders.first()) {
            self.outranked(winner, &format!("`{between}` supersedes this entry, and is superseded itself"));
        }
    }

    /// True if a signature that matched says something about a log of this size.
    fn counts(&self, outcome: &Outcome<'_>) -> bool {
        outcome.has_strong || (outcome.size.is_short() && outcome.covers_half)
    }

    fn not_matched(&mut self, outcome: &Outcome<'_>) {
        let compiled = self.view.compiled(self.index);
        // What a broken signature would match is not known, and that it is broken is said already.
        if !compiled.is_sound() {
            return;
        }
        let place = self.opening();
        if compiled.entry.signatures.is_empty() {
            let help = "add a `[[signature]]`; or write ```text for a log that is only to be read".to_owned();
            return self.complain(
                Code::ExampleNotMatched,
                place,
                "the entry has an example but no signature".to_owned(),
                help,
            );
        }
        let mut complaint = Diagnostic::new(
            Code::ExampleNotMatched,
            &self.entry.source,
            Some(place),
            "no signature of this entry matches the example",
        );
        complaint.help = Some("correct the signature or the example".to_owned());
        if let Some(miss) = nearest_miss(outcome.log, compiled) {
            let pattern = &member_sources(&self.entry.signatures[miss.signature].condition)[miss.member].pattern;
            let line = line_column(&self.entry.source.text, pattern.span.start).0;
            let found = match (&miss.reason, miss.found.as_slice()) {
                // In the other cases everything is found.
                (Reason::Literal { .. }, [_, ..]) => format!(" and finds {}", quoted_list(&miss.found)),
                _ => String::new(),
            };
            complaint
                .message
                .push_str(&format!(": nearest is that of line {line}{found}, but the log {}", miss.reason));
            complaint.help = Some(miss.reason.repair().to_owned());
        }
        self.found.push(complaint);
    }

    fn too_weak(&mut self, outcome: &Outcome<'_>) {
        let why = if outcome.size.is_short() {
            "covers less than half of its event".to_owned()
        } else {
            format!("the log has more than {SHORT_INPUT_LINES_MAX} lines or {SHORT_INPUT_BYTES_MAX} bytes")
        };
        let line = outcome.matched.first().map_or(1, |position| self.line_of_signature(*position));
        let message =
            format!("the signature on line {line} matches the example, but is weak and counts for nothing: {why}");
        let help = "add words of the message to the signature, or combine it with a second one by `[[signature.all]]`";
        let place = self.opening();
        self.complain(Code::ExampleNotMatched, place, message, help.to_owned());
    }

    /// The 1-based line that a signature of the entry begins on.
    fn line_of_signature(&self, position: usize) -> usize {
        line_column(&self.entry.source.text, self.entry.signatures[position].span.start).0
    }

    fn outranked(&mut self, winner: &Ranked, reason: &str) {
        let id = &winner.entry.id;
        let is_foreign = self.pack_of(winner) != self.view.pack_name(self.index);
        let code = if is_foreign { Code::OutrankedByPack } else { Code::ExampleOutranked };
        let of_pack = if is_foreign { format!(" of the pack `{}`", self.pack_of(winner)) } else { String::new() };
        let message = format!("`{id}`{of_pack} answers the example before this entry: {reason}");
        let is_settled = selects(&winner.entry.supersedes, self.entry)
            || selects(&self.entry.masks, &winner.entry)
            || selects(&self.entry.caused_by, &winner.entry);
        let help = if is_settled {
            format!(
                "write `below={id}` into the example's first line, since that is what the relation asks for; or take the relation out"
            )
        } else {
            format!(
                "add `supersedes = ['{id}']` if this entry is the more specific one; or write `below={id}` into the example's first line if the order is right"
            )
        };
        let place = self.opening();
        self.complain(code, place, message, help);
    }

    fn matched_counterexample(&mut self, own: &Ranked) {
        let Some((signature, finding)) = own.summary.best() else { return };
        let Some(evidence) = finding.evidence.first() else { return };
        let line = self.line_of_signature(signature.index);
        let text = quoted(&evidence.text);
        let message = format!("the entry matches what it must not match: {text} on line {} of the log", evidence.line);
        let help = format!(
            "narrow the signature on line {line} down, or exclude this log by `[[signature.none]]`; if it is no counterexample, move it to Symptom"
        );
        let place = places::in_block(self.entry, self.example, evidence);
        self.complain(Code::CounterexampleMatched, place, message, help);
    }

    /// The example says whether its log recovers.
    fn recovers(&mut self, own: &Ranked) {
        match (own.summary.resolved(), self.example.resolved) {
            (Some(recovery), false) => {
                let place = places::in_block(self.entry, self.example, recovery);
                let text = quoted(&recovery.text);
                let message = format!("the log says that it recovered: {text} on line {}", recovery.line);
                let help =
                    "write `resolved` into the example's first line if that is right; else make `resolved_by` say more";
                self.complain(Code::ExampleResolved, place, message, help.to_owned());
            }
            (None, true) => {
                let place = places::info_word(self.entry, self.example, "resolved");
                let message = "the log does not say that everything the entry found in it recovered".to_owned();
                let help = "see that each signature that matches has a `resolved_by` which stands behind it in its stream, with equal values; or take `resolved` out";
                self.complain(Code::ExampleResolved, place, message, help.to_owned());
            }
            _ => {}
        }
    }

    fn captures(&mut self, own: &Ranked) {
        let example = self.example;
        for (name, expected) in &example.captures {
            let captured = captured(own, name);
            if captured == Some(expected) {
                continue;
            }
            let (message, help) = match captured {
                Some(value) => (
                    format!("`{name}` is captured as {}, not as {}", quoted(value), quoted(expected)),
                    correct(name, value),
                ),
                None => {
                    let names = names_captured(own);
                    let known = if names.is_empty() { "nothing".to_owned() } else { quoted_list(&names) };
                    let line = own.summary.best().map_or(1, |(best, _)| self.line_of_signature(best.index));
                    let help =
                        format!("add a hole `{{{name}}}` to the signature on line {line}, which captures {known}");
                    (format!("`{name}` is not captured"), help)
                }
            };
            let place = places::info_word(self.entry, example, name);
            self.complain(Code::ExampleCapture, place, message, help);
        }
    }
}

/// What running one example came to.
struct Outcome<'o> {
    log: &'o [u8],
    size: InputSize,
    ranked: &'o [Ranked],
    /// The entry's own signatures that matched, whether or not they count.
    matched: &'o BTreeSet<usize>,
    /// One of their matches covers at least half of its event.
    covers_half: bool,
    /// A match of the entry's own is strong.
    has_strong: bool,
    /// Entries that matched and supersede this one.
    superseders: &'o BTreeSet<EntryId>,
}

/// The value that a fix would be filled with: that of the best finding, else of the first that has the name.
fn captured<'r>(own: &'r Ranked, name: &str) -> Option<&'r String> {
    let best = own.summary.best().and_then(|(_, finding)| finding.captures.get(name));
    best.or_else(|| own.summary.findings().find_map(|finding| finding.captures.get(name)))
}

fn names_captured(own: &Ranked) -> Vec<String> {
    let names: BTreeSet<&String> = own.summary.findings().flat_map(|finding| finding.captures.keys()).collect();
    names.into_iter().cloned().collect()
}

/// Why `winner` stands above `own`, as a clause.
fn reason_above(winner: &Ranked, own: &Ranked) -> String {
    if selects(&own.entry.caused_by, &winner.entry) {
        return "this entry names it in `caused_by`".to_owned();
    }
    if selects(&own.entry.masks, &winner.entry) {
        return "this entry names it in `masks`".to_owned();
    }
    if !own.caused_by.is_empty() {
        return "its error is nearer to the root of the chain".to_owned();
    }
    if winner.confidence != own.confidence {
        return format!("it is {}, this one {}", winner.confidence.word(), own.confidence.word());
    }
    if winner.score > own.score {
        return format!("its score is {:.1}, that of this one {:.1}", winner.score, own.score);
    }
    "their scores are equal, so the ids decide".to_owned()
}

/// The repair of a capture that differs. An info string has no escapes, so not every value can stand in one.
fn correct(name: &str, value: &str) -> String {
    let quote = ['\'', '"'].into_iter().find(|quote| !value.contains(*quote));
    match quote.filter(|_| shortened(value) == value && !value.contains('`')) {
        Some(quote) => format!("correct `{name}` in the signature, or write `{name}={quote}{value}{quote}` here"),
        None => format!("correct `{name}` in the signature"),
    }
}
