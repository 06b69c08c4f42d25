//! `jemput hand-over`

use clap::Args;
use jemput_acts::{act, view::HandOverInput};

use super::station::OfStation;
use crate::{answer::Answer, failed::Failed, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput hand-over --visit ID --station 3 --to 1
  jemput hand-over --visit ID --station 3";

/// A station hands its person to another, or to the front of the queue
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct HandOver {
    #[command(flatten)]
    at: OfStation,

    /// The other station [default: the front of the queue]
    #[arg(long, value_name = "N")]
    to: Option<u8>,
}

impl HandOver {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let at = self.at.input();
        let done = act::hand_over(
            place.desk()?,
            HandOverInput {
                visit: at.visit,
                station: at.station,
                to: self.to,
            },
        )?;
        Answer::done(&done, at.visit, place.lang())
    }
}
