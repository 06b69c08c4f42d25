//! People's data leave Jemput in a file: the file and the event that says so are one act.

use std::path::Path;

use jemput_domain::{
    event::{Draft, Event, ExportKind, Exported, Subject},
    id::ScopeId,
    roster::table::Table,
};
use jemput_journal::View;

use crate::{Desk, Trouble, spreadsheet, visit_now::VisitNow};

/// What leaves.
pub(crate) struct Leaving {
    /// What.
    pub what: ExportKind,
    /// The table, a row a person.
    pub table: Table,
    /// Whether NIKs stand in it in full.
    pub full_niks: bool,
}

/// An event that says what left.
pub(crate) fn said(what: ExportKind, rows: u32, full_niks: bool) -> Draft {
    Draft::about(Subject::Visit, Event::Exported(Exported { what, rows, full_niks }))
}

/// Writes a visit's table to a file, and the event. The file is written beside its place before the event is, and put there
/// after: no file without an event. Answers how many rows it has.
pub(crate) fn leave(
    desk: &Desk,
    scope: ScopeId,
    to: &Path,
    collect: impl FnOnce(View<'_>, &VisitNow) -> Result<Leaving, Trouble>,
) -> Result<u32, Trouble> {
    let (_, (part, rows)) = desk.act(scope, |writing, visit| {
        let Leaving { what, table, full_niks } = collect(writing.view(), visit)?;
        let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let part = spreadsheet::beside(to, &[table])?;
        Ok((vec![said(what, rows, full_niks && rows > 0)], (part, rows)))
    })?;
    part.place()?;
    Ok(rows)
}
