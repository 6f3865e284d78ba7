//! From a signature as written to one that can be matched, or to the reasons why not.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::regex::RegexPattern;
use super::text::TextPattern;
use super::{Member, Pattern, Role, Signature, SignatureKey, Window};
use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::entry::{Condition, MemberSource, PatternSource, PatternSyntax, SignatureSource, Spanned};
use crate::limits::{WINDOW_LINES_MAX, WINDOW_MICROS_MAX};

/// How much compiling does at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Parses. A regex that is too large matches nothing when its time comes.
    Quick,
    /// Builds every automaton too, to find those that are too large.
    Thorough,
}

/// Compiles a signature of the file `file`. Complaints are pushed to `diagnostics`; with an error
/// among them the result is `None`.
#[must_use]
pub fn compile(
    source: &SignatureSource,
    file: &Arc<SourceFile>,
    depth: Depth,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Signature> {
    let mut compiler = Compiler { file, diagnostics, depth, failed: false };
    let members = compiler.members(source);
    let window = compiler.window(source);
    compiler.check_combination(source, &members);
    let recovery = source.resolved_by.as_ref().and_then(|pattern| compiler.pattern(pattern));
    if compiler.failed {
        return None;
    }
    let mut members = members;
    members.extend(recovery.map(|pattern| Member { role: Role::Recovery, pattern, count: 1 }));
    let part = source.part.as_ref().map(|part| part.value.clone());
    Some(Signature { key: key_of(source), part, members, window, strength: OnceLock::new() })
}

struct Compiler<'a> {
    file: &'a Arc<SourceFile>,
    diagnostics: &'a mut Vec<Diagnostic>,
    depth: Depth,
    failed: bool,
}

impl Compiler<'_> {
    fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.diagnostics.push(diagnostic);
    }

    fn members(&mut self, source: &SignatureSource) -> Vec<Member> {
        let mut members = Vec::new();
        for (role, member) in roles(&source.condition) {
            if let Some(pattern) = self.pattern(&member.pattern) {
                members.push(Member { role, pattern, count: member.count.max(1) });
            }
        }
        members
    }

    fn pattern(&mut self, source: &PatternSource) -> Option<Pattern> {
        match source.syntax {
            PatternSyntax::Text => match TextPattern::parse(&source.value, source.ignore_case) {
                Ok(text) => return Some(Pattern::Text(text)),
                Err(bad) => {
                    let span = place_in_value(self.file, source, Some(bad.span));
                    self.fail(Diagnostic::new(Code::BadText, self.file, Some(span), bad.message).help(bad.help));
                }
            },
            PatternSyntax::Regex => {
                let parsed = RegexPattern::parse(&source.value, source.ignore_case);
                let check = |regex: RegexPattern| match self.depth {
                    Depth::Quick => Ok(regex),
                    Depth::Thorough => regex.check_size().map(|()| regex),
                };
                match parsed.and_then(check) {
                    Ok(regex) => return Some(Pattern::Regex(regex)),
                    Err(bad) => {
                        let help = regex_help(&bad.message);
                        let span = place_in_value(self.file, source, bad.span);
                        let message = "regex does not compile";
                        self.fail(
                            Diagnostic::new(Code::BadRegex, self.file, Some(span), message)
                                .label(bad.message)
                                .help(help),
                        );
                    }
                }
            }
        }
        None
    }

    fn window(&mut self, source: &SignatureSource) -> Window {
        let Some(within) = &source.within else { return Window::Event };
        match parse_window(&within.value, source.across) {
            Ok(window) => window,
            Err(reason) => {
                self.bad_window(within, &reason);
                Window::Event
            }
        }
    }

    fn bad_window(&mut self, within: &Spanned<String>, reason: &str) {
        let help = format!(
            "write `within = \"event\"`, `within = \"20 lines\"` (1 to {WINDOW_LINES_MAX}) or `within = \"30s\"` (up to an hour)"
        );
        self.fail(Diagnostic::new(Code::BadCombination, self.file, Some(within.span.clone()), reason).help(help));
    }

    fn check_combination(&mut self, source: &SignatureSource, members: &[Member]) {
        if let Some(recovery) = &source.resolved_by {
            let is_it = |(role, member): &(Role, &MemberSource)| {
                role.is_evidence() && member.pattern.syntax == recovery.syntax && member.pattern.value == recovery.value
            };
            if roles(&source.condition).iter().any(is_it) {
                let message =
                    "`resolved_by` is what the signature itself looks for: the second failure would be its recovery";
                let help = "write the text that the log prints when it works again";
                let span = Some(recovery.span.clone());
                self.fail(Diagnostic::new(Code::BadCombination, self.file, span, message).help(help));
            }
        }
        let Condition::Combination { .. } = source.condition else { return };
        if !self.failed && !members.iter().any(|member| member.role != Role::None) {
            let message = "a combination needs something that must be there";
            let help = "add a member to `all`, `any` or `sequence`; `none` alone would match every log";
            self.fail(Diagnostic::new(Code::BadCombination, self.file, Some(source.span.clone()), message).help(help));
        }
    }
}

/// The members with their roles, in the order all, any, none, sequence.
fn roles(condition: &Condition) -> Vec<(Role, &MemberSource)> {
    match condition {
        Condition::Single(member) => vec![(Role::All, member)],
        Condition::Combination { all, any, none, sequence } => {
            let with = |role: Role| move |member| (role, member);
            let all = all.iter().map(with(Role::All));
            let any = any.iter().map(with(Role::Any));
            let none = none.iter().map(with(Role::None));
            all.chain(any).chain(none).chain(sequence.iter().map(with(Role::Sequence))).collect()
        }
    }
}

/// Reads `event`, `N lines` or `30s`.
fn parse_window(text: &str, across: bool) -> Result<Window, String> {
    let text = text.trim();
    if text == "event" {
        return if across { Err("`across` needs a `within` in lines".to_owned()) } else { Ok(Window::Event) };
    }
    let number = text.strip_suffix("lines").or_else(|| text.strip_suffix("line")).map(str::trim);
    match number.and_then(|number| number.parse::<usize>().ok()) {
        Some(count) if (1..=WINDOW_LINES_MAX).contains(&count) => Ok(Window::Lines { count, across }),
        Some(_) => Err(format!("`within` is out of range: {text}")),
        None => match micros_of(text) {
            Some(micros) if (1..=WINDOW_MICROS_MAX).contains(&micros) => Ok(Window::Time { micros, across }),
            Some(_) => Err(format!("`within` is out of range: {text}")),
            None => Err(format!("`within` cannot be read: {text}")),
        },
    }
}

/// Reads `500ms`, `30s`, `5min` or `1h` as microseconds.
fn micros_of(text: &str) -> Option<i64> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit())?;
    let number: i64 = text[..unit_at].parse().ok()?;
    let unit = match text[unit_at..].trim() {
        "ms" => 1_000,
        "s" | "sec" | "second" | "seconds" => 1_000_000,
        "m" | "min" | "minute" | "minutes" => 60 * 1_000_000,
        "h" | "hour" => 3_600 * 1_000_000,
        _ => return None,
    };
    number.checked_mul(unit)
}

fn regex_help(message: &str) -> &'static str {
    if message.contains("unclosed group") || message.contains("unopened group") {
        "escape a literal parenthesis as `\\(`, or use `text`, where every character is itself"
    } else if message.contains("look-") || message.contains("backreference") {
        "look-around and backreferences are not supported: use `[[signature.none]]`, or a `text` with the same hole twice"
    } else if message.contains("KiB") {
        "make repetitions smaller, or split the pattern into several `[[signature]]`"
    } else {
        "see https://docs.rs/regex/latest/regex/#syntax, or use `text`, where every character is itself"
    }
}

/// The bytes of the file that `span` of the pattern's value stands on; the whole value where the two cannot
/// be laid side by side (escapes).
#[must_use]
pub fn place_in_value(file: &SourceFile, source: &PatternSource, span: Option<Range<usize>>) -> Range<usize> {
    let written = file.text.get(source.span.clone()).unwrap_or_default();
    let place = || {
        let span = span?;
        let start = source.span.start + written.find(source.value.as_str())?;
        (span.end <= source.value.len() && !span.is_empty()).then(|| start + span.start..start + span.end)
    };
    place().unwrap_or_else(|| source.span.clone())
}

/// A key that stays the same while the condition does.
fn key_of(source: &SignatureSource) -> SignatureKey {
    let mut bytes = Vec::new();
    let mut field = |text: &str| {
        bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
    };
    for (role, member) in roles(&source.condition) {
        field(match role {
            Role::All => "all",
            Role::Any => "any",
            Role::None => "none",
            Role::Sequence => "sequence",
            Role::Recovery => "resolved_by",
        });
        field(match member.pattern.syntax {
            PatternSyntax::Text => "text",
            PatternSyntax::Regex => "regex",
        });
        field(&member.pattern.value);
        field(if member.pattern.ignore_case { "i" } else { "" });
        field(&member.count.to_string());
    }
    field(source.within.as_ref().map_or("event", |within| within.value.trim()));
    field(if source.across { "across" } else { "" });
    // Keys of signatures without it stay what they were.
    if let Some(recovery) = &source.resolved_by {
        field("resolved_by");
        field(match recovery.syntax {
            PatternSyntax::Text => "text",
            PatternSyntax::Regex => "regex",
        });
        field(&recovery.value);
        field(if recovery.ignore_case { "i" } else { "" });
    }
    SignatureKey(format!("s-{}", &blake3::hash(&bytes).to_hex()[..8]))
}
