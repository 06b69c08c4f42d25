//! A visit as an act finds it: its site, its plan, and what day and minute it is there.

use jemput_domain::{
    booking::Booking,
    decide,
    event::{GuardianForm, Standing},
    id::{BookingId, ScopeId},
    plan::{Plan, Slot, SlotNumber},
    refusal::Refusal,
    site::Site,
    time::{Day, Minute, Moment, Zone},
    words::Lang,
};
use jemput_journal::{BookingRow, View};
use uuid::Uuid;

use crate::{
    Desk, Trouble,
    view::{Found, SlotRef},
};

/// A visit and the time there.
#[derive(Clone, Debug)]
pub struct VisitNow {
    /// Its scope.
    pub scope: ScopeId,
    /// Its site.
    pub site: Site,
    /// Its plan.
    pub plan: Plan,
    /// Whether a guardian's form is asked for.
    pub guardian: GuardianForm,
    /// The time.
    pub now: Moment,
    /// The day there.
    pub day: Day,
    /// The minute there.
    pub minute: Minute,
    /// The language of whoever asks.
    pub lang: Lang,
}

impl VisitNow {
    /// Loads it; refuses a scope that is no visit of this journal.
    pub fn load(desk: &Desk, view: View<'_>, scope: ScopeId) -> Result<Self, Trouble> {
        let now = desk.now(view)?;
        let visit = view.visit(scope)?.ok_or(Refusal::NoVisit)?;
        let guardian = visit.guardian;
        let (Some(site), Some(plan)) = (visit.site, visit.plan) else {
            return Err(Refusal::NoVisit.into());
        };
        let (day, minute) = site.zone.local(now);
        Ok(Self {
            scope,
            site,
            plan,
            guardian,
            now,
            day,
            minute,
            lang: desk.lang_in(view),
        })
    }

    /// The site's zone.
    pub fn zone(&self) -> Zone {
        self.site.zone
    }

    /// An instant as people are shown it.
    pub fn show(&self, at: Moment) -> String {
        at.in_zone(self.zone())
    }

    /// Today, or the visit's next day, or its last.
    pub fn shown_day(&self) -> Day {
        let days = || self.plan.setup.days.iter().map(|d| d.day);
        days()
            .find(|d| *d >= self.day)
            .or_else(|| days().next_back())
            .unwrap_or(self.day)
    }

    /// Whether its last day is behind.
    pub fn is_over(&self) -> bool {
        self.plan.setup.days.iter().all(|day| day.day < self.day)
    }

    /// A slot as lists show it.
    pub fn slot_ref(&self, number: SlotNumber) -> Option<SlotRef> {
        self.plan.slot(number).map(|slot| self.slot_ref_of(slot))
    }

    /// The same, of a slot at hand.
    pub fn slot_ref_of(&self, slot: &Slot) -> SlotRef {
        SlotRef {
            slot: slot_id(self.scope, slot.number),
            number: slot.number,
            day: slot.day,
            span: slot.span,
        }
    }

    /// How a check-in now would stand to a booking's slot, and by how many minutes.
    pub fn standing(&self, booking: &Booking) -> (Standing, u32) {
        decide::standing(booking.slot.and_then(|s| self.plan.slot(s)), self.day, self.minute)
    }

    /// A booking as lists show it.
    pub fn found(&self, view: View<'_>, row: &BookingRow) -> Result<Found, Trouble> {
        let booking = &row.booking;
        let person = &booking.person;
        let lang = self.lang;
        let alike = view.has_alike(self.scope, row.id, &person.name, person.birth_date)?;
        let (standing, standing_minutes) = self.standing(booking);
        let slot = booking.slot.and_then(|s| self.plan.slot(s));
        let overdue = booking.state == jemput_domain::booking::State::Booked
            && slot.is_some_and(|s| (s.day, s.span.end) <= (self.day, self.minute));
        let held_words: Vec<String> = booking
            .held
            .iter()
            .map(|code| jemput_domain::roster::to_complete(code, lang))
            .collect();
        Ok(Found {
            booking: row.id,
            name: person.name.clone(),
            nik_masked: person.nik.map(|n| masked(n.last_four())).unwrap_or_default(),
            class: person.class.clone(),
            state: booking.state,
            held: booking.held.clone(),
            held_words: held_words.join(", "),
            slot: booking.slot.and_then(|s| self.slot_ref(s)),
            without_slot: None,
            ticket: booking.ticket_on(self.day).map(ToString::to_string),
            standing,
            standing_minutes,
            recorded_at: booking.last_recording().map(|r| self.show(r.finished)),
            alike,
            birth_date: person.birth_date.filter(|_| alike),
            priority: booking.priority.clone(),
            overdue,
        })
    }
}

/// A NIK as lists show it.
pub fn masked(last_four: &str) -> String {
    format!("············{last_four}")
}

/// A slot's id in interfaces: the visit's id with the slot's number laid over its last bytes, marked as version 8. It can
/// be told back to the number with nothing at hand.
pub fn slot_id(scope: ScopeId, number: SlotNumber) -> Uuid {
    let mut bytes = scope.0.into_bytes();
    let [high, low] = number.0.to_be_bytes();
    bytes[14] ^= high;
    bytes[15] ^= low;
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The booking of a row that must be there.
pub(crate) fn booking(view: View<'_>, scope: ScopeId, id: BookingId) -> Result<BookingRow, Trouble> {
    match view.booking(scope, id)? {
        Some(booking) => Ok(BookingRow { id, booking }),
        None => Err(Refusal::NotFound { code: id.to_string() }.into()),
    }
}
