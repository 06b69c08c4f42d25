//! Stations through a real desk: sets that break, stations that the plan loses, who is behind whom.

use jemput_acts::{
    Trouble, act,
    view::{
        CallInput, Done, HandOverInput, OfVisit, ReopenInput, StationBoard, StationInput, StationSetInput, StationView,
        VisitChangeInput,
    },
};
use jemput_domain::{
    booking::State,
    event::{Outcome, StationStatus},
    id::BookingId,
    plan::Setup,
    refusal::Refusal,
};

use super::kit::{FIRST_DAY, Van, setup};

fn board(van: &Van) -> StationBoard {
    act::stations(&van.desk, OfVisit { visit: van.visit }).unwrap()
}

fn station(van: &Van, number: u8) -> Option<StationView> {
    board(van).stations.into_iter().find(|s| s.number == number)
}

fn set(van: &Van, station: Option<u8>, status: StationStatus) -> Done {
    let input = StationSetInput {
        visit: van.visit,
        station,
        status,
    };
    act::station_set(&van.desk, input).unwrap()
}

fn of(van: &Van, station: u8) -> StationInput {
    StationInput {
        visit: van.visit,
        station,
    }
}

fn hand_over(van: &Van, station: u8, to: Option<u8>) -> Result<Done, Trouble> {
    let input = HandOverInput {
        visit: van.visit,
        station,
        to,
    };
    act::hand_over(&van.desk, input)
}

fn absent(van: &Van, station: u8) {
    act::absent(&van.desk, of(van, station)).unwrap();
}

fn refusal<T: std::fmt::Debug>(said: Result<T, Trouble>) -> Refusal {
    match said {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// So many of one class are here; the clock stands at 7.30.
fn waiting(people: usize) -> (Van, Vec<BookingId>) {
    let van = Van::with(&[("XII MIPA 1", people)]);
    let class = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    for booking in &class {
        van.arrive(*booking);
    }
    (van, class)
}

fn change(van: &Van, change: impl FnOnce(&mut Setup)) {
    let mut setup = setup();
    change(&mut setup);
    let visit = van.visit;
    act::visit_change(&van.desk, VisitChangeInput { visit, setup }).unwrap();
}

#[test]
fn a_broken_set_stays_broken_when_all_pause_and_open() {
    let (van, _) = waiting(1);
    let broken = StationStatus::Broken("irises".into());
    set(&van, Some(2), broken.clone());
    let paused = StationStatus::Paused("power".into());
    let done = set(&van, None, paused.clone());
    assert!(done.sentence.contains("Meja 2 tetap rusak"), "{}", done.sentence);
    let status = |number| station(&van, number).unwrap().status;
    assert_eq!((status(1), status(2)), (paused, broken.clone()));
    set(&van, None, StationStatus::Open);
    assert_eq!((status(1), status(2)), (StationStatus::Open, broken));
    set(&van, Some(2), StationStatus::Open);
    assert_eq!(status(2), StationStatus::Open);
}

#[test]
fn who_was_called_to_a_set_that_broke_is_handed_on() {
    let (van, class) = waiting(1);
    van.call(class[0], 2).unwrap();
    set(&van, Some(2), StationStatus::Broken("all".into()));
    let said = refusal(act::start(&van.desk, of(&van, 2)));
    assert_eq!(said, Refusal::StationBroken { station: 2 });
    hand_over(&van, 2, Some(1)).unwrap();
    van.start(1);
    assert_eq!(van.state(class[0]), State::Recording);
}

#[test]
fn a_station_that_the_plan_lost_serves_its_person_to_the_end() {
    let (van, class) = waiting(2);
    van.call(class[0], 2).unwrap();
    change(&van, |setup| setup.stations = 1);
    let person = station(&van, 2).and_then(|s| s.person).map(|p| p.booking);
    assert_eq!(person, Some(class[0]));
    van.start(2);
    van.record(class[0], 2, Outcome::Complete);
    assert!(station(&van, 2).is_none());
    let gone = Refusal::NoStation {
        station: 2,
        stations: 1,
    };
    assert_eq!(refusal(van.call(class[1], 2)), gone);
    van.call(class[1], 1).unwrap();
    assert_eq!(refusal(hand_over(&van, 1, Some(2))), gone);
}

#[test]
fn five_calls_are_five_calls_whatever_came_of_them() {
    let (van, class) = waiting(9);
    let call = |station| {
        let input = CallInput {
            visit: van.visit,
            station,
            code: None,
        };
        act::call(&van.desk, input).unwrap().booking
    };
    let first = call(1);
    absent(&van, 1);
    // Of five called after them, one was not there either, one left, one is recorded, one sits and one is called.
    let mut others = Vec::new();
    for minute in 1..=3 {
        van.now(FIRST_DAY, &format!("07:3{minute}"));
        others.push(call(2));
        match minute {
            1 => absent(&van, 2),
            2 => drop(van.record(others[1], 2, Outcome::NotServed)),
            _ => drop(van.record(others[2], 2, Outcome::Complete)),
        }
    }
    assert_ne!(board(&van).next[0].booking, first);
    van.now(FIRST_DAY, "07:34");
    others.push(call(2));
    van.now(FIRST_DAY, "07:35");
    others.push(call(1));
    assert_eq!(board(&van).next[0].booking, first);
    others.push(first);
    others.sort();
    others.dedup();
    assert_eq!(others.len(), 6, "five others: {class:?}");
}

#[test]
fn both_screens_count_the_same_people_as_waiting() {
    let (van, class) = waiting(3);
    van.call(class[0], 1).unwrap();
    van.record(class[0], 1, Outcome::Complete);
    let reason = "application_failed".to_owned();
    let (visit, booking) = (Some(van.visit), class[0]);
    act::reopen(&van.desk, ReopenInput { visit, booking, reason }).unwrap();
    assert_eq!((board(&van).waiting, van.today().waiting), (3, 3));
    assert_eq!(board(&van).next[0].booking, class[0]);
    van.call(class[0], 1).unwrap();
    assert_eq!((board(&van).waiting, van.today().waiting), (2, 2));
}

#[test]
fn what_was_recorded_is_told_though_it_must_be_repeated() {
    let (van, class) = waiting(1);
    van.call(class[0], 1).unwrap();
    van.record(class[0], 1, Outcome::Complete);
    let reason = "quality".to_owned();
    let (visit, booking) = (Some(van.visit), class[0]);
    act::reopen(&van.desk, ReopenInput { visit, booking, reason }).unwrap();
    let told = van.one(class[0]).recordings.join("; ");
    assert!(told.contains("selesai, perlu rekam ulang"), "{told}");
}
