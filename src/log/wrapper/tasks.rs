//! Wrappers of builds, test runners and task runners.

use super::Stripped;
use super::shape::{blanks, digits, name};

/// `#12 3.456 `: output of a build step.
#[must_use]
pub fn buildkit_step(line: &[u8]) -> Option<Stripped> {
    let step = buildkit_number(line)?;
    let seconds = seconds_len(&line[step + 2..])?;
    let end = step + 2 + seconds;
    (line.get(end) == Some(&b' ')).then(|| Stripped::named(end + 1, 1..1 + step))
}

/// `#12 `: what BuildKit says itself of a step, as `#12 ERROR: `.
#[must_use]
pub fn buildkit_line(line: &[u8]) -> Option<Stripped> {
    let step = buildkit_number(line)?;
    Some(Stripped::named(step + 2, 1..1 + step))
}

/// `0.345 `: the end of a failed step's output, below ` > [stage 3/5] RUN …:`.
#[must_use]
pub fn buildkit_seconds(line: &[u8]) -> Option<Stripped> {
    let seconds = seconds_len(line)?;
    (line.get(seconds) == Some(&b' ')).then(|| Stripped::front(seconds + 1))
}

/// Digits of the step in `#12 `.
fn buildkit_number(line: &[u8]) -> Option<usize> {
    let step = digits(line.strip_prefix(b"#")?);
    ((1..=5).contains(&step) && line.get(1 + step) == Some(&b' ')).then_some(step)
}

/// Length of `3.456`.
fn seconds_len(bytes: &[u8]) -> Option<usize> {
    let seconds = digits(bytes);
    let fraction = digits(bytes.get(seconds + 1..)?);
    let fits = (1..=7).contains(&seconds) && bytes[seconds] == b'.' && (1..=9).contains(&fraction);
    fits.then_some(seconds + 1 + fraction)
}

/// `E   `: pytest's column of error lines. It repeats the indentation of the failed statement: four blanks in a
/// function, eight in a method.
#[must_use]
pub fn pytest_column(line: &[u8]) -> Option<Stripped> {
    const COLUMN: usize = 4;
    let indent = 1 + blanks(line.strip_prefix(b"E")?);
    let len = (indent / COLUMN).min(3) * COLUMN;
    (len > 0).then(|| Stripped::front(len))
}

/// `fatal: [host]: FAILED! => ` and `failed: [host] (item=x) => `, in front of a result in JSON.
#[must_use]
pub fn ansible(line: &[u8]) -> Option<Stripped> {
    /// A host and an item.
    const LONGEST: usize = 512;
    let rest = line.strip_prefix(b"fatal: [").or_else(|| line.strip_prefix(b"failed: ["))?;
    let start = line.len() - rest.len();
    let host = rest.iter().take(LONGEST).position(|byte| *byte == b']')?;
    let arrow = memchr::memmem::find(&line[..line.len().min(LONGEST)], b" => {")?;
    (host > 0 && arrow >= start + host).then(|| Stripped::named(arrow + 4, start..start + host))
}

/// `    file_test.go:12: `
#[must_use]
pub fn go_test(line: &[u8]) -> Option<Stripped> {
    let indent = line.iter().take(16).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let file = name(&line[indent..], 128);
    let colon = indent + file;
    if file == 0 || !line[indent..colon].ends_with(b".go") || line.get(colon) != Some(&b':') {
        return None;
    }
    let number = digits(&line[colon + 1..]);
    let end = colon + 1 + number;
    (number > 0 && line[end..].starts_with(b": ")).then(|| Stripped::front(end + 2))
}

/// `web:build: ` (Turborepo), `packages/api dev: ` (pnpm), `@scope/pkg: ` (Lerna).
///
/// A bare `name: ` is the beginning of most messages and stays.
#[must_use]
pub fn package_task(line: &[u8]) -> Option<Stripped> {
    let package = name(line, 96);
    let behind = line.get(package..)?;
    let is_lower = |bytes: &[u8]| {
        bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.:@/".contains(byte))
    };
    if package == 0 || !is_lower(&line[..package]) {
        return None;
    }
    let has_slash = line[..package].contains(&b'/');
    let len = match behind {
        [b':', b' ', ..] if line[0] == b'@' && has_slash => package,
        [b':', rest @ ..] => {
            let task = name(rest, 64);
            let sub = rest.get(task).filter(|byte| **byte == b':').map_or(0, |_| name(&rest[task + 1..], 64));
            let task = if sub > 0 { task + 1 + sub } else { task };
            let fits =
                task > 0 && rest[0].is_ascii_lowercase() && is_lower(&rest[..task]) && !rest[..task].contains(&b'/');
            (fits && rest[task..].starts_with(b": ")).then_some(package + 1 + task)?
        }
        [b' ', rest @ ..] => {
            let task = name(rest, 64);
            let fits = has_slash && line[0] != b'/' && task > 0 && rest[0].is_ascii_lowercase();
            (fits && rest[task..].starts_with(b": ")).then_some(package + 1 + task)?
        }
        _ => return None,
    };
    Some(Stripped::named(len + 2, 0..len))
}

/// `python : `: PowerShell glues the first line of an error stream to the command's name, in every language.
#[must_use]
pub fn powershell_command(line: &[u8]) -> Option<Stripped> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./\\:~".contains(byte);
    let command = line.iter().take(128).take_while(|byte| is_name(byte)).count();
    let fits =
        command >= 2 && line[command..].starts_with(b" : ") && line.get(command + 3).is_some_and(|byte| *byte != b' ');
    fits.then(|| Stripped::front(command + 3))
}

/// `[0] `, `[api] ` (concurrently), `[rank0]: ` (torchrun), `[ERROR] ` (Maven), `[error] ` (sbt). A level names no stream, nor does
/// what is another one on every line.
#[must_use]
pub fn bracketed_name(line: &[u8]) -> Option<Stripped> {
    const LEVELS: &[&str] = &[
        "trace", "debug", "info", "notice", "warn", "warning", "error", "err", "fatal", "critical", "success", "help",
    ];
    let rest = line.strip_prefix(b"[")?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./:@".contains(byte);
    let len = rest.iter().take(49).take_while(|byte| is_name(byte)).count();
    if len == 0 || len > 48 || rest.get(len) != Some(&b']') {
        return None;
    }
    let behind = &rest[len + 1..];
    let tail = if behind.starts_with(b" ") {
        1 + blanks(&behind[1..]).min(if behind.starts_with(b"  ") { 1 } else { 0 })
    } else if behind.starts_with(b": ") {
        2
    } else {
        return None;
    };
    let name = &rest[..len];
    let is_level = LEVELS.iter().any(|level| name.eq_ignore_ascii_case(level.as_bytes()));
    let stripped = Stripped::front(1 + len + 1 + tail);
    Some(if is_level || is_progress(name) { stripped } else { Stripped { stream: Some(1..1 + len), ..stripped } })
}

/// `3/17` of ninja, yarn and BuildKit, `7:7:1121/062939.119498:INFO:CONSOLE:50` of Chromium, which has the time in it.
fn is_progress(name: &[u8]) -> bool {
    memchr::memchr_iter(b'/', name).any(|slash| {
        let before = name[..slash].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let behind = digits(&name[slash + 1..]);
        let is_all = before == slash && slash + 1 + behind == name.len();
        let is_stamp = before == 4 && behind == 6 && name.get(slash + 7) == Some(&b'.');
        before > 0 && behind > 0 && is_all || is_stamp
    })
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Case, check};

    const CASES: &[Case] = &[
        ("BuildKit step", "#12 3.456 ERROR: x", Some("12"), "ERROR: x"),
        ("BuildKit step", "#12 sha256:abc", None, "#12 sha256:abc"),
        ("BuildKit step line", "#12 ERROR: x", Some("12"), "ERROR: x"),
        ("BuildKit step line", "#define X", None, "#define X"),
        ("BuildKit seconds", "0.345 x", None, "x"),
        ("BuildKit seconds", "1.2.3 x", None, "1.2.3 x"),
        ("pytest error column", "E   KeyError: 'x'", None, "KeyError: 'x'"),
        ("pytest error column", "E       KeyError: 'x'", None, "KeyError: 'x'"),
        ("pytest error column", "E         - diff", None, "  - diff"),
        ("pytest error column", "Error", None, "Error"),
        ("Ansible result", r#"fatal: [web1]: FAILED! => {"msg": 1}"#, Some("web1"), r#"{"msg": 1}"#),
        ("Ansible result", "fatal: not a git repository", None, "fatal: not a git repository"),
        ("Go test", "    db_test.go:12: x", None, "x"),
        ("Go test", "    db.c:12: x", None, "    db.c:12: x"),
        ("package:task:", "web:build: x", Some("web:build"), "x"),
        ("package:task:", "@repo/web:build:prod: x", Some("@repo/web:build:prod"), "x"),
        ("package:task:", "packages/api dev: x", Some("packages/api dev"), "x"),
        ("package:task:", "@scope/pkg: x", Some("@scope/pkg"), "x"),
        ("package:task:", "error: x", None, "error: x"),
        ("package:task:", "src/main.c:12: x", None, "src/main.c:12: x"),
        ("package:task:", "/bin/sh line: x", None, "/bin/sh line: x"),
        ("PowerShell command", "python : Traceback", None, "Traceback"),
        ("PowerShell command", "a : b", None, "a : b"),
        ("bracketed name", "[0] x", Some("0"), "x"),
        ("bracketed name", "[api] x", Some("api"), "x"),
        ("bracketed name", "[rank0]: x", Some("rank0"), "x"),
        ("bracketed name", "[ERROR] x", None, "x"),
        ("bracketed name", "[3/17] x", None, "x"),
        ("bracketed name", "[a/1] x", Some("a/1"), "x"),
        ("bracketed name", "[7:7:1121/062939.119498:INFO:CONSOLE:50] x", None, "x"),
        ("bracketed name", "[SQL: SELECT 1] x", None, "[SQL: SELECT 1] x"),
    ];

    #[test]
    fn what_runners_put_in_front_is_taken_off() {
        check(CASES);
    }
}
