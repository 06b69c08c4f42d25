//! What a cause does to the slots of the rest of a day.

use super::{
    DayHours, Plan, Setup, Slot, Span,
    limits::{DAY_MINUTES, PERSON_MINUTES_MAX, STATIONS_MAX},
    proposal::Cause,
    slots::{Stretch, people_in, reserve_of, stretches},
};
use crate::time::Minute;

/// A slot that has not started, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shifted {
    pub before: Slot,
    /// None: it falls off the end of the day.
    pub after: Option<Slot>,
}

/// The slots of a day that have not started at `now`, as the cause leaves them. `people`: how many still need each.
pub(super) fn shifted(
    plan: &Plan,
    hours: &DayHours,
    now: Minute,
    cause: &Cause,
    people: impl Fn(&Slot) -> u16,
) -> Vec<Shifted> {
    let slots = plan.slots_on(hours.day).filter(|slot| slot.span.start >= now);
    match cause {
        Cause::Delay { minutes } => delayed(plan, hours, slots.copied().collect(), *minutes, people),
        Cause::Stations { stations } => {
            let minutes = plan.setup.minutes_per_person;
            slots
                .map(|slot| resized(&plan.setup, hours, slot, Some(*stations), minutes))
                .collect()
        }
        Cause::Minutes { minutes } => slots
            .map(|slot| resized(&plan.setup, hours, slot, None, *minutes))
            .collect(),
        Cause::Class { .. } => slots
            .map(|slot| Shifted {
                before: *slot,
                after: Some(*slot),
            })
            .collect(),
    }
}

/// People that the stations finish from `now` to `until`.
pub(super) fn people_until(plan: &Plan, hours: &DayHours, now: Minute, until: Minute, cause: &Cause) -> u32 {
    let (stations, minutes) = match cause {
        Cause::Stations { stations } => (*stations, plan.setup.minutes_per_person),
        Cause::Minutes { minutes } => (plan.setup.stations, *minutes),
        _ => (plan.setup.stations, plan.setup.minutes_per_person),
    };
    let open = stretches(hours, stations);
    let station_minutes = open.iter().map(|stretch| {
        let span = Span {
            start: stretch.span.start.max(now),
            end: stretch.span.end.min(until),
        };
        u32::from(span.minutes()) * u32::from(stretch.stations)
    });
    station_minutes.sum::<u32>() / u32::from(minutes.max(1))
}

/// The slot with other stations or other minutes a person. What was resized before is counted anew, never twice.
fn resized(setup: &Setup, hours: &DayHours, slot: &Slot, stations: Option<u8>, minutes: u16) -> Shifted {
    let in_break = hours
        .breaks
        .iter()
        .find(|pause| pause.span.overlaps(slot.span))
        .map(|pause| pause.stations_open);
    let working = stations.unwrap_or(setup.stations).min(STATIONS_MAX);
    let working = in_break.map_or(working, |open| open.min(working));
    let capacity = people_in(working, slot.span.minutes(), minutes.clamp(1, PERSON_MINUTES_MAX));
    let after = Slot {
        capacity,
        reserve: reserve_of(capacity, setup.reserve_percent),
        ..*slot
    };
    Shifted {
        before: *slot,
        after: Some(after),
    }
}

/// Every slot so many minutes later. A slot that would run into a break, where its people do not fit before it,
/// starts after it; what comes later is pushed on as far as it must be.
fn delayed(
    plan: &Plan,
    hours: &DayHours,
    slots: Vec<Slot>,
    minutes: u16,
    people: impl Fn(&Slot) -> u16,
) -> Vec<Shifted> {
    let open = stretches(hours, plan.setup.stations);
    let mut free_from = Minute(0);
    slots
        .into_iter()
        .map(|slot| {
            let start = Minute(slot.span.start.0.saturating_add(minutes).min(DAY_MINUTES)).max(free_from);
            let after = seat(plan, &open, &slot, start, people(&slot));
            if let Some(after) = after {
                free_from = after.span.end;
            }
            Shifted { before: slot, after }
        })
        .collect()
}

/// The first piece of the day from `start` on that holds the slot's people, else the largest piece that is left.
fn seat(plan: &Plan, open: &[Stretch], slot: &Slot, start: Minute, people: u16) -> Option<Slot> {
    let pieces = open.iter().filter(|stretch| stretch.span.end > start).map(|stretch| {
        let start = start.max(stretch.span.start);
        let end = Minute(start.0.saturating_add(slot.span.minutes())).min(stretch.span.end);
        let span = Span { start, end };
        // A slot that was made smaller, because fewer stations work or people take longer, stays so.
        let same = u32::from(slot.capacity) * u32::from(span.minutes()) / u32::from(slot.span.minutes().max(1));
        let capacity = people_in(stretch.stations, span.minutes(), plan.setup.minutes_per_person).min(same as u16);
        Slot {
            span,
            capacity,
            reserve: reserve_of(capacity, plan.setup.reserve_percent),
            ..*slot
        }
    });
    let pieces: Vec<Slot> = pieces.filter(|piece| piece.capacity > 0).collect();
    let holds = |piece: &&Slot| plan.places(piece) >= people || (piece.capacity >= slot.capacity);
    pieces
        .iter()
        .find(holds)
        .or_else(|| pieces.iter().rev().max_by_key(|piece| piece.capacity))
        .copied()
}
