//! The shape of OpenDocument sheets: how far repeated rows and cells spread, and which cells are merged. A cell of a few bytes may
//! say that it is repeated in every row, and the library that reads the values takes it at its word.

use std::io::{BufReader, Cursor, Read};

use jemput_domain::roster::grid::Merged;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{
    SheetError,
    limits::{CELLS_MAX, COLUMNS_MAX, EXPANDED_BYTES_MAX, ROWS_MAX},
};

/// Merged cells that are kept of a sheet.
const MERGED_MAX: usize = 20_000;

/// The merged cells of each sheet, in order.
///
/// # Errors
///
/// [`SheetError`] if the sheets spread over their limits, or the file is damaged.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<Merged>>, SheetError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    let content = archive.by_name("content.xml").map_err(|_| SheetError::Damaged)?;
    let mut reader = Reader::from_reader(BufReader::new(content.take(EXPANDED_BYTES_MAX)));
    reader.config_mut().expand_empty_elements = true;
    let (mut shape, mut buffer) = (Shape::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| SheetError::Damaged)? {
            Event::Start(element) => shape.start(&element)?,
            Event::Text(text) => shape.text_bytes += text.len() as u64,
            Event::End(element) if element.name().as_ref() == "table:table-row" => shape.end_row()?,
            Event::End(element) if is_cell(element.name().as_ref()) => shape.end_cell()?,
            Event::Eof => return Ok(shape.sheets),
            _ => {}
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

/// Where the reading stands.
#[derive(Default)]
struct Shape {
    sheets: Vec<Vec<Merged>>,
    /// The row's number, from 1, and that of the row behind it and its repeats.
    row: u32,
    next_row: u32,
    /// The column behind the last cell.
    column: u32,
    /// The column behind the row's last cell that holds something.
    width: u32,
    cell: Cell,
    /// Bytes of text since the cell began.
    text_bytes: u64,
    /// Of the sheet: the widest row.
    sheet_width: u32,
    /// Of all sheets: rows that hold something, cells within the corners of the largest, bytes of text.
    rows: u64,
    cells: u64,
    expanded: u64,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    repeats: u32,
    valued: bool,
    columns: u32,
    rows: u32,
}

impl Shape {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), SheetError> {
        match element.name().as_ref() {
            "table:table" => {
                self.sheets.push(Vec::new());
                (self.next_row, self.sheet_width) = (1, 0);
            }
            "table:table-row" => {
                self.row = self.next_row;
                self.next_row = self.row.saturating_add(number(element, "table:number-rows-repeated")?);
                (self.column, self.width) = (0, 0);
            }
            name if is_cell(name) => {
                self.cell = Cell {
                    repeats: number(element, "table:number-columns-repeated")?,
                    valued: attribute(element, "office:value-type")?.is_some()
                        || attribute(element, "table:formula")?.is_some(),
                    columns: number(element, "table:number-columns-spanned")?,
                    rows: number(element, "table:number-rows-spanned")?,
                };
                self.text_bytes = 0;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), SheetError> {
        let cell = std::mem::take(&mut self.cell);
        if cell.columns > 1 || cell.rows > 1 {
            self.merge(&cell);
        }
        self.column = self.column.saturating_add(cell.repeats);
        if cell.valued || self.text_bytes > 0 {
            self.width = self.column;
            self.expanded += self.text_bytes * u64::from(cell.repeats) * u64::from(self.next_row - self.row);
        }
        if self.width > u32::from(COLUMNS_MAX) {
            return Err(SheetError::TooManyColumns);
        }
        if self.expanded > EXPANDED_BYTES_MAX {
            Err(SheetError::ExpandsTooFar)
        } else {
            Ok(())
        }
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        if self.width == 0 {
            return Ok(());
        }
        self.rows += u64::from(self.next_row - self.row);
        self.sheet_width = self.sheet_width.max(self.width);
        // The library makes room for every cell up to the last row and the last column.
        let corners = u64::from(self.next_row) * u64::from(self.sheet_width);
        self.cells = self.cells.max(corners);
        if self.rows > u64::from(ROWS_MAX) {
            Err(SheetError::TooManyRows)
        } else if self.cells > u64::from(CELLS_MAX) {
            Err(SheetError::TooManyCells)
        } else {
            Ok(())
        }
    }

    fn merge(&mut self, cell: &Cell) {
        let last_row = self.row.saturating_add(cell.rows - 1);
        let last_column = self
            .column
            .saturating_add(cell.columns - 1)
            .min(u32::from(COLUMNS_MAX) - 1);
        let columns = (
            u16::try_from(self.column).ok().filter(|c| *c < COLUMNS_MAX),
            u16::try_from(last_column).ok(),
        );
        if let ((Some(first), Some(last)), Some(merged)) = (columns, self.sheets.last_mut())
            && merged.len() < MERGED_MAX
        {
            merged.push(Merged {
                rows: (self.row, last_row),
                columns: (first, last),
            });
        }
    }
}

fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Result<Option<std::borrow::Cow<'e, str>>, SheetError> {
    Ok(element
        .try_get_attribute(name)
        .map_err(|_| SheetError::Damaged)?
        .map(|attribute| attribute.value))
}

/// A count; 1 where it is not given.
fn number(element: &BytesStart<'_>, name: &str) -> Result<u32, SheetError> {
    match attribute(element, name)? {
        None => Ok(1),
        Some(digits) => digits.parse().map(|n: u32| n.max(1)).map_err(|_| SheetError::Damaged),
    }
}
