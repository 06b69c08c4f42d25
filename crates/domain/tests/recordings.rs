//! Calls and recordings: what is refused, and what the fold makes of events that laptops made apart.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

use jemput_domain::{
    booking::{Booking, Conflict, State},
    decide,
    event::{
        Absent, ActRef, Arrived, BookingMade, BookingsJoined, Called, Capture, Clock, Draft, Event, FailureReason,
        FlagSettled, HandedOver, Outcome, Recorded, RecordingMoved, Reopened, Source, Standing, Started, StationStatus,
        Subject,
    },
    fold::{At, SubjectState, refold},
    id::{BookingId, DeviceId, OperatorId},
    person::Person,
    refusal::Refusal,
    time::{Day, Moment},
};
use uuid::Uuid;

const X: BookingId = BookingId(Uuid::from_u128(1));
const Y: BookingId = BookingId(Uuid::from_u128(2));
const MINUTE: i64 = 60_000;

/// One laptop's events, each a minute later, so that any of them may come late.
#[derive(Clone, Default)]
struct Told(Vec<(At, Vec<Subject>, Event)>);

impl Told {
    fn at(&mut self, minute: i64, subjects: &[BookingId], event: Event) {
        let seq = self.0.len() as u32 + 1;
        let device = DeviceId(Uuid::from_u128(9));
        let at = At {
            clock: Clock(minute),
            device,
            seq,
            at: Moment(minute * MINUTE),
            act: ActRef { device, first_seq: seq },
            operator: OperatorId(Uuid::nil()),
        };
        self.0
            .push((at, subjects.iter().map(|id| Subject::Booking(*id)).collect(), event));
    }

    fn decided(&mut self, minute: i64, drafts: Vec<Draft>) {
        for draft in drafts {
            let ids: Vec<_> = draft.subjects.iter().map(|subject| id(*subject)).collect();
            self.at(minute, &ids, draft.event);
        }
    }

    fn booking(&self, of: BookingId) -> Booking {
        let subject = Subject::Booking(of);
        let own = self.0.iter().filter(|(_, subjects, _)| subjects.contains(&subject));
        let mut own: Vec<_> = own.map(|(at, _, event)| (*at, event.clone())).collect();
        match refold(subject, &mut own) {
            SubjectState::Booking(booking) => *booking,
            other => panic!("{other:?}"),
        }
    }
}

fn id(subject: Subject) -> BookingId {
    match subject {
        Subject::Booking(id) => id,
        other => panic!("{other:?}"),
    }
}

fn made(name: &str) -> Event {
    Event::BookingMade(BookingMade {
        person: Person {
            name: name.into(),
            ..Person::default()
        },
        source: Source::WalkIn,
        services: vec![],
        slot: None,
        held: vec![],
        warned: vec![],
    })
}

fn arrived(number: u16) -> Event {
    Event::Arrived(Arrived {
        day: Day::parse("2021-11-08").unwrap(),
        mark: "A".into(),
        number,
        standing: Standing::OnTime,
    })
}

fn called(station: u8) -> Event {
    Event::Called(Called { station, again: false })
}

fn marked(outcome: Outcome) -> Recorded {
    Recorded {
        station: 1,
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome,
        detail: String::new(),
    }
}

fn reopened() -> Event {
    Event::Reopened(Reopened {
        reason: "application_failed".into(),
    })
}

fn joined(gone: BookingId, stays: BookingId) -> Event {
    Event::BookingsJoined(BookingsJoined { gone, stays })
}

/// X and Y are here, and X was recorded at minute 10.
fn x_recorded() -> Told {
    let mut told = Told::default();
    told.at(1, &[X], made("Sari"));
    told.at(1, &[Y], made("Dewi"));
    told.at(2, &[X], arrived(1));
    told.at(2, &[Y], arrived(2));
    told.at(5, &[X], called(1));
    told.at(6, &[X], Event::Started(Started { station: 1 }));
    told.at(10, &[X], Event::Recorded(marked(Outcome::Complete)));
    told
}

fn moved(told: &Told, swap: bool) -> Result<Vec<Draft>, Refusal> {
    decide::move_recording((X, &told.booking(X)), (Y, &told.booking(Y)), swap, "wrong person")
}

#[test]
fn what_was_marked_stands_beside_its_reopening() {
    let mut told = x_recorded();
    told.decided(12, decide::reopen(X, &told.booking(X), "application_failed").unwrap());
    let x = told.booking(X);
    assert_eq!((x.state, x.front), (State::ToRepeat, true));
    assert_eq!(x.recordings[0].fact.marked, marked(Outcome::Complete));
    assert_eq!(x.recordings[0].reopened.as_deref(), Some("application_failed"));
    told.at(20, &[X], Event::Recorded(marked(Outcome::Complete)));
    let x = told.booking(X);
    assert_eq!((x.state, x.conflicts.len()), (State::Recorded, 0));
    assert_eq!(x.recordings.len(), 2);
}

#[test]
fn a_recording_that_was_reopened_and_moved_apart_stands_under_one_person_and_is_told() {
    let mut told = x_recorded();
    let apart = moved(&told, false).unwrap();
    told.at(12, &[X], reopened());
    told.decided(13, apart);
    let (x, y) = (told.booking(X), told.booking(Y));
    assert_eq!(x.recordings, []);
    assert_eq!((x.state, x.front, x.reopened), (State::Waiting, true, None));
    assert_eq!(x.conflicts, [Conflict::MovedApart]);
    assert_eq!((y.state, y.recordings.len()), (State::Recorded, 1));
}

#[test]
fn a_recording_moved_to_two_people_apart_is_told() {
    let mut told = x_recorded();
    let third = BookingId(Uuid::from_u128(3));
    let to_y = moved(&told, false).unwrap();
    let to_third = decide::move_recording((X, &told.booking(X)), (third, &Booking::default()), false, "wrong").unwrap();
    told.decided(12, to_y);
    told.decided(13, to_third);
    assert_eq!(told.booking(X).conflicts, [Conflict::MovedApart]);
    assert_eq!(told.booking(X).recordings, []);
}

#[test]
fn a_moved_recording_goes_though_its_beginning_is_seen_otherwise_later() {
    let mut told = x_recorded();
    told.decided(12, moved(&told, false).unwrap());
    // Heard late: X sat down two minutes before, as another laptop has it.
    told.at(4, &[X], Event::Started(Started { station: 1 }));
    let x = told.booking(X);
    assert_eq!((x.recordings.len(), x.state), (0, State::Waiting));
}

#[test]
fn a_recording_is_not_moved_to_whom_it_is_under() {
    let told = x_recorded();
    let x = told.booking(X);
    let name = || "Sari".to_owned();
    for swap in [false, true] {
        let said = decide::move_recording((X, &x), (X, &x), swap, "wrong person");
        assert_eq!(said, Err(Refusal::OwnRecording { name: name() }));
    }
    // Another laptop's program may have let it through: nothing changes.
    let mut told = told;
    let fact = x.last_recording().unwrap().clone();
    let same = RecordingMoved {
        from: X,
        to: X,
        swap: false,
        reason: "wrong person".into(),
        from_recording: fact,
        to_recording: None,
    };
    told.at(12, &[X], Event::RecordingMoved(same));
    assert_eq!(told.booking(X), x);
}

#[test]
fn a_booking_that_is_gone_takes_no_recording_and_is_not_reopened() {
    let mut told = x_recorded();
    told.at(12, &[X, Y], joined(X, Y));
    let (x, gone) = (told.booking(X), Err(Refusal::Withdrawn { name: "Sari".into() }));
    assert_eq!(decide::reopen(X, &x, "quality"), gone);
    assert_eq!(moved(&told, false), gone);
    assert_eq!(decide::record(X, &x, marked(Outcome::Complete)), gone);
    assert_eq!(decide::call(X, &x, 1, &StationStatus::Open, None), gone);
    // Reopened apart, before the joining was heard: it does not come back into the queue.
    told.at(13, &[X], reopened());
    assert_eq!(told.booking(X).state, State::Joined);

    let mut told = x_recorded();
    told.at(12, &[Y, X], joined(Y, X));
    let y = "Dewi".to_owned();
    assert_eq!(moved(&told, false), Err(Refusal::Withdrawn { name: y }));
}

#[test]
fn what_is_to_be_repeated_is_not_moved() {
    let mut told = x_recorded();
    told.at(12, &[X], reopened());
    let name = "Sari".into();
    assert_eq!(moved(&told, false), Err(Refusal::RecordingReopened { name }));
    let y = "Dewi".into();
    assert_eq!(moved(&x_recorded(), true), Err(Refusal::NoRecording { name: y }));
}

#[test]
fn who_is_already_recorded_is_done() {
    let mut told = x_recorded();
    told.at(11, &[Y], Event::Recorded(marked(Outcome::AlreadyRecorded)));
    for id in [X, Y] {
        let booking = told.booking(id);
        let name = booking.person.name.clone();
        let said = decide::record(id, &booking, marked(Outcome::Complete));
        assert_eq!(said, Err(Refusal::AlreadyDone { name }));
    }
}

#[test]
fn marks_that_do_not_go_together_are_no_recording() {
    let mut told = x_recorded();
    told.at(11, &[Y], called(2));
    let y = told.booking(Y);
    let record = |change: &dyn Fn(&mut Recorded)| {
        let mut marked = marked(Outcome::Incomplete);
        marked.station = 2;
        change(&mut marked);
        decide::record(Y, &y, marked)
    };
    assert_eq!(record(&|_| ()), Err(Refusal::NothingMissing));
    let reason = FailureReason::Quality;
    assert!(record(&|marked| marked.irises = Capture::Failed { reason }).is_ok());
}

#[test]
fn nobody_sits_down_at_a_set_that_is_out_of_order() {
    let mut told = x_recorded();
    told.at(11, &[Y], called(2));
    let y = told.booking(Y);
    let start = |status| decide::start(Y, &y, 2, &status);
    let broken = StationStatus::Broken("irises".into());
    assert_eq!(start(broken), Err(Refusal::StationBroken { station: 2 }));
    assert!(start(StationStatus::Paused("power".into())).is_ok());
    assert!(decide::hand_over(Y, &y, 2, Some(3)).is_ok());
}

#[test]
fn only_who_has_the_person_hands_them_on() {
    let mut told = x_recorded();
    told.at(11, &[Y], called(2));
    told.at(12, &[Y], Event::HandedOver(HandedOver { from: 3, to: Some(4) }));
    assert_eq!(told.booking(Y).at_station.map(|at| at.station), Some(2));
    told.at(13, &[Y], Event::HandedOver(HandedOver { from: 2, to: Some(4) }));
    assert_eq!(told.booking(Y).at_station.map(|at| at.station), Some(4));
}

#[test]
fn a_conflict_that_comes_after_one_was_settled_is_told_again() {
    let mut told = x_recorded();
    told.at(11, &[Y], called(2));
    told.at(12, &[Y], called(3));
    assert_eq!(told.booking(Y).conflicts, [Conflict::CalledTwice { station: 3 }]);
    let flag = "called_twice".to_owned();
    told.at(13, &[Y], Event::FlagSettled(FlagSettled { flag }));
    assert_eq!(told.booking(Y).conflicts, []);
    told.at(14, &[Y], called(4));
    assert_eq!(told.booking(Y).conflicts, [Conflict::CalledTwice { station: 4 }]);
}

#[test]
fn a_call_is_kept_whatever_came_of_it() {
    let mut told = x_recorded();
    assert_eq!(told.booking(X).last_called, Some(Moment(5 * MINUTE)));
    told.at(11, &[Y], called(2));
    told.at(
        12,
        &[Y],
        Event::Called(Called {
            station: 2,
            again: true,
        }),
    );
    told.at(13, &[Y], Event::Absent(Absent { station: 2 }));
    assert_eq!(told.booking(Y).last_called, Some(Moment(11 * MINUTE)));
}
