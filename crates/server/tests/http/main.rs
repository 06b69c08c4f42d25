//! Real laptops, a real server, real HTTP over loopback.

mod breaks;
mod kit;
mod process;
mod refusals;
mod together;
