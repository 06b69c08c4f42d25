//! What is written, and where.

use std::{io::Read, process::Stdio};

use crate::kit::{Van, jemput, run};

#[test]
fn a_closed_pipe_is_no_fault() {
    let van = Van::new();
    let visit = van.demo();
    let mut child = jemput()
        .args([
            "--home",
            van.home().to_str().unwrap(),
            "--json",
            "people",
            "--visit",
            &visit,
        ])
        .args(["--limit", "452"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn the_readable_answer_hides_niks_and_json_has_them() {
    let van = Van::new();
    let visit = van.demo();
    let found = van.json(&["find", "putri", "--visit", &visit]);
    let nik = found[0]["nik"].as_str().unwrap();
    assert_eq!(nik.len(), 16);
    let shown = van.run(&["find", "putri", "--visit", &visit]);
    assert!(shown.out().contains(&nik[12..]), "{}", shown.out());
    assert!(!shown.out().contains(nik), "{}", shown.out());
}

#[test]
fn traces_hold_no_names_and_no_niks() {
    let van = Van::new();
    let visit = van.demo();
    let person = van.json(&["find", "putri", "--visit", &visit])[0].clone();
    let (name, nik) = (person["name"].as_str().unwrap(), person["nik"].as_str().unwrap());
    let traced = |arguments: &[&str]| {
        let mut command = jemput();
        command
            .env("RUST_LOG", "trace")
            .args(["--home", van.home().to_str().unwrap()])
            .args(arguments);
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let mut traces = traced(&["find", name, "--visit", &visit]);
    traces += &traced(&["arrive", nik, "--visit", &visit]);
    traces += &traced(&["call", "--visit", &visit, "--station", "1"]);
    traces += &traced(&[
        "record",
        nik,
        "--visit",
        &visit,
        "--station",
        "1",
        "--outcome",
        "complete",
    ]);
    assert!(!traces.contains(name) && !traces.contains(nik), "{traces}");
}

#[test]
fn nothing_but_the_answer_is_written() {
    let van = Van::new();
    let ran = van.run(&["demo"]);
    assert_eq!((ran.status(), ran.err().as_str()), (0, ""));
    let version = run(["--version"]);
    assert_eq!(version.out().trim(), format!("jemput {}", env!("CARGO_PKG_VERSION")));
}
