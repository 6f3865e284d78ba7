//! Random small corpora, and random logs in which their messages, near misses and noise stand in every dress.
//!
//! Plans are drawn (and shrunk) by proptest; [`corpus`] and [`log`] write them out. The words are few, so that
//! messages of different entries run into each other.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// An entry as (id, front matter below the title).
pub type EntryPlan = (String, String);

/// A corpus and a log, as the properties get them.
#[derive(Clone)]
pub struct Case {
    /// In id order.
    pub entries: Vec<EntryPlan>,
    /// The raw bytes.
    pub log: Vec<u8>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (id, front_matter) in &self.entries {
            writeln!(f, "--- {id}\n{front_matter}")?;
        }
        writeln!(f, "--- log, {} bytes\n\"{}\"", self.log.len(), self.log.escape_ascii())
    }
}

/// A corpus with a log made of its messages.
pub fn case() -> impl Strategy<Value = Case> {
    (corpus_plan(), log_plan()).prop_map(|(corpus_plan, log_plan)| {
        let patterns: Vec<&Pattern> = corpus_plan.iter().flat_map(EntryDraft::patterns).collect();
        let log = log(&log_plan, &patterns);
        Case { entries: corpus(&corpus_plan), log }
    })
}

// --- corpora -------------------------------------------------------------------------------------------------

const WORDS: &[&str] = &[
    "gremlin",
    "wonderland",
    "vanished",
    "kettle",
    "basskick",
    "can't",
    "\"quoted\"",
    "überlauf",
    "Ошибка",
    "exit",
    "code",
    "1",
    "137",
    "[SQL:",
    "{\"detail\":",
    "bind:",
    "Error",
    "no_such",
    "tables",
];

const NAMES: &[&str] = &["a", "b", "port"];

/// A part of a `text`.
#[derive(Clone, Debug)]
enum Part {
    Word(&'static str),
    Hole(Option<&'static str>, &'static str),
}

#[derive(Clone, Debug)]
enum Pattern {
    Text { parts: Vec<(bool, Part)>, ignore_case: bool },
    Regex { shape: usize, words: [&'static str; 2] },
}

/// Regexes as (pattern, what it matches); `W` and `V` are words, `N` a number.
const REGEXES: &[(&str, &str)] = &[
    (r"W (?P<a>\S+) V", "W x V"),
    (r"^W: (?P<port>\d+)$", "W: N"),
    (r"(?i)W V", "W V"),
    (r"(?:W|V) done", "V done"),
    (r"\d{4}-W", "2026-W"),
    (r"^\d{3}$", "137"),
    (r"W\n\s+V", "W\n   V"),
    (r"(?:W )?V", "V"),
    (r"(?s)W.{0,60}V", "W\nand\n V"),
    (r"\bW\b.*\bV\b", "W, then V"),
    (r"x*", "xx"),
    (r"^$", ""),
    (r"(?P<a>W\w*)", "Wful"),
    (r"W$", "W"),
    (r"(?:W ){2,3}", "W W "),
    (r"(?x) W \s+ (?P<b>V)", "W  V"),
    (r"[kK]ettle (?P<port>\d*)", "kettle N"),
    (r"W\s*$\s*^V", "W\nV"),
    (r"(?m)\z", ""),
];

impl Pattern {
    fn toml(&self) -> String {
        match self {
            Pattern::Text { parts, ignore_case } => {
                let text = toml::Value::String(text_of(parts));
                format!("text = {text}\n{}", if *ignore_case { "ignore_case = true\n" } else { "" })
            }
            Pattern::Regex { shape, words } => {
                let [first, second] = words.map(regex::escape);
                let pattern = REGEXES[*shape].0.replace('W', &first).replace('V', &second);
                format!("regex = {}\n", toml::Value::String(pattern))
            }
        }
    }

    /// A message that it matches, if nothing is done to it.
    fn message(&self, values: &[&str]) -> String {
        let mut values = values.iter().cycle();
        let mut value = |kind: &str| match kind {
            "int" => "5432",
            _ => values.next().copied().unwrap_or("x"),
        };
        match self {
            Pattern::Text { parts, .. } => {
                let mut message = String::new();
                let mut known: Vec<(&str, &str)> = Vec::new();
                for (space, part) in parts {
                    message.push_str(if *space { " " } else { "" });
                    message.push_str(match part {
                        Part::Word(word) => word,
                        Part::Hole(None, kind) => value(kind),
                        Part::Hole(Some(name), kind) => match known.iter().find(|(known, _)| known == name) {
                            Some((_, value)) => value,
                            None => {
                                known.push((name, value(kind)));
                                known.last().expect("pushed").1
                            }
                        },
                    });
                }
                message
            }
            Pattern::Regex { shape, words } => {
                REGEXES[*shape].1.replace('W', words[0]).replace('V', words[1]).replace('N', value(""))
            }
        }
    }
}

fn text_of(parts: &[(bool, Part)]) -> String {
    let mut text = String::new();
    for (space, part) in parts {
        text.push_str(if *space { " " } else { "" });
        match part {
            Part::Word(word) => text.push_str(word),
            Part::Hole(name, kind) => text.push_str(&format!("{{{}{kind}}}", name.unwrap_or("_"))),
        }
    }
    text
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let kind = select(vec!["", ":word", ":int", ":line", ":any"]);
    let hole = (proptest::option::of(select(NAMES)), kind).prop_map(|(name, kind)| Part::Hole(name, kind));
    let part = prop_oneof![3 => select(WORDS).prop_map(Part::Word), 1 => hole];
    // Most words stand apart, as they do in messages.
    let spaced = (proptest::bool::weighted(0.85), part);
    let text = (proptest::collection::vec(spaced, 1..6), proptest::bool::weighted(0.2))
        .prop_map(|(parts, ignore_case)| Pattern::Text { parts, ignore_case })
        .prop_filter("a text that can be a signature", |pattern| match pattern {
            Pattern::Text { parts, .. } => kb::signature::TextPattern::parse(&text_of(parts), false).is_ok(),
            Pattern::Regex { .. } => true,
        });
    let word = || select(WORDS);
    let regex = (0..REGEXES.len(), word(), word()).prop_map(|(shape, a, b)| Pattern::Regex { shape, words: [a, b] });
    prop_oneof![3 => text, 1 => regex]
}

/// One `[[signature]]`.
#[derive(Clone, Debug)]
enum SignatureDraft {
    Single(Pattern, usize),
    Combination {
        within: Option<(String, bool)>,
        members: Vec<(&'static str, Pattern, usize)>,
        recovery: Option<Pattern>,
    },
}

impl SignatureDraft {
    fn patterns(&self) -> Vec<&Pattern> {
        match self {
            SignatureDraft::Single(pattern, _) => vec![pattern],
            SignatureDraft::Combination { members, recovery, .. } => {
                members.iter().map(|(_, pattern, _)| pattern).chain(recovery).collect()
            }
        }
    }

    fn toml(&self) -> String {
        let count = |count: usize| if count > 1 { format!("count = {count}\n") } else { String::new() };
        let mut toml = String::from("[[signature]]\n");
        match self {
            SignatureDraft::Single(pattern, times) => {
                toml.push_str(&pattern.toml());
                toml.push_str(&count(*times));
            }
            SignatureDraft::Combination { within, members, recovery } => {
                if let Some((window, across)) = within {
                    toml.push_str(&format!("within = \"{window}\"\nacross = {across}\n"));
                }
                if let Some(recovery) = recovery {
                    let pattern = recovery.toml().trim_end().replace('\n', ", ");
                    toml.push_str(&format!("resolved_by = {{ {pattern} }}\n"));
                }
                for (role, pattern, times) in members {
                    toml.push_str(&format!("[[signature.{role}]]\n{}{}", pattern.toml(), count(*times)));
                }
            }
        }
        toml
    }
}

fn signature() -> impl Strategy<Value = SignatureDraft> {
    let times = || prop_oneof![6 => Just(1_usize), 1 => 2..4_usize];
    let single = (pattern(), times()).prop_map(|(pattern, times)| SignatureDraft::Single(pattern, times));
    let role = select(vec!["all", "all", "any", "none", "sequence", "sequence"]);
    let members = proptest::collection::vec((role, pattern(), times()), 1..4)
        .prop_filter("something must be there", |members| members.iter().any(|(role, ..)| *role != "none"));
    let window = prop_oneof![
        (1..12_usize).prop_map(|lines| format!("{lines} lines")),
        select(vec!["1s", "7s", "500ms", "1min", "1h"]).prop_map(str::to_owned),
    ];
    let within = proptest::option::of((window, any::<bool>()));
    let combination = (within, members, proptest::option::of(pattern())).prop_map(|(within, members, recovery)| {
        // A recovery that is the failure itself is refused, whatever its case.
        let told = |pattern: &Pattern| pattern.toml().replace("ignore_case = true\n", "");
        let is_failure = |recovery: &Pattern| members.iter().any(|(_, part, _)| told(part) == told(recovery));
        let recovery = recovery.filter(|recovery| !is_failure(recovery));
        SignatureDraft::Combination { within, members, recovery }
    });
    prop_oneof![2 => single, 1 => combination]
}

/// An entry: signatures, and relations to other entries by their number.
#[derive(Clone, Debug)]
struct EntryDraft {
    signatures: Vec<SignatureDraft>,
    relations: Vec<(&'static str, Index)>,
}

impl EntryDraft {
    fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.signatures.iter().flat_map(SignatureDraft::patterns)
    }
}

fn corpus_plan() -> impl Strategy<Value = Vec<EntryDraft>> {
    let relation = (select(vec!["supersedes", "caused_by", "masks"]), any::<Index>());
    let entry = (proptest::collection::vec(signature(), 1..3), proptest::collection::vec(relation, 0..2))
        .prop_map(|(signatures, relations)| EntryDraft { signatures, relations });
    proptest::collection::vec(entry, 1..5)
}

fn corpus(plan: &[EntryDraft]) -> Vec<EntryPlan> {
    let id = |number: usize| format!("area{}/entry-{number}", number % 2);
    let mut entries: Vec<EntryPlan> = plan
        .iter()
        .enumerate()
        .map(|(number, entry)| {
            let relations: String = entry
                .relations
                .iter()
                .map(|(relation, other)| (relation, other.index(plan.len())))
                .filter(|(_, other)| *other != number)
                .map(|(relation, other)| format!("{relation} = [\"{}\"]\n", id(other)))
                .collect();
            (id(number), relations + &entry.signatures.iter().map(SignatureDraft::toml).collect::<String>())
        })
        .collect();
    entries.sort();
    entries
}

// --- logs ----------------------------------------------------------------------------------------------------

const VALUES: &[&str] = &[
    "x",
    "5432",
    "0.0.0.0:80",
    "[::]",
    "users",
    "a/b-c.d",
    "'q'",
    "%s",
    "значение",
    "1",
    "two words",
    "x;y",
    "-",
    "{\"a\": 1}",
    "$(id)",
];

const NOISE: &[&str] = &[
    "GET /health 200 in 3 ms",
    "gremlin",
    "wonderland vanished",
    "exit code 13",
    "   indented line of something",
    "137",
    "can\u{2019}t \u{201c}quoted\u{201d}",
    "a very long line of words that goes on and on and on until any terminal that is not wider cuts it somewhere",
    "\u{2714} gremlin vanished (2ms)",
    "10%\r50%\r100%",
    "table | with | bars",
    "\u{feff}marked",
];

/// What stands before the first line of a message.
const LEADS: &[&str] = &[
    "",
    "",
    "",
    "2026-11-21 10:00:00 ERROR ",
    "2026-11-21 10:00:00,700 ERROR ",
    "2026-11-21 10:00:07 ",
    "2026-11-21 09:59:30 ERROR ",
    "2026-11-21T11:00:05+01:00 ",
    "23:59:58 ",
    "00:00:01.5 ERROR ",
    "ERROR: ",
    "[error] ",
    "2026-11-21T10:00:00.1234567Z ",
    "  ",
    "E   ",
    "#12 3.4 ",
    "npm ERR! ",
    "INFO  ",
    "level=error msg=",
    "app.Thing: ",
    "2026-11-21 10:00:00 ",
    "x",
];

/// Tracebacks; `M` is the message.
const TRACEBACKS: &[&str] = &[
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g()\nValueError: M",
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: 'x'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File \"b.py\", line 1, in g\na.b.FooError: M",
    "Exception in thread \"main\" a.B: outer\n\tat a.B.c(B.java:1)\nCaused by: a.C: M\n\t... 3 more",
    "panic: M\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:3 +0x1d",
    "thread 'main' panicked at src/main.rs:1:2:\nM\nnote: run with `RUST_BACKTRACE=1`",
    "M\n  DETAIL: more\n  HINT: less",
];

/// Something done to a message so that it may not match any more.
#[derive(Clone, Debug)]
enum Damage {
    None,
    /// A character less.
    Drop(Index),
    /// A character of a word more.
    Insert(Index, char),
    /// A line end in it.
    Break(Index),
    /// Blanks doubled.
    Blanks,
    /// Another case.
    Upper,
    /// Straight quotes curled.
    Curl,
}

#[derive(Clone, Debug)]
enum Block {
    Message {
        pattern: Index,
        values: Vec<&'static str>,
        lead: &'static str,
        damage: Damage,
    },
    Traceback {
        frame: &'static str,
        pattern: Index,
        values: Vec<&'static str>,
    },
    /// A record in JSON or logfmt whose message may hold a whole traceback.
    Escaped {
        is_json: bool,
        frame: &'static str,
        pattern: Index,
        values: Vec<&'static str>,
    },
    Noise(&'static str),
    Blank,
}

fn block() -> impl Strategy<Value = Block> {
    let values = || proptest::collection::vec(select(VALUES), 1..4);
    let damage = prop_oneof![
        6 => Just(Damage::None),
        1 => any::<Index>().prop_map(Damage::Drop),
        1 => (any::<Index>(), select(vec!['e', '7', '_', ' ', 'ж', '\''])).prop_map(|(at, c)| Damage::Insert(at, c)),
        2 => any::<Index>().prop_map(Damage::Break),
        1 => Just(Damage::Blanks),
        1 => Just(Damage::Upper),
        1 => Just(Damage::Curl),
    ];
    prop_oneof![
        6 => (any::<Index>(), values(), select(LEADS), damage)
            .prop_map(|(pattern, values, lead, damage)| Block::Message { pattern, values, lead, damage }),
        2 => (select(TRACEBACKS), any::<Index>(), values())
            .prop_map(|(frame, pattern, values)| Block::Traceback { frame, pattern, values }),
        1 => (any::<bool>(), select(vec!["M", "M", TRACEBACKS[0], TRACEBACKS[1]]), any::<Index>(), values())
            .prop_map(|(is_json, frame, pattern, values)| Block::Escaped { is_json, frame, pattern, values }),
        3 => select(NOISE).prop_map(Block::Noise),
        1 => Just(Block::Blank),
    ]
}

impl Block {
    fn text(&self, patterns: &[&Pattern]) -> String {
        let message = |index: &Index, values: &[&str]| patterns[index.index(patterns.len())].message(values);
        match self {
            Block::Message { pattern, values, lead, damage } => {
                format!("{lead}{}", damaged(message(pattern, values), damage))
            }
            Block::Traceback { frame, pattern, values } => frame.replace('M', &message(pattern, values)),
            Block::Escaped { is_json, frame, pattern, values } => {
                let quoted = serde_json::Value::String(frame.replace('M', &message(pattern, values)));
                if *is_json {
                    format!("{{\"level\":\"error\",\"msg\":{quoted}}}")
                } else {
                    format!("level=error msg={quoted}")
                }
            }
            Block::Noise(noise) => (*noise).to_owned(),
            Block::Blank => String::new(),
        }
    }
}

fn damaged(message: String, damage: &Damage) -> String {
    let mut chars: Vec<char> = message.chars().collect();
    let place = |at: &Index, len: usize| at.index(len.max(1)).min(len);
    match damage {
        Damage::None => {}
        Damage::Drop(at) => {
            let at = place(at, chars.len());
            if at < chars.len() {
                chars.remove(at);
            }
        }
        Damage::Insert(at, character) => chars.insert(place(at, chars.len() + 1), *character),
        Damage::Break(at) => chars.insert(place(at, chars.len() + 1), '\n'),
        Damage::Blanks => return message.replace(' ', "  "),
        Damage::Upper => return message.to_uppercase(),
        Damage::Curl => return message.replace('\'', "\u{2019}").replace('"', "\u{201c}"),
    }
    chars.into_iter().collect()
}

/// How the whole log was written and kept.
#[derive(Clone, Debug)]
struct Dress {
    /// Services whose output `docker compose` interleaves; 0: no prefixes.
    services: usize,
    /// The width that each line was cut at, and whether behind the prefix.
    wrap: Option<(usize, bool)>,
    ansi: Vec<(Index, &'static str)>,
    line_end: &'static str,
    ends_with_line: bool,
    encoding: Encoded,
    /// Bytes overwritten, as on a bad line.
    broken: Vec<(Index, u8)>,
}

#[derive(Clone, Copy, Debug)]
enum Encoded {
    Utf8,
    Utf16 { big: bool, mark: bool },
}

fn dress() -> impl Strategy<Value = Dress> {
    let services = prop_oneof![2 => Just(0_usize), 1 => 1..4_usize];
    let wrap = prop_oneof![2 => Just(None), 1 => (8..60_usize, any::<bool>()).prop_map(Some)];
    let escape = select(vec!["\u{1b}[31m", "\u{1b}[0m", "\u{1b}]8;;http://x\u{7}", "\u{1b}[", "\0", "\u{1b}(B"]);
    let ansi = prop_oneof![2 => Just(Vec::new()), 1 => proptest::collection::vec((any::<Index>(), escape), 1..6)];
    let utf16 = (any::<bool>(), any::<bool>()).prop_map(|(big, mark)| Encoded::Utf16 { big, mark });
    let encoding = prop_oneof![3 => Just(Encoded::Utf8), 1 => utf16];
    let broken = prop_oneof![
        4 => Just(Vec::new()),
        1 => proptest::collection::vec((any::<Index>(), any::<u8>()), 1..4)
    ];
    (services, wrap, ansi, select(vec!["\n", "\n", "\r\n", "\r\r\n"]), any::<bool>(), encoding, broken).prop_map(
        |(services, wrap, ansi, line_end, ends_with_line, encoding, broken)| Dress {
            services,
            wrap,
            ansi,
            line_end,
            ends_with_line,
            encoding,
            broken,
        },
    )
}

/// A log before it is written out.
#[derive(Clone, Debug)]
struct LogPlan {
    blocks: Vec<Block>,
    dress: Dress,
}

fn log_plan() -> impl Strategy<Value = LogPlan> {
    (proptest::collection::vec(block(), 1..12), dress()).prop_map(|(blocks, dress)| LogPlan { blocks, dress })
}

fn log(plan: &LogPlan, patterns: &[&Pattern]) -> Vec<u8> {
    let dress = &plan.dress;
    let fold = |lines: Vec<String>, width: usize| -> Vec<String> {
        let fold_line = |line: String| -> Vec<String> {
            let chars: Vec<char> = line.chars().collect();
            if chars.is_empty() { vec![line] } else { chars.chunks(width).map(|row| row.iter().collect()).collect() }
        };
        lines.into_iter().flat_map(fold_line).collect()
    };
    let mut lines: Vec<String> = Vec::new();
    for (number, block) in plan.blocks.iter().enumerate() {
        let text = block.text(patterns);
        let mut block_lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        if let Some((width, false)) = dress.wrap {
            block_lines = fold(block_lines, width);
        }
        if dress.services > 0 {
            let name = ["api-1", "db-1     ", "shop_web_12"][number % dress.services];
            block_lines.iter_mut().for_each(|line| line.insert_str(0, &format!("{name}  | ")));
        }
        lines.extend(block_lines);
    }
    if let Some((width, true)) = dress.wrap {
        lines = fold(lines, width);
    }
    let mut text = lines.join(dress.line_end);
    if dress.ends_with_line {
        text.push_str(dress.line_end);
    }
    for (at, escape) in &dress.ansi {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        text.insert_str(places[at.index(places.len())], escape);
    }
    let mut bytes = encoded(&text, dress.encoding);
    for (at, byte) in &dress.broken {
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
    }
    bytes
}

fn encoded(text: &str, encoding: Encoded) -> Vec<u8> {
    match encoding {
        Encoded::Utf8 => text.as_bytes().to_vec(),
        Encoded::Utf16 { big, mark } => {
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        }
    }
}
