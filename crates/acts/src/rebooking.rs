//! Who is booked again when a plan's numbers change: whose slot falls away or holds fewer than before, and who has none.

use std::collections::{BTreeMap, HashSet};

use jemput_domain::{
    booking::State,
    event::{BookingMoved, Draft, Event, MoveCause, Subject},
    id::BookingId,
    plan::{Coming, Plan, SlotNumber, ToBook, Unplaced, book, displaced},
    time::{Day, Minute},
};
use jemput_journal::{BookingRow, View};

use crate::{Trouble, visit_now::VisitNow};

/// The people that a changed plan moves.
pub(crate) struct Rebooking {
    /// Who moves, and where to.
    pub(crate) moves: Vec<Rebooked>,
    /// People by slot afterwards.
    pub(crate) taken: BTreeMap<SlotNumber, u16>,
}

/// Someone who moves.
pub(crate) struct Rebooked {
    /// Who.
    pub(crate) booking: BookingId,
    /// Name.
    pub(crate) name: String,
    /// Class.
    pub(crate) class: String,
    /// The new slot, or why there is none.
    pub(crate) to: Result<SlotNumber, Unplaced>,
}

impl Rebooking {
    /// Decides it; nobody who has come moves.
    pub(crate) fn of(view: View<'_>, visit: &VisitNow, plan: &Plan) -> Result<Self, Trouble> {
        let mut rows = view.bookings(visit.scope)?;
        rows.retain(|row| row.booking.state.takes_place());
        let movers = movers(visit, plan, &rows);
        let to_book: Vec<ToBook> = movers.iter().map(|row| to_book(visit, plan, row)).collect();
        let mut taken = BTreeMap::new();
        let moving: HashSet<BookingId> = movers.iter().map(|row| row.id).collect();
        for number in rows
            .iter()
            .filter(|row| !moving.contains(&row.id))
            .filter_map(|row| row.booking.slot)
        {
            count(&mut taken, number);
        }
        let booked = book(plan, &to_book, &taken, starting(plan, visit.day, visit.minute));
        let mut rebooked = Vec::new();
        let mut reasons = booked.unplaced.into_iter();
        for (row, to) in movers.iter().zip(booked.placed) {
            let to = match to {
                Some(number) => Ok(number),
                // Ascending, one for each without a place.
                None => Err(reasons.next().map_or(Unplaced::NoPlace, |(_, why)| why)),
            };
            if let Ok(number) = to {
                count(&mut taken, number);
            }
            if to.ok() != row.booking.slot {
                rebooked.push(Rebooked {
                    booking: row.id,
                    name: row.booking.person.name.clone(),
                    class: row.booking.person.class.clone(),
                    to,
                });
            }
        }
        Ok(Self { moves: rebooked, taken })
    }

    /// The events that move them; all of them must be told.
    pub(crate) fn drafts(&self) -> Vec<Draft> {
        let draft = |mover: &Rebooked| {
            let moved = BookingMoved {
                slot: mover.to.ok(),
                cause: MoveCause::Replan,
                to_tell: true,
            };
            Draft::about(Subject::Booking(mover.booking), Event::BookingMoved(moved))
        };
        self.moves.iter().map(draft).collect()
    }
}

/// From when on a plan's slots may be booked: from now where the visit has begun, all of them where it lies ahead. A visit
/// that is all over is planned as if it lay ahead: its lists are caught up with afterwards, or it is for practice.
pub(crate) fn starting(plan: &Plan, day: Day, minute: Minute) -> Option<(Day, Minute)> {
    let now = (day, minute);
    let first = plan.slots.first().map(|slot| (slot.day, slot.span.start))?;
    let last = plan.slots.last().map(|slot| (slot.day, slot.span.end))?;
    (first < now && now < last).then_some(now)
}

/// Who moves, in roster order.
fn movers<'r>(visit: &VisitNow, plan: &Plan, rows: &'r [BookingRow]) -> Vec<&'r BookingRow> {
    let coming: Vec<Coming> = (0..)
        .zip(rows)
        .filter_map(|(index, row)| {
            let slot = row.booking.slot.filter(|slot| visit.plan.slot(*slot).is_some())?;
            let booking = &row.booking;
            let arrived = booking.state != State::Booked;
            Some(Coming {
                index,
                slot,
                class: booking.person.class.clone(),
                told: !booking.to_tell,
                arrived,
            })
        })
        .collect();
    let mut leaving: Vec<usize> = displaced(&visit.plan, plan, &coming)
        .into_iter()
        .map(|index| index as usize)
        .collect();
    let without = |row: &BookingRow| row.booking.slot.is_none_or(|slot| plan.slot(slot).is_none());
    leaving.extend((0..rows.len()).filter(|at| rows[*at].booking.state == State::Booked && without(&rows[*at])));
    leaving.sort_unstable();
    leaving.dedup();
    leaving.into_iter().filter_map(|at| rows.get(at)).collect()
}

fn to_book(visit: &VisitNow, plan: &Plan, row: &BookingRow) -> ToBook {
    let person = &row.booking.person;
    let old = row.booking.slot.and_then(|slot| visit.plan.slot(slot));
    ToBook {
        class: person.class.clone(),
        birth_date: person.birth_date.or_else(|| person.nik?.birth_date(visit.day)),
        fixed_day: None,
        class_day: old.map(|slot| slot.day).filter(|day| plan.hours_of(*day).is_some()),
    }
}

fn count(taken: &mut BTreeMap<SlotNumber, u16>, number: SlotNumber) {
    let people = taken.entry(number).or_default();
    *people = people.saturating_add(1);
}
