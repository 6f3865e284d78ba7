//! How much a signature narrows things down, computed from its literals, never typed in.
//!
//! Strength is a number of bits: roughly, minus the logarithm of the share of log lines that hold
//! the literals by chance. Words that logs are full of weigh little, other words by their length.
//! The two word lists were drawn up by counting the words of the logs under `tests/` and of the
//! output of `tests/repro/healthy.sh`: the first holds words on more than one line in 300, the second on
//! more than one in about 3,000. The yardstick matters only at [`STRONG_BITS`].

use serde::{Deserialize, Serialize};

use super::shape::Shape;
use super::{Member, Role};
use crate::log::key_form::key_of;

/// Bits of evidence, finite and at least 0.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Strength(pub f64);

/// From here on a signature is strong: it can make an answer `likely` or `certain`. Three words that no
/// other message has, or one such word and a phrase around it.
pub const STRONG_BITS: f64 = 15.0;

/// More bits than this make no answer better: beyond it only the length of a message counts.
pub const BITS_MAX: f64 = 80.0;

impl Strength {
    /// True if the signature can carry an answer alone.
    #[must_use]
    pub fn is_strong(self) -> bool {
        self.0 >= STRONG_BITS
    }

    /// The strength of both together.
    #[must_use]
    pub fn and(self, other: Strength) -> Strength {
        Strength((self.0 + other.0).min(BITS_MAX))
    }

    /// The strength of one or the other.
    #[must_use]
    pub fn or(self, other: Strength) -> Strength {
        Strength(self.0.min(other.0))
    }
}

/// Words on more than one log line in 300: about 1.5 bits each.
const EVERYWHERE: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "error", "failed", "for", "from", "has", "have", "in",
    "info", "is", "it", "no", "not", "of", "on", "or", "the", "this", "to", "was", "were", "with", "warning", "line",
    "file", "you", "your", "that", "its", "if", "while", "when",
];

/// Words on more than one log line in about 3,000: about 3 bits each.
const COMMON: &[&str] = &[
    "access",
    "address",
    "again",
    "all",
    "already",
    "any",
    "api",
    "app",
    "application",
    "argument",
    "attempt",
    "back",
    "bad",
    "been",
    "build",
    "call",
    "client",
    "code",
    "command",
    "config",
    "configuration",
    "connect",
    "connecting",
    "connection",
    "container",
    "core",
    "could",
    "couldn",
    "credentials",
    "data",
    "database",
    "db",
    "debug",
    "default",
    "detail",
    "did",
    "do",
    "does",
    "done",
    "end",
    "exception",
    "exec",
    "exist",
    "exists",
    "exit",
    "exited",
    "expected",
    "fail",
    "fatal",
    "find",
    "found",
    "get",
    "got",
    "handler",
    "health",
    "host",
    "http",
    "id",
    "import",
    "input",
    "internal",
    "invalid",
    "io",
    "job",
    "key",
    "level",
    "limit",
    "load",
    "log",
    "login",
    "main",
    "many",
    "message",
    "missing",
    "more",
    "most",
    "name",
    "network",
    "new",
    "none",
    "null",
    "object",
    "open",
    "operation",
    "option",
    "out",
    "output",
    "password",
    "path",
    "permission",
    "please",
    "port",
    "post",
    "process",
    "python",
    "read",
    "reason",
    "refused",
    "request",
    "requests",
    "required",
    "response",
    "root",
    "run",
    "running",
    "server",
    "service",
    "set",
    "src",
    "start",
    "started",
    "starting",
    "state",
    "status",
    "stop",
    "string",
    "success",
    "such",
    "system",
    "task",
    "test",
    "tests",
    "time",
    "timeout",
    "too",
    "try",
    "type",
    "unable",
    "unexpected",
    "unknown",
    "up",
    "url",
    "use",
    "used",
    "user",
    "using",
    "value",
    "version",
    "waiting",
    "will",
    "within",
    "write",
    "unavailable",
    "denied",
    "unauthorized",
    "forbidden",
    "true",
    "false",
    "cannot",
];

/// The strength of what `shape` certainly contains.
#[must_use]
pub fn of_shape(shape: &Shape) -> Strength {
    let bits = match shape {
        Shape::Literal(text) => literal_bits(text),
        Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => 0.0,
        Shape::Concat(parts) => parts.iter().map(|part| of_shape(part).0).sum(),
        Shape::Either(branches) => branches.iter().map(|branch| of_shape(branch).0).fold(BITS_MAX, f64::min),
    };
    Strength(bits.clamp(0.0, BITS_MAX))
}

/// The strength of a match of `shape` that is the text `key`, in lower key form: of alternatives those count that can
/// have matched, and of several such the one that says least. Never less than [`of_shape`].
#[must_use]
pub fn of_match(shape: &Shape, key: &[u8]) -> Strength {
    let bits = match shape {
        Shape::Literal(text) => literal_bits(text),
        Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => 0.0,
        Shape::Concat(parts) => parts.iter().map(|part| of_match(part, key).0).sum(),
        Shape::Either(branches) => {
            let possible = branches.iter().filter(|branch| can_be_in(branch, key));
            let least = possible.map(|branch| of_match(branch, key).0).reduce(f64::min);
            least.unwrap_or_else(|| of_shape(shape).0)
        }
    };
    Strength(bits.clamp(0.0, BITS_MAX))
}

/// False if the text `key` lacks a literal that every match of `shape` contains.
fn can_be_in(shape: &Shape, key: &[u8]) -> bool {
    match shape {
        Shape::Literal(text) => memchr::memmem::find(key, &key_of(text)).is_some(),
        Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) => true,
        Shape::Concat(parts) => parts.iter().all(|part| can_be_in(part, key)),
        Shape::Either(branches) => branches.iter().any(|branch| can_be_in(branch, key)),
    }
}

/// The bits of one literal: its words, and a little for its punctuation.
fn literal_bits(text: &str) -> f64 {
    /// Punctuation is half a bit a character, and no more than a word.
    const PUNCTUATION_BITS_MAX: f64 = 3.0;
    let words: f64 = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_bits).sum();
    let marks = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    words + (marks as f64 * 0.5).min(PUNCTUATION_BITS_MAX)
}

/// The bits of one word.
fn word_bits(word: &str) -> f64 {
    let lower = word.to_lowercase();
    if lower.chars().count() == 1 {
        return 1.0;
    }
    if EVERYWHERE.contains(&lower.as_str()) {
        return 1.5;
    }
    if COMMON.contains(&lower.as_str()) {
        return 3.0;
    }
    if lower.chars().all(|c| c.is_ascii_digit()) {
        return (lower.len() as f64).clamp(2.0, 6.0);
    }
    // A rare word is rarer the longer it is: `cors` 7 bits, `duplicate` and longer 12.
    (2.0 + 1.2 * lower.chars().count() as f64).min(12.0)
}

/// The strength of all that must be there together.
pub(super) fn of_members(members: &[Member]) -> Strength {
    let of = |member: &Member| of_shape(member.pattern.shape());
    let required = members
        .iter()
        .filter(|member| matches!(member.role, Role::All | Role::Sequence))
        .fold(Strength(0.0), |sum, member| sum.and(of(member)));
    let any = members.iter().filter(|member| member.role == Role::Any).map(of).reduce(Strength::or);
    any.map_or(required, |any| required.and(any))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strong(text: &str) -> bool {
        of_shape(&Shape::Literal(text.to_owned())).is_strong()
    }

    #[test]
    fn short_common_messages_are_weak() {
        for text in [
            "429 Too Many Requests",
            "Network Error",
            "Internal server error",
            "Connection refused",
            "{\"detail\": \"Invalid credentials\"}",
            "exited with code 1",
            "500 Internal Server Error",
            "error: failed to start",
        ] {
            assert!(!strong(text), "{text}");
        }
    }

    #[test]
    fn a_match_is_as_strong_as_the_alternative_that_matched() {
        let literal = |text: &str| Shape::Literal(text.to_owned());
        let shape = Shape::Concat(vec![
            literal("status "),
            Shape::Either(vec![literal("429"), literal("blocked by the frobnication quota")]),
        ]);
        let of = |text: &str| of_match(&shape, &key_of(text));
        assert!(!of_shape(&shape).is_strong());
        assert!(!of("status 429").is_strong());
        assert!(of("status blocked by the frobnication quota").is_strong());
        // Either can have matched: what is certain is the less.
        assert!(!of("status 429 blocked by the frobnication quota").is_strong());
    }

    #[test]
    fn messages_that_say_one_thing_are_strong() {
        for text in [
            "bind: address already in use",
            "relation does not exist",
            "duplicate key value violates unique constraint",
            "password authentication failed for user",
            "has been blocked by CORS policy",
            "required variable is missing a value",
        ] {
            assert!(strong(text), "{text}");
        }
    }
}
