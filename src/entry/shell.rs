//! Where in a shell script a place stands: bare, quoted, in a comment, in a here-document.
//!
//! Not a shell parser: a lexer that goes through the code character by character and knows what is
//! open. [`super::template`] asks it how to make a placeholder inert, [`super::local_checks`] where a
//! `<name>` would be a redirection. It errs towards *bare*, where placeholders are quoted.

use std::collections::VecDeque;

/// Longer delimiters of here-documents are cut; the document then runs to the end, which is inert.
const DELIMITER_LEN_MAX: usize = 100;

/// How many quotes, parentheses and documents may be open at once.
const NESTING_MAX: usize = 64;

/// How much of a line is remembered to see whether its here-document is fed to a shell.
const LINE_LEN_MAX: usize = 4096;

/// The families of shells that quote in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// sh, bash, zsh.
    Posix,
    /// The same behind prompts, with output between.
    Console,
    /// fish: backslash escapes inside single quotes, `(…)` substitutes.
    Fish,
    /// PowerShell: the backtick escapes.
    PowerShell,
    /// cmd.exe: only double quotes, to the end of the line.
    Cmd,
}

impl Dialect {
    /// The dialect of a fence's language; `None` if it is no shell. A fence without language is
    /// pasted into a shell more often than not.
    pub(super) fn of(lang: &str) -> Option<Self> {
        match lang.to_ascii_lowercase().as_str() {
            "" | "sh" | "bash" | "zsh" | "ksh" | "dash" | "shell" | "shellscript" => Some(Dialect::Posix),
            "console" | "shell-session" | "sh-session" | "terminal" => Some(Dialect::Console),
            "fish" => Some(Dialect::Fish),
            "powershell" | "pwsh" | "ps" | "ps1" => Some(Dialect::PowerShell),
            "cmd" | "bat" | "batch" | "dos" => Some(Dialect::Cmd),
            _ => None,
        }
    }

    /// The character that takes the meaning from the next one.
    pub(super) fn escape(self) -> char {
        match self {
            Dialect::Posix | Dialect::Console | Dialect::Fish => '\\',
            Dialect::PowerShell => '`',
            Dialect::Cmd => '^',
        }
    }

    fn is_posix(self) -> bool {
        matches!(self, Dialect::Posix | Dialect::Console)
    }
}

/// What the next character would be to the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Part of a command.
    Bare,
    /// Part of a command, behind the escape character.
    Escaped,
    /// Inside quotes.
    Quoted,
    /// Inside a comment.
    Comment,
    /// Inside a here-document.
    HereDoc {
        /// True if the document is itself a script: `ssh host <<EOF`.
        is_script: bool,
    },
}

/// Something that is open.
#[derive(Debug)]
enum Frame {
    Single,
    /// `$'…'`
    AnsiC,
    Double,
    /// A PowerShell here-string, `@'` … `'@`, with its quote.
    HereString(char),
    Backtick,
    /// `(…)` and `$(…)`.
    Paren {
        arithmetic: bool,
    },
    /// `${…}`
    Brace {
        quoted: bool,
    },
    Comment,
    /// `<# … #>`
    BlockComment,
    HereDoc(HereDoc),
}

#[derive(Debug, Default)]
struct HereDoc {
    delimiter: String,
    /// A quoted delimiter: nothing inside is expanded.
    is_literal: bool,
    /// `<<-`
    strips_tabs: bool,
    is_script: bool,
    /// The current line so far.
    line: String,
}

/// A delimiter that is being read behind `<<`.
#[derive(Debug, Default)]
struct Opening {
    doc: HereDoc,
    has_begun: bool,
    quote: Option<char>,
}

/// Goes through code and knows at each place what is open.
#[derive(Debug)]
pub(super) struct Lexer {
    dialect: Dialect,
    stack: Vec<Frame>,
    is_escaped: bool,
    /// The last two characters that were not escaped.
    previous: [char; 2],
    at_word_start: bool,
    opening: Option<Opening>,
    /// Here-documents that begin on the next line.
    pending: VecDeque<HereDoc>,
    /// The current line outside of here-documents.
    line: String,
}

impl Lexer {
    pub(super) fn new(dialect: Dialect) -> Self {
        Lexer {
            dialect,
            stack: Vec::new(),
            is_escaped: false,
            previous: ['\n', '\n'],
            at_word_start: true,
            opening: None,
            pending: VecDeque::new(),
            line: String::new(),
        }
    }

    /// What the next character would be.
    pub(super) fn place(&self) -> Place {
        match self.stack.last() {
            None | Some(Frame::Backtick | Frame::Paren { .. } | Frame::Brace { quoted: false }) => {
                if self.is_escaped {
                    Place::Escaped
                } else {
                    Place::Bare
                }
            }
            Some(Frame::Comment | Frame::BlockComment) => Place::Comment,
            Some(Frame::HereDoc(doc)) => Place::HereDoc { is_script: doc.is_script },
            Some(_) => Place::Quoted,
        }
    }

    /// Goes through `text`.
    pub(super) fn feed(&mut self, text: &str) {
        for c in text.chars().filter(|c| *c != '\r') {
            self.step(c);
        }
    }

    fn step(&mut self, c: char) {
        let was_escaped = std::mem::take(&mut self.is_escaped);
        if c == '`' && self.closes_backtick(was_escaped) {
            self.previous = [self.previous[1], c];
            return;
        }
        match self.stack.last() {
            Some(Frame::Single | Frame::AnsiC) => self.in_single(c, was_escaped),
            Some(Frame::Double | Frame::Brace { quoted: true }) => self.in_double(c, was_escaped),
            Some(Frame::HereString(quote)) => {
                if c == '@' && self.previous == ['\n', *quote] {
                    self.stack.pop();
                }
            }
            Some(Frame::Comment) => {
                if c == '\n' {
                    self.stack.pop();
                    self.newline();
                }
            }
            Some(Frame::BlockComment) => {
                if c == '>' && self.previous[1] == '#' {
                    self.stack.pop();
                }
            }
            Some(Frame::HereDoc(_)) => self.in_here_doc(c, was_escaped),
            Some(Frame::Brace { quoted: false }) => self.in_brace(c, was_escaped),
            _ => self.in_command(c, was_escaped),
        }
        self.prompt(c);
        // `\$(` is no substitution.
        self.previous = [self.previous[1], if was_escaped { '\0' } else { c }];
    }

    /// Opens something. Deeper than any script nests, nothing is opened any more.
    fn push(&mut self, frame: Frame) {
        if self.stack.len() < NESTING_MAX {
            self.stack.push(frame);
        }
    }

    /// A backtick without an escape ends the innermost `` `…` ``, whatever is quoted inside of it.
    fn closes_backtick(&mut self, was_escaped: bool) -> bool {
        let open = self.stack.iter().rposition(|frame| matches!(frame, Frame::Backtick));
        let is_escaped = was_escaped || self.previous[1] == '\\';
        match open {
            Some(open) if !is_escaped => {
                self.stack.truncate(open);
                self.opening = None;
                self.at_word_start = false;
                true
            }
            _ => false,
        }
    }

    fn in_single(&mut self, c: char, was_escaped: bool) {
        let escapes = matches!(self.stack.last(), Some(Frame::AnsiC)) || self.dialect == Dialect::Fish;
        if escapes && !was_escaped && c == '\\' {
            self.is_escaped = true;
        } else if c == '\'' && !was_escaped {
            self.stack.pop();
        }
    }

    /// Inside double quotes, or inside `"${…}"`.
    fn in_double(&mut self, c: char, was_escaped: bool) {
        let in_brace = matches!(self.stack.last(), Some(Frame::Brace { .. }));
        match c {
            '\n' if self.dialect == Dialect::Cmd => self.newline(),
            _ if was_escaped => {}
            _ if c == self.dialect.escape() && self.dialect != Dialect::Cmd => self.is_escaped = true,
            '"' if in_brace => self.push(Frame::Double),
            '"' => drop(self.stack.pop()),
            '}' if in_brace => drop(self.stack.pop()),
            _ => self.substitution(c),
        }
    }

    /// Inside `${…}` outside of quotes: words, but neither comments nor here-documents.
    fn in_brace(&mut self, c: char, was_escaped: bool) {
        match c {
            _ if was_escaped => {}
            _ if c == self.dialect.escape() => self.is_escaped = true,
            '}' => drop(self.stack.pop()),
            '"' => self.push(Frame::Double),
            '\'' if self.previous[1] == '$' && self.dialect.is_posix() => self.push(Frame::AnsiC),
            '\'' => self.push(Frame::Single),
            '{' if self.previous[1] == '$' => self.push(Frame::Brace { quoted: false }),
            _ => self.substitution(c),
        }
    }

    /// What begins a command or an expansion also inside double quotes and here-documents.
    fn substitution(&mut self, c: char) {
        let after_dollar = self.previous[1] == '$' && self.dialect != Dialect::Cmd;
        match c {
            '`' if self.dialect.is_posix() => self.push(Frame::Backtick),
            '(' if after_dollar => self.push(Frame::Paren { arithmetic: false }),
            '{' if after_dollar => self.push(Frame::Brace { quoted: true }),
            _ => {}
        }
    }

    fn in_here_doc(&mut self, c: char, was_escaped: bool) {
        let Some(Frame::HereDoc(doc)) = self.stack.last_mut() else { return };
        if c != '\n' {
            let is_literal = doc.is_literal;
            if doc.line.len() <= 2 * DELIMITER_LEN_MAX {
                doc.line.push(c);
            }
            if !is_literal && !was_escaped {
                self.is_escaped = c == '\\';
                self.substitution(c);
            }
            return;
        }
        let line = std::mem::take(&mut doc.line);
        let line = if doc.strips_tabs { line.trim_start_matches('\t') } else { line.as_str() };
        if line == doc.delimiter {
            self.stack.pop();
            self.newline();
        }
    }

    fn in_command(&mut self, c: char, was_escaped: bool) {
        if self.opening.is_some() && self.read_delimiter(c, was_escaped) {
            return;
        }
        if self.line.len() < LINE_LEN_MAX {
            self.line.push(c);
        }
        let at_word_start = std::mem::replace(&mut self.at_word_start, is_word_end(c));
        if was_escaped {
            self.at_word_start = false;
            return;
        }
        let previous = self.previous[1];
        match c {
            '\n' => self.newline(),
            _ if c == self.dialect.escape() => self.is_escaped = true,
            '"' if self.dialect == Dialect::PowerShell && previous == '@' => self.push(Frame::HereString('"')),
            '"' => self.push(Frame::Double),
            _ if self.dialect == Dialect::Cmd => {}
            '\'' => self.push(match (self.dialect, previous) {
                (Dialect::PowerShell, '@') => Frame::HereString('\''),
                (Dialect::Posix | Dialect::Console, '$') => Frame::AnsiC,
                _ => Frame::Single,
            }),
            '`' if self.dialect.is_posix() => self.push(Frame::Backtick),
            '#' if self.dialect == Dialect::PowerShell && previous == '<' => self.push(Frame::BlockComment),
            '#' if at_word_start => self.push(Frame::Comment),
            '(' => {
                let inside = matches!(self.stack.last(), Some(Frame::Paren { .. }));
                let arithmetic = self.in_arithmetic() || (inside && previous == '(');
                self.push(Frame::Paren { arithmetic });
            }
            ')' if matches!(self.stack.last(), Some(Frame::Paren { .. })) => drop(self.stack.pop()),
            '{' if previous == '$' => self.push(Frame::Brace { quoted: false }),
            '<' if self.dialect.is_posix() && previous == '<' && !self.in_arithmetic() => {
                self.opening = Some(Opening::default());
            }
            _ => {}
        }
    }

    fn in_arithmetic(&self) -> bool {
        matches!(self.stack.last(), Some(Frame::Paren { arithmetic: true }))
    }

    /// Reads the word behind `<<`; false once `c` no longer belongs to it.
    fn read_delimiter(&mut self, c: char, was_escaped: bool) -> bool {
        let Some(opening) = &mut self.opening else { return false };
        match opening.quote {
            Some(quote) if c == quote => opening.quote = None,
            Some(_) => opening.push(c),
            None if was_escaped => opening.push(c),
            None => match c {
                // `<<<` is a string, not a document.
                '<' if !opening.has_begun && self.previous[1] == '<' => {
                    self.opening = None;
                    // Behind it a single `<` begins anew.
                    self.previous[1] = '\0';
                    return true;
                }
                '-' if !opening.has_begun && !opening.doc.strips_tabs => opening.doc.strips_tabs = true,
                ' ' | '\t' if !opening.has_begun => {}
                '\'' | '"' => {
                    opening.quote = Some(c);
                    opening.has_begun = true;
                    opening.doc.is_literal = true;
                }
                '\\' => {
                    opening.has_begun = true;
                    opening.doc.is_literal = true;
                    self.is_escaped = true;
                }
                _ if is_word_end(c) => {
                    let opening = self.opening.take().unwrap_or_default();
                    if opening.has_begun {
                        self.pending.push_back(opening.doc);
                    }
                    return false;
                }
                _ => opening.push(c),
            },
        }
        true
    }

    /// The end of a line of commands.
    fn newline(&mut self) {
        self.at_word_start = true;
        let line = std::mem::take(&mut self.line);
        if self.dialect == Dialect::Cmd {
            self.stack.clear();
        }
        if self.dialect == Dialect::Console && self.pending.is_empty() && !is_prompt(&line) {
            // Output: its apostrophes quote nothing.
            self.stack.clear();
        }
        let is_script = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').any(is_shell);
        for doc in &mut self.pending {
            doc.is_script |= is_script;
        }
        if let Some(doc) = self.pending.pop_front() {
            self.push(Frame::HereDoc(doc));
        }
    }

    /// A prompt at the beginning of a line begins a command, whatever seemed to be open.
    fn prompt(&mut self, c: char) {
        let [line_end, sign] = self.previous;
        let is_prompt = c == ' ' && line_end == '\n' && matches!(sign, '$' | '#' | '%');
        let in_here_doc = self.stack.iter().any(|frame| matches!(frame, Frame::HereDoc(_)));
        if self.dialect == Dialect::Console && is_prompt && !in_here_doc {
            self.stack.clear();
            self.opening = None;
            self.pending.clear();
            self.line = "$ ".to_owned();
            self.at_word_start = true;
        }
    }
}

impl Opening {
    fn push(&mut self, c: char) {
        self.has_begun = true;
        if self.doc.delimiter.len() < DELIMITER_LEN_MAX {
            self.doc.delimiter.push(c);
        }
    }
}

fn is_word_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, ';' | '|' | '&' | '(' | ')' | '<' | '>')
}

fn is_prompt(line: &str) -> bool {
    ["$ ", "# ", "% ", "> "].iter().any(|prompt| line.starts_with(prompt))
}

/// True for the name of a program that runs what it reads.
fn is_shell(word: &str) -> bool {
    matches!(word, "sh" | "bash" | "zsh" | "ksh" | "dash" | "fish" | "ssh" | "su" | "pwsh")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of each `¤` in `code`.
    fn places(code: &str, dialect: Dialect) -> Vec<Place> {
        let mut lexer = Lexer::new(dialect);
        let mut places = Vec::new();
        for (index, piece) in code.split('¤').enumerate() {
            if index > 0 {
                places.push(lexer.place());
                lexer.feed("x");
            }
            lexer.feed(piece);
        }
        places
    }

    const B: Place = Place::Bare;
    const Q: Place = Place::Quoted;
    const C: Place = Place::Comment;
    const H: Place = Place::HereDoc { is_script: false };
    const S: Place = Place::HereDoc { is_script: true };

    #[test]
    fn posix_quotes_are_tracked() {
        for (code, expected) in [
            ("echo ¤ '¤' \"¤\" ¤", vec![B, Q, Q, B]),
            (r#"echo "a\"¤" ¤ 'a\'¤"#, vec![Q, B, B]),
            (r"echo \¤ \\¤", vec![Place::Escaped, B]),
            (r"echo $'a\'¤' ¤", vec![Q, B]),
            (r#"echo "$(cmd ¤ "¤" '¤')¤" ¤"#, vec![B, Q, Q, Q, B]),
            ("echo `cmd ¤` ¤ \"`cmd ¤`¤\"", vec![B, B, B, Q]),
            (r#"echo "${a:-¤}" ${a:-¤}"#, vec![Q, B]),
            (r#"echo "\$(¤" ¤"#, vec![Q, B]),
            ("${a:-( <<EOF # ¤\n} ¤", vec![B, B]),
            ("echo `'` ¤ `\\`` ¤ `# ` ¤", vec![B, B, B]),
            ("echo a#¤ # it's ¤\necho ¤", vec![B, C, B]),
            ("echo 'a\n¤\n' ¤", vec![Q, B]),
            ("echo $((1<<2)) ¤\n¤", vec![B, B]),
            ("cat <<<¤ ¤\n¤", vec![B, B, B]),
        ] {
            assert_eq!(places(code, Dialect::Posix), expected, "{code}");
        }
    }

    #[test]
    fn here_documents_run_to_their_delimiter() {
        for (code, expected) in [
            ("cat <<EOF\n¤ it's\nEOF\n¤", vec![H, B]),
            ("cat <<-'EOF' > x\n\t¤ $(¤)\n\tEOF\n¤", vec![H, H, B]),
            ("cat <<EOF\n$(cmd ¤) ¤\nEOF\n¤", vec![B, H, B]),
            ("ssh host <<\"EOF\"\n¤\nEOF\n", vec![S]),
            ("cat <<A; cat <<B\n¤\nA\n¤\nB\n¤", vec![H, H, B]),
            ("cat <<EOF\n EOF\n¤", vec![H]),
        ] {
            assert_eq!(places(code, Dialect::Posix), expected, "{code}");
        }
    }

    #[test]
    fn other_shells_quote_in_their_own_way() {
        for (dialect, code, expected) in [
            (Dialect::Fish, r"echo 'a\'¤' ¤ (cmd ¤)", vec![Q, B, B]),
            (Dialect::PowerShell, "echo 'a\\' ¤ \"a`\"¤\" ¤ 'it''s ¤' ¤", vec![B, Q, B, Q, B]),
            (Dialect::PowerShell, "$x = @'\nit's ¤\n'@\n¤ <# it's ¤ #> ¤ # it's ¤", vec![Q, B, C, B, C]),
            (Dialect::Cmd, "echo it's ¤ \"¤\" \"¤\n¤ ^¤", vec![B, Q, Q, B, Place::Escaped]),
            (Dialect::Console, "$ echo ¤\nit can't ¤\n$ echo '¤'\n# id ¤", vec![B, Q, Q, B]),
        ] {
            assert_eq!(places(code, dialect), expected, "{code}");
        }
    }

    #[test]
    fn a_console_command_after_output_with_an_apostrophe_is_bare() {
        assert_eq!(places("$ a\ncan't\ncan't\nfine ¤\n$ b ¤", Dialect::Console), [B, B]);
    }
}
