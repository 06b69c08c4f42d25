//! Who comes when, and who is here.
//!
//! The rule: the people of a slot come together, as a class does: within the [`EARLY_MINUTES`] before its start, so that
//! all of them are on site when it starts. Who is not here then is spread over its rest, and expected for
//! [`GRACE_MINUTES`] after its end.

use std::collections::BTreeMap;

use super::{
    DayHours, Plan, SlotNumber, Span,
    limits::{DAY_MINUTES, PERSON_MINUTES_MAX, STATIONS_MAX},
    queue::{Open, Served, openings, serve},
};
use crate::time::Minute;

/// People come within so many minutes before their slot.
pub const EARLY_MINUTES: u16 = 10;
/// Who is not here at the end of their slot is expected within so many more minutes, then no longer.
pub const GRACE_MINUTES: u16 = 30;
/// More people than this in one day are left out: no site holds them, and a forecast must end.
pub const PEOPLE_MAX: usize = 20_000;

/// How the day stands: with it a forecast starts at `now`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Live {
    /// The present minute.
    pub now: Minute,
    /// Who is here and waits.
    pub waiting: u16,
    /// Who is being recorded.
    pub recording: u16,
    /// Seconds that one person takes, as measured; held to 30 seconds to four hours.
    pub seconds_per_person: u32,
    /// Stations that take people outside breaks.
    pub stations: u8,
}

impl Live {
    /// Seconds that one person takes, within reason.
    pub(super) fn pace_seconds(&self) -> u32 {
        self.seconds_per_person.clamp(30, 4 * 3_600)
    }
}

/// Everybody who comes on a day, and the stations that take them. In seconds of the day.
pub(super) struct Crowd {
    /// The present; 0 where the day is only planned.
    pub now: u32,
    /// When people come, ascending; who waits already comes now.
    pub arrivals: Vec<u32>,
    /// When those being recorded are done.
    busy: Vec<u32>,
    /// How long one person takes.
    seconds: u32,
    open: Vec<Open>,
}

impl Crowd {
    /// The people of a day of the plan.
    pub fn of(plan: &Plan, hours: &DayHours, to_come: &BTreeMap<SlotNumber, u16>, live: Option<&Live>) -> Self {
        let now = live.map_or(0, |live| u32::from(live.now.0.min(DAY_MINUTES)) * 60);
        let planned_minutes = plan.setup.minutes_per_person.clamp(1, PERSON_MINUTES_MAX);
        let (stations, seconds) = match live {
            Some(live) => (live.stations, live.pace_seconds()),
            None => (plan.setup.stations, u32::from(planned_minutes) * 60),
        };
        let mut arrivals = vec![now; live.map_or(0, |live| usize::from(live.waiting)).min(PEOPLE_MAX)];
        for slot in plan.slots_on(hours.day) {
            let people = to_come.get(&slot.number).copied().unwrap_or(0);
            if arrivals.len() < PEOPLE_MAX {
                arrivals.extend(comings(slot.span, people, live.map(|live| live.now)));
            }
        }
        arrivals.sort_unstable();
        arrivals.truncate(PEOPLE_MAX);
        // Those being recorded are taken to be spread evenly over their recordings.
        let recording = live.map_or(0, |live| u32::from(live.recording.min(u16::from(STATIONS_MAX))));
        let busy = (1..=recording)
            .map(|nth| now + seconds * nth / recording.max(1))
            .collect();
        Self {
            now,
            arrivals,
            busy,
            seconds,
            open: openings(hours, stations),
        }
    }

    /// Serves these arrivals: those being recorded come first in the answer, then the arrivals in order.
    pub fn serve(&self, arrivals: &[u32]) -> Vec<Served> {
        let recorded = self.busy.iter().map(|until| Served {
            came: self.now,
            sat: Some(self.now),
            left: Some(*until),
        });
        recorded
            .chain(serve(arrivals, self.seconds, &self.open, &self.busy))
            .collect()
    }
}

/// When the people of a slot come, in seconds: none who would have come before `now`.
pub(super) fn comings(span: Span, people: u16, now: Option<Minute>) -> Vec<u32> {
    let (start, end) = (span.start.0.min(DAY_MINUTES), span.end.0.min(DAY_MINUTES));
    let mut first = u32::from(start.saturating_sub(EARLY_MINUTES)) * 60;
    let mut last = u32::from(start) * 60;
    if let Some(now) = now {
        if now.0 >= end {
            last = u32::from(end + GRACE_MINUTES) * 60;
        } else if now.0 >= start {
            last = u32::from(end) * 60;
        }
        first = first.max(u32::from(now.0) * 60);
        if first >= last {
            return Vec::new();
        }
    }
    let spread = u64::from(last.saturating_sub(first));
    let people = u64::from(people);
    (0..people)
        .map(|nth| first + ((2 * nth + 1) * spread / (2 * people)) as u32)
        .collect()
}
