//! Who comes without a booking: booked and checked in at once.

use super::arrive::{Ticketing, came};
use crate::{
    booking::{Booking, State},
    event::{BookingMade, BookingMoved, Draft, Event, MoveCause, PersonCorrected, Subject},
    id::BookingId,
    plan::Plan,
    refusal::Refusal,
    time::{Day, Minute},
};

/// Books and checks in who came without a booking. `known` is what the visit has under this id: who was taken off its
/// list comes back with all that the desk typed; whoever is still on it is checked in there, not here.
pub fn walk_in(
    id: BookingId,
    known: Option<&Booking>,
    made: BookingMade,
    plan: &Plan,
    day: Day,
    minute: Minute,
    ticketing: Ticketing,
) -> Result<Vec<Draft>, Refusal> {
    let about = |event| Draft::about(Subject::Booking(id), event);
    let mut booking = known.cloned().unwrap_or_default();
    let mut drafts = Vec::new();
    if !booking.made {
        booking.slot = made.slot;
        drafts.push(about(Event::BookingMade(made)));
    } else if booking.state == State::Withdrawn {
        if made.person != booking.person || made.held != booking.held {
            drafts.push(about(Event::PersonCorrected(PersonCorrected {
                person: made.person,
                held: made.held,
            })));
        }
        if made.slot != booking.slot {
            booking.slot = made.slot;
            drafts.push(about(Event::BookingMoved(BookingMoved {
                slot: made.slot,
                cause: MoveCause::Desk,
                to_tell: false,
            })));
        }
    } else {
        return Err(Refusal::NikOfOther {
            name: booking.person.name,
            class: booking.person.class,
        });
    }
    drafts.extend(came(id, &booking, plan, day, minute, ticketing).0);
    Ok(drafts)
}
