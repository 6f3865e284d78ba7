//! The integration tests: one binary, one module per subject.

mod corpus_fixture;
mod corpus_layers;
mod corpus_scan;
mod corpus_walk;
mod disguises;
mod matching;
mod streaming;
mod support;
