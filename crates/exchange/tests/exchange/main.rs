//! The exchange: every store behaves alike, and any two journals become one, whatever breaks on the way.

#![allow(clippy::unwrap_used, reason = "tests end where something is not as they made it")]

mod central;
mod conformance;
mod conversation;
mod earlier;
mod enrolment;
mod golden;
mod interruption;
mod journals;
mod kit;
mod packing;
mod sman55;
mod vectors;
