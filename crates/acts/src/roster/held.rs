//! Rows to complete, as a spreadsheet for the school.

use std::path::Path;

use jemput_domain::{
    event::ExportKind,
    roster::{HeldRow, held_table},
};
use jemput_journal::PeopleFilter;

use crate::{
    Desk, Trouble,
    leaving::{Leaving, leave},
    saying::people,
    view::{WriteInput, Written},
};

/// Writes them, with what the school needs to find and complete each; they come back by `Kode Jemput`. NIKs stand as the school
/// gave them: a wrong digit is what it must find, and the list goes back to whoever wrote it. The visit keeps that it went.
pub fn roster_held(desk: &Desk, input: WriteInput) -> Result<Written, Trouble> {
    let visit = input.visit.ok_or(jemput_domain::refusal::Refusal::NoVisit)?;
    let path = Path::new(&input.to);
    let rows = leave(desk, visit, path, |view, _| {
        let filter = PeopleFilter {
            held: true,
            ..PeopleFilter::default()
        };
        let held = view.people(visit, &filter, 0, u32::MAX)?.1;
        let rows: Vec<HeldRow<'_>> = held
            .iter()
            .map(|row| HeldRow {
                booking: row.id,
                person: &row.booking.person,
                codes: &row.booking.held,
            })
            .collect();
        Ok(Leaving {
            what: ExportKind::HeldRows,
            table: held_table(&rows),
            full_niks: true,
        })
    })?;
    let lang = desk.lang();
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
