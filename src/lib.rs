//! `kb`: paste a log, get the entry that explains it, the lines that prove it and the fix.

pub mod check;
pub mod cli;
pub mod corpus;
pub mod diagnose;
pub mod diagnostic;
pub mod entry;
pub mod error;
pub mod generation;
pub mod index;
pub mod knowledge_base;
pub mod limits;
pub mod log;
pub mod matcher;
pub mod rank;
pub mod render;
pub mod report;
pub mod signature;
