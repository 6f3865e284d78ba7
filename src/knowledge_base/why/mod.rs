//! Why an entry matched a log, or why not: each part of each signature with its places, and each part that is missing
//! with the line that comes nearest to it.
//!
//! Files: `tokens` and `align` lay a text beside a piece of a log; [`differ`] says in words how the two
//! differ; [`nearest`] finds the piece; [`apart`] says what keeps parts from matching together; [`standing`] says what the
//! entry is in the answer, and what stands above it. Everything here is data: how it looks is left to front ends.
//!
//! It looks at everything, not only at candidates, so it reads at most [`WHY_BYTES_MAX`]. Its time is linear in the log for
//! each signature of the entry.

mod align;
pub mod apart;
pub mod differ;
pub mod nearest;
pub mod standing;
mod tokens;
mod words;

use std::io::Read;
use std::path::Path;

use serde::Serialize;

use self::apart::{Obstacle, Scene};
use self::nearest::{Nearest, WordIndex, WordPlaces, words_of};
use self::standing::Standing;
use super::{Input, KnowledgeBase};
use crate::diagnose::{CompiledEntry, Flow};
use crate::diagnostic::line_column;
use crate::entry::{Condition, Entry, PatternSource, PatternSyntax};
use crate::error::{Error, Result};
use crate::limits::{SHORT_INPUT_BYTES_MAX, SHORT_INPUT_LINES_MAX};
use crate::log::Log;
use crate::matcher::{self, Occurrence, Places, verify};
use crate::report::{self, Evidence};
use crate::signature::{Role, Signature};

/// The most that `kb why` reads: it looks at everything, not only at candidates.
pub const WHY_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Places listed for a part; the others are counted.
const PLACES_MAX: usize = 3;

/// The explanation of one entry against some logs. As JSON a contract like [`report::Report`]: keys are added, never renamed.
#[derive(Clone, Debug, Serialize)]
pub struct Why {
    /// [`report::FORMAT`].
    pub format: u32,
    /// The version of this program.
    pub kb_version: String,
    /// The fingerprint of the corpus that answered.
    pub knowledge: String,
    /// What was read.
    pub inputs: Vec<report::Input>,
    /// Things the user should know.
    pub notices: Vec<String>,
    /// The entry.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is in the answer.
    pub standing: Standing,
    /// Its signatures, in file order.
    pub signatures: Vec<WhySignature>,
}

/// One signature.
#[derive(Clone, Debug, Serialize)]
pub struct WhySignature {
    /// Its key.
    pub key: String,
    /// 1-based position among the entry's signatures.
    pub number: usize,
    /// 1-based line of the entry's file that it begins on.
    pub entry_line: usize,
    /// The H3 part that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Bits.
    pub strength: f64,
    /// True if it can carry an answer alone.
    pub is_strong: bool,
    /// How often it matched.
    pub matches: usize,
    /// Why what matched does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discounted: Option<String>,
    /// Where the log says that it recovered, if everything that matched did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Evidence>,
    /// `within` as written; empty for a single pattern.
    pub window: String,
    /// Its parts.
    pub parts: Vec<WhyPart>,
    /// What keeps its parts from matching together, where every part is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

impl WhySignature {
    /// How near it came: 100 if it matched, else the percent of its weakest part that has to be there.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let of =
            |part: &WhyPart| if part.holds { 100 } else { part.nearest.as_ref().map_or(0, |it| it.percent.min(99)) };
        let required = self.parts.iter().filter(|part| matches!(part.role, Role::All | Role::Sequence)).map(of);
        let any = self.parts.iter().filter(|part| part.role == Role::Any).map(of).max();
        if self.matches > 0 {
            return 100;
        }
        let all: Vec<u64> = required.chain(any).collect();
        all.iter().sum::<u64>() / (all.len().max(1) as u64)
    }
}

/// One pattern of a signature.
#[derive(Clone, Debug, Serialize)]
pub struct WhyPart {
    /// What it is for.
    pub role: Role,
    /// True for a regex.
    pub is_regex: bool,
    /// The pattern as written.
    pub pattern: String,
    /// How often it occurs.
    pub count: usize,
    /// How often it has to.
    pub needed: usize,
    /// True if it is there as often as it has to be; of `none`, that it is not there.
    pub holds: bool,
    /// The first places.
    pub places: Vec<Evidence>,
    /// The line that comes nearest, where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
    /// Where its words are, where it is missing and no line comes near.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordPlaces>,
}

/// Explains entry `id` against logs.
///
/// # Errors
/// If there is no such entry, or a log cannot be read.
pub fn why<'i>(kb: &KnowledgeBase, id: &str, inputs: impl IntoIterator<Item = Input<'i>>) -> Result<Why> {
    let entry = kb.entry(id)?;
    let (files, is_cut) = read(inputs)?;
    let inputs = files.iter().map(|(name, bytes)| Input::of_bytes(name, bytes));
    let (report, _) = kb.match_logs(inputs, &mut |_| Flow::Continue);
    let logs: Vec<(String, Log<'_>)> = files.iter().map(|(name, bytes)| (name.clone(), Log::read(bytes))).collect();
    let compiled = CompiledEntry::quick(std::sync::Arc::clone(&entry));
    let words = compiled.working().flat_map(|(index, signature)| {
        let written = patterns_of(&entry, index);
        signature
            .members
            .iter()
            .zip(written)
            .flat_map(|(member, written)| words_of(&member.pattern, &written.value))
            .collect::<Vec<_>>()
    });
    let scene = Question { entry: &entry, logs: &logs, words: &WordIndex::new(&logs, words) };
    let mut signatures: Vec<WhySignature> =
        compiled.working().map(|(index, signature)| scene.explain(index, signature)).collect();
    if signatures.iter().any(|it| it.is_strong && it.matches > 0) {
        let is_weak = |it: &&mut WhySignature| !it.is_strong && it.matches > 0;
        for weak in signatures.iter_mut().filter(is_weak) {
            weak.discounted = Some("it is weak, and a strong one matched".to_owned());
        }
    }
    let mut notices = report.notices.clone();
    if is_cut {
        notices.push(format!("only the first {} MiB were looked at", WHY_BYTES_MAX >> 20));
    }
    Ok(Why {
        format: report.format,
        kb_version: report.kb_version.clone(),
        knowledge: report.knowledge.clone(),
        inputs: report.inputs.clone(),
        notices,
        id: entry.id.to_string(),
        title: entry.title.clone(),
        standing: standing::of(kb, &entry, &report, &signatures),
        signatures,
    })
}

/// An input in memory: its name and its bytes.
type File = (String, Vec<u8>);

/// The inputs in memory, and whether something was left out.
fn read<'i>(inputs: impl IntoIterator<Item = Input<'i>>) -> Result<(Vec<File>, bool)> {
    let mut files = Vec::new();
    let mut left = WHY_BYTES_MAX;
    let mut is_cut = false;
    for mut input in inputs {
        let mut bytes = Vec::new();
        // One byte more says whether there is more.
        let limit = left as u64 + 1;
        input
            .reader
            .by_ref()
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::io("read", Path::new(&input.name), &error))?;
        is_cut |= bytes.len() > left;
        bytes.truncate(left);
        left -= bytes.len();
        files.push((input.name, bytes));
    }
    Ok((files, is_cut))
}

/// The patterns of a signature as written, in the order of the compiled ones.
fn patterns_of(entry: &Entry, index: usize) -> Vec<&PatternSource> {
    let source = &entry.signatures[index];
    let members: Vec<&PatternSource> = match &source.condition {
        Condition::Single(member) => vec![&member.pattern],
        Condition::Combination { all, any, none, sequence } => {
            all.iter().chain(any).chain(none).chain(sequence).map(|member| &member.pattern).collect()
        }
    };
    members.into_iter().chain(&source.resolved_by).collect()
}

/// What is asked: an entry and the logs.
struct Question<'a> {
    entry: &'a Entry,
    logs: &'a [(String, Log<'a>)],
    words: &'a WordIndex<'a>,
}

impl Question<'_> {
    fn explain(&self, index: usize, signature: &Signature) -> WhySignature {
        let source = &self.entry.signatures[index];
        let patterns = patterns_of(self.entry, index);
        // Per log, per member.
        let occurrences: Vec<Vec<Vec<Occurrence>>> = self
            .logs
            .iter()
            .map(|(_, log)| {
                let of =
                    |member: &crate::signature::Member| verify::occurrences(log, &member.pattern, &Places::Everywhere);
                signature.members.iter().map(of).collect()
            })
            .collect();
        let everywhere = vec![Places::Everywhere; signature.members.len()];
        let mut findings = Vec::new();
        let mut matches = 0;
        let mut recoveries = Vec::new();
        for (name, log) in self.logs {
            let found = matcher::match_signature(log, signature, &everywhere);
            matches += found.len();
            let mut here = matcher::findings(log, signature, &found, name);
            let recovered = matcher::match_recovery(log, signature, &everywhere);
            let recovered = matcher::recoveries(log, signature, &recovered, name);
            matcher::resolve(&mut here, &recovered);
            findings.extend(here);
            recoveries.extend(recovered);
        }
        // Of what matched, where something did: its alternatives may differ.
        let strengths = findings.iter().map(|finding| finding.strength);
        let strength = strengths.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_else(|| signature.strength());
        let parts = signature.members.iter().enumerate().zip(&patterns);
        let parts = parts.map(|((member, _), pattern)| self.part(signature, member, pattern, &occurrences)).collect();
        WhySignature {
            key: signature.key.0.clone(),
            number: index + 1,
            entry_line: line_column(&self.entry.source.text, source.span.start).0,
            part: signature.part.clone(),
            strength: strength.0,
            is_strong: strength.is_strong(),
            matches,
            discounted: self.discounted(matches, &findings),
            resolved: resolved(&findings, &recoveries),
            window: if signature.is_single() {
                String::new()
            } else {
                source.within.as_ref().map_or("event".to_owned(), |it| it.value.clone())
            },
            parts,
            obstacle: if matches == 0 && !signature.is_single() {
                self.obstacle(signature, &patterns, &occurrences)
            } else {
                None
            },
        }
    }

    fn part(
        &self,
        signature: &Signature,
        index: usize,
        written: &PatternSource,
        occurrences: &[Vec<Vec<Occurrence>>],
    ) -> WhyPart {
        let member = &signature.members[index];
        let all = self
            .logs
            .iter()
            .zip(occurrences)
            .flat_map(|((name, log), of)| of[index].iter().map(move |one| (name, log, one)));
        let count = all.clone().count();
        let places = all.take(PLACES_MAX).map(|(name, log, one)| matcher::evidence_of(log, signature, one, name));
        let is_missing = count == 0 && member.role.is_evidence();
        let words = if is_missing { words_of(&member.pattern, &written.value) } else { Vec::new() };
        let nearest = if is_missing {
            self.words.nearest(&member.pattern, &written.value, written.ignore_case, &words)
        } else {
            None
        };
        WhyPart {
            role: member.role,
            is_regex: written.syntax == PatternSyntax::Regex,
            pattern: written.value.clone(),
            count,
            needed: member.count,
            holds: match member.role {
                Role::None => count == 0,
                Role::Recovery => count > 0,
                _ => count >= member.count,
            },
            places: places.collect(),
            words: if nearest.is_none() { self.words.places(&words) } else { Vec::new() },
            nearest,
        }
    }

    fn obstacle(
        &self,
        signature: &Signature,
        patterns: &[&PatternSource],
        occurrences: &[Vec<Vec<Occurrence>>],
    ) -> Option<Obstacle> {
        let written: Vec<&str> = patterns.iter().map(|pattern| pattern.value.as_str()).collect();
        let in_one = self.logs.iter().zip(occurrences).find_map(|((name, log), occurrences)| {
            Scene { file: name, log, signature, written: &written, occurrences }.obstacle()
        });
        let is_somewhere = |index: usize| occurrences.iter().any(|of| !of[index].is_empty());
        let mut required = signature
            .members
            .iter()
            .enumerate()
            .filter(|(_, member)| matches!(member.role, Role::All | Role::Sequence));
        let in_all = self.logs.len() > 1 && required.all(|(index, _)| is_somewhere(index));
        in_one.or_else(|| {
            in_all.then(|| Obstacle {
                kind: apart::ObstacleKind::File,
                what: "its parts stand in different files".to_owned(),
                repair: Some("each file is a log of its own; put them into one to match across them".to_owned()),
                places: Vec::new(),
            })
        })
    }

    /// Why matches of a signature do not count, if they do not.
    fn discounted(&self, matches: usize, findings: &[matcher::Finding]) -> Option<String> {
        if matches == 0 {
            return None;
        }
        if findings.is_empty() {
            return Some("it stands on lines that report passed tests".to_owned());
        }
        if findings.iter().any(|finding| finding.strength.is_strong()) {
            return None;
        }
        let bytes: usize = self.logs.iter().map(|(_, log)| log.byte_count()).sum();
        let lines: usize = self.logs.iter().map(|(_, log)| log.lines().len()).sum();
        if bytes > SHORT_INPUT_BYTES_MAX || lines > SHORT_INPUT_LINES_MAX {
            let limit = format!("{SHORT_INPUT_LINES_MAX} lines and {} KiB", SHORT_INPUT_BYTES_MAX / 1024);
            return Some(format!("weak signatures count only in an input of at most {limit}"));
        }
        let covers = findings.iter().any(|finding| finding.covers_half);
        (!covers).then(|| "a weak signature counts only where it is at least half of its record".to_owned())
    }
}

/// The last recovery, if each finding has one behind it.
fn resolved(findings: &[matcher::Finding], recoveries: &[matcher::Recovery]) -> Option<Evidence> {
    let mut last: Option<&matcher::Recovery> = None;
    for finding in findings {
        let course = finding.course.as_ref()?;
        let file = &finding.evidence[0].file;
        let behind = |one: &&matcher::Recovery| {
            one.evidence.file == *file && one.course == *course && one.evidence.byte_start >= finding.byte_end()
        };
        let recovery = recoveries.iter().rfind(behind)?;
        if last.is_none_or(|known| known.evidence.byte_start < recovery.evidence.byte_start) {
            last = Some(recovery);
        }
    }
    last.map(|recovery| recovery.evidence.clone())
}
