//! All stations and the queue before them.

use std::collections::BTreeSet;

use jemput_domain::{
    booking::State,
    event::Event,
    id::{ActId, BookingId},
    queue::{self, Waiting},
    time::{Minute, Moment},
};
use jemput_journal::{BookingRow, View};

use super::sitting::sitting;
use crate::{
    Desk, Trouble,
    figures::Figures,
    view::{OfVisit, QueueEntry, StationBoard, StationView},
    visit_now::VisitNow,
};

/// How many of the queue a station sees.
const NEXT: usize = 8;

/// The stations' screen.
pub fn stations(desk: &Desk, input: OfVisit) -> Result<StationBoard, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let rows = view.queue(visit.scope, visit.day)?;
        let waiting = Figures::load(view, visit)?.day(visit.day).waiting;
        let next = in_order(view, visit, rows)?;
        let next = next.iter().take(NEXT).map(|row| entry(visit, row)).collect();
        let mut stations = station_views(view, visit)?;
        for station in &mut stations {
            if let Some(person) = &mut station.person {
                person.act = last_own_act(desk, view, visit, person.booking)?;
            }
        }
        Ok(StationBoard {
            stations,
            next,
            waiting,
        })
    })
}

/// The queue of today, in the order in which it is called.
pub(crate) fn in_order(view: View<'_>, visit: &VisitNow, rows: Vec<BookingRow>) -> Result<Vec<BookingRow>, Trouble> {
    let midnight = visit.zone().moment(visit.day, Minute(0));
    let calls = view.calls_since(visit.scope, midnight)?;
    let waiting = rows
        .iter()
        .map(|r| Waiting {
            id: r.id,
            booking: &r.booking,
        })
        .collect();
    let ids: Vec<BookingId> = queue::order(&visit.plan, visit.zone(), visit.day, waiting, &calls)
        .iter()
        .map(|w| w.id)
        .collect();
    let mut by_id: std::collections::HashMap<_, _> = rows.into_iter().map(|r| (r.id, r)).collect();
    Ok(ids.into_iter().filter_map(|id| by_id.remove(&id)).collect())
}

fn entry(visit: &VisitNow, row: &BookingRow) -> QueueEntry {
    let b = &row.booking;
    let arrived = b.arrival.as_ref().map_or(visit.now, |a| a.at);
    QueueEntry {
        booking: row.id,
        ticket: b.arrival.as_ref().map(|a| a.ticket.to_string()).unwrap_or_default(),
        priority: b.priority.clone(),
        repeat: b.state == State::ToRepeat,
        waited_minutes: minutes_between(arrived, visit.now),
    }
}

/// Whole minutes from one instant to another; 0 where a clock went back.
pub(crate) fn minutes_between(from: Moment, to: Moment) -> u32 {
    u32::try_from((to.0 - from.0) / 60_000).unwrap_or(0)
}

/// The visit's stations with who they have and what they did today.
pub(crate) fn station_views(view: View<'_>, visit: &VisitNow) -> Result<Vec<StationView>, Trouble> {
    let midnight = visit.zone().moment(visit.day, Minute(0));
    let services = view.services(visit.scope, midnight, visit.zone().moment(visit.day, Minute(1440)))?;
    let at_stations = view.at_stations(visit.scope)?;
    let mut stations = Vec::new();
    // A station that the plan no longer has is here while it holds someone.
    let held = at_stations
        .iter()
        .filter_map(|row| row.booking.at_station)
        .map(|at| at.station);
    let numbers: BTreeSet<u8> = (1..=visit.plan.setup.stations).chain(held).collect();
    for number in numbers {
        let has = at_stations
            .iter()
            .find(|r| r.booking.at_station.is_some_and(|s| s.station == number));
        let service = services.iter().find(|s| s.station == number);
        stations.push(StationView {
            number,
            status: view.station(visit.scope, number)?,
            person: has.map(|row| sitting(visit, row, None)).transpose()?,
            recorded_today: service.map_or(0, |s| s.people),
            average_seconds: service.and_then(|s| s.seconds.checked_div(s.people)),
            last_seconds: service.map(|s| s.last_seconds),
        });
    }
    Ok(stations)
}

/// The newest act of this laptop about a booking: what undo would name.
fn last_own_act(desk: &Desk, view: View<'_>, visit: &VisitNow, id: BookingId) -> Result<Option<ActId>, Trouble> {
    let events = view.events_of(visit.scope, jemput_domain::event::Subject::Booking(id))?;
    let last = events
        .last()
        .filter(|e| e.place.device == desk.device() && !matches!(e.decoded.event, Event::ActUndone(_)));
    Ok(last.map(|e| e.at.act.id(visit.scope)))
}
