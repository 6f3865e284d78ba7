//! The shape of the code is kept by a test: import direction, module docs, who may know what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::root;

/// Each module of the crate and the modules that it may import. Lower ones know nothing of higher ones.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("limits", &[]),
    ("diagnostic", &[]),
    ("report", &["entry"]),
    ("entry", &["diagnostic", "error", "limits", "report"]),
    ("simd", &[]),
    ("log", &["limits", "simd"]),
    ("signature", &["diagnostic", "entry", "error", "limits", "log", "simd"]),
    ("corpus", &["diagnostic", "entry", "error", "report"]),
    ("generation", &["corpus", "error", "simd"]),
    ("matcher", &["limits", "log", "report", "signature"]),
    ("rank", &["entry", "limits", "matcher", "report", "signature"]),
    ("unexplained", &["limits", "log", "report"]),
    (
        "diagnose",
        &["diagnostic", "entry", "error", "limits", "log", "matcher", "rank", "report", "signature", "unexplained"],
    ),
    ("index", &["entry", "error", "report", "signature"]),
    (
        "check",
        &[
            "corpus",
            "diagnose",
            "diagnostic",
            "entry",
            "error",
            "limits",
            "log",
            "matcher",
            "rank",
            "report",
            "signature",
        ],
    ),
    (
        "knowledge_base",
        &[
            "check",
            "corpus",
            "diagnose",
            "diagnostic",
            "entry",
            "error",
            "generation",
            "index",
            "limits",
            "log",
            "matcher",
            "rank",
            "report",
            "signature",
            "simd",
        ],
    ),
    ("render", &["entry"]),
    (
        "cli",
        &[
            "check",
            "corpus",
            "diagnose",
            "diagnostic",
            "entry",
            "error",
            "index",
            "knowledge_base",
            "limits",
            "log",
            "render",
            "report",
            "signature",
            "tui",
        ],
    ),
    (
        "tui",
        &[
            "corpus",
            "diagnose",
            "diagnostic",
            "entry",
            "error",
            "index",
            "knowledge_base",
            "log",
            "render",
            "report",
            "signature",
        ],
    ),
];

/// Crates that one place only may know.
const ONE_PLACE: &[(&str, &[&str])] = &[
    ("tantivy", &["src/index/"]),
    ("pulldown_cmark", &["src/entry/markdown.rs"]),
    ("clap", &["src/cli/args.rs", "src/cli/mod.rs"]),
    ("ratatui", &["src/tui/"]),
    ("crossterm", &["src/tui/"]),
    ("regex_syntax", &["src/signature/regex"]),
    ("RegexBuilder", &["src/signature/regex.rs"]),
    ("memmap2", &["src/simd/map.rs"]),
];

/// What the engine may not do; only the front ends and the program may.
const FRONT_END_ONLY: &[&str] = &[
    "println!",
    "print!(",
    "eprintln!",
    "eprint!(",
    "std::env::",
    "env::var",
    "process::exit",
    "SystemTime::now",
    "Instant::now",
    "io::stdin",
    "io::stdout",
    "io::stderr",
];

fn sources() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).expect("a folder") {
            let path = item.expect("an item").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = shown(&path);
                files.insert(name, std::fs::read_to_string(path).expect("a source"));
            }
        }
    }
    files
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/")
}

/// The text before the tests of a module.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

fn module_of(file: &str) -> &str {
    file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default()
}

#[test]
fn imports_point_one_way() {
    let mut complaints = Vec::new();
    for (file, text) in sources() {
        let module = module_of(&file);
        if matches!(module, "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            complaints.push(format!("{file}: `{module}` is not in the table"));
            continue;
        };
        for (number, line) in code(&text).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != module && !allowed.contains(&used.as_str()) {
                    complaints.push(format!("{file}:{}: {module} may not import {used}", number + 1));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn each_crate_is_known_in_one_place() {
    let mut complaints = Vec::new();
    for (file, text) in sources() {
        for (name, places) in ONE_PLACE {
            let mentions = code(&text).lines().any(|line| {
                !line.trim_start().starts_with("//") && line.contains(&format!("{name}::"))
                    || line.contains(&format!("use {name}"))
            });
            if mentions && !places.iter().any(|place| file.starts_with(place)) {
                complaints.push(format!("{file} knows {name}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_engine_neither_prints_nor_looks_around() {
    let mut complaints = Vec::new();
    for (file, text) in sources() {
        if matches!(module_of(&file), "cli" | "tui" | "main") {
            continue;
        }
        for (number, line) in code(&text).lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            for word in FRONT_END_ONLY.iter().filter(|word| !is_comment && line.contains(**word)) {
                complaints.push(format!("{file}:{}: {word}", number + 1));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(file, _)| file).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn nothing_is_left_half_done() {
    let marks = [
        "TO".to_owned() + "DO",
        "FIX".to_owned() + "ME",
        "todo".to_owned() + "!(",
        "unimplemented".to_owned() + "!(",
        "dbg".to_owned() + "!(",
    ];
    for (file, text) in sources() {
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{file} holds {mark}");
        }
    }
}

#[test]
fn there_is_no_unsafe_code_but_in_one_module() {
    for (file, text) in sources() {
        if file == "src/simd.rs" || file == "src/simd/map.rs" {
            continue;
        }
        let found = code(&text).lines().any(|line| {
            !line.trim_start().starts_with("//")
                && (line.contains("unsafe {") || line.contains("unsafe fn") || line.contains("unsafe impl"))
        });
        assert!(!found, "{file}");
    }
}

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string(root().join("tests/it/main.rs")).expect("the list of tests");
    for item in std::fs::read_dir(root().join("tests/it")).expect("the tests") {
        let path = item.expect("an item").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_some_and(|end| end == "rs") && name != "main" {
            assert!(main.contains(&format!("mod {name};")), "tests/it/main.rs does not name {name}");
        }
    }
}
