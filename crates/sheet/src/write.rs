//! Tables out: as XLSX and as CSV. Everything is text, so a NIK stays whole and nothing becomes a formula.

use jemput_domain::roster::{
    school_export::{HEADER_ROW, Heading, Pupil, School, headings},
    table::Table,
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::SheetError;

/// A cell holds no more characters than this.
const CELL_UNITS_MAX: usize = 32_767;
/// A sheet's name holds no more.
const NAME_UNITS_MAX: usize = 31;

/// Writes tables as the sheets of one XLSX: cells and empty columns as text, the header styled and kept in sight.
///
/// # Errors
///
/// [`SheetError::Write`] if a table has more rows or columns than a sheet can hold, or two sheets have one name.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, SheetError> {
    let mut book = workbook().map_err(refused)?;
    for table in tables {
        sheet(book.add_worksheet(), table).map_err(refused)?;
    }
    book.save_to_buffer().map_err(refused)
}

/// Writes a table as CSV for spreadsheet programs: comma, UTF-8 with its mark. A cell that such a program would take for a formula
/// gets an apostrophe before it.
///
/// # Errors
///
/// [`SheetError::Write`] if memory fails; a table itself can always be written.
pub fn write_csv(table: &Table) -> Result<Vec<u8>, SheetError> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let failed = |e: csv::Error| SheetError::Write(e.to_string());
    writer
        .write_record(table.columns.iter().map(|column| escaped(&column.heading)))
        .map_err(failed)?;
    for row in &table.rows {
        writer
            .write_record(row.iter().take(table.columns.len()).map(|cell| escaped(cell)))
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|e| SheetError::Write(e.to_string()))
}

/// The text with an apostrophe before whatever a spreadsheet program would calculate: at its beginning, and behind what
/// a program with other settings takes for the end of a cell (where the comma is the decimal point, the semicolon is).
fn escaped(cell: &str) -> String {
    if cell.trim().is_empty() {
        return cell.to_owned();
    }
    let mut safe = String::with_capacity(cell.len() + 1);
    let first = cell.trim_start_matches([' ', '\u{a0}']).chars().next();
    if first.is_some_and(|c| calculates(c) || matches!(c, '\t' | '\r' | '\n')) {
        safe.push('\'');
    }
    let mut begins = false;
    for c in cell.chars() {
        if begins && calculates(c) {
            safe.push('\'');
        }
        let ends = matches!(c, ';' | '|' | '\t' | '\r' | '\n');
        begins = ends || (begins && matches!(c, ' ' | '\u{a0}' | '"'));
        safe.push(c);
    }
    safe
}

/// Whether a spreadsheet program calculates a cell that begins so. The wide forms are folded to the plain ones by some.
fn calculates(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'
    )
}

/// Writes pupils in the layout of the national school system's export.
///
/// # Errors
///
/// [`SheetError::Write`] if there are more pupils than a sheet has rows.
pub fn write_school_export(school: &School, pupils: &[Pupil]) -> Result<Vec<u8>, SheetError> {
    let mut book = workbook().map_err(refused)?;
    school_sheet(book.add_worksheet(), school, pupils).map_err(refused)?;
    book.save_to_buffer().map_err(refused)
}

fn school_sheet(sheet: &mut Worksheet, school: &School, pupils: &[Pupil]) -> Result<(), XlsxError> {
    sheet.set_name("Daftar Peserta Didik")?;
    for (row, title) in (0..).zip(school.titles()) {
        for (column, text) in (0..).zip(title).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, text)?;
        }
    }
    let headings = headings();
    school_header(sheet, &headings)?;
    for (number, pupil) in (1..).zip(pupils) {
        let row = HEADER_ROW + number;
        for (column, heading) in (0..).zip(&headings) {
            let cell = pupil.cell(number, *heading);
            match heading.upper {
                _ if cell.is_empty() => continue,
                // The export keeps these, and only these, as numbers.
                "No" | "RT" | "RW" => sheet.write_number(row, column, cell.parse::<u32>().unwrap_or(number))?,
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    Ok(())
}

/// Two rows: plain headings span both, a parent's heading spans its children.
fn school_header(sheet: &mut Worksheet, headings: &[Heading]) -> Result<(), XlsxError> {
    let style = header_style();
    let (upper, lower) = (HEADER_ROW - 1, HEADER_ROW);
    for (column, heading) in (0..).zip(headings) {
        if heading.lower.is_empty() {
            sheet.merge_range(upper, column, lower, column, heading.upper, &style)?;
            continue;
        }
        sheet.write_string_with_format(lower, column, heading.lower, &style)?;
        let first = column == 0
            || headings
                .get(usize::from(column) - 1)
                .is_none_or(|before| before.upper != heading.upper);
        if first {
            let children = headings.iter().filter(|other| other.upper == heading.upper).count();
            let last = column + u16::try_from(children).unwrap_or(1) - 1;
            sheet.merge_range(upper, column, upper, last, heading.upper, &style)?;
        }
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&table.name))?;
    let (header, text) = (header_style(), text_style());
    for (at, column) in (0..).zip(&table.columns) {
        sheet.set_column_width(at, f64::from(column.width))?;
        // What is typed into an empty cell of the column is text too.
        sheet.set_column_format(at, &text)?;
        sheet.write_string_with_format(0, at, cut(&column.heading), &header)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (at, cell) in (0..)
            .zip(cells.iter().take(table.columns.len()))
            .filter(|(_, cell)| !cell.is_empty())
        {
            sheet.write_string_with_format(row, at, cut(cell), &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A workbook that carries no moment of its making: the same tables give the same bytes.
fn workbook() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_author("Jemput")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2021, 1, 1)?);
    book.set_properties(&properties);
    Ok(book)
}

/// Format 49 of every spreadsheet program: text.
fn text_style() -> Format {
    Format::new().set_num_format_index(49)
}

fn header_style() -> Format {
    text_style()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_background_color(0x00E8_EEF4)
}

/// At most as many characters as a cell holds.
fn cut(text: &str) -> &str {
    cut_to(text, CELL_UNITS_MAX)
}

fn cut_to(text: &str, units_max: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > units_max
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// A name that a sheet may have.
fn sheet_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let plain = cut_to(plain.trim().trim_matches('\''), NAME_UNITS_MAX).trim();
    if plain.is_empty() {
        "Lembar".to_owned()
    } else {
        plain.to_owned()
    }
}

fn refused(error: XlsxError) -> SheetError {
    SheetError::Write(error.to_string())
}
