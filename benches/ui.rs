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
    use std::time::{Duration, Instant, SystemTime};

    use kb::corpus::LayerConfig;
    use kb::knowledge_base::{KnowledgeBase, OpenConfig};
    use kb::tui::key::Key;
    use kb::tui::message::{Command, Message};
    use kb::tui::model::Model;
    use kb::tui::update::update;
    use kb::tui::{view, worker};
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::support::{corpus, logs};

    const SEED: u64 = 20_261_121;
    const ENTRIES: usize = 10_000;
    const REPETITIONS: usize = 200;
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

    /// From the start of the process until its first frame is on the terminal.
    fn first_frame(pack: &Path, home: &Path) -> Duration {
        let size = PtySize { rows: HEIGHT, cols: WIDTH, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudoterminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kb"));
        command.args(["--kb".as_ref(), pack.as_os_str()]);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.cwd(home);
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let mut keyboard = pair.master.take_writer().expect("its input");
        let begin = Instant::now();
        let mut child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let (mut shown, mut buffer) = (Vec::new(), [0; 16 * 1024]);
        while !shown.windows(FRAME_END.len()).any(|part| part == FRAME_END) {
            let count = reader.read(&mut buffer).expect("a frame");
            assert!(count > 0, "it has ended: {}", String::from_utf8_lossy(&shown));
            shown.extend_from_slice(&buffer[..count]);
        }
        let taken = begin.elapsed();
        keyboard.write_all(b"\x03").expect("it reads");
        // What it says at the end must be read, or it waits.
        while matches!(reader.read(&mut buffer), Ok(1..)) {}
        assert_eq!(child.wait().expect("its end").exit_code(), 130);
        taken
    }

    fn print(name: &str, mut taken: Vec<Duration>) {
        taken.sort_unstable();
        let at = |percent: usize| taken[(taken.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
        println!("| {name} | {} | {:.2} | {:.2} | {:.2} |", taken.len(), at(50), at(95), at(100));
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
        let layers = LayerConfig { kb_dirs: vec![pack], now, ..LayerConfig::default() };
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
        print("letter typed, found", letters);
        print("key in the results", moves);
        print("paste of 200 lines, answered", pastes);
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
