//! Spreadsheets in and out: XLSX, XLS, ODS and CSV as grids of cells.
//!
//! [`read`] takes bytes from anywhere: it goes by what they are, not by the file's name, within limits, and answers anything that
//! is no workbook with a sentence. Architecture invariant: no other crate knows the spreadsheet libraries, and what a roster's
//! columns mean is not known here.

mod csv;
mod error;
mod format;
mod guard;
mod limits;
mod ods;
mod ods_shape;
mod write;
mod xls;
mod xlsx;

use std::ops::ControlFlow;

use jemput_domain::roster::grid::Grid;

pub use error::SheetError;
pub use limits::{BYTES_MAX, CELL_CHARS_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX};
pub use write::{write, write_csv, write_school_export};

/// How far the reading of a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Rows read so far, of all sheets.
    pub rows: u32,
}

/// Called now and then while a file is read; `Break` ends the reading with [`SheetError::Cancelled`].
pub type Watch<'a> = &'a dyn Fn(Progress) -> ControlFlow<()>;

/// A workbook's sheets, in its order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Workbook {
    /// At least one holds something.
    pub sheets: Vec<Grid>,
}

/// Reads a workbook; `file_name` gives a CSV file's sheet its name.
///
/// # Errors
///
/// [`SheetError`] if it is no workbook, cannot be read, or is over a limit.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Workbook, SheetError> {
    read_watched(bytes, file_name, &|_| ControlFlow::Continue(()))
}

/// Reads a workbook as [`read`] does, and tells `watch` how far it is.
///
/// # Errors
///
/// As [`read`], and [`SheetError::Cancelled`] when `watch` breaks.
pub fn read_watched(bytes: &[u8], file_name: &str, watch: Watch<'_>) -> Result<Workbook, SheetError> {
    if bytes.len() > BYTES_MAX {
        return Err(SheetError::TooLarge);
    }
    let sheets = match format::of(bytes)? {
        format::Format::Xlsx => unpanicked(|| xlsx::read(bytes, watch)),
        format::Format::Ods => unpanicked(|| ods::read(bytes, watch)),
        format::Format::Xls => unpanicked(|| xls::read(bytes, watch)),
        format::Format::Csv => csv::read(bytes, file_name, watch),
    }?;
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(SheetError::Empty);
    }
    Ok(Workbook { sheets })
}

/// The library that reads workbooks may stumble over a broken file; that must not end the program.
fn unpanicked(read: impl FnOnce() -> Result<Vec<Grid>, SheetError>) -> Result<Vec<Grid>, SheetError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or(Err(SheetError::Damaged))
}
