//! The disks of this thread, and what is open on them.

use std::{cell::RefCell, collections::BTreeMap};

use super::shared::Shared;
use crate::disk::{Disk, FileId};

/// How far a connection has locked a file, as SQLite counts.
pub(super) type Level = i32;

/// What connections share of one file.
#[derive(Default)]
pub(super) struct Held {
    /// Locks by connection.
    pub levels: BTreeMap<u64, Level>,
    /// The index of its log file.
    pub shared: Shared,
}

/// A disk with what is open on it.
#[derive(Default)]
pub(super) struct Mounted {
    pub disk: Disk,
    pub held: BTreeMap<FileId, Held>,
}

/// All disks of a thread.
#[derive(Default)]
pub(super) struct Disks {
    pub by_name: BTreeMap<String, Mounted>,
    /// Connections, counted.
    pub opened: u64,
    /// What SQLite draws at random from.
    pub randomness: Option<crate::Chance>,
}

thread_local! {
    static DISKS: RefCell<Disks> = RefCell::default();
}

/// Does something with the disks of this thread.
pub(super) fn with<T>(work: impl FnOnce(&mut Disks) -> T) -> T {
    DISKS.with_borrow_mut(work)
}

/// Puts a disk in, in place of one of that name; nothing may be open on it.
pub fn put_disk(name: &str, disk: Disk) {
    let held = BTreeMap::new();
    with(|disks| disks.by_name.insert(name.to_owned(), Mounted { disk, held }));
}

/// Takes a disk out.
pub fn take_disk(name: &str) -> Option<Disk> {
    with(|disks| disks.by_name.remove(name)).map(|mounted| mounted.disk)
}

/// Does something with a disk that was put in.
pub fn on_disk<T>(name: &str, work: impl FnOnce(&mut Disk) -> T) -> T {
    with(|disks| work(&mut disks.by_name.entry(name.to_owned()).or_default().disk))
}
