//! `jemput move`

use clap::Args;
use jemput_acts::{
    act,
    view::{MoveInput, OfVisit as VisitInput},
};

use super::slot;
use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

const EXAMPLES: &str = "\
Examples:
  jemput move BOOKING --visit ID --slot 17
  jemput move --class \"XII MIPA 2\" --visit ID --slot 17";

/// Move people, or a whole class, to another slot
///
/// A class fills the slot and, where it is full, those after it; who has come stays. People who were told of the old
/// time are listed as to be told (`jemput people --to-tell`).
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Move {
    /// The bookings' ids, NIKs or tickets
    #[arg(value_name = "BOOKING", required_unless_present = "class", conflicts_with = "class")]
    bookings: Vec<String>,

    #[command(flatten)]
    of: OfVisit,

    /// A whole class instead
    #[arg(long, value_name = "NAME")]
    class: Option<String>,

    /// The slot: its id or number, as `jemput slots` shows it
    #[arg(long, value_name = "SLOT")]
    slot: String,
}

impl Move {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let slot = slot::number(&act::plan(desk, VisitInput { visit })?.preview.slots, &self.slot)?;
        let bookings = person::bookings(desk, visit, &self.bookings)?;
        let done = act::move_bookings(
            desk,
            MoveInput {
                visit,
                bookings,
                class: self.class,
                slot,
            },
        )?;
        Answer::done(&done, visit, place.lang())
    }
}
