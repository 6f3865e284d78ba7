//! Whether what a literal triggers can match in the record that it stands in, told without reading the log around it.
//!
//! A literal is necessary for a match and often far from sufficient: `/health` stands in every second line of an access log, and the
//! pattern asks for a 503 behind it. To read what lies around a hit takes a hundred times as long as to look at its record. Where
//! [`records`](super::records) know all that one says, as it stands and as it is read otherwise, what else the patterns need is looked
//! for in it, and a regex is tried on a text of one line, which is an event by itself. What a match is, is left to the matcher.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::Signatures;
use super::records::{Records, Said};
use crate::log::key_form::KeyBytes;
use crate::matcher::skim::{Hit, Scope};
use crate::signature::needles::Haystack;
use crate::signature::regex::RegexPattern;
use crate::signature::table::{Need, PatternIndex};
use crate::signature::{Pattern, Signature};

/// Looks at the records of a window.
pub(super) struct Glance<'a, 'w, S> {
    signatures: &'a S,
    records: &'a Records<'w>,
    /// Per range of lines (raw offsets) the record that they stand in; `None` where it cannot be told.
    known: RefCell<HashMap<(usize, usize), Known<'w>>>,
}

type Known<'w> = Option<Rc<[Text<'w>]>>;

/// A text of a record with its key form.
struct Text<'w> {
    said: Said<'w>,
    key: Haystack<KeyBytes>,
}

impl<'a, 'w, S: Signatures> Glance<'a, 'w, S> {
    pub(super) fn at(signatures: &'a S, records: &'a Records<'w>) -> Self {
        Glance { signatures, records, known: RefCell::default() }
    }

    /// False if no pattern that this hit triggers can match in the record that it stands in.
    pub(super) fn may_match(&self, hit: &Hit) -> bool {
        let Some(literal) = hit.literal else { return true };
        let Some(record) = self.record(&hit.lines) else { return true };
        let table = self.signatures.table();
        let is_wide = hit.scope == Scope::Window;
        let is_meant = |pattern: &PatternIndex| {
            let row = table.pattern(*pattern);
            let is_alone = table.signature(row.signature).is_local || row.need == Need::No;
            row.is_trigger && is_alone != is_wide
        };
        table.patterns_of(literal).filter(is_meant).any(|pattern| self.may_stand_in(pattern, &record))
    }

    /// False if this pattern cannot match in the record that these lines (raw offsets) are of.
    pub(super) fn may_be(&self, pattern: PatternIndex, lines: &Range<usize>) -> bool {
        self.record(lines).is_none_or(|record| self.may_stand_in(pattern, &record))
    }

    fn record(&self, lines: &Range<usize>) -> Known<'w> {
        let mut known = self.known.borrow_mut();
        let record = || {
            let texts = self.records.said(lines)?.into_iter().map(|said| {
                let mut key = KeyBytes::default();
                key.append(&said.payload, 0, said.payload.len());
                Text { said, key: Haystack::new(key) }
            });
            Some(texts.collect())
        };
        known.entry((lines.start, lines.end)).or_insert_with(record).clone()
    }

    /// False if this pattern cannot match in the record. One that cannot be had may do what it likes.
    fn may_stand_in(&self, pattern: PatternIndex, record: &[Text<'_>]) -> bool {
        let row = self.signatures.table().pattern(pattern);
        let signature = self.signatures.table().signature(row.signature);
        let Some(compiled) = self.signatures.compiled(signature.entry as usize) else { return true };
        let member =
            |known: &'_ Signature| known.members.get(row.member as usize).map(|member| may(&member.pattern, record));
        compiled.signature(signature.index as usize).and_then(member).unwrap_or(true)
    }
}

fn may(pattern: &Pattern, record: &[Text<'_>]) -> bool {
    let matches = |regex: &RegexPattern, said: &Said<'_>| regex.is_match(&said.payload);
    record.iter().any(|Text { said, key }| match pattern {
        Pattern::Regex(regex) => regex.may_stand_in(key) && (!said.is_one_line || matches(regex, said)),
        Pattern::Text(text) => text.may_stand_in(key),
    })
}
