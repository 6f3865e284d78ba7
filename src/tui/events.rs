//! Events of the terminal → messages: keys let go are dropped, a window being resized is one size, and no byte of
//! a paste acts as a key.

use std::time::Duration;

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};

use super::key::Key;
use super::message::{Message, Mouse, MouseAct};
use super::paste;

/// Keys that come so soon after a paste belong to it: its text held the sequence that ends a paste. What is pasted must
/// never act.
pub const DEAF_AFTER_PASTE: Duration = Duration::from_millis(30);

/// What has come from the terminal lately.
#[derive(Debug, Default)]
pub struct Ears {
    /// True from a paste until nothing has come for [`DEAF_AFTER_PASTE`].
    is_deaf: bool,
    /// What was typed meanwhile: the rest of the paste.
    rest: String,
    /// How long nothing has come.
    silence: Duration,
}

impl Ears {
    /// True while keys are not heard.
    #[must_use]
    pub fn is_deaf(&self) -> bool {
        self.is_deaf
    }

    /// Nothing has come for `time`, and nothing waits to be read. At the end of a paste the rest of it, if it had one.
    pub fn hear_nothing(&mut self, time: Duration) -> Option<Message> {
        self.silence += time;
        self.is_deaf &= self.silence < DEAF_AFTER_PASTE;
        let is_over = !self.is_deaf && !self.rest.is_empty();
        is_over.then(|| Message::PasteMore(std::mem::take(&mut self.rest)))
    }

    /// What `events`, read at once, mean.
    pub fn hear(&mut self, events: Vec<Event>) -> Vec<Message> {
        self.silence = Duration::ZERO;
        let mut messages = Vec::new();
        let mut keys = Vec::new();
        for event in events {
            match event {
                // Some terminals also tell when a key is let go.
                Event::Key(key) if key.kind == KeyEventKind::Release => {}
                Event::Key(key) if self.is_deaf => self.rest.extend(paste::typed(&Key::of_event(&key))),
                Event::Key(key) => keys.push(Key::of_event(&key)),
                // The second of two pastes in a row is the rest of the first.
                Event::Paste(text) if self.is_deaf => self.rest.push_str(&text),
                Event::Paste(text) => {
                    self.typed(&mut keys, &mut messages);
                    self.is_deaf = true;
                    messages.push(Message::Paste(text));
                }
                Event::Mouse(mouse) if !self.is_deaf => messages.extend(heard(&mouse).map(Message::Mouse)),
                Event::Resize(width, height) => {
                    messages.retain(|message| !matches!(message, Message::Resize(..)));
                    messages.push(Message::Resize(width, height));
                }
                _ => {}
            }
        }
        self.typed(&mut keys, &mut messages);
        messages
    }

    /// Keys that came at once: typed, or pasted on a terminal that does not say so.
    fn typed(&mut self, keys: &mut Vec<Key>, messages: &mut Vec<Message>) {
        match paste::of_burst(keys) {
            Some(text) => {
                self.is_deaf = true;
                keys.clear();
                messages.push(Message::Paste(text));
            }
            None => messages.extend(keys.drain(..).map(Message::Key)),
        }
    }
}

fn heard(mouse: &crossterm::event::MouseEvent) -> Option<Mouse> {
    let what = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAct::Click,
        MouseEventKind::ScrollUp => MouseAct::WheelUp,
        MouseEventKind::ScrollDown => MouseAct::WheelDown,
        _ => return None,
    };
    Some(Mouse { what, column: mouse.column, row: mouse.row })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn key(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    fn keys_heard(messages: &[Message]) -> usize {
        messages.iter().filter(|message| matches!(message, Message::Key(_))).count()
    }

    #[test]
    fn keys_behind_a_paste_do_nothing_until_there_was_silence() {
        let mut ears = Ears::default();
        let paste = Event::Paste("log".to_owned());
        assert_eq!(keys_heard(&ears.hear(vec![key('a'), paste, key('q')])), 1);
        assert_eq!(keys_heard(&ears.hear(vec![key('q')])), 0);
        ears.hear_nothing(Duration::from_millis(20));
        assert_eq!(keys_heard(&ears.hear(vec![key('q')])), 0, "each key begins the wait again");
        ears.hear_nothing(Duration::from_millis(20));
        ears.hear_nothing(Duration::from_millis(20));
        assert!(!ears.is_deaf());
        assert_eq!(keys_heard(&ears.hear(vec![key('q')])), 1);
    }

    #[test]
    fn what_comes_right_behind_a_paste_is_the_rest_of_it() {
        let mut ears = Ears::default();
        let enter = Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        let first = ears.hear(vec![Event::Paste("lo".to_owned()), key('g')]);
        assert!(matches!(&first[..], [Message::Paste(text)] if text == "lo"), "{first:?}");
        assert!(ears.hear(vec![enter, Event::Paste("two".to_owned())]).is_empty());
        let rest = ears.hear_nothing(DEAF_AFTER_PASTE);
        assert!(matches!(&rest, Some(Message::PasteMore(text)) if text == "g\ntwo"), "{rest:?}");
        assert!(ears.hear_nothing(DEAF_AFTER_PASTE).is_none());
    }

    #[test]
    fn keys_let_go_do_nothing() {
        let released =
            KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE) };
        assert_eq!(keys_heard(&Ears::default().hear(vec![Event::Key(released)])), 0);
    }

    #[test]
    fn a_window_being_resized_is_one_size() {
        let messages = Ears::default().hear(vec![Event::Resize(1, 1), Event::Resize(2, 2), Event::Resize(90, 30)]);
        assert!(matches!(messages[..], [Message::Resize(90, 30)]));
    }
}
