//! Other readings of a line: without what may be a wrapper, escapes undone, the texts of a JSON record.
//!
//! The payload of a line keeps everything that may be part of a message. Where the line can be read otherwise too (a quoted
//! line, a JSON record, an error page, mojibake, a timestamp that a platform put in front), [`Reader`]
//! gives that reading: lines, each byte with the place it came from. Signatures see both, so that undoing
//! something never hides what the line itself says.
//!
//! Files by what is undone: [`escapes`], [`html`], [`json`], [`mojibake`]; [`mapped`] is changed text with the way back. Prefixes are the tables of
//! [`wrapper`]. Left to others: which stream a reading belongs to ([`super::demultiplex`]).

pub mod escapes;
pub mod html;
pub mod json;
pub mod mapped;
pub mod mojibake;

use std::ops::Range;

use super::wrapper::{self, codes, quoting};
use mapped::Mapped;

/// How often JSON may stand in strings of JSON: an application's record in a collector's record in docker's.
pub const LEVEL_COUNT_MAX: usize = 3;

/// One line of a reading.
#[derive(Clone, Debug)]
pub struct ReadLine {
    /// Its bytes in [`Reader::text`].
    pub range: Range<usize>,
    /// The stream that its prefixes name; see [`Reader::name`].
    stream: Option<Range<usize>>,
}

/// Reads lines otherwise. Holds the last reading; its memory is used again.
#[derive(Debug, Default)]
pub struct Reader {
    text: Mapped,
    lines: Vec<ReadLine>,
    names: Vec<u8>,
    row: Option<Row>,
    record: Mapped,
    scratch: [Mapped; 2],
}

/// A row of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Blanks stand between what it says and its right border.
    Ends,
    /// What it says reaches to its right border: it may go on in the next row.
    Full,
}

/// True if `line` may have another reading. Decided by the line alone, in linear time, without allocation. `marks`
/// says which bytes that something can be undone at the line may hold.
#[must_use]
pub fn has_other(line: &[u8], marks: Marks) -> bool {
    wrapper::can_peel(line) || has_other_inside(line, marks)
}

/// The same for a line without a [prefix](wrapper::PREFIXES).
#[must_use]
pub fn has_other_inside(line: &[u8], marks: Marks) -> bool {
    json::is_record(line)
        || marks.escaped && (escapes::has_escapes(line) || html::has_html(line))
        || marks.coded && (escapes::has_octal(line) || next_code(line, 0).is_some())
        || is_packaging(line)
        || mojibake::has_mojibake(line)
}

/// Which bytes a line holds that something can be undone at, or that its front may be told by.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    escaped: bool,
    coded: bool,
    /// A bar or a tab.
    pub column: bool,
}

impl Marks {
    /// Any of them.
    pub const ANY: Marks = Marks { escaped: true, coded: true, column: true };
}

/// Finds the marks of each line of a text, which are asked for in order: where there are few, a line costs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkFinder {
    /// The next one at or behind the line last asked for.
    escaped: usize,
    coded: usize,
    column: usize,
}

impl MarkFinder {
    /// The marks in `range` of `text`.
    pub fn marks(&mut self, text: &[u8], range: Range<usize>) -> Marks {
        let rest = &text[range.start..];
        if self.escaped < range.start || range.start == 0 {
            self.escaped = memchr::memchr3(b'\\', b'<', b'&', rest).map_or(text.len(), |at| range.start + at);
        }
        if self.coded < range.start || range.start == 0 {
            self.coded = memchr::memchr2(b'#', b'[', rest).map_or(text.len(), |at| range.start + at);
        }
        if self.column < range.start || range.start == 0 {
            self.column = memchr::memchr2(b'|', b'\t', rest).map_or(text.len(), |at| range.start + at);
        }
        let is_in = |at: usize| at < range.end;
        Marks { escaped: is_in(self.escaped), coded: is_in(self.coded), column: is_in(self.column) }
    }
}

/// True if the text of a first reading can be read once more.
#[must_use]
pub fn has_deeper(line: &[u8]) -> bool {
    json::is_record(line) || escapes::has_escapes(line)
}

/// True for the lines that PowerShell puts around the output of programs: `At line:1 char:1` in any language,
/// `+ ~~~~`, `    + CategoryInfo          : …`, `    + FullyQualifiedErrorId : …`.
fn is_packaging(line: &[u8]) -> bool {
    let is_possible = line.last().is_some_and(u8::is_ascii_digit)
        || matches!(line.first(), Some(b'+' | b' ')) && line.trim_ascii_start().starts_with(b"+ ");
    if !is_possible {
        return false;
    }
    let rest = line.trim_ascii_start();
    if let Some(rest) = rest.strip_prefix(b"+ ") {
        let rest = rest.trim_ascii();
        let is_underline = rest.len() >= 2 && rest.iter().all(|byte| *byte == b'~');
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let is_field = line[0] == b' ' && word >= 8 && rest[word..].trim_ascii_start().starts_with(b": ");
        return is_underline || is_field;
    }
    is_position(rest.trim_ascii_end())
}

/// True for what stands below [a position](is_position): the command, `+ docker compose up *> up.log`.
#[must_use]
pub fn is_echo(above: &[u8], line: &[u8]) -> bool {
    line.starts_with(b"+ ") && is_position(above.trim_ascii())
}

/// `At line:1 char:1`, `In Zeile:1 Zeichen:1`: words, and two numbers behind colons, the second at the end.
fn is_position(line: &[u8]) -> bool {
    /// A script's path may stand in it.
    const LONGEST: usize = 300;
    let number_before = |end: usize| {
        let count = line[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let colon = line[..end - count].trim_ascii_end();
        (count > 0 && colon.ends_with(b":")).then(|| colon.len() - 1)
    };
    if line.len() > LONGEST || !line.last().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let Some(second) = number_before(line.len()) else { return false };
    // The word for "character", and a blank before it (French leaves the word out).
    let between = line[..second].iter().rev().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    let head = line[..second - between].trim_ascii_end();
    head.len() < second - between
        && head.last().is_some_and(u8::is_ascii_digit)
        && number_before(head.len()).is_some_and(|first| first > 0 && !line[..first].contains(&b'"'))
}

/// Bytes of `line` that are neither white space nor spelled control codes nor [prefixes](wrapper::PREFIXES).
#[must_use]
pub fn content_byte_count(line: &[u8]) -> usize {
    let ink = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
    let mut at = 0;
    let mut clean = Vec::new();
    while let Some(code) = next_code(line, at) {
        clean.extend_from_slice(&line[at..code.start]);
        at = code.end;
    }
    clean.extend_from_slice(&line[at..]);
    ink(&clean[wrapper::peel(&clean).map_or(0, |front| front.len)..])
}

/// The indentation of a line that opens or closes a block of Markdown, in bytes: blanks, then ```` ``` ```` or `~~~` and at most one
/// word.
#[must_use]
pub fn fence_indent(line: &[u8]) -> Option<usize> {
    /// Deeper is no list.
    const INDENT_MAX: usize = 12;
    let indent = line.iter().take(INDENT_MAX).take_while(|byte| **byte == b' ').count();
    let rest = &line[indent..];
    let word = rest.strip_prefix(b"```").or_else(|| rest.strip_prefix(b"~~~"))?.trim_ascii_end();
    word.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-+_".contains(byte)).then_some(indent)
}

/// The first control code without its escape byte at or behind `at`.
fn next_code(line: &[u8], at: usize) -> Option<Range<usize>> {
    memchr::memchr_iter(b'[', &line[at..]).find_map(|found| codes::spelled_code(line, at + found, at))
}

impl Reader {
    /// The text of the last reading.
    #[must_use]
    pub fn text(&self) -> &Mapped {
        &self.text
    }

    /// The lines of the last reading.
    #[must_use]
    pub fn lines(&self) -> &[ReadLine] {
        &self.lines
    }

    /// The bytes of the lines of the last reading.
    pub fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.lines.iter().map(|line| &self.text.bytes()[line.range.clone()])
    }

    /// The stream that the prefixes of line `index` of the last reading name.
    #[must_use]
    pub fn name(&self, index: usize) -> Option<&[u8]> {
        self.lines[index].stream.clone().map(|range| &self.names[range])
    }

    /// The JSON record of the last line that was read, without what stands around it; empty if there is none or nothing around
    /// it. It may itself be the error.
    #[must_use]
    pub fn record(&self) -> &Mapped {
        &self.record
    }

    /// The same, to be lent out.
    pub fn record_mut(&mut self) -> &mut Mapped {
        &mut self.record
    }

    /// What row of a box the last line that was read is, if it is one.
    #[must_use]
    pub fn row(&self) -> Option<Row> {
        self.row
    }

    /// Reads a line that is nothing but packaging, which only the line above it tells.
    pub fn read_packaging(&mut self) {
        self.text.clear();
        self.lines.clear();
        self.names.clear();
        self.row = None;
        self.record.clear();
    }

    /// Reads `line` otherwise. True if that differs from the line; it has no lines at all if the line is nothing but
    /// packaging.
    pub fn read(&mut self, line: &Mapped) -> bool {
        self.read_packaging();
        if is_packaging(line.bytes()) {
            return true;
        }
        let [first, second] = &mut self.scratch;
        let first = match has_odd_characters(line.bytes()) {
            true => {
                characters(line, first);
                first
            }
            false => line,
        };
        let front = wrapper::peel(first.bytes()).unwrap_or(wrapper::Stripped::front(0));
        let (head, rest) = first.bytes().split_at(front.len);
        let border = quoting::right_border(rest, head);
        let content = front.len..first.bytes().len() - border;
        self.row = row(&rest[rest.len() - border..]).filter(|_| !content.is_empty());
        let stream = front.stream.map(|name| add_name(&mut self.names, &first.bytes()[name]));
        let is_command = head.ends_with(b"::");
        let is_bare = content.len() == line.bytes().len();
        if !is_bare && json::is_record(&first.bytes()[content.clone()]) {
            self.record.push_part(first, content.clone());
        }
        let is_changed = structure(first, content.clone(), is_command, second, &mut self.text);
        if is_changed {
            self.add_lines(stream);
        } else {
            self.text.push_part(first, content);
            self.lines.push(ReadLine { range: 0..self.text.bytes().len(), stream });
        }
        self.lines.len() != 1 || self.text.bytes() != line.bytes()
    }

    /// The lines of what was undone, each without control codes and wrappers of its own.
    fn add_lines(&mut self, stream: Option<Range<usize>>) {
        let [first, undone] = &mut self.scratch;
        let has_codes = has_codes(undone.bytes());
        let mut start = 0;
        while start < undone.bytes().len() {
            let end = memchr::memchr(b'\n', &undone.bytes()[start..]).map_or(undone.bytes().len(), |at| start + at);
            let (from, line) = match has_codes {
                true => {
                    first.clear();
                    without_codes(undone, start..end, first);
                    (&*first, 0..first.bytes().len())
                }
                false => (&*undone, start..end),
            };
            start = end + 1;
            let bytes = &from.bytes()[line.clone()];
            let front = wrapper::peel(bytes).unwrap_or(wrapper::Stripped::front(0));
            if bytes[front.len..].trim_ascii().is_empty() {
                continue;
            }
            let own = front.stream.map(|name| add_name(&mut self.names, &bytes[name]));
            let at = self.text.bytes().len();
            self.text.push_part(from, line.start + front.len..line.end);
            self.lines.push(ReadLine { range: at..self.text.bytes().len(), stream: own.or_else(|| stream.clone()) });
        }
    }
}

/// The row that ends with this border, and the blanks before it.
fn row(border: &[u8]) -> Option<Row> {
    if border.is_empty() {
        return None;
    }
    let blank = border.iter().take_while(|byte| **byte == b' ').count();
    Some(if blank <= 1 { Row::Full } else { Row::Ends })
}

/// Keeps a name; returns where.
fn add_name(names: &mut Vec<u8>, name: &[u8]) -> Range<usize> {
    let start = names.len();
    names.extend_from_slice(name);
    start..names.len()
}

/// True if control codes may stand in `bytes`, spelled or not.
fn has_codes(bytes: &[u8]) -> bool {
    codes::has_noise(bytes) || next_code(bytes, 0).is_some()
}

/// True if [`characters`] may change something.
fn has_odd_characters(bytes: &[u8]) -> bool {
    has_codes(bytes) || mojibake::has_mojibake(bytes)
}

/// `line` without spelled control codes, mojibake undone, in `out`.
fn characters(line: &Mapped, out: &mut Mapped) {
    out.clear();
    let whole = 0..line.bytes().len();
    if mojibake::has_mojibake(line.bytes()) {
        let mut undone = Mapped::default();
        mojibake::undo(line, whole, &mut undone);
        without_codes(&undone, 0..undone.bytes().len(), out);
    } else {
        without_codes(line, whole, out);
    }
}

/// Adds `range` of `line` to `out` without control codes, spelled ones too.
fn without_codes(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let mut at = range.start;
    let bytes = &line.bytes()[range.clone()];
    if codes::has_noise(bytes) {
        for noise in codes::noise(bytes) {
            without_spelled_codes(line, at..range.start + noise.start, out);
            at = range.start + noise.end;
        }
    }
    without_spelled_codes(line, at..range.end, out);
}

fn without_spelled_codes(line: &Mapped, range: Range<usize>, out: &mut Mapped) {
    let bytes = &line.bytes()[..range.end];
    let mut at = range.start;
    while let Some(code) = next_code(bytes, at) {
        out.push_part(line, at..code.start);
        at = code.end;
    }
    out.push_part(line, at..range.end);
}

/// Undoes what `range` of `line` is built as; false if there is nothing to undo. The result is in `out`.
fn structure(line: &Mapped, range: Range<usize>, is_command: bool, out: &mut Mapped, scratch: &mut Mapped) -> bool {
    out.clear();
    let bytes = &line.bytes()[range.clone()];
    if json::is_record(bytes) && json::fields(line, range.start, out) > 0 {
        return true;
    }
    type Pass = fn(&Mapped, Range<usize>, &mut Mapped);
    let passes: [(bool, Pass); 4] = [
        (escapes::has_escapes(bytes), escapes::undo),
        (escapes::has_octal(bytes), escapes::undo_octal),
        (html::has_html(bytes), html::undo),
        (is_command && bytes.contains(&b'%'), escapes::undo_percent),
    ];
    let mut is_changed = false;
    out.push_part(line, range);
    for (_, pass) in passes.iter().filter(|(applies, _)| *applies) {
        scratch.clear();
        pass(out, 0..out.bytes().len(), scratch);
        std::mem::swap(out, scratch);
        is_changed = true;
    }
    scratch.clear();
    is_changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<Vec<(Option<String>, String)>> {
        let mut mapped = Mapped::default();
        mapped.push_plain(line.as_bytes(), 0);
        let mut reader = Reader::default();
        reader.read(&mapped).then(|| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let line = |index: usize| {
                let range = reader.lines()[index].range.clone();
                (reader.name(index).map(text), text(&reader.text().bytes()[range]))
            };
            (0..reader.lines().len()).map(line).collect()
        })
    }

    #[test]
    fn lines_that_can_be_read_otherwise_are() {
        for (line, expected) in [
            ("> [31merror[0m: x", &["error: x"][..]),
            (r#"{"log":"\u001b[31m{\"msg\":\"a\"}\u001b[0m\n","stream":"stderr"}"#, &[r#"{"msg":"a"}"#]),
            (r#"fatal: [web1]: FAILED! => {"msg": "a\nb"}"#, &["a", "b"]),
            ("│ canâ€™t open     │", &["can\u{2019}t open"]),
            ("::error file=a.py::a%0Ab", &["a", "b"]),
            ("<h1>502</h1><p>Bad &amp; worse</p>", &["502", "Bad & worse"]),
            ("Nov 21 10:00:00 host app[1]: a#012b", &["a", "b"]),
            ("At line:1 char:1", &[]),
        ] {
            assert!(has_other(line.as_bytes(), Marks::ANY), "{line}");
            let found: Vec<String> = read(line).expect(line).into_iter().map(|(_, text)| text).collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn plain_lines_have_one_reading() {
        for line in ["", "error: x", "2026-11-21 10:00:00 INFO started", r"C:\Users\x", "at f (a.js:1:2)"] {
            assert!(!has_other(line.as_bytes(), Marks::ANY), "{line}");
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn packaging_is_recognized_in_any_language() {
        for line in [
            "At line:1 char:1",
            "In Zeile:1 Zeichen:1",
            "Au caractère Ligne:1 : 1",
            "En línea: 1 Carácter: 1",
            "строка:1 знак:1",
            "所在位置 行:1 字符: 1",
            r"At C:\dir\x.ps1:12 char:5",
            "+ ~~~~~~~~",
            "    + CategoryInfo          : NotSpecified: (Traceback:String) [], RemoteException",
            "    + FullyQualifiedErrorId : NativeCommandError",
        ] {
            assert!(is_packaging(line.as_bytes()), "{line}");
        }
        for line in
            ["listen 10.0.0.1:80", "a:1 b:2", "at a.js:1:2", "+ x = 1", "+ pip install", "10:00:00", "x: 1", ": 1 : 1"]
        {
            assert_eq!(is_packaging(line.as_bytes()), line == "a:1 b:2", "{line}");
        }
    }
}
