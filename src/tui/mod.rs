//! The terminal UI: paste anything, see that it is *your* error, take the fix along.
//!
//! [`run`](run::run) is the loop: events of the terminal and answers of the worker become [`Message`](message::Message)s,
//! [`update`](update::update) takes them into the [`Model`](model::Model) and says what is to be done as
//! [`Command`](message::Command)s, [`view`] draws. Files in reading order:
//!
//! - [`message`], [`model`], [`mod@update`]: what happens, what is known, what follows; pure.
//! - [`key`], [`keymap`]: one table of keys, which the help is made of. [`events`], [`paste`]: what terminals make of keys and text.
//! - [`layout`] (sizes → areas), [`document`] (result → lines), [`log_text`] (log → lines), [`view`] (model → cells).
//! - [`worker`]: matching and searching beside the drawing. [`clipboard`], [`editor`]: other programs.
//! - [`terminal`]: the only place that changes the modes of the terminal, and that undoes it on every way out.
//!
//! Only this folder knows ratatui and crossterm. What is shown of a log or an entry goes through
//! [`crate::render::safe`].

pub mod catalog;
pub mod clipboard;
pub mod config;
pub mod document;
#[cfg(debug_assertions)]
mod drill;
pub mod editor;
pub mod events;
mod filling;
pub mod highlight;
pub mod intake;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod line_edit;
pub mod log_text;
pub mod message;
pub mod model;
pub mod own;
pub mod paste;
pub mod prompt;
pub mod run;
pub mod shell;
pub mod side;
pub mod target;
pub mod terminal;
pub mod update;
pub mod view;
pub mod worker;

pub use run::{Outcome, TuiConfig, run};
