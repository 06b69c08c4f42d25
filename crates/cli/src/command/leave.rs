//! `jemput leave`

use clap::Args;
use jemput_acts::{act, view::LeaveInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

/// A person leaves unserved
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput leave A-017 --visit ID --reason unwell")]
pub struct Leave {
    /// The booking's id, a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    #[command(flatten)]
    of: OfVisit,

    /// Why: unwell, waited, documents, called_away, or words
    #[arg(long, value_name = "CODE", default_value = "", hide_default_value = true)]
    reason: String,
}

impl Leave {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let booking = person::booking(desk, Some(visit), &self.booking)?;
        let done = act::leave(
            desk,
            LeaveInput {
                visit,
                booking,
                reason: self.reason,
            },
        )?;
        Answer::done(&done, visit, place.lang())
    }
}
