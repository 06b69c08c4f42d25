//! The facts that events state. Field order, variant order and types are the stored format: a change is a new version of
//! the kind, never an edit here. Golden files in `tests/golden` hold each of them.

use serde::{Deserialize, Serialize};

use super::ActRef;
use crate::{
    id::{BookingId, ImportId, ScopeSecret},
    person::Person,
    plan::{Plan, SlotNumber},
    site::Site,
    time::{Day, Moment},
};

/// A device begins to write in a scope: the first event of each log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceJoined {
    /// What people call it, `Loket A`.
    pub name: String,
    /// The Ed25519 key that signs its log.
    pub public_key: [u8; 32],
    /// The server's word that this device belongs to an office and a van; none before enrolment.
    pub credential: Option<Vec<u8>>,
    /// In the scope's very first event: the scope's secret.
    pub opens: Option<ScopeSecret>,
}

/// A device takes the letter of its tickets in this visit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MarkTaken {
    /// One letter, from the ninth device on two.
    pub mark: String,
}

/// Who an operator id is. Personal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OperatorNamed {
    /// The name that history shows.
    pub name: String,
}

/// A device is called otherwise from now on, `Meja pojok`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceNamed {
    /// What people call it.
    pub name: String,
}

/// A visit is planned: its site as it was then, and its slots.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct VisitPlanned {
    /// The site; the contact is the personal part.
    pub site: Site,
    /// The plan.
    pub plan: Plan,
}

/// Why a plan changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanCause {
    /// The planner changed the numbers.
    Planner,
    /// The rest of the day starts later.
    Delay,
    /// A station failed or came back.
    Stations,
    /// People take longer or shorter than planned.
    Minutes,
}

/// The plan from now on, whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlanChanged {
    /// Why.
    pub cause: PlanCause,
    /// The plan.
    pub plan: Plan,
}

/// A roster was taken in. The file's name is the personal part: schools put names into it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RosterImported {
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Rows with people.
    pub rows: u32,
    /// Rows held for completion.
    pub held: u32,
    /// Rows not due.
    pub not_due: u32,
    /// How many acts the import consists of: it is shown when all are here.
    pub acts: u16,
}

/// Where a booking comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Source {
    /// A roster's row, as the spreadsheet numbers it.
    Roster {
        /// Which import.
        import: ImportId,
        /// Which row, from 1.
        row: u32,
    },
    /// Made at the desk.
    WalkIn,
}

/// A resident has a place in the visit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BookingMade {
    /// Who; the personal part.
    pub person: Person,
    /// From a roster or the desk.
    pub source: Source,
    /// Services wanted, by code.
    pub services: Vec<String>,
    /// The slot; none if no slot could take it.
    pub slot: Option<SlotNumber>,
    /// What must be completed, by finding code; empty if nothing.
    pub held: Vec<String>,
    /// What was warned of, by finding code.
    pub warned: Vec<String>,
}

/// A booking's person was completed or corrected; the booking stays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PersonCorrected {
    /// The person from now on; the personal part.
    pub person: Person,
    /// What still must be completed.
    pub held: Vec<String>,
}

/// Why a booking moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum MoveCause {
    /// A person asked, or the lead moved them.
    Lead,
    /// A new plan for the rest of the day.
    Replan,
    /// Their class came late.
    LateClass,
    /// Booked again after an incomplete recording or a no-show.
    Again,
    /// They came on another day and are served now.
    Desk,
}

/// A booking has another slot, or none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BookingMoved {
    /// The new slot.
    pub slot: Option<SlotNumber>,
    /// Why.
    pub cause: MoveCause,
    /// Whether the person must be told.
    pub to_tell: bool,
}

/// Why a booking was taken out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawCause {
    /// Not on the newer roster.
    GoneFromRoster,
    /// The person or the school asked.
    Asked,
}

/// A booking is taken out of the visit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BookingWithdrawn {
    /// Why.
    pub cause: WithdrawCause,
}

/// Two bookings are one person. Subjects: the one that goes, the one that stays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BookingsJoined {
    /// The one that goes.
    pub gone: BookingId,
    /// The one that stays.
    pub stays: BookingId,
}

/// A flag on these bookings was looked at and is no fault.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FlagSettled {
    /// The flag, by code.
    pub flag: String,
}

/// How an arrival stood to its slot, as the desk was shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// More than a quarter of an hour before the slot.
    Early,
    /// From then to the slot's end; also who has no slot.
    OnTime,
    /// After the slot's end.
    Late,
    /// The slot is on another day.
    OtherDay,
}

/// The resident is here and has a ticket.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Arrived {
    /// Local day of the ticket.
    pub day: Day,
    /// The desk's mark as the ticket shows it.
    pub mark: String,
    /// The ticket's number.
    pub number: u16,
    /// What the desk was shown.
    pub standing: Standing,
}

/// The person goes before others, with a reason by code (elderly, disabled, pregnant, small_child, unwell), or no longer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PriorityGiven {
    /// The reason; none takes it back.
    pub reason: Option<String>,
}

/// A note of the desk. Personal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Noted {
    /// The note; replaces the one before.
    pub note: String,
}

/// A station calls the person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Called {
    /// The station.
    pub station: u8,
    /// Whether it repeats a call.
    pub again: bool,
}

/// Called and not there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Absent {
    /// The station that called.
    pub station: u8,
}

/// The person sits; name and birth date were confirmed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Started {
    /// The station.
    pub station: u8,
}

/// What cannot be recorded, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionReason {
    /// A finger is missing.
    MissingFinger,
    /// Injured or bandaged.
    Injured,
    /// A condition of the eye; contact lenses are none: they are taken out.
    EyeCondition,
    /// Cannot sign.
    CannotSign,
}

/// Why a modality was not saved though it should have been.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureReason {
    /// The device did not work.
    Device,
    /// The application refused the quality.
    Quality,
    /// The person could not go on.
    Person,
    /// Not said.
    Unsaid,
}

/// One modality as the operator marked it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Capture {
    /// The enrolment application saved it.
    Captured,
    /// It cannot be recorded in part or in whole; `parts` are the bits of the fingers (0 right thumb to 9 left little) or eyes (0 right, 1 left).
    Exception {
        /// Why.
        reason: ExceptionReason,
        /// Which; 0 if not said.
        parts: u16,
    },
    /// It was not saved.
    Failed {
        /// Why.
        reason: FailureReason,
    },
}

/// How a recording ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The enrolment application saved it.
    Complete,
    /// Something is missing: booked again.
    Incomplete,
    /// The national system holds this person already.
    AlreadyRecorded,
    /// The NIK is not found, or data differ from the family card.
    BiodataProblem,
    /// Left, unwell, or refuses.
    NotServed,
}

/// One session at the enrolment application as the operator marked it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// The station.
    pub station: u8,
    /// Photo.
    pub photo: Capture,
    /// Ten fingerprints.
    pub fingerprints: Capture,
    /// Two irises.
    pub irises: Capture,
    /// Signature.
    pub signature: Capture,
    /// How it ended.
    pub outcome: Outcome,
    /// More about the outcome by code: nik_not_found, data_differ, left, unwell, refuses; empty if not said.
    pub detail: String,
}

/// A finished recording must be done again: the person goes to the front.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reopened {
    /// Why, by code.
    pub reason: String,
}

/// A recording was made under the wrong person. Subjects: both bookings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordingMoved {
    /// Under whom it was made.
    pub from: BookingId,
    /// Whose it is.
    pub to: BookingId,
    /// Whether the other way too.
    pub swap: bool,
    /// Why, by code or in words.
    pub reason: String,
    /// What `from` had (its last recording), carried so that each booking's fold needs only its own events.
    pub from_recording: RecordingFact,
    /// What `to` had, when they swap.
    pub to_recording: Option<RecordingFact>,
}

/// A recording as another event carries it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordingFact {
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub finished: Moment,
    /// What was marked.
    pub marked: Recorded,
}

/// A station hands its person to another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandedOver {
    /// From.
    pub from: u8,
    /// To; none: back to the front of the queue.
    pub to: Option<u8>,
}

/// The person left unserved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Left {
    /// Why, by code; empty if not said.
    pub reason: String,
}

/// What a station can do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum StationStatus {
    /// Records.
    #[default]
    Open,
    /// Rests: a code such as break, power, prayer.
    Paused(String),
    /// Lost a modality (photo, fingerprints, irises, signature) or all: gets no new calls.
    Broken(String),
}

/// A station's status from now on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StationSet {
    /// The status.
    pub status: StationStatus,
}

/// The person, or the class's teacher, was told of the new time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {}

/// The server knows this NIK as recorded before, at another visit or on the office's list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordedElsewhere {
    /// Where, as far as known: another visit's site, or the office's list.
    pub place: String,
}

/// An act is undone, for this event's subject.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActUndone {
    /// Which.
    pub act: ActRef,
}
