//! The size of the screen → where things go. Pure arithmetic, used by `update` (how far one can scroll) and the views.

use ratatui::layout::Rect;

/// Narrower or lower than this nothing can be shown but a sentence.
pub const SIZE_MIN: (u16, u16) = (20, 5);

/// From this width on the entry stands beside the list.
pub const WIDE_COLUMNS_MIN: u16 = 100;

/// Below this width, or below [`STACKED_LINES_MIN`], only the list is shown.
pub const STACKED_COLUMNS_MIN: u16 = 60;

/// See [`STACKED_COLUMNS_MIN`].
pub const STACKED_LINES_MIN: u16 = 16;

/// Results shown above the entry.
const STACKED_RESULTS_MAX: u16 = 8;

/// Columns of the list beside an entry: an id and a sentence in pieces, but the entry is what is read.
const LIST_COLUMNS: std::ops::RangeInclusive<u16> = 38..=52;

/// Columns of an entry beyond which more do not help reading: on a wider screen the list gets the rest, so that its titles
/// stand whole.
const PANE_COLUMNS: u16 = 110;

/// Columns beyond which the list holds nothing but blanks: longer titles are cut.
const LIST_COLUMNS_MAX: u16 = 90;

/// What fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing but a sentence.
    TooSmall,
    /// The list, or the entry, over everything.
    Single,
    /// The list above the entry.
    Stacked,
    /// The list beside the entry.
    Wide,
}

/// Where things go. Empty areas are not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// What fits.
    pub shape: Shape,
    /// Name, input and corpus.
    pub title: Rect,
    /// The search box.
    pub query: Rect,
    /// The hairline below it.
    pub top_rule: Rect,
    /// The list of results.
    pub list: Rect,
    /// The hairline between list and entry.
    pub divider: Rect,
    /// The entry or the log, also the screen of an empty state and the help.
    pub pane: Rect,
    /// Everything between the hairlines.
    pub body: Rect,
    /// The last line.
    pub status: Rect,
}

impl Areas {
    /// Where things go on a screen of `width` columns and `height` lines that shows `results` results. `is_full`: the
    /// pane has the whole body.
    #[must_use]
    pub fn of(width: u16, height: u16, results: usize, is_full: bool) -> Areas {
        let line = |y: u16| Rect { x: 0, y, width, height: 1 };
        let nothing = Rect::ZERO;
        if width < SIZE_MIN.0 || height < SIZE_MIN.1 {
            let all = Rect { x: 0, y: 0, width, height };
            let shape = Shape::TooSmall;
            let (title, query, top_rule, list, divider) = (nothing, nothing, nothing, nothing, nothing);
            return Areas { shape, title, query, top_rule, list, divider, pane: nothing, body: all, status: nothing };
        }
        let is_low = height < STACKED_LINES_MIN;
        let shape = match width {
            _ if is_low => Shape::Single,
            WIDE_COLUMNS_MIN.. => Shape::Wide,
            STACKED_COLUMNS_MIN.. => Shape::Stacked,
            _ => Shape::Single,
        };
        // On a low screen every line counts: neither name nor hairlines.
        let (title, query, top_rule, top) =
            if is_low { (nothing, line(0), nothing, 1) } else { (line(0), line(1), line(2), 3) };
        let body = Rect { x: 0, y: top, width, height: height - top - 1 };
        let (list, divider, pane) = if is_full { (nothing, nothing, body) } else { split(shape, body, results) };
        Areas { shape, title, query, top_rule, list, divider, pane, body, status: line(height - 1) }
    }

    /// Lines that one result takes in the list.
    #[must_use]
    pub fn lines_per_result(&self) -> usize {
        match self.shape {
            Shape::Wide => 3,
            Shape::Stacked => 1,
            Shape::Single | Shape::TooSmall => 2,
        }
    }

    /// Columns of text in the pane: one is left free on each side.
    #[must_use]
    pub fn pane_columns(&self) -> usize {
        usize::from(self.pane.width).saturating_sub(2)
    }
}

fn split(shape: Shape, body: Rect, results: usize) -> (Rect, Rect, Rect) {
    match shape {
        Shape::Wide => {
            let left = (body.width * 2 / 5).clamp(*LIST_COLUMNS.start(), *LIST_COLUMNS.end());
            let left = left.max(body.width.saturating_sub(PANE_COLUMNS + 1).min(LIST_COLUMNS_MAX));
            let list = Rect { width: left, ..body };
            let divider = Rect { x: left, width: 1, ..body };
            let pane = Rect { x: left + 1, width: body.width - left - 1, ..body };
            (list, divider, pane)
        }
        Shape::Stacked => {
            // One line more says what is listed.
            let wanted = u16::try_from(results).unwrap_or(u16::MAX).clamp(1, STACKED_RESULTS_MAX) + 1;
            let above = wanted.min(body.height / 2);
            let list = Rect { height: above, ..body };
            let divider = Rect { y: body.y + above, height: 1, ..body };
            let pane = Rect { y: body.y + above + 1, height: body.height - above - 1, ..body };
            (list, divider, pane)
        }
        Shape::Single | Shape::TooSmall => (body, Rect::ZERO, Rect::ZERO),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_stay_on_the_screen_and_apart_at_every_size() {
        for width in 1..=220 {
            for height in 1..=60 {
                for (results, is_full) in [(0, false), (3, false), (50, false), (3, true)] {
                    let areas = Areas::of(width, height, results, is_full);
                    let screen = Rect { x: 0, y: 0, width, height };
                    let all =
                        [areas.title, areas.query, areas.top_rule, areas.list, areas.divider, areas.pane, areas.status];
                    for (at, area) in all.iter().enumerate().filter(|(_, area)| !area.is_empty()) {
                        assert_eq!(area.intersection(screen), *area, "{width}x{height}");
                        let overlaps = |other: &Rect| !other.is_empty() && area.intersects(*other);
                        assert!(!all[at + 1..].iter().any(overlaps), "{width}x{height} {areas:?}");
                    }
                }
            }
        }
    }
}
