//! Whole-system tests.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod architecture;
mod crash;
mod fuzz;
mod link;
mod on_disk;
mod pages;
mod protocol;
mod recovery;
mod refused;
mod sbom;
mod sman55;
mod window;
