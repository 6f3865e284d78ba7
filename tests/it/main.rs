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
mod generated;
mod generation;
mod incidents;
mod index_build;
mod index_corpus;
mod index_document;
mod index_search;
mod index_similar;
mod matching;
mod properties_matching;
mod properties_text;
mod streaming;
mod support;
mod tidy;
