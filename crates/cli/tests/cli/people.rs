//! How a person is named.

use crate::kit::{Van, text};

#[test]
fn by_booking_by_nik_and_by_ticket() {
    let van = Van::new().at("2021-11-08T07:30");
    let visit = van.demo();
    let person = van.json(&["find", "putri", "--visit", &visit, "--limit", "1"])[0].clone();
    let (booking, nik) = (text(&person["booking"]), text(&person["nik"]));
    let ticket = text(&van.json(&["arrive", &nik, "--visit", &visit])["ticket"]);
    for code in [&booking, &nik, &ticket, &ticket.to_lowercase().replace('-', "")] {
        assert_eq!(
            text(&van.json(&["show", code, "--visit", &visit])["booking"]),
            booking,
            "{code}"
        );
    }
    assert_eq!(van.refusal(&["show", "Z-001", "--visit", &visit]), "not_found");
    assert_eq!(van.refusal(&["show", "Putri", "--visit", &visit]), "not_found");
}

#[test]
fn without_a_visit_only_by_booking() {
    let van = Van::new();
    let visit = van.demo();
    let nik = text(&van.json(&["find", "putri", "--visit", &visit])[0]["nik"]);
    let ran = van.raw(&["record", &nik, "--station", "1", "--outcome", "complete"]);
    assert_eq!((ran.status(), ran.error().as_str()), (2, "usage"));
}

#[test]
fn lists_by_class_state_and_slot() {
    let van = Van::new().at("2021-11-08T07:30");
    let visit = van.demo();
    let of = |more: &[&str]| van.json(&[&["people", "--visit", &visit][..], more].concat());
    let all = of(&["--limit", "5"]);
    assert_eq!(
        (&all["total"], all["people"].as_array().unwrap().len()),
        (&452.into(), 5)
    );
    let class = of(&["--class", "XII MIPA 4", "--limit", "100"]);
    assert_eq!(class["total"], 45);
    let text_of_class = text(&class["teacher_text"]);
    assert!(text_of_class.contains("XII MIPA 4"), "{text_of_class}");
    let one = text(&class["people"][0]["booking"]);
    van.json(&["arrive", &one, "--visit", &visit]);
    let waiting = of(&["--state", "waiting", "--state", "called"]);
    assert_eq!(
        (&waiting["total"], &waiting["people"][0]["booking"]),
        (&1.into(), &one.as_str().into())
    );
    let slots = van.json(&["slots", "--visit", &visit]);
    let by_id = of(&["--slot", &text(&slots[1]["slot"])]);
    assert_eq!((&by_id["total"], &slots[1]["booked"]), (&13.into(), &13.into()));
    assert_eq!(by_id["people"], of(&["--slot", "1"])["people"]);
}
