//! `kb why` in words.

use std::io::{self, Write};

use super::Style;
use crate::knowledge_base::why::{Why, WhyPart, WhySignature};
use crate::render::safe;
use crate::report::Explanation;
use crate::signature::Role;

/// Prints why an entry matched, or why not.
///
/// # Errors
/// What `out` says.
pub fn why(id: &str, why: &Why, style: Style, out: &mut dyn Write) -> io::Result<()> {
    verdict(id, why, style, out)?;
    if let Some(diagnosis) = &why.diagnosis {
        explanation(&diagnosis.explanation, 1, out)?;
    }
    if why.signatures.is_empty() {
        writeln!(out, "it has no signature: only `kb search` finds it")?;
    }
    for signature in &why.signatures {
        writeln!(out)?;
        one_signature(signature, style, out)?;
    }
    Ok(())
}

fn verdict(id: &str, why: &Why, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(diagnosis) = &why.diagnosis else {
        let matched = why.signatures.iter().any(|signature| signature.matches > 0);
        let first = why.report.matches.first().filter(|one| one.counts_as_match());
        let reason = match (matched, first) {
            (false, _) => "no signature of it matches".to_owned(),
            (true, Some(first)) => {
                format!("a signature matches, but {} answers for the same lines, or it is weak", first.id)
            }
            (true, None) => {
                "a signature matches, but it is weak: it counts only where it is most of a short input".to_owned()
            }
        };
        return writeln!(out, "{}  not in the answer: {reason}", style.strong(&safe::line(id)));
    };
    writeln!(
        out,
        "{}  {}, rank {} of {}",
        style.strong(&safe::line(id)),
        diagnosis.confidence.word(),
        diagnosis.rank,
        why.report.matches.len()
    )?;
    if let Some(above) = why.report.matches.first().filter(|one| one.id != diagnosis.id) {
        writeln!(out, "  first is {} (score {:.1} against {:.1})", above.id, above.score, diagnosis.score)?;
    }
    Ok(())
}

fn explanation(node: &Explanation, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:indent$}{:>7.1}  {}", "", node.value, safe::line(&node.what), indent = depth * 2)?;
    node.parts.iter().try_for_each(|part| explanation(part, depth + 1, out))
}

fn one_signature(signature: &WhySignature, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let strength = if signature.is_strong { "strong" } else { "weak" };
    let outcome = match signature.matches {
        0 => style.sgr("31", "no match"),
        1 => style.sgr("32", "1 match"),
        count => style.sgr("32", &format!("{count} matches")),
    };
    let window = if signature.window.is_empty() { String::new() } else { format!(", within {}", signature.window) };
    writeln!(out, "{}  {outcome}  ({strength}, {:.1} bits{window})", signature.key, signature.strength)?;
    signature.parts.iter().try_for_each(|part| one_part(part, style, out))
}

fn one_part(part: &WhyPart, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let forbidden = part.role == Role::None;
    let holds = if forbidden { part.count == 0 } else { part.count >= part.needed };
    let mark = if holds { style.sgr("32", "+") } else { style.sgr("31", "-") };
    let role = match part.role {
        Role::All => "",
        Role::Any => "any: ",
        Role::None => "none: ",
        Role::Sequence => "then: ",
        Role::Recovery => "recovered: ",
    };
    writeln!(out, "  {mark} {role}{}", safe::line(&part.pattern))?;
    if part.count > 0 {
        let places: Vec<String> = part.places.iter().map(|(line, column)| format!("{line}:{column}")).collect();
        let more = part.count - part.places.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(out, "      at {}{more}", places.join(", "))?;
    } else if !forbidden {
        for (literal, line) in &part.literals {
            match line {
                Some(line) => writeln!(out, "      `{}` stands on line {line}", safe::line(literal))?,
                None => writeln!(out, "      `{}` is nowhere in the log", safe::line(literal))?,
            }
        }
    }
    Ok(())
}
