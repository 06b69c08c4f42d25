//! What was found in the file: sheets, columns, and what was passed over.

use jemput_domain::words::Lang;

use crate::{
    roster::prepare::Met,
    view::{ColumnPassed, ColumnRead},
};

pub(super) fn sheets(met: &Met<'_>) -> String {
    let names: Vec<&str> = met.roster.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    names.join(", ")
}

pub(super) fn columns(met: &Met<'_>, lang: Lang) -> Vec<ColumnRead> {
    let columns = met.roster.sheets.first().map_or(&[][..], |sheet| &sheet.columns);
    let read = columns.iter().map(|column| ColumnRead {
        letter: column.letter.clone(),
        heading: column.heading.clone(),
        read_as: column.field.say(lang),
    });
    read.collect()
}

pub(super) fn not_read(met: &Met<'_>, lang: Lang) -> Vec<ColumnPassed> {
    let columns = met.roster.sheets.first().map_or(&[][..], |sheet| &sheet.not_read);
    let passed = columns.iter().map(|column| ColumnPassed {
        letter: column.letter.clone(),
        heading: column.heading.clone(),
        reason: column.reason.say(lang),
    });
    passed.collect()
}

/// Sheets that were not read, and rows that are no people: nothing is dropped in silence.
pub(super) fn passed_over(met: &Met<'_>, lang: Lang) -> Vec<String> {
    let sheets = met.roster.left_out.iter().map(|sheet| {
        let reason = sheet.say(lang);
        lang.pick(
            format!("Lembar {} tidak dibaca: {reason}.", sheet.name),
            format!("Sheet {} was not read: {reason}.", sheet.name),
        )
    });
    let rows = met.roster.passed_over.iter().map(|(sheet, passed)| {
        let of_sheet = met
            .roster
            .sheets
            .get(usize::from(*sheet))
            .filter(|_| met.roster.sheets.len() > 1);
        let sheet = of_sheet.map(|sheet| format!(" ({})", sheet.name)).unwrap_or_default();
        lang.pick(
            format!("Baris {}{sheet} bukan data orang: {}", passed.row, passed.text),
            format!("Row {}{sheet} is no person: {}", passed.row, passed.text),
        )
    });
    sheets.chain(rows).collect()
}
