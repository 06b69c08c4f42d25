//! Every command once, in an order in which a visit can go: each answers, with the keys that scripts lean on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    help,
    kit::{Server, Van, has_keys},
};

/// One command: its words, the rest of its arguments, its keys (of each element where the answer is a list), and what to
/// remember of it for those after it, by its place in the answer.
type Step = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

const SLOT: &[&str] = &[
    "slot", "day", "start", "end", "capacity", "booked", "arrived", "recorded", "no_show",
];
const ROSTER: &[&str] = &[
    "rows",
    "accepted",
    "warned",
    "held",
    "not_due",
    "already_booked",
    "unplaced",
    "findings",
];
const PERSON: &[&str] = &["booking", "name", "nik", "class", "state", "ticket", "slot"];
const ARRIVED: &[&str] = &["booking", "ticket", "standing"];
const DONE: &[&str] = &["sentence", "act"];

const STEPS: &[Step] = &[
    // A visit of the laptop's own, beside the demonstration.
    (
        "init",
        &["--name", "Loket A", "--server", "{server}"],
        &["device", "mark"],
        &[],
    ),
    ("server", &[], &["server"], &[]),
    (
        "settings",
        &["--operator", "Sri Wahyuni"],
        &["device", "device_name", "operator_name", "server", "lang", "visits"],
        &[],
    ),
    ("districts", &["Pancoran"], &["code", "name"], &[]),
    (
        "site add",
        &[
            "--name",
            "SMAN 55",
            "--kind",
            "school",
            "--district",
            "31.74.08",
            "--contact",
            "Bu Sri",
        ],
        &["site"],
        &[("/site", "site")],
    ),
    (
        "site correct",
        &["{site}", "--contact", "Bu Sri, 0812"],
        &["sentence"],
        &[],
    ),
    ("site list", &[], &["site", "name", "kind", "district", "contact"], &[]),
    (
        "visit plan",
        &[
            "--site",
            "{site}",
            "--day",
            "2021-11-08",
            "--day",
            "2021-11-09",
            "--open",
            "07:30-15:30",
            "--hours",
            "2021-11-09=07:30-14:30",
            "--break",
            "11:45-13:00",
            "--stations",
            "4",
            "--minutes",
            "8",
            "--waiting-limit",
            "30",
            "--slot-minutes",
            "30",
            "--reserve",
            "10",
            "--minimum-age",
            "16",
        ],
        &["visit", "slots", "capacity"],
        &[("/visit", "own")],
    ),
    ("visit change", &["--visit", "{own}", "--stations", "3"], DONE, &[]),
    (
        "visit show",
        &["--visit", "{own}"],
        &["visit", "site", "setup", "preview"],
        &[],
    ),
    (
        "roster template",
        &["--to", "{home}/template.xlsx"],
        &["path", "rows"],
        &[],
    ),
    (
        "recorded import",
        &["{home}/recorded.csv"],
        &["niks", "passed_over"],
        &[],
    ),
    ("roster import", &["{home}/roster.csv", "--visit", "{own}"], ROSTER, &[]),
    (
        "roster held",
        &["--visit", "{own}", "--to", "{home}/held.xlsx"],
        &["path", "rows"],
        &[],
    ),
    (
        "roster list",
        &["--visit", "{own}"],
        &["import", "file_name", "bookings", "arrived", "undoable"],
        &[("/0/import", "import")],
    ),
    ("roster undo", &["{import}", "--visit", "{own}"], DONE, &[]),
    ("demo", &[], &["visit", "bookings"], &[("/visit", "visit")]),
    ("visit list", &[], &["visit", "site", "days", "booked"], &[]),
    ("slots", &["--visit", "{visit}"], SLOT, &[("/12/slot", "slot")]),
    ("find", &["a", "--visit", "{visit}", "--limit", "20"], PERSON, &[]),
    (
        "people",
        &["--visit", "{visit}", "--slot", "0"],
        &["total", "people", "teacher_text"],
        &[
            ("/people/0/booking", "one"),
            ("/people/0/nik", "nik"),
            ("/people/1/booking", "two"),
            ("/people/2/booking", "three"),
            ("/people/3/booking", "four"),
            ("/people/4/booking", "five"),
            ("/people/0/class", "class"),
        ],
    ),
    ("show", &["{one}", "--visit", "{visit}"], PERSON, &[]),
    // The desk.
    (
        "arrive",
        &["{nik}", "--visit", "{visit}"],
        ARRIVED,
        &[("/ticket", "ticket")],
    ),
    ("arrive", &["{two}", "--visit", "{visit}"], ARRIVED, &[]),
    (
        "arrive",
        &["--class", "{class}", "--visit", "{visit}", "--except", "{five}"],
        ARRIVED,
        &[],
    ),
    (
        "walk-in",
        &[
            "--visit",
            "{visit}",
            "--name",
            "Dewi Lestari",
            "--nik",
            "3174085203049901",
            "--service",
            "ktp_first",
        ],
        &["booking", "ticket"],
        &[("/booking", "dewi")],
    ),
    (
        "correct",
        &["{dewi}", "--visit", "{visit}", "--phone", "0812 0000 9001"],
        DONE,
        &[],
    ),
    (
        "priority",
        &["{dewi}", "--visit", "{visit}", "--reason", "pregnant"],
        DONE,
        &[],
    ),
    (
        "note",
        &["{dewi}", "KK menyusul", "--visit", "{visit}"],
        DONE,
        &[("/act", "noted")],
    ),
    ("undo", &["{noted}", "--visit", "{visit}"], DONE, &[]),
    ("guardian rule", &["required", "--visit", "{visit}"], DONE, &[]),
    (
        "guardian seen",
        &["{dewi}", "--visit", "{visit}", "--by", "school", "--form", "list"],
        DONE,
        &[],
    ),
    (
        "leave",
        &["{four}", "--visit", "{visit}", "--reason", "unwell"],
        DONE,
        &[],
    ),
    // The stations.
    (
        "station list",
        &["--visit", "{visit}"],
        &["stations", "next", "waiting"],
        &[],
    ),
    ("station pause", &["--visit", "{visit}", "--reason", "power"], DONE, &[]),
    ("station open", &["--visit", "{visit}"], DONE, &[]),
    (
        "station broken",
        &["--visit", "{visit}", "--station", "4", "--what", "irises"],
        DONE,
        &[],
    ),
    (
        "call",
        &["--visit", "{visit}", "--station", "1", "--ticket", "{ticket}"],
        &["booking", "ticket"],
        &[],
    ),
    ("recall", &["--visit", "{visit}", "--station", "1"], DONE, &[]),
    ("start", &["--visit", "{visit}", "--station", "1"], DONE, &[]),
    (
        "record",
        &[
            "{one}",
            "--station",
            "1",
            "--photo",
            "captured",
            "--fingerprints",
            "captured",
            "--irises",
            "exception:eye_condition",
            "--signature",
            "captured",
            "--outcome",
            "complete",
        ],
        &["booking", "state"],
        &[],
    ),
    (
        "move-recording",
        &[
            "--visit",
            "{visit}",
            "--from",
            "{one}",
            "--to",
            "{two}",
            "--reason",
            "salah panggil",
        ],
        DONE,
        &[],
    ),
    (
        "reopen",
        &["{two}", "--reason", "application_failed"],
        &["booking", "state"],
        &[],
    ),
    (
        "call",
        &["--visit", "{visit}", "--station", "2"],
        &["booking", "ticket"],
        &[],
    ),
    (
        "hand-over",
        &["--visit", "{visit}", "--station", "2", "--to", "3"],
        DONE,
        &[],
    ),
    ("absent", &["--visit", "{visit}", "--station", "3"], DONE, &[]),
    // The lead.
    (
        "today",
        &["--visit", "{visit}", "--day", "2021-11-08"],
        &[
            "day",
            "booked",
            "arrived",
            "waiting",
            "recording",
            "recorded",
            "no_show",
            "on_site",
            "waiting_limit",
            "slots",
        ],
        &[],
    ),
    (
        "late-class",
        &["{class}", "--visit", "{visit}"],
        &["kind", "sentence"],
        &[],
    ),
    ("move", &["{five}", "--visit", "{visit}", "--slot", "{slot}"], DONE, &[]),
    ("told", &["{five}", "--visit", "{visit}"], DONE, &[]),
    ("rebook", &["{four}", "--visit", "{visit}"], DONE, &[]),
    (
        "replan",
        &["--visit", "{visit}", "--stations", "3"],
        &["token", "slots", "moves", "unplaced"],
        &[],
    ),
    ("delay", &["20", "--visit", "{visit}"], DONE, &[]),
    (
        "history",
        &["--visit", "{visit}"],
        &[
            "act",
            "at",
            "device_name",
            "operator_name",
            "sentence",
            "undoable",
            "undone",
            "safety",
        ],
        &[],
    ),
    // The proof.
    ("sync", &[], &["sent", "received", "refused", "pending", "receipt"], &[]),
    ("status", &["--visit", "{visit}"], &["link", "devices", "refused"], &[]),
    (
        "verify",
        &[],
        &["ok", "events", "bookings", "problems", "receipt_covers_all"],
        &[],
    ),
    (
        "export",
        &["--visit", "{visit}", "--to", "{home}/export.csv"],
        &["path", "rows"],
        &[],
    ),
    (
        "inventory",
        &["--to", "{home}/inventory.csv"],
        &["visits", "recorded_niks", "sentence", "path"],
        &[],
    ),
    ("shed list", &[], &["after_days", "visits", "shed", "offer"], &[]),
    ("shed after", &["14"], DONE, &[]),
];

/// They need two bookings of one person, a second laptop, or the server's backup; their own tests have them.
const ELSEWHERE: &[&str] = &[
    // Whole-system tests: tests/link.rs and tests/recovery.rs.
    "adopt",
    "bundle take",
    "recover",
    "refused fetch",
    "refused list",
    "refused show",
    "enrol",
    "operator add",
    "operator audit",
    "operator list",
    "operator remove",
    "operator reset",
    "operator roles",
    "recovery open",
    "recovery rotate",
    "secret change",
    "secret protect",
    "settle",
    "visit join",
    "shed now",
];

const RECORDED: &str = "NIK\n3174080101049777\n";
const CSV: &str = "Nama,NIK,JK,Tanggal Lahir,Kelas\nAyu Lestari,3174085203049001,P,2004-03-12,XII IPS 1\nBima,,L,2004-05-01,XII IPS 1\n";

#[test]
fn every_command_answers_with_its_keys() {
    let server = Server::start();
    let van = Van::bare();
    van.file("recorded.csv", RECORDED);
    van.file("roster.csv", CSV);
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    known.insert("server".into(), server.url());
    known.insert("home".into(), van.home().to_str().unwrap().into());
    for (command, arguments, keys, remember) in STEPS {
        let filled: Vec<String> = command
            .split(' ')
            .map(String::from)
            .chain(arguments.iter().map(|text| fill(text, &known)))
            .collect();
        let answer = van.json(&filled.iter().map(String::as_str).collect::<Vec<_>>());
        match &answer {
            Value::Array(elements) => {
                assert!(!elements.is_empty(), "{command} answers with an empty list");
                elements.iter().for_each(|element| has_keys(element, keys));
            }
            object => has_keys(object, keys),
        }
        for (place, name) in *remember {
            let value = answer
                .pointer(place)
                .unwrap_or_else(|| panic!("{command} has no {place}: {answer}"));
            known.insert((*name).into(), value.as_str().unwrap().into());
        }
    }
    let exercised: BTreeSet<String> = STEPS
        .iter()
        .map(|step| step.0)
        .chain(ELSEWHERE.iter().copied())
        .map(String::from)
        .collect();
    let listed: BTreeSet<String> = help::commands().iter().map(|path| path.join(" ")).collect();
    assert_eq!(exercised, listed, "every command of the help is run here");
}

fn fill(text: &str, known: &BTreeMap<String, String>) -> String {
    let mut filled = text.to_owned();
    for (name, value) in known {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    assert!(!filled.contains('{'), "{text} names what no step before it kept");
    filled
}
