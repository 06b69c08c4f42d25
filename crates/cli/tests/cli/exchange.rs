//! Two laptops and a server.

use crate::kit::{Server, Van, has_keys, text};

#[test]
fn without_a_server_nothing_is_lost() {
    let van = Van::new();
    let visit = van.demo();
    assert_eq!(van.refusal(&["sync"]), "no_server");
    let mut server = Server::start();
    let url = server.url();
    server.stop();
    let refused = van.raw(&["sync", "--server", &url]);
    refused.refusal();
    let verified = van.json(&["verify"]);
    assert_eq!(
        (&verified["ok"], &verified["receipt_covers_all"], &verified["bookings"]),
        (&true.into(), &false.into(), &452.into())
    );
    assert!(van.json(&["status", "--visit", &visit])["link"]["pending"].as_u64() > Some(452));
}

#[test]
fn a_receipt_covers_what_was_sent() {
    let server = Server::start();
    let van = Van::new();
    let visit = van.demo();
    let first = van.json(&["sync", "--server", &server.url()]);
    has_keys(&first, &["sent", "received", "refused", "pending", "receipt"]);
    assert!(first["sent"].as_u64() > Some(452), "{first}");
    assert_eq!([&first["received"], &first["refused"], &first["pending"]], [0, 0, 0]);
    assert_eq!(first["receipt"]["covers_all"], true);
    let again = van.json(&["sync", "--server", &server.url()]);
    assert_eq!(
        [&again["sent"], &again["received"], &again["pending"]],
        [0, 0, 0],
        "{again}"
    );
    let verified = van.json(&["verify"]);
    assert_eq!(
        (&verified["ok"], &verified["receipt_covers_all"]),
        (&true.into(), &true.into()),
        "{verified}"
    );
    van.json(&[
        "arrive",
        &text(&van.json(&["find", "putri", "--visit", &visit])[0]["nik"]),
        "--visit",
        &visit,
    ]);
    assert_eq!(van.json(&["verify"])["receipt_covers_all"], false);
}

/// When laptops believe that the visit is over, none takes a mark.
const WRONG_CLOCK: &str = "2022-03-01T07:00";

/// Two laptops that both hold the demonstration. Each has its mark, and the first has checked one person in; or, for their
/// clocks were wrong when they met, neither has.
fn two_laptops(server: &Server, have_marks: bool) -> (Van, Van, String) {
    let one = Van::bare();
    one.json(&["init", "--name", "Loket A", "--server", &server.url()]);
    let visit = one.demo();
    let (one, two) = if have_marks {
        one.json(&["walk-in", "--visit", &visit, "--name", "Dewi Lestari"]);
        (one, Van::bare())
    } else {
        (one.at(WRONG_CLOCK), Van::bare().at(WRONG_CLOCK))
    };
    one.json(&["sync"]);
    two.json(&["init", "--name", "Loket B", "--server", &server.url()]);
    let taken = two.json(&["sync"]);
    assert!(taken["received"].as_u64() > Some(452), "{taken}");
    (one.at("2021-11-08T07:30"), two.at("2021-11-08T07:30"), visit)
}

#[test]
fn two_laptops_that_worked_apart_end_alike() {
    let server = Server::start();
    let (one, two, visit) = two_laptops(&server, true);
    let people = one.json(&["people", "--visit", &visit, "--slot", "0", "--state", "booked"])["people"]
        .as_array()
        .unwrap()
        .clone();
    let mut tickets = std::collections::BTreeSet::new();
    for (van, people) in [(&one, &people[..4]), (&two, &people[4..8])] {
        for (person, station) in people.iter().zip(["1", "2", "3", "4"]) {
            let booking = text(&person["booking"]);
            tickets.insert(text(&van.json(&["arrive", &booking, "--visit", &visit])["ticket"]));
            van.json(&["record", &booking, "--station", station, "--outcome", "complete"]);
        }
    }
    let expected = ["A-002", "A-003", "A-004", "A-005", "K-001", "K-002", "K-003", "K-004"];
    assert_eq!(tickets, expected.map(String::from).into());
    for van in [&one, &two, &one] {
        van.json(&["sync"]);
    }
    let of = |van: &Van, command: &str| van.json(&[command, "--visit", &visit]);
    assert_eq!(of(&one, "slots"), of(&two, "slots"));
    assert_eq!(of(&one, "today")["recorded"], 8);
    for key in ["booked", "arrived", "waiting", "recorded", "no_show", "on_site"] {
        assert_eq!(of(&one, "today")[key], of(&two, "today")[key], "{key}");
    }
    for van in [&one, &two] {
        let verified = van.json(&["verify"]);
        assert_eq!(
            (&verified["ok"], &verified["receipt_covers_all"]),
            (&true.into(), &true.into()),
            "{verified}"
        );
        assert_eq!(verified["bookings"], 453);
    }
    let (a, b) = (one.path("a.csv"), two.path("b.csv"));
    one.json(&["export", "--visit", &visit, "--to", &a]);
    two.json(&["export", "--visit", &visit, "--to", &b]);
    assert_eq!(std::fs::read(a).unwrap(), std::fs::read(b).unwrap());
}

#[test]
fn a_ticket_that_two_laptops_gave_apart_names_nobody() {
    let server = Server::start();
    let (one, two, visit) = two_laptops(&server, false);
    let people = one.json(&["people", "--visit", &visit, "--slot", "0"])["people"]
        .as_array()
        .unwrap()
        .clone();
    for (van, person) in [(&one, &people[0]), (&two, &people[1])] {
        let arrived = van.json(&["arrive", &text(&person["booking"]), "--visit", &visit]);
        assert_eq!(arrived["ticket"], "A-001");
    }
    for van in [&one, &two, &one] {
        van.json(&["sync"]);
    }
    assert_eq!(one.refusal(&["show", "A-001", "--visit", &visit]), "several");
    assert_eq!(one.refusal(&["arrive", "A-001", "--visit", &visit]), "several");
    let both = one.json(&["find", "A-001", "--visit", &visit]);
    assert_eq!(both.as_array().unwrap().len(), 2, "{both}");
    let next: Vec<String> = [(&one, &people[2]), (&two, &people[3])]
        .map(|(van, person)| text(&van.json(&["arrive", &text(&person["booking"]), "--visit", &visit])["ticket"]))
        .into();
    assert!(
        next.contains(&"A-002".to_owned()) && next.iter().any(|ticket| ticket.starts_with('K')),
        "{next:?}"
    );
}
