//! What taking a roster would do: the one step that looking and taking share. Writes nothing.

use std::cell::RefCell;

use jemput_domain::{
    event::{Draft, RosterImported},
    id::{BookingId, ImportId},
    nik::Nik,
    roster::{Context, Roster, read_roster},
    time::Day,
};
use jemput_journal::{JournalError, View};

use super::{
    drafts::drafts,
    file::RosterFile,
    meeting::{Bookings, Meeting, meet},
    placing::{Placing, Start, place},
    report,
};
use crate::{
    Trouble,
    view::{RosterInput, RosterReport},
    visit_now::VisitNow,
};

/// What is told, and what is written.
pub(crate) struct Prepared {
    /// The report, as if nothing is written.
    pub(crate) report: RosterReport,
    /// The events of rows; without any the roster brings nothing new.
    pub(crate) drafts: Vec<Draft>,
    /// The import itself; `acts` is left 0.
    pub(crate) fact: RosterImported,
}

/// All that is known when a roster has met the visit.
pub(crate) struct Met<'a> {
    pub(crate) visit: &'a VisitNow,
    pub(crate) file: &'a RosterFile,
    pub(crate) roster: &'a Roster,
    pub(crate) bookings: &'a Bookings,
    pub(crate) meeting: &'a Meeting,
    pub(crate) placing: &'a Placing,
    /// Whether only newcomers were asked for.
    pub(crate) add: bool,
}

/// Reads the roster in a file and decides what taking it does.
pub(crate) fn prepare(
    view: View<'_>,
    visit: &VisitNow,
    file: &RosterFile,
    input: &RosterInput,
    start: Start,
    import: ImportId,
) -> Result<Prepared, Trouble> {
    let mut roster = read(view, visit, file)?;
    choose(&mut roster, &input.classes)?;
    let bookings = Bookings::read(view, visit)?;
    let meeting = meet(view, visit, &bookings, &roster, input.add)?;
    let leaving: &[BookingId] = if input.withdraw_gone { &meeting.gone } else { &[] };
    let start = if input.add { Start::Now } else { start };
    let placing = place(visit, &bookings, &mut roster, &meeting, leaving, start);
    let drafts = drafts(&roster, &meeting, &placing, leaving, import);
    let met = Met {
        visit,
        file,
        roster: &roster,
        bookings: &bookings,
        meeting: &meeting,
        placing: &placing,
        add: input.add,
    };
    let report = report::report(&met, drafts.is_empty(), visit.lang);
    let fact = RosterImported {
        file_name: file.name.clone(),
        digest: file.digest,
        rows: report.rows,
        held: report.held,
        not_due: report.not_due,
        acts: 0,
    };
    Ok(Prepared { report, drafts, fact })
}

fn read(view: View<'_>, visit: &VisitNow, file: &RosterFile) -> Result<Roster, Trouble> {
    let failed: RefCell<Option<JournalError>> = RefCell::new(None);
    let already_recorded = |nik: Nik| {
        let found = view
            .recorded_place(nik)
            .and_then(|place| Ok(place.is_some() || view.recorded_in_other_visit(visit.scope, nik)?.is_some()));
        found.unwrap_or_else(|error| {
            failed.borrow_mut().get_or_insert(error);
            false
        })
    };
    let days: Vec<Day> = visit.plan.setup.days.iter().map(|hours| hours.day).collect();
    let context = Context {
        site_district: &visit.site.district,
        latest: visit.day,
        minimum_age: visit.plan.setup.minimum_age,
        days: &days,
        already_recorded: &already_recorded,
        sheet: None,
    };
    let roster = read_roster(&file.sheets, &context);
    if let Some(error) = failed.into_inner() {
        return Err(error.into());
    }
    Ok(roster?)
}

/// Leaves only the classes that were chosen, whatever their capitals.
fn choose(roster: &mut Roster, classes: &[String]) -> Result<(), Trouble> {
    if classes.is_empty() {
        return Ok(());
    }
    let wanted: Vec<String> = classes
        .iter()
        .map(|class| jemput_domain::text::clean(class).to_lowercase())
        .collect();
    let found: Vec<String> = roster
        .classes()
        .into_iter()
        .map(|(class, _)| class.to_lowercase())
        .collect();
    if let Some(missing) = wanted.iter().position(|class| !found.contains(class)) {
        return Err(Trouble::NoClass(classes[missing].clone()));
    }
    roster
        .rows
        .retain(|row| wanted.contains(&row.person.class.to_lowercase()));
    Ok(())
}
