//! A command that waits for consent: exactly what will run, and what that does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::put;
use super::theme::Theme;
use crate::entry::Effect;
use crate::render::safe;
use crate::tui::prompt::Consent;

/// True if all of the command is in view on such an area: nobody agrees to what they do not see.
#[must_use]
pub fn fits(area: Rect, consent: &Consent) -> bool {
    lines(area.width, consent, Theme { color: false }).len() <= usize::from(area.height)
}

/// Draws the command. What is too wide is wrapped, never cut.
pub fn draw(buffer: &mut Buffer, area: Rect, consent: &Consent, theme: Theme) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let mut lines = lines(area.width, consent, theme);
    let height = usize::from(inner.height);
    if !fits(area, consent) && height > 0 {
        let hidden = lines.len() - (height - 1);
        lines.truncate(height - 1);
        let words = format!("… {hidden} more lines: enlarge the window");
        lines.push(Line::from(Span::styled(words, theme.error())));
    } else {
        lines.push(Line::default());
        lines.push(Line::from(Span::styled("It runs in the normal screen, and kb comes back.", theme.dim())));
    }
    for (row, line) in (0..).zip(&lines) {
        put(buffer, inner, row, line);
    }
}

fn lines<'a>(width: u16, consent: &Consent, theme: Theme) -> Vec<Line<'a>> {
    let (words, style) = match consent.effect {
        Effect::Check => ("This command only reads:", theme.strong()),
        Effect::Change => ("This command changes something:", theme.strong()),
        Effect::Danger => ("This command loses data:", theme.error()),
    };
    let mut lines = vec![Line::from(Span::styled(words, style)), Line::default()];
    let room = usize::from(width).saturating_sub(4).max(1);
    for line in safe::text(&consent.code).lines() {
        let mut rest = line;
        let mut mark = "│ ";
        loop {
            let (now, later) = safe::split_at_width(rest, room);
            // A letter wider than the screen.
            let (now, later) = if now.is_empty() { (rest, "") } else { (now, later) };
            lines.push(Line::from(vec![Span::styled(mark, theme.dim()), Span::raw(now.to_owned())]));
            if later.is_empty() {
                break;
            }
            (rest, mark) = (later, "… ");
        }
    }
    lines
}
