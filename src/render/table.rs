//! Tables: columns where they fit, wrapped cells where they nearly do, and records where they do not.

use super::inline::{Token, extent, wrap};
use super::safe;
use super::{Style, StyledSpan};
use crate::entry::markdown::Alignment;

/// Blanks between columns.
const GAP: usize = 2;

/// A column narrower than this is a column of letters.
const COLUMN_MIN: usize = 8;

/// A table whose cells are tokens: the heading row first.
pub(super) struct Cells {
    pub(super) alignments: Vec<Alignment>,
    pub(super) rows: Vec<Vec<Vec<Token>>>,
}

/// The lines of a table in `width` columns. `rule` draws the line below the heads.
pub(super) fn lines(cells: &Cells, width: usize, rule: char) -> Vec<Vec<StyledSpan>> {
    let count = cells.rows.iter().map(Vec::len).max().unwrap_or(0);
    if count == 0 {
        return Vec::new();
    }
    match widths(cells, count, width) {
        Some(widths) => columns(cells, &widths, rule),
        None => records(cells, width),
    }
}

/// The width of each column, or `None` if they do not fit side by side.
fn widths(cells: &Cells, count: usize, width: usize) -> Option<Vec<usize>> {
    let mut widths = vec![1; count];
    let mut least = vec![1; count];
    for (at, cell) in cells.rows.iter().flat_map(|row| row.iter().enumerate()) {
        let (line, word) = extent(cell);
        widths[at] = widths[at].max(line);
        least[at] = least[at].max(word.min(COLUMN_MIN * 2));
    }
    let gaps = GAP * (count - 1);
    let room = width.checked_sub(gaps)?;
    let least: Vec<usize> =
        least.iter().zip(&widths).map(|(least, width)| (*least).max(COLUMN_MIN.min(*width))).collect();
    if least.iter().sum::<usize>() > room {
        return None;
    }
    // Take from the widest until it fits.
    while widths.iter().sum::<usize>() > room {
        let widest = (0..count).filter(|at| widths[*at] > least[*at]).max_by_key(|at| (widths[*at], count - at))?;
        let second = (0..count).filter(|at| *at != widest).map(|at| widths[at]).max().unwrap_or(0);
        let excess = widths.iter().sum::<usize>() - room;
        let step = widths[widest].saturating_sub(second.max(least[widest])).clamp(1, excess);
        widths[widest] -= step;
    }
    Some(widths)
}

fn columns(cells: &Cells, widths: &[usize], rule: char) -> Vec<Vec<StyledSpan>> {
    let mut lines = Vec::new();
    for (number, row) in cells.rows.iter().enumerate() {
        let wrapped: Vec<Vec<Vec<StyledSpan>>> = widths
            .iter()
            .enumerate()
            .map(|(at, width)| row.get(at).map_or_else(Vec::new, |cell| wrap(cell, *width)))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for level in 0..height {
            let mut line = Vec::new();
            let mut pending = 0;
            for (at, width) in widths.iter().enumerate() {
                let cell = wrapped[at].get(level).cloned().unwrap_or_default();
                let free = width - cell.iter().map(|span| safe::width(&span.text)).sum::<usize>().min(*width);
                let left = match cells.alignments.get(at) {
                    Some(Alignment::Right) => free,
                    Some(Alignment::Center) => free / 2,
                    _ => 0,
                };
                pending += left;
                if !cell.is_empty() {
                    if pending > 0 {
                        line.push(StyledSpan::new(" ".repeat(pending), Style::Plain));
                    }
                    line.extend(cell);
                    pending = 0;
                }
                pending += free - left + GAP;
            }
            lines.push(line);
        }
        if number == 0 {
            let total = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
            lines.push(vec![StyledSpan::new(rule.to_string().repeat(total), Style::Dim)]);
        }
    }
    lines
}

/// Each row as lines `head: cell`, with a blank line between rows.
fn records(cells: &Cells, width: usize) -> Vec<Vec<StyledSpan>> {
    let Some((heads, rows)) = cells.rows.split_first() else { return Vec::new() };
    if rows.is_empty() {
        return heads.iter().flat_map(|head| wrap(head, width)).collect();
    }
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            lines.push(Vec::new());
        }
        for (at, cell) in row.iter().enumerate() {
            let mut tokens = heads.get(at).cloned().unwrap_or_default();
            if !tokens.is_empty() {
                tokens.push(Token::Piece(StyledSpan::new(":", Style::Strong)));
                tokens.push(Token::Blank(Style::Plain));
            }
            tokens.extend(cell.iter().cloned());
            lines.extend(wrap(&tokens, width));
        }
    }
    lines
}
