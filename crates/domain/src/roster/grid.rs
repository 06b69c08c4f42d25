//! A sheet as the importer sees it: cells by row, whatever file they came from.

use chrono::NaiveDate;

/// One cell. Formulas come as the value that the spreadsheet program kept, markup as the text that it is.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as written.
    Text(Box<str>),
    /// A number. A NIK kept as one has lost its last digit: spreadsheet programs keep 15.
    Number(f64),
    /// A date, its time of day left out.
    Date(NaiveDate),
    /// True or false.
    Bool(bool),
}

impl Cell {
    /// A text cell; [`Cell::Empty`] if there is nothing but white space.
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() {
            Self::Empty
        } else {
            Self::Text(text.into())
        }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What a person reads in it: whole numbers without a point, dates as ISO.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.to_string(),
            Self::Number(n) => format!("{n}"),
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// One row that holds something.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GridRow {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells from column A on; what is past the end is empty.
    pub cells: Vec<Cell>,
}

impl GridRow {
    /// The cell of a column, counted from 0.
    pub fn cell(&self, column: u16) -> &Cell {
        self.cells.get(usize::from(column)).unwrap_or(&Cell::Empty)
    }

    /// The columns that hold something, with their cells.
    pub fn filled(&self) -> impl Iterator<Item = (u16, &Cell)> {
        (0..).zip(&self.cells).filter(|(_, cell)| !cell.is_empty())
    }
}

/// Cells that are shown as one; what stands in them stands in the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Merged {
    /// First and last row, from 1.
    pub rows: (u32, u32),
    /// First and last column, from 0.
    pub columns: (u16, u16),
}

/// One sheet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Grid {
    /// The sheet's name; of a CSV file, the file's.
    pub name: String,
    /// Whether the spreadsheet program hides it.
    pub hidden: bool,
    /// Rows that hold something, ascending.
    pub rows: Vec<GridRow>,
    /// Merged cells, where the format tells them.
    pub merged: Vec<Merged>,
}

/// The letter that a spreadsheet shows for a column counted from 0: A, Z, AA.
pub fn column_letter(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_as_spreadsheets_show_them() {
        let shown: Vec<_> = [0, 25, 26, 29, 65, 511, 701, 702].map(column_letter).into();
        assert_eq!(shown, ["A", "Z", "AA", "AD", "BN", "SR", "ZZ", "AAA"]);
    }

    #[test]
    fn white_space_is_nothing() {
        assert!(Cell::text(" \t\u{a0}").is_empty());
        assert_eq!(Cell::Number(11.0).shown(), "11");
    }
}
