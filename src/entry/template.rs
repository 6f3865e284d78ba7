//! Filling `{{name}}` with what the log said, so that no log can write a command.
//!
//! A captured value goes into code only if no language gives any of its characters a meaning.
//! Otherwise the place shows `<name>`, inert for the shell that the code is for. Who knows which name is
//! what is left to the caller, see [`Value`].

use std::ops::Range;

use super::example::is_name;
use super::limits::CAPTURE_LEN_MAX;
use super::shell::{Dialect, Lexer, Place};
use crate::report::Unfilled;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A value from the log: put in only if it is safe.
    Captured(&'a str),
    /// A value from the pack's `[vars]`: put in as it is.
    Trusted(&'a str),
    /// The entry's signatures can capture it, but here they did not.
    Missing,
    /// No placeholder of ours: left as written.
    Unknown,
}

/// Code with its placeholders filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The code.
    pub text: String,
    /// Placeholders that no safe value filled, each name once, in order of appearance.
    pub unfilled: Vec<Unfilled>,
}

/// A placeholder `{{name}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes in the code, braces included (half-open).
    pub span: Range<usize>,
}

/// The placeholders of `code`, in order. `{{.Names}}`, `{{ x }}`, `${{x}}` and `{{{x}}}` belong to other
/// languages and are none.
#[must_use]
pub fn names(code: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = code[at..].find("{{").map(|offset| at + offset) {
        let is_foreign = code[..start].ends_with(['$', '{']);
        let inner = &code[start + 2..];
        let name_len = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let (name, behind) = inner.split_at(name_len);
        let name = Some(name).filter(|name| is_name(name) && behind.starts_with("}}") && !is_foreign);
        match name {
            Some(name) => {
                at = start + name.len() + 4;
                found.push(Placeholder { name, span: start..at });
            }
            None => at = start + 1,
        }
    }
    found
}

/// Fills the placeholders of `code`, which stands in a fence of language `lang`.
#[must_use]
pub fn fill<'v>(code: &str, lang: &str, lookup: impl Fn(&str) -> Value<'v>) -> Filled {
    let dialect = Dialect::of(lang);
    let mut lexer = dialect.map(Lexer::new);
    let mut filled = Filled::default();
    let mut at = 0;
    let push = |text: &str, lexer: &mut Option<Lexer>, out: &mut Filled| {
        out.text.push_str(text);
        if let Some(lexer) = lexer {
            lexer.feed(text);
        }
    };
    for Placeholder { name, span } in names(code) {
        push(&code[at..span.start], &mut lexer, &mut filled);
        at = span.end;
        let value = match lookup(name) {
            Value::Unknown => {
                push(&code[span], &mut lexer, &mut filled);
                continue;
            }
            Value::Trusted(value) => {
                push(value, &mut lexer, &mut filled);
                continue;
            }
            Value::Captured(value) if is_safe(value, dialect) => {
                push(value, &mut lexer, &mut filled);
                continue;
            }
            Value::Captured(value) => Some(value.to_owned()),
            Value::Missing => None,
        };
        let inert = inert(name, dialect, lexer.as_ref().map(Lexer::place));
        push(&inert, &mut lexer, &mut filled);
        if filled.unfilled.iter().all(|unfilled| unfilled.name != name) {
            filled.unfilled.push(Unfilled { name: name.to_owned(), value });
        }
    }
    push(&code[at..], &mut lexer, &mut filled);
    filled
}

/// True if `value` may stand in code of `dialect` (`None`: no shell).
fn is_safe(value: &str, dialect: Option<Dialect>) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"_@%+:,./=-".contains(&b);
    let is_inert = (1..=CAPTURE_LEN_MAX).contains(&value.len())
        && value.bytes().all(is_plain)
        && !value.starts_with('-')
        // In SQL the rest of the line would become a comment.
        && !value.contains("--");
    is_inert
        && match dialect {
            // cmd.exe: `,` and `=` separate arguments, `/` begins an option, `%` expands.
            Some(Dialect::Cmd) => !value.contains([',', '=', '%']) && !value.starts_with('/'),
            // PowerShell: `,` makes a list of two targets, a leading `@` splats a variable.
            Some(Dialect::PowerShell) => !value.contains(',') && !value.starts_with('@'),
            _ => true,
        }
}

/// `<name>` so that the place it is put in does nothing with it.
fn inert(name: &str, dialect: Option<Dialect>, place: Option<Place>) -> String {
    let (Some(dialect), Some(place)) = (dialect, place) else { return format!("<{name}>") };
    match place {
        Place::Quoted | Place::HereDoc { is_script: false } => format!("<{name}>"),
        // The escape character has taken care of the first one.
        Place::Escaped => format!("<{name}{}>", dialect.escape()),
        Place::Bare | Place::Comment | Place::HereDoc { is_script: true } => match dialect {
            Dialect::Cmd => format!("\"<{name}>\""),
            _ => format!("'<{name}>'"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_other_languages_are_none() {
        let code = "{{a}} {{.Names}} ${{ x }} ${{x}} {{ b }} {{{c}}} {{d_1}}} {{1e}} {{}} {{f";
        let found: Vec<_> = names(code).into_iter().map(|found| (found.name, &code[found.span])).collect();
        assert_eq!(found, [("a", "{{a}}"), ("d_1", "{{d_1}}")]);
    }

    #[test]
    fn only_values_without_meaning_in_any_language_are_safe() {
        for value in ["5432", "api-1", "/var/lib/x.sock", "user@host:22", "a=b,c+d%e", &"x".repeat(200)] {
            assert!(is_safe(value, None), "{value}");
        }
        let hostile = [
            "",
            "-rf",
            "--flag",
            "5--",
            "a b",
            "$(id)",
            "`id`",
            "a;b",
            "a'b",
            "a\"b",
            "a\nb",
            "a\\b",
            "a|b",
            "a&b",
            "~",
            "*",
            "{a}",
            "é",
            "a\0b",
            "#",
            "<a>",
            &"x".repeat(201),
        ];
        for value in hostile {
            assert!(!is_safe(value, None), "{value}");
        }
        assert!(!is_safe("/s", Some(Dialect::Cmd)));
        assert!(!is_safe("%PATH%", Some(Dialect::Cmd)));
        assert!(!is_safe("a,b", Some(Dialect::PowerShell)));
    }
}
