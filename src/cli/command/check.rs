//! `kb check`: the rules over the corpus in force, for the paths asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::{self, AskSearch, CheckInput, CheckOutcome, CheckedEntry, PackFacts, PackFolders};
use crate::cli::args::{CheckArgs, CheckFormat};
use crate::cli::failure::{Failure, Status};
use crate::cli::print::text::counted;
use crate::cli::{Context, diagnostics, environment, print};
use crate::corpus::{Corpus, Layer};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::entry::{Entry, EntryId};
use crate::error::{Error, ErrorKind};
use crate::index::Query;
use crate::knowledge_base::KnowledgeBase;
use crate::render::safe;

/// Runs `kb check`.
///
/// # Errors
/// If a path is not part of a pack in force, or the findings cannot be written.
pub fn run(args: &CheckArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    if let Some(code) = &args.explain {
        return explain(code, context);
    }
    let kb = open_with_paths(args, context)?;
    let corpus = kb.corpus();
    let wanted = Wanted::of(&kb, &corpus, &args.paths)?;
    if args.provenance {
        return provenance(&corpus, &wanted, context);
    }
    let outcome = check_wanted(&kb, &corpus, &wanted)?;
    report(args, outcome, context)
}

/// A path below no pack in force is a pack of its own, as with `--kb`.
fn open_with_paths(args: &CheckArgs, context: &Context<'_>) -> Result<KnowledgeBase, Failure> {
    let mut config = environment::open_config(context.global);
    config.layers.through_seals = true;
    let kb = KnowledgeBase::open(&config)?;
    let roots: Vec<PathBuf> = kb.sources().packs().iter().filter_map(|pack| pack.root.clone()).collect();
    let foreign: Vec<PathBuf> = args
        .paths
        .iter()
        .filter_map(|path| path.canonicalize().ok())
        .filter(|path| path.is_dir() && !roots.iter().any(|root| path.starts_with(root)))
        .collect();
    if foreign.is_empty() {
        return Ok(kb);
    }
    config.layers.kb_dirs.extend(foreign);
    Ok(KnowledgeBase::open(&config)?)
}

/// Which entries are reported on.
struct Wanted {
    ordinals: Vec<bool>,
    /// Paths as shown, of files that could not be read as entries.
    paths: Vec<String>,
    everything: bool,
}

impl Wanted {
    /// The entries below `paths`; without paths those of the project and of folders named by the user, else all.
    fn of(kb: &KnowledgeBase, corpus: &Corpus, paths: &[PathBuf]) -> Result<Self, Failure> {
        let sources = kb.sources().sources();
        let mut ordinals = vec![false; sources.len()];
        if paths.is_empty() {
            let own = |layer: Layer| !matches!(layer, Layer::BuiltIn | Layer::User);
            let has_own = corpus.packs.iter().any(|pack| own(pack.layer));
            for (ordinal, source) in sources.iter().enumerate() {
                ordinals[ordinal] = !has_own || own(corpus.packs[source.pack].layer);
            }
            return Ok(Wanted { ordinals, paths: Vec::new(), everything: true });
        }
        let mut shown = Vec::new();
        for path in paths {
            let found = Self::mark(kb, path, &mut ordinals);
            let named = path.display().to_string();
            let complained = corpus.diagnostics.iter().any(|it| Path::new(&it.source.path).ends_with(path));
            if !found && !complained {
                return Err(Error::new(ErrorKind::NotFound, format!("`{named}` is no entry and no folder of entries"))
                    .hint("name a file `area/slug.md` of a pack, its id, or a folder with `kb.toml`")
                    .into());
            }
            shown.push(named);
        }
        Ok(Wanted { ordinals, paths: shown, everything: false })
    }

    /// Marks the entries at or below `path`, which may also be an id.
    fn mark(kb: &KnowledgeBase, path: &Path, ordinals: &mut [bool]) -> bool {
        let by_id = path.to_str().and_then(EntryId::new).and_then(|id| kb.sources().find(&id));
        if let Some(ordinal) = by_id {
            ordinals[ordinal] = true;
            return true;
        }
        let Ok(full) = path.canonicalize() else { return false };
        let mut found = false;
        for (ordinal, source) in kb.sources().sources().iter().enumerate() {
            let is_below =
                source.file().and_then(|file| file.canonicalize().ok()).is_some_and(|file| file.starts_with(&full));
            ordinals[ordinal] |= is_below;
            found |= is_below;
        }
        found
    }

    fn wants_path(&self, path: &str) -> bool {
        self.everything
            || self.paths.iter().any(|wanted| Path::new(path).starts_with(wanted) || Path::new(path).ends_with(wanted))
    }
}

fn check_wanted(kb: &KnowledgeBase, corpus: &Corpus, wanted: &Wanted) -> Result<CheckOutcome, Failure> {
    let reported = |ordinal: usize| wanted.ordinals.get(ordinal).copied().unwrap_or(false);
    let entries = corpus
        .entries
        .iter()
        .map(|it| CheckedEntry {
            entry: Arc::clone(&it.entry),
            pack: it.pack,
            vars: kb.sources().vars(it.ordinal).into_keys().collect(),
            is_reported: reported(it.ordinal),
        })
        .collect();
    let is_read = |id: &EntryId| corpus.find(id).is_some();
    let unreadable = kb.sources().sources().iter().map(|source| source.id.clone()).filter(|id| !is_read(id)).collect();
    let packs = corpus.packs.iter().map(|pack| PackFacts { name: pack.name.clone() }).collect();
    let is_wanted = |diagnostic: &&Diagnostic| {
        let of_entry = corpus.entries.iter().find(|it| Arc::ptr_eq(&it.entry.source, &diagnostic.source));
        of_entry.map_or_else(|| wanted.wants_path(&diagnostic.source.path), |it| reported(it.ordinal))
    };
    let diagnostics = corpus.diagnostics.iter().filter(is_wanted).cloned().collect();
    let folders = PackFolders(corpus.packs.iter().map(|pack| pack.root.clone()).collect());
    let search = Search(kb);
    Ok(check::check(CheckInput { entries, unreadable, packs, diagnostics, files: &folders, search: Some(&search) })?)
}

/// The text index, as the rule for `ask` phrases needs it.
struct Search<'a>(&'a KnowledgeBase);

impl AskSearch for Search<'_> {
    fn first(&self, phrase: &str, limit: usize) -> Vec<EntryId> {
        let found = self.0.search_ids(&Query::plain(phrase), limit);
        found.unwrap_or_default()
    }
}

fn report(args: &CheckArgs, outcome: CheckOutcome, context: &mut Context<'_>) -> Result<Status, Failure> {
    let fails = |diagnostic: &Diagnostic| {
        diagnostic.level == Level::Error || (args.strict && diagnostic.level == Level::Warning)
    };
    let count = |level: Level| outcome.diagnostics.iter().filter(|it| it.level == level).count();
    let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Note));
    context.decided = if outcome.diagnostics.iter().any(fails) { Status::Nothing } else { Status::Done };
    let shown: Vec<Diagnostic> =
        outcome.diagnostics.iter().filter(|it| args.notes || it.level != Level::Note).cloned().collect();
    match args.format {
        CheckFormat::Json => writeln!(context.out, "{}", diagnostics::json(&shown))?,
        CheckFormat::Github => write!(context.out, "{}", diagnostics::github(&shown))?,
        CheckFormat::Text => {
            let words = diagnostics::text(&shown, context.color);
            if !words.is_empty() {
                writeln!(context.out, "{}", words.trim_end())?;
                writeln!(context.out)?;
            }
            let counts = outcome.counts;
            let hidden = if notes > 0 && !args.notes {
                format!(", {} (--notes)", counted(notes, "note"))
            } else {
                format!(", {}", counted(notes, "note"))
            };
            writeln!(
                context.out,
                "{} entries, {} signatures, {} examples, {} counterexamples, {} ask phrases: {}, {}{hidden}",
                counts.entries,
                counts.signatures,
                counts.examples,
                counts.counterexamples,
                counts.asks,
                counted(errors, "error"),
                counted(warnings, "warning"),
            )?;
        }
    }
    Ok(context.decided)
}

/// Per entry how its examples were obtained.
fn provenance(corpus: &Corpus, wanted: &Wanted, context: &mut Context<'_>) -> Result<Status, Failure> {
    let entries: Vec<Arc<Entry>> = corpus
        .entries
        .iter()
        .filter(|it| wanted.ordinals.get(it.ordinal).copied().unwrap_or(false))
        .map(|it| Arc::clone(&it.entry))
        .collect();
    let rows = check::provenance(&entries);
    let width = rows.iter().map(|row| row.id.as_str().len()).max().unwrap_or(0);
    writeln!(
        context.out,
        "{:width$}  {:9}  examples  counterexamples  reproduced  quoted  guide  unknown",
        "entry", "kind"
    )?;
    for row in &rows {
        writeln!(
            context.out,
            "{:width$}  {:9}  {:>8}  {:>15}  {:>10}  {:>6}  {:>5}  {:>7}",
            row.id.as_str(),
            row.kind.word(),
            row.examples,
            row.counterexamples,
            row.reproduced,
            row.quoted,
            row.guide,
            row.unknown
        )?;
    }
    let problems: Vec<_> =
        rows.iter().filter(|row| row.kind == crate::entry::EntryKind::Problem && row.examples > 0).collect();
    let reproduced = problems.iter().filter(|row| row.reproduced > 0).count();
    writeln!(context.out, "{reproduced} of {} problems with examples have reproduced ones", problems.len())?;
    let logs: usize = problems.iter().map(|row| row.examples + row.counterexamples).sum();
    let reproduced: usize = problems.iter().map(|row| row.reproduced).sum();
    let share = (reproduced * 100).checked_div(logs).unwrap_or(0);
    writeln!(context.out, "{reproduced} of their {logs} examples and counterexamples are reproduced: {share} %")?;
    Ok(Status::Done)
}

fn explain(code: &str, context: &mut Context<'_>) -> Result<Status, Failure> {
    let known = Code::ALL.iter().find(|known| known.id().eq_ignore_ascii_case(code));
    let Some(code) = known else {
        return Err(Error::new(ErrorKind::NotFound, format!("there is no code `{}`", safe::line(code)))
            .hint(format!("codes run from {} to {}", Code::ALL[0], Code::ALL[Code::ALL.len() - 1]))
            .into());
    };
    let style =
        print::Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() };
    writeln!(context.out, "{} ({})\n{}", style.strong(code.id()), code.level().word(), code.explanation().trim())?;
    Ok(Status::Done)
}
