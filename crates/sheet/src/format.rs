//! What bytes are, whatever the file is called.

use std::io::Cursor;

use crate::SheetError;

/// The formats that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
    /// The binary format of Excel 5 to 2003.
    Xls,
    /// Text with separators.
    Csv,
}

const IMAGES: &[&[u8]] = &[
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"RIFF",
    b"\0\0\0\x18ftypheic",
    b"\0\0\0\x24ftypheic",
];

/// Tells the format by the first bytes and, for archives, by what they hold.
pub fn of(bytes: &[u8]) -> Result<Format, SheetError> {
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if start.is_empty() {
        return Err(SheetError::Empty);
    }
    let head = &bytes[..bytes.len().min(2_048)];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Format::Xls);
    }
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Err(SheetError::Pdf);
    }
    if start.starts_with(b"{\\rtf") {
        return Err(SheetError::Document);
    }
    if start.starts_with(b"<") {
        return Err(SheetError::WebPage);
    }
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    // Text has no other control characters; bytes of programs and pictures do.
    let binary = head
        .iter()
        .any(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a));
    match binary && !utf16 {
        true if IMAGES.iter().any(|magic| bytes.starts_with(magic)) => Err(SheetError::Image),
        true => Err(SheetError::NotAWorkbook),
        false => Ok(Format::Csv),
    }
}

fn archive(bytes: &[u8]) -> Result<Format, SheetError> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    let has = |start: &str| {
        archive
            .file_names()
            .flatten()
            .any(|name| name.trim_start_matches('/').to_ascii_lowercase().starts_with(start))
    };
    if has("xl/workbook.bin") {
        Err(SheetError::BinaryWorkbook)
    } else if has("xl/") {
        Ok(Format::Xlsx)
    } else if has("word/") || has("ppt/") {
        Err(SheetError::Document)
    } else if has("content.xml") && has("mimetype") {
        Ok(Format::Ods)
    } else if archive.is_empty() {
        Err(SheetError::Empty)
    } else {
        Err(SheetError::NotAWorkbook)
    }
}
