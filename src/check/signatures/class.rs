//! Signatures that begin with an exception class: another version or driver raises another one.

use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, PatternSource};
use crate::signature::Member;
use crate::signature::compile::place_in_value;
use crate::signature::shape::Shape;
use crate::signature::strength::{STRONG_BITS, of_shape};

/// Bits that the message behind the class must have to do without it: twice what makes a signature strong. `invalid
/// signature` and `jwt expired` are strong, but without `JsonWebTokenError` other programs say them as well.
const MESSAGE_BITS_MIN: f64 = 2.0 * STRONG_BITS;

/// Notes the class that `pattern` begins with, if what follows would do without it.
pub(super) fn check(entry: &Entry, member: &Member, pattern: &PatternSource, found: &mut Vec<Diagnostic>) {
    let (first, behind) = match member.pattern.shape() {
        Shape::Literal(first) => (first, &[][..]),
        Shape::Concat(parts) => match parts.split_first() {
            Some((Shape::Literal(first), behind)) => (first, behind),
            _ => return,
        },
        Shape::OneOf(_) | Shape::Gap | Shape::Optional(_) | Shape::Either(_) => return,
    };
    let Some(class) = leading_class(first) else { return };
    let mut rest = vec![Shape::Literal(first[class.len()..].trim_start_matches([':', ' ']).to_owned())];
    rest.extend_from_slice(behind);
    // `KeyError: {key}` has nothing else to be known by.
    if of_shape(&Shape::concat(rest)).0 < MESSAGE_BITS_MIN {
        return;
    }
    let at = pattern.value.find(class);
    let place = place_in_value(&entry.source, pattern, at.map(|at| at..at + class.len()));
    let message = format!("the signature begins with an exception class, `{class}`");
    found.push(
        Diagnostic::new(Code::ClassInSignature, &entry.source, Some(place), message)
            .label("changes with versions and drivers")
            .help("take the class out: the message behind it is strong enough alone"),
    );
}

/// The class in `psycopg2.errors.UndefinedColumn: …`: a path of names before a colon whose last name is in camel
/// case, and either it has a path or it ends as classes of errors do.
fn leading_class(literal: &str) -> Option<&str> {
    let (class, _) = literal.split_once(':')?;
    let names: Vec<&str> = class.split(['.', '$', '\\']).collect();
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let last = names.last()?;
    let is_camel_case = last.starts_with(|c: char| c.is_ascii_uppercase())
        && last.contains(|c: char| c.is_ascii_lowercase())
        && last[1..].contains(|c: char| c.is_ascii_uppercase());
    let ends_as_error = ["Error", "Exception", "Failure", "Fault", "Warning"].iter().any(|word| last.ends_with(word));
    let is_class = names.iter().all(is_name) && is_camel_case && (names.len() > 1 || ends_as_error);
    is_class.then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_told_from_other_words_before_a_colon() {
        for text in
            ["psycopg2.errors.UndefinedColumn: x", "TypeError: x", "java.net.ConnectException: x", "a.B$CError:"]
        {
            assert!(leading_class(text).is_some(), "{text}");
        }
        for text in [
            "Error: x",
            "ERROR: x",
            "ImageName: x",
            "docker.service: x",
            "Caused by: java.net.ConnectException: x",
            "TypeError x",
            "error TS2304: x",
            "DETAIL: x",
            "",
        ] {
            assert_eq!(leading_class(text), None, "{text}");
        }
    }
}
