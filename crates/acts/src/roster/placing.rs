//! Slots for a roster's newcomers.

use std::collections::{BTreeMap, HashMap, HashSet};

use jemput_domain::{
    id::BookingId,
    plan::{SlotNumber, ToBook, book},
    roster::{Kind, Roster},
    time::{Day, Minute},
};

use super::meeting::{Bookings, Fate, Meeting};
use crate::{rebooking::starting, visit_now::VisitNow};

/// From when on slots are booked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Start {
    /// From now where the visit has begun.
    AsItStands,
    /// From now in any case: people who are added are here.
    Now,
    /// All of them, as if the visit lay ahead.
    Ahead,
}

impl Start {
    fn from(self, visit: &VisitNow) -> Option<(Day, Minute)> {
        match self {
            Self::AsItStands => starting(&visit.plan, visit.day, visit.minute),
            Self::Now => Some((visit.day, visit.minute)),
            Self::Ahead => None,
        }
    }
}

/// Where newcomers are booked.
pub(crate) struct Placing {
    /// By row; none for rows that are not new.
    pub(crate) slots: Vec<Option<SlotNumber>>,
    /// People by slot afterwards.
    pub(crate) taken: BTreeMap<SlotNumber, u16>,
}

/// Books the newcomers into the places that the others leave; who finds none is marked so.
pub(crate) fn place(
    visit: &VisitNow,
    bookings: &Bookings,
    roster: &mut Roster,
    meeting: &Meeting,
    leaving: &[BookingId],
    start: Start,
) -> Placing {
    let leaving: HashSet<&BookingId> = leaving.iter().collect();
    let mut taken: BTreeMap<SlotNumber, u16> = BTreeMap::new();
    for (_, booking) in bookings.taking().filter(|(id, _)| !leaving.contains(id)) {
        if let Some(slot) = booking.slot {
            count(&mut taken, slot);
        }
    }
    let days = class_days(visit, bookings);
    let new: Vec<usize> = (0..roster.rows.len())
        .filter(|at| meeting.fates[*at] == Fate::New)
        .collect();
    let people: Vec<ToBook> = new
        .iter()
        .map(|at| {
            let row = &roster.rows[*at];
            ToBook {
                class: row.person.class.clone(),
                birth_date: row.birth_date_for_age(visit.day),
                fixed_day: None,
                class_day: days.get(row.person.class.as_str()).copied(),
            }
        })
        .collect();
    let booked = book(&visit.plan, &people, &taken, start.from(visit));
    let mut placing = Placing {
        slots: vec![None; roster.rows.len()],
        taken,
    };
    for (at, slot) in new.iter().zip(booked.placed) {
        placing.slots[*at] = slot;
        if let Some(slot) = slot {
            count(&mut placing.taken, slot);
        }
    }
    for (nth, why) in booked.unplaced {
        roster.rows[new[nth]].find(Kind::Unplaced(why));
    }
    placing
}

/// The day that most of a class has already.
fn class_days<'b>(visit: &VisitNow, bookings: &'b Bookings) -> HashMap<&'b str, Day> {
    let mut people: BTreeMap<(&str, Day), u32> = BTreeMap::new();
    for (_, booking) in bookings.taking() {
        let slot = booking.slot.and_then(|slot| visit.plan.slot(slot));
        if let Some(slot) = slot.filter(|_| !booking.person.class.is_empty()) {
            *people.entry((&booking.person.class, slot.day)).or_default() += 1;
        }
    }
    let mut most: HashMap<&str, (u32, Day)> = HashMap::new();
    for ((class, day), count) in people {
        let best = most.entry(class).or_insert((count, day));
        if count > best.0 {
            *best = (count, day);
        }
    }
    most.into_iter().map(|(class, (_, day))| (class, day)).collect()
}

fn count(taken: &mut BTreeMap<SlotNumber, u16>, slot: SlotNumber) {
    let people = taken.entry(slot).or_default();
    *people = people.saturating_add(1);
}
