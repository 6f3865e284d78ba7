//! The last line: where the keys go, what they do, or what has just happened.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::header::visible;
use super::theme::Theme;
use super::{put, words};
use crate::render::safe;
use crate::tui::keymap::{Action, Mode, Row};
use crate::tui::layout::Areas;
use crate::tui::model::{Model, Shown};
use crate::tui::prompt::{Prompt, Question};

/// Draws the line.
pub fn draw(buffer: &mut Buffer, model: &Model, areas: &Areas, theme: Theme) {
    let area = areas.status;
    let width = usize::from(area.width);
    if let Some(prompt) = &model.prompt {
        question(buffer, model, prompt, areas, theme);
        return;
    }
    if let Some(note) = &model.note {
        let style = if note.is_error { theme.error() } else { theme.strong() };
        let mark = if note.is_error { " ! " } else { " · " };
        let text = safe::fit(&safe::line(&note.text), width.saturating_sub(4), false);
        put(buffer, area, 0, &Line::from(vec![Span::styled(mark, style), words(&text, style)]));
        return;
    }
    let mode = match model.mode() {
        Mode::Input => "search",
        Mode::List => "results",
        Mode::Pane if model.shows_log() => "log",
        Mode::Pane if model.shown == Shown::Why => "why",
        Mode::Pane if model.shown == Shown::Problems => "problems",
        Mode::Pane => "entry",
        Mode::Help => "help",
        Mode::Prompt => "question",
    };
    let mut spans = vec![Span::styled(format!(" {mode}"), theme.accent())];
    let mut taken = mode.len() + 1;
    if let Some(busy) = busy(model) {
        taken += busy.len() + 3;
        spans.push(Span::raw(format!(" · {busy}")));
    }
    // The last hints are the ones to keep: they lead to all others.
    let mut hints = hints(model);
    if !model.visits.is_empty() {
        let at = hints.len().saturating_sub(2);
        hints.insert(at, (model.keymap.key_of(Action::Return), "back"));
    }
    let fits = |hints: &[(String, &str)]| {
        taken + hints.iter().map(|(key, word)| 3 + safe::width(key) + 1 + word.len()).sum::<usize>() < width
    };
    let first = (0..=hints.len()).find(|first| fits(&hints[*first..])).unwrap_or(hints.len());
    for (key, word) in &hints[first..] {
        spans.push(Span::styled(" · ", theme.dim()));
        spans.push(Span::raw(key.clone()));
        spans.push(Span::styled(format!(" {word}"), theme.dim()));
    }
    put(buffer, area, 0, &Line::from(spans));
}

/// The words of a question, as far as the line has room for them and an answer.
fn asked(prompt: &Prompt, areas: &Areas) -> String {
    safe::fit(&format!(" {} ", safe::line(&prompt.words())), usize::from(areas.status.width) * 2 / 3, false)
}

/// Draws the question, above it what is to be known about it.
fn question(buffer: &mut Buffer, model: &Model, prompt: &Prompt, areas: &Areas, theme: Theme) {
    let asked = asked(prompt, areas);
    let room = usize::from(areas.status.width).saturating_sub(safe::width(&asked) + 1);
    let (answer, _) = visible(&prompt.answer, room);
    let answer_width = safe::width(&answer);
    let mut spans = vec![Span::styled(asked, theme.accent()), Span::raw(answer)];
    let hint = safe::line(&prompt.hint());
    if answer_width + safe::width(&hint) + 3 < room {
        spans.push(Span::styled(format!("   {hint}"), theme.dim()));
    }
    put(buffer, areas.status, 0, &Line::from(spans));
    if areas.body.height < 2 {
        return;
    }
    let above = Rect { y: areas.body.y + areas.body.height - 1, height: 1, ..areas.body };
    let words_above = match (&prompt.question, &model.note) {
        (_, Some(note)) => Some((format!(" ! {}", note.text), theme.error())),
        (Question::CopyToOwn { id, folder, .. }, None) => {
            let words = format!(" Built in. A copy of your own answers in its place: {}/{id}.md", folder.display());
            Some((words, theme.strong()))
        }
        (Question::NewEntry { folder }, None) => {
            let words =
                format!(" Secrets and addresses of the log are masked. It is written below {}", folder.display());
            Some((words, theme.strong()))
        }
        _ => None,
    };
    if let Some((words, style)) = words_above {
        buffer.set_style(above, ratatui::style::Style::reset());
        put(buffer, above, 0, &Line::from(" ".repeat(usize::from(above.width))));
        put(buffer, above, 0, &Line::from(super::words(&words, style)));
    }
}

/// Where the cursor stands in the answer to a question.
#[must_use]
pub fn cursor(prompt: &Prompt, areas: &Areas) -> Position {
    let asked = safe::width(&asked(prompt, areas));
    let room = usize::from(areas.status.width).saturating_sub(asked + 1);
    let last = areas.status.width.saturating_sub(1);
    let columns = asked + visible(&prompt.answer, room).1;
    Position { x: u16::try_from(columns).unwrap_or(last).min(last), y: areas.status.y }
}

/// What is going on.
fn busy(model: &Model) -> Option<String> {
    if model.is_reading && !model.has_whole_log {
        return Some(format!("reading, {} so far", size(model.reading)));
    }
    let total = model.input.as_ref().map_or(0, |input| input.log.raw().len());
    match model.requests.matching {
        Some(_) => {
            Some(format!("reading the log, {} %", (model.progress * 100).checked_div(total).unwrap_or(0).min(100)))
        }
        // The first time the upper band says it.
        None if model.is_opening && model.entry_count > 0 => Some("opening the entries".to_owned()),
        None if model.requests.search.is_some() => Some("searching".to_owned()),
        None if model.requests.why.is_some() => Some("explaining".to_owned()),
        None if model.requests.check.is_some() => Some("checking the entry".to_owned()),
        None => None,
    }
}

/// `1.4 MB`
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// What is worth pressing here, the most important last.
fn hints(model: &Model) -> Vec<(String, &'static str)> {
    let (keymap, mode) = (&model.keymap, model.mode());
    let hint = |row: &Row, word: &'static str| {
        let key = row.keys.iter().find(|key| row.answers(mode, **key))?;
        let is_range = row.binding.action == Action::CopyNumbered;
        Some((if is_range { row.label() } else { key.to_string() }, word))
    };
    if mode == Mode::Input {
        let wanted = [(Action::Open, "results"), (Action::Cancel, "leave"), (Action::Help, "keys")];
        let of = |action: Action| keymap.rows().iter().find(|row| row.binding.action == action);
        return wanted.iter().filter_map(|(action, word)| hint(of(*action)?, word)).collect();
    }
    let helps = |row: &&Row| !row.binding.hint.is_empty() && has_use(model, row.binding.action);
    let mut rows: Vec<&Row> = keymap.rows().iter().filter(helps).collect();
    rows.sort_by_key(|row| HINTS_LEAST_FIRST.iter().position(|action| *action == row.binding.action));
    rows.into_iter().filter_map(|row| hint(row, row.binding.hint)).collect()
}

/// True if there is something that the action could be about.
fn has_use(model: &Model, action: Action) -> bool {
    match action {
        Action::CopyNumbered | Action::Run | Action::Print => !model.document.blocks.is_empty(),
        Action::Log => model.input.is_some() && model.browse.is_none(),
        Action::Why => model.input.is_some() && model.pane_id().is_some(),
        Action::NewEntry => model.input.is_some() && model.place_new.is_some(),
        Action::Edit => model.loaded.is_some(),
        _ => true,
    }
}

/// What a narrow screen gives up first.
const HINTS_LEAST_FIRST: &[Action] = &[
    Action::NewEntry,
    Action::Why,
    Action::Print,
    Action::Edit,
    Action::Run,
    Action::Log,
    Action::Search,
    Action::Open,
    Action::CopyNumbered,
    Action::Quit,
    Action::Help,
];
