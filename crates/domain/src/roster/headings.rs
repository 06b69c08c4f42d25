//! The headings that stand in one row, or in two with a parent heading over its children.

use super::{
    grid::{Cell, Grid, GridRow},
    heading::{Meaning, meaning},
};
use crate::text;

/// Sheets with more columns than this are read up to here.
const COLUMNS_MAX: usize = 512;

/// The heading of one column.
pub(super) struct Heading {
    /// The column, from 0.
    pub index: u16,
    /// What stands above, where it spans several columns; else empty.
    pub parent: String,
    /// What stands over the column itself.
    pub leaf: String,
}

impl Heading {
    /// As people read it.
    pub fn shown(&self) -> String {
        match (self.parent.as_str(), self.leaf.as_str()) {
            ("", leaf) => leaf.to_owned(),
            (parent, leaf) => format!("{parent} / {leaf}"),
        }
    }
}

/// The headings of a possible header.
pub(super) struct Headings {
    /// First and last row, as the spreadsheet shows them.
    pub rows: (u32, u32),
    /// Where the first row below them stands in the grid.
    pub below: usize,
    /// From left to right.
    pub all: Vec<Heading>,
}

/// The headings of the rows from `at` on; `None` where the row cannot be a header.
pub(super) fn headings_at(grid: &Grid, at: usize) -> Option<Headings> {
    let upper = &grid.rows[at];
    if !upper.filled().take(COLUMNS_MAX).any(|(_, cell)| names_a_field(cell)) {
        return None;
    }
    let lower = grid
        .rows
        .get(at + 1)
        .filter(|row| row.number == upper.number + 1 && is_lower_half(grid, upper, row));
    let all = match lower {
        None => upper
            .filled()
            .take(COLUMNS_MAX)
            .map(|(index, cell)| Heading {
                index,
                parent: String::new(),
                leaf: text::clean(&cell.shown()),
            })
            .collect(),
        Some(lower) => two_rows(grid, upper, lower),
    };
    let last = lower.map_or(upper.number, |row| row.number);
    Some(Headings {
        rows: (upper.number, last),
        below: at + 1 + usize::from(lower.is_some()),
        all,
    })
}

fn names_a_field(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.len() <= 200 && matches!(meaning("", text), Meaning::Field(..) | Meaning::OtherPerson))
}

/// Whether `lower` is the second row of the header that starts in `upper`.
fn is_lower_half(grid: &Grid, upper: &GridRow, lower: &GridRow) -> bool {
    let only_words = lower.filled().all(|(_, cell)| {
        matches!(cell, Cell::Text(text) if text.len() <= 80 && !text.starts_with(|c: char| c.is_ascii_digit()))
    });
    if !only_words {
        return false;
    }
    let spans_both = grid.merged.iter().any(|m| m.rows == (upper.number, lower.number));
    // Without merged cells to go by: nothing stands under a plain heading, and what stands under the others are headings.
    let under_spans = lower
        .filled()
        .all(|(index, _)| upper.cell(index).is_empty() || span(grid, upper, lower, index) > index);
    let headings = lower.filled().filter(|(_, cell)| names_a_field(cell)).count();
    under_spans && (spans_both || headings >= 2 || (headings == 1 && lower.filled().count() == 2))
}

/// The last column that the heading at `index` spans.
fn span(grid: &Grid, upper: &GridRow, lower: &GridRow, index: u16) -> u16 {
    let merged = grid
        .merged
        .iter()
        .find(|m| m.columns.0 == index && (m.rows.0..=m.rows.1).contains(&upper.number));
    match merged {
        Some(m) => m.columns.1,
        None if grid
            .merged
            .iter()
            .any(|m| m.rows.0 == upper.number && m.columns.0 < m.columns.1) =>
        {
            index
        }
        // No merged cells known: as far as nothing stands beside it and something below.
        None => (index + 1..)
            .take_while(|next| upper.cell(*next).is_empty() && !lower.cell(*next).is_empty())
            .last()
            .unwrap_or(index),
    }
}

fn two_rows(grid: &Grid, upper: &GridRow, lower: &GridRow) -> Vec<Heading> {
    let width = upper.cells.len().max(lower.cells.len()).min(COLUMNS_MAX) as u16;
    let mut parent = (String::new(), 0_u16);
    let mut all = Vec::new();
    for index in 0..width {
        let (above, below) = (
            text::clean(&upper.cell(index).shown()),
            text::clean(&lower.cell(index).shown()),
        );
        if !above.is_empty() {
            parent = (above.clone(), span(grid, upper, lower, index));
        }
        let covered = !parent.0.is_empty() && index <= parent.1;
        match (covered, below.is_empty()) {
            (true, false) => all.push(Heading {
                index,
                parent: parent.0.clone(),
                leaf: below,
            }),
            (false, false) => all.push(Heading {
                index,
                parent: String::new(),
                leaf: below,
            }),
            (_, true) if !above.is_empty() => all.push(Heading {
                index,
                parent: String::new(),
                leaf: above,
            }),
            _ => {}
        }
    }
    all
}
