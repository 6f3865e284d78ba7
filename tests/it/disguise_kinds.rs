//! What shippers, terminals, editors and people do to a log: bytes in, bytes out. Shares no code with the reader.
//!
//! Where a real tool does it (`iconv`, `fold`, `pr`), `tests/data/disguises` holds that tool's own output for a sample, made by
//! `tests/repro/disguises.sh`, and a test below compares.

/// A disguise: its name and what it does to a log of LF lines.
pub type Disguise = (&'static str, fn(&str) -> Vec<u8>);

/// The one that makes a paste a log.
pub const IN_A_LONG_LOG: &str = "in the middle of a long log";

/// All of them.
pub const DISGUISES: &[Disguise] = &[
    ("CRLF", |log| log.replace('\n', "\r\n").into_bytes()),
    ("UTF-8 with a mark", |log| [b"\xef\xbb\xbf", log.as_bytes()].concat()),
    ("UTF-16LE with a mark, CRLF", |log| utf16(log, false, true)),
    ("UTF-16LE without a mark, CRLF", |log| utf16(log, false, false)),
    ("UTF-16BE with a mark, CRLF", |log| utf16(log, true, true)),
    ("wrapped at 28 columns", |log| wrapped(log, 28).into_bytes()),
    ("wrapped at 40 columns", |log| wrapped(log, 40).into_bytes()),
    ("wrapped at 80 columns", |log| wrapped(log, 80).into_bytes()),
    ("UTF-16LE, CRLF, wrapped at 80", |log| utf16(&wrapped(log, 80), false, true)),
    ("colors inside of words", |log| colored(log, "\u{1b}[1;31m", "\u{1b}[0m").into_bytes()),
    ("colors whose escape byte is lost", |log| each_line(log, |line| format!("[31m{line}[0m"))),
    ("colors as caret notation", |log| each_line(log, |line| format!("^[[31m{line}^[[0m"))),
    ("docker compose", |log| each_line(log, |line| format!("disguise-1  | {line}"))),
    ("docker-compose v1", |log| each_line(log, |line| format!("shop_disguise_1    | {line}"))),
    ("docker compose, another service's traceback line by line", |log| interleaved(log).into_bytes()),
    ("docker json-file", |log| each_line(log, json_file)),
    ("CRI", |log| each_line(log, |line| format!("2026-11-21T10:00:00.123456789Z stderr F {line}"))),
    ("kubectl logs --prefix", |log| each_line(log, |line| format!("[pod/web-6d4cf56db6-x7x2p/web] {line}"))),
    ("journald", |log| each_line(log, |line| format!("Nov 21 10:00:00 web-01 disguise[4242]: {line}"))),
    ("syslog RFC 5424", |log| {
        each_line(log, |line| format!("<30>1 2026-11-21T10:00:00.123456+00:00 web-01 disguise 4242 - - {line}"))
    }),
    ("rsyslog, one record with #012", |log| {
        format!(
            "Nov 21 10:00:00 web-01 disguise[4242]: {}\n",
            log.trim_end().replace('\n', "#012").replace('\t', "#011")
        )
        .into_bytes()
    }),
    ("GitHub Actions", |log| each_line(log, |line| format!("2026-11-21T10:00:00.1234567Z {line}"))),
    ("gh run view --log", |log| {
        each_line(log, |line| format!("test (3.12)\tRun the tests\t2026-11-21T10:00:00.1234567Z {line}"))
    }),
    ("GitLab", |log| each_line(log, |line| format!("2026-11-21T10:00:00.123456Z 01O {line}"))),
    ("BuildKit", |log| each_line(log, |line| format!("#12 3.456 {line}"))),
    ("pytest's error column", |log| each_line(log, |line| format!("E   {line}"))),
    ("PowerShell's error record", |log| powershell(log).into_bytes()),
    ("concurrently", |log| each_line(log, |line| format!("[api] {line}"))),
    ("turbo", |log| each_line(log, |line| format!("web:dev: {line}"))),
    ("honcho", |log| each_line(log, |line| format!("10:00:00 web.1  | {line}"))),
    ("pm2", |log| each_line(log, |line| format!("0|web  | {line}"))),
    ("quoted in a mail", |log| each_line(log, |line| format!("> {line}"))),
    ("a Markdown block in a list", |log| {
        let block: String = log.lines().map(|line| format!("    {line}\n")).collect();
        format!("1. Start it.\n2. It says:\n\n    ```text\n{block}    ```\n").into_bytes()
    }),
    ("a box of lines", |log| boxed(log).into_bytes()),
    ("HTML", |log| {
        let escaped = log.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        format!("<html><body><h1>Error</h1><pre>{}</pre></body></html>\n", escaped.replace('\'', "&#39;")).into_bytes()
    }),
    ("a JSON record", |log| {
        let record = serde_json::json!({ "level": 50, "time": 1_795_255_200_123_u64, "msg": log.trim_end() });
        format!("{record}\n").into_bytes()
    }),
    ("JSON in docker's JSON", |log| {
        let record = serde_json::json!({ "level": "error", "err": { "stack": log.trim_end() } }).to_string();
        json_file(&record).into_bytes()
    }),
    ("every line twice", |log| each_line(log, |line| format!("{line}\n{line}"))),
    ("behind a progress bar", |log| format!("  0%|   | 0/9\r 50%|#  | 5/9\r100%|###| 9/9\n{log}").into_bytes()),
    ("behind bytes that are not text", |log| [b"caf\xe9 \xff\xfe \xc3\x28\n".as_slice(), log.as_bytes()].concat()),
    (IN_A_LONG_LOG, |log| {
        let chatter = |from: usize| -> String {
            (from..from + 400)
                .map(|n| {
                    format!("2026-11-21 10:{:02}:{:02},000 INFO  served /health in {} ms\n", n / 60 % 60, n % 60, n % 9)
                })
                .collect()
        };
        format!("{}{}\n{}", chatter(0), log.trim_end_matches('\n'), chatter(400)).into_bytes()
    }),
];

fn each_line(log: &str, line: impl Fn(&str) -> String) -> Vec<u8> {
    log.lines().flat_map(|text| line(text).into_bytes().into_iter().chain([b'\n'])).collect()
}

/// As PowerShell 5's `>` writes it, or `iconv` does.
pub fn utf16(log: &str, big: bool, mark: bool) -> Vec<u8> {
    let text = format!("{}{}", if mark { "\u{feff}" } else { "" }, log.replace('\n', "\r\n"));
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// Every line cut at `width` characters, as `fold` does.
pub fn wrapped(log: &str, width: usize) -> String {
    let mut out = String::new();
    for line in log.lines() {
        let chars: Vec<char> = line.chars().collect();
        for (index, piece) in chars.chunks(width).enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.extend(piece);
        }
        out.push('\n');
    }
    out
}

/// A color begins inside each word of four or more letters and ends behind it.
fn colored(log: &str, on: &str, off: &str) -> String {
    let word = |word: &str| match word.char_indices().nth(2) {
        Some((at, _)) if word.trim().chars().count() >= 4 => {
            let (head, tail) = word.split_at(at);
            let body = tail.trim_end_matches(['\n', ' ']);
            format!("{head}{on}{body}{off}{}", &tail[body.len()..])
        }
        _ => word.to_owned(),
    };
    log.split_inclusive([' ', '\n']).map(word).collect()
}

/// Behind each line one of another service's traceback, over and over.
fn interleaved(log: &str) -> String {
    const OTHER: [&str; 5] = [
        "Traceback (most recent call last):",
        "  File \"/srv/chatter/main.py\", line 7, in tick",
        "    return total / count",
        "           ~~~~~~^~~~~~~",
        "ZeroDivisionError: division by zero",
    ];
    let pair =
        |(index, line): (usize, &str)| format!("disguise-1  | {line}\nchatter-1   | {}\n", OTHER[index % OTHER.len()]);
    log.lines().enumerate().map(pair).collect()
}

fn json_file(line: &str) -> String {
    serde_json::json!({ "log": format!("{line}\n"), "stream": "stderr", "time": "2026-11-21T10:00:00.123456789Z" })
        .to_string()
}

/// What Windows PowerShell makes of a program that writes to its standard error.
fn powershell(log: &str) -> String {
    let mut lines = log.lines();
    let first = lines.next().unwrap_or_default();
    let rest: String = lines.map(|line| format!("{line}\r\n")).collect();
    format!(
        "docker.exe : {first}\r\nAt line:1 char:1\r\n+ docker compose up *> up.log\r\n+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~\r\n    + CategoryInfo          : NotSpecified: ({}:String) [], RemoteException\r\n    + FullyQualifiedErrorId : NativeCommandError\r\n \r\n{rest}",
        first.chars().take(40).collect::<String>()
    )
}

/// Lines in a frame, the long ones broken, as Rich and Terraform print.
fn boxed(log: &str) -> String {
    const WIDTH: usize = 96;
    let rule = "─".repeat(WIDTH + 2);
    let row = |line: &str| {
        let pad = WIDTH.saturating_sub(line.chars().count());
        format!("│ {line}{} │\n", " ".repeat(pad))
    };
    let rows: String = wrapped(log, WIDTH).lines().map(row).collect();
    format!("╭{rule}╮\n{rows}╰{rule}╯\n")
}
