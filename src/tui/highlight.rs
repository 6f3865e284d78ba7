//! Code → what its parts are: comments, strings, keywords, numbers. A small lexer for the languages that entries are
//! written in; good enough to read by, wrong nowhere that matters, since nothing is decided by it.
//!
//! A block is looked at once, when it is laid out, in one pass: never while a frame is drawn.

use std::ops::Range;

/// What a part of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A comment.
    Comment,
    /// A text between quotes.
    Text,
    /// A word of the language; in a shell the command.
    Keyword,
    /// A number, `true`, `null`.
    Constant,
    /// A key of YAML, TOML or JSON; an option of a command; a variable.
    Name,
}

/// How a language is read.
struct Language {
    names: &'static [&'static str],
    /// What begins a comment to the end of the line.
    comments: &'static [&'static str],
    /// What begins and ends a comment of several lines.
    block_comment: Option<(&'static str, &'static str)>,
    /// What texts begin and end with; longer ones first. Those of three quotes go over several lines.
    quotes: &'static [&'static str],
    keywords: &'static [&'static str],
    ignores_case: bool,
    shape: Shape,
}

/// What stands where on a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Nothing special.
    Free,
    /// Commands with options and variables.
    Shell,
    /// `key: value`
    Colon,
    /// `key = value`
    Equals,
}

const SHELL_WORDS: &[&str] = &[
    "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case", "esac", "function",
    "export", "return", "set", "local", "sudo", "exec",
];

const SQL_WORDS: &[&str] = &[
    "add",
    "all",
    "alter",
    "analyze",
    "and",
    "as",
    "asc",
    "begin",
    "by",
    "cascade",
    "case",
    "column",
    "commit",
    "constraint",
    "create",
    "database",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "exists",
    "explain",
    "from",
    "grant",
    "group",
    "having",
    "if",
    "in",
    "index",
    "inner",
    "insert",
    "into",
    "is",
    "join",
    "key",
    "left",
    "like",
    "limit",
    "not",
    "null",
    "on",
    "or",
    "order",
    "owner",
    "primary",
    "references",
    "rename",
    "returning",
    "revoke",
    "role",
    "rollback",
    "select",
    "sequence",
    "set",
    "table",
    "then",
    "to",
    "truncate",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "values",
    "view",
    "when",
    "where",
    "with",
];

const PYTHON_WORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "not", "or", "pass", "raise", "return",
    "try", "while", "with", "yield",
];

const SCRIPT_WORDS: &[&str] = &[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "of",
    "return",
    "static",
    "switch",
    "this",
    "throw",
    "try",
    "type",
    "typeof",
    "var",
    "while",
    "yield",
];

const LANGUAGES: &[Language] = &[
    Language {
        names: &[
            "sh",
            "bash",
            "zsh",
            "shell",
            "console",
            "dockerfile",
            "fish",
            "ini",
            "env",
            "dotenv",
            "make",
            "nginx",
        ],
        comments: &["#"],
        block_comment: None,
        quotes: &["\"", "'"],
        keywords: SHELL_WORDS,
        ignores_case: false,
        shape: Shape::Shell,
    },
    Language {
        names: &["sql", "psql", "postgresql"],
        comments: &["--"],
        block_comment: Some(("/*", "*/")),
        quotes: &["'", "\""],
        keywords: SQL_WORDS,
        ignores_case: true,
        shape: Shape::Free,
    },
    Language {
        names: &["py", "python", "python3"],
        comments: &["#"],
        block_comment: None,
        quotes: &["\"\"\"", "'''", "\"", "'"],
        keywords: PYTHON_WORDS,
        ignores_case: false,
        shape: Shape::Free,
    },
    Language {
        names: &["yaml", "yml"],
        comments: &["#"],
        block_comment: None,
        quotes: &["\"", "'"],
        keywords: &[],
        ignores_case: false,
        shape: Shape::Colon,
    },
    Language {
        names: &["json", "jsonc", "json5"],
        comments: &["//"],
        block_comment: None,
        quotes: &["\""],
        keywords: &[],
        ignores_case: false,
        shape: Shape::Colon,
    },
    Language {
        names: &["toml"],
        comments: &["#"],
        block_comment: None,
        quotes: &["\"\"\"", "'''", "\"", "'"],
        keywords: &[],
        ignores_case: false,
        shape: Shape::Equals,
    },
    Language {
        names: &["js", "javascript", "ts", "typescript", "jsx", "tsx", "node", "graphql"],
        comments: &["//"],
        block_comment: Some(("/*", "*/")),
        quotes: &["`", "\"", "'"],
        keywords: SCRIPT_WORDS,
        ignores_case: false,
        shape: Shape::Free,
    },
];

const CONSTANTS: &[&str] = &["true", "false", "null", "none", "undefined", "nil"];

/// Reads the lines of one block of code.
pub struct Highlighter {
    language: Option<&'static Language>,
    /// What ends the comment or text that a line before has begun.
    open: Option<(&'static str, Token)>,
    /// True if the line before ended with a backslash.
    is_continued: bool,
}

impl Highlighter {
    /// For code in the language of this name; of an unknown one nothing is told apart.
    #[must_use]
    pub fn new(lang: &str) -> Self {
        let lang = lang.to_ascii_lowercase();
        let language = LANGUAGES.iter().find(|language| language.names.contains(&lang.as_str()));
        Highlighter { language, open: None, is_continued: false }
    }

    /// The parts of the next line that are something: bytes of `line` (half-open), ascending, apart.
    pub fn line(&mut self, line: &str) -> Vec<(Range<usize>, Token)> {
        let Some(language) = self.language else { return Vec::new() };
        let mut scan = Scan { line, at: 0, found: Vec::new(), language, expects_command: !self.is_continued };
        if let Some((end, token)) = self.open.take() {
            self.open = scan.close(0, end, token);
        }
        while scan.at < line.len() {
            if let Some(open) = scan.step() {
                self.open = Some(open);
            }
        }
        self.is_continued = line.ends_with('\\');
        scan.found
    }
}

struct Scan<'a> {
    line: &'a str,
    at: usize,
    found: Vec<(Range<usize>, Token)>,
    language: &'static Language,
    /// True where the next word of a shell is a command.
    expects_command: bool,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        &self.line[self.at..]
    }

    fn mark(&mut self, end: usize, token: Token) {
        if end > self.at {
            self.found.push((self.at..end, token));
        }
        self.at = end;
    }

    /// Takes in a comment or text from `start` to `end`; what is open at the end of the line.
    fn close(&mut self, start: usize, end: &'static str, token: Token) -> Option<(&'static str, Token)> {
        let mut from = start;
        while let Some(at) = self.line[from..].find(end).map(|at| from + at) {
            let backslashes = self.line[start..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
            let is_escaped = token == Token::Text && backslashes % 2 == 1;
            if !is_escaped {
                self.mark(at + end.len(), token);
                return None;
            }
            from = at + 1;
        }
        let spans_lines = end.len() > 1 || end == "`" || self.language.shape == Shape::Shell;
        self.mark(self.line.len(), token);
        spans_lines.then_some((end, token))
    }

    /// Takes in the next part.
    fn step(&mut self) -> Option<(&'static str, Token)> {
        let language = self.language;
        let is_word_start =
            self.line[..self.at].chars().next_back().is_none_or(|c| c.is_whitespace() || ";(".contains(c));
        if is_word_start || language.shape == Shape::Free {
            if language.comments.iter().any(|comment| self.rest().starts_with(comment)) {
                self.mark(self.line.len(), Token::Comment);
                return None;
            }
            if let Some((begin, end)) = language.block_comment.filter(|(begin, _)| self.rest().starts_with(begin)) {
                return self.close(self.at + begin.len(), end, Token::Comment);
            }
        }
        if let Some(quote) = language.quotes.iter().find(|quote| self.rest().starts_with(**quote)) {
            return self.text(quote);
        }
        let c = self.rest().chars().next()?;
        if is_word(c) || (language.shape == Shape::Shell && "-$./".contains(c)) {
            self.word();
        } else {
            // `2>&1` begins nothing.
            let is_redirection = c == '&' && self.line[..self.at].ends_with('>');
            if "|;&(`".contains(c) && !is_redirection {
                self.expects_command = true;
            }
            self.at += c.len_utf8();
        }
        None
    }

    fn text(&mut self, quote: &'static str) -> Option<(&'static str, Token)> {
        let start = self.at;
        let open = self.close(start + quote.len(), quote, Token::Text);
        let is_key = self.language.shape == Shape::Colon && self.rest().trim_start().starts_with(':');
        if let Some((_, token)) = self.found.last_mut().filter(|_| is_key && open.is_none()) {
            *token = Token::Name;
        }
        self.expects_command = false;
        open
    }

    fn word(&mut self) {
        let shape = self.language.shape;
        let goes_on = |c: char| {
            is_word(c)
                || (shape == Shape::Shell && "-./:@%+,~$".contains(c))
                || (shape != Shape::Free && "-.".contains(c))
        };
        let first = self.rest().chars().next().map_or(0, char::len_utf8);
        let length = self.rest()[first..].find(|c| !goes_on(c)).map_or(self.rest().len(), |at| first + at);
        let end = self.at + length;
        let word = &self.line[self.at..end];
        let behind = self.line[end..].trim_start();
        let lower = word.to_ascii_lowercase();
        let is_keyword =
            self.language.keywords.contains(&if self.language.ignores_case { lower.as_str() } else { word });
        let is_number = word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_hexdigit() || b"._x".contains(&byte));
        let is_command = shape == Shape::Shell && self.expects_command;
        let token = match shape {
            _ if is_keyword => Some(Token::Keyword),
            Shape::Shell if word.starts_with('-') && word.len() > 1 => Some(Token::Name),
            Shape::Shell if word.starts_with('$') => Some(Token::Name),
            Shape::Shell if is_command && !behind.starts_with('=') => Some(Token::Keyword),
            Shape::Colon if behind.starts_with(':') => Some(Token::Name),
            Shape::Equals if behind.starts_with('=') => Some(Token::Name),
            _ if is_number && shape != Shape::Shell => Some(Token::Constant),
            _ if CONSTANTS.contains(&lower.as_str()) && shape != Shape::Shell => Some(Token::Constant),
            _ => None,
        };
        // Behind `sudo`, `then` or an assignment the command is still to come.
        self.expects_command = (is_keyword && shape == Shape::Shell) || (is_command && behind.starts_with('='));
        match token {
            Some(token) => self.mark(end, token),
            None => self.at = end,
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each part in brackets with a letter for what it is.
    fn shown(lang: &str, code: &str) -> String {
        let mut highlighter = Highlighter::new(lang);
        let lines = code.split('\n').map(|line| {
            let mut out = String::new();
            let mut at = 0;
            for (range, token) in highlighter.line(line) {
                let letter = match token {
                    Token::Comment => '#',
                    Token::Text => 't',
                    Token::Keyword => 'k',
                    Token::Constant => 'c',
                    Token::Name => 'n',
                };
                out.push_str(&line[at..range.start]);
                out.push_str(&format!("[{letter} {}]", &line[range.clone()]));
                at = range.end;
            }
            out + &line[at..]
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn parts_of_code_are_told_apart() {
        for (lang, code, expected) in [
            ("sh", "ss -ltnp | grep 5432 # who", "[k ss] [n -ltnp] | [k grep] 5432 [# # who]"),
            ("sh", "echo 'a # b' \"c\\\"d\" $HOME", "[k echo] [t 'a # b'] [t \"c\\\"d\"] [n $HOME]"),
            ("bash", "sudo docker ps \\\n  --all", "[k sudo] [k docker] ps \\\n  [n --all]"),
            (
                "sql",
                "SELECT x FROM t -- all\n/* a\nb */ where y = 'it' and n = 12",
                "[k SELECT] x [k FROM] t [# -- all]\n[# /* a]\n[# b */] [k where] y = [t 'it'] [k and] n = [c 12]",
            ),
            (
                "python",
                "def f(): # x\n  \"\"\"a\nb\"\"\" + 'c'",
                "[k def] f(): [# # x]\n  [t \"\"\"a]\n[t b\"\"\"] + [t 'c']",
            ),
            ("yaml", "- port: 80 # http\n  on: true", "- [n port]: [c 80] [# # http]\n  [n on]: [c true]"),
            ("json", "{\"a\": [1, null, \"b\"]}", "{[n \"a\"]: [[c 1], [c null], [t \"b\"]]}"),
            ("toml", "[a-b]\nc-d = 1.5 # e", "[a-b]\n[n c-d] = [c 1.5] [# # e]"),
            ("js", "const a = `x\ny` // z", "[k const] a = [t `x]\n[t y`] [# // z]"),
            ("nothing known", "if \"x\"", "if \"x\""),
            ("sh", "a 2>&1 | b && c", "[k a] 2>&1 | [k b] && [k c]"),
            ("sh", "", ""),
        ] {
            assert_eq!(shown(lang, code), expected);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]
        #[test]
        fn any_text_can_be_looked_at(code in "(?s).{0,200}|[\"'`#/*\\\\$a \n=:-]{0,80}") {
            for language in LANGUAGES {
                let mut highlighter = Highlighter::new(language.names[0]);
                for line in code.split('\n') {
                    let mut at = 0;
                    for (range, _) in highlighter.line(line) {
                        proptest::prop_assert!(at <= range.start && range.start < range.end);
                        proptest::prop_assert!(line.get(range.clone()).is_some());
                        at = range.end;
                    }
                }
            }
        }
    }
}
