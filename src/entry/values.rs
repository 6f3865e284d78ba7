//! Typed reading of TOML values: every wrong type becomes a complaint with its place.
//!
//! Leaves to [`super::front_matter`] and [`super::signatures`] which keys there are.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::closest::{closest, quoted_list};
use super::limits::LIST_MAX;
use super::{EntryId, Selector, Spanned};
use crate::diagnostic::{Code, Diagnostic, SourceFile};

/// A TOML value with its place in the front matter.
pub(super) type Value<'i> = toml::Spanned<DeValue<'i>>;

/// Collects complaints about one block of TOML inside a file.
pub(super) struct Reader<'a> {
    source: &'a Arc<SourceFile>,
    /// Where the TOML begins in the file.
    base: usize,
    /// Complaints so far.
    pub(super) complaints: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// A reader of the TOML that begins at byte `base` of `source`.
    pub(super) fn new(source: &'a Arc<SourceFile>, base: usize) -> Self {
        Reader { source, base, complaints: Vec::new() }
    }

    /// A place in the TOML as a place in the file.
    pub(super) fn place(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    /// The text of a place in the TOML.
    pub(super) fn raw(&self, span: Range<usize>) -> &'a str {
        self.source.text.get(self.place(span)).unwrap_or_default()
    }

    /// Notes a complaint about a place in the TOML.
    pub(super) fn complain(
        &mut self,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(span);
        self.complaints.push(Diagnostic::new(code, self.source, Some(place), message).help(help));
    }

    /// Notes that `value` is not what `key` takes.
    pub(super) fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &str, help: impl Into<String>) {
        let found = type_words(value.get_ref());
        self.complain(Code::BadValue, value.span(), format!("`{key}` must be {expected}, not {found}"), help);
        self.label_last(format!("expected {expected}"));
    }

    /// Words beside the underline of the last complaint.
    pub(super) fn label_last(&mut self, label: impl Into<String>) {
        if let Some(last) = self.complaints.last_mut() {
            last.label = label.into();
        }
    }

    /// Notes a key that does not exist.
    pub(super) fn unknown_key(&mut self, key: &str, span: Range<usize>, known: &[&str], place: &str) {
        let help = match closest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("{place} has the keys {}", quoted_list(known)),
        };
        self.complain(Code::UnknownKey, span, format!("unknown key `{key}` in {place}"), help);
    }

    /// A string.
    pub(super) fn string(&mut self, key: &str, value: &Value<'_>) -> Option<Spanned<String>> {
        let Some(text) = value.get_ref().as_str() else {
            let raw = self.raw(value.span());
            let help = if raw.contains(['\n', '\'', '[', '{']) {
                format!("write `{key} = '''…'''`")
            } else {
                format!("write `{key} = '{raw}'`")
            };
            self.wrong_type(key, value, "a string", help);
            return None;
        };
        // TOML keeps the line ends of the file inside strings of several lines.
        Some(Spanned { value: text.replace("\r\n", "\n"), span: self.place(value.span()) })
    }

    /// A string of one line that is not blank.
    pub(super) fn line(&mut self, key: &str, value: &Value<'_>) -> Option<Spanned<String>> {
        let text = self.string(key, value)?;
        if text.value.trim().is_empty() {
            self.complain(
                Code::BadValue,
                value.span(),
                format!("`{key}` is empty"),
                format!("write something, or leave `{key}` out"),
            );
            return None;
        }
        if text.value.contains('\n') {
            self.complain(
                Code::BadValue,
                value.span(),
                format!("`{key}` must be a single line"),
                "put the rest into the body",
            );
            return None;
        }
        Some(Spanned { value: text.value.trim().to_owned(), span: text.span })
    }

    /// A list of strings of one line each.
    pub(super) fn lines(&mut self, key: &str, value: &Value<'_>) -> Vec<Spanned<String>> {
        let Some(items) = value.get_ref().as_array() else {
            let raw = self.raw(value.span());
            let help = match value.get_ref() {
                DeValue::String(_) if !raw.contains('\n') => format!("write `{key} = [{raw}]`"),
                _ => format!("write `{key} = ['…', '…']`"),
            };
            self.wrong_type(key, value, "a list of strings", help);
            return Vec::new();
        };
        if items.len() > LIST_MAX {
            self.complain(
                Code::BadValue,
                value.span(),
                format!("`{key}` has {} values, at most {LIST_MAX} are read", items.len()),
                "split the entry",
            );
            return Vec::new();
        }
        items.iter().filter_map(|item| self.line(key, item)).collect()
    }

    /// A list of strings that each mean something: `read` says what, `expected` says what that is.
    pub(super) fn parsed<T>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<Spanned<T>> {
        let mut parsed = Vec::new();
        for line in self.lines(key, value) {
            match read(&line.value) {
                Some(value) => parsed.push(Spanned { value, span: line.span }),
                None => {
                    let span = line.span.start - self.base..line.span.end - self.base;
                    self.complain(
                        Code::BadValue,
                        span,
                        format!("`{}` in `{key}` is not {expected}", line.value),
                        "ids look like `area/slug`: lower-case letters, digits and dashes",
                    );
                    self.label_last(format!("expected {expected}"));
                }
            }
        }
        parsed
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, key: &str, value: &Value<'_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.string(key, value)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(*meaning);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.complain(
            Code::BadValue,
            value.span(),
            format!("`{key}` cannot be `{}`", text.value),
            super::closest::suggestion(&text.value, &known),
        );
        self.label_last(format!("expected one of {}", quoted_list(&known)));
        None
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong_type(key, value, "true or false", format!("write `{key} = true`, without quotes"));
        }
        read
    }

    /// A whole number from 1 to `max`.
    pub(super) fn count(&mut self, key: &str, value: &Value<'_>, max: usize) -> Option<usize> {
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong_type(key, value, "a whole number", format!("write `{key} = 2`, without quotes"));
            return None;
        };
        let read = usize::from_str_radix(integer.as_str(), integer.radix()).ok();
        let read = read.filter(|count| (1..=max).contains(count));
        if read.is_none() {
            let message = format!("`{key}` must be from 1 to {max}");
            self.complain(Code::BadValue, value.span(), message, format!("write `{key} = 2`"));
        }
        read
    }

    /// A day: a TOML date or a string `YYYY-MM-DD`.
    pub(super) fn day(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        const EXPECTED: &str = "a date";
        let text = match value.get_ref() {
            DeValue::Datetime(when) if when.time.is_none() && when.offset.is_none() => when.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        if is_day(&text) {
            return Some(text);
        }
        let help = format!("write `{key} = 2026-01-31`");
        match value.get_ref() {
            DeValue::Datetime(_) | DeValue::String(_) => {
                let found = self.raw(value.span()).to_owned();
                self.complain(Code::BadValue, value.span(), format!("`{key}` must be a date, not {found}"), help);
                self.label_last("no day of the calendar, written YYYY-MM-DD");
            }
            _ => self.wrong_type(key, value, EXPECTED, help),
        }
        None
    }
}

/// The keys and values of a table in file order.
pub(super) fn in_file_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t str, Range<usize>, &'t Value<'i>)> {
    let mut pairs: Vec<_> = table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value)).collect();
    pairs.sort_by_key(|(_, span, _)| span.start);
    pairs
}

/// The first and last byte that any part of `value` takes. The span that TOML gives to a table is only its header.
pub(super) fn extent(value: &Value<'_>) -> Range<usize> {
    let mut whole = value.span();
    let mut widen = |inner: Range<usize>| {
        whole.start = whole.start.min(inner.start);
        whole.end = whole.end.max(inner.end);
    };
    match value.get_ref() {
        DeValue::Table(table) => table.iter().for_each(|(_, inner)| widen(extent(inner))),
        DeValue::Array(items) => items.iter().for_each(|inner| widen(extent(inner))),
        _ => {}
    }
    whole
}

/// What a relation may hold: an id, `area/*`, `tag:x`.
pub(super) fn selector(text: &str) -> Option<Selector> {
    if let Some(tag) = text.strip_prefix("tag:") {
        return is_tag(tag).then(|| Selector::Tag(tag.to_lowercase()));
    }
    if let Some(area) = text.strip_suffix("/*") {
        // An area is what may stand before the slash of an id.
        let valid = !area.contains('/') && EntryId::new(&format!("{area}/x")).is_some();
        return valid.then(|| Selector::Area(area.to_owned()));
    }
    EntryId::new(text).map(Selector::Id)
}

/// A tag is one word.
pub(super) fn is_tag(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == ',' || c == '"')
}

/// `YYYY-MM-DD` with a month and a day that exist.
fn is_day(text: &str) -> bool {
    let digits = |range: Range<usize>| {
        text.get(range)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' && (1..=days).contains(&day)
}

/// The type of a value in words.
fn type_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
