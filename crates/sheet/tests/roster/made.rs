//! Files as the tests make them, and reading them. All people are invented; NIK serials start at 9000.

use std::io::{Cursor, Write};

use jemput_domain::{
    roster::{Context, NoRoster, Roster, read_roster},
    time::Day,
};
use jemput_sheet::{SheetError, read};
use rust_xlsxwriter::Workbook;
use zip::{ZipWriter, write::SimpleFileOptions};

pub const HEADER: [&str; 7] = ["No", "Nama Lengkap", "NIK", "L/P", "Tgl Lahir", "Kelas", "Kecamatan"];
pub const PEOPLE: [[&str; 7]; 2] = [
    [
        "1",
        "Budi Invented",
        "3174080201059001",
        "L",
        "2 Januari 2005",
        "XI IPS 1",
        "Kec. Pancoran",
    ],
    [
        "2",
        "Sari D'Invented",
        "3174084302059002",
        "P",
        "03/02/2005",
        "XI IPS 1",
        "Kec. Tebet",
    ],
];

/// Header and people, below a title and a blank row.
pub fn sheet() -> Vec<Vec<&'static str>> {
    let mut rows = vec![vec!["DAFTAR PESERTA DIDIK"], vec![], HEADER.to_vec()];
    rows.extend(PEOPLE.iter().map(|person| person.to_vec()));
    rows
}

pub fn xlsx(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

pub fn csv(rows: &[Vec<&str>], separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(separator)
        .from_writer(Vec::new());
    let mut text = String::new();
    for row in rows {
        if row.is_empty() {
            text.push_str(&String::from_utf8(writer.into_inner().unwrap()).unwrap());
            text.push('\n');
            writer = csv::WriterBuilder::new()
                .flexible(true)
                .delimiter(separator)
                .from_writer(Vec::new());
        } else {
            writer.write_record(row).unwrap();
        }
    }
    text + &String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// An archive of files, in order.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An OpenDocument workbook around the rows of one table.
pub fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Data\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

pub fn ods_text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

pub fn ods_row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| ods_text(cell)).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

/// Reads people for a visit to SMAN 55 in November 2021.
pub fn people(bytes: &[u8]) -> Result<Roster, String> {
    let book = read(bytes, "Daftar.csv").map_err(|e| e.code().to_owned())?;
    roster(&book.sheets).map_err(|e| e.code().to_owned())
}

pub fn roster(sheets: &[jemput_domain::roster::grid::Grid]) -> Result<Roster, NoRoster> {
    let days: Vec<Day> = ["2021-11-08", "2021-11-09", "2021-11-10"]
        .into_iter()
        .filter_map(Day::parse)
        .collect();
    let context = Context {
        site_district: "31.74.08",
        latest: days[0],
        minimum_age: 16,
        days: &days,
        already_recorded: &|_| false,
        sheet: None,
    };
    read_roster(sheets, &context)
}

pub fn refused(bytes: &[u8]) -> SheetError {
    read(bytes, "Daftar.xlsx").expect_err("this must be refused")
}
