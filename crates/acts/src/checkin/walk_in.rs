//! Who comes without a booking: booked and checked in by one act.

use jemput_domain::{
    booking::{Booking, State},
    decide,
    event::{BookingMade, Draft, Event, RecordedElsewhere, Source, Subject},
    id::{BookingId, BookingKey},
    nik::Nik,
    person::Person,
    refusal::Refusal,
};
use jemput_journal::{BookingRow, View};

use super::{arrive::told, lookup::recorded_elsewhere, mark, person, staying::with_nik, ticket, warning};
use crate::{
    Desk, Trouble,
    ids::uuid_v7,
    places,
    view::{Arrived, WalkInInput},
    visit_now::VisitNow,
};

/// Services that a visit gives, by code.
pub(crate) const SERVICES: [&str; 1] = ["ktp_first"];

/// Books and checks in who came without a booking. A NIK that has a booking is refused with its owner's name.
pub fn walk_in(desk: &Desk, input: WalkInInput) -> Result<Arrived, Trouble> {
    let (act, row) = desk.act(input.visit, |writing, visit| {
        if !SERVICES.contains(&input.service.as_str()) {
            return Err(Refusal::NoService {
                service: input.service.clone(),
            }
            .into());
        }
        let view = writing.view();
        let typed = person::laid_over(&Person::default(), &input.person, visit.day)?;
        if typed.name.is_empty() {
            return Err(Refusal::NameMissing.into());
        }
        let (id, known) = booking_of(view, visit, typed.nik)?;
        let mut booking = known.clone().filter(|known| known.made).unwrap_or_default();
        let person = person::laid_over(&booking.person, &input.person, visit.day)?;
        let held = decide::still_to_complete(&booking, &person);
        booking.person = person.clone();
        booking.slot = places::of_walk_in(view, visit, input.slot)?;
        if let Some(why) = warning::too_young(visit, &booking, visit.day) {
            return Err(why.into());
        }
        let made = BookingMade {
            person,
            source: Source::WalkIn,
            services: vec![input.service.clone()],
            slot: booking.slot,
            held,
            warned: Vec::new(),
        };
        let (mark, mut drafts) = mark::own(desk, view, visit.scope)?;
        let ticketing = ticket::next(desk, writing, visit, &mark, &booking)?;
        let (plan, day, minute) = (&visit.plan, visit.day, visit.minute);
        drafts.extend(decide::walk_in(id, known.as_ref(), made, plan, day, minute, ticketing)?);
        drafts.extend(recorded_before(view, visit, id, &booking)?);
        Ok((drafts, BookingRow { id, booking }))
    })?;
    desk.read_visit(input.visit, |view, visit| told(view, visit, row.id, &row.booking, act))
}

/// The booking of a walk-in, and what the visit has of it: with a NIK the one that imports made apart would give, so that
/// they meet, or the one that was taken off the list; without, a new one: two people of one name are never one booking.
fn booking_of(view: View<'_>, visit: &VisitNow, nik: Option<Nik>) -> Result<(BookingId, Option<Booking>), Trouble> {
    let new = || Ok((BookingId(uuid_v7(visit.now)?), None));
    let Some(nik) = nik else { return new() };
    let mut rows = with_nik(view, visit.scope, nik)?;
    if let Some(owner) = rows.iter().find(|row| row.booking.state != State::Withdrawn) {
        let owner = &owner.booking.person;
        return Err(Refusal::NikOfOther {
            name: owner.name.clone(),
            class: owner.class.clone(),
        }
        .into());
    }
    if let Some(row) = rows.pop() {
        return Ok((row.id, Some(row.booking)));
    }
    let secret = view.secret(visit.scope)?.ok_or(Refusal::NoVisit)?;
    let id = BookingId::derive(&secret, BookingKey::Nik(nik.as_str()));
    match view.booking(visit.scope, id)? {
        // Somebody else's by now: their NIK was corrected.
        Some(known) if known.made => new(),
        known => Ok((id, known)),
    }
}

/// Says of a booking that its NIK was recorded before, where that is known here and not said yet.
pub(super) fn recorded_before(
    view: View<'_>,
    visit: &VisitNow,
    id: BookingId,
    booking: &Booking,
) -> Result<Option<Draft>, Trouble> {
    let Some(nik) = booking.person.nik.filter(|_| booking.recorded_elsewhere.is_none()) else {
        return Ok(None);
    };
    let place = recorded_elsewhere(view, visit, nik)?;
    Ok(place.map(|place| {
        Draft::about(
            Subject::Booking(id),
            Event::RecordedElsewhere(RecordedElsewhere { place }),
        )
    }))
}
