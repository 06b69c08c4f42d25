//! Hari ini: is the day going well, what do I do about it?

use jemput_domain::{
    id::{BookingId, ScopeId},
    plan::SlotNumber,
    time::Day,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{SlotRef, StationView};

/// Which day.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TodayInput {
    /// The visit.
    pub visit: ScopeId,
    /// The day; today, or the visit's nearest, if not said.
    #[serde(default)]
    pub day: Option<Day>,
}

/// One slot of a day in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SlotFigures {
    /// The slot.
    #[serde(flatten)]
    pub slot: SlotRef,
    /// Places that may be booked (capacity less the reserve).
    pub capacity: u32,
    /// Places kept for walk-ins and repeats.
    pub reserve: u32,
    /// People booked.
    pub booked: u32,
    /// Of them, have not come (and the slot with its grace has not passed).
    pub not_here: u32,
    /// Have come.
    pub arrived: u32,
    /// Wait to be called, who is to repeat too.
    pub waiting: u32,
    /// Called or being recorded.
    pub recording: u32,
    /// Recorded, or recorded before.
    pub recorded: u32,
    /// Incomplete, biodata problem, not served.
    pub open: u32,
    /// Left unserved or missed.
    pub left: u32,
    /// Did not come by the slot's end and grace.
    pub no_show: u32,
}

/// People of a day who have no slot on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unslotted {
    /// Have come.
    pub arrived: u32,
    /// Wait to be called, who is to repeat too.
    pub waiting: u32,
    /// Called or being recorded.
    pub recording: u32,
    /// Recorded, or recorded before.
    pub recorded: u32,
    /// Incomplete, biodata problem, not served.
    pub open: u32,
    /// Left unserved or missed.
    pub left: u32,
    /// Who.
    pub bookings: Vec<BookingId>,
}

/// A day in figures.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Today {
    /// The day.
    pub day: Day,
    /// Booked that day.
    pub booked: u32,
    /// Have not come.
    pub not_here: u32,
    /// Came that day.
    pub arrived: u32,
    /// Wait now.
    pub waiting: u32,
    /// Called or being recorded now.
    pub recording: u32,
    /// Recorded that day.
    pub recorded: u32,
    /// Left or missed.
    pub left: u32,
    /// Did not come.
    pub no_show: u32,
    /// On site now.
    pub on_site: u32,
    /// The limit.
    pub waiting_limit: u32,
    /// Longest wait of who waits now.
    pub longest_wait_minutes: Option<u32>,
    /// When the last person will be done, RFC 3339.
    pub expected_end: Option<String>,
    /// Minutes a person, measured today; none before five recordings.
    pub measured_minutes: Option<u32>,
    /// Minutes a person, as planned.
    pub planned_minutes: u32,
    /// The slots.
    pub slots: Vec<SlotFigures>,
    /// Who came that day without a slot on it, if anybody did.
    pub without_slot: Option<Unslotted>,
    /// The stations.
    pub stations: Vec<StationView>,
    /// What needs a person.
    pub needs: Vec<Need>,
    /// People who were on site, every five minutes until now: minute of the day, people.
    pub measured: Vec<(u32, u32)>,
    /// People who will be on site, every five minutes from now on, or over a day to come.
    pub curve: Vec<(u32, u32)>,
    /// A sentence proposing a new plan for the rest of the day, if one is due.
    pub suggestion: Option<Suggestion>,
}

/// One thing that needs a person.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Need {
    /// Its kind: held, to_tell, flag codes, overdue, missed, to_repeat, incomplete, biodata_problem, station, silent, unplaced.
    pub kind: String,
    /// What and what to do.
    pub sentence: String,
    /// Who.
    pub bookings: Vec<BookingId>,
}

/// A new plan might be due.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Suggestion {
    /// Why, in a sentence.
    pub sentence: String,
    /// What to propose.
    pub cause: ReplanCause,
    /// Names exactly the proposal that the sentence tells of.
    pub token: String,
}

/// Why the rest of the day is planned anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReplanCause {
    /// Everything later.
    Delay {
        /// By.
        minutes: u16,
    },
    /// That many stations work.
    Stations {
        /// How many.
        stations: u8,
    },
    /// That many minutes a person.
    Minutes {
        /// How many.
        minutes: u16,
    },
}

/// Ask for a proposal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ProposeInput {
    /// The visit.
    pub visit: ScopeId,
    /// The day; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Why.
    pub cause: ReplanCause,
}

/// A new plan for the rest of the day, as a difference.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ProposalView {
    /// Names exactly this proposal; taking it is refused if the day has changed since.
    pub token: String,
    /// The whole in a sentence or two.
    pub sentence: String,
    /// Slots that change: before, after.
    pub slots: Vec<SlotDifference>,
    /// People that move.
    pub moves: Vec<MoveView>,
    /// People who no longer fit anywhere, with the reason.
    pub unplaced: Vec<UnplacedView>,
}

/// A slot before and after.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SlotDifference {
    /// Before; none if new.
    pub before: Option<SlotRef>,
    /// After; none if it falls away.
    pub after: Option<SlotRef>,
    /// Places before.
    pub capacity_before: u32,
    /// Places after.
    pub capacity_after: u32,
}

/// A person who moves.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MoveView {
    /// Who.
    pub booking: BookingId,
    /// Name.
    pub name: String,
    /// Class.
    pub class: String,
    /// From.
    pub from: Option<SlotRef>,
    /// To.
    pub to: Option<SlotRef>,
    /// Had been told of the old time.
    pub told: bool,
}

/// A person without a place.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UnplacedView {
    /// Who.
    pub booking: BookingId,
    /// Name.
    pub name: String,
    /// Why.
    pub sentence: String,
}

/// Take a proposal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TakeProposalInput {
    /// As it was asked for.
    #[serde(flatten)]
    pub propose: ProposeInput,
    /// The proposal's token.
    pub token: String,
}

/// Move people or a class to a slot.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MoveInput {
    /// The visit.
    pub visit: ScopeId,
    /// Who.
    #[serde(default)]
    pub bookings: Vec<BookingId>,
    /// Or a whole class: those of it who have not come.
    #[serde(default)]
    pub class: Option<String>,
    /// To this slot and, for a class, those after it where it is full.
    pub slot: SlotNumber,
}

/// A class that came late.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LateClassInput {
    /// The visit.
    pub visit: ScopeId,
    /// The class.
    pub class: String,
}

/// What can be done with it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LateClassOption {
    /// `now`, `later` or `next_day`.
    pub kind: String,
    /// The option and its effect on those already told.
    pub sentence: String,
    /// First slot.
    pub slot: Option<SlotRef>,
    /// How many of the class find a place.
    pub placed: u32,
    /// How many do not.
    pub unplaced: u32,
    /// How many others wait longer.
    pub delayed_people: u32,
    /// By about so much.
    pub delay_minutes: u32,
}

/// Take one of the options.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TakeLateClassInput {
    /// The visit.
    pub visit: ScopeId,
    /// The class.
    pub class: String,
    /// `now`, `later` or `next_day`.
    pub kind: String,
}

/// People, for told and rebook acts.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BookingsInput {
    /// The visit.
    pub visit: ScopeId,
    /// Who.
    pub bookings: Vec<BookingId>,
}

/// Settle a flag.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SettleInput {
    /// The visit.
    pub visit: ScopeId,
    /// The flag's code.
    pub flag: String,
    /// The bookings that it is about.
    pub bookings: Vec<BookingId>,
    /// For two bookings of one person: the one that stays. None: they are different people, or nothing is wrong.
    #[serde(default)]
    pub stays: Option<BookingId>,
}
