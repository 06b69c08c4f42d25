//! Taking a roster in: all of it or nothing, beside the screens, which go on.

use std::sync::atomic::Ordering;

use jemput_domain::{
    event::{ActRef, Draft, Event, RosterImported, Subject},
    id::{ImportId, ScopeId},
};
use jemput_journal::{Journal, View, Writing};

use super::{
    file::RosterFile,
    placing::Start,
    prepare::{Prepared, prepare},
};
use crate::{
    Desk, Trouble,
    ids::uuid_v7,
    view::{RosterInput, RosterReport},
    visit_change::ACT_DRAFTS_MAX,
    visit_now::VisitNow,
};

/// So often it is decided beside the screens before it is decided once more with the journal held.
const TRIES: u32 = 3;
/// The most events of a visit: what is read and folded whole must stay small enough for that.
const EVENTS_MAX: u32 = 200_000;

/// Takes a roster in.
pub fn roster_import(desk: &Desk, input: RosterInput) -> Result<RosterReport, Trouble> {
    take(desk, &input, Start::AsItStands)
}

/// Takes a roster in, booking slots from `start` on. Of one that brings nothing new, nothing is written.
pub(crate) fn take(desk: &Desk, input: &RosterInput, start: Start) -> Result<RosterReport, Trouble> {
    let file = RosterFile::read(desk, &input.path, input.digest.as_deref())?;
    let mut journal = desk.journal_beside()?;
    let now = desk.now(journal.view())?;
    let import = ImportId(uuid_v7(now)?);
    let decide = |view: View<'_>| {
        let visit = VisitNow::load(desk, view, input.visit)?;
        prepare(view, &visit, &file, input, start, import)
    };
    // Decided beside the screens, so that a check-in need not wait for it; within the lock only where one came between.
    let (prepared, version) = decide_beside(desk, &journal, &decide)?;
    let mut writing = journal.write()?;
    let prepared = if writing.view().data_version()? == version {
        prepared
    } else {
        decide(writing.view())?
    };
    let mut report = prepared.report;
    if prepared.drafts.is_empty() {
        return Ok(report);
    }
    let room = EVENTS_MAX.saturating_sub(writing.view().event_count(Some(input.visit))?);
    if prepared.drafts.len() > room as usize {
        return Err(Trouble::VisitFull { room });
    }
    let first = write(desk, &mut writing, input.visit, import, prepared.fact, prepared.drafts)?;
    stopped(desk)?;
    writing.commit()?;
    report.written = true;
    report.import = Some(import);
    report.act = Some(first.id(input.visit));
    Ok(report)
}

/// Decides without holding the journal, again where somebody wrote meanwhile; with the version that it was decided on.
fn decide_beside(
    desk: &Desk,
    journal: &Journal,
    decide: &dyn Fn(View<'_>) -> Result<Prepared, Trouble>,
) -> Result<(Prepared, i64), Trouble> {
    let mut tries = 0;
    loop {
        let version = journal.data_version()?;
        let prepared = decide(journal.view())?;
        desk.progress(prepared.report.rows, 0);
        stopped(desk)?;
        tries += 1;
        if tries == TRIES || journal.data_version()? == version {
            return Ok((prepared, version));
        }
    }
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
