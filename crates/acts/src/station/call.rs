//! Calling, calling again, not there, and sitting down.

use jemput_domain::{
    decide,
    event::{Draft, StationStatus},
    id::ScopeId,
    refusal::Refusal,
    words::Lang,
};
use jemput_journal::{BookingRow, View, Writing};

use super::{board::in_order, sitting::sitting};
use crate::{
    Desk, Trouble,
    checkin::resolve,
    view::{CallInput, Done, Sitting, StationInput},
    visit_now::{self, VisitNow},
};

/// Refuses a station that is neither planned nor holds anybody: who sat there when the plan changed is served to the end.
pub(super) fn exists(view: View<'_>, visit: &VisitNow, station: u8) -> Result<(), Trouble> {
    match at_station(view, visit, station)? {
        Some(_) => Ok(()),
        None => planned(visit, station),
    }
}

/// Refuses a station that the plan does not have.
pub(super) fn planned(visit: &VisitNow, station: u8) -> Result<(), Trouble> {
    let stations = visit.plan.setup.stations;
    if (1..=stations).contains(&station) {
        Ok(())
    } else {
        Err(Refusal::NoStation { station, stations }.into())
    }
}

/// Who is called to a station or sits there.
pub(super) fn at_station(view: View<'_>, visit: &VisitNow, station: u8) -> Result<Option<BookingRow>, Trouble> {
    let rows = view.at_stations(visit.scope)?;
    Ok(rows
        .into_iter()
        .find(|r| r.booking.at_station.is_some_and(|s| s.station == station)))
}

/// Calls the next person in order, or one by ticket.
pub fn call(desk: &Desk, input: CallInput) -> Result<Sitting, Trouble> {
    let (act, id) = desk.act(input.visit, |writing, visit| {
        planned(visit, input.station)?;
        let view = writing.view();
        let row = match &input.code {
            Some(code) => resolve(view, visit, code)?,
            None => {
                let queue = view.queue(visit.scope, visit.day)?;
                in_order(view, visit, queue)?
                    .into_iter()
                    .next()
                    .ok_or(Refusal::QueueEmpty)?
            }
        };
        let holds = at_station(view, visit, input.station)?;
        let status = view.station(visit.scope, input.station)?;
        let drafts = decide::call(
            row.id,
            &row.booking,
            input.station,
            &status,
            holds.as_ref().map(|h| &h.booking),
        )?;
        Ok((drafts, row.id))
    })?;
    desk.read_visit(input.visit, |view, visit| {
        sitting(visit, &visit_now::booking(view, visit.scope, id)?, act)
    })
}

/// An act about whoever a station has.
fn about_its_person(
    desk: &Desk,
    scope: ScopeId,
    station: u8,
    rule: impl Fn(&BookingRow, &StationStatus) -> Result<Vec<Draft>, Refusal>,
    say: fn(Lang, &str) -> String,
) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, ticket) = desk.act(scope, |writing: &Writing<'_>, visit| {
        let view = writing.view();
        exists(view, visit, station)?;
        let row = at_station(view, visit, station)?.ok_or(Refusal::StationEmpty { station })?;
        let status = view.station(visit.scope, station)?;
        let ticket = row
            .booking
            .arrival
            .as_ref()
            .map(|a| a.ticket.to_string())
            .unwrap_or_default();
        Ok((rule(&row, &status)?, ticket))
    })?;
    Ok(Done {
        sentence: say(lang, &ticket),
        act,
    })
}

/// Calls the same person again.
pub fn recall(desk: &Desk, input: StationInput) -> Result<Done, Trouble> {
    let rule = |row: &BookingRow, _: &StationStatus| decide::recall(row.id, &row.booking, input.station);
    about_its_person(desk, input.visit, input.station, rule, |lang, ticket| {
        lang.pick(
            format!("{ticket} dipanggil ulang."),
            format!("{ticket} was called again."),
        )
    })
}

/// The called person is not there.
pub fn absent(desk: &Desk, input: StationInput) -> Result<Done, Trouble> {
    let rule = |row: &BookingRow, _: &StationStatus| decide::absent(row.id, &row.booking, input.station);
    about_its_person(desk, input.visit, input.station, rule, |lang, ticket| {
        lang.pick(format!("{ticket} tidak di tempat."), format!("{ticket} was not there."))
    })
}

/// The person sits; name and birth date were confirmed.
pub fn start(desk: &Desk, input: StationInput) -> Result<Done, Trouble> {
    let rule = |row: &BookingRow, status: &StationStatus| decide::start(row.id, &row.booking, input.station, status);
    about_its_person(desk, input.visit, input.station, rule, |lang, ticket| {
        lang.pick(
            format!("Perekaman {ticket} dimulai."),
            format!("The recording of {ticket} has begun."),
        )
    })
}
