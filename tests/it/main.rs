//! The integration tests: one binary, one module per subject.

mod disguises;
mod matching;
mod streaming;
mod support;
