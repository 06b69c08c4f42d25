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

/// Who may be checked in with the whole class: has not come, or left or was missed and may return.
pub const WITH_CLASS: [State; 3] = [State::Booked, State::Missed, State::Left];

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

/// Checks a person in. Who comes on another day than theirs takes a place of the slot that runs now, if there is one; who
/// has a ticket of this day keeps it.
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
    let (drafts, standing) = came(id, booking, plan, day, minute, ticketing);
    Ok(Check::Now(drafts, standing))
}

/// The ticket that a person has from earlier this day: who left, or was missed when called, returns with it.
pub fn ticket_again(booking: &Booking, day: Day) -> Option<Ticketing> {
    booking.ticket_on(day).map(|ticket| Ticketing {
        mark: ticket.mark.clone(),
        number: ticket.number,
    })
}

/// The events of an arrival.
pub(super) fn came(
    id: BookingId,
    booking: &Booking,
    plan: &Plan,
    day: Day,
    minute: Minute,
    ticketing: Ticketing,
) -> (Vec<Draft>, Standing) {
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
    let ticketing = ticket_again(booking, day).unwrap_or(ticketing);
    let arrived = Arrived {
        day,
        mark: ticketing.mark,
        number: ticketing.number,
        standing,
    };
    drafts.push(Draft::about(Subject::Booking(id), Event::Arrived(arrived)));
    (drafts, standing)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        booking::Arrival,
        event::{BookingMade, Source},
        id::DeviceId,
        person::Person,
        plan::{DayHours, Setup, Span, plan},
        time::Moment,
    };

    const ID: BookingId = BookingId(uuid::Uuid::nil());

    fn day() -> Day {
        Day::parse("2021-11-08").unwrap()
    }

    fn one_day() -> Plan {
        let open = Span {
            start: Minute(480),
            end: Minute(720),
        };
        let setup = Setup {
            days: vec![DayHours {
                day: day(),
                open,
                breaks: Vec::new(),
            }],
            stations: 2,
            minutes_per_person: 10,
            waiting_limit: 30,
            slot_minutes: 30,
            reserve_percent: 10,
            minimum_age: 16,
        };
        plan(&setup).unwrap()
    }

    fn fresh() -> Ticketing {
        Ticketing {
            mark: "A".into(),
            number: 9,
        }
    }

    fn with_ticket(state: State) -> Booking {
        let ticket = Ticket {
            day: day(),
            mark: "A".into(),
            number: 2,
            device: DeviceId(uuid::Uuid::nil()),
        };
        Booking {
            made: true,
            state,
            arrival: Some(Arrival {
                ticket,
                at: Moment(0),
                standing: Standing::OnTime,
            }),
            ..Booking::default()
        }
    }

    fn number(drafts: &[Draft]) -> Option<u16> {
        drafts.iter().find_map(|draft| match &draft.event {
            Event::Arrived(arrived) => Some(arrived.number),
            _ => None,
        })
    }

    #[test]
    fn who_was_missed_or_left_returns_with_the_ticket_of_the_day() {
        let plan = one_day();
        for state in [State::Missed, State::Left] {
            let booking = with_ticket(state);
            let Check::Now(drafts, _) = arrive(ID, &booking, &plan, day(), Minute(600), fresh()).unwrap() else {
                panic!("they come again");
            };
            assert_eq!(number(&drafts), Some(2));
            let tomorrow = Day(day().0.succ_opt().unwrap());
            let Check::Now(drafts, _) = arrive(ID, &booking, &plan, tomorrow, Minute(600), fresh()).unwrap() else {
                panic!("they come again");
            };
            assert_eq!(number(&drafts), Some(9), "another day, another ticket");
        }
    }

    #[test]
    fn a_walk_in_who_was_taken_off_the_list_keeps_what_was_typed() {
        let plan = one_day();
        let mut known = with_ticket(State::Withdrawn);
        known.arrival = None;
        let made = BookingMade {
            person: Person {
                name: "Dewi Lestari".into(),
                phone: "0812".into(),
                ..Person::default()
            },
            source: Source::WalkIn,
            services: Vec::new(),
            slot: Some(plan.slots[0].number),
            held: Vec::new(),
            warned: Vec::new(),
        };
        let walk_in =
            |known: &Booking| super::super::walk_in(ID, Some(known), made.clone(), &plan, day(), Minute(600), fresh());
        let drafts = walk_in(&known).unwrap();
        assert!(
            drafts
                .iter()
                .any(|d| matches!(&d.event, Event::PersonCorrected(c) if c.person.phone == "0812"))
        );
        assert_eq!(number(&drafts), Some(9));
        known.state = State::Booked;
        assert_eq!(walk_in(&known).unwrap_err().code(), "nik_of_other");
    }
}
