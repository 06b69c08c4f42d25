//! `jemput correct`

use clap::Args;
use jemput_acts::{act, view::CorrectInput};

use super::walk_in::PersonOptions;
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput correct BOOKING --visit ID --nik 3174085203049002
  jemput correct A-017 --visit ID --birth-date 12/03/2004 \\
      --home-district 31.74.08";

/// Complete or correct a person from the family card
///
/// The booking stays. What is not named stays as it is. A NIK that belongs to another booking is refused with its
/// owner's name. Who turns out too young on the booked day, or recorded before, stays booked, and the answer says so.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Correct {
    /// The booking's id, a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    #[command(flatten)]
    of: OfVisit,

    /// The name in full
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    person: PersonOptions,
}

impl Correct {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let booking = person::booking(desk, Some(visit), &self.booking)?;
        let person = self.person.named(self.name.unwrap_or_default());
        let done = act::correct(desk, CorrectInput { visit, booking, person })?;
        Answer::done(&done, visit, place.lang())
    }
}
