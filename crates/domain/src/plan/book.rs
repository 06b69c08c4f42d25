//! A roster into slots, as a pure function.
//!
//! Laws: no slot over its places; nobody moved who has one; a class stays on one day while any day can hold it, in as
//! few neighbouring slots as it needs, in roster order; the days fill evenly; nobody before the minimum age; the same
//! input gives the same plan; who has no place is named with the reason.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{
    Plan, SlotNumber, Unplaced,
    room::Rooms,
    share::{Choice, share_out},
};
use crate::time::{Day, Minute};

/// Someone who needs a slot.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ToBook {
    /// Class or unit, which stays together; empty: nobody to stay with.
    pub class: String,
    /// Birth date, where it is known; without one nobody is too young.
    pub birth_date: Option<Day>,
    /// The only day on which this person may come.
    pub fixed_day: Option<Day>,
    /// The day that the rest of the class has already: taken while it has places.
    pub class_day: Option<Day>,
}

/// What a booking came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Booked {
    /// For each person, in the order given, their slot.
    pub placed: Vec<Option<SlotNumber>>,
    /// Who has none, by place in the order given, ascending, and why.
    pub unplaced: Vec<(usize, Unplaced)>,
}

/// Books people into the places that `taken` leaves; nobody in `taken` is moved.
///
/// With `from`, slots that start before it are not used, and the earliest day that can hold a class is taken rather
/// than the emptiest: people who are added on the day are already there.
pub fn book(plan: &Plan, people: &[ToBook], taken: &BTreeMap<SlotNumber, u16>, from: Option<(Day, Minute)>) -> Booked {
    let mut rooms = Rooms::new(plan, taken, from);
    let mut booked = Booked {
        placed: vec![None; people.len()],
        unplaced: Vec::new(),
    };
    let mut choices = Vec::with_capacity(people.len());
    for (index, person) in people.iter().enumerate() {
        match choice(plan.setup.minimum_age, person, &rooms) {
            Ok(days) => choices.push(Some(days)),
            Err(why) => {
                booked.unplaced.push((index, why));
                choices.push(None);
            }
        }
    }
    let shared = share_out(people, &choices, &rooms, from.is_some());
    let full = |index: usize| no_place(plan.setup.minimum_age, &people[index], choices[index], &rooms);
    let left_out: Vec<(usize, Unplaced)> = shared.left_out.into_iter().map(|index| (index, full(index))).collect();
    booked.unplaced.extend(left_out);
    for (day, mut pieces) in shared.pieces.into_iter().enumerate() {
        pieces.sort_by_key(|piece| piece.first().copied());
        for piece in pieces {
            for (index, slot) in piece.iter().zip(rooms.take(day, piece.len())) {
                booked.placed[*index] = Some(slot);
            }
        }
    }
    booked.unplaced.sort_by_key(|(index, _)| *index);
    booked
}

/// Places of a day that can still be booked, in slots that do not start before `from`.
pub fn places_left(plan: &Plan, taken: &BTreeMap<SlotNumber, u16>, day: Day, from: Option<(Day, Minute)>) -> u32 {
    let rooms = Rooms::new(plan, taken, from);
    rooms.day_index(day).map_or(0, |index| rooms.free(index))
}

/// The days on which the person may come.
fn choice(minimum_age: u8, person: &ToBook, rooms: &Rooms) -> Result<Choice, Unplaced> {
    let days = rooms.days();
    let fixed = match person.fixed_day {
        Some(day) => Some(rooms.day_index(day).ok_or(Unplaced::NotAVisitDay { day })?),
        None => None,
    };
    let any = Choice {
        first: fixed.unwrap_or(0),
        last: fixed.unwrap_or(days.len().saturating_sub(1)),
    };
    let Some(birth) = person.birth_date else { return Ok(any) };
    let old_enough = days.iter().position(|day| day.age_of(birth) >= i32::from(minimum_age));
    match old_enough {
        Some(first) if first <= any.last => Ok(Choice {
            first: first.max(any.first),
            ..any
        }),
        _ => Err(Unplaced::TooYoung {
            minimum_age,
            old_enough_on: birthday(birth, minimum_age),
            visit_day: old_enough.map(|index| days[index]),
        }),
    }
}

/// Why someone finds no place on the days on which they may come.
fn no_place(minimum_age: u8, person: &ToBook, choice: Option<Choice>, rooms: &Rooms) -> Unplaced {
    let from = choice.filter(|choice| choice.first > 0 && person.fixed_day.is_none());
    match from.and_then(|choice| rooms.days().get(choice.first)) {
        Some(day) => Unplaced::FullOnceOldEnough {
            minimum_age,
            visit_day: *day,
        },
        None => Unplaced::NoPlace,
    }
}

/// The day on which someone has lived so many full years; born on 29 February, 1 March of a year that has none.
fn birthday(birth: Day, years: u8) -> Day {
    let year = birth.0.year().saturating_add(i32::from(years));
    Day(birth
        .0
        .with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(birth.0))
}

#[cfg(test)]
mod tests;
