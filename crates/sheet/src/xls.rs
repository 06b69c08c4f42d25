//! The binary workbooks of Excel 5 to 2003.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError};
use jemput_domain::roster::grid::Grid;

use crate::{
    SheetError, Watch,
    limits::{Meter, SHEETS_MAX, Sheet},
    ods::borrowed,
    xlsx::{cell, merge},
};

pub fn read(bytes: &[u8], watch: Watch<'_>) -> Result<Vec<Grid>, SheetError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| error(&e))?;
    let sheets = book.sheets_metadata().to_vec();
    let mut meter = Meter::new(watch);
    let mut grids = Vec::new();
    for found in sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .take(SHEETS_MAX)
    {
        meter.tell()?;
        let range = book.worksheet_range(&found.name).map_err(|e| error(&e))?;
        let mut sheet = Sheet::new(&mut meter);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            sheet.put(top + row as u32, left + column as u32, cell(&borrowed(value)))?;
        }
        let mut grid = sheet.grid(&found.name, found.visible != SheetVisible::Visible);
        let merged = book.merge_cells_by_sheet_name(&found.name).map_err(|e| error(&e))?;
        grid.merged = merged.iter().filter_map(merge).collect();
        grids.push(grid);
    }
    Ok(grids)
}

fn error(error: &XlsError) -> SheetError {
    match error {
        XlsError::Password => SheetError::Password,
        _ => SheetError::Damaged,
    }
}
