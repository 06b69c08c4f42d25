//! Moving, booking again, telling.

use jemput_acts::{
    Trouble, act,
    view::{BookingsInput, Done, MoveInput},
};
use jemput_domain::{booking::State, event::Outcome, id::BookingId, plan::SlotNumber, refusal::Refusal, time::Minute};

use super::kit::{FIRST_DAY, Van};

fn move_people(van: &Van, bookings: &[BookingId], slot: u16) -> Result<Done, Trouble> {
    let input = MoveInput {
        visit: van.visit,
        bookings: bookings.to_vec(),
        class: None,
        slot: SlotNumber(slot),
    };
    act::move_bookings(&van.desk, input)
}

fn move_class(van: &Van, class: &str, slot: u16) -> Result<Done, Trouble> {
    let input = MoveInput {
        visit: van.visit,
        bookings: Vec::new(),
        class: Some(class.into()),
        slot: SlotNumber(slot),
    };
    act::move_bookings(&van.desk, input)
}

fn refused(result: Result<Done, Trouble>) -> Refusal {
    match result {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn to_tell(van: &Van) -> Vec<BookingId> {
    van.list(|input| input.to_tell = true)
        .people
        .iter()
        .map(|found| found.booking)
        .collect()
}

#[test]
fn one_person_moves_and_must_be_told_until_ticked() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let person = van.class("XII MIPA 1")[2];
    van.now(FIRST_DAY, "07:00");
    let done = move_people(&van, &[person], 3).unwrap();
    assert_eq!(van.slot_of(person), Some(3));
    assert!(done.sentence.ends_with("dipindah ke 09.00."), "{}", done.sentence);
    assert_eq!(to_tell(&van), [person]);
    assert_eq!(
        van.today()
            .needs
            .iter()
            .find(|need| need.kind == "to_tell")
            .unwrap()
            .bookings,
        [person]
    );
    // Once more changes nothing, and ticking takes them off the list, once.
    assert_eq!(move_people(&van, &[person], 3).unwrap().act, None);
    let input = BookingsInput {
        visit: van.visit,
        bookings: vec![person, person],
    };
    assert!(act::told(&van.desk, input.clone()).unwrap().act.is_some());
    assert_eq!(to_tell(&van), []);
    assert_eq!(act::told(&van.desk, input).unwrap().act, None);
}

#[test]
fn a_full_slot_takes_nobody_and_a_past_one_neither() {
    let van = Van::with(&[("XII MIPA 1", 5), ("XII IPS 1", 5)]);
    let mipa = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:00");
    move_class(&van, "XII MIPA 1", 2).unwrap();
    move_class(&van, "XII IPS 1", 3).unwrap();
    assert_eq!(
        refused(move_people(&van, &mipa[..2], 3)),
        Refusal::SlotFull {
            start: Minute(540),
            free: 0,
            wanted: 2
        }
    );
    assert_eq!(van.slot_of(mipa[0]), Some(2));
    assert_eq!(refused(move_people(&van, &mipa, 99)), Refusal::NoSlot);
    van.now(FIRST_DAY, "08:00");
    assert_eq!(
        refused(move_people(&van, &mipa[..1], 0)),
        Refusal::SlotOver { start: Minute(450) }
    );
    // The slot that runs can still be given.
    move_people(&van, &mipa[..1], 1).unwrap();
    assert_eq!(van.slot_of(mipa[0]), Some(1));
}

#[test]
fn a_class_moves_in_list_order_into_a_slot_and_those_after_it() {
    let van = Van::with(&[("XII MIPA 1", 8)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    let done = move_class(&van, "XII MIPA 1", 4).unwrap();
    let slots: Vec<_> = people.iter().map(|person| van.slot_of(*person).unwrap()).collect();
    // Who is here keeps their slot.
    assert_eq!(slots, [0, 4, 4, 4, 4, 4, 5, 5]);
    assert_eq!(
        done.sentence,
        "7 orang XII MIPA 1 dipindah mulai 09.30. Beri tahu gurunya."
    );
    // One slot later: who is in the way of their own class is none.
    move_class(&van, "XII MIPA 1", 5).unwrap();
    let slots: Vec<_> = people.iter().map(|person| van.slot_of(*person).unwrap()).collect();
    assert_eq!(slots, [0, 5, 5, 5, 5, 5, 6, 6]);
    // The last slot holds five of seven: nobody moves.
    assert_eq!(
        refused(move_class(&van, "XII MIPA 1", 8)),
        Refusal::SlotFull {
            start: Minute(690),
            free: 5,
            wanted: 7
        }
    );
    assert_eq!(van.slot_of(people[1]), Some(5));
    assert_eq!(
        refused(move_class(&van, "XII IPS 9", 8)),
        Refusal::ClassEmpty {
            class: "XII IPS 9".into()
        }
    );
}

#[test]
fn a_class_moves_to_another_day_from_before_the_visit() {
    let van = Van::with(&[("XII MIPA 1", 8)]);
    let people = van.class("XII MIPA 1");
    move_class(&van, "XII MIPA 1", 9).unwrap();
    assert_eq!((van.slot_of(people[0]), van.slot_of(people[7])), (Some(9), Some(10)));
    assert_eq!(van.today_on(FIRST_DAY).booked, 0);
}

#[test]
fn who_went_without_is_booked_again_after_a_while_into_free_places() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.serve(FIRST_DAY, "07:30", 10, people[0], 1, Outcome::Incomplete);
    van.serve(FIRST_DAY, "07:40", 10, people[1], 1, Outcome::Complete);
    van.now(FIRST_DAY, "07:55");
    van.arrive(people[2]);
    van.now(FIRST_DAY, "08:20");
    let all = BookingsInput {
        visit: van.visit,
        bookings: people.clone(),
    };
    let done = act::rebook(&van.desk, all.clone()).unwrap();
    // The slot of 8.30 starts too soon.
    let slots: Vec<_> = people.iter().map(|person| van.slot_of(*person)).collect();
    assert_eq!(slots, [Some(3), Some(0), Some(0), Some(3), Some(3)]);
    assert_eq!(van.state(people[0]), State::Booked);
    assert_eq!(van.state(people[2]), State::Waiting);
    assert_eq!(done.sentence, "3 orang dijadwalkan ulang mulai 09.00.");
    assert_eq!(to_tell(&van), [people[0], people[3], people[4]]);
    // Nobody is left who goes without; who is done is refused.
    assert_eq!(act::rebook(&van.desk, all).ok().and_then(|done| done.act), None);
    let done = BookingsInput {
        visit: van.visit,
        bookings: vec![people[1]],
    };
    assert!(matches!(
        refused(act::rebook(&van.desk, done)),
        Refusal::AlreadyDone { .. }
    ));
}

#[test]
fn repeats_get_the_reserve_when_nothing_else_is_left() {
    let van = Van::with(&[("XII MIPA 1", 45), ("XII IPS 1", 45)]);
    van.now(FIRST_DAY, "12:00");
    let missing: Vec<BookingId> = (0..2)
        .flat_map(|slot| van.slot(slot))
        .map(|found| found.booking)
        .collect();
    assert_eq!(missing.len(), 10);
    let done = act::rebook(
        &van.desk,
        BookingsInput {
            visit: van.visit,
            bookings: missing.clone(),
        },
    )
    .unwrap();
    // The second day is full but for the one place that each of its nine slots keeps.
    assert_eq!(
        missing
            .iter()
            .filter(|person| van.slot_of(**person).unwrap() >= 9)
            .count(),
        9
    );
    let without = "Tidak ada tempat lagi untuk 1 orang. Tambah hari atau meja di Jadwal.";
    assert!(
        done.sentence.starts_with("9 orang dijadwalkan ulang") && done.sentence.ends_with(without),
        "{}",
        done.sentence
    );
    for slot in van.today_on("2021-11-09").slots {
        assert!(slot.booked <= slot.capacity + slot.reserve);
    }
}
