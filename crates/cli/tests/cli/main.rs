//! The real program, run as scripts and people run it.

#![allow(clippy::unwrap_used, reason = "tests end where something is not as they made it")]

mod contract;
mod day;
mod demo;
mod enrolment;
mod exchange;
mod help;
mod joining;
mod kit;
mod operators;
mod output;
mod people;
mod plan;
mod roster;
mod together;
mod usage;
mod vault;
mod verify;
