//! An office, its code, and laptops that are enrolled by it, as at the command line.

use jemput_domain::time::Moment;
use jemput_journal::Journal;
use jemput_server::{
    Config, Running,
    enrol::{Grant, make_code},
    identity, now, office, serve,
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::kit::{Van, text};

/// A server with an office, over TLS.
struct Office {
    _runtime: Runtime,
    running: Running,
    data: TempDir,
}

impl Office {
    fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("server.sqlite");
        let signer = identity::load_or_make(data.path(), &path, 0).unwrap();
        let mut journal = Journal::open(&path).unwrap();
        let names = ("Sudin Contoh", "Van 1", "https://127.0.0.1:1");
        office::open(&mut journal, &signer, names, Moment(now())).unwrap();
        let runtime = Runtime::new().unwrap();
        let config = Config::new("127.0.0.1:0".parse().unwrap(), data.path());
        let running = runtime.block_on(serve(config)).unwrap();
        Self {
            _runtime: runtime,
            running,
            data,
        }
    }

    fn code(&self) -> String {
        let path = self.data.path().join("server.sqlite");
        let signer = identity::load_or_make(self.data.path(), &path, 0).unwrap();
        let url = self.running.url();
        let grant = Grant {
            van: "Van 1",
            hours: 1,
            uses: 1,
            address: Some(&url),
        };
        let code = make_code(&mut Journal::open(&path).unwrap(), &signer, &grant, Moment(now()));
        code.unwrap().to_text()
    }
}

/// A folder with a secret for its operator in a file beside it.
fn bare() -> (Van, TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sri");
    std::fs::write(&path, "kata sandi petugas contoh").unwrap();
    (Van::bare(), folder, path.to_str().unwrap().to_owned())
}

#[test]
fn a_new_laptop_is_set_up_and_enrolled_in_one_go_and_another_later() {
    let office = Office::open();
    let (van, _folder, secret) = bare();
    let who = ["--operator", "Sri", "--secret-file", &secret];
    let code = office.code();
    let init = ["init", "--name", "Loket A", "--code", &code];
    let made = van.json(&[&who[..], &init].concat());
    assert_eq!(made["enrolment"]["office_name"], "Sudin Contoh");
    let told = van.json(&[&who[..], &["enrol"]].concat());
    assert_eq!(told["enrolment"]["van_name"], "Van 1");
    let added = van.json(
        &[
            &who[..],
            &[
                "site",
                "add",
                "--name",
                "SMAN 55",
                "--kind",
                "school",
                "--district",
                "31.74.08",
            ],
        ]
        .concat(),
    );
    let sent = van.json(&[&who[..], &["sync"]].concat());
    assert_eq!((&sent["pending"], &sent["refused"]), (&0.into(), &0.into()));

    // An existing laptop: refused while it opens for everybody, then enrolled, and it knows the office's site.
    let open = Van::new();
    assert_eq!(open.json(&["enrol"])["enrolment"], Value::Null);
    assert_eq!(open.refusal(&["enrol", "--code", &office.code()]), "unprotected");
    let (later, _folder, secret) = bare();
    let who = ["--operator", "Budi", "--secret-file", &secret];
    later.json(&[&who[..], &["init", "--name", "Loket B"]].concat());
    assert_eq!(
        later.refusal(&[&who[..], &["enrol", "--code", "ABC"]].concat()),
        "bad_code"
    );
    assert_eq!(
        later.refusal(&[&who[..], &["enrol", "--code", &code]].concat()),
        "code_used"
    );
    later.json(&[&who[..], &["enrol", "--code", &office.code()]].concat());
    let sites = later.json(&[&who[..], &["site", "list"]].concat());
    assert_eq!(text(&sites[0]["id"]), text(&added["site"]));
}

#[test]
fn a_code_without_an_operator_makes_no_folder() {
    let office = Office::open();
    let van = Van::bare();
    let refused = van.raw(&["init", "--name", "Loket A", "--code", &office.code()]);
    assert_eq!(refused.status(), 2);
    assert!(!van.home().join("journal.sqlite").exists());
    let wrong = van.raw(&["--operator", "Sri", "init", "--name", "Loket A", "--code", "123"]);
    assert_eq!(wrong.refusal(), "bad_code");
    assert!(!van.home().join("journal.sqlite").exists());
}

#[test]
fn two_of_one_name_are_told_apart_by_id() {
    let office = Office::open();
    let laptops = ["Loket A", "Loket B"].map(|laptop| {
        let (van, folder, secret) = bare();
        let who = ["--operator", "Sri", "--secret-file", &secret];
        let init = ["init", "--name", laptop, "--code", &office.code()];
        van.json(&[&who[..], &init].concat());
        (van, folder, secret)
    });
    let (van, _folder, secret) = &laptops[1];
    let who = ["--operator", "Sri", "--secret-file", secret];
    let list = van.json(&[&who[..], &["operator", "list"]].concat());
    let other = list["operators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["own"] == false);
    let other = text(&other.unwrap()["operator"]);
    let shown = van.run(&[&who[..], &["operator", "list"]].concat()).out();
    assert!(shown.contains(&other), "{shown}");
    let remove = |whom: &str| van.raw(&[&who[..], &["operator", "remove", whom]].concat());
    let refused = remove("sri");
    assert_eq!(refused.refusal(), "operator_ambiguous");
    assert!(refused.err().contains(&other), "{}", refused.err());
    remove(&other).json();
    let shown = van.run(&[&who[..], &["operator", "list"]].concat()).out();
    assert!(!shown.contains(&other), "one name, one operator: {shown}");
}

#[test]
fn nobody_is_ahead_of_an_enrolled_laptops_clock() {
    let office = Office::open();
    let (mut van, _folder, secret) = bare();
    let who = ["--operator", "Sri", "--secret-file", &secret];
    van.json(&[&who[..], &["init", "--name", "Loket A"]].concat());
    let settings = |van: &Van| van.raw(&[&who[..], &["settings"]].concat());
    let at_start = "2021-11-08T07:00";
    van.set("2999-01-01T07:00");
    settings(&van).json();
    let code = office.code();
    let enrol = [&who[..], &["enrol", "--code", &code]].concat();
    assert_eq!(van.refusal(&enrol), "clock_fixed");
    van.set(at_start);
    van.json(&enrol);
    settings(&van).json();
    van.set("2999-01-01T07:00");
    assert_eq!(settings(&van).refusal(), "clock_fixed");
    van.set(at_start);
    settings(&van).json();
}
