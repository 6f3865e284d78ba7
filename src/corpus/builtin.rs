//! The knowledge inside the binary: a sealed pack, known by its hash and never looked for on disk.
//!
//! `build.rs` writes the bytes and the constants included here from the `kb/` folder of this repository.

use std::sync::Arc;

use super::pack::{Layer, Pack, PackManifest};
use crate::diagnostic::{Diagnostic, SourceFile};

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The files of the pack, one behind the other.
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/builtin.bin"));

/// The folder as shown to the user: where the entries stand in the repository.
const SHOWN_ROOT: &str = "kb";

/// The name of the pack in answers.
pub const BUILTIN: &str = "builtin";

/// The pack; `None`, with the reasons, if its `kb.toml` is not in order.
pub(super) fn pack() -> (Option<Pack>, Vec<Diagnostic>) {
    let (offset, length) = PACK_FILE;
    let text = String::from_utf8_lossy(slice(offset, length)).into_owned();
    let source = Arc::new(SourceFile { path: format!("{SHOWN_ROOT}/{}", super::pack::PACK_FILE), text });
    let (manifest, diagnostics) = PackManifest::read(&source);
    let pack = manifest.map(|manifest| Pack {
        name: manifest.name.clone().unwrap_or_else(|| BUILTIN.to_owned()),
        layer: Layer::BuiltIn,
        manifest,
        root: None,
        shown_root: SHOWN_ROOT.to_owned(),
        is_bare: false,
        replaces: None,
    });
    (pack, diagnostics)
}

/// Path under the pack's folder and bytes of every entry, sorted by path.
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    DIRECTORY.iter().map(|(path, offset, length)| (*path, slice(*offset, *length)))
}

fn slice(offset: usize, length: usize) -> &'static [u8] {
    BLOB.get(offset..offset + length).expect("build.rs writes the directory and the blob together")
}
