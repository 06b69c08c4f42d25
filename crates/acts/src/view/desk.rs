//! Kedatangan: who is in front of me?

use jemput_domain::{
    booking::State,
    event::Standing,
    id::{ActId, BookingId, ScopeId},
    nik::Sex,
    plan::{SlotNumber, Span},
    time::Day,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::GuardianView;
use uuid::Uuid;

/// A slot as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SlotRef {
    /// Its id in interfaces.
    #[ts(type = "string")]
    pub slot: Uuid,
    /// Its number.
    pub number: SlotNumber,
    /// Its day.
    pub day: Day,
    /// When.
    #[serde(flatten)]
    pub span: Span,
}

/// A person in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Found {
    /// The booking.
    pub booking: BookingId,
    /// Name.
    pub name: String,
    /// NIK as lists show it: all but the last four digits hidden; empty if none.
    pub nik_masked: String,
    /// Class.
    pub class: String,
    /// Where the booking stands.
    pub state: State,
    /// What must be completed, as finding codes.
    pub held: Vec<String>,
    /// The same in short words, empty if nothing.
    pub held_words: String,
    /// The slot.
    pub slot: Option<SlotRef>,
    /// Why there is none, and what to do; said in lists of people only.
    pub without_slot: Option<String>,
    /// Today's ticket, `A-017`.
    pub ticket: Option<String>,
    /// How a check-in now would stand to the slot.
    pub standing: Standing,
    /// Minutes early or late; 0 on time or on another day.
    pub standing_minutes: u32,
    /// When recorded last, RFC 3339.
    pub recorded_at: Option<String>,
    /// Alike another booking of the visit (twins, namesakes): tell apart by birth date and last digits before checking in.
    pub alike: bool,
    /// Birth date; only where `alike`.
    pub birth_date: Option<Day>,
    /// Priority's reason.
    pub priority: Option<String>,
    /// Missed the slot and has not come.
    pub overdue: bool,
}

/// What to look for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FindInput {
    /// The visit.
    pub visit: ScopeId,
    /// Name, NIK or ticket, as typed.
    pub text: String,
    /// The most people; 20 if not said.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A list of people by filter, for Peserta and for a slot or class opened in place.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PeopleInput {
    /// The visit.
    pub visit: ScopeId,
    /// Of one class.
    #[serde(default)]
    pub class: Option<String>,
    /// Of one slot.
    #[serde(default)]
    pub slot: Option<SlotNumber>,
    /// In one of these states; empty: in any.
    #[serde(default)]
    pub states: Vec<State>,
    /// Only who must be completed.
    #[serde(default)]
    pub held: bool,
    /// Only who must be told of a new time.
    #[serde(default)]
    pub to_tell: bool,
    /// Only who has no slot.
    #[serde(default)]
    pub unplaced: bool,
    /// How many to pass over.
    #[serde(default)]
    pub offset: u32,
    /// The most; 100 if not said.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// People, and a text for their teacher.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct People {
    /// How many there are in all.
    pub total: u32,
    /// These.
    pub people: Vec<Found>,
    /// A text to copy, without NIKs: who should come where, when. Empty where it makes no sense.
    pub teacher_text: String,
}

/// One booking opened: everything about it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BookingView {
    /// As in lists.
    pub found: Found,
    /// NIK in full: shown on purpose only.
    pub nik: Option<String>,
    /// What stood in the NIK column, if that was no NIK.
    pub nik_as_written: String,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Home district in words; empty: to be asked.
    pub home_district: String,
    /// Phone.
    pub phone: String,
    /// Note.
    pub note: String,
    /// All tickets.
    pub tickets: Vec<String>,
    /// Finished recordings in words.
    pub recordings: Vec<String>,
    /// Flags, as code and sentence.
    pub flags: Vec<FlagView>,
    /// Row in the roster.
    pub row: Option<u32>,
    /// The guardian's form, where it is asked for.
    pub guardian: Option<GuardianView>,
}

/// A flag.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FlagView {
    /// Its code.
    pub code: String,
    /// What it means and what to do.
    pub sentence: String,
    /// The bookings that it is about.
    pub bookings: Vec<BookingId>,
}

/// The desk's surroundings.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeskView {
    /// The day that the desk works on.
    pub day: Day,
    /// Whether that is today.
    pub is_today: bool,
    /// People on site.
    pub on_site: u32,
    /// The limit.
    pub waiting_limit: u32,
    /// The limit is reached: nobody more should come on site.
    pub site_full: bool,
    /// Places left today for walk-ins and others, reserve included.
    pub places_left: u32,
    /// Expected wait of who arrives now: from, to.
    pub wait_minutes: Option<(u32, u32)>,
    /// The last check-ins of this laptop, newest first, at most 5.
    pub last: Vec<Arrived>,
    /// Today's slots that a walk-in who comes now may have: the first is suggested.
    pub walk_in_slots: Vec<FreeSlot>,
    /// Classes of the visit, in natural order.
    pub classes: Vec<String>,
    /// How many of the newest check-in's class are due today and have not come.
    pub class_due: u32,
}

/// A slot with places.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FreeSlot {
    /// The slot.
    #[serde(flatten)]
    pub slot: SlotRef,
    /// Free places, the reserve included.
    pub free: u16,
}

/// What was scanned or typed whole.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CodeInput {
    /// The visit.
    pub visit: ScopeId,
    /// A booking id, a NIK or a ticket.
    pub code: String,
}

/// What a code means.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Lookup {
    /// One booking of this visit.
    Known {
        /// It.
        found: Box<Found>,
    },
    /// Several: a ticket that two laptops gave.
    Several {
        /// They.
        found: Vec<Found>,
    },
    /// A valid NIK that has no booking here.
    UnknownNik {
        /// The NIK, for the walk-in's field.
        nik: String,
        /// What is known and what to do.
        sentence: String,
    },
    /// Not a code.
    NotACode {
        /// What was wrong and what to do.
        sentence: String,
    },
}

/// Check in one person.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ArriveInput {
    /// The visit.
    pub visit: ScopeId,
    /// A booking id, a NIK, or a ticket.
    pub code: String,
}

/// Check in a class.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ArriveClassInput {
    /// The visit.
    pub visit: ScopeId,
    /// The class.
    pub class: String,
    /// Who is missing.
    #[serde(default)]
    pub except: Vec<BookingId>,
    /// Who came all the same though their slot is on another day: of those only these are checked in.
    #[serde(default)]
    pub also: Vec<BookingId>,
}

/// A check-in as the desk tells it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Arrived {
    /// The booking.
    pub booking: BookingId,
    /// Name.
    pub name: String,
    /// Class.
    pub class: String,
    /// The ticket, `A-017`.
    pub ticket: String,
    /// Against the slot.
    pub standing: Standing,
    /// Minutes early or late.
    pub standing_minutes: u32,
    /// Had come before: this is the ticket of then.
    pub already: bool,
    /// Waits: no station has called them yet.
    pub waits: bool,
    /// People on site now, this one included.
    pub on_site: u32,
    /// The limit.
    pub waiting_limit: u32,
    /// The limit is reached: nobody more should come on site.
    pub site_full: bool,
    /// What to know before going on, in sentences: too young, or recorded before.
    pub warnings: Vec<String>,
    /// A guardian's form is asked for and was not seen.
    pub guardian_missing: bool,
    /// Must be completed at the desk: finding codes.
    pub held: Vec<String>,
    /// What happened, in a sentence.
    pub sentence: String,
    /// The act, for undo.
    pub act: Option<ActId>,
}

/// A person who comes without a booking.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct PersonInput {
    /// Name.
    #[serde(default)]
    pub name: String,
    /// NIK as typed; empty if none.
    #[serde(default)]
    pub nik: String,
    /// Birth date: ISO or dd/mm/yyyy; empty if not known.
    #[serde(default)]
    pub birth_date: String,
    /// Sex.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Class or unit.
    #[serde(default)]
    pub class: String,
    /// Home district as said.
    #[serde(default)]
    pub home_district: String,
    /// Phone, by choice.
    #[serde(default)]
    pub phone: String,
}

/// Which slot a walk-in gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WalkInSlot {
    /// The first of today with a place.
    #[default]
    Suggested,
    /// None: served in the gaps.
    None,
    /// This one of today.
    Number(SlotNumber),
}

/// A walk-in: booked and checked in by one act.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WalkInInput {
    /// The visit.
    pub visit: ScopeId,
    /// Who.
    pub person: PersonInput,
    /// The service's code; `ktp_first`.
    pub service: String,
    /// Which slot.
    #[serde(default)]
    pub slot: WalkInSlot,
}

/// Complete or correct a person; the booking stays.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CorrectInput {
    /// The visit.
    pub visit: ScopeId,
    /// The booking.
    pub booking: BookingId,
    /// The person; empty fields stay as they are.
    pub person: PersonInput,
}

/// Priority for a person who needs it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PriorityInput {
    /// The visit.
    pub visit: ScopeId,
    /// The booking.
    pub booking: BookingId,
    /// elderly, disabled, pregnant, small_child, unwell; none takes it back.
    pub reason: Option<String>,
}

/// A note.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct NoteInput {
    /// The visit.
    pub visit: ScopeId,
    /// The booking.
    pub booking: BookingId,
    /// The note.
    pub note: String,
}

/// A person leaves unserved.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LeaveInput {
    /// The visit.
    pub visit: ScopeId,
    /// The booking.
    pub booking: BookingId,
    /// Why, by code; may be empty.
    #[serde(default)]
    pub reason: String,
}
