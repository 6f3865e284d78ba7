//! `kb list`: the entries in force.

use std::sync::Arc;

use serde_json::json;

use super::open;
use crate::cli::Context;
use crate::cli::args::{ListArgs, ListFormat};
use crate::cli::failure::{Failure, Status};
use crate::entry::Entry;
use crate::render::safe;

/// Runs `kb list`.
///
/// # Errors
/// If the knowledge cannot be opened or the list cannot be written.
pub fn run(args: &ListArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let kb = open(context)?;
    let wanted = |entry: &Arc<Entry>| {
        args.kind.is_none_or(|kind| entry.kind == kind)
            && args.area.as_ref().is_none_or(|area| entry.id.area() == area)
            && args.tag.iter().all(|tag| entry.tags.contains(tag))
    };
    let entries: Vec<Arc<Entry>> = kb.entries().into_iter().filter(wanted).collect();
    context.decided = if entries.is_empty() { Status::Nothing } else { Status::Done };
    let width = entries.iter().map(|entry| entry.id.as_str().len()).max().unwrap_or(0);
    for entry in &entries {
        let place = kb.place(&entry.id);
        let path = place.as_ref().map(|place| place.path.clone()).unwrap_or_default();
        match args.format {
            ListFormat::Text => writeln!(context.out, "{:width$}  {}", entry.id.as_str(), safe::line(&entry.title))?,
            ListFormat::Oneline => {
                writeln!(context.out, "{}\t{}\t{}", entry.id, entry.kind.word(), safe::line(&entry.title))?;
            }
            ListFormat::Jsonl => {
                let line = json!({
                    "id": entry.id, "title": entry.title, "kind": entry.kind, "tags": entry.tags,
                    "severity": entry.severity, "status": entry.status, "source": place,
                });
                writeln!(context.out, "{line}")?;
            }
            ListFormat::Path => {
                let file = kb.file_of(&entry.id).map_or(path, |file| file.display().to_string());
                writeln!(context.out, "{}", safe::line(&file))?;
            }
        }
    }
    Ok(context.decided)
}
