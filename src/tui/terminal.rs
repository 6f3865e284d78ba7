//! The only place that changes the modes of the terminal, and the one that undoes it: [`restore`].
//!
//! Normal end, error, panic in any thread, SIGTERM, SIGHUP, SIGINT, Ctrl-Z, an editor: every way out goes through
//! the same function, which does nothing if there is nothing to undo. After it, nothing more is written.
//!
//! All output of a frame is one write between the marks of a synchronized update, so nobody sees half a frame, and a signal
//! cannot fall into the middle of an escape sequence.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// True while the modes of the terminal are ours.
static IS_OURS: AtomicBool = AtomicBool::new(false);

/// True if everything on the screen may be gone: the program was stopped.
static IS_STALE: AtomicBool = AtomicBool::new(false);

/// True while another program, started by this one, has the terminal.
static IS_LENT: AtomicBool = AtomicBool::new(false);

/// True if the mouse is listened to.
static HAS_MOUSE: AtomicBool = AtomicBool::new(false);

/// True from the first panic in any thread on.
static HAS_PANICKED: AtomicBool = AtomicBool::new(false);

/// Held while something is written or modes are changed.
static WRITING: Mutex<()> = Mutex::new(());

/// How long to wait for somebody who writes. A terminal that takes nothing (Ctrl-S) must not keep the program from ending.
const WRITING_WAIT: Duration = Duration::from_millis(200);

/// How often to look whether the terminal is still there.
#[cfg(unix)]
const WATCH_STEP: Duration = Duration::from_secs(2);

/// The terminal, drawn on by ratatui.
pub type Screen = Terminal<CrosstermBackend<FrameWriter>>;

/// Our modes; dropped, they are undone.
pub struct Guard {
    _only_here: (),
}

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste; and sees to it that it is given back.
    ///
    /// # Errors
    /// If there is no terminal, or it refuses.
    pub fn take() -> io::Result<(Guard, Screen)> {
        static HOOKS: Once = Once::new();
        HOOKS.call_once(|| {
            restore_on_panic();
            restore_on_signals();
        });
        let guard = Guard { _only_here: () };
        enter()?;
        let screen = Terminal::new(CrosstermBackend::new(FrameWriter::open()?))?;
        Ok((guard, screen))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Takes the terminal again after [`restore`].
///
/// # Errors
/// If it refuses.
pub fn enter() -> io::Result<()> {
    let _writing = writing();
    enable_raw_mode()?;
    IS_OURS.store(true, Ordering::SeqCst);
    write_modes()
}

fn write_modes() -> io::Result<()> {
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if HAS_MOUSE.load(Ordering::SeqCst) {
        queue!(bytes, EnableMouseCapture)?;
    }
    write_now(&bytes)
}

/// Sets the modes again if they are ours: a shell may have changed them.
#[cfg(unix)]
fn renew() -> io::Result<()> {
    let _writing = writing();
    if !is_ours() {
        return Ok(());
    }
    disable_raw_mode()?;
    enable_raw_mode()?;
    IS_STALE.store(true, Ordering::SeqCst);
    write_modes()
}

/// Gives the terminal to another program for as long as `use_it` takes.
///
/// # Errors
/// If it cannot be taken again.
pub fn lend<T>(use_it: impl FnOnce() -> T) -> io::Result<T> {
    restore();
    IS_LENT.store(true, Ordering::SeqCst);
    let result = use_it();
    IS_LENT.store(false, Ordering::SeqCst);
    enter()?;
    Ok(result)
}

/// Gives the terminal back as it was. Does nothing if it is not ours.
pub fn restore() {
    let _writing = writing();
    if !IS_OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = Vec::new();
    if HAS_MOUSE.load(Ordering::SeqCst) {
        let _is_no_error = queue!(bytes, DisableMouseCapture);
    }
    let undo = queue!(
        bytes,
        EndSynchronizedUpdate,
        SetAttribute(Attribute::Reset),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    // A terminal that is gone needs nothing undone, and nobody is there to be told.
    let _is_gone = undo.and_then(|()| write_now(&bytes));
    let _is_gone = disable_raw_mode();
}

/// Listens to the mouse, or no longer.
///
/// # Errors
/// What writing says.
pub fn set_mouse(on: bool) -> io::Result<()> {
    let mut bytes = Vec::new();
    if on {
        queue!(bytes, EnableMouseCapture)?;
    } else {
        queue!(bytes, DisableMouseCapture)?;
    }
    let _writing = writing();
    if HAS_MOUSE.swap(on, Ordering::SeqCst) == on || !is_ours() {
        return Ok(());
    }
    write_now(&bytes)
}

/// The normal screen, while the terminal is lent.
///
/// # Errors
/// If there is no terminal.
pub fn normal_screen() -> io::Result<File> {
    output()
}

fn is_ours() -> bool {
    IS_OURS.load(Ordering::SeqCst)
}

/// True if a thread has panicked: its message stands on the normal screen, and the program should end.
#[must_use]
pub fn has_panicked() -> bool {
    HAS_PANICKED.load(Ordering::SeqCst)
}

/// True once after the program was stopped and woken: everything is to be drawn anew.
#[must_use]
pub fn take_stale() -> bool {
    IS_STALE.swap(false, Ordering::SeqCst)
}

/// Sends `text` to the terminal's clipboard.
///
/// # Errors
/// What writing says.
pub fn copy(text: &str) -> io::Result<()> {
    let mut bytes = Vec::new();
    queue!(bytes, CopyToClipboard::to_clipboard_from(text))?;
    let _writing = writing();
    if is_ours() { write_now(&bytes) } else { Ok(()) }
}

/// Waits for whoever is writing, but not for ever.
fn writing() -> Option<MutexGuard<'static, ()>> {
    let begin = Instant::now();
    loop {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if begin.elapsed() < WRITING_WAIT => thread::sleep(Duration::from_millis(1)),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

/// Where to draw: standard output, or the terminal itself if the answer of the program goes elsewhere.
fn output() -> io::Result<File> {
    #[cfg(unix)]
    if io::stdout().is_terminal() {
        use std::os::fd::AsFd;
        return io::stdout().as_fd().try_clone_to_owned().map(File::from);
    }
    OpenOptions::new().write(true).open(if cfg!(windows) { "CONOUT$" } else { "/dev/tty" })
}

fn write_now(bytes: &[u8]) -> io::Result<()> {
    let mut output = output()?;
    output.write_all(bytes)?;
    output.flush()
}

/// Gathers what is written until it is flushed.
pub struct FrameWriter {
    output: File,
    frame: Vec<u8>,
}

impl FrameWriter {
    fn open() -> io::Result<Self> {
        Ok(FrameWriter { output: output()?, frame: Vec::new() })
    }
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(self.frame.len() + 16);
        queue!(bytes, BeginSynchronizedUpdate)?;
        bytes.append(&mut self.frame);
        queue!(bytes, EndSynchronizedUpdate)?;
        let _writing = writing();
        if is_ours() { self.output.write_all(&bytes).and_then(|()| self.output.flush()) } else { Ok(()) }
    }
}

/// The words of a panic belong on the normal screen.
fn restore_on_panic() {
    let earlier = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        HAS_PANICKED.store(true, Ordering::SeqCst);
        restore();
        earlier(panic);
    }));
}

/// Stops the program as Ctrl-Z does; returns when it is woken, with the terminal taken again.
///
/// # Errors
/// A sentence, if there is nobody who could wake it, or if the terminal refuses.
#[cfg(unix)]
pub fn suspend() -> io::Result<()> {
    use rustix::process::{getpid, getsid};
    // The first process of a session has no shell that could wake it.
    if getsid(None).is_ok_and(|session| session == getpid()) {
        return Err(io::Error::other("there is no shell to go to"));
    }
    let was_ours = is_ours();
    restore();
    let stopped = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
    if was_ours {
        IS_STALE.store(true, Ordering::SeqCst);
        enter()?;
    }
    stopped
}

/// Not known here.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn suspend() -> io::Result<()> {
    Err(io::Error::other("this system cannot stop programs"))
}

/// A thread that waits for signals for as long as the program lives. It does the work itself: the thread that draws may be
/// busy, or hang on a terminal that is gone.
#[cfg(unix)]
fn restore_on_signals() {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT]) else { return };
    let serve = move || {
        for signal in signals.forever() {
            match signal {
                SIGCONT => {
                    let _is_gone = renew();
                }
                // Meant for the program that has the terminal.
                SIGINT if IS_LENT.load(Ordering::SeqCst) => {}
                SIGTSTP => {
                    let _is_gone = suspend();
                }
                _ => {
                    restore();
                    // Ends the program as if it had not caught the signal.
                    let _has_not_ended = emulate_default_handler(signal);
                }
            }
        }
    };
    // Without the thread signals still end the program, only not as cleanly.
    let _has_no_thread = thread::Builder::new().name("kb signals".to_owned()).spawn(serve);
    let _has_no_thread = thread::Builder::new().name("kb watch".to_owned()).spawn(end_without_terminal);
}

/// Ends the program when the terminal is gone and nobody has sent SIGHUP: a shell that ignores it does not pass it on.
/// The thread that draws cannot see it, since reading keys from a terminal that is gone goes on for ever.
#[cfg(unix)]
fn end_without_terminal() {
    loop {
        thread::sleep(WATCH_STEP);
        if is_ours() && crossterm::terminal::window_size().is_err() {
            restore();
            let _has_not_ended = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGHUP);
        }
    }
}

#[cfg(not(unix))]
fn restore_on_signals() {}
