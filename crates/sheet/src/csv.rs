//! Text with separators: comma, semicolon, tab or bar; UTF-8 with or without a mark, UTF-16 with one, or Windows-1252.

use std::borrow::Cow;

use jemput_domain::roster::grid::Grid;

use crate::{
    SheetError, Watch,
    limits::{CELL_CHARS_MAX, Meter, Sheet, text},
};

/// Rows by which the separator is told.
const ROWS_SAMPLED: usize = 60;

pub fn read(bytes: &[u8], file_name: &str, watch: Watch<'_>) -> Result<Vec<Grid>, SheetError> {
    let decoded = decode(bytes);
    let (declared, body) = declared_separator(&decoded);
    let separator = declared.unwrap_or_else(|| separator(body));
    let mut meter = Meter::new(watch);
    let mut sheet = Sheet::new(&mut meter);
    let mut rows = RowNumbers { text: body, row: 0 };
    let mut reader = reader(body, separator);
    let mut record = csv::StringRecord::new();
    loop {
        let from = reader.position().byte() as usize;
        if !reader.read_record(&mut record).map_err(|_| SheetError::NotAWorkbook)? {
            break;
        }
        let row = rows.next(from);
        for (column, cell) in (0..).zip(&record) {
            if cell.len() > CELL_CHARS_MAX && cell.contains('\n') {
                return Err(SheetError::OpenQuote { row: row + 1 });
            }
            sheet.put(row, column, text(cell))?;
        }
    }
    Ok(vec![sheet.grid(stem(file_name), false)])
}

fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The text by its mark; without one UTF-8 where it is valid, else Windows-1252, in which every byte is a character.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Excel's own first line `sep=;`, which it does not show.
fn declared_separator(text: &str) -> (Option<u8>, &str) {
    let line = text.lines().next().unwrap_or("");
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => {
            let rest = text[line.len()..].trim_start_matches('\r');
            (Some(*separator), rest.strip_prefix('\n').unwrap_or(rest))
        }
        _ => (None, text),
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// The separator that gives the most cells in rows of like width.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut widths: Vec<usize> = reader(text, separator)
            .records()
            .take(ROWS_SAMPLED)
            .flatten()
            .map(|row| row.len())
            .collect();
        widths.sort_unstable();
        let typical = widths.get(widths.len() / 2).copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == typical).count();
        // Titles above a table are narrower than it: the widest row counts when the middle one is narrow.
        let widest = widths.last().copied().unwrap_or(0);
        (
            if typical > 1 { 2 } else { u8::from(widest > 1) },
            alike * typical.min(64),
            alike,
            widest,
        )
    };
    // The last of equals wins: comma.
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(b',')
}

/// Rows as a spreadsheet numbers them: blank lines count, line breaks within quotes do not.
struct RowNumbers<'a> {
    text: &'a str,
    row: u32,
}

impl RowNumbers<'_> {
    /// The row, from 0, of the record that is found from byte `from` on; the reader passes over blank lines by itself.
    fn next(&mut self, from: usize) -> u32 {
        let mut rest = self.text.as_bytes().get(from..).unwrap_or_default();
        // The line break of the record before may be half read.
        if from > 0 && self.text.as_bytes().get(from - 1) == Some(&b'\r') {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        loop {
            rest = match rest {
                [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
                _ => break,
            };
            self.row += 1;
        }
        let row = self.row;
        self.row += 1;
        row
    }
}
