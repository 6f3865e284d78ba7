//! What varies in a message, replaced: alike messages become equal.
//!
//! Times, numbers, ids, addresses, paths and what stands in quotes become `<time>`, `<n>`, `<id>`, `<address>`, `<path>`
//! and `<text>`. A number stays where it is a code by its place (`exit code 137`, `status 503`): other codes are other
//! errors.

/// Characters of a shape; what is longer differs at its beginning too.
const SHAPE_CHARS_MAX: usize = 200;

/// Characters between quotes; what is longer is no quoted value but an apostrophe and another one.
const QUOTED_CHARS_MAX: usize = 300;

/// Words before a number that make it a code.
const CODE_WORDS: &[&str] =
    &["code", "errno", "exit", "exited", "http", "port", "signal", "sqlstate", "status", "statuscode"];

/// The shape of `message`.
#[must_use]
pub fn shape(message: &str) -> String {
    let mut shape = String::new();
    let mut rest = message.trim();
    let mut before = String::new();
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            shape.push(' ');
            rest = rest.trim_start();
            continue;
        }
        if let Some(len) = quoted(rest, shape.chars().next_back()) {
            shape.push_str("<text>");
            rest = &rest[len..];
            continue;
        }
        let len = token_len(rest);
        if len == 0 {
            shape.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (token, behind) = rest.split_at(len);
        let is_code = CODE_WORDS.contains(&before.as_str()) && token.bytes().all(|byte| byte.is_ascii_digit());
        match counted(token) {
            Some(name) if masked(token) == token => shape.push_str(&format!("{name}-<n>")),
            _ => shape.push_str(if is_code { token } else { masked(token) }),
        }
        before = token.to_lowercase();
        rest = behind;
    }
    if let Some((end, _)) = shape.char_indices().nth(SHAPE_CHARS_MAX) {
        shape.truncate(end);
        shape.push('…');
    }
    shape
}

/// Bytes of the quoted value that `rest` begins with, quotes included. `before`: the character in front of it.
fn quoted(rest: &str, before: Option<char>) -> Option<usize> {
    let open = rest.chars().next()?;
    let close = match open {
        '"' | '\'' => open,
        '`' if rest[1..].split(['`', '\'']).next().is_some_and(|inner| rest[1 + inner.len()..].starts_with('\'')) => {
            '\''
        }
        '`' => '`',
        '‘' => '’',
        '“' => '”',
        '«' => '»',
        _ => return None,
    };
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(1).take(QUOTED_CHARS_MAX) {
        let end = at + character.len_utf8();
        if character == close && !is_escaped && !rest[end..].starts_with(char::is_alphanumeric) {
            return Some(end);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    None
}

/// Bytes of the token that `rest` begins with: what belongs to a word, number, path or address. 0 for punctuation.
fn token_len(rest: &str) -> usize {
    let word = rest.find(char::is_whitespace).map_or(rest, |end| &rest[..end]);
    let scheme =
        word.find("://").filter(|at| *at > 0 && word[..*at].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+'));
    if scheme.is_some() {
        let len = word.find(['"', '\'', '>', ')', ']', '`', ',']).unwrap_or(word.len());
        return word[..len].trim_end_matches(['.', ':', ';']).len();
    }
    let is_inner =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '\\' | '@' | '+' | '~' | '%');
    let mut len: usize = rest.chars().take_while(|c| is_inner(*c)).map(char::len_utf8).sum();
    // Punctuation at the end belongs to the sentence.
    len = rest[..len].trim_end_matches(['.', ':', '-', '+', '%', '@']).len();
    if rest[..len].chars().any(|c| c.is_alphanumeric() || c == '/' || c == '~') { len } else { 0 }
}

/// `ForkPoolWorker` of `ForkPoolWorker-12`; `ORA-00942` is a code and stays.
fn counted(token: &str) -> Option<&str> {
    let (name, number) = token.rsplit_once('-')?;
    let is_name = name.bytes().any(|byte| byte.is_ascii_lowercase());
    (is_name && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
}

/// What stands for `token`.
fn masked(token: &str) -> &str {
    if token.contains("://") {
        return "<url>";
    }
    if is_time(token) {
        return "<time>";
    }
    if is_address(token) {
        return "<address>";
    }
    if is_path(token) {
        return "<path>";
    }
    if token.contains('@') {
        return "<address>";
    }
    if is_id(token) {
        return "<id>";
    }
    if is_number(token) { "<n>" } else { token }
}

/// `2026-11-21`, `10:00:00.123`, `2026-11-21T10:00:00Z`, `2026/11/21`.
fn is_time(token: &str) -> bool {
    let bytes = token.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let is_date = digits(0..4) && digits(5..7) && digits(8..10) && matches!(bytes.get(4), Some(b'-' | b'/'));
    let is_clock =
        digits(0..2) && digits(3..5) && digits(6..8) && bytes.get(2) == Some(&b':') && bytes.get(5) == Some(&b':');
    is_date || is_clock
}

/// `10.0.0.7`, `0.0.0.0:5432`, `[::1]` without its brackets, `db:5432`.
fn is_address(token: &str) -> bool {
    let (host, port) = token.rsplit_once(':').unwrap_or((token, ""));
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = host.split('.').collect();
    let is_ip = parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
    let is_v6 = token.matches(':').count() >= 2 && token.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
    let is_named = (2..=5).contains(&port.len())
        && is_port
        && host.starts_with(|c: char| c.is_ascii_alphabetic())
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        && !host.rsplit_once('.').is_some_and(|(_, ending)| is_source_ending(ending));
    (is_ip && is_port) || is_v6 || is_named
}

/// Endings of files that compilers name with a line: `main.rs:12` is no host.
fn is_source_ending(ending: &str) -> bool {
    ending.len() <= 4 && !matches!(ending, "com" | "org" | "net" | "io" | "dev" | "svc")
}

/// Rooted, or of several parts; `and/or` and `TCP/IP` are words.
fn is_path(token: &str) -> bool {
    let rooted = token.starts_with(['/', '~']) || token.starts_with("./") || token.starts_with("../");
    let drive = token.as_bytes().get(1) == Some(&b':') && token.as_bytes().get(2) == Some(&b'\\');
    let named = |slash: char| token.matches(slash).count() >= 2;
    let with_ending = token.contains('/') && token.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let source = token.split(':').next().is_some_and(|name| name != token && has_source_ending(name));
    (rooted && token.len() > 1) || drive || named('/') || named('\\') || with_ending || source
}

/// `main.rs` of `main.rs:12:5`.
fn has_source_ending(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty() && is_source_ending(ending))
}

/// UUIDs, hashes, pod suffixes and other random text.
fn is_id(token: &str) -> bool {
    let bare: String = token.chars().filter(|c| *c != '-').collect();
    let hex = bare.strip_prefix("0x").unwrap_or(&bare);
    let has_digit = hex.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = hex.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) && has_digit {
        return hex.len() < bare.len() || (hex.len() >= 7 && has_letter) || hex.len() >= 32;
    }
    let is_digit: Vec<bool> = token.bytes().filter(|byte| *byte != b'_').map(|byte| byte.is_ascii_digit()).collect();
    let changes = is_digit.windows(2).filter(|pair| pair[0] != pair[1]).count();
    changes >= 4 && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Numbers, versions, quantities: begins with a digit (or a sign and one) and has few letters.
fn is_number(token: &str) -> bool {
    let bare = token.trim_start_matches(['-', '+']);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    bare.starts_with(|c: char| c.is_ascii_digit()) && (letters == 0 || letters <= 2 || letters * 3 <= digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_varies_is_replaced_and_what_tells_stays() {
        for (message, expected) in [
            ("relation \"orders\" does not exist at character 15", "relation <text> does not exist at character <n>"),
            ("connect to 10.0.0.7:5432 failed after 300ms", "connect to <address> failed after <n>"),
            ("db:5432: connection refused", "<address>: connection refused"),
            ("open /etc/app/x.conf: no such file", "open <path>: no such file"),
            (r"cannot open C:\Users\me\x.toml", "cannot open <path>"),
            ("exited with code 137", "exited with code 137"),
            ("answered 503 in 12 ms", "answered <n> in <n> ms"),
            ("request 3f1c0a7d9b21 of 550e8400-e29b-41d4-a716-446655440000", "request <id> of <id>"),
            ("pod api-7d9f8b6c5-x2x4z at 0xdeadbeef1", "pod <id> at <id>"),
            ("error[E0308]: mismatched types", "error[E0308]: mismatched types"),
            ("src/main.rs:3:5: error: x", "<path>: error: x"),
            ("main.c:3:5: error: 'foo' undeclared", "<path>: error: <text> undeclared"),
            ("GET https://x.y/z?a=1 failed", "GET <url> failed"),
            ("mail to me@example.com bounced", "mail to <address> bounced"),
            ("can't open it, won't open it", "can't open it, won't open it"),
            ("at 2026-11-21T10:00:00Z and 10:00:01.5", "at <time> and <time>"),
            ("undefined reference to `foo'", "undefined reference to <text>"),
            ("psycopg2.errors.UndefinedColumn: column \"a\"", "psycopg2.errors.UndefinedColumn: column <text>"),
            ("and/or TCP/IP", "and/or TCP/IP"),
            ("worker-12 said ORA-00942", "worker-<n> said ORA-00942"),
            ("", ""),
        ] {
            assert_eq!(shape(message), expected, "{message}");
        }
        assert_eq!(shape(&"word ".repeat(100)).chars().count(), SHAPE_CHARS_MAX + 1);
    }
}
