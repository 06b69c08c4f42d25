//! Looking at a roster. Writes nothing.

use jemput_domain::id::ImportId;
use uuid::Uuid;

use super::{file::RosterFile, placing::Start, prepare::prepare};
use crate::{
    Desk, Trouble,
    view::{RosterInput, RosterReport},
    visit_now::VisitNow,
};

/// What a roster holds and what taking it would do.
pub fn roster_preview(desk: &Desk, input: RosterInput) -> Result<RosterReport, Trouble> {
    let file = RosterFile::read(desk, &input.path, input.digest.as_deref())?;
    let journal = desk.journal_beside()?;
    let view = journal.view();
    let visit = VisitNow::load(desk, view, input.visit)?;
    Ok(prepare(view, &visit, &file, &input, Start::AsItStands, ImportId(Uuid::nil()))?.report)
}
