//! `kb`: paste a log, get the entry that explains it, the lines that prove it and the fix.

pub mod diagnostic;
pub mod entry;
pub mod error;
pub mod index;
pub mod report;
