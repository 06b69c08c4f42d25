//! `jemput reopen`

use clap::Args;
use jemput_acts::{act, view::ReopenInput};
use jemput_domain::id::ScopeId;

use super::record::answer;
use crate::{answer::Answer, failed::Failed, person, place::Place};

/// A finished recording must be done again
///
/// The person goes to the front of the queue; the counts follow.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput reopen BOOKING --reason application_failed")]
pub struct Reopen {
    /// The booking's id; with --visit also a NIK or a ticket
    #[arg(value_name = "BOOKING")]
    booking: String,

    /// The visit, where a NIK or a ticket names the person
    #[arg(long, env = "JEMPUT_VISIT", hide_env_values = true, value_name = "ID")]
    visit: Option<ScopeId>,

    /// Why: application_failed, wrong_data, quality, or words
    #[arg(long, value_name = "CODE")]
    reason: String,
}

impl Reopen {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let booking = person::booking(desk, self.visit, &self.booking)?;
        let done = act::reopen(
            desk,
            ReopenInput {
                visit: self.visit,
                booking,
                reason: self.reason,
            },
        )?;
        answer(&done, self.visit, place)
    }
}
