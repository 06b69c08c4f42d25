//! XLSX, cell by cell: a sheet is never held twice.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;
use jemput_domain::roster::grid::{Cell, Grid, Merged};

use crate::{
    SheetError, Watch, guard,
    limits::{COLUMNS_MAX, Meter, SHEETS_MAX, Sheet, text},
};

/// Merged cells that are kept: those of headers and of class columns.
const MERGED_MAX: usize = 20_000;

pub fn read(bytes: &[u8], watch: Watch<'_>) -> Result<Vec<Grid>, SheetError> {
    guard::check(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| error(&e))?;
    let sheets = book.sheets_metadata().to_vec();
    let mut meter = Meter::new(watch);
    let mut grids = Vec::new();
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .take(SHEETS_MAX)
    {
        meter.tell()?;
        let mut grid = cells(
            &mut book,
            &mut meter,
            &sheet.name,
            sheet.visible != SheetVisible::Visible,
        )?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(|e| error(&e))?;
        grid.merged = merged.iter().take(MERGED_MAX).filter_map(merge).collect();
        grids.push(grid);
    }
    Ok(grids)
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, meter: &mut Meter<'_>, name: &str, hidden: bool) -> Result<Grid, SheetError> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        // A chart or dialog that calls itself a sheet.
        Err(XlsxError::NotAWorksheet(_)) => {
            return Ok(Grid {
                name: name.to_owned(),
                hidden,
                ..Grid::default()
            });
        }
        Err(e) => return Err(error(&e)),
    };
    let mut sheet = Sheet::new(meter);
    while let Some(found) = reader.next_cell().map_err(|e| error(&e))? {
        let (row, column) = found.get_position();
        sheet.put(row, column, cell(found.get_value()))?;
    }
    Ok(sheet.grid(name, hidden))
}

/// A cell as the grid knows it. Formulas come with the value that was kept.
pub fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::String(written) => text(written),
        DataRef::SharedString(written) => text(written),
        DataRef::Bool(is) => Cell::Bool(*is),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
            // Below 1 there is only a time of day; day 60 never was.
            date.filter(|_| when.as_f64() >= 1.0)
                .map_or(Cell::Number(when.as_f64()), Cell::Date)
        }
        DataRef::DateTime(duration) => Cell::Number(duration.as_f64()),
        DataRef::DateTimeIso(written) => {
            let date = written
                .get(..10)
                .and_then(|iso| NaiveDate::parse_from_str(iso, "%Y-%m-%d").ok());
            date.map_or_else(|| text(written), Cell::Date)
        }
        DataRef::DurationIso(written) => text(written),
        DataRef::Error(kind) => text(&kind.to_string()),
    }
}

/// Merged cells within the columns that are read.
pub fn merge(found: &Dimensions) -> Option<Merged> {
    let column = |c: u32| u16::try_from(c).ok().filter(|c| *c < COLUMNS_MAX);
    Some(Merged {
        rows: (found.start.0.checked_add(1)?, found.end.0.checked_add(1)?),
        columns: (column(found.start.1)?, column(found.end.1).unwrap_or(COLUMNS_MAX - 1)),
    })
}

fn error(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Password,
        _ => SheetError::Damaged,
    }
}
