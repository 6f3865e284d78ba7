//! The commands, one file each: `run(args, context) -> Status`.

pub mod ask;
pub mod build;
pub mod check;
pub mod follow;
pub mod list;
pub mod matching;
pub mod search;
pub mod show;
pub mod ui;
pub mod why;

use super::Context;
use super::environment;
use super::failure::Failure;
use crate::knowledge_base::KnowledgeBase;

/// Opens the knowledge in force.
///
/// # Errors
/// If a folder named by the user is no pack.
pub fn open(context: &Context<'_>) -> Result<KnowledgeBase, Failure> {
    Ok(KnowledgeBase::open(&environment::open_config(context.global))?)
}
