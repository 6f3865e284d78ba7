//! The loop: events and answers → update → commands → one frame.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use ratatui::layout::Rect;

use crossterm::event;

use super::config::Settings;
#[cfg(debug_assertions)]
use super::drill::Drill;
use super::events::Ears;
use super::intake::{Intake, Source};
use super::message::{Command, Message};
use super::model::{Model, Note};
use super::terminal::{self, Guard, Screen};
use super::worker::Worker;
use super::{clipboard, editor, own, shell, update, view};
use crate::corpus::LayerConfig;
use crate::entry::EntryId;
use crate::error::Error;
use crate::knowledge_base::{KnowledgeBase, OpenConfig};
use crate::render::safe;

/// What the UI works with.
pub struct TuiConfig {
    /// How to open what is known: beside the first frame, and anew after an entry was edited.
    pub open: OpenConfig,
    /// The log to begin with, in parts that are read one after another while the UI is shown; may be none.
    pub input: Vec<Source>,
    /// The user's settings.
    pub settings: Settings,
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

/// Exit status after a panic beside the drawing.
const STATUS_FAILED: u8 = 2;

/// How long a frame waits for answers that are about to come, so that old results do not flash up.
const ANSWER_WAIT: Duration = Duration::from_millis(8);

/// How long the first frame waits for the knowledge: as a rule that takes less, and then the frame is complete.
const OPEN_WAIT: Duration = Duration::from_millis(15);

/// How often answers are looked for while one is awaited.
const BUSY_STEP: Duration = Duration::from_millis(5);

/// How often to look how far a log is read whose first part is shown already.
const READING_STEP: Duration = Duration::from_millis(40);

/// How often to look around while nothing happens: for a panic in another thread, or having been stopped.
const IDLE_STEP: Duration = Duration::from_millis(250);

/// How long to wait for more events than there are. Not zero: crossterm would not even look at those that it has read
/// already (crossterm#839); and still nothing that anybody notices.
const MORE_WAIT: Duration = Duration::from_micros(200);

/// Events taken in before a frame is drawn: a held key or a resized window must not starve the screen.
const EVENTS_MAX: usize = 4_096;

/// Runs the UI until the user leaves.
///
/// # Errors
/// If the knowledge cannot be opened, if there is no terminal, or it is gone.
pub fn run(config: TuiConfig) -> Result<Outcome, Error> {
    let no_terminal = |error: io::Error| Error::io("use", Path::new("the terminal"), &error);
    let opening = Opening::begin(config.open).map_err(no_terminal)?;
    let known = opening.outcome.recv_timeout(OPEN_WAIT).ok().transpose()?;
    let color = config.color;
    let begin = || -> io::Result<(Session, Guard)> {
        let worker = Worker::start()?;
        let intake = if config.input.is_empty() { None } else { Some(Intake::start(config.input, worker.sender())?) };
        let (guard, screen) = Guard::take()?;
        let size = screen.size()?;
        let mut model = Model { is_opening: true, ..Model::new(size.width, size.height, 0, 0) };
        take_settings(&mut model, config.settings);
        model.is_reading = intake.is_some();
        let session = Session {
            model,
            worker,
            intake,
            has_part: false,
            screen,
            opening,
            is_known: false,
            color,
            end: None,
            ears: Ears::default(),
            heard_at: Instant::now(),
            has_heard: false,
            is_stale: true,
            #[cfg(debug_assertions)]
            drill: Drill::of_environment(),
        };
        if session.model.mouse {
            terminal::set_mouse(true)?;
        }
        Ok((session, guard))
    };
    let (mut session, guard) = begin().map_err(no_terminal)?;
    if let Some(known) = known {
        session.opened(Ok(known)).map_err(no_terminal)?;
    }
    let end = session.go_on().map_err(no_terminal)?;
    drop(guard);
    end
}

fn counts(knowledge: &KnowledgeBase) -> (usize, usize) {
    (knowledge.sources().len(), knowledge.sources().packs().len())
}

/// The knowledge being opened in a thread of its own: ten thousand files take longer than a frame may.
struct Opening {
    config: OpenConfig,
    outcome: Receiver<Result<KnowledgeBase, Error>>,
}

impl Opening {
    /// Begins to open it.
    fn begin(config: OpenConfig) -> io::Result<Opening> {
        let (sender, outcome) = channel();
        let now = config.clone();
        let open = move || {
            // Nobody waits once the UI has ended.
            let _has_ended = sender.send(KnowledgeBase::open(&now));
        };
        thread::Builder::new().name("kb open".to_owned()).spawn(open)?;
        Ok(Opening { config, outcome })
    }

    /// Begins again: what is known may have changed.
    fn anew(&mut self) -> io::Result<()> {
        let layers = LayerConfig { now: Some(SystemTime::now()), ..self.config.layers.clone() };
        *self = Opening::begin(OpenConfig { layers, ..self.config.clone() })?;
        Ok(())
    }
}

fn take_settings(model: &mut Model, settings: Settings) {
    model.keymap = Arc::new(settings.keymap);
    model.mouse = settings.mouse;
    if let Some(first) = settings.problems.first() {
        let more = settings.problems.len() - 1;
        let more = if more > 0 { format!(" (and {more} more, see the help)") } else { String::new() };
        model.note = Some(Note { text: format!("{first}{more}"), is_error: true });
    }
    model.settings_problems = settings.problems;
}

struct Session {
    model: Model,
    worker: Worker,
    intake: Option<Intake>,
    /// True if a part of the log has come that may not be answered yet.
    has_part: bool,
    screen: Screen,
    opening: Opening,
    /// True once it has been opened.
    is_known: bool,
    color: bool,
    /// How it ends, once it does.
    end: Option<Result<Outcome, Error>>,
    ears: Ears,
    /// When it was last looked whether something has come.
    heard_at: Instant,
    /// True if something has come since the last frame.
    has_heard: bool,
    /// True if the screen may no longer show the model: an idle terminal is sent nothing.
    is_stale: bool,
    /// Whether to fail on purpose.
    #[cfg(debug_assertions)]
    drill: Drill,
}

impl Session {
    fn go_on(&mut self) -> io::Result<Result<Outcome, Error>> {
        loop {
            self.watch_intake();
            if let Ok(outcome) = self.opening.outcome.try_recv() {
                self.opened(outcome)?;
            }
            self.wait_for_answers()?;
            if let Some(end) = self.end.take() {
                return Ok(end);
            }
            if std::mem::take(&mut self.is_stale) {
                let (model, color) = (&self.model, self.color);
                #[cfg(debug_assertions)]
                let drill = self.drill;
                self.screen.draw(|frame| {
                    view::draw(frame, model, color);
                    #[cfg(debug_assertions)]
                    drill.in_frame();
                })?;
            }
            self.wait()?;
            if terminal::has_panicked() {
                // What has failed stands on the normal screen.
                return Ok(Ok(Outcome { exit_code: STATUS_FAILED, print: None }));
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
        let until = Instant::now() + ANSWER_WAIT;
        // Nobody waits for a frame that nothing was pressed for.
        let is_awaited = std::mem::take(&mut self.has_heard);
        while is_awaited && self.model.is_waiting() && self.end.is_none() {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(message) = self.worker.messages().recv_timeout(left) else { break };
            self.take_in(message)?;
        }
        Ok(())
    }

    /// Waits until something happens and takes in all of it that is there.
    fn wait(&mut self) -> io::Result<()> {
        let is_awaited = self.model.is_opening || self.model.is_waiting() || self.model.copying.is_some();
        let is_busy = self.ears.is_deaf() || is_awaited;
        let step = match self.model.is_reading {
            _ if is_busy => BUSY_STEP,
            true if self.model.input.is_none() => BUSY_STEP,
            true => READING_STEP,
            false => IDLE_STEP,
        };
        if !event::poll(step)? {
            // Nothing waits to be read, so nothing has come since the last time, whatever was done meanwhile.
            let silence = std::mem::replace(&mut self.heard_at, Instant::now()).elapsed();
            if let Some(message) = self.ears.hear_nothing(silence) {
                self.take_in(message)?;
            }
            if self.model.requests.matching.is_some() {
                self.take_in(Message::Progress(self.worker.progress()))?;
            }
            return Ok(());
        }
        let mut events = vec![event::read()?];
        while events.len() < EVENTS_MAX && event::poll(MORE_WAIT)? {
            events.push(event::read()?);
        }
        self.heard_at = Instant::now();
        self.has_heard = true;
        for message in self.ears.hear(events) {
            self.take_in(message)?;
            if self.end.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Looks how far the log is read, and asks for more of it once the last part is answered.
    fn watch_intake(&mut self) {
        let Some(intake) = &self.intake else { return };
        if let Some(bytes) = intake.progress() {
            self.is_stale |= self.model.reading != bytes;
            self.model.reading = bytes;
        }
        if self.has_part && self.model.requests.matching.is_none() {
            self.has_part = false;
            intake.want_more();
        }
        self.is_stale |= self.model.is_reading && self.model.has_whole_log;
        self.model.is_reading &= !self.model.has_whole_log;
    }

    fn take_in(&mut self, message: Message) -> io::Result<()> {
        self.is_stale = true;
        self.has_part |= matches!(message, Message::Grown { .. });
        #[cfg(debug_assertions)]
        self.drill.hear(&message);
        let commands = update::update(&mut self.model, message);
        self.execute(commands)
    }

    fn execute(&mut self, commands: Vec<Command>) -> io::Result<()> {
        for command in commands {
            match command {
                Command::Match { .. } | Command::Search { .. } | Command::Load { .. } | Command::Explain { .. } => {
                    self.worker.ask(command);
                }
                Command::Catalog | Command::Check { .. } => self.worker.ask(command),
                Command::Copy { text } => self.copy(text)?,
                Command::Edit { path, line } => {
                    let outcome = lend(|| editor::edit(&path, line))?;
                    self.take_in(Message::Edited(outcome))?;
                }
                Command::Create { folder, id, text, line, is_draft } => {
                    let outcome = create(&folder, &id, &text, line, is_draft)?;
                    self.take_in(Message::Created(outcome))?;
                }
                Command::Run { code, lang } => {
                    let outcome = lend(|| {
                        let mut screen = terminal::normal_screen().map_err(|error| error.to_string())?;
                        shell::run(&code, &lang, &mut screen)
                    })?;
                    self.take_in(Message::Ran(outcome))?;
                }
                Command::Mouse(on) => terminal::set_mouse(on)?,
                Command::Reopen => {
                    self.model.is_opening = true;
                    self.opening.anew()?;
                }
                Command::Suspend => {
                    if let Err(error) = terminal::suspend() {
                        self.take_in(Message::Failed(error.to_string()))?;
                    }
                }
                Command::Redraw => self.draw_anew()?,
                Command::Quit { exit_code, print } => self.end = Some(Ok(Outcome { exit_code, print })),
            }
        }
        Ok(())
    }

    /// The terminal may have another size and other things on it.
    fn draw_anew(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        // Clears as well. `Terminal::clear` would ask the terminal where its cursor is, and not every one answers.
        self.screen.resize(Rect::new(0, 0, size.width, size.height))?;
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

    /// Finds out where entries can be written.
    fn find_places(&mut self, knowledge: &KnowledgeBase) {
        let user_dir = self.opening.config.layers.user_dir.as_deref();
        (self.model.place_new, self.model.place_copy) = own::places(knowledge.sources().packs(), user_dir);
    }

    /// The knowledge is open, for the first time or anew.
    fn opened(&mut self, outcome: Result<KnowledgeBase, Error>) -> io::Result<()> {
        let is_first = !std::mem::replace(&mut self.is_known, true);
        self.model.is_opening = false;
        self.is_stale = true;
        match outcome {
            Ok(knowledge) => {
                let counts = counts(&knowledge);
                self.find_places(&knowledge);
                self.worker.know(Arc::new(knowledge))?;
                if is_first {
                    (self.model.entry_count, self.model.pack_count) = counts;
                    return Ok(());
                }
                self.take_in(Message::Reopened(Ok(counts)))
            }
            Err(error) if is_first => {
                self.end = Some(Err(error));
                Ok(())
            }
            Err(error) => self.take_in(Message::Reopened(Err(error.to_string()))),
        }
    }
}

/// Lends the terminal. Keys that the other program has left are not for us.
fn lend<T>(use_it: impl FnOnce() -> T) -> io::Result<T> {
    let outcome = terminal::lend(use_it)?;
    while event::poll(MORE_WAIT)? {
        event::read()?;
    }
    Ok(outcome)
}

/// Writes a new file and opens it in the editor. `Ok(false)`: a draft that was left as it was is gone again.
fn create(folder: &Path, id: &EntryId, text: &str, line: usize, is_draft: bool) -> io::Result<Result<bool, String>> {
    let path = match own::write_new(folder, id, text) {
        Ok(path) => path,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Ok(Err(format!("there is an entry {id} already; search for it and press e")));
        }
        Err(error) => return Ok(Err(format!("cannot write to {}: {error}", folder.display()))),
    };
    let outcome = lend(|| editor::edit(&path, line))?;
    let is_unchanged = std::fs::read(&path).is_ok_and(|now| now == text.as_bytes());
    if is_draft && is_unchanged {
        // Whoever leaves the editor without a word does not want it.
        let _is_gone = std::fs::remove_file(&path);
        // Its area, if there is nothing else in it.
        let _is_empty = path.parent().map(std::fs::remove_dir);
        return Ok(outcome.map(|()| false));
    }
    Ok(outcome.map(|()| true))
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
