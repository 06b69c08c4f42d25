//! A visit leaves a laptop: nothing of it stays but where the laptop's own log ended.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use jemput_domain::{
    event::{Draft, Event, Noted, Subject},
    id::{DeviceId, ScopeId},
    receipt::{Grade, Receipt},
};
use jemput_journal::{Journal, JournalError};
use kit::{Laptop, booking_id, made, person, scope};
use rusqlite::Connection;
use uuid::Uuid;

const PEOPLE: u32 = 40;

/// A laptop with a file of its own that holds a visit with people, notes, receipts and the office's list.
fn laptop(path: &std::path::Path) -> Laptop {
    let mut laptop = Laptop::with(1, Journal::open(path).unwrap());
    laptop.open_visit();
    laptop.act((0..PEOPLE).map(|n| made(person(n), Some(0))).collect());
    for n in 0..PEOPLE {
        let note = Noted {
            note: format!("Titip pesan Rahasiawati {n}"),
        };
        laptop.act(vec![Draft::about(
            Subject::Booking(booking_id(&person(n))),
            Event::Noted(note),
        )]);
    }
    let view = laptop.journal.view();
    let heads = view.heads(scope()).unwrap();
    let server = DeviceId(Uuid::from_u128(9));
    let receipt = Receipt::sign(&laptop.key, scope(), heads, server, 1, Grade::Kept, laptop.now);
    let writing = laptop.journal.write().unwrap();
    writing.keep_receipt(&receipt, laptop.device, laptop.now).unwrap();
    writing.set_recorded_nik(person(0).nik.unwrap(), "SMAN 55").unwrap();
    writing.commit().unwrap();
    laptop
}

fn shed(laptop: &mut Laptop) {
    let mut writing = laptop.journal.write().unwrap();
    writing.shed(scope(), laptop.device).unwrap();
    writing.commit().unwrap();
    laptop.journal.sweep().unwrap();
}

/// Every way in which a person could stand in the file.
fn found(path: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        for n in 0..PEOPLE {
            let person = person(n);
            let nik = person.nik.unwrap();
            let digits = nik.as_str().as_bytes();
            // SQLite writes integers of this size in eight bytes, the greatest first; keys of the search have letters only.
            let stored = nik.to_i64().to_be_bytes();
            if has(person.name.as_bytes()) || has(digits) || has(&stored[1..]) {
                found.push(person.name);
            }
        }
        if has(b"Rahasiawati") || has(b"SMAN 55") || has(b"contoh") {
            found.push("words".into());
        }
    }
    found
}

#[test]
fn nothing_of_a_visit_that_was_shed_stands_in_any_page_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    let mut laptop = laptop(&path);
    assert!(
        found(&path).len() > PEOPLE as usize / 2,
        "the search finds people where they are"
    );
    shed(&mut laptop);
    assert_eq!(found(&path), Vec::<String>::new());
    drop(laptop);
    assert_eq!(found(&path), Vec::<String>::new());
    // No table has a row of it.
    let conn = Connection::open(&path).unwrap();
    for table in [
        "scopes",
        "heads",
        "events",
        "subjects",
        "bookings",
        "tallies",
        "flags",
        "receipts",
        "confirmed",
        "search_block",
        "subject_events",
        "ticket_numbers",
        "recorded_niks",
    ] {
        let rows: i64 = conn
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))
            .unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}

#[test]
fn a_shedding_that_is_cut_off_was_never_or_is_swept_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    let mut one = laptop(&path);
    let before = one.dump();
    let mut writing = one.journal.write().unwrap();
    writing.shed(scope(), one.device).unwrap();
    drop(writing);
    assert_eq!(one.dump(), before, "whole");
    assert!(!one.journal.view().is_shed(scope()).unwrap());
    // The power goes right after the commit.
    let mut writing = one.journal.write().unwrap();
    writing.shed(scope(), one.device).unwrap();
    writing.commit().unwrap();
    drop(one);
    let mut again = Journal::open(&path).unwrap();
    assert!(again.view().is_shed(scope()).unwrap());
    assert!(again.view().is_sweep_due().unwrap());
    again.sweep().unwrap();
    assert!(!again.view().is_sweep_due().unwrap());
    assert_eq!(found(&path), Vec::<String>::new());
}

#[test]
fn other_visits_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    let mut laptop = laptop(&path);
    let other = ScopeId(Uuid::from_u128(77));
    let author = jemput_journal::Author {
        device: laptop.device,
        key: &laptop.key,
        device_name: "Loket A",
        operator: jemput_domain::id::OperatorId(Uuid::nil()),
        wall: laptop.now,
        offset_ms: 0,
    };
    let mut writing = laptop.journal.write().unwrap();
    writing
        .append_opening(
            other,
            jemput_domain::id::ScopeSecret([8; 32]),
            &author,
            vec![made(person(900), None)],
        )
        .unwrap();
    writing.set_recorded_nik(person(901).nik.unwrap(), "SMAN 28").unwrap();
    writing.commit().unwrap();
    let before = laptop.journal.view().dump(other).unwrap();
    shed(&mut laptop);
    assert_eq!(laptop.journal.view().dump(other).unwrap(), before);
    assert_eq!(laptop.journal.verify().unwrap(), []);
    let view = laptop.journal.view();
    assert!(view.recorded_place(person(901).nik.unwrap()).unwrap().is_some());
    assert_eq!(view.recorded_place(person(0).nik.unwrap()).unwrap(), None);
}

#[test]
fn a_visit_that_comes_back_goes_on_after_its_own_log_and_not_before_that_is_back() {
    let mut writer = Laptop::new(1);
    let mut other = Laptop::new(2);
    writer.open_visit();
    other.hear(&writer);
    writer.act(vec![made(person(1), None)]);
    other.hear(&writer);
    let ended = writer.journal.view().heads(scope()).unwrap()[0];
    shed(&mut writer);
    assert_eq!(writer.journal.view().surviving(scope()).unwrap(), Some(ended));

    // Only the beginning of its log comes back: nothing may be written.
    let mut runs = other.journal.view().runs_after(scope(), &[], 1).unwrap();
    runs.truncate(1);
    assert!(runs[0].events.len() < ended.seq as usize, "a piece of the log");
    writer.journal.take_in(scope(), runs, writer.now).unwrap();
    let mut writing = writer.journal.write().unwrap();
    let author = jemput_journal::Author {
        device: writer.device,
        key: &writer.key,
        device_name: "Loket A",
        operator: jemput_domain::id::OperatorId(Uuid::nil()),
        wall: writer.now,
        offset_ms: 0,
    };
    let early = writing.append(scope(), &author, vec![made(person(2), None)]);
    assert!(matches!(early, Err(JournalError::LogBehind)), "{early:?}");
    drop(writing);

    writer.hear(&other);
    let act = writer.act(vec![made(person(2), None)]);
    assert_eq!(act.first_seq, ended.seq + 1);
    assert_eq!(other.hear(&writer).refused, []);
    assert_eq!(other.dump(), writer.dump());
}
