//! How long the UI takes to answer, with 10,000 entries: from the start of the process to its first frame, from a key
//! to the next frame, from a paste to its results. Prints the middle and the 95th percentile; `benches/README.md` says
//! how to run it and what it came to.

#[cfg(unix)]
#[allow(dead_code)] // Each bench uses its own part of it.
mod support;

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io::{Read, Write};
    use std::path::Path;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;
    use std::time::{Duration, Instant, SystemTime};

    use kb::corpus::LayerConfig;
    use kb::knowledge_base::{KnowledgeBase, OpenConfig};
    use kb::tui::key::Key;
    use kb::tui::message::{Command, Message};
    use kb::tui::model::Model;
    use kb::tui::update::update;
    use kb::tui::{view, worker};
    use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::support::{corpus, logs};

    const SEED: u64 = 20_261_121;
    const ENTRIES: usize = 10_000;
    const REPETITIONS: usize = 200;
    /// Texts that are typed and pasted in a terminal, which takes longer.
    const TERMINAL_REPETITIONS: usize = 40;
    const PIPED_REPETITIONS: usize = 3;
    const PIPED_BYTES: usize = 100_000_000;
    /// How long a terminal is left alone: longer than keys behind a paste are taken for its rest.
    const REST: Duration = Duration::from_millis(100);
    /// A pipe is read to its end when nothing was drawn for so long: parts are answered more often than that.
    const PIPED_SILENCE: Duration = Duration::from_secs(4);
    /// Far longer than anything here takes.
    const PATIENCE: Duration = Duration::from_secs(60);
    const WIDTH: u16 = 120;
    const HEIGHT: u16 = 40;
    /// Lines of the log that is pasted; the last one is known.
    const PASTED_LINES: usize = 200;
    /// What the first frame ends with: the end of a synchronized update.
    const FRAME_END: &[u8] = b"\x1b[?2026l";

    /// The pack as files, and some of its texts.
    fn write_pack(pack: &Path) -> Vec<String> {
        let mut texts = Vec::new();
        for (path, text) in corpus::entries(ENTRIES, SEED) {
            let path = pack.join(path);
            fs::create_dir_all(path.parent().expect("an area")).expect("a folder");
            fs::write(path, &text).expect("a file");
            if texts.len() < REPETITIONS {
                texts.push(text);
            }
        }
        fs::write(pack.join("kb.toml"), "name = \"generated\"\n").expect("a file");
        texts
    }

    /// The words of an entry's title, and a message that it explains.
    fn words_and_message(text: &str) -> (String, String) {
        let title = text.lines().find_map(|line| line.strip_prefix("title = ")).expect("a title");
        let example = text.split("```log from=\"generated\"\n").nth(1).expect("an example");
        let message = example.split("\n```").next().expect("its end");
        (title.trim_matches('"').to_owned(), message.to_owned())
    }

    struct Ui<'a> {
        kb: &'a KnowledgeBase,
        model: Model,
        screen: Terminal<TestBackend>,
    }

    impl Ui<'_> {
        /// What happens from a message to the frame that shows its answers; how long that takes.
        fn send(&mut self, message: Message) -> Duration {
            let begin = Instant::now();
            self.take_in(message);
            let model = &self.model;
            self.screen.draw(|frame| view::draw(frame, model, true)).expect("a frame");
            begin.elapsed()
        }

        fn take_in(&mut self, message: Message) {
            for command in update(&mut self.model, message) {
                self.answer(&command);
            }
        }

        fn answer(&mut self, command: &Command) {
            if let Some(message) = worker::answer(self.kb, command) {
                self.take_in(message);
            }
        }

        fn press(&mut self, name: &str) -> Duration {
            self.send(Message::Key(Key::parse(name).expect("a key")))
        }
    }

    /// The program in a terminal of its own.
    struct Program {
        child: Box<dyn Child + Send + Sync>,
        /// What it sends, and when.
        output: Receiver<(Instant, Vec<u8>)>,
        keyboard: Box<dyn Write + Send>,
        /// What it has sent and nobody has looked at yet.
        sent: Vec<u8>,
        begun: Instant,
    }

    impl Program {
        fn start(mut command: CommandBuilder, home: &Path) -> Self {
            let size = PtySize { rows: HEIGHT, cols: WIDTH, pixel_width: 0, pixel_height: 0 };
            let pair = native_pty_system().openpty(size).expect("a pseudoterminal");
            command.env_clear();
            command.env("HOME", home);
            command.env("TERM", "xterm-256color");
            command.env("PATH", "/usr/bin:/bin");
            command.env("KB", env!("CARGO_BIN_EXE_kb"));
            command.cwd(home);
            let mut reader = pair.master.try_clone_reader().expect("its output");
            let keyboard = pair.master.take_writer().expect("its input");
            let begun = Instant::now();
            let child = pair.slave.spawn_command(command).expect("the program");
            let (sender, output) = channel();
            thread::spawn(move || {
                let mut buffer = [0; 16 * 1024];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                        return;
                    }
                }
            });
            Program { child, output, keyboard, sent: Vec::new(), begun }
        }

        fn kb(pack: &Path, home: &Path) -> Self {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kb"));
            command.args(["--kb".as_ref(), pack.as_os_str()]);
            Self::start(command, home)
        }

        /// Waits until `wanted` was sent; when that was.
        fn wait(&mut self, wanted: &[u8]) -> Instant {
            loop {
                let (at, bytes) = self.output.recv_timeout(PATIENCE).unwrap_or_else(|_| {
                    let wanted = String::from_utf8_lossy(wanted);
                    panic!("no {wanted:?} in {}", String::from_utf8_lossy(&self.sent))
                });
                self.sent.extend_from_slice(&bytes);
                if let Some(found) = memchr::memmem::find(&self.sent, wanted) {
                    self.sent.drain(..found + wanted.len());
                    return at;
                }
            }
        }

        /// Waits until nothing was sent for `silence`, and forgets what was; when the last of it came.
        fn rest(&mut self, silence: Duration) -> Instant {
            let mut last = Instant::now();
            while let Ok((at, _)) = self.output.recv_timeout(silence) {
                last = at;
            }
            self.sent.clear();
            last
        }

        /// Types or pastes, and waits for the next frame.
        fn send(&mut self, bytes: &[u8]) -> Duration {
            let begin = Instant::now();
            self.keyboard.write_all(bytes).expect("it reads");
            self.wait(FRAME_END) - begin
        }

        fn end(mut self) {
            self.keyboard.write_all(b"\x03").expect("it reads");
            // What it says at the end must be read, or it waits.
            while self.output.recv_timeout(PATIENCE).is_ok() {}
            assert_eq!(self.child.wait().expect("its end").exit_code(), 130);
        }
    }

    /// From the start of the process until its first frame is on the terminal.
    fn first_frame(pack: &Path, home: &Path) -> Duration {
        let mut program = Program::kb(pack, home);
        let taken = program.wait(FRAME_END) - program.begun;
        program.end();
        taken
    }

    /// In a terminal: from a letter, and from a paste, to the next frame.
    fn in_terminal(pack: &Path, home: &Path, texts: &[String], log: &str) -> (Vec<Duration>, Vec<Duration>) {
        let mut program = Program::kb(pack, home);
        program.wait(FRAME_END);
        let (mut letters, mut pastes) = (Vec::new(), Vec::new());
        for text in texts {
            let (words, message) = words_and_message(text);
            // Keys that come right behind a paste belong to it; answers that come late are frames, too.
            program.rest(REST);
            for letter in words.chars().take(5) {
                letters.push(program.send(letter.to_string().as_bytes()));
                program.rest(REST);
            }
            pastes.push(program.send(format!("\x1b[200~{log}\n{message}\n\x1b[201~").as_bytes()));
            program.rest(REST);
            program.send(b"/");
        }
        program.rest(REST);
        program.end();
        (letters, pastes)
    }

    /// A long log through a pipe: until its first results are shown, and until all of it is answered.
    fn piped(home: &Path) -> (Duration, Duration) {
        let log =
            fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/compose/wrong-password.log")).expect("a log");
        let path = home.join("long.log");
        fs::write(&path, log.repeat(PIPED_BYTES / log.len() + 1)).expect("a file");
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", "cat long.log | \"$KB\""]);
        let mut program = Program::start(command, home);
        let first = program.wait(b"postgres/password-authentication") - program.begun;
        // It says that there is more to come.
        program.wait(b"far");
        let whole = program.rest(PIPED_SILENCE) - program.begun;
        program.end();
        (first, whole)
    }

    fn at(taken: &mut [Duration], percent: usize) -> f64 {
        taken.sort_unstable();
        taken[(taken.len() - 1) * percent / 100].as_secs_f64() * 1_000.0
    }

    fn print(name: &str, mut taken: Vec<Duration>) {
        let shown = [50, 95, 100].map(|percent| format!("{:.2}", at(&mut taken, percent)));
        println!("| {name} | {} | {} |", taken.len(), shown.join(" | "));
    }

    pub fn run() {
        let folder = tempfile::tempdir().expect("a folder");
        let (pack, home) = (folder.path().join("pack"), folder.path().join("home"));
        fs::create_dir_all(&home).expect("a home");
        let texts = write_pack(&pack);
        println!("{ENTRIES} entries, {WIDTH} columns, {HEIGHT} lines; milliseconds\n");
        println!("| from … to the frame | times | p50 | p95 | longest |\n|---|---|---|---|---|");
        // The first one writes the cache.
        first_frame(&pack, &home);
        print("start of the process", (0..REPETITIONS).map(|_| first_frame(&pack, &home)).collect());

        let now = Some(SystemTime::now() + Duration::from_secs(60));
        let layers = LayerConfig { kb_dirs: vec![pack.clone()], now, ..LayerConfig::default() };
        let config = OpenConfig { layers, cache_dir: Some(folder.path().join("cache")), force: false };
        let kb = KnowledgeBase::open(&config).expect("the generated knowledge");
        let model = Model::new(WIDTH, HEIGHT, ENTRIES, 1);
        let screen = Terminal::new(TestBackend::new(WIDTH, HEIGHT)).expect("a screen in memory");
        let mut ui = Ui { kb: &kb, model, screen };
        ui.send(Message::Resize(WIDTH, HEIGHT));
        // The index is there before the first letter is typed, as in the program.
        ui.press("a");
        ui.press("Esc");

        let (mut letters, mut moves, mut pastes) = (Vec::new(), Vec::new(), Vec::new());
        let log = logs::service(64 * 1024, SEED);
        let lines: Vec<&str> = log.lines().take(PASTED_LINES - 1).collect();
        for text in &texts {
            let (words, message) = words_and_message(text);
            for letter in words.chars().take(10) {
                let name = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
                letters.push(ui.press(&name));
            }
            assert!(!ui.model.items.is_empty(), "{words} is found");
            ui.press("Esc");
            pastes.push(ui.send(Message::Paste(format!("{}\n{message}\n", lines.join("\n")))));
            assert!(ui.model.report().is_some_and(|report| !report.matches.is_empty()), "{message} is known");
            ui.press("Enter");
            moves.push(ui.press("j"));
            ui.press("/");
        }
        print("letter typed, found (in process)", letters);
        print("key in the results (in process)", moves);
        print("paste of 200 lines, answered (in process)", pastes);
        let (letters, pastes) = in_terminal(&pack, &home, &texts[..TERMINAL_REPETITIONS], &lines.join("\n"));
        print("letter typed (in a terminal)", letters);
        print("paste of 200 lines (in a terminal)", pastes);
        let (first, whole): (Vec<_>, Vec<_>) = (0..PIPED_REPETITIONS).map(|_| piped(&home)).unzip();
        print("100 MB through a pipe, first results (in a terminal)", first);
        print("100 MB through a pipe, all of it (in a terminal)", whole);
    }
}

fn main() {
    // `cargo bench -- match` is about other groups.
    let mut groups = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).peekable();
    if groups.peek().is_some() && !groups.any(|group| "ui".contains(group.as_str())) {
        return;
    }
    #[cfg(unix)]
    unix::run();
}
