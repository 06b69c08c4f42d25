//! Lists of people, and what a teacher is sent.

use jemput_acts::{act, view::BookingsInput};
use jemput_domain::{booking::State, event::Outcome, plan::SlotNumber};

use super::kit::{FIRST_DAY, SECOND_DAY, Van};

#[test]
fn a_list_is_narrowed_by_each_of_its_parts() {
    let van = Van::with(&[("XII MIPA 1", 8), ("XII IPS 1", 4)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.serve(FIRST_DAY, "07:30", 5, people[0], 1, Outcome::Complete);
    assert_eq!(van.list(|_| {}).total, 12);
    let recorded = van.list(|input| input.states = vec![State::Recorded]);
    assert_eq!(
        recorded.people.iter().map(|found| found.booking).collect::<Vec<_>>(),
        people[..1]
    );
    let page = van.list(|input| {
        input.class = Some("XII MIPA 1".into());
        input.offset = 5;
        input.limit = Some(2);
    });
    assert_eq!((page.total, page.people.len()), (8, 2));
    assert_eq!(page.people[0].booking, people[5]);
    assert_eq!(van.list(|input| input.held = true).total, 0);
}

#[test]
fn a_teacher_is_told_numbers_and_times_and_no_nik() {
    let van = Van::with(&[("XII MIPA 1", 8)]);
    van.now(FIRST_DAY, "07:00");
    let text = van.list(|input| input.class = Some("XII MIPA 1".into())).teacher_text;
    // So few are called by name.
    let named = names(&van, 1);
    assert_eq!(
        text,
        format!(
            "Mohon XII MIPA 1 nomor 1–5 ke tempat perekaman KTP-el pukul 07.30.\n\
             Mohon {named} (XII MIPA 1) ke tempat perekaman KTP-el pukul 08.00."
        )
    );
    assert!(!text.contains("3174"));
    let whole = van.list(|input| input.slot = Some(SlotNumber(0))).teacher_text;
    assert_eq!(whole, text.lines().next().unwrap());
    // No class and no slot: nobody to write to.
    assert_eq!(van.list(|_| {}).teacher_text, "");
}

fn names(van: &Van, slot: u16) -> String {
    let names: Vec<String> = van.slot(slot).iter().map(|found| found.name.clone()).collect();
    names.join(", ")
}

#[test]
fn who_has_come_or_is_late_is_not_sent_for_again() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    let text = || van.list(|input| input.class = Some("XII MIPA 1".into())).teacher_text;
    assert_eq!(
        text(),
        "Mohon XII MIPA 1 nomor 2–5 ke tempat perekaman KTP-el pukul 07.30."
    );
    van.now(FIRST_DAY, "08:00");
    assert_eq!(text(), "");
    // Booked again, on another day: the day is said.
    act::rebook(
        &van.desk,
        BookingsInput {
            visit: van.visit,
            bookings: people[1..].to_vec(),
        },
    )
    .unwrap();
    van.now(FIRST_DAY, "13:00");
    let missed = van.list(|input| input.to_tell = true);
    assert_eq!(missed.total, 4);
    van.now(FIRST_DAY, "13:00");
    act::rebook(
        &van.desk,
        BookingsInput {
            visit: van.visit,
            bookings: people[1..].to_vec(),
        },
    )
    .unwrap();
    assert!(van.slot_of(people[1]).unwrap() >= 9, "the second day");
    assert!(text().contains("Selasa, 9 November 2021, pukul 07.30"), "{}", text());
    van.now(SECOND_DAY, "07:00");
    assert!(
        text().contains("pukul 07.30") && !text().contains("Selasa"),
        "{}",
        text()
    );
}

#[test]
fn several_classes_in_a_slot_are_several_lines() {
    let van = Van::with(&[("XII MIPA 1", 7), ("XII IPS 1", 4)]);
    van.now("2021-11-06", "09:00");
    for slot in 0..18 {
        let list = van.list(|input| input.slot = Some(SlotNumber(slot)));
        let classes: std::collections::BTreeSet<&str> = list.people.iter().map(|found| found.class.as_str()).collect();
        assert_eq!(
            list.teacher_text.lines().count(),
            classes.len(),
            "{}",
            list.teacher_text
        );
    }
}
