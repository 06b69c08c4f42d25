//! A journal of each earlier version runs forward: its events prove, its figures are what they were.
//!
//! `tests/upgrade/fixtures` keeps one journal a version of the tables, made once and never again: real events, in the
//! tables as that version had them. `WRITE_FIXTURES=1 cargo nextest run -p jemput-journal --test upgrade` makes those that
//! are missing; commit them with the migration.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_domain::{
    event::{
        Arrived, Called, Capture, Draft, Event, Noted, Outcome, PriorityGiven, Recorded, Standing, Started, Subject,
    },
    id::BookingId,
};
use jemput_journal::Journal;
use jemput_vault::VaultKey;
use kit::{Laptop, booking_id, day, made, person, scope};
use rusqlite::{Connection, params};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/upgrade/fixtures")
}

/// The versions that the migrations make, with their SQL, ascending.
fn migrations() -> Vec<(u32, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/device");
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let version = name[1..].split_once("__").unwrap().0.parse().unwrap();
        (version, fs::read_to_string(path).unwrap())
    };
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| read(file.unwrap().path()))
        .collect();
    all.sort();
    all
}

/// What must stay what it was: heads, how many events, and the day's figures.
fn figures(journal: &Journal) -> String {
    let view = journal.view();
    let mut said = format!("events {}\n", view.event_count(None).unwrap());
    for head in view.heads(scope()).unwrap() {
        let link: String = head.link.iter().map(|byte| format!("{byte:02x}")).collect();
        said += &format!("head {} {} {link}\n", head.device, head.seq);
    }
    for tally in view.tallies(scope()).unwrap() {
        let slot = tally.slot.map_or("-".into(), |slot| slot.0.to_string());
        let day = tally.arrival_day.map_or("-".into(), |day| day.to_string());
        said += &format!("{slot} {day} {} {}\n", tally.state, tally.people);
    }
    said
}

#[test]
fn a_journal_of_each_earlier_version_runs_forward() {
    let all = migrations();
    if std::env::var_os("WRITE_FIXTURES").is_some() {
        all.iter().for_each(|(version, _)| make(&all, *version));
    }
    for (version, _) in &all {
        let name = format!("V{version:02}");
        let packed = fs::read(fixtures().join(format!("{name}.zst"))).unwrap_or_else(|_| {
            panic!("no journal of version {version} is kept: WRITE_FIXTURES=1 makes it, see this test's head")
        });
        let then = zstd::decode_all(packed.as_slice()).unwrap();
        let before = fs::read_to_string(fixtures().join(format!("{name}.txt"))).unwrap();
        let key = VaultKey::from_bytes([7; 32]);
        runs_forward(&name, &then, &before, &|path| Journal::open(path).unwrap());
        // And where it is encrypted on the way.
        runs_forward(&name, &then, &before, &|path| Journal::open_sealed(path, &key).unwrap());
    }
}

fn runs_forward(name: &str, then: &[u8], before: &str, open: &dyn Fn(&Path) -> Journal) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    fs::write(&path, then).unwrap();
    let mut laptop = Laptop::with(1, open(&path));
    assert!(laptop.journal.is_whole().unwrap(), "{name}");
    assert_eq!(laptop.journal.verify().unwrap(), [], "{name}");
    assert_eq!(figures(&laptop.journal), before, "{name}");
    let nik = person(11).nik.unwrap();
    let found = laptop.journal.view().find(scope(), nik.as_str(), 5).unwrap();
    assert_eq!(found.len(), 1, "{name}: the search index is there");
    // And goes on.
    laptop.act(vec![about(7, Noted { note: "Lanjut".into() })]);
    drop(laptop);
    assert_eq!(open(&path).verify().unwrap(), [], "{name}");
}

fn about(n: u32, event: impl Into<Event>) -> Draft {
    Draft::about(Subject::Booking(id(n)), event.into())
}

fn id(n: u32) -> BookingId {
    booking_id(&person(n))
}

/// A morning of two laptops, in a journal of today.
fn morning(path: &Path) -> Journal {
    let mut laptop = Laptop::with(1, Journal::open(path).unwrap());
    laptop.open_visit();
    let slot = |n: u32| u16::try_from(n % 4).ok();
    laptop.act((1..=24).map(|n| made(person(n), slot(n))).collect());
    let mut other = Laptop::new(2);
    other.hear(&laptop);
    for n in 1..=12 {
        let arrived = Arrived {
            day: day(),
            mark: "A".into(),
            number: u16::try_from(n).unwrap(),
            standing: Standing::OnTime,
        };
        laptop.act(vec![about(n, arrived)]);
    }
    laptop.act(vec![about(
        3,
        PriorityGiven {
            reason: Some("elderly".into()),
        },
    )]);
    for n in 1..=5 {
        laptop.act(vec![about(
            n,
            Called {
                station: 1,
                again: false,
            },
        )]);
        laptop.act(vec![about(n, Started { station: 1 })]);
        laptop.act(vec![about(n, recorded())]);
    }
    other.act(vec![about(
        20,
        Noted {
            note: "Membawa KK".into(),
        },
    )]);
    other.act(vec![made(person(30), None)]);
    laptop.hear(&other);
    laptop.journal
}

fn recorded() -> Recorded {
    Recorded {
        station: 1,
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: String::new(),
    }
}

/// Makes a version's fixture where there is none: its tables by its migrations, its rows from a journal of today as far
/// as it had columns for them. The rows that are derived are thrown away when it is opened: no version before knew these.
fn make(all: &[(u32, String)], version: u32) {
    let name = format!("V{version:02}");
    let kept = fixtures().join(format!("{name}.zst"));
    if kept.exists() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let (today, path) = (home.path().join("today.sqlite"), home.path().join("then.sqlite"));
    let said = figures(&morning(&today));
    let then = Connection::open(&path).unwrap();
    then.execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF")
        .unwrap();
    for (_, sql) in all.iter().filter(|(of, _)| *of <= version) {
        then.execute_batch(sql).unwrap();
    }
    then.execute("ATTACH ? AS today", [today.to_str()]).unwrap();
    then.execute_batch(
        "CREATE TABLE refinery_schema_history (
             version INT4 PRIMARY KEY, name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255));",
    )
    .unwrap();
    for table in names(
        &then,
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    ) {
        let columns = |of: &str| {
            let list = format!("SELECT name FROM pragma_table_info('{table}', '{of}')");
            names(&then, &list)
        };
        let there = columns("today");
        let both: Vec<_> = columns("main")
            .into_iter()
            .filter(|column| there.contains(column))
            .collect();
        if !both.is_empty() {
            let both = both.join(", ");
            then.execute(
                &format!("INSERT OR IGNORE INTO main.{table} ({both}) SELECT {both} FROM today.{table}"),
                [],
            )
            .unwrap();
        }
    }
    then.execute(
        "DELETE FROM main.refinery_schema_history WHERE version > ?",
        params![version],
    )
    .unwrap();
    then.execute("UPDATE main.settings SET value = '0 0' WHERE key = 'fold_version'", [])
        .unwrap();
    then.execute_batch("DETACH today; PRAGMA application_id = 1785557108; VACUUM")
        .unwrap();
    then.close().unwrap();
    fs::create_dir_all(fixtures()).unwrap();
    let packed = zstd::encode_all(fs::read(&path).unwrap().as_slice(), 19).unwrap();
    fs::write(kept, packed).unwrap();
    fs::write(fixtures().join(format!("{name}.txt")), said).unwrap();
}

fn names(conn: &Connection, sql: &str) -> Vec<String> {
    let mut list = conn.prepare(sql).unwrap();
    let rows = list.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}
