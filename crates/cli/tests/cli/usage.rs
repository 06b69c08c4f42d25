//! Arguments that are not understood: status 2, one sentence, in both languages and as JSON.

use crate::kit::{Van, run};

const NOBODY: &str = "00000000-0000-0000-0000-000000000001";

#[test]
fn what_is_not_understood_ends_with_2() {
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["visit"],
        &["today"],
        &["today", "--visit", "55"],
        &["today", "--visit", NOBODY, "--day", "besok"],
        &["--now", "besok", "verify"],
        &["verify", "--now", "2021-11-08T07:00:00"],
        &["verify", "--lang", "jv"],
        &["init"],
        &["init", "--name", "A", "--server", "dinas.example"],
        &[
            "site",
            "add",
            "--name",
            "SMAN 55",
            "--kind",
            "castle",
            "--district",
            "31.74.08",
        ],
        &["arrive", "--visit", NOBODY],
        &["arrive", "x", "--class", "XII IPS 1", "--visit", NOBODY],
        &["arrive", "x", "--except", "y", "--visit", NOBODY],
        &["record", NOBODY, "--station", "1"],
        &["record", NOBODY, "--station", "one", "--outcome", "complete"],
        &["record", NOBODY, "--station", "1", "--outcome", "good"],
        &[
            "record",
            NOBODY,
            "--station",
            "1",
            "--outcome",
            "complete",
            "--irises",
            "exception:lenses",
        ],
        &["replan", "--visit", NOBODY],
        &["replan", "--visit", NOBODY, "--stations", "3", "--minutes", "9"],
        &["priority", NOBODY, "--visit", NOBODY],
        &["delay", "soon", "--visit", NOBODY],
        &["people", "--visit", NOBODY, "--state", "asleep"],
        &["undo", "that", "--visit", NOBODY],
        &["move", "--visit", NOBODY, "--slot", "1"],
        &["export", "--visit", NOBODY],
    ] {
        let ran = run(arguments);
        assert_eq!(ran.status(), 2, "{arguments:?}: {ran:?}");
        assert_eq!(ran.out(), "", "{arguments:?}");
        assert_eq!(
            ran.err().lines().count(),
            1,
            "{arguments:?} gets one sentence: {}",
            ran.err()
        );
        assert!(ran.err().contains("Lihat: jemput"), "{arguments:?}: {}", ran.err());

        let ran = run(arguments.iter().chain(&["--json"]));
        assert_eq!((ran.status(), ran.error().as_str()), (2, "usage"), "{arguments:?}");
    }
}

#[test]
fn the_sentence_names_what_is_wrong() {
    for (arguments, indonesian, english) in [
        (
            &["today", "--vist", "x"][..],
            "--vist tidak dikenal. Maksudnya --visit?",
            "--vist is not known. Did you mean --visit?",
        ),
        (
            &["walkin"],
            "Perintah walkin tidak dikenal. Maksudnya walk-in?",
            "The command walkin is not known. Did you mean walk-in?",
        ),
        (
            &["visit", "show"],
            "Isian ini belum ada: --visit <ID>. Lihat: jemput visit show --help",
            "This is missing: --visit <ID>. See: jemput visit show --help",
        ),
        (
            &["visit", "plan", "--hours", "Jumat=07:30-11:30"],
            "tulis tanggal sebagai tahun-bulan-hari",
            "write the day as year-month-day",
        ),
        (
            &["visit", "plan", "--break", "siang"],
            "tulis jam seperti 07:30-15:30",
            "write hours as in 07:30-15:30",
        ),
        (
            &["undo", "that", "--visit", NOBODY],
            "Isian \"that\" untuk <ACT> tidak terbaca: ini bukan kode tindakan",
            "does not read: it is no act's id",
        ),
        (
            &["today", "--visit", "55"],
            "ini bukan kode kegiatan",
            "it is no visit's id",
        ),
        (
            &["settings", "--show-visit", "55"],
            "ini bukan kode kegiatan",
            "it is no visit's id",
        ),
        (
            &["record", NOBODY, "--station", "one", "--outcome", "complete"],
            "ini bukan bilangan",
            "invalid digit",
        ),
    ] {
        let ran = run(arguments);
        assert!(ran.err().contains(indonesian), "{}", ran.err());
        for english_asked in [&["--lang", "en"][..], &["--lang=en"]] {
            let ran = run(arguments.iter().chain(english_asked));
            assert!(ran.err().contains(english), "{}", ran.err());
        }
    }
}

#[test]
fn what_holds_everywhere_stands_before_or_after() {
    let van = Van::new();
    let home = van.home().to_str().unwrap();
    for arguments in [
        ["--home", home, "--json", "site", "list"],
        ["site", "--home", home, "list", "--json"],
        ["site", "list", "--json", "--home", home],
    ] {
        assert_eq!(run(arguments).json(), serde_json::json!([]));
    }
    let mut by_environment = crate::kit::jemput();
    by_environment.env("JEMPUT_HOME", home).args(["--json", "site", "list"]);
    assert_eq!(
        crate::kit::Ran(by_environment.output().unwrap()).json(),
        serde_json::json!([])
    );
}

#[test]
fn a_folder_that_is_not_set_up_is_refused_with_what_to_do() {
    let van = Van::bare();
    let ran = van.run(&["verify"]);
    assert_eq!(ran.status(), 1);
    assert!(ran.err().contains("init --name"), "{}", ran.err());
    assert_eq!(van.refusal(&["verify"]), "not_set_up");
    let english = van.run(&["verify", "--lang", "en"]);
    assert!(english.err().contains("is not set up. Run first"), "{}", english.err());
    assert!(!van.home().join("journal.sqlite").exists(), "looking makes nothing");
}

#[test]
fn a_folder_is_set_up_once() {
    let van = Van::new();
    let before = van.json(&["settings"])["device"].clone();
    assert_eq!(van.refusal(&["init", "--name", "Loket B"]), "set_up_before");
    assert_eq!(van.json(&["settings"])["device"], before);
}

#[test]
fn the_laptops_language_is_the_answers() {
    let van = Van::new();
    assert!(van.run(&["verify"]).out().contains("Data utuh"));
    van.json(&["settings", "--use-lang", "en"]);
    assert!(van.run(&["verify"]).out().contains("The data are whole"));
    assert!(van.run(&["--lang", "id", "verify"]).out().contains("Data utuh"));
}

#[test]
fn an_unknown_visit_is_refused() {
    let van = Van::new();
    for arguments in [
        &["today"][..],
        &["slots"],
        &["find", "a"],
        &["arrive", "3174082805059416"],
        &["call", "--station", "1"],
        &["roster", "held", "--to", "x.xlsx"],
    ] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--visit", NOBODY]);
        assert_eq!(van.refusal(&arguments), "no_visit", "{arguments:?}");
    }
}

#[test]
fn a_bad_address_sets_nothing_up() {
    let van = Van::bare();
    van.refusal(&["init", "--name", "Loket A", "--server", "http://dinas example"]);
    assert!(!van.home().join("journal.sqlite").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_folder_the_platforms_own_is_used() {
    let data = tempfile::tempdir().unwrap();
    let mut init = crate::kit::jemput();
    init.env("XDG_DATA_HOME", data.path())
        .args(["--json", "init", "--name", "Loket A"]);
    crate::kit::Ran(init.output().unwrap()).json();
    assert!(data.path().join("jemput/journal.sqlite").exists());
}

#[test]
#[cfg(unix)]
fn arguments_that_are_no_text_are_refused() {
    use std::os::unix::ffi::OsStrExt;
    let bad = std::ffi::OsStr::from_bytes(b"put\xff");
    let van = Van::new();
    let mut find = crate::kit::jemput();
    find.args(["--json", "--home"])
        .arg(van.home())
        .arg("find")
        .arg(bad)
        .args(["--visit", NOBODY]);
    let ran = crate::kit::Ran(find.output().unwrap());
    assert_eq!((ran.status(), ran.error().as_str()), (2, "usage"));
}
