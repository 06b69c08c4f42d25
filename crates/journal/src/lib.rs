//! Events in SQLite: append, take in, derive, search, heads. The only place where SQL for a device's journal stands.

#[cfg(test)]
extern crate self as jemput_journal;

pub mod adopt;
mod alike;
mod backup;
mod bookings;
mod check;
mod core_dump;
mod derive;
mod dump;
mod elsewhere;
mod erase;
mod error;
mod figures;
mod flags;
mod held_on;
mod imports;
mod in_use;
mod log;
mod open;
#[cfg(test)]
mod plans;
mod quarantine;
mod rebuild;
mod receipts;
mod refused;
mod revoked;
mod salvage;
mod sealed;
pub mod search;
mod settings;
mod shed;
mod subjects;
mod take_in;
mod trust;
mod unfit;
mod verify;
mod write;

pub use bookings::{BookingRow, PeopleFilter};
pub use core_dump::forbid_core_dumps;
pub use dump::Dump;
pub use elsewhere::RecordedThere;
pub use erase::Erasing;
pub use error::JournalError;
pub use figures::{Service, Tally};
pub use flags::Flag;
pub use held_on::HeldOn;
pub use in_use::InUse;
pub use log::LogView;
pub use open::{Journal, View};
pub use quarantine::{QUARANTINE_BYTES_MAX, Quarantined};
pub use rebuild::Rebuilding;
pub use receipts::{Confirmed, ConfirmedLog, KeptReceipt};
pub use refused::RefusedRun;
pub use revoked::Revocation;
pub use salvage::{Salvage, Salvaged};
pub use subjects::EventOf;
pub use take_in::{LOGS_MAX, SCOPES_MAX, TakenIn};
pub use trust::Trust;
pub use unfit::UnfitActOf;
pub use verify::Fault;
pub use write::{Author, Writing};
