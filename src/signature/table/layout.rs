//! Where what stands in a table file, and reading it without trusting it.
//!
//! ```text
//! header    magic, table version, key-form version, length, checksum, the bounds of the parts, tier sizes
//! parts     of literals of triggers, then of the others: per tier: bitmap, bucket starts, postings, masks
//!           literals, literal → patterns, strings, patterns, signatures, patterns without a literal
//! ```
//!
//! All numbers are little endian. Everything is read through checked slices: whatever the bytes are, reading them gives wrong
//! numbers at worst.

use std::ops::Range;

use crate::log::key_form::KEY_FORM_VERSION;
use crate::simd;

use super::TABLE_VERSION;

/// The first bytes of a table file.
const MAGIC: &[u8; 8] = b"kbtable\n";

/// How a tier of literals is entered and looked for.
#[derive(Clone, Copy, Debug)]
pub struct TierShape {
    /// Bytes of a window.
    pub gram: usize,
    /// Bytes from one window that is looked at to the next.
    pub step: usize,
}

impl TierShape {
    /// The shortest literal that holds a window at a multiple of the step wherever it stands.
    pub const fn literal_min(self) -> usize {
        self.gram + self.step - 1
    }
}

/// The tiers, longest literals first. A literal belongs to the first one that it is long enough for.
pub const TIERS: [TierShape; 4] = [
    TierShape { gram: 8, step: 8 },
    TierShape { gram: 4, step: 4 },
    TierShape { gram: 3, step: 2 },
    TierShape { gram: 2, step: 1 },
];

/// Parts of a tier: bitmap, bucket starts, postings, and the masks of windows of less than four bytes.
pub const TIER_PARTS: usize = 4;

/// Literals that are looked for together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Those of triggers.
    Triggers,
    /// The others.
    Others,
}

impl Group {
    /// Both, in their order.
    pub const ALL: [Group; 2] = [Group::Triggers, Group::Others];

    /// The number of the first part of tier `tier`.
    pub const fn part(self, tier: usize) -> usize {
        (self as usize * TIERS.len() + tier) * TIER_PARTS
    }
}

/// Numbers of the parts behind those of the tiers.
pub const LITERALS: usize = Group::ALL.len() * TIERS.len() * TIER_PARTS;
/// Literal → patterns.
pub const LITERAL_PATTERNS: usize = LITERALS + 1;
/// The bytes of literals.
pub const STRINGS: usize = LITERALS + 2;
/// Pattern rows.
pub const PATTERNS: usize = LITERALS + 3;
/// Signature rows.
pub const SIGNATURES: usize = LITERALS + 4;
/// Patterns without a literal.
pub const UNSCANNED: usize = LITERALS + 5;
const PART_COUNT: usize = LITERALS + 6;

/// Bytes of the header: magic, versions, length, checksum, flags, bounds of the parts.
pub const HEADER_BYTES: usize = 8 + 4 + 4 + 8 + 8 + 8 + (PART_COUNT + 1) * 8;

const LENGTH_AT: usize = 16;
const CHECKSUM_AT: usize = 24;
const FLAGS_AT: usize = 32;
const BOUNDS_AT: usize = 40;

/// Flag of the header: some signature is not local.
pub const HAS_WIDE: u64 = 1;
/// Flag of the header: some signature may match where none of its literals stands.
pub const HAS_UNCOVERED: u64 = 2;

/// Bytes of a literal's row.
pub const LITERAL_ROW_BYTES: usize = 16;
/// Bytes of a pattern's row.
pub const PATTERN_BYTES: usize = 8;
/// Bytes of a signature's row.
pub const SIGNATURE_BYTES: usize = 16;
/// Bytes of a posting.
pub const POSTING_BYTES: usize = 16;

/// The bits of a pattern's second word that are its position among the members.
pub const PATTERN_MEMBER: u32 = 0xffff;
/// Every match of the signature has a match of this pattern, or of another one with this flag.
pub const PATTERN_TRIGGER: u32 = 1 << 17;
/// Every match of the signature has a match of this pattern, and so one of its literals.
pub const PATTERN_REQUIRED: u32 = 1 << 18;
/// Every match of the signature has a match of this pattern, or of another one with this flag, and so one of their literals.
pub const PATTERN_ONE_OF: u32 = 1 << 19;
/// The bits of a literal's second word that are its length.
pub const LITERAL_LEN: usize = 0xff;
/// It triggers a signature that is local.
pub const LITERAL_LOCAL: usize = 1 << 8;
/// It triggers a signature that is not local.
pub const LITERAL_WIDE: usize = 1 << 9;
/// A signature that is not local, and that others trigger, may match only near it.
pub const LITERAL_COMPANION: usize = 1 << 10;
/// The bits of a signature's last word that count its patterns.
pub const SIGNATURE_PATTERNS: u32 = 0xffff;
/// Its matches lie within an event.
pub const SIGNATURE_LOCAL: u32 = 1 << 16;

/// A file whose header was checked: the bounds of its parts.
#[derive(Clone, Debug)]
pub struct Parts {
    /// By number, within the file.
    pub ranges: [Range<usize>; PART_COUNT],
    /// [`HAS_WIDE`] and [`HAS_UNCOVERED`].
    pub flags: u64,
}

impl Parts {
    /// Checks the header, and that the length is right.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.len() < HEADER_BYTES || !bytes.starts_with(MAGIC) {
            return Err("not readable");
        }
        if word(bytes, 2) != TABLE_VERSION || word(bytes, 3) != KEY_FORM_VERSION {
            return Err("of another version");
        }
        if long(bytes, LENGTH_AT) != bytes.len() as u64 {
            return Err("damaged");
        }
        let mut ranges = [const { 0..0 }; PART_COUNT];
        for (part, range) in ranges.iter_mut().enumerate() {
            let (start, end) = (long(bytes, BOUNDS_AT + part * 8), long(bytes, BOUNDS_AT + (part + 1) * 8));
            if start < HEADER_BYTES as u64 || start > end || end > bytes.len() as u64 {
                return Err("inconsistent");
            }
            *range = start as usize..end as usize;
        }
        Ok(Parts { ranges, flags: long(bytes, FLAGS_AT) })
    }
}

/// True if the checksum is right.
pub fn is_whole(bytes: &[u8]) -> bool {
    long(bytes, CHECKSUM_AT) == checksum(bytes)
}

/// Puts a file together from its parts.
pub fn assemble(parts: &[Vec<u8>; PART_COUNT], flags: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + parts.iter().map(|part| part.len() + 64).sum::<usize>());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&TABLE_VERSION.to_le_bytes());
    bytes.extend_from_slice(&KEY_FORM_VERSION.to_le_bytes());
    bytes.resize(HEADER_BYTES, 0);
    bytes[FLAGS_AT..FLAGS_AT + 8].copy_from_slice(&flags.to_le_bytes());
    for (number, part) in parts.iter().enumerate() {
        let start = bytes.len() as u64;
        bytes.extend_from_slice(part);
        let end = bytes.len() as u64;
        let at = BOUNDS_AT + number * 8;
        bytes[at..at + 8].copy_from_slice(&start.to_le_bytes());
        bytes[at + 8..at + 16].copy_from_slice(&end.to_le_bytes());
    }
    seal(&mut bytes);
    bytes
}

/// Writes length and checksum.
pub fn seal(bytes: &mut [u8]) {
    let length = bytes.len() as u64;
    bytes[LENGTH_AT..LENGTH_AT + 8].copy_from_slice(&length.to_le_bytes());
    let sum = checksum(bytes);
    bytes[CHECKSUM_AT..CHECKSUM_AT + 8].copy_from_slice(&sum.to_le_bytes());
}

/// An empty set of parts.
pub fn no_parts() -> [Vec<u8>; PART_COUNT] {
    [const { Vec::new() }; PART_COUNT]
}

/// A sum over all bytes but its own: it finds accidents, at memory speed. Four lanes, so that multiplications overlap.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9E37_79B1_85EB_CA87;
    let mut lanes = [PRIME, 2, 3, 5];
    for range in [0..CHECKSUM_AT, CHECKSUM_AT + 8..bytes.len()] {
        let (blocks, rest) = bytes[range].as_chunks::<32>();
        for block in blocks {
            for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
                *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME).rotate_left(31);
            }
        }
        for byte in rest {
            lanes[0] = (lanes[0] ^ u64::from(*byte)).wrapping_mul(PRIME).rotate_left(31);
        }
    }
    lanes.iter().fold(0, |sum, lane| (sum ^ lane).wrapping_mul(PRIME).rotate_left(29))
}

/// Word `index` of `bytes`; 0 where there is none.
pub fn word(bytes: &[u8], index: usize) -> u32 {
    match bytes.get(index * 4..).and_then(|rest| rest.first_chunk::<4>()) {
        Some(word) => u32::from_le_bytes(*word),
        None => 0,
    }
}

/// The eight bytes at `at`.
fn long(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(long) => u64::from_le_bytes(*long),
        None => 0,
    }
}

/// Record `index` of a part; empty where there is none.
pub fn record(part: &[u8], index: u32, size: usize) -> &[u8] {
    let at = index as usize * size;
    part.get(at..at + size).unwrap_or_default()
}

/// A literal's row.
#[derive(Clone, Copy, Debug)]
pub struct LiteralRow {
    /// Where its bytes stand among the strings.
    pub at: usize,
    /// How many.
    pub len: usize,
    /// [`LITERAL_LOCAL`], [`LITERAL_WIDE`] and [`LITERAL_COMPANION`].
    pub flags: usize,
    /// Where its patterns stand.
    pub patterns_at: usize,
    /// How many.
    pub pattern_count: usize,
}

impl LiteralRow {
    /// Row `index` of the literals.
    pub fn read(literals: &[u8], index: u32) -> Self {
        let row = record(literals, index, LITERAL_ROW_BYTES);
        LiteralRow {
            at: word(row, 0) as usize,
            len: word(row, 1) as usize & LITERAL_LEN,
            flags: word(row, 1) as usize & !LITERAL_LEN,
            patterns_at: word(row, 2) as usize,
            pattern_count: word(row, 3) as usize,
        }
    }

    /// Appends it.
    pub fn write(self, literals: &mut Vec<u8>) {
        for number in [self.at, self.len | self.flags, self.patterns_at, self.pattern_count] {
            literals.extend_from_slice(&(number as u32).to_le_bytes());
        }
    }
}

/// One place of a literal at which a window of it is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Posting {
    /// Tells the windows of one bucket apart.
    pub tag: u32,
    /// The literal.
    pub literal: u32,
    /// Four more of its bytes, case folded.
    pub check: u32,
    /// Where the window stands in the literal.
    pub offset: usize,
    /// Where the four bytes stand in the literal; [`NO_CHECK`] where it has no four.
    pub check_at: usize,
}

/// The literal is too short for four more bytes.
pub const NO_CHECK: usize = 0xff;

impl Posting {
    /// Reads one.
    #[inline]
    pub fn read(bytes: &[u8; POSTING_BYTES]) -> Self {
        let at =
            |index: usize| u32::from_le_bytes([bytes[index], bytes[index + 1], bytes[index + 2], bytes[index + 3]]);
        Posting {
            tag: at(0),
            literal: at(4),
            check: at(8),
            offset: usize::from(bytes[12]),
            check_at: usize::from(bytes[13]),
        }
    }

    /// Appends it.
    pub fn write(self, postings: &mut Vec<u8>) {
        postings.extend_from_slice(&self.tag.to_le_bytes());
        postings.extend_from_slice(&self.literal.to_le_bytes());
        postings.extend_from_slice(&self.check.to_le_bytes());
        postings.extend_from_slice(&[self.offset as u8, self.check_at as u8, 0, 0]);
    }
}

/// The case bit of each byte: `|` folds ASCII letters, and a few other bytes that the full comparison tells apart.
pub const FOLD: u64 = u64::from_le_bytes([simd::FOLD; 8]);

/// The hash of a folded window; its upper bits are the good ones.
#[inline]
pub fn hash(gram: u64) -> u64 {
    gram.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// What tells windows of one bucket apart.
#[inline]
pub fn tag(gram: u64) -> u32 {
    (gram as u32) ^ ((gram >> 32) as u32).wrapping_mul(0x9E37_79B1)
}

/// The folded window of `gram` bytes (at most 8) that `bytes` begin with; shorter ones are filled up with zeros.
#[inline]
pub fn window(bytes: &[u8], gram: usize) -> u64 {
    let mut word = [0; 8];
    word[..gram].copy_from_slice(&bytes[..gram]);
    fold(u64::from_le_bytes(word), gram)
}

/// Case folded, bytes behind the window cleared.
#[inline]
pub fn fold(word: u64, gram: usize) -> u64 {
    (word | FOLD) & (u64::MAX >> (64 - 8 * gram))
}
