//! Reads a pattern into its [`Tree`], if it is written with what nearly all patterns are written with.
//!
//! `regex-syntax` makes a syntax tree with a place for each character, then a second tree with sets of ranges and the
//! properties of each part. That is right for building an automaton, and it was nearly half of the time of compiling
//! knowledge, whose automata are built when they are first needed. Here characters, escapes, classes, groups, repetitions,
//! alternations and the flags `i`, `m` and `s` are read in one pass. Everything else, mistakes too, is refused without a
//! word, and then `regex-syntax` parses it: it decides what is valid. Its simplifications are repeated here, so that both
//! ways give the same tree.

use regex_syntax::hir::Look;

use super::tree::{Class, Tree};

/// Groups in groups that are read here: fewer levels than `REGEX_NEST_MAX` allows, of which a group takes up to four.
const DEPTH_MAX: usize = 12;

/// What a repetition begins with.
const REPETITION: &[char] = &['?', '*', '+', '{'];

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
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    /// Takes `token` if it comes next.
    fn takes(&mut self, token: &str) -> bool {
        let behind = self.rest.strip_prefix(token);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    /// Takes the characters that come next and are what `is_wanted` asks for.
    fn take_while(&mut self, is_wanted: impl Fn(char) -> bool) -> &'s str {
        let end = self.rest.find(|next| !is_wanted(next)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// Branches up to the end of the pattern, or up to the `)` of the group.
    fn alternation(&mut self, depth: usize) -> Option<Tree> {
        let mut branches = vec![self.branch(depth)?];
        while self.takes("|") {
            branches.push(self.branch(depth)?);
        }
        either(branches)
    }

    fn branch(&mut self, depth: usize) -> Option<Tree> {
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            let part = match self.plain_text() {
                "" => self.part(depth)?,
                text => Tree::Literal(text.to_owned()),
            };
            parts.push(self.repeated(part)?);
        }
        Some(concat(parts))
    }

    /// Characters that stand for themselves, up to one that may be repeated.
    fn plain_text(&mut self) -> &'s str {
        const META: &[char] = &['\\', '.', '+', '*', '?', '(', ')', '|', '[', '{', '^', '$'];
        if self.flags.ignore_case {
            return "";
        }
        let end = self.rest.find(META).unwrap_or(self.rest.len());
        let is_repeated = self.rest[end..].starts_with(REPETITION);
        let last = if is_repeated { self.rest[..end].chars().next_back().map_or(0, char::len_utf8) } else { 0 };
        // A single one is repeated as a whole.
        let (text, rest) = self.rest.split_at(if end > last { end - last } else { end });
        self.rest = rest;
        text
    }

    fn part(&mut self, depth: usize) -> Option<Tree> {
        Some(match self.next()? {
            sign if REPETITION.contains(&sign) => return None,
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
            'b' if self.peek() != Some('{') => Escaped::Look(Look::WordUnicode),
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
        let captures = !self.takes("?") || {
            let is_named = self.takes("P<") || self.takes("<");
            if is_named {
                name = Some(self.name()?);
            } else if self.flags()? == ')' {
                // There is nothing to repeat.
                return (!self.rest.starts_with(REPETITION)).then_some(Tree::Empty);
            }
            is_named
        };
        let of = if depth < DEPTH_MAX { self.alternation(depth + 1)? } else { return None };
        self.flags = outside;
        let is_closed = self.takes(")");
        is_closed.then(|| if captures { Tree::Group { name, of: Box::new(of) } } else { of })
    }

    /// The name of a group behind its `<`.
    fn name(&mut self) -> Option<String> {
        let name = self.take_while(|next| next.is_ascii_alphanumeric() || next == '_');
        let is_valid = name.starts_with(|first: char| !first.is_ascii_digit()) && !self.names.contains(&name);
        self.names.push(name);
        (is_valid && self.takes(">")).then(|| name.to_owned())
    }

    /// Sets flags up to a `:` or `)`, which is returned.
    fn flags(&mut self) -> Option<char> {
        let given = self.take_while(|next| matches!(next, 'i' | 'm' | 's' | '-'));
        let (on, off) = given.split_once('-').unwrap_or((given, "i"));
        let is_given_once = |flag: char| given.matches(flag).count() <= 1;
        if off.is_empty() || !['i', 'm', 's', '-'].into_iter().all(is_given_once) {
            return None;
        }
        let is_off = |flag: char| given.contains('-') && off.contains(flag);
        self.flags = Flags {
            ignore_case: (self.flags.ignore_case || on.contains('i')) && !is_off('i'),
            per_line: (self.flags.per_line || on.contains('m')) && !is_off('m'),
        };
        self.next().filter(|end| *end == ':' || *end == ')' && !given.is_empty())
    }

    /// A class behind its `[`.
    fn class(&mut self) -> Option<Tree> {
        let is_negated = self.takes("^");
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut is_wide = is_negated;
        // A `]` in front would be one of the class.
        if self.rest.starts_with(']') {
            return None;
        }
        while !self.takes("]") {
            let is_operator = ["&&", "--", "~~", "["].iter().any(|token| self.rest.starts_with(token));
            // The complement of a complement may be few.
            let is_complement = is_negated && ["\\D", "\\S", "\\W"].iter().any(|token| self.rest.starts_with(token));
            if is_operator || is_complement {
                return None;
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
        self.rest.starts_with('-') && !self.rest.starts_with("-]") && !self.rest.starts_with("--")
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
        let Some((min, max)) = self.counts()? else { return Some(part) };
        self.takes("?");
        let is_repeated_again = self.rest.starts_with(REPETITION);
        let is_odd = max.is_some_and(|max| max == 0 || max < min) || is_repeated_again || part.is_place();
        if is_odd {
            return None;
        }
        let is_once = (min, max) == (1, Some(1));
        Some(if is_once { part } else { Tree::Repetition { min, max, of: Box::new(part) } })
    }

    /// How often what stands in front is there: at least, at most. `Some(None)` if nothing is said.
    fn counts(&mut self) -> Option<Option<(u32, Option<u32>)>> {
        for (sign, min, max) in [("?", 0, Some(1)), ("*", 0, None), ("+", 1, None)] {
            if self.takes(sign) {
                return Some(Some((min, max)));
            }
        }
        if !self.takes("{") {
            return Some(None);
        }
        let min = self.take_while(|next| next.is_ascii_digit()).parse().ok()?;
        let max = match (self.takes(","), self.take_while(|next| next.is_ascii_digit())) {
            (false, "") => Some(min),
            (true, "") => None,
            (true, max) => Some(max.parse().ok()?),
            (false, _) => return None,
        };
        self.takes("}").then_some(Some((min, max)))
    }
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

fn concat(parts: Vec<Tree>) -> Tree {
    let mut flat: Vec<Tree> = Vec::with_capacity(parts.len());
    let mut push = |part: Tree| match (flat.last_mut(), part) {
        (_, Tree::Empty) => {}
        (Some(Tree::Literal(before)), Tree::Literal(text)) => before.push_str(&text),
        (_, part) => flat.push(part),
    };
    for part in parts {
        match part {
            Tree::Concat(inner) => inner.into_iter().for_each(&mut push),
            part => push(part),
        }
    }
    if flat.len() > 1 { Tree::Concat(flat) } else { flat.pop().unwrap_or(Tree::Empty) }
}

/// One of `branches`, with what they begin with in common set in front. `None` where it cannot be told whether they do.
fn either(branches: Vec<Tree>) -> Option<Tree> {
    let mut flat: Vec<Tree> = Vec::with_capacity(branches.len());
    for branch in branches {
        match branch {
            Tree::Alternation(inner) => flat.extend(inner),
            branch => flat.push(branch),
        }
    }
    if flat.len() == 1 {
        return flat.pop();
    }
    if let Some(one) = one_of(&flat) {
        return Some(class(one));
    }
    match common_prefix(&flat)? {
        0 => Some(Tree::Alternation(flat)),
        prefix => {
            let mut parts = Vec::new();
            let mut behind = Vec::with_capacity(flat.len());
            for branch in flat {
                let Tree::Concat(mut inner) = branch else { return None };
                behind.push(concat(inner.split_off(prefix)));
                parts = inner;
            }
            parts.push(either(behind)?);
            Some(concat(parts))
        }
    }
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
    if let Some(characters) = branches.iter().map(single).collect::<Option<Vec<char>>>() {
        return Some(Class::of_ranges(characters.into_iter().map(|character| (character, character))));
    }
    let mut members = Vec::new();
    let mut is_wide = false;
    for branch in branches {
        match branch {
            Tree::Class(Class::Few(few)) => members.extend(few.iter().map(|member| (*member, *member))),
            Tree::Class(Class::Many) => is_wide = true,
            _ => return None,
        }
    }
    Some(if is_wide { Class::Many } else { Class::of_ranges(members) })
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
