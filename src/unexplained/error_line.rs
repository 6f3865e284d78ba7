//! Does a line report an error, and where does its message begin?
//!
//! Not the words decide but their place: a level in front of the message, the name of an exception, `tool: error: …`,
//! `file:3:5: error: …`, a sentence that begins with "Cannot" or "Failed to", what the system says at the end of a line.
//! Prose, source code, lists of files and tests that mention errors in the middle of a line report none.

use crate::log::event::{is_passed_test, starts_with_timestamp};

/// Bytes of a line that are looked at.
const LINE_BYTES_MAX: usize = 1_024;

/// Words before a level: date, time, zone, host, process, thread, logger.
const WORDS_BEFORE_LEVEL_MAX: usize = 8;

/// `tool: part: error: …`: parts before the error.
const PARTS_MAX: usize = 3;

/// What an error line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorLine {
    /// Where its message begins: behind the time, before the level.
    pub message: usize,
    /// True if it only says that something else failed: an exit status, a count, a build that ended.
    pub is_consequence: bool,
}

/// What `line` reports, if it is an error.
#[must_use]
pub fn error_line(line: &str) -> Option<ErrorLine> {
    let line = beginning(line);
    if line.trim().is_empty() || is_passed_test(line.as_bytes()) || is_template(line) {
        return None;
    }
    let message = message_of(line)?;
    Some(ErrorLine { message, is_consequence: is_consequence(&line[message..]) })
}

fn beginning(line: &str) -> &str {
    &line[..line.floor_char_boundary(LINE_BYTES_MAX)]
}

/// True if `line` is a message that was not filled in: it stands in a list of messages, not in a log.
fn is_template(line: &str) -> bool {
    line.match_indices('%').any(|(at, _)| {
        let directive = line[at + 1..].trim_start_matches(['l', 'h', 'z']);
        let behind = directive.get(1..).unwrap_or_default();
        directive.starts_with(['s', 'd', 'u', 'm', 'x', 'i']) && !behind.starts_with(char::is_alphanumeric)
    })
}

fn message_of(line: &str) -> Option<usize> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    if let Some(level) = structured_level(text) {
        return is_error_level(level).then_some(start);
    }
    if starts_with_timestamp(text.as_bytes()) || text.starts_with('[') || text.starts_with('<') {
        if let Some((at, level)) = level_word(text) {
            return is_error_level(level).then_some(start + at);
        }
        let at = behind_head(text)?;
        return reports(&text[at..]).then_some(start + at);
    }
    if begins_with_level(text, PASSING_LEVELS) {
        return None;
    }
    (reports(text) || ends_badly(text)).then_some(start)
}

const ERROR_LEVELS: &[&str] = &[
    "error",
    "err",
    "eror",
    "fatal",
    "critical",
    "crit",
    "severe",
    "panic",
    "alert",
    "emerg",
    "emergency",
    "50",
    "60",
];

const PASSING_LEVELS: &[&str] =
    &["trace", "debug", "info", "notice", "warn", "warning", "verbose", "log", "success", "10", "20", "30", "40"];

fn is_error_level(level: &str) -> bool {
    ERROR_LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known))
}

fn is_level(level: &str) -> bool {
    is_error_level(level) || PASSING_LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known))
}

/// The level of a JSON or logfmt record.
fn structured_level(text: &str) -> Option<&str> {
    const KEYS: &[&str] =
        &["\"level\":", "\"severity\":", "\"lvl\":", "\"levelname\":", "\"log.level\":", "level=", "severity=", "lvl="];
    let is_structured = text.starts_with('{') || text.starts_with("time=") || text.starts_with("ts=");
    let (at, key) = KEYS.iter().find_map(|key| Some((text.find(key)?, key)))?;
    // `loglevel=` is an option of some command.
    let is_word = at == 0 || !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    if !(is_word && (is_structured || at == 0 || text[..at].ends_with(' '))) {
        return None;
    }
    let value = text[at + key.len()..].trim_start().trim_start_matches('"');
    let len = value.find(|c: char| !c.is_alphanumeric()).unwrap_or(value.len());
    Some(&value[..len]).filter(|level| is_level(level))
}

/// The level among the first words of a record, and where it stands.
fn level_word(text: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace).take(WORDS_BEFORE_LEVEL_MAX) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // `ERROR/MainProcess]` of celery.
        let bare = bare.split('/').next().unwrap_or(bare);
        // In lower case only with punctuation: "error" may be the subject of a sentence.
        let is_marked = word.trim_end().len() > bare.len();
        let is_upper = bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_uppercase());
        if (is_marked || is_upper) && is_level(bare) && bare.starts_with(char::is_alphabetic) {
            return Some((at, bare));
        }
        // The message has begun.
        if word.trim_end().ends_with(':')
            && !word.trim_end().ends_with("]:")
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && at > 0
        {
            return None;
        }
        at += word.len();
    }
    None
}

/// Where the message of a record without a level begins: behind the time, a host and `process[pid]:`.
fn behind_head(text: &str) -> Option<usize> {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace).take(WORDS_BEFORE_LEVEL_MAX) {
        let bare = word.trim_end();
        at += word.len();
        if bare.ends_with("]:") {
            return Some(at);
        }
        let is_head = bare.starts_with(['[', '<'])
            || bare.ends_with([']', '>'])
            || bare.starts_with(|c: char| c.is_ascii_digit());
        let behind = &text[at..];
        let goes_on = behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '<' | '-' | '|'));
        if is_head && !goes_on {
            return Some(at).filter(|_| !behind.is_empty());
        }
    }
    None
}

/// True if `text` begins with one of `levels` and a colon, a bracket, or in upper case.
fn begins_with_level(text: &str, levels: &[&str]) -> bool {
    let len = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, behind) = text.split_at(len);
    let is_upper = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    levels.iter().any(|level| word.eq_ignore_ascii_case(level))
        && (behind.starts_with([':', ']']) || (is_upper && behind.starts_with([' ', '\t'])))
}

/// True if `text`, a message, reports an error with its first words.
fn reports(text: &str) -> bool {
    let mut rest = text;
    let mut is_named = false;
    for _ in 0..=PARTS_MAX {
        let is_known = if is_named { is_exception(rest) } else { says_error(rest) };
        if is_known || (rest.len() < text.len() && !is_named && says_failure(rest)) {
            return true;
        }
        let Some((part, behind)) = rest.split_once(": ") else { return false };
        // `tool: `, `file.c:3:5: `, `file.ts(3,5): `; behind a sentence with a colon only the name of an exception counts.
        let is_place = part.contains(":in `") || part.contains(":in '") || part.ends_with(')');
        is_named |= part.contains(char::is_whitespace) && !is_place;
        if part.is_empty() || (part.contains(['"', '\'', '(', '=', '`']) && !is_place) {
            return false;
        }
        rest = behind.trim_start();
    }
    false
}

/// Beginnings of sentences that report a failure; what follows is a word.
const SENTENCES: &[&str] = &[
    "Cannot ",
    "Can't ",
    "Could not ",
    "Couldn't ",
    "Failed to ",
    "Unable to ",
    "Error response from daemon",
    "Error starting ",
    "Error while ",
    "Error connecting ",
    "Error creating ",
    "Error loading ",
    "Error reading ",
    "Error executing ",
    "Error occurred ",
    "Access denied ",
    "Permission denied",
    "Connection refused",
    "Connection to ",
    "Segmentation fault",
    "segmentation fault",
    "Bus error",
    "Out of memory",
    "undefined reference to ",
    "No rule to make target",
    "npm ERR! ",
    "npm error ",
    "--- FAIL",
    "not ok ",
    "FAILED ",
    "Uncaught ",
    "Unhandled ",
    "unhandled ",
    "uncaught ",
    "Fatal Python error",
    "fatal error:",
    "Fatal error:",
    "PHP Fatal error",
    "E: ",
    "terminate called after throwing",
];

/// True if `text`, which follows the name of a tool, begins with words of a failure.
fn says_failure(text: &str) -> bool {
    const FAILURES: &[&str] =
        &["cannot ", "can't ", "could not ", "couldn't ", "failed to ", "unable to ", "no such ", "*** "];
    FAILURES.iter().any(|begin| text.starts_with(begin))
}

/// True if `text` begins with words of an error.
fn says_error(text: &str) -> bool {
    if SENTENCES.iter().any(|begin| text.starts_with(begin)) {
        return !text.starts_with("Connection to ") || text.contains(" refused") || text.contains(" failed");
    }
    is_labelled_error(text) || is_exception(text)
}

/// `error: x`, `Error: x`, `ERROR x`, `error[E0308]: x`, `ERROR 1045 (28000): x`, `error TS2322: x`, `fatal: x`.
fn is_labelled_error(text: &str) -> bool {
    let len = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, behind) = text.split_at(len);
    if !is_error_level(word) {
        return false;
    }
    let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let message = match behind.chars().next() {
        Some(':') => &behind[1..],
        Some('[') if word == "error" => behind.split_once("]:").map_or("", |(_, message)| message),
        Some(' ') if is_upper || is_code(behind.trim_start()) => behind,
        _ => "",
    };
    let message = message.trim();
    let says_none = ["0", "none", "null", "nil", "false", "-", "{}", "[]", "no"];
    // `error::Error` is a path of Rust.
    !message.is_empty() && !message.starts_with(':') && !says_none.contains(&message.trim_end_matches([',', ';', '.']))
}

/// `TS2322: `
fn is_code(text: &str) -> bool {
    let word = text.split(':').next().unwrap_or_default();
    word.len() < text.len()
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.ends_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `ValueError: x`, `java.io.IOException: x`, `sqlalchemy.exc.OperationalError`, `app.models.Order.DoesNotExist: x`.
fn is_exception(text: &str) -> bool {
    let len = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$'))).unwrap_or(text.len());
    let (name, behind) = text.split_at(len);
    let class = name.rsplit(['.', '$']).next().unwrap_or_default();
    let is_class = class.starts_with(|c: char| c.is_ascii_uppercase()) && class.chars().any(|c| c.is_ascii_lowercase());
    let is_error =
        ["Error", "Exception", "Interrupt", "Failure", "Fault", "Timeout"].iter().any(|end| class.ends_with(end));
    // `psycopg.errors.UndefinedColumn`
    let is_of_errors =
        name.split('.').rev().skip(1).any(|part| matches!(part, "errors" | "exceptions" | "exc" | "error"));
    let has_message = (behind.starts_with(": ") && behind.len() > 2) || behind.starts_with(" [");
    is_class && (is_error || is_of_errors) && has_message
}

/// What the system says at the end of `tool: what: …`.
const SYSTEM_ERRORS: &[&str] = &[
    ": No such file or directory",
    ": Permission denied",
    ": command not found",
    ": not found",
    ": Connection refused",
    ": Connection timed out",
    ": Connection reset by peer",
    ": connection refused",
    ": connection reset by peer",
    ": i/o timeout",
    ": Is a directory",
    ": Not a directory",
    ": Operation not permitted",
    ": No space left on device",
    ": Broken pipe",
    ": Address already in use",
    ": address already in use",
    ": Name or service not known",
    ": Temporary failure in name resolution",
    ": no such host",
    ": Read-only file system",
    ": Too many open files",
    ": Input/output error",
    ": Exec format error",
    ": Permission denied (publickey).",
];

/// True if `text` ends with what the system says of a failure, or with a status that is not 0.
fn ends_badly(text: &str) -> bool {
    let text = text.trim_end();
    // Beginning with a tool's name: no quoted line of source code.
    let is_tool = text.split_once(": ").is_some_and(|(tool, _)| {
        tool.len() <= 40 && !tool.contains(' ') && tool.starts_with(|c: char| c.is_alphanumeric() || "/.-".contains(c))
    });
    let curl = text.strip_prefix("curl: (").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    (is_tool && SYSTEM_ERRORS.iter().any(|end| text.ends_with(end)))
        || curl
        || failed_status(text)
        || text.ends_with(" ... FAILED")
        || text == "Killed"
        || failed_answer(text)
}

/// `HTTP/1.1 503 Service Unavailable`, `HTTP/2 429`: the server failed, or refuses for now.
fn failed_answer(text: &str) -> bool {
    let status = text.strip_prefix("HTTP/").and_then(|rest| rest.split(' ').nth(1)).unwrap_or_default();
    status == "429"
        || (status.len() == 3 && status.starts_with('5') && status.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `exited with code 1`, `Process completed with exit code 2.`; not with 0.
fn failed_status(text: &str) -> bool {
    const BEFORE: &[&str] =
        &["exited with code ", "completed with exit code ", "failed with exit code ", "returned a non-zero code: "];
    BEFORE.iter().any(|before| {
        text.rfind(before).is_some_and(|at| {
            let code = text[at + before.len()..].split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            code.parse::<u32>().is_ok_and(|code| code != 0)
        })
    })
}

/// True if `message` only passes on that something failed.
fn is_consequence(message: &str) -> bool {
    const SAYS: &[&str] = &[
        "exited with code",
        "exit code",
        "exit status",
        "non-zero",
        "did not complete successfully",
        "ELIFECYCLE",
        "Command failed",
        "command failed",
        "subprocess-exited-with-error",
        "aborting due to",
        "could not compile",
        "Build failed",
        "build failed",
        "failed to solve",
        "dependency failed to start",
        "A complete log of this run",
        "Found 1 error",
        "Recipe ",
        "test failed, to rerun",
        "code: 1",
    ];
    let make = message.contains("*** [") && message.contains("] Error ");
    make || SAYS.iter().any(|says| message.contains(says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_report_errors_are_known_by_the_place_of_the_words() {
        for (line, message) in [
            ("2026-11-21 10:00:00,123 ERROR [app.db] pool exhausted", "ERROR [app.db] pool exhausted"),
            (
                "2026-11-21 10:00:00 UTC [136] ERROR:  relation \"x\" does not exist",
                "ERROR:  relation \"x\" does not exist",
            ),
            ("[2026-11-21 10:00:00 +0000] [7] [ERROR] Exception in worker", "[ERROR] Exception in worker"),
            ("Nov 21 10:00:00 host sshd[12]: error: PAM: failure", "error: PAM: failure"),
            ("10:00:00 [error] 7#7: *1 connect() failed", "[error] 7#7: *1 connect() failed"),
            ("ERROR: could not install", "ERROR: could not install"),
            ("Error: Cannot find module 'x'", "Error: Cannot find module 'x'"),
            ("error[E0308]: mismatched types", "error[E0308]: mismatched types"),
            ("src/a.ts(3,5): error TS2322: Type", "src/a.ts(3,5): error TS2322: Type"),
            ("main.c:3:5: error: 'x' undeclared", "main.c:3:5: error: 'x' undeclared"),
            ("ValueError: bad", "ValueError: bad"),
            ("java.lang.NullPointerException: x", "java.lang.NullPointerException: x"),
            ("cat: /x: No such file or directory", "cat: /x: No such file or directory"),
            ("bash: foo: command not found", "bash: foo: command not found"),
            ("curl: (7) Failed to connect", "curl: (7) Failed to connect"),
            ("make: *** No rule to make target 'x'.  Stop.", "make: *** No rule to make target 'x'.  Stop."),
            ("ERROR 1045 (28000): Access denied", "ERROR 1045 (28000): Access denied"),
            ("{\"level\":\"error\",\"msg\":\"x\"}", "{\"level\":\"error\",\"msg\":\"x\"}"),
            ("{\"level\":50,\"msg\":\"x\"}", "{\"level\":50,\"msg\":\"x\"}"),
            ("time=\"2026-11-21T10:00:00Z\" level=fatal msg=x", "time=\"2026-11-21T10:00:00Z\" level=fatal msg=x"),
            ("Failed to start app", "Failed to start app"),
            ("[db] attempt 1/6 failed: Error: connect ECONNREFUSED", "attempt 1/6 failed: Error: connect ECONNREFUSED"),
            (
                "orders.rb:10:in `exec': ERROR:  column \"x\" (PG::Y)",
                "orders.rb:10:in `exec': ERROR:  column \"x\" (PG::Y)",
            ),
            ("psycopg.errors.UndefinedColumn: column \"x\"", "psycopg.errors.UndefinedColumn: column \"x\""),
            ("ld: cannot find -lfoo", "ld: cannot find -lfoo"),
            ("HTTP/1.1 503 Service Unavailable", "HTTP/1.1 503 Service Unavailable"),
            ("api-1 exited with code 3", "api-1 exited with code 3"),
        ] {
            let found = error_line(line).map(|found| &line[found.message..]);
            assert_eq!(found, Some(message), "{line}");
        }
    }

    #[test]
    fn lines_that_only_speak_of_errors_report_none() {
        for line in [
            "2026-11-21 10:00:00 INFO error budget is fine",
            "2026-11-21 10:00:00 WARN failed once, trying again",
            "INFO: 0 errors",
            "errors: 0",
            "error: 0",
            "error: none",
            "Compiling thiserror v2.0.1",
            "test error_is_reported ... ok",
            "    return Err(Error::new(ErrorKind::Other))",
            "The error handling of this tool is described in errors(3).",
            "error::Error",
            "KeyError",
            "could not open file \"%s\": %m",
            "cannot be undone",
            "Note: this fails",
            "HTTP/1.1 200 OK",
            "src/error.rs",
            "GET /error 200",
            "{\"level\":\"info\",\"msg\":\"error: x\"}",
            "level=info msg=\"error: x\"",
            "api-1 exited with code 0",
            "if this fails: Permission denied",
            "",
        ] {
            assert_eq!(error_line(line), None, "{line}");
        }
    }

    #[test]
    fn lines_that_pass_a_failure_on_are_consequences() {
        for line in [
            "api-1 exited with code 1",
            "make: *** [Makefile:3: all] Error 2",
            "ERROR: failed to solve: process \"/bin/sh -c x\" did not complete successfully: exit code: 1",
            "error: could not compile `x` (bin \"x\") due to 1 previous error",
            "npm ERR! code ELIFECYCLE",
            "##[error]Process completed with exit code 1.",
        ] {
            assert!(error_line(line).is_some_and(|found| found.is_consequence), "{line}");
        }
        assert!(!error_line("make: *** No rule to make target 'x'.  Stop.").expect("an error").is_consequence);
    }
}
