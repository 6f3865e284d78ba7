//! The program in a real terminal: a pseudoterminal whose other end is read by a terminal emulator.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Longest wait for what is expected; far above what it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program in a terminal.
pub struct Terminal {
    parser: vt100::Parser<Clipboard>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    keyboard: Box<dyn Write + Send>,
    /// `None` once the window is closed.
    master: Option<Box<dyn MasterPty + Send>>,
    child: Box<dyn Child + Send + Sync>,
    home: tempfile::TempDir,
    settings_before: String,
}

/// What the program has sent to the terminal's clipboard last, as Base64.
#[derive(Default)]
struct Clipboard(Vec<u8>);

impl vt100::Callbacks for Clipboard {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0 = data.to_vec();
    }
}

/// What a program has to give back.
#[derive(Debug, PartialEq, Eq)]
pub struct Modes {
    settings: String,
    alternate_screen: bool,
    cursor_hidden: bool,
    bracketed_paste: bool,
    mouse: String,
}

impl Terminal {
    /// `kb` with these arguments, in a terminal of this size.
    pub fn kb(rows: u16, columns: u16, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kb"));
        command.args(arguments);
        Self::start(rows, columns, command, &[])
    }

    /// `kb` with these variables beside those that every program gets.
    pub fn kb_with(rows: u16, columns: u16, variables: &[(&str, &str)]) -> Self {
        Self::start(rows, columns, CommandBuilder::new(env!("CARGO_BIN_EXE_kb")), variables)
    }

    /// A shell command in which `$KB` is the program.
    pub fn shell(rows: u16, columns: u16, script: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        Self::start(rows, columns, command, &[])
    }

    /// A shell that can stop and continue programs.
    pub fn shell_with_jobs(rows: u16, columns: u16) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.arg("-i");
        command.env("PS1", "ready> ");
        Self::start(rows, columns, command, &[])
    }

    fn start(rows: u16, columns: u16, mut command: CommandBuilder, variables: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().expect("a home");
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudoterminal");
        surroundings(&mut command, home.path());
        for (name, value) in variables {
            command.env(name, value);
        }
        let settings_before = settings(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).expect("the program");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (sender, output) = channel();
        let reader = thread::spawn(move || {
            let mut buffer = [0; 64 * 1024];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keyboard = pair.master.take_writer().expect("its input");
        let parser = vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, Clipboard::default());
        let (reader, master) = (Some(reader), Some(pair.master));
        Terminal { parser, output, reader, keyboard, master, child, home, settings_before }
    }

    /// The folder that is the program's home and working directory.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Types or pastes `bytes` as they are.
    pub fn send(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).expect("the program reads");
        self.keyboard.flush().expect("the program reads");
    }

    /// Pastes `text` as a terminal does that knows bracketed paste.
    pub fn paste(&mut self, text: &[u8]) {
        self.send(&[b"\x1b[200~", text, b"\x1b[201~"].concat());
    }

    /// Takes in what the program has printed until `done`, or until [`PATIENCE`] ends.
    ///
    /// # Panics
    /// With the screen as it is then.
    pub fn wait(&mut self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        let start = Instant::now();
        while !done(self.parser.screen()) {
            let left = PATIENCE.checked_sub(start.elapsed()).unwrap_or_default();
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(_) => panic!("{what} did not come; the screen:\n{}", self.contents()),
            }
        }
    }

    /// Waits until `text` stands on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until `text` is no longer on the screen.
    pub fn wait_until_gone(&mut self, text: &str) {
        self.wait(&format!("the end of {text:?}"), |screen| !screen.contents().contains(text));
    }

    /// Waits until nothing was printed for a while.
    pub fn settle(&mut self) {
        const QUIET: Duration = Duration::from_millis(300);
        let start = Instant::now();
        while let Ok(bytes) = self.output.recv_timeout(QUIET) {
            self.parser.process(&bytes);
            assert!(start.elapsed() < PATIENCE, "it prints without end; the screen:\n{}", self.contents());
        }
    }

    /// What stands on the screen.
    pub fn contents(&self) -> String {
        self.parser.screen().contents()
    }

    /// The text that was sent to the terminal's clipboard last.
    pub fn clipboard(&self) -> String {
        String::from_utf8(from_base64(&self.parser.callbacks().0)).expect("a text")
    }

    /// The window gets another size.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master().resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).expect("a resize");
    }

    fn master(&self) -> &(dyn MasterPty + Send) {
        self.master.as_deref().expect("the window is open")
    }

    /// Closes the window, which must not have `rows` rows yet; the exit status as of [`Terminal::end`].
    pub fn close(mut self, rows: u16) -> u32 {
        // The reader holds the terminal open, too, until something comes that nobody listens to.
        self.output = channel().1;
        self.resize(rows, 60);
        self.reader.take().expect("it is open").join().expect("a reader");
        self.keyboard = Box::new(std::io::sink());
        self.master = None;
        self.end()
    }

    /// Sends `signal` to the program.
    pub fn signal(&self, signal: Signal) {
        let id = self.child.process_id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)).expect("a process");
        kill_process(id, signal).expect("the process is there");
    }

    /// True while the program runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("the process's state").is_none()
    }

    /// Waits for the end; the exit status, or 128 and more where a signal ended it.
    pub fn end(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the process's state") {
                self.settle();
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it does not end; the screen:\n{}", self.contents());
            match self.output.recv_timeout(Duration::from_millis(20)) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    /// The terminal's modes now.
    pub fn modes(&self) -> Modes {
        let screen = self.parser.screen();
        Modes {
            settings: settings(self.master()),
            alternate_screen: screen.alternate_screen(),
            cursor_hidden: screen.hide_cursor(),
            bracketed_paste: screen.bracketed_paste(),
            mouse: format!("{:?}", screen.mouse_protocol_mode()),
        }
    }

    /// The modes that a terminal has before any program changes them.
    pub fn modes_before(&self) -> Modes {
        Modes {
            settings: self.settings_before.clone(),
            alternate_screen: false,
            cursor_hidden: false,
            bracketed_paste: false,
            mouse: format!("{:?}", vt100::MouseProtocolMode::None),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that has ended cannot be ended again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Nothing of the user's has a say: an own home, a plain terminal, no editor, no clipboard of a desktop.
fn surroundings(command: &mut CommandBuilder, home: &Path) {
    let prompt = command.get_env("PS1").map(std::ffi::OsStr::to_owned);
    command.env_clear();
    if let Some(prompt) = prompt {
        command.env("PS1", prompt);
    }
    command.cwd(home);
    command.env("HOME", home);
    command.env("PATH", "/usr/bin:/bin");
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("KB", env!("CARGO_BIN_EXE_kb"));
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a terminal has rows and columns")
}

/// What `stty -a` would say.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has settings"))
}

fn from_base64(text: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in text.iter().filter(|letter| **letter != b'=') {
        let value = LETTERS.iter().position(|one| one == letter).expect("Base64");
        bits = bits << 6 | u32::try_from(value).expect("six bits");
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}
