//! Peserta: the roster, from a file to bookings.

use jemput_domain::{
    id::{ActId, BookingId, ImportId, ScopeId},
    time::Day,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A roster file and how to take it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RosterInput {
    /// The visit.
    pub visit: ScopeId,
    /// Path of the file.
    pub path: String,
    /// Only these classes; empty: all.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Newcomers only, into free places from now on.
    #[serde(default)]
    pub add: bool,
    /// Also take out those who are gone from it (never who has come).
    #[serde(default)]
    pub withdraw_gone: bool,
    /// From the preview: refuses if the file has changed since.
    #[serde(default)]
    pub digest: Option<String>,
}

/// A column that was recognised.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ColumnRead {
    /// Its letter.
    pub letter: String,
    /// Its heading as found.
    pub heading: String,
    /// What it is read as, in words.
    pub read_as: String,
}

/// A column that is not read.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ColumnPassed {
    /// Its letter.
    pub letter: String,
    /// Its heading as found.
    pub heading: String,
    /// Why not.
    pub reason: String,
}

/// A class and what becomes of it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ClassPlanned {
    /// Its name.
    pub class: String,
    /// Rows.
    pub rows: u32,
    /// Where it is booked: day and times, in words.
    pub when: String,
}

/// Something about a row.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FindingView {
    /// The row as the spreadsheet shows it.
    pub row: u32,
    /// Its code.
    pub code: String,
    /// Which row or field and what to do.
    pub message: String,
    /// held, not_due, warned or information.
    pub weight: String,
    /// Name, where there is one.
    pub name: String,
}

/// Someone who is new, changed or gone in a newer roster.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RosterDifference {
    /// Who.
    pub booking: BookingId,
    /// Name.
    pub name: String,
    /// Class.
    pub class: String,
    /// What differs, or when they come, in words.
    pub what: String,
}

/// What a roster holds and what taking it would do, or did.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RosterReport {
    /// Digest of the file, for taking exactly this one.
    pub digest: String,
    /// The file's name.
    pub file_name: String,
    /// The sheet.
    pub sheet: String,
    /// First and last row of the heading.
    pub header_rows: (u32, u32),
    /// Columns recognised.
    pub columns: Vec<ColumnRead>,
    /// Columns not read and why.
    pub not_read: Vec<ColumnPassed>,
    /// Rows that are no people and sheets that were not read, each in a sentence.
    pub passed_over: Vec<String>,
    /// Rows with people: accepted + held + not due + already booked.
    pub rows: u32,
    /// Get a booking.
    pub accepted: u32,
    /// Of those, with a warning.
    pub warned: u32,
    /// Held for completion.
    pub held: u32,
    /// Not due.
    pub not_due: u32,
    /// Have a booking already.
    pub already_booked: u32,
    /// Of the accepted, those that no slot could take.
    pub unplaced: u32,
    /// What was found.
    pub findings: Vec<FindingView>,
    /// Classes.
    pub classes: Vec<ClassPlanned>,
    /// New, where people were booked before; of a first roster empty.
    pub new: Vec<RosterDifference>,
    /// Changed against what is booked.
    pub changed: Vec<RosterDifference>,
    /// Booked from an earlier roster, not in this one.
    pub gone: Vec<RosterDifference>,
    /// How many of the new ones fit by day.
    pub fits: Vec<(Day, u32)>,
    /// The plan that follows, in a sentence.
    pub sentence: String,
    /// How many people will be on site, by day: minute of the day, people.
    pub curves: Vec<(Day, Vec<(u32, u32)>)>,
    /// People by slot after it: slot number, people.
    pub slots: Vec<(u16, u32)>,
    /// Whether anything was written.
    pub written: bool,
    /// The import, once written.
    pub import: Option<ImportId>,
    /// The act, once written.
    pub act: Option<ActId>,
}

/// A list of NIKs that are recorded already.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RecordedInput {
    /// Path of the file.
    pub path: String,
}

/// What of such a list was taken over; it stays on this laptop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordedList {
    /// NIKs in the list.
    pub niks: u32,
    /// Cells that look like NIKs and are none: too few digits, or kept as a number.
    pub passed_over: u32,
    /// In a sentence.
    pub sentence: String,
}

/// Where to write a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WriteInput {
    /// The visit; a template needs none.
    #[serde(default)]
    pub visit: Option<ScopeId>,
    /// Path of the file to write.
    pub to: String,
    /// NIKs in full; masked otherwise.
    #[serde(default)]
    pub with_nik: bool,
}

/// A file was written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Written {
    /// Where.
    pub path: String,
    /// Rows with people in it.
    pub rows: u32,
    /// In a sentence.
    pub sentence: String,
}

/// One taking-in of a roster.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ImportView {
    /// Its id.
    pub import: ImportId,
    /// The file's name.
    pub file_name: String,
    /// When, RFC 3339.
    pub at: String,
    /// Bookings that it made and that are still in the visit.
    pub bookings: u32,
    /// How many of them have come.
    pub arrived: u32,
    /// Whether it can be undone: nobody of it has come.
    pub undoable: bool,
}

/// Undo an import.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UndoImportInput {
    /// The visit.
    pub visit: ScopeId,
    /// The import.
    pub import: ImportId,
}
