//! The pieces that forms of times are made of: numbers, months, zones, and the calendar.

use super::{Clock, DAY, SECOND, Stamp};

/// Reads forms of times from the front of a line.
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl Reader<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn byte(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    pub(super) fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let byte = self.peek().filter(|byte| wanted.contains(byte))?;
        self.at += 1;
        Some(byte)
    }

    /// How many digits follow.
    pub(super) fn digits(&self) -> usize {
        self.bytes[self.at.min(self.bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// A number of `min` to `max` digits, none behind it.
    pub(super) fn number(&mut self, min: usize, max: usize) -> Option<i64> {
        // Reads at most as many as wanted, since months and days of klog stand side by side.
        let digits = self.digits().min(max);
        if digits < min || digits == 0 || digits > 19 {
            return None;
        }
        let text = std::str::from_utf8(&self.bytes[self.at..self.at + digits]).ok()?;
        self.at += digits;
        text.parse().ok()
    }

    /// The digits of a fraction of a second, as microseconds.
    pub(super) fn fraction(&mut self) -> Option<i64> {
        let digits = self.digits();
        if !(1..=9).contains(&digits) {
            return None;
        }
        let read = digits.min(6);
        let value = self.number(read, read)?;
        self.at += digits - read;
        Some((read..6).fold(value, |value, _| value * 10))
    }

    /// `10:00:00`, with a fraction behind a point or comma; microseconds.
    pub(super) fn time_of_day(&mut self) -> Option<i64> {
        let hour = self.number(2, 2)?;
        self.byte(b':')?;
        let minute = self.number(2, 2)?;
        self.byte(b':')?;
        let second = self.number(2, 2)?;
        let has_fraction =
            matches!(self.peek(), Some(b'.' | b',')) && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        let micros = if has_fraction {
            self.at += 1;
            self.fraction()?
        } else {
            0
        };
        let is_digit = |at: usize| self.bytes.get(at).is_some_and(u8::is_ascii_digit);
        let goes_on = is_digit(self.at) || (self.peek() == Some(b':') && is_digit(self.at + 1));
        // A leap second is the last of its minute.
        let is_possible = hour < 24 && minute < 60 && second <= 60;
        (is_possible && !goes_on).then_some((hour * 3_600 + minute * 60 + second.min(59)) * SECOND + micros)
    }

    /// The stamp of a date and a time, with the zone that follows.
    pub(super) fn moment(&mut self, year: i64, month: i64, day: i64, time: i64) -> Option<Stamp> {
        let micros = days_since_1970(year, month, day)? * DAY + time;
        Some(match self.zone() {
            Some(offset) => Stamp { clock: Clock::Moment, micros: micros - offset },
            None => Stamp { clock: Clock::Local, micros },
        })
    }

    /// `Z`, `+01:00`, `+0100`, ` +0100`, ` UTC`: microseconds east of Greenwich.
    pub(super) fn zone(&mut self) -> Option<i64> {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let ends = |len: usize| rest.get(len).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if [&b"Z"[..], b"z", b"UTC", b"GMT"].iter().any(|word| rest.starts_with(word) && ends(word.len())) {
            return Some(0);
        }
        let sign = match rest.first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let mut reader = Reader { bytes: rest, at: 1 };
        let hours = reader.number(2, 2)?;
        let colon = reader.byte(b':').is_some();
        // PostgreSQL writes whole hours as `+01`; behind a blank or a date, `-01` might be anything.
        let minutes = match reader.number(2, 2) {
            Some(minutes) => minutes,
            None if !colon && self.peek() != Some(b' ') => 0,
            None => return None,
        };
        let ends = reader.peek().is_none_or(|byte| !byte.is_ascii_alphanumeric());
        (ends && hours <= 15 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60 * SECOND)
    }

    pub(super) fn month(&mut self) -> Option<i64> {
        const MONTHS: &[&[u8]] =
            &[b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
        let name = self.bytes.get(self.at..self.at + 3)?;
        let month = MONTHS.iter().position(|month| *month == name)?;
        self.at += 3;
        Some(month as i64 + 1)
    }

    /// Passes over `Sat ` or `Sat, `.
    pub(super) fn weekday(&mut self) {
        const DAYS: &[&[u8]] = &[b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
        let Some(name) = self.bytes.get(..3) else { return };
        if DAYS.contains(&name) {
            self.at = 3;
            let _comma = self.byte(b',');
            let _blank = self.byte(b' ');
        }
    }

    /// `2026 `, before a time.
    pub(super) fn year_and_blank(&mut self) -> Option<i64> {
        (self.digits() == 4 && self.bytes.get(self.at + 4) == Some(&b' ')).then_some(())?;
        let year = self.number(4, 4)?;
        self.at += 1;
        Some(year)
    }

    /// ` 2026`, behind a time; a number that begins a message is rarely a year.
    pub(super) fn year_behind(&mut self) -> Option<i64> {
        let mut reader = Reader { bytes: self.bytes, at: self.at };
        reader.byte(b' ')?;
        let is_year =
            reader.digits() == 4 && reader.bytes.get(reader.at + 4).is_none_or(|byte| matches!(byte, b']' | b' '));
        let year = is_year.then(|| reader.number(4, 4)).flatten().filter(|year| YEARS.contains(year))?;
        self.at = reader.at;
        Some(year)
    }
}

/// Years of logs; others are numbers of something else.
pub(super) const YEARS: std::ops::Range<i64> = 1970..2200;

fn days_in_month(month: i64, is_leap: bool) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(is_leap),
        _ => 31,
    }
}

/// Days between 1 January 1970 and this one; `None` for a date that does not exist.
pub(super) fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let exists =
        YEARS.contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(month, is_leap(year))).contains(&day);
    let before = |year: i64| 365 * year + year / 4 - year / 100 + year / 400;
    let years = before(year - 1) - before(1969);
    let months: i64 = (1..month).map(|month| days_in_month(month, is_leap(year))).sum();
    exists.then_some(years + months + day - 1)
}

/// Days since 1 January of a leap year.
pub(super) fn day_of_leap_year(month: i64, day: i64) -> Option<i64> {
    let exists = (1..=12).contains(&month) && (1..=days_in_month(month, true)).contains(&day);
    exists.then(|| (1..month).map(|month| days_in_month(month, true)).sum::<i64>() + day - 1)
}
