//! A laptop holds its visits: those planned on it, and those that it joined. What is corrected or renamed reaches the others.

use serde_json::Value;

use crate::kit::{Server, Van, text};

fn planned(van: &Van, name: &str, day: &str) -> (String, String) {
    let added = van.json(&[
        "site",
        "add",
        "--name",
        name,
        "--kind",
        "school",
        "--district",
        "31.74.08",
    ]);
    let site = text(&added["site"]);
    let plan = ["visit", "plan", "--site", &site, "--day", day, "--open", "07:30-15:30"];
    let numbers = ["--stations", "4", "--minutes", "8", "--waiting-limit", "30"];
    let visit = text(&van.json(&[&plan[..], &numbers[..]].concat())["visit"]);
    (site, visit)
}

fn laptop(name: &str, server: &Server) -> Van {
    let van = Van::bare();
    van.json(&["init", "--name", name, "--server", &server.url()]);
    van
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| text(&one["visit"])).collect()
}

/// Two visits at the server, planned on one laptop that is called Loket A.
fn two_visits(server: &Server) -> (Van, [(String, String); 2]) {
    let one = laptop("Loket A", server);
    let visits = [("SMAN 55", "2021-11-08"), ("SMKN 57", "2021-11-15")].map(|(name, day)| planned(&one, name, day));
    one.json(&[
        "walk-in",
        "--visit",
        &visits[0].1,
        "--name",
        "Dewi Lestari",
        "--service",
        "ktp_first",
    ]);
    one.json(&["sync"]);
    (one, visits)
}

#[test]
fn with_several_visits_a_laptop_chooses_and_holds_only_what_it_chose() {
    let server = Server::start();
    let (_one, [(_, first), (_, second)]) = two_visits(&server);
    let two = laptop("Loket B", &server);
    let nothing = two.json(&["sync"]);
    assert_eq!(
        (&nothing["received"], &nothing["offered"]),
        (&0.into(), &2.into()),
        "{nothing}"
    );
    assert!(nothing["sentence"].as_str().unwrap().contains("jemput visit join ID"));
    let said = two.run(&["sync"]).out();
    assert!(said.contains("jemput visit join ID"), "{said}");
    assert_eq!(two.json(&["visit", "list"]), Value::Array(vec![]));

    let offers = two.json(&["visit", "list", "--server"]);
    assert_eq!(ids(&offers), [second.clone(), first.clone()]);
    assert_eq!(
        (&offers[1]["site"], &offers[1]["people"]),
        (&"SMAN 55".into(), &1.into())
    );
    let joined = two.json(&["visit", "join", &first]);
    assert!(joined["received"].as_u64() > Some(3), "{joined}");
    assert_eq!(two.json(&["visit", "join", &first])["received"], 0);
    let again = two.json(&["sync"]);
    assert_eq!(
        (&again["received"], &again["offered"]),
        (&0.into(), &0.into()),
        "{again}"
    );
    assert_eq!(ids(&two.json(&["visit", "list"])), [first]);
    assert_eq!(
        ids(&two.json(&["visit", "list", "--server"])),
        std::slice::from_ref(&second)
    );
    // A mark only where it has joined: the other visit has the planner's log alone.
    let third = laptop("Loket C", &server);
    third.json(&["visit", "join", &second]);
    let devices = third.json(&["status", "--visit", &second])["devices"].clone();
    let names: Vec<String> = devices.as_array().unwrap().iter().map(|d| text(&d["name"])).collect();
    assert_eq!(
        (names.len(), names.contains(&"Loket B".to_owned())),
        (2, false),
        "{names:?}"
    );
}

#[test]
fn a_visit_that_the_server_lacks_is_refused_and_forgotten() {
    let server = Server::start();
    let two = laptop("Loket B", &server);
    let nowhere = "01980a6e-73a1-7c2e-9a54-3f0b6a1d2c44";
    assert_eq!(two.refusal(&["visit", "join", nowhere]), "not_at_server");
    assert_eq!(two.json(&["visit", "list", "--server"]), Value::Array(vec![]));
    two.json(&["sync"]);
    two.json(&["site", "list"]);
}

#[test]
fn a_visit_chosen_without_a_network_comes_with_the_next_exchange() {
    let mut server = Server::start();
    let (_one, [(_, first), _]) = two_visits(&server);
    let two = laptop("Loket B", &server);
    two.json(&["sync"]);
    server.stop();
    assert_eq!(two.refusal(&["visit", "join", &first]), "unreachable");
    let again = Server::start();
    let one = laptop("Loket D", &again);
    let (_, other) = planned(&one, "SMAN 60", "2021-11-09");
    one.json(&["sync"]);
    // Another server that does not hold it: it is forgotten there, nothing else breaks.
    two.json(&["server", &again.url()]);
    two.json(&["sync"]);
    two.json(&["visit", "join", &other]);
    assert_eq!(ids(&two.json(&["visit", "list"])), [other]);
}

#[test]
fn a_new_name_reaches_the_others() {
    let server = Server::start();
    let (one, [(_, first), _]) = two_visits(&server);
    let two = laptop("Loket B", &server);
    two.json(&["visit", "join", &first]);
    one.json(&["settings", "--name", "Meja pojok"]);
    one.json(&[
        "walk-in",
        "--visit",
        &first,
        "--name",
        "Budi Contoh",
        "--service",
        "ktp_first",
    ]);
    one.json(&["sync"]);
    two.json(&["sync"]);
    let devices = two.json(&["status", "--visit", &first])["devices"].clone();
    let names: Vec<String> = devices.as_array().unwrap().iter().map(|d| text(&d["name"])).collect();
    assert!(
        names.contains(&"Meja pojok".to_owned()) && !names.contains(&"Loket A".to_owned()),
        "{names:?}"
    );
    let history = two.json(&["history", "--visit", &first]);
    assert_eq!(history[0]["device_name"], "Meja pojok", "{history}");
}

#[test]
fn a_site_that_came_with_a_visit_is_listed_and_its_correction_reaches_the_others() {
    let server = Server::start();
    let (one, [(site, first), _]) = two_visits(&server);
    let two = laptop("Loket B", &server);
    two.json(&["visit", "join", &first]);
    let listed = two.json(&["site", "list"]);
    assert_eq!(
        (&listed[0]["site"], &listed[0]["name"]),
        (&site.clone().into(), &"SMAN 55".into())
    );
    let contact = "Bu Sri, 0812-0000-9001";
    two.json(&["site", "correct", &site, "--contact", contact]);
    two.json(&["sync"]);
    one.json(&["sync"]);
    for van in [&one, &two] {
        let sites = van.json(&["site", "list"]);
        let same = sites
            .as_array()
            .unwrap()
            .iter()
            .find(|s| s["site"] == site.as_str())
            .unwrap();
        assert_eq!((&same["contact"], &same["name"]), (&contact.into(), &"SMAN 55".into()));
        assert_eq!(
            van.json(&["visit", "show", "--visit", &first])["site"]["contact"],
            contact
        );
        assert_eq!(van.json(&["verify"])["ok"], true);
    }
    // A visit can be planned at it here.
    let plan = [
        "visit",
        "plan",
        "--site",
        &site,
        "--day",
        "2021-11-20",
        "--open",
        "07:30-12:00",
    ];
    two.json(
        &[
            &plan[..],
            &["--stations", "2", "--minutes", "8", "--waiting-limit", "20"][..],
        ]
        .concat(),
    );
    assert_eq!(two.refusal(&["site", "correct", &site, "--name", " "]), "name_missing");
}
