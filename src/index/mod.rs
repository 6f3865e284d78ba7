//! Full-text search over the entries: the only place that knows tantivy.

pub mod document;
pub mod query;
pub mod search;
pub mod similar;
pub mod snippet;
mod telling;
pub mod text_index;
pub mod tokenizer;

pub use document::{IndexedEntry, from_entry};
pub use query::Query;
pub use search::{SearchAnswer, SearchHit};
pub use similar::{SimilarAnswer, SimilarHit, TellingLine};
pub use snippet::{Highlighter, Snippet};
pub use text_index::{TEXT_INDEX_FILE, TextIndex};
