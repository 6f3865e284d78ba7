//! Words beside an entry → lines of the pane: why it matches or not, and what is wrong with one that was written.

use super::document::{Layout, Line, Look, dim, marked, piece, plain};
use crate::diagnostic::{Diagnostic, Level};
use crate::knowledge_base::why::nearest::WordPlaces;
use crate::knowledge_base::why::standing::Points;
use crate::knowledge_base::why::{Why, WhyPart, WhySignature};
use crate::render::{Style, safe};
use crate::report::{Confidence, Explanation, ShownLine};
use crate::signature::Role;

/// Columns of a number of the explanation.
const NUMBER_COLUMNS: usize = 7;

/// Differences that are told of one line; more are two different messages.
const DIFFERENCES_MAX: usize = 5;

const STRONG: Look = Look::Text(Style::Strong);
const PLAIN: Look = Look::Text(Style::Plain);
const DIM: Look = Look::Text(Style::Dim);

/// Why an entry is in the answer, or why not: what it is there, what its score is made of, then each signature.
#[must_use]
pub fn why(why: &Why, width: usize) -> Vec<Line> {
    let mut layout = Layout::new(width);
    standing(&mut layout, why);
    layout.heading("Signatures");
    if why.signatures.is_empty() {
        layout.words("It has none: only a search finds it.", PLAIN);
    }
    // What matched, then what came nearest.
    let mut signatures: Vec<&WhySignature> = why.signatures.iter().collect();
    signatures.sort_by_key(|signature| (std::cmp::Reverse(signature.percent()), signature.number));
    for signature in signatures {
        layout.blank();
        one_signature(&mut layout, signature, why.signatures.len());
    }
    for notice in &why.notices {
        layout.blank();
        layout.words(&format!("note: {notice}"), DIM);
    }
    layout.out.lines
}

fn standing(layout: &mut Layout, why: &Why) {
    let standing = &why.standing;
    let question = if standing.matched { "answers" } else { "does not answer" };
    layout.words(&format!("Why {} {question}", why.id), STRONG);
    layout.words(&standing.what, if standing.matched { Look::Good } else { Look::Confidence(Confidence::Likely) });
    if let Some(first) = &standing.first {
        layout.heading("What stands first");
        layout.words(&first.id, STRONG);
        layout.words(&first.title, PLAIN);
        layout.words(&format!("It stands above because {}.", first.reason), PLAIN);
        let number = |points: Option<f64>| points.map_or("-".to_owned(), |points| format!("{points:.1}"));
        layout.line(vec![dim("   this  first  points")]);
        for points in &first.points {
            let numbers = format!("{:>NUMBER_COLUMNS$}{:>NUMBER_COLUMNS$}  ", number(points.own), number(points.first));
            let again = " ".repeat(numbers.len());
            layout.hanging(plain(numbers), &again, &[plain(safe::line(&points.what))]);
        }
        let sum = |of: fn(&Points) -> Option<f64>| first.points.iter().filter_map(of).sum::<f64>();
        let (own, rival) = (sum(|it| it.own), sum(|it| it.first));
        layout.line(vec![piece(format!("{own:>NUMBER_COLUMNS$.1}{rival:>NUMBER_COLUMNS$.1}  together"), STRONG)]);
    } else if let Some(diagnosis) = &standing.diagnosis {
        layout.heading("Score");
        explanation(layout, &diagnosis.explanation, 0);
    }
}

fn explanation(layout: &mut Layout, node: &Explanation, depth: usize) {
    let indent = depth * 2;
    let look = if node.parts.is_empty() { PLAIN } else { STRONG };
    let number = format!("{:indent$}{:>NUMBER_COLUMNS$.1}  ", "", node.value);
    let again = " ".repeat(number.len());
    layout.hanging(piece(number, look), &again, &[piece(safe::line(&node.what), look)]);
    for part in &node.parts {
        explanation(layout, part, depth + 1);
    }
}

fn one_signature(layout: &mut Layout, signature: &WhySignature, of: usize) {
    let strength = if signature.is_strong { "strong" } else { "weak" };
    let (outcome, look) = match signature.matches {
        0 => ("no match".to_owned(), Look::Danger),
        1 => ("1 match".to_owned(), Look::Good),
        count => (format!("{count} matches"), Look::Good),
    };
    let window = if signature.window.is_empty() { String::new() } else { format!(", within {}", signature.window) };
    let number = if of > 1 { format!("signature {} of {of}", signature.number) } else { "signature".to_owned() };
    let facts = format!("  {number} · {strength}, {:.1} bits{}", signature.strength, safe::line(&window));
    layout.hanging(piece(outcome, look), "  ", &[dim(facts)]);
    for part in &signature.parts {
        one_part(layout, part, signature.matches > 0);
    }
    if let Some(obstacle) = &signature.obstacle {
        sentence(layout, "  ! ", &obstacle.what, obstacle.repair.as_deref());
        for shown in obstacle.places.iter().filter_map(|place| place.shown.first()) {
            log_line(layout, shown);
        }
    }
    if let Some(discounted) = &signature.discounted {
        sentence(layout, "  ! ", &format!("does not count: {discounted}"), None);
    }
    if let Some(resolved) = &signature.resolved {
        sentence(layout, "  ! ", &format!("seen, then gone: it recovered on line {}", resolved.line), None);
    }
}

fn one_part(layout: &mut Layout, part: &WhyPart, has_matched: bool) {
    let matters_not = part.role == Role::Recovery || (part.role == Role::Any && has_matched);
    let mark = match part.holds {
        true => piece("  + ", Look::Good),
        false if matters_not => dim("  · "),
        false => piece("  - ", Look::Danger),
    };
    let role = match part.role {
        Role::All => "",
        Role::Any => "one of: ",
        Role::None => "must not occur: ",
        Role::Sequence => "then: ",
        Role::Recovery => "resolved by: ",
    };
    let needed = if part.needed > 1 { format!("  ({} times)", part.needed) } else { String::new() };
    let regex = if part.is_regex { "regex " } else { "" };
    let pattern = piece(safe::line(&part.pattern), Look::Text(Style::CodeBlock));
    layout.hanging(mark, "    ", &[dim(role), dim(regex), pattern, dim(needed)]);
    let places: Vec<String> = part.places.iter().map(|place| format!("{}:{}", place.line, place.column)).collect();
    if !places.is_empty() {
        let more = part.count.saturating_sub(places.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        layout.hanging(plain("      "), "      ", &[dim(format!("at {}{more}", places.join(", ")))]);
    }
    if let Some(nearest) = &part.nearest {
        layout.hanging(plain("      "), "      ", &[dim(format!("nearest is line {}:", nearest.line))]);
        nearest.shown.iter().for_each(|shown| log_line(layout, shown));
        for difference in nearest.differences.iter().take(DIFFERENCES_MAX) {
            sentence(layout, "      > ", &difference.what, difference.repair.as_deref());
        }
    } else if !matters_not {
        words(layout, &part.words);
    }
}

/// Where the words of a part are that comes near no line.
fn words(layout: &mut Layout, words: &[WordPlaces]) {
    let there = words.iter().filter_map(|word| Some(format!("`{}` on line {}", word.word, word.first.as_ref()?.1)));
    let there: Vec<String> = there.collect();
    if words.is_empty() {
        return;
    }
    if there.is_empty() {
        return sentence(layout, "      ", "none of its words is in the log", None);
    }
    sentence(layout, "      ", &format!("no line comes near; the log has {}", there.join(", ")), None);
    let absent: Vec<String> =
        words.iter().filter(|word| word.first.is_none()).map(|word| format!("`{}`", word.word)).collect();
    if !absent.is_empty() {
        sentence(layout, "      ", &format!("and nowhere {}", absent.join(", ")), None);
    }
}

/// A sentence and how to mend what it says, behind `lead`.
fn sentence(layout: &mut Layout, lead: &str, what: &str, repair: Option<&str>) {
    let repair = repair.map(|repair| format!("; {repair}")).unwrap_or_default();
    let again = " ".repeat(lead.len());
    layout.hanging(dim(lead), &again, &[plain(safe::line(&format!("{what}{repair}")))]);
}

/// A line of the log, what it is about marked.
fn log_line(layout: &mut Layout, shown: &ShownLine) {
    layout.hanging(dim(format!("{:>10} │ ", shown.line)), &format!("{:10} │ ", ""), &marked(shown));
}

/// What is wrong with entry `id`, each with its place and repair.
#[must_use]
pub fn problems(id: &str, found: &[Diagnostic], width: usize) -> Vec<Line> {
    let mut layout = Layout::new(width);
    if found.is_empty() {
        layout.words(&format!("{id} is in force; nothing is wrong with it."), Look::Good);
        return layout.out.lines;
    }
    layout.words(&format!("What is wrong with {id}"), STRONG);
    layout.words("e opens it again at the first place.", Look::Text(Style::Dim));
    for one in found {
        layout.blank();
        problem(&mut layout, one);
    }
    layout.out.lines
}

fn problem(layout: &mut Layout, one: &Diagnostic) {
    let look = if one.level == Level::Error { Look::Danger } else { Look::Confidence(Confidence::Likely) };
    let (line, column) = one.line_column();
    layout.hanging(piece(format!("{} ", one.level.word()), look), "  ", &[plain(safe::line(&one.message))]);
    let text = &one.source.text;
    if let (Some(span), Some(written)) = (&one.span, text.lines().nth(line - 1)) {
        let number = format!("{line:>4} │ ");
        let before: String = written.chars().take(column - 1).collect();
        let marked = text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default();
        let behind = written.get(before.len() + marked.len()..).unwrap_or_default();
        let pieces = [plain(safe::line(&before)), piece(safe::line(marked), Look::Evidence), plain(safe::line(behind))];
        layout.hanging(dim(number), "     │ ", &pieces);
    }
    for (words, text) in [("", Some(&one.label)), ("help: ", one.help.as_ref())] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            layout.words(&format!("{words}{text} ({})", one.code), Look::Text(Style::Dim));
        }
    }
}
