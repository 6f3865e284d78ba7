//! What on a line is not payload: tables of wrappers, outermost first, and the stream they name.
//!
//! Each row looks at the bytes of one line (control codes already gone) and says how many of them to take off its
//! front. Rows are tried again from the top until none applies, so wrappers may nest. Everything here is decided by
//! the line alone: no cut of a log changes it. Nothing allocates.
//!
//! There are two tables. What a row of [`WRAPPERS`] takes off is written by machines only and never part of a
//! message: it is gone from the payload. What a row of [`PREFIXES`] takes off may as well be the message
//! (`> `, `[ERROR] `, a timestamp): the payload keeps it, and the line without it is a second
//! [reading](super::reading). So unwrapping loses no match that the line itself has.
//!
//! **First bytes and signs.** A row names the bytes that its wrappers can begin with, and the [`Signs`] of which a line with such
//! a wrapper has one; it is not asked about other lines. A line can have a wrapper only if [`may_begin_wrapper`] says so of its
//! first byte; control codes have [`codes::has_noise`].
//!
//! Files by family: [`shape`] (what rows are made of), [`codes`] (terminal control codes), [`containers`], [`ci`],
//! [`system`] (syslog, journald, process ids), [`tasks`] (builds, tests, task runners), [`quoting`] (quotes, prompts, boxes).

pub mod ci;
pub mod codes;
pub mod containers;
pub mod quoting;
pub mod shape;
pub mod system;
pub mod tasks;

use std::ops::Range;

pub use codes::{has_noise, noise, without_noise};
pub use containers::service_of;

use shape::Signs;

/// What one wrapper takes off the front of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripped {
    /// Bytes taken off; at least 1.
    pub len: usize,
    /// The part of those bytes that names the stream.
    pub stream: Option<Range<usize>>,
    /// Whether a runtime cut the line there: CRI's `stdout P ` (descriptor 1) and `stderr P ` (2).
    pub partial: Partial,
}

/// Whether a container runtime cut a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Partial {
    /// Nothing says so.
    #[default]
    No,
    /// The line goes on in the next one of this descriptor.
    GoesOn(u8),
    /// The last or only piece of a line of this descriptor.
    Ends(u8),
}

impl Stripped {
    /// Takes off `len` bytes that name no stream.
    #[must_use]
    pub const fn front(len: usize) -> Self {
        Stripped { len, stream: None, partial: Partial::No }
    }

    /// Takes off `len` bytes, of which `stream` is the stream's name.
    #[must_use]
    pub const fn named(len: usize, stream: Range<usize>) -> Self {
        Stripped { len, stream: Some(stream), partial: Partial::No }
    }
}

/// A row of a table.
pub struct Wrapper {
    /// What writes it.
    pub name: &'static str,
    /// The bytes that it can begin with.
    pub first: &'static [u8],
    /// Every line that has it has one of these.
    pub signs: Signs,
    /// Takes it off a line that has it.
    pub strip: fn(&[u8]) -> Option<Stripped>,
}

const fn row(name: &'static str, first: &'static [u8], signs: Signs, strip: fn(&[u8]) -> Option<Stripped>) -> Wrapper {
    Wrapper { name, first, signs, strip }
}

const DIGITS: &[u8] = b"0123456789";
const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const WORDS: &[u8] = b"@./~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What is never part of a message, outermost first.
pub const WRAPPERS: &[Wrapper] = &[
    row("byte order mark", b"\xEF", Signs::ANY, quoting::byte_order_mark),
    row("Kubernetes CRI", DIGITS, Signs::ISO_TIME, containers::cri),
    row("GitHub Actions timestamp", DIGITS, Signs::ISO_TIME, ci::actions_timestamp),
    row("gh run view --log", ALPHANUMERIC, Signs::COLUMN, ci::gh_run_view),
    row("GitLab CI", DIGITS, Signs::ISO_TIME, ci::gitlab),
    row("kubectl logs --prefix", b"[", Signs::ANY, containers::kubectl_prefix),
    row("pm2", DIGITS, Signs::COLUMN, containers::pm2),
    row("foreman", DIGITS, Signs::COLUMN, containers::foreman),
    row("docker compose", ALPHANUMERIC, Signs::COLUMN, containers::compose_prefix),
    row("BuildKit step", b"#", Signs::ANY, tasks::buildkit_step),
    row("pytest error column", b"E", Signs::ANY, tasks::pytest_column),
];

/// What may be part of a message, outermost first.
pub const PREFIXES: &[Wrapper] = &[
    row("docker logs --timestamps", DIGITS, Signs::ISO_TIME, containers::docker_timestamp),
    row("stern", b"abcdefghijklmnopqrstuvwxyz", Signs::POD, containers::stern),
    row("hosted log: time, source", DIGITS, Signs::ISO_TIME, ci::hosted),
    row("time of day", DIGITS, Signs::CLOCK, ci::time_of_day),
    row("syslog", b"[<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", Signs::SYSLOG, system::syslog),
    row("bracketed timestamp", b"[", Signs::ANY, ci::bracketed_time),
    row("Render", UPPER, Signs::MONTH, ci::render),
    row("CI annotation", b"#:", Signs::ANY, ci::annotation),
    row("record head with a process id", DIGITS, Signs::DATE, system::pid_record),
    row("process id in parentheses", b"(", Signs::ANY, system::parenthesized_pid),
    row("journal field", b" M", Signs::ANY, system::journal_message),
    row("name[pid]:", ALPHANUMERIC, Signs::BRACKET, system::tag_with_pid),
    row("BuildKit step line", b"#", Signs::ANY, tasks::buildkit_line),
    row("BuildKit seconds", DIGITS, Signs::DOT, tasks::buildkit_seconds),
    row("Ansible result", b"f", Signs::COLON, tasks::ansible),
    row("Go test", b" \t", Signs::ANY, tasks::go_test),
    row("package:task:", WORDS, Signs::TASK, tasks::package_task),
    row("PowerShell command", WORDS, Signs::SPACED_COLON, tasks::powershell_command),
    row("bracketed name", b"[", Signs::ANY, tasks::bracketed_name),
    row("prompt", PROMPT_FIRSTS, Signs::PROMPT, quoting::prompt),
    row("quote", b">#*+-|/ ", Signs::ANY, quoting::quote),
    row("box border", b"\xE2", Signs::ANY, quoting::box_border),
];

const PROMPT_FIRSTS: &[u8] = b"$>%.@/~([0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\xE2";

/// Per first byte the rows that may apply, as bits.
type Gate = [u32; 256];

const WRAPPER_GATE: Gate = gate(WRAPPERS);
const PREFIX_GATE: Gate = gate(PREFIXES);

const fn gate(rows: &[Wrapper]) -> Gate {
    assert!(rows.len() <= 32, "invariant: a row is a bit");
    let mut gate = [0; 256];
    let mut row = 0;
    while row < rows.len() {
        let mut at = 0;
        while at < rows[row].first.len() {
            gate[rows[row].first[at] as usize] |= 1 << row;
            at += 1;
        }
        row += 1;
    }
    gate
}

/// True if a line that begins with `first` may have a wrapper; no other line has one.
#[must_use]
pub const fn may_begin_wrapper(first: u8) -> bool {
    WRAPPER_GATE[first as usize] != 0
}

/// True if a line that begins as `line` does may have a wrapper or a prefix: JSON has none, and its first word may be all of it.
fn may_begin_any(line: &[u8]) -> bool {
    line.first().is_some_and(|first| WRAPPER_GATE[usize::from(*first)] | PREFIX_GATE[usize::from(*first)] != 0)
}

/// How often wrappers may nest; more is not a wrapped log but an attack.
const NESTING_MAX: usize = 8;

/// What a line begins with.
#[derive(Clone, Debug)]
pub struct Front {
    /// Its wrappers: the bytes to take off, and where in the line the stream's name stands.
    pub stripped: Stripped,
    /// What is left has one of these, if there is no wrapper left.
    signs: Option<Signs>,
}

/// What `line` begins with. `may_have_column` is false for a line without a bar and without a tab.
#[must_use]
pub fn front(line: &[u8], may_have_column: bool) -> Front {
    let mut left = None;
    let stripped = nested(line, |rest| {
        if !may_begin_any(rest) {
            left = Some(Signs::ANY);
            return None;
        }
        let signs = if may_have_column { Signs::of(rest) } else { Signs::with_column(rest, false) };
        let found = first_of(WRAPPERS, &WRAPPER_GATE, rest, signs);
        left = found.is_none().then_some(signs);
        found.map(|found| (found, true))
    });
    Front { stripped, signs: left }
}

impl Front {
    /// True if there is something to [`peel`] off what is left of the line.
    #[must_use]
    pub fn can_peel(&self, left: &[u8]) -> bool {
        match self.signs {
            Some(signs) => first_of(PREFIXES, &PREFIX_GATE, left, signs).is_some(),
            None => can_peel(left),
        }
    }
}

/// The same with what may be part of the message taken off too; `None` if there is nothing to take off.
#[must_use]
pub fn peel(line: &[u8]) -> Option<Stripped> {
    let peeled = nested(line, |rest| {
        if !may_begin_any(rest) {
            return None;
        }
        let signs = Signs::of(rest);
        match first_of(WRAPPERS, &WRAPPER_GATE, rest, signs) {
            Some(found) => Some((found, true)),
            None => first_of(PREFIXES, &PREFIX_GATE, rest, signs).map(|found| (found, false)),
        }
    });
    (peeled.len > 0).then_some(peeled)
}

/// True if there is something to [`peel`].
#[must_use]
pub fn can_peel(line: &[u8]) -> bool {
    if !may_begin_any(line) {
        return false;
    }
    let signs = Signs::of(line);
    first_of(WRAPPERS, &WRAPPER_GATE, line, signs).or_else(|| first_of(PREFIXES, &PREFIX_GATE, line, signs)).is_some()
}

/// What `one` takes off again and again. It says whether that was certainly a wrapper: a process id does not name the stream
/// of a line that a service is named for, since the lines below it may have none.
fn nested(line: &[u8], mut one: impl FnMut(&[u8]) -> Option<(Stripped, bool)>) -> Stripped {
    let mut all = Stripped::front(0);
    let mut is_settled = false;
    for _ in 0..NESTING_MAX {
        let Some((found, is_certain)) = one(&line[all.len..]) else { break };
        if let Some(name) = found.stream.filter(|_| is_certain || !is_settled) {
            all.stream = Some(name.start + all.len..name.end + all.len);
            is_settled |= is_certain;
        }
        if found.partial != Partial::No {
            all.partial = found.partial;
        }
        all.len += found.len;
    }
    all
}

fn first_of(rows: &[Wrapper], gate: &Gate, line: &[u8], signs: Signs) -> Option<Stripped> {
    let mut left = gate[usize::from(*line.first()?)];
    while left != 0 {
        let row = &rows[left.trailing_zeros() as usize];
        if signs.has_one_of(row.signs) {
            let found = (row.strip)(line);
            if found.is_some() {
                return found;
            }
        }
        left &= left - 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(line: &[u8]) -> Stripped {
        front(line, true).stripped
    }

    /// (line, stream, payload)
    const CASES: &[(&str, Option<&str>, &str)] = &[
        ("plain text", None, "plain text"),
        ("2026-11-21T03:00:00.1234567Z api-1  | x", Some("api-1"), "x"),
        ("build\tRun tests\t\u{feff}2026-11-21T03:00:00.1234567Z E   x", Some("build"), "x"),
        ("2026-11-21T03:00:00.123456789Z stderr F #12 3.456 E   x", Some("12"), "x"),
        ("", None, ""),
    ];

    #[test]
    fn wrappers_nest_and_name_the_stream() {
        for (line, stream, payload) in CASES {
            let stripped = strip(line.as_bytes());
            let name = stripped.stream.map(|range| &line[range]);
            assert_eq!((name, &line[stripped.len..]), (*stream, *payload), "{line}");
        }
    }

    #[test]
    fn a_line_has_a_wrapper_only_where_its_first_byte_says_so() {
        assert!(!may_begin_wrapper(b'{') && !may_begin_wrapper(b' ') && !may_begin_wrapper(b'('));
        assert!(may_begin_wrapper(b'2') && may_begin_wrapper(b'#') && may_begin_wrapper(b'a'));
    }

    proptest::proptest! {
        #[test]
        fn every_line_that_a_row_applies_to_has_its_signs(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..6),
        ) {
            let line = pieces.concat();
            let line = line.as_bytes();
            for row in WRAPPERS.iter().chain(PREFIXES) {
                let applies = row.first.contains(&line[0]) && (row.strip)(line).is_some();
                proptest::prop_assert!(!applies || Signs::of(line).has_one_of(row.signs), "{}", row.name);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn a_front_says_of_what_is_left_what_can_be_said_of_it_alone(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..8),
        ) {
            let line = pieces.concat();
            let line = line.as_bytes();
            let has_column = line.iter().any(|byte| matches!(byte, b'|' | b'\t'));
            let front = front(line, has_column);
            proptest::prop_assert_eq!(&front.stripped, &strip(line));
            let left = &line[front.stripped.len..];
            proptest::prop_assert_eq!(front.can_peel(left), can_peel(left));
        }
    }

    /// What prefixes are made of.
    const PIECES: &[&str] = &[
        "2026-11-21",
        "T",
        " ",
        "  ",
        "10:00:00",
        ".123456789",
        ".1234567",
        "Z",
        "+01:00",
        "Nov 21 ",
        "Sat ",
        "UTC ",
        "host ",
        "app[12]",
        ":",
        ": ",
        " : ",
        "|",
        " | ",
        "api-1",
        "web.1",
        "0",
        "12",
        "\t",
        "a",
        "PS ",
        "C:\\",
        "user@host:~",
        "$ ",
        "> ",
        "#12 ",
        "3.4 ",
        "E   ",
        "[",
        "] ",
        "(pid=7) ",
        "x/y",
        "@a/b",
        "fatal: [",
        " => {",
        "<34>1 ",
        "stdout F ",
        "00O ",
        "5d9c7b6f4-x2x9z",
        "-",
        "AM",
        "1763712000.123456",
        "_test.go:1: ",
        "MESSAGE=",
        "::error ",
        "\u{2502} ",
        "\u{276f} ",
    ];

    #[test]
    fn no_row_takes_off_nothing_or_more_than_there_is() {
        let pieces =
            ["> ", "# ", "[a] ", "12:00:00 ", "2026-11-21T03:00:00.123456789Z ", "x: ", "x[1]: ", "E   ", "\u{2502} "];
        for a in pieces {
            for b in pieces {
                for cut in 0..=a.len() + b.len() {
                    let line = format!("{a}{b}");
                    let line = &line.as_bytes()[..cut];
                    for row in WRAPPERS.iter().chain(PREFIXES) {
                        let Some(stripped) = (row.strip)(line) else { continue };
                        assert!((1..=line.len()).contains(&stripped.len), "{}: {line:?}", row.name);
                        assert!(row.first.contains(&line[0]), "{}: {line:?}", row.name);
                        assert!(Signs::of(line).has_one_of(row.signs), "{}: {line:?}", row.name);
                        assert!(stripped.stream.is_none_or(|name| name.end <= line.len()), "{}", row.name);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod cases {
    use super::{PREFIXES, Signs, WRAPPERS};

    /// What a row makes of a line: (row, line, stream, what is left); a row that leaves a line alone has the line left.
    pub(crate) type Case = (&'static str, &'static str, Option<&'static str>, &'static str);

    /// Runs each case against its row alone.
    pub(crate) fn check(cases: &[Case]) {
        for (name, line, stream, left) in cases {
            let row = WRAPPERS.iter().chain(PREFIXES).find(|row| row.name == *name).expect("a row of that name");
            let stripped = line
                .as_bytes()
                .first()
                .filter(|first| row.first.contains(first) && Signs::of(line.as_bytes()).has_one_of(row.signs))
                .and_then(|_| (row.strip)(line.as_bytes()));
            let found = stripped.map_or((None, *line), |one| (one.stream.map(|range| &line[range]), &line[one.len..]));
            assert_eq!(found, (*stream, *left), "{name}: {line}");
        }
    }
}
