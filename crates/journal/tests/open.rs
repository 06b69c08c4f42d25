//! Opening: whatever a power cut left behind, and several processes at once.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::{path::Path, sync::Barrier, thread};

use jemput_journal::{InUse, Journal, JournalError, Rebuilding};
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

/// All that stands in a folder, but for the memory that processes share while they have the journal open.
fn bytes(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let named = files.map(|path| {
        (
            path.file_name().unwrap().to_str().unwrap().to_owned(),
            std::fs::read(&path).unwrap(),
        )
    });
    named.filter(|(name, _)| !name.ends_with("-shm")).collect()
}

/// A copy of a folder as a power cut leaves it: what the last writer had not yet moved from the log file is still there.
fn cut(folder: &Path) -> tempfile::TempDir {
    let after = tempfile::tempdir().unwrap();
    for (name, bytes) in bytes(folder) {
        std::fs::write(after.path().join(name), bytes).unwrap();
    }
    after
}

#[test]
fn a_journal_of_a_newer_version_is_refused_and_stays_byte_for_byte() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    drop(Journal::open(&path).unwrap());
    let newer = Connection::open(&path).unwrap();
    newer
        .execute_batch(
            "INSERT INTO refinery_schema_history SELECT 9999, 'of_tomorrow', applied_on, checksum
             FROM refinery_schema_history LIMIT 1;
             CREATE TABLE of_tomorrow (x)",
        )
        .unwrap();
    let home = cut(home.path());
    let before = bytes(home.path());
    assert!(!before["journal.sqlite-wal"].is_empty(), "its last end was unclean");
    for _ in 0..2 {
        let refused = Journal::open(&home.path().join("journal.sqlite")).err().unwrap();
        assert!(matches!(refused, JournalError::Newer(_)), "{refused}");
    }
    assert!(bytes(home.path()) == before, "something was changed");
}

#[test]
fn anothers_database_stays_byte_for_byte() {
    let home = tempfile::tempdir().unwrap();
    let other = Connection::open(home.path().join("other.sqlite")).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE goods (x)")
        .unwrap();
    let home = cut(home.path());
    let before = bytes(home.path());
    let refused = Journal::open(&home.path().join("other.sqlite")).err().unwrap();
    assert!(matches!(refused, JournalError::NotAJournal(_)), "{refused}");
    assert!(bytes(home.path()) == before, "something was changed");
}

#[test]
fn the_first_to_come_learns_how_the_last_one_went() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let first = InUse::begin(&path).unwrap();
    assert!(!first.ended_badly(), "there was none before");
    let mut laptop = Laptop::with(1, Journal::open(&path).unwrap());
    laptop.open_visit();
    assert!(!InUse::begin(&path).unwrap().ended_badly(), "the first is still there");
    let home = cut(home.path());
    let path = home.path().join("journal.sqlite");
    let after = InUse::begin(&path).unwrap();
    assert!(after.ended_badly());
    assert!(!InUse::begin(&path).unwrap().ended_badly(), "only the first learns it");
    drop((after, Journal::open(&path).unwrap()));
    assert!(!InUse::begin(&path).unwrap().ended_badly(), "this end was clean");
}

#[test]
fn a_damaged_page_is_seen_when_all_are_read() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let mut laptop = Laptop::with(1, Journal::open(&path).unwrap());
    laptop.open_visit();
    laptop.act((1..=100).map(|n| made(person(n), Some(0))).collect());
    assert!(laptop.journal.is_whole().unwrap());
    drop(laptop);
    let mut bytes = std::fs::read(&path).unwrap();
    let page = bytes.len() / 4096 / 2 * 4096;
    bytes[page..page + 4096].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();
    assert!(!Journal::open(&path).unwrap().is_whole().unwrap());
}
