//! `[[signature]]` tables: patterns, combinations and where their parts have to stand.
//!
//! Reads form only. What a `text` or `regex` means, and whether `within` can be read, is left to
//! [`crate::signature`].

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::limits::{COUNT_MAX, MEMBERS_MAX, PATTERN_SIZE_MAX, SIGNATURES_MAX};
use super::toml_errors::escape_in_basic_string;
use super::values::{Reader, Value, extent, in_file_order};
use super::{Condition, MemberSource, PatternSource, PatternSyntax, SignatureSource, Spanned};
use crate::diagnostic::Code;

const KEYS: &[&str] = &[
    "text",
    "regex",
    "all",
    "any",
    "none",
    "sequence",
    "ignore_case",
    "count",
    "within",
    "across",
    "ambiguous",
    "part",
    "resolved_by",
];
const MEMBER_KEYS: &[&str] = &["text", "regex", "ignore_case", "count"];
const PATTERN_KEYS: &[&str] = &["text", "regex", "ignore_case"];
const TWO_BRACKETS: &str = "write each as a table of its own, headed `[[signature]]` with two brackets";

/// The signatures of an entry, those without a complaint.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<SignatureSource> {
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong_type("signature", value, "a list of tables", TWO_BRACKETS);
        return Vec::new();
    };
    if items.len() > SIGNATURES_MAX {
        let message = format!("the entry has {} signatures, at most {SIGNATURES_MAX} are read", items.len());
        reader.complain(Code::BadValue, value.span(), message, "split the entry by problem");
        return Vec::new();
    }
    items.iter().filter_map(|item| signature(reader, item)).collect()
}

/// What the keys of one table came to, before they are checked against each other.
#[derive(Default)]
struct Parts {
    text: Option<Spanned<String>>,
    regex: Option<Spanned<String>>,
    /// Bytes of `text` and `regex` keys, also of those with a wrong value.
    patterns: Vec<Range<usize>>,
    ignore_case: Option<bool>,
    count: Option<(usize, Range<usize>)>,
    groups: Vec<Group>,
    within: Option<Spanned<String>>,
    across: bool,
    ambiguous: bool,
    part: Option<Spanned<String>>,
    resolved_by: Option<PatternSource>,
}

/// `all`, `any`, `none` or `sequence` as read; members with a complaint are left out.
struct Group {
    key: &'static str,
    span: Range<usize>,
    is_empty: bool,
    members: Vec<(Parts, Range<usize>)>,
}

fn signature(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<SignatureSource> {
    let Some(table) = value.get_ref().as_table() else {
        reader.wrong_type("signature", value, "a list of tables", TWO_BRACKETS);
        return None;
    };
    let parts = parts(reader, table, KEYS, "a signature");
    let span = extent(value);
    let ignore_case = parts.ignore_case.unwrap_or(false);
    let condition = if parts.groups.is_empty() {
        Condition::Single(member(reader, &parts, ignore_case, value.span())?)
    } else {
        combination(reader, &parts, ignore_case)?
    };
    Some(SignatureSource {
        span: reader.place(span),
        part: parts.part,
        condition,
        within: parts.within,
        across: parts.across,
        ambiguous: parts.ambiguous,
        resolved_by: parts.resolved_by,
    })
}

/// Reads the keys of a table, of which `known` are allowed here.
fn parts(reader: &mut Reader<'_>, table: &DeTable<'_>, known: &[&str], place: &str) -> Parts {
    let mut parts = Parts::default();
    for (key, span, value) in in_file_order(table) {
        if !known.contains(&key) {
            reader.unknown_key(key, span, known, place);
            continue;
        }
        match key {
            "text" => {
                parts.text = pattern(reader, key, value);
                parts.patterns.push(span);
            }
            "regex" => {
                parts.regex = pattern(reader, key, value);
                parts.patterns.push(span);
            }
            "ignore_case" => parts.ignore_case = reader.boolean(key, value),
            "count" => parts.count = reader.count(key, value, COUNT_MAX).map(|count| (count, span)),
            "across" => parts.across = reader.boolean(key, value).unwrap_or(false),
            "ambiguous" => parts.ambiguous = reader.boolean(key, value).unwrap_or(false),
            "part" => parts.part = reader.line(key, value),
            "within" => parts.within = within(reader, value),
            "resolved_by" => parts.resolved_by = resolved_by(reader, value),
            _ => parts.groups.extend(group(reader, key, span, value)),
        }
    }
    parts
}

/// The value of `text` or `regex`.
fn pattern(reader: &mut Reader<'_>, key: &str, value: &Value<'_>) -> Option<Spanned<String>> {
    let text = reader.string(key, value)?;
    if text.value.trim().is_empty() {
        let help = format!("write `{key} = '''…'''` with words of the message");
        reader.complain(Code::BadValue, value.span(), format!("`{key}` is empty"), help);
        return None;
    }
    if text.value.len() > PATTERN_SIZE_MAX {
        let message = format!("`{key}` has {} bytes, at most {PATTERN_SIZE_MAX} are read", text.value.len());
        reader.complain(Code::BadValue, value.span(), message, "sign the words that tell this error from others");
        return None;
    }
    // `"\bword"` is valid TOML, but means a backspace: no log line holds one.
    if let Some((offset, escape, meaning)) = escape_in_basic_string(reader.raw(value.span())) {
        let start = value.span().start + offset;
        let raw = reader.raw(value.span()).trim_matches('"').to_owned();
        reader.complain(
            Code::BackslashInString,
            start..start + escape.len(),
            format!("`{escape}` in a double-quoted string is {meaning}"),
            format!("write `{key} = '''{raw}'''`: there a backslash is a backslash"),
        );
        return None;
    }
    Some(text)
}

fn within(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spanned<String>> {
    if let DeValue::Integer(number) = value.get_ref() {
        let help = format!("write `within = \"{number} lines\"`");
        reader.wrong_type("within", value, "a string", help);
        return None;
    }
    reader.line("within", value)
}

/// `resolved_by = '''text'''` or `resolved_by = { regex = '''…''' }`.
fn resolved_by(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<PatternSource> {
    match value.get_ref() {
        DeValue::Table(table) => {
            let parts = parts(reader, table, PATTERN_KEYS, "`resolved_by`");
            let ignore_case = parts.ignore_case.unwrap_or(false);
            member(reader, &parts, ignore_case, value.span()).map(|member| member.pattern)
        }
        DeValue::String(_) => {
            let text = pattern(reader, "resolved_by", value)?;
            Some(PatternSource { syntax: PatternSyntax::Text, value: text.value, span: text.span, ignore_case: false })
        }
        _ => {
            let help = "write `resolved_by = '''…'''` or `resolved_by = { regex = '''…''' }`";
            reader.wrong_type("resolved_by", value, "a string or a table", help);
            None
        }
    }
}

/// The members of `all`, `any`, `none` or `sequence`.
fn group(reader: &mut Reader<'_>, key: &str, span: Range<usize>, value: &Value<'_>) -> Option<Group> {
    let key = ["all", "any", "none", "sequence"].into_iter().find(|known| *known == key)?;
    let help = format!("write each member as a table headed `[[signature.{key}]]`");
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong_type(key, value, "a list of tables", help);
        return None;
    };
    if items.len() > MEMBERS_MAX {
        let message = format!("`{key}` has {} members, at most {MEMBERS_MAX} are read", items.len());
        reader.complain(Code::BadValue, value.span(), message, "use fewer, more telling members");
        return None;
    }
    let mut group = Group { key, span, is_empty: items.is_empty(), members: Vec::new() };
    for item in items {
        match item.get_ref().as_table() {
            Some(table) => {
                let parts = parts(reader, table, MEMBER_KEYS, &format!("a member of `{key}`"));
                group.members.push((parts, item.span()));
            }
            None => reader.wrong_type(key, item, "a list of tables", help.clone()),
        }
    }
    Some(group)
}

/// One pattern with its count. Exactly one of `text` and `regex` has to be there.
fn member(reader: &mut Reader<'_>, parts: &Parts, ignore_case: bool, span: Range<usize>) -> Option<MemberSource> {
    if let [_, second, ..] = parts.patterns.as_slice() {
        let help = "keep one of them; two that must both be there are members: `[[signature.all]]`";
        reader.complain(Code::BadCombination, second.clone(), "`text` and `regex` stand side by side", help);
        return None;
    }
    let (syntax, pattern) = match (&parts.text, &parts.regex) {
        (Some(text), _) => (PatternSyntax::Text, text),
        (None, Some(regex)) => (PatternSyntax::Regex, regex),
        // Its value is already complained about.
        (None, None) if !parts.patterns.is_empty() => return None,
        (None, None) => {
            let help = "add `text = '''…'''` with words of the message";
            reader.complain(Code::BadCombination, span, "neither `text` nor `regex` says what to look for", help);
            return None;
        }
    };
    Some(MemberSource {
        pattern: PatternSource { syntax, value: pattern.value.clone(), span: pattern.span.clone(), ignore_case },
        count: parts.count.as_ref().map_or(1, |(count, _)| *count),
    })
}

/// Several patterns; `ignore_case` of the signature holds for members that do not say.
fn combination(reader: &mut Reader<'_>, parts: &Parts, ignore_case: bool) -> Option<Condition> {
    if let Some(pattern) = parts.patterns.first() {
        let help = "move it into a member: `[[signature.all]]`";
        let message = "a signature has either a pattern of its own or members, not both";
        reader.complain(Code::BadCombination, pattern.clone(), message, help);
        return None;
    }
    if let Some((_, span)) = &parts.count {
        let help = "write `count` into the member that it is about";
        reader.complain(Code::BadCombination, span.clone(), "`count` stands beside members", help);
    }
    let (mut all, mut any, mut none, mut sequence) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for group in &parts.groups {
        if group.is_empty {
            let (key, span) = (group.key, group.span.clone());
            let help = format!("add a member, or leave `{key}` out");
            reader.complain(Code::BadCombination, span, format!("`{key}` has no member"), help);
        }
        let members = match group.key {
            "all" => &mut all,
            "any" => &mut any,
            "none" => &mut none,
            _ => &mut sequence,
        };
        for (parts, span) in &group.members {
            let ignore_case = parts.ignore_case.unwrap_or(ignore_case);
            members.extend(member(reader, parts, ignore_case, span.clone()));
        }
    }
    if let [only] = parts.groups.as_slice()
        && only.key == "none"
    {
        let help = "add what must be there: `[[signature.all]]`";
        reader.complain(Code::BadCombination, only.span.clone(), "`none` alone would match every log", help);
    }
    Some(Condition::Combination { all, any, none, sequence })
}
