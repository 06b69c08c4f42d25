//! The places that are left, day by day and slot by slot.

use std::collections::BTreeMap;

use super::{Plan, SlotNumber};
use crate::time::{Day, Minute};

/// What is left of a plan's places.
pub(super) struct Rooms {
    days: Vec<Day>,
    slots: Vec<Vec<Room>>,
    /// Places per day, taken or not.
    places: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Room {
    slot: SlotNumber,
    left: u32,
}

impl Rooms {
    /// What `taken` leaves of the slots that do not start before `from`.
    pub fn new(plan: &Plan, taken: &BTreeMap<SlotNumber, u16>, from: Option<(Day, Minute)>) -> Self {
        let mut days: Vec<Day> = plan.setup.days.iter().map(|hours| hours.day).collect();
        days.sort_unstable();
        days.dedup();
        let mut rooms = Self {
            slots: vec![Vec::new(); days.len()],
            places: vec![0; days.len()],
            days,
        };
        for slot in &plan.slots {
            let Some(day) = rooms.day_index(slot.day) else { continue };
            let places = plan.places(slot);
            rooms.places[day] += u32::from(places);
            if from.is_none_or(|from| (slot.day, slot.span.start) >= from) {
                let left = places.saturating_sub(taken.get(&slot.number).copied().unwrap_or(0));
                rooms.slots[day].push(Room {
                    slot: slot.number,
                    left: u32::from(left),
                });
            }
        }
        rooms
    }

    /// The visit's days, ascending; the methods below count days from 0 in this order.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    pub fn day_index(&self, day: Day) -> Option<usize> {
        self.days.binary_search(&day).ok()
    }

    pub fn places(&self, day: usize) -> u32 {
        self.places[day]
    }

    pub fn free(&self, day: usize) -> u32 {
        self.slots[day].iter().map(|room| room.left).sum()
    }

    pub fn free_by_day(&self) -> Vec<u32> {
        (0..self.days.len()).map(|day| self.free(day)).collect()
    }

    /// Takes up to `people` places of a day in neighbouring slots: the earliest run that is at most twice as long as
    /// the shortest one, so that a day fills from the morning, and a few scattered places do not tear a class apart.
    /// The slot of each person, in order.
    pub fn take(&mut self, day: usize, people: usize) -> Vec<SlotNumber> {
        let Some(rooms) = self.slots.get_mut(day) else {
            return Vec::new();
        };
        let start = run_start(rooms, people as u32);
        let mut slots = Vec::with_capacity(people);
        for room in &mut rooms[start..] {
            while room.left > 0 && slots.len() < people {
                room.left -= 1;
                slots.push(room.slot);
            }
        }
        slots
    }
}

fn run_start(rooms: &[Room], people: u32) -> usize {
    let run = |start: usize| -> Option<usize> {
        let mut sum = 0;
        let length = rooms[start..].iter().position(|room| {
            sum += room.left;
            sum >= people
        })?;
        (rooms[start].left > 0).then_some(length + 1)
    };
    let runs: Vec<(usize, usize)> = (0..rooms.len())
        .filter_map(|start| run(start).map(|length| (start, length)))
        .collect();
    let shortest = runs.iter().map(|(_, length)| *length).min().unwrap_or(0);
    runs.iter()
        .find(|(_, length)| *length <= 2 * shortest)
        .map_or(0, |(start, _)| *start)
}
