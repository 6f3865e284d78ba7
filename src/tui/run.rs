//! The loop: events and answers → update → commands → one frame.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use crossterm::event;

use super::events::Ears;
use super::message::{Command, Message};
use super::model::Model;
use super::terminal::{self, Guard, Screen};
use super::worker::Worker;
use super::{clipboard, editor, update, view};
use crate::knowledge_base::{KnowledgeBase, OpenConfig};
use crate::render::safe;

/// What the UI works with.
pub struct TuiConfig {
    /// What is known.
    pub knowledge: Arc<KnowledgeBase>,
    /// How it was opened, so that it can be read anew after an entry was edited; `None`: it is not.
    pub open: Option<OpenConfig>,
    /// The log to begin with: its name and its bytes.
    pub input: Option<(String, Vec<u8>)>,
    /// True if colors may be used.
    pub color: bool,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exit status.
    pub exit_code: u8,
    /// A text for standard output, which the caller prints.
    pub print: Option<String>,
}

/// How long a frame waits for an answer that is about to come, so that old results do not flash up.
const ANSWER_WAIT: Duration = Duration::from_millis(8);

/// How often answers are looked for while one is awaited.
const BUSY_STEP: Duration = Duration::from_millis(5);

/// How often to look around while nothing happens: for a panic in another thread, or having been stopped.
const IDLE_STEP: Duration = Duration::from_millis(250);

/// Events taken in before a frame is drawn: a held key or a resized window must not starve the screen.
const EVENTS_MAX: usize = 4_096;

/// Runs the UI until the user leaves.
///
/// # Errors
/// If there is no terminal, or it is gone.
pub fn run(config: TuiConfig) -> io::Result<Outcome> {
    let worker = Worker::start(Arc::clone(&config.knowledge))?;
    let (guard, screen) = Guard::take()?;
    let size = screen.size()?;
    let (entries, packs) = counts(&config.knowledge);
    let model = Model::new(size.width, size.height, entries, packs);
    let (open, color) = (config.open, config.color);
    let mut session = Session { model, worker, screen, open, color, outcome: None, ears: Ears::default() };
    if let Some((name, bytes)) = config.input {
        let commands = update::given(&mut session.model, name, bytes);
        session.execute(commands)?;
    }
    let outcome = session.go_on()?;
    drop(guard);
    Ok(outcome)
}

fn counts(knowledge: &KnowledgeBase) -> (usize, usize) {
    (knowledge.sources().sources().len(), knowledge.sources().packs().len())
}

struct Session {
    model: Model,
    worker: Worker,
    screen: Screen,
    open: Option<OpenConfig>,
    color: bool,
    outcome: Option<Outcome>,
    ears: Ears,
}

impl Session {
    fn go_on(&mut self) -> io::Result<Outcome> {
        loop {
            self.wait_for_answers()?;
            if let Some(outcome) = self.outcome.take() {
                return Ok(outcome);
            }
            let (model, color) = (&self.model, self.color);
            self.screen.draw(|frame| view::draw(frame, model, color))?;
            self.wait()?;
            if terminal::has_panicked() {
                return Err(io::Error::other("a part of kb has failed"));
            }
            if terminal::take_stale() {
                self.draw_anew()?;
            }
        }
    }

    /// Takes in answers that are there or come within a moment.
    fn wait_for_answers(&mut self) -> io::Result<()> {
        while let Ok(message) = self.worker.messages().try_recv() {
            self.take_in(message)?;
        }
        while self.model.is_waiting() && self.outcome.is_none() {
            let Ok(message) = self.worker.messages().recv_timeout(ANSWER_WAIT) else { break };
            self.take_in(message)?;
        }
        Ok(())
    }

    /// Waits until something happens and takes in all of it that is there.
    fn wait(&mut self) -> io::Result<()> {
        let is_busy = self.ears.is_deaf() || self.model.is_waiting() || self.model.copying.is_some();
        let step = if is_busy { BUSY_STEP } else { IDLE_STEP };
        if !event::poll(step)? {
            self.ears.hear_nothing(step);
            if self.model.requests.matching.is_some() {
                self.take_in(Message::Progress(self.worker.progress()))?;
            }
            return Ok(());
        }
        let mut events = vec![event::read()?];
        while events.len() < EVENTS_MAX && event::poll(Duration::ZERO)? {
            events.push(event::read()?);
        }
        for message in self.ears.hear(events) {
            self.take_in(message)?;
            if self.outcome.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn take_in(&mut self, message: Message) -> io::Result<()> {
        let commands = update::update(&mut self.model, message);
        self.execute(commands)
    }

    fn execute(&mut self, commands: Vec<Command>) -> io::Result<()> {
        for command in commands {
            match command {
                Command::Match { .. } | Command::Search { .. } | Command::Load { .. } => self.worker.ask(command),
                Command::Copy { text } => self.copy(text)?,
                Command::Edit { path, line } => {
                    let outcome = terminal::lend(|| editor::edit(&path, line))?;
                    // Keys that the editor has left are not for us.
                    while event::poll(Duration::ZERO)? {
                        event::read()?;
                    }
                    self.take_in(Message::Edited(outcome))?;
                }
                Command::Reopen => self.reopen()?,
                Command::Suspend => {
                    if let Err(error) = terminal::suspend() {
                        self.take_in(Message::Failed(error.to_string()))?;
                    }
                }
                Command::Redraw => self.draw_anew()?,
                Command::Quit { exit_code, print } => self.outcome = Some(Outcome { exit_code, print }),
            }
        }
        Ok(())
    }

    /// The terminal may have another size and other things on it.
    fn draw_anew(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        self.screen.clear()?;
        self.take_in(Message::Resize(size.width, size.height))
    }

    /// Sends a text to the clipboard, by programs beside the drawing or through the terminal.
    fn copy(&mut self, text: String) -> io::Result<()> {
        let ways = clipboard::ways();
        if ways.first() != Some(&clipboard::Way::Terminal) {
            let sender = self.worker.sender();
            let send = move || {
                let outcome = sent(clipboard::send(&ways, &text), &text);
                // Nobody listens once the UI has ended.
                let _has_ended = sender.send(Message::Copied { outcome });
            };
            return thread::Builder::new().name("kb clipboard".to_owned()).spawn(send).map(drop);
        }
        let outcome = sent(clipboard::Way::Terminal, &text);
        self.take_in(Message::Copied { outcome })
    }

    fn reopen(&mut self) -> io::Result<()> {
        let Some(config) = &mut self.open else { return Ok(()) };
        config.layers.now = Some(SystemTime::now());
        let outcome = match KnowledgeBase::open(config) {
            Ok(knowledge) => {
                let counts = counts(&knowledge);
                self.worker.replace(Arc::new(knowledge));
                Ok(counts)
            }
            Err(error) => Err(error.to_string()),
        };
        self.take_in(Message::Reopened(outcome))
    }
}

/// Sends through the terminal what no program took; where it went, in words.
fn sent(way: clipboard::Way, text: &str) -> Result<String, String> {
    if way == clipboard::Way::Terminal {
        if !clipboard::fits_terminal(text) {
            return Err("too long for the terminal's clipboard; `p` prints it".to_owned());
        }
        terminal::copy(text).map_err(|error| safe::line(&error.to_string()))?;
    }
    Ok(way.words())
}
