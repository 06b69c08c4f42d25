//! Who is on site, who came without a slot, and which laptop falls silent.

use jemput_acts::{
    act,
    view::{PersonInput, WalkInInput, WalkInSlot},
};
use jemput_domain::event::Outcome;

use super::kit::{FIRST_DAY, SECOND_DAY, Van};

/// The sentences about laptops that are not heard.
fn silent(van: &Van) -> Vec<String> {
    let needs = van.today().needs.into_iter();
    needs
        .filter(|need| need.kind == "silent")
        .map(|need| need.sentence)
        .collect()
}

#[test]
fn what_was_measured_goes_before_what_is_forecast() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    assert_eq!(van.today().measured, []);
    van.now(FIRST_DAY, "07:31");
    van.arrive(people[0]);
    van.serve(FIRST_DAY, "07:36", 10, people[1], 1, Outcome::Complete);
    van.now(FIRST_DAY, "07:52");
    let today = van.today();
    assert_eq!(
        today.measured,
        [(450, 1), (455, 2), (460, 2), (465, 2), (470, 1)],
        "the second is recorded at 7.46"
    );
    assert_eq!(today.curve.first().map(|(minute, _)| *minute), Some(470));
    // The next day it ends with the last who went, and the first is there until midnight for all that is known.
    van.now(SECOND_DAY, "08:00");
    let before = van.today_on(FIRST_DAY);
    assert_eq!(before.measured[..4], today.measured[..4]);
    assert!(before.curve.is_empty());
    assert_eq!(van.today_on(SECOND_DAY).measured, []);
}

#[test]
fn who_has_no_slot_today_is_counted_apart_and_listed() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    van.now(FIRST_DAY, "08:00");
    assert_eq!(van.today().without_slot, None);
    let person = PersonInput {
        name: "Tamu Contoh".into(),
        ..PersonInput::default()
    };
    let walk_in = WalkInInput {
        visit: van.visit,
        person,
        service: "ktp_first".into(),
        slot: WalkInSlot::None,
    };
    let guest = act::walk_in(&van.desk, walk_in).unwrap().booking;
    let today = van.today();
    let apart = today.without_slot.expect("one came");
    assert_eq!((apart.arrived, apart.waiting, apart.bookings), (1, 1, vec![guest]));
    let in_slots: u32 = today.slots.iter().map(|slot| slot.waiting).sum();
    assert_eq!(in_slots + apart.waiting, today.waiting);
    assert_eq!(van.today_on(SECOND_DAY).without_slot, None);
}

#[test]
fn a_laptop_that_falls_silent_is_named_while_others_are_heard() {
    let van = Van::with(&[("XII MIPA 1", 30)]);
    let people = van.class("XII MIPA 1");
    let (second, third) = (van.second(), van.second());
    second.now(FIRST_DAY, "08:00");
    second.arrive(people[0]);
    third.now(FIRST_DAY, "08:01");
    third.arrive(people[1]);
    van.hears(&second);
    van.hears(&third);
    van.now(FIRST_DAY, "08:09");
    assert_eq!(silent(&van), [""; 0], "nobody is missed yet");
    van.now(FIRST_DAY, "08:12");
    assert_eq!(silent(&van), [""; 0], "nobody is heard: this laptop has no network");

    third.now(FIRST_DAY, "08:12");
    third.arrive(people[2]);
    van.hears(&third);
    let said = silent(&van);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("Loket B tidak terdengar 12 menit."), "{said:?}");

    // It is not missed after hours, nor on a day on which it was never there.
    third.now(FIRST_DAY, "12:05");
    third.arrive(people[3]);
    van.hears(&third);
    van.now(FIRST_DAY, "12:06");
    assert_eq!(silent(&van), [""; 0]);
    third.now(SECOND_DAY, "08:00");
    third.arrive(people[4]);
    van.hears(&third);
    van.now(SECOND_DAY, "08:01");
    assert_eq!(silent(&van), [""; 0]);
}
