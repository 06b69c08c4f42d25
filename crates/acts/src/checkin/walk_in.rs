//! Who comes without a booking: booked and checked in by one act.

use jemput_domain::{
    decide::{self, Check},
    event::{BookingMade, Draft, Event, Source, Subject},
    id::{BookingId, BookingKey},
    name,
    person::Person,
    refusal::Refusal,
};
use jemput_journal::{BookingRow, View};

use super::{arrive::told, mark, person, ticket};
use crate::{
    Desk, Trouble, places,
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
        let person = person::laid_over(&Person::default(), &input.person, visit.day)?;
        if person.name.is_empty() {
            return Err(Refusal::NameMissing.into());
        }
        too_young(visit, &person)?;
        let id = booking_id(view, visit, &person)?;
        let held = if person.nik.is_none() {
            vec!["nik_missing".to_owned()]
        } else {
            Vec::new()
        };
        let made = BookingMade {
            person,
            source: Source::WalkIn,
            services: vec![input.service.clone()],
            slot: places::walk_in_slot(view, visit)?,
            held,
            warned: Vec::new(),
        };
        let (mark, mut drafts) = mark::own(desk, writing.view(), visit.scope)?;
        drafts.push(Draft::about(Subject::Booking(id), Event::BookingMade(made.clone())));
        let booking = jemput_domain::booking::Booking {
            slot: made.slot,
            person: made.person,
            ..Default::default()
        };
        let ticketing = ticket::next(desk, writing, visit, &mark)?;
        if let Check::Now(arrival, _) = decide::arrive(id, &booking, &visit.plan, visit.day, visit.minute, ticketing)? {
            drafts.extend(arrival);
        }
        Ok((drafts, BookingRow { id, booking }))
    })?;
    desk.read_visit(input.visit, |view, visit| told(view, visit, row.id, &row.booking, act))
}

fn too_young(visit: &VisitNow, person: &Person) -> Result<(), Trouble> {
    let birth = person
        .birth_date
        .or_else(|| person.nik.and_then(|n| n.birth_date(visit.day)));
    match birth {
        Some(birth) if visit.day.age_of(birth) < i32::from(visit.plan.setup.minimum_age) => Err(Refusal::TooYoung {
            name: person.name.clone(),
            minimum_age: visit.plan.setup.minimum_age,
            from: jemput_domain::roster::due_from(birth, visit.plan.setup.minimum_age),
        }
        .into()),
        _ => Ok(()),
    }
}

/// The booking's id: from the NIK; without one the next of those who are alike.
fn booking_id(view: View<'_>, visit: &VisitNow, person: &Person) -> Result<BookingId, Trouble> {
    let secret = view.secret(visit.scope)?.ok_or(Refusal::NoVisit)?;
    if let Some(nik) = person.nik {
        if let Some(owner) = view.bookings_with_nik(visit.scope, nik)?.first() {
            let owner = &owner.booking.person;
            return Err(Refusal::NikOfOther {
                name: owner.name.clone(),
                class: owner.class.clone(),
            }
            .into());
        }
        return Ok(BookingId::derive(&secret, BookingKey::Nik(nik.as_str())));
    }
    let birth_date = person.birth_date.map(|d| d.to_string()).unwrap_or_default();
    let name = name::search_key(&person.name);
    for nth in 0.. {
        let key = BookingKey::Person {
            name: &name,
            birth_date: &birth_date,
            class: &person.class,
            nth,
        };
        let id = BookingId::derive(&secret, key);
        if view.booking(visit.scope, id)?.is_none() {
            return Ok(id);
        }
    }
    Err(Refusal::NoVisit.into())
}
