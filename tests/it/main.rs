//! The integration tests of `kb`, one binary: a module for each concern.

mod entry_parse;
mod entry_template;
