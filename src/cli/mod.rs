//! The command line: arguments → the knowledge base → words, tables and exit codes.

pub mod args;
pub mod input;
