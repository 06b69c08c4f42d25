//! The test vectors of `docs/protocol.md`: a small visit as two laptops wrote it, its links, signatures, heads, receipts,
//! ids and recount. `tests/verify.py`, written from that page alone, checks them; here they are held to what this program
//! writes. They are written with `WRITE_GOLDEN=1 cargo test -p jemput-exchange vectors`; an existing file is never rewritten.

use std::{fs, path::PathBuf};

use jemput_domain::{
    event::{
        Absent, ActRef, ActUndone, Arrived, BookingMade, BookingMoved, BookingWithdrawn, BookingsJoined, Called,
        Capture, Event, ExceptionReason, FailureReason, HandedOver, LINK_START, Left, Linker, MarkTaken, MoveCause,
        Outcome, PriorityGiven, Recorded, Reopened, Source, Standing, Started, Subject, Told, WithdrawCause,
    },
    id::{BookingId, BookingKey, DeviceId},
    log::{DeviceKey, Run},
    name,
    person::Person,
    receipt::{Grade, Receipt, digest},
    time::{Day, Moment},
};
use jemput_exchange::Store;
use jemput_journal::Journal;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::kit::writer::{NOW, SECRET, Writer, person, scope};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn id(n: u32) -> BookingId {
    let nik = person(n).nik.unwrap();
    BookingId::derive(&SECRET, BookingKey::Nik(nik.as_str()))
}

/// Someone whose NIK was not readable.
fn without_nik() -> Person {
    Person {
        name: "Moh. Ma'ruf Al-Farisi".to_owned(),
        nik_as_written: "317408 tidak terbaca".to_owned(),
        birth_date: Day::parse("2005-02-01"),
        class: "XII IPA 3".to_owned(),
        ..Person::default()
    }
}

fn id_without_nik() -> BookingId {
    let person = without_nik();
    let key = BookingKey::Person {
        name: &name::search_key(&person.name),
        birth_date: &person.birth_date.unwrap().to_string(),
        class: &person.class,
        nth: 0,
    };
    BookingId::derive(&SECRET, key)
}

fn arrived(number: u16) -> Event {
    Arrived {
        day: Day::parse("2021-11-08").unwrap(),
        mark: "A".to_owned(),
        number,
        standing: Standing::OnTime,
    }
    .into()
}

fn called(station: u8) -> Event {
    Called { station, again: false }.into()
}

fn recorded(station: u8, outcome: Outcome) -> Event {
    let missing = Capture::Exception {
        reason: ExceptionReason::MissingFinger,
        parts: 0b10,
    };
    let failed = Capture::Failed {
        reason: FailureReason::Quality,
    };
    Recorded {
        station,
        photo: Capture::Captured,
        fingerprints: missing,
        irises: if outcome == Outcome::Complete {
            Capture::Captured
        } else {
            failed
        },
        signature: Capture::Captured,
        outcome,
        detail: String::new(),
    }
    .into()
}

/// A short day with what may come in one: the acts of both laptops, as they were written.
fn day() -> Vec<Run> {
    let (mut desk, opening) = Writer::join(scope(1), 0, true);
    let (mut stations, joining) = Writer::join(scope(1), 1, false);
    let mut acts = vec![opening, joining];
    let seat = Subject::Device(desk.device);
    acts.push(desk.act(vec![(seat, MarkTaken { mark: "A".to_owned() }.into())]));
    acts.push(desk.book(0, 12));
    let held = BookingMade {
        person: without_nik(),
        source: Source::WalkIn,
        services: vec!["ktp_first".to_owned()],
        slot: None,
        held: vec!["nik_malformed".to_owned()],
        warned: Vec::new(),
    };
    acts.push(desk.act(vec![(Subject::Booking(id_without_nik()), held.into())]));
    let moved = BookingMoved {
        slot: None,
        cause: MoveCause::Lead,
        to_tell: true,
    };
    let withdrawn = BookingWithdrawn {
        cause: WithdrawCause::GoneFromRoster,
    };
    let joined = BookingsJoined {
        gone: id(10),
        stays: id(0),
    };
    let reason = || "unwell".to_owned();
    let wrong = "application_failed".to_owned();
    let first = PriorityGiven {
        reason: Some("elderly".to_owned()),
    };
    // Who of the two laptops, about whom, what: in the order of the day.
    let facts: Vec<(bool, Vec<u32>, Event)> = vec![
        (true, vec![0], arrived(1)),
        (true, vec![1], arrived(2)),
        (true, vec![1], first.into()),
        (false, vec![0], called(1)),
        (true, vec![2], arrived(3)),
        (false, vec![0], Started { station: 1 }.into()),
        (true, vec![3], arrived(4)),
        (false, vec![1], called(2)),
        (false, vec![1], Started { station: 2 }.into()),
        (false, vec![0], recorded(1, Outcome::Complete)),
        (false, vec![2], called(1)),
        (false, vec![2], Absent { station: 1 }.into()),
        (true, vec![3], Left { reason: reason() }.into()),
        (false, vec![1], recorded(2, Outcome::Incomplete)),
        (true, vec![4], withdrawn.into()),
        (true, vec![5], arrived(5)),
        (false, vec![5], called(1)),
        (false, vec![5], Started { station: 1 }.into()),
        (false, vec![5], recorded(1, Outcome::Complete)),
        (false, vec![5], Reopened { reason: wrong }.into()),
        (true, vec![6], moved.into()),
        (true, vec![6], Told {}.into()),
        (true, vec![7], arrived(6)),
        (false, vec![7], arrived(6)),
        (false, vec![9], called(3)),
        (true, vec![9], called(4)),
        (true, vec![10], joined.into()),
        (true, vec![11], arrived(7)),
        (false, vec![11], called(1)),
        (false, vec![11], HandedOver { from: 1, to: Some(2) }.into()),
        (true, vec![8], arrived(8)),
    ];
    for (at_desk, about, event) in facts {
        let (writer, other) = match at_desk {
            true => (&mut desk, &stations),
            false => (&mut stations, &desk),
        };
        writer.hear(other);
        let about = about.into_iter().map(|n| Subject::Booking(id(n)));
        acts.push(writer.act(about.map(|subject| (subject, event.clone())).collect()));
    }
    let act = ActRef {
        device: desk.device,
        first_seq: acts.last().unwrap().first_seq,
    };
    acts.push(desk.act(vec![(Subject::Booking(id(8)), ActUndone { act }.into())]));
    acts
}

fn log(device: DeviceId, acts: &[Run]) -> Value {
    let linker = Linker::new(&SECRET);
    let (mut link, mut links, mut events, mut signatures) = (LINK_START, Vec::new(), Vec::new(), Vec::new());
    for act in acts.iter().filter(|act| act.device == device) {
        for event in &act.events {
            link = linker.link(&link, event).unwrap();
            links.push(hex(&link));
            events.push(hex(event));
        }
        signatures.push(json!({ "seq": events.len(), "signature": hex(&act.signature) }));
    }
    json!({ "device": device.to_string(), "events": events, "links": links, "signatures": signatures })
}

fn vectors() -> Value {
    let acts = day();
    let mut journal = Journal::in_memory().unwrap();
    for act in &acts {
        let taken = Store::take_in(&mut journal, scope(1), vec![act.clone()], NOW).unwrap();
        assert_eq!(taken.refused, vec![]);
    }
    let heads = Store::heads(&journal, scope(1)).unwrap();
    let server = DeviceKey::from_bytes(&[9; 32]);
    let receipts = [Grade::Held, Grade::Kept].map(|grade| {
        let by = DeviceId(Uuid::from_u128(99));
        let at = Moment(NOW.0 + 60_000);
        let receipt = Receipt::sign(&server, scope(1), heads.clone(), by, 1, grade, at);
        json!({
            "server": by.to_string(),
            "public_key": hex(&server.public()),
            "key_id": 1,
            "grade": if grade == Grade::Held { "held" } else { "kept" },
            "at_ms": at.0,
            "heads": heads.iter().map(|head| json!({
                "device": head.device.to_string(), "seq": head.seq, "link": hex(&head.link),
            })).collect::<Vec<_>>(),
            "signature": hex(&receipt.signature),
        })
    });
    let mut recount: Vec<_> = journal.view().tallies(scope(1)).unwrap();
    recount.sort_by_key(|tally| (tally.slot, tally.arrival_day, tally.state.clone()));
    let held = without_nik();
    let devices: Vec<_> = heads.iter().map(|head| head.device).collect();
    json!({
        "scope": scope(1).to_string(),
        "secret": hex(&SECRET.0),
        "logs": devices.iter().map(|device| log(*device, &acts)).collect::<Vec<_>>(),
        "digest": hex(&digest(&heads)),
        "receipts": receipts,
        "booking_ids": [
            { "nik": person(0).nik.unwrap().as_str(), "id": id(0).to_string() },
            { "name": held.name, "name_key": name::search_key(&held.name), "birth_date": "2005-02-01",
              "class": held.class, "nth": 0, "id": id_without_nik().to_string() },
            { "name": "Ayu", "name_key": name::search_key("Ayu"), "birth_date": "", "class": "", "nth": 1,
              "id": BookingId::derive(&SECRET, BookingKey::Person {
                  name: &name::search_key("Ayu"), birth_date: "", class: "", nth: 1,
              }).to_string() },
        ],
        "act_ids": acts.iter().rev().take(2).map(|act| json!({
            "device": act.device.to_string(),
            "first_seq": act.first_seq,
            "id": ActRef { device: act.device, first_seq: act.first_seq }.id(scope(1)).to_string(),
        })).collect::<Vec<_>>(),
        "recount": recount.iter().map(|tally| json!({
            "slot": tally.slot.map(|slot| slot.0),
            "arrival_day": tally.arrival_day.map(|day| day.to_string()),
            "state": tally.state,
            "people": tally.people,
        })).collect::<Vec<_>>(),
    })
}

#[test]
fn vectors_are_what_this_program_writes() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/vectors/visit.json");
    let now = vectors();
    if !path.exists() && std::env::var_os("WRITE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("{now:#}\n")).unwrap();
    }
    let frozen: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    for (name, value) in now.as_object().unwrap() {
        assert_eq!(&frozen[name], value, "{name}");
    }
}
