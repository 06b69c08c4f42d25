//! The next ticket of this laptop.

use jemput_domain::{
    decide::Ticketing,
    event::{Draft, Event, MarkTaken, Subject},
    mark,
};
use jemput_journal::Writing;

use crate::{Desk, Trouble, visit_now::VisitNow};

/// This laptop's mark in the visit; where it has none, or another laptop took the same one earlier, a new one and its event.
pub(crate) fn own_mark(desk: &Desk, writing: &Writing<'_>, visit: &VisitNow) -> Result<(String, Vec<Draft>), Trouble> {
    let seats = writing.view().seats(visit.scope)?;
    let own = seats
        .iter()
        .find(|(device, _)| *device == desk.device())
        .map(|(_, seat)| seat);
    if let Some((mark, since)) = own.and_then(|s| s.mark.as_ref().map(|m| (m, s.mark_since))) {
        let earlier = |(device, seat): &(jemput_domain::id::DeviceId, jemput_domain::fold::Seat)| {
            *device != desk.device()
                && seat.mark.as_ref() == Some(mark)
                && (seat.mark_since, *device) < (since, desk.device())
        };
        if !seats.iter().any(earlier) {
            return Ok((mark.clone(), Vec::new()));
        }
    }
    let used: Vec<String> = seats.iter().filter_map(|(_, s)| s.mark.clone()).collect();
    let mark = mark::first_unused(&used);
    let taken = Draft::about(
        Subject::Device(desk.device()),
        Event::MarkTaken(MarkTaken { mark: mark.clone() }),
    );
    Ok((mark, vec![taken]))
}

/// A ticket for today.
pub(crate) fn next(desk: &Desk, writing: &Writing<'_>, visit: &VisitNow, mark: &str) -> Result<Ticketing, Trouble> {
    let number = writing.next_ticket_number(visit.scope, desk.device(), visit.day)?;
    Ok(Ticketing {
        mark: mark.to_owned(),
        number,
    })
}
