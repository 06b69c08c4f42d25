//! `jemput absent`

use clap::Args;
use jemput_acts::act;

use super::station::OfStation;
use crate::{answer::Answer, failed::Failed, place::Place};

/// The called person is not there
///
/// Goes back behind the next five, twice; then counts as missed and may come back with the same ticket.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput absent --visit ID --station 2")]
pub struct Absent {
    #[command(flatten)]
    at: OfStation,
}

impl Absent {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let done = act::absent(place.desk()?, self.at.input())?;
        Answer::done(&done, self.at.visit(), place.lang())
    }
}
