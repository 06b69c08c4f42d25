//! People on site and places that are left, from the kept figures.

use std::collections::BTreeMap;

use jemput_domain::{
    booking::State,
    plan::{Slot, SlotNumber},
};
use jemput_journal::View;

use crate::{Trouble, visit_now::VisitNow};

const ON_SITE: [State; 4] = [State::Waiting, State::Called, State::Recording, State::ToRepeat];

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
    let taken = taken(view, visit)?;
    Ok(slots_left(visit).find(|s| free(s, &taken) > 0).map(|s| s.number))
}
