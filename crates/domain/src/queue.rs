//! Who is called next. Fair: repeats first, then priority, then slot order, then arrival; who was not there when called
//! goes back behind the next five.

use crate::{
    booking::Booking,
    id::BookingId,
    plan::Plan,
    time::{Day, Minute, Moment, Zone},
};

/// How many others are called before someone who was not there.
pub const BEHIND_PEOPLE: usize = 5;

/// A person in the queue.
#[derive(Clone, Debug)]
pub struct Waiting<'a> {
    /// The booking.
    pub id: BookingId,
    /// Its fold.
    pub booking: &'a Booking,
}

type Key = (bool, bool, u16, Moment, BookingId);

/// The order in which `waiting` are called on `day`. `calls` are the instants of the day's calls, ascending.
pub fn order<'a>(plan: &Plan, zone: Zone, day: Day, waiting: Vec<Waiting<'a>>, calls: &[Moment]) -> Vec<Waiting<'a>> {
    let mut keyed: Vec<(Key, usize, Waiting<'a>)> = waiting
        .into_iter()
        .map(|w| (key(plan, zone, day, &w), others_before(&w, calls), w))
        .collect();
    keyed.sort_by_key(|(key, ..)| *key);
    let (back, mut line): (Vec<_>, Vec<_>) = keyed.into_iter().partition(|(_, before, _)| *before > 0);
    let mut back = back;
    back.sort_by_key(|(key, before, _)| (*before, *key));
    for entry in back {
        let at = entry.1.min(line.len());
        line.insert(at, entry);
    }
    line.into_iter().map(|(_, _, w)| w).collect()
}

fn key(plan: &Plan, zone: Zone, day: Day, waiting: &Waiting<'_>) -> Key {
    let booking = waiting.booking;
    let arrived = booking.arrival.as_ref().map_or(Moment(i64::MAX), |a| a.at);
    let minute = if arrived.0 == i64::MAX {
        Minute(1440)
    } else {
        zone.local(arrived).1
    };
    let own = booking
        .slot
        .and_then(|s| plan.slot(s))
        .filter(|s| s.day == day)
        .map(|s| s.span.start);
    // Without a slot of this day, as if booked into the slot in which they came.
    let slot = own
        .or_else(|| plan.slot_at(day, minute).map(|s| s.span.start))
        .unwrap_or(minute);
    (!booking.front, booking.priority.is_none(), slot.0, arrived, waiting.id)
}

/// How many others are still to be called before a person who was not there.
fn others_before(waiting: &Waiting<'_>, calls: &[Moment]) -> usize {
    match waiting.booking.absent_at {
        Some(at) if waiting.booking.absences > 0 => {
            BEHIND_PEOPLE.saturating_sub(calls.iter().filter(|c| **c > at).count())
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        booking::{Arrival, Ticket},
        event::Standing,
        id::DeviceId,
        plan::{Setup, Slot, SlotNumber, Span},
    };
    use uuid::Uuid;

    fn plan() -> Plan {
        let day = Day::parse("2021-11-08").unwrap();
        let slot = |number, start| Slot {
            number: SlotNumber(number),
            day,
            span: Span {
                start: Minute(start),
                end: Minute(start + 30),
            },
            capacity: 15,
            reserve: 2,
        };
        let setup = Setup {
            days: vec![],
            stations: 4,
            minutes_per_person: 8,
            waiting_limit: 30,
            slot_minutes: 30,
            reserve_percent: 10,
            minimum_age: 16,
        };
        Plan {
            setup,
            slots: vec![slot(0, 450), slot(1, 480)],
        }
    }

    fn came(slot: Option<u16>, minute: u16) -> Booking {
        let day = Day::parse("2021-11-08").unwrap();
        Booking {
            made: true,
            slot: slot.map(SlotNumber),
            arrival: Some(Arrival {
                ticket: Ticket {
                    day,
                    mark: "A".into(),
                    number: 1,
                    device: DeviceId(Uuid::nil()),
                },
                at: Zone::Wib.moment(day, Minute(minute)),
                standing: Standing::OnTime,
            }),
            ..Booking::default()
        }
    }

    fn called(people: &[Booking], calls: &[Moment]) -> Vec<u128> {
        let waiting = people
            .iter()
            .enumerate()
            .map(|(i, b)| Waiting {
                id: BookingId(Uuid::from_u128(i as u128)),
                booking: b,
            })
            .collect();
        order(&plan(), Zone::Wib, Day::parse("2021-11-08").unwrap(), waiting, calls)
            .iter()
            .map(|w| w.id.0.as_u128())
            .collect()
    }

    #[test]
    fn slot_before_arrival_before_nothing() {
        let people = [
            came(Some(1), 440),
            came(Some(0), 460),
            came(Some(0), 450),
            came(None, 455),
        ];
        assert_eq!(called(&people, &[]), [2, 3, 1, 0]);
    }

    #[test]
    fn repeats_then_priority_go_first() {
        let mut people = [came(Some(0), 440), came(Some(1), 470), came(Some(1), 471)];
        people[1].priority = Some("elderly".into());
        people[2].front = true;
        assert_eq!(called(&people, &[]), [2, 1, 0]);
    }

    #[test]
    fn who_was_not_there_goes_behind_the_next_five() {
        let mut people: Vec<_> = (0..8).map(|i| came(Some(0), 440 + i)).collect();
        let absent = Zone::Wib.moment(Day::parse("2021-11-08").unwrap(), Minute(470));
        people[0].absences = 1;
        people[0].absent_at = Some(absent);
        assert_eq!(called(&people, &[]), [1, 2, 3, 4, 5, 0, 6, 7]);
        let two_more = [absent.plus_minutes(1), absent.plus_minutes(2)];
        assert_eq!(called(&people[..6], &two_more), [1, 2, 3, 0, 4, 5]);
    }

    #[test]
    fn a_short_queue_ends_with_them() {
        let mut people = [came(Some(0), 440), came(Some(0), 441)];
        people[0].absences = 1;
        people[0].absent_at = Some(Moment(1));
        assert_eq!(called(&people, &[]), [1, 0]);
    }
}
