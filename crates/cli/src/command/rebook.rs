//! `jemput rebook`

use clap::Args;
use jemput_acts::{act, view::BookingsInput};

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, person, place::Place};

/// Book people again into free places
///
/// After an incomplete recording, a no-show, or where there was no place.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput rebook BOOKING BOOKING --visit ID")]
pub struct Rebook {
    /// The bookings' ids, NIKs or tickets
    #[arg(value_name = "BOOKING", required = true)]
    bookings: Vec<String>,

    #[command(flatten)]
    of: OfVisit,
}

impl Rebook {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let visit = self.of.visit;
        let desk = place.desk()?;
        let bookings = person::bookings(desk, visit, &self.bookings)?;
        let done = act::rebook(desk, BookingsInput { visit, bookings })?;
        Answer::done(&done, visit, place.lang())
    }
}
