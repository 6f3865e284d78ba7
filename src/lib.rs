//! `kb`: paste a log, get the entry that explains it, the lines that prove it and the fix.
//!
//! # The pipeline
//!
//! ```text
//! kb/**/*.md ─▶ Entry ─▶ Corpus (+ diagnostics) ─▶ compile ─▶ generation { signature table · text index }
//!
//! bytes ─▶ lines ─▶ streams ─▶ candidates ─▶ verified matches ─▶ summary ─▶ ranked diagnoses ─▶ report
//! ```
//!
//! Two ideas carry it. *Key form*: a payload without white space, in which a message reads the same however a
//! terminal wrapped it; literals of signatures are found there, all at once, and only then is the one signature
//! verified on the payload. *Locality*: whether something matches depends on the bytes around it only, so
//! logs of any length are read in windows and no cut changes an answer.
//!
//! # Modules, in reading order
//!
//! | module | what it is for |
//! |---|---|
//! | [`entry`] | the Markdown entry: front matter, sections, examples, placeholders |
//! | [`corpus`] | packs and layers on disk → the entries in force, known by hash |
//! | [`signature`] | text, regex and combinations; required literals; strength; the table |
//! | [`log`] | bytes → lines → payloads → streams → events, with the way back to the raw bytes |
//! | [`matcher`] | candidates → verified matches → findings |
//! | [`rank`] | summaries, confidence, score with explanation, root cause before consequence |
//! | [`unexplained`] | the errors that nothing explains, grouped by shape |
//! | [`diagnose`] | drives a log of any length, or one that still grows, through matcher and rank |
//! | [`index`] | full-text search; the only place that knows tantivy |
//! | [`generation`] | generated files on disk: built beside, switched at once, never trusted |
//! | [`check`] | rules over a corpus; examples run as tests |
//! | [`knowledge_base`] | the façade for programs that embed `kb` |
//! | `simd` | what is worth writing for the processor, and mapped files; the only place with `unsafe` |
//! | [`render`] | Markdown → styled lines; the one sink for untrusted text |
//! | [`cli`], [`tui`] | the front ends |
//!
//! Imports point one way, from the front ends down; a test keeps it.
//!
//! # What the engine never does
//!
//! It does not print, prompt, exit, or read the environment or the clock; front ends do. It opens no socket. It
//! executes nothing. The same corpus, log and version give the same bytes. One broken entry is a
//! [diagnostic](diagnostic::Diagnostic), and the others keep working.
//!
//! ```
//! use kb::knowledge_base::{KnowledgeBase, OpenConfig};
//!
//! let mut config = OpenConfig::default();
//! config.layers.builtin = true;
//! let kb = KnowledgeBase::open(&config).expect("the built-in knowledge opens");
//! let report = kb.match_bytes("log", b"Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use");
//! assert_eq!(report.matches[0].id.as_str(), "docker/port-already-allocated");
//! assert_eq!(report.matches[0].captures["port"], "5432");
//! ```

pub mod check;
pub mod cli;
pub mod corpus;
pub mod diagnose;
pub mod diagnostic;
pub mod entry;
pub mod error;
pub mod generation;
pub mod index;
pub mod knowledge_base;
pub mod limits;
pub mod log;
pub mod matcher;
pub mod rank;
pub mod render;
pub mod report;
pub mod signature;
mod simd;
pub mod tui;
pub mod unexplained;
