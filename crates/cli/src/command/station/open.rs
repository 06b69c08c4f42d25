//! `jemput station open`

use clap::Args;
use jemput_domain::event::StationStatus;

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

/// Open a station again, or all of them
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput station open --visit ID")]
pub struct Open {
    #[command(flatten)]
    of: OfVisit,

    /// The station [default: all, in one act]
    #[arg(long, value_name = "N")]
    station: Option<u8>,
}

impl Open {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        super::set(place, self.of.visit, self.station, StationStatus::Open)
    }
}
