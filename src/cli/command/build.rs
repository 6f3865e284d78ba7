//! `kb build`: compiles the knowledge in force, says what it holds and what is broken.

use crate::cli::args::BuildArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::{Context, environment};
use crate::corpus::SourceSet;
use crate::index::Query;
use crate::knowledge_base::KnowledgeBase;
use crate::render::safe;

/// Runs `kb build`: table and text index, kept in the cache where there is one.
///
/// # Errors
/// If the knowledge cannot be opened or the answer cannot be written.
pub fn run(args: &BuildArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    let mut config = environment::open_config(context.global);
    config.force = args.force;
    if let Some(folder) = &args.seal {
        for (root, count) in SourceSet::seal(folder, config.layers.now)? {
            writeln!(context.out, "sealed {}: {count} entries", safe::line(&root.display().to_string()))?;
        }
        config.layers.kb_dirs.push(environment::absolute(folder.clone()));
    }
    let kb = KnowledgeBase::open(&config)?;
    // Asking anything makes the text index.
    kb.search(&Query::parse("index"), 1)?;
    writeln!(
        context.out,
        "knowledge {}: {} entries, {} signatures, {} packs",
        &kb.fingerprint()[..8],
        kb.sources().len(),
        kb.signature_count(),
        kb.sources().packs().len()
    )?;
    match kb.cache_dir() {
        Some(folder) => writeln!(context.out, "kept in {}", safe::line(&folder.display().to_string()))?,
        None => writeln!(context.out, "kept in memory only: no folder for it can be written")?,
    }
    for notice in kb.notices() {
        writeln!(context.out, "{}", safe::line(notice))?;
    }
    Ok(Status::Done)
}
