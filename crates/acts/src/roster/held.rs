//! Rows to complete, as a spreadsheet for the school.

use std::path::Path;

use jemput_domain::roster::{HeldRow, held_table};
use jemput_journal::PeopleFilter;

use crate::{
    Desk, Trouble,
    saying::people,
    spreadsheet,
    view::{WriteInput, Written},
};

/// Writes them, with what the school needs to find and complete each; they come back by `Kode Jemput`.
pub fn roster_held(desk: &Desk, input: WriteInput) -> Result<Written, Trouble> {
    let visit = input.visit.ok_or(jemput_domain::refusal::Refusal::NoVisit)?;
    let held = desk.read_visit(visit, |view, _| {
        let filter = PeopleFilter {
            held: true,
            ..PeopleFilter::default()
        };
        Ok(view.people(visit, &filter, 0, u32::MAX)?.1)
    })?;
    let rows: Vec<HeldRow<'_>> = held
        .iter()
        .map(|row| HeldRow {
            booking: row.id,
            person: &row.booking.person,
            codes: &row.booking.held,
        })
        .collect();
    let path = Path::new(&input.to);
    spreadsheet::write(path, &[held_table(&rows)])?;
    let lang = desk.lang();
    let rows = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let (count, shown) = (people(rows, lang), path.display());
    let sentence = lang.pick(
        format!("{count} yang perlu dilengkapi disimpan di {shown}."),
        format!("{count} to be completed are in {shown}."),
    );
    Ok(Written {
        path: input.to,
        rows,
        sentence,
    })
}
