//! A failure on purpose, for the tests of what is left behind by one. Only in debug builds and only where
//! `KB_TEST_PANIC` asks for it; then F12 fails on every screen, or any key does, to prove that none was heard. What happens after that is left to [`super::terminal`].

use std::env;
use std::thread;

use crossterm::event::KeyCode;

use super::message::Message;

/// `frame`: in the middle of the next frame; `thread`: in a thread beside it; both when F12 is pressed. `key`: when any key is
/// heard. Everything else: not at all.
const VARIABLE: &str = "KB_TEST_PANIC";

/// Where to fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Drill {
    /// Nowhere.
    #[default]
    Off,
    /// In the thread that draws, once the key was pressed.
    Frame,
    /// In the thread that draws, before the next frame is sent.
    Now,
    /// In another thread, once the key was pressed.
    Thread,
    /// At the first key, whichever.
    Key,
}

impl Drill {
    /// What the surroundings ask for.
    pub(super) fn of_environment() -> Drill {
        match env::var(VARIABLE).as_deref() {
            Ok("frame") => Drill::Frame,
            Ok("thread") => Drill::Thread,
            Ok("key") => Drill::Key,
            _ => Drill::Off,
        }
    }

    /// Takes note of the key.
    pub(super) fn hear(&mut self, message: &Message) {
        match message {
            Message::Key(_) if *self == Drill::Key => fail("a key"),
            Message::Key(key) if key.code == KeyCode::F(12) => {}
            _ => return,
        }
        match self {
            Drill::Frame => *self = Drill::Now,
            // Nobody waits for it, as for the other threads of the UI.
            Drill::Thread => drop(thread::spawn(|| fail("a thread"))),
            Drill::Off | Drill::Now | Drill::Key => {}
        }
    }

    /// Fails if it is time, with a frame drawn and not yet sent.
    pub(super) fn in_frame(self) {
        if self == Drill::Now {
            fail("a frame");
        }
    }
}

fn fail(place: &str) {
    panic!("{VARIABLE} asked for a panic in {place}");
}
