//! The demonstration.

use crate::kit::{Van, text};

#[test]
fn a_bare_folder_becomes_a_school_of_452() {
    let van = Van::bare();
    let made = van.json(&["demo", "--server", "http://127.0.0.1:8787"]);
    assert_eq!(made["bookings"], 452);
    let visit = text(&made["visit"]);
    let slots = van.json(&["slots", "--visit", &visit]);
    let slots = slots.as_array().unwrap();
    let sum = |key: &str| slots.iter().map(|slot| slot[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum("booked"), 452);
    assert!(
        slots
            .iter()
            .all(|slot| slot["booked"].as_u64() <= slot["capacity"].as_u64())
    );
    let mut days: Vec<String> = slots.iter().map(|slot| text(&slot["day"])).collect();
    days.dedup();
    assert_eq!(days, ["2021-11-08", "2021-11-09", "2021-11-10"]);
    assert_eq!(van.json(&["server"])["server"], "http://127.0.0.1:8787");
    assert_eq!(van.json(&["settings"])["device_name"], "Loket A");
    assert_eq!(
        van.json(&["roster", "list", "--visit", &visit])[0]["file_name"],
        "sman55-peserta-didik.xlsx"
    );
}

#[test]
fn every_laptop_invents_the_same_people() {
    let names = |van: &Van| {
        let visit = van.demo();
        let people = van.json(&["people", "--visit", &visit, "--limit", "452"])["people"].clone();
        let mut people: Vec<(String, String)> = people
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (text(&one["nik"]), text(&one["name"])))
            .collect();
        people.sort();
        people
    };
    let (one, two) = (names(&Van::new()), names(&Van::new()));
    assert_eq!(one.len(), 452);
    assert_eq!(one, two);
}

#[test]
fn it_can_be_played_half_way() {
    let mut van = Van::new();
    let made = van.json(&["demo", "--half-day"]);
    let visit = text(&made["visit"]);
    assert_eq!(made["now"], "2021-11-09T10:42:00+07:00");
    van.set("2021-11-09T10:42");
    let today = van.json(&["today", "--visit", &visit]);
    assert_eq!(today["day"], "2021-11-09");
    for key in ["recorded", "waiting", "recording", "on_site"] {
        assert!(today[key].as_u64() > Some(0), "{key}: {today}");
    }
    let readable = van.run(&["today", "--visit", &visit]).out();
    assert!(
        readable.contains("Selasa, 9 November 2021") && readable.contains("menunggu terlama"),
        "{readable}"
    );
    assert_eq!(van.json(&["verify"])["ok"], true);
}
