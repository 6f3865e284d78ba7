//! The time that a line was written: stamps of the usual forms, read with integers only.
//!
//! Two stamps can be compared if they are of one [`Clock`]: a moment of which the zone is known says nothing about one of
//! which it is not. Clocks that go round (a time of day, a date without a year) are compared the short way
//! round, so that midnight and New Year lie between neighbors. What cannot be a time (`25:00:00`, `31 Feb`) or could be two
//! (`03/04/2026`) is none.
//!
//! [`Log::stamp`] gives the time of a line: of what a wrapper took off its front, of its own head, of a field in it, or of the
//! first line of its event. It depends on the lines nearby only, so no cut of a log changes it. There is no
//! clock and no locale here: a stamp is compared with other stamps, never with now.

mod reader;

use self::reader::{Reader, day_of_leap_year};
use super::{Log, Stream, wrapper};
use crate::limits::EVENT_BYTES_MAX;

/// What a stamp counts from. Only stamps of one clock can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// A moment: date, time and zone, or seconds since 1970.
    Moment,
    /// Date and time in a zone that is not said.
    Local,
    /// Month, day and time: syslog.
    Yearless,
    /// Hours, minutes and seconds.
    TimeOfDay,
    /// Seconds since something began: a build, a kernel.
    Elapsed,
}

/// A time that a line states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// What it counts from.
    pub clock: Clock,
    /// Microseconds; of a yearless stamp in a leap year.
    micros: i64,
}

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// The first moment of 29 February and of 1 March in a leap year.
const LEAP_DAY: std::ops::Range<i64> = 59 * DAY..60 * DAY;

impl Stamp {
    /// Microseconds from `other` to this one, negative if this one is earlier; `None` if they cannot be compared.
    #[must_use]
    pub fn since(self, other: Stamp) -> Option<i64> {
        if self.clock != other.clock {
            return None;
        }
        Some(match self.clock {
            Clock::Moment | Clock::Local | Clock::Elapsed => self.micros - other.micros,
            Clock::TimeOfDay => around(self.micros - other.micros, DAY),
            Clock::Yearless if LEAP_DAY.contains(&self.micros) || LEAP_DAY.contains(&other.micros) => {
                around(self.micros - other.micros, 366 * DAY)
            }
            Clock::Yearless => {
                let in_common_year = |micros: i64| if micros >= LEAP_DAY.end { micros - DAY } else { micros };
                around(in_common_year(self.micros) - in_common_year(other.micros), 365 * DAY)
            }
        })
    }
}

/// The short way round.
fn around(distance: i64, whole: i64) -> i64 {
    let forward = distance.rem_euclid(whole);
    if forward > whole / 2 { forward - whole } else { forward }
}

impl Log<'_> {
    /// The time of line `index` of `stream`: its own, or that of the first line of its event or chain of events.
    #[must_use]
    pub fn stamp(&self, stream: &Stream, index: usize) -> Option<Stamp> {
        /// Exceptions in one chain that are gone back through.
        const LINKS_MAX: usize = 16;
        self.own_stamp(stream, index).or_else(|| {
            let mut event = stream.event_of_line(index);
            let nearest = stream.raw_start(index).saturating_sub(4 * EVENT_BYTES_MAX);
            for _ in 0..LINKS_MAX {
                // Farther back a window may not reach.
                let first = stream.events().get(event).filter(|it| stream.raw_start(it.lines.start) >= nearest)?;
                if let Some(stamp) = self.own_stamp(stream, first.lines.start) {
                    return Some(stamp);
                }
                first.link?;
                event = event.checked_sub(1)?;
            }
            None
        })
    }

    /// The time that the line itself states.
    #[must_use]
    pub fn own_stamp(&self, stream: &Stream, index: usize) -> Option<Stamp> {
        let payload_line = stream.lines().get(index)?;
        let line = self.lines.get(payload_line.line)?;
        let raw = self.text.get(line.start..line.end)?;
        let payload = stream.line_payload(index);
        let prefix_end = stream.text_offset(payload_line.start).clamp(line.start, line.end) - line.start;
        in_prefix(&raw[..prefix_end])
            .or_else(|| at_head(payload))
            .or_else(|| in_fields(raw))
            .or_else(|| in_fields(payload))
    }
}

/// Bytes of a line in which a stamp is looked for: it stands at the front.
const HEAD_BYTES_MAX: usize = 512;

/// The first stamp in what wrappers took off.
fn in_prefix(prefix: &[u8]) -> Option<Stamp> {
    if prefix.is_empty() {
        return None;
    }
    let clean = wrapper::without_noise(&prefix[..prefix.len().min(HEAD_BYTES_MAX)]);
    let begins = |at: &usize| *at == 0 || matches!(clean[*at - 1], b' ' | b'\t' | b'[' | b'(' | b'"' | b'>');
    (0..clean.len()).filter(begins).find_map(|at| time_at(&clean[at..])).or_else(|| build_step(&clean))
}

/// `#12 3.456 `: seconds since the step began.
fn build_step(prefix: &[u8]) -> Option<Stamp> {
    let rest = prefix.strip_prefix(b"#")?;
    let blank = rest.iter().position(|byte| *byte == b' ')?;
    let mut reader = Reader { bytes: &rest[blank + 1..], at: 0 };
    let seconds = reader.number(1, 7)?;
    reader.byte(b'.')?;
    let micros = reader.fraction()?;
    Some(Stamp { clock: Clock::Elapsed, micros: seconds * SECOND + micros })
}

/// The stamp at the head of a payload, behind brackets, a level, or what some servers set before it.
fn at_head(payload: &[u8]) -> Option<Stamp> {
    let head = &payload[..payload.len().min(HEAD_BYTES_MAX)];
    let mut rest = head.trim_ascii_start();
    /// A level, a process and a thread may stand before the time.
    const WORDS_MAX: usize = 3;
    for _ in 0..=WORDS_MAX {
        if let Some(stamp) = time_at(rest.strip_prefix(b"[").or_else(|| rest.strip_prefix(b"(")).unwrap_or(rest)) {
            return Some(stamp);
        }
        if let Some(stamp) = kernel(rest).or_else(|| klog(rest)) {
            return Some(stamp);
        }
        let Some(next) = behind_lead(rest) else { break };
        rest = next.trim_ascii_start();
    }
    access_log(head)
}

/// What stands behind a level, a syslog priority or redis' `1:M`; these may stand before the time.
fn behind_lead(rest: &[u8]) -> Option<&[u8]> {
    const LEVELS: &[&[u8]] = &[
        b"trace",
        b"debug",
        b"info",
        b"notice",
        b"warn",
        b"warning",
        b"error",
        b"err",
        b"critical",
        b"crit",
        b"fatal",
        b"severe",
    ];
    if let Some(priority) = rest.strip_prefix(b"<") {
        let digits = priority.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let behind = (1..=3).contains(&digits).then(|| &priority[digits..])?.strip_prefix(b">")?;
        return Some(behind.strip_prefix(b"1 ").unwrap_or(behind));
    }
    let word_end = rest.iter().position(u8::is_ascii_whitespace)?;
    let (word, behind) = rest.split_at(word_end);
    let is_role = word.len() >= 3 && word[word.len() - 2] == b':' && word[word.len() - 1].is_ascii_uppercase();
    if is_role && word[..word.len() - 2].iter().all(u8::is_ascii_digit) {
        return Some(behind);
    }
    let trim = |byte: &u8| matches!(byte, b'[' | b']' | b':' | b'(' | b')');
    let start = word.iter().position(|byte| !trim(byte))?;
    let end = word.iter().rposition(|byte| !trim(byte))? + 1;
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(&word[start..end])).then_some(behind)
}

/// `1.2.3.4 - - [21/Nov/2026:10:00:00 +0000]`
fn access_log(head: &[u8]) -> Option<Stamp> {
    let bracket = memchr::memchr(b'[', head)?;
    let mut reader = Reader { bytes: &head[bracket + 1..], at: 0 };
    slashed_month(&mut reader)
}

/// `[    1.234567]`: the kernel's, since it began.
fn kernel(rest: &[u8]) -> Option<Stamp> {
    let inside = rest.strip_prefix(b"[")?.trim_ascii_start();
    let mut reader = Reader { bytes: inside, at: 0 };
    let seconds = reader.number(1, 9)?;
    reader.byte(b'.')?;
    let digits = reader.digits();
    let micros = reader.fraction()?;
    (digits == 6 && reader.peek() == Some(b']'))
        .then_some(Stamp { clock: Clock::Elapsed, micros: seconds * SECOND + micros })
}

/// `E1121 10:00:00.123456 `: a level, the month and the day.
fn klog(rest: &[u8]) -> Option<Stamp> {
    rest.first().filter(|level| b"IWEFD".contains(level))?;
    let mut reader = Reader { bytes: rest, at: 1 };
    let month = reader.number(2, 2)?;
    let day = reader.number(2, 2)?;
    reader.byte(b' ')?;
    let time = reader.time_of_day()?;
    Some(Stamp { clock: Clock::Yearless, micros: day_of_leap_year(month, day)? * DAY + time })
}

/// The time in a field of a JSON or logfmt record.
fn in_fields(line: &[u8]) -> Option<Stamp> {
    const KEYS: &[&str] = &["ts", "time", "timestamp", "@timestamp", "datetime", "asctime", "$date", "t"];
    /// A record's own fields stand at its front or, where docker wrote it, at its end.
    const FIELDS_BYTES_MAX: usize = 64 * 1024;
    let line = line[..line.len().min(FIELDS_BYTES_MAX)].trim_ascii_start();
    if line.first() == Some(&b'{') {
        return KEYS.iter().find_map(|key| json_field(line, key));
    }
    let name =
        line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'@')).count();
    if name == 0 || line.get(name) != Some(&b'=') {
        return None;
    }
    KEYS.iter().find_map(|key| logfmt_field(line, key))
}

fn json_field(line: &[u8], key: &str) -> Option<Stamp> {
    let quoted = format!("\"{key}\"");
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&line[from..], quoted.as_bytes()) {
        from += found + quoted.len();
        if let Some(value) = line[from..].trim_ascii_start().strip_prefix(b":") {
            return field_value(value.trim_ascii_start());
        }
    }
    None
}

fn logfmt_field(line: &[u8], key: &str) -> Option<Stamp> {
    let sign = format!("{key}=");
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&line[from..], sign.as_bytes()) {
        let at = from + found;
        from = at + sign.len();
        if at == 0 || line[at - 1] == b' ' {
            return field_value(&line[from..]);
        }
    }
    None
}

fn field_value(value: &[u8]) -> Option<Stamp> {
    let value = value.strip_prefix(b"\"").unwrap_or(value);
    epoch(value).or_else(|| time_at(value))
}

/// Seconds (10 digits, with a fraction or without), milli-, micro- or nanoseconds (13, 16, 19) since 1970.
fn epoch(value: &[u8]) -> Option<Stamp> {
    /// 2001 and 2100: numbers outside are no times of logs.
    const SECONDS: std::ops::Range<i64> = 1_000_000_000..4_102_444_800;
    let mut reader = Reader { bytes: value, at: 0 };
    let digits = reader.digits();
    let number = reader.number(digits, digits)?;
    let micros = match digits {
        10 => number * SECOND + if reader.byte(b'.').is_some() { reader.fraction()? } else { 0 },
        13 => number.checked_mul(1_000)?,
        16 => number,
        19 => number / 1_000,
        _ => return None,
    };
    let ends = reader.peek().is_none_or(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b':' | b'-' | b'/'));
    (ends && SECONDS.contains(&(micros / SECOND))).then_some(Stamp { clock: Clock::Moment, micros })
}

/// The time that `bytes` begin with.
fn time_at(bytes: &[u8]) -> Option<Stamp> {
    const FORMS: &[fn(&mut Reader<'_>) -> Option<Stamp>] =
        &[year_first, slashed_month, month_first, day_first, time_only];
    // Most words are no time: look at the first byte before trying every form.
    let first = *bytes.first()?;
    if !first.is_ascii_digit() && !first.is_ascii_uppercase() {
        return None;
    }
    FORMS.iter().find_map(|form| form(&mut Reader { bytes, at: 0 }))
}

/// `2026-11-21T10:00:00.123Z`, `2026-11-21 10:00:00,123`, `2026/11/21 10:00:00`
fn year_first(reader: &mut Reader<'_>) -> Option<Stamp> {
    let year = reader.number(4, 4)?;
    let separator = reader.one_of(b"-/.")?;
    let month = reader.number(2, 2)?;
    reader.byte(separator)?;
    let day = reader.number(2, 2)?;
    reader.one_of(b"Tt _")?;
    let time = reader.time_of_day()?;
    reader.moment(year, month, day, time)
}

/// `21/Nov/2026:10:00:00 +0000`
fn slashed_month(reader: &mut Reader<'_>) -> Option<Stamp> {
    let day = reader.number(2, 2)?;
    reader.byte(b'/')?;
    let month = reader.month()?;
    reader.byte(b'/')?;
    let year = reader.number(4, 4)?;
    reader.one_of(b": ")?;
    let time = reader.time_of_day()?;
    reader.moment(year, month, day, time)
}

/// `Nov 21 10:00:00`, `Nov 21 2026 10:00:00`, `Sat Nov 21 10:00:00 2026`
fn month_first(reader: &mut Reader<'_>) -> Option<Stamp> {
    reader.weekday();
    let month = reader.month()?;
    reader.byte(b' ')?;
    let _padding = reader.byte(b' ');
    let day = reader.number(1, 2)?;
    reader.byte(b' ')?;
    let year_before = reader.year_and_blank();
    let time = reader.time_of_day()?;
    let year = year_before.or_else(|| reader.year_behind());
    match year {
        Some(year) => reader.moment(year, month, day, time),
        None => Some(Stamp { clock: Clock::Yearless, micros: day_of_leap_year(month, day)? * DAY + time }),
    }
}

/// `21 Nov 2026 10:00:00.123`, `Sat, 21 Nov 2026 10:00:00 GMT`
fn day_first(reader: &mut Reader<'_>) -> Option<Stamp> {
    reader.weekday();
    let day = reader.number(1, 2)?;
    let separator = reader.one_of(b" -")?;
    let month = reader.month()?;
    reader.byte(separator)?;
    let year = reader.number(4, 4)?;
    reader.byte(b' ')?;
    let time = reader.time_of_day()?;
    reader.moment(year, month, day, time)
}

/// `10:00:00.123`
fn time_only(reader: &mut Reader<'_>) -> Option<Stamp> {
    let micros = reader.time_of_day()?;
    // Part of something longer: a MAC address, a clock with frames, a 12-hour clock.
    let next = &reader.bytes[reader.at..];
    let is_half = next.len() >= 3 && next[0] == b' ' && matches!(next[1], b'A' | b'P') && next[2] == b'M';
    (!is_half).then_some(Stamp { clock: Clock::TimeOfDay, micros })
}

#[cfg(test)]
mod tests {
    use super::reader::{YEARS, days_since_1970};
    use super::*;

    /// The stamp of the last line of a log.
    fn stamp_of(log: &str) -> Option<Stamp> {
        let log = Log::read(log.as_bytes());
        let stream = log.streams().iter().find(|stream| !stream.lines().is_empty())?;
        log.stamp(stream, stream.lines().len() - 1)
    }

    /// The moment that `2026-11-21T10:00:00.123Z` is.
    const TEN: i64 = 1_795_255_200 * SECOND;

    #[test]
    fn the_usual_forms_are_read() {
        use Clock::{Elapsed, Local, Moment, TimeOfDay, Yearless};
        let day = 325 * DAY;
        let ten = 10 * 3_600 * SECOND;
        for (line, clock, micros) in [
            ("2026-11-21T10:00:00Z x", Moment, TEN),
            ("2026-11-21T10:00:00.123456789Z x", Moment, TEN + 123_456),
            ("2026-11-21T11:30:00.5+01:30 x", Moment, TEN + 500_000),
            ("2026-11-21 05:00:00,123 -0500 x", Moment, TEN + 123_000),
            ("2026-11-21 10:00:00.123 UTC [12] FATAL:  x", Moment, TEN + 123_000),
            ("2026-11-21 11:00:00+01 x", Moment, TEN),
            ("[2026-11-21 10:00:00 +0000] [7] [INFO] x", Moment, TEN),
            ("[2026-11-21 10:00:00,007: ERROR/Main] x", Local, TEN + 7_000),
            ("2026-11-21 10:00:00,123 - app - ERROR - x", Local, TEN + 123_000),
            ("2026/11/21 10:00:00 [error] 7#7: x", Local, TEN),
            ("2026/11/21 10:00:00 main.go:7: x", Local, TEN),
            ("ERROR 2026-11-21 10:00:00,001 app x", Local, TEN + 1_000),
            ("[ERROR] 2026-11-21 10:00:00 x", Local, TEN),
            ("10.0.0.1 - - [21/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 500 0", Moment, TEN),
            ("1:M 21 Nov 2026 10:00:00.123 * Ready", Local, TEN + 123_000),
            ("Sat, 21 Nov 2026 10:00:00 GMT x", Moment, TEN),
            ("[Sat Nov 21 10:00:00.123456 2026] [core:error] x", Local, TEN + 123_456),
            ("Nov 21 10:00:00 host app[7]: x", Yearless, day + ten),
            ("Nov  1 10:00:00 host app[7]: x", Yearless, day - 20 * DAY + ten),
            ("<34>Nov 21 10:00:00 host x", Yearless, day + ten),
            ("<34>1 2026-11-21T10:00:00Z host x", Moment, TEN),
            ("E1121 10:00:00.123456       1 main.go:7] x", Yearless, day + ten + 123_456),
            ("10:00:00.123 [main] ERROR x", TimeOfDay, ten + 123_000),
            ("10:00:00 x", TimeOfDay, ten),
            ("[   12.345678] x", Elapsed, 12_345_678),
            ("#12 3.45 ERROR: x", Elapsed, 3_450_000),
            ("{\"level\":\"error\",\"ts\":1795255200.123,\"msg\":\"x\"}", Moment, TEN + 123_000),
            ("{\"level\":50,\"time\":1795255200123,\"msg\":\"x\"}", Moment, TEN + 123_000),
            ("{\"timestamp\": \"2026-11-21T10:00:00Z\", \"msg\":\"x\"}", Moment, TEN),
            ("{\"log\":\"x\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-21T10:00:00.1Z\"}", Moment, TEN + 100_000),
            ("{\"t\":{\"$date\":\"2026-11-21T10:00:00.000+00:00\"},\"s\":\"E\"}", Moment, TEN),
            ("time=\"2026-11-21T10:00:00Z\" level=error msg=x", Moment, TEN),
            ("level=error ts=2026-11-21T10:00:00.5Z msg=x", Moment, TEN + 500_000),
            ("api-1  | 2026-11-21 10:00:00 x", Local, TEN),
            ("api-1  | {\"ts\":1795255200,\"msg\":\"x\"}", Moment, TEN),
            ("2026-11-21T10:00:00.1234567Z 09:59:59 x", Moment, TEN + 123_456),
            ("\u{1b}[32m2026-11-21T10:00:00Z\u{1b}[0m x", Moment, TEN),
            ("2026-11-21 10:00:00 x\n  continued", Local, TEN),
        ] {
            assert_eq!(stamp_of(line), Some(Stamp { clock, micros }), "{line}");
        }
    }

    #[test]
    fn what_is_impossible_or_could_be_two_things_is_no_time() {
        for line in [
            "",
            "x 2026-11-21 10:00:00",
            "2026-13-21 10:00:00 x",
            "2026-02-29 10:00:00 x",
            "2026-11-21 24:00:00 x",
            "2026-11-21 10:60:00 x",
            "2026-11-21 x",
            "2026-11-21 10:00 x",
            "03/04/2026, 10:00:00 AM x",
            "10:00:00 AM x",
            "10:00:00:0f:00:01 x",
            "10:00 x",
            "Feb 30 10:00:00 x",
            "[12.34] x",
            "E1341 10:00:00.123456 x",
            "{\"time\":12,\"ts\":\"soon\"}",
            "{\"time\":99999999999}",
            "total time=12 s",
            "127.0.0.1 [2026]",
        ] {
            assert_eq!(stamp_of(line), None, "{line}");
        }
    }

    #[test]
    fn clocks_that_go_round_are_compared_the_short_way() {
        for (from, to, seconds) in [
            ("23:59:50 x", "00:00:05 x", Some(15)),
            ("00:00:05 x", "23:59:50 x", Some(-15)),
            ("Dec 31 23:59:50 h x", "Jan  1 00:00:05 h x", Some(15)),
            ("Feb 28 23:59:50 h x", "Mar  1 00:00:05 h x", Some(15)),
            ("Feb 28 23:59:50 h x", "Feb 29 00:00:05 h x", Some(15)),
            ("2026-12-31 23:59:50 x", "2027-01-01 00:00:05 x", Some(15)),
            ("2028-02-28 23:59:50 x", "2028-03-01 00:00:05 x", Some(86_415)),
            ("2026-11-21T10:00:00Z x", "2026-11-21T11:00:30+01:00 x", Some(30)),
            ("2026-11-21T10:00:00Z x", "2026-11-21T10:00:00 x", None),
            ("10:00:00 x", "2026-11-21T10:00:00 x", None),
        ] {
            let (from_stamp, to_stamp) = (stamp_of(from).expect("a time"), stamp_of(to).expect("a time"));
            assert_eq!(to_stamp.since(from_stamp), seconds.map(|seconds| seconds * SECOND), "{from} to {to}");
        }
    }

    #[test]
    fn days_count_on_without_a_gap() {
        let mut expected = 0;
        for year in YEARS {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(days) = days_since_1970(year, month, day) {
                        assert_eq!(days, expected, "{year}-{month}-{day}");
                        expected += 1;
                    }
                }
            }
        }
    }

    #[test]
    fn any_bytes_can_be_looked_at() {
        for line in [
            "2026-",
            "2026-11-21T",
            "2026-11-21T10:00:",
            "Nov",
            "Nov ",
            "Sat",
            "<",
            "<1",
            "#",
            "#1 ",
            "E",
            "{\"ts\":",
            "ts=",
            "[",
            "1:",
        ] {
            assert_eq!(stamp_of(line), None, "{line}");
        }
    }
}
