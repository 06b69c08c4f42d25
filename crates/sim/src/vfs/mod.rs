//! SQLite's file system over our disks: the whole of what SQLite asks of an operating system, of which this is the only
//! part of the house that is `unsafe`.
//!
//! A name is `disk/file`. Disks belong to a thread, so that runs on several threads do not meet.

mod disks;
mod file;
mod shared;
mod system;

pub use disks::{on_disk, put_disk, take_disk};
pub use system::{begin, register};
