//! The frame around every screen.

use jemput_domain::{
    id::{ActId, BookingId, DeviceId, OperatorId, ScopeId},
    role::{Role, Unfit},
    site::Site,
    time::Day,
    words::Lang,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Light, dark, or as the system wishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// No input.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// Only a visit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OfVisit {
    /// The visit.
    pub visit: ScopeId,
}

/// A visit and one booking.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OfBooking {
    /// The visit.
    pub visit: ScopeId,
    /// The booking.
    pub booking: BookingId,
}

/// A visit in the list under its name.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VisitBrief {
    /// Its id.
    pub visit: ScopeId,
    /// Its site.
    pub site: Site,
    /// Its days, ascending.
    pub days: Vec<Day>,
    /// Which of its days is today, from 1; none if none is.
    #[ts(type = "number | null")]
    pub day_number: Option<usize>,
    /// Today, or the first day ahead, or its last day: the day that the screens show first.
    pub shown_day: Day,
    /// People booked.
    pub booked: u32,
}

/// Wrong secrets since the last right one.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WrongSecrets {
    /// How many.
    pub count: u32,
    /// When the first was, by this laptop's clock, RFC 3339.
    pub since: String,
}

/// What the frame shows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Session {
    /// Whether this laptop was set up.
    pub device: DeviceId,
    /// What people call it.
    pub device_name: String,
    /// Its mark in the active visit, if it has one yet.
    pub mark: Option<String>,
    /// Who works: whose secret opened this laptop.
    pub operator: OperatorId,
    /// Their name.
    pub operator_name: String,
    /// Whether the secret that opens this laptop lies beside its data, for everybody.
    pub unprotected: bool,
    /// Wrong secrets before this one opened it, if there were any.
    pub wrong_secrets: Option<WrongSecrets>,
    /// The server's address, if it was given.
    pub server: Option<String>,
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
    /// Visits: today's first, then those ahead, then past ones.
    pub visits: Vec<VisitBrief>,
    /// The visit that the screens show.
    pub active: Option<ScopeId>,
    /// The time, RFC 3339 in the active visit's zone.
    pub now: String,
    /// What who works may do, in order.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Role>>")]
    pub roles: Vec<Role>,
    /// Whether the clock is held for practice or tests.
    pub clock_is_set: bool,
    /// That this laptop's clock is wrong, from a minute on: code and sentence. It is allowed for in all that is shown.
    pub clock: Option<super::Problem>,
    /// Jemput's version.
    pub version: String,
}

/// What a person chooses for this laptop; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct SettingsInput {
    /// The language.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// The theme.
    #[serde(default)]
    pub theme: Option<Theme>,
    /// Who works.
    #[serde(default)]
    pub operator_name: Option<String>,
    /// What people call this laptop.
    #[serde(default)]
    pub device_name: Option<String>,
    /// The visit that the screens show.
    #[serde(default)]
    pub active: Option<ScopeId>,
    /// The server's address; empty takes it away.
    #[serde(default)]
    pub server: Option<String>,
}

/// An act that can be taken back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UndoInput {
    /// The visit.
    pub visit: ScopeId,
    /// The act.
    pub act: ActId,
}

/// What an act did, as a sentence, and how to take it back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Done {
    /// What happened.
    pub sentence: String,
    /// The act, if it can be undone.
    pub act: Option<ActId>,
}

/// Which history.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HistoryInput {
    /// The visit.
    pub visit: ScopeId,
    /// Of one booking only.
    #[serde(default)]
    pub booking: Option<BookingId>,
    /// The most lines; 50 if not said.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// How safe an act is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Safety {
    /// On this laptop.
    Here,
    /// Held by the server, by a receipt.
    Held,
}

/// One act in plain words.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HistoryLine {
    /// The act.
    pub act: ActId,
    /// When, RFC 3339 in the visit's zone.
    pub at: String,
    /// On which laptop.
    pub device_name: String,
    /// Who.
    pub operator_name: String,
    /// What.
    pub sentence: String,
    /// Whether it can be undone now.
    pub undoable: bool,
    /// Whether it was undone.
    pub undone: bool,
    /// How safe it is.
    pub safety: Safety,
    /// Why somebody should look at it: its operator had no role for it, or it overrides and nobody confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub doubt: Option<Unfit>,
    /// Who confirmed it, where it took a second person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub confirmed_by: Option<String>,
}
