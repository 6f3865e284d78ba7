//! Words beside an entry → lines of the pane: why it matches or not, and what is wrong with one that was written.

use super::document::{Layout, Line, Look, dim, piece, plain};
use crate::diagnostic::{Diagnostic, Level};
use crate::knowledge_base::why::{Why, WhyPart, WhySignature};
use crate::render::{Style, safe};
use crate::report::{Confidence, Explanation};
use crate::signature::Role;

/// Columns of a number of the explanation.
const NUMBER_COLUMNS: usize = 7;

const STRONG: Look = Look::Text(Style::Strong);

/// Why entry `id` is in the answer, or why not: the tree that makes its score, then each signature.
#[must_use]
pub fn why(id: &str, why: &Why, width: usize) -> Vec<Line> {
    let mut layout = Layout::new(width);
    verdict(&mut layout, id, why);
    if let Some(diagnosis) = &why.diagnosis {
        layout.heading("Score");
        explanation(&mut layout, &diagnosis.explanation, 0);
    }
    layout.heading("Signatures");
    if why.signatures.is_empty() {
        layout.words("It has none: only a search finds it.", Look::Text(Style::Plain));
    }
    for signature in &why.signatures {
        layout.blank();
        one_signature(&mut layout, signature);
    }
    layout.out.lines
}

fn verdict(layout: &mut Layout, id: &str, why: &Why) {
    match &why.diagnosis {
        Some(one) => {
            layout.words(&format!("Why {id} answers"), STRONG);
            let place = format!("{}, number {} of {}", one.confidence.word(), one.rank, why.report.matches.len());
            layout.words(&place, Look::Confidence(one.confidence));
            if let Some(first) = why.report.matches.first().filter(|first| first.id != one.id) {
                layout.words(
                    &format!("first is {}: {:.1} against {:.1}", first.id, first.score, one.score),
                    Look::Text(Style::Plain),
                );
            }
        }
        None => {
            layout.words(&format!("Why {id} does not answer"), STRONG);
            let is_matched = why.signatures.iter().any(|signature| signature.matches > 0);
            let rival = why.report.matches.first().filter(|one| one.counts_as_match() && is_matched);
            let reason = match (rival, is_matched) {
                (Some(rival), _) => format!("a signature matches, but {} answers for the same lines", rival.id),
                (None, true) => {
                    "a signature matches, but it is weak: it counts only where it is most of a short log".to_owned()
                }
                (None, false) => "no signature of it matches this log".to_owned(),
            };
            layout.words(&reason, Look::Confidence(Confidence::Possible));
        }
    }
}

fn explanation(layout: &mut Layout, node: &Explanation, depth: usize) {
    let indent = depth * 2;
    let look = if node.parts.is_empty() { Look::Text(Style::Plain) } else { STRONG };
    let number = format!("{:indent$}{:>NUMBER_COLUMNS$.1}  ", "", node.value);
    let again = " ".repeat(number.len());
    layout.hanging(piece(number, look), &again, &[piece(safe::line(&node.what), look)]);
    for part in &node.parts {
        explanation(layout, part, depth + 1);
    }
}

fn one_signature(layout: &mut Layout, signature: &WhySignature) {
    let strength = if signature.is_strong { "strong" } else { "weak" };
    let (outcome, look) = match signature.matches {
        0 => ("no match".to_owned(), Look::Danger),
        1 => ("1 match".to_owned(), Look::Good),
        count => (format!("{count} matches"), Look::Good),
    };
    let window = if signature.window.is_empty() { String::new() } else { format!(", within {}", signature.window) };
    let facts = dim(format!(
        "  {} · {strength}, {:.1} bits{}",
        safe::line(&signature.key),
        signature.strength,
        safe::line(&window)
    ));
    layout.hanging(piece(outcome, look), "  ", &[facts]);
    for part in &signature.parts {
        one_part(layout, part);
    }
}

fn one_part(layout: &mut Layout, part: &WhyPart) {
    let forbidden = part.role == Role::None;
    let holds = if forbidden { part.count == 0 } else { part.count >= part.needed };
    let mark = if holds { piece("  + ", Look::Good) } else { piece("  - ", Look::Danger) };
    let role = match part.role {
        Role::All => "",
        Role::Any => "one of: ",
        Role::None => "must not occur: ",
        Role::Sequence => "then: ",
    };
    layout.hanging(mark, "    ", &[dim(role), piece(safe::line(&part.pattern), Look::Text(Style::CodeBlock))]);
    let mut say = |text: String| layout.hanging(plain("      "), "      ", &[dim(text)]);
    if part.count > 0 {
        let places: Vec<String> = part.places.iter().map(|(line, column)| format!("{line}:{column}")).collect();
        let more = part.count - part.places.len().min(part.count);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        say(format!("at {}{more}", places.join(", ")));
    } else if !forbidden {
        for (literal, line) in &part.literals {
            let literal = safe::line(literal);
            say(match line {
                Some(line) => format!("`{literal}` stands on line {line}"),
                None => format!("`{literal}` is nowhere in the log"),
            });
        }
    }
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
