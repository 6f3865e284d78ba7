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

/// True for the white space of ASCII that [`squeeze`] leaves out.
#[inline]
#[must_use]
pub fn is_space(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') <= b'\r' - b'\t'
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_cvtsi128_si64, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8, _mm_shuffle_epi8, _mm_sub_epi8,
    };

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
