//! What the text index knows of an entry: its text, sorted by what it is for.
//!
//! [`IndexedEntry`] is also what snippets are cut from, so that what is shown comes from the entry and
//! never from the index. Left out of the index on purpose: the near misses ("Not this") and their logs, and
//! link lists ("See also"), since their words belong to other entries.

use crate::entry::{
    CodeBlock, Condition, Entry, EntryId, EntryKind, Expectation, MemberSource, PatternSource, PatternSyntax, Section,
    SectionKind,
};
use crate::signature::TextPattern;
use crate::signature::regex::RegexPattern;

/// The text of one entry by field. Each string is a passage: phrases and snippets never cross its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedEntry {
    /// Its name.
    pub id: EntryId,
    /// Names it had before.
    pub old_ids: Vec<EntryId>,
    /// Its title.
    pub title: String,
    /// What sort of knowledge it is.
    pub kind: EntryKind,
    /// What `tag:` filters by.
    pub tags: Vec<String>,
    /// Products and versions it holds for.
    pub applies_to: Vec<String>,
    /// Words that people search with.
    pub ask: Vec<String>,
    /// What is seen, in prose.
    pub symptom: Vec<String>,
    /// What the signatures look for: the literal text of each alternative.
    pub literals: Vec<String>,
    /// What is seen, in a log: the examples that match.
    pub error_text: Vec<String>,
    /// Logs that look like it and are something else. Not searched: they keep a log from being called similar.
    pub near_misses: Vec<String>,
    /// Why.
    pub cause: Vec<String>,
    /// What to do, steps included.
    pub fix: Vec<String>,
    /// Fenced blocks other than logs.
    pub code: Vec<String>,
    /// Everything else.
    pub other: Vec<String>,
}

impl IndexedEntry {
    /// An entry without text.
    #[must_use]
    pub fn new(id: EntryId, kind: EntryKind, title: impl Into<String>) -> Self {
        IndexedEntry {
            id,
            old_ids: Vec::new(),
            title: title.into(),
            kind,
            tags: Vec::new(),
            applies_to: Vec::new(),
            ask: Vec::new(),
            symptom: Vec::new(),
            literals: Vec::new(),
            error_text: Vec::new(),
            near_misses: Vec::new(),
            cause: Vec::new(),
            fix: Vec::new(),
            code: Vec::new(),
            other: Vec::new(),
        }
    }
}

/// The searchable text of `entry`.
#[must_use]
pub fn from_entry(entry: &Entry) -> IndexedEntry {
    let mut indexed = IndexedEntry::new(entry.id.clone(), entry.kind, entry.title.clone());
    indexed.old_ids = entry.old_ids.iter().map(|old| old.value.clone()).collect();
    indexed.tags.clone_from(&entry.tags);
    indexed.applies_to.clone_from(&entry.applies_to);
    indexed.ask = entry.ask.iter().map(|ask| ask.value.clone()).collect();
    let wanted = entry.signatures.iter().flat_map(|signature| wanted_texts(&signature.condition));
    indexed.literals = wanted.filter(|text| !text.trim().is_empty()).collect();
    for example in &entry.body.examples {
        let is_near_miss = example.expect == Expectation::NoMatch;
        let texts = if is_near_miss { &mut indexed.near_misses } else { &mut indexed.error_text };
        texts.push(example.text.clone());
    }
    for section in &entry.body.sections {
        add_section(&mut indexed, section);
    }
    indexed
}

/// What has to be in a log, one text per alternative. Members that must all be there are one text, since one of
/// them alone says nothing; those of `none` have no place in the entry's text.
fn wanted_texts(condition: &Condition) -> Vec<String> {
    let text_of = |member: &MemberSource| literals(&member.pattern);
    match condition {
        Condition::Single(member) => vec![text_of(member)],
        Condition::Combination { all, any, none: _, sequence } if all.is_empty() && sequence.is_empty() => {
            any.iter().map(text_of).collect()
        }
        Condition::Combination { all, any: _, none: _, sequence } => {
            let texts: Vec<String> = all.iter().chain(sequence).map(text_of).collect();
            vec![texts.join("\n")]
        }
    }
}

/// The literal text of a pattern, blanks where anything may stand; nothing for one that cannot be read.
fn literals(pattern: &PatternSource) -> String {
    let (value, ignore_case) = (pattern.value.as_str(), pattern.ignore_case);
    let shape = match pattern.syntax {
        PatternSyntax::Text => TextPattern::parse(value, ignore_case).ok().map(|text| text.shape().clone()),
        PatternSyntax::Regex => RegexPattern::parse(value, ignore_case).ok().map(|regex| regex.shape().clone()),
    };
    shape.map(|shape| shape.all_literals().join(" ")).unwrap_or_default()
}

fn add_section(indexed: &mut IndexedEntry, section: &Section) {
    if matches!(section.kind, SectionKind::NotThis | SectionKind::SeeAlso) {
        return;
    }
    let field = match section.kind {
        SectionKind::Lead | SectionKind::Symptom => &mut indexed.symptom,
        SectionKind::Cause => &mut indexed.cause,
        SectionKind::Fix | SectionKind::Steps => &mut indexed.fix,
        _ => &mut indexed.other,
    };
    let heading = Some(&section.title).filter(|_| section.kind == SectionKind::Other);
    let parts = section.parts.iter().map(|part| &part.title);
    let texts = heading.into_iter().chain(parts).chain([&section.prose]);
    field.extend(texts.filter(|text| !text.trim().is_empty()).cloned());
    indexed.code.extend(section.blocks.iter().map(|block: &CodeBlock| block.code.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals_of(syntax: PatternSyntax, value: &str) -> String {
        literals(&PatternSource { syntax, value: value.to_owned(), span: 0..0, ignore_case: false })
    }

    #[test]
    fn holes_are_left_out_and_other_braces_stay() {
        let text = r#"{"detail": "x"} listen {proto} {addr}:{port:int}: {_} \{id} { {"#;
        let words: Vec<String> = literals_of(PatternSyntax::Text, text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, [r#"{"detail":"#, r#""x"}"#, "listen", ":", ":", "{id}", "{", "{"]);
    }

    #[test]
    fn members_that_must_all_be_there_are_one_text() {
        let member = |value: &str| MemberSource {
            pattern: PatternSource {
                syntax: PatternSyntax::Text,
                value: value.to_owned(),
                span: 0..0,
                ignore_case: false,
            },
            count: 1,
        };
        let combination = |all: &[&str], any: &[&str]| Condition::Combination {
            all: all.iter().map(|value| member(value)).collect(),
            any: any.iter().map(|value| member(value)).collect(),
            none: vec![member("z")],
            sequence: Vec::new(),
        };
        assert_eq!(wanted_texts(&Condition::Single(member("a {x} b"))).len(), 1);
        assert_eq!(wanted_texts(&combination(&["a", "b"], &["c"])), ["a\nb"]);
        assert_eq!(wanted_texts(&combination(&[], &["c", "d"])), ["c", "d"]);
    }

    #[test]
    fn a_regex_gives_what_it_must_contain() {
        let text = literals_of(PatternSyntax::Regex, r#"(?P<a>Unauthorized|Forbidden) for url: \S*/login(?:x)?$"#);
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words, ["Unauthorized", "Forbidden", "for", "url:", "/login"]);
        assert_eq!(literals_of(PatternSyntax::Regex, "("), "");
    }
}
