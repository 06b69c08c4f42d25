//! People on site and places that are left, from the kept figures.

use std::collections::BTreeMap;

use jemput_domain::{
    booking::State,
    plan::{Slot, SlotNumber},
    refusal::Refusal,
};
use jemput_journal::View;

use crate::{Trouble, view::WalkInSlot, visit_now::VisitNow};

const ON_SITE: [State; 4] = [State::Waiting, State::Called, State::Recording, State::ToRepeat];

/// Whether nobody more may come on site: at the limit, not only above it.
pub(crate) fn is_full(visit: &VisitNow, on_site: u32) -> bool {
    let limit = u32::from(visit.plan.setup.waiting_limit);
    limit > 0 && on_site >= limit
}

/// People on site now.
pub(crate) fn on_site(view: View<'_>, visit: &VisitNow) -> Result<u32, Trouble> {
    let tallies = view.tallies(visit.scope)?;
    let here = tallies
        .iter()
        .filter(|t| t.arrival_day == Some(visit.day) && ON_SITE.iter().any(|s| s.code() == t.state));
    Ok(here.map(|t| t.people).sum())
}

/// Places taken by slot.
pub(crate) fn taken(view: View<'_>, visit: &VisitNow) -> Result<BTreeMap<SlotNumber, u16>, Trouble> {
    let mut taken = BTreeMap::new();
    for tally in view.tallies(visit.scope)? {
        if let Some(slot) = tally.slot
            && !matches!(tally.state.as_str(), "withdrawn" | "joined")
        {
            let places: &mut u16 = taken.entry(slot).or_default();
            *places = places.saturating_add(u16::try_from(tally.people).unwrap_or(u16::MAX));
        }
    }
    Ok(taken)
}

fn free(slot: &Slot, taken: &BTreeMap<SlotNumber, u16>) -> u16 {
    slot.capacity
        .saturating_sub(taken.get(&slot.number).copied().unwrap_or(0))
}

/// Today's slots that are not over.
fn slots_left(visit: &VisitNow) -> impl Iterator<Item = &Slot> {
    visit.plan.slots_on(visit.day).filter(|s| visit.minute < s.span.end)
}

/// Places left today for walk-ins and others, the reserve included.
pub(crate) fn places_left_today(view: View<'_>, visit: &VisitNow) -> Result<u32, Trouble> {
    let taken = taken(view, visit)?;
    Ok(slots_left(visit).map(|s| u32::from(free(s, &taken))).sum())
}

/// The slot for a walk-in who comes now: the first of today with a place, the reserve included.
pub(crate) fn walk_in_slot(view: View<'_>, visit: &VisitNow) -> Result<Option<SlotNumber>, Trouble> {
    Ok(walk_in_slots(view, visit)?.first().map(|(slot, _)| slot.number))
}

/// Today's slots that a walk-in may have, and how many places each has free, the reserve included.
pub(crate) fn walk_in_slots(view: View<'_>, visit: &VisitNow) -> Result<Vec<(Slot, u16)>, Trouble> {
    let taken = taken(view, visit)?;
    let with_places = slots_left(visit).map(|slot| (*slot, free(slot, &taken)));
    Ok(with_places.filter(|(_, free)| *free > 0).collect())
}

/// The slot that the desk chose for a walk-in.
pub(crate) fn of_walk_in(view: View<'_>, visit: &VisitNow, wish: WalkInSlot) -> Result<Option<SlotNumber>, Trouble> {
    let number = match wish {
        WalkInSlot::Suggested => return walk_in_slot(view, visit),
        WalkInSlot::None => return Ok(None),
        WalkInSlot::Number(number) => number,
    };
    let slot = visit.plan.slot(number).filter(|slot| slot.day == visit.day);
    let slot = slot.ok_or(Refusal::NoSlot)?;
    let start = slot.span.start;
    if visit.minute >= slot.span.end {
        return Err(Refusal::SlotOver { start }.into());
    }
    if free(slot, &taken(view, visit)?) == 0 {
        let (free, wanted) = (0, 1);
        return Err(Refusal::SlotFull { start, free, wanted }.into());
    }
    Ok(Some(number))
}
