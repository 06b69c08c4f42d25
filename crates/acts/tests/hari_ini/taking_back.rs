//! History in plain sentences, and undo.

use jemput_acts::{
    Trouble, act,
    view::{
        ArriveClassInput, BookingsInput, HistoryInput, HistoryLine, MoveInput, PersonInput, Safety, SettingsInput,
        UndoInput, WalkInInput, WalkInSlot,
    },
};
use jemput_domain::{
    booking::State,
    event::{Outcome, StationStatus},
    id::{ActId, BookingId, DeviceId},
    plan::SlotNumber,
    receipt::{Grade, Receipt},
    refusal::Refusal,
    words::Lang,
};

use super::kit::{FIRST_DAY, SECOND_DAY, Van};

fn history(van: &Van) -> Vec<HistoryLine> {
    act::history(
        &van.desk,
        HistoryInput {
            visit: van.visit,
            booking: None,
            limit: None,
        },
    )
    .unwrap()
}

fn of_booking(van: &Van, booking: BookingId) -> Vec<HistoryLine> {
    act::history(
        &van.desk,
        HistoryInput {
            visit: van.visit,
            booking: Some(booking),
            limit: None,
        },
    )
    .unwrap()
}

fn undo(van: &Van, act: ActId) -> Result<String, Trouble> {
    act::undo(&van.desk, UndoInput { visit: van.visit, act }).map(|done| done.sentence)
}

fn name(van: &Van, booking: BookingId) -> String {
    van.one(booking).found.name
}

#[test]
fn a_day_is_told_newest_first() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let class = ArriveClassInput {
        visit: van.visit,
        class: "XII MIPA 1".into(),
        except: vec![people[4]],
        also: Vec::new(),
    };
    act::arrive_class(&van.desk, class).unwrap();
    van.serve(FIRST_DAY, "07:31", 9, people[0], 2, Outcome::Incomplete);
    van.set_station(None, StationStatus::Paused("power".into()));
    act::rebook(
        &van.desk,
        BookingsInput {
            visit: van.visit,
            bookings: people[..1].to_vec(),
        },
    )
    .unwrap();
    let person = PersonInput {
        name: "Tamu Contoh".into(),
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
    .unwrap();
    let lines = history(&van);
    let told: Vec<&str> = lines.iter().map(|line| line.sentence.as_str()).collect();
    let who = name(&van, people[0]);
    assert_eq!(
        told,
        [
            "Tamu Contoh datang langsung, A-005.",
            &format!("{who} dijadwalkan ulang ke 08.30."),
            "Meja 1, 2 istirahat.",
            &format!("{who} belum lengkap (Meja 2)."),
            &format!("{who} mulai direkam di Meja 2."),
            &format!("{who} dipanggil ke Meja 2."),
            "4 orang XII MIPA 1 dicatat hadir, A-001 sampai A-004.",
            "Daftar daftar.csv diambil: 5 baris.",
            "Kegiatan di SMAN 55 dijadwalkan.",
        ]
    );
    assert!(
        lines
            .iter()
            .all(|line| line.device_name == "Loket A" && line.safety == Safety::Here)
    );
    assert_eq!(lines[0].at, "2021-11-08T07:40:00+07:00");
    let limited = act::history(
        &van.desk,
        HistoryInput {
            visit: van.visit,
            booking: None,
            limit: Some(2),
        },
    )
    .unwrap();
    assert_eq!(
        limited.iter().map(|line| line.act).collect::<Vec<_>>(),
        lines[..2].iter().map(|line| line.act).collect::<Vec<_>>()
    );
}

#[test]
fn what_something_rests_on_is_not_undone_and_what_nothing_does_is() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let person = van.class("XII MIPA 1")[0];
    van.now(FIRST_DAY, "07:30");
    let arrived = van.arrive(person).act.unwrap();
    van.call(person, 1).unwrap();
    let undoable: Vec<bool> = of_booking(&van, person).iter().map(|line| line.undoable).collect();
    assert_eq!(undoable, [true, false, false], "called, came, booked");
    assert!(matches!(
        undo(&van, arrived),
        Err(Trouble::Refused(Refusal::UndoTooLate { .. }))
    ));
    let called = of_booking(&van, person)[0].act;
    assert_eq!(
        undo(&van, called).unwrap(),
        format!("Dibatalkan: {} dipanggil ke Meja 1.", name(&van, person))
    );
    assert_eq!(van.state(person), State::Waiting);
    assert!(matches!(
        undo(&van, called),
        Err(Trouble::Refused(Refusal::UndoneBefore))
    ));
    undo(&van, arrived).unwrap();
    assert_eq!(van.state(person), State::Booked);
    assert_eq!(van.today().arrived, 0);
    let lines = of_booking(&van, person);
    let undone: Vec<bool> = lines.iter().map(|line| line.undone).collect();
    assert_eq!(undone, [false, false, true, true, false]);
    assert!(lines[..2].iter().all(|line| !line.undoable), "an undo is not undone");
    assert!(matches!(
        undo(&van, lines[0].act),
        Err(Trouble::Refused(Refusal::UndoTooLate { .. }))
    ));
}

#[test]
fn a_class_is_taken_back_whole_and_its_numbers_are_not_given_again() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let class = ArriveClassInput {
        visit: van.visit,
        class: "XII MIPA 1".into(),
        except: Vec::new(),
        also: Vec::new(),
    };
    let arrived = act::arrive_class(&van.desk, class.clone()).unwrap();
    assert_eq!(
        undo(&van, arrived[0].act.unwrap()).unwrap(),
        "Dibatalkan: 5 orang XII MIPA 1 dicatat hadir, A-001 sampai A-005."
    );
    assert!(people.iter().all(|person| van.state(*person) == State::Booked));
    let again = act::arrive_class(&van.desk, class).unwrap();
    assert_eq!(again[0].ticket, "A-006", "the laptop keeps its letter and its count");
}

#[test]
fn nobody_is_put_back_on_a_seat_that_someone_has() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.serve(FIRST_DAY, "07:30", 10, people[0], 1, Outcome::Complete);
    let recorded = of_booking(&van, people[0])[0].act;
    van.arrive(people[1]);
    van.call(people[1], 1).unwrap();
    let refused = undo(&van, recorded);
    assert!(
        matches!(refused, Err(Trouble::Refused(Refusal::StationBusy { station: 1, .. }))),
        "{refused:?}"
    );
    assert!(!of_booking(&van, people[0])[0].undoable);
    let called = of_booking(&van, people[1])[0].act;
    undo(&van, called).unwrap();
    // The next day nobody sits there any more.
    van.now(SECOND_DAY, "07:30");
    assert!(matches!(
        undo(&van, recorded),
        Err(Trouble::Refused(Refusal::UndoTooLate { .. }))
    ));
    van.now(FIRST_DAY, "07:45");
    undo(&van, recorded).unwrap();
    assert_eq!(van.state(people[0]), State::Recording);
}

#[test]
fn another_laptops_act_is_not_undone_here() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let arrived = van.arrive(people[0]).act.unwrap();
    let second = van.second();
    assert!(matches!(
        undo(&second, arrived),
        Err(Trouble::Refused(Refusal::UndoNotOurs))
    ));
    let line = history(&second).remove(0);
    assert_eq!(
        (line.act, line.undoable, line.device_name.as_str()),
        (arrived, false, "Loket A")
    );
    // The other one moved the person meanwhile: that rests on nothing of ours, ours on nothing of theirs.
    let moved = MoveInput {
        visit: second.visit,
        bookings: vec![people[1]],
        class: None,
        slot: SlotNumber(4),
    };
    act::move_bookings(&second.desk, moved).unwrap();
    second.call(people[0], 2).unwrap();
    van.hears(&second);
    assert!(matches!(
        undo(&van, arrived),
        Err(Trouble::Refused(Refusal::UndoTooLate { .. }))
    ));
}

#[test]
fn a_roster_is_taken_back_whole_by_the_act_that_took_it() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let lines = history(&van);
    assert!(
        lines[0].sentence.starts_with("Daftar") && lines[0].undoable,
        "{lines:?}"
    );
    assert!(!lines[1].undoable, "a visit is not undone");
    assert!(undo(&van, lines[1].act).is_err());
    undo(&van, lines[0].act).unwrap();
    assert_eq!(van.list(|_| {}).total, 0);
    assert!(
        history(&van)
            .iter()
            .any(|line| line.act == lines[0].act && line.undone && !line.undoable)
    );
}

#[test]
fn a_roster_of_which_someone_came_stays() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let import = history(&van)[0].act;
    van.now(FIRST_DAY, "07:30");
    van.arrive(van.class("XII MIPA 1")[0]);
    assert!(matches!(
        undo(&van, import),
        Err(Trouble::Refused(Refusal::ImportArrived { people: 1 }))
    ));
    assert!(!history(&van).iter().find(|line| line.act == import).unwrap().undoable);
}

#[test]
fn a_receipt_shows_which_acts_the_server_holds() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    let mut journal = van.journal();
    let server = DeviceId(uuid::Uuid::from_u128(1));
    let receipt = Receipt {
        scope: van.visit,
        heads: journal.view().heads(van.visit).unwrap(),
        server,
        key_id: 1,
        grade: Grade::Held,
        at: van.desk.clock().now(),
        signature: [0; 64],
    };
    let writing = journal.write().unwrap();
    writing.set_setting("server", "http://127.0.0.1:1").unwrap();
    let pin = format!("http://127.0.0.1:1 {server} {}", "00".repeat(32));
    writing.set_setting("server_key", &pin).unwrap();
    writing.keep_receipt(&receipt, van.desk.device(), receipt.at).unwrap();
    writing.commit().unwrap();
    van.arrive(people[1]);
    let safety = || -> Vec<Safety> { history(&van).iter().map(|line| line.safety).collect() };
    assert_eq!(safety()[0], Safety::Here);
    assert!(safety()[1..].iter().all(|safety| *safety == Safety::Held) && safety().len() > 2);
    // The word of a server that is no longer this laptop's says nothing.
    let writing = journal.write().unwrap();
    writing.set_setting("server", "http://127.0.0.1:2").unwrap();
    writing.commit().unwrap();
    assert!(safety().iter().all(|safety| *safety == Safety::Here));
}

#[test]
fn the_other_language_tells_the_same() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let arrived = van.arrive(people[0]).act.unwrap();
    let english = SettingsInput {
        lang: Some(Lang::En),
        ..SettingsInput::default()
    };
    act::settings(&van.desk, english).unwrap();
    let who = name(&van, people[0]);
    assert_eq!(history(&van)[0].sentence, format!("{who} checked in, A-001."));
    assert_eq!(
        undo(&van, arrived).unwrap(),
        format!("Undone: {who} checked in, A-001.")
    );
    van.now(FIRST_DAY, "08:00");
    let needs = van.today().needs;
    assert_eq!(
        needs[0].sentence,
        "5 people of XII MIPA 1 missed their slot and did not come yet. Ask their teacher, or book them again."
    );
}
