//! `jemput guardian seen`

use clap::Args;
use jemput_acts::{act, view::GuardianSeenInput};

use crate::{
    answer::Answer,
    arguments::OfVisit,
    failed::Failed,
    person,
    place::Place,
    value::{By, Form},
};

const EXAMPLES: &str = "\
Examples:
  jemput guardian seen K-013 --visit ID
  jemput guardian seen K-013 --visit ID --by school --form list";

/// Keep that the desk saw a person's form
///
/// Only who gave it and what was shown is kept, never a guardian's name.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Seen {
    /// The booking's id, a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    #[command(flatten)]
    of: OfVisit,

    /// Who gave it
    #[arg(long, value_enum, default_value = "parent")]
    by: By,

    /// What was shown
    #[arg(long, value_enum, default_value = "letter")]
    form: Form,
}

impl Seen {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let input = GuardianSeenInput {
            visit,
            booking: person::booking(desk, Some(visit), &self.booking)?,
            by: self.by.into(),
            form: self.form.into(),
        };
        let done = act::guardian_seen(desk, input)?;
        Answer::done(&done, visit, place.lang())
    }
}
