//! The deterministic simulator: laptops, a server, their disks, clocks and network, and whatever goes wrong with them, all
//! from one seed.

mod chance;
mod check;
pub mod disk;
mod failure;
pub mod laptop;
pub mod model;
pub mod network;
pub mod operator;
mod run;
pub mod script;
pub mod server;
pub mod shrink;
pub mod vfs;
pub mod world;

pub use chance::Chance;
pub use failure::Failure;
pub use run::{Ran, run};
pub use script::Script;
