//! Hari ini as the lead reads it.

use jemput_acts::{
    act,
    view::{CallInput, Need},
};
use jemput_domain::{
    event::{Outcome, StationStatus},
    id::BookingId,
};

use super::kit::{FIRST_DAY, SECOND_DAY, Van};

fn need<'a>(needs: &'a [Need], kind: &str) -> Option<&'a Need> {
    needs.iter().find(|need| need.kind == kind)
}

fn who(need: Option<&Need>) -> Vec<BookingId> {
    need.map(|need| need.bookings.clone()).unwrap_or_default()
}

#[test]
fn before_the_visit_it_shows_the_first_day_as_planned() {
    let van = Van::with(&[("XII MIPA 1", 8), ("XII IPS 1", 6)]);
    let today = van.today();
    assert_eq!(today.day.to_string(), FIRST_DAY);
    assert_eq!(
        (today.arrived, today.longest_wait_minutes, today.measured_minutes),
        (0, None, None)
    );
    assert_eq!(today.booked, today.slots.iter().map(|slot| slot.booked).sum::<u32>());
    assert!(
        today.curve.iter().any(|(_, people)| *people > 0),
        "the forecast has people in it"
    );
    assert!(today.expected_end.unwrap().starts_with("2021-11-08T08"));
    assert_eq!((today.slots[0].capacity, today.slots[0].reserve), (5, 1));
}

#[test]
fn waits_and_ends_follow_from_who_is_here() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    van.now(FIRST_DAY, "07:50");
    van.arrive(people[1]);
    van.now(FIRST_DAY, "08:00");
    let today = van.today();
    assert_eq!(
        (today.longest_wait_minutes, today.waiting, today.not_here),
        (Some(30), 2, 3)
    );
    // Two stations take the two at once; three may still come within half an hour, the last of them at 8.25.
    assert_eq!(today.expected_end.as_deref(), Some("2021-11-08T08:35:00+07:00"));
    assert!(today.curve[0] == (480, 2), "{:?}", today.curve);
}

#[test]
fn time_is_measured_from_five_recordings_on() {
    let van = Van::with(&[("XII MIPA 1", 5), ("XII IPS 1", 5)]);
    let people: Vec<BookingId> = van.list(|_| {}).people.iter().map(|found| found.booking).collect();
    for (index, booking) in people.iter().take(5).enumerate() {
        assert_eq!(van.today().measured_minutes, None);
        van.serve(FIRST_DAY, &format!("08:{}0", index), 7, *booking, 1, Outcome::Complete);
    }
    let today = van.today();
    assert_eq!((today.measured_minutes, today.planned_minutes), (Some(7), 10));
    assert_eq!(today.stations[0].recorded_today, 5);
    // What was marked without a call is no measure.
    van.arrive(people[5]);
    van.record(people[5], 2, Outcome::Complete);
    assert_eq!(van.today().measured_minutes, Some(7));
}

#[test]
fn the_list_names_who_needs_a_person_and_forgets_who_does_not() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    van.import(
        "lain.csv",
        "Nama,NIK,Tanggal Lahir,Kelas\nTanpa Contoh,,2004-03-05,XII IPS 1\n",
    );
    let held = van.class("XII IPS 1");
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    assert_eq!(who(need(&van.today().needs, "held")), held);
    van.serve(FIRST_DAY, "07:30", 10, people[0], 1, Outcome::Incomplete);
    van.serve(FIRST_DAY, "07:40", 10, people[1], 1, Outcome::BiodataProblem);
    van.now(FIRST_DAY, "08:05");
    let needs = van.today().needs;
    assert_eq!(who(need(&needs, "incomplete")), people[..1]);
    assert_eq!(who(need(&needs, "biodata_problem")), people[1..2]);
    let overdue = need(&needs, "overdue").unwrap();
    assert_eq!(overdue.bookings, people[2..5]);
    assert_eq!(
        overdue.sentence,
        "3 orang XII MIPA 1 lewat jadwal, belum datang. Tanyakan kepada gurunya, atau jadwalkan ulang."
    );
    // Who comes is overdue no longer.
    van.arrive(people[2]);
    assert_eq!(who(need(&van.today().needs, "overdue")), people[3..5]);
    // A day later they are listed by day, whatever their class.
    van.now(SECOND_DAY, "07:20");
    let needs = van.today().needs;
    let sentences: Vec<&str> = needs
        .iter()
        .filter(|need| need.kind == "overdue")
        .map(|n| n.sentence.as_str())
        .collect();
    assert_eq!(sentences.len(), 1, "{sentences:?}");
    assert!(
        sentences[0].contains("tidak hadir pada Senin, 8 November 2021"),
        "{sentences:?}"
    );
}

#[test]
fn a_broken_station_and_its_person_are_on_the_list() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    act::call(
        &van.desk,
        CallInput {
            visit: van.visit,
            station: 2,
            code: None,
        },
    )
    .unwrap();
    van.set_station(Some(2), StationStatus::Broken("fingerprints".into()));
    let needs = van.today().needs;
    let station = need(&needs, "station").unwrap();
    assert_eq!(
        station.sentence,
        "Meja 2: alat sidik jari rusak. Pindahkan orangnya ke meja lain."
    );
    assert_eq!(station.bookings, people[..1]);
    van.set_station(Some(2), StationStatus::Open);
    assert!(need(&van.today().needs, "station").is_none());
}

#[test]
fn a_missed_person_is_called_three_times_first() {
    let van = Van::with(&[("XII MIPA 1", 5)]);
    let person = van.class("XII MIPA 1")[0];
    van.now(FIRST_DAY, "07:30");
    van.arrive(person);
    for _ in 0..3 {
        assert!(need(&van.today().needs, "missed").is_none());
        van.call(person, 1).unwrap();
        act::absent(
            &van.desk,
            jemput_acts::view::StationInput {
                visit: van.visit,
                station: 1,
            },
        )
        .unwrap();
    }
    let today = van.today();
    assert_eq!(who(need(&today.needs, "missed")), [person]);
    assert_eq!((today.left, today.on_site), (1, 0));
}

#[test]
fn the_wait_of_who_comes_now_grows_with_the_queue_and_ends_with_the_stations() {
    let van = Van::with(&[("XII MIPA 1", 10)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    let wait = || act::desk(&van.desk, van.of_visit()).unwrap().wait_minutes;
    assert_eq!(wait(), Some((0, 5)));
    for person in &people[..4] {
        van.arrive(*person);
    }
    // Four before, two stations, ten minutes each: twenty minutes, as a range.
    assert_eq!(wait(), Some((15, 25)));
    van.set_station(Some(1), StationStatus::Broken("photo".into()));
    assert_eq!(wait(), Some((30, 50)));
    van.set_station(None, StationStatus::Paused("power".into()));
    assert_eq!(wait(), None);
    van.now("2021-11-07", "09:00");
    assert_eq!(wait(), None);
}
