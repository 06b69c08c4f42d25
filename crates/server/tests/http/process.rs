//! The program itself: killed in the middle, started again; asked to stop; told what it cannot do.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    ops::ControlFlow,
    path::Path,
    process::{Child, Command, Stdio},
};

use jemput_exchange::{Store, conversation::Wanted, enrol_code::Code};
use jemput_journal::Journal;

use crate::kit::{
    Laptop, assert_same, connect, visit,
    writer::{NOW, scope},
};

fn start(data: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jemput-server"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.trim().strip_prefix("http://").unwrap().parse().unwrap();
    (child, address)
}

#[test]
fn killed_in_the_middle_and_started_again_it_goes_on() {
    let data = tempfile::tempdir().unwrap();
    let mut van = Laptop::holding(0, &visit(3, 300).concat());
    let (mut child, address) = start(data.path());
    let mut connection = connect(address);
    let key = connection.server_key().unwrap();
    let broken = connection.exchange(&mut van.journal, van.device, key, Wanted::All, NOW, &mut |progress| {
        if progress.sent > 0 {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        ControlFlow::Continue(())
    });
    assert!(broken.unwrap_err().may_pass());

    let (mut child, address) = start(data.path());
    let mut connection = connect(address);
    assert_eq!(connection.server_key().unwrap(), key, "the same server after a restart");
    let outcome = van.exchange(&mut connection, key).unwrap();
    assert!(outcome.receipts[0].covers(&van.journal.heads(scope(1)).unwrap()));
    child.kill().unwrap();
    child.wait().unwrap();
    let journal = Journal::open(&data.path().join("server.sqlite")).unwrap();
    assert_same(&journal, &van.journal, scope(1));
}

#[test]
#[cfg(unix)]
fn asked_to_stop_it_ends_well() {
    let data = tempfile::tempdir().unwrap();
    let (mut child, _) = start(data.path());
    Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn postgres_is_refused_in_one_sentence() {
    let data = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_jemput-server"))
        .args(["--database", "postgres://localhost/jemput", "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not in this build yet"));
}

#[test]
fn an_office_is_opened_and_codes_are_drawn_at_the_command_line() {
    let data = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jemput-server"));
        command
            .args(arguments)
            .arg("--data")
            .arg(data.path())
            .stdin(Stdio::null());
        let ran = command.output().unwrap();
        (ran.status.success(), String::from_utf8(ran.stdout).unwrap())
    };
    assert!(!run(&["code", "--van", "Van 1"]).0, "no office yet");
    let open = [
        "office",
        "open",
        "--name",
        "Sudin Contoh",
        "--address",
        "https://10.0.0.5:8787",
    ];
    assert!(run(&open).0);
    assert!(!run(&open).0, "once");
    assert!(run(&["van", "add", "--name", "Van 2"]).0);
    assert_eq!(run(&["van", "list"]).1.lines().count(), 2);
    let square = data.path().join("code.svg");
    let (made, code) = run(&["code", "--van", "Van 2", "--qr", square.to_str().unwrap()]);
    assert!(made && Code::read(&code).is_ok(), "{code}");
    assert!(std::fs::read_to_string(&square).unwrap().contains("<svg"));
    assert!(run(&["code", "--van", "Van 2", "--text"]).1.lines().count() > 20);
    assert!(run(&["key", "announce"]).0 && run(&["key", "switch"]).0);
    assert!(!run(&["key", "switch"]).0, "announced first");
}
