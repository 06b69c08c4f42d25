//! Which rows below a header are people, and which are blank, totals, signatures and repeated headings.
//!
//! A row is a person if its NIK column holds ten digits or more; or if it has a name and something else of a person: a running
//! number, a NIK of any kind, a readable sex, a birth date, a class, an address; or if it lacks the name but has two of sex,
//! birth date and class. A name that opens like a footer (`Jumlah`, `Mengetahui`, `Kepala Sekolah`) counts only with a NIK. A
//! name all alone is a person only in a sheet that has nothing but names. What is passed over is shown to the planner.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    cells,
    date::{self, BirthDate},
    grid::{Cell, GridRow},
    header::Header,
    heading::Field,
};
use crate::{text, time::Day};

/// A row below the header that is no person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct PassedOver {
    /// As the spreadsheet shows it.
    pub row: u32,
    /// What stands in it.
    pub text: String,
}

/// How the names of footers begin.
const FOOTERS: &[&str] = &[
    "jumlah",
    "total",
    "sub total",
    "subtotal",
    "grand total",
    "rekap",
    "mengetahui",
    "menyetujui",
    "disetujui",
    "kepala sekolah",
    "kepala sma",
    "kepala smk",
    "kepala bagian",
    "kepala dinas",
    "plt",
    "wali kelas",
    "guru kelas",
    "guru bk",
    "catatan",
    "keterangan",
    "ket.",
    "nip",
    "nuptk",
    "tanda tangan",
    "ttd",
    "dicetak",
    "tanggal cetak",
    "tanggal unduh",
    "halaman",
    "laki-laki",
    "perempuan",
    "hrd",
    "manajer",
    "operator",
    "a.n.",
    "hormat kami",
    "dibuat oleh",
    "diketahui",
];

/// Whether a row is a person; see the module's rule.
pub(super) fn is_person(header: &Header, row: &GridRow) -> bool {
    let cell = |field| header.column(field).map_or(&Cell::Empty, |column| row.cell(column));
    let filled = |field| !cell(field).is_empty();
    if cells::is_nik_like(cell(Field::Nik)) {
        return true;
    }
    if is_headings(header, row) || row.filled().all(|(_, cell)| is_number(cell)) {
        return false;
    }
    let sex = cells::sex(cell(Field::Sex)).is_some();
    let birth_date = filled(Field::BirthDate) && has_digit(cell(Field::BirthDate));
    let Some(name) = cells::name(cell(Field::Name)) else {
        return [sex, birth_date, filled(Field::Class)]
            .into_iter()
            .filter(|is| *is)
            .count()
            >= 2;
    };
    if opens_like_a_footer(&name) || is_place_and_date(cell(Field::Name)) {
        return false;
    }
    let only_names = header
        .columns
        .iter()
        .all(|column| matches!(column.field, Field::Name | Field::Number));
    let number = is_number(cell(Field::Number));
    let address = [
        Field::District,
        Field::Village,
        Field::Regency,
        Field::Address,
        Field::Key,
    ]
    .into_iter()
    .any(filled);
    number
        || sex
        || birth_date
        || filled(Field::Nik)
        || filled(Field::Class)
        || address
        || (only_names && header.column(Field::Number).is_none())
}

/// What is shown of a row that is no person; `None` for the row of column numbers (1, 2, 3) under a header and for headings that
/// a page break repeats.
pub(super) fn passed_over(header: &Header, row: &GridRow) -> Option<PassedOver> {
    let counts = row.filled().all(|(_, cell)| is_number(cell));
    if is_headings(header, row) || (counts && row.number == header.rows.1 + 1) {
        return None;
    }
    let shown: Vec<String> = row.filled().map(|(_, cell)| cell.shown()).collect();
    Some(PassedOver {
        row: row.number,
        text: text::clean(&shown.join(" ")),
    })
}

/// Two or more of the columns hold their own heading.
fn is_headings(header: &Header, row: &GridRow) -> bool {
    let repeated = header.columns.iter().filter(|column| match row.cell(column.index) {
        Cell::Text(text) => column
            .heading
            .split(" / ")
            .any(|heading| heading.eq_ignore_ascii_case(text.trim())),
        _ => false,
    });
    repeated.take(2).count() == 2
}

fn opens_like_a_footer(name: &str) -> bool {
    let lower = name.to_lowercase();
    FOOTERS.iter().any(|footer| {
        lower
            .strip_prefix(footer)
            .is_some_and(|rest| footer.ends_with('.') || !rest.starts_with(char::is_alphanumeric))
    })
}

/// `Jakarta, 9 November 2021`, above a signature.
fn is_place_and_date(cell: &Cell) -> bool {
    matches!(date::read(cell, Day(NaiveDate::MAX)), BirthDate::Read(_))
}

fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => {
            let digits = text.trim().trim_matches(['(', ')', '.']);
            !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}

fn has_digit(cell: &Cell) -> bool {
    !matches!(cell, Cell::Text(text) if !text.bytes().any(|b| b.is_ascii_digit()))
}
