//! A log → the same log without what must not be shared: secrets, tokens, keys, e-mail addresses, IP addresses, names
//! of users in paths.
//!
//! What is taken out is replaced by something of the same shape (an address for documentation, `user1@example.com`),
//! the same thing always by the same, so that an error message still reads, and matches, as the error it is. This errs on
//! the side of hiding; it is no proof that nothing is left, so a person looks at it before it is shared.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What stands for a secret.
pub const SECRET: &str = "REDACTED";

/// Addresses kept as they are: they name no machine of anybody's.
const HARMLESS: &[&str] = &["0.0.0.0", "255.255.255.255"];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("invariant: the patterns of this file are tested")
}

/// A private key in PEM, or what is there of it.
static PEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)"));

/// `scheme://user:password@`
static CREDENTIALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(://[^\s/:@'\x22]*:)([^\s/@'\x22]+)(@)"));

/// `Authorization: Bearer …`, `Basic …`
static BEARER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(bearer|basic|digest|token)(\s+)([A-Za-z0-9._~+/=-]{8,})"));

/// `password=…`, `"api_key": "…"`, `--token …`, `DB_PASSWORD: …`
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?ix)
        ( [\w.-]* (?: passw(?:or)?d | passwd | passphrase | pwd | secret | token | api[_-]?key | access[_-]?key
          | private[_-]?key | auth[_-]?key | credential s? | session[_-]?id | cookie ) [\w-]* ["']? \s* (?: [:=] >? | \x20(?:is|was) ) \s* )
        ( "[^"\n]{1,400}" | '[^'\n]{1,400}' | [^\s"',;&)}\]]{1,400} )"#,
    )
});

/// Tokens that are known by their look.
static TOKENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b eyJ[A-Za-z0-9_-]{8,} \. [A-Za-z0-9_-]+ (?: \. [A-Za-z0-9_-]* )?
        | \b (?: AKIA | ASIA ) [A-Z0-9]{16} \b
        | \b gh[pousr]_ [A-Za-z0-9]{20,} | \b github_pat_ [A-Za-z0-9_]{20,} | \b glpat- [A-Za-z0-9_-]{16,}
        | \b xox[abeprs]- [A-Za-z0-9-]{10,} | \b sk- [A-Za-z0-9_-]{16,} | \b AIza [A-Za-z0-9_-]{30,}
        | \b npm_ [A-Za-z0-9]{30,} | \b pypi- [A-Za-z0-9_-]{16,}",
    )
});

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"));

static IP_V4: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b"));

/// Four groups and more; which of them are addresses, [`is_address`] says.
static IP_V6: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})\b|\b(?:[0-9a-f]{1,4}:){2,6}:[0-9a-f]{1,4}\b")
});

static HOME: LazyLock<Regex> = LazyLock::new(|| pattern(r"((?:/home|/Users)/|[A-Za-z]:\\Users\\)([^\s/\\'\x22:]+)"));

/// `text` without what must not be shared.
#[must_use]
pub fn redact(text: &str) -> String {
    let text = PEM.replace_all(text, SECRET);
    let text = CREDENTIALS.replace_all(&text, format!("${{1}}{SECRET}${{3}}"));
    let text =
        BEARER.replace_all(&text, |found: &Captures<'_>| match found[3].bytes().any(|byte| byte.is_ascii_digit()) {
            true => format!("{}{}{SECRET}", &found[1], &found[2]),
            // `token authentication` is no token.
            false => found[0].to_owned(),
        });
    let text = NAMED.replace_all(&text, |found: &Captures<'_>| named(&found[1], &found[2]));
    let text = TOKENS.replace_all(&text, SECRET);
    let mut mails = Aliases::default();
    let text = EMAIL.replace_all(&text, |found: &Captures<'_>| format!("user{}@example.com", mails.number(&found[0])));
    let mut hosts = Aliases::default();
    let text = IP_V4.replace_all(&text, |found: &Captures<'_>| {
        let address = &found[0];
        if HARMLESS.contains(&address) || address.starts_with("127.") {
            return address.to_owned();
        }
        // 192.0.2.0/24 is for documentation; its last address stands for all that are too many.
        format!("192.0.2.{}", hosts.number(address).min(254))
    });
    let mut hosts = Aliases::default();
    let text = IP_V6.replace_all(&text, |found: &Captures<'_>| match is_address(&found[0]) {
        true => format!("2001:db8::{:x}", hosts.number(&found[0])),
        false => found[0].to_owned(),
    });
    HOME.replace_all(&text, "${1}user").into_owned()
}

/// True for what has the groups of an address: eight, fewer around `::`, or six of a network card. `21/Nov/2026:03:42:44`
/// has four.
fn is_address(text: &str) -> bool {
    text.contains("::") || matches!(text.matches(':').count(), 5 | 7)
}

/// A value with a name that says it is secret. What is plainly none stays: it is often the error.
fn named(name: &str, value: &str) -> String {
    let bare = value.trim_matches(['"', '\'']);
    let is_none = matches!(
        bare.to_ascii_lowercase().as_str(),
        "" | "none"
            | "null"
            | "nil"
            | "undefined"
            | "true"
            | "false"
            | "empty"
            | "missing"
            | "required"
            | "invalid"
            | "not"
            | "<nil>"
    );
    let is_placeholder =
        bare.starts_with("${") || bare.starts_with("{{") || (bare.starts_with('<') && bare.ends_with('>'));
    // Prose: `token: expected …`, `secret is not …`.
    let is_prose =
        name.trim_end().ends_with(['s', ':']) && bare.chars().all(|c| c.is_ascii_lowercase()) && value == bare;
    if is_none || is_placeholder || is_prose {
        return format!("{name}{value}");
    }
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'')).map(String::from).unwrap_or_default();
    format!("{name}{quote}{SECRET}{quote}")
}

/// Numbers for names, in the order of their first appearance, from 1.
#[derive(Default)]
struct Aliases(BTreeMap<String, usize>);

impl Aliases {
    fn number(&mut self, name: &str) -> usize {
        let next = self.0.len() + 1;
        *self.0.entry(name.to_owned()).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_be_shared_is_taken_out() {
        for (text, redacted) in [
            ("postgres://shop:hunter2@db:5432/shop", "postgres://shop:REDACTED@db:5432/shop"),
            ("redis://:s3cret@redis:6379/0", "redis://:REDACTED@redis:6379/0"),
            ("Authorization: Bearer abc.def-123456", "Authorization: Bearer REDACTED"),
            ("DB_PASSWORD=hunter2 DEBUG=1", "DB_PASSWORD=REDACTED DEBUG=1"),
            (r#"{"api_key": "k-12 34", "x": 1}"#, r#"{"api_key": "REDACTED", "x": 1}"#),
            ("aws_secret_access_key = AbC/12+x", "aws_secret_access_key = REDACTED"),
            ("id AKIAIOSFODNN7EXAMPLE used", "id REDACTED used"),
            ("token ghp_abcdefghijklmnopqrstuvwxyz0123456789", "token REDACTED"),
            ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ok", "jwt REDACTED ok"),
            (
                "from a.b@corp.example to c@d.org and a.b@corp.example",
                "from user1@example.com to user2@example.com and user1@example.com",
            ),
            ("10.1.2.3 and 127.0.0.1 and 10.1.2.4, 10.1.2.3", "192.0.2.1 and 127.0.0.1 and 192.0.2.2, 192.0.2.1"),
            ("at fe80:1:2:3::1 10:11:12", "at 2001:db8::1 10:11:12"),
            ("File \"/home/ada/app.py\"", "File \"/home/user/app.py\""),
            ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nnext", "REDACTED\nnext"),
        ] {
            assert_eq!(redact(text), redacted);
        }
    }

    #[test]
    fn what_the_error_says_stays() {
        for text in [
            "FATAL: password authentication failed for user \"shop\"",
            "SECRET_KEY: None",
            "token=${TOKEN}",
            "invalid token: expected string",
            "Error: connect ECONNREFUSED 127.0.0.1:6379",
            "2026-11-21T10:00:00.123Z api-1 version 1.2.3",
            "version 10.4.2 of 12:30:45",
            "127.0.0.1 - - [21/Nov/2026:03:42:44 +0000] \"GET / HTTP/1.1\" 200",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn what_was_redacted_stays_as_it_is() {
        let once = redact("password=hunter2 a@b.de 10.0.0.1 redis://:x1@h");
        assert_eq!(redact(&once), once);
    }
}
