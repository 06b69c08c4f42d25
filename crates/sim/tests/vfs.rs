//! A real journal on our disks.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

use std::path::Path;

use jemput_journal::Journal;
use jemput_sim::{Chance, disk::Disk, vfs};

const PATH: &str = "laptop/journal.sqlite";

fn set(journal: &mut Journal, value: &str) {
    let writing = journal.write().unwrap();
    writing.set_setting("word", value).unwrap();
    writing.commit().unwrap();
}

fn word(journal: &Journal) -> Option<String> {
    journal.view().setting("word").unwrap()
}

#[test]
fn what_was_committed_stands_after_every_power_cut() {
    for seed in 0..40 {
        vfs::begin(seed);
        vfs::put_disk("laptop", Disk::default());
        let mut chance = Chance::new(seed);
        let mut journal = Journal::open(Path::new(PATH)).unwrap();
        for turn in 0..6 {
            let said = format!("{seed} {turn}");
            set(&mut journal, &said);
            vfs::on_disk("laptop", Disk::cut_power);
            drop(journal);
            vfs::on_disk("laptop", |disk| disk.power_is_back(&mut chance));
            journal = Journal::open(Path::new(PATH)).unwrap();
            assert_eq!(word(&journal).as_deref(), Some(&*said));
        }
    }
}

#[test]
fn two_connections_see_each_other_and_a_copy_can_be_taken() {
    vfs::begin(1);
    vfs::put_disk("laptop", Disk::default());
    let mut one = Journal::open(Path::new(PATH)).unwrap();
    let two = Journal::open(Path::new(PATH)).unwrap();
    set(&mut one, "hello");
    assert_eq!(word(&two).as_deref(), Some("hello"));
    assert!(two.verify().unwrap().is_empty());
}
