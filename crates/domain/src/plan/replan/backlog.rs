//! What the rest of a day must keep for those who are here already.

use std::collections::BTreeMap;

use super::Coming;
use crate::{
    plan::{
        Cause, DayHours, Plan, Slot, SlotNumber,
        shift::{Shifted, people_until},
    },
    time::Minute,
};

/// Places that the rest of the day must keep for those who are here already, or whose slot runs: by slot.
///
/// They are served in what the slots' people leave of their capacity, so that they make others wait for a while only;
/// what is still left at the end of the day is kept from the last slots. A delay says itself what it takes.
pub(super) fn held_for_backlog(
    plan: &Plan,
    hours: &DayHours,
    now: Minute,
    cause: &Cause,
    rest: &[Shifted],
    coming: &[Coming],
    members: &BTreeMap<SlotNumber, Vec<&Coming>>,
) -> BTreeMap<SlotNumber, u16> {
    let mut held = BTreeMap::new();
    if matches!(cause, Cause::Delay { .. }) {
        return held;
    }
    let is_rest = |number: SlotNumber| rest.iter().any(|slot| slot.before.number == number);
    let expected = |person: &&Coming| {
        let running = plan
            .slot(person.slot)
            .is_some_and(|slot| slot.day == hours.day && slot.span.holds(now));
        !is_rest(person.slot) && (person.arrived || running)
    };
    let first = rest.first().map_or(hours.open.end, |slot| slot.before.span.start);
    let backlog = coming.iter().filter(expected).count() as u32;
    let mut backlog = backlog.saturating_sub(people_until(plan, hours, now, first, cause));
    let after = || rest.iter().filter_map(|slot| slot.after);
    // Who is over a slot's places leaves it.
    let booked = |slot: &Slot| {
        members
            .get(&slot.number)
            .map_or(0, |list| (list.len() as u32).min(u32::from(plan.places(slot))))
    };
    for slot in after() {
        backlog = backlog.saturating_sub(u32::from(slot.capacity).saturating_sub(booked(&slot)));
    }
    for slot in after().collect::<Vec<_>>().into_iter().rev() {
        let kept = backlog.min(u32::from(plan.places(&slot))) as u16;
        backlog -= u32::from(kept);
        held.insert(slot.number, kept);
    }
    held
}
