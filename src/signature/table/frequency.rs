//! How often a literal is to be expected in a log, by a small model of what logs are made of.
//!
//! The model counts runs of three and of two key bytes, lower case, by hash. Its numbers come from this repository's
//! own logs, `tests/healthy/*.log` and `tests/logs/*.log`, and nothing else; of each at most the first
//! 64 KiB, so that no log outweighs the others. The ignored test `the_model_is_made_again` writes the file anew.
//!
//! It only ranks literals. Whatever it says, the answers stay the same.

/// Slots of runs of three bytes: large enough that those of ordinary text seldom meet.
const THREES: usize = 1 << 16;

/// Slots of runs of two bytes.
const TWOS: usize = 1 << 14;

/// Per slot, 8 × log2(1 + count); first the threes, then the twos.
static MODEL: &[u8; THREES + TWOS] = include_bytes!("frequency.bin");

/// Millions of key bytes that were counted; stands here so that counts become rates.
const SAMPLE_MB: f64 = 6.0;

/// What a run that was never seen counts.
const UNSEEN: f64 = 0.25;

/// Below this the model knows nothing. Hits per megabyte.
pub const RATE_MIN: f64 = 0.01;

/// Key bytes of a short message, of which [`RATE_MIN`] is the least that is expected. A word of eight letters that no log of the sample
/// has may well be a common one in another; a phrase of twenty is not. So each byte less doubles that, and each one more halves it.
const MESSAGE_BYTES: i32 = 12;

/// How often a literal (key bytes, lower case) is to be expected in a megabyte of log, at least [`RATE_MIN`].
#[must_use]
pub fn hits_per_mb(literal: &[u8]) -> f64 {
    rate(literal).max(RATE_MIN)
}

/// How often one of several literals is to be expected, for a choice between sets of them: of those that the model knows nothing of
/// the longer ones are expected more seldom.
#[must_use]
pub fn hits_of_any<'l>(literals: impl IntoIterator<Item = &'l [u8]>) -> f64 {
    let least = |literal: &[u8]| RATE_MIN * f64::from(MESSAGE_BYTES - literal.len().min(32) as i32).exp2();
    literals.into_iter().map(|literal| rate(literal).max(least(literal))).sum()
}

/// What the model says.
fn rate(literal: &[u8]) -> f64 {
    let windows = literal.array_windows::<3>();
    let mut threes = windows.map(|run| count(MODEL[three(*run)]));
    let Some(first) = threes.next() else {
        // One byte is taken for anything; it is no literal.
        let run = literal.first_chunk::<2>();
        return run.map_or(1e6, |run| count(MODEL[THREES + two(*run)]) / SAMPLE_MB);
    };
    let twos = literal[1..].array_windows::<2>().map(|run| count(MODEL[THREES + two(*run)]));
    // How often the first three stand there, and each time how often the next byte follows.
    threes.zip(twos).fold(first / SAMPLE_MB, |rate, (three, two)| rate * (three / two.max(three)))
}

fn count(slot: u8) -> f64 {
    COUNTS[usize::from(slot)]
}

/// What each slot counts: every candidate of a run asks for hundreds of them.
static COUNTS: [f64; 256] = counts();

const fn counts() -> [f64; 256] {
    /// 2 to the power of 0/8, 1/8 and on.
    const EIGHTHS: [f64; 8] = [
        1.0,
        1.090_507_732_665_257_7,
        1.189_207_115_002_721,
        1.296_839_554_651_009_6,
        std::f64::consts::SQRT_2,
        1.542_210_825_407_940_7,
        1.681_792_830_507_429,
        1.834_008_086_409_342_4,
    ];
    let mut counts = [UNSEEN; 256];
    let mut slot = 0;
    while slot < counts.len() {
        let count = EIGHTHS[slot % 8] * (1_u64 << (slot / 8)) as f64 - 1.0;
        if count > UNSEEN {
            counts[slot] = count;
        }
        slot += 1;
    }
    counts
}

fn three(run: [u8; 3]) -> usize {
    let word = u32::from_le_bytes([run[0], run[1], run[2], 0]);
    (word.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

fn two(run: [u8; 2]) -> usize {
    let word = u32::from(u16::from_le_bytes(run));
    (word.wrapping_mul(0x9E37_79B1) >> 18) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Base, Encoding, Log};
    use std::path::Path;

    /// What is counted of a log at most, in bytes.
    const SAMPLE_BYTES: usize = 64 << 10;

    #[test]
    fn common_words_are_expected_more_often_than_messages() {
        let rate = |literal: &str| hits_per_mb(literal.as_bytes());
        assert!(rate("http/") > 20.0 * rate("\"503"));
        assert!(rate("error") > 20.0 * rate("addressalreadyinuse"));
        assert!(rate("in") > rate("int"));
        assert!(rate("a").is_finite() && rate("").is_finite());
        // Of neither was anything seen.
        let rate = |literals: &[&str]| hits_of_any(literals.iter().map(|literal| literal.as_bytes()));
        assert!(rate(&["zebraxyz"]) > rate(&["zebraxyzzebraxyz", "xyzzebrazebraxyz"]));
    }

    #[test]
    fn slots_hold_eighths_of_a_logarithm() {
        for slot in 0..=u8::MAX {
            let expected = ((f64::from(slot) / 8.0).exp2() - 1.0).max(UNSEEN);
            assert!((count(slot) / expected - 1.0).abs() < 1e-12, "{slot}");
        }
    }

    #[test]
    #[ignore = "writes src/signature/table/frequency.bin from the logs of the tests"]
    fn the_model_is_made_again() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut counts = vec![0_u64; THREES + TWOS];
        let mut total = 0;
        for folder in ["tests/healthy", "tests/logs"] {
            let mut paths: Vec<_> =
                std::fs::read_dir(root.join(folder)).unwrap().map(|item| item.unwrap().path()).collect();
            paths.retain(|path| path.extension().is_some_and(|it| it == "log"));
            paths.sort();
            for path in paths {
                let bytes = std::fs::read(path).unwrap();
                let bytes = &bytes[..bytes.len().min(SAMPLE_BYTES)];
                let log = Log::read_window(bytes, Encoding::detect(bytes), Base::START);
                for stream in log.streams() {
                    let key = stream.key_form().bytes();
                    total += key.len();
                    key.array_windows().for_each(|run| counts[three(*run)] += 1);
                    key.array_windows().for_each(|run| counts[THREES + two(*run)] += 1);
                }
            }
        }
        let slots = counts.iter().map(|count| (8.0 * (1.0 + *count as f64).log2()).round().min(255.0) as u8);
        std::fs::write(root.join("src/signature/table/frequency.bin"), slots.collect::<Vec<u8>>()).unwrap();
        println!("SAMPLE_MB is {}", total as f64 / 1e6);
    }
}
