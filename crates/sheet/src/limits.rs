//! How large a workbook may be, and the grid that keeps to it.

use std::{collections::BTreeMap, ops::ControlFlow};

use jemput_domain::roster::grid::{Cell, Grid, GridRow};

use crate::{Progress, SheetError, Watch};

/// The largest file, in bytes.
pub const BYTES_MAX: usize = 64 << 20;
/// The largest content of a compressed file, in bytes.
pub const EXPANDED_BYTES_MAX: u64 = 1 << 30;
/// The most rows of a workbook, all its sheets together.
pub const ROWS_MAX: u32 = 200_000;
/// The most columns of a sheet.
pub const COLUMNS_MAX: u16 = 512;
/// The most filled cells of a workbook.
pub const CELLS_MAX: u32 = 12_000_000;
/// The most cells that are kept, the empty ones between filled ones too: each takes memory.
const PLACES_MAX: u32 = 16_000_000;
/// The most text of a workbook, in bytes; one long text may stand in millions of cells.
const TEXT_BYTES_MAX: usize = 512 << 20;
/// The longest text of a cell, in characters; what is longer is cut.
pub const CELL_CHARS_MAX: usize = 2_000;
/// The most sheets of a workbook.
pub const SHEETS_MAX: usize = 200;

/// Rows between two calls of the watch.
const ROWS_PER_CALL: u32 = 1_024;

/// What is counted over all sheets of a workbook.
pub struct Meter<'a> {
    rows: u32,
    cells: u32,
    places: u32,
    text_bytes: usize,
    watch: Watch<'a>,
}

impl<'a> Meter<'a> {
    pub fn new(watch: Watch<'a>) -> Self {
        Self {
            rows: 0,
            cells: 0,
            places: 0,
            text_bytes: 0,
            watch,
        }
    }

    fn row(&mut self) -> Result<(), SheetError> {
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(SheetError::TooManyRows);
        }
        if self.rows.is_multiple_of(ROWS_PER_CALL) {
            return self.tell();
        }
        Ok(())
    }

    fn cell(&mut self, cell: &Cell) -> Result<(), SheetError> {
        self.cells += 1;
        if let Cell::Text(text) = cell {
            self.text_bytes += text.len();
        }
        if self.text_bytes > TEXT_BYTES_MAX {
            return Err(SheetError::ExpandsTooFar);
        }
        if self.cells > CELLS_MAX {
            Err(SheetError::TooManyCells)
        } else {
            Ok(())
        }
    }

    /// A row becomes wider by so many cells.
    fn wider(&mut self, by: usize) -> Result<(), SheetError> {
        self.places = self.places.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        if self.places > PLACES_MAX {
            Err(SheetError::TooManyCells)
        } else {
            Ok(())
        }
    }

    /// Tells the watch how far the reading is.
    pub fn tell(&self) -> Result<(), SheetError> {
        match (self.watch)(Progress { rows: self.rows }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(SheetError::Cancelled),
        }
    }
}

/// A sheet as its cells come in, mostly row by row; a file may give them in any order.
pub struct Sheet<'m, 'a> {
    meter: &'m mut Meter<'a>,
    rows: Vec<GridRow>,
    /// Rows that came after a later one.
    strays: BTreeMap<u32, Vec<Cell>>,
}

impl<'m, 'a> Sheet<'m, 'a> {
    pub fn new(meter: &'m mut Meter<'a>) -> Self {
        Self {
            meter,
            rows: Vec::new(),
            strays: BTreeMap::new(),
        }
    }

    /// Puts a cell at a row and column counted from 0. Empty cells are passed over.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), SheetError> {
        if cell.is_empty() {
            return Ok(());
        }
        self.meter.cell(&cell)?;
        let column = u16::try_from(column)
            .ok()
            .filter(|c| *c < COLUMNS_MAX)
            .ok_or(SheetError::TooManyColumns)?;
        let number = row.checked_add(1).ok_or(SheetError::TooManyRows)?;
        let cells = match self.rows.last().map(|last| last.number) {
            Some(last) if last == number => self.rows.last_mut().map(|row| &mut row.cells),
            Some(last) if last > number => {
                if !self.strays.contains_key(&number) {
                    self.meter.row()?;
                }
                Some(self.strays.entry(number).or_default())
            }
            _ => {
                self.meter.row()?;
                // What the row before kept in hand for more cells is given back.
                if let Some(done) = self.rows.last_mut() {
                    done.cells.shrink_to_fit();
                }
                self.rows.push(GridRow {
                    number,
                    cells: Vec::new(),
                });
                self.rows.last_mut().map(|row| &mut row.cells)
            }
        };
        if let Some(cells) = cells {
            let at = usize::from(column);
            if cells.len() <= at {
                self.meter.wider(at + 1 - cells.len())?;
                cells.resize(at + 1, Cell::Empty);
            }
            cells[at] = cell;
        }
        Ok(())
    }

    /// The finished grid.
    pub fn grid(self, name: &str, hidden: bool) -> Grid {
        let mut rows = self.rows;
        for (number, cells) in self.strays {
            match rows.binary_search_by_key(&number, |row| row.number) {
                Ok(at) => merge(&mut rows[at].cells, cells),
                Err(at) => rows.insert(at, GridRow { number, cells }),
            }
        }
        Grid {
            name: name.chars().take(200).collect(),
            hidden,
            rows,
            merged: Vec::new(),
        }
    }
}

fn merge(cells: &mut Vec<Cell>, more: Vec<Cell>) {
    if cells.len() < more.len() {
        cells.resize(more.len(), Cell::Empty);
    }
    for (cell, new) in cells.iter_mut().zip(more).filter(|(_, new)| !new.is_empty()) {
        *cell = new;
    }
}

/// A text cell, cut to its limit.
pub fn text(written: &str) -> Cell {
    let end = written
        .char_indices()
        .nth(CELL_CHARS_MAX)
        .map_or(written.len(), |(at, _)| at);
    Cell::text(&written[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cell_far_to_the_right_counts_for_its_whole_row() {
        let go_on = |_: Progress| ControlFlow::Continue(());
        let mut meter = Meter::new(&go_on);
        let room = 10;
        meter.places = PLACES_MAX - room * u32::from(COLUMNS_MAX);
        let mut sheet = Sheet::new(&mut meter);
        let mut put = |row| sheet.put(row, u32::from(COLUMNS_MAX) - 1, Cell::Number(1.0));
        assert!((0..room).all(|row| put(row).is_ok()));
        // Another cell in a row that is that wide already costs nothing; another such row is too much.
        assert!(put(room - 1).is_ok());
        assert_eq!(put(room), Err(SheetError::TooManyCells));
    }
}
