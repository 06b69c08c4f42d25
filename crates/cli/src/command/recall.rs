//! `jemput recall`

use clap::Args;
use jemput_acts::act;

use super::station::OfStation;
use crate::{answer::Answer, failed::Failed, place::Place};

/// Call the same person again
///
/// The operator calls the ticket aloud once more; the visit's history keeps it, and how long the station waits for the
/// person counts from now.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput recall --visit ID --station 2")]
pub struct Recall {
    #[command(flatten)]
    at: OfStation,
}

impl Recall {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let done = act::recall(place.desk()?, self.at.input())?;
        Answer::done(&done, self.at.visit(), place.lang())
    }
}
