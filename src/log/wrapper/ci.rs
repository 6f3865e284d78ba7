//! Wrappers of CI services and of platforms that host logs.

use super::Stripped;
use super::shape::{Zone, blanks, digits, fits, iso, iso_t, name, word};

/// `2026-11-21T03:00:00.1234567Z `: exactly seven digits of a second, as the runners of GitHub and Azure write them. An
/// application's own timestamp has another shape and stays: it heads a record.
#[must_use]
pub fn actions_timestamp(line: &[u8]) -> Option<Stripped> {
    let time = iso_t(line).filter(|time| time.fraction == 7 && time.zone == Zone::Utc)?;
    match line.get(time.len) {
        None => Some(Stripped::front(time.len)),
        Some(b' ') => Some(Stripped::front(time.len + 1)),
        Some(_) => None,
    }
}

/// `job<TAB>step<TAB>`, then a byte order mark or the timestamp of [`actions_timestamp`].
#[must_use]
pub fn gh_run_view(line: &[u8]) -> Option<Stripped> {
    /// Names of jobs (with a matrix) and of steps (a whole command) are long.
    const NAME_MAX: usize = 256;
    let job = memchr::memchr(b'\t', &line[..line.len().min(NAME_MAX)])?;
    let rest = &line[job + 1..];
    let step = memchr::memchr(b'\t', &rest[..rest.len().min(NAME_MAX)])?;
    let behind = &rest[step + 1..];
    let time = behind.strip_prefix("\u{feff}".as_bytes()).unwrap_or(behind);
    actions_timestamp(time).map(|_| Stripped::named(job + 1 + step + 1, 0..job))
}

/// `2026-11-21T03:00:00.123456Z 00O `: a stream number, `O` or `E`, and `+` where the line goes on from the one before.
#[must_use]
pub fn gitlab(line: &[u8]) -> Option<Stripped> {
    let time = iso_t(line).filter(|time| time.fraction == 6 && time.zone == Zone::Utc)?;
    let rest = &line[time.len..];
    let fits = fits(rest, b" xx") && matches!(rest.get(3), Some(b'O' | b'E'));
    let end = match rest.get(4) {
        None => 4,
        Some(b' ' | b'+') => 5,
        Some(_) => return None,
    };
    fits.then(|| Stripped::front(time.len + end))
}

/// `2026-11-21T03:00:00.123456+00:00 app[web.1]: ` (Heroku), `…Z app[148e21] ams [info] ` (Fly.io),
/// `…+00:00 app/web/4ab3 ` (`aws logs tail`), `…Z<TAB>request id<TAB>ERROR<TAB>` (AWS Lambda).
#[must_use]
pub fn hosted(line: &[u8]) -> Option<Stripped> {
    let time = iso_t(line).filter(|time| time.zone != Zone::Absent)?;
    let rest = &line[time.len..];
    let found = match rest.first()? {
        b'\t' => lambda(rest),
        b' ' => dyno(rest).or_else(|| log_stream(rest)),
        _ => None,
    }?;
    let stream = found.stream.map(|name| name.start + time.len..name.end + time.len);
    Some(Stripped { len: found.len + time.len, stream, ..found })
}

/// `<TAB>8-4-4-4-12<TAB>LEVEL<TAB>`
fn lambda(rest: &[u8]) -> Option<Stripped> {
    const ID: &[u8] = b"\txxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\t";
    if !fits(rest, ID) {
        return None;
    }
    let level = rest[ID.len()..].iter().take(8).take_while(|byte| byte.is_ascii_uppercase()).count();
    let end = ID.len() + level;
    (level > 0 && rest.get(end) == Some(&b'\t')).then(|| Stripped::front(end + 1))
}

/// ` app[web.1]: ` or ` app[148e21] ams [info] `
fn dyno(rest: &[u8]) -> Option<Stripped> {
    let source = name(&rest[1..], 64);
    let open = 1 + source;
    if source == 0 || rest.get(open) != Some(&b'[') {
        return None;
    }
    let id = name(&rest[open + 1..], 64);
    let close = open + 1 + id;
    if id == 0 || rest.get(close) != Some(&b']') {
        return None;
    }
    let behind = &rest[close + 1..];
    if behind.starts_with(b": ") {
        return Some(Stripped::named(close + 3, open + 1..close));
    }
    let region = behind.strip_prefix(b" ").map(|behind| word(behind, 8)).filter(|len| *len > 0)?;
    let level = behind[1 + region..].strip_prefix(b" [")?;
    let level_end = level.iter().take(12).position(|byte| *byte == b']')?;
    let end = close + 1 + 1 + region + 2 + level_end + 1;
    Some(Stripped::named(end + blanks(&rest[end..]).min(1), open + 1..close))
}

/// ` ecs/web/4ab3c2 ` or ` 2026/11/21/[$LATEST]4ab3c2 `: a word with a slash, not a path.
fn log_stream(rest: &[u8]) -> Option<Stripped> {
    let len = word(&rest[1..], 256);
    let source = &rest[1..1 + len];
    let fits = len > 0
        && memchr::memchr_iter(b'/', source).count() >= 2
        && source[0].is_ascii_alphanumeric()
        && !source.ends_with(b":");
    fits.then(|| Stripped::named(1 + len + 1, 1..1 + len))
}

/// `10:12:33.123  ` (Vercel), `10:12:33 AM: ` (Netlify), `10:12:33  ` (Jenkins).
#[must_use]
pub fn time_of_day(line: &[u8]) -> Option<Stripped> {
    const SECONDS: usize = b"dd:dd:dd".len();
    let start = if fits(line, b"dd:dd:dd") { 0 } else { usize::from(fits(line, b"d:dd:dd")) };
    let seconds = SECONDS - start;
    if start == 0 && !fits(line, b"dd:dd:dd") {
        return None;
    }
    let rest = &line[seconds..];
    for tail in [&b" AM: "[..], b" PM: "] {
        if rest.starts_with(tail) {
            return Some(Stripped::front(seconds + tail.len()));
        }
    }
    let millis = if fits(rest, b".ddd") { 4 } else { 0 };
    let gap = blanks(&rest[millis..]);
    (gap >= 2 || (gap == 1 && millis > 0)).then(|| Stripped::front(seconds + millis + gap.min(2)))
}

/// `[2026-11-21T03:00:00.123Z] ` (Jenkins), `[10:12:33.123] ` (Vercel, older), `[   12.345678] ` (dmesg).
#[must_use]
pub fn bracketed_time(line: &[u8]) -> Option<Stripped> {
    let rest = line.strip_prefix(b"[")?;
    let len = if let Some(time) = iso(rest) {
        time.len
    } else if fits(rest, b"dd:dd:dd.ddd") {
        12
    } else if fits(rest, b"dd:dd:dd") {
        8
    } else {
        let pad = blanks(rest);
        let seconds = digits(&rest[pad..]);
        let dot = pad + seconds;
        let fraction = rest.get(dot + 1..).map_or(0, digits);
        ((1..=8).contains(&seconds) && rest.get(dot) == Some(&b'.') && fraction == 6).then_some(dot + 7)?
    };
    rest[len..].starts_with(b"] ").then(|| Stripped::front(1 + len + 2))
}

/// `Nov 21 10:12:33 AM  `
#[must_use]
pub fn render(line: &[u8]) -> Option<Stripped> {
    let day = digits(line.get(4..)?);
    let rest = line.get(4 + day..)?;
    let fits = fits(line, b"Aaa ")
        && (1..=2).contains(&day)
        && fits(rest, b" dd:dd:dd ")
        && matches!(rest.get(10..13), Some(b"AM " | b"PM "));
    if !fits {
        return None;
    }
    let end = 4 + day + 12;
    Some(Stripped::front(end + blanks(&line[end..])))
}

/// `##[error]`, `##vso[task.logissue type=error]`, `::error file=a.py,line=1::`.
#[must_use]
pub fn annotation(line: &[u8]) -> Option<Stripped> {
    /// A file, two positions and a title.
    const LONGEST: usize = 512;
    let near = &line[..line.len().min(LONGEST)];
    let letters = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    if let Some(rest) = near.strip_prefix(b"##[").or_else(|| near.strip_prefix(b"##vso[")) {
        let open = near.len() - rest.len();
        let end = memchr::memchr(b']', rest)?;
        return (letters(rest) > 0).then(|| Stripped::front(open + end + 1));
    }
    let rest = near.strip_prefix(b"::")?;
    let command = letters(rest);
    if command == 0 || !matches!(rest.get(command), Some(b' ' | b':')) {
        return None;
    }
    let end = memchr::memmem::find(rest, b"::")?;
    Some(Stripped::front(2 + end + 2))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Case, check};

    const CASES: &[Case] = &[
        ("GitHub Actions timestamp", "2026-11-21T03:00:00.1234567Z error: x", None, "error: x"),
        ("GitHub Actions timestamp", "2026-11-21T03:00:00.123Z error: x", None, "2026-11-21T03:00:00.123Z error: x"),
        (
            "gh run view --log",
            "build (3.12)\tRun pytest\t2026-11-21T03:00:00.1234567Z x",
            Some("build (3.12)"),
            "2026-11-21T03:00:00.1234567Z x",
        ),
        ("gh run view --log", "a\tb\tc", None, "a\tb\tc"),
        ("GitLab CI", "2026-11-21T03:00:00.123456Z 00O x", None, "x"),
        ("GitLab CI", "2026-11-21T03:00:00.123456Z 01E+x", None, "x"),
        ("GitLab CI", "2026-11-21T03:00:00.123456Z 00Ox", None, "2026-11-21T03:00:00.123456Z 00Ox"),
        ("hosted log: time, source", "2026-11-21T03:00:00.123456+00:00 app[web.1]: x", Some("web.1"), "x"),
        ("hosted log: time, source", "2026-11-21T03:00:00Z app[148e21] ams [info]x", Some("148e21"), "x"),
        ("hosted log: time, source", "2026-11-21T03:00:00.123000+00:00 ecs/web/4ab3 x y", Some("ecs/web/4ab3"), "x y"),
        (
            "hosted log: time, source",
            "2026-11-21T03:00:00.123Z\t4f1c0e9a-1b2c-4d5e-8f90-a1b2c3d4e5f6\tERROR\tx",
            None,
            "x",
        ),
        (
            "hosted log: time, source",
            "2026-11-21T03:00:00Z GET /a/b/c 200",
            None,
            "2026-11-21T03:00:00Z GET /a/b/c 200",
        ),
        ("time of day", "10:12:33.123  x", None, "x"),
        ("time of day", "9:12:33 AM: x", None, "x"),
        ("time of day", "10:12:33  x", None, "x"),
        ("time of day", "10:12:33 x", None, "10:12:33 x"),
        ("bracketed timestamp", "[2026-11-21T03:00:00.123Z] x", None, "x"),
        ("bracketed timestamp", "[   12.345678] x", None, "x"),
        ("bracketed timestamp", "[10:12:33.123] x", None, "x"),
        ("bracketed timestamp", "[12] x", None, "[12] x"),
        ("Render", "Nov 21 10:12:33 AM  x", None, "x"),
        ("Render", "Nov 21 10:12:33 host x", None, "Nov 21 10:12:33 host x"),
        ("CI annotation", "##[error]x", None, "x"),
        ("CI annotation", "##vso[task.logissue type=error]x", None, "x"),
        ("CI annotation", "::error file=a.py,line=1::x", None, "x"),
        ("CI annotation", "::ffff:10.0.0.1", None, "::ffff:10.0.0.1"),
    ];

    #[test]
    fn what_services_put_in_front_is_taken_off() {
        check(CASES);
    }
}
