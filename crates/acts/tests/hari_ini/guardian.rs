//! The guardian's form of who is under 18.

use jemput_acts::{
    act,
    view::{CallInput, Done, GuardianRuleInput, GuardianSeenInput, HistoryInput, UndoInput},
};
use jemput_domain::{
    event::{FormKind, GuardianBy, GuardianForm},
    id::BookingId,
};

use crate::kit::{FIRST_DAY, SECOND_DAY, Van};

const MISSING: &str = "Formulir wali belum dilihat";

fn rule(van: &Van, rule: GuardianForm) -> Done {
    let visit = van.visit;
    act::guardian_rule(&van.desk, GuardianRuleInput { visit, rule }).unwrap()
}

fn seen(van: &Van, booking: BookingId) -> Result<Done, jemput_acts::Trouble> {
    let input = GuardianSeenInput {
        visit: van.visit,
        booking,
        by: GuardianBy::School,
        form: FormKind::List,
    };
    act::guardian_seen(&van.desk, input)
}

fn counted(van: &Van) -> Option<usize> {
    let needs = van.today().needs;
    needs
        .iter()
        .find(|need| need.kind == "guardian_form")
        .map(|need| need.bookings.len())
}

#[test]
fn a_missing_form_is_said_at_the_desk_and_at_the_station_and_keeps_nobody_waiting() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    assert_eq!(van.arrive(people[0]).warnings, Vec::<String>::new(), "not asked for");
    assert!(van.one(people[0]).guardian.is_none());

    rule(&van, GuardianForm::Note);
    let arrived = van.arrive(people[1]);
    assert!(
        arrived.guardian_missing && arrived.warnings[0].starts_with(MISSING),
        "{:?}",
        arrived.warnings
    );
    assert!(van.one(people[1]).guardian.unwrap().missing);
    let call = CallInput {
        visit: van.visit,
        station: 1,
        code: Some(people[1].to_string()),
    };
    let sitting = act::call(&van.desk, call).unwrap();
    assert!(sitting.guardian.starts_with(MISSING), "{}", sitting.guardian);
    assert_eq!(counted(&van), None, "a note is not counted");

    let done = seen(&van, people[1]).unwrap();
    assert!(done.act.is_some());
    let after = van.one(people[1]).guardian.unwrap();
    assert!(
        !after.missing && after.sentence.contains("daftar dari sekolah"),
        "{}",
        after.sentence
    );
    assert_eq!(seen(&van, people[1]).unwrap().act, None, "twice is once");
    let history = HistoryInput {
        visit: van.visit,
        booking: Some(people[1]),
        limit: None,
    };
    let said = act::history(&van.desk, history).unwrap();
    assert!(
        said[0].sentence.ends_with("formulir walinya sudah dilihat."),
        "{}",
        said[0].sentence
    );

    let undo = UndoInput {
        visit: van.visit,
        act: done.act.unwrap(),
    };
    act::undo(&van.desk, undo).unwrap();
    assert!(van.one(people[1]).guardian.unwrap().missing);
}

#[test]
fn where_it_is_required_those_of_the_day_are_counted() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let set = rule(&van, GuardianForm::Required);
    assert_eq!(counted(&van), Some(5));
    seen(&van, people[0]).unwrap();
    assert_eq!(counted(&van), Some(4));
    van.serve(
        FIRST_DAY,
        "07:35",
        8,
        people[1],
        1,
        jemput_domain::event::Outcome::Complete,
    );
    assert_eq!(counted(&van), Some(3), "who is recorded needs no form any more");
    van.now(SECOND_DAY, "07:30");
    assert_eq!(counted(&van), None, "of another day");
    van.now(FIRST_DAY, "09:00");
    let undo = UndoInput {
        visit: van.visit,
        act: set.act.unwrap(),
    };
    act::undo(&van.desk, undo).unwrap();
    assert_eq!(counted(&van), None);
    assert_eq!(seen(&van, people[2]).unwrap_err().code(), "no_guardian_form");
}

#[test]
fn a_check_in_is_taken_back_though_a_form_was_seen_since() {
    let van = Van::with(&[("XII MIPA 1", 2)]);
    let people = van.class("XII MIPA 1");
    rule(&van, GuardianForm::Note);
    van.now(FIRST_DAY, "07:30");
    let arrived = van.arrive(people[0]).act.unwrap();
    seen(&van, people[0]).unwrap();
    let undo = UndoInput {
        visit: van.visit,
        act: arrived,
    };
    act::undo(&van.desk, undo).unwrap();
    assert_eq!(van.state(people[0]), jemput_domain::booking::State::Booked);
    assert!(!van.one(people[0]).guardian.unwrap().missing, "the form stays seen");
}
