//! The integration tests of `kb`, one binary: a module for each concern.

mod calibration;
mod check_corpus;
mod check_faults;
mod check_support;
mod cli_cache;
mod cli_commands;
mod cli_follow;
mod cli_healthy;
mod cli_hostile;
mod cli_layers;
mod cli_match;
mod cli_streams;
mod cli_support;
mod cli_why;
mod corpus_fixture;
mod corpus_layers;
mod corpus_scan;
mod corpus_walk;
mod disguise_kinds;
mod disguised_examples;
mod disguises;
mod entry_diagnostics;
mod entry_parse;
mod entry_render;
mod entry_template;
mod generated;
mod generation;
mod incidents;
mod index_build;
mod index_corpus;
mod index_document;
mod index_search;
mod index_similar;
mod labelled;
mod matching;
mod properties_matching;
mod properties_text;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod pty_support;
mod readme;
mod root_cause;
mod similar_calibration;
mod streaming;
mod support;
mod tidy;
mod tracebacks;
mod tui_behavior;
mod tui_flows;
mod tui_harness;
mod tui_screens;
mod unexplained;
#[cfg(target_os = "linux")] // Where the user's folder is called as in the page.
mod walk;
mod wrappers;
