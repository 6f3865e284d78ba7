//! `kb`: paste a log, get the entry that explains it, the lines that prove it and the fix.

pub mod check;
pub mod cli;
pub mod corpus;
pub mod diagnose;
pub mod diagnostic;
pub mod entry;
pub mod error;
pub mod index;
pub mod report;
pub mod signature;
