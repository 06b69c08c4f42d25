//! OpenDocument sheets.

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, OdsError, Reader, SheetVisible};
use jemput_domain::roster::grid::Grid;

use crate::{
    SheetError, Watch, guard,
    limits::{Meter, SHEETS_MAX, Sheet},
    ods_shape,
    xlsx::cell,
};

pub fn read(bytes: &[u8], watch: Watch<'_>) -> Result<Vec<Grid>, SheetError> {
    guard::check(bytes)?;
    let mut merged = ods_shape::read(bytes)?.into_iter();
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| error(&e))?;
    let sheets = book.sheets_metadata().to_vec();
    let mut meter = Meter::new(watch);
    let mut grids = Vec::new();
    for found in sheets.iter().take(SHEETS_MAX) {
        meter.tell()?;
        let range = book.worksheet_range(&found.name).map_err(|e| error(&e))?;
        let mut sheet = Sheet::new(&mut meter);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            sheet.put(top + row as u32, left + column as u32, cell(&borrowed(value)))?;
        }
        let mut grid = sheet.grid(&found.name, found.visible != SheetVisible::Visible);
        grid.merged = merged.next().unwrap_or_default();
        grids.push(grid);
    }
    Ok(grids)
}

/// The same value without a copy of its text.
pub fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(written) => DataRef::SharedString(written),
        Data::Bool(is) => DataRef::Bool(*is),
        Data::DateTime(when) => DataRef::DateTime(*when),
        Data::DateTimeIso(written) => DataRef::DateTimeIso(written.clone()),
        Data::DurationIso(written) => DataRef::DurationIso(written.clone()),
        Data::Error(kind) => DataRef::Error(kind.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn error(error: &OdsError) -> SheetError {
    match error {
        OdsError::Password => SheetError::Password,
        OdsError::InvalidMime(_) => SheetError::Document,
        OdsError::CellLimitExceeded { .. } => SheetError::TooManyCells,
        _ => SheetError::Damaged,
    }
}
