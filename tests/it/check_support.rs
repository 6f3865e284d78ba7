//! Corpora for tests of `kb check`: from a folder of fixtures or from texts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kb::check::files::PackFolders;
use kb::check::{AskSearch, CheckInput, CheckOutcome, CheckedEntry, PackFacts, check};
use kb::diagnostic::Diagnostic;
use kb::entry::{Entry, EntryId, parse};

/// Packs with their entries, ready to be checked.
#[derive(Default)]
pub struct Fixture {
    packs: Vec<PackFacts>,
    folders: Vec<Option<PathBuf>>,
    entries: Vec<CheckedEntry>,
    unreadable: Vec<EntryId>,
    diagnostics: Vec<Diagnostic>,
}

impl Fixture {
    /// One pack of entries given as id and text, checked as files `<id>.md`.
    pub fn of(entries: &[(&str, &str)]) -> Self {
        let mut fixture = Fixture::default();
        fixture.add_pack("own", None);
        for (id, text) in entries {
            fixture.add(0, id, &format!("{id}.md"), text.as_bytes());
        }
        fixture
    }

    /// The fixture `name` under `tests/it/data/check`: one file, which is the entry `check/<what follows the
    /// code>`; a folder, which is a pack; or a folder of packs, each with its `kb.toml`.
    pub fn read(name: &str) -> Self {
        let root = data().join(name);
        let mut fixture = Fixture::default();
        if root.is_file() {
            let slug = name.split_once('-').unwrap().1.trim_end_matches(".md");
            fixture.add_pack("own", Some(data()));
            let bytes = std::fs::read(&root).unwrap();
            fixture.add(0, &format!("check/{slug}"), name, &bytes);
            return fixture;
        }
        let mut packs: Vec<PathBuf> = folder(&root).into_iter().filter(|path| path.join("kb.toml").is_file()).collect();
        if packs.is_empty() {
            packs.push(root);
        }
        for (pack, path) in packs.iter().enumerate() {
            fixture.add_pack(&path.file_name().unwrap().to_string_lossy(), Some(path.clone()));
            for area in folder(path).into_iter().filter(|path| path.is_dir()) {
                for file in folder(&area) {
                    let id = file.strip_prefix(path).unwrap().to_string_lossy().replace('\\', "/");
                    let shown = file.strip_prefix(data()).unwrap().to_string_lossy().replace('\\', "/");
                    fixture.add(pack, id.trim_end_matches(".md"), &shown, &std::fs::read(&file).unwrap());
                }
            }
        }
        fixture
    }

    fn add_pack(&mut self, name: &str, folder: Option<PathBuf>) {
        self.packs.push(PackFacts { name: name.to_owned() });
        self.folders.push(folder);
    }

    fn add(&mut self, pack: usize, id: &str, path: &str, bytes: &[u8]) {
        let id = EntryId::new(id).unwrap();
        let parsed = parse(id.clone(), path, bytes);
        self.diagnostics.extend(parsed.diagnostics);
        let vars: BTreeSet<String> = ["compose".to_owned()].into();
        match parsed.entry {
            Some(entry) => self.entries.push(CheckedEntry { entry: Arc::new(entry), pack, vars, is_reported: true }),
            None => self.unreadable.push(id),
        }
        self.entries.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    }

    /// The same with the logs of `file=` below `folder`.
    pub fn with_folder(mut self, folder: &Path) -> Self {
        self.folders = vec![Some(folder.to_owned())];
        self
    }

    /// The same with only the entry `id` to be reported.
    pub fn only(mut self, id: &str) -> Self {
        self.diagnostics.clear();
        for checked in &mut self.entries {
            checked.is_reported = checked.entry.id.as_str() == id;
        }
        self
    }

    /// The entries, in id order.
    pub fn entries(&self) -> Vec<Arc<Entry>> {
        self.entries.iter().map(|checked| Arc::clone(&checked.entry)).collect()
    }

    /// Checks it all, with a search that counts words.
    pub fn check(self) -> CheckOutcome {
        let search = WordSearch(self.entries());
        let files = PackFolders(self.folders);
        let input = CheckInput {
            entries: self.entries,
            unreadable: self.unreadable,
            packs: self.packs,
            diagnostics: self.diagnostics,
            files: &files,
            search: Some(&search),
        };
        check(input).unwrap()
    }
}

/// The folder of the fixtures.
pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/check")
}

/// What stands in a folder, sorted.
pub fn folder(path: &Path) -> Vec<PathBuf> {
    let mut inside: Vec<PathBuf> = std::fs::read_dir(path).unwrap().map(|item| item.unwrap().path()).collect();
    inside.sort();
    inside
}

/// The diagnostics as golden files have them: `code level path:line:column message`, then label and repair.
pub fn plain(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for one in diagnostics {
        let (line, column) = one.line_column();
        let (code, level, path) = (one.code, one.level.word(), &one.source.path);
        writeln!(text, "{code} {level} {path}:{line}:{column} {}", one.message).unwrap();
        let underlined = one.span.clone().map_or("", |span| &one.source.text[span]);
        if let Some(first) = underlined.lines().next() {
            writeln!(text, "  at: {first}").unwrap();
        }
        if !one.label.is_empty() {
            writeln!(text, "  label: {}", one.label).unwrap();
        }
        writeln!(text, "  help: {}", one.help.as_deref().unwrap_or("(none)")).unwrap();
    }
    text
}

/// Ranks entries by how many words of the phrase stand in title and `ask`: enough to be a search in tests.
struct WordSearch(Vec<Arc<Entry>>);

impl AskSearch for WordSearch {
    fn first(&self, phrase: &str, limit: usize) -> Vec<EntryId> {
        let score = |entry: &Entry| {
            let title = entry.title.to_lowercase();
            phrase.to_lowercase().split_whitespace().filter(|word| title.contains(*word)).count()
        };
        let mut ranked: Vec<(usize, &EntryId)> = self.0.iter().map(|entry| (score(entry), &entry.id)).collect();
        ranked.retain(|(score, _)| *score > 0);
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        ranked.into_iter().take(limit).map(|(_, id)| id.clone()).collect()
    }
}
