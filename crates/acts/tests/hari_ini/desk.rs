//! The desk's rules where two laptops, two days or one name meet.

use jemput_acts::{
    Trouble, act,
    view::{
        ArriveClassInput, Arrived, BookingsInput, CodeInput, CorrectInput, DeskView, FindInput, Lookup, PersonInput,
        RecordedInput, SettleInput, StationInput, UndoImportInput, WalkInInput, WalkInSlot,
    },
};
use jemput_domain::{booking::State, event::Standing, id::BookingId, plan::SlotNumber};

use super::kit::{FIRST_DAY, SECOND_DAY, Van, nik};

fn person(name: &str, nik: &str) -> PersonInput {
    PersonInput {
        name: name.into(),
        nik: nik.into(),
        ..PersonInput::default()
    }
}

fn try_walk_in(van: &Van, person: PersonInput, slot: WalkInSlot) -> Result<Arrived, Trouble> {
    let input = WalkInInput {
        visit: van.visit,
        person,
        service: "ktp_first".into(),
        slot,
    };
    act::walk_in(&van.desk, input)
}

fn walk_in(van: &Van, person: PersonInput) -> Arrived {
    try_walk_in(van, person, WalkInSlot::Suggested).unwrap()
}

fn refusal<T: std::fmt::Debug>(refused: Result<T, Trouble>) -> &'static str {
    match refused {
        Err(Trouble::Refused(refusal)) => refusal.code(),
        other => panic!("not refused: {other:?}"),
    }
}

fn correct(van: &Van, booking: BookingId, person: PersonInput) -> String {
    let input = CorrectInput {
        visit: van.visit,
        booking,
        person,
    };
    act::correct(&van.desk, input).unwrap().sentence
}

fn class(van: &Van, class: &str, also: &[BookingId]) -> Result<Vec<Arrived>, Trouble> {
    let input = ArriveClassInput {
        visit: van.visit,
        class: class.into(),
        except: Vec::new(),
        also: also.to_vec(),
    };
    act::arrive_class(&van.desk, input)
}

fn desk(van: &Van) -> DeskView {
    act::desk(&van.desk, van.of_visit()).unwrap()
}

fn need(van: &Van, kind: &str) -> Vec<BookingId> {
    let needs = van.today().needs;
    needs
        .into_iter()
        .filter(|need| need.kind == kind)
        .flat_map(|need| need.bookings)
        .collect()
}

/// A list of one person with a NIK and one without.
fn two_of_a_kind() -> (Van, BookingId, BookingId) {
    let van = Van::empty();
    van.import(
        "daftar.csv",
        &format!(
            "Nama,NIK,Tanggal Lahir,Kelas\nCitra Contoh,{},2004-03-05,XII IPS 1\nCitra Contoh,,2004-03-05,XII IPS 1\n",
            nik(9500)
        ),
    );
    let both = van.class("XII IPS 1");
    let with_nik = |id: &BookingId| van.one(*id).nik.is_some();
    let with = both.iter().copied().find(with_nik).unwrap();
    let without = both.iter().copied().find(|id| !with_nik(id)).unwrap();
    van.now(FIRST_DAY, "07:30");
    (van, with, without)
}

fn join(van: &Van, both: [BookingId; 2], stays: BookingId) {
    let input = SettleInput {
        visit: van.visit,
        flag: "same_person".into(),
        bookings: both.to_vec(),
        stays: Some(stays),
    };
    act::settle(&van.desk, input).unwrap();
}

#[test]
fn two_people_of_one_name_at_two_desks_apart_are_two_bookings() {
    let van = Van::empty();
    van.now(FIRST_DAY, "07:30");
    let second = van.second();
    let one = walk_in(&van, person("Muhammad Rizky Contoh", "")).booking;
    let other = walk_in(&second, person("Muhammad Rizky Contoh", "")).booking;
    van.hears(&second);
    second.hears(&van);
    for laptop in [&van, &second] {
        assert_eq!(
            (laptop.state(one), laptop.state(other)),
            (State::Waiting, State::Waiting)
        );
        let mut both = vec![one, other];
        both.sort();
        assert_eq!(need(laptop, "same_person"), both, "they may be one person");
    }
}

#[test]
fn whose_booking_was_joined_is_found_and_checked_in_under_the_one_that_stays() {
    let (van, with, without) = two_of_a_kind();
    join(&van, [with, without], without);
    assert_eq!(van.one(without).nik, Some(nik(9500)), "the NIK is carried over");
    assert!(van.one(without).found.held.is_empty());
    let refused = try_walk_in(&van, person("Citra Contoh", &nik(9500)), WalkInSlot::Suggested);
    assert_eq!(refusal(refused), "nik_of_other");
    for code in [nik(9500), with.to_string()] {
        let input = CodeInput { visit: van.visit, code };
        let Lookup::Known { found } = act::lookup(&van.desk, input).unwrap() else {
            panic!("one person");
        };
        assert_eq!(found.booking, without);
    }
    assert_eq!(van.arrive(with).booking, without);
    assert_eq!(van.state(without), State::Waiting);
}

#[test]
fn who_was_taken_off_the_list_comes_back_with_what_was_typed() {
    let van = Van::with(&[("XII IPS 1", 2)]);
    let import = act::imports(&van.desk, van.of_visit()).unwrap()[0].import;
    let listed = van.class("XII IPS 1")[0];
    let number = van.one(listed).nik.unwrap();
    let input = UndoImportInput {
        visit: van.visit,
        import,
    };
    act::undo_import(&van.desk, input).unwrap();
    van.now(FIRST_DAY, "07:30");
    let mut typed = person("Nama Baru Contoh", &number);
    typed.phone = "0812".into();
    let came = walk_in(&van, typed);
    assert_eq!((came.booking, van.state(came.booking)), (listed, State::Waiting));
    assert_eq!(came.name, "Nama Baru Contoh");
    assert_eq!(van.one(listed).phone, "0812");
}

#[test]
fn a_nik_that_was_corrected_away_is_free_for_its_owner() {
    let (van, with, _) = two_of_a_kind();
    correct(&van, with, person("", &nik(9501)));
    let came = walk_in(&van, person("Dewi Contoh", &nik(9500)));
    assert_ne!(came.booking, with);
    assert_eq!(
        (van.state(with), van.state(came.booking)),
        (State::Booked, State::Waiting)
    );
}

#[test]
fn a_class_is_who_is_due_today_and_may_come() {
    let van = Van::with(&[("XII MIPA 1", 4), ("XII MIPA 2", 50)]);
    let people = van.class("XII MIPA 1");
    van.serve(
        FIRST_DAY,
        "07:30",
        5,
        people[0],
        1,
        jemput_domain::event::Outcome::Incomplete,
    );
    let came = class(&van, "XII MIPA 1", &[]).unwrap();
    let ids: Vec<_> = came.iter().map(|one| one.booking).collect();
    assert_eq!(ids, people[1..], "incomplete is not in the list");

    let other = van.class("XII MIPA 2");
    let of_day = |day: &str| -> Vec<BookingId> {
        let day = jemput_domain::time::Day::parse(day).unwrap();
        let slot = |id: &BookingId| van.one(*id).found.slot.map(|slot| slot.day);
        other.iter().copied().filter(|id| slot(id) == Some(day)).collect()
    };
    let (today, tomorrow) = (of_day(FIRST_DAY), of_day(SECOND_DAY));
    assert!(
        !today.is_empty() && tomorrow.len() > 1,
        "{} {}",
        today.len(),
        tomorrow.len()
    );
    let came = class(&van, "XII MIPA 2", &tomorrow[..1]).unwrap();
    assert_eq!(came.len(), today.len() + 1);
    assert_eq!(van.state(tomorrow[0]), State::Waiting);
    assert_eq!(van.state(tomorrow[1]), State::Booked);
    assert_eq!(desk(&van).class_due, 0);
    // Nobody of it is due any more: who is left of it came on another day than theirs.
    let came = class(&van, "XII MIPA 2", &[]).unwrap();
    assert_eq!(came.len(), tomorrow.len() - 1);
    assert!(came.iter().all(|one| one.standing == Standing::OtherDay));
    assert_eq!(refusal(class(&van, "XII MIPA 2", &[])), "class_empty");
}

#[test]
fn who_was_missed_returns_with_the_same_ticket_at_any_desk() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let first = van.arrive(people[0]).ticket;
    let station = StationInput {
        visit: van.visit,
        station: 1,
    };
    for _ in 0..3 {
        van.call(people[0], 1).unwrap();
        act::absent(&van.desk, station.clone()).unwrap();
    }
    assert_eq!(van.state(people[0]), State::Missed);
    let second = van.second();
    let again = second.arrive(people[0]);
    assert_eq!((again.ticket.as_str(), again.already), (first.as_str(), false));
    assert_eq!(second.state(people[0]), State::Waiting);
    assert_eq!(second.one(people[0]).tickets.len(), 1);
    // A's number was none of the other's.
    assert_eq!(second.arrive(people[1]).ticket, "K-001");
    assert_eq!(van.arrive(people[2]).ticket, "A-002");
}

#[test]
fn a_laptop_put_back_from_a_copy_gives_tickets_of_another_letter() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    let backup = tempfile::tempdir().unwrap();
    let (from, to) = (van.folder.path().join("data"), backup.path().join("data"));
    std::fs::create_dir(&to).unwrap();
    for file in std::fs::read_dir(&from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
    let second = van.arrive(people[1]);
    let taken_back = van.arrive(people[2]);
    let undo = jemput_acts::view::UndoInput {
        visit: van.visit,
        act: taken_back.act.unwrap(),
    };
    act::undo(&van.desk, undo).unwrap();
    assert_eq!((second.ticket.as_str(), taken_back.ticket.as_str()), ("A-002", "A-003"));
    let restored = Van {
        desk: jemput_acts::Desk::open(&to, van.desk.clock()).unwrap(),
        folder: backup,
        visit: van.visit,
    };
    restored.now(FIRST_DAY, "07:40");
    restored.hears(&van);
    // It goes on under an id of its own, and no letter is used by two: what either printed stands.
    assert_eq!(restored.arrive(people[3]).ticket, "K-001");
}

#[test]
fn what_is_held_stays_so_until_it_is_there_and_age_is_told() {
    let van = Van::empty();
    van.import(
        "daftar.csv",
        &format!(
            "Nama,NIK,Tanggal Lahir,Kelas\nCitra Contoh,{},32/13/2004,XII IPS 1\n",
            nik(9500)
        ),
    );
    let one = van.class("XII IPS 1")[0];
    assert_eq!(van.one(one).found.held, ["birth_date_unreadable"]);
    van.now(FIRST_DAY, "07:30");
    let phone = PersonInput {
        phone: "0812".into(),
        ..PersonInput::default()
    };
    correct(&van, one, phone);
    assert_eq!(van.one(one).found.held, ["birth_date_unreadable"]);
    let young = PersonInput {
        birth_date: "2005-11-10".into(),
        ..PersonInput::default()
    };
    let said = correct(&van, one, young);
    assert!(
        said.contains("belum 16 tahun") && said.contains("10 November 2021"),
        "{said}"
    );
    assert!(van.one(one).found.held.is_empty());
    assert_eq!(need(&van, "too_young"), [one]);
    assert!(van.arrive(one).warnings[0].contains("belum 16 tahun"));
}

#[test]
fn a_nik_that_was_recorded_before_is_told_and_flagged() {
    let van = Van::with(&[("XII IPS 1", 2)]);
    let one = van.class("XII IPS 1")[0];
    let list = van.folder.path().join("terekam.csv");
    std::fs::write(&list, format!("NIK\n{}\n{}\n", nik(9500), nik(9501))).unwrap();
    let input = RecordedInput {
        path: list.to_string_lossy().into_owned(),
    };
    act::recorded_import(&van.desk, input).unwrap();
    van.now(FIRST_DAY, "07:30");
    let said = correct(&van, one, person("", &nik(9500)));
    assert!(said.contains("sudah pernah direkam"), "{said}");
    let came = walk_in(&van, person("Dewi Contoh", &nik(9501)));
    assert!(came.warnings[0].contains("sudah pernah direkam"), "{:?}", came.warnings);
    let mut both = vec![one, came.booking];
    both.sort();
    let mut flagged = need(&van, "recorded_elsewhere");
    flagged.sort();
    assert_eq!(flagged, both);
}

#[test]
fn twins_are_alike_and_others_are_not() {
    let van = Van::empty();
    van.import(
        "daftar.csv",
        &format!(
            "Nama,NIK,Tanggal Lahir,Kelas\nRina Kembar,{},2004-03-05,XII IPS 1\nRini Kembar,{},2004-03-05,XII IPS 1\n\
             Rani Contoh,{},2004-03-06,XII IPS 1\nRono Contoh,{},2004-03-07,XII IPS 1\n",
            nik(9500),
            nik(9501),
            nik(9502),
            nik(9503)
        ),
    );
    let alike = |text: &str| {
        let input = FindInput {
            visit: van.visit,
            text: text.into(),
            limit: None,
        };
        let found = act::find(&van.desk, input).unwrap();
        (found[0].alike, found[0].birth_date.is_some())
    };
    assert_eq!(alike("rina"), (true, true));
    assert_eq!(alike("rini"), (true, true));
    assert_eq!(alike("rani"), (false, false));
}

#[test]
fn who_was_left_on_site_overnight_is_on_the_list_and_booked_again() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    for id in &people[..3] {
        van.arrive(*id);
    }
    van.call(people[1], 1).unwrap();
    van.call(people[2], 2).unwrap();
    van.start(2);
    assert_eq!(need(&van, "left_behind"), []);
    van.now(SECOND_DAY, "07:30");
    let mut left = need(&van, "left_behind");
    left.sort();
    let mut expected = people[..3].to_vec();
    expected.sort();
    assert_eq!(left, expected);
    let input = BookingsInput {
        visit: van.visit,
        bookings: left,
    };
    act::rebook(&van.desk, input).unwrap();
    assert_eq!(need(&van, "left_behind"), []);
    for id in &people[..3] {
        let found = van.one(*id).found;
        assert_eq!(found.state, State::Booked);
        assert_eq!(found.slot.unwrap().day.to_string(), SECOND_DAY);
    }
}

#[test]
fn the_site_is_full_at_its_limit_on_the_card_and_at_the_top() {
    let van = Van::with(&[("XII MIPA 1", 12)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    for (nth, id) in (1..).zip(&people) {
        let came = van.arrive(*id);
        assert_eq!(came.on_site, nth);
        assert_eq!((came.site_full, desk(&van).site_full), (nth >= 12, nth >= 12));
    }
}

#[test]
fn a_walk_in_s_slot_can_be_chosen() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    van.now(FIRST_DAY, "08:10");
    let free = desk(&van).walk_in_slots;
    assert_eq!(free[0].slot.number, SlotNumber(1));
    assert_eq!(free[0].free, 6);
    let slot_of = |wish| {
        let came = try_walk_in(&van, person("Citra Contoh", ""), wish).unwrap();
        van.slot_of(came.booking)
    };
    assert_eq!(slot_of(WalkInSlot::Suggested), Some(1));
    assert_eq!(slot_of(WalkInSlot::None), None);
    assert_eq!(slot_of(WalkInSlot::Number(SlotNumber(4))), Some(4));
    let refused = |number| {
        let wish = WalkInSlot::Number(SlotNumber(number));
        refusal(try_walk_in(&van, person("Citra Contoh", ""), wish))
    };
    assert_eq!(refused(0), "slot_over");
    assert_eq!(refused(9), "no_slot", "another day's");
    for _ in 0..6 {
        try_walk_in(&van, person("Citra Contoh", ""), WalkInSlot::Number(SlotNumber(3))).unwrap();
    }
    assert_eq!(refused(3), "slot_full");
    assert_eq!(
        serde_json::to_string(&[
            WalkInSlot::Suggested,
            WalkInSlot::None,
            WalkInSlot::Number(SlotNumber(4))
        ])
        .unwrap(),
        r#"["suggested","none",{"number":4}]"#
    );
}

#[test]
fn a_person_s_days_are_said_as_people_say_them() {
    let van = Van::with(&[("XII MIPA 1", 4)]);
    let one = van.class("XII MIPA 1")[0];
    van.serve(FIRST_DAY, "07:30", 9, one, 1, jemput_domain::event::Outcome::Complete);
    let view = van.one(one);
    assert_eq!(view.tickets, ["A-001 (Senin, 8 November 2021)"]);
    assert_eq!(view.recordings, ["Senin, 8 November 2021, 07.39, Meja 1: selesai"]);
}

#[test]
fn the_last_card_keeps_saying_what_was_shown_when_the_person_came() {
    let van = Van::with(&[("XII MIPA 1", 30)]);
    let latest = *van.class("XII MIPA 1").last().unwrap();
    van.now(FIRST_DAY, "07:00");
    let shown = van.arrive(latest);
    assert!(shown.standing_minutes > 0, "{shown:?}");
    van.now(FIRST_DAY, "09:40");
    let card = &desk(&van).last[0];
    assert_eq!(
        (card.standing, card.standing_minutes),
        (shown.standing, shown.standing_minutes)
    );
}
