//! Logs as services write them: access lines, records, SQL statements, JSON, tracebacks now and then.

use std::path::{Path, PathBuf};

use super::Random;
use super::messages::{Message, near_miss};

const PATHS: &[&str] = &["/health", "/api/v1/orders", "/api/v1/users/me", "/static/app.js", "/metrics", "/login"];
const LOGGERS: &[&str] = &["app.orders", "app.auth", "uvicorn.access", "sqlalchemy.engine", "celery.worker"];
const WHAT: &[&str] = &[
    "request served",
    "cache miss, reading from the database",
    "connection from the pool returned",
    "job finished",
    "token refreshed for user",
    "retrying after the upstream was slow",
    "0 failed, 12 passed",
    "error budget is at 99.2 %",
];
const TABLES: &[&str] = &["orders", "users", "invoices", "audit_log", "sessions"];

/// A traceback that the built-in knowledge explains, as it ends a log.
pub const FAILURE: &str = "Traceback (most recent call last):
  File \"/srv/app/main.py\", line 12, in <module>
    connection = psycopg2.connect(host=\"db\", port=5432)
  File \"/usr/lib/python3/dist-packages/psycopg2/__init__.py\", line 122, in connect
    conn = _connect(dsn, connection_factory=connection_factory, **kwasync)
psycopg2.OperationalError: connection to server at \"db\" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user \"app\"
";

/// A log of at least `size` bytes without an error that is known, then [`FAILURE`].
pub fn service(size: usize, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut log = String::with_capacity(size + 2_048);
    let mut second = 0;
    while log.len() + FAILURE.len() < size {
        second += random.below(3);
        line(&mut log, &mut random, second);
    }
    log.push_str(FAILURE);
    log
}

/// Real output, in blocks of at most 100 lines: every log of this repository's tests that is text.
pub fn real_blocks() -> Vec<String> {
    const BLOCK_LINES: usize = 100;
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<PathBuf> = ["logs", "healthy", "data/compose"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(tests.join(folder)).ok())
        .flatten()
        .map(|item| item.expect("an item").path())
        .filter(|path| path.extension().is_some_and(|end| end == "log"))
        .collect();
    files.sort();
    let mut blocks = Vec::new();
    for file in files {
        let bytes = std::fs::read(file).expect("a log");
        if bytes.contains(&0) {
            continue;
        }
        // The others that are compared read bytes, kb reads text: with ASCII both read the same.
        let text: String = bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
        let lines: Vec<&str> = text.lines().collect();
        blocks.extend(lines.chunks(BLOCK_LINES).map(|block| block.join("\n") + "\n"));
    }
    blocks
}

/// A log of at least `size` bytes: real output in random order with other digits each time, generated records, and of 1,000 lines
/// 8 with a message of `messages` and 20 with one that is nearly so.
pub fn with_messages(size: usize, messages: &[Message], seed: u64) -> String {
    let blocks = real_blocks();
    let mut random = Random::new(seed);
    let mut log = String::with_capacity(size + 64_000);
    let mut second = 0;
    while log.len() < size {
        let block = with_other_digits(&blocks[random.below(blocks.len())], &mut random);
        for text in block.lines() {
            second += random.below(3);
            let message = &messages[random.below(messages.len())].line;
            let time = clock(second);
            match random.below(1_000) {
                0..=7 => log.push_str(&format!("2026-11-21 {time} ERROR {message}\n")),
                8..=27 => log.push_str(&format!("2026-11-21 {time} ERROR {}\n", near_miss(&mut random, message))),
                28..=227 => line(&mut log, &mut random, second),
                _ => {}
            }
            log.push_str(text);
            log.push('\n');
        }
    }
    log
}

/// `block` with its digits replaced by others, each always by the same.
fn with_other_digits(block: &str, random: &mut Random) -> String {
    let mut digits: Vec<char> = ('0'..='9').collect();
    for at in (1..digits.len()).rev() {
        digits.swap(at, random.below(at + 1));
    }
    let other = |character: char| character.to_digit(10).map_or(character, |digit| digits[digit as usize]);
    block.chars().map(other).collect()
}

fn clock(second: usize) -> String {
    format!("{:02}:{:02}:{:02}", 8 + second / 3_600 % 12, second / 60 % 60, second % 60)
}

fn line(log: &mut String, random: &mut Random, second: usize) {
    let time = clock(second);
    let number = random.below(100_000);
    let path = random.pick(PATHS);
    let text = match random.below(20) {
        0..=6 => format!(
            "172.18.0.{} - - [21/Nov/2026:{time} +0000] \"GET {path}?page={number} HTTP/1.1\" {} {} \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"\n",
            random.below(250),
            random.pick(&[200, 200, 200, 201, 304, 404, 429, 500]),
            random.below(9_000)
        ),
        7..=12 => format!(
            "2026-11-21 {time},{:03} INFO  [{}] {} (id={number})\n",
            random.below(1_000),
            random.pick(LOGGERS),
            random.pick(WHAT)
        ),
        13..=15 => format!(
            "2026-11-21 {time},{:03} INFO sqlalchemy.engine.Engine SELECT {table}.id, {table}.name FROM {table} WHERE {table}.id = %(id_1)s\n",
            random.below(1_000),
            table = random.pick(TABLES)
        ),
        16..=17 => format!(
            "{{\"time\":\"2026-11-21T{time}Z\",\"level\":\"info\",\"logger\":\"{}\",\"msg\":\"{}\",\"path\":\"{path}\",\"took_ms\":{}}}\n",
            random.pick(LOGGERS),
            random.pick(WHAT),
            random.below(400)
        ),
        18 => format!("2026-11-21 {time} WARNING [{}] slow query, {} ms\n", random.pick(LOGGERS), random.below(5_000)),
        // Once in a few hundred lines something goes wrong that no entry knows.
        _ if random.below(16) == 0 => format!(
            "Traceback (most recent call last):\n  File \"/srv/app/{table}.py\", line {}, in load\n    return cache[key]\n           ~~~~~^^^^^\nKeyError: '{table}:{number}'\n",
            random.below(400),
            table = random.pick(TABLES)
        ),
        _ => format!("2026-11-21 {time} DEBUG pool size {} of 20\n", random.below(20)),
    };
    log.push_str(&text);
}

/// What a status is in a log in which nothing is wrong: mostly 200, and now and then a client that asks for what is not there.
const STATUSES: &[(usize, &str)] = &[
    (200, "OK"),
    (200, "OK"),
    (200, "OK"),
    (200, "OK"),
    (200, "OK"),
    (200, "OK"),
    (200, "OK"),
    (304, "Not Modified"),
    (201, "Created"),
    (404, "Not Found"),
];

/// A line of a web server.
pub fn access_line(random: &mut Random, second: usize) -> String {
    format!(
        "172.18.0.{} - - [21/Nov/2026:{} +0000] \"{} {} HTTP/1.1\" {} {} \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"\n",
        random.below(250),
        clock(second),
        random.pick(&["GET", "GET", "POST"]),
        random.pick(PATHS),
        random.pick(STATUSES).0,
        random.below(9_000)
    )
}

/// A line of uvicorn, as FastAPI's services print it.
pub fn uvicorn_line(random: &mut Random, _second: usize) -> String {
    let (status, phrase) = random.pick(STATUSES);
    let (host, port) = (random.below(250), 30_000 + random.below(30_000));
    format!("INFO:     172.18.0.{host}:{port} - \"GET {} HTTP/1.1\" {status} {phrase}\n", random.pick(PATHS))
}

/// A record of Python's logging.
pub fn record_line(random: &mut Random, second: usize) -> String {
    let (millis, number) = (random.below(1_000), random.below(100_000));
    let (time, logger, what) = (clock(second), random.pick(LOGGERS), random.pick(WHAT));
    format!("2026-11-21 {time},{millis:03} INFO  [{logger}] {what} (id={number})\n")
}

/// A record of a service that logs JSON.
pub fn json_line(random: &mut Random, second: usize) -> String {
    let (logger, what, path) = (random.pick(LOGGERS), random.pick(WHAT), random.pick(PATHS));
    let (time, took) = (clock(second), random.below(400));
    format!(
        "{{\"time\":\"2026-11-21T{time}Z\",\"level\":\"info\",\"logger\":\"{logger}\",\"msg\":\"{what}\",\"path\":\"{path}\",\"took_ms\":{took}}}\n"
    )
}

/// A line of one of three services, as compose prints them.
pub fn compose_line(random: &mut Random, second: usize) -> String {
    match random.below(5) {
        0 | 1 => format!("nginx-1    | {}", access_line(random, second)),
        2 | 3 => format!("backend-1  | {}", uvicorn_line(random, second)),
        _ => format!(
            "db-1       | 2026-11-21 {}.{:03} UTC [27] LOG:  {}\n",
            clock(second),
            random.below(1_000),
            random.pick(&["checkpoint starting: time", "checkpoint complete: wrote 43 buffers (0.3%)"])
        ),
    }
}

/// A traceback of about `size` bytes, as people paste it.
pub fn traceback(size: usize) -> String {
    let mut log = String::from("Traceback (most recent call last):\n");
    let mut number = 0;
    while log.len() + FAILURE.len() < size {
        number += 1;
        log.push_str(&format!(
            "  File \"/srv/app/venv/lib/python3.12/site-packages/starlette/routing_{number}.py\", line {}, in __call__\n    await self.app(scope, receive, send)\n",
            number * 17 % 900
        ));
    }
    log.push_str(FAILURE.split_once('\n').expect("a head").1);
    log
}

/// Every line cut at `width` characters, as a terminal or PowerShell does.
pub fn wrapped(log: &str, width: usize) -> String {
    let mut out = String::with_capacity(log.len() + log.len() / width);
    for line in log.lines() {
        for row in line.as_bytes().chunks(width) {
            out.push_str(std::str::from_utf8(row).expect("the generated logs are ASCII"));
            out.push('\n');
        }
    }
    out
}

/// The lines of four services, interleaved and prefixed as `docker compose logs` does.
pub fn prefixed(log: &str) -> String {
    const SERVICES: [&str; 4] = ["api-1     | ", "db-1      | ", "worker-1  | ", "proxy-1   | "];
    let mut out = String::with_capacity(log.len() + log.len() / 6);
    // Tracebacks stay whole: a line that is no record belongs to the service of the one before it.
    let mut service = 0;
    for (number, line) in log.lines().enumerate() {
        if line.starts_with("2026") || line.starts_with("172") || line.starts_with('{') {
            service = number % SERVICES.len();
        }
        out.push_str(SERVICES[service]);
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Every line with `prefix`.
pub fn with_prefix(log: &str, prefix: &str) -> String {
    log.lines().map(|line| format!("{prefix}{line}\n")).collect()
}

/// Behind each line of one service one of another.
pub fn interleaved(log: &str) -> String {
    let other = |number: usize| {
        format!("worker-1  | 2026-11-21 {} INFO  [celery.worker] job {number} finished\n", clock(number))
    };
    log.lines().enumerate().map(|(number, line)| format!("api-1     | {line}\n{}", other(number))).collect()
}

/// A color begins inside each fourth word and ends behind it.
pub fn colored_words(log: &str) -> String {
    let word = |(number, word): (usize, &str)| match word.char_indices().nth(2) {
        Some((at, _)) if number % 4 == 3 => {
            let (head, tail) = word.split_at(at);
            let (tail, end) = tail.strip_suffix('\n').map_or((tail, ""), |tail| (tail, "\n"));
            format!("{head}\u{1b}[1;31m{tail}\u{1b}[0m{end}")
        }
        _ => word.to_owned(),
    };
    log.split_inclusive(' ').enumerate().map(word).collect()
}

/// Levels and messages in color, as a development server prints them.
pub fn colored(log: &str) -> String {
    log.replace("INFO", "\u{1b}[32mINFO\u{1b}[0m").replace("WARNING", "\u{1b}[33mWARNING\u{1b}[0m")
}

/// UTF-16 with a byte order mark and CRLF, as a PowerShell redirect writes it.
pub fn utf16(log: &str) -> Vec<u8> {
    format!("\u{feff}{}", log.replace('\n', "\r\n")).encode_utf16().flat_map(u16::to_le_bytes).collect()
}
