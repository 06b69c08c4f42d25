//! Where people may go: the rest of the day as it will be, and the following days.

use std::collections::BTreeMap;

use super::Coming;
use crate::{
    plan::{Plan, Slot, SlotNumber, shift::Shifted},
    time::{Day, Minute},
};

/// A slot that people may go to.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub slot: Slot,
    pub places: u16,
    pub taken: u16,
}

impl Place {
    pub fn free(&self) -> u16 {
        self.places.saturating_sub(self.taken)
    }
}

/// The slots that people may go to, by day and start: the rest of the day as it will be, and the following days.
pub(super) struct Places {
    pub today: Vec<Place>,
    later_days: Vec<Place>,
}

impl Places {
    /// Of the day, the slots that start at `from` or later.
    pub fn new(
        plan: &Plan,
        day: Day,
        from: Minute,
        rest: &[Shifted],
        taken: &BTreeMap<SlotNumber, u16>,
        members: &BTreeMap<SlotNumber, Vec<&Coming>>,
    ) -> Self {
        let place = |slot: Slot| Place {
            slot,
            places: plan.places(&slot),
            taken: taken_in(slot.number, taken, members),
        };
        let today = rest
            .iter()
            .filter_map(|slot| slot.after)
            .filter(|slot| slot.span.start >= from)
            .map(place);
        let later_days = plan.slots.iter().filter(|slot| slot.day > day).copied().map(place);
        Self {
            today: today.collect(),
            later_days: later_days.collect(),
        }
    }

    /// Takes a place for someone who leaves a slot that starts at `from`.
    pub fn take(&mut self, from: Minute) -> Option<Slot> {
        let split = self.today.partition_point(|place| place.slot.span.start <= from);
        let (earlier, later) = self.today.split_at_mut(split);
        let place = later
            .iter_mut()
            .chain(earlier)
            .chain(&mut self.later_days)
            .find(|place| place.free() > 0)?;
        place.taken += 1;
        Some(place.slot)
    }

    /// The slots of one day from `number` on.
    pub fn onwards(&mut self, number: SlotNumber) -> Vec<&mut Place> {
        let all = || self.today.iter().chain(&self.later_days);
        let Some(first) = all().find(|place| place.slot.number == number).map(|place| place.slot) else {
            return Vec::new();
        };
        let from_there = |slot: &Slot| slot.day == first.day && slot.span.start >= first.span.start;
        self.today
            .iter_mut()
            .chain(&mut self.later_days)
            .filter(|place| from_there(&place.slot))
            .collect()
    }
}

/// Places of a slot that are taken: by those who still come, and by others.
pub(super) fn taken_in(
    number: SlotNumber,
    taken: &BTreeMap<SlotNumber, u16>,
    members: &BTreeMap<SlotNumber, Vec<&Coming>>,
) -> u16 {
    let coming = members.get(&number).map_or(0, Vec::len).try_into().unwrap_or(u16::MAX);
    taken.get(&number).copied().unwrap_or(0).max(coming)
}
