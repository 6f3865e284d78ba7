//! Full-text search over the entries: the only place that knows tantivy.
//!
//! ```text
//! Entry ─▶ IndexedEntry ─▶ TextIndex (in memory, or one checked file)
//! typed text ─▶ Query ─▶ search ─▶ SearchAnswer ─▶ Highlighter ─▶ Snippet
//! log lines ─▶ similar ─▶ SimilarAnswer
//! ```
//!
//! In reading order: [`tokenizer`] (text → terms with positions), [`document`] (which text of an entry counts as
//! what), [`text_index`] (build, write, open, look up), [`query`] (what a person typed), [`search`] (ranking),
//! [`snippet`] (the best passage), `telling` and [`similar`] (entries that a log without a match is like).
//!
//! Terms, postings and phrases come from tantivy; weights and sums are our own, so that a score can say
//! what it is made of. Its query parser never sees a user's text. Answers are ids and scores; what is shown of
//! an entry is cut from text that the caller has from the entry's source.

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
pub use similar::{SimilarAnswer, SimilarHit, TellingLine, Way};
pub use snippet::{Highlighter, Snippet};
pub use text_index::{TEXT_INDEX_FILE, TextIndex};
