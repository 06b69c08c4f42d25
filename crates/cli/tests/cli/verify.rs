//! What `verify` notices.

use rusqlite::Connection;

use crate::kit::Van;

/// Changes the journal behind Jemput's back.
fn tamper(van: &Van, sql: &str) {
    let journal = Connection::open(van.home().join("journal.sqlite")).unwrap();
    let key = jemput_acts::vault::key_at(van.home()).unwrap();
    journal
        .pragma_update(None, "key", format!("x'{}'", key.hex().as_str()))
        .unwrap();
    let before = journal.total_changes();
    journal.execute_batch(sql).unwrap();
    assert_eq!(journal.total_changes() - before, 1, "one row was meant");
}

fn assert_noticed(van: &Van) {
    let ran = van.raw(&["verify"]);
    assert_eq!(ran.status(), 1, "{ran:?}");
    let answer: serde_json::Value = serde_json::from_str(&ran.out()).unwrap();
    assert_eq!(answer["ok"], false);
    assert!(!answer["problems"].as_array().unwrap().is_empty(), "{answer}");
    let error: serde_json::Value = serde_json::from_str(&ran.err()).unwrap();
    assert_eq!(error["error"], "journal_damaged");
    assert_eq!(van.run(&["verify"]).status(), 1);
}

#[test]
fn a_derived_row_that_was_changed() {
    let van = Van::new();
    van.demo();
    tamper(
        &van,
        "UPDATE bookings SET class = 'XII' WHERE rowid IN (SELECT rowid FROM bookings LIMIT 1)",
    );
    assert_noticed(&van);
}

#[test]
fn an_event_that_was_changed() {
    let van = Van::new();
    van.demo();
    tamper(
        &van,
        "DROP TRIGGER events_are_never_changed;
         UPDATE events SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'21' AS BLOB) WHERE seq = 100",
    );
    assert_noticed(&van);
}

#[test]
fn an_event_that_is_gone() {
    let van = Van::new();
    van.demo();
    tamper(
        &van,
        "PRAGMA foreign_keys = OFF; DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE seq = 100",
    );
    assert_noticed(&van);
}

#[test]
fn a_file_that_is_no_journal_is_refused_in_one_sentence() {
    let van = Van::new();
    std::fs::write(van.home().join("journal.sqlite"), "x".repeat(9_000)).unwrap();
    for wal in ["journal.sqlite-wal", "journal.sqlite-shm"] {
        let _ = std::fs::remove_file(van.home().join(wal));
    }
    assert_eq!(van.refusal(&["verify"]), "journal_damaged");
}
