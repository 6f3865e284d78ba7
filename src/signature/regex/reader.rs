//! Reads a pattern into its [`Tree`], if it is written with what nearly all patterns are written with.
//!
//! `regex-syntax` makes a syntax tree with a place for each character, then a second tree with sets of ranges and the
//! properties of each part. That is right for building an automaton, and it was more than a third of the time of compiling
//! knowledge, whose automata are built when they are first needed. Here characters, escapes, classes, groups, repetitions,
//! alternations and the flags `i`, `m` and `s` are read in one pass. Everything else, mistakes too, is refused without a
//! word, and then `regex-syntax` parses it: it decides what is valid. Its simplifications are repeated here, so that both
//! ways give the same tree.

use regex_syntax::hir::Look;

use super::tree::{Class, Tree};

/// Groups in groups that are read here: fewer levels than `REGEX_NEST_MAX` allows, of which a group takes up to four.
const DEPTH_MAX: usize = 12;

/// The tree of `source`; `None` if it has to be parsed.
#[must_use]
pub fn read(source: &str, ignore_case: bool) -> Option<Tree> {
    let flags = Flags { ignore_case, per_line: true };
    let mut reader = Reader { rest: source, flags, names: Vec::new() };
    let tree = reader.alternation(0)?;
    reader.rest.is_empty().then_some(tree)
}

#[derive(Clone, Copy)]
struct Flags {
    ignore_case: bool,
    per_line: bool,
}

struct Reader<'s> {
    rest: &'s str,
    flags: Flags,
    names: Vec<&'s str>,
}

/// What an escape stands for.
enum Escaped {
    One(char),
    /// `\w` and its like: more characters than are told apart.
    Many,
    Look(Look),
}

impl<'s> Reader<'s> {
    /// The next byte: all of the syntax is ASCII.
    fn peek(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    /// Takes `sign`, a byte of ASCII, if it comes next.
    fn takes(&mut self, sign: u8) -> bool {
        let is_next = self.peek() == Some(sign);
        if is_next {
            self.rest = &self.rest[1..];
        }
        is_next
    }

    /// Takes the bytes of ASCII that come next and are what `is_wanted` asks for.
    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> &'s str {
        let end = self.rest.bytes().position(|next| !is_wanted(next)).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn take(&mut self, len: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at(len);
        self.rest = rest;
        taken
    }

    /// Branches up to the end of the pattern, or up to the `)` of the group.
    fn alternation(&mut self, depth: usize) -> Option<Tree> {
        let first = self.branch(depth)?;
        if self.peek() != Some(b'|') {
            return Some(first);
        }
        let mut branches = Vec::new();
        let mut branch = first;
        loop {
            match branch {
                Tree::Alternation(inner) => branches.extend(inner),
                branch => branches.push(branch),
            }
            if !self.takes(b'|') {
                return either(branches);
            }
            branch = self.branch(depth)?;
        }
    }

    fn branch(&mut self, depth: usize) -> Option<Tree> {
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some(b'|' | b')')) {
            let part = match self.plain_text() {
                "" => self.part(depth)?,
                text => Tree::Literal(text.to_owned()),
            };
            push(&mut parts, self.repeated(part)?);
        }
        Some(concat(parts))
    }

    /// Characters that stand for themselves, up to one that may be repeated.
    fn plain_text(&mut self) -> &'s str {
        if self.flags.ignore_case {
            return "";
        }
        let is_meta =
            |byte| matches!(byte, b'\\' | b'.' | b'+' | b'*' | b'?' | b'(' | b')' | b'|' | b'[' | b'{' | b'^' | b'$');
        let end = self.rest.bytes().position(is_meta).unwrap_or(self.rest.len());
        let is_repeated = self.rest.as_bytes().get(end).copied().is_some_and(begins_repetition);
        let last = if is_repeated { self.rest[..end].chars().next_back().map_or(0, char::len_utf8) } else { 0 };
        // A single one is repeated as a whole.
        self.take(if end > last { end - last } else { end })
    }

    fn part(&mut self, depth: usize) -> Option<Tree> {
        Some(match self.next()? {
            '?' | '*' | '+' | '{' => return None,
            '(' => return self.group(depth),
            '[' => return self.class(),
            '.' => Tree::Class(Class::Many),
            '^' => Tree::Look(if self.flags.per_line { Look::StartLF } else { Look::Start }),
            '$' => Tree::Look(if self.flags.per_line { Look::EndLF } else { Look::End }),
            '\\' => match self.escaped()? {
                Escaped::One(character) => return self.character(character),
                Escaped::Many => Tree::Class(Class::Many),
                Escaped::Look(look) => Tree::Look(look),
            },
            itself => return self.character(itself),
        })
    }

    fn character(&self, character: char) -> Option<Tree> {
        if !self.flags.ignore_case {
            return Some(Tree::Literal(character.to_string()));
        }
        character.is_ascii().then(|| class(Class::of_ranges(folds(character).map(|fold| (fold, fold)))))
    }

    /// What stands behind a `\`.
    fn escaped(&mut self) -> Option<Escaped> {
        Some(match self.next()? {
            'n' => Escaped::One('\n'),
            't' => Escaped::One('\t'),
            'r' => Escaped::One('\r'),
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => Escaped::Many,
            'b' if self.peek() != Some(b'{') => Escaped::Look(Look::WordUnicode),
            'B' => Escaped::Look(Look::WordUnicodeNegate),
            'A' => Escaped::Look(Look::Start),
            'z' => Escaped::Look(Look::End),
            other if regex_syntax::is_escapeable_character(other) => Escaped::One(other),
            _ => return None,
        })
    }

    /// A group behind its `(`, or flags for what follows.
    fn group(&mut self, depth: usize) -> Option<Tree> {
        let outside = self.flags;
        let mut name = None;
        let captures = !self.takes(b'?') || {
            let is_named = self.peek() == Some(b'<') || self.takes(b'P');
            if is_named {
                name = Some(self.name()?);
            } else if self.flags()? == ')' {
                // There is nothing to repeat.
                return (!self.peek().is_some_and(begins_repetition)).then_some(Tree::Empty);
            }
            is_named
        };
        let of = if depth < DEPTH_MAX { self.alternation(depth + 1)? } else { return None };
        self.flags = outside;
        let is_closed = self.takes(b')');
        is_closed.then(|| if captures { Tree::Group { name, of: Box::new(of) } } else { of })
    }

    /// The name of a group, from its `<` to its `>`.
    fn name(&mut self) -> Option<String> {
        let is_begun = self.takes(b'<');
        let name = self.take_while(|next| next.is_ascii_alphanumeric() || next == b'_');
        let is_valid = name.starts_with(|first: char| !first.is_ascii_digit()) && !self.names.contains(&name);
        self.names.push(name);
        (is_begun && is_valid && self.takes(b'>')).then(|| name.to_owned())
    }

    /// Sets flags up to a `:` or `)`, which is returned.
    fn flags(&mut self) -> Option<char> {
        let given = self.take_while(|next| matches!(next, b'i' | b'm' | b's' | b'-'));
        let (on, off) = match given.split_once('-') {
            Some((_, "")) => return None,
            Some(halves) => halves,
            None => (given, ""),
        };
        // By the rules each is given once, on or off.
        if !['i', 'm', 's', '-'].into_iter().all(|flag| given.matches(flag).count() <= 1) {
            return None;
        }
        self.flags = Flags {
            ignore_case: (self.flags.ignore_case || on.contains('i')) && !off.contains('i'),
            per_line: (self.flags.per_line || on.contains('m')) && !off.contains('m'),
        };
        self.next().filter(|end| *end == ':' || *end == ')' && !given.is_empty())
    }

    /// A class behind its `[`.
    fn class(&mut self) -> Option<Tree> {
        let is_negated = self.takes(b'^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut is_wide = is_negated;
        // A `]` in front would be one of the class.
        if self.peek() == Some(b']') {
            return None;
        }
        while !self.takes(b']') {
            match self.rest.as_bytes() {
                // Sets of sets.
                [b'[', ..] | [b'&', b'&', ..] | [b'-', b'-', ..] | [b'~', b'~', ..] => return None,
                // The complement of a complement may be few.
                [b'\\', b'D' | b'S' | b'W', ..] if is_negated => return None,
                _ => {}
            }
            match self.member()? {
                Escaped::One(first) => {
                    let last = if self.begins_range() { self.range_end()? } else { first };
                    ranges.push((first <= last).then_some((first, last))?);
                }
                Escaped::Many if !self.begins_range() => is_wide = true,
                Escaped::Many | Escaped::Look(_) => return None,
            }
        }
        if is_wide {
            return Some(Tree::Class(Class::Many));
        }
        let members = Class::of_ranges(ranges);
        match members {
            Class::Few(members) if self.flags.ignore_case => {
                let is_ascii = members.iter().all(char::is_ascii);
                is_ascii.then(|| class(Class::of_ranges(members.into_iter().flat_map(folds).map(|fold| (fold, fold)))))
            }
            members => Some(class(members)),
        }
    }

    /// One character of a class, or an escape.
    fn member(&mut self) -> Option<Escaped> {
        match self.next()? {
            '\\' => self.escaped(),
            itself => Some(Escaped::One(itself)),
        }
    }

    fn begins_range(&self) -> bool {
        let bytes = self.rest.as_bytes();
        bytes.first() == Some(&b'-') && !matches!(bytes.get(1), Some(b']' | b'-'))
    }

    fn range_end(&mut self) -> Option<char> {
        self.next();
        match self.member()? {
            Escaped::One(last) => Some(last),
            Escaped::Many | Escaped::Look(_) => None,
        }
    }

    /// `part` with the repetition behind it, if there is one.
    fn repeated(&mut self, part: Tree) -> Option<Tree> {
        let (min, max) = match self.peek() {
            Some(b'?') => (0, Some(1)),
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'{') => self.counts()?,
            _ => return Some(part),
        };
        // The sign, or the `}`.
        self.next();
        self.takes(b'?');
        let is_repeated_again = self.peek().is_some_and(begins_repetition);
        if max.is_some_and(|max| max < min) || is_repeated_again {
            return None;
        }
        match (min, max) {
            (_, Some(0)) => Some(Tree::Empty),
            // How often a place is there is another matter.
            _ if part.is_place() => None,
            (1, Some(1)) => Some(part),
            (min, max) => Some(Tree::Repetition { min, max, of: Box::new(part) }),
        }
    }

    /// How often what stands in front of a `{` is there, at least and at most, up to the `}`.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        self.next();
        let min = self.take_while(|next| next.is_ascii_digit()).parse().ok()?;
        let max = match (self.takes(b','), self.take_while(|next| next.is_ascii_digit())) {
            (false, "") => Some(min),
            (true, "") => None,
            (true, max) => Some(max.parse().ok()?),
            (false, _) => return None,
        };
        (self.peek() == Some(b'}')).then_some((min, max))
    }
}

fn begins_repetition(sign: u8) -> bool {
    matches!(sign, b'?' | b'*' | b'+' | b'{')
}

/// What `(?i)` makes of a character of ASCII.
fn folds(character: char) -> impl Iterator<Item = char> {
    let beyond_ascii = match character.to_ascii_lowercase() {
        's' => Some('\u{17f}'),
        'k' => Some('\u{212a}'),
        _ => None,
    };
    [character.to_ascii_lowercase(), character.to_ascii_uppercase()].into_iter().chain(beyond_ascii)
}

/// A class of one character is that character.
fn class(class: Class) -> Tree {
    match class {
        Class::Few(members) if members.len() == 1 => Tree::Literal(members.into_iter().collect()),
        class => Tree::Class(class),
    }
}

/// Adds `part` to the parts of a concatenation.
fn push(parts: &mut Vec<Tree>, part: Tree) {
    match (parts.last_mut(), part) {
        (_, Tree::Empty) => {}
        (Some(Tree::Literal(before)), Tree::Literal(text)) => before.push_str(&text),
        (_, Tree::Concat(inner)) => inner.into_iter().for_each(|part| push(parts, part)),
        (_, part) => parts.push(part),
    }
}

/// These, put together by [`push`], one after another.
fn concat(mut parts: Vec<Tree>) -> Tree {
    if parts.len() > 1 { Tree::Concat(parts) } else { parts.pop().unwrap_or(Tree::Empty) }
}

/// One of `branches`, with what they begin with in common set in front. `None` where it cannot be told whether they do.
/// There are no alternations among them.
fn either(mut branches: Vec<Tree>) -> Option<Tree> {
    if branches.len() == 1 {
        return branches.pop();
    }
    if let Some(one) = one_of(&branches) {
        return Some(class(one));
    }
    let prefix = common_prefix(&branches)?;
    if prefix == 0 {
        return Some(Tree::Alternation(branches));
    }
    let mut parts = Vec::new();
    let mut behind = Vec::with_capacity(branches.len());
    for branch in branches {
        let Tree::Concat(mut inner) = branch else { return None };
        match concat(inner.split_off(prefix)) {
            Tree::Alternation(inner) => behind.extend(inner),
            rest => behind.push(rest),
        }
        parts = inner;
    }
    push(&mut parts, either(behind)?);
    Some(concat(parts))
}

/// The class that characters, or classes, one beside the other come to.
fn one_of(branches: &[Tree]) -> Option<Class> {
    let single = |branch: &Tree| match branch {
        Tree::Literal(text) => {
            let mut characters = text.chars();
            characters.next().filter(|_| characters.next().is_none())
        }
        _ => None,
    };
    if branches.iter().all(|branch| single(branch).is_some()) {
        return Some(Class::of_ranges(branches.iter().filter_map(single).map(|character| (character, character))));
    }
    if !branches.iter().all(|branch| matches!(branch, Tree::Class(_))) {
        return None;
    }
    let mut members = Vec::new();
    for branch in branches {
        match branch {
            Tree::Class(Class::Few(few)) => members.extend(few.iter().map(|member| (*member, *member))),
            _ => return Some(Class::Many),
        }
    }
    Some(Class::of_ranges(members))
}

/// How many parts all of `branches` begin with in common, if all are concatenations. `None` if they begin with what may be
/// the same or not.
fn common_prefix(branches: &[Tree]) -> Option<usize> {
    fn parts(branch: &Tree) -> Option<&[Tree]> {
        match branch {
            Tree::Concat(parts) => Some(parts),
            _ => None,
        }
    }
    let Some(branches) = branches.iter().map(parts).collect::<Option<Vec<&[Tree]>>>() else { return Some(0) };
    let (first, others) = branches.split_first()?;
    let is_common = |at: usize| others.iter().all(|other| other.get(at) == Some(&first[at]));
    let prefix = (0..first.len()).take_while(|at| is_common(*at)).count();
    let is_told = |part: &Tree| matches!(part, Tree::Literal(_) | Tree::Look(_) | Tree::Class(Class::Few(_)));
    first[..prefix].iter().all(is_told).then_some(prefix)
}
