//! `jemput priority`

use clap::Args;
use jemput_acts::{act, view::PriorityInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place, value::Priority as Reason};

const EXAMPLES: &str = "\
Examples:
  jemput priority K-013 --visit ID --reason elderly
  jemput priority K-013 --visit ID --none";

/// Let a person who needs it go before others, with the reason
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Priority {
    /// The booking's id, a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    #[command(flatten)]
    of: OfVisit,

    /// Why
    #[arg(long, value_enum, required_unless_present = "none", conflicts_with = "none")]
    reason: Option<Reason>,

    /// No longer
    #[arg(long)]
    none: bool,
}

impl Priority {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let booking = person::booking(desk, Some(visit), &self.booking)?;
        let reason = self.reason.map(|reason| reason.code().to_owned());
        let done = act::priority(desk, PriorityInput { visit, booking, reason })?;
        Answer::done(&done, visit, place.lang())
    }
}
