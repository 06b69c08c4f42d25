//! The office's list of NIKs that are recorded already, kept on this laptop only.

use std::collections::BTreeSet;

use jemput_domain::{
    nik::Nik,
    roster::grid::{Cell, Grid},
    words::Lang,
};

use crate::{
    Desk, Trouble,
    roster::RosterFile,
    view::{RecordedInput, RecordedList},
};

/// Where these people were recorded, as far as such a list says; kept as this word, shown as [`place_words`] has it.
const PLACE: &str = "daftar Dinas";

/// A kept place as a person reads it.
pub(crate) fn place_words(place: String, lang: Lang) -> String {
    match place.as_str() {
        PLACE => lang.pick(PLACE.to_owned(), "the office's list".to_owned()),
        _ => place,
    }
}

/// Takes a list of NIKs over: the column of each sheet that holds most of them, under any heading or none.
///
/// # Errors
///
/// If the file is no spreadsheet, or the journal fails; then nothing is kept.
pub fn recorded_import(desk: &Desk, input: RecordedInput) -> Result<RecordedList, Trouble> {
    let file = RosterFile::read(desk, &input.path, None)?;
    let mut niks = BTreeSet::new();
    let mut passed_over = 0;
    for sheet in &file.sheets {
        let Some(column) = nik_column(sheet) else { continue };
        for row in &sheet.rows {
            match (nik(row.cell(column)), row.cell(column)) {
                (Some(nik), _) => {
                    niks.insert(nik);
                }
                (None, Cell::Number(_)) => passed_over += 1,
                (None, Cell::Text(text)) if text.bytes().filter(u8::is_ascii_digit).count() >= 10 => passed_over += 1,
                _ => {}
            }
        }
    }
    let mut journal = desk.journal();
    let writing = journal.write()?;
    for nik in &niks {
        writing.set_recorded_nik(*nik, PLACE)?;
    }
    writing.commit()?;
    drop(journal);
    let niks = u32::try_from(niks.len()).unwrap_or(u32::MAX);
    let sentence = desk.lang().pick(
        format!("{niks} NIK tercatat sudah direkam; {passed_over} isian bukan NIK dan dilewati."),
        format!("{niks} NIKs are known as recorded; {passed_over} cells are no NIKs and were passed over."),
    );
    Ok(RecordedList {
        niks,
        passed_over,
        sentence,
    })
}

/// The column with most NIKs, the first of equals.
fn nik_column(sheet: &Grid) -> Option<u16> {
    let mut found: std::collections::BTreeMap<u16, u32> = Default::default();
    for row in &sheet.rows {
        for (column, _) in row.filled().filter(|(_, cell)| nik(cell).is_some()) {
            *found.entry(column).or_default() += 1;
        }
    }
    found
        .into_iter()
        .max_by_key(|(column, niks)| (*niks, std::cmp::Reverse(*column)))
        .map(|(column, _)| column)
}

/// A number has lost a digit: only text can be a NIK.
fn nik(cell: &Cell) -> Option<Nik> {
    match cell {
        Cell::Text(text) => Nik::parse(text).ok(),
        _ => None,
    }
}
