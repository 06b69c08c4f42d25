//! Taking a roster in: all of it or nothing, beside the screens, which go on.

use std::sync::atomic::Ordering;

use jemput_domain::{
    event::{ActRef, Draft, Event, RosterImported, Subject},
    id::{ImportId, ScopeId},
};
use jemput_journal::Writing;

use super::{file::RosterFile, placing::Start, prepare::prepare};
use crate::{
    Desk, Trouble,
    ids::uuid_v7,
    view::{RosterInput, RosterReport},
    visit_change::ACT_DRAFTS_MAX,
    visit_now::VisitNow,
};

/// Takes a roster in.
pub fn roster_import(desk: &Desk, input: RosterInput) -> Result<RosterReport, Trouble> {
    take(desk, &input, Start::AsItStands)
}

/// Takes a roster in, booking slots from `start` on. Of one that brings nothing new, nothing is written.
pub(crate) fn take(desk: &Desk, input: &RosterInput, start: Start) -> Result<RosterReport, Trouble> {
    let file = RosterFile::read(desk, &input.path, input.digest.as_deref())?;
    let mut journal = desk.journal_beside()?;
    let mut writing = journal.write()?;
    let now = desk.now(writing.view())?;
    let visit = VisitNow::load(desk, writing.view(), input.visit)?;
    let import = ImportId(uuid_v7(now)?);
    let prepared = prepare(writing.view(), &visit, &file, input, start, import)?;
    let mut report = prepared.report;
    if prepared.drafts.is_empty() {
        return Ok(report);
    }
    let first = write(desk, &mut writing, input.visit, import, prepared.fact, prepared.drafts)?;
    stopped(desk)?;
    writing.commit()?;
    report.written = true;
    report.import = Some(import);
    report.act = Some(first.id(input.visit));
    Ok(report)
}

/// Writes the import and its rows as acts of one transaction; the first one names the import.
fn write(
    desk: &Desk,
    writing: &mut Writing<'_>,
    scope: ScopeId,
    import: ImportId,
    fact: RosterImported,
    drafts: Vec<Draft>,
) -> Result<ActRef, Trouble> {
    let total = drafts.len();
    let acts = u16::try_from((total + 1).div_ceil(ACT_DRAFTS_MAX)).unwrap_or(u16::MAX);
    let mut drafts = drafts.into_iter();
    let mut act = vec![Draft::about(
        Subject::Import(import),
        Event::RosterImported(RosterImported { acts, ..fact }),
    )];
    let mut first = None;
    loop {
        stopped(desk)?;
        act.extend(drafts.by_ref().take(ACT_DRAFTS_MAX - act.len()));
        let appended = desk.append(writing, scope, std::mem::take(&mut act), None)?;
        let first = *first.get_or_insert(appended);
        let count = |people: usize| u32::try_from(people).unwrap_or(u32::MAX);
        desk.progress(count(total - drafts.len()), count(total));
        if drafts.len() == 0 {
            return Ok(first);
        }
    }
}

fn stopped(desk: &Desk) -> Result<(), Trouble> {
    if desk.stop.load(Ordering::Relaxed) {
        Err(Trouble::Stopped)
    } else {
        Ok(())
    }
}
