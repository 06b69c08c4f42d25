//! What an administrator types.

use std::{
    path::Path,
    process::{Command, Output},
};

use jemput_domain::{event::RevokedFor, time::Moment};
use jemput_exchange::{conversation::Wanted, http::Expected};
use jemput_server::{now, revoke};

use crate::{
    administer::{call, enrolled, nik, visit},
    kit::writer::scope,
    office::with_office,
};

fn run(data: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jemput-server"));
    command.args(words).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn done(data: &Path, words: &[&str]) -> String {
    let output = run(data, words);
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    said(&output)
}

fn refused(data: &Path, words: &[&str]) -> String {
    let output = run(data, words);
    assert_eq!(output.status.code(), Some(1), "{words:?}: {}", said(&output));
    said(&output)
}

#[test]
fn every_order_of_an_administrator_is_done_or_says_why_not() {
    let (server, mut desk) = with_office();
    let data = server.data.path();
    let (mut laptop, key) = enrolled(&server, &mut desk, 1);
    let url = server.running.url();
    visit(&mut laptop, scope(1), 3);
    laptop.exchange(&url, key, Wanted::Mine).unwrap();
    let device = laptop.device.to_string();

    let token = done(data, &["token", "add", "--name", "Ibu Contoh"]);
    let text = token
        .split_whitespace()
        .find(|word| word.starts_with("jemput_"))
        .unwrap();
    assert_eq!(
        call(server.running.address, Some(text), "GET /admin/devices", None).0,
        200
    );
    let listed = done(data, &["token", "list"]);
    assert!(listed.contains("Ibu Contoh") && !listed.contains(text));
    let id = listed.split_whitespace().next().unwrap().to_owned();
    done(data, &["token", "revoke", "--id", &id]);
    assert_eq!(
        call(server.running.address, Some(text), "GET /admin/devices", None).0,
        401
    );
    assert!(refused(data, &["token", "revoke", "--id", "00"]).contains("tidak ada"));
    refused(data, &["token", "add", "--name", "Ibu", "--van", "Van 9"]);

    let csv = data.join("people.csv");
    let to = csv.to_string_lossy().into_owned();
    assert!(done(data, &["inventory", "--device", &device, "--to", &to]).contains("3 people of 1 visits"));
    assert!(std::fs::read_to_string(&csv).unwrap().contains("Warga Contoh2"));

    assert!(done(data, &["retention"]).contains("No retention is stated"));
    assert!(done(data, &["retention", "--days", "400"]).contains("400 days"));
    let away = tempfile::tempdir().unwrap();
    let folder = away.path().to_string_lossy().into_owned();
    assert!(done(data, &["backup", "--to", &folder]).contains("proved"));
    let erased = done(
        data,
        &[
            "erase",
            "--nik",
            nik(1).as_str(),
            "--reason",
            "diminta",
            "--backups",
            &folder,
        ],
    );
    assert!(
        erased.contains("1 events of 1 bookings") && erased.contains(&folder),
        "{erased}"
    );
    assert!(refused(data, &["erase", "--nik", nik(1).as_str(), "--reason", "lagi"]).contains("tidak ada"));
    assert!(refused(data, &["restore", "--from", &folder]).contains("sudah berisi"));

    let place = away.path().join("new");
    assert!(done(&place, &["restore", "--from", &folder]).contains("another id"));
    assert!(done(&place, &["devices"]).contains("Loket A"));

    assert!(done(data, &["revoke", "--device", &device, "--reason", "lost-or-stolen"]).contains("3 x 24"));
    assert!(refused(data, &["revoke", "--device", &device, "--reason", "retired"]).contains("Sudah"));
    laptop.note(scope(1));
    let connection = laptop.connect(&url, Expected::Key(key.public_key));
    connection.hand_in(&laptop.journal, laptop.device, key).unwrap();
    let listed = done(data, &["quarantine", "list"]);
    assert!(listed.contains("SMA Contoh") && listed.contains(&device), "{listed}");
    let visit = scope(1).to_string();
    let last = jemput_exchange::Store::heads(&laptop.journal, scope(1)).unwrap()[0]
        .seq
        .to_string();
    let admit = |by| {
        let range = ["--scope", &visit, "--device", &device, "--up-to", &last];
        [&["quarantine", "admit", "--reason", "dilihat", "--by", by], &range[..]].concat()
    };
    assert!(done(data, &admit("Ibu")).contains("second person"));
    assert!(refused(data, &admit("Ibu")).contains("orang kedua"));
    assert!(done(data, &admit("Pak")).contains("Taken in"));
    assert_eq!(done(data, &["quarantine", "list"]), "");
    let again = revoke::revoke(&mut desk.journal, &desk.signer, laptop.device, RevokedFor::Retired);
    assert_eq!(again.unwrap_err().code(), "already");
    assert!(desk.journal.view().revocation(laptop.device).unwrap().unwrap().at <= Moment(now()));
}

#[test]
fn help_fits_a_terminal() {
    let orders = [
        vec!["--help"],
        vec!["token", "add", "--help"],
        vec!["revoke", "--help"],
        vec!["quarantine", "admit", "--help"],
        vec!["inventory", "--help"],
        vec!["erase", "--help"],
        vec!["retention", "--help"],
        vec!["backup", "--help"],
        vec!["restore", "--help"],
    ];
    for words in orders {
        let output = Command::new(env!("CARGO_BIN_EXE_jemput-server"))
            .args(&words)
            .output()
            .unwrap();
        assert!(output.status.success(), "{words:?}: {}", said(&output));
    }
}
