//! Rosters through a real desk: a folder of its own, a journal on disk, files on disk.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should fail where it stands")]

mod apart;
mod beside;
mod demo;
mod ends;
mod held;
mod kit;
mod large;
mod newer;
mod plan;
mod real;
mod sman55;
