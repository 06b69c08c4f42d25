//! When a new plan is suggested, and that it stops once it is taken.

use jemput_acts::{
    act,
    view::{ProposeInput, ReplanCause, TakeProposalInput},
};
use jemput_domain::{
    event::{Outcome, StationStatus},
    id::BookingId,
};

use super::kit::{FIRST_DAY, Van};

fn take(van: &Van, cause: ReplanCause) {
    let propose = ProposeInput {
        visit: van.visit,
        day: None,
        cause,
    };
    let token = act::propose(&van.desk, propose.clone()).unwrap().token;
    act::take_proposal(&van.desk, TakeProposalInput { propose, token }).unwrap();
}

fn van() -> Van {
    let van = Van::with(&[("XII MIPA 1", 33), ("XII IPS 1", 33)]);
    van.now(FIRST_DAY, "07:40");
    van
}

#[test]
fn a_day_that_goes_as_planned_needs_no_suggestion() {
    let van = van();
    assert!(van.today().suggestion.is_none());
    assert!(van.today_on("2021-11-09").suggestion.is_none());
}

#[test]
fn a_station_that_failed_is_a_reason_until_the_plan_knows_it() {
    let van = van();
    van.set_station(Some(2), StationStatus::Paused("break".into()));
    assert!(van.today().suggestion.is_none(), "a rest is no failure");
    van.set_station(Some(2), StationStatus::Broken("photo".into()));
    let suggestion = van.today().suggestion.unwrap();
    assert!(matches!(suggestion.cause, ReplanCause::Stations { stations: 1 }));
    assert!(
        suggestion.sentence.starts_with("1 dari 2 meja yang bekerja. Usulan: "),
        "{}",
        suggestion.sentence
    );
    take(&van, suggestion.cause);
    assert!(
        van.today()
            .suggestion
            .is_none_or(|next| !matches!(next.cause, ReplanCause::Stations { .. }))
    );
}

#[test]
fn people_who_take_longer_are_a_reason_from_a_fifth_on() {
    for (minutes, suggested) in [(12, None), (13, Some(13))] {
        let van = van();
        let people: Vec<BookingId> = van.slot(0).iter().map(|found| found.booking).collect();
        for (index, person) in people.iter().enumerate() {
            van.serve(
                FIRST_DAY,
                &format!("07:{}", 30 + index),
                minutes,
                *person,
                1,
                Outcome::Complete,
            );
        }
        let today = van.today();
        assert_eq!(today.measured_minutes, Some(u32::from(minutes)));
        let cause = today.suggestion.map(|suggestion| suggestion.cause);
        match suggested {
            None => assert!(!matches!(cause, Some(ReplanCause::Minutes { .. })), "{cause:?}"),
            Some(minutes) => {
                assert!(
                    matches!(cause, Some(ReplanCause::Minutes { minutes: m }) if m == minutes),
                    "{cause:?}"
                );
                take(&van, cause.unwrap());
                let next = van.today().suggestion;
                assert!(
                    next.as_ref()
                        .is_none_or(|next| !matches!(next.cause, ReplanCause::Minutes { .. })),
                    "{next:?}"
                );
            }
        }
    }
}

#[test]
fn a_day_that_runs_late_is_put_off() {
    let van = Van::with(&[("XII MIPA 1", 44), ("XII IPS 1", 44)]);
    // Nobody is served until nine, while people come as they were told.
    for (slot, time) in [(0, "07:30"), (1, "08:00"), (2, "08:30")] {
        van.now(FIRST_DAY, time);
        for found in van.slot(slot) {
            van.arrive(found.booking);
        }
    }
    van.now(FIRST_DAY, "09:00");
    let suggestion = van.today().suggestion.unwrap();
    let ReplanCause::Delay { minutes } = suggestion.cause else {
        panic!("{suggestion:?}")
    };
    assert!((20..=60).contains(&minutes) && minutes % 5 == 0, "{minutes}");
    assert!(
        suggestion.sentence.contains("lebih lambat daripada rencana"),
        "{}",
        suggestion.sentence
    );
}
