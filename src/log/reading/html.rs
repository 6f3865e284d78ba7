//! HTML in logs: error pages of proxies and frameworks, and entities in copied text.

use std::ops::Range;

use super::mapped::Mapped;

/// Longest tag that is looked at.
const TAG_BYTES_MAX: usize = 512;

/// Elements that error pages are made of. `true`: text behind it begins a line. Other `<words>` are text: `<module>`,
/// `Vec<String>`.
const ELEMENTS: &[(&str, bool)] = &[
    ("a", false),
    ("abbr", false),
    ("address", true),
    ("article", true),
    ("b", false),
    ("big", false),
    ("body", true),
    ("br", true),
    ("button", false),
    ("center", true),
    ("code", false),
    ("div", true),
    ("em", false),
    ("font", false),
    ("footer", true),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("head", true),
    ("header", true),
    ("hr", true),
    ("html", true),
    ("i", false),
    ("kbd", false),
    ("li", true),
    ("main", true),
    ("ol", true),
    ("p", true),
    ("pre", true),
    ("section", true),
    ("small", false),
    ("span", false),
    ("strong", false),
    ("table", true),
    ("tbody", true),
    ("td", true),
    ("th", true),
    ("thead", true),
    ("title", true),
    ("tr", true),
    ("tt", false),
    ("u", false),
    ("ul", true),
];

/// Entities of text; numbers are decoded.
const ENTITIES: &[(&[u8], char)] = &[
    (b"quot", '"'),
    (b"apos", '\''),
    (b"lt", '<'),
    (b"gt", '>'),
    (b"amp", '&'),
    (b"nbsp", ' '),
    (b"ldquo", '"'),
    (b"rdquo", '"'),
    (b"lsquo", '\''),
    (b"rsquo", '\''),
    (b"hellip", '\u{2026}'),
    (b"ndash", '\u{2013}'),
    (b"mdash", '\u{2014}'),
];

/// True if `line` holds an entity or a tag.
#[must_use]
pub fn has_html(line: &[u8]) -> bool {
    memchr::memchr2_iter(b'&', b'<', line).any(|at| match line[at] {
        b'&' => entity(&line[at..]).is_some(),
        _ => tag(&line[at..]).is_some(),
    })
}

/// Adds `range` of `line` to `out` without tags, entities undone.
pub fn undo(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let bytes = &line.bytes()[..range.end];
    let mut plain = range.start;
    let mut buffer = [0; 4];
    for at in memchr::memchr2_iter(b'&', b'<', bytes) {
        if at < plain {
            continue;
        }
        let (instead, len): (&[u8], usize) = if bytes[at] == b'&' {
            let Some((character, len)) = entity(&bytes[at..]) else { continue };
            (character.encode_utf8(&mut buffer).as_bytes(), len)
        } else {
            let Some((is_block, len)) = tag(&bytes[at..]) else { continue };
            (if is_block { b"\n" } else { b"" }, len)
        };
        out.push_part(line, plain..at);
        out.push_instead(instead, line, at..at + len);
        plain = at + len;
    }
    out.push_part(line, plain.max(range.start)..range.end);
}

/// The character that `&quot;`, `&#39;` or `&#x27;` stands for, and its length.
fn entity(bytes: &[u8]) -> Option<(char, usize)> {
    let end = bytes.iter().take(10).position(|byte| *byte == b';')?;
    let name = &bytes[1..end];
    let character = if let Some(number) = name.strip_prefix(b"#") {
        let hex = number.strip_prefix(b"x").or_else(|| number.strip_prefix(b"X"));
        let digits = std::str::from_utf8(hex.unwrap_or(number)).ok()?;
        let code = u32::from_str_radix(digits, if hex.is_some() { 16 } else { 10 }).ok()?;
        char::from_u32(code).filter(|character| !character.is_control() || *character == '\n')?
    } else {
        ENTITIES.iter().find(|(known, _)| *known == name)?.1
    };
    Some((character, end + 1))
}

/// True for a tag behind which a line begins, and the tag's length.
fn tag(bytes: &[u8]) -> Option<(bool, usize)> {
    let near = &bytes[..bytes.len().min(TAG_BYTES_MAX)];
    if near.starts_with(b"<!") {
        let is_one = near[2..].starts_with(b"--")
            || near[2..].get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"));
        return is_one.then(|| memchr::memchr(b'>', near)).flatten().map(|end| (true, end + 1));
    }
    let rest = near.strip_prefix(b"</").or_else(|| near.strip_prefix(b"<"))?;
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (_, is_block) = ELEMENTS.iter().find(|(element, _)| rest[..name].eq_ignore_ascii_case(element.as_bytes()))?;
    let is_end = match rest.get(name)? {
        b'>' | b'/' => true,
        // An attribute follows.
        b' ' => rest.get(name + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/'),
        _ => false,
    };
    if !is_end {
        return None;
    }
    let start = near.len() - rest.len();
    let end = rest.iter().position(|byte| matches!(byte, b'>' | b'<')).filter(|end| rest[*end] == b'>')?;
    Some((*is_block, start + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_are_undone_and_other_angles_stay() {
        for (line, text) in [
            ("<h1>502 Bad&nbsp;Gateway</h1><hr><center>nginx</center>", "\n502 Bad Gateway\n\n\nnginx\n"),
            ("column &quot;x&quot; &#39;y&#39; &#x3c; &unknown; a & b", "column \"x\" 'y' < &unknown; a & b"),
            ("<b>Fatal error</b>: x <a href=\"u\">here</a>", "Fatal error: x here"),
            ("in <module> Vec<String> a<b && c>d", "in <module> Vec<String> a<b && c>d"),
            ("<!DOCTYPE html><title>x</title>", "\n\nx\n"),
            ("<p", "<p"),
        ] {
            let mut mapped = Mapped::default();
            mapped.push_plain(line.as_bytes(), 0);
            let mut out = Mapped::default();
            undo(&mapped, 0..line.len(), &mut out);
            assert_eq!(String::from_utf8_lossy(out.bytes()), text, "{line}");
            assert_eq!(has_html(line.as_bytes()), line != text, "{line}");
        }
    }
}
