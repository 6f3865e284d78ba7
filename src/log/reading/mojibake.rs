//! Mojibake: UTF-8 that was read in a Western code page and written as UTF-8 again.
//!
//! `â€™` was a curly quote before a program took its three bytes for three characters of Windows-1252. Consoles do the same
//! with code pages 437 and 850. What comes out is hardly ever meant, so it can be undone character by character.

use std::ops::Range;

use super::mapped::Mapped;

/// The upper half of a code page.
type Page = [char; 128];

/// Windows-1252; bytes that it leaves open are the control characters of Latin-1.
const CP1252: Page = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}', '\u{a0}', '\u{a1}', '\u{a2}', '\u{a3}', '\u{a4}', '\u{a5}', '\u{a6}', '\u{a7}', '\u{a8}',
    '\u{a9}', '\u{aa}', '\u{ab}', '\u{ac}', '\u{ad}', '\u{ae}', '\u{af}', '\u{b0}', '\u{b1}', '\u{b2}', '\u{b3}',
    '\u{b4}', '\u{b5}', '\u{b6}', '\u{b7}', '\u{b8}', '\u{b9}', '\u{ba}', '\u{bb}', '\u{bc}', '\u{bd}', '\u{be}',
    '\u{bf}', '\u{c0}', '\u{c1}', '\u{c2}', '\u{c3}', '\u{c4}', '\u{c5}', '\u{c6}', '\u{c7}', '\u{c8}', '\u{c9}',
    '\u{ca}', '\u{cb}', '\u{cc}', '\u{cd}', '\u{ce}', '\u{cf}', '\u{d0}', '\u{d1}', '\u{d2}', '\u{d3}', '\u{d4}',
    '\u{d5}', '\u{d6}', '\u{d7}', '\u{d8}', '\u{d9}', '\u{da}', '\u{db}', '\u{dc}', '\u{dd}', '\u{de}', '\u{df}',
    '\u{e0}', '\u{e1}', '\u{e2}', '\u{e3}', '\u{e4}', '\u{e5}', '\u{e6}', '\u{e7}', '\u{e8}', '\u{e9}', '\u{ea}',
    '\u{eb}', '\u{ec}', '\u{ed}', '\u{ee}', '\u{ef}', '\u{f0}', '\u{f1}', '\u{f2}', '\u{f3}', '\u{f4}', '\u{f5}',
    '\u{f6}', '\u{f7}', '\u{f8}', '\u{f9}', '\u{fa}', '\u{fb}', '\u{fc}', '\u{fd}', '\u{fe}', '\u{ff}',
];

/// Code page 437: consoles in America.
const CP437: Page = [
    '\u{c7}', '\u{fc}', '\u{e9}', '\u{e2}', '\u{e4}', '\u{e0}', '\u{e5}', '\u{e7}', '\u{ea}', '\u{eb}', '\u{e8}',
    '\u{ef}', '\u{ee}', '\u{ec}', '\u{c4}', '\u{c5}', '\u{c9}', '\u{e6}', '\u{c6}', '\u{f4}', '\u{f6}', '\u{f2}',
    '\u{fb}', '\u{f9}', '\u{ff}', '\u{d6}', '\u{dc}', '\u{a2}', '\u{a3}', '\u{a5}', '\u{20a7}', '\u{192}', '\u{e1}',
    '\u{ed}', '\u{f3}', '\u{fa}', '\u{f1}', '\u{d1}', '\u{aa}', '\u{ba}', '\u{bf}', '\u{2310}', '\u{ac}', '\u{bd}',
    '\u{bc}', '\u{a1}', '\u{ab}', '\u{bb}', '\u{2591}', '\u{2592}', '\u{2593}', '\u{2502}', '\u{2524}', '\u{2561}',
    '\u{2562}', '\u{2556}', '\u{2555}', '\u{2563}', '\u{2551}', '\u{2557}', '\u{255d}', '\u{255c}', '\u{255b}',
    '\u{2510}', '\u{2514}', '\u{2534}', '\u{252c}', '\u{251c}', '\u{2500}', '\u{253c}', '\u{255e}', '\u{255f}',
    '\u{255a}', '\u{2554}', '\u{2569}', '\u{2566}', '\u{2560}', '\u{2550}', '\u{256c}', '\u{2567}', '\u{2568}',
    '\u{2564}', '\u{2565}', '\u{2559}', '\u{2558}', '\u{2552}', '\u{2553}', '\u{256b}', '\u{256a}', '\u{2518}',
    '\u{250c}', '\u{2588}', '\u{2584}', '\u{258c}', '\u{2590}', '\u{2580}', '\u{3b1}', '\u{df}', '\u{393}', '\u{3c0}',
    '\u{3a3}', '\u{3c3}', '\u{b5}', '\u{3c4}', '\u{3a6}', '\u{398}', '\u{3a9}', '\u{3b4}', '\u{221e}', '\u{3c6}',
    '\u{3b5}', '\u{2229}', '\u{2261}', '\u{b1}', '\u{2265}', '\u{2264}', '\u{2320}', '\u{2321}', '\u{f7}', '\u{2248}',
    '\u{b0}', '\u{2219}', '\u{b7}', '\u{221a}', '\u{207f}', '\u{b2}', '\u{25a0}', '\u{a0}',
];

/// Code page 850: consoles in Western Europe.
const CP850: Page = [
    '\u{c7}', '\u{fc}', '\u{e9}', '\u{e2}', '\u{e4}', '\u{e0}', '\u{e5}', '\u{e7}', '\u{ea}', '\u{eb}', '\u{e8}',
    '\u{ef}', '\u{ee}', '\u{ec}', '\u{c4}', '\u{c5}', '\u{c9}', '\u{e6}', '\u{c6}', '\u{f4}', '\u{f6}', '\u{f2}',
    '\u{fb}', '\u{f9}', '\u{ff}', '\u{d6}', '\u{dc}', '\u{f8}', '\u{a3}', '\u{d8}', '\u{d7}', '\u{192}', '\u{e1}',
    '\u{ed}', '\u{f3}', '\u{fa}', '\u{f1}', '\u{d1}', '\u{aa}', '\u{ba}', '\u{bf}', '\u{ae}', '\u{ac}', '\u{bd}',
    '\u{bc}', '\u{a1}', '\u{ab}', '\u{bb}', '\u{2591}', '\u{2592}', '\u{2593}', '\u{2502}', '\u{2524}', '\u{c1}',
    '\u{c2}', '\u{c0}', '\u{a9}', '\u{2563}', '\u{2551}', '\u{2557}', '\u{255d}', '\u{a2}', '\u{a5}', '\u{2510}',
    '\u{2514}', '\u{2534}', '\u{252c}', '\u{251c}', '\u{2500}', '\u{253c}', '\u{e3}', '\u{c3}', '\u{255a}', '\u{2554}',
    '\u{2569}', '\u{2566}', '\u{2560}', '\u{2550}', '\u{256c}', '\u{a4}', '\u{f0}', '\u{d0}', '\u{ca}', '\u{cb}',
    '\u{c8}', '\u{131}', '\u{cd}', '\u{ce}', '\u{cf}', '\u{2518}', '\u{250c}', '\u{2588}', '\u{2584}', '\u{a6}',
    '\u{cc}', '\u{2580}', '\u{d3}', '\u{df}', '\u{d4}', '\u{d2}', '\u{f5}', '\u{d5}', '\u{b5}', '\u{fe}', '\u{de}',
    '\u{da}', '\u{db}', '\u{d9}', '\u{fd}', '\u{dd}', '\u{af}', '\u{b4}', '\u{ad}', '\u{b1}', '\u{2017}', '\u{be}',
    '\u{b6}', '\u{a7}', '\u{f7}', '\u{b8}', '\u{b0}', '\u{a8}', '\u{b7}', '\u{b9}', '\u{b3}', '\u{b2}', '\u{25a0}',
    '\u{a0}',
];

/// The pages that are tried, in order.
const PAGES: [&Page; 3] = [&CP1252, &CP850, &CP437];

/// Bytes that begin the UTF-8 form of what logs hold besides ASCII: accents, quotes and dashes, box drawing, emoji.
const LEADS: [u8; 4] = [0xC2, 0xC3, 0xE2, 0xF0];

/// True if `line` holds a character that was broken so.
#[must_use]
pub fn has_mojibake(line: &[u8]) -> bool {
    !line.is_ascii() && (0..line.len()).any(|at| line[at] >= 0xC2 && undone(&line[at..]).is_some())
}

/// Adds `range` of `line` to `out` with such characters undone.
pub fn undo(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let bytes = &line.bytes()[..range.end];
    let mut plain = range.start;
    let mut at = range.start;
    let mut buffer = [0; 4];
    while at < bytes.len() {
        let found = if bytes[at] >= 0xC2 { undone(&bytes[at..]) } else { None };
        let Some((character, len)) = found else {
            at += 1;
            continue;
        };
        out.push_part(line, plain..at);
        out.push_instead(character.encode_utf8(&mut buffer).as_bytes(), line, at..at + len);
        at += len;
        plain = at;
    }
    out.push_part(line, plain..range.end);
}

/// The character that `bytes` begin with in broken form, and the length of that form.
fn undone(bytes: &[u8]) -> Option<(char, usize)> {
    let (lead, lead_len) = character(bytes)?;
    PAGES.iter().find_map(|page| {
        let first = *LEADS.iter().find(|lead_byte| page[usize::from(**lead_byte) - 0x80] == lead)?;
        let len = match first {
            0xF0 => 4,
            0xE2 => 3,
            _ => 2,
        };
        let mut utf8 = [first, 0, 0, 0];
        let mut at = lead_len;
        for byte in &mut utf8[1..len] {
            let (next, next_len) = character(bytes.get(at..)?)?;
            let high = page[..64].iter().position(|known| *known == next)?;
            *byte = 0x80 + u8::try_from(high).ok()?;
            at += next_len;
        }
        let character = std::str::from_utf8(&utf8[..len]).ok()?.chars().next()?;
        // A control character is no gain: then the text was meant as it is.
        (!character.is_control()).then_some((character, at))
    })
}

/// The character that `bytes` begin with, beyond ASCII, and its length.
fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let len = match bytes.first()? {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => return None,
    };
    let text = std::str::from_utf8(bytes.get(..len)?).ok()?;
    text.chars().next().map(|character| (character, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_dashes_and_accents_are_undone_and_foreign_text_stays() {
        for (line, text) in [
            ("canâ€™t â€œopenâ€\u{9d} â€“ fileâ€¦", "can\u{2019}t \u{201c}open\u{201d} \u{2013} file\u{2026}"),
            ("canÔÇÖt", "can\u{2019}t"),
            ("Γ¥î canΓÇÖt Γöé", "\u{274c} can\u{2019}t \u{2502}"),
            ("cafÃ© Â»xÂ«", "caf\u{e9} \u{bb}x\u{ab}"),
            ("ðŸ˜€", "\u{1f600}"),
            ("Größe Ärger âge naïve Ελλάδα Привет 日本", "Größe Ärger âge naïve Ελλάδα Привет 日本"),
        ] {
            let mut mapped = Mapped::default();
            mapped.push_plain(line.as_bytes(), 0);
            let mut out = Mapped::default();
            undo(&mapped, 0..line.len(), &mut out);
            assert_eq!(String::from_utf8_lossy(out.bytes()), text, "{line}");
            assert_eq!(has_mojibake(line.as_bytes()), line != text, "{line}");
        }
    }
}
