//! Packs the knowledge in `kb/` into the binary, so that it answers when it is copied alone.
//!
//! Written to `OUT_DIR`: `builtin.bin`, the files one behind the other, and `builtin.rs`, constants that say
//! where each of them lies and what the whole is worth as a fingerprint. Reading them is the business of
//! `src/corpus/builtin.rs`. Only the standard library: nobody waits for a build dependency.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// The file that makes a folder a pack.
const PACK_FILE: &str = "kb.toml";

/// Folders may be nested this deep: as deep as in any other pack (`DEPTH_MAX` in `src/corpus/walk.rs`).
const DEPTH_MAX: usize = 16;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=kb");
    match pack() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes both files, or says in one sentence why it cannot.
fn pack() -> Result<(), String> {
    let root = folder("CARGO_MANIFEST_DIR")?.join("kb");
    let out = folder("OUT_DIR")?;
    if !root.join(PACK_FILE).is_file() {
        return Err(format!(
            "the knowledge that kb is built with is missing: `{}` does not exist; build from a whole checkout or package, where `kb/` stands beside `src/`",
            root.join(PACK_FILE).display()
        ));
    }
    let mut paths = Vec::new();
    collect(&root, "", 0, &mut paths)?;
    paths.sort_unstable();
    let blob = Blob::read(&root, &paths)?;
    write(&out.join("builtin.bin"), &blob.bytes)?;
    write(&out.join("builtin.rs"), blob.constants().as_bytes())
}

/// The folder that the environment variable `name` names.
fn folder(name: &str) -> Result<PathBuf, String> {
    env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("{name} is not set: run this through cargo"))
}

/// Adds the path of every entry in and below `root`/`below`, with `/` between its parts.
///
/// Passed over, as in every pack: what is hidden, folders `*.d` (logs that examples name), READMEs, links.
fn collect(root: &Path, below: &str, depth: usize, paths: &mut Vec<String>) -> Result<(), String> {
    let folder = root.join(below);
    let cannot = |error: std::io::Error| format!("cannot read `{}`: {error}", folder.display());
    for item in fs::read_dir(&folder).map_err(cannot)? {
        let item = item.map_err(cannot)?;
        let kind = item.file_type().map_err(cannot)?;
        let name = item
            .file_name()
            .into_string()
            .map_err(|name| format!("the name `{}` in `{}` is not UTF-8", name.to_string_lossy(), folder.display()))?;
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() && !name.ends_with(".d") {
            if depth == DEPTH_MAX {
                return Err(format!("`kb/{path}` is nested too deep"));
            }
            collect(root, &path, depth + 1, paths)?;
        } else if kind.is_file() && name.ends_with(".md") && !name.eq_ignore_ascii_case("README.md") {
            paths.push(path);
        }
    }
    Ok(())
}

/// The files one behind the other, and where each of them lies.
struct Blob {
    bytes: Vec<u8>,
    /// Path, offset, length; `kb.toml` first, then the entries by path.
    directory: Vec<(String, usize, usize)>,
    fingerprint: Fnv128,
}

impl Blob {
    /// Reads `kb.toml` and the entries at `paths` below `root`.
    fn read(root: &Path, paths: &[String]) -> Result<Self, String> {
        let mut blob = Blob { bytes: Vec::new(), directory: Vec::new(), fingerprint: Fnv128::new() };
        blob.add(root, PACK_FILE)?;
        for path in paths {
            blob.add(root, path)?;
        }
        Ok(blob)
    }

    fn add(&mut self, root: &Path, path: &str) -> Result<(), String> {
        let bytes = fs::read(root.join(path)).map_err(|error| format!("cannot read `kb/{path}`: {error}"))?;
        // Lengths first, so that no two packs feed the same bytes.
        self.fingerprint.feed(&(path.len() as u64).to_le_bytes());
        self.fingerprint.feed(path.as_bytes());
        self.fingerprint.feed(&(bytes.len() as u64).to_le_bytes());
        self.fingerprint.feed(&bytes);
        self.directory.push((path.to_owned(), self.bytes.len(), bytes.len()));
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }

    /// The constants that `src/corpus/builtin.rs` includes.
    fn constants(&self) -> String {
        let mut code = String::new();
        let (_, offset, length) = &self.directory[0];
        let _ = writeln!(code, "/// The hash of the pack, 128 bits.");
        let _ = writeln!(code, "pub(super) const FINGERPRINT: u128 = {:#034x};", self.fingerprint.state);
        let _ = writeln!(code, "/// `kb.toml` in the blob: offset and length.");
        let _ = writeln!(code, "const PACK_FILE: (usize, usize) = ({offset}, {length});");
        let _ = writeln!(code, "/// The entries in the blob: path, offset and length, sorted by path.");
        let _ = writeln!(code, "const DIRECTORY: &[(&str, usize, usize)] = &[");
        for (path, offset, length) in &self.directory[1..] {
            let _ = writeln!(code, "    ({path:?}, {offset}, {length}),");
        }
        code.push_str("];\n");
        code
    }
}

/// FNV-1a with 128 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
///
/// It tells one release's knowledge from another's: nobody attacks a build of their own, so that a hash without
/// cryptographic strength is enough here, and it is six lines. Everything read at run time is hashed with BLAKE3.
struct Fnv128 {
    state: u128,
}

impl Fnv128 {
    fn new() -> Self {
        Fnv128 { state: 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d }
    }

    fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.state = (self.state ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("cannot write `{}`: {error}", path.display()))
}
