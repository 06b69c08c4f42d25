//! `jemput start`

use clap::Args;
use jemput_acts::act;

use super::station::OfStation;
use crate::{answer::Answer, failed::Failed, place::Place};

/// The person sits
///
/// Name and birth date were read out and confirmed; service time runs from here.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput start --visit ID --station 2")]
pub struct Start {
    #[command(flatten)]
    at: OfStation,
}

impl Start {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let done = act::start(place.desk()?, self.at.input())?;
        Answer::done(&done, self.at.visit(), place.lang())
    }
}
