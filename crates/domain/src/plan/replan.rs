//! A new plan for the rest of a day, proposed.
//!
//! Laws: only people who are not here move; in a slot that loses places who was told moves last; who moves and was
//! told chooses first where to; no slot gets more than its places; nobody is dropped: who finds no place is listed.
//! Who must go looks for the day's later slots first, then its earlier ones, then the following days.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Plan, Slot, SlotNumber, Unplaced,
    proposal::{Cause, Move, NotMoved, Proposal, SlotChange},
    shift::{Shifted, shifted},
};
use crate::time::{Day, Minute};

mod backlog;
mod places;
#[cfg(test)]
mod tests;

use backlog::held_for_backlog;
use places::{Place, Places, taken_in};

/// Nobody is moved to a slot that starts sooner than this, other than by asking for it.
pub const LEAD_MINUTES: u16 = 30;

/// Someone booked on the day who is neither done nor gone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coming {
    /// Who, as the caller counts them; ascending within a class as its list runs.
    pub index: u32,
    /// Their slot.
    pub slot: SlotNumber,
    /// Class or unit; may be empty.
    pub class: String,
    /// Has been told of that slot.
    pub told: bool,
    /// Is here.
    pub arrived: bool,
}

/// Proposes a new plan for what is left of a day. `coming`: all who are booked on the day and still need a station;
/// `taken`: places taken in every slot of the visit, by them and by others.
pub fn replan(
    plan: &Plan,
    day: Day,
    now: Minute,
    coming: &[Coming],
    taken: &BTreeMap<SlotNumber, u16>,
    cause: &Cause,
) -> Proposal {
    let mut proposal = Proposal {
        day,
        now,
        cause: cause.clone(),
        slots: Vec::new(),
        moves: Vec::new(),
        unplaced: Vec::new(),
        to_tell: Vec::new(),
    };
    let Some(hours) = plan.hours_of(day) else {
        return proposal;
    };
    let mut members: BTreeMap<SlotNumber, Vec<&Coming>> = BTreeMap::new();
    for person in coming {
        members.entry(person.slot).or_default().push(person);
    }
    let people = |slot: &Slot| {
        members
            .get(&slot.number)
            .map_or(0, Vec::len)
            .try_into()
            .unwrap_or(u16::MAX)
    };
    let rest = shifted(plan, hours, now, cause, people);
    match cause {
        Cause::Class { class, to } => {
            let mut places = Places::new(plan, day, now, &rest, taken, &members);
            move_class(coming, class, *to, &mut places, &mut proposal);
        }
        _ => {
            let soon = Minute(now.0.saturating_add(LEAD_MINUTES));
            let mut places = Places::new(plan, day, soon, &rest, taken, &members);
            let held = held_for_backlog(plan, hours, now, cause, &rest, coming, &members);
            let surplus = surplus(plan, &rest, &held, &members);
            move_surplus(surplus, &held, &mut places, &mut proposal);
        }
    }
    proposal.slots = changes(&rest, taken, &members, &proposal);
    proposal.to_tell = to_tell(coming, &proposal);
    proposal
}

/// Someone who must leave a slot that starts at `from`.
struct Leaver<'a> {
    person: &'a Coming,
    from: Minute,
}

/// Whom the slots no longer hold: those who were told first, for they choose first.
fn surplus<'a>(
    plan: &Plan,
    rest: &[Shifted],
    held: &BTreeMap<SlotNumber, u16>,
    members: &BTreeMap<SlotNumber, Vec<&'a Coming>>,
) -> Vec<Leaver<'a>> {
    let mut leavers = Vec::new();
    for shifted in rest {
        let number = shifted.before.number;
        let held = held.get(&number).copied().unwrap_or(0);
        let holds = shifted
            .after
            .map_or(0, |slot| usize::from(plan.places(&slot).saturating_sub(held)));
        let people = members.get(&number).map_or(&[][..], Vec::as_slice);
        let from = shifted.after.unwrap_or(shifted.before).span.start;
        // What was over its places before and loses none is not this proposal's to mend.
        let same = shifted
            .after
            .is_some_and(|slot| slot.capacity >= shifted.before.capacity)
            && held == 0;
        let count = if same { 0 } else { people.len().saturating_sub(holds) };
        leavers.extend(
            who_leaves(people, count)
                .into_iter()
                .map(|person| Leaver { person, from }),
        );
    }
    leavers.sort_by_key(|leaver| !leaver.person.told);
    leavers
}

/// The last of a slot's people, those who were told only when no others are left; never who is here.
fn who_leaves<'a>(people: &[&'a Coming], count: usize) -> Vec<&'a Coming> {
    let mut order: Vec<&Coming> = people.iter().copied().filter(|person| !person.arrived).collect();
    order.reverse();
    order.sort_by_key(|person| person.told);
    order.truncate(count);
    order.reverse();
    order
}

/// Who has no place once a plan's numbers are changed: their slot is gone, or holds fewer than before and too few. Of
/// such a slot the last go, those who were told only when no others are left; who is here never. Ascending, to be
/// booked again by [`book`](super::book).
pub fn displaced(old: &Plan, new: &Plan, coming: &[Coming]) -> Vec<u32> {
    let mut members: BTreeMap<SlotNumber, Vec<&Coming>> = BTreeMap::new();
    for person in coming {
        members.entry(person.slot).or_default().push(person);
    }
    let leave = members.iter().flat_map(|(number, people)| {
        let holds = |plan: &Plan| plan.slot(*number).map_or(0, |slot| usize::from(plan.places(slot)));
        // Walk-ins may sit in the reserve: only a slot that is gone or lost places sends people away.
        let lost = new.slot(*number).is_none() || holds(new) < holds(old);
        who_leaves(
            people,
            if lost {
                people.len().saturating_sub(holds(new))
            } else {
                0
            },
        )
    });
    let mut indices: Vec<u32> = leave.map(|person| person.index).collect();
    indices.sort_unstable();
    indices
}

fn move_surplus(
    leavers: Vec<Leaver<'_>>,
    held: &BTreeMap<SlotNumber, u16>,
    places: &mut Places,
    proposal: &mut Proposal,
) {
    for place in &mut places.today {
        place.places = place
            .places
            .saturating_sub(held.get(&place.slot.number).copied().unwrap_or(0));
    }
    for Leaver { person, from } in leavers {
        match places.take(from) {
            Some(slot) => proposal.moves.push(step(person, &slot)),
            None => proposal.unplaced.push(not_moved(person, false)),
        }
    }
}

/// Moves those of a class who are not here to `to` and the slots of that day after it. Who finds no place there keeps
/// their slot; who sits in one of these slots already is sure of a place.
fn move_class(coming: &[Coming], class: &str, to: SlotNumber, places: &mut Places, proposal: &mut Proposal) {
    let mut targets = places.onwards(to);
    let members: Vec<&Coming> = coming
        .iter()
        .filter(|person| person.class == class && !person.arrived)
        .collect();
    let inside = |person: &Coming, targets: &[&mut Place]| targets.iter().any(|place| place.slot.number == person.slot);
    let (within, without): (Vec<&Coming>, Vec<&Coming>) = members.iter().partition(|person| inside(person, &targets));
    for person in &within {
        targets
            .iter_mut()
            .filter(|place| place.slot.number == person.slot)
            .for_each(|place| place.taken -= 1);
    }
    let free: usize = targets.iter().map(|place| usize::from(place.free())).sum();
    // Slots that hold more than their places cannot take back those who would leave them: all stay.
    let chosen = if free < within.len() { 0 } else { free - within.len() };
    let stay = if free < within.len() { &within[..] } else { &[][..] };
    let staying: Vec<&Coming> = stay.iter().chain(without.iter().skip(chosen)).copied().collect();
    for person in members
        .iter()
        .filter(|person| !staying.iter().any(|other| std::ptr::eq(*other, **person)))
    {
        let Some(place) = targets.iter_mut().find(|place| place.free() > 0) else {
            break;
        };
        place.taken += 1;
        if place.slot.number != person.slot {
            proposal.moves.push(step(person, &place.slot));
        }
    }
    proposal
        .unplaced
        .extend(staying.into_iter().map(|person| not_moved(person, true)));
}

fn step(person: &Coming, to: &Slot) -> Move {
    Move {
        index: person.index,
        from: person.slot,
        to: to.number,
        to_day: to.day,
        told: person.told,
    }
}

fn not_moved(person: &Coming, stays: bool) -> NotMoved {
    NotMoved {
        index: person.index,
        from: person.slot,
        told: person.told,
        stays,
        why: Unplaced::NoPlace,
    }
}

/// The slots that change. One that falls away stays in the plan, without places, while someone has it.
fn changes(
    rest: &[Shifted],
    taken: &BTreeMap<SlotNumber, u16>,
    members: &BTreeMap<SlotNumber, Vec<&Coming>>,
    proposal: &Proposal,
) -> Vec<SlotChange> {
    let leave = |number: SlotNumber| {
        let moved = proposal.moves.iter().filter(|step| step.from == number).count();
        moved
            + proposal
                .unplaced
                .iter()
                .filter(|person| person.from == number && !person.stays)
                .count()
    };
    let keeps = |slot: &Slot| usize::from(taken_in(slot.number, taken, members)) > leave(slot.number);
    rest.iter()
        .map(|Shifted { before, after }| {
            let empty = || {
                keeps(before).then_some(Slot {
                    capacity: 0,
                    reserve: 0,
                    ..*before
                })
            };
            SlotChange {
                before: *before,
                after: after.or_else(empty),
            }
        })
        .filter(|change| change.after != Some(change.before))
        .collect()
}

/// Who was told a time that no longer holds.
fn to_tell(coming: &[Coming], proposal: &Proposal) -> Vec<u32> {
    let shifted = |change: &SlotChange| {
        change
            .after
            .is_none_or(|after| after.span.start != change.before.span.start)
    };
    let changed: BTreeSet<SlotNumber> = proposal
        .slots
        .iter()
        .filter(|change| shifted(change))
        .map(|change| change.before.number)
        .collect();
    let moved: BTreeSet<u32> = proposal.moves.iter().map(|step| step.index).collect();
    let dropped: BTreeSet<u32> = proposal.unplaced.iter().filter(|p| !p.stays).map(|p| p.index).collect();
    let concerned = |person: &&Coming| {
        changed.contains(&person.slot) || moved.contains(&person.index) || dropped.contains(&person.index)
    };
    let mut to_tell: Vec<u32> = coming
        .iter()
        .filter(|person| person.told && !person.arrived)
        .filter(concerned)
        .map(|person| person.index)
        .collect();
    to_tell.sort_unstable();
    to_tell
}
