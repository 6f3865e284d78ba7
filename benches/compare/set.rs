//! A set of signatures as files: patterns for the others, packs of entries for kb, and logs that hold some of the messages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder;
use crate::support::logs;
use crate::support::messages::{Message, messages};

/// Every generator starts from it.
pub const SEED: u64 = 20_261_121;

/// A set of signatures.
pub struct Set {
    /// How many there are.
    pub count: usize,
    /// The signatures.
    pub messages: Vec<Message>,
    /// One regular expression a line.
    pub patterns: PathBuf,
    /// A pack with an entry a pattern, `s/00000` and on.
    pub regex_pack: PathBuf,
    /// The same with `text` signatures wherever a pattern can be said as one.
    pub text_pack: PathBuf,
}

impl Set {
    /// The set of `count` signatures, written below `target/compare` unless it stands there.
    pub fn make(count: usize) -> Self {
        let base = folder().join(format!("set-{count}"));
        let set = Set {
            count,
            messages: messages(count, SEED),
            patterns: base.join("patterns.txt"),
            regex_pack: base.join("regex"),
            text_pack: base.join("text"),
        };
        let done = base.join("done");
        // What the generators say now is compared, so that an old set is never measured.
        let lines: String = set.messages.iter().map(|message| format!("{}\n", message.regex)).collect();
        if !done.exists() || fs::read_to_string(&set.patterns).ok().as_ref() != Some(&lines) {
            let _ = fs::remove_dir_all(&base);
            fs::create_dir_all(&base).expect("a folder");
            fs::write(&set.patterns, lines).expect("the patterns");
            write_pack(&set.regex_pack, &set.messages, |message| format!("regex = '''{}'''", message.regex));
            write_pack(&set.text_pack, &set.messages, |message| match &message.text {
                Some(text) => format!("text = '''{text}'''"),
                None => format!("regex = '''{}'''", message.regex),
            });
            fs::write(done, "").expect("a mark");
        }
        set
    }

    /// A log of `mb` MB with messages of this set.
    pub fn log(&self, mb: f64) -> PathBuf {
        let path = folder().join(format!("set-{}/log-{mb}.log", self.count));
        if !path.exists() {
            fs::write(&path, logs::with_messages((mb * 1e6) as usize, &self.messages, SEED)).expect("a log");
        }
        path
    }
}

/// The id of pattern `number`.
pub fn id_of(number: usize) -> String {
    format!("s/{number:06}")
}

/// The pattern that an id stands for.
pub fn number_of(id: &str) -> usize {
    id.trim_start_matches("s/").parse().expect("an id of a generated entry")
}

fn write_pack(pack: &Path, messages: &[Message], signature: impl Fn(&Message) -> String) {
    fs::create_dir_all(pack.join("s")).expect("a folder");
    fs::write(pack.join("kb.toml"), "name = \"compare\"\n").expect("a file");
    for (number, message) in messages.iter().enumerate() {
        let text = format!(
            "+++\ntitle = \"Message {number}\"\nask = [\"message {number}\"]\n\n[[signature]]\n{}\n+++\n## Symptom\n\n```log from=\"generated\"\n{}\n```\n\n## Cause\n\nGenerated.\n\n## Fix\n\nNone.\n",
            signature(message),
            message.line
        );
        fs::write(pack.join(format!("{}.md", id_of(number))), text).expect("an entry");
    }
}
