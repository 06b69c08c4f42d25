//! `jemput record`

use clap::{Args, ValueEnum};
use jemput_acts::{
    act,
    view::{RecordDone, RecordInput},
};
use jemput_domain::{
    event::{Capture, FailureReason, Outcome},
    id::ScopeId,
};

use crate::{
    answer::{Answer, undo_line},
    failed::Failed,
    person,
    place::Place,
    value::capture,
};

const EXAMPLES: &str = "\
A modality is written as
  captured
  exception:missing_finger:PARTS, exception:injured:PARTS
                             fingerprints; PARTS as right-thumb,left-little
  exception:eye_condition[:PARTS]
                             irises; right or left, both where it is not said;
                             contact lenses are no exception: they are taken out
  exception:cannot_sign      the signature; nothing excuses from the photo
  failed:REASON              device, quality, person
What is not named was captured where the outcome is complete or incomplete, else nothing was.

Examples:
  jemput record BOOKING --station 1 --photo captured --fingerprints captured \\
      --irises exception:eye_condition --signature captured --outcome complete
  jemput record A-046 --visit ID --station 1 \\
      --irises failed:device --outcome incomplete
  jemput record A-047 --visit ID --station 2 \\
      --outcome biodata_problem --detail nik_not_found";

/// Mark what the enrolment application saved of a person
///
/// Jemput holds no photo, finger, iris or signature: it keeps what the operator marked. A complete outcome needs every
/// modality captured or excepted; a failed one makes it incomplete, and the person is booked again. An incomplete outcome
/// needs one that failed, and why.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Record {
    /// The booking's id; with --visit also a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    /// The visit, where a NIK or a ticket names the person
    #[arg(long, env = "JEMPUT_VISIT", hide_env_values = true, value_name = "ID")]
    visit: Option<ScopeId>,

    /// The station's number
    #[arg(long, value_name = "N")]
    station: u8,

    /// The photo
    #[arg(long, value_name = "MARK", value_parser = capture)]
    photo: Option<Capture>,

    /// Ten fingerprints
    #[arg(long, value_name = "MARK", value_parser = capture)]
    fingerprints: Option<Capture>,

    /// Two irises
    #[arg(long, value_name = "MARK", value_parser = capture)]
    irises: Option<Capture>,

    /// The signature
    #[arg(long, value_name = "MARK", value_parser = capture)]
    signature: Option<Capture>,

    /// How it ended
    #[arg(long, value_enum)]
    outcome: OutcomeChoice,

    /// More about the outcome: nik_not_found, data_differ, left, unwell, refuses
    #[arg(long, value_name = "CODE", default_value = "", hide_default_value = true)]
    detail: String,
}

/// How a recording ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
enum OutcomeChoice {
    /// The enrolment application saved it
    Complete,
    /// Something is missing: booked again
    Incomplete,
    /// The national system holds this person already
    AlreadyRecorded,
    /// The NIK is not found, or data differ from the family card
    BiodataProblem,
    /// Left, unwell, or refuses
    NotServed,
}

impl Record {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let (outcome, unsaid) = match self.outcome {
            OutcomeChoice::Complete => (Outcome::Complete, Capture::Captured),
            OutcomeChoice::Incomplete => (Outcome::Incomplete, Capture::Captured),
            OutcomeChoice::AlreadyRecorded => (Outcome::AlreadyRecorded, NOT_SAVED),
            OutcomeChoice::BiodataProblem => (Outcome::BiodataProblem, NOT_SAVED),
            OutcomeChoice::NotServed => (Outcome::NotServed, NOT_SAVED),
        };
        let input = RecordInput {
            visit: self.visit,
            booking: person::booking(desk, self.visit, &self.booking)?,
            station: self.station,
            photo: self.photo.unwrap_or(unsaid),
            fingerprints: self.fingerprints.unwrap_or(unsaid),
            irises: self.irises.unwrap_or(unsaid),
            signature: self.signature.unwrap_or(unsaid),
            outcome,
            detail: self.detail,
        };
        let done = act::record(desk, input)?;
        answer(&done, self.visit, place)
    }
}

const NOT_SAVED: Capture = Capture::Failed {
    reason: FailureReason::Unsaid,
};

/// What came of it, and how to take it back where the visit was named.
pub fn answer(done: &RecordDone, visit: Option<ScopeId>, place: &Place) -> Result<Answer, Failed> {
    let mut text = done.sentence.clone();
    if let (Some(visit), Some(act)) = (visit, done.act) {
        text.push('\n');
        text.push_str(&undo_line(place.lang(), visit, act));
    }
    Answer::new(done, text)
}
