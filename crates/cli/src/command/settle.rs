//! `jemput settle`

use clap::Args;
use jemput_acts::{act, view::SettleInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput settle same_person BOOKING BOOKING --visit ID --stays BOOKING
  jemput settle same_person BOOKING BOOKING --visit ID
  jemput settle recorded_elsewhere BOOKING --visit ID";

/// Settle a flag: one person or two, looked at and well
///
/// `jemput today` lists flags with their codes and bookings. Two bookings of one person are joined into the one that --stays
/// names; without it they are different people, or nothing is wrong.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Settle {
    /// The flag's code
    #[arg(value_name = "FLAG")]
    flag: String,

    /// The bookings that it is about: ids, NIKs or tickets
    #[arg(value_name = "BOOKING", required = true)]
    bookings: Vec<String>,

    #[command(flatten)]
    of: OfVisit,

    /// The booking that stays
    #[arg(long, value_name = "BOOKING")]
    stays: Option<String>,
}

impl Settle {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let bookings = person::bookings(desk, visit, &self.bookings)?;
        let stays = self
            .stays
            .map(|stays| person::booking(desk, Some(visit), &stays))
            .transpose()?;
        let done = act::settle(
            desk,
            SettleInput {
                visit,
                flag: self.flag,
                bookings,
                stays,
            },
        )?;
        Answer::done(&done, visit, place.lang())
    }
}
