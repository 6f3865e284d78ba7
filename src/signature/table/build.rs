//! Making a table: literals are merged, assigned to tiers, and their rarest windows are entered.

use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use super::frequency::hits_of_any;
use super::layout::{self, Group, LiteralRow, NO_CHECK, Posting, TIERS, TierShape, fold, hash, tag, window};
use super::{Extract, LITERAL_BYTES_MAX};
use crate::signature::Role;
use crate::simd::GramMasks;

/// Bits of a tier's bitmap for each window in it: with 10, one window of a log in about ten is let through by chance.
const BITS_PER_GRAM: usize = 10;

/// The smallest bitmap, in bits as a power of two.
const BITMAP_LOG2_MIN: u32 = 9;

/// From so many literals on the tiers are made by threads of their own; fewer are done sooner than a thread is started.
const THREADS_FROM: usize = 1_000;

/// The bytes of the table of `signatures`.
pub fn build<'e>(signatures: impl IntoIterator<Item = (u32, u32, &'e Extract)>) -> Vec<u8> {
    let mut builder = Builder::default();
    for (entry, index, extract) in signatures {
        builder.push(entry, index, extract);
    }
    builder.finish()
}

#[derive(Default)]
struct Builder<'e> {
    signatures: Vec<u8>,
    patterns: Vec<u8>,
    unscanned: Vec<u8>,
    signature_count: u32,
    pattern_count: u32,
    flags: u64,
    /// Literal, pattern, flags of the literal; as they come.
    named: Vec<(&'e [u8], u32, usize)>,
}

impl<'e> Builder<'e> {
    fn push(&mut self, entry: u32, index: u32, extract: &'e Extract) {
        let members = extract.members.len().min(layout::SIGNATURE_PATTERNS as usize);
        let local = if extract.is_local { layout::SIGNATURE_LOCAL } else { 0 };
        if !extract.is_local {
            self.flags |= layout::HAS_WIDE;
        }
        let triggers = triggers(extract).unwrap_or_else(|| {
            self.flags |= layout::HAS_UNCOVERED;
            (0..members).filter(|member| extract.members[*member].role != Role::None).collect()
        });
        put(&mut self.signatures, &[entry, index, self.pattern_count, members as u32 | local]);
        for (member, it) in extract.members.iter().enumerate().take(members) {
            let pattern = self.pattern_count;
            self.pattern_count += 1;
            let is_trigger = triggers.contains(&member);
            let trigger = if is_trigger { layout::PATTERN_TRIGGER } else { 0 };
            let need = need(extract, it.role).filter(|_| it.literals.is_some());
            put(&mut self.patterns, &[self.signature_count, member as u32 | trigger | need.unwrap_or_default()]);
            // What says that it recovered is found by itself: only what it is about stands apart.
            let is_alone = extract.is_local || it.role == Role::Recovery;
            let flags = match (is_trigger, is_alone) {
                (true, true) => layout::LITERAL_LOCAL,
                (true, false) => layout::LITERAL_WIDE,
                (false, false) if need.is_some() => layout::LITERAL_COMPANION,
                (false, _) => 0,
            };
            match &it.literals {
                Some(literals) => self.named.extend(literals.iter().map(|literal| (cut(literal), pattern, flags))),
                None => put(&mut self.unscanned, &[pattern]),
            }
        }
        self.signature_count += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        let mut parts = layout::no_parts();
        let mut patterns_at = 0;
        let mut groups = Group::ALL.map(|_| Vec::new());
        self.named.sort_unstable();
        for (index, same) in (0..).zip(self.named.chunk_by(|one, other| one.0 == other.0)) {
            let literal = same[0].0;
            let flags = same.iter().fold(0, |flags, (_, _, own)| flags | own);
            let mut patterns: Vec<u32> = same.iter().map(|(_, pattern, _)| *pattern).collect();
            patterns.dedup();
            let at = parts[layout::STRINGS].len();
            LiteralRow { at, len: literal.len(), flags, patterns_at, pattern_count: patterns.len() }
                .write(&mut parts[layout::LITERALS]);
            parts[layout::STRINGS].extend_from_slice(literal);
            put(&mut parts[layout::LITERAL_PATTERNS], &patterns);
            patterns_at += patterns.len();
            let is_trigger = flags & (layout::LITERAL_LOCAL | layout::LITERAL_WIDE) != 0;
            groups[if is_trigger { Group::Triggers } else { Group::Others } as usize].push((index, literal));
        }
        for (part, made) in parts.iter_mut().zip(groups.iter().flat_map(|literals| tiers(literals)).flatten()) {
            *part = made;
        }
        parts[layout::PATTERNS] = self.patterns;
        parts[layout::SIGNATURES] = self.signatures;
        parts[layout::UNSCANNED] = self.unscanned;
        layout::assemble(&parts, self.flags)
    }
}

/// The members of which every match of the signature has one, and that have literals: the required one with the rarest
/// literals, else all of `any`; and what says that it recovered, which may stand far behind a match. `None` if a match may hold no literal
/// of the table.
#[must_use]
pub fn triggers(extract: &Extract) -> Option<Vec<usize>> {
    let members = || extract.members.iter().enumerate();
    let recovery = || members().filter(|(_, member)| member.role == Role::Recovery);
    if recovery().any(|(_, member)| member.literals.is_none()) {
        return None;
    }
    let recovery = recovery().map(|(index, _)| index);
    let required: Vec<(usize, &[Vec<u8>])> = members()
        .filter(|(_, member)| matches!(member.role, Role::All | Role::Sequence))
        .filter_map(|(index, member)| Some((index, member.literals.as_deref()?)))
        .collect();
    let rarest = match required[..] {
        // As most have: nothing to choose from.
        [(index, _)] => Some(index),
        _ => required
            .iter()
            .map(|(index, literals)| (*index, rarity(literals)))
            .min_by(|(_, one), (_, other)| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))
            .map(|(index, _)| index),
    };
    if let Some(index) = rarest {
        return Some(std::iter::once(index).chain(recovery).collect());
    }
    let any = || members().filter(|(_, member)| member.role == Role::Any);
    let is_covered = any().next().is_some() && any().all(|(_, member)| member.literals.is_some());
    is_covered.then(|| any().map(|(index, _)| index).chain(recovery).collect())
}

/// How a match needs a member of this role that has literals, as the flag of its pattern; `None` if it does not.
fn need(extract: &Extract, role: Role) -> Option<u32> {
    let is_covered = || extract.members.iter().all(|it| it.role != Role::Any || it.literals.is_some());
    match role {
        Role::All | Role::Sequence => Some(layout::PATTERN_REQUIRED),
        Role::Any if is_covered() => Some(layout::PATTERN_ONE_OF),
        Role::Any | Role::None | Role::Recovery => None,
    }
}

/// How often one of `literals` is to be expected, and the length of the shortest.
fn rarity(literals: &[Vec<u8>]) -> (f64, usize) {
    (hits_of_any(literals.iter().map(Vec::as_slice)), literals.iter().map(Vec::len).min().unwrap_or_default())
}

/// The end of a literal that is too long.
fn cut(literal: &[u8]) -> &[u8] {
    &literal[literal.len().saturating_sub(LITERAL_BYTES_MAX)..]
}

fn put(part: &mut Vec<u8>, words: &[u32]) {
    words.iter().for_each(|word| part.extend_from_slice(&word.to_le_bytes()));
}

/// The parts of each tier of these literals, which have numbers, made at the same time: choosing windows is most of the work.
pub fn tiers(literals: &[(u32, &[u8])]) -> Vec<[Vec<u8>; layout::TIER_PARTS]> {
    let members = |number: usize| {
        let shortest = TIERS[number].literal_min();
        let longer = if number == 0 { usize::MAX } else { TIERS[number - 1].literal_min() };
        let is_member = move |(_, literal): &(u32, &[u8])| (shortest..longer).contains(&literal.len());
        literals.iter().copied().filter(is_member).collect::<Vec<_>>()
    };
    let make = |number: usize| tier(TIERS[number], &members(number));
    if literals.len() < THREADS_FROM {
        return (0..TIERS.len()).map(make).collect();
    }
    thread::scope(|scope| {
        let others: Vec<_> = (1..TIERS.len()).map(|number| scope.spawn(move || make(number))).collect();
        let first = make(0);
        let join = |other: ScopedJoinHandle<'_, _>| other.join().unwrap_or_else(|panic| resume_unwind(panic));
        std::iter::once(first).chain(others.into_iter().map(join)).collect()
    })
}

/// Bitmap, bucket starts, postings and masks of a tier.
fn tier(shape: TierShape, literals: &[(u32, &[u8])]) -> [Vec<u8>; layout::TIER_PARTS] {
    if literals.is_empty() {
        return [const { Vec::new() }; layout::TIER_PARTS];
    }
    // Hash of the window, the literal's position, where the window stands in it: small, since sorting moves them about.
    let mut entered: Vec<(u64, u32, u32)> = Vec::with_capacity(literals.len() * shape.step);
    let counts = Counts::of(shape, literals);
    for (position, (_, literal)) in (0..).zip(literals) {
        let from = counts.rarest(shape, literal);
        let windows = (from..from + shape.step).map(|offset| (hash(window(&literal[offset..], shape.gram)), offset));
        entered.extend(windows.map(|(hash, offset)| (hash, position, offset as u32)));
    }
    entered.sort_unstable();
    let bitmap_log2 = (entered.len() * BITS_PER_GRAM).next_power_of_two().ilog2().max(BITMAP_LOG2_MIN);
    let bucket_log2 = entered.len().next_power_of_two().ilog2().max(1);
    let mut bitmap = vec![0_u8; 1 << (bitmap_log2 - 3)];
    let mut starts = Vec::with_capacity((1 << bucket_log2) * 4 + 4);
    let mut postings = Vec::with_capacity(entered.len() * layout::POSTING_BYTES);
    let mut bucket = 0;
    for (index, (hash, position, offset)) in entered.iter().enumerate() {
        let bit = (hash >> (64 - bitmap_log2)) as usize;
        bitmap[bit >> 3] |= 1 << (bit & 7);
        while bucket <= hash >> (64 - bucket_log2) {
            put(&mut starts, &[index as u32]);
            bucket += 1;
        }
        let ((literal, text), offset) = (literals[*position as usize], *offset as usize);
        let (check, check_at) = check(shape, text, offset);
        let tag = tag(window(&text[offset..], shape.gram));
        Posting { tag, literal, check, offset, check_at }.write(&mut postings);
    }
    while bucket <= 1 << bucket_log2 {
        put(&mut starts, &[entered.len() as u32]);
        bucket += 1;
    }
    [bitmap, starts, postings, masks(shape, &entered, literals)]
}

/// What tells at one glance where a short window may begin; nothing for longer ones, of which few are looked at, and nothing if that
/// would be nearly everywhere.
fn masks(shape: TierShape, entered: &[(u64, u32, u32)], literals: &[(u32, &[u8])]) -> Vec<u8> {
    let gram = |(_, position, offset): &(u64, u32, u32)| {
        let text = literals[*position as usize].1;
        window(&text[*offset as usize..], shape.gram).to_le_bytes()
    };
    let grams = entered.iter().map(gram);
    match shape.gram {
        2 => telling(&GramMasks::of(grams.map(|[a, b, ..]| [a, b]))),
        3 => telling(&GramMasks::of(grams.map(|[a, b, c, ..]| [a, b, c]))),
        _ => Vec::new(),
    }
}

/// The bytes of masks that leave out most of what a log may hold.
fn telling<const N: usize>(masks: &GramMasks<N>) -> Vec<u8> {
    /// What is looked at twice has to be little.
    const SHARE_MAX: f64 = 0.2;
    if masks.share(MOST_OF_LOGS) < SHARE_MAX { masks.to_bytes() } else { Vec::new() }
}

/// The bytes that most of the key form of logs is made of.
const MOST_OF_LOGS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789./:-_\"";

/// Four bytes of the literal that the window at `offset` does not hold, as far as there are such.
fn check(shape: TierShape, literal: &[u8], offset: usize) -> (u32, usize) {
    const LEN: usize = 4;
    if literal.len() < LEN {
        return (0, NO_CHECK);
    }
    let behind = offset + shape.gram;
    let at = if behind + LEN <= literal.len() { behind } else { offset.saturating_sub(LEN).min(literal.len() - LEN) };
    (window(&literal[at..], LEN) as u32, at)
}

/// How many windows of the tier's literals there are, by hash.
struct Counts {
    counts: Vec<u16>,
    log2: u32,
}

impl Counts {
    fn of(shape: TierShape, literals: &[(u32, &[u8])]) -> Self {
        let log2 = (literals.len() * 32).next_power_of_two().ilog2().clamp(8, 22);
        let mut counts = vec![0_u16; 1 << log2];
        for (_, literal) in literals {
            for gram in literal.windows(shape.gram) {
                let count = &mut counts[(hash(window(gram, shape.gram)) >> (64 - log2)) as usize];
                *count = count.saturating_add(1);
            }
        }
        Counts { counts, log2 }
    }

    /// Where the windows of `literal` begin that are shared with the fewest others; among equals the last ones, since the
    /// end of a message is rarer than its beginning.
    fn rarest(&self, shape: TierShape, literal: &[u8]) -> usize {
        let count = |gram: &[u8]| {
            let gram = fold(window(gram, shape.gram), shape.gram);
            u32::from(self.counts[(hash(gram) >> (64 - self.log2)) as usize])
        };
        let last = literal.len() - shape.literal_min();
        if last == 0 {
            return 0;
        }
        let counts: Vec<u32> = literal.windows(shape.gram).map(count).collect();
        (0..=last).rev().min_by_key(|from| counts[*from..from + shape.step].iter().sum::<u32>()).unwrap_or(last)
    }
}
