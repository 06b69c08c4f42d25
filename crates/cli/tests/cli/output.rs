//! What is written, and where.

use std::{io::Read, process::Stdio};

use crate::kit::{Van, jemput, run, text};

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

#[test]
fn every_question_has_a_readable_answer_in_both_languages() {
    let mut van = Van::new();
    let visit = text(&van.json(&["demo", "--half-day"])["visit"]);
    van.set("2021-11-09T10:42");
    let roster = van.file(
        "lagi.csv",
        "Nama,NIK,JK,Tanggal Lahir,Kelas\nAyu Lestari,,P,2004-03-12,XII IPS 1\n",
    );
    let late = text(&van.json(&["people", "--visit", &visit, "--slot", "23"])["people"][0]["class"]);
    for (question, indonesian, english) in [
        (&["today", "--visit", &visit][..], "belum datang", "not yet here"),
        (&["slots", "--visit", &visit], "Tidak hadir", "No-show"),
        (&["find", "putri", "--visit", &visit], "Keadaan", "State"),
        (
            &["find", "gwk", "--visit", &visit],
            "Tidak ada yang cocok",
            "Nobody is found",
        ),
        (&["show", "A-001", "--visit", &visit], "Jenis kelamin", "Sex"),
        (
            &["people", "--visit", &visit, "--class", "XII IPS 1"],
            "orang",
            "people",
        ),
        (&["station", "list", "--visit", &visit], "Berikutnya", "Next"),
        (&["late-class", &late, "--visit", &visit], "later", "later"),
        (
            &["replan", "--visit", &visit, "--stations", "3"],
            "Terapkan dengan",
            "Take it with",
        ),
        (
            &["delay", "20", "--visit", &visit, "--dry-run"],
            "Terapkan dengan",
            "Take it with",
        ),
        (&["history", "--visit", &visit], "di laptop ini", "this laptop"),
        (
            &["status", "--visit", &visit],
            "Belum terkirim",
            "Not yet at the server",
        ),
        (&["verify"], "Data utuh", "The data are whole"),
        (&["visit", "list"], "Tempat", "Site"),
        (&["visit", "show", "--visit", &visit], "istirahat", "break"),
        (
            &["visit", "change", "--visit", &visit, "--minutes", "10", "--dry-run"],
            "Sesi",
            "Slot",
        ),
        (&["site", "list"], "Kecamatan", "District"),
        (&["districts", "pancoran"], "Kecamatan", "District"),
        (&["roster", "list", "--visit", &visit], "Berkas", "File"),
        (
            &["roster", "import", &roster, "--visit", &visit, "--dry-run"],
            "perlu dilengkapi",
            "held",
        ),
        (&["server"], "belum diisi", "No server"),
        (&["settings"], "Petugas", "Operator"),
    ] {
        for (lang, words) in [("id", indonesian), ("en", english)] {
            let ran = van.run(&[&["--lang", lang][..], question].concat());
            assert_eq!((ran.status(), ran.err().as_str()), (0, ""), "{question:?}");
            assert!(ran.out().contains(words), "{question:?} in {lang}: {}", ran.out());
            assert!(
                !ran.out().contains("null") && !ran.out().contains('{'),
                "{question:?}: {}",
                ran.out()
            );
        }
    }
}

#[test]
fn the_days_counts_add_up() {
    let mut van = Van::new();
    let visit = text(&van.json(&["demo", "--half-day"])["visit"]);
    van.set("2021-11-09T10:42");
    let shown = van.run(&["today", "--visit", &visit]).out();
    let line = shown.lines().nth(1).unwrap();
    let counts: Vec<u32> = line
        .split(" · ")
        .map(|part| part.split(' ').next().unwrap().parse().unwrap())
        .collect();
    let booked = van.json(&["today", "--visit", &visit])["booked"].as_u64().unwrap();
    assert_eq!(u64::from(counts.iter().sum::<u32>()), booked, "{line}");
}
