//! Nobody's name stands on a laptop's disk in the clear: a whole day through the real programs - the command line, the
//! window, an act that is killed, an exchange -, and then every file is searched for every person.
//!
//! What is searched: the laptop's folder with its journal, write-ahead log and holders; the person's home; the XDG folders with
//! the web view's profile and caches; the folder for temporary files; what the programs printed. What is not: the folder that
//! the person chose for files of their own (rosters in, exports out), and the server's store, which is on another machine.

mod person;
mod search;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use self::person::{Person, people, roster};
use self::search::{Needle, search};
use crate::window::{Place, Server, Window, ours};

const DAY: &str = "2021-11-08";

/// How long an act may take before it is taken to hang.
const PATIENCE: Duration = Duration::from_secs(30);

/// A laptop whose every file lies in the test's folder.
struct Laptop {
    place: Place,
}

impl Laptop {
    fn new() -> Self {
        let laptop = Self { place: Place::new() };
        for folder in ["person", "tmp", "outside", "xdg"] {
            std::fs::create_dir_all(laptop.place.path(folder)).unwrap();
        }
        laptop
    }

    fn outside(&self, name: &str) -> String {
        self.place.path("outside").join(name).to_str().unwrap().to_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(ours("jemput"));
        for kind in ["CONFIG", "DATA", "CACHE", "STATE"] {
            command.env(format!("XDG_{kind}_HOME"), self.place.path("xdg"));
        }
        command
            .env("HOME", self.place.path("person"))
            .env("TMPDIR", self.place.path("tmp"))
            .env_remove("JEMPUT_HOME")
            .env_remove("JEMPUT_VISIT")
            // All that it would ever trace.
            .env("RUST_LOG", "trace")
            .args(["--home", self.place.path("loket-a").to_str().unwrap()])
            .args(["--json", "--now", &format!("{DAY}T07:35:00+07:00")])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs it; what it traced is kept as a log file would be. Its answer is for the person and is not kept.
    fn run(&self, arguments: &[&str]) -> Value {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
        let trace = self.place.path("tmp").join(format!("{}.trace", arguments[0]));
        std::fs::write(trace, stderr).unwrap();
        serde_json::from_slice(&stdout).unwrap()
    }

    /// Starts it and kills it as soon as it has written to the journal.
    fn kill(&self, arguments: &[&str]) {
        let log = self.place.path("loket-a").join("journal.sqlite-wal");
        let length = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let before = length(&log);
        let mut child = self
            .command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let since = Instant::now();
        while length(&log) <= before && child.try_wait().unwrap().is_none() && since.elapsed() < PATIENCE {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Everything of the laptop's that is on its disk.
    fn files(&self) -> Vec<PathBuf> {
        let folders = ["loket-a", "person", "tmp", "xdg"].map(|name| self.place.path(name));
        let mut files: Vec<PathBuf> = folders.iter().flat_map(|folder| search::files_in(folder)).collect();
        files.push(self.place.path("loket-a.trace"));
        files.retain(|file| file.exists());
        files
    }

    fn assert_silent(&self, when: &str, needles: &[Needle]) {
        let found = search(&self.files(), needles);
        assert!(
            found.is_empty(),
            "{when}: {} finds, {:#?}",
            found.len(),
            &found[..found.len().min(20)]
        );
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

/// Plans a visit and takes the roster in.
fn plan(laptop: &Laptop, server: &Server, people: &[Person]) -> String {
    laptop.run(&["init", "--name", "Loket A", "--server", &server.address()]);
    let site = [
        "site",
        "add",
        "--name",
        "SMAN 55",
        "--kind",
        "school",
        "--district",
        "31.74.08",
    ];
    let site = text(&laptop.run(&[&site[..], &["--contact", person::CONTACT]].concat())["site"]);
    let visit = laptop.run(&[
        "visit",
        "plan",
        "--site",
        &site,
        "--day",
        DAY,
        "--open",
        "07:30-15:30",
        "--stations",
        "4",
        "--minutes",
        "8",
        "--waiting-limit",
        "30",
        "--minimum-age",
        "16",
    ]);
    let visit = text(&visit["visit"]);
    std::fs::write(laptop.outside("siswa.csv"), roster(people)).unwrap();
    laptop.run(&["roster", "import", &laptop.outside("siswa.csv"), "--visit", &visit]);
    visit
}

#[test]
fn after_a_whole_day_no_file_holds_a_name_or_a_nik() {
    let laptop = Laptop::new();
    let server = Server::start(&laptop.place);
    let (seeded, killed) = (people(0, 40), people(40, 400));
    let visit = plan(&laptop, &server, &seeded);
    let of = ["--visit", visit.as_str()];
    let run = |arguments: &[&str]| laptop.run(&[arguments, &of[..]].concat());

    for person in &seeded[..6] {
        run(&["find", &person.given]);
        run(&["arrive", &person.nik]);
    }
    run(&["note", &seeded[0].nik, person::NOTE]);
    run(&["correct", &seeded[1].nik, "--phone", person::PHONE]);
    let called = laptop.run(&["call", "--visit", &visit, "--station", "1"]);
    let booking = text(&called["booking"]);
    laptop.run(&["start", "--visit", &visit, "--station", "1"]);
    laptop.run(&[
        "record",
        &booking,
        "--visit",
        &visit,
        "--station",
        "1",
        "--outcome",
        "complete",
    ]);
    run(&["history"]);
    run(&["export", "--to", &laptop.outside("peserta.csv"), "--with-nik"]);
    run(&["export", "--to", &laptop.outside("peserta.xlsx"), "--with-nik"]);
    run(&["roster", "held", "--to", &laptop.outside("lengkapi.xlsx")]);

    std::fs::write(laptop.outside("lagi.csv"), roster(&killed)).unwrap();
    laptop.kill(&[
        "roster",
        "import",
        &laptop.outside("lagi.csv"),
        "--visit",
        &visit,
        "--add",
    ]);
    let mut needles: Vec<Needle> = seeded.iter().chain(&killed).flat_map(person::needles).collect();
    needles.extend(person::words());
    laptop.assert_silent("after a kill", &needles);

    laptop.run(&["sync"]);
    laptop.run(&["verify"]);
    laptop.assert_silent("after an exchange", &needles);

    // The search finds what is there: the person's own export holds everybody.
    let outside = [PathBuf::from(laptop.outside("peserta.csv"))];
    let people: Vec<Needle> = seeded.iter().map(|person| Needle::text(&person.nik)).collect();
    assert_eq!(search(&outside, &people).len(), seeded.len());
}

#[test]
fn what_the_window_showed_is_in_no_file() {
    let laptop = Laptop::new();
    let server = Server::start(&laptop.place);
    let seeded = people(0, 20);
    plan(&laptop, &server, &seeded);
    window(&laptop, &seeded[10..13]);
    let mut needles: Vec<Needle> = seeded.iter().flat_map(person::needles).collect();
    needles.extend(person::words());
    assert!(
        laptop.files().len() > 20,
        "the web view's profile is among what is searched"
    );
    laptop.assert_silent("after the window", &needles);
}

/// The screens that show most of people: the desk, a person's card with the NIK in full, the day, the list.
fn window(laptop: &Laptop, people: &[Person]) {
    let window = Window::open(&laptop.place, "loket-a", &["--now", &format!("{DAY}T08:00:00+07:00")]);
    window.says("visit-menu", "SMAN 55");
    window.chord(&[fantoccini::key::Key::Control.into(), '1']);
    window.until("the search field has the keyboard", |w| {
        w.focused().as_deref() == Some("arrive-field")
    });
    for person in people {
        window.keys(&person.given);
        window.says("results", &person.given);
        window.press(fantoccini::key::Key::Enter);
        window.says("card-name", &person.given);
    }
    for screen in ['2', '3', '4', '6'] {
        window.chord(&[fantoccini::key::Key::Control.into(), screen]);
    }
    window.see("exchange-send");
}
