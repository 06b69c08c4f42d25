//! The crew lead's acts through a real desk: a folder of its own, a journal on disk, a clock that the test sets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should fail where it stands")]

mod crowd;
mod desk;
mod figures;
mod flags;
mod guardian;
mod kit;
mod late_class;
mod leaving;
mod lists;
mod moves;
mod replan;
mod shedding;
mod stations;
mod suggestion;
mod taking_back;
mod today;
mod wait;
