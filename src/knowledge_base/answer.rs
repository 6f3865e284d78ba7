//! A ranked diagnosis → the report's: texts, captures, and the fix with this log's own values.

use std::collections::BTreeMap;

use crate::entry::markdown::{self, Block, BlockKind};
use crate::entry::template::{self, Value};
use crate::entry::{CodeBlock, Entry, EntryId, Section, SectionKind};
use crate::limits::EVIDENCE_COUNT_MAX;
use crate::log::wrapper::service_of;
use crate::rank::Ranked;
use crate::report::{Diagnosis, EntrySource, Evidence, FixStep, Via};

/// What an answer needs to know about where an entry stands.
pub struct Place {
    /// Pack and path.
    pub source: EntrySource,
    /// The variables that it sees.
    pub vars: BTreeMap<String, String>,
}

/// The diagnoses of a report, ranked from 1.
#[must_use]
pub fn diagnoses(ranked: &[Ranked], place_of: impl Fn(&EntryId) -> Place) -> Vec<Diagnosis> {
    (0..ranked.len()).map(|index| diagnosis(ranked, index, &place_of(&ranked[index].entry.id))).collect()
}

fn diagnosis(ranked: &[Ranked], index: usize, place: &Place) -> Diagnosis {
    let one = &ranked[index];
    let entry = &one.entry;
    let ids = |positions: &[usize]| positions.iter().map(|at| ranked[*at].entry.id.clone()).collect::<Vec<EntryId>>();
    let evidence = evidence(one);
    let part = one.summary.best().and_then(|(signature, _)| signature.part.clone());
    let captures = captures(one);
    let stream = one.summary.best().map(|(_, finding)| finding.evidence[0].stream.clone()).unwrap_or_default();
    let values = Values { entry, captures: &captures, vars: &place.vars, stream: &stream };
    let masked_is_known = entry.masks.iter().any(|mask| {
        ranked.iter().any(|other| other.entry.id != entry.id && mask.value.selects(&other.entry.id, &other.entry.tags))
    });
    Diagnosis {
        rank: index + 1,
        id: entry.id.clone(),
        title: entry.title.clone(),
        kind: entry.kind,
        severity: entry.severity,
        via: Via::Signature,
        role: one.role,
        causes: ids(&one.causes),
        caused_by: ids(&one.caused_by),
        look_for: if masked_is_known {
            Vec::new()
        } else {
            entry.masks.iter().map(|mask| mask.value.to_string()).collect()
        },
        score: one.score,
        explanation: one.explanation.clone(),
        confidence: one.confidence,
        occurrences: one.summary.occurrences,
        first_line: one.summary.first_line,
        last_line: one.summary.last_line,
        streams: one.summary.streams.iter().cloned().collect(),
        evidence_total: one.summary.match_count(),
        evidence,
        resolved: one.summary.resolved().cloned(),
        fix: fix_steps(entry, part.as_deref(), &values),
        cause: cause(entry, part.as_deref(), &values),
        snippet: None,
        source: place.source.clone(),
        captures: captures.clone(),
        part,
    }
}

/// The first pieces of evidence: those of the best finding, then others, in input order.
fn evidence(one: &Ranked) -> Vec<Evidence> {
    let best = one.summary.best().map(|(_, finding)| finding.evidence.as_slice()).unwrap_or_default();
    // Members of a combination may overlap; each place is told once.
    let mut pieces: Vec<Evidence> = Vec::new();
    for piece in best {
        let is_told = |kept: &Evidence| kept.byte_start <= piece.byte_start && piece.byte_end <= kept.byte_end;
        if !pieces.iter().any(|kept| kept.file == piece.file && is_told(kept)) {
            pieces.push(piece.clone());
        }
    }
    let mut others: Vec<&Evidence> = one.summary.findings().flat_map(|finding| &finding.evidence).collect();
    others.sort_by_key(|piece| (piece.byte_start, piece.byte_end));
    for piece in others {
        let overlaps = pieces.iter().any(|kept| {
            kept.file == piece.file && kept.byte_start < piece.byte_end && piece.byte_start < kept.byte_end
        });
        if pieces.len() < EVIDENCE_COUNT_MAX && !overlaps {
            pieces.push(piece.clone());
        }
    }
    pieces.sort_by(|a, b| (&a.file, a.byte_start, a.byte_end).cmp(&(&b.file, b.byte_start, b.byte_end)));
    pieces
}

/// The captures of the best finding; names it lacks from the other signatures' first findings.
fn captures(one: &Ranked) -> BTreeMap<String, String> {
    let mut captures = one.summary.best().map(|(_, finding)| finding.captures.clone()).unwrap_or_default();
    for finding in one.summary.findings() {
        for (name, value) in &finding.captures {
            captures.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    captures
}

/// The first paragraph of the cause: of the part that matched, where Cause has one. A list that the paragraph
/// introduces belongs to it.
fn cause(entry: &Entry, part: Option<&str>, values: &Values<'_>) -> Option<String> {
    let section = entry.body.section(SectionKind::Cause)?;
    let of_part = part.and_then(|part| section.parts.iter().find(|it| it.title == part));
    let span = of_part.map_or(section.content.clone(), |part| part.span.clone());
    let document = markdown::parse(&entry.source.text, span);
    let mut blocks = document.blocks.iter().skip_while(|block| !matches!(block.kind, BlockKind::Paragraph(_)));
    let Some(BlockKind::Paragraph(content)) = blocks.next().map(|block| &block.kind) else { return None };
    let mut text = markdown::plain(content);
    if let (true, Some(BlockKind::List { items, .. })) = (text.ends_with(':'), blocks.next().map(|block| &block.kind)) {
        let items: Vec<String> = items.iter().filter_map(|item| first_words(&item.blocks)).collect();
        text = format!("{text} {}", items.join("; "));
    }
    Some(template::fill(&text, "text", |name| values.of(name)).text)
}

/// The first paragraph among `blocks`, without a full stop at its end.
fn first_words(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => Some(markdown::plain(content).trim_end_matches('.').to_owned()),
        _ => None,
    })
}

/// Where the values of placeholders come from.
pub struct Values<'a> {
    /// The entry, whose signatures say which names can be captured.
    pub entry: &'a Entry,
    /// What was captured.
    pub captures: &'a BTreeMap<String, String>,
    /// The pack's variables.
    pub vars: &'a BTreeMap<String, String>,
    /// The stream of the best evidence; empty if it has no name.
    pub stream: &'a str,
}

impl Values<'_> {
    /// What `name` stands for.
    #[must_use]
    pub fn of(&self, name: &str) -> Value<'_> {
        if let Some(value) = self.captures.get(name) {
            return Value::Captured(value);
        }
        if let Some(value) = self.vars.get(name) {
            return Value::Trusted(value);
        }
        match name {
            "stream" | "service" if self.stream.is_empty() => Value::Missing,
            "stream" => Value::Captured(self.stream),
            "service" => Value::Captured(service_of(self.stream)),
            _ if can_capture(self.entry, name) => Value::Missing,
            _ => Value::Unknown,
        }
    }
}

/// True if a signature of `entry` captures `name`: as a hole of a text or a group of a regex.
fn can_capture(entry: &Entry, name: &str) -> bool {
    use crate::entry::Condition;
    let mut ignored = Vec::new();
    entry.signatures.iter().any(|source| {
        let mentions = match &source.condition {
            Condition::Single(member) => member.pattern.value.contains(name),
            Condition::Combination { all, any, sequence, .. } => {
                all.iter().chain(any).chain(sequence).any(|member| member.pattern.value.contains(name))
            }
        };
        mentions
            && crate::signature::compile(source, &entry.source, crate::signature::compile::Depth::Quick, &mut ignored)
                .is_some_and(|signature| signature.capture_names().contains(&name))
    })
}

/// The blocks of the sections that say what to do, those of `part` first.
#[must_use]
pub fn fix_steps(entry: &Entry, part: Option<&str>, values: &Values<'_>) -> Vec<FixStep> {
    let section = entry.body.section(SectionKind::Fix).or_else(|| entry.body.section(SectionKind::Steps));
    let Some(Section { blocks, .. }) = section else { return Vec::new() };
    let is_of_part = |block: &&CodeBlock| part.is_some() && block.part.as_deref() == part;
    let first = blocks.iter().filter(is_of_part);
    let rest = blocks.iter().filter(|block| !is_of_part(block));
    first.chain(rest).map(|block| fix_step(block, values)).collect()
}

fn fix_step(block: &CodeBlock, values: &Values<'_>) -> FixStep {
    let filled = template::fill(&block.code, &block.lang, |name| values.of(name));
    let title = template::fill(&block.title, "text", |name| values.of(name));
    FixStep {
        title: title.text,
        part: block.part.clone(),
        effect: block.effect,
        lang: block.lang.clone(),
        code: filled.text,
        template: block.code.clone(),
        unfilled: filled.unfilled,
    }
}
