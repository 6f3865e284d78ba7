//! Wrappers of syslog and journald, and record heads that name a process.

use super::Stripped;
use super::shape::{Zone, blanks, digits, fits, iso, name, word};

/// Longest host name and longest tag that are looked at.
const NAME_MAX: usize = 128;

/// A line of syslog, RFC 5424 or RFC 3164, or of `journalctl` in any of its short forms:
/// `<34>1 2026-11-21T10:00:00Z host app 123 ID [x y="z"] `, `Nov 21 10:00:00 host app[123]: `,
/// `Sat 2026-11-21 10:00:00 UTC host app[123]: `, `2026-11-21T10:00:00+0100 host app[123]: `, `1763712000.123456 host app[123]: `,
/// `[   12.345678] host app[123]: `.
#[must_use]
pub fn syslog(line: &[u8]) -> Option<Stripped> {
    let priority = priority_len(line);
    if priority == 0 && line.first() == Some(&b'<') {
        return None;
    }
    let rest = &line[priority..];
    let found = if priority > 0 && rest.starts_with(b"1 ") {
        rfc5424(rest)
    } else {
        let time = time_len(rest)?;
        let host_start = time + blanks(&rest[time..]);
        let host = word(&rest[host_start..], NAME_MAX);
        let tag_start = host_start + host + 1;
        let tag = rest.get(tag_start..).filter(|_| host > 0 && host_start > time && rest[host_start] != b'[')?;
        let (len, stream) = tag_len(tag)?;
        // Behind seconds since the start the kernel's own messages begin with words.
        let is_tag = rest[0] != b'[' || tag[..stream].ends_with(b"]") || &tag[..stream] == b"kernel";
        if !is_tag {
            return None;
        }
        Some(Stripped::named(tag_start + len, tag_start..tag_start + stream))
    }?;
    let stream = found.stream.map(|name| name.start + priority..name.end + priority);
    Some(Stripped { len: found.len + priority, stream, ..found })
}

/// `<34>`
fn priority_len(line: &[u8]) -> usize {
    let Some(rest) = line.strip_prefix(b"<") else { return 0 };
    let number = digits(rest);
    if (1..=3).contains(&number) && rest.get(number) == Some(&b'>') { number + 2 } else { 0 }
}

/// Length of the timestamps that syslog and journald write.
fn time_len(line: &[u8]) -> Option<usize> {
    if fits(line, b"Aaa _d dd:dd:dd") {
        let fraction = line.get(15).filter(|byte| **byte == b'.').map_or(0, |_| 1 + digits(&line[16..]));
        return Some(15 + fraction);
    }
    if fits(line, b"Aaa dddd-dd-dd dd:dd:dd") {
        let zone = line.get(23..).filter(|rest| rest.first() == Some(&b' ')).map_or(0, |rest| word(&rest[1..], 6));
        return (zone > 0).then_some(23 + 1 + zone);
    }
    if let Some(time) = iso(line).filter(|_| line[10] == b'T') {
        return (time.zone != Zone::Absent).then_some(time.len);
    }
    if let Some(rest) = line.strip_prefix(b"[") {
        let pad = blanks(rest);
        let seconds = digits(&rest[pad..]);
        let dot = pad + seconds;
        let fits = seconds > 0 && rest.get(dot) == Some(&b'.') && digits(&rest[dot + 1..]) == 6;
        return (fits && rest.get(dot + 7) == Some(&b']')).then_some(dot + 9);
    }
    let seconds = digits(line);
    let is_unix = seconds == 10 && line.get(10) == Some(&b'.') && digits(&line[11..]) == 6;
    is_unix.then_some(17)
}

/// `app[123]: ` or `kernel: `: its length and that of the stream's name in it.
fn tag_len(tag: &[u8]) -> Option<(usize, usize)> {
    let is_name = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b':' | b'[' | b']' | b'=' | b'"');
    let base = tag.iter().take(NAME_MAX).take_while(|byte| is_name(byte)).count();
    if base == 0 {
        return None;
    }
    let mut end = base;
    if tag.get(end) == Some(&b'[') {
        let pid = digits(&tag[end + 1..]);
        end += 1 + pid;
        if pid == 0 || tag.get(end) != Some(&b']') {
            return None;
        }
        end += 1;
    }
    match (tag.get(end), tag.get(end + 1)) {
        (Some(b':'), Some(b' ')) => Some((end + 2, end)),
        (Some(b':'), None) => Some((end + 1, end)),
        _ => None,
    }
}

/// `1 2026-11-21T10:00:00Z host app 123 ID - ` without its priority.
fn rfc5424(line: &[u8]) -> Option<Stripped> {
    let mut at = 2;
    let mut fields = [(0, 0); 5];
    for field in &mut fields {
        let len = word(&line[at..], NAME_MAX);
        if len == 0 || line[at + len] != b' ' {
            return None;
        }
        *field = (at, at + len);
        at += len + 1;
    }
    let (start, end) = fields[0];
    if &line[start..end] != b"-" && iso(&line[start..end]).is_none() {
        return None;
    }
    at += structured_data_len(&line[at..])?;
    // rsyslog sets a blank of its own before the message.
    at += blanks(&line[at..]).min(2);
    let mark = "\u{feff}".as_bytes();
    if line[at..].starts_with(mark) {
        at += mark.len();
    }
    let (app, pid) = (fields[2], fields[3]);
    Some(Stripped::named(at, app.0..if &line[pid.0..pid.1] == b"-" { app.1 } else { pid.1 }))
}

/// `-` or `[id name="value"][…]`
fn structured_data_len(bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&b'-') {
        return Some(1);
    }
    let mut at = 0;
    let mut quoted = false;
    if bytes.first() != Some(&b'[') {
        return None;
    }
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b']' if !quoted && bytes.get(at + 1) != Some(&b'[') => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// `2026-11-21 10:00:00.123 UTC [1234] `: PostgreSQL and others that write the process behind the time.
#[must_use]
pub fn pid_record(line: &[u8]) -> Option<Stripped> {
    let time = iso(line)?;
    let rest = &line[time.len..];
    let zone = rest.iter().skip(1).take(5).take_while(|byte| byte.is_ascii_uppercase()).count();
    let open = if zone >= 2 && rest.get(1 + zone) == Some(&b' ') { 1 + zone } else { 0 };
    let rest = rest.get(open..)?.strip_prefix(b" [")?;
    let pid = digits(rest);
    let start = time.len + open + 2;
    ((1..=10).contains(&pid) && rest[pid..].starts_with(b"] "))
        .then(|| Stripped::named(start + pid + 2, start..start + pid))
}

/// `(pid=1234) `, `(Worker pid=1234, ip=10.0.0.1) `: Ray and its like.
#[must_use]
pub fn parenthesized_pid(line: &[u8]) -> Option<Stripped> {
    let near = &line[..line.len().min(NAME_MAX)];
    let end = memchr::memchr(b')', near)?;
    let pid = memchr::memmem::find(&near[..end], b"pid=")?;
    let number = digits(&near[pid + 4..]);
    (number > 0 && line.get(end + 1) == Some(&b' ')).then(|| Stripped::named(end + 2, pid + 4..pid + 4 + number))
}

/// `    MESSAGE=`: `journalctl -o verbose` and `-o export`.
#[must_use]
pub fn journal_message(line: &[u8]) -> Option<Stripped> {
    let indent = blanks(line);
    (indent <= 8 && line[indent..].starts_with(b"MESSAGE=")).then(|| Stripped::front(indent + 8))
}

/// `uwsgi[123]: `, `make[1]: `
#[must_use]
pub fn tag_with_pid(line: &[u8]) -> Option<Stripped> {
    let base = name(line, 64);
    if base == 0 || line.get(base) != Some(&b'[') {
        return None;
    }
    let pid = digits(&line[base + 1..]);
    let end = base + 1 + pid;
    ((1..=10).contains(&pid) && line[end..].starts_with(b"]: ")).then(|| Stripped::named(end + 3, 0..end + 1))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Case, check};

    const CASES: &[Case] = &[
        ("syslog", "Nov 21 10:00:00 host app[123]: x", Some("app[123]"), "x"),
        ("syslog", "Nov  1 10:00:00.123456 host kernel: x", Some("kernel"), "x"),
        ("syslog", "<34>Nov 21 10:00:00 host su: x", Some("su"), "x"),
        ("syslog", "<165>1 2026-11-21T10:00:00Z host app 77 ID [e@1 a=\"]\"][f] \u{feff}x", Some("app 77"), "x"),
        ("syslog", "<34>1 - host app - - - x", Some("app"), "x"),
        ("syslog", "Sat 2026-11-21 10:00:00 UTC host app[1]: x", Some("app[1]"), "x"),
        ("syslog", "2026-11-21T10:00:00+0100 host app.service[1]: x", Some("app.service[1]"), "x"),
        ("syslog", "1763712000.123456 host app[1]: x", Some("app[1]"), "x"),
        ("syslog", "[   12.345678] host kernel: x", Some("kernel"), "x"),
        ("syslog", "[   12.345678] usb 1-1: x", None, "[   12.345678] usb 1-1: x"),
        ("syslog", "2026-11-21T10:00:00Z INFO server started", None, "2026-11-21T10:00:00Z INFO server started"),
        ("syslog", "2026-11-21 10:00:00 host app: x", None, "2026-11-21 10:00:00 host app: x"),
        ("syslog", "<h1>Bad</h1>", None, "<h1>Bad</h1>"),
        ("record head with a process id", "2026-11-21 10:00:00.123 UTC [77] ERROR:  x", Some("77"), "ERROR:  x"),
        ("record head with a process id", "2026-11-21 10:00:00,123 [77] x", Some("77"), "x"),
        ("record head with a process id", "2026-11-21 10:00:00 [main] x", None, "2026-11-21 10:00:00 [main] x"),
        ("process id in parentheses", "(Worker pid=77, ip=10.0.0.1) x", Some("77"), "x"),
        ("process id in parentheses", "(see below) x", None, "(see below) x"),
        ("journal field", "    MESSAGE=x", None, "x"),
        ("name[pid]:", "uwsgi[7]: x", Some("uwsgi[7]"), "x"),
        ("name[pid]:", "a[i]: x", None, "a[i]: x"),
    ];

    #[test]
    fn what_system_logs_put_in_front_is_taken_off() {
        check(CASES);
    }
}
