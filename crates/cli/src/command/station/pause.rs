//! `jemput station pause`

use clap::Args;
use jemput_domain::event::StationStatus;

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput station pause --visit ID --reason power
  jemput station pause --visit ID --station 3";

/// Let a station rest, or all of them: a break, a prayer, a power cut
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Pause {
    #[command(flatten)]
    of: OfVisit,

    /// The station [default: all, in one act]
    #[arg(long, value_name = "N")]
    station: Option<u8>,

    /// Why: break, power, prayer, or a word
    #[arg(long, value_name = "CODE", default_value = "break")]
    reason: String,
}

impl Pause {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        super::set(place, self.of.visit, self.station, StationStatus::Paused(self.reason))
    }
}
