//! Several programs on one folder at once, as the window and scripts are.

use std::{collections::BTreeSet, process::Stdio};

use crate::kit::{Ran, Van, jemput, text};

#[test]
fn who_checks_in_at_once_gets_tickets_of_their_own() {
    let van = Van::new().at("2021-11-08T07:30");
    let visit = van.demo();
    let people = van.json(&["people", "--visit", &visit, "--slot", "0", "--limit", "12"])["people"].clone();
    let people = people.as_array().unwrap();
    let running: Vec<_> = people
        .iter()
        .map(|person| {
            jemput()
                .args(["--home", van.home().to_str().unwrap(), "--json", "arrive"])
                .args([
                    &text(&person["booking"]),
                    "--visit",
                    &visit,
                    "--now",
                    "2021-11-08T07:30:00+07:00",
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let tickets: BTreeSet<String> = running
        .into_iter()
        .map(|child| text(&Ran(child.wait_with_output().unwrap()).json()["ticket"]))
        .collect();
    let expected: BTreeSet<String> = (1..=people.len()).map(|number| format!("A-{number:03}")).collect();
    assert_eq!(tickets, expected);
    assert_eq!(van.json(&["verify"])["ok"], true);
}

#[test]
fn two_stations_that_call_at_once_call_two_people() {
    let van = Van::new().at("2021-11-08T07:30");
    let visit = van.demo();
    let people = van.json(&["people", "--visit", &visit, "--slot", "0", "--limit", "4"])["people"].clone();
    for person in people.as_array().unwrap() {
        van.json(&["arrive", &text(&person["booking"]), "--visit", &visit]);
    }
    let calls: Vec<_> = ["1", "2", "3", "4"]
        .iter()
        .map(|station| {
            jemput()
                .args([
                    "--home",
                    van.home().to_str().unwrap(),
                    "--json",
                    "call",
                    "--visit",
                    &visit,
                ])
                .args(["--station", station, "--now", "2021-11-08T07:31:00+07:00"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let called: BTreeSet<String> = calls
        .into_iter()
        .map(|child| text(&Ran(child.wait_with_output().unwrap()).json()["booking"]))
        .collect();
    assert_eq!(called.len(), 4);
}
