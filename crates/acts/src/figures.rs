//! A day and its slots in figures, from tallies that are kept: no booking is looked at.
//!
//! A slot counts its own people; who came on a day without a slot on it counts for the day only. So the slots of a day,
//! and those people, give the day.

use std::collections::BTreeMap;

use jemput_domain::{
    booking::State,
    plan::{Slot, SlotNumber},
    time::Day,
};
use jemput_journal::View;
use serde::{Deserialize, de::IntoDeserializer};

use crate::{Trouble, view::SlotFigures, visit_now::VisitNow};

/// So long after a slot's end its people may still come before they count as no-shows.
pub(crate) const GRACE_MINUTES: u16 = 15;

/// People of a day, or of one slot of it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct DayFigures {
    /// Whose slot this is, or is on this day.
    pub booked: u32,
    /// Of them, who have not come; who was booked again into the same day is here and in `arrived`.
    pub not_here: u32,
    /// Who came on this day.
    pub arrived: u32,
    /// Who wait to be called, who is to repeat too.
    pub waiting: u32,
    /// Called, or being recorded.
    pub recording: u32,
    /// Recorded, or recorded before.
    pub recorded: u32,
    /// Incomplete, biodata problem, not served.
    pub open: u32,
    /// Left unserved, or missed.
    pub left: u32,
    /// Did not come by the slot's end and grace.
    pub no_show: u32,
    /// Are on site, as far as the desk knows.
    pub on_site: u32,
}

/// So many bookings with the same slot, day of arrival and state.
struct Group {
    slot: Option<Slot>,
    arrival_day: Option<Day>,
    state: State,
    people: u32,
}

/// A visit's tallies, read once.
pub(crate) struct Figures<'v> {
    visit: &'v VisitNow,
    groups: Vec<Group>,
}

impl<'v> Figures<'v> {
    /// Reads them.
    pub(crate) fn load(view: View<'_>, visit: &'v VisitNow) -> Result<Self, Trouble> {
        let tallies = view.tallies(visit.scope)?;
        let groups = tallies.into_iter().filter_map(|tally| {
            Some(Group {
                slot: tally.slot.and_then(|number| visit.plan.slot(number)).copied(),
                arrival_day: tally.arrival_day,
                state: state(&tally.state).filter(|state| state.takes_place())?,
                people: tally.people,
            })
        });
        Ok(Self {
            visit,
            groups: groups.collect(),
        })
    }

    /// A day: who is booked on it, and who came on it whatever their slot.
    pub(crate) fn day(&self, day: Day) -> DayFigures {
        self.count(day, |_| true)
    }

    /// A slot: its own people.
    pub(crate) fn slot(&self, slot: &Slot) -> DayFigures {
        self.count(slot.day, |own| own.is_some_and(|own| own.number == slot.number))
    }

    /// Who came on a day without a slot on it; `booked`, `not_here` and `no_show` are 0.
    pub(crate) fn without_slot(&self, day: Day) -> DayFigures {
        self.count(day, |own| own.is_none_or(|own| own.day != day))
    }

    fn count(&self, day: Day, of: impl Fn(Option<&Slot>) -> bool) -> DayFigures {
        let mut figures = DayFigures::default();
        for group in self.groups.iter().filter(|group| of(group.slot.as_ref())) {
            figures.add(group, day, self.visit);
        }
        figures
    }

    /// The slots as lists show them, all days, in the plan's order.
    pub(crate) fn slots(&self) -> Vec<SlotFigures> {
        self.visit.plan.slots.iter().map(|slot| self.view_of(slot)).collect()
    }

    /// One slot as lists show it.
    pub(crate) fn view_of(&self, slot: &Slot) -> SlotFigures {
        let figures = self.slot(slot);
        let places = self.visit.plan.places(slot);
        SlotFigures {
            slot: self.visit.slot_ref_of(slot),
            capacity: u32::from(places),
            reserve: u32::from(slot.capacity.saturating_sub(places)),
            booked: figures.booked,
            not_here: figures.not_here,
            arrived: figures.arrived,
            waiting: figures.waiting,
            recording: figures.recording,
            recorded: figures.recorded,
            open: figures.open,
            left: figures.left,
            no_show: figures.no_show,
        }
    }

    /// Places taken in each slot, whatever became of the people.
    pub(crate) fn taken(&self) -> BTreeMap<SlotNumber, u16> {
        self.by_slot(|_| true)
    }

    /// People who have not come, by slot of a day.
    pub(crate) fn to_come(&self, day: Day) -> BTreeMap<SlotNumber, u16> {
        self.by_slot(|group| group.state == State::Booked && group.slot.is_some_and(|slot| slot.day == day))
    }

    /// People booked, by slot of a day.
    pub(crate) fn booked(&self, day: Day) -> BTreeMap<SlotNumber, u16> {
        self.by_slot(|group| group.slot.is_some_and(|slot| slot.day == day))
    }

    /// People in a state who came on a day.
    pub(crate) fn in_state(&self, day: Day, state: State) -> u32 {
        self.groups
            .iter()
            .filter(|g| g.arrival_day == Some(day) && g.state == state)
            .map(|g| g.people)
            .sum()
    }

    fn by_slot(&self, counts: impl Fn(&Group) -> bool) -> BTreeMap<SlotNumber, u16> {
        let mut people: BTreeMap<SlotNumber, u16> = BTreeMap::new();
        for group in self.groups.iter().filter(|group| counts(group)) {
            if let Some(slot) = group.slot {
                let count = people.entry(slot.number).or_default();
                *count = count.saturating_add(u16::try_from(group.people).unwrap_or(u16::MAX));
            }
        }
        people
    }
}

impl DayFigures {
    fn add(&mut self, group: &Group, day: Day, visit: &VisitNow) {
        if let Some(slot) = group.slot.filter(|slot| slot.day == day) {
            self.booked += group.people;
            if group.state == State::Booked {
                let missed = if is_over(visit, &slot) {
                    &mut self.no_show
                } else {
                    &mut self.not_here
                };
                *missed += group.people;
            }
        }
        if group.arrival_day != Some(day) {
            return;
        }
        self.arrived += group.people;
        if group.state.on_site() {
            self.on_site += group.people;
        }
        let own = match group.state {
            State::Waiting | State::ToRepeat => &mut self.waiting,
            State::Called | State::Recording => &mut self.recording,
            State::Recorded | State::AlreadyRecorded => &mut self.recorded,
            State::Incomplete | State::BiodataProblem | State::NotServed => &mut self.open,
            State::Left | State::Missed => &mut self.left,
            State::Booked | State::Withdrawn | State::Joined => return,
        };
        *own += group.people;
    }
}

/// Whether a slot with its grace has passed: who has not come is a no-show.
pub(crate) fn is_over(visit: &VisitNow, slot: &Slot) -> bool {
    slot.day < visit.day || (slot.day == visit.day && visit.minute.0 >= slot.span.end.0.saturating_add(GRACE_MINUTES))
}

/// All slots of a visit in figures.
pub(crate) fn slot_figures(view: View<'_>, visit: &VisitNow) -> Result<Vec<SlotFigures>, Trouble> {
    Ok(Figures::load(view, visit)?.slots())
}

fn state(code: &str) -> Option<State> {
    let read: Result<State, serde::de::value::Error> = State::deserialize(code.into_deserializer());
    read.ok()
}
