//! The exchange: every store behaves alike, and any two journals become one, whatever breaks on the way.

mod conformance;
mod conversation;
mod interruption;
mod kit;
mod packing;
mod sman55;
