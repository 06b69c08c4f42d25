//! A person is erased: what proves itself still does, what counts still counts, and nothing reads of them any more.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::{fs, path::Path};

use jemput_domain::{
    erased::ERASED,
    event::{Draft, Event, PersonCorrected, Place, Subject},
    id::DeviceId,
    log::{DeviceKey, Refused},
    person::Person,
    receipt::{Grade, Receipt},
};
use jemput_journal::{Journal, PeopleFilter};
use kit::{Laptop, booking_id, made, person, scope};
use uuid::Uuid;

fn booking(n: u32) -> Subject {
    Subject::Booking(booking_id(&person(n)))
}

fn corrected(n: u32, name: &str) -> Draft {
    let person = Person {
        name: name.into(),
        ..person(n)
    };
    let event = Event::PersonCorrected(PersonCorrected { person, held: vec![] });
    Draft::about(booking(n), event)
}

/// A laptop with five people, and a server's journal in a file that holds the same.
fn both(path: &Path) -> (Laptop, Journal) {
    let mut laptop = Laptop::new(1);
    laptop.open_visit();
    for n in 1..=5 {
        laptop.act(vec![made(person(n), Some(0))]);
    }
    laptop.act(vec![corrected(3, "Siti Zubaedah")]);
    let mut server = Journal::open(path).unwrap();
    let runs = laptop.journal.view().runs_after(scope(), &[], usize::MAX).unwrap();
    assert_eq!(server.take_in(scope(), runs, laptop.now).unwrap().refused, vec![]);
    (laptop, server)
}

fn holds(folder: &Path, text: &str) -> bool {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap());
    files
        .into_iter()
        .any(|bytes| bytes.windows(text.len()).any(|w| w == text.as_bytes()))
}

#[test]
fn what_proves_itself_still_does_and_nothing_reads_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let (laptop, mut server) = both(&folder.path().join("server.sqlite"));
    let (heads, tallies) = (
        server.view().heads(scope()).unwrap(),
        server.view().tallies(scope()).unwrap(),
    );
    let key = DeviceKey::from_bytes(&[99; 32]);
    let receipt = Receipt::sign(
        &key,
        scope(),
        heads.clone(),
        DeviceId(Uuid::from_u128(99)),
        1,
        Grade::Held,
        laptop.now,
    );
    assert!(
        holds(folder.path(), "Zubaedah") && holds(folder.path(), "Contoh3"),
        "the search of files finds nothing"
    );

    let erasing = server.erase(scope(), &[booking(3)], "asked for", laptop.now).unwrap();
    server.scrub().unwrap();
    assert_eq!((erasing.subjects, erasing.events), (1, 2));
    assert_eq!(server.view().heads(scope()).unwrap(), heads);
    assert_eq!(
        server.view().tallies(scope()).unwrap(),
        tallies,
        "who was here was here"
    );
    assert!(receipt.covers(&server.view().heads(scope()).unwrap()));
    assert_eq!(server.verify().unwrap(), []);
    let Subject::Booking(id) = booking(3) else {
        unreachable!()
    };
    let row = server.view().booking(scope(), id).unwrap().unwrap();
    assert_eq!(
        row.person,
        Person {
            name: ERASED.into(),
            ..Person::default()
        }
    );
    assert_eq!(server.view().find(scope(), "zubaedah", 10).unwrap().len(), 0);
    assert_eq!(
        server
            .view()
            .find(scope(), person(3).nik.unwrap().as_str(), 10)
            .unwrap()
            .len(),
        0
    );
    for gone in ["Zubaedah", "Contoh3", "zubaedah", "contoh3"] {
        assert!(!holds(folder.path(), gone), "{gone}");
    }
    assert!(holds(folder.path(), "Contoh4"), "others stay");
    let again = server.erase(scope(), &[booking(3)], "asked for", laptop.now).unwrap();
    assert_eq!((again.subjects, again.events), (0, 0));
}

#[test]
fn a_laptop_that_holds_it_all_stays_equal_and_never_brings_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut laptop, mut server) = both(&folder.path().join("server.sqlite"));
    server.erase(scope(), &[booking(3)], "asked for", laptop.now).unwrap();
    let full = |laptop: &Laptop| laptop.journal.view().runs_after(scope(), &[], usize::MAX).unwrap();
    let erased = server.view().runs_after(scope(), &[], usize::MAX).unwrap();
    assert_ne!(full(&laptop), erased);

    // The whole log comes once more: all of it is known, nothing of it is a fork.
    let taken = server.take_in(scope(), full(&laptop), laptop.now).unwrap();
    assert_eq!((taken.new_events, taken.refused), (0, vec![]));
    assert_eq!(server.view().runs_after(scope(), &[], usize::MAX).unwrap(), erased);
    // And the other way: the laptop keeps what it has.
    let before = full(&laptop);
    let taken = laptop.journal.take_in(scope(), erased, laptop.now).unwrap();
    assert_eq!((taken.new_events, taken.refused), (0, vec![]));
    assert_eq!(full(&laptop), before);

    // What comes late of the person is erased when it comes; others' is not.
    laptop.act(vec![corrected(3, "Siti Aminah"), corrected(4, "Budi Contoh")]);
    let taken = server.take_in(scope(), full(&laptop), laptop.now).unwrap();
    assert_eq!((taken.new_events, taken.refused), (2, vec![]));
    assert_eq!(
        server.view().heads(scope()).unwrap(),
        laptop.journal.view().heads(scope()).unwrap()
    );
    let people = server
        .view()
        .people(scope(), &PeopleFilter::default(), 0, 100)
        .unwrap()
        .1;
    let names: Vec<_> = people.iter().map(|row| row.booking.person.name.as_str()).collect();
    assert!(
        names.contains(&ERASED) && names.contains(&"Budi Contoh") && !names.contains(&"Siti Aminah"),
        "{names:?}"
    );
    assert_eq!(server.verify().unwrap(), []);

    // A laptop that comes new to the visit is given the erased form, and proves it.
    let mut fresh = Laptop::new(9);
    let runs = server.view().runs_after(scope(), &[], usize::MAX).unwrap();
    assert_eq!(
        fresh.journal.take_in(scope(), runs, laptop.now).unwrap().refused,
        vec![]
    );
    assert_eq!(
        fresh.journal.view().dump(scope()).unwrap(),
        server.view().dump(scope()).unwrap()
    );
    assert_eq!(fresh.journal.verify().unwrap(), []);
}

#[test]
fn another_event_at_the_place_of_an_erased_one_is_a_fork() {
    let folder = tempfile::tempdir().unwrap();
    let (laptop, mut server) = both(&folder.path().join("server.sqlite"));
    server.erase(scope(), &[booking(3)], "asked for", laptop.now).unwrap();
    let mut copy = Laptop::new(1);
    copy.open_visit();
    for n in [1, 2, 6] {
        copy.act(vec![made(person(n), Some(0))]);
    }
    let runs = copy.journal.view().runs_after(scope(), &[], usize::MAX).unwrap();
    let taken = server.take_in(scope(), runs, laptop.now).unwrap();
    assert_eq!(taken.refused, vec![(laptop.device, Refused::Fork)]);
    let place = Place {
        device: laptop.device,
        seq: 5,
    };
    assert!(server.view().event(scope(), place).unwrap().is_some());
}

#[test]
fn an_offices_server_takes_no_event_that_somebody_on_the_way_left_a_person_out_of() {
    let folder = tempfile::tempdir().unwrap();
    let (laptop, mut erased) = both(&folder.path().join("server.sqlite"));
    erased.erase(scope(), &[booking(3)], "asked for", laptop.now).unwrap();
    let left_out = erased.view().runs_after(scope(), &[], usize::MAX).unwrap();
    let whole = laptop.journal.view().runs_after(scope(), &[], usize::MAX).unwrap();
    let mut central = Journal::in_memory().unwrap();
    let writing = central.write().unwrap();
    writing.keep_quarantine().unwrap();
    writing.commit().unwrap();
    let first = laptop.journal.view().runs_after(scope(), &[], 1).unwrap();
    assert_eq!(central.take_in(scope(), first, laptop.now).unwrap().refused, vec![]);
    let taken = central.take_in(scope(), left_out.clone(), laptop.now).unwrap();
    assert_eq!(
        (taken.new_events, taken.refused),
        (0, vec![(laptop.device, Refused::Erased)])
    );
    assert_eq!(
        central.take_in(scope(), whole.clone(), laptop.now).unwrap().refused,
        vec![]
    );
    // Once it stands here whole, the other form is the same event.
    assert_eq!(central.take_in(scope(), left_out, laptop.now).unwrap().refused, vec![]);
    assert_eq!(central.view().runs_after(scope(), &[], usize::MAX).unwrap(), whole);
    assert_eq!(central.verify().unwrap(), []);
}
