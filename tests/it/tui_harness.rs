//! The UI without a terminal: messages in, screens out; the worker's part is done at once. What it knows is in `data/tui`.

use std::sync::{Arc, LazyLock};

use kb::knowledge_base::{KnowledgeBase, OpenConfig};
use kb::tui::key::Key;
use kb::tui::message::{Command, Message};
use kb::tui::model::Model;
use kb::tui::update::{given, update};
use kb::tui::{view, worker};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::corpus_fixture::only;
use crate::support::root;

/// The sizes that every screen is tried at.
pub const SIZES: [(u16, u16); 6] = [(120, 40), (100, 30), (80, 24), (50, 15), (20, 5), (10, 3)];

/// A log with a root cause, what follows from it, and what hides others.
pub const LOG: &str = "\
api-1    | 2026-11-21T10:00:00Z starting
redis-1  | 2026-11-21T10:00:00Z ready
api-1    | Error: connect ECONNREFUSED 127.0.0.1:6379
api-1    |     at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)
api-1    | Error: connect ECONNREFUSED 127.0.0.1:6379
api-1    |     at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)
api-1    | application startup failed after 5 attempts
worker-1 | container shop-worker-1 exited with code 137
";

/// A log that nothing is known about, with words that an entry has.
pub const UNKNOWN_LOG: &str = "could not reach redis: nothing listens on its port\nsecond line\n";

/// What is known; shared, since it never changes.
pub static KB: LazyLock<Arc<KnowledgeBase>> = LazyLock::new(|| {
    let layers = only(root().join("tests/it/data/tui"));
    let kb = KnowledgeBase::open(&OpenConfig { layers, cache_dir: None, force: false }).expect("a corpus");
    assert!(kb.notices().is_empty(), "{:?}", kb.notices());
    Arc::new(kb)
});

/// The UI.
pub struct Ui {
    pub model: Model,
    /// What was asked for that the harness does not do itself.
    pub asked: Vec<Command>,
}

impl Ui {
    /// The first screen.
    pub fn new(width: u16, height: u16) -> Self {
        let model = Model::new(width, height, KB.sources().sources().len(), 1);
        let mut ui = Ui { model, asked: Vec::new() };
        ui.send(Message::Resize(width, height));
        ui
    }

    /// After [`LOG`] was pasted.
    pub fn with_log(width: u16, height: u16) -> Self {
        let mut ui = Ui::new(width, height);
        ui.paste(LOG);
        ui
    }

    /// Something happens; requests to the worker are answered at once.
    pub fn send(&mut self, message: Message) {
        let commands = update(&mut self.model, message);
        self.answer(commands);
    }

    fn answer(&mut self, commands: Vec<Command>) {
        for command in commands {
            match worker::answer(&KB, &command) {
                Some(message) => self.send(message),
                None => self.asked.push(command),
            }
        }
    }

    pub fn give(&mut self, name: &str, bytes: &[u8]) {
        let commands = given(&mut self.model, name.to_owned(), bytes.to_vec());
        self.answer(commands);
    }

    pub fn paste(&mut self, text: &str) {
        self.send(Message::Paste(text.to_owned()));
    }

    /// Presses keys, named as in the help.
    pub fn press(&mut self, names: &[&str]) {
        for name in names {
            let key = Key::parse(name).unwrap_or_else(|| panic!("`{name}` is no key"));
            self.send(Message::Key(key));
        }
    }

    pub fn type_words(&mut self, words: &str) {
        for c in words.chars() {
            let name = if c == ' ' { "Space".to_owned() } else { c.to_string() };
            self.press(&[&name]);
        }
    }

    fn terminal(&self, color: bool) -> Terminal<TestBackend> {
        let size = (self.model.width, self.model.height);
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a screen in memory");
        terminal.draw(|frame| view::draw(frame, &self.model, color)).expect("a frame");
        terminal
    }

    pub fn buffer(&self, color: bool) -> Buffer {
        self.terminal(color).backend().buffer().clone()
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.terminal(true).backend().to_string()
    }

    /// The sentence at the bottom.
    pub fn note(&self) -> &str {
        self.model.note.as_ref().map_or("", |note| &note.text)
    }

    /// The last thing asked for.
    pub fn last_asked(&mut self) -> Command {
        self.asked.pop().expect("something was asked for")
    }
}

/// The screens of a state at all sizes, one below the other.
pub fn at_all_sizes(state: impl Fn(&mut Ui)) -> String {
    let mut screens = String::new();
    for (width, height) in SIZES {
        let mut ui = Ui::new(width, height);
        state(&mut ui);
        screens.push_str(&format!("{width}x{height}\n{}\n", ui.screen()));
    }
    screens
}
