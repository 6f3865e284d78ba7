//! The signature table: every required literal of the corpus in one automaton.
//!
//! [`TableData`] is what is stored: signatures as (entry, index), their patterns, the literals. A
//! [`SignatureTable`] scans key form with all literals at once and names the patterns whose
//! literals are there. Patterns without a required literal are listed as [`SignatureTable::unscanned`]:
//! they are tried everywhere.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::{Deserialize, Serialize};

use super::Signature;
use crate::error::{Error, ErrorKind, Result};
use crate::log::key_form::KEY_FORM_VERSION;

/// Version of [`TableData`]; a table of another one is rebuilt.
pub const TABLE_VERSION: u32 = 2;

/// A signature of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SignatureIndex(pub u32);

/// A pattern of the table: one member of one signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PatternIndex(pub u32);

/// Where a signature stands: which entry of the corpus, and which of its signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRow {
    /// Position of the entry in the corpus, which is in id order.
    pub entry: u32,
    /// Position of the signature among those of the entry, broken ones counted.
    pub index: u32,
    /// Its first pattern; the others follow.
    pub first_pattern: PatternIndex,
    /// How many patterns it has.
    pub pattern_count: u32,
}

/// Which member of which signature a pattern is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatternRow {
    /// The signature.
    pub signature: SignatureIndex,
    /// Position among its members.
    pub member: u32,
    /// False for a member of `none`, which makes no candidate.
    pub makes_candidate: bool,
}

/// A literal and the patterns that require it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct LiteralRow {
    key: Vec<u8>,
    patterns: Vec<PatternIndex>,
}

/// What a table file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableData {
    version: u32,
    key_form_version: u32,
    signatures: Vec<SignatureRow>,
    patterns: Vec<PatternRow>,
    literals: Vec<LiteralRow>,
    unscanned: Vec<PatternIndex>,
}

impl TableData {
    /// The table of `signatures`: (entry, index among its signatures, compiled).
    #[must_use]
    pub fn build<'a>(signatures: impl IntoIterator<Item = (u32, u32, &'a Signature)>) -> Self {
        let mut data = TableData {
            version: TABLE_VERSION,
            key_form_version: KEY_FORM_VERSION,
            signatures: Vec::new(),
            patterns: Vec::new(),
            literals: Vec::new(),
            unscanned: Vec::new(),
        };
        let mut by_literal: std::collections::BTreeMap<Vec<u8>, Vec<PatternIndex>> = std::collections::BTreeMap::new();
        for (entry, index, signature) in signatures {
            data.push(entry, index, signature, &mut by_literal);
        }
        data.literals = by_literal.into_iter().map(|(key, patterns)| LiteralRow { key, patterns }).collect();
        data
    }

    fn push(
        &mut self,
        entry: u32,
        index: u32,
        signature: &Signature,
        by_literal: &mut std::collections::BTreeMap<Vec<u8>, Vec<PatternIndex>>,
    ) {
        let row = SignatureIndex(self.signatures.len() as u32);
        let first_pattern = PatternIndex(self.patterns.len() as u32);
        for (member, pattern) in signature.members.iter().enumerate() {
            let id = PatternIndex(self.patterns.len() as u32);
            self.patterns.push(PatternRow {
                signature: row,
                member: member as u32,
                makes_candidate: pattern.role != super::Role::None,
            });
            match pattern.pattern.shape().required_literals() {
                // The scan is without regard to case, so one spelling of a literal is enough.
                Some(literals) => literals.0.into_iter().for_each(|literal| {
                    let patterns = by_literal.entry(literal.to_ascii_lowercase()).or_default();
                    if patterns.last() != Some(&id) {
                        patterns.push(id);
                    }
                }),
                None => self.unscanned.push(id),
            }
        }
        let pattern_count = signature.members.len() as u32;
        self.signatures.push(SignatureRow { entry, index, first_pattern, pattern_count });
    }

    /// The bytes of a table file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("invariant: plain data always serializes")
    }

    /// Reads a table file.
    ///
    /// # Errors
    /// `Damaged` for any bytes that are not a whole table of this version: the remedy is a rebuild.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let damaged = |what: &str| Error::new(ErrorKind::Damaged, format!("the signature table is {what}"));
        let data: TableData = postcard::from_bytes(bytes).map_err(|_| damaged("not readable"))?;
        if data.version != TABLE_VERSION || data.key_form_version != KEY_FORM_VERSION {
            return Err(damaged("of another version"));
        }
        if data.is_consistent() { Ok(data) } else { Err(damaged("inconsistent")) }
    }

    fn is_consistent(&self) -> bool {
        let known = |pattern: &PatternIndex| (pattern.0 as usize) < self.patterns.len();
        self.signatures.iter().all(|row| {
            let end = u64::from(row.first_pattern.0) + u64::from(row.pattern_count);
            end <= self.patterns.len() as u64
        }) && self.patterns.iter().all(|row| (row.signature.0 as usize) < self.signatures.len())
            && self.literals.iter().all(|row| !row.key.is_empty() && row.patterns.iter().all(known))
            && self.unscanned.iter().all(known)
    }
}

/// A table that is ready to scan.
#[derive(Debug)]
pub struct SignatureTable {
    data: TableData,
    automaton: AhoCorasick,
}

impl SignatureTable {
    /// Makes the automaton.
    ///
    /// # Errors
    /// `BadInput` if the literals are too many for one automaton.
    pub fn new(data: TableData) -> Result<Self> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .ascii_case_insensitive(true)
            .build(data.literals.iter().map(|row| &row.key))
            .map_err(|error| {
                Error::new(ErrorKind::BadInput, format!("the signature table cannot be built: {error}"))
            })?;
        Ok(SignatureTable { data, automaton })
    }

    /// Calls `found` with each pattern and the key offset of a literal of it, in the order of the
    /// literals' ends. A pattern may come several times.
    pub fn scan(&self, key: &[u8], mut found: impl FnMut(PatternIndex, usize)) {
        for hit in self.automaton.find_overlapping_iter(key) {
            for pattern in &self.data.literals[hit.pattern().as_usize()].patterns {
                found(*pattern, hit.start());
            }
        }
    }

    /// Patterns that have no required literal and are tried everywhere.
    #[must_use]
    pub fn unscanned(&self) -> &[PatternIndex] {
        &self.data.unscanned
    }

    /// The signatures, in the order of entries.
    #[must_use]
    pub fn signatures(&self) -> &[SignatureRow] {
        &self.data.signatures
    }

    /// How many patterns there are.
    #[must_use]
    pub fn pattern_count(&self) -> usize {
        self.data.patterns.len()
    }

    /// What a pattern is part of.
    #[must_use]
    pub fn pattern(&self, pattern: PatternIndex) -> PatternRow {
        self.data.patterns[pattern.0 as usize]
    }

    /// Where a signature stands.
    #[must_use]
    pub fn signature(&self, signature: SignatureIndex) -> SignatureRow {
        self.data.signatures[signature.0 as usize]
    }
}
