//! A pack: a folder of entries that its `kb.toml` makes one.
//!
//! `kb.toml` may be empty. What it says is read here, in form only; which packs are in force is decided
//! by [`layers`](super::layers), and finding the entries is left to `walk`.
//!
//! A key that packs do not have, or a value of the wrong type, is a diagnostic and has no effect; the entries keep
//! working. Only where it cannot be known what the pack *is* (no TOML, no usable name, a newer format) does the whole
//! pack stay out of force.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::entry::closest::closest;

/// The file that makes a folder a pack.
pub const PACK_FILE: &str = "kb.toml";

/// The format of entries that this version reads; packs say in `entry_format` which one theirs need.
pub const ENTRY_FORMAT: u32 = 1;

/// The largest `kb.toml`: a thousand variables fit in, and a mistaken file is not read for minutes.
pub const PACK_FILE_SIZE_MAX: u64 = 64 << 10;

/// The longest pack name in bytes: it is printed beside every answer of the pack.
pub const PACK_NAME_LEN_MAX: usize = 64;

/// Where a pack comes from; a later one overrides the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Inside the binary.
    BuiltIn,
    /// The user's own folder.
    User,
    /// The project that the user stands in.
    Project,
    /// Named by the user for this run.
    Named,
}

impl Layer {
    /// The word that front ends print.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Layer::BuiltIn => "built-in",
            Layer::User => "user",
            Layer::Project => "project",
            Layer::Named => "named",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What `kb.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackManifest {
    /// The name; a later pack of the same name replaces this one as a whole.
    pub name: Option<String>,
    /// Its version, any text.
    pub version: Option<String>,
    /// Its license, any text.
    pub license: Option<String>,
    /// The entry format it needs; 0 where it does not say.
    pub entry_format: u32,
    /// What `{{name}}` stands for in its entries where nothing was captured.
    pub vars: BTreeMap<String, String>,
    /// Where generated files go, relative to the pack's folder: inside of it or of the folder around it.
    pub index: Option<PathBuf>,
}

/// A pack in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name in answers: the one in `kb.toml`, else the folder's.
    pub name: String,
    /// Where it comes from.
    pub layer: Layer,
    /// What `kb.toml` says.
    pub manifest: PackManifest,
    /// Its folder, absolute and without links; `None` for the built-in one.
    pub root: Option<PathBuf>,
    /// Its folder as shown to the user, with `/` between parts.
    pub shown_root: String,
    /// True for a folder named by the user that has no `kb.toml`.
    pub is_bare: bool,
    /// The layer of the pack of the same name that it replaces as a whole.
    pub replaces: Option<Layer>,
}

impl Pack {
    /// Where generated files go, if the pack says so.
    #[must_use]
    pub fn index_dir(&self) -> Option<PathBuf> {
        let (root, index) = (self.root.as_ref()?, self.manifest.index.as_ref()?);
        match index.strip_prefix("..") {
            Ok(inner) => root.parent().map(|parent| parent.join(inner)),
            Err(_) => Some(root.join(index)),
        }
    }
}

impl PackManifest {
    /// The keys of `kb.toml`.
    pub const KEYS: &'static [&'static str] = &["name", "version", "license", "entry_format", "vars", "index"];

    /// Reads the text of a `kb.toml`; `None` where the pack cannot be in force.
    pub(super) fn read(source: &Arc<SourceFile>) -> (Option<Self>, Vec<Diagnostic>) {
        let table = match DeTable::parse(&source.text) {
            Ok(table) => table,
            Err(error) => {
                let diagnostic = Diagnostic::new(Code::BadPack, source, error.span(), "this is not valid TOML")
                    .label(error.message().to_owned())
                    .help("write `key = \"value\"`, one on each line; the file may also be empty");
                return (None, vec![diagnostic]);
            }
        };
        let mut reader = Reader { source, manifest: PackManifest::default(), diagnostics: Vec::new(), usable: true };
        for (key, value) in table.get_ref() {
            reader.key(key, value);
        }
        (reader.usable.then_some(reader.manifest), reader.diagnostics)
    }
}

/// A manifest in the making.
struct Reader<'a> {
    source: &'a Arc<SourceFile>,
    manifest: PackManifest,
    diagnostics: Vec<Diagnostic>,
    usable: bool,
}

impl Reader<'_> {
    fn key(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        match key.get_ref().as_ref() {
            "name" => self.name(value),
            "version" => self.manifest.version = self.text("version", value),
            "license" => self.manifest.license = self.text("license", value),
            "entry_format" => self.entry_format(value),
            "vars" => self.vars(value),
            "index" => self.index(value),
            unknown => {
                let help = match closest(unknown, PackManifest::KEYS.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("remove it; a pack has the keys {}", PackManifest::KEYS.join(", ")),
                };
                let message = format!("packs have no key `{unknown}`");
                self.diagnostics
                    .push(Diagnostic::new(Code::UnknownKey, self.source, Some(key.span()), message).help(help));
            }
        }
    }

    fn complain(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.source, Some(span), message).help(help));
    }

    /// A complaint that leaves the pack out of force.
    fn refuse(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.usable = false;
        self.complain(Code::BadPack, span, message, help);
    }

    fn text(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.complain(Code::BadValue, value.span(), format!("`{key}` is not a text"), "put it between quotes");
        }
        text.map(str::to_owned)
    }

    fn name(&mut self, value: &Spanned<DeValue<'_>>) {
        let name = value.get_ref().as_str().unwrap_or_default();
        if is_pack_name(name) {
            self.manifest.name = Some(name.to_owned());
        } else {
            let help =
                format!("use 1 to {PACK_NAME_LEN_MAX} letters, digits, `-`, `_` and `.`, a letter or digit first");
            self.refuse(value.span(), "this cannot be the name of a pack", help);
        }
    }

    fn entry_format(&mut self, value: &Spanned<DeValue<'_>>) {
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok());
        match number {
            Some(format @ 1..=ENTRY_FORMAT) => self.manifest.entry_format = format,
            Some(format) if format > ENTRY_FORMAT => self.refuse(
                value.span(),
                format!(
                    "the pack needs a newer kb: its entries have format {format}, this kb reads up to {ENTRY_FORMAT}"
                ),
                "update kb, or use an older version of the pack",
            ),
            _ => self.refuse(
                value.span(),
                "`entry_format` is not a format number",
                format!("write `entry_format = {ENTRY_FORMAT}`"),
            ),
        }
    }

    fn vars(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.complain(
                Code::BadValue,
                value.span(),
                "`vars` is not a table",
                "write `[vars]` and below it `name = \"value\"`",
            );
        };
        for (name, value) in table {
            if !is_var_name(name.get_ref()) {
                let message = format!("`{}` cannot be the name of a variable", name.get_ref());
                self.complain(Code::BadValue, name.span(), message, "use letters, digits and `_`, a letter first");
            } else if let Some(text) = self.text(name.get_ref(), value) {
                self.manifest.vars.insert(name.get_ref().to_string(), text);
            }
        }
    }

    fn index(&mut self, value: &Spanned<DeValue<'_>>) {
        let path = Path::new(value.get_ref().as_str().unwrap_or_default());
        if is_index_path(path) {
            self.manifest.index = Some(path.to_owned());
        } else {
            let help = "name a folder in the pack or beside it: `index = \"../index\"`";
            self.complain(Code::BadValue, value.span(), "generated files cannot go there", help);
        }
    }
}

/// True if `name` can be shown beside answers and compared by eye.
fn is_pack_name(name: &str) -> bool {
    name.len() <= PACK_NAME_LEN_MAX
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// True if `{{name}}` can name it.
fn is_var_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// True if `path` leads into the pack or into a folder beside it: a pack from elsewhere must not be able to have
/// files written all over the disk.
fn is_index_path(path: &Path) -> bool {
    let inner = path.strip_prefix("..").unwrap_or(path);
    inner.components().next().is_some() && inner.components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<PackManifest>, Vec<Diagnostic>) {
        PackManifest::read(&Arc::new(SourceFile { path: "kb/kb.toml".into(), text: text.into() }))
    }

    #[test]
    fn an_empty_file_makes_a_pack() {
        assert_eq!(read(""), (Some(PackManifest::default()), vec![]));
    }

    #[test]
    fn all_keys_are_read() {
        let (manifest, diagnostics) = read(
            "name = 'team'\nversion = '2'\nlicense = 'MIT'\nentry_format = 1\nindex = '../index'\n[vars]\ndb = 'app db'\n",
        );
        assert_eq!(diagnostics, vec![]);
        let manifest = manifest.unwrap();
        assert_eq!((manifest.name.as_deref(), manifest.version.as_deref()), (Some("team"), Some("2")));
        assert_eq!((manifest.license.as_deref(), manifest.entry_format), (Some("MIT"), 1));
        assert_eq!(manifest.index.as_deref(), Some(Path::new("../index")));
        assert_eq!(manifest.vars["db"], "app db");
    }

    #[test]
    fn each_fault_has_its_code_and_only_some_take_the_pack_out_of_force() {
        let cases = [
            ("licence = 'MIT'", Code::UnknownKey, true),
            ("zzz = 1", Code::UnknownKey, true),
            ("version = 2", Code::BadValue, true),
            ("vars = 'x'", Code::BadValue, true),
            ("[vars]\n'a b' = 'x'", Code::BadValue, true),
            ("[vars]\na = 1", Code::BadValue, true),
            ("index = '/etc'", Code::BadValue, true),
            ("index = '../../x'", Code::BadValue, true),
            ("index = 'a/../../x'", Code::BadValue, true),
            ("index = '..'", Code::BadValue, true),
            ("index = ''", Code::BadValue, true),
            ("entry_format = 2", Code::BadPack, false),
            ("entry_format = 0", Code::BadPack, false),
            ("entry_format = '1'", Code::BadPack, false),
            ("name = 'a b'", Code::BadPack, false),
            ("name = ''", Code::BadPack, false),
            ("name = 1", Code::BadPack, false),
            ("name =", Code::BadPack, false),
        ];
        for (text, code, in_force) in cases {
            let (manifest, diagnostics) = read(text);
            assert_eq!(diagnostics.len(), 1, "{text}: {diagnostics:?}");
            assert_eq!((diagnostics[0].code, manifest.is_some()), (code, in_force), "{text}");
            assert!(diagnostics[0].help.is_some(), "{text}");
        }
    }

    #[test]
    fn a_mistyped_key_gets_the_right_one_named() {
        assert_eq!(read("licence = 'MIT'").1[0].help.as_deref(), Some("did you mean `license`?"));
    }

    #[test]
    fn a_newer_pack_says_so() {
        assert!(read("entry_format = 7").1[0].message.contains("needs a newer kb"));
    }
}
