//! A visit's plan: the few numbers that a planner gives, and the slots that follow.

use serde::{Deserialize, Serialize};

use crate::time::{Day, Minute};

mod balance;
mod book;
mod check;
mod crowd;
#[cfg(test)]
mod fixture;
mod forecast;
mod late;
pub mod limits;
mod problem;
mod proposal;
mod queue;
mod replan;
mod room;
pub mod saying;
mod share;
mod shift;
mod slots;
mod summary;
#[cfg(test)]
mod tests;
mod together;
mod unplaced;

pub use book::{Booked, ToBook, book, places_left};
pub use check::check;
pub use crowd::Live;
pub use forecast::{Curve, CurvePoint, forecast};
pub use late::{LateKind, LateOption, late_class};
pub use problem::SetupProblem;
pub use proposal::{Cause, Move, NotMoved, Proposal, SlotChange};
pub use replan::{Coming, displaced, replan};
pub use slots::{capacity, plan, replan_slots};
pub use summary::{Summary, summary};
pub use together::together;
pub use unplaced::Unplaced;

/// A span of one day, end not included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Span {
    /// First minute.
    pub start: Minute,
    /// First minute after it.
    pub end: Minute,
}

impl Span {
    /// Its length in minutes; 0 where it ends before it starts.
    pub fn minutes(self) -> u16 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether the minute lies in it.
    pub fn holds(self, minute: Minute) -> bool {
        self.start <= minute && minute < self.end
    }

    /// Whether the two share a minute.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A break in a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Break {
    /// When.
    pub span: Span,
    /// Stations that stay open in it.
    pub stations_open: u8,
}

/// One day of a visit: a Friday, a Ramadan day, a Saturday, an evening differ.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct DayHours {
    /// The day.
    pub day: Day,
    /// Opening hours.
    pub open: Span,
    /// Breaks, within the hours.
    pub breaks: Vec<Break>,
}

/// The few numbers that a planner gives.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Setup {
    /// The visit's days, ascending.
    pub days: Vec<DayHours>,
    /// Recording sets.
    pub stations: u8,
    /// Minutes that one person takes at a station.
    pub minutes_per_person: u16,
    /// How many people may be on site at once, those being recorded included.
    pub waiting_limit: u16,
    /// Length of a slot in minutes.
    pub slot_minutes: u16,
    /// Share of each slot kept free for walk-ins and repeats, in percent.
    pub reserve_percent: u8,
    /// Full years that a person must have lived on the booked day.
    pub minimum_age: u8,
}

/// A slot's number within its visit: from 0, never used again for another slot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(transparent)]
pub struct SlotNumber(pub u16);

/// A span of a visit's day with a capacity. Slots are facts of the plan, not computed again by readers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Slot {
    /// Its number; keeps its meaning when the plan changes.
    pub number: SlotNumber,
    /// Its day.
    pub day: Day,
    /// When it runs.
    pub span: Span,
    /// People that the stations can record in it.
    pub capacity: u16,
    /// Of those, places kept for walk-ins and repeats.
    pub reserve: u16,
}

impl Slot {
    /// Places that the planner may book.
    pub fn bookable(&self) -> u16 {
        self.capacity.saturating_sub(self.reserve)
    }
}

/// The numbers and the slots that followed from them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Plan {
    /// What the planner gave.
    pub setup: Setup,
    /// Ascending by day and start.
    pub slots: Vec<Slot>,
}

/// A change of the plan, for the visit's history.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlanChange {
    /// When.
    pub at: crate::time::Moment,
    /// Why.
    pub cause: crate::event::PlanCause,
}

impl Plan {
    /// Places of a slot that the planner may book: less the reserve, and never more than may be on site at once.
    pub fn places(&self, slot: &Slot) -> u16 {
        slot.bookable().min(self.setup.waiting_limit)
    }

    /// The hours of a day.
    pub fn hours_of(&self, day: Day) -> Option<&DayHours> {
        self.setup.days.iter().find(|hours| hours.day == day)
    }
}
