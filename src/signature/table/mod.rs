//! The signature table: the required literals of a corpus, ready to be looked for all at once.
//!
//! One file, little endian and position independent, that is used as it lies there: opening it checks it and does
//! nothing else. [`build`] makes it, [`layout`] says where what stands in it, [`scan`] looks for its literals.
//!
//! # How literals are found
//!
//! Not byte by byte: a literal of 15 key bytes or more holds, wherever it stands, a whole 8-byte window that begins
//! at a multiple of 8. So all eight windows of it that can be that one are entered, and the scan looks at one window in eight bytes: fold case, multiply,
//! test one bit. Shorter literals are entered with shorter windows and smaller steps ([`TIERS`]). Where the bit is set, the
//! postings of the bucket name literals; four more bytes of the literal stand in the posting and mostly decide
//! without looking at the literal. What is left is compared in full.
//!
//! The literals of triggers have tiers of their own: most of the others are short and frequent words, which are looked for only
//! where a trigger was found.
//!
//! A literal names the patterns that require it. Patterns without a required literal are listed as
//! [`SignatureTable::unscanned`]: they are tried everywhere.

mod build;
pub mod frequency;
mod layout;
mod scan;

use serde::{Deserialize, Serialize};

use super::{Role, Signature, Window};
use crate::error::{Error, ErrorKind, Result};
use crate::simd::map::Bytes;

pub use build::triggers;
pub use layout::Group;
use layout::{Parts, SIGNATURE_LOCAL};
pub use scan::LiteralSet;

/// Version of the file; a table of another one is rebuilt.
pub const TABLE_VERSION: u32 = 6;

/// The longest literal in a table, in key bytes: what joins two pieces of a stream needs one less of each.
pub const LITERAL_BYTES_MAX: usize = 32;

/// A signature of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SignatureIndex(pub u32);

/// A pattern of the table: one member of one signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PatternIndex(pub u32);

/// A literal of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LiteralIndex(pub u32);

/// Where a signature stands: which entry of the corpus, and which of its signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureRow {
    /// Position of the entry in the corpus, which is in id order.
    pub entry: u32,
    /// Position of the signature among those of the entry, broken ones counted.
    pub index: u32,
    /// Its first pattern; the others follow.
    pub first_pattern: PatternIndex,
    /// How many patterns it has.
    pub pattern_count: u32,
    /// True if a match lies within one event and the one below it; else its parts may lie a window apart.
    pub is_local: bool,
}

/// Which member of which signature a pattern is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternRow {
    /// The signature.
    pub signature: SignatureIndex,
    /// Position among its members.
    pub member: u32,
    /// True if every match of the signature has a match of this pattern, or of another one of which this is true, and for
    /// what says that it recovered. So a signature may match only where one of these does.
    pub is_trigger: bool,
    /// How every match of the signature needs it.
    pub need: Need,
}

/// What a literal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uses {
    /// It triggers a signature that is local.
    pub triggers_local: bool,
    /// It triggers one whose parts may lie a window apart.
    pub triggers_wide: bool,
    /// It is one of a pattern that such a signature needs, and that does not trigger it.
    pub is_companion: bool,
}

/// How every match of a signature needs a pattern, and so one of its literals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It need not be there, or nothing is known of it without reading.
    No,
    /// It has to be there.
    Required,
    /// It or another one of which this is said has to be there.
    OneOf,
}

/// What the table needs to know of one signature. Plain data, so that it can be kept with the entry it was read off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// See [`SignatureRow::is_local`].
    pub is_local: bool,
    /// Its members, in order.
    pub members: Vec<MemberExtract>,
}

/// What the table needs to know of one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberExtract {
    /// What it is for.
    pub role: Role,
    /// Key bytes, lower case, of which every match holds one; `None` if there are no such.
    pub literals: Option<Vec<Vec<u8>>>,
}

impl Extract {
    /// Reads it off a signature.
    #[must_use]
    pub fn of(signature: &Signature) -> Self {
        let members = signature.members.iter().map(|member| {
            let literals = member.pattern.shape().required_literals().map(|set| set.0);
            MemberExtract { role: member.role, literals }
        });
        let is_local = (signature.is_single() || signature.window == Window::Event) && signature.recovery().is_none();
        Extract { is_local, members: members.collect() }
    }
}

/// The bytes of a table.
#[derive(Debug)]
pub struct TableData {
    bytes: Bytes,
}

impl TableData {
    /// The table of `signatures`: (entry, index among its signatures, what is known of it).
    #[must_use]
    pub fn build<'e>(signatures: impl IntoIterator<Item = (u32, u32, &'e Extract)>) -> Self {
        TableData { bytes: build::build(signatures).into() }
    }

    /// What a table file holds, not checked yet.
    #[must_use]
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        TableData { bytes: bytes.into() }
    }

    /// The bytes of a table file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A table that is ready to scan.
#[derive(Debug)]
pub struct SignatureTable {
    bytes: Bytes,
    parts: Parts,
}

impl SignatureTable {
    /// Checks a table.
    ///
    /// # Errors
    /// `Damaged` for any bytes that are not a whole table of this version: the remedy is a rebuild.
    pub fn new(data: TableData) -> Result<Self> {
        let table = Self::of_checked(data)?;
        if !layout::is_whole(&table.bytes) {
            return Err(damaged("damaged"));
        }
        if table.is_consistent() { Ok(table) } else { Err(damaged("inconsistent")) }
    }

    /// Opens a table that [`new`](Self::new) found in order before and that has not changed since. Only its header is looked at.
    ///
    /// # Errors
    /// `Damaged` if the header is not in order.
    pub fn of_checked(data: TableData) -> Result<Self> {
        let parts = Parts::check(&data.bytes).map_err(damaged)?;
        Ok(SignatureTable { bytes: data.bytes, parts })
    }

    /// The bytes of its file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whatever the rows name is there.
    fn is_consistent(&self) -> bool {
        let (signatures, patterns) = (self.signature_count(), self.pattern_count());
        let is_pattern = |index: &PatternIndex| (index.0 as usize) < patterns;
        (0..signatures).all(|index| {
            let row = self.signature(SignatureIndex(index as u32));
            u64::from(row.first_pattern.0) + u64::from(row.pattern_count) <= patterns as u64
        }) && (0..patterns).all(|index| (self.pattern(PatternIndex(index as u32)).signature.0 as usize) < signatures)
            && self.unscanned().all(|pattern| is_pattern(&pattern))
            && (0..self.literal_count()).all(|index| {
                let mut patterns = self.patterns_of(LiteralIndex(index as u32));
                patterns.len() > 0 && patterns.all(|pattern| is_pattern(&pattern))
            })
    }

    /// Patterns that have no required literal and are tried everywhere, ascending.
    pub fn unscanned(&self) -> impl ExactSizeIterator<Item = PatternIndex> + '_ {
        words(self.part(layout::UNSCANNED)).map(PatternIndex)
    }

    /// How many signatures there are.
    #[must_use]
    pub fn signature_count(&self) -> usize {
        self.part(layout::SIGNATURES).len() / layout::SIGNATURE_BYTES
    }

    /// How many patterns there are.
    #[must_use]
    pub fn pattern_count(&self) -> usize {
        self.part(layout::PATTERNS).len() / layout::PATTERN_BYTES
    }

    /// How many literals there are.
    #[must_use]
    pub fn literal_count(&self) -> usize {
        self.part(layout::LITERALS).len() / layout::LITERAL_ROW_BYTES
    }

    /// Bytes of the table.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// True if a signature's parts may lie a window apart.
    #[must_use]
    pub fn has_wide_signatures(&self) -> bool {
        self.parts.flags & layout::HAS_WIDE != 0
    }

    /// True if some signature may match where none of its literals stands, so that no part of a log can be left out.
    #[must_use]
    pub fn has_uncovered_signatures(&self) -> bool {
        self.parts.flags & layout::HAS_UNCOVERED != 0
    }

    /// What a pattern is part of. Of an index that is none: a row without a signature.
    #[must_use]
    pub fn pattern(&self, pattern: PatternIndex) -> PatternRow {
        let row = layout::record(self.part(layout::PATTERNS), pattern.0, layout::PATTERN_BYTES);
        let (signature, flags) = (layout::word(row, 0), layout::word(row, 1));
        PatternRow {
            signature: SignatureIndex(signature),
            member: flags & layout::PATTERN_MEMBER,
            is_trigger: flags & layout::PATTERN_TRIGGER != 0,
            need: if flags & layout::PATTERN_REQUIRED != 0 {
                Need::Required
            } else if flags & layout::PATTERN_ONE_OF != 0 {
                Need::OneOf
            } else {
                Need::No
            },
        }
    }

    /// Where a signature stands.
    #[must_use]
    pub fn signature(&self, signature: SignatureIndex) -> SignatureRow {
        let row = layout::record(self.part(layout::SIGNATURES), signature.0, layout::SIGNATURE_BYTES);
        let flags = layout::word(row, 3);
        SignatureRow {
            entry: layout::word(row, 0),
            index: layout::word(row, 1),
            first_pattern: PatternIndex(layout::word(row, 2)),
            pattern_count: flags & layout::SIGNATURE_PATTERNS,
            is_local: flags & SIGNATURE_LOCAL != 0,
        }
    }

    /// The patterns of a signature, in the order of its members.
    pub fn patterns(&self, signature: SignatureIndex) -> impl Iterator<Item = PatternIndex> + use<> {
        let row = self.signature(signature);
        (row.first_pattern.0..row.first_pattern.0 + row.pattern_count).map(PatternIndex)
    }

    /// The patterns that require a literal, ascending.
    pub fn patterns_of(&self, literal: LiteralIndex) -> impl ExactSizeIterator<Item = PatternIndex> + '_ {
        let row = self.literal_row(literal);
        let list =
            self.part(layout::LITERAL_PATTERNS).get(row.patterns_at * 4..(row.patterns_at + row.pattern_count) * 4);
        words(list.unwrap_or_default()).map(PatternIndex)
    }

    /// True if a literal is one of a trigger.
    #[must_use]
    pub fn is_trigger(&self, literal: LiteralIndex) -> bool {
        let uses = self.uses(literal);
        uses.triggers_local || uses.triggers_wide
    }

    /// What a literal is for.
    #[must_use]
    pub fn uses(&self, literal: LiteralIndex) -> Uses {
        let flags = self.literal_row(literal).flags;
        Uses {
            triggers_local: flags & layout::LITERAL_LOCAL != 0,
            triggers_wide: flags & layout::LITERAL_WIDE != 0,
            is_companion: flags & layout::LITERAL_COMPANION != 0,
        }
    }

    /// A literal: key bytes in lower case.
    #[must_use]
    pub fn literal(&self, literal: LiteralIndex) -> &[u8] {
        let row = self.literal_row(literal);
        self.part(layout::STRINGS).get(row.at..row.at + row.len).unwrap_or_default()
    }

    fn literal_row(&self, literal: LiteralIndex) -> layout::LiteralRow {
        layout::LiteralRow::read(self.part(layout::LITERALS), literal.0)
    }

    fn part(&self, part: usize) -> &[u8] {
        self.bytes.get(self.parts.ranges[part].clone()).unwrap_or_default()
    }
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::Damaged, format!("the signature table is {what}"))
}

/// The little-endian words of `bytes`.
fn words(bytes: &[u8]) -> impl ExactSizeIterator<Item = u32> + '_ {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table_of(literals: &[&str]) -> SignatureTable {
        let member =
            |role: Role, literal: &str| MemberExtract { role, literals: Some(vec![literal.as_bytes().to_vec()]) };
        // Of every other one a literal that triggers nothing.
        let extract = |(index, literal): (usize, &&str)| match index % 2 {
            0 => Extract { is_local: true, members: vec![member(Role::All, literal)] },
            _ => Extract { is_local: true, members: vec![member(Role::All, TRIGGER), member(Role::None, literal)] },
        };
        let extracts: Vec<Extract> = literals.iter().enumerate().map(extract).collect();
        let signatures = (0..).zip(&extracts).map(|(index, extract)| (index, 0, extract));
        SignatureTable::new(TableData::build(signatures)).unwrap()
    }

    fn found(table: &SignatureTable, key: &[u8]) -> Vec<(Vec<u8>, usize)> {
        let mut found = Vec::new();
        let mut add = |literal, at| found.push((table.literal(literal).to_vec(), at));
        Group::ALL.into_iter().for_each(|group| table.scan_group(group, key, &mut add));
        found.sort();
        found
    }

    fn naive(literals: &[&str], key: &[u8]) -> Vec<(Vec<u8>, usize)> {
        let mut found = Vec::new();
        for literal in literals {
            let literal = literal.as_bytes();
            let starts = (0..key.len()).filter(|at| key[*at..].starts_with(literal));
            found.extend(starts.map(|at| (literal.to_vec(), at)));
        }
        found.sort();
        found.dedup();
        found
    }

    /// Stands in no key.
    const TRIGGER: &str = "trigger";

    const LITERALS: &[&str] = &[
        "ab",
        "b[",
        "abc",
        "aab",
        "abca",
        "bcabc",
        "abcabc",
        "abcabca",
        "aabbaabb",
        "abababababab",
        "aaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "bcabcabcabcabca",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabcabcabcabcabcab",
        "cabcabcabcabcabcaabcabcabcabc",
    ];

    proptest! {
        #[test]
        fn every_literal_is_found_wherever_it_stands(
            key in proptest::collection::vec(proptest::sample::select(b"aaabbbccc[{\xe4".as_slice()), 0..120),
            pick in proptest::collection::vec(any::<bool>(), LITERALS.len()),
            // Keys of several blocks, too.
            repeat in prop_oneof![4 => 0..40_usize, 1 => 400..1_200_usize],
        ) {
            let picked: Vec<&str> = LITERALS.iter().zip(pick).filter(|(_, pick)| *pick).map(|(it, _)| *it).collect();
            let table = table_of(&picked);
            let mut key = key;
            key.extend(b"abcabcabc".repeat(repeat));
            let expected = naive(&picked, &key);
            prop_assert_eq!(found(&table, &key), expected.as_slice());
            let set = table.set_of((0..table.literal_count()).map(|index| LiteralIndex(index as u32)));
            let mut of_set = Vec::new();
            table.scan_set(&set, &key, &mut |literal, at| of_set.push((table.literal(literal).to_vec(), at)));
            of_set.sort();
            prop_assert_eq!(of_set, expected);
        }

        #[test]
        fn a_damaged_table_is_refused(at in any::<proptest::sample::Index>(), bit in 0..8u8, cut in any::<bool>()) {
            let mut bytes = table_of(LITERALS).bytes.to_vec();
            if cut {
                bytes.truncate(at.index(bytes.len()));
            } else {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            prop_assert!(SignatureTable::new(TableData::from_bytes(bytes)).is_err());
        }

        #[test]
        fn a_forged_table_is_refused_or_harmless(
            at in any::<proptest::sample::Index>(), value in any::<[u8; 4]>(),
        ) {
            let mut bytes = table_of(LITERALS).bytes.to_vec();
            let at = at.index(bytes.len() - 4);
            bytes[at..at + 4].copy_from_slice(&value);
            layout::seal(&mut bytes);
            if let Ok(table) = SignatureTable::new(TableData::from_bytes(bytes)) {
                let mut patterns = 0;
                let key = b"aabcabcabcabcabcabcabcabcabcababababab[ABABABAB".repeat(20);
                let mut count = |literal, _| {
                    let of_it = table.patterns_of(literal);
                    patterns += of_it.filter(|pattern| table.pattern(*pattern).is_trigger).count();
                };
                Group::ALL.into_iter().for_each(|group| table.scan_group(group, &key, &mut count));
            }
        }
    }
}
