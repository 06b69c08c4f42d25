//! From arriving to recorded, as the counts tell it.

use serde_json::Value;

use crate::kit::{Van, has_keys, text};

fn counts(van: &Van, visit: &str) -> Value {
    van.json(&["today", "--visit", visit, "--day", "2021-11-08"])
}

fn first_slot(van: &Van, visit: &str) -> Vec<Value> {
    van.json(&["people", "--visit", visit, "--slot", "0"])["people"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn one_person_from_the_door_to_the_end() {
    let mut van = Van::new();
    let visit = van.demo();
    let person = first_slot(&van, &visit)[0].clone();
    let (booking, nik) = (text(&person["booking"]), text(&person["nik"]));
    van.set("2021-11-08T07:29");
    let arrived = van.json(&["arrive", &nik, "--visit", &visit]);
    assert_eq!(
        (&arrived["booking"], &arrived["ticket"], &arrived["standing"]),
        (&booking.as_str().into(), &"A-001".into(), &"on_time".into())
    );
    let again = van.json(&["arrive", &booking, "--visit", &visit]);
    assert_eq!((&again["ticket"], &again["already"]), (&"A-001".into(), &true.into()));
    assert_eq!(counts(&van, &visit)["waiting"], 1);

    van.set("2021-11-08T07:30");
    let called = van.json(&["call", "--visit", &visit, "--station", "1"]);
    assert_eq!(
        (&called["booking"], &called["ticket"]),
        (&booking.as_str().into(), &"A-001".into())
    );
    van.json(&["start", "--visit", &visit, "--station", "1"]);
    assert_eq!(counts(&van, &visit)["recording"], 1);

    van.set("2021-11-08T07:38");
    let recorded = van.json(&[
        "record",
        &booking,
        "--station",
        "1",
        "--irises",
        "exception:eye_condition",
        "--outcome",
        "complete",
    ]);
    assert_eq!(
        (&recorded["booking"], &recorded["state"]),
        (&booking.as_str().into(), &"recorded".into())
    );
    let today = counts(&van, &visit);
    assert_eq!([&today["arrived"], &today["recorded"], &today["on_site"]], [1, 1, 0]);
    let found = van.json(&["find", &nik, "--visit", &visit]);
    assert_eq!(
        (&found[0]["state"], &found[0]["ticket"]),
        (&"recorded".into(), &"A-001".into())
    );
    has_keys(&found[0]["slot"], &["slot", "day", "start", "end"]);

    let reopened = van.json(&["reopen", &booking, "--reason", "application_failed"]);
    assert_eq!(reopened["state"], "to_repeat");
    assert_eq!(counts(&van, &visit)["recorded"], 0);
    assert_eq!(van.json(&["verify"])["ok"], true);
}

#[test]
fn standing_against_the_slot() {
    let mut van = Van::new();
    let visit = van.demo();
    let first = first_slot(&van, &visit);
    let later = van.json(&["people", "--visit", &visit, "--slot", "13"])["people"].clone();
    let day_two = van.json(&["people", "--visit", &visit, "--slot", "14"])["people"].clone();
    let afternoon = van.json(&["people", "--visit", &visit, "--slot", "11"])["people"].clone();
    assert_eq!(later.as_array().unwrap().len(), 0);
    let standing = |van: &Van, person: &Value| {
        van.json(&["arrive", &text(&person["booking"]), "--visit", &visit])["standing"].clone()
    };
    van.set("2021-11-08T08:40");
    assert_eq!(standing(&van, &first[0]), "late");
    assert_eq!(standing(&van, &afternoon[0]), "early");
    assert_eq!(standing(&van, &day_two[0]), "other_day");
}

#[test]
fn a_class_but_for_one() {
    let van = Van::new().at("2021-11-08T07:20");
    let visit = van.demo();
    let class = text(&first_slot(&van, &visit)[0]["class"]);
    let people = van.json(&["people", "--visit", &visit, "--class", &class])["people"]
        .as_array()
        .unwrap()
        .clone();
    let missing = text(&people[0]["booking"]);
    let arrived = van.json(&["arrive", "--class", &class, "--visit", &visit, "--except", &missing]);
    let arrived = arrived.as_array().unwrap();
    assert_eq!(arrived.len(), people.len() - 1);
    assert!(arrived.iter().all(|one| one["booking"] != missing.as_str()));
    assert_eq!(arrived[0]["ticket"], "A-001");
    let acts: std::collections::BTreeSet<String> = arrived.iter().map(|one| text(&one["act"])).collect();
    assert_eq!(acts.len(), 1, "a class comes in one act");
    let act = acts.into_iter().next().unwrap();
    van.json(&["undo", &act, "--visit", &visit]);
    assert_eq!(counts(&van, &visit)["arrived"], 0);
}

#[test]
fn refusals_change_nothing() {
    let van = Van::new();
    let visit = van.demo();
    let booking = text(&first_slot(&van, &visit)[0]["booking"]);
    let before = van.json(&["verify"])["events"].clone();
    let of = |arguments: &[&str]| van.refusal(&[arguments, &["--visit", &visit]].concat());
    assert_eq!(of(&["call", "--station", "1"]), "queue_empty");
    assert_eq!(of(&["call", "--station", "9"]), "no_station");
    assert_eq!(
        of(&["record", &booking, "--station", "1", "--outcome", "complete"]),
        "not_arrived"
    );
    assert_eq!(of(&["start", "--station", "1"]), "station_empty");
    assert_eq!(of(&["arrive", "3174080101049999"]), "not_found");
    assert_eq!(of(&["arrive", "A-099"]), "not_found");
    assert_eq!(of(&["move", &booking, "--slot", "999"]), "no_slot");
    assert_eq!(of(&["walk-in", "--name", "Dewi", "--nik", "123"]), "bad_nik");
    let nik = text(&first_slot(&van, &visit)[0]["nik"]);
    assert_eq!(of(&["walk-in", "--name", "Dewi", "--nik", &nik]), "nik_of_other");
    assert_eq!(
        of(&["walk-in", "--name", "Dewi", "--service", "passport"]),
        "no_service"
    );
    assert_eq!(of(&["arrive", "--class", "XIII"]), "class_empty");
    assert_eq!(
        van.refusal(&["reopen", &booking, "--reason", "quality"]),
        "no_recording"
    );
    assert_eq!(van.json(&["verify"])["events"], before);
}

#[test]
fn an_outcome_that_is_not_whole_is_refused() {
    let van = Van::new().at("2021-11-08T07:30");
    let visit = van.demo();
    let booking = text(&first_slot(&van, &visit)[0]["booking"]);
    van.json(&["arrive", &booking, "--visit", &visit]);
    van.json(&["call", "--visit", &visit, "--station", "1"]);
    let record = |outcome| {
        [
            "record",
            &booking,
            "--station",
            "1",
            "--irises",
            "failed:device",
            "--outcome",
            outcome,
        ]
    };
    assert_eq!(van.refusal(&record("complete")), "not_whole");
    let marked = |mark: &[&str]| {
        let mut all = vec!["record", &booking, "--station", "1"];
        all.extend(mark);
        van.refusal(&all)
    };
    let incomplete = ["--outcome", "incomplete"];
    assert_eq!(marked(&incomplete), "nothing_missing");
    assert_eq!(
        marked(&[&["--photo", "failed"], &incomplete[..]].concat()),
        "failure_unsaid"
    );
    let complete = ["--outcome", "complete"];
    for (mark, code) in [
        (["--photo", "exception:injured:right-thumb"], "exception_unfit"),
        (["--irises", "exception:cannot_sign"], "exception_unfit"),
        (["--fingerprints", "exception:missing_finger"], "parts_unfit"),
    ] {
        assert_eq!(marked(&[&mark[..], &complete[..]].concat()), code, "{mark:?}");
    }
    assert_eq!(van.json(&record("incomplete"))["state"], "incomplete");
}

#[test]
fn the_rest_of_a_day_is_delayed_after_it_was_shown() {
    let van = Van::new().at("2021-11-08T07:40");
    let visit = van.demo();
    let starts = || {
        let slots = van.json(&["slots", "--visit", &visit, "--day", "2021-11-08"]);
        slots
            .as_array()
            .unwrap()
            .iter()
            .map(|slot| text(&slot["start"]))
            .collect::<Vec<_>>()
    };
    let before = starts();
    let shown = van.json(&["delay", "20", "--visit", &visit, "--dry-run"]);
    assert!(!shown["slots"].as_array().unwrap().is_empty(), "{shown}");
    assert_eq!(starts(), before);
    let token = text(&shown["token"]);
    assert_eq!(
        van.refusal(&["replan", "--delay", "20", "--visit", &visit, "--take", "stale"]),
        "proposal_old"
    );
    van.json(&["replan", "--delay", "20", "--visit", &visit, "--take", &token]);
    assert!(starts().contains(&"08:20".to_owned()), "{:?}", starts());
}

#[test]
fn two_of_one_name_are_settled() {
    let van = Van::new().at("2021-11-08T07:30");
    let visit = van.demo();
    let walk_in = || {
        text(
            &van.json(&[
                "walk-in",
                "--visit",
                &visit,
                "--name",
                "Bima Sakti",
                "--birth-date",
                "2004-05-01",
            ])["booking"],
        )
    };
    let (one, two) = (walk_in(), walk_in());
    let today = counts(&van, &visit);
    let flagged = today["needs"]
        .as_array()
        .unwrap()
        .iter()
        .any(|need| need["kind"] == "same_person");
    assert!(flagged, "{}", today["needs"]);
    van.json(&["settle", "same_person", &one, &two, "--visit", &visit, "--stays", &one]);
    assert_eq!(van.json(&["show", &two, "--visit", &visit])["state"], "joined");
}
