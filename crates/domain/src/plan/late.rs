//! A class that came late, or comes late: what can be done with it, and what that does to the others.

use std::collections::BTreeMap;

use super::{
    DayHours, Live, Plan, SlotNumber, Span,
    crowd::{Crowd, comings},
    queue::Served,
    replan::LEAD_MINUTES,
    room::Rooms,
    slots::stretches,
};
use crate::time::{Day, Minute};

mod option;
#[cfg(test)]
mod tests;

pub use option::{LateKind, LateOption};

/// The three options for so many `members` of a class, in the order of [`LateKind`].
///
/// `taken` are the places taken in all slots, `to_come` the people of today's slots who are not here yet, `live` who
/// is here and how fast it goes: all without the class.
pub fn late_class(
    plan: &Plan,
    day: Day,
    live: &Live,
    members: u16,
    taken: &BTreeMap<SlotNumber, u16>,
    to_come: &BTreeMap<SlotNumber, u16>,
) -> Vec<LateOption> {
    let late = Late {
        plan,
        day,
        live,
        members,
        taken,
        to_come,
    };
    vec![late.now(), late.later(), late.next_day()]
}

struct Late<'a> {
    plan: &'a Plan,
    day: Day,
    live: &'a Live,
    members: u16,
    taken: &'a BTreeMap<SlotNumber, u16>,
    to_come: &'a BTreeMap<SlotNumber, u16>,
}

impl Late<'_> {
    /// In what the stations can do beyond those who are here and those who are due, slot by slot.
    fn now(&self) -> LateOption {
        let Some(hours) = self.plan.hours_of(self.day) else {
            return self.option(LateKind::Now, None, Vec::new());
        };
        let mut waiting = u32::from(self.live.waiting) + u32::from(self.live.recording);
        let mut left = u32::from(self.members);
        let mut slots = Vec::new();
        for slot in self
            .plan
            .slots_on(self.day)
            .filter(|slot| slot.span.end > self.live.now)
        {
            let can = self.people_in(hours, slot.span);
            let due = self.to_come.get(&slot.number).copied().unwrap_or(0);
            // Who is due in a coming slot has a place in it, even if they are here already and counted as waiting.
            let due = if slot.span.holds(self.live.now) {
                due
            } else {
                due.max(self.taken.get(&slot.number).copied().unwrap_or(0))
            };
            let need = waiting + u32::from(due);
            let gap = can.saturating_sub(need).min(left);
            waiting = need.saturating_sub(can);
            left -= gap;
            if gap > 0 {
                slots.push((slot.number, gap as u16));
            }
        }
        self.option(LateKind::Now, Some(self.day), slots)
    }

    /// People that the open stations finish in what is left of a span, as fast as it goes today.
    fn people_in(&self, hours: &DayHours, span: Span) -> u32 {
        let open = stretches(hours, self.live.stations);
        let station_minutes = open.iter().map(|stretch| {
            let start = stretch.span.start.max(span.start).max(self.live.now);
            u32::from(
                Span {
                    start,
                    end: stretch.span.end.min(span.end),
                }
                .minutes(),
            ) * u32::from(stretch.stations)
        });
        station_minutes.sum::<u32>() * 60 / self.live.pace_seconds()
    }

    fn later(&self) -> LateOption {
        let soon = Minute(self.live.now.0.saturating_add(LEAD_MINUTES));
        let mut rooms = Rooms::new(self.plan, self.taken, Some((self.day, soon)));
        let slots = rooms
            .day_index(self.day)
            .map_or_else(Vec::new, |index| self.block(&mut rooms, index));
        self.option(LateKind::Later, Some(self.day), slots)
    }

    /// On the first following day that can hold the class, else on that with most places.
    fn next_day(&self) -> LateOption {
        let mut rooms = Rooms::new(self.plan, self.taken, None);
        let following = (0..rooms.days().len()).filter(|index| rooms.days()[*index] > self.day);
        let best = following.max_by_key(|index| {
            (
                rooms.free(*index).min(u32::from(self.members)),
                std::cmp::Reverse(*index),
            )
        });
        let Some(index) = best else {
            return self.option(LateKind::NextDay, None, Vec::new());
        };
        let slots = self.block(&mut rooms, index);
        self.option(LateKind::NextDay, Some(rooms.days()[index]), slots)
    }

    /// Neighbouring free places of a day for as many of the class as it can hold.
    fn block(&self, rooms: &mut Rooms, day: usize) -> Vec<(SlotNumber, u16)> {
        let people = u32::from(self.members).min(rooms.free(day)) as usize;
        let mut slots: Vec<(SlotNumber, u16)> = Vec::new();
        for slot in rooms.take(day, people) {
            match slots.last_mut() {
                Some((last, count)) if *last == slot => *count += 1,
                _ => slots.push((slot, 1)),
            }
        }
        slots
    }

    fn option(&self, kind: LateKind, day: Option<Day>, slots: Vec<(SlotNumber, u16)>) -> LateOption {
        let placed = slots.iter().map(|(_, count)| count).sum();
        let first = slots
            .first()
            .and_then(|(number, _)| self.plan.slot(*number))
            .map(|slot| slot.span.start);
        let now = if day == Some(self.day) {
            self.live.now
        } else {
            Minute(0)
        };
        let day = day.filter(|_| placed > 0);
        let effect = day.map_or_else(Effect::default, |day| self.effect(day, &slots));
        LateOption {
            kind,
            day,
            starts_at: first.map(|first| first.max(now)),
            slots,
            placed,
            unplaced: self.members - placed,
            delayed_people: effect.people,
            delay_minutes: effect.average_minutes,
            longest_delay_minutes: effect.longest_minutes,
        }
    }

    /// The day with the class and without it: who of the others sits down later.
    fn effect(&self, day: Day, slots: &[(SlotNumber, u16)]) -> Effect {
        let Some(hours) = self.plan.hours_of(day) else {
            return Effect::default();
        };
        let (to_come, live) = if day == self.day {
            (self.to_come, Some(self.live))
        } else {
            (self.taken, None)
        };
        let crowd = Crowd::of(self.plan, hours, to_come, live);
        let now = live.map(|live| live.now);
        let class = slots.iter().flat_map(|(number, count)| {
            self.plan
                .slot(*number)
                .map_or_else(Vec::new, |slot| comings(slot.span, *count, now))
        });
        let others = crowd.arrivals.iter().map(|at| (*at, false));
        let mut all: Vec<(u32, bool)> = others.chain(class.map(|at| (at, true))).collect();
        all.sort_unstable();
        let before = crowd.serve(&crowd.arrivals);
        let arrivals: Vec<u32> = all.iter().map(|(at, _)| *at).collect();
        let after = crowd.serve(&arrivals);
        // Those being recorded come first in both.
        let busy = before.len() - crowd.arrivals.len();
        let others = after[busy..]
            .iter()
            .zip(&all)
            .filter(|(_, (_, of_class))| !of_class)
            .map(|(served, _)| served);
        Effect::of(before[busy..].iter().zip(others))
    }
}

#[derive(Clone, Copy, Default)]
struct Effect {
    people: u32,
    average_minutes: u32,
    longest_minutes: u32,
}

impl Effect {
    /// Counts whom it delays by a minute or more.
    fn of<'a>(pairs: impl Iterator<Item = (&'a Served, &'a Served)>) -> Self {
        const MIDNIGHT: u32 = super::queue::DAY_SECONDS;
        let delays = pairs.map(|(before, after)| {
            after
                .sat
                .unwrap_or(MIDNIGHT)
                .saturating_sub(before.sat.unwrap_or(MIDNIGHT))
        });
        let delays: Vec<u32> = delays.filter(|delay| *delay >= 60).collect();
        let people = delays.len() as u32;
        let sum: u64 = delays.iter().map(|delay| u64::from(*delay)).sum();
        Self {
            people,
            average_minutes: sum.div_ceil(60 * u64::from(people.max(1))) as u32,
            longest_minutes: delays.iter().max().map_or(0, |delay| delay.div_ceil(60)),
        }
    }
}
