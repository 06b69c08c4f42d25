//! Opening: whatever a power cut left behind, and several processes at once.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::{path::Path, sync::Barrier, thread};

use jemput_journal::{Journal, JournalError, Rebuilding};
use kit::{Laptop, made, person, scope};
use rusqlite::Connection;

/// A journal's file as it was made, then changed by hand.
fn changed(folder: &Path, sql: &str) -> std::path::PathBuf {
    let path = folder.join("journal.sqlite");
    drop(Journal::open(&path).unwrap());
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

fn mark(path: &Path) -> i32 {
    let conn = Connection::open(path).unwrap();
    conn.pragma_query_value(None, "application_id", |r| r.get(0)).unwrap()
}

#[test]
fn a_file_that_a_power_cut_left_without_its_mark_is_known_and_marked() {
    let home = tempfile::tempdir().unwrap();
    let path = changed(home.path(), "PRAGMA application_id = 0");
    drop(Journal::open(&path).unwrap());
    assert_ne!(mark(&path), 0);
}

#[test]
fn a_file_that_a_power_cut_left_in_the_midst_of_the_migrations_is_made_whole() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole.sqlite");
    drop(Journal::open(&whole).unwrap());
    let path = home.path().join("journal.sqlite");
    let cut = Connection::open(&path).unwrap();
    cut.execute_batch(include_str!("../../../migrations/device/V1__journal.sql"))
        .unwrap();
    cut.execute("ATTACH ? AS whole", [whole.to_str()]).unwrap();
    cut.execute_batch(
        "CREATE TABLE refinery_schema_history AS SELECT * FROM whole.refinery_schema_history WHERE version = 1",
    )
    .unwrap();
    drop(cut);
    assert_eq!(mark(&path), 0);
    let mut laptop = Laptop::with(1, Journal::open(&path).unwrap());
    laptop.open_visit();
    laptop.act(vec![made(person(1), Some(0))]);
    assert_eq!(laptop.journal.view().find(scope(), "contoh", 20).unwrap().len(), 1);
}

#[test]
fn a_file_with_nothing_but_the_list_of_migrations_is_made_whole() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let history = "CREATE TABLE refinery_schema_history(
        version INT4 PRIMARY KEY, name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255))";
    Connection::open(&path).unwrap().execute_batch(history).unwrap();
    Laptop::with(1, Journal::open(&path).unwrap()).open_visit();
    assert_ne!(mark(&path), 0);
}

#[test]
fn anothers_list_of_migrations_is_not_ours() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("other.sqlite");
    let theirs = "CREATE TABLE refinery_schema_history (version, name, applied_on, checksum);
        INSERT INTO refinery_schema_history VALUES (1, 'shop', '', '1'); CREATE TABLE goods (x)";
    Connection::open(&path).unwrap().execute_batch(theirs).unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::NotAJournal(_))));
    assert_eq!(mark(&path), 0, "left as it was");
}

#[test]
fn several_that_start_together_all_open_one_journal() {
    const AT_ONCE: usize = 6;
    for _ in 0..5 {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.sqlite");
        let start = Barrier::new(AT_ONCE);
        thread::scope(|threads| {
            let open = || {
                start.wait();
                Journal::open(&path).map(drop).unwrap();
            };
            let opening: Vec<_> = (0..AT_ONCE).map(|_| threads.spawn(open)).collect();
            for one in opening {
                one.join().unwrap();
            }
        });
        Laptop::with(1, Journal::open(&path).unwrap()).open_visit();
    }
}

#[test]
fn a_rebuild_at_the_start_says_how_far_it_is() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let mut laptop = Laptop::with(1, Journal::open(&path).unwrap());
    laptop.open_visit();
    laptop.act((1..=10).map(|n| made(person(n), Some(0))).collect());
    let before = laptop.dump();
    drop(laptop);
    Connection::open(&path)
        .unwrap()
        .execute_batch("UPDATE settings SET value = '0 0' WHERE key = 'fold_version'")
        .unwrap();
    let mut heard = Vec::new();
    let journal = Journal::open_telling(&path, &mut |far| heard.push(far)).unwrap();
    let whole = |done| Rebuilding { done, total: 12 };
    assert_eq!(heard.first(), Some(&whole(0)));
    assert_eq!(heard.last(), Some(&whole(12)));
    assert_eq!(journal.view().dump(scope()).unwrap(), before);
    let mut again = Vec::new();
    drop(Journal::open_telling(&path, &mut |far| again.push(far)).unwrap());
    assert_eq!(again, []);
}
