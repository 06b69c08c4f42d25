//! An encrypted journal: nobody reads it without its key, and one of an earlier version is sealed whole.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_journal::{Journal, JournalError};
use jemput_vault::VaultKey;
use kit::{Laptop, made, person, scope};

fn key(n: u8) -> VaultKey {
    VaultKey::from_bytes([n; 32])
}

/// Somebody's act in a visit, and all that the journal then holds.
fn worked(journal: Journal) -> (Vec<String>, Laptop) {
    let mut laptop = Laptop::with(1, journal);
    laptop.open_visit();
    laptop.act(vec![made(person(1), Some(0))]);
    (laptop.dump(), laptop)
}

fn dump(path: &Path, key: &VaultKey) -> Vec<String> {
    Journal::open_sealed(path, key).unwrap().view().dump(scope()).unwrap()
}

fn name() -> String {
    person(1).name
}

/// Every file of a folder that holds a text.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| {
            fs::read(path)
                .unwrap()
                .windows(text.len())
                .any(|w| w == text.as_bytes())
        })
        .collect()
}

#[test]
fn a_sealed_journal_opens_by_its_key_only_and_holds_no_word_in_the_clear() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let (before, laptop) = worked(Journal::open_sealed(&path, &key(1)).unwrap());
    // While it is open, in the log file too.
    assert_eq!(holding(home.path(), &name()), Vec::<PathBuf>::new());
    drop(laptop);
    assert_eq!(holding(home.path(), &name()), Vec::<PathBuf>::new());
    assert_eq!(dump(&path, &key(1)), before);
    assert!(matches!(
        Journal::open_sealed(&path, &key(2)),
        Err(JournalError::Key(_))
    ));
    assert!(Journal::open(&path).is_err());
    assert_eq!(dump(&path, &key(1)), before, "looking with a wrong key changes nothing");
}

#[test]
fn a_plain_journal_is_sealed_once_and_nothing_of_it_stays() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let (before, laptop) = worked(Journal::open(&path).unwrap());
    drop(laptop);
    assert!(Journal::is_plain(&path).unwrap());
    assert_eq!(holding(home.path(), &name()), std::slice::from_ref(&path));
    assert_eq!(dump(&path, &key(1)), before);
    assert!(!Journal::is_plain(&path).unwrap());
    assert_eq!(holding(home.path(), &name()), Vec::<PathBuf>::new());
    let files: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(files, ["journal.sqlite"]);
    assert!(
        Journal::open_sealed(&path, &key(1))
            .unwrap()
            .verify()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn sealing_that_was_cut_is_taken_up_again_wherever_it_stood() {
    let cuts: [fn(&Path); 3] = [
        // A half written new file.
        |path| fs::write(path.with_extension("sqlite.sealing"), "half a page").unwrap(),
        // Both names, before the sealed one took the place.
        |path| fs::hard_link(path, path.with_extension("sqlite.plain")).unwrap(),
        // The sealed one in its place, the plain one not yet overwritten.
        |path| {
            let plain = path.with_extension("sqlite.plain");
            fs::copy(path, &plain).unwrap();
            drop(Journal::open_sealed(path, &key(1)).unwrap());
            fs::write(plain, name()).unwrap();
        },
    ];
    for (at, cut) in cuts.into_iter().enumerate() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.sqlite");
        let (before, laptop) = worked(Journal::open(&path).unwrap());
        drop(laptop);
        cut(&path);
        assert_eq!(dump(&path, &key(1)), before, "cut {at}");
        assert_eq!(holding(home.path(), &name()), Vec::<PathBuf>::new(), "cut {at}");
    }
}

#[test]
fn a_plain_journal_that_somebody_works_in_is_not_sealed_under_their_hands() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let (before, laptop) = worked(Journal::open(&path).unwrap());
    let refused = Journal::open_sealed(&path, &key(1)).err().unwrap();
    assert!(matches!(refused, JournalError::Busy), "{refused}");
    assert_eq!(laptop.dump(), before);
    drop(laptop);
    assert_eq!(dump(&path, &key(1)), before);
}

#[test]
fn a_new_key_locks_the_old_one_out_and_waits_until_nobody_else_is_in() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let (before, mut laptop) = worked(Journal::open_sealed(&path, &key(1)).unwrap());
    let beside = Journal::open_sealed(&path, &key(1)).unwrap();
    assert!(matches!(laptop.journal.rekey(&key(2)), Err(JournalError::Busy)));
    assert_eq!(laptop.dump(), before);
    drop(beside);
    laptop.journal.rekey(&key(2)).unwrap();
    assert_eq!(laptop.dump(), before, "whoever changed it works on");
    drop(laptop);
    assert!(matches!(
        Journal::open_sealed(&path, &key(1)),
        Err(JournalError::Key(_))
    ));
    assert_eq!(dump(&path, &key(2)), before);
}

/// Set in the process of a test that has little room.
#[cfg(unix)]
const LITTLE_ROOM: &str = "JEMPUT_TEST_LITTLE_ROOM";

#[cfg(unix)]
#[test]
fn a_new_key_that_the_disk_has_no_room_for_changes_nothing() {
    if let Some(path) = std::env::var_os(LITTLE_ROOM) {
        let mut journal = Journal::open_sealed(Path::new(&path), &key(1)).unwrap();
        let refused = journal.rekey(&key(2)).unwrap_err();
        assert!(
            !matches!(refused, JournalError::Busy | JournalError::Key(_)),
            "{refused}"
        );
        // Whoever still has it in hand writes nothing into the file by it.
        assert!(journal.write().and_then(|w| w.set_setting("any", "1")).is_err());
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let (before, laptop) = worked(Journal::open_sealed(&path, &key(1)).unwrap());
    drop(laptop);
    // No file grows longer than the journal is: what takes a change back does not fit.
    let blocks = fs::metadata(&path).unwrap().len() / 512;
    let done = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "a_new_key_that_the_disk_has_no_room_for_changes_nothing"])
        .env(LITTLE_ROOM, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(dump(&path, &key(1)), before);
    let faults = Journal::open_sealed(&path, &key(1)).unwrap().verify().unwrap();
    assert_eq!(faults, []);
    let mut journal = Journal::open_sealed(&path, &key(1)).unwrap();
    journal.rekey(&key(2)).unwrap();
    drop(journal);
    assert_eq!(dump(&path, &key(2)), before, "with room enough it goes");
}

#[test]
fn looking_for_faults_writes_nothing_readable_anywhere() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let (_, laptop) = worked(Journal::open_sealed(&path, &key(1)).unwrap());
    assert_eq!(laptop.journal.verify().unwrap(), []);
}
