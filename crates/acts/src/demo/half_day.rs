//! The demonstration half way: its first day played to the end and its second until shortly before eleven, act by act, at
//! the times at which they would have happened.

use std::collections::BTreeMap;

use jemput_domain::{
    event::StationStatus,
    id::{BookingId, ScopeId},
    plan::DayHours,
    refusal::Refusal,
    time::{Day, Minute, Moment},
};

use super::script::{comes_after, is_absent, marks, takes};
use crate::{
    Desk, Trouble, act,
    view::{
        ArriveInput, CallInput, NoteInput, OfVisit, PeopleInput, PersonInput, PriorityInput, RecordInput, ReopenInput,
        StationInput, StationSetInput, WalkInInput, WalkInSlot,
    },
    visit_now::VisitNow,
};

/// Where the second day stands at the end, as the screens are drawn.
const STANDS_AT: Minute = Minute(10 * 60 + 42);
/// People are served on after hours for so long.
const AFTER_HOURS_SECONDS: i64 = 2 * 3_600;
/// Seconds from a call to sitting down.
const TO_THE_CHAIR_SECONDS: i64 = 35;
/// Seconds until a called person counts as not there.
const NOT_THERE_SECONDS: i64 = 90;

/// Plays a demonstration's days up to 10.42 of the second, and gives that instant: the clock to go on with.
///
/// # Errors
///
/// Whatever keeps one of the acts from happening; those before it stand.
pub fn demo_half_day(desk: &Desk, visit: ScopeId) -> Result<Moment, Trouble> {
    let now = desk.read_visit(visit, |_, visit| Ok(visit.clone()))?;
    let days = now.plan.setup.days.clone();
    let mut player = Player {
        desk,
        visit: now,
        todo: BTreeMap::new(),
        steps: 0,
        calls: 0,
        busy: BTreeMap::new(),
        paused: None,
    };
    let mut at = Moment(0);
    let played = days.iter().take(2).enumerate().try_for_each(|(nth, hours)| {
        let zone = player.visit.zone();
        let until = if nth == 0 {
            zone.moment(hours.day, hours.open.end)
                .plus_minutes(AFTER_HOURS_SECONDS / 60)
        } else {
            zone.moment(hours.day, STANDS_AT)
        };
        at = until;
        player.day(hours, nth == 1, until)
    });
    desk.set_clock(None);
    played.map(|()| at)
}

/// One thing that happens.
#[derive(Clone, Copy)]
enum Step {
    Arrives(BookingId),
    WalksIn,
    Sits { station: u8 },
    NotThere { station: u8 },
    Finishes { station: u8, booking: BookingId },
    Called,
    Reopened,
    Pauses { station: u8 },
}

struct Player<'d> {
    desk: &'d Desk,
    visit: VisitNow,
    todo: BTreeMap<(Moment, u32), Step>,
    steps: u32,
    calls: u32,
    busy: BTreeMap<u8, BookingId>,
    paused: Option<u8>,
}

impl Player<'_> {
    fn day(&mut self, hours: &DayHours, second: bool, until: Moment) -> Result<(), Trouble> {
        let zone = self.visit.zone();
        self.todo.clear();
        self.busy.clear();
        self.arrivals(hours.day)?;
        for pause in &hours.breaks {
            self.add(zone.moment(hours.day, pause.span.end), Step::Called);
        }
        if second {
            self.add(zone.moment(hours.day, Minute(10 * 60 + 36)), Step::WalksIn);
            self.add(zone.moment(hours.day, Minute(10 * 60 + 20)), Step::Reopened);
            self.add(
                zone.moment(hours.day, Minute(10 * 60 + 33)),
                Step::Pauses { station: 3 },
            );
        }
        while let Some(((at, _), step)) = self.todo.pop_first() {
            if at > until {
                break;
            }
            self.desk.set_clock(Some(at));
            self.step(at, step)?;
            if !self.is_break(hours, at) {
                self.call_all(at)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, at: Moment, step: Step) {
        self.steps += 1;
        self.todo.insert((at, self.steps), step);
    }

    fn later(&mut self, at: Moment, seconds: i64, step: Step) {
        self.add(Moment(at.0 + seconds * 1_000), step);
    }

    /// Everyone booked on the day, in the order of slots and list.
    fn arrivals(&mut self, day: Day) -> Result<(), Trouble> {
        let slots: Vec<_> = self.visit.plan.slots_on(day).copied().collect();
        let mut nth = 0;
        for slot in slots {
            let input = PeopleInput {
                visit: self.visit.scope,
                class: None,
                slot: Some(slot.number),
                states: Vec::new(),
                held: false,
                to_tell: false,
                unplaced: false,
                offset: 0,
                limit: None,
            };
            for person in act::people(self.desk, input)?.people {
                let start = self.visit.zone().moment(day, slot.span.start);
                if let Some(after) = comes_after(nth) {
                    self.later(start, after, Step::Arrives(person.booking));
                }
                nth += 1;
            }
        }
        Ok(())
    }

    fn is_break(&self, hours: &DayHours, at: Moment) -> bool {
        let (_, minute) = self.visit.zone().local(at);
        minute < hours.open.start || hours.breaks.iter().any(|pause| pause.span.holds(minute))
    }

    /// Each free station calls.
    fn call_all(&mut self, at: Moment) -> Result<(), Trouble> {
        for station in 1..=self.visit.plan.setup.stations {
            if self.busy.contains_key(&station) || self.paused == Some(station) {
                continue;
            }
            let called = match act::call(
                self.desk,
                CallInput {
                    visit: self.visit.scope,
                    station,
                    code: None,
                },
            ) {
                Ok(sitting) => sitting.booking,
                Err(Trouble::Refused(Refusal::QueueEmpty)) => return Ok(()),
                Err(trouble) => return Err(trouble),
            };
            self.calls += 1;
            self.busy.insert(station, called);
            match is_absent(self.calls) {
                true => self.later(at, NOT_THERE_SECONDS, Step::NotThere { station }),
                false => self.later(at, TO_THE_CHAIR_SECONDS, Step::Sits { station }),
            }
        }
        Ok(())
    }

    fn step(&mut self, at: Moment, step: Step) -> Result<(), Trouble> {
        let visit = self.visit.scope;
        match step {
            Step::Arrives(booking) => self.arrives(booking),
            Step::WalksIn => self.walks_in(),
            Step::Called => Ok(()),
            Step::Sits { station } => {
                act::start(self.desk, StationInput { visit, station })?;
                if let Some(booking) = self.busy.get(&station).copied() {
                    self.later(at, takes(self.calls), Step::Finishes { station, booking });
                }
                Ok(())
            }
            Step::NotThere { station } => {
                act::absent(self.desk, StationInput { visit, station })?;
                self.busy.remove(&station);
                Ok(())
            }
            Step::Finishes { station, booking } => {
                self.busy.remove(&station);
                self.finishes(station, booking)
            }
            Step::Reopened => self.reopens(),
            Step::Pauses { station } => {
                self.paused = Some(station);
                let status = StationStatus::Paused("break".into());
                act::station_set(
                    self.desk,
                    StationSetInput {
                        visit,
                        station: Some(station),
                        status,
                    },
                )
                .map(drop)
            }
        }
    }

    fn arrives(&mut self, booking: BookingId) -> Result<(), Trouble> {
        let visit = self.visit.scope;
        let arrived = act::arrive(
            self.desk,
            ArriveInput {
                visit,
                code: booking.to_string(),
            },
        )?;
        if arrived.ticket.ends_with("-037") {
            act::priority(
                self.desk,
                PriorityInput {
                    visit,
                    booking,
                    reason: Some("disabled".into()),
                },
            )?;
            act::note(
                self.desk,
                NoteInput {
                    visit,
                    booking,
                    note: "Memakai kursi roda.".into(),
                },
            )?;
        }
        Ok(())
    }

    /// A teacher's child without a NIK at hand: to be completed.
    fn walks_in(&mut self) -> Result<(), Trouble> {
        let person = PersonInput {
            name: "Wulan Anggraini Contoh".into(),
            birth_date: "2004-05-14".into(),
            class: "XII IPS 1".into(),
            ..PersonInput::default()
        };
        let input = WalkInInput {
            visit: self.visit.scope,
            person,
            service: "ktp_first".into(),
            slot: WalkInSlot::default(),
        };
        act::walk_in(self.desk, input).map(drop)
    }

    fn finishes(&mut self, station: u8, booking: BookingId) -> Result<(), Trouble> {
        let marks = marks(self.calls);
        let input = RecordInput {
            visit: Some(self.visit.scope),
            booking,
            station,
            photo: marks.photo,
            fingerprints: marks.fingerprints,
            irises: marks.irises,
            signature: marks.signature,
            outcome: marks.outcome,
            detail: marks.detail.into(),
        };
        act::record(self.desk, input).map(drop)
    }

    /// The enrolment application lost one of this morning's recordings.
    fn reopens(&mut self) -> Result<(), Trouble> {
        let input = OfVisit {
            visit: self.visit.scope,
        };
        let recorded = self.desk.read_visit(input.visit, |view, visit| {
            let filter = jemput_journal::PeopleFilter {
                states: vec![jemput_domain::booking::State::Recorded],
                arrival_day: Some(visit.day),
                ..Default::default()
            };
            Ok(view.people(visit.scope, &filter, 4, 1)?.1)
        })?;
        match recorded.first() {
            Some(row) => {
                let input = ReopenInput {
                    visit: Some(input.visit),
                    booking: row.id,
                    reason: "application_failed".into(),
                };
                act::reopen(self.desk, input).map(drop)
            }
            None => Ok(()),
        }
    }
}
