//! The office's operators, their roles, and a second person's word, through the real program.

use serde_json::Value;

use crate::kit::{Ran, Van, has_keys, text};

/// A secret of the form that a machine makes, so that nothing has to be slow: one for each number.
fn secret(van: &Van, number: u8) -> String {
    let digits = format!("{number}{}", "0".repeat(51));
    van.file(&format!("secret-{number}.txt"), &format!("jemput-1-{digits}\n"))
}

fn at(van: &Van, operator: &str, file: &str, arguments: &[&str]) -> Ran {
    let mut all = vec!["--json", "--operator", operator, "--secret-file", file];
    all.extend(arguments);
    van.run(&all)
}

fn add(van: &Van, name: &str, roles: &[&str], file: &str) -> Ran {
    let mut arguments = vec!["operator", "add", name, "--new-secret-file", file];
    for role in roles {
        arguments.extend(["--role", *role]);
    }
    van.raw(&arguments)
}

const SITE: [&str; 8] = [
    "site",
    "add",
    "--name",
    "SMAN 55",
    "--kind",
    "school",
    "--district",
    "31.74.08",
];

#[test]
fn an_operator_is_added_works_within_their_roles_and_is_reset_and_removed() {
    let van = Van::new();
    let visit = van.demo();
    let (first, second) = (secret(&van, 1), secret(&van, 2));
    let added = add(&van, "Bagus Contoh", &["operator"], &first).json();
    has_keys(&added, &["operator", "sentence"]);
    let list = van.json(&["operator", "list"]);
    has_keys(&list, &["office", "operators", "may_change", "may_give", "room"]);
    let of = |list: &Value, name: &str| {
        let all = list["operators"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["name"] == name).unwrap()
    };
    let bagus = of(&list, "Bagus Contoh");
    assert_eq!((&bagus["granted"], &bagus["own"]), (&true.into(), &false.into()));
    assert_eq!(bagus["roles"], serde_json::json!(["operator"]));
    // Their own secret, and what their role opens.
    let session = at(&van, "Bagus Contoh", &first, &["settings"]).json();
    assert_eq!(session["operator_name"], "Bagus Contoh");
    at(
        &van,
        "bagus contoh",
        &first,
        &["station", "pause", "--visit", &visit, "--reason", "power"],
    )
    .json();
    let refused = at(&van, "Bagus Contoh", &first, &SITE);
    assert_eq!(refused.refusal(), "role");
    assert!(refused.err().contains("ketua tim"), "{}", refused.err());
    let broken = [
        "station",
        "broken",
        "--visit",
        &visit,
        "--station",
        "1",
        "--what",
        "all",
    ];
    assert_eq!(at(&van, "Bagus Contoh", &first, &broken).refusal(), "role");
    assert_eq!(
        at(&van, "Bagus Contoh", &first, &["operator", "audit"]).refusal(),
        "role"
    );
    // More roles, and no further than the giver's own.
    van.json(&[
        "operator",
        "roles",
        "Bagus Contoh",
        "--role",
        "operator",
        "--role",
        "planner",
    ]);
    at(&van, "Bagus Contoh", &first, &SITE).json();
    let office = ["operator", "roles", "Bagus Contoh", "--role", "head-office"];
    assert_eq!(van.refusal(&office), "role");
    // Forgotten, and reset.
    van.json(&["operator", "reset", "BAGUS CONTOH", "--new-secret-file", &second]);
    assert_eq!(
        at(&van, "Bagus Contoh", &first, &["settings"]).refusal(),
        "secret_wrong"
    );
    at(&van, "Bagus Contoh", &second, &["settings"]).json();
    // Gone.
    has_keys(&van.json(&["operator", "remove", "Bagus Contoh"]), &["sentence"]);
    assert_eq!(
        at(&van, "Bagus Contoh", &second, &["settings"]).refusal(),
        "secret_wrong"
    );
    assert_eq!(van.refusal(&["operator", "remove", "Bagus Contoh"]), "no_operator");
    assert_eq!(of(&van.json(&["operator", "list"]), "Bagus Contoh")["removed"], true);
    let audit = van.json(&["operator", "audit", "--visit", &visit]);
    assert_eq!(
        (&audit["judged"], audit["acts"].as_array().unwrap().len()),
        (&true.into(), 0)
    );
    assert_eq!(van.json(&["verify"])["ok"], true);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let van = Van::new();
    let file = secret(&van, 1);
    let short = van.file("short.txt", "pendek\n");
    assert_eq!(
        add(&van, "Bagus Contoh", &["operator"], &short).refusal(),
        "secret_short"
    );
    assert_eq!(add(&van, "Bagus Contoh", &["head-office"], &file).refusal(), "role");
    add(&van, "Bagus Contoh", &["operator"], &file).json();
    assert_eq!(
        add(&van, " bagus  contoh", &["operator"], &file).refusal(),
        "operator_known"
    );
    let only = text(&van.json(&["operator", "list"])["operators"][1]["name"]);
    assert_eq!(van.refusal(&["operator", "remove", &only]), "last_lead");
    assert_eq!(
        van.refusal(&["operator", "roles", &only, "--role", "operator"]),
        "last_lead"
    );
}

/// A recording under one of two people who are here.
fn recorded(van: &Van, visit: &str) -> (String, String) {
    let booked = van.json(&["people", "--visit", visit, "--state", "booked", "--limit", "2"]);
    let ids: Vec<String> = booked["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["booking"]))
        .collect();
    for id in &ids {
        van.json(&["arrive", id, "--visit", visit]);
    }
    van.json(&["call", "--visit", visit, "--station", "1", "--ticket", &ids[0]]);
    van.json(&["start", "--visit", visit, "--station", "1"]);
    van.json(&[
        "record",
        &ids[0],
        "--visit",
        visit,
        "--station",
        "1",
        "--outcome",
        "complete",
    ]);
    (ids[0].clone(), ids[1].clone())
}

fn newest(van: &Van, visit: &str) -> Value {
    van.json(&["history", "--visit", visit, "--limit", "1"])[0].clone()
}

#[test]
fn a_second_person_confirms_where_there_is_one() {
    let van = Van::new();
    let visit = van.demo();
    let (one, two) = recorded(&van, &visit);
    let (bagus, sri) = (secret(&van, 1), secret(&van, 2));
    let moves = |from: &str, to: &str, more: &[&str]| {
        let mut arguments = vec!["move-recording", "--visit", &visit, "--from", from, "--to", to];
        arguments.extend(["--reason", "salah panggil"]);
        arguments.extend(more);
        van.raw(&arguments)
    };
    // Nobody else is there: it goes on, and is seen.
    moves(&one, &two, &[]).json();
    assert_eq!(newest(&van, &visit)["doubt"], "unconfirmed");
    // Where one leads, whoever else works here confirms.
    add(&van, "Bagus Contoh", &["operator"], &bagus).json();
    let missing = moves(&two, &one, &[]);
    assert_eq!(missing.refusal(), "second_missing");
    assert!(missing.err().contains("Bagus Contoh"), "{}", missing.err());
    let wrong = ["Bagus Contoh", "Orang Lain"].map(|name| {
        let file = if name == "Bagus Contoh" { &sri } else { &bagus };
        moves(&two, &one, &["--second", name, "--second-secret-file", file]).err()
    });
    assert!(wrong[0].contains("second_wrong"), "{wrong:?}");
    assert_eq!(wrong[0], wrong[1], "nothing tells whether the name exists");
    moves(
        &two,
        &one,
        &["--second", "Bagus Contoh", "--second-secret-file", &bagus],
    )
    .json();
    let line = newest(&van, &visit);
    assert_eq!(
        (&line["confirmed_by"], line.get("doubt")),
        (&"Bagus Contoh".into(), None)
    );
    // Where another leads, only they do.
    add(&van, "Sri Contoh", &["crew-lead"], &sri).json();
    let by_bagus = moves(
        &one,
        &two,
        &["--second", "Bagus Contoh", "--second-secret-file", &bagus],
    );
    assert_eq!(by_bagus.refusal(), "second_wrong");
    moves(&one, &two, &["--second", "Sri Contoh", "--second-secret-file", &sri]).json();
    let said = van.run(&["history", "--visit", &visit, "--limit", "1"]).out();
    assert!(said.contains("disetujui Sri Contoh"), "{said}");
    assert_eq!(van.json(&["verify"])["ok"], true);
}

#[test]
fn only_who_leads_draws_the_recovery_key() {
    let van = Van::new();
    let file = secret(&van, 1);
    add(&van, "Bagus Contoh", &["operator", "planner"], &file).json();
    let to = van.path("key.txt");
    let rotate = ["recovery", "rotate", "--recovery-to", &to];
    assert_eq!(at(&van, "Bagus Contoh", &file, &rotate).refusal(), "role");
    assert!(!std::path::Path::new(&to).exists());
    van.json(&rotate);
    assert!(std::fs::read_to_string(&to).unwrap().len() > 36);
}
