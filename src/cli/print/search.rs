//! The answer to `kb search` in its formats.

use std::io::{self, Write};

use serde_json::json;

use super::Style;
use super::json::{compact, pretty};
use super::text::counted;
use crate::knowledge_base::SearchResult;
use crate::render::safe;
use crate::report::{FORMAT, Hit};

/// For people: id and title, then the best passage.
///
/// # Errors
/// What `out` says.
pub fn text(query: &str, result: &SearchResult, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if result.hits.is_empty() {
        writeln!(out, "kb: no entry for `{}`", safe::line(query))?;
    }
    for hit in &result.hits {
        writeln!(out, "{}  {}", style.strong(hit.id.as_str()), safe::line(&hit.title))?;
        if !hit.snippet.is_empty() {
            writeln!(out, "    {}", marked(hit, style))?;
        }
    }
    let left_out = result.total.saturating_sub(result.hits.len());
    if left_out > 0 {
        writeln!(out, "{} in all; --limit 0 prints them", counted(result.total, "hit"))?;
    }
    for notice in &result.notices {
        writeln!(out, "{} {}", style.dim("note:"), safe::line(notice))?;
    }
    Ok(())
}

fn marked(hit: &Hit, style: Style) -> String {
    let mut text = String::new();
    let mut at = 0;
    for mark in &hit.marks {
        text.push_str(&safe::line(&hit.snippet[at..mark.start]));
        text.push_str(&style.strong(&safe::line(&hit.snippet[mark.clone()])));
        at = mark.end;
    }
    text.push_str(&safe::line(&hit.snippet[at..]));
    text
}

/// `id TAB title`.
///
/// # Errors
/// What `out` says.
pub fn oneline(result: &SearchResult, out: &mut dyn Write) -> io::Result<()> {
    result.hits.iter().try_for_each(|hit| writeln!(out, "{}\t{}", hit.id, safe::line(&hit.title)))
}

/// One object.
///
/// # Errors
/// What `out` says.
pub fn json(query: &str, knowledge: &str, result: &SearchResult, out: &mut dyn Write) -> io::Result<()> {
    let answer = json!({
        "format": FORMAT, "kb_version": env!("CARGO_PKG_VERSION"), "knowledge": knowledge, "query": query,
        "total": result.total, "notices": result.notices, "hits": result.hits,
    });
    pretty(&answer, out)
}

/// One object per hit, then one with totals.
///
/// # Errors
/// What `out` says.
pub fn jsonl(result: &SearchResult, out: &mut dyn Write) -> io::Result<()> {
    for hit in &result.hits {
        let mut line = serde_json::to_value(hit)?;
        line["type"] = json!("hit");
        compact(&line, out)?;
    }
    compact(&json!({ "type": "end", "format": FORMAT, "total": result.total, "notices": result.notices }), out)
}

/// `file:1:1: note: id: title`, the place being the entry's file.
///
/// # Errors
/// What `out` says.
pub fn vimgrep(result: &SearchResult, out: &mut dyn Write) -> io::Result<()> {
    result.hits.iter().try_for_each(|hit| {
        writeln!(out, "{}:1:1: note: {}: {}", safe::line(&hit.source.path), hit.id, safe::line(&hit.title))
    })
}
