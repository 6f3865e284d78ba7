//! `kb`: paste a log, get the entry that explains it, the lines that prove it and the fix.

pub mod check;
pub mod diagnose;
pub mod diagnostic;
pub mod entry;
pub mod error;
pub mod limits;
pub mod log;
pub mod matcher;
pub mod rank;
pub mod report;
pub mod signature;
