//! How large an entry and its parts may be, each with its reason.
//!
//! A hostile or broken file must cost a bounded amount of time and memory. What stands here is far
//! above what people write; limits of logs and of matching stand with the code that applies them.

/// Bytes of one entry file. The longest guide that was imported has 60 KiB; 1 MiB leaves room for
/// pasted logs and still reads in milliseconds.
pub const ENTRY_SIZE_MAX: usize = 1 << 20;

/// `[[signature]]` tables of one entry. More than this means that the entry covers many problems.
pub const SIGNATURES_MAX: usize = 200;

/// Members of one `all`, `any`, `none` or `sequence`. Each one is scanned for on its own.
pub const MEMBERS_MAX: usize = 64;

/// Bytes of one `text` or `regex`. A match spans at most 4 KiB, a regex may name alternatives.
pub const PATTERN_SIZE_MAX: usize = 8 << 10;

/// Values of one list (`tags`, `ask`, relations …). Relations are resolved pair by pair.
pub const LIST_MAX: usize = 500;

/// The largest `count`. Occurrences within a window are remembered.
pub const COUNT_MAX: usize = 10_000;

/// Fenced `log` blocks of one entry. Each one is matched against the whole corpus by `kb check`.
pub const EXAMPLES_MAX: usize = 500;

/// Complaints kept about one file. A file that is no entry at all would yield one for each line.
pub const COMPLAINTS_MAX: usize = 100;

/// How deep quotes, lists and emphasis nest before deeper ones are taken as their parent's content.
/// Walking and dropping the tree is recursive, and a line of a million `>` must not end the stack.
pub const NESTING_MAX: usize = 24;

/// Characters of a captured value that may be put into code (design: placeholders).
pub const CAPTURE_LEN_MAX: usize = 200;
