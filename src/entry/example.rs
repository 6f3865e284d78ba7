//! Info strings of `log` blocks: what a test expects.
//!
//! `log k=v k='…' k="…" from="…" file="…" below=ID resolved no-match`, separated by blanks. There are no escapes:
//! a quoted value runs to the next quote of its kind.

use super::EntryId;
use super::closest::{closest, quoted_list};

/// What an info string says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Info {
    pub(crate) captures: Vec<(String, String)>,
    pub(crate) from: Option<String>,
    pub(crate) file: Option<String>,
    pub(crate) below: Option<EntryId>,
    pub(crate) no_match: bool,
    pub(crate) resolved: bool,
}

/// Why an info string cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct InfoError {
    /// The offending bytes of the info string (half-open).
    pub(crate) span: std::ops::Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// A word of the info string: `key` or `key=value`.
struct Word<'a> {
    key: &'a str,
    value: Option<&'a str>,
    span: std::ops::Range<usize>,
}

/// Reads an info string whose first word is `log`.
pub(crate) fn read(info: &str) -> Result<Info, InfoError> {
    let mut read = Info::default();
    let mut at = info.find(char::is_whitespace).unwrap_or(info.len());
    while let Some(word) = next_word(info, &mut at)? {
        take(&mut read, &word)?;
    }
    if read.no_match && (read.below.is_some() || read.resolved || !read.captures.is_empty()) {
        return Err(InfoError {
            span: 0..info.len(),
            message: "a counterexample has neither captures nor a rank, nor does it recover".to_owned(),
            help: "keep either `no-match` or the captures, `below=` and `resolved`".to_owned(),
        });
    }
    Ok(read)
}

fn take(read: &mut Info, word: &Word<'_>) -> Result<(), InfoError> {
    let error =
        |message: String, help: &str| Err(InfoError { span: word.span.clone(), message, help: help.to_owned() });
    let is_new = match (word.key, word.value) {
        ("no-match", None) => !std::mem::replace(&mut read.no_match, true),
        ("resolved", None) => !std::mem::replace(&mut read.resolved, true),
        ("no-match", Some(_)) => return error("`no-match` takes no value".to_owned(), "write `no-match` alone"),
        (key, None) => {
            let known = ["no-match", "resolved", "below", "from", "file"];
            let help = match closest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a capture has a value: `{key}='…'`; else there is {}", quoted_list(&known)),
            };
            return error(format!("`{key}` says nothing here"), &help);
        }
        ("from", Some("")) => return error("`from` is empty".to_owned(), "write `from=\"tool version\"`"),
        ("from", Some(value)) => read.from.replace(value.to_owned()).is_none(),
        ("file", Some("")) => return error("`file` is empty".to_owned(), "write `file=\"name.log\"`"),
        ("file", Some(value)) => read.file.replace(value.to_owned()).is_none(),
        ("below", Some(value)) => match EntryId::new(value) {
            Some(id) => read.below.replace(id).is_none(),
            None => {
                return error(
                    format!("`{value}` is not an id"),
                    "ids look like `area/slug`: lower-case letters, digits and dashes",
                );
            }
        },
        (key, Some(value)) => {
            if !is_name(key) {
                return error(
                    format!("`{key}` cannot be the name of a capture"),
                    "names are made of letters, digits and `_` and do not begin with a digit",
                );
            }
            let is_new = read.captures.iter().all(|(name, _)| name != key);
            read.captures.push((key.to_owned(), value.to_owned()));
            is_new
        }
    };
    if is_new { Ok(()) } else { error(format!("`{}` is said twice", word.key), "keep one of the two") }
}

/// True if `text` can name a capture: letters, digits and `_`, no digit first.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The word that begins at or behind byte `at`, which moves behind it.
fn next_word<'a>(info: &'a str, at: &mut usize) -> Result<Option<Word<'a>>, InfoError> {
    let rest = &info[*at..];
    let start = *at + (rest.len() - rest.trim_start().len());
    if start >= info.len() {
        return Ok(None);
    }
    let rest = &info[start..];
    let key_len = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
    let key = &rest[..key_len];
    if !rest[key_len..].starts_with('=') {
        *at = start + key_len;
        return Ok(Some(Word { key, value: None, span: start..*at }));
    }
    let value_start = start + key_len + 1;
    let value_rest = &info[value_start..];
    let (value, end) = match value_rest.chars().next() {
        Some(quote @ ('\'' | '"')) => {
            let Some(len) = value_rest[1..].find(quote) else {
                return Err(InfoError {
                    span: value_start..info.len(),
                    message: format!("the value of `{key}` has no closing {quote}"),
                    help: format!("end it with {quote}; a value that holds one kind of quote stands between the other"),
                });
            };
            (&value_rest[1..=len], value_start + len + 2)
        }
        _ => {
            let len = value_rest.find(char::is_whitespace).unwrap_or(value_rest.len());
            (&value_rest[..len], value_start + len)
        }
    };
    let is_bare = value_start + value.len() == end;
    if is_bare && value.is_empty() {
        return Err(InfoError {
            span: start..value_start,
            message: format!("`{key}` has no value"),
            help: format!("write `{key}=value`, or `{key}=''` for an empty one"),
        });
    }
    if info[end..].starts_with(|c: char| !c.is_whitespace()) {
        return Err(InfoError {
            span: end..info.len(),
            message: format!("a blank must follow the value of `{key}`"),
            help: "there are no escapes: a value that holds one kind of quote stands between the other".to_owned(),
        });
    }
    *at = end;
    Ok(Some(Word { key, value: Some(value), span: start..end }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_bare_or_quoted_and_know_no_escapes() {
        let info = read(r#"log port=5432 path='C:\tmp\x y' say="it's" empty='' from="docker 28" file=a.log"#).unwrap();
        let captures: Vec<_> = info.captures.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(captures, [("port", "5432"), ("path", r"C:\tmp\x y"), ("say", "it's"), ("empty", "")]);
        assert_eq!(info.from.as_deref(), Some("docker 28"));
        assert_eq!(info.file.as_deref(), Some("a.log"));
    }

    #[test]
    fn expectations_are_read() {
        assert!(read("log no-match").unwrap().no_match);
        assert!(read("log resolved port=1").unwrap().resolved);
        assert_eq!(read("log below=a/b").unwrap().below, EntryId::new("a/b"));
        assert_eq!(read("log").unwrap(), Info::default());
    }

    #[test]
    fn an_info_string_that_cannot_be_read_says_where() {
        for (info, at) in [
            ("log nomatch", 4..11),
            ("log a=1 a=2", 8..11),
            ("log a='x", 6..8),
            ("log a='x'y", 9..10),
            ("log a= b=1", 4..6),
            ("log below=Nope", 4..14),
            ("log no-match a=1", 0..16),
            ("log no-match resolved", 0..21),
            ("log no-match=1", 4..14),
            ("log =1", 4..6),
            ("log 1a=1", 4..8),
            ("log from=''", 4..11),
        ] {
            assert_eq!(read(info).unwrap_err().span, at, "{info}");
        }
    }
}
