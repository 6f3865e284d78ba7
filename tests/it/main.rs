//! The integration tests of `kb`, one binary: a module for each concern.

mod check_corpus;
mod check_faults;
mod check_support;
mod corpus_fixture;
mod corpus_layers;
mod corpus_scan;
mod corpus_walk;
mod disguises;
mod entry_diagnostics;
mod entry_parse;
mod entry_render;
mod entry_template;
mod generation;
mod matching;
mod streaming;
mod support;
mod tidy;
mod tui_behavior;
mod tui_harness;
mod tui_screens;
