//! Flags that two laptops give rise to, and how a person settles them.

use jemput_acts::{
    Trouble, act,
    view::{CorrectInput, Done, FlagView, PersonInput, SettleInput, UndoInput, WalkInInput, WalkInSlot},
};
use jemput_domain::{booking::State, event::Outcome, id::BookingId, refusal::Refusal};

use super::kit::{FIRST_DAY, Van, nik};

fn settle(van: &Van, flag: &str, bookings: &[BookingId], stays: Option<BookingId>) -> Result<Done, Trouble> {
    let input = SettleInput {
        visit: van.visit,
        flag: flag.into(),
        bookings: bookings.to_vec(),
        stays,
    };
    act::settle(&van.desk, input)
}

fn flags(van: &Van) -> Vec<(String, Vec<BookingId>)> {
    let codes = [
        "nik_twice",
        "same_person",
        "called_twice",
        "recorded_twice",
        "came_after_withdrawn",
    ];
    let needs = van.today().needs;
    needs
        .into_iter()
        .filter(|need| codes.contains(&need.kind.as_str()))
        .map(|need| (need.kind, need.bookings))
        .collect()
}

fn walk_in(van: &Van, name: &str, nik: &str) -> BookingId {
    let person = PersonInput {
        name: name.into(),
        nik: nik.into(),
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
    .unwrap()
    .booking
}

/// Two laptops take one person in apart: one with the NIK, one without and corrected later. Both are booked.
fn twins() -> (Van, Vec<BookingId>) {
    let van = Van::empty();
    van.now(FIRST_DAY, "07:30");
    let second = van.second();
    let with = walk_in(&van, "Citra Contoh", &nik(9500));
    let without = walk_in(&second, "Citra C", "");
    let person = PersonInput {
        nik: nik(9500),
        ..PersonInput::default()
    };
    act::correct(
        &second.desk,
        CorrectInput {
            visit: second.visit,
            booking: without,
            person,
        },
    )
    .unwrap();
    van.hears(&second);
    let mut both = vec![with, without];
    both.sort();
    (van, both)
}

#[test]
fn two_bookings_of_one_nik_are_joined_into_the_one_that_stays() {
    let (van, both) = twins();
    assert_eq!(flags(&van), [("nik_twice".into(), both.clone())]);
    assert_eq!(van.today().booked, 2);
    let done = settle(&van, "nik_twice", &both, Some(both[1])).unwrap();
    assert_eq!(flags(&van), []);
    assert_eq!(
        (van.state(both[0]), van.state(both[1])),
        (State::Joined, State::Waiting)
    );
    assert_eq!((van.today().booked, van.today().waiting), (1, 1));
    // Settled once; undone, the flag is back.
    assert_eq!(settle(&van, "nik_twice", &both, Some(both[1])).unwrap().act, None);
    act::undo(
        &van.desk,
        UndoInput {
            visit: van.visit,
            act: done.act.unwrap(),
        },
    )
    .unwrap();
    assert_eq!(flags(&van), [("nik_twice".into(), both)]);
}

#[test]
fn what_someone_did_does_not_go_with_the_booking_that_goes() {
    let (van, both) = twins();
    van.record(both[0], 1, Outcome::Complete);
    let refused = settle(&van, "nik_twice", &both, Some(both[1]));
    assert!(
        matches!(refused, Err(Trouble::Refused(Refusal::NoRecording { .. }))),
        "{refused:?}"
    );
    assert_eq!(van.state(both[0]), State::Recorded);
    settle(&van, "nik_twice", &both, Some(both[0])).unwrap();
    assert_eq!(
        (van.state(both[0]), van.state(both[1])),
        (State::Recorded, State::Joined)
    );
}

#[test]
fn who_stands_at_the_desk_is_not_joined_into_someone_who_has_not_come() {
    let van = Van::empty();
    van.import(
        "daftar.csv",
        "Nama,NIK,Tanggal Lahir,Kelas\nCitra Contoh,,2004-03-05,XII IPS 1\n",
    );
    let listed = van.class("XII IPS 1")[0];
    van.now(FIRST_DAY, "07:30");
    let person = PersonInput {
        name: "Citra Contoh".into(),
        birth_date: "05/03/2004".into(),
        class: "XII IPS 1".into(),
        ..PersonInput::default()
    };
    let input = WalkInInput {
        visit: van.visit,
        person,
        service: "ktp_first".into(),
        slot: WalkInSlot::default(),
    };
    let came = act::walk_in(&van.desk, input).unwrap().booking;
    let refused = settle(&van, "same_person", &[came], Some(listed));
    assert!(
        matches!(refused, Err(Trouble::Refused(Refusal::NotArrived { .. }))),
        "{refused:?}"
    );
    // Checked in under the listed one too, either may stay.
    van.arrive(listed);
    settle(&van, "same_person", &[came], Some(listed)).unwrap();
    assert_eq!((van.state(listed), van.state(came)), (State::Waiting, State::Joined));
}

#[test]
fn people_who_only_look_alike_are_marked_once() {
    let van = Van::empty();
    van.now(FIRST_DAY, "07:30");
    let both = [walk_in(&van, "Citra Contoh", ""), walk_in(&van, "Citra Contoh", "")];
    let mut sorted = both.to_vec();
    sorted.sort();
    assert_eq!(flags(&van), [("same_person".into(), sorted)]);
    let FlagView { code, .. } = &van.one(both[0]).flags[0];
    let done = settle(&van, code, &both[..1], None).unwrap();
    assert_eq!(done.sentence, "Citra Contoh dan Citra Contoh: sudah diperiksa.");
    assert_eq!(flags(&van), []);
}

#[test]
fn two_stations_that_called_one_ticket() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let person = van.class("XII MIPA 1")[0];
    van.now(FIRST_DAY, "07:30");
    van.arrive(person);
    let second = van.second();
    van.call(person, 1).unwrap();
    second.now(FIRST_DAY, "07:31");
    second.call(person, 2).unwrap();
    van.hears(&second);
    assert_eq!(flags(&van), [("called_twice".into(), vec![person])]);
    settle(&van, "called_twice", &[person], None).unwrap();
    assert_eq!(flags(&van), []);
    // Two laptops that wrote in one visit have marks of their own, or the list says so.
    let needs = van.today().needs;
    assert!(
        needs.iter().all(|need| need.kind != "mark_twice"),
        "the second laptop gave no ticket yet"
    );
    let other = van.class("XII MIPA 1")[1];
    second.arrive(other);
    van.hears(&second);
    assert!(van.today().needs.iter().all(|need| need.kind != "mark_twice"));
}

#[test]
fn laptops_that_took_one_letter_apart_are_on_the_list() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    let second = van.second();
    for laptop in [&van, &second] {
        laptop.now(FIRST_DAY, "07:30");
    }
    van.arrive(people[0]);
    second.arrive(people[1]);
    van.hears(&second);
    let needs = van.today().needs;
    let marks = needs.iter().find(|need| need.kind == "mark_twice").unwrap();
    assert!(
        marks.sentence.contains("Loket A") && marks.sentence.contains("Loket B"),
        "{}",
        marks.sentence
    );
}
