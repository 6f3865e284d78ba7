//! Wrappers that people and terminals add: quotes, bullets, prompts, boxes.

use super::Stripped;
use super::shape::{blanks, name};

/// The byte order mark at the beginning of a line: of a file, or of one that was appended.
#[must_use]
pub fn byte_order_mark(line: &[u8]) -> Option<Stripped> {
    line.starts_with("\u{feff}".as_bytes()).then_some(Stripped::front(3))
}

/// `> `, `>> `, `# `, `* `, ` * `, `- `, `+ `, `| `, `// `: quotes, comments, bullets, diffs.
#[must_use]
pub fn quote(line: &[u8]) -> Option<Stripped> {
    // A comment in a block has one blank before its star; more is an indented list, which stays as it is.
    let indent = usize::from(line.starts_with(b" * ") || line.starts_with(b" > "));
    let rest = &line[indent..];
    let mark = match rest.first()? {
        b'>' => rest.iter().take(4).take_while(|byte| **byte == b'>').count(),
        b'/' if rest.starts_with(b"//") => 2,
        b'#' => rest.iter().take(3).take_while(|byte| **byte == b'#').count(),
        b'*' | b'-' | b'+' | b'|' => 1,
        _ => return None,
    };
    match rest.get(mark) {
        Some(b' ') => Some(Stripped::front(indent + mark + 1)),
        // Mail quotes without a blank.
        Some(byte) if rest[0] == b'>' && byte.is_ascii_alphanumeric() => Some(Stripped::front(indent + mark)),
        _ => None,
    }
}

/// A shell's or a client's prompt: `$ `, `% `, `>>> `, `user@host:~$ `, `[user@host dir]# `, `(venv) $ `, `PS C:\> `,
/// `C:\dir>`, `db=> `, `mysql> `, `hello> ` (Nix), `❯ `.
#[must_use]
pub fn prompt(line: &[u8]) -> Option<Stripped> {
    for mark in [&b">>> "[..], b"$ ", b"% ", "\u{276f} ".as_bytes(), "\u{279c} ".as_bytes()] {
        if line.starts_with(mark) {
            return Some(Stripped::front(mark.len()));
        }
    }
    windows_prompt(line).or_else(|| named_prompt(line)).or_else(|| bracketed_prompt(line)).map(Stripped::front)
}

/// `PS C:\Users\me> `, `C:\Users\me>`
fn windows_prompt(line: &[u8]) -> Option<usize> {
    /// The longest path that Windows knows without being asked.
    const PATH_MAX: usize = 260;
    let start = if line.starts_with(b"PS ") { 3 } else { 0 };
    let path = &line[start..line.len().min(start + PATH_MAX)];
    let is_path = path.first().is_some_and(u8::is_ascii_alphabetic) && path.get(1..3) == Some(b":\\");
    let is_unix = start > 0 && matches!(path.first(), Some(b'/' | b'~'));
    if !is_path && !is_unix {
        return None;
    }
    let end = start + memchr::memchr(b'>', path)?;
    let blank = blanks(&line[end + 1..]).min(1);
    (start == 0 || blank == 1).then_some(end + 1 + blank)
}

/// `user@host:~/dir$ `, `db=> `, `db=# `, `mysql> `, `hello> `
fn named_prompt(line: &[u8]) -> Option<usize> {
    let is_prompt = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./@:~=+".contains(byte);
    let len = line.iter().take(128).take_while(|byte| is_prompt(byte)).count();
    let head = &line[..len];
    let is_named = len >= 2 && line.get(len + 1) == Some(&b' ');
    let fits = match line.get(len)? {
        b'$' | b'#' => head.contains(&b'@') && head.contains(&b':') || head.ends_with(b"="),
        b'>' => head.ends_with(b"=") || (name(head, len) == len && head.iter().any(u8::is_ascii_alphabetic)),
        _ => false,
    };
    (is_named && fits).then_some(len + 2)
}

/// `[user@host dir]$ `, `(venv) user@host:~$ `
fn bracketed_prompt(line: &[u8]) -> Option<usize> {
    let near = &line[..line.len().min(128)];
    match near.first()? {
        b'[' => {
            let end = memchr::memchr(b']', near)?;
            let fits = near[..end].contains(&b'@') && matches!(near.get(end + 1), Some(b'$' | b'#'));
            (fits && near.get(end + 2) == Some(&b' ')).then_some(end + 3)
        }
        b'(' => {
            let end = memchr::memchr(b')', near)?;
            let rest = near.get(end + 1..)?.strip_prefix(b" ")?;
            let prompt =
                if rest.starts_with(b"$ ") { Some(2) } else { windows_prompt(rest).or_else(|| named_prompt(rest)) };
            prompt.map(|len| end + 2 + len)
        }
        _ => None,
    }
}

/// Length of the box-drawing character (U+2500 to U+257F) that `bytes` begin with.
fn box_char(bytes: &[u8]) -> usize {
    if matches!(bytes, [0xE2, 0x94 | 0x95, _, ..]) { 3 } else { 0 }
}

/// `│ `, `┃ `, `║ `, `╭─── Title ───`: the left border of a box, or all of a horizontal one.
#[must_use]
pub fn box_border(line: &[u8]) -> Option<Stripped> {
    let mut len = box_char(line);
    if len == 0 {
        return None;
    }
    while box_char(&line[len..]) > 0 {
        len += 3;
    }
    Some(Stripped::front(len + blanks(&line[len..]).min(1)))
}

/// Bytes of the right border that `line` ends with, and of the blanks before it: `  │`, ` ───╮`. Only where `left`,
/// what was taken off the front of the line, has a border too.
#[must_use]
pub fn right_border(line: &[u8], left: &[u8]) -> usize {
    let left = left.trim_ascii_end();
    // Other prefixes may stand in the box: `│ api-1  | …`.
    let has_left = memchr::memchr_iter(0xE2, left).any(|at| box_char(&left[at..]) > 0);
    let is_table = left.ends_with(b"|");
    let mut end = line.trim_ascii_end().len();
    let whole = end;
    while has_left && end >= 3 && box_char(&line[end - 3..]) > 0 {
        end -= 3;
    }
    if is_table && line[..end].ends_with(b" |") {
        end -= 1;
    }
    if end == whole { 0 } else { line.len() - line[..end].trim_ascii_end().len() }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Case, check};
    use super::*;

    const CASES: &[Case] = &[
        ("byte order mark", "\u{feff}x", None, "x"),
        ("quote", "> x", None, "x"),
        ("quote", ">> x", None, "x"),
        ("quote", ">Traceback", None, "Traceback"),
        ("quote", "# x", None, "x"),
        ("quote", " * x", None, "x"),
        ("quote", "// x", None, "x"),
        ("quote", "- x", None, "x"),
        ("quote", "-x", None, "-x"),
        ("quote", "    x", None, "    x"),
        ("prompt", "$ x", None, "x"),
        ("prompt", "user@host:~/dir$ x", None, "x"),
        ("prompt", "[user@host dir]# x", None, "x"),
        ("prompt", "(venv) user@host:~$ x", None, "x"),
        ("prompt", r"PS C:\Users\me> x", None, "x"),
        ("prompt", r"C:\Users\me>x", None, "x"),
        ("prompt", "db=> x", None, "x"),
        ("prompt", "postgres=# x", None, "x"),
        ("prompt", "hello> x", None, "x"),
        ("prompt", ">>> x", None, "x"),
        ("prompt", "5 > x", None, "5 > x"),
        ("prompt", "(see) x", None, "(see) x"),
        ("box border", "│ x │", None, "x │"),
        ("box border", "╭─ Error ─╮", None, "Error ─╮"),
        ("box border", "╵", None, ""),
    ];

    #[test]
    fn what_people_and_terminals_put_in_front_is_taken_off() {
        check(CASES);
    }

    #[test]
    fn the_right_border_goes_with_the_left_one() {
        for (left, line, rest) in [
            ("│ ", "error: x     │", "error: x"),
            ("│ ", "error: x", "error: x"),
            ("│ api-1  | ", "error: x  │", "error: x"),
            ("╭─ ", "Error ────╮", "Error"),
            ("", "a │", "a │"),
            ("| ", "a   |", "a"),
            ("│ ", "     │", ""),
        ] {
            assert_eq!(&line[..line.len() - right_border(line.as_bytes(), left.as_bytes())], rest, "{left}{line}");
        }
    }
}
