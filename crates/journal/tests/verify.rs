//! What somebody with the file in hand may do to it, and what `verify` says then.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::path::PathBuf;

use jemput_domain::{
    event::{LINK_START, Linker},
    id::DeviceId,
    log::{DeviceKey, Head},
    receipt::{Grade, Receipt},
};
use jemput_journal::{Fault, Journal};
use kit::{Laptop, SECRET, made, person, scope};
use rusqlite::{Connection, params};
use tempfile::TempDir;
use uuid::Uuid;

/// A laptop that booked people one by one, its file, and the triggers taken off it.
fn laptop() -> (Laptop, PathBuf, TempDir) {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let mut laptop = Laptop::with(1, Journal::open(&path).unwrap());
    laptop.open_visit();
    for n in 1..=10 {
        laptop.act(vec![made(person(n), Some(0))]);
    }
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted")
        .unwrap();
    (laptop, path, home)
}

fn head(laptop: &Laptop) -> Head {
    laptop.journal.view().heads(scope()).unwrap()[0]
}

/// The server has this much.
fn receive(laptop: &mut Laptop, head: Head) {
    let key = DeviceKey::from_bytes(&[99; 32]);
    let server = DeviceId(Uuid::from_u128(99));
    let receipt = Receipt::sign(&key, scope(), vec![head], server, 1, Grade::Held, laptop.now);
    let writing = laptop.journal.write().unwrap();
    writing.keep_receipt(&receipt, laptop.device, laptop.now).unwrap();
    writing.commit().unwrap();
}

/// Makes the links and the head anew over the events as they stand.
fn relink(path: &PathBuf) {
    let raw = Connection::open(path).unwrap();
    let linker = Linker::new(&SECRET);
    let mut read = raw.prepare("SELECT bytes FROM events ORDER BY seq").unwrap();
    let events: Vec<Vec<u8>> = read.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    let link = events
        .iter()
        .fold(LINK_START, |link, bytes| linker.link(&link, bytes).unwrap());
    raw.execute(
        "UPDATE heads SET seq = ?1, shown = ?1, link = ?2",
        params![events.len() as i64, &link[..]],
    )
    .unwrap();
}

#[test]
fn an_untouched_journal_is_whole() {
    let (mut laptop, ..) = laptop();
    let head = head(&laptop);
    receive(&mut laptop, head);
    laptop.act(vec![made(person(11), Some(0))]);
    assert_eq!(laptop.journal.verify().unwrap(), []);
}

#[test]
fn an_old_event_with_its_links_made_anew() {
    let (laptop, path, _home) = laptop();
    let raw = Connection::open(&path).unwrap();
    let bytes: Vec<u8> = raw
        .query_row("SELECT bytes FROM events WHERE seq = 5", [], |r| r.get(0))
        .unwrap();
    let at = bytes.windows(7).position(|w| w == b"Contoh3").unwrap();
    let mut edited = bytes;
    edited[at + 6] = b'7';
    raw.execute("UPDATE events SET bytes = ? WHERE seq = 5", [edited])
        .unwrap();
    relink(&path);
    let device = head(&laptop).device;
    assert_eq!(
        laptop.journal.verify().unwrap(),
        [Fault::Signature {
            scope: scope(),
            device,
            seq: 5
        }]
    );
}

#[test]
fn a_last_event_without_its_signature() {
    let (laptop, path, _home) = laptop();
    let raw = Connection::open(&path).unwrap();
    raw.execute("UPDATE events SET signature = NULL WHERE seq = 12", [])
        .unwrap();
    let head = head(&laptop);
    assert_eq!(
        laptop.journal.verify().unwrap(),
        [Fault::Signature {
            scope: scope(),
            device: head.device,
            seq: 12
        }]
    );
}

#[test]
fn another_key_than_the_one_that_the_log_names() {
    let (laptop, path, _home) = laptop();
    let raw = Connection::open(&path).unwrap();
    let key = DeviceKey::from_bytes(&[5; 32]).public();
    raw.execute("UPDATE heads SET public_key = ?", [&key[..]]).unwrap();
    assert!(matches!(
        laptop.journal.verify().unwrap()[0],
        Fault::Signature { seq: 1, .. }
    ));
}

#[test]
fn a_tail_that_was_cut_off_behind_a_receipt() {
    let (mut laptop, path, _home) = laptop();
    let head = head(&laptop);
    receive(&mut laptop, head);
    let raw = Connection::open(&path).unwrap();
    raw.execute("DELETE FROM events WHERE seq > 8", []).unwrap();
    relink(&path);
    let mut writing = laptop.journal.write().unwrap();
    writing.rebuild(&mut |_| {}).unwrap();
    writing.commit().unwrap();
    assert_eq!(
        laptop.journal.verify().unwrap(),
        [Fault::ReceiptAhead {
            scope: scope(),
            device: head.device,
            seq: 8,
            receipt_seq: 12
        }]
    );
}

#[test]
fn a_receipt_over_another_history() {
    let (mut laptop, ..) = laptop();
    let mut other = head(&laptop);
    other.seq = 6;
    receive(&mut laptop, other);
    assert_eq!(
        laptop.journal.verify().unwrap(),
        [Fault::ReceiptDiffers {
            scope: scope(),
            device: other.device,
            seq: 6
        }]
    );
}

#[test]
fn others_write_while_it_looks() {
    let (laptop, path, _home) = laptop();
    let mut beside = Journal::open(&path).unwrap();
    // A writer in the midst of an act holds the write lock: looking neither waits for it nor is in its way.
    let writing = beside.write().unwrap();
    assert_eq!(laptop.journal.verify().unwrap(), []);
    writing.commit().unwrap();
}
