//! Full-text search over the entries: the only place that knows tantivy.

pub mod tokenizer;
