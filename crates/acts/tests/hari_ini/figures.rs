//! A day's figures are what a recount over all its bookings gives, whatever people do.

use jemput_acts::{
    act,
    view::{
        BookingsInput, LeaveInput, MoveInput, PersonInput, ReopenInput, SlotFigures, StationInput, Today, UndoInput,
        WalkInInput, WalkInSlot,
    },
};
use jemput_domain::{
    booking::{Booking, State},
    event::Outcome,
    id::ActId,
    plan::SlotNumber,
    time::{Day, Minute},
};
use proptest::prelude::*;

use super::kit::{FIRST_DAY, SECOND_DAY, Van};

/// So long after a slot's end who has not come is a no-show.
const GRACE_MINUTES: u16 = 15;

#[derive(Clone, Debug)]
enum Step {
    Wait(u16),
    NextDay,
    Arrive(usize),
    Call(usize, u8),
    Start(u8),
    Absent(u8),
    Record(usize, u8, Outcome),
    Reopen(usize),
    Leave(usize),
    Move(usize, u16),
    Rebook(usize),
    WalkIn(u32),
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0_usize..14;
    let station = 1_u8..=2;
    let outcome = prop::sample::select(vec![
        Outcome::Complete,
        Outcome::Incomplete,
        Outcome::AlreadyRecorded,
        Outcome::BiodataProblem,
        Outcome::NotServed,
    ]);
    prop_oneof![
        3 => (1_u16..50).prop_map(Step::Wait),
        1 => Just(Step::NextDay),
        8 => who.clone().prop_map(Step::Arrive),
        4 => (who.clone(), station.clone()).prop_map(|(who, station)| Step::Call(who, station)),
        3 => station.clone().prop_map(Step::Start),
        2 => station.clone().prop_map(Step::Absent),
        5 => (who.clone(), station, outcome).prop_map(|(who, station, outcome)| Step::Record(who, station, outcome)),
        2 => who.clone().prop_map(Step::Reopen),
        1 => who.clone().prop_map(Step::Leave),
        1 => (who.clone(), 0_u16..18).prop_map(|(who, slot)| Step::Move(who, slot)),
        2 => who.prop_map(Step::Rebook),
        1 => (0_u32..50).prop_map(Step::WalkIn),
        1 => Just(Step::Undo),
    ]
}

struct Play {
    van: Van,
    people: Vec<jemput_domain::id::BookingId>,
    day: &'static str,
    minute: u16,
    last: Option<ActId>,
}

impl Play {
    fn begin() -> Self {
        let van = Van::with(&[("XII MIPA 1", 8), ("XII IPS 1", 6)]);
        let people = van.list(|_| {}).people.iter().map(|found| found.booking).collect();
        let play = Self {
            van,
            people,
            day: FIRST_DAY,
            minute: 440,
            last: None,
        };
        play.tick();
        play
    }

    fn tick(&self) {
        self.van.now(self.day, &Minute(self.minute).to_string());
    }

    /// Does it, or is refused: both leave figures that agree.
    fn take(&mut self, step: &Step) {
        let (desk, visit) = (&self.van.desk, self.van.visit);
        let act = match step {
            Step::Wait(minutes) => {
                self.minute = (self.minute + minutes).min(1439);
                None
            }
            Step::NextDay => {
                (self.day, self.minute) = (SECOND_DAY, 440);
                None
            }
            Step::Arrive(who) => {
                let code = self.people[*who].to_string();
                act::arrive(desk, jemput_acts::view::ArriveInput { visit, code })
                    .ok()
                    .and_then(|arrived| arrived.act)
            }
            Step::Call(who, station) => {
                let _ = self.van.call(self.people[*who], *station);
                None
            }
            Step::Start(station) => act::start(
                desk,
                StationInput {
                    visit,
                    station: *station,
                },
            )
            .ok()
            .and_then(|done| done.act),
            Step::Absent(station) => act::absent(
                desk,
                StationInput {
                    visit,
                    station: *station,
                },
            )
            .ok()
            .and_then(|done| done.act),
            Step::Record(who, station, outcome) => self
                .van
                .try_record(self.people[*who], *station, *outcome)
                .ok()
                .and_then(|done| done.act),
            Step::Reopen(who) => {
                let input = ReopenInput {
                    visit: Some(visit),
                    booking: self.people[*who],
                    reason: "quality".into(),
                };
                act::reopen(desk, input).ok().and_then(|done| done.act)
            }
            Step::Leave(who) => {
                let input = LeaveInput {
                    visit,
                    booking: self.people[*who],
                    reason: String::new(),
                };
                act::leave(desk, input).ok().and_then(|done| done.act)
            }
            Step::Move(who, slot) => {
                let input = MoveInput {
                    visit,
                    bookings: vec![self.people[*who]],
                    class: None,
                    slot: SlotNumber(*slot),
                };
                act::move_bookings(desk, input).ok().and_then(|done| done.act)
            }
            Step::Rebook(who) => {
                let input = BookingsInput {
                    visit,
                    bookings: vec![self.people[*who]],
                };
                act::rebook(desk, input).ok().and_then(|done| done.act)
            }
            Step::WalkIn(number) => {
                let person = PersonInput {
                    name: format!("Tamu {number}"),
                    ..PersonInput::default()
                };
                act::walk_in(
                    desk,
                    WalkInInput {
                        visit,
                        person,
                        service: "ktp_first".into(),
                        slot: WalkInSlot::default(),
                    },
                )
                .ok()
                .and_then(|arrived| arrived.act)
            }
            Step::Undo => {
                if let Some(act) = self.last {
                    let _ = act::undo(desk, UndoInput { visit, act });
                }
                None
            }
        };
        self.last = act.or(self.last);
        self.tick();
    }

    fn agrees(&self) {
        let rows = self.van.journal().view().bookings(self.van.visit).unwrap();
        let bookings: Vec<Booking> = rows
            .into_iter()
            .map(|row| row.booking)
            .filter(|b| b.state.takes_place())
            .collect();
        let plan = self
            .van
            .journal()
            .view()
            .visit(self.van.visit)
            .unwrap()
            .unwrap()
            .plan
            .unwrap();
        for day in [FIRST_DAY, SECOND_DAY] {
            let today = self.van.today_on(day);
            let day = Day::parse(day).unwrap();
            let own = |booking: &Booking| booking.slot.and_then(|s| plan.slot(s)).filter(|slot| slot.day == day);
            let came = |booking: &Booking| {
                booking
                    .arrival
                    .as_ref()
                    .is_some_and(|arrival| arrival.ticket.day == day)
            };
            let count = |of: &dyn Fn(&Booking) -> bool| bookings.iter().filter(|booking| of(booking)).count() as u32;
            let over = |booking: &Booking| {
                let now = (Day::parse(self.day).unwrap(), self.minute);
                own(booking).is_some_and(|slot| {
                    slot.day < now.0 || (slot.day == now.0 && now.1 >= slot.span.end.0 + GRACE_MINUTES)
                })
            };
            let missing = |booking: &Booking| own(booking).is_some() && booking.state == State::Booked;
            assert_eq!(today.booked, count(&|b| own(b).is_some()), "booked");
            assert_eq!(today.no_show, count(&|b| missing(b) && over(b)), "no_show");
            assert_eq!(today.not_here, count(&|b| missing(b) && !over(b)), "not_here");
            assert_eq!(today.arrived, count(&came), "arrived");
            assert_eq!(today.waiting, count(&|b| came(b) && b.state.in_queue()), "waiting");
            let recording = [State::Called, State::Recording];
            assert_eq!(
                today.recording,
                count(&|b| came(b) && recording.contains(&b.state)),
                "recording"
            );
            let recorded = [State::Recorded, State::AlreadyRecorded];
            assert_eq!(
                today.recorded,
                count(&|b| came(b) && recorded.contains(&b.state)),
                "recorded"
            );
            assert_eq!(
                today.left,
                count(&|b| came(b) && [State::Left, State::Missed].contains(&b.state)),
                "left"
            );
            assert_eq!(today.on_site, count(&|b| came(b) && b.state.on_site()), "on_site");
            for slot in &today.slots {
                let of_slot = |b: &Booking| b.slot == Some(slot.slot.number);
                assert_eq!(slot.booked, count(&of_slot), "{slot:?}");
                assert_eq!(slot.arrived, count(&|b| of_slot(b) && came(b)), "{slot:?}");
                assert_eq!(
                    slot.recorded,
                    count(&|b| of_slot(b) && came(b) && recorded.contains(&b.state)),
                    "{slot:?}"
                );
                assert_eq!(
                    slot.no_show,
                    count(&|b| of_slot(b) && missing(b) && over(b)),
                    "{slot:?}"
                );
            }
            let without = |of: &dyn Fn(&Booking) -> bool| count(&|b| came(b) && own(b).is_none() && of(b));
            adds_up(&today, without);
        }
    }
}

/// The slots and who came without one give the day.
fn adds_up(today: &Today, without: impl Fn(&dyn Fn(&Booking) -> bool) -> u32) {
    let sum = |of: fn(&SlotFigures) -> u32| today.slots.iter().map(of).sum::<u32>();
    assert_eq!(sum(|s| s.booked), today.booked);
    assert_eq!(sum(|s| s.not_here), today.not_here);
    assert_eq!(sum(|s| s.no_show), today.no_show);
    assert_eq!(sum(|s| s.arrived) + without(&|_| true), today.arrived);
    assert_eq!(sum(|s| s.waiting) + without(&|b| b.state.in_queue()), today.waiting);
    assert_eq!(
        sum(|s| s.recorded) + without(&|b| [State::Recorded, State::AlreadyRecorded].contains(&b.state)),
        today.recorded
    );
    assert_eq!(
        sum(|s| s.left) + without(&|b| [State::Left, State::Missed].contains(&b.state)),
        today.left
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_a_recount(steps in prop::collection::vec(step(), 1..40)) {
        let mut play = Play::begin();
        for step in &steps {
            play.take(step);
        }
        play.agrees();
    }
}

#[test]
fn who_does_not_come_is_a_no_show_after_the_grace() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let first = van.slot_of(van.class("XII MIPA 1")[0]).unwrap();
    assert_eq!(first, 0, "a small class fills the first slot");
    for (time, not_here, no_show) in [("07:59", 5, 0), ("08:14", 5, 0), ("08:15", 0, 5)] {
        van.now(FIRST_DAY, time);
        let today = van.today();
        assert_eq!((today.not_here, today.no_show), (not_here, no_show), "{time}");
    }
}

#[test]
fn a_walk_in_after_the_last_slot_counts_for_the_day_only() {
    let van = Van::empty();
    van.now(FIRST_DAY, "12:10");
    let person = PersonInput {
        name: "Tamu".into(),
        ..PersonInput::default()
    };
    act::walk_in(
        &van.desk,
        WalkInInput {
            visit: van.visit,
            person,
            service: "ktp_first".into(),
            slot: WalkInSlot::default(),
        },
    )
    .unwrap();
    let today = van.today();
    assert_eq!(
        (today.booked, today.arrived, today.waiting, today.on_site),
        (0, 1, 1, 1)
    );
    assert!(today.slots.iter().all(|slot| slot.arrived == 0));
}
