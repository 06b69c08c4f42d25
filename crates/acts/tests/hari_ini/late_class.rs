//! A class that came late.

use jemput_acts::{
    Trouble, act,
    view::{ArriveClassInput, LateClassInput, LateClassOption, TakeLateClassInput},
};
use jemput_domain::{id::BookingId, refusal::Refusal};

use super::kit::{FIRST_DAY, Van};

fn options(van: &Van, class: &str) -> Result<Vec<LateClassOption>, Trouble> {
    act::late_class(
        &van.desk,
        LateClassInput {
            visit: van.visit,
            class: class.into(),
        },
    )
}

fn take(van: &Van, class: &str, kind: &str) -> Result<jemput_acts::view::Done, Trouble> {
    act::take_late_class(
        &van.desk,
        TakeLateClassInput {
            visit: van.visit,
            class: class.into(),
            kind: kind.into(),
        },
    )
}

fn slots(van: &Van, people: &[BookingId]) -> Vec<u16> {
    people.iter().map(|person| van.slot_of(*person).unwrap()).collect()
}

/// Eight people of a class sit in the first slots of the first day; none has come by nine.
fn van() -> (Van, Vec<BookingId>) {
    let van = Van::with(&[("XII MIPA 1", 8)]);
    let people = van.class("XII MIPA 1");
    assert_eq!(slots(&van, &people), [0, 0, 0, 0, 0, 1, 1, 1]);
    van.now(FIRST_DAY, "09:00");
    (van, people)
}

#[test]
fn three_options_each_with_its_sentence() {
    let (van, _) = van();
    let options = options(&van, "XII MIPA 1").unwrap();
    let kinds: Vec<&str> = options.iter().map(|option| option.kind.as_str()).collect();
    assert_eq!(kinds, ["now", "later", "next_day"]);
    let places: Vec<_> = options
        .iter()
        .map(|o| (o.placed, o.unplaced, o.slot.as_ref().unwrap().number.0))
        .collect();
    assert_eq!(places, [(8, 0, 3), (8, 0, 4), (8, 0, 9)]);
    assert!(
        options[0].sentence.starts_with("Layani sekarang"),
        "{}",
        options[0].sentence
    );
}

#[test]
fn served_now_they_take_what_the_stations_can_do_and_are_checked_in() {
    let (van, people) = van();
    take(&van, "XII MIPA 1", "now").unwrap();
    assert_eq!(slots(&van, &people), [3, 3, 3, 3, 3, 3, 4, 4]);
    // Who is served in the running slot stands at the door; the two of the next one must know when.
    let to_tell = van.list(|input| input.to_tell = true);
    assert_eq!(
        to_tell.people.iter().map(|found| found.booking).collect::<Vec<_>>(),
        people[6..]
    );
    let arrived = act::arrive_class(
        &van.desk,
        ArriveClassInput {
            visit: van.visit,
            class: "XII MIPA 1".into(),
            except: people[6..].to_vec(),
            also: Vec::new(),
        },
    );
    assert_eq!(arrived.unwrap().len(), 6);
    assert_eq!(van.today().slots[3].arrived, 6);
}

#[test]
fn a_later_block_and_another_day_keep_the_class_together() {
    let (van, people) = van();
    take(&van, "XII MIPA 1", "later").unwrap();
    assert_eq!(slots(&van, &people), [4, 4, 4, 4, 4, 5, 5, 5]);
    let (van, people) = self::van();
    take(&van, "XII MIPA 1", "next_day").unwrap();
    assert_eq!(slots(&van, &people), [9, 9, 9, 9, 9, 10, 10, 10]);
    assert_eq!(van.list(|input| input.to_tell = true).total, 8);
    // Due tomorrow, they are not late.
    assert!(matches!(
        options(&van, "XII MIPA 1"),
        Err(Trouble::Refused(Refusal::ClassEmpty { .. }))
    ));
}

#[test]
fn who_has_come_is_not_moved() {
    let (van, people) = van();
    van.arrive(people[0]);
    take(&van, "XII MIPA 1", "later").unwrap();
    assert_eq!(slots(&van, &people[..2]), [0, 4]);
    assert!(matches!(take(&van, "XII MIPA 1", "never"), Err(Trouble::BadInput(_))));
}
