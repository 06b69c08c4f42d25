//! Check-in.

use crate::{
    booking::{Booking, State, Ticket},
    event::{Arrived, BookingMoved, Draft, Event, Left, MoveCause, Standing, Subject},
    id::BookingId,
    plan::{Plan, Slot},
    refusal::Refusal,
    time::{Day, Minute},
};

/// Minutes before a slot's start from which an arrival is on time.
pub const EARLY_MINUTES: u16 = 15;

/// The ticket that the desk would give.
#[derive(Clone, Debug)]
pub struct Ticketing {
    /// The desk's mark.
    pub mark: String,
    /// The next number.
    pub number: u16,
}

/// What a check-in comes to.
#[derive(Clone, Debug)]
pub enum Check {
    /// It has come before today: this ticket, no event.
    Already(Ticket),
    /// It comes now.
    Now(Vec<Draft>, Standing),
}

/// How coming at `minute` of `day` stands to a slot, and minutes early or late.
pub fn standing(slot: Option<&Slot>, day: Day, minute: Minute) -> (Standing, u32) {
    match slot {
        None => (Standing::OnTime, 0),
        Some(slot) if slot.day != day => (Standing::OtherDay, 0),
        Some(slot) if minute.0 + EARLY_MINUTES < slot.span.start.0 => {
            (Standing::Early, u32::from(slot.span.start.0 - minute.0))
        }
        Some(slot) if minute >= slot.span.end => (Standing::Late, u32::from(minute.0 - slot.span.start.0)),
        Some(_) => (Standing::OnTime, 0),
    }
}

/// Checks a person in. Who comes on another day than theirs takes a place of the slot that runs now, if there is one.
pub fn arrive(
    id: BookingId,
    booking: &Booking,
    plan: &Plan,
    day: Day,
    minute: Minute,
    ticketing: Ticketing,
) -> Result<Check, Refusal> {
    let name = booking.person.name.clone();
    match booking.state {
        State::Recorded | State::AlreadyRecorded => return Err(Refusal::AlreadyDone { name }),
        State::Withdrawn | State::Joined => return Err(Refusal::Withdrawn { name }),
        _ => {}
    }
    if let Some(ticket) = booking.ticket_on(day)
        && booking.state.on_site()
    {
        return Ok(Check::Already(ticket.clone()));
    }
    let slot = booking.slot.and_then(|s| plan.slot(s));
    let (standing, _) = standing(slot, day, minute);
    let mut drafts = Vec::new();
    if standing == Standing::OtherDay
        && let Some(now) = plan.slot_at(day, minute)
    {
        let moved = BookingMoved {
            slot: Some(now.number),
            cause: MoveCause::Desk,
            to_tell: false,
        };
        drafts.push(Draft::about(Subject::Booking(id), Event::BookingMoved(moved)));
    }
    let arrived = Arrived {
        day,
        mark: ticketing.mark,
        number: ticketing.number,
        standing,
    };
    drafts.push(Draft::about(Subject::Booking(id), Event::Arrived(arrived)));
    Ok(Check::Now(drafts, standing))
}

/// A person leaves unserved.
pub fn leave(id: BookingId, booking: &Booking, reason: String) -> Result<Vec<Draft>, Refusal> {
    if !booking.state.on_site() {
        return Err(Refusal::NotArrived {
            name: booking.person.name.clone(),
        });
    }
    Ok(vec![Draft::about(Subject::Booking(id), Event::Left(Left { reason }))])
}
