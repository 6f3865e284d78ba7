//! Folders of packs for the tests of the corpus.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use kb::corpus::{LayerConfig, Listing, SourceSet, StampedFile};
use tempfile::TempDir;

/// A temporary folder, removed at the end of the test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Folder::new();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    pub fn path(&self, below: &str) -> PathBuf {
        if below.is_empty() { self.0.path().to_owned() } else { self.0.path().join(below) }
    }

    pub fn write(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, below: &str) {
        fs::remove_file(self.path(below)).unwrap();
    }
}

/// The text of a small entry.
pub fn entry(title: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\n[[signature]]\ntext = '''{title} happened'''\n+++\n## Symptom\n{title}\n\n## Cause\nA fault.\n\n## Fix\nMend it.\n"
    )
}

/// A run in which only `dir` is named.
pub fn only(dir: impl AsRef<Path>) -> LayerConfig {
    LayerConfig { kb_dirs: vec![dir.as_ref().to_owned()], now: Some(SystemTime::now()), ..LayerConfig::default() }
}

/// The same run so much later that every file has long been left alone.
pub fn later(config: &LayerConfig) -> LayerConfig {
    LayerConfig { now: Some(SystemTime::now() + Duration::from_secs(60)), ..config.clone() }
}

pub fn scan(config: &LayerConfig) -> SourceSet {
    SourceSet::scan(config, &|_| None).unwrap()
}

/// A scan that knows what an earlier one found.
pub fn scan_after(config: &LayerConfig, previous: &SourceSet) -> SourceSet {
    scan_with(config, &stamps(previous))
}

/// A scan that is told that it found these files.
pub fn scan_with(config: &LayerConfig, files: &[StampedFile]) -> SourceSet {
    SourceSet::scan(config, &|_| Some(Listing::of(files))).unwrap()
}

/// What a scan keeps of the files of its live packs.
pub fn stamps(set: &SourceSet) -> Vec<StampedFile> {
    set.listings().flat_map(|(_, listing, _)| listing.files()).collect()
}

/// `id@pack` of every entry in force, `<pack` behind those that override one.
pub fn in_force(set: &SourceSet) -> Vec<String> {
    (0..set.sources().len())
        .map(|ordinal| {
            let source = set.entry_source(ordinal);
            let overrides = source.overrides.map(|pack| format!("<{pack}")).unwrap_or_default();
            format!("{}@{}{overrides}", set.sources()[ordinal].id, source.pack)
        })
        .collect()
}

/// `code path` of every diagnostic of the scan.
pub fn complaints(set: &SourceSet) -> Vec<String> {
    set.diagnostics().iter().map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.source.path)).collect()
}
