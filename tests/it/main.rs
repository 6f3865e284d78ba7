//! The integration tests, one binary.

mod check_corpus;
mod check_faults;
mod check_support;
