//! Perekaman: who is next, what was captured?

use jemput_domain::{
    booking::State,
    event::{Capture, Outcome, StationStatus},
    id::{ActId, BookingId, ScopeId},
    time::Day,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::operator::SecondInput;

/// All stations and the queue before them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StationBoard {
    /// By number.
    pub stations: Vec<StationView>,
    /// Who is called next, in order, at most 8.
    pub next: Vec<QueueEntry>,
    /// How many wait.
    pub waiting: u32,
}

/// One station.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StationView {
    /// Its number.
    pub number: u8,
    /// What it can do.
    pub status: StationStatus,
    /// Who is called to it or sits there.
    pub person: Option<Sitting>,
    /// Recordings finished today.
    pub recorded_today: u32,
    /// Their average length.
    pub average_seconds: Option<u32>,
    /// The last one's length.
    pub last_seconds: Option<u32>,
}

/// A person at a station.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Sitting {
    /// The booking.
    pub booking: BookingId,
    /// The ticket.
    pub ticket: String,
    /// Name.
    pub name: String,
    /// Birth date: identity is checked here.
    pub birth_date: Option<Day>,
    /// Class.
    pub class: String,
    /// The NIK's last four digits.
    pub nik_masked: String,
    /// The service's code.
    pub service: String,
    /// Called or recording.
    pub state: State,
    /// Called since, RFC 3339.
    pub called_at: String,
    /// Sits since, RFC 3339.
    pub started_at: Option<String>,
    /// Age today in full years.
    pub age_years: Option<i32>,
    /// Ground of the photo: `red` for an odd birth year, `blue` for an even one.
    pub photo_ground: Option<String>,
    /// Can be printed once ready, or is owed a card from a birthday on: a sentence.
    pub card_sentence: String,
    /// Times not there.
    pub absences: u8,
    /// Priority's reason.
    pub priority: Option<String>,
    /// What is to be completed, in words.
    pub held_words: String,
    /// Another station called this ticket too, later: in words.
    pub conflict: Option<String>,
    /// That a guardian's form was not seen; empty if it was, or none is asked for.
    pub guardian: String,
    /// The act that put them here, for undo.
    pub act: Option<ActId>,
}

/// Who waits.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct QueueEntry {
    /// The booking.
    pub booking: BookingId,
    /// The ticket.
    pub ticket: String,
    /// Priority's reason.
    pub priority: Option<String>,
    /// Goes first because a recording must be repeated.
    pub repeat: bool,
    /// Minutes waited.
    pub waited_minutes: u32,
}

/// Call the next person, or a given ticket.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CallInput {
    /// The visit.
    pub visit: ScopeId,
    /// The station.
    pub station: u8,
    /// A ticket or booking; none: the next in order.
    #[serde(default)]
    pub code: Option<String>,
}

/// A station, for recall, absent, start.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StationInput {
    /// The visit.
    pub visit: ScopeId,
    /// The station.
    pub station: u8,
}

/// What the operator marked.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordInput {
    /// The visit; may be left out on the command line.
    #[serde(default)]
    pub visit: Option<ScopeId>,
    /// The booking.
    pub booking: BookingId,
    /// The station.
    pub station: u8,
    /// Photo.
    pub photo: Capture,
    /// Fingerprints.
    pub fingerprints: Capture,
    /// Irises.
    pub irises: Capture,
    /// Signature.
    pub signature: Capture,
    /// How it ended.
    pub outcome: Outcome,
    /// nik_not_found, data_differ, left, unwell, refuses, or empty.
    #[serde(default)]
    pub detail: String,
}

/// What came of a recording act.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordDone {
    /// The booking.
    pub booking: BookingId,
    /// Where it stands now.
    pub state: State,
    /// What happened.
    pub sentence: String,
    /// The act, for undo.
    pub act: Option<ActId>,
}

/// Do a recording again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReopenInput {
    /// The visit; may be left out on the command line.
    #[serde(default)]
    pub visit: Option<ScopeId>,
    /// The booking.
    pub booking: BookingId,
    /// application_failed, wrong_data, quality, or words.
    pub reason: String,
}

/// A recording made under the wrong person.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MoveRecordingInput {
    /// The visit.
    pub visit: ScopeId,
    /// Under whom it was made.
    pub from: BookingId,
    /// Whose it is.
    pub to: BookingId,
    /// Both ways.
    pub swap: bool,
    /// Why.
    pub reason: String,
    /// Who confirms, where somebody can: see `seconds`.
    #[serde(default)]
    #[ts(optional)]
    pub second: Option<SecondInput>,
}

/// Hand the person over.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HandOverInput {
    /// The visit.
    pub visit: ScopeId,
    /// From.
    pub station: u8,
    /// To; none: to the front of the queue.
    pub to: Option<u8>,
}

/// Set a station's status, or all stations'.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StationSetInput {
    /// The visit.
    pub visit: ScopeId,
    /// The station; none: all, in one act.
    pub station: Option<u8>,
    /// The status.
    pub status: StationStatus,
}
