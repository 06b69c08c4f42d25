//! Visits that leave this laptop, and whose data are or were on it.

use jemput_domain::{id::ScopeId, time::Day};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A past visit that is here.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SheddingView {
    /// The visit.
    pub visit: ScopeId,
    /// Its site's name.
    pub site: String,
    /// Its last day.
    pub last_day: Day,
    /// People in it.
    pub people: u32,
    /// Whether it may go now.
    pub ready: bool,
    /// Whether only open matters keep it, which a crew lead may leave open.
    pub unsettled: bool,
    /// How it stands, in a sentence.
    pub sentence: String,
}

/// A visit that was shed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShedView {
    /// The visit.
    pub visit: ScopeId,
    /// Its site's name.
    pub site: String,
    /// Its days.
    pub days: Vec<Day>,
    /// People whose data were here.
    pub people: u32,
    /// When it went, RFC 3339.
    pub at: String,
    /// The short name of the backup's receipt.
    pub receipt: String,
    /// Whether it is here again: somebody took it.
    pub is_back: bool,
}

/// Which visits may go, and which went.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShedList {
    /// Days that a visit stays after its last one.
    pub after_days: u16,
    /// Past visits that are here, the oldest first.
    pub visits: Vec<SheddingView>,
    /// What was shed from this laptop, the newest first.
    pub shed: Vec<ShedView>,
    /// Says what may go now; empty if nothing may.
    pub offer: String,
}

/// Takes a visit off this laptop.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShedInput {
    /// The visit.
    pub visit: ScopeId,
    /// Though something of it is open.
    #[serde(default)]
    pub unsettled: bool,
}

/// How long visits stay.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShedAfterInput {
    /// Days after the last one.
    pub days: u16,
}

/// Whose data are, or were, on this laptop.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct InventoryInput {
    /// A file to write it to, .csv or .xlsx.
    #[serde(default)]
    pub to: Option<String>,
    /// NIKs in full; masked otherwise.
    #[serde(default)]
    pub with_nik: bool,
}

/// One visit of the inventory.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct InventoryVisit {
    /// The visit.
    pub visit: ScopeId,
    /// Its site's name.
    pub site: String,
    /// Its days.
    pub days: Vec<Day>,
    /// People.
    pub people: u32,
    /// Of them, with a NIK.
    pub with_nik: u32,
    /// Whether their data are here now; else they were.
    pub here: bool,
    /// When it was shed, RFC 3339.
    pub shed_at: Option<String>,
    /// SHA-256 over the bookings' ids, in hexadecimal: says that a list of them is whole.
    pub digest: String,
}

/// The inventory.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Inventory {
    /// By visit, those that are here first.
    pub visits: Vec<InventoryVisit>,
    /// NIKs of the office's list of who is recorded already.
    pub recorded_niks: u32,
    /// In a sentence.
    pub sentence: String,
    /// The file that was written.
    pub path: Option<String>,
}

/// A text for a teacher.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ClassText {
    /// The text; empty if nobody is to come.
    pub text: String,
}
