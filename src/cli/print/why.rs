//! `kb why` in words.

use std::io::{self, Write};
use std::ops::Range;

use super::Style;
use crate::knowledge_base::why::apart::Obstacle;
use crate::knowledge_base::why::differ::Difference;
use crate::knowledge_base::why::nearest::{Nearest, WordPlaces};
use crate::knowledge_base::why::standing::{First, Points, Standing};
use crate::knowledge_base::why::{Why, WhyPart, WhySignature};
use crate::render::safe;
use crate::report::{Evidence, ShownLine};
use crate::signature::Role;

/// Signatures that are told in full where none matches: the nearest ones.
const MISSES_MAX: usize = 3;

/// Percent that a signature may be farther away than the nearest one and still be told in full.
const NEARLY_PERCENT: u64 = 25;

/// Differences that still look like one message worded differently.
const FEW_DIFFERENCES: usize = 3;

/// Differences that are told of one line.
const DIFFERENCES_MAX: usize = 5;

/// Prints why an entry matched, or why not.
///
/// # Errors
/// What `out` says.
pub fn why(why: &Why, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { style, many_files: why.inputs.len() > 1 };
    page.standing(why, out)?;
    let (told, passed) = told(&why.signatures);
    for signature in &told {
        writeln!(out)?;
        page.signature(signature, why.signatures.len(), out)?;
    }
    if !passed.is_empty() {
        writeln!(out)?;
        let what = match (passed.len(), has_match(&why.signatures)) {
            (1, true) => "1 other does not match:".to_owned(),
            (count, true) => format!("{count} others do not match:"),
            (1, false) => "1 other is farther away:".to_owned(),
            (count, false) => format!("{count} others are farther away:"),
        };
        writeln!(out, "{}", style.dim(&what))?;
    }
    for signature in passed {
        let first = signature.parts.first().map(|part| safe::line(&part.pattern)).unwrap_or_default();
        writeln!(out, "  {} {}", style.sgr("31", "-"), safe::fit(&first, style.width.saturating_sub(4), false))?;
    }
    for notice in &why.notices {
        writeln!(out, "{} {}", style.dim("note:"), safe::line(notice))?;
    }
    Ok(())
}

/// The signatures to tell in full, in file order, and those to name only: all that matched, or the nearest.
fn told(signatures: &[WhySignature]) -> (Vec<&WhySignature>, Vec<&WhySignature>) {
    let has_match = has_match(signatures);
    let mut by_nearness: Vec<&WhySignature> = signatures.iter().collect();
    by_nearness.sort_by_key(|signature| (std::cmp::Reverse(signature.percent()), signature.number));
    let is_told = |signature: &WhySignature| {
        if has_match {
            return signature.matches > 0;
        }
        let place = by_nearness.iter().position(|one| one.number == signature.number);
        let is_near = || signature.percent() + NEARLY_PERCENT >= by_nearness[0].percent() && is_simple(signature);
        place.is_some_and(|place| place == 0 || (place < MISSES_MAX && is_near()))
    };
    signatures.iter().partition(|signature| is_told(signature))
}

fn has_match(signatures: &[WhySignature]) -> bool {
    signatures.iter().any(|signature| signature.matches > 0)
}

/// True if each missing part differs from its nearest line in few ways: more are two different messages.
fn is_simple(signature: &WhySignature) -> bool {
    let is_simple = |part: &WhyPart| {
        part.nearest.as_ref().map_or(part.words.is_empty(), |nearest| nearest.differences.len() <= FEW_DIFFERENCES)
    };
    signature.percent() > 0 && signature.parts.iter().all(is_simple)
}

struct Page {
    style: Style,
    many_files: bool,
}

impl Page {
    fn standing(&self, why: &Why, out: &mut dyn Write) -> io::Result<()> {
        let standing: &Standing = &why.standing;
        let color = if standing.matched { "32" } else { "33" };
        writeln!(
            out,
            "{}  {}",
            self.style.strong(&safe::line(&why.id)),
            self.style.sgr(color, &safe::line(&standing.what))
        )?;
        self.wrapped("  ", &why.title, out)?;
        if let Some(first) = &standing.first {
            return self.first(first, out);
        }
        let parts = standing.diagnosis.as_ref().map(|it| it.explanation.parts.as_slice()).unwrap_or_default();
        if let Some(diagnosis) = &standing.diagnosis {
            writeln!(out, "  {:>7.1}  points", diagnosis.score)?;
        }
        parts.iter().try_for_each(|part| writeln!(out, "  {:>7.1}    {}", part.value, safe::line(&part.what)))
    }

    /// What stands above, why, and the points of both.
    fn first(&self, first: &First, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  first is {}", self.style.strong(&safe::line(&first.id)))?;
        self.wrapped("    ", &first.title, out)?;
        self.wrapped("    ", &format!("It stands above because {}.", first.reason), out)?;
        writeln!(out, "    {}", self.style.dim("  this  first  points"))?;
        let number = |points: Option<f64>| points.map_or("-".to_owned(), |points| format!("{points:.1}"));
        let sum = |of: fn(&Points) -> Option<f64>| first.points.iter().filter_map(of).sum::<f64>();
        for points in &first.points {
            writeln!(out, "    {:>6} {:>6}  {}", number(points.own), number(points.first), safe::line(&points.what))?;
        }
        writeln!(out, "    {:>6.1} {:>6.1}  together", sum(|it| it.own), sum(|it| it.first))
    }

    fn signature(&self, signature: &WhySignature, of: usize, out: &mut dyn Write) -> io::Result<()> {
        let strength = if signature.is_strong { "strong" } else { "weak" };
        let outcome = match signature.matches {
            0 => self.style.sgr("31", "no match"),
            1 => self.style.sgr("32", "1 match"),
            count => self.style.sgr("32", &format!("{count} matches")),
        };
        let window = if signature.window.is_empty() {
            String::new()
        } else {
            format!(", within {}", safe::line(&signature.window))
        };
        let number = if of > 1 { format!("signature {} of {of}", signature.number) } else { "signature".to_owned() };
        let facts =
            format!("({strength}, {:.1} bits{window}; line {} of the entry)", signature.strength, signature.entry_line);
        writeln!(out, "{}  {outcome}  {}", self.style.strong(&number), self.style.dim(&facts))?;
        signature.parts.iter().try_for_each(|part| self.part(part, signature, out))?;
        if let Some(obstacle) = &signature.obstacle {
            self.obstacle(obstacle, out)?;
        }
        if let Some(discounted) = &signature.discounted {
            self.wrapped("  ! ", &format!("does not count: {discounted}"), out)?;
        }
        if let Some(resolved) = &signature.resolved {
            writeln!(out, "  ! seen, then gone: it recovered at {}", self.place(resolved))?;
        }
        Ok(())
    }

    fn part(&self, part: &WhyPart, signature: &WhySignature, out: &mut dyn Write) -> io::Result<()> {
        let is_open = part.role == Role::Any && signature.matches > 0;
        let mark = match (part.holds, part.role) {
            (true, _) => self.style.sgr("32", "+"),
            (false, Role::Recovery) => self.style.dim("·"),
            (false, _) if is_open => self.style.dim("·"),
            (false, _) => self.style.sgr("31", "-"),
        };
        let role = match part.role {
            Role::All => "",
            Role::Any => "any: ",
            Role::None => "none: ",
            Role::Sequence => "then: ",
            Role::Recovery => "resolved by: ",
        };
        let needed = if part.needed > 1 { format!("  ({} times)", part.needed) } else { String::new() };
        let regex = if part.is_regex { "regex " } else { "" };
        writeln!(out, "  {mark} {role}{regex}{}{needed}", safe::line(&part.pattern))?;
        for evidence in &part.places {
            self.found(evidence, out)?;
        }
        if part.count > part.places.len() {
            writeln!(out, "      {}", self.style.dim(&format!("and {} more", part.count - part.places.len())))?;
        }
        if let Some(nearest) = &part.nearest {
            self.nearest(nearest, out)?;
        } else if !part.words.is_empty() && !is_open {
            self.words(&part.words, out)?;
        }
        Ok(())
    }

    /// `12:8`, with the file where there are several, and the stream where it has a name.
    fn place(&self, evidence: &Evidence) -> String {
        let file = if self.many_files { format!("{}:", safe::line(&evidence.file)) } else { String::new() };
        let stream =
            if evidence.stream.is_empty() { String::new() } else { format!(" in {}", safe::line(&evidence.stream)) };
        format!("{file}{}:{}{stream}", evidence.line, evidence.column)
    }

    /// Where a part is, what matched there, and what it captured.
    fn found(&self, evidence: &Evidence, out: &mut dyn Write) -> io::Result<()> {
        let place = format!("at {}", self.place(evidence));
        let room = self.style.width.saturating_sub(8 + safe::width(&place));
        let text = safe::fit(&safe::line(&evidence.text), room, false);
        writeln!(out, "      {place}  {}", self.style.dim(&text))?;
        let captures: Vec<String> = evidence.captures.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        if captures.is_empty() { Ok(()) } else { self.wrapped("        ", &captures.join(", "), out) }
    }

    fn nearest(&self, nearest: &Nearest, out: &mut dyn Write) -> io::Result<()> {
        let file = if self.many_files { format!("{}, ", safe::line(&nearest.file)) } else { String::new() };
        let stream =
            if nearest.stream.is_empty() { String::new() } else { format!(" in {}", safe::line(&nearest.stream)) };
        writeln!(out, "      nearest is {file}line {}{stream}:", nearest.line)?;
        for shown in &nearest.shown {
            self.shown(shown, out)?;
        }
        nearest.differences.iter().take(DIFFERENCES_MAX).try_for_each(|difference| self.difference(difference, out))?;
        match nearest.differences.len().saturating_sub(DIFFERENCES_MAX) {
            0 => Ok(()),
            more => writeln!(out, "      {}", self.style.dim(&format!("> and {more} more"))),
        }
    }

    fn difference(&self, difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
        let repair = difference.repair.as_ref().map(|repair| format!("; {repair}")).unwrap_or_default();
        self.wrapped("      > ", &format!("{}{repair}", difference.what), out)
    }

    /// One line of the log around its marks, as wide as the page.
    fn shown(&self, shown: &ShownLine, out: &mut dyn Write) -> io::Result<()> {
        let number = format!("{:>10} │ ", shown.line);
        let room = self.style.width.saturating_sub(safe::width(&number)).max(20);
        let (range, lead, tail) = around(&shown.text, &shown.marks, room);
        let mut text = lead.to_owned();
        let mut under = " ".repeat(safe::width(lead));
        let mut at = range.start;
        for mark in &shown.marks {
            let mark = mark.start.clamp(range.start, range.end)..mark.end.clamp(range.start, range.end);
            if mark.is_empty() {
                continue;
            }
            let before = safe::line(&shown.text[at..mark.start]);
            let marked = safe::line(&shown.text[mark.clone()]);
            under.push_str(&" ".repeat(safe::width(&before)));
            under.push_str(&"‾".repeat(safe::width(&marked)));
            text.push_str(&before);
            text.push_str(&self.style.mark(&marked));
            at = mark.end;
        }
        text.push_str(&safe::line(&shown.text[at..range.end]));
        writeln!(out, "{number}{text}{tail}")?;
        if under.trim().is_empty() {
            return Ok(());
        }
        writeln!(out, "{:>10} │ {}", "", self.style.dim(&under))
    }

    fn words(&self, words: &[WordPlaces], out: &mut dyn Write) -> io::Result<()> {
        let (there, absent): (Vec<&WordPlaces>, Vec<&WordPlaces>) = words.iter().partition(|word| word.first.is_some());
        if there.is_empty() {
            return writeln!(out, "      none of its words is in the log");
        }
        let said: Vec<String> = there
            .iter()
            .filter_map(|word| {
                let (file, line) = word.first.as_ref()?;
                let file = if self.many_files { format!("{}:", safe::line(file)) } else { String::new() };
                let more = if word.lines > 1 { format!(" and {} more", word.lines - 1) } else { String::new() };
                Some(format!("`{}` on line {file}{line}{more}", safe::line(&word.word)))
            })
            .collect();
        self.wrapped("      ", &format!("no line comes near; the log has {}", said.join(", ")), out)?;
        let absent: Vec<String> = absent.iter().map(|word| format!("`{}`", safe::line(&word.word))).collect();
        if absent.is_empty() {
            Ok(())
        } else {
            self.wrapped("      ", &format!("and nowhere {}", absent.join(", ")), out)
        }
    }

    fn obstacle(&self, obstacle: &Obstacle, out: &mut dyn Write) -> io::Result<()> {
        let repair = obstacle.repair.as_ref().map(|repair| format!("; {repair}")).unwrap_or_default();
        self.wrapped("  > ", &format!("{}{repair}", obstacle.what), out)?;
        obstacle.places.iter().flat_map(|place| place.shown.first()).try_for_each(|shown| self.shown(shown, out))
    }

    /// `text` wrapped to the page: the first line behind `lead`, the others below it.
    fn wrapped(&self, lead: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let indent = " ".repeat(safe::width(lead));
        let mut line = String::new();
        let mut is_first = true;
        for word in safe::line(text).split(' ') {
            if !line.is_empty() && safe::width(&indent) + safe::width(&line) + 1 + safe::width(word) > self.style.width
            {
                writeln!(out, "{}{line}", if is_first { lead } else { &indent })?;
                is_first = false;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        writeln!(out, "{}{line}", if is_first { lead } else { &indent })
    }
}

/// The part of a line that fits into `room` columns and holds its marks, and what stands for the rest.
fn around<'t>(text: &str, marks: &[Range<usize>], room: usize) -> (Range<usize>, &'t str, &'t str) {
    if safe::width(&safe::line(text)) <= room {
        return (0..text.len(), "", "");
    }
    let room = room.saturating_sub(4);
    let (first, last) = match (marks.first(), marks.last()) {
        (Some(first), Some(last)) => (first.start, last.end),
        _ => (0, 0),
    };
    let columns = |range: Range<usize>| safe::width(&safe::line(&text[range]));
    // Some of what stands before the first mark helps to find the place.
    let before = if columns(first..last) >= room { room / 4 } else { (room - columns(first..last)) * 2 / 3 };
    let mut start = if columns(0..last) <= room { 0 } else { first };
    while start > 0 && columns(start..first) < before {
        start = text.floor_char_boundary(start - 1);
    }
    let mut end = start;
    for (at, character) in text[start..].char_indices() {
        let next = start + at + character.len_utf8();
        if columns(start..next) > room {
            break;
        }
        end = next;
    }
    (start..end, if start > 0 { "… " } else { "" }, if end < text.len() { " …" } else { "" })
}
