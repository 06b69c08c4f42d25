//! The binary workbooks of Excel 5 to 2003.

use std::io::{Cursor, Read};

use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError};
use jemput_domain::roster::grid::Grid;

use crate::{
    SheetError, Watch,
    limits::{Meter, SHEETS_MAX, Sheet},
    ods::borrowed,
    xlsx::{cell, merge},
};

pub fn read(bytes: &[u8], watch: Watch<'_>) -> Result<Vec<Grid>, SheetError> {
    check(bytes)?;
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

/// What Excel 2003 could hold.
const ROWS_OF_FORMAT: u32 = 65_536;
const COLUMNS_OF_FORMAT: u32 = 256;
/// Record types of the workbook stream.
const DIMENSIONS: u16 = 0x0200;
const FILE_PASS: u16 = 0x002f;

/// Looks through the records before they are read: the library takes room for as many cells as a record claims.
fn check(bytes: &[u8]) -> Result<(), SheetError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(SheetError::Password);
    }
    if file.exists("/WordDocument") || file.exists("/PowerPoint Document") {
        return Err(SheetError::Document);
    }
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name))
        .ok_or(SheetError::NotAWorkbook)?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|_| SheetError::Damaged)?;
    opened
        .take(bytes.len() as u64)
        .read_to_end(&mut stream)
        .map_err(|_| SheetError::Damaged)?;
    let mut rest = stream.as_slice();
    while let [a, b, c, d, after @ ..] = rest {
        let (kind, length) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let Some((body, after)) = after.split_at_checked(length) else {
            break;
        };
        match kind {
            FILE_PASS => return Err(SheetError::Password),
            DIMENSIONS if !is_within_format(body) => return Err(SheetError::Damaged),
            _ => rest = after,
        }
    }
    Ok(())
}

/// Whether a record of dimensions claims no more than the format can hold: first and last row, first and last column.
fn is_within_format(body: &[u8]) -> bool {
    let two = |at: usize| {
        body.get(at..at + 2)
            .map(|b| u32::from(u16::from_le_bytes([b[0], b[1]])))
    };
    let four = |at: usize| {
        body.get(at..at + 4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    };
    let claimed = if body.len() == 10 {
        [two(0), two(2), two(4), two(6)]
    } else {
        [four(0), four(4), two(8), two(10)]
    };
    match claimed {
        [Some(from), Some(to), Some(left), Some(right)] => {
            from <= to && to <= ROWS_OF_FORMAT && left <= right && right <= COLUMNS_OF_FORMAT
        }
        _ => true,
    }
}

fn error(error: &XlsError) -> SheetError {
    match error {
        XlsError::Password => SheetError::Password,
        _ => SheetError::Damaged,
    }
}
