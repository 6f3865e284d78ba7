//! `kb`: paste a log, get the entry that explains it, the lines that prove it and the fix.

pub mod corpus;
pub mod diagnostic;
pub mod entry;
pub mod error;
pub mod generation;
pub mod report;
