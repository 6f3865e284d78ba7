//! Looking for literals of a table in a piece of key form: those of a [`Group`], or a [`LiteralSet`].
//!
//! Per tier and block: one pass that only tests a bit per window and notes where it is set, then one over
//! what was noted. The first has no branch to guess wrong, and the second little to do. Short windows begin at every byte or at every
//! other one; which of these may is told 16 at a time ([`simd::note_grams`]).

use super::build;
use super::layout::{self, Group, NO_CHECK, POSTING_BYTES, Posting, TIER_PARTS, TIERS, TierShape, fold, hash, tag};
use super::{LiteralIndex, SignatureTable};
use crate::simd::{self, GramMasks};

/// Key bytes of one block: what is noted of it stays in the nearest cache.
const BLOCK_BYTES: usize = 4 * 1024;

/// A key that is no longer needs little memory to note its places in.
const SHORT_BYTES: usize = 256;

/// Some literals of a table, to be looked for without the others.
#[derive(Debug, Default)]
pub struct LiteralSet {
    /// Per tier, as in a table.
    tiers: Vec<[Vec<u8>; TIER_PARTS]>,
}

impl SignatureTable {
    /// Calls `found` with each literal of a group and its key offset in `key`, which is in lower case as literals are: each
    /// occurrence once, in no particular order.
    pub fn scan_group(&self, group: Group, key: &[u8], found: &mut impl FnMut(LiteralIndex, usize)) {
        let tier = |number: usize| Tier::of([0, 1, 2, 3].map(|part| self.part(group.part(number) + part)));
        self.scan(tier, key, found);
    }

    /// The same for those of a set of this table.
    pub fn scan_set(&self, set: &LiteralSet, key: &[u8], found: &mut impl FnMut(LiteralIndex, usize)) {
        self.scan(|number| Tier::of(set.tiers.get(number)?.each_ref().map(Vec::as_slice)), key, found);
    }

    /// These literals as a set.
    #[must_use]
    pub fn set_of(&self, literals: impl IntoIterator<Item = LiteralIndex>) -> LiteralSet {
        let literals: Vec<_> = literals.into_iter().map(|literal| (literal.0, self.literal(literal))).collect();
        LiteralSet { tiers: build::tiers(&literals) }
    }

    fn scan<'a>(
        &self,
        tier: impl Fn(usize) -> Option<Tier<'a>>,
        key: &[u8],
        found: &mut impl FnMut(LiteralIndex, usize),
    ) {
        if key.len() <= SHORT_BYTES {
            self.scan_noting(tier, key, &mut [0; SHORT_BYTES], found);
        } else {
            self.scan_noting(tier, key, &mut [0; BLOCK_BYTES], found);
        }
    }

    /// The same with room for as many places as `key` has, or one block of it.
    fn scan_noting<'a>(
        &self,
        tier: impl Fn(usize) -> Option<Tier<'a>>,
        key: &[u8],
        noted: &mut [u32],
        found: &mut impl FnMut(LiteralIndex, usize),
    ) {
        for (number, shape) in TIERS.iter().enumerate() {
            let Some(tier) = tier(number) else { continue };
            let mut from = 0;
            while from + shape.gram <= key.len() {
                // A window that begins in the block may end behind it.
                let block = &key[from..key.len().min(from + BLOCK_BYTES + shape.gram - 1)];
                let count = match shape.gram {
                    8 => note_eights(&tier, block, noted),
                    4 => note::<4, 4>(&tier, block, noted),
                    3 => note_short::<3, 2>(&tier, block, noted),
                    _ => note_short::<2, 1>(&tier, block, noted),
                };
                for at in &noted[..count] {
                    self.verify(&tier, *shape, key, from + *at as usize, found);
                }
                from += BLOCK_BYTES;
            }
        }
    }

    /// Reports the literals whose window stands at `at`.
    fn verify(
        &self,
        tier: &Tier<'_>,
        shape: TierShape,
        key: &[u8],
        at: usize,
        found: &mut impl FnMut(LiteralIndex, usize),
    ) {
        let gram = layout::window(&key[at..], shape.gram);
        let wanted = tag(gram);
        for posting in tier.bucket(hash(gram)) {
            let posting = Posting::read(posting);
            if posting.tag != wanted || posting.offset > at {
                continue;
            }
            let start = at - posting.offset;
            if posting.check_at != NO_CHECK {
                let Some(check) = key.get(start + posting.check_at..).and_then(|rest| rest.first_chunk::<4>()) else {
                    continue;
                };
                if u32::from_le_bytes(*check) | layout::FOLD as u32 != posting.check {
                    continue;
                }
            }
            let literal = self.literal(LiteralIndex(posting.literal));
            let is_there = !literal.is_empty() && key.get(start..start + literal.len()) == Some(literal);
            if is_there {
                found(LiteralIndex(posting.literal), start);
            }
        }
    }
}

/// A tier of an open table, or of a set.
struct Tier<'a> {
    bitmap: &'a [u8],
    /// What shifts a hash to a bit of the bitmap.
    bitmap_shift: u32,
    starts: &'a [[u8; 4]],
    bucket_shift: u32,
    postings: &'a [[u8; POSTING_BYTES]],
    masks: &'a [u8],
}

impl<'a> Tier<'a> {
    /// The tier of these parts; `None` if it is empty, or they are none.
    fn of([bitmap, starts, postings, masks]: [&'a [u8]; TIER_PARTS]) -> Option<Self> {
        let starts = starts.as_chunks::<4>().0;
        let buckets = starts.len().checked_sub(1)?;
        let is_whole = bitmap.len().is_power_of_two() && bitmap.len() > 1 && buckets.is_power_of_two() && buckets > 1;
        is_whole.then(|| Tier {
            bitmap,
            bitmap_shift: 64 - (bitmap.len().ilog2() + 3),
            starts,
            bucket_shift: 64 - buckets.ilog2(),
            postings: postings.as_chunks::<POSTING_BYTES>().0,
            masks,
        })
    }

    #[inline]
    fn has(&self, gram: u64) -> bool {
        let bit = (hash(gram) >> self.bitmap_shift) as usize;
        // The shift leaves an index within the bitmap; the mask lets the compiler see it.
        let byte = self.bitmap[(bit >> 3) & (self.bitmap.len() - 1)];
        byte >> (bit & 7) & 1 != 0
    }

    fn bucket(&self, hash: u64) -> &'a [[u8; POSTING_BYTES]] {
        let bucket = (hash >> self.bucket_shift) as usize;
        let bound = |index: usize| self.starts.get(index).map_or(0, |at| u32::from_le_bytes(*at) as usize);
        self.postings.get(bound(bucket)..bound(bucket + 1)).unwrap_or_default()
    }
}

/// Notes where the windows of 8 bytes in a block begin that are in the tier; how many.
fn note_eights(tier: &Tier<'_>, block: &[u8], noted: &mut [u32]) -> usize {
    let mut count = 0;
    for (index, word) in block.as_chunks::<8>().0.iter().enumerate() {
        let gram = u64::from_le_bytes(*word) | layout::FOLD;
        noted[count] = (index * 8) as u32;
        count += usize::from(tier.has(gram));
    }
    count
}

/// The same for windows of `GRAM` bytes, one each `STEP` bytes.
fn note<const GRAM: usize, const STEP: usize>(tier: &Tier<'_>, block: &[u8], noted: &mut [u32]) -> usize {
    let (mut at, mut count) = (0, 0);
    // All but the last ones without a branch.
    while let Some(word) = block.get(at..at + 4).and_then(|rest| rest.first_chunk::<4>()) {
        noted[count] = at as u32;
        count += usize::from(tier.has(fold(u64::from(u32::from_le_bytes(*word)), GRAM)));
        at += STEP;
    }
    while at + GRAM <= block.len() {
        noted[count] = at as u32;
        count += usize::from(tier.has(layout::window(&block[at..], GRAM)));
        at += STEP;
    }
    count
}

/// The folded window of at most 4 bytes that `bytes` begin with.
#[inline]
fn short_window<const GRAM: usize>(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<4>() {
        Some(word) => fold(u64::from(u32::from_le_bytes(*word)), GRAM),
        None => layout::window(bytes, GRAM),
    }
}

/// The same for short ones: at one glance where masks tell.
fn note_short<const GRAM: usize, const STEP: usize>(tier: &Tier<'_>, block: &[u8], noted: &mut [u32]) -> usize {
    let Some(masks) = GramMasks::<GRAM>::from_bytes(tier.masks) else {
        return note::<GRAM, STEP>(tier, block, noted);
    };
    let possible = simd::note_grams::<GRAM, STEP>(&masks, block, noted);
    let mut count = 0;
    for index in 0..possible {
        let at = noted[index];
        noted[count] = at;
        count += usize::from(tier.has(short_window::<GRAM>(&block[at as usize..])));
    }
    count
}
