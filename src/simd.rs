//! The one module with `unsafe`: calling code that was compiled for what this very processor can do, and mapping files ([`map`]).
//!
//! Each function here has a portable twin that is plain safe code and gives the same answer; the tests below compare them on random bytes.
//! The vector code itself uses no pointers: values go in and out as integers. All that is unsafe is
//! the call, which is right because the processor was asked before.

#![allow(unsafe_code)]

pub mod map;

/// Room that [`squeeze`] needs behind what it writes.
pub const SLACK: usize = 16;

/// Copies the bytes of `from` that are not ASCII white space to the front of `to`, as far as `from` is ASCII. Returns how many
/// bytes were read and how many written.
///
/// Stops early, within 16 bytes before a byte that is not ASCII, and within 16 bytes of the end: the caller goes on from there byte by byte. `to` is at
/// least [`SLACK`] bytes longer than `from`; what stands behind the bytes written is overwritten, too.
#[must_use]
pub fn squeeze(from: &[u8], to: &mut [u8]) -> (usize, usize) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("ssse3") && std::arch::is_x86_feature_detected!("popcnt") {
        // SAFETY: the processor has SSSE3 and POPCNT; nothing else is asked of the caller.
        return unsafe { x86::squeeze(from, to) };
    }
    squeeze_portable(from, to)
}

/// The portable twin of [`squeeze`].
fn squeeze_portable(from: &[u8], to: &mut [u8]) -> (usize, usize) {
    let (mut read, mut written) = (0, 0);
    for block in from.as_chunks::<16>().0 {
        let Some(out) = to.get_mut(written..written + 16) else { break };
        if !block.is_ascii() {
            break;
        }
        let mut kept = 0;
        for byte in block {
            out[kept] = *byte;
            kept += usize::from(!is_space(*byte));
        }
        read += 16;
        written += kept;
    }
    (read, written)
}

/// Which grams of `N` bytes may begin where, case folded: per byte of a gram and per value of its lower and its upper half, the
/// buckets (bits) of the grams that have it there. A gram begins where one bucket is in all of them. The idea is Teddy's, of Hyperscan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GramMasks<const N: usize> {
    /// Of each byte those of its lower half, then those of the upper one.
    halves: [[[u8; 16]; 2]; N],
}

impl<const N: usize> GramMasks<N> {
    /// The masks of these grams, folded ([`FOLD`]). Those that are alike share a bucket.
    #[must_use]
    pub fn of(grams: impl IntoIterator<Item = [u8; N]>) -> Self {
        const BUCKETS: usize = 8;
        let mut grams: Vec<[u8; N]> = grams.into_iter().collect();
        grams.sort_unstable_by_key(|gram| (gram.map(|byte| byte >> 4), *gram));
        grams.dedup();
        let mut masks = GramMasks { halves: [[[0; 16]; 2]; N] };
        let size = grams.len().div_ceil(BUCKETS).max(1);
        for (bucket, alike) in grams.chunks(size).enumerate() {
            for (place, byte) in alike.iter().flat_map(|gram| gram.iter().enumerate()) {
                masks.halves[place][0][usize::from(byte & 15)] |= 1 << bucket;
                masks.halves[place][1][usize::from(byte >> 4)] |= 1 << bucket;
            }
        }
        masks
    }

    /// The masks that [`to_bytes`](Self::to_bytes) gave; `None` for other bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (all, rest) = bytes.as_chunks::<16>();
        let (pairs, odd) = all.as_chunks::<2>();
        let halves = <[[[u8; 16]; 2]; N]>::try_from(pairs).ok()?;
        (rest.is_empty() && odd.is_empty()).then_some(GramMasks { halves })
    }

    /// The masks as bytes, 32 for each byte of a gram.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.halves.as_flattened().as_flattened().to_vec()
    }

    /// The share of the grams of these bytes that may be one, 0 to 1.
    #[must_use]
    pub fn share(&self, bytes: &[u8]) -> f64 {
        let sets: [Vec<u8>; N] = self.halves.map(|[low, high]| {
            let of = |byte: &u8| low[usize::from((byte | FOLD) & 15)] & high[usize::from((byte | FOLD) >> 4)];
            bytes.iter().map(of).collect()
        });
        let all = sets.iter().fold(vec![u8::MAX], |before, set| {
            before.iter().flat_map(|buckets| set.iter().map(move |own| buckets & own)).collect()
        });
        all.iter().filter(|buckets| **buckets != 0).count() as f64 / all.len().max(1) as f64
    }

    /// True if a gram may begin `bytes`, which are as long as one.
    fn may_begin(&self, bytes: &[u8]) -> bool {
        let folded = bytes.iter().map(|byte| byte | FOLD);
        let buckets = folded.zip(&self.halves).fold(u8::MAX, |buckets, (byte, [low, high])| {
            buckets & low[usize::from(byte & 15)] & high[usize::from(byte >> 4)]
        });
        buckets != 0
    }
}

/// The bit that folds the case of ASCII letters, and a few other bytes.
pub const FOLD: u8 = 0x20;

/// Notes the multiples of `STEP`, a power of two up to 16, at which a gram may begin in `bytes`; how many.
#[must_use]
pub fn note_grams<const N: usize, const STEP: usize>(masks: &GramMasks<N>, bytes: &[u8], noted: &mut [u32]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("ssse3") {
        // SAFETY: the processor has SSSE3; nothing else is asked of the caller.
        let (to, count) = unsafe { x86::note_grams::<N, STEP>(masks, bytes, noted) };
        return note_grams_portable::<N, STEP>(masks, bytes, to, noted, count);
    }
    note_grams_portable::<N, STEP>(masks, bytes, 0, noted, 0)
}

/// The portable twin of [`note_grams`], from `from` on, behind `count` that were noted.
fn note_grams_portable<const N: usize, const STEP: usize>(
    masks: &GramMasks<N>,
    bytes: &[u8],
    from: usize,
    noted: &mut [u32],
    mut count: usize,
) -> usize {
    for (index, gram) in bytes[from..].windows(N).step_by(STEP).enumerate() {
        noted[count] = (from + index * STEP) as u32;
        count += usize::from(masks.may_begin(gram));
    }
    count
}

/// True for the white space of ASCII that [`squeeze`] leaves out.
#[inline]
#[must_use]
pub fn is_space(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') <= b'\r' - b'\t'
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, _mm_and_si128, _mm_cmpeq_epi8, _mm_cvtsi128_si64, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
        _mm_set_epi64x, _mm_set1_epi8, _mm_setzero_si128, _mm_shuffle_epi8, _mm_srli_epi16, _mm_sub_epi8,
    };

    use super::{FOLD, GramMasks};

    /// Per set of kept bytes of eight, where to take each byte from; 0x80 is zero.
    static GATHER: [u64; 256] = gather();

    const fn gather() -> [u64; 256] {
        let mut table = [0; 256];
        let mut keep = 0;
        while keep < 256 {
            let mut bytes = [0x80; 8];
            let (mut from, mut to) = (0, 0);
            while from < 8 {
                if keep >> from & 1 == 1 {
                    bytes[to] = from as u8;
                    to += 1;
                }
                from += 1;
            }
            table[keep] = u64::from_le_bytes(bytes);
            keep += 1;
        }
        table
    }

    #[target_feature(enable = "ssse3,popcnt")]
    pub fn squeeze(from: &[u8], to: &mut [u8]) -> (usize, usize) {
        let (mut read, mut written) = (0, 0);
        for block in from.as_chunks::<16>().0 {
            let Some(out) = to.get_mut(written..written + 16) else { break };
            let word = u128::from_le_bytes(*block);
            let (low, high) = (word as u64, (word >> 64) as u64);
            let bytes = _mm_set_epi64x(high as i64, low as i64);
            if _mm_movemask_epi8(bytes) != 0 {
                break;
            }
            let drop = spaces(bytes);
            read += 16;
            if drop == 0 {
                out.copy_from_slice(block);
                written += 16;
                continue;
            }
            let keep = !drop;
            let first = gathered(low, keep as u8);
            let second = gathered(high, (keep >> 8) as u8);
            let first_count = (keep & 0xff).count_ones() as usize;
            out[..8].copy_from_slice(&first.to_le_bytes());
            // At most eight bytes were kept of the first half.
            out[first_count..first_count + 8].copy_from_slice(&second.to_le_bytes());
            written += (keep & 0xffff).count_ones() as usize;
        }
        (read, written)
    }

    /// How many bytes were looked at, and how many places noted.
    #[target_feature(enable = "ssse3")]
    pub fn note_grams<const N: usize, const STEP: usize>(
        masks: &GramMasks<N>,
        bytes: &[u8],
        noted: &mut [u32],
    ) -> (usize, usize) {
        let steps = (0..16).step_by(STEP).fold(0, |steps, at| steps | 1 << at);
        let masks = masks.halves.map(|[low, high]| (vector(&low), vector(&high)));
        let (fold, half) = (_mm_set1_epi8(FOLD as i8), _mm_set1_epi8(15));
        let (mut at, mut count) = (0, 0);
        while let Some(block) = bytes.get(at..at + 15 + N) {
            let mut buckets = _mm_set1_epi8(-1);
            for ((low, high), own) in masks.iter().zip(block.array_windows::<16>()) {
                let folded = _mm_or_si128(vector(own), fold);
                let upper = _mm_and_si128(_mm_srli_epi16::<4>(folded), half);
                let found =
                    _mm_and_si128(_mm_shuffle_epi8(*low, _mm_and_si128(folded, half)), _mm_shuffle_epi8(*high, upper));
                buckets = _mm_and_si128(buckets, found);
            }
            let none = _mm_movemask_epi8(_mm_cmpeq_epi8(buckets, _mm_setzero_si128())) as u32;
            let mut left = !none & steps;
            while left != 0 {
                noted[count] = at as u32 + left.trailing_zeros();
                count += 1;
                left &= left - 1;
            }
            at += 16;
        }
        (at, count)
    }

    #[target_feature(enable = "ssse3")]
    #[inline]
    fn vector(bytes: &[u8; 16]) -> __m128i {
        let word = u128::from_le_bytes(*bytes);
        _mm_set_epi64x((word >> 64) as i64, word as i64)
    }

    /// A bit per byte that is white space.
    #[target_feature(enable = "ssse3")]
    #[inline]
    fn spaces(bytes: __m128i) -> u32 {
        let blank = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b' ' as i8));
        let moved = _mm_sub_epi8(bytes, _mm_set1_epi8(b'\t' as i8));
        let control = _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(4)), moved);
        _mm_movemask_epi8(_mm_or_si128(blank, control)) as u32
    }

    #[target_feature(enable = "ssse3")]
    #[inline]
    fn gathered(word: u64, keep: u8) -> u64 {
        let order = _mm_set_epi64x(0, GATHER[usize::from(keep)] as i64);
        _mm_cvtsi128_si64(_mm_shuffle_epi8(_mm_set_epi64x(0, word as i64), order)) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fast_way_notes_what_the_portable_one_notes(
            bytes in proptest::collection::vec(prop_oneof![8 => 0x2f..0x3b_u8, 8 => 0x5f..0x68_u8, 1 => any::<u8>()], 0..200),
            grams in proptest::collection::vec("[0-9a-g/:]{3}", 0..40),
        ) {
            check_notes::<3, 2>(&bytes, &grams);
            check_notes::<2, 1>(&bytes, &grams);
        }
    }

    /// The same places are noted in both ways, and all at which a gram begins.
    fn check_notes<const N: usize, const STEP: usize>(bytes: &[u8], grams: &[String]) {
        let folded = |gram: &[u8]| -> [u8; N] { std::array::from_fn(|at| gram[at] | FOLD) };
        let masks = GramMasks::of(grams.iter().map(|gram| folded(gram.as_bytes())));
        assert_eq!(GramMasks::from_bytes(&masks.to_bytes()).as_ref(), Some(&masks));
        let (mut fast, mut portable) = (vec![0; bytes.len() + 1], vec![0; bytes.len() + 1]);
        let count = note_grams::<N, STEP>(&masks, bytes, &mut fast);
        assert_eq!(count, note_grams_portable::<N, STEP>(&masks, bytes, 0, &mut portable, 0));
        assert_eq!(fast[..count], portable[..count]);
        for (at, window) in bytes.windows(N).enumerate().step_by(STEP) {
            let is_one = grams.iter().any(|gram| folded(gram.as_bytes()) == folded(window));
            assert!(!is_one || fast[..count].contains(&(at as u32)), "{at}");
        }
    }

    proptest! {
        #[test]
        fn the_fast_way_gives_what_the_portable_one_gives(
            bytes in proptest::collection::vec(
                prop_oneof![4 => 0x08..0x10_u8, 4 => Just(b' '), 8 => 0x1f..0x80_u8, 1 => any::<u8>()], 0..200,
            ),
            room in 0..3 * SLACK,
        ) {
            let size = (bytes.len() + SLACK).saturating_sub(room / 2 * usize::from(room % 5 == 0));
            let (mut fast, mut portable) = (vec![0; size], vec![0; size]);
            let (read, written) = squeeze(&bytes, &mut fast);
            prop_assert_eq!((read, written), squeeze_portable(&bytes, &mut portable));
            prop_assert_eq!(&fast[..written], &portable[..written]);
            let naive: Vec<u8> = bytes[..read].iter().copied().filter(|byte| !is_space(*byte)).collect();
            prop_assert_eq!(&fast[..written], naive.as_slice());
        }
    }
}
