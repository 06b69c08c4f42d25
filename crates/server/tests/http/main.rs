//! Real laptops, a real server, real HTTP over loopback.

#![allow(clippy::unwrap_used, reason = "tests end where something is not as they made it")]

mod administer;
mod breaks;
mod commands;
mod connections;
mod elsewhere;
mod joining;
mod kit;
mod office;
mod process;
mod refusals;
mod revoked;
mod together;
mod turns;
