//! Sites and visits.

use serde_json::Value;

use crate::kit::{Van, has_keys, text};

fn site(van: &Van) -> String {
    text(
        &van.json(&[
            "site",
            "add",
            "--name",
            "SMAN 55",
            "--kind",
            "school",
            "--district",
            "31.74.08",
        ])["site"],
    )
}

fn plan(van: &Van, more: &[&str]) -> Value {
    let site = site(van);
    let mut arguments = vec!["visit", "plan", "--site", &site, "--open", "07:30-15:30"];
    arguments.extend(["--stations", "4", "--minutes", "8", "--waiting-limit", "30"]);
    arguments.extend(more);
    van.json(&arguments)
}

fn slots(van: &Van, visit: &Value) -> Vec<(String, String)> {
    let slots = van.json(&["slots", "--visit", visit.as_str().unwrap()]);
    slots
        .as_array()
        .unwrap()
        .iter()
        .map(|slot| {
            (
                text(&slot["day"]),
                format!("{}-{}", text(&slot["start"]), text(&slot["end"])),
            )
        })
        .collect()
}

#[test]
fn capacity_is_what_the_slots_hold() {
    let van = Van::new();
    let planned = plan(
        &van,
        &["--day", "2021-11-08", "--day", "2021-11-09", "--break", "11:45-13:00"],
    );
    has_keys(&planned, &["visit", "slots", "capacity"]);
    let slots = van.json(&["slots", "--visit", &text(&planned["visit"])]);
    let slots = slots.as_array().unwrap();
    assert_eq!(planned["slots"], slots.len());
    let places: u64 = slots.iter().map(|slot| slot["capacity"].as_u64().unwrap()).sum();
    assert_eq!(planned["capacity"], places);
    assert_eq!(
        slots[0]["capacity"], 13,
        "15 people in 30 minutes, 10 percent of them kept"
    );
    assert_eq!(slots[0]["start"], "07:30");
}

#[test]
fn a_friday_differs() {
    let van = Van::new();
    let planned = plan(
        &van,
        &[
            "--day",
            "2021-11-11",
            "--day",
            "2021-11-12",
            "--hours",
            "2021-11-12=07:30-14:30",
            "--break",
            "11:45-13:00",
            "--break",
            "2021-11-12=11:30-13:00",
        ],
    );
    let slots = slots(&van, &planned["visit"]);
    let of = |day: &str| {
        slots
            .iter()
            .filter(|slot| slot.0 == day)
            .map(|slot| slot.1.clone())
            .collect::<Vec<_>>()
    };
    let (thursday, friday) = (of("2021-11-11"), of("2021-11-12"));
    assert!(
        thursday.contains(&"11:30-11:45".into()) && thursday.contains(&"15:00-15:30".into()),
        "{thursday:?}"
    );
    assert!(
        !friday.contains(&"11:30-11:45".into()) && friday.last() == Some(&"14:00-14:30".into()),
        "{friday:?}"
    );
}

#[test]
fn stations_may_stay_open_in_a_break() {
    let van = Van::new();
    let closed = plan(&van, &["--day", "2021-11-08", "--break", "11:30-13:00"]);
    let open = plan(&van, &["--day", "2021-11-08", "--break", "11:30-13:00,stations=2"]);
    assert!(slots(&van, &open["visit"]).contains(&("2021-11-08".into(), "12:00-12:30".into())));
    assert!(open["capacity"].as_u64() > closed["capacity"].as_u64());
}

#[test]
fn numbers_that_do_not_go_together_are_refused() {
    let van = Van::new();
    let site = site(&van);
    let plan = |more: &[&str]| {
        let mut arguments = vec!["visit", "plan", "--site", &site, "--waiting-limit", "30"];
        arguments.extend(more);
        van.raw(&arguments)
    };
    let reversed = plan(&[
        "--day",
        "2021-11-08",
        "--open",
        "15:30-07:30",
        "--stations",
        "4",
        "--minutes",
        "8",
    ]);
    assert_eq!(reversed.refusal(), "bad_plan");
    let none = plan(&[
        "--day",
        "2021-11-08",
        "--open",
        "07:30-15:30",
        "--stations",
        "0",
        "--minutes",
        "8",
    ]);
    assert_eq!(none.refusal(), "bad_plan");
    let strange = plan(&[
        "--day",
        "2021-11-08",
        "--open",
        "07:30-15:30",
        "--stations",
        "4",
        "--minutes",
        "8",
        "--hours",
        "2021-11-09=07:30-11:00",
    ]);
    assert_eq!((strange.status(), strange.error().as_str()), (2, "usage"));
    assert_eq!(van.json(&["visit", "list"]), serde_json::json!([]));
}

#[test]
fn a_bad_district_is_refused_and_a_good_one_found() {
    let van = Van::new();
    let bad = [
        "site",
        "add",
        "--name",
        "SMAN 55",
        "--kind",
        "school",
        "--district",
        "Duren Tiga",
    ];
    assert_eq!(van.raw(&bad).status(), 1);
    let found = van.json(&["districts", "pancoran"]);
    assert!(
        found
            .as_array()
            .unwrap()
            .iter()
            .any(|district| district["code"] == "31.74.08"),
        "{found}"
    );
}

#[test]
fn a_change_shows_before_it_does() {
    let van = Van::new();
    let planned = plan(&van, &["--day", "2021-11-08", "--break", "11:45-13:00"]);
    let visit = text(&planned["visit"]);
    let preview = van.json(&["visit", "change", "--visit", &visit, "--stations", "2", "--dry-run"]);
    assert!(preview["capacity"].as_u64() < planned["capacity"].as_u64());
    assert_eq!(van.json(&["visit", "show", "--visit", &visit])["setup"]["stations"], 4);
    van.json(&["visit", "change", "--visit", &visit, "--stations", "2"]);
    let now = van.json(&["visit", "show", "--visit", &visit]);
    assert_eq!(
        (&now["setup"]["stations"], &now["preview"]["capacity"]),
        (&2.into(), &preview["capacity"])
    );
    assert_eq!(
        now["setup"]["days"][0]["breaks"][0]["span"]["start"], "11:45",
        "breaks that were not named stay"
    );
}
